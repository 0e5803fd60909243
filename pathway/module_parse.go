package pathway

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// ModuleError is one problem in the text of a [Module]. Programs reach it with
// errors.As. It is a plain value.
type ModuleError struct {
	Offset int    // byte of the text, from 0
	Found  string // what stands there; empty: the text ends
	Want   string // what would have been right there
}

// Error says what was found and where, and what was wanted.
func (e *ModuleError) Error() string {
	found := "the end"
	if e.Found != "" {
		found = spell.Quote(e.Found)
	}
	return fmt.Sprintf("%s at byte %d; want %s", found, e.Offset, e.Want)
}

const wantGene = "K and five digits, joined by + or |"

// moduleParser reads a text token by token, from left to right and once. A
// method that reports false has noted a problem after which its step makes no
// sense.
type moduleParser struct {
	text     string
	at       int    // where token begins
	token    string // empty at the end of the text
	last     int    // where the token before ends
	terms    int
	problems []*ModuleError
}

func newModuleParser(text string) *moduleParser {
	p := &moduleParser{text: text}
	p.scan()
	return p
}

const (
	moduleSpace = " \t\r\n"
	moduleMarks = ";@|+?()"
)

func (p *moduleParser) next() {
	p.last = p.at + len(p.token)
	p.at = p.last
	p.scan()
}

func (p *moduleParser) scan() {
	rest := strings.TrimLeft(p.text[p.at:], moduleSpace)
	p.at = len(p.text) - len(rest)
	end := strings.IndexAny(rest, moduleSpace+moduleMarks)
	switch {
	case end < 0:
		end = len(rest)
	case end == 0:
		end = 1
	}
	p.token = rest[:end]
}

// isWord reports whether the token is none of the marks.
func (p *moduleParser) isWord() bool {
	return p.token != "" && !strings.Contains(moduleMarks, p.token)
}

// problem notes a problem, as long as they are few, and reports false.
func (p *moduleParser) problem(at int, found, want string) bool {
	if len(p.problems) < moduleProblems {
		p.problems = append(p.problems, &ModuleError{at, found, want})
	}
	return false
}

func (p *moduleParser) wrong(want string) bool { return p.problem(p.at, p.token, want) }

// steps reads a whole module. After a problem that ends a step it goes on with
// the next one.
func (p *moduleParser) steps() (steps []moduleStep) {
	for {
		step, ok := p.step()
		if ok && p.token != "" && p.token != ";" {
			ok = p.wrong("+, |, @, ; or the end")
		}
		for !ok && p.token != "" && p.token != ";" {
			p.next()
		}
		steps = append(steps, step)
		if p.token == "" || len(p.problems) >= moduleProblems || p.terms > moduleTerms {
			return steps
		}
		p.next()
	}
}

func (p *moduleParser) step() (moduleStep, bool) {
	s := moduleStep{weight: 1}
	if p.token == "_" {
		if !p.count() {
			return s, false
		}
		p.next()
	} else {
		genes, ok := p.alternatives(0)
		if !ok {
			return s, false
		}
		s.genes = &genes
	}
	if p.token != "@" {
		return s, true
	}
	p.next()
	if !p.isWord() {
		return s, p.wrong("a weight above 0 and up to 1")
	}
	if w, ok := moduleWeight(p.token); ok {
		s.weight = w
	} else {
		p.wrong("a weight above 0 and up to 1, such as 0.25")
	}
	p.next()
	return s, true
}

func moduleWeight(text string) (float64, bool) {
	whole, part, point := strings.Cut(text, ".")
	isDigits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	if !isDigits(whole) || point && !isDigits(part) {
		return 0, false
	}
	w, err := strconv.ParseFloat(text, 64)
	return w, err == nil && 0 < w && w <= 1
}

// oneStep reads the genes of one step, without a weight.
func (p *moduleParser) oneStep() *geneTerm {
	genes, ok := p.alternatives(0)
	if ok && p.token != "" {
		p.wrong("+, | or the end of the step")
	}
	return &genes
}

func (p *moduleParser) alternatives(depth int) (geneTerm, bool) {
	var parts []geneTerm
	for {
		start := p.at
		t, ok := p.complex(depth)
		if !ok {
			return t, false
		}
		if t.optional && (len(parts) > 0 || p.token == "|") {
			p.problem(start, p.text[start:p.last], "an alternative without ?")
		}
		parts = joinTerms(parts, t, anyOf)
		if p.token != "|" {
			break
		}
		p.next()
	}
	return wholeTerm(parts, anyOf), true
}

func (p *moduleParser) complex(depth int) (geneTerm, bool) {
	var parts []geneTerm
	start, problems := p.at, len(p.problems)
	for {
		t, ok := p.part(depth)
		if !ok {
			return t, false
		}
		parts = joinTerms(parts, t, allOf)
		if p.token != "+" {
			break
		}
		p.next()
	}
	if len(parts) > 1 && len(p.problems) == problems && !slices.ContainsFunc(parts, func(t geneTerm) bool { return !t.optional }) {
		p.problem(start, p.text[start:p.last], "a complex with a part without ?")
	}
	return wholeTerm(parts, allOf), true
}

func (p *moduleParser) part(depth int) (t geneTerm, ok bool) {
	switch {
	case p.token == "(":
		if depth == moduleDepth {
			return t, p.wrong(fmt.Sprintf("at most %d levels of parentheses", moduleDepth))
		}
		p.next()
		if t, ok = p.alternatives(depth + 1); !ok {
			return t, false
		}
		if p.token != ")" {
			return t, p.wrong("+, | or )")
		}
	case p.isWord():
		if !p.count() {
			return t, false
		}
		if t.ko, ok = koNumber(p.token); !ok {
			p.wrong(wantGene)
		}
	default:
		return t, p.wrong("K and five digits or (")
	}
	p.next()
	if p.token == "?" {
		t.optional = true
		p.next()
	}
	return t, true
}

// count counts a gene, or a step without one.
func (p *moduleParser) count() bool {
	if p.terms++; p.terms > moduleTerms {
		return p.wrong(fmt.Sprintf("at most %d genes", moduleTerms))
	}
	return true
}

// joinTerms appends t to the parts of a term of the kind, or the parts of t if
// it is of the kind itself.
func joinTerms(parts []geneTerm, t geneTerm, kind termKind) []geneTerm {
	if t.kind == kind && !t.optional {
		return append(parts, t.parts...)
	}
	return append(parts, t)
}

func wholeTerm(parts []geneTerm, kind termKind) geneTerm {
	if len(parts) == 1 {
		return parts[0]
	}
	return geneTerm{kind: kind, parts: parts}
}
