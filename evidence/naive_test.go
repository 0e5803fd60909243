package evidence

import (
	"math"
	"math/rand/v2"
	"testing"
)

// naiveBody is a second reading of the rules for "Belief" and "The answer of a
// body". It shares no code with Weigh, only the types of its input.
type naiveBody struct {
	stance   string
	level    string
	mass     map[string]float64            // by "up", "down", "none"
	byLevel  map[string]map[string]float64 // by level, then direction
	sources  int
	belief   float64
	signed   float64
	interval [2]float64
}

type naiveFinding struct {
	level, direction, source string
	weight                   float64
}

var naiveCap = map[string]float64{"in-vitro": 0.30, "animal": 0.55, "observational-human": 0.55,
	"interventional-human": 0.90, "synthesis": 0.95}

func naiveLevel(it Item) string {
	design, species := it.Design().String(), string(it.Species())
	switch design {
	case "not-said", "review", "guideline", "commentary":
		return ""
	}
	switch {
	case species == "":
		return ""
	case design == "in-vitro" || design == "in-silico" || species == "cell" || species == "microbe":
		return "in-vitro"
	case species != "human":
		return "animal"
	}
	switch design {
	case "trial-synthesis":
		return "synthesis"
	case "before-after", "controlled-trial", "randomized-trial", "crossover-trial":
		return "interventional-human"
	}
	return "observational-human"
}

func naiveWeight(it Item, smallest float64) float64 {
	level, design := naiveLevel(it), it.Design().String()
	base := map[string]float64{"in-vitro": 0.20, "animal": 0.35, "observational-human": 0.35, "synthesis": 0.80}[level]
	if level == "interventional-human" {
		base = map[string]float64{"randomized-trial": 0.60, "crossover-trial": 0.60, "controlled-trial": 0.45, "before-after": 0.30}[design]
	}
	n := float64(it.Finding.N)
	if n == 0 && it.Design() == it.Study.Design && it.Species() == it.Study.Species {
		n = float64(it.Study.N)
	}
	if design == "crossover-trial" {
		n = n + n
	}
	size := 1.0
	if k, counts := map[string]float64{"observational-human": 100, "interventional-human": 20, "synthesis": 100}[level]; counts {
		if n == 0 {
			size = 0.7
		} else {
			size = n / (n + k)
		}
	}
	phi := 1.0
	if it.Finding.Direction.String() == "none" {
		phi = 0.5
		if e := it.Finding.Effect; e != nil && e.Measure.String() == "smd" && e.Lo != nil && e.Hi != nil &&
			math.Abs(*e.Lo) < smallest && math.Abs(*e.Hi) < smallest {
			phi = 1
		}
	}
	risk := map[string]float64{"not-judged": 1, "low": 1, "some-concerns": 0.8, "high": 0.5}[it.Study.RiskOfBias.String()]
	return base * size * phi * risk
}

func naiveFindings(items []Item, smallest float64) []naiveFinding {
	var out []naiveFinding
	for _, it := range items {
		level, direction := naiveLevel(it), it.Finding.Direction.String()
		if level == "" || it.Study.Status.String() == "retracted" {
			continue
		}
		inside := false
		for _, other := range items {
			if naiveLevel(other) != "synthesis" || other.Study.Status.String() == "retracted" {
				continue
			}
			for _, key := range other.Study.Includes {
				inside = inside || key.String() == it.Study.Key.String()
			}
		}
		if inside && level == "interventional-human" {
			continue
		}
		source := it.Study.Registration
		if source == "" {
			source = it.Study.Cohort
		}
		if source == "" {
			source = it.Study.Group
		}
		if source == "" {
			source = it.Study.Key.String()
		}
		out = append(out, naiveFinding{level, direction, source, naiveWeight(it, smallest)})
	}
	return out
}

// naiveMasses is 1 − Π over levels of (1 − C·(1 − Π(1 − min(w, C)/C))).
func naiveMasses(findings []naiveFinding, without string, levels ...string) map[string]float64 {
	masses := map[string]float64{}
	for _, direction := range []string{"up", "down", "none"} {
		doubt := 1.0
		for _, level := range levels {
			strongest := map[string]float64{}
			for _, f := range findings {
				if f.level == level && f.direction == direction && f.source != without {
					strongest[f.source] = max(strongest[f.source], f.weight)
				}
			}
			c, product := naiveCap[level], 1.0
			for _, w := range strongest {
				product *= 1 - min(w, c)/c
			}
			doubt *= 1 - c*(1-product)
		}
		masses[direction] = 1 - doubt
	}
	return masses
}

