package pathway

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/host"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Sort says of what sort a habit or a host entity is. The zero Sort means
// that it is not said.
type Sort uint8

// The sorts of habits (Diet to Medicine) and of host entities (Receptor to
// State).
const (
	SortNotSaid Sort = iota
	Diet
	Supplement
	Exercise
	Sleep
	Stress
	Medicine
	Receptor
	Gene
	Process
	Marker
	State
)

var sorts = spell.Set[Sort]{Type: "pathway.Sort", Words: []string{
	"not-said", "diet", "supplement", "exercise", "sleep", "stress", "medicine",
	"receptor", "gene", "process", "marker", "state"}}

// String returns the word of s, such as "receptor".
func (s Sort) String() string { return sorts.String(s) }

// MarshalText returns the word of s; a value that is not a Sort is an error.
func (s Sort) MarshalText() ([]byte, error) { return sorts.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Sort) UnmarshalText(text []byte) error { return sorts.Parse(s, text) }

// Habit is the record of a habit as an exposure. Its sense is always more of
// it: the node of sleep-duration is sleeping longer. Records are plain values:
// fill the fields and call Validate.
type Habit struct {
	ID   habit.ID `json:"id"`
	Name string   `json:"name"`
	Sort Sort     `json:"sort"`
	More string   `json:"more"` // what more of it means
	// Supplies are the metabolites that the habit brings itself, so that no microbe
	// has to make them.
	Supplies []metabolite.ID `json:"supplies,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (h *Habit) Validate() error {
	return errors.Join(named(h.ID, h.Name), within(h.Sort, Diet, Medicine), present("more", h.More))
}

// Host is the record of a receptor, gene, process, marker or state of the host,
// or of a class of them. Records are plain values: fill the fields and call
// Validate. A zero field means that it is not known.
type Host struct {
	ID       host.ID   `json:"id"`
	Name     string    `json:"name"`
	Sort     Sort      `json:"sort"`
	Synonyms []string  `json:"synonyms,omitempty"`
	IsA      []host.ID `json:"is_a,omitempty"`   // classes whose evidence it adds to
	Symbol   string    `json:"symbol,omitempty"` // human gene symbol
	HGNC     int       `json:"hgnc,omitempty"`   // HGNC number of the human gene
	GO       string    `json:"go,omitempty"`     // Gene Ontology id of the process
	HPO      string    `json:"hpo,omitempty"`    // Human Phenotype Ontology id of the sign
	Note     string    `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (h *Host) Validate() error {
	errs := []error{named(h.ID, h.Name), within(h.Sort, Receptor, State)}
	if h.HGNC < 0 || (h.HGNC > 0) != (h.Symbol != "") {
		errs = append(errs, errors.New("symbol, hgnc: one without the other"))
	}
	if h.GO != "" && !spell.Shape(h.GO, "GO:#######") {
		errs = append(errs, fmt.Errorf("go: %q; want GO: and seven digits", h.GO))
	}
	if h.HPO != "" && !spell.Shape(h.HPO, "HP:#######") {
		errs = append(errs, fmt.Errorf("hpo: %q; want HP: and seven digits", h.HPO))
	}
	return errors.Join(errs...)
}

// Outcome is the record of an outcome, or of a class of them. Records are plain
// values: fill the fields and call Validate. A zero field means that it is not
// known.
type Outcome struct {
	ID       outcome.ID         `json:"id"`
	Name     string             `json:"name"`
	Desired  evidence.Direction `json:"desired"` // which way is better for most people; none if neither
	Synonyms []string           `json:"synonyms,omitempty"`
	IsA      []outcome.ID       `json:"is_a,omitempty"`     // classes whose evidence it adds to
	Measures []Measure          `json:"measures,omitempty"` // how it is measured, the usual way first
	EFO      string             `json:"efo,omitempty"`      // Experimental Factor Ontology id
	Note     string             `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (o *Outcome) Validate() error {
	errs := []error{named(o.ID, o.Name)}
	if o.Desired == evidence.DirectionNotSaid {
		errs = append(errs, errors.New("desired: missing; want up, down or none"))
	}
	for i := range o.Measures {
		if err := o.Measures[i].Validate(); err != nil {
			errs = append(errs, fmt.Errorf("measures[%d].%w", i, err))
		}
	}
	if o.EFO != "" && !spell.Shape(o.EFO, "EFO:#######") {
		errs = append(errs, fmt.Errorf("efo: %q; want EFO: and seven digits", o.EFO))
	}
	return errors.Join(errs...)
}

// Measure is a way in which an [Outcome] is measured. It is a plain value. A
// zero field means that it is not known.
type Measure struct {
	Instrument string              `json:"instrument"`      // device, test or questionnaire
	Unit       string              `json:"unit,omitempty"`  // of its values; empty for a score or a class
	Better     evidence.Direction  `json:"better,omitzero"` // which way of its values is better: a timed test is better if it falls
	MID        *MinimalDifference  `json:"mid,omitempty"`   // smallest difference that matters to people
	Note       string              `json:"note,omitempty"`
	Studies    []evidence.StudyKey `json:"studies,omitempty"` // what the note rests on
}

// MinimalDifference is the minimal important difference of a [Measure]: below
// it, a change is too small for people to notice or to care about. It is a plain
// value.
type MinimalDifference struct {
	Lo    float64           `json:"lo"` // in the unit of the measure, without a sign
	Hi    float64           `json:"hi"` // as Lo, if one value was given
	In    string            `json:"in"` // in whom it was found
	How   MIDMethod         `json:"how"`
	Study evidence.StudyKey `json:"study"`
}

// MIDMethod is how a minimal important difference was found. The zero MIDMethod
// means that it is not said.
type MIDMethod uint8

// The methods.
const (
	MIDMethodNotSaid  MIDMethod = iota
	AnchorBased                 // compared with what people said of their change
	DistributionBased           // from the spread or the error of measurement
	ConsensusBased              // agreed by experts
)

var midMethods = spell.Set[MIDMethod]{Type: "pathway.MIDMethod", Words: []string{"not-said", "anchor-based", "distribution-based", "consensus"}}

// String returns the word of m, such as "anchor-based".
func (m MIDMethod) String() string { return midMethods.String(m) }

// MarshalText returns the word of m; a value that is not a MIDMethod is an error.
func (m MIDMethod) MarshalText() ([]byte, error) { return midMethods.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *MIDMethod) UnmarshalText(text []byte) error { return midMethods.Parse(m, text) }

// Validate reports everything that is wrong with the record by itself.
func (m *Measure) Validate() error {
	errs := []error{present("instrument", m.Instrument)}
	if d := m.MID; d != nil {
		if !(0 < d.Lo && d.Lo <= d.Hi) {
			errs = append(errs, fmt.Errorf("mid: %v to %v; want numbers above zero in order", d.Lo, d.Hi))
		}
		errs = append(errs, present("mid.in", d.In))
		if d.How == MIDMethodNotSaid {
			errs = append(errs, errors.New("mid.how: missing"))
		}
		if !d.Study.IsValid() {
			errs = append(errs, errors.New("mid.study: missing"))
		}
	}
	return errors.Join(errs...)
}

// Step is one reaction of a [Function], with the genes that can do it. It is a
// plain value.
type Step struct {
	Name string `json:"name"`
	// KO has the KEGG orthology numbers, as the alternatives of a step of a
	// [Module]: those are separated by |, the parts of a complex by +, as in
	// K01034+K01035|K19709. Empty means that no KO is known for the step.
	KO string `json:"ko,omitempty"`
	// Weight is how much having the step says about the function, above 0 and up
	// to 1; zero stands for 1. A gene that is found in most microbes, or that
	// serves other ends too, has a low one.
	Weight float64 `json:"weight,omitempty"`
}

// Function is something that microbes do, as an ordered list of steps. Records
// are plain values: fill the fields and call Validate.
type Function struct {
	ID    FunctionID      `json:"id"`
	Name  string          `json:"name"`
	Uses  []metabolite.ID `json:"uses,omitempty"`  // what goes into its reactions, as far as it has a record
	Makes []metabolite.ID `json:"makes,omitempty"` // what comes out of them; both by what the reactions are, not by a study
	// LackedBy are studies that found people whose microbes do not do it. Only of
	// such a function may it be said of a sample that it was not seen: of others
	// too many microbes are capable that nothing is recorded of.
	LackedBy []evidence.StudyKey `json:"lacked_by,omitempty"`
	Steps    []Step              `json:"steps"`
	Note     string              `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (f *Function) Validate() error {
	errs := []error{named(f.ID, f.Name)}
	_, steps, whole := f.module()
	for i, s := range f.Steps {
		if strings.TrimSpace(s.Name) == "" {
			errs = append(errs, fmt.Errorf("steps[%d].name: missing", i))
		}
		errs = append(errs, steps[i])
	}
	return errors.Join(append(errs, whole)...)
}

// Pathway is a named route that a person can be told about: a set of nodes, the
// claims between them, and one node whose change says whether the pathway does
// more or less. Records are plain values: fill the fields and call Validate.
type Pathway struct {
	ID      ID     `json:"id"`
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Readout Node   `json:"readout"`
	Nodes   []Node `json:"nodes"` // all nodes of the route, Readout among them
}

// Validate reports everything that is wrong with the record by itself.
func (p *Pathway) Validate() error {
	errs := []error{named(p.ID, p.Name), present("summary", p.Summary)}
	if !p.Readout.IsValid() {
		errs = append(errs, errors.New("readout: missing"))
	}
	found := false
	for _, n := range p.Nodes {
		found = found || n == p.Readout
	}
	if !found {
		errs = append(errs, errors.New("nodes: readout is not among them"))
	}
	return errors.Join(errs...)
}

func identified(id interface{ IsValid() bool }) error {
	if !id.IsValid() {
		return errors.New("id: missing")
	}
	return nil
}

func named(id interface{ IsValid() bool }, name string) error {
	return errors.Join(identified(id), present("name", name))
}

func present(field, text string) error {
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("%s: missing", field)
	}
	return nil
}

func within(s, lo, hi Sort) error {
	if s < lo || s > hi {
		return &spell.UnknownError{Type: "sort", Input: s.String(), Want: slices.Clone(sorts.Words[lo : hi+1])}
	}
	return nil
}
