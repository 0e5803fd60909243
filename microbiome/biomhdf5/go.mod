module github.com/gutmuscle/gutmuscle/microbiome/biomhdf5

go 1.25

require github.com/gutmuscle/gutmuscle v0.0.0

replace github.com/gutmuscle/gutmuscle => ../..
