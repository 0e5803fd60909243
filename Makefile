# make check is what CI runs; see .ci/run.

.PHONY: fmt check test generate docs bench metafor

fmt:
	gofmt -w .

test:
	go test ./...

check:
	bash .ci/run

# Compares pooling with metafor on 1,000 random problems. It needs R with the
# package metafor (Debian: r-cran-metafor) and says so when it is absent.
metafor:
	METAFOR_PROBLEMS=1000 go test -run TestMetafor -v ./evidence

generate:
	go generate ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Serves the documentation at http://localhost:6060/pkg/github.com/gutmuscle/gutmuscle/
docs:
	go run golang.org/x/tools/cmd/godoc@v0.30.0 -http localhost:6060
