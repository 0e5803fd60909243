package evidence_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Six papers, but one trial is told of twice, one paper was entered under two
// keys, and the meta-analysis pools one of the others.
func ExampleIndependence() {
	paper := func(key string, d evidence.Design, change func(*evidence.Study)) evidence.Item {
		s := &evidence.Study{Key: evidence.MustParseStudyKey(key), Design: d, Species: evidence.Human}
		change(s)
		return evidence.Item{Finding: &evidence.Finding{Study: s.Key, Direction: evidence.Up}, Study: s}
	}
	registered := func(s *evidence.Study) { s.Registration = "NCT00000001" }
	published := func(s *evidence.Study) { s.PMID, _ = evidence.ParsePMID("31000000") }
	pools := func(s *evidence.Study) { s.Includes = []evidence.StudyKey{evidence.MustParseStudyKey("other-2020")} }
	sources := evidence.Independence([]evidence.Item{
		paper("trial-2019", evidence.RandomizedTrial, registered),
		paper("trial-2021", evidence.RandomizedTrial, registered),
		paper("walk-2018", evidence.Cohort, published),
		paper("walk-2018-b", evidence.Cohort, published),
		paper("other-2020", evidence.CrossoverTrial, func(*evidence.Study) {}),
		paper("meta-2022", evidence.TrialSynthesis, pools),
	})
	fmt.Println(sources.Effective, "sources of", sources.Studies, "studies")
	for _, s := range sources.Merged {
		for _, tie := range s.Ties {
			fmt.Println(tie.Reason, tie.On, tie.Studies)
		}
	}
	// Output:
	// 3 sources of 6 studies
	// included other-2020 [meta-2022 other-2020]
	// registration NCT00000001 [trial-2019 trial-2021]
	// duplicate pmid:31000000 [walk-2018 walk-2018-b]
}
