package strategy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// AssessJSON assesses a person with the default model: from the wire format to
// the document of an [Assessment]. It is there for callers that pass bytes, as
// bindings for phones and browsers do. The error joins all problems of how the
// input is written; values that cannot be right are told in the document.
func AssessJSON(habits []byte) ([]byte, error) {
	h, err := ReadHabits(bytes.NewReader(habits))
	if err != nil {
		return nil, err
	}
	return json.Marshal(Default().Assess(h))
}

// PlanJSON is [Model.Plan] with the default model: from the wire format of a
// person, and one of [Wishes], to the document of a [Plan]. Wishes may be empty.
// Their goals may also be the words of a [Goal]:
//
//	{"goals": ["strength", "outcome:gait-speed"], "effort": 6, "dislikes": ["legumes"]}
//
// The error joins all problems of how the input is written, and else those that
// [Model.CheckWishes] has.
func PlanJSON(habits, wishes []byte) ([]byte, error) {
	h, err := ReadHabits(bytes.NewReader(habits))
	w, wrong := readWishes(wishes)
	if err := errors.Join(err, wrong); err != nil {
		return nil, err
	}
	if err := Default().CheckWishes(w); err != nil {
		return nil, fmt.Errorf("wishes: %w", err)
	}
	return json.Marshal(Default().Plan(h, w))
}

func readWishes(data []byte) (Wishes, error) {
	var w Wishes
	if len(bytes.TrimSpace(data)) == 0 {
		return w, nil
	}
	var doc struct {
		Goals    []string     `json:"goals"`
		Effort   int          `json:"effort"`
		Likes    []StrategyID `json:"likes"`
		Dislikes []StrategyID `json:"dislikes"`
		Max      int          `json:"max"`
	}
	if err := dataset.Unmarshal(data, &doc); err != nil {
		return w, fmt.Errorf("wishes: %w", err)
	}
	w = Wishes{Effort: doc.Effort, Likes: doc.Likes, Dislikes: doc.Dislikes, Max: doc.Max}
	var errs []error
	for i, text := range doc.Goals {
		id, err := ParseGoal(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("wishes: goals[%d]: %w", i, err))
		}
		w.Goals = append(w.Goals, id)
	}
	return w, errors.Join(errs...)
}

// ParseGoal returns the outcome that a goal means: the word of a [Goal], or the
// id of an outcome as text such as gait-speed or outcome:gait-speed. The outcome
// need not be in any atlas. The error wraps a [*spell.Error].
func ParseGoal(text string) (outcome.ID, error) {
	var g Goal
	if g.UnmarshalText([]byte(text)) == nil {
		if id, ok := g.Outcome(); ok {
			return id, nil
		}
	}
	return outcome.Parse(strings.TrimPrefix(text, "outcome:"))
}
