// Package strategy assesses a person: it maps their habits to the pathways and
// outcomes of the gut–muscle axis that these touch, with the studies behind
// every step.
//
//	habits, err := strategy.ReadHabits(file)
//	assessment := strategy.Default().Assess(habits)
//	for p := range assessment.Pathways() {
//		fmt.Println(p.Name, p.Direction, p.Score)
//	}
//
// # Terms
//
// [Habits] is what is known of a person, made of [Reading] values: unknown is
// never zero. A [Response] says how far the documented effect of a habit is
// reached at an amount of it. A [Strategy] is something that a person may try,
// with the doses that were studied and when to stop; what it is good for is worked
// out from the atlas ([Model.StrategyEvidence]). A [Model] holds the atlas, the
// responses, the strategies, the safety gates and the texts. A [Verdict] is what
// the gates decide; it comes before any score. An [Assessment] is the verdict with
// a [Result] for each pathway and outcome, explained row by row. A [Plan] is the
// verdict with a few strategies, week by week. A [Difference] is a what-if: two
// people, or one before and after a change of habits ([Habits.With]), compared
// row by row. A [Flip] is the smallest change of habits at which the answer on a
// pathway or an outcome tips.
//
// # Safety gates
//
// The gates S01 to S31 are records with their sources, shown to clinicians in
// data/GATES.md, and one small condition in code for each of their rules.
// [Model.Judge] runs them all on a person, before any score. They work in
// three-valued logic: a condition that cannot be told, since a field that it has
// to know is not known, counts as one that holds, and the field is asked for.
// What is imputed or unlikely may bar something and clears nothing.
//
// A gate withholds or limits families of strategies ([Family]), refuses, rejects
// the input, sets a value aside, or only tells something. [Verdict.Families] are
// those that remain, [Verdict.Limits] what holds for them, [Verdict.Questions]
// what to ask, safety first. Where guidelines disagree, [Verdict.Conflicts] has
// both sides. Nothing recommends without a Verdict, and nothing but a Model
// makes one.
//
// # How a person is scored
//
// Each habit adds a row r·λ·t: how much more of the habit's effect the person
// has than people at the reference (r, −1 to 1), times the strength of the
// answer that the atlas has on habit and target (t), weighed by the level of
// that answer (λ). Rows add up exactly. Habits that are not known add nothing,
// and widen the interval by all that they could be. The score is a relevance,
// not the size of an effect.
//
// # How a plan is made
//
// [Model.Plan] chooses at most three strategies. Each is weighed by what the
// person's goals gain if the habit goes from the amount of now to the nearest
// documented dose, as far as twelve weeks of small steps lead: the rows of the
// goals change, each counts by the certainty of its answer, and effort has a
// price. The best set is found exactly. Evidence from animals and cells carries
// nothing, a disputed or null answer gains nothing, and every strategy that is
// left out has a reason ([WhyNot]). That nothing is worth doing is a valid plan.
//
// [Plan.Questions] says what to ask next: first what safety needs, then what is
// expected to change the plan most. All constants are in plan_constants.go.
//
// # What if
//
// The deltas of a [Shift] add up to the change of its score as the rows do to
// the score. Scores are rounded when they are shown, each by itself, so what
// rounding takes from the sum is told with it. A Difference and a Flip describe
// the model: they are no forecast and no advice. A Flip never moves a medicine.
//
// # Modes and languages
//
// [Model.In] returns the model in a [Mode] and a language. A mode says what the
// product is for: [GeneralWellness] names no condition, [ReportOnly] describes
// and advises nothing, [ClinicalResearch] has all numbers and advises nothing.
// The gates decide the same in all of them. The zero mode is not said; documents
// show it.
//
// German comes with the library. No native speaker has reviewed it, and no
// clinician; every record says so, and so does every document, in its trace. What
// is not translated is told in English, and the trace lists it. The guard on
// words holds in both languages.
//
// # Intended purpose
//
// The library is a software component for programs that inform adults, and those
// who work with them, about what studies found on habits, gut microbes and
// muscle, with the evidence and its limits. It works out which of these findings
// are relevant to what is told of a person, and what the person may try for
// general well-being within its safety gates.
//
// It is not a medical device and makes no claim to be one. It is not intended to
// diagnose, treat, cure, mitigate, prevent, predict or monitor a disease, to
// decide on a therapy or a medicine, or to raise alarms: a gate that fires is a
// refusal to advise. It is not for people under 18, in pregnancy or while
// breastfeeding, for emergencies, or in the place of a clinician. No clinician
// has reviewed its gates or texts (see data/GATES.md), most of its knowledge was
// read from abstracts, and its scores are relevances that were not validated
// against outcomes in people.
//
// Whoever puts it into a product is the manufacturer of that product: they set
// its intended purpose, choose the mode that goes with it, and see to what law
// asks of it where it is offered. In the European Union the intended purpose
// decides whether software is a device (MDCG 2019-11); in the United States see
// the policy of the FDA on general wellness. Data on health and on stool are of a
// special category in the European Union (GDPR, article 9); the library keeps and
// sends none.
//
// # Concurrency
//
// The [Model] is safe for any number of goroutines. What is called a plain value
// may be shared by goroutines as long as none of them changes it.
//
// # Limits
//
// The package describes what studies found, for people like those in them. It
// does not diagnose or treat, and it never speaks for or against a prescribed
// medicine. Whoever builds a product with it is its manufacturer.
package strategy

// Version is the version of the library.
const Version = "0.2.0"
