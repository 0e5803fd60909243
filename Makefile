# make check is what CI runs; see .ci/run.

.PHONY: fmt check test generate docs bench

fmt:
	gofmt -w .

test:
	go test ./...

check:
	bash .ci/run

generate:
	go generate ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Serves the documentation at http://localhost:6060/pkg/github.com/gutmuscle/gutmuscle/
docs:
	go run golang.org/x/tools/cmd/godoc@v0.30.0 -http localhost:6060
