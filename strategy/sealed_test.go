package strategy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// TestSealed checks that nothing outside the package can make or change a
// verdict or what holds one, so that nothing recommends without: no exported
// fields, and no unmarshaling. A [Flip] is a value to read, with exported fields;
// the trials of the package trial have a test there.
func TestSealed(t *testing.T) {
	for _, typ := range []reflect.Type{reflect.TypeFor[Verdict](), reflect.TypeFor[Assessment](), reflect.TypeFor[Plan](),
		reflect.TypeFor[Step](), reflect.TypeFor[Difference](), reflect.TypeFor[Stool](), reflect.TypeFor[Flip]()} {
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() && typ != reflect.TypeFor[Flip]() {
				t.Errorf("%s.%s is exported", typ, typ.Field(i).Name)
			}
		}
		for _, method := range []string{"UnmarshalJSON", "UnmarshalText", "UnmarshalStrict", "GobDecode", "UnmarshalBinary", "Scan"} {
			if _, ok := reflect.PointerTo(typ).MethodByName(method); ok {
				t.Errorf("%s has %s", typ, method)
			}
		}
		if _, ok := reflect.PointerTo(typ).MethodByName("MarshalJSON"); !ok {
			t.Errorf("%s cannot be marshaled", typ)
		}
	}
}

// TestForgedFlip checks that a flip that no assessment made tells no moves.
func TestForgedFlip(t *testing.T) {
	forged := Flip{Name: "strength", Reason: FlipFound, After: DirectionUp, Moves: []Move{{Measure: "diet.fiber_g_d", Unit: "g/d", To: 90}}, Size: 1}
	require.Equal(t, jsonOf(t, Flip{Reason: FlipNotScored}), jsonOf(t, forged))
	require.Equal(t, NotDecided, forged.Verdict().Decision())
}

// TestZeroPlan checks that a plan that no model made has nothing to say.
func TestZeroPlan(t *testing.T) {
	var none Plan
	if none.Verdict().Decision() != NotDecided || len(slices.Collect(none.Steps()))+len(slices.Collect(none.Excluded()))+
		len(slices.Collect(none.Questions()))+len(slices.Collect(none.Notes())) > 0 {
		t.Error("the zero plan says something")
	}
	jsonOf(t, &none)
	jsonOf(t, Step{})
	if (Step{}).String() != "" {
		t.Error("the zero step has a name")
	}
}

// TestNothingIsShared writes over all lists that verdicts, plans, assessments and
// stool tests hand out as the caller's own. It checks that they, the gates and
// the model say the same after that.
func TestNothingIsShared(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 62))
	h := cleared(r, 0.5)
	h.Conditions = Known([]Condition{ConditionCrohns, ConditionCKDG3a, ConditionFrailty})
	h.Allergies, h.Subject.EGFR = Reading[[]Allergen]{}, Reading[unit.Clearance]{}
	h.Diet.Protein = Known[unit.GramsPerDay](400)
	m := Default()
	documents := func(v Verdict, p *Plan, a *Assessment) string {
		return jsonOf(t, v) + jsonOf(t, p) + jsonOf(t, a) + jsonOf(t, m.Plan(h, Wishes{})) + jsonOf(t, m.Trace())
	}
	a, p := m.Assess(h), m.Plan(h, Wishes{})
	v := p.Verdict()
	want := documents(v, p, a)
	written := 0
	over := func(values ...any) {
		for _, value := range values {
			before := written
			list := reflect.ValueOf(value)
			for i := range list.Len() {
				overwrite(list.Index(i), &written)
			}
			if written == before {
				t.Errorf("%T has no list to write over", value)
			}
		}
	}
	next, ok := p.RunnerUp()
	require.True(t, ok)
	over(slices.Collect(v.Gates()), slices.Collect(v.Withheld()), slices.Collect(v.Limits()), slices.Collect(v.Conflicts()),
		slices.Collect(v.Questions()), slices.Collect(a.Unknowns()), slices.Collect(p.Excluded()), slices.Collect(p.Questions()), []NextBest{next})
	for s := range p.Steps() {
		if limits := slices.Collect(s.Limits()); len(limits) > 0 {
			over(limits)
		}
	}
	if got := documents(v, p, a); got != want {
		t.Error(cmp.Diff(want, got))
	}

	s := &Stool{model: m, base: m, limits: pathway.Limits{Closed: []pathway.Node{pathway.MustParseNode("metabolite:equol")},
		Weak: []pathway.Node{pathway.MustParseNode("metabolite:butyrate")}}}
	want = jsonOf(t, s)
	over([]pathway.Limits{s.Limits()})
	if got := jsonOf(t, s); got != want {
		t.Error(cmp.Diff(want, got))
	}
}

// overwrite sets the elements of the lists in v to zero, from within, and counts
// them.
func overwrite(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				overwrite(v.Field(i), n)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			overwrite(v.Index(i), n)
			v.Index(i).SetZero()
			*n++
		}
	}
}

// TestOnlyModelsMakeVerdicts looks through the exported functions and methods:
// those that hand out a verdict, or what holds one, belong to a Model or to what
// a Model made. Nothing recommends to somebody whom no gate has seen.
func TestOnlyModelsMakeVerdicts(t *testing.T) {
	sealed := []string{"Verdict", "Assessment", "Plan", "Step", "Difference", "Stool"}
	makers := map[string]bool{"Model.Judge": true, "Model.Assess": true, "Assessment.Verdict": true,
		"Model.Plan": true, "Plan.Verdict": true, "Plan.Steps": true,
		"Model.Compare": true, "Model.ReadStool": true, "Difference.Before": true, "Difference.After": true, "Flip.Verdict": true}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !fn.Name.IsExported() || fn.Type.Results == nil {
				continue
			}
			id := fn.Name.Name
			if fn.Recv != nil {
				id = baseName(fn.Recv.List[0].Type) + "." + id
			}
			for _, r := range fn.Type.Results.List {
				if slices.Contains(sealed, baseName(r.Type)) && !makers[id] {
					t.Errorf("%s hands out a %s", id, baseName(r.Type))
				}
			}
		}
	}
	var none Verdict
	for f := range Families() {
		if none.Allows(f) || none.Scored() {
			t.Errorf("a verdict of no gates allows %s", f)
		}
	}
	if len(slices.Collect(none.Families())) > 0 || len(slices.Collect(none.Questions())) > 0 || len(slices.Collect(none.Run())) > 0 {
		t.Error("a verdict of no gates says something")
	}
}

func baseName(e ast.Expr) string {
	if of, ok := e.(*ast.IndexExpr); ok { // such as iter.Seq[Step]
		e = of.Index
	}
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
