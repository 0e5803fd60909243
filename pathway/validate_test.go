package pathway_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/host"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// problemsOf returns what is reported of a record, one line for each problem.
func problemsOf(record interface{ Validate() error }) []string {
	var p dataset.Problems
	p.Add(dataset.Place{}, record.Validate())
	if p.Len() == 0 {
		return nil
	}
	return strings.Split(p.Err().Error(), "\n")
}

func TestClaimValidate(t *testing.T) {
	node := pathway.MustParseNode
	at := func(x float64) *float64 { return &x }
	saw := func(d evidence.Direction) evidence.Finding {
		return evidence.Finding{Study: evidence.MustParseStudyKey("a-2020"), Direction: d}
	}
	sized := func(d evidence.Direction, m evidence.Measure, value, lo, hi float64) evidence.Finding {
		f := saw(d)
		f.Effect = &evidence.Effect{Measure: m, Value: value, Lo: at(lo), Hi: at(hi)}
		return f
	}
	claim := func(subject string, r pathway.Relation, object string, findings ...evidence.Finding) pathway.Claim {
		return pathway.Claim{Subject: node(subject), Object: node(object), Relation: r, Findings: findings}
	}
	const bug, acid, gene, fiber = "taxon:roseburia", "metabolite:butyrate", "function:butyrate-but", "habit:fiber"
	for _, tt := range []struct {
		name  string
		claim pathway.Claim
		want  []string
	}{
		{"affects, any direction", claim(fiber, pathway.Affects, acid, saw(evidence.Up), saw(evidence.Down), saw(evidence.NoEffect)), nil},
		{"taxon produces", claim(bug, pathway.Produces, acid, saw(evidence.Up), saw(evidence.NoEffect)), nil},
		{"function produces", claim(gene, pathway.Produces, acid, saw(evidence.Up)), nil},
		{"taxon consumes", claim(bug, pathway.Consumes, "metabolite:lactate", saw(evidence.Down), saw(evidence.NoEffect)), nil},
		{"taxon encodes", claim(bug, pathway.Encodes, gene, saw(evidence.Up)), nil},
		{"goes with", claim(bug, pathway.AssociatedWith, "outcome:grip-strength", saw(evidence.Down)), nil},
		{"null whose interval contains zero", claim(fiber, pathway.Affects, acid, sized(evidence.NoEffect, evidence.SMD, 0.1, -0.1, 0.3)), nil},
		{"null whose interval ends at zero", claim(fiber, pathway.Affects, acid, sized(evidence.NoEffect, evidence.SMD, 0.1, 0, 0.3)), nil},
		{"null whose interval contains one", claim(fiber, pathway.Affects, acid, sized(evidence.NoEffect, evidence.OddsRatio, 1.1, 0.9, 1.3)), nil},
		{"smallest effect", pathway.Claim{Subject: node(fiber), Object: node(acid), SmallestEffect: 0.2}, nil},

		{"empty", pathway.Claim{}, []string{"subject: missing", "object: missing"}},
		{"about itself", claim(fiber, pathway.Affects, fiber), []string{"object: same as the subject"}},
		{"of a pathway", claim("pathway:a", pathway.Affects, acid), []string{"pathway:a: a pathway has no claims of its own"}},
		{"to a pathway", claim(fiber, pathway.Affects, "pathway:a"), []string{"pathway:a: a pathway has no claims of its own"}},
		{"a habit produces", claim(fiber, pathway.Produces, acid), []string{"relation: produces goes from a taxon or function to a metabolite"}},
		{"an outcome is produced", claim(bug, pathway.Produces, "outcome:grip-strength"), []string{"relation: produces goes from a taxon or function to a metabolite"}},
		{"a host consumes", claim("host:muscle", pathway.Consumes, acid), []string{"relation: consumes goes from a taxon or function to a metabolite"}},
		{"a function encodes", claim(gene, pathway.Encodes, "function:other"), []string{"relation: encodes goes from a taxon to a function"}},
		{"a metabolite is encoded", claim(bug, pathway.Encodes, acid), []string{"relation: encodes goes from a taxon to a function"}},
		{"produces less", claim(bug, pathway.Produces, acid, saw(evidence.Up), saw(evidence.Down)), []string{"findings[1]: direction: down in a claim of produces"}},
		{"consumes and raises", claim(bug, pathway.Consumes, acid, saw(evidence.Up)), []string{"findings[0]: direction: up in a claim of consumes"}},
		{"encodes less", claim(bug, pathway.Encodes, gene, saw(evidence.Down)), []string{"findings[0]: direction: down in a claim of encodes"}},
		{"null above zero", claim(fiber, pathway.Affects, acid, sized(evidence.NoEffect, evidence.SMD, 0.2, 0.1, 0.3)),
			[]string{"findings[0]: direction: none, but the interval 0.1 to 0.3 excludes no effect"}},
		{"null below zero", claim(fiber, pathway.Affects, acid, sized(evidence.NoEffect, evidence.MeanDifference, -2, -3, -1)),
			[]string{"findings[0]: direction: none, but the interval -3 to -1 excludes no effect"}},
		{"null ratio above one", claim(fiber, pathway.Affects, acid, sized(evidence.NoEffect, evidence.HazardRatio, 1.5, 1.1, 2)),
			[]string{"findings[0]: direction: none, but the interval 1.1 to 2 excludes no effect"}},
		{"negative smallest effect", pathway.Claim{Subject: node(fiber), Object: node(acid), SmallestEffect: -1}, []string{"smallest_effect: -1 is negative"}},
		{"study beside it without a role", pathway.Claim{Subject: node(fiber), Object: node(acid), Related: []pathway.Related{
			{Study: evidence.MustParseStudyKey("a"), Role: pathway.Critique}, {Role: pathway.Critique}, {Study: evidence.MustParseStudyKey("a")}}},
			[]string{"related[1]: want a study and a role", "related[2]: want a study and a role"}},
		{"all at once, each with its finding", claim(fiber, pathway.Produces, acid, saw(evidence.Up),
			evidence.Finding{N: -1, Effect: &evidence.Effect{}}, saw(evidence.Down)), []string{
			"relation: produces goes from a taxon or function to a metabolite",
			"findings[1]: study: missing", "findings[1]: direction: missing; want up, down or none", "findings[1]: n: -1 is negative",
			"findings[1]: effect: measure: missing", "findings[1]: effect: lo, hi: missing; want an interval or a standard error",
			"findings[2]: direction: down in a claim of produces"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, problemsOf(&tt.claim)); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}

func TestClaimID(t *testing.T) {
	c := pathway.Claim{Subject: pathway.MustParseNode("habit:fiber"), Object: pathway.MustParseNode("metabolite:butyrate")}
	for _, tt := range []struct {
		change func()
		want   string
	}{
		{func() {}, "habit:fiber>metabolite:butyrate"},
		{func() { c.Relation = pathway.AssociatedWith }, "habit:fiber>metabolite:butyrate>associated-with"},
		{func() { c.Tissue = "soleus muscle" }, "habit:fiber>metabolite:butyrate>associated-with@soleus-muscle"},
		{func() { c.Population = "older people" }, "habit:fiber>metabolite:butyrate>associated-with@soleus-muscle~older-people"},
		{func() { c.Note, c.Direct, c.SmallestEffect = "n", pathway.DirectStep, 1 }, "habit:fiber>metabolite:butyrate>associated-with@soleus-muscle~older-people"},
	} {
		tt.change()
		if got := c.ID(); got != tt.want {
			t.Errorf("ID = %s, want %s", got, tt.want)
		}
	}
}

func TestRecordValidate(t *testing.T) {
	steps := func(kos ...string) (out []pathway.Step) {
		for _, ko := range kos {
			out = append(out, pathway.Step{Name: "step", KO: ko})
		}
		return out
	}
	function := func(s []pathway.Step) *pathway.Function {
		return &pathway.Function{ID: pathway.MustParseFunctionID("f"), Name: "F", Steps: s}
	}
	ko := func(i, text string) string {
		return "steps[" + i + "].ko: " + text + "; want K and five digits"
	}
	const joined = ", joined by + or |"
	a, b := pathway.MustParseNode("habit:a"), pathway.MustParseNode("host:b")
	route := func(readout pathway.Node, nodes ...pathway.Node) *pathway.Pathway {
		return &pathway.Pathway{ID: pathway.MustParseID("p"), Name: "P", Summary: "S", Readout: readout, Nodes: nodes}
	}
	hid, oid, bid := host.MustParse("h"), outcome.MustParse("o"), habit.MustParse("b")
	for _, tt := range []struct {
		name   string
		record interface{ Validate() error }
		want   []string
	}{
		{"function", function(steps("K01034", "", "K01034+K01035|K19709", "K00001|K00002|K00003")), nil},
		{"function, empty", &pathway.Function{}, []string{"id: missing", "name: missing", "steps: missing"}},
		{"function, wrong KOs", function(steps("K1034", "k01034", "K01034,K01035", "K01034+", "|K01034", "K01034 | K0103x", "K1|K2")), []string{
			ko("0", `"K1034" at byte 0`) + joined, ko("1", `"k01034" at byte 0`) + joined, ko("2", `"K01034,K01035" at byte 0`) + joined,
			ko("3", "the end at byte 7") + " or (", ko("4", `"|" at byte 0`) + " or (", ko("5", `"K0103x" at byte 9`) + joined,
			ko("6", `"K1" at byte 0`) + joined, ko("6", `"K2" at byte 3`) + joined}},
		{"function, more than a step in one", function(steps("K01034; K01035", "K01034@0.5", "_", "K01034)")), []string{
			`steps[0].ko: ";" at byte 6; want +, | or the end of the step`, `steps[1].ko: "@" at byte 6; want +, | or the end of the step`,
			ko("2", `"_" at byte 0`) + joined, `steps[3].ko: ")" at byte 6; want +, | or the end of the step`}},
		{"function, weights", function([]pathway.Step{{Name: "a", Weight: -1}, {Name: "b", Weight: math.NaN(), KO: "K1"}, {Name: "c", Weight: 1.5}}), []string{
			"steps[0].weight: -1; want above 0 and up to 1", "steps[1].weight: NaN; want above 0 and up to 1", ko("1", `"K1" at byte 0`) + joined,
			"steps[2].weight: 1.5; want above 0 and up to 1"}},
		{"function, too many genes", function(slices.Repeat(steps("K01034|K01035", ""), 1366)), []string{"steps: 4098 genes; want 4096 at most"}},
		{"function, step without a name", function([]pathway.Step{{KO: "K01034"}, {Name: " "}}), []string{"steps[0].name: missing", "steps[1].name: missing"}},

		{"pathway", route(b, a, b), nil},
		{"pathway, empty", &pathway.Pathway{}, []string{"id: missing", "name: missing", "summary: missing", "readout: missing", "nodes: readout is not among them"}},
		{"pathway, readout elsewhere", route(b, a), []string{"nodes: readout is not among them"}},

		{"habit", &pathway.Habit{ID: bid, Name: "B", Sort: pathway.Diet, More: "more grams"}, nil},
		{"last sort of habits", &pathway.Habit{ID: bid, Name: "B", Sort: pathway.Medicine, More: "more"}, nil},
		{"habit, empty", &pathway.Habit{}, []string{"id: missing", "name: missing",
			`sort: unknown "not-said"; want diet, supplement, exercise, sleep, stress or medicine`, "more: missing"}},
		{"habit of a host's sort", &pathway.Habit{ID: bid, Name: "B", Sort: pathway.Receptor, More: "m"}, []string{
			`sort: unknown "receptor"; want diet, supplement, exercise, sleep, stress or medicine`}},

		{"host", &pathway.Host{ID: hid, Name: "H", Sort: pathway.Receptor, Symbol: "FFAR3", HGNC: 4499, GO: "GO:0006096"}, nil},
		{"last sort of hosts", &pathway.Host{ID: hid, Name: "H", Sort: pathway.State}, nil},
		{"host, empty", &pathway.Host{}, []string{"id: missing", "name: missing", `sort: unknown "not-said"; want receptor, gene, process, marker or state`}},
		{"host of a habit's sort", &pathway.Host{ID: hid, Name: "H", Sort: pathway.Medicine}, []string{
			`sort: unknown "medicine"; want receptor, gene, process, marker or state`}},
		{"symbol without a number", &pathway.Host{ID: hid, Name: "H", Sort: pathway.Gene, Symbol: "FFAR3"}, []string{"symbol, hgnc: one without the other"}},
		{"number without a symbol", &pathway.Host{ID: hid, Name: "H", Sort: pathway.Gene, HGNC: 4499}, []string{"symbol, hgnc: one without the other"}},
		{"negative number", &pathway.Host{ID: hid, Name: "H", Sort: pathway.Gene, HGNC: -1}, []string{"symbol, hgnc: one without the other"}},
		{"wrong GO id", &pathway.Host{ID: hid, Name: "H", Sort: pathway.Process, GO: "GO:6096"}, []string{`go: "GO:6096"; want GO: and seven digits`}},

		{"outcome", &pathway.Outcome{ID: oid, Name: "O", Desired: evidence.Up, EFO: "EFO:0006941"}, nil},
		{"outcome that is neither good nor bad", &pathway.Outcome{ID: oid, Name: "O", Desired: evidence.NoEffect}, nil},
		{"outcome, empty", &pathway.Outcome{}, []string{"id: missing", "name: missing", "desired: missing; want up, down or none"}},
		{"wrong EFO id", &pathway.Outcome{ID: oid, Name: "\n", Desired: evidence.Down, EFO: "EFO_0006941"}, []string{
			"name: missing", `efo: "EFO_0006941"; want EFO: and seven digits`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, problemsOf(tt.record)); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}
