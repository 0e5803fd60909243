package strategy

import (
	"strconv"
	"strings"
)

// Documented is a number of a [Step] with what it rests on, or that it is not
// known. It is a plain value; what it points to is shared with the model and must
// not be changed.
type Documented struct {
	*SourcedRange // nil if it is not known; the fields of JSON are its own
	// OfHabit says that the number is not of the strategy but of its habit as a
	// whole, from its [Response], and so are the studies: other amounts and ways
	// are among them, and the other direction.
	OfHabit bool   `json:"of_habit,omitempty"`
	Text    string `json:"text"` // the number, or that it is not known, in words
}

// Messages of what is documented: by the strategy, by the response of the habit,
// and by neither.
var (
	doseTexts   = [...]string{"plan.dose.known", "", "plan.dose.unknown"}
	onsetTexts  = [...]string{"plan.onset.known", "plan.onset.habit", "plan.onset.unknown"}
	fadingTexts = [...]string{"plan.fading.known", "plan.fading.habit", "plan.fading.unknown"}
)

// Dose returns the amounts that were studied or are advised. What somebody is led
// to is in the Schedule. It is nil, as those that follow are, where numbers may
// not be told.
func (s Step) Dose() *Documented { return s.documented(s.candidate().Target, nil, &doseTexts) }

// Onset returns the days after which an effect was seen.
func (s Step) Onset() *Documented {
	return s.documented(s.candidate().Onset, s.response().OnsetDays, &onsetTexts)
}

// Fading returns the days after which an effect was gone, once the habit was as
// before.
func (s Step) Fading() *Documented {
	return s.documented(s.candidate().Fading, s.response().WashoutDays, &fadingTexts)
}

func (s Step) response() *Response {
	return &s.plan.planner.model.responses[s.candidate().response]
}

// documented returns the strategy's own number, or else that of the habit: not of
// a strain, of which what was found of others says nothing.
func (s Step) documented(own *SourcedRange, days *[2]int, texts *[3]string) *Documented {
	if !s.Numbers() {
		return nil
	}
	c, m := s.candidate(), s.plan.planner.model
	d := &Documented{SourcedRange: own}
	id := texts[0]
	switch {
	case own != nil:
	case days != nil && c.Strain == nil:
		d.SourcedRange = &SourcedRange{Range: [2]float64{float64(days[0]), float64(days[1])}, Basis: FromSource, Studies: s.response().Studies}
		d.OfHabit, id = true, texts[1]
	default:
		d.Text = m.message(texts[2])
		return d
	}
	unit, _ := m.Phrase(c.Unit)
	d.Text = strings.NewReplacer("{range}", m.rangeText(d.Range), "{unit}", unit).Replace(m.message(id))
	return d
}

// rangeText returns a range in the model's language.
func (m *Model) rangeText(r [2]float64) string {
	text := strconv.FormatFloat(r[0], 'f', -1, 64)
	if r[1] != r[0] {
		text += "–" + strconv.FormatFloat(r[1], 'f', -1, 64)
	}
	if m.language == German {
		text = strings.ReplaceAll(text, ".", ",")
	}
	return text
}
