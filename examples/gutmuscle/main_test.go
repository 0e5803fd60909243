package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// execute runs the program and returns its exit code and output.
func execute(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	code = run(args, strings.NewReader(stdin), &out, &problems)
	return code, out.String(), problems.String()
}

func TestAskJSON(t *testing.T) {
	for _, tt := range []struct {
		from, to, answer, reason, level string
	}{
		{"habit:fiber", "metabolite:butyrate", "increase", "direct", "synthesis"},
		{"habit:prebiotic", "outcome:chair-rise", "null", "direct-null", "interventional-human"},
		{"taxon:veillonella-atypica", "outcome:endurance", "increase", "direct", "animal"},
		{"habit:antibiotics", "outcome:muscle-mass", "decrease", "direct", "animal"},
		{"habit:resistance-training", "outcome:muscle-mass", "increase", "direct", "synthesis"},
		{"habit:probiotic", "outcome:strength", "increase", "direct", "synthesis"},
		{"habit:probiotic", "outcome:lean-mass", "null", "direct-null", "synthesis"},
		{"habit:fiber", "habit:fiber", "unknown", "same-node", "not-assessed"},
		{"outcome:gait-speed", "habit:statins", "unknown", "no-chain", "not-assessed"},
	} {
		t.Run(tt.from+" to "+tt.to, func(t *testing.T) {
			code, out, problems := execute(t, "", "ask", "-json", "-from", tt.from, "-to", tt.to)
			require.Zero(t, code, problems)
			var doc struct {
				Answer, Reason, Level, Certainty string
				Belief                           *float64
				Chains                           []any
				For, Against                     []string
			}
			require.NoError(t, json.Unmarshal([]byte(out), &doc))
			if doc.Answer != tt.answer || doc.Reason != tt.reason || doc.Level != tt.level {
				t.Errorf("got %s, %s, %s; want %s, %s, %s", doc.Answer, doc.Reason, doc.Level, tt.answer, tt.reason, tt.level)
			}
			if doc.Belief == nil || doc.Chains == nil || doc.For == nil || doc.Against == nil {
				t.Errorf("a key is missing in %s", out)
			}
		})
	}
}

func TestAskTakesAccessionsAndNames(t *testing.T) {
	for _, from := range []string{"CHEBI:17968", "CHEBI:30772", "butyrate", "Butyric acid", "metabolite:butyrate", "KEGG.COMPOUND:C00246"} {
		for _, to := range []string{"HGNC:3942", "host:mtorc1", "mTOR"} {
			code, out, problems := execute(t, "", "ask", "-json", "-from", from, "-to", to)
			require.Zero(t, code, problems)
			require.Contains(t, out, `"from": "metabolite:butyrate"`)
			require.Contains(t, out, `"to": "host:mtorc1"`)
		}
	}
}

