package microbiome

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// The built-in catalog is embedded as texts, which are read without a copy.
var (
	//go:embed data/taxa.jsonl
	taxaText string
	//go:embed data/metabolites.jsonl
	metabolitesText string
)

var builtIn struct {
	once    sync.Once
	catalog *Catalog
}

// Default returns the catalog that comes with the library. It is read when it
// is first asked for; later calls return the same one.
func Default() *Catalog {
	builtIn.once.Do(func() {
		var err error
		if builtIn.catalog, err = Read(dataset.TextFS{TaxaFile: taxaText, MetabolitesFile: metabolitesText}, nil); err != nil {
			panic(fmt.Errorf("microbiome: the built-in catalog is broken: %w", err))
		}
	})
	return builtIn.catalog
}