func naiveNet(m map[string]float64) map[string]float64 {
	return map[string]float64{
		"up":   m["up"] * (1 - m["down"]) * (1 - m["none"]),
		"down": m["down"] * (1 - m["up"]) * (1 - m["none"]),
		"none": m["none"] * (1 - m["up"]) * (1 - m["down"]),
	}
}

func naiveWeigh(items []Item, smallest float64) naiveBody {
	if smallest == 0 {
		smallest = 0.3
	}
	trials := []string{"interventional-human", "synthesis"}
	human := append([]string{"observational-human"}, trials...)
	animal := append([]string{"animal"}, human...)
	all := append([]string{"in-vitro"}, animal...)
	findings := naiveFindings(items, smallest)

	b := naiveBody{stance: "unknown", level: "not-assessed", byLevel: map[string]map[string]float64{}}
	b.mass = naiveMasses(findings, "", all...)
	for _, level := range all {
		b.byLevel[level] = naiveMasses(findings, "", level)
	}
	words := map[string]string{"up": "increase", "down": "decrease", "none": "null"}
	const slack = 1e-12 // what is at a bound counts as having reached it
	for _, tier := range [][]string{trials, human, animal, all} {
		m := naiveMasses(findings, "", tier...)
		lead, largest, second := "", -1.0, -1.0
		for direction, x := range m {
			if x > largest {
				lead, largest, second = direction, x, largest
			} else if x > second {
				second = x
			}
		}
		if largest < 0.15-slack {
			continue
		}
		b.stance, b.level = words[lead], tier[0]
		if tier[0] == trials[0] && b.byLevel["synthesis"][lead] > 0 {
			b.level = "synthesis"
		}
		if second >= 0.5*largest-slack {
			b.stance = "ambiguous"
		}
		against := map[string]string{"up": "down", "down": "up"}[lead]
		if tier[0] == trials[0] && against != "" {
			h := naiveMasses(findings, "", human...)
			if h[against] >= 0.15-slack && h[against] >= 0.5*h[lead]-slack {
				b.stance = "ambiguous"
			}
		}
		break
	}

	net := naiveNet(b.mass)
	sources := map[string]bool{}
	for _, f := range findings {
		sources[f.source] = true
	}
	b.sources = len(sources)
	sign := map[string]float64{"increase": 1, "decrease": -1}[b.stance]
	switch b.stance {
	case "ambiguous":
		b.belief = max(net["up"], net["down"], net["none"])
		b.interval = [2]float64{-net["down"], net["up"]}
	case "null":
		b.belief = net["none"]
	case "increase", "decrease":
		side := map[string]string{"increase": "up", "decrease": "down"}[b.stance]
		b.belief, b.signed = net[side], sign*net[side]
		b.interval = [2]float64{b.signed, b.signed}
		for source := range sources {
			left := sign * naiveNet(naiveMasses(findings, source, all...))[side]
			b.interval[0] = min(b.interval[0], left)
			b.interval[1] = max(b.interval[1], left)
		}
	}
	return b
}

func TestWeighAgreesWithASecondImplementation(t *testing.T) {
	forRandomBodies(t, 5000, func(t *testing.T, r *rand.Rand, items []Item) {
		smallest := pick(r, 0, 0, 0.3, 0.2, 0.45)
		want := naiveWeigh(items, smallest)
		got := Weigh(items, smallest)
		tied := near(want.mass["up"], want.mass["down"]) || near(want.mass["up"], want.mass["none"]) || near(want.mass["down"], want.mass["none"])
		if got.Stance.String() != want.stance || got.Level.String() != want.level && !tied || got.Sources != want.sources {
			t.Errorf("got %s at %s of %d sources, want %s at %s of %d",
				got.Stance, got.Level, got.Sources, want.stance, want.level, want.sources)
		}
		same := func(what string, got, want float64) {
			if math.Abs(got-want) > exact {
				t.Errorf("%s = %v, want %v", what, got, want)
			}
		}
		sides := func(what string, m Masses, want map[string]float64) {
			same(what+" up", m.Up, want["up"])
			same(what+" down", m.Down, want["down"])
			same(what+" null", m.Null, want["none"])
		}
		sides("mass", got.Masses, want.mass)
		for l, m := range got.ByLevel {
			sides(Level(l).String(), m, want.byLevel[Level(l).String()])
		}
		signed, iv := got.Signed()
		same("belief", got.Belief(), want.belief)
		same("signed", signed, want.signed)
		same("low end", iv[0], want.interval[0])
		same("high end", iv[1], want.interval[1])
	})
}