func TestVeillonellaSaysWhatItRestsOn(t *testing.T) {
	code, out, problems := execute(t, "", "ask", "-from", "taxon:veillonella-atypica", "-to", "outcome:endurance")
	require.Zero(t, code, problems)
	for _, want := range []string{"animal evidence only", "scheiman-2019", "critique", "fernandez-sanjurjo-2020", "gross-2024"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
		return path
	}
	for _, tt := range []struct {
		name   string
		args   []string
		code   int
		stderr string // what standard error has to say
	}{
		{"no command", nil, 2, ""},
		{"unknown command", []string{"asess"}, 2, `no command "asess"`},
		{"unknown flag", []string{"ask", "-form", "x"}, 2, "-form"},
		{"missing flag", []string{"ask", "-from", "habit:fiber"}, 2, "want -from and -to"},
		{"missing file", []string{"assess"}, 2, "FILE"},
		{"two files", []string{"assess", "a", "b"}, 2, "FILE"},
		{"help", []string{"help"}, 0, ""},
		{"no such file", []string{"assess", filepath.Join(dir, "none.json")}, 1, "none.json"},
		{"unknown id with near names", []string{"ask", "-from", "habit:fibre", "-to", "metabolite:butyrat"}, 1, "habit:fiber"},
		{"unknown taxon with near names", []string{"products", "Veilonella atypica"}, 1, "veillonella-atypica"},
		{"unknown study", []string{"study", "lahiri-2018"}, 1, "lahiri-2019"},
		{"unresolved name", []string{"resolve", "Akkermansia muciniphila", "Akermansia"}, 1, "akkermansia"},
		{"unknown field with the nearest", []string{"assess", file("a.json", `{"diet":{"fibre_g_d":14}}`)}, 1, "fiber_g_d"},
		{"wrong unit", []string{"assess", file("b.json", `{"diet":{"fiber_g_d":"20 g"}}`)}, 1, "diet.fiber_g_d"},
		{"NaN", []string{"assess", file("c.json", `{"diet":{"fiber_g_d":NaN}}`)}, 1, "not JSON"},
		{"negative", []string{"assess", file("d.json", `{"subject":{"age_y":30},"diet":{"fiber_g_d":-1}}`)}, 1, "diet.fiber_g_d"},
		{"empty file", []string{"assess", file("e.json", "")}, 1, "JSON"},
		{"child", []string{"assess", file("f.json", `{"subject":{"age_y":12}}`)}, 0, ""},
		{"unknown format", []string{"export", "-format", "xml"}, 2, "jsonl"},
		{"unknown log", []string{"habits", "-from", "fitbit", "x"}, 2, "agp"},
		{"what if nothing", []string{"whatif", "person.json"}, 2, "want one of -set, -with and -flip"},
		{"what if too much", []string{"whatif", "person.json", "-set", "diet.fiber_g_d=30", "-with", "person.json"}, 2, "want one of -set, -with and -flip"},
		{"what if no value", []string{"whatif", "person.json", "-set", "diet.fiber_g_d"}, 2, "want FIELD=VALUE"},
		{"what if no file", []string{"whatif", "-set", "diet.fiber_g_d=30"}, 2, "FILE"},
		{"what if an unknown field", []string{"whatif", "person.json", "-set", "diet.fibre_g_d=30"}, 1, "want diet.fiber_g_d"},
		{"what if no number", []string{"whatif", "person.json", "-set", "diet.fiber_g_d=much"}, 1, "want a number of g/d"},
		{"what if impossible", []string{"whatif", "person.json", "-set", "diet.fiber_g_d=-1"}, 1, "diet.fiber_g_d: reject"},
		{"what if a child", []string{"whatif", "person.json", "-set", "subject.age_y=12"}, 0, ""},
		{"what if no such file", []string{"whatif", "person.json", "-with", filepath.Join(dir, "none.json")}, 1, "none.json"},
		{"tip of nothing", []string{"whatif", "person.json", "-flip", "outcome:strenght"}, 1, "outcome:strength"},
		{"tip of a habit", []string{"whatif", "person.json", "-flip", "habit:fiber"}, 1, "no pathway or outcome"},
		{"tip to nowhere", []string{"whatif", "person.json", "-flip", "outcome:strength", "-to", "left"}, 2, "unknown \"left\""},
		{"tip to unknown", []string{"whatif", "person.json", "-flip", "outcome:strength", "-to", "unknown"}, 2, "no direction to tip to"},
		{"direction without tip", []string{"whatif", "person.json", "-set", "diet.fiber_g_d=30", "-to", "up"}, 2, "-to goes with -flip"},
		{"not a folder", []string{"validate", file("g.json", "{}")}, 1, "not a folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := execute(t, "", tt.args...)
			if code != tt.code {
				t.Errorf("exit %d, want %d\n%s%s", code, tt.code, out, problems)
			}
			if !strings.Contains(problems, tt.stderr) {
				t.Errorf("standard error does not say %q:\n%s", tt.stderr, problems)
			}
		})
	}
}

