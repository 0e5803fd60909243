package pathway

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// DataVersion is the version of the built-in knowledge. It changes whenever a
// record does; [Atlas.Hash] tells the exact content.
const DataVersion = "0.2.0"

// The built-in knowledge is embedded as texts, which are read without a copy.
var (
	//go:embed data/studies.jsonl
	studiesText string
	//go:embed data/habits.jsonl
	habitsText string
	//go:embed data/hosts.jsonl
	hostsText string
	//go:embed data/outcomes.jsonl
	outcomesText string
	//go:embed data/functions.jsonl
	functionsText string
	//go:embed data/pathways.jsonl
	pathwaysText string
	//go:embed data/claims.jsonl
	claimsText string
	//go:embed data/conflicts.jsonl
	conflictsText string
	//go:embed data/stooltests.jsonl
	stooltestsText string
	//go:embed data/reading.jsonl
	readingText string
)

func builtInFiles() dataset.TextFS {
	return dataset.TextFS{
		StudiesFile:    studiesText,
		HabitsFile:     habitsText,
		HostsFile:      hostsText,
		OutcomesFile:   outcomesText,
		FunctionsFile:  functionsText,
		PathwaysFile:   pathwaysText,
		ClaimsFile:     claimsText,
		ConflictsFile:  conflictsText,
		StoolTestsFile: stooltestsText,
		ReadingFile:    readingText,
	}
}

var builtIn struct {
	once  sync.Once
	atlas *Atlas
}

// Default returns the atlas that comes with the library. It is read when it is
// first asked for; later calls return the same one.
func Default() *Atlas {
	builtIn.once.Do(func() {
		var err error
		if builtIn.atlas, err = Read(builtInFiles(), &Atlas{catalog: microbiome.Default()}); err != nil {
			panic(fmt.Errorf("pathway: the built-in knowledge is broken: %w", err))
		}
	})
	return builtIn.atlas
}
