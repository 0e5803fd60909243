package evidence

// LeftOut is what pooling gives without one of the estimates. It is a plain
// value.
type LeftOut struct {
	Without int      `json:"without"` // index of the estimate left out
	Study   StudyKey `json:"study,omitzero"`
	Summary
}

// LeaveOneOut pools the estimates without each of them in turn, in their
// order. It takes one estimate more than [Pool] does. It costs k fits.
func LeaveOneOut(estimates []Estimate, opt PoolOptions) ([]LeftOut, error) {
	const op = "leave one out"
	opt, err := opt.filled(op)
	if err != nil {
		return nil, err
	}
	least := 3
	if opt.Method == FixedEffect && opt.Inference == Normal {
		least = 2
	}
	if err := poolable(op, estimates, least); err != nil {
		return nil, err
	}
	rest := append([]Estimate(nil), estimates[1:]...)
	out := make([]LeftOut, len(estimates))
	for i := range estimates {
		_, s, err := summarize(op, rest, opt)
		if err != nil {
			return nil, err
		}
		out[i] = LeftOut{i, estimates[i].study, s}
		if i < len(rest) {
			rest[i] = estimates[i]
		}
	}
	return out, nil
}

// Cumulative pools the first estimate, the first two, and so on to all, in the
// order given, such as that of publication. The first stands for itself: it is
// a FixedEffect summary with the warning SingleStudyGroup. It costs k fits.
func Cumulative(estimates []Estimate, opt PoolOptions) ([]Summary, error) {
	const op = "cumulative"
	opt, err := opt.filled(op)
	if err != nil {
		return nil, err
	}
	if err := poolable(op, estimates, 1); err != nil {
		return nil, err
	}
	out := make([]Summary, len(estimates))
	for i := range estimates {
		if out[i], err = summarizeAny(op, estimates[:i+1], opt); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// summarizeAny is summarize that lets a single estimate stand for itself.
func summarizeAny(op string, es []Estimate, opt PoolOptions) (Summary, error) {
	if len(es) > 1 {
		_, s, err := summarize(op, es, opt)
		return s, err
	}
	opt.Method, opt.Inference = FixedEffect, Normal
	_, s, err := summarize(op, es, opt)
	s.Warnings.add(SingleStudyGroup)
	return s, err
}