// TestBrokenKnowledge checks that five different mistakes in one file are all
// reported with file and line.
func TestBrokenKnowledge(t *testing.T) {
	dir := t.TempDir()
	study := `{"key":"mine-2026","title":"Mine","year":2026,"design":"randomized-trial","species":"human","checked":{"how":"abstract","on":"2026-01-01"}}`
	claims := strings.Join([]string{
		`{"subject":"habit:fiber","object":"outcome:grip-strength","findings":[{"study":"mine-2026","direction":"upp"}]}`,
		`{"subject":"habit:fiber","object":"outcome:gripstrength","findings":[{"study":"mine-2026","direction":"up"}]}`,
		`{"subject":"habit:fiber","object":"outcome:frailty","findings":[]}`,
		`{"subject":"habit:fiber","object":"outcome:vo2max","findigs":[{"study":"mine-2026","direction":"up"}]}`,
		`{"subject":"habit:fiber","object":"outcome:strength","findings":[{"study":"yours-2026","direction":"up"}]}`,
		`{"subject":"habit:fiber","object":"habit:fiber","findings":[{"study":"mine-2026","direction":"up","effect":{"measure":"smd","value":2,"lo":0,"hi":1}}]`,
	}, "\n") + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "studies.jsonl"), []byte(study+"\n"), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "claims.jsonl"), []byte(claims), 0o666))
	code, _, problems := execute(t, "", "validate", dir)
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	for _, want := range []string{"claims.jsonl:1:", "claims.jsonl:2:", "outcome:grip-strength", "claims.jsonl:3:",
		"claims.jsonl:4:", `"findigs"`, "claims.jsonl:5:", "yours-2026", "claims.jsonl:6:", "not JSON"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q is not in:\n%s", want, problems)
		}
	}
}

