package evidence

import (
	"encoding/json"
	"iter"
	"math/bits"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Warning is something that makes a result doubtful without making it wrong.
// The zero Warning means that none is said.
type Warning uint8

// The warnings.
const (
	WarningNotSaid Warning = iota
	// NarrowHartungKnapp: fewer than 5 estimates that differ less than chance
	// lets them (q < 1), so that the Hartung-Knapp error is below the plain one.
	NarrowHartungKnapp
	// FewForNormal: a normal interval of a random-effects model with fewer than
	// 5 estimates, which is too narrow.
	FewForNormal
	// DominatingStudy: one of three or more estimates has over half of the weight.
	DominatingStudy
	// LikelihoodAtBoundary: the (restricted) likelihood is largest at τ² = 0, where
	// the standard error of τ² means nothing.
	LikelihoodAtBoundary
	// SeveralMaxima: the likelihood has more than one maximum; the largest was taken.
	SeveralMaxima
	// EmptyProfile: the estimates agree so much better than chance lets them that
	// no τ² is compatible with them; the Q-profile interval is given as 0 to 0.
	EmptyProfile
	// FewForPrediction: a prediction interval from fewer than 3 estimates.
	FewForPrediction
	// NoPrediction: the prediction interval that was asked for does not exist,
	// since its convention takes more estimates or τ² was not estimated.
	NoPrediction
	// FewForAsymmetry: a test of asymmetry with fewer than 10 estimates, too weak
	// to tell chance from bias (Cochrane Handbook 13.3.5.4).
	FewForAsymmetry
	// FewForCovariate: a meta-regression with fewer than 10 estimates (Cochrane
	// Handbook 10.11.4).
	FewForCovariate
	// SingleStudyGroup: a group or a first step of one estimate, which stands for
	// itself without any variance between studies.
	SingleStudyGroup
	// RepeatedStudy: several estimates are of one study, and pooling takes them
	// to be independent.
	RepeatedStudy
	// TiedRanks: a rank test with ties, whose p value is therefore approximate.
	TiedRanks
)

var warnings = spell.Set[Warning]{Type: "evidence.Warning", Words: []string{
	"not-said", "narrow-hartung-knapp", "few-for-normal", "dominating-study", "likelihood-at-boundary", "several-maxima",
	"empty-profile", "few-for-prediction", "no-prediction", "few-for-asymmetry", "few-for-covariate",
	"single-study-group", "repeated-study", "tied-ranks"}}

// String returns the word of w, such as "dominating-study".
func (w Warning) String() string { return warnings.String(w) }

// MarshalText returns the word of w; a value that is not a Warning is an error.
func (w Warning) MarshalText() ([]byte, error) { return warnings.Append(nil, w) }

// UnmarshalText sets w from its word; another word is a [*spell.UnknownError].
func (w *Warning) UnmarshalText(text []byte) error { return warnings.Parse(w, text) }

// Warnings is a set of warnings. It is a plain value that can be compared; the
// zero Warnings is empty. In JSON it is a list of words.
type Warnings struct{ set uint32 }

func (w *Warnings) add(x Warning) { w.set |= 1 << x }

// Has reports whether x is among the warnings.
func (w Warnings) Has(x Warning) bool { return x < 32 && w.set&(1<<x) != 0 }

// Len returns the number of warnings.
func (w Warnings) Len() int { return bits.OnesCount32(w.set) }

// All yields the warnings in the order of their constants.
func (w Warnings) All() iter.Seq[Warning] {
	return func(yield func(Warning) bool) {
		for x := range warnings.All() {
			if w.Has(x) && !yield(x) {
				return
			}
		}
	}
}

// String returns the words of the warnings, such as "few-for-normal, dominating-study".
func (w Warnings) String() string {
	var words []string
	for x := range w.All() {
		words = append(words, x.String())
	}
	return strings.Join(words, ", ")
}

// MarshalJSON returns the list of words.
func (w Warnings) MarshalJSON() ([]byte, error) {
	list := []Warning{}
	for x := range w.All() {
		list = append(list, x)
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads a list of words.
func (w *Warnings) UnmarshalJSON(data []byte) error {
	var list []Warning
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*w = Warnings{}
	for _, x := range list {
		if x != WarningNotSaid {
			w.add(x)
		}
	}
	return nil
}

// warn adds what Summarize can see. largest is the largest share of the weights.
func (s *Summary) warn(several bool, largest float64) {
	hk := s.Inference == HartungKnapp || s.Inference == HartungKnappAdHoc
	if hk && s.K < 5 && s.q < 1 {
		s.Warnings.add(NarrowHartungKnapp)
	}
	if s.Inference == Normal && s.Method != FixedEffect && s.K < 5 {
		s.Warnings.add(FewForNormal)
	}
	if s.K > 2 && largest > 0.5 {
		s.Warnings.add(DominatingStudy)
	}
	if s.Method.likelihood() && s.Tau2 == 0 {
		s.Warnings.add(LikelihoodAtBoundary)
	}
	if several {
		s.Warnings.add(SeveralMaxima)
	}
}

// repeated reports whether a study is behind several of the estimates.
func repeated(es []Estimate) bool {
	if len(es) > 64 {
		seen := make(map[StudyKey]bool, len(es))
		for i := range es {
			if key := es[i].study; key.IsValid() && seen[key] {
				return true
			}
			seen[es[i].study] = true
		}
		return false
	}
	for i := range es {
		if !es[i].study.IsValid() {
			continue
		}
		for j := range i {
			if es[j].study == es[i].study {
				return true
			}
		}
	}
	return false
}
