// Package trial tells a person what their own days say of one habit and one
// outcome: a trial with one subject, who does and leaves a habit in turn.
//
//	t, err := trial.New(model, model.Judge(habits), protocol)
//	periods := t.Schedule()               // when to do the habit, by the seed
//	log, err := trial.ReadLog(f, "days.csv")
//	result, err := t.Analyze(log)
//	fmt.Println(result.Answer)            // often "cannot-tell", and that is an answer
//
// # Terms
//
// A [Log] holds days. On each the habit was on, off or not known, and the
// outcome was measured or not. A period is a run of days on or off. A
// [Protocol] is what was decided before the days were looked at. A [Trial] is a
// protocol that may be followed: no medicine, nobody whom the safety gates turn
// away, and planned days only with more of a habit that a strategy raises and the
// gates leave, with their limits as part of the protocol. A [Result] has an [Answer] and the [Note] values that limit it.
//
// # The model
//
// Days in a row are alike, so they do not count as independent. The units are
// periods: the mean of the outcome over the days of a period that count. The
// first days of each period do not, until the habit can have begun to act or to
// stop acting ([Lag]). The means are a + b·x + c·t with x 1 for on and 0 for off
// and t the middle of the days, by least squares with equal weights; b is the
// effect. Periods vary as their residuals do, with n−3 degrees of freedom, so a
// difference between periods of one kind widens the interval, whatever it comes
// from. Of summaries of periods with tests of Student's t see Chen and Chen 2014
// (doi 10.1371/journal.pone.0087752), of what serial correlation does Tang and
// Landes 2020 (doi 10.1371/journal.pone.0228077).
//
// The prior of b is normal: the distribution that a pool of studies predicts for
// the effect of a new study ([PriorOf]), or else a weak one around zero whose
// standard deviation is twice that of the person's days. The likelihood of b is
// that of Student's t. It is replaced by the normal distribution with the same
// mean and the same interval of 95 % (standard error times t over z, with few
// periods many times wider), so that the posterior has its closed form
// ([Update]). Its interval has the level at which the two agree.
//
// # When it answers
//
// By the rule of Kruschke 2018 (doi 10.1177/2515245918771304): better or worse if
// the whole posterior interval lies beyond the minimal important difference, no
// important effect if it lies within, and else it cannot tell. Before the last
// day that was decided on, the interval is one of 99.9 %, so that looking often
// finds nothing that is not there (the rule of Haybittle and of Peto et al. 1976,
// Br J Cancer 34). A prior from studies' means may be too sure of one person, so
// it can temper an answer but not make one: the data by themselves, at the same
// level, have to show an effect of that sense, or none that matters. And it
// cannot tell if the plan was not kept, or if there were fewer than two periods
// of each kind: a before-after comparison in one person is an observation, in
// which time and the habit cannot be told apart.
//
// # Concurrency
//
// A [Trial] is safe for any number of goroutines. What is called a plain value
// may be shared by goroutines as long as none of them changes it.
//
// # Limits
//
// A person who knows what they do may feel what they expect. Alternation that
// was not randomized may follow what the outcome did, or the week. The package
// does not diagnose or treat, proposes no habit, and has nothing for medicines.
package trial
