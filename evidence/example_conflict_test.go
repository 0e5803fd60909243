package evidence_test

import (
	"encoding/json"
	"fmt"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// trialOf is a finding of a trial of its own that took so long.
func trialOf(key, duration string, d evidence.Direction) evidence.Item {
	s := &evidence.Study{Key: evidence.MustParseStudyKey(key), Design: evidence.RandomizedTrial, Species: evidence.Human}
	return evidence.Item{Finding: &evidence.Finding{Study: s.Key, Direction: d, Duration: duration}, Study: s}
}

// Trials of half a year saw an effect; trials of a few weeks did not.
func ExampleConflict() {
	report := evidence.Conflict([]evidence.Item{
		trialOf("a-2015", "6 months", evidence.Up),
		trialOf("b-2017", "24 wk", evidence.Up),
		trialOf("c-2018", "26 wk", evidence.Up),
		trialOf("d-2019", "4 wk", evidence.NoEffect),
		trialOf("e-2020", "21 d", evidence.NoEffect),
		trialOf("f-2021", "2-4 wk", evidence.NoEffect),
	})
	fmt.Println(report.Dispute, "among", report.Sources, "sources; differs by", report.Moderator)
	best, _ := report.Best()
	for _, v := range best.Values {
		fmt.Println(v.Value+":", "up", v.Up.Studies, "null", v.Null.Studies)
	}
	fmt.Println(best.Information, "of", report.Entropy, "bits")
	// Output:
	// partly-null among 6 sources; differs by duration
	// up to 4 weeks: up [] null [d-2019 e-2020 f-2021]
	// over 12 weeks: up [a-2015 b-2017 c-2018] null []
	// 1 of 1 bits
}

func ExampleConflict_agreed() {
	report := evidence.Conflict([]evidence.Item{
		trialOf("a-2015", "", evidence.Down),
		trialOf("b-2017", "", evidence.Down),
	})
	overall, err := json.Marshal(report.Overall.Down)
	fmt.Println(report.Dispute, report.Moderator, string(overall), err)
	// Output: agreed none {"sources":2,"studies":["a-2015","b-2017"]} <nil>
}
