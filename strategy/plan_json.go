package strategy

import (
	"encoding/json"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// MarshalJSON implements [json.Marshaler]. The document of somebody who is
// refused has the verdict and no strategies.
func (p *Plan) MarshalJSON() ([]byte, error) {
	pl := &p.planner
	doc := struct {
		Schema     string              `json:"schema"`
		Decision   Decision            `json:"decision"`
		Gates      []Fired             `json:"gates"`
		Goals      []outcome.ID        `json:"goals"`
		Untold     []Untold            `json:"untold"` // what no plan is for
		Strategies []Step              `json:"strategies"`
		Value      float64             `json:"value"`
		RunnerUp   *NextBest           `json:"runner_up"`
		Excluded   []Excluded          `json:"excluded"`
		Questions  []PlanQuestion      `json:"questions"`
		Notes      []Message           `json:"notes"`
		Conflicts  []GuidelineConflict `json:"conflicts"`
		Issues     []Issue             `json:"issues"`
		Trace      Trace               `json:"trace"`
	}{Schema: SchemaVersion, Decision: pl.verdict.decision, Gates: notNil(slices.Collect(pl.verdict.Gates())), Goals: notNil(pl.goals), Untold: notNil(slices.Collect(pl.verdict.Untold())),
		Strategies: notNil(p.steps), Value: p.value, Excluded: notNil(p.others), Questions: notNil(slices.Collect(p.Questions())),
		Notes: notNil(slices.Collect(p.Notes())), Conflicts: notNil(slices.Collect(pl.verdict.Conflicts())),
		Issues: notNil(slices.Collect(pl.verdict.Issues()))}
	if p.hasNext {
		doc.RunnerUp = &p.next
	}
	if pl.model != nil {
		doc.Trace = pl.model.Trace()
	}
	return json.Marshal(doc)
}

// MarshalJSON implements [json.Marshaler]. The zero Step is null.
func (s Step) MarshalJSON() ([]byte, error) {
	if s.plan == nil {
		return []byte("null"), nil
	}
	c := s.candidate()
	doc := struct {
		Strategy  StrategyID         `json:"strategy"`
		Name      string             `json:"name"`
		Family    Family             `json:"family"`
		Direction evidence.Direction `json:"direction"`
		Value     float64            `json:"value"`
		Burden    Burden             `json:"burden"`
		Now       *float64           `json:"now,omitempty"`
		Then      *float64           `json:"then,omitempty"`
		Unit      string             `json:"unit,omitempty"`
		Dose      *Documented        `json:"dose,omitempty"`
		Onset     *Documented        `json:"onset_days,omitempty"`
		Fading    *Documented        `json:"fading_days,omitempty"`
		Why       []Gain             `json:"why"`
		Schedule  []Week             `json:"schedule"`
		Forms     []Form             `json:"forms"`
		Limits    []Limit            `json:"limits"`
		Notes     []Message          `json:"notes"`
		Cautions  []Unsuited         `json:"cautions"`
		Stop      []Message          `json:"stop"`
		With      []StrategyID       `json:"with,omitempty"`
		Strain    *Strain            `json:"strain,omitempty"`
		Equipment []string           `json:"equipment,omitempty"`
	}{c.ID, c.Name, c.Family, c.Direction, c.value, c.Burden, nil, nil, "", s.Dose(), s.Onset(), s.Fading(), notNil(slices.Collect(s.Why())), notNil(slices.Collect(s.Schedule())),
		notNil(slices.Collect(s.Forms())), notNil(slices.Collect(s.Limits())), notNil(slices.Collect(s.Notes())), notNil(slices.Collect(s.Cautions())),
		notNil(slices.Collect(s.Stop())), c.With, c.Strain, c.Equipment}
	if s.Numbers() {
		doc.Unit = c.Unit
	} else {
		doc.Strain = nil // its dose is a number
	}
	if now, then, ok := s.Amounts(); ok {
		doc.Now, doc.Then = &now, &then
	}
	return json.Marshal(doc)
}
