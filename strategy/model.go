package strategy

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Names of the files of a model, beside those of a pathway.Atlas.
const (
	ResponsesFile = "responses.jsonl"
	MessagesFile  = "messages.jsonl"
	// StrategiesFile holds what a person may do; see [Strategy].
	StrategiesFile = "strategies.jsonl"
)

// Model is all that it takes to assess a person: an atlas, the responses to
// habits, the strategies, the gates and the texts. It is made by [New] or
// [Default], never changes after that, and is safe for any number of goroutines.
// The zero Model cannot be used.
type Model struct {
	atlas     *pathway.Atlas
	responses []Response          // by habit
	measures  []measure           // of each response
	sorts     []pathway.Sort      // of the habit of each response
	unknown   []evidence.Interval // responses of each if its measure is not known, with the slack
	gates     *gateTable
	targets   []target // pathways, then outcomes, each by id

	voice                        // how it speaks
	of       *Model              // the model that this is a view of, in another mode or language; nil if it is none
	catalogs map[string]*catalog // English, and what its own files have in other languages
	replaced map[string]bool     // messages whose English text is not that of the library

	viewsMutex sync.Mutex
	views      map[string]*Model // in other modes and languages

	hashOnce     sync.Once
	hash         string
	explainOnce  sync.Once
	explanations [][]explanation // by target and cell
	loops        [][]pathway.Loop
	optionsOnce  sync.Once
	planOptions  []option // by strategy
	sentences    sync.Map // of options and targets

	generalsOnce   sync.Once
	generalTargets [][]int // by target

	personalMutex sync.Mutex
	personal      map[string]*Model // for people with limits, by their key
}

// target is a pathway or an outcome with the answers for all habits: what turns
// a person's responses into rows.
type target struct {
	node    pathway.Node
	readout pathway.Node // of a pathway
	name    string
	cells   []cell         // of the habits that the atlas has an answer for, in the order of the responses; those with reach first
	scored  int            // number of cells with reach: what the rest can add is nothing
	links   []pathway.Link // of the cells
	reach   float64        // sum of that of the cells
}

// cell is the answer of the atlas on one habit and one target, in the form that
// scores are made of. All its numbers are shares of max(1, sum of the reach of
// the target's cells).
type cell struct {
	response int               // index of the habit's response
	disputed bool              // the answer is ambiguous
	weight   float64           // λt
	span     evidence.Interval // of λt
	reach    float64           // largest |λt| over span: what the habit could matter at most
}

// explanation is what stands behind a cell.
type explanation struct {
	chain    pathway.Chain
	chained  bool
	pro, con []evidence.StudyKey
}

// New makes a model of an atlas and of the files [ResponsesFile],
// [StrategiesFile] and [MessagesFile] of fsys. What fsys does not have, or all
// of it if fsys is nil, comes with the library; of the strategies of the
// library those that the atlas has the habit, the studies and the claims of. The
// error joins all problems, each a [*dataset.Error].
//
// A messages file may replace some of the texts; the rest are those of the
// library. Files named by [MessagesFileOf] and [PhrasesFile] do the same for
// other languages, and may bring new ones; see [Model.In]. Gates and medicines
// always come with the library.
//
// The model is in [ModeNotSaid] and in English.
func New(atlas *pathway.Atlas, fsys fs.FS) (*Model, error) {
	m := &Model{atlas: atlas}
	var p dataset.Problems
	var places dataset.Places
	m.responses, places = dataset.ReadFile(fileSystem(fsys, ResponsesFile), ResponsesFile, &p, nil,
		func(r *Response) string { return r.Habit.String() }, nil)
	for i := range m.responses {
		m.checkReferences(&m.responses[i], places, &p)
	}
	m.readTexts(fsys, &p)
	m.readStrategies(fsys, &p)
	gates, err := safetyGates()
	if err == nil { // else the library itself is broken
		err = p.Err()
	}
	if err != nil {
		return nil, err
	}
	m.gates = gates
	m.buildTargets(nil)
	return m, nil
}

