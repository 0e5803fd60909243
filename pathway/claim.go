package pathway

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Relation is how the subject of a claim relates to its object. The zero
// Relation is Affects.
type Relation uint8

// The relations. In each, the direction of a finding is what the object does:
// a taxon that consumes lactate lowers it.
const (
	Affects        Relation = iota // changes it
	Produces                       // makes a metabolite: findings are up, or none if tested and not made
	Consumes                       // uses a metabolite up: findings are down, or none if tested and not used
	Encodes                        // a taxon carries the genes of a function
	AssociatedWith                 // goes with it in people; which is the cause is open
)

var relations = spell.Set[Relation]{Type: "pathway.Relation", Words: []string{
	"affects", "produces", "consumes", "encodes", "associated-with"}}

// String returns the word of r, such as "produces".
func (r Relation) String() string { return relations.String(r) }

// MarshalText returns the word of r; a value that is not a Relation is an error.
func (r Relation) MarshalText() ([]byte, error) { return relations.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *Relation) UnmarshalText(text []byte) error { return relations.Parse(r, text) }

// Directness is whether a claim is one step of a mechanism. The zero Directness
// means that it is not said.
type Directness uint8

// The values of Directness.
const (
	DirectnessNotSaid Directness = iota
	DirectStep                   // one step of it
	IndirectStep                 // several steps told as one
)

var directnesses = spell.Set[Directness]{Type: "pathway.Directness", Words: []string{"not-said", "direct", "indirect"}}

// String returns the word of d.
func (d Directness) String() string { return directnesses.String(d) }

// MarshalText returns the word of d; a value that is not a Directness is an error.
func (d Directness) MarshalText() ([]byte, error) { return directnesses.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Directness) UnmarshalText(text []byte) error { return directnesses.Parse(d, text) }

// Role is why a study stands beside a claim without a finding on it. The zero
// Role means that it is not said.
type Role uint8

// The roles.
const (
	RoleNotSaid     Role = iota
	Critique             // argues against a finding of the claim
	UnreportedTrial      // was registered or run; no result was seen
	Background           // explains
)

var roles = spell.Set[Role]{Type: "pathway.Role", Words: []string{"not-said", "critique", "unreported-trial", "background"}}

// String returns the word of r.
func (r Role) String() string { return roles.String(r) }

// MarshalText returns the word of r; a value that is not a Role is an error.
func (r Role) MarshalText() ([]byte, error) { return roles.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *Role) UnmarshalText(text []byte) error { return roles.Parse(r, text) }

// Related is a study that stands beside a claim without a finding on it. It is
// a plain value.
type Related struct {
	Study evidence.StudyKey `json:"study"`
	Role  Role              `json:"role"`
	Note  string            `json:"note,omitempty"`
}

// Claim is a question with its evidence: what does the object do when the
// subject rises? Its sign, level, belief and certainty are never typed in; they
// follow from the findings. Records are plain values: fill the fields and call
// Validate. A zero field means that it is not known or not restricted.
type Claim struct {
	Subject        Node               `json:"subject"`
	Object         Node               `json:"object"`
	Relation       Relation           `json:"relation,omitzero"`
	Direct         Directness         `json:"direct,omitzero"`
	Tissue         string             `json:"tissue,omitempty"`     // where it was seen, if that matters
	Population     string             `json:"population,omitempty"` // in whom alone it is asked; such a claim is a question of its own
	SmallestEffect float64            `json:"smallest_effect,omitempty"`
	Partly         bool               `json:"partly,omitempty"` // only some in the taxon make, use or encode it
	Findings       []evidence.Finding `json:"findings"`
	Related        []Related          `json:"related,omitempty"`
	Note           string             `json:"note,omitempty"`
}

// ID returns the text that names the claim among all of an atlas, such as
// "habit:fiber>metabolite:butyrate". Relation, @tissue and ~population follow
// if they are not zero.
func (c *Claim) ID() string {
	var b strings.Builder
	b.Grow(len(c.Subject.slug) + len(c.Object.slug) + len(c.Tissue) + len(c.Population) + 40)
	c.Subject.writeTo(&b)
	b.WriteByte('>')
	c.Object.writeTo(&b)
	if c.Relation != Affects {
		b.WriteString(">" + c.Relation.String())
	}
	if c.Tissue != "" {
		b.WriteString("@" + strings.ReplaceAll(c.Tissue, " ", "-"))
	}
	if c.Population != "" {
		b.WriteString("~" + strings.ReplaceAll(c.Population, " ", "-"))
	}
	return b.String()
}