// TestOwnKnowledge checks that a user's own finding changes the answer and that
// the built-in knowledge stays as it is.
func TestOwnKnowledge(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"studies.jsonl": `{"key":"mine-2026","title":"Mine","year":2026,"design":"randomized-trial","species":"human","n":500,"checked":{"how":"full-text","on":"2026-01-01"}}`,
		"claims.jsonl":  `{"subject":"habit:prebiotic","object":"outcome:chair-rise","findings":[{"study":"mine-2026","direction":"up"}]}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o666))
	}
	code, out, problems := execute(t, "", "ask", "-knowledge", dir, "-from", "habit:prebiotic", "-to", "outcome:chair-rise", "-json")
	require.Zero(t, code, problems)
	require.Contains(t, out, `"answer": "increase"`)
	_, out, _ = execute(t, "", "ask", "-from", "habit:prebiotic", "-to", "outcome:chair-rise", "-json")
	require.Contains(t, out, `"answer": "null"`)
}

func TestAssessShippedPerson(t *testing.T) {
	code, text, problems := execute(t, "", "assess", "person.json")
	require.Zero(t, code, problems)
	for _, want := range []string{"decision: plan", "PATHWAYS", "OUTCOMES", "short-chain fatty acid production", "NOT KNOWN", "atlas "} {
		require.Contains(t, text, want)
	}
	person, err := os.ReadFile("person.json")
	require.NoError(t, err)
	code, first, problems := execute(t, string(person), "assess", "-", "-json")
	require.Zero(t, code, problems)
	_, second, _ := execute(t, string(person), "assess", "-json", "-")
	if first != second {
		t.Error("two runs gave different bytes")
	}
}

// TestMedicinesAreNoAdvice checks that nobody reads that more or less of a
// medicine would be better.
func TestMedicinesAreNoAdvice(t *testing.T) {
	const notice = "Nothing here is a reason to start, stop or change one"
	person := `{"subject":{"age_y":50,"sex":"male"},"meds":{"antibiotics":[],"others":[
		{"substance":"metformin","class":"biguanide"},{"substance":"simvastatin","class":"statin"},{"substance":"omeprazole"}]}}`
	code, out, problems := execute(t, person, "assess", "-all", "-")
	require.Zero(t, code, problems)
	require.Contains(t, out, notice)
	require.Contains(t, out, "metformin, taken; with it: ")
	for line := range strings.Lines(out) {
		for _, medicine := range []string{"metformin", "statins", "proton-pump-inhibitors", "antibiotics"} {
			if strings.Contains(line, " "+medicine) && strings.Contains(line, "more of it") {
				t.Errorf("says %s", line)
			}
		}
	}
	_, out, _ = execute(t, `{"diet":{"fiber_g_d":12}}`, "assess", "-all", "-")
	require.NotContains(t, out, notice)
}

// TestBrokenBuiltInKnowledge checks what somebody sees whose change of the data
// of this repository cannot be read.
func TestBrokenBuiltInKnowledge(t *testing.T) {
	problem := errors.Join(errors.New("claims.jsonl:1: first"), errors.New("claims.jsonl:2: second"))
	broken := command{run: func(*call) error { panic(fmt.Errorf("broken: %w", problem)) }}
	require.ErrorIs(t, new(call).try(broken), problem)
	bug := command{run: func(c *call) error { return errors.New(c.args[0]) }}
	require.Panics(t, func() { _ = new(call).try(bug) })
}

// TestSparsePerson checks that a person of whom two things are known gets an
// answer that is mostly unknown.
func TestSparsePerson(t *testing.T) {
	code, out, problems := execute(t, `{"diet":{"fiber_g_d":12},"sleep":{"sleep_h":6}}`, "assess", "-json", "-")
	require.Zero(t, code, problems)
	var doc struct {
		Verdict  struct{ Decision string }
		Pathways []struct{ Direction string }
		Outcomes []struct{ Direction string }
		Unknowns []struct{ Habit string }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	if doc.Verdict.Decision != "ask_first" {
		t.Errorf("decision %s, want ask_first: age, pregnancy and warning signs are not known", doc.Verdict.Decision)
	}
	unknown := 0
	for _, r := range append(doc.Pathways, doc.Outcomes...) {
		if r.Direction == "unknown" {
			unknown++
		}
	}
	if all := len(doc.Pathways) + len(doc.Outcomes); unknown < all*3/4 || len(doc.Unknowns) < 30 {
		t.Errorf("%d of %d unknown, %d habits unknown", unknown, all, len(doc.Unknowns))
	}
}

func TestExportReadsBack(t *testing.T) {
	code, out, problems := execute(t, "", "export", "-format", "jsonl")
	require.Zero(t, code, problems)
	dir := t.TempDir()
	files := make(map[string]*bytes.Buffer)
	for line := range strings.Lines(out) {
		var wrapped struct {
			File   string
			Record json.RawMessage
		}
		require.NoError(t, json.Unmarshal([]byte(line), &wrapped))
		if files[wrapped.File] == nil {
			files[wrapped.File] = new(bytes.Buffer)
		}
		files[wrapped.File].Write(append(wrapped.Record, '\n'))
	}
	if len(files) != len(pathway.Files()) {
		t.Errorf("%d files", len(files))
	}
	for name, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), content.Bytes(), 0o666))
	}
	// On top of the built-in records each is a duplicate, and nothing else is wrong.
	code, _, problems = execute(t, "", "validate", dir)
	if code != 1 || strings.Count(problems, "\n") != strings.Count(problems, "duplicate") {
		t.Errorf("exit %d: %.500s", code, problems)
	}
}

func TestProducts(t *testing.T) {
	code, out, problems := execute(t, "", "products", "-json", "Akkermansia", "muciniphila")
	require.Zero(t, code, problems)
	require.Contains(t, out, `"metabolite": "acetate"`)
	code, out, problems = execute(t, "", "products", "-all", "-json")
	require.Zero(t, code, problems)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) < 50 {
		t.Errorf("%d taxa", len(lines))
	}
	for _, line := range lines {
		var doc struct {
			Taxon       string
			Makes, Uses []struct {
				Metabolite, Stance string
				Studies            []string
			}
		}
		require.NoError(t, json.Unmarshal([]byte(line), &doc))
		for _, p := range append(doc.Makes, doc.Uses...) {
			if len(p.Studies) == 0 || !slices.Contains([]string{"yes", "no", "strain-dependent"}, p.Stance) {
				t.Errorf("%s: %+v", doc.Taxon, p)
			}
		}
	}
}
