package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// memory returns what pieces make of a memory.
func memory(pieces []piece) []byte {
	var m []byte
	for _, p := range pieces {
		m = append(m, make([]byte, max(0, p.end()-len(m)))...)
		copy(m[p.at:], p.text)
	}
	return m
}

// TestJoin compares the memory before and after with random pieces.
func TestJoin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var pieces []piece
		at := 0
		for range r.IntN(30) {
			at += r.IntN(3 * gap)
			text := make([]byte, r.IntN(200))
			for i := range text {
				text[i] = byte(r.Uint32())
			}
			pieces = append(pieces, piece{at, text})
			at += len(text)
		}
		joined, err := readData(writeData(join(pieces)))
		require.NoError(t, err)
		require.Equal(t, memory(pieces), memory(joined))
		for i := 1; i < len(joined); i++ {
			require.Greater(t, joined[i].at-joined[i-1].end(), gap)
		}
	}
}

// TestPack packs a program that the linker wrote: the memory and the other
// sections stay as they are, and there are few pieces.
func TestPack(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "in.wasm"), filepath.Join(dir, "out.wasm")
	build := exec.Command("go", "build", "-o", from, "../quickstart")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := build.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.NoError(t, run(from, to))

	before, data := split(t, from)
	after, data2 := split(t, to)
	require.Equal(t, before, after)
	pieces, err := readData(data)
	require.NoError(t, err)
	joined, err := readData(data2)
	require.NoError(t, err)
	require.Greater(t, len(pieces), 1000)
	require.Less(t, len(joined), 100)
	require.True(t, bytes.Equal(bytes.TrimRight(memory(pieces), "\x00"), bytes.TrimRight(memory(joined), "\x00")))
}

// split returns the sections of a module but for that of the data, and that.
func split(t *testing.T, name string) (others [][]byte, data []byte) {
	module, err := os.ReadFile(name)
	require.NoError(t, err)
	r := reader{in: module[len(header):]}
	for len(r.in) > 0 {
		id, body := r.byte(), r.take(r.number())
		if id == dataSection {
			data = body
		} else {
			others = append(others, append([]byte{id}, body...))
		}
	}
	require.False(t, r.broken)
	return others, data
}

// TestNotWasm gives what is no module, or breaks off.
func TestNotWasm(t *testing.T) {
	body := writeData([]piece{{70, []byte("ab")}, {5000, []byte("c")}})
	module := slices.Concat([]byte(header), []byte{dataSection, byte(len(body))}, body)
	packed, err := pack(module)
	require.NoError(t, err)
	require.Equal(t, module, packed)
	for n := range module {
		if n == len(header) {
			continue // a module without sections
		}
		_, err := pack(module[:n])
		require.ErrorIs(t, err, errNotWasm, "%d bytes", n)
	}
	_, err = readData(writeData([]piece{{70, []byte("ab")}, {71, []byte("c")}})) // overlaps
	require.ErrorIs(t, err, errNotWasm)
}
