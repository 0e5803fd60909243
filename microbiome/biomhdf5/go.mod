module github.com/gutmuscle/gutmuscle/microbiome/biomhdf5

go 1.25

require (
	github.com/google/go-cmp v0.7.0
	github.com/gutmuscle/gutmuscle v0.0.0
	github.com/scigolib/hdf5 v0.14.0
	github.com/stretchr/testify v1.12.1
)

require (
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	gonum.org/v1/gonum v0.17.0 // indirect
)

replace github.com/gutmuscle/gutmuscle => ../..
