# make check is what CI runs; see .ci/run.

.PHONY: fmt check test generate docs bench metafor wasm

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

# Builds quickstart for the browser with the knowledge inside, small to send: no
# symbols, nothing put in line (-l) but in the runtime, which is called most, data
# in few pieces (examples/wasmpack), beside its source. Serve quickstart.wasm.br as
# quickstart.wasm with Content-Encoding: br.
wasm: WASM = examples/quickstart/quickstart.wasm
wasm:
	GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -gcflags=all=-l -gcflags=runtime= -gcflags=internal/runtime/...= \
		-gcflags=internal/abi= -gcflags=internal/byteorder= -o $(WASM) ./examples/quickstart
	go run ./examples/wasmpack $(WASM) $(WASM)
	brotli --force --quality=11 --lgwin=24 $(WASM)
	@wc -c $(WASM) $(WASM).br

# Serves the documentation at http://localhost:6060/pkg/github.com/gutmuscle/gutmuscle/
docs:
	go run golang.org/x/tools/cmd/godoc@v0.30.0 -http localhost:6060