// fileSystem returns fsys if it has the file, and else the built-in data.
func fileSystem(fsys fs.FS, name string) fs.FS {
	if fsys != nil {
		if _, err := fs.Stat(fsys, name); err == nil {
			return fsys
		}
	}
	return builtInFiles()
}

func (m *Model) checkReferences(r *Response, places dataset.Places, p *dataset.Problems) {
	at, _ := places.Of(r.Habit.String())
	if _, ok := m.atlas.Habit(r.Habit); r.Habit.IsValid() && !ok {
		p.Add(at.Field("habit"), fmt.Errorf("%w: habit %s", dataset.ErrDangling, r.Habit))
	}
	check := func(field string, key evidence.StudyKey) {
		if _, ok := m.atlas.Study(key); key.IsValid() && !ok {
			p.Add(at.Field(field), fmt.Errorf("%w: study %s", dataset.ErrDangling, key))
		}
	}
	check("population.study", r.Population.Study)
	for i, key := range r.Studies {
		check(fmt.Sprintf("studies[%d]", i), key)
	}
}

// buildTargets asks the atlas for the answers on all habits and targets. For a
// person, general is the model for everybody.
func (m *Model) buildTargets(general *Model) {
	var nodes, readouts []pathway.Node
	for r := range m.atlas.Pathways() {
		nodes, readouts = append(nodes, pathway.NodeOf(r.ID)), append(readouts, r.Readout)
	}
	for r := range m.atlas.Outcomes() {
		nodes = append(nodes, pathway.NodeOf(r.ID))
	}
	m.targets = make([]target, len(nodes))
	for i := range m.responses {
		f := &m.responses[i]
		m.measures = append(m.measures, measures[f.Measure])
		record, _ := m.atlas.Habit(f.Habit)
		m.sorts = append(m.sorts, record.Sort)
		m.unknown = append(m.unknown, withSlack(f.unknown()))
		for j, l := range m.atlas.Links(pathway.NodeOf(f.Habit), nodes) {
			if general != nil {
				l = noBolder(general.targets[j].link(i), l)
			}
			if l.Stance == evidence.Unknown {
				continue
			}
			lambda := l.Level.Lambda()
			c := cell{response: i, disputed: l.Stance == evidence.Ambiguous, weight: float64(lambda * l.Value),
				span: evidence.Interval{float64(lambda * l.Interval[0]), float64(lambda * l.Interval[1])}}
			c.reach = max(math.Abs(c.weight), math.Abs(c.span[0]), math.Abs(c.span[1]))
			t := &m.targets[j]
			at := len(t.cells)
			if c.reach > 0 {
				at = t.scored
				t.scored++
			}
			t.cells, t.links = slices.Insert(t.cells, at, c), slices.Insert(t.links, at, l)
			t.reach += c.reach
		}
	}
	for j := range m.targets {
		t := &m.targets[j]
		t.node = nodes[j]
		t.name, _ = m.atlas.Name(nodes[j])
		if j < len(readouts) {
			t.readout = readouts[j]
		}
		whole := max(1, t.reach)
		for i := range t.cells {
			c := &t.cells[i]
			c.weight, c.reach = c.weight/whole, c.reach/whole
			c.span = evidence.Interval{c.span[0] / whole, c.span[1] / whole}
		}
		t.reach /= whole
	}
}

