package evidence

// The constants of the arithmetic, in one table. What they are for matters
// more than their last digit.
const (
	// Theta is the smallest mass, or chain value, that can answer.
	Theta = 0.15
	// Rho is the share of the leader at which a runner-up makes an answer
	// ambiguous.
	Rho = 0.5
	// Delta is what each further link of a chain keeps of its value.
	Delta = 0.8
	// MaxLinks is the longest chain.
	MaxLinks = 6

	// Slack is how far a person's response to a habit may be off either way:
	// nobody counts grams.
	Slack = 0.1
	// Least is the push below which a pathway or outcome counts as not pushed.
	Least = 0.05
	// Enough is the share of what could matter about a person that has to be
	// known for a direction.
	Enough = 0.5

	// smallestEffect is the standardized effect that is of interest unless a
	// claim says another; a null whose interval excludes it counts in full.
	smallestEffect = 0.3
	// loose is the factor of a null that does not exclude that effect.
	loose = 0.5
	// crossoverArms is how often a subject of a crossover counts: once in each
	// arm.
	crossoverArms = 2
	// unknownSize is the size factor of a finding with an unknown number.
	unknownSize = 0.7
)

// weights says how much one finding of each level weighs and how much all
// findings of the level can weigh together. The caps keep a dozen mouse
// studies from outweighing one trial in people.
var weights = [...]struct {
	base, limit float64
	half        float64 // number at which the size factor n/(n+half) is ½; zero: size does not count
}{
	NotAssessed:         {0, 0, 0},
	InVitro:             {0.20, 0.30, 0},
	Animal:              {0.35, 0.55, 0},
	ObservationalHuman:  {0.35, 0.55, 100},
	InterventionalHuman: {0.60, 0.90, 20}, // base for randomized trials; others below
	Synthesis:           {0.80, 0.95, 100},
}

// Bases of trials that are not randomized.
const (
	controlledBase  = 0.45
	beforeAfterBase = 0.30
)

// biasFactor is what a judgment on the risk of bias leaves of a weight. What
// nobody has judged is not punished here; certainty asks for the judgment.
var biasFactor = [...]float64{BiasNotJudged: 1, LowRisk: 1, SomeConcerns: 0.8, HighRisk: 0.5}

// Lambda weighs the level of a link from habit to outcome in a person's score.
var lambda = [...]float64{
	NotAssessed: 0, InVitro: 0.125, Animal: 0.25, ObservationalHuman: 0.5, InterventionalHuman: 1, Synthesis: 1,
}

// Lambda returns how much evidence of level l counts in a person's score: 1
// for trials and their syntheses, ½ for observation of people, ¼ for animals
// and ⅛ for work in vitro.
func (l Level) Lambda() float64 {
	if int(l) < len(lambda) {
		return lambda[l]
	}
	return 0
}
