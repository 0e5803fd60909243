package pathway

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Module is what microbes need for a [Function], as an expression over KEGG
// orthology (KO) numbers: a list of steps, each with the genes that can do it.
// A [Scorer] tells how much of it a sample has. In EBNF:
//
//	module       = step { ";" step } .
//	step         = ( alternatives | "_" ) [ "@" weight ] .
//	alternatives = complex { "|" complex } .
//	complex      = part { "+" part } .
//	part         = ( gene | "(" alternatives ")" ) [ "?" ] .
//	gene         = "K" digit digit digit digit digit .
//	weight       = digit { digit } [ "." digit { digit } ] .
//
// Spaces, tabs and line ends may stand between all of these.
//
//	K00844|K00845; K01810        two steps, the first by either of two genes
//	K01034+K01035|K19709         one step: a complex of two genes, or one gene
//	(K00169|K00174)+K00170       a complex, one part of it by either of two genes
//	K03521+K03522+K00248?        the third part is optional
//	K00634; (K00929|K00932)?     the second step is optional
//	K00626@0.2; _; K15023        a widespread gene first, then a step whose genes are not known
//
// A complex needs all its parts but the optional ones. What is optional belongs
// to the module and counts in no score, so it never lowers one. A question mark
// stands after a whole step or after a part of a complex that has another part
// without one; on an alternative it would mean nothing and is an error. A weight
// is above 0 and up to 1, and 1 if it is not given; see [Step].
//
// Routes of several steps are written as complexes: in K00001+K00002|K00003 the
// first route counts if it is complete.
//
// A Module never changes and is safe for concurrent use. Two are the same if
// their texts are. The zero Module has no steps, and ParseModule never returns it.
type Module struct{ steps []moduleStep }

// Limits of a module, so that no text can use up stack or memory.
const (
	moduleDepth    = 16   // parentheses within parentheses
	moduleTerms    = 4096 // genes, and steps without one
	moduleProblems = 20   // told of one text
)

type moduleStep struct {
	genes  *geneTerm // nil: not known
	weight float64
}

func (s moduleStep) required() bool { return s.genes == nil || !s.genes.optional }

// geneTerm is a gene, or alternatives, or a complex. No part is of the kind of
// the whole unless it is optional, and no alternative is optional.
type geneTerm struct {
	kind     termKind
	ko       int32 // of a gene: its number
	optional bool
	parts    []geneTerm // of the others: two at least
}

type termKind uint8

const (
	oneGene termKind = iota
	anyOf
	allOf
)

// ParseModule returns the module that is written as text. What is wrong with it
// comes all at once, up to 20 problems; each is a [*ModuleError]. A module has
// at most 4,096 genes and 16 levels of parentheses.
func ParseModule(text string) (Module, error) {
	p := newModuleParser(text)
	m := Module{p.steps()}
	if len(p.problems) > 0 {
		return Module{}, under("module", p.problems)
	}
	return m, nil
}

// MustParseModule is ParseModule for literals: it panics if text is no module.
func MustParseModule(text string) Module {
	m, err := ParseModule(text)
	if err != nil {
		panic(err)
	}
	return m
}

// Module returns the steps of f with their genes and weights; the text of one of
// its steps is a step of the module. Its errors are those that Validate has of
// genes and weights.
func (f *Function) Module() (Module, error) {
	m, steps, whole := f.module()
	if err := errors.Join(append(steps, whole)...); err != nil {
		return Module{}, err
	}
	return m, nil
}

// module returns what is wrong with each step, and with all of them together,
// apart.
func (f *Function) module() (m Module, steps []error, whole error) {
	for i := range f.Steps {
		step, err := f.Steps[i].parse(i)
		m.steps, steps = append(m.steps, step), append(steps, err)
	}
	if n := m.terms(); n == 0 {
		whole = errors.New("steps: missing")
	} else if n > moduleTerms {
		whole = fmt.Errorf("steps: %d genes; want %d at most", n, moduleTerms)
	}
	return m, steps, whole
}

