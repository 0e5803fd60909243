package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// voice is how the texts of a call are told.
type voice struct {
	mode     strategy.Mode
	language string
}

// speaks gives the call the flags for how its texts are told. Commands that show
// documents on a person have them.
func (c *call) speaks() {
	c.flags.TextVar(&c.voice.mode, "mode", strategy.ModeNotSaid,
		"what the texts are for: general-wellness (no conditions), report-only or clinical-research (no advice)")
	c.flags.StringVar(&c.voice.language, "lang", strategy.English, "language of the texts: "+
		strings.Join(slices.Collect(strategy.Default().Languages()), " or ")+"; none but English was reviewed by a native speaker")
}

// spoken returns the model in the voice of the call.
func (c *call) spoken(m *strategy.Model) (*strategy.Model, error) {
	if c.voice.language == "" { // a command without the flags
		return m, nil
	}
	if !slices.Contains(slices.Collect(m.Languages()), c.voice.language) {
		return nil, c.misused("no language %q; want %s", c.voice.language, strings.Join(slices.Collect(m.Languages()), " or "))
	}
	return m.In(c.voice.mode, c.voice.language)
}

// showVoice tells how the texts that follow are told, unless it is as usual.
func (c *call) showVoice(t strategy.Trace) {
	if t.Mode != strategy.ModeNotSaid {
		c.printf("mode: %s\n", t.Mode)
	}
	if t.Language != strategy.English {
		c.printf("texts in %q, %s; in English: ids, the words of this program, %s\n", t.Language, t.Review, strings.Join(t.InEnglish, ", "))
	}
}

// research reports whether all there is is to be shown.
func (c *call) research() bool { return c.voice.mode == strategy.ClinicalResearch }

// studies lists studies as the function does, or in general wellness counts
// them: their keys may name a condition.
func (c *call) studies(pro, con []evidence.StudyKey) string {
	if c.voice.mode == strategy.GeneralWellness {
		return fmt.Sprintf("studies: %d for, %d against", len(pro), len(con))
	}
	return studies(pro, con)
}

// unit returns a unit in the language of the model.
func unit(m *strategy.Model, u string) string {
	text, _ := m.Phrase(u)
	return text
}

// habitName returns what the model calls a habit: in English its id.
func habitName(m *strategy.Model, h habit.ID) string {
	if name, language := m.Name(pathway.NodeOf(h)); language != strategy.English {
		return name
	}
	return h.String()
}
