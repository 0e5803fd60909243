package microbiome

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"
)

//go:embed data/taxa.jsonl data/metabolites.jsonl
var data embed.FS

var builtIn struct {
	once    sync.Once
	catalog *Catalog
}

// Default returns the catalog that comes with the library. It is read when it
// is first asked for; later calls return the same one.
func Default() *Catalog {
	builtIn.once.Do(func() {
		fsys, err := fs.Sub(data, "data")
		if err == nil {
			builtIn.catalog, err = Read(fsys, nil)
		}
		if err != nil {
			panic(fmt.Sprintf("microbiome: the built-in catalog is broken: %v", err))
		}
	})
	return builtIn.catalog
}
