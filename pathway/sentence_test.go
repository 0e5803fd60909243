package pathway_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// TestStatement words answers on knowledge of its own: what is an association,
// disputed, and of which size.
func TestStatement(t *testing.T) {
	study := func(key, design, species, more string) string {
		return fmt.Sprintf(`{"key":%q,"title":"A study","year":2026,"design":%q,"species":%q,"n":400%s,"checked":{"how":"abstract","by":"me","on":"2026-11-23"}}`+"\n",
			key, design, species, more)
	}
	studies := study("trial-2020", "randomized-trial", "human", "") + study("trial-2021", "randomized-trial", "human", "") +
		study("pool-2022", "trial-synthesis", "human", "") + study("pool-2023", "trial-synthesis", "human", "") +
		study("cohort-2020", "cohort", "human", "") + study("mice-2020", "animal-experiment", "mouse", "") +
		study("rats-2021", "animal-experiment", "rat", "") + study("gone-2020", "randomized-trial", "human", `,"status":"retracted"`)
	finding := func(key, direction string, smd float64) string {
		if smd == 0 {
			return fmt.Sprintf(`{"study":%q,"direction":%q}`, key, direction)
		}
		return fmt.Sprintf(`{"study":%q,"direction":%q,"effect":{"measure":"smd","value":%v,"lo":%v,"hi":%v}}`, key, direction, smd, smd-0.1, smd+0.1)
	}
	for _, tt := range []struct {
		name, relation string
		findings       []string
		want           wording.Statement
		text           string
	}{
		{"pooled size wins", "affects", []string{finding("trial-2020", "up", 0.9), finding("pool-2022", "up", 0.3)},
			wording.Statement{Level: evidence.Synthesis, Certainty: evidence.Moderate, Size: wording.Small},
			"Nuts probably raise voluntary activity slightly."},
		{"sizes differ", "affects", []string{finding("trial-2020", "up", 0.9), finding("trial-2021", "up", 0.3)},
			wording.Statement{Level: evidence.InterventionalHuman, Certainty: evidence.Moderate}, "Nuts probably raise voluntary activity."},
		{"sizes agree, whatever their sign", "affects", []string{finding("trial-2020", "up", 0.9), finding("trial-2021", "up", -1.1)},
			wording.Statement{Level: evidence.InterventionalHuman, Certainty: evidence.Moderate, Size: wording.Large},
			"Nuts probably raise voluntary activity by a large amount."},
		{"retracted studies say nothing", "affects", []string{finding("trial-2020", "up", 0.3), finding("gone-2020", "down", 0.9)},
			wording.Statement{Level: evidence.InterventionalHuman, Certainty: evidence.Moderate, Size: wording.Small},
			"Nuts probably raise voluntary activity slightly."},
		{"animals say otherwise", "affects", []string{finding("trial-2020", "up", 0), finding("mice-2020", "none", 0)},
			wording.Statement{Level: evidence.InterventionalHuman, Certainty: evidence.Moderate, Disputed: true},
			"Nuts probably raise voluntary activity. Some findings say otherwise."},
		{"a relation of association", "associated-with", []string{finding("trial-2020", "up", 0.3)},
			wording.Statement{Level: evidence.InterventionalHuman, Certainty: evidence.Moderate, Association: true, Size: wording.Small},
			"Nuts are probably associated with slightly higher voluntary activity."},
		{"observation", "affects", []string{finding("cohort-2020", "up", 0)},
			wording.Statement{Level: evidence.ObservationalHuman, Certainty: evidence.VeryLow, Association: true},
			"It is very uncertain whether nuts go with higher voluntary activity."},
		{"animals", "affects", []string{finding("mice-2020", "up", 0.9), finding("rats-2021", "up", 0.9)},
			wording.Statement{Level: evidence.Animal, Certainty: evidence.VeryLow, Size: wording.Large},
			"In mice and rats, nuts seem to raise voluntary activity. This was not shown in people."},
	} {
		claim := fmt.Sprintf(`{"subject":"habit:nuts","object":"outcome:voluntary-activity","relation":%q,"findings":[%s]}`+"\n", tt.relation, strings.Join(tt.findings, ","))
		atlas, err := pathway.Read(fstest.MapFS{"studies.jsonl": {Data: []byte(studies)}, "claims.jsonl": {Data: []byte(claim)}}, pathway.Default())
		require.NoError(t, err, tt.name)
		ans := atlas.Effect(pathway.MustParseNode("habit:nuts"), pathway.MustParseNode("outcome:voluntary-activity"))
		got := atlas.Statement(ans)
		tt.want.Subject, tt.want.Object, tt.want.SubjectPlural, tt.want.Stance, tt.want.Species = "nuts", "voluntary activity", true, evidence.Increase, got.Species
		require.Equal(t, tt.want, got, tt.name)
		require.Equal(t, tt.text, atlas.Sentence(ans), tt.name)
		for c := range atlas.About(pathway.MustParseNode("habit:nuts")) {
			if c.Object == ans.To {
				require.Equal(t, tt.text, atlas.ClaimSentence(c), tt.name)
			}
		}
	}
}
