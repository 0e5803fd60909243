package gutmuscle_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// TestMission checks, row by row of what the library was made for, that a
// caller reaches it through the public API and that real studies stand behind
// it. It would notice the loss of a row; it does not pin answers that better
// evidence may change.
func TestMission(t *testing.T) {
	atlas := pathway.Default()
	for _, row := range []struct {
		text  string
		pairs string // questions on which the atlas has findings, from>to
	}{
		{"the axis is bidirectional", "metabolite:butyrate>outcome:muscle-mass habit:aerobic-exercise>taxon:veillonella habit:aerobic-exercise>metabolite:scfa host:irisin>host:gut-permeability host:cachexia>outcome:gut-diversity"},
		{"metabolites, nutrient processing and immune signaling influence mass, function and recovery", "metabolite:butyrate>outcome:muscle-size metabolite:leucine>host:muscle-protein-synthesis host:tnf>host:atrogin-1 host:regulatory-t-cells>host:muscle-regeneration"},
		{"SCFAs arise from fermentation of dietary fiber", "habit:fiber>metabolite:butyrate habit:resistant-starch>metabolite:butyrate taxon:ruminococcus-bromii>metabolite:resistant-starch function:butyrate-but>metabolite:butyrate function:propionate-acrylate>metabolite:propionate"},
		{"butyrate: mTOR, mitochondria, atrophy markers", "metabolite:butyrate>host:mtorc1 metabolite:butyrate>host:ampk metabolite:butyrate>host:pgc-1a metabolite:butyrate>host:hdac metabolite:butyrate>host:murf1 metabolite:butyrate>host:atrogin-1 metabolite:butyrate>host:mitochondrial-function metabolite:acetate>host:ffar2"},
		{"Veillonella ferments lactate into propionate; endurance in mice", "habit:aerobic-exercise>metabolite:l-lactate taxon:veillonella>metabolite:lactate taxon:veillonella-atypica>metabolite:propionate taxon:veillonella-atypica>outcome:endurance metabolite:propionate>outcome:time-to-exhaustion taxon:anaerobutyricum-hallii>metabolite:butyrate"},
		{"taxa make or salvage BCAAs", "taxon:segatella-copri>metabolite:bcaa function:bcaa-biosynthesis>metabolite:leucine metabolite:leucine>host:mtorc1 taxon:parabacteroides-merdae>metabolite:bcaa"},
		{"bile acids", "taxon:clostridium-scindens>function:bile-7a-dehydroxylation host:fxr>host:fgf19 host:fgf19>outcome:muscle-mass host:tgr5>outcome:strength metabolite:lithocholate>host:tgr5"},
		{"germ-free and antibiotic-treated animals", "host:microbiota-presence>outcome:muscle-mass habit:antibiotics>outcome:muscle-mass"},
		{"Lactobacillus and Bifidobacterium strains in animals", "taxon:lactiplantibacillus-plantarum>outcome:strength taxon:bifidobacterium-breve>outcome:muscle-mass habit:probiotic>outcome:strength"},
		{"butyrate producers and muscle in older adults", "taxon:butyrate-producers>outcome:muscle-mass taxon:faecalibacterium-prausnitzii>outcome:sarcopenia taxon:faecalibacterium>outcome:grip-strength"},
		{"diverse dietary fiber", "habit:plant-diversity>outcome:gut-diversity habit:fiber>outcome:grip-strength"},
		{"fermented foods, probiotics, prebiotics", "habit:fermented-foods>outcome:gut-diversity habit:probiotic>outcome:lean-mass habit:prebiotic>taxon:bifidobacterium habit:prebiotic>outcome:chair-rise"},
		{"aerobic and resistance exercise and diversity", "habit:aerobic-exercise>outcome:gut-diversity habit:resistance-training>outcome:gut-diversity"},
		{"judicious antibiotic use", "habit:antibiotics>outcome:gut-diversity habit:antibiotics>outcome:microbiome-resilience"},
		{"stress and sleep", "habit:sleep-duration>host:muscle-protein-synthesis habit:stress>host:gut-permeability habit:shift-work>outcome:sarcopenia"},
		{"diet, exercise and medication history modulate training", "habit:protein>outcome:muscle-mass habit:metformin>outcome:lean-mass habit:resistance-training>outcome:muscle-mass"},
	} {
		t.Run(row.text, func(t *testing.T) {
			for pair := range strings.FieldsSeq(row.pairs) {
				from, to, _ := strings.Cut(pair, ">")
				a := atlas.Effect(pathway.MustParseNode(from), pathway.MustParseNode(to))
				if a.Direct == nil || len(a.For)+len(a.Against) == 0 {
					t.Errorf("%s: no findings (%s)", pair, a.Reason)
					continue
				}
				for _, key := range append(a.For, a.Against...) {
					if s, ok := atlas.Study(key); !ok || s.Title == "" || s.Checked.How == evidence.BasisNotSaid {
						t.Errorf("%s: study %s is not a checked record", pair, key)
					}
				}
			}
		})
	}

	t.Run("a caller can ask what a finding did not control for", func(t *testing.T) {
		seen := make(map[evidence.Confounder]bool)
		for c := range atlas.Claims() {
			for _, f := range c.Findings {
				for _, u := range f.Uncontrolled {
					seen[u] = true
				}
			}
		}
		for _, want := range []evidence.Confounder{evidence.Diet, evidence.Genetics, evidence.Exercise, evidence.HealthStatus, evidence.TrainingProgram} {
			if !seen[want] {
				t.Errorf("no finding is marked as not controlled for %s", want)
			}
		}
	})
	t.Run("the Veillonella answer tells of the critique and the trial in people", func(t *testing.T) {
		a := atlas.Effect(pathway.MustParseNode("taxon:veillonella-atypica"), pathway.MustParseNode("outcome:endurance"))
		roles := make(map[pathway.Role]bool)
		for _, r := range a.Related {
			roles[r.Role] = true
		}
		if a.Level != evidence.Animal || !roles[pathway.Critique] || !(roles[pathway.UnreportedTrial] || a.Level.Human()) {
			t.Errorf("level %s, related %v", a.Level, a.Related)
		}
	})
	t.Run("what a stool test can and cannot tell, with sources", func(t *testing.T) {
		of := make(map[pathway.Tells]int)
		for f := range atlas.StoolTests() {
			of[f.Tells]++
		}
		if of[pathway.TellsYes] < 4 || of[pathway.TellsPartly] < 10 || of[pathway.TellsNo] < 15 {
			t.Errorf("facts: %v", of)
		}
	})
	t.Run("background reading, the EU Nutriome project and a test to buy among it", func(t *testing.T) {
		pages, studies := "", 0
		for r := range atlas.FurtherReading() {
			pages += r.URL + "\n"
			if r.Study.IsValid() {
				studies++
			}
		}
		for _, want := range []string{"/transforming-health-with-the-eu-nutriome-project", "/what-is-gut-microbiota-and-why-does-it-matter", "/products/microbiome-test"} {
			if !strings.Contains(pages, want+"\n") {
				t.Errorf("no page %s", want)
			}
		}
		if studies < 30 {
			t.Errorf("%d studies", studies)
		}
	})
	t.Run("contradictions are explained, and the answers name them", func(t *testing.T) {
		for pair, want := range map[string]string{
			"host:microbiota-presence>outcome:muscle-mass": "germ-free-muscle", "taxon:veillonella-atypica>outcome:time-to-exhaustion": "veillonella",
			"habit:probiotic>outcome:muscle-mass": "probiotic-mass", "habit:aerobic-exercise>outcome:gut-diversity": "exercise-diversity",
			"habit:fiber>metabolite:butyrate": "fiber-scfa", "host:tgr5>outcome:muscle-mass": "tgr5-muscle",
		} {
			from, to, _ := strings.Cut(pair, ">")
			a := atlas.Effect(pathway.MustParseNode(from), pathway.MustParseNode(to))
			if !slices.Contains(a.Conflicts, pathway.MustParseNoteID(want)) {
				t.Errorf("%s: conflicts %v, want %s among them", pair, a.Conflicts, want)
			}
		}
	})
	t.Run("habits are mapped to pathways and through them to outcomes", func(t *testing.T) {
		for h := range atlas.Habits() {
			if _, answers := strategy.Default().Response(h.ID); answers && len(strategy.Default().Touches(h.ID)) == 0 {
				t.Errorf("habit %s touches nothing", h.ID)
			}
		}
	})
}

