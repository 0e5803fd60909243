package strategy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
)

const gatesFile = "gates.jsonl"

// gate is the record of a safety gate. What it does is told here; when its
// rules hold is told by gateConditions.
type gate struct {
	ID      string       `json:"id"` // S01 to S31
	Title   string       `json:"title"`
	Stage   stage        `json:"stage"`
	If      string       `json:"if"`
	Then    string       `json:"then"`
	Fields  []string     `json:"fields,omitempty"` // wire paths that its rules read; none if it reads the issues
	Rules   []gateRule   `json:"rules,omitempty"`
	Sources []gateSource `json:"sources"`
	Review  string       `json:"review"` // by a clinician
}

// gateRule is one thing that a gate does. An unsure condition counts as one
// that holds, unless all that the rule does is to tell.
type gateRule struct {
	ID        string         `json:"id"`
	If        string         `json:"if"`
	Action    Action         `json:"action"`
	Withholds []Family       `json:"withholds,omitempty"`
	Limits    []gateLimit    `json:"limits,omitempty"`
	About     []Family       `json:"about,omitempty"`  // families that a note speaks of
	Untold    []pathway.Node `json:"untold,omitempty"` // outcomes that the person is told nothing of
	Diet      Pattern        `json:"diet,omitzero"`    // forms of all families have to fit it
	Conflict  gateConflict   `json:"conflict,omitzero"`
	General   bool           `json:"general,omitempty"` // no gate tells amounts, products or conflicts while it holds or may
}

type gateLimit struct {
	Kind     LimitKind `json:"kind"`
	Families []Family  `json:"families"`
	Max      float64   `json:"max,omitempty"`
	Unit     string    `json:"unit,omitempty"`
	Items    []string  `json:"items,omitempty"`
}

type gateConflict struct {
	On    string     `json:"on"` // message
	Sides []gateSide `json:"sides"`
}

type gateSide struct {
	Says   string `json:"says"` // message
	Source string `json:"source"`
}

// gateSource is a source with what was read of it.
type gateSource struct {
	Text    string `json:"text"`
	DOI     string `json:"doi,omitempty"`
	PMID    string `json:"pmid,omitempty"`
	PMC     string `json:"pmc,omitempty"`
	Checked string `json:"checked"` // seen, second-hand, or no
}

// stage is when a gate is evaluated. The zero stage is not said.
type stage uint8

const (
	stageNotSaid stage = iota
	stageInput
	stageRedFlags
	stageRefusal
	stageBlock
	stageLimit
	stageUnknown
	stageWording
)

var stages = spell.Set[stage]{Type: "stage", Words: []string{
	"not-said", "input", "red-flags", "refusal", "block", "limit", "unknown", "wording"}}

func (s stage) String() string                   { return stages.String(s) }
func (s stage) MarshalText() ([]byte, error)     { return stages.Append(nil, s) }
func (s *stage) UnmarshalText(text []byte) error { return parseSaid(stages, s, text) }

// Validate reports what is wrong with the record by itself.
func (g *gate) Validate() error {
	var errs []error
	missing := func(field string, is bool) {
		if is {
			errs = append(errs, fmt.Errorf("%s: missing", field))
		}
	}
	missing("title", g.Title == "")
	missing("stage", g.Stage == stageNotSaid)
	missing("if", g.If == "")
	missing("then", g.Then == "")
	missing("review", g.Review == "")
	missing("sources", len(g.Sources) == 0)
	missing("rules", len(g.Rules) == 0 && g.Stage != stageWording)
	for i, s := range g.Sources {
		if s.Text == "" || !slices.Contains([]string{"seen", "second-hand", "no"}, s.Checked) {
			errs = append(errs, fmt.Errorf("sources[%d]: want a text, and checked as seen, second-hand or no", i))
		}
	}
	for i := range g.Rules {
		if err := g.Rules[i].validate(); err != nil {
			errs = append(errs, fmt.Errorf("rules[%d]: %w", i, err))
		}
	}
	return errors.Join(errs...)
}

