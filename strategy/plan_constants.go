package strategy

import "github.com/gutmuscle/gutmuscle/evidence"

// The constants of plans, in one table. They are conventions: they only rank
// what the gates leave, and nothing is made safe by them.
const (
	// MostSteps is the most strategies of a plan. People follow few.
	MostSteps = 3
	// planWeeks is the most weeks that a schedule shows. What is not reached by
	// then does not count as gained.
	planWeeks = 12
	// effortPrice is what one level of burden costs, in points. It keeps out what
	// would hardly be noticed: all five levels cost a twentieth of what the first
	// strength session of a week gives.
	effortPrice = 0.5
	// likedShare is what is left of that price for something that is liked.
	likedShare = 0.5
	// fiberDensity is the fiber, in g for each 1000 kcal, up to which a rise is
	// planned, and fiberRise, in g/d, the largest rise of a supplement, and of all
	// fiber if the energy is not known (S09). usualEnergy, in kcal/d, stands for
	// the answer where it is weighed whether to ask.
	fiberDensity = 14
	fiberRise    = 10
	usualEnergy  = 2000
	// weakGrip is the grip strength in kg, of men and of others, below which the
	// plan says that it may be worth showing (cruz-jentoft-2019).
	weakGripMen = 27.0
	weakGrip    = 16.0
	// sarcF is the SARC-F from which it says so.
	sarcF = 4
)

// certaintyShare is how much of a gain counts, by the certainty of the answer
// behind it. An answer that one source carries alone counts as very low and, on
// a product, not at all. What would make a goal worse counts in full, and
// what would make another outcome worse by its certainty.
var certaintyShare = [...]float64{evidence.CertaintyNotJudged: 0, evidence.VeryLow: 0.25, evidence.Low: 0.5, evidence.Moderate: 0.75, evidence.High: 1}

// An amount that is not known is taken to be the 10th percentile, the
// reference or the 90th percentile of the population, with these shares, known
// as those of Swanson and Megill. Keefer and Bodily compare them with others
// (Management Science 1983; 29(5):595–609, JSTOR 2631360).
var pointShare = [...]float64{0.3, 0.4, 0.3}

// harmless is the share of adults of whom each safety question is taken to be
// answered in the way that forbids nothing. The shares are rough and rank
// questions only; an answer of the other kind leaves the plan as the gates have
// it while nothing is known, which is the careful case.
var harmless = map[string]float64{
	"ask.age": 0.95, "ask.pregnant": 0.95, "ask.red-flags": 0.9, "ask.conditions": 0.7, "ask.medicines": 0.6,
	"ask.antibiotics": 0.7, "ask.allergies": 0.8, "ask.kidneys": 0.85, "ask.eating": 0.9, "ask.carbs": 0.9,
	"ask.fasting": 0.9, "ask.probiotics": 0.8, "ask.activity": 0.7, "ask.weight": 0.9, "ask.body": 0.95,
}

// leastInformation is the expected rise below which a question on an amount is
// not asked.
const leastInformation = 0.1