// parse returns what s, the i-th step of its function, adds to a module.
func (s *Step) parse(i int) (moduleStep, error) {
	step := moduleStep{weight: s.Weight}
	var errs []error
	switch {
	case !(0 <= s.Weight && s.Weight <= 1):
		errs = append(errs, fmt.Errorf("steps[%d].weight: %v; want above 0 and up to 1", i, s.Weight))
	case s.Weight == 0:
		step.weight = 1
	}
	if s.KO != "" {
		p := newModuleParser(s.KO)
		step.genes = p.oneStep()
		errs = append(errs, under(fmt.Sprintf("steps[%d].ko", i), p.problems))
	}
	return step, errors.Join(errs...)
}

// terms counts the genes, and the steps without one.
func (m Module) terms() (n int) {
	for _, s := range m.steps {
		if s.genes == nil {
			n++
		}
	}
	for range m.kos() {
		n++
	}
	return n
}

// Genes returns the KO numbers in m, such as K00844, optional ones too, each
// once and in order.
func (m Module) Genes() []string {
	kos := slices.Sorted(m.kos())
	names := make([]string, 0, len(kos))
	for _, ko := range slices.Compact(kos) {
		names = append(names, koName(ko))
	}
	return names
}

// kos yields the numbers of the genes in m, as often as they stand there.
func (m Module) kos() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for _, s := range m.steps {
			if s.genes != nil && !s.genes.each(yield) {
				return
			}
		}
	}
}

func (t *geneTerm) each(yield func(int32) bool) bool {
	if t.kind == oneGene {
		return yield(t.ko)
	}
	for i := range t.parts {
		if !t.parts[i].each(yield) {
			return false
		}
	}
	return true
}

func koName(ko int32) string { return fmt.Sprintf("K%05d", ko) }

// String returns m in its one canonical spelling, without parentheses that are
// not needed. [ParseModule] reads it back. The text of the zero Module is empty.
func (m Module) String() string {
	b, _ := m.AppendText(nil)
	return string(b)
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (m Module) AppendText(b []byte) ([]byte, error) {
	for i, s := range m.steps {
		if i > 0 {
			b = append(b, "; "...)
		}
		if s.genes == nil {
			b = append(b, '_')
		} else {
			b = s.genes.append(b)
		}
		if s.weight != 1 {
			b = strconv.AppendFloat(append(b, '@'), s.weight, 'f', -1, 64)
		}
	}
	return b, nil
}

func (t *geneTerm) append(b []byte) []byte {
	if t.kind == oneGene {
		b = append(b, koName(t.ko)...)
	} else {
		if t.optional {
			b = append(b, '(')
		}
		for i := range t.parts {
			p := &t.parts[i]
			if i > 0 {
				b = append(b, " |+"[t.kind])
			}
			if t.kind == allOf && p.kind == anyOf && !p.optional {
				b = append(p.append(append(b, '(')), ')')
			} else {
				b = p.append(b)
			}
		}
		if t.optional {
			b = append(b, ')')
		}
	}
	if t.optional {
		b = append(b, '?')
	}
	return b
}

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (m Module) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what
// [ParseModule] takes, and empty text as the zero Module.
func (m *Module) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Module{}
		return nil
	}
	parsed, err := ParseModule(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// under puts each problem behind what it is of, and joins them.
func under(what string, problems []*ModuleError) error {
	errs := make([]error, len(problems))
	for i, e := range problems {
		errs[i] = fmt.Errorf("%s: %w", what, e)
	}
	return errors.Join(errs...)
}

// koNumber returns the number of a KO name such as K00844.
func koNumber(name string) (int32, bool) {
	if !spell.Shape(name, "K#####") {
		return 0, false
	}
	n, err := strconv.Atoi(name[1:])
	return int32(n), err == nil
}
