package pathway

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// DataVersion is the version of the built-in knowledge. It changes whenever a
// record does; [Atlas.Hash] tells the exact content.
const DataVersion = "0.2.0"

//go:embed data/studies.jsonl data/habits.jsonl data/hosts.jsonl data/outcomes.jsonl data/functions.jsonl data/pathways.jsonl data/claims.jsonl data/conflicts.jsonl data/stooltests.jsonl data/reading.jsonl
var data embed.FS

var builtIn struct {
	once  sync.Once
	atlas *Atlas
}

// Default returns the atlas that comes with the library. It is read when it is
// first asked for; later calls return the same one.
func Default() *Atlas {
	builtIn.once.Do(func() {
		fsys, err := fs.Sub(data, "data")
		if err == nil {
			builtIn.atlas, err = Read(fsys, &Atlas{catalog: microbiome.Default()})
		}
		if err != nil {
			panic(fmt.Sprintf("pathway: the built-in knowledge is broken: %v", err))
		}
	})
	return builtIn.atlas
}