// TestBreadth holds the numbers below which the knowledge may not fall.
func TestBreadth(t *testing.T) {
	atlas, model := pathway.Default(), strategy.Default()
	findings, nulls, effects := 0, 0, 0
	inClaims := make(map[pathway.Node]bool)
	claims := 0
	for c := range atlas.Claims() {
		claims++
		inClaims[c.Subject], inClaims[c.Object] = true, true
		for _, f := range c.Findings {
			findings++
			if f.Direction == evidence.NoEffect {
				nulls++
			}
			if f.Effect != nil {
				effects++
			}
		}
	}
	kinds := make(map[pathway.Kind]int)
	for n := range inClaims {
		kinds[n.Kind()]++
	}
	withKO := 0
	for f := range atlas.Functions() {
		if f.Steps[0].KO != "" {
			withKO++
		}
	}
	for _, c := range []struct {
		what         string
		got, atLeast int
	}{
		{"studies", count(atlas.Studies()), 1300},
		{"claims", claims, 3500},
		{"findings", findings, 4500},
		{"findings with an effect and its interval", effects, 250},
		{"null findings", nulls, 800},
		{"taxa", count(atlas.Catalog().Taxa()), 280},
		{"taxa in claims", kinds[pathway.TaxonKind], 250},
		{"metabolites in claims", kinds[pathway.MetaboliteKind], 150},
		{"host entities in claims", kinds[pathway.HostKind], 250},
		{"outcomes in claims", kinds[pathway.OutcomeKind], 34},
		{"conflicts", count(atlas.Conflicts()), 60},
		{"pathways", count(atlas.Pathways()), 15},
		{"functions with KO steps", withKO, 60},
		{"habits with a documented response", count(model.Responses()), 40},
	} {
		t.Logf("%d %s", c.got, c.what)
		if c.got < c.atLeast {
			t.Errorf("%d %s, want at least %d", c.got, c.what, c.atLeast)
		}
	}
}