// explain returns what stands behind each cell of each target, and the feedback
// loops through each target. It is worked out when it is first asked for.
func (m *Model) explain() ([][]explanation, [][]pathway.Loop) {
	if m.of != nil {
		return m.of.explain()
	}
	m.explainOnce.Do(func() {
		m.explanations = make([][]explanation, len(m.targets))
		m.loops = make([][]pathway.Loop, len(m.targets))
		for j := range m.targets {
			t := &m.targets[j]
			m.explanations[j] = make([]explanation, len(t.cells))
			for i := range t.cells {
				e := &m.explanations[j][i]
				e.chain, e.chained = t.links[i].Chain()
				e.pro, e.con = t.links[i].Studies()
			}
			if id, err := outcome.Parse(t.node.ID()); err == nil && t.node.Kind() == pathway.OutcomeKind {
				m.loops[j] = m.atlas.Loops(id)
			}
		}
	})
	return m.explanations, m.loops
}

// Atlas returns the knowledge that the model rests on.
func (m *Model) Atlas() *pathway.Atlas { return m.atlas }

// Responses yields the responses of the model, ordered by habit. What a record
// holds in lists and behind pointers is shared with the model and must not be
// changed.
func (m *Model) Responses() iter.Seq[Response] { return slices.Values(m.responses) }

// Response returns the response to a habit, and whether there is one, shared as
// by [Model.Responses].
func (m *Model) Response(id habit.ID) (Response, bool) {
	i, ok := slices.BinarySearchFunc(m.responses, id, func(r Response, id habit.ID) int { return r.Habit.Compare(id) })
	if !ok {
		return Response{}, false
	}
	return m.responses[i], true
}

// Hash returns the SHA-256 of all that the model was made of, in hexadecimal:
// the atlas, the responses, the strategies, the gates, the medicines and the
// texts, and its mode and language. It is the same on every platform.
func (m *Model) Hash() string {
	m.hashOnce.Do(func() {
		h := sha256.New()
		e := json.NewEncoder(h)
		var errs []error
		if m.of != nil {
			errs = []error{e.Encode(m.of.Hash()), e.Encode(m.mode), e.Encode(m.language), e.Encode(m.phrases)} // maps are written in order
		} else {
			errs = []error{e.Encode(m.atlas.Hash())}
		}
		for i := range m.responses {
			errs = append(errs, e.Encode(&m.responses[i]))
		}
		errs = append(errs, e.Encode(m.gates.gates), e.Encode(medicines().list))
		for i := range m.strategies {
			errs = append(errs, e.Encode(&m.strategies[i]))
		}
		for _, id := range slices.Sorted(maps.Keys(m.messages)) {
			errs = append(errs, e.Encode([2]string{id, m.messages[id]}))
		}
		if err := errors.Join(errs...); err != nil {
			panic("strategy: records that were read cannot be written: " + err.Error())
		}
		m.hash = hex.EncodeToString(h.Sum(nil))
	})
	return m.hash
}

// Relevant is a pathway or an outcome that a habit touches, with the answer of
// the atlas. It is a plain value.
type Relevant struct {
	Target pathway.Node
	Link   pathway.Link
}

// Touches returns the pathways and outcomes that the atlas has an answer for
// when asked about a habit, strongest first: those with a sign by the strength
// of their link, then ambiguous ones, then nulls. A habit that the atlas does
// not know touches nothing.
func (m *Model) Touches(id habit.ID) []Relevant {
	nodes := make([]pathway.Node, len(m.targets))
	for i := range m.targets {
		nodes[i] = m.targets[i].node
	}
	var all []Relevant
	for i, l := range m.atlas.Links(pathway.NodeOf(id), nodes) {
		if l.Stance != evidence.Unknown && !m.hidden[nodes[i]] {
			all = append(all, Relevant{nodes[i], l})
		}
	}
	slices.SortStableFunc(all, func(a, b Relevant) int {
		rank := map[evidence.Stance]int{evidence.Ambiguous: 1, evidence.Null: 2}
		strength := func(r Relevant) float64 { return math.Abs(r.Link.Level.Lambda() * r.Link.Value) }
		return cmp.Or(rank[a.Link.Stance]-rank[b.Link.Stance], -cmp.Compare(strength(a), strength(b)))
	})
	return all
}