// Validate reports everything that is wrong with the record by itself.
func (c *Claim) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !c.Subject.IsValid() {
		bad("subject: missing")
	}
	if !c.Object.IsValid() {
		bad("object: missing")
	}
	if c.Subject.IsValid() && c.Subject == c.Object {
		bad("object: same as the subject")
	}
	for _, n := range []Node{c.Subject, c.Object} {
		if n.Kind() == PathwayKind {
			bad("%s: a pathway has no claims of its own", n)
		}
	}
	if err := c.checkRelation(); err != nil {
		errs = append(errs, err)
	}
	if c.SmallestEffect < 0 {
		bad("smallest_effect: %v is negative", c.SmallestEffect)
	}
	for i := range c.Findings {
		if err := c.checkFinding(&c.Findings[i]); err != nil {
			bad("findings[%d]: %w", i, err)
		}
	}
	for i, r := range c.Related {
		if !r.Study.IsValid() || r.Role == RoleNotSaid {
			bad("related[%d]: want a study and a role", i)
		}
	}
	return errors.Join(errs...)
}

func (c *Claim) checkRelation() error {
	s, o := c.Subject.Kind(), c.Object.Kind()
	switch c.Relation {
	case Produces, Consumes:
		if (s != TaxonKind && s != FunctionKind) || o != MetaboliteKind {
			return fmt.Errorf("relation: %s goes from a taxon or function to a metabolite", c.Relation)
		}
	case Encodes:
		if s != TaxonKind || o != FunctionKind {
			return fmt.Errorf("relation: %s goes from a taxon to a function", c.Relation)
		}
	}
	if c.Partly && (s != TaxonKind || !slices.Contains([]Relation{Produces, Consumes, Encodes}, c.Relation)) {
		return errors.New("partly: only of a taxon that makes, uses or encodes something")
	}
	return nil
}

func (c *Claim) checkFinding(f *evidence.Finding) error {
	err := f.Validate()
	wrongWay := evidence.DirectionNotSaid
	switch c.Relation {
	case Produces, Encodes:
		wrongWay = evidence.Down
	case Consumes:
		wrongWay = evidence.Up
	}
	if wrongWay != evidence.DirectionNotSaid && f.Direction == wrongWay {
		err = errors.Join(err, fmt.Errorf("direction: %s in a claim of %s", wrongWay, c.Relation))
	}
	if e := f.Effect; e != nil && e.Lo != nil && e.Hi != nil && f.Direction == evidence.NoEffect {
		zero := 0.0
		if e.Measure.IsRatio() {
			zero = 1
		}
		if *e.Lo > zero || *e.Hi < zero {
			err = errors.Join(err, fmt.Errorf("direction: none, but the interval %v to %v excludes no effect", *e.Lo, *e.Hi))
		}
	}
	return err
}

func compareClaims(a, b *Claim) int {
	return cmp.Or(a.Subject.Compare(b.Subject), a.Object.Compare(b.Object), cmp.Compare(a.Relation, b.Relation),
		cmp.Compare(a.Tissue, b.Tissue), cmp.Compare(a.Population, b.Population))
}

func compareFindings(a, b evidence.Finding) int {
	return cmp.Or(a.Study.Compare(b.Study), cmp.Compare(a.Direction, b.Direction), cmp.Compare(a.Design, b.Design),
		cmp.Compare(a.Species, b.Species), cmp.Compare(a.Sex, b.Sex), cmp.Compare(a.N, b.N),
		cmp.Compare(a.MeasuredAs, b.MeasuredAs), cmp.Compare(a.Population, b.Population), cmp.Compare(a.Strain, b.Strain),
		cmp.Compare(a.Dose, b.Dose), cmp.Compare(a.Duration, b.Duration), cmp.Compare(a.Note, b.Note), compareEffects(a.Effect, b.Effect))
}

func compareEffects(a, b *evidence.Effect) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Value, b.Value))
}