func count[T any](seq func(func(T) bool)) (n int) {
	for range seq {
		n++
	}
	return n
}

// registration is the form of a number in a registry of trials or reviews. The
// approval of an ethics committee is none: it would make a trial a source of
// its own that shares people with another.
var registration = regexp.MustCompile(`^(NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR-?[A-Z]*-?\d{8,10}|IRCT\d+N\d+|UMIN\d{9}|CRD42\d{9,10})$`)

func TestRegistrations(t *testing.T) {
	for s := range pathway.Default().Studies() {
		if s.Registration != "" && !registration.MatchString(s.Registration) {
			t.Errorf("study %s: registration %q has the form of no known registry", s.Key, s.Registration)
		}
	}
}

// TestKnowledgeIsWhole checks what a curator can forget: entities that no claim
// speaks of, studies that nothing uses.
func TestKnowledgeIsWhole(t *testing.T) {
	atlas, model := pathway.Default(), strategy.Default()
	used := make(map[evidence.StudyKey]bool)
	touched := make(map[pathway.Node]bool)
	for c := range atlas.Claims() {
		touched[c.Subject], touched[c.Object] = true, true
		for _, f := range c.Findings {
			used[f.Study] = true
		}
		for _, r := range c.Related {
			used[r.Study] = true
		}
	}
	for r := range model.Responses() {
		used[r.Population.Study] = true
		for _, key := range r.Studies {
			used[key] = true
		}
	}
	for f := range atlas.StoolTests() {
		for _, key := range f.Studies {
			used[key] = true
		}
	}
	for r := range atlas.FurtherReading() {
		used[r.Study] = true
	}
	for o := range atlas.Outcomes() {
		for _, m := range o.Measures {
			if m.MID != nil {
				used[m.MID.Study] = true
			}
			for _, key := range m.Studies {
				used[key] = true
			}
		}
	}
	for s := range atlas.Studies() {
		for _, key := range s.Includes {
			used[key] = true
		}
	}
	for s := range atlas.Studies() {
		if !used[s.Key] {
			t.Errorf("study %s is used by nothing", s.Key)
		}
	}
	general := make(map[pathway.Node]bool)
	for n := range atlas.Nodes() {
		for range atlas.Members(n) {
			general[n] = true
		}
	}
	inLine := make(map[taxon.ID]bool) // with a taxon that a claim speaks of
	for t := range atlas.Catalog().Taxa() {
		for up := range atlas.Catalog().Ancestors(t.ID) {
			inLine[up.ID] = inLine[up.ID] || touched[pathway.NodeOf(t.ID)]
			inLine[t.ID] = inLine[t.ID] || touched[pathway.NodeOf(up.ID)]
		}
	}
	var orphans []taxon.ID
	for t := range atlas.Catalog().Taxa() {
		if !touched[pathway.NodeOf(t.ID)] && !inLine[t.ID] {
			orphans = append(orphans, t.ID)
		}
	}
	if len(orphans) > 0 {
		t.Errorf("no claim speaks of these taxa or of any above or below them: %v", orphans)
	}
	for n := range atlas.Nodes() {
		switch n.Kind() {
		case pathway.PathwayKind, pathway.TaxonKind: // a pathway is made of nodes
		case pathway.FunctionKind:
			if f, _ := atlas.Function(pathway.MustParseFunctionID(n.ID())); len(f.Uses)+len(f.Makes) == 0 && !touched[n] {
				t.Errorf("%s has no claim, and neither uses nor makes anything", n)
			}
		default:
			if !touched[n] && !general[n] {
				t.Errorf("no claim speaks of %s", n)
			}
		}
	}
	for p := range atlas.Pathways() {
		if n := count(atlas.Within(p)); n < 5 {
			t.Errorf("pathway %s has %d claims", p.ID, n)
		}
		for _, n := range p.Nodes {
			if !touched[n] && !general[n] {
				t.Errorf("pathway %s: no claim speaks of %s", p.ID, n)
			}
		}
	}
}
