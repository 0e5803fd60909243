package strategy

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/gutmuscle/gutmuscle/pathway"
)

//go:embed data/responses.jsonl data/messages.jsonl data/medicines.jsonl data/gates.jsonl
var data embed.FS

func builtInFiles() fs.FS {
	fsys, err := fs.Sub(data, "data")
	if err != nil {
		panic(err) // "data" is a valid path
	}
	return fsys
}

var builtIn struct {
	once  sync.Once
	model *Model
}

// Default returns the model that comes with the library, of pathway.Default and
// the built-in responses and texts. It is made when it is first asked for;
// later calls return the same one.
func Default() *Model {
	builtIn.once.Do(func() {
		var err error
		if builtIn.model, err = New(pathway.Default(), nil); err != nil {
			panic(fmt.Errorf("strategy: the built-in model is broken: %w", err))
		}
	})
	return builtIn.model
}
