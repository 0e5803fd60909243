package biomhdf5_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"

	"github.com/gutmuscle/gutmuscle/microbiome/biomhdf5"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// A table in BIOM 2.1, here compressed to be small.
func ExampleRead() {
	file, err := os.Open("testdata/taxa.biom.gz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := io.ReadAll(plain)
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := biomhdf5.Read(bytes.NewReader(data), int64(len(data)), format.Options{File: "taxa.biom"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, v := range table.Abundances(0) {
		fmt.Println(table.SampleName(0), table.Feature(i).Name, v)
	}
	// Output:
	// ann Roseburia 3
	// ann Bacillota 1
}