func (r *gateRule) validate() error {
	does := NoAction
	switch {
	case len(r.Withholds) > 0:
		does = ActionWithhold
	case len(r.Limits) > 0:
		does = ActionLimit
	}
	switch {
	case r.ID == "" || r.If == "" || r.Action == NoAction:
		return errors.New("want an id, a condition and an action")
	case does != NoAction && r.Action != does, does == NoAction && (r.Action == ActionWithhold || r.Action == ActionLimit):
		return fmt.Errorf("action: %s; want what it does to families", r.Action)
	}
	for _, l := range r.Limits {
		switch {
		case len(l.Families) == 0,
			(l.Kind == LimitStep) != (l.Max > 0 && l.Unit != ""),
			(l.Kind == LimitOnly || l.Kind == LimitWithout) != (len(l.Items) > 0):
			return fmt.Errorf("limits: %s; want families, and a number with its unit or items where the kind has them", l.Kind)
		}
	}
	for i, n := range r.Untold {
		if n.Kind() != pathway.OutcomeKind || slices.Contains(r.Untold[:i], n) {
			return fmt.Errorf("untold[%d]: %s; want outcomes, each once", i, n)
		}
	}
	if len(r.Untold) > 0 && r.Action < ActionLimit {
		return fmt.Errorf("untold: of a %s; want an action that counts while its condition cannot be told, too", r.Action)
	}
	if (r.Conflict.On == "") != (len(r.Conflict.Sides) < 2) {
		return errors.New("conflict: want what it is on, and two sides")
	}
	return nil
}

// rule is a rule of a gate with its condition.
type rule struct {
	gate      *gate
	record    *gateRule
	holds     func(*person) fact
	issue     IssueKind // that makes it hold, if it reads the issues
	withholds familySet
	about     familySet // all families that it withholds, limits or speaks of
	message   string
	unknown   string // message if the condition is unsure
}

// gateTable is the gates in their order, with their rules.
type gateTable struct {
	gates   []gate
	rules   []rule
	unknown rule           // S21, which holds where another rule is unsure
	untold  []pathway.Node // all that a rule may leave untold
}

// unknownRule is the rule of S21 that has no condition of its own.
const unknownRule = "S21.unknown"

var builtInGates struct {
	once  sync.Once
	table gateTable
	err   error
}

// safetyGates returns the gates. They are read when they are first asked for,
// and no file of a user replaces them.
func safetyGates() (*gateTable, error) {
	builtInGates.once.Do(func() {
		var p dataset.Problems
		byStage := func(a, b *gate) int { return cmp.Or(cmp.Compare(a.Stage, b.Stage), strings.Compare(a.ID, b.ID)) }
		t := &builtInGates.table
		t.gates, _ = dataset.ReadFile(builtInFiles(), gatesFile, &p, nil, func(g *gate) string { return g.ID }, byStage)
		if builtInGates.err = p.Err(); builtInGates.err == nil {
			builtInGates.err = t.compile()
		}
	})
	return &builtInGates.table, builtInGates.err
}

func (t *gateTable) compile() error {
	var errs []error
	conditions := make(map[string]func(*person) fact, len(gateConditions))
	for _, c := range gateConditions {
		conditions[c.id] = c.holds
	}
	issues := map[string]IssueKind{"S28.reject": IssueReject, "S28.unlikely": IssueUnlikely, "S28.conflict": IssueConflict,
		"S21.unrecognized": IssueUnrecognized}
	for i := range t.gates {
		g := &t.gates[i]
		for j := range g.Rules {
			record := &g.Rules[j]
			id := g.ID + "." + record.ID
			r := rule{gate: g, record: record, holds: conditions[id], issue: issues[id], withholds: setOfFamilies(record.Withholds),
				message: "gate." + id, unknown: "gate." + g.ID + ".unknown"}
			if record.Action >= ActionRefuse {
				r.withholds = allFamilies
			}
			r.about = r.withholds | setOfFamilies(record.About)
			t.untold = append(t.untold, record.Untold...)
			for _, l := range record.Limits {
				r.about |= setOfFamilies(l.Families)
			}
			switch {
			case id == unknownRule:
				t.unknown = r
			case r.holds == nil:
				errs = append(errs, fmt.Errorf("%s: rule %s has no condition", gatesFile, id))
			default:
				t.rules = append(t.rules, r)
			}
			delete(conditions, id)
		}
	}
	slices.SortFunc(t.untold, pathway.Node.Compare)
	t.untold = slices.Compact(t.untold)
	for id := range conditions {
		errs = append(errs, fmt.Errorf("%s: no record of the condition %s", gatesFile, id))
	}
	return errors.Join(errs...)
}

// gateSources returns the sources of a gate as the model tells them.
func (m *Model) gateSources(g *gate) (list []string) {
	if m.sources != nil {
		return notNil(slices.Clone(m.sources[g.ID]))
	}
	for _, s := range g.Sources {
		list = append(list, s.String())
	}
	return list
}

// String returns the source with its identifiers.
func (s gateSource) String() string {
	var b strings.Builder
	b.WriteString(s.Text)
	for _, id := range [][2]string{{"doi ", s.DOI}, {"PMID ", s.PMID}, {"", s.PMC}} {
		if id[1] != "" {
			if b.Len() > 0 {
				b.WriteString(", ")
			}
			b.WriteString(id[0] + id[1])
		}
	}
	if s.Checked == "no" {
		b.WriteString(" (not checked)")
	}
	return b.String()
}
