package gutmuscle_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDocs checks the form of the documentation: every library package opens
// with a sentence and has an Example, every exported name has a comment, and
// every exported struct says how far it may be shared between goroutines.
func TestDocs(t *testing.T) {
	shared := regexp.MustCompile(`(?i)concurren|goroutine|plain values?|never changes`)
	err := filepath.WalkDir(".", func(dir string, d os.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return err
		case strings.HasPrefix(d.Name(), ".") && dir != ".", d.Name() == "internal", d.Name() == "examples", d.Name() == "cmd", d.Name() == "testdata":
			return filepath.SkipDir
		}
		set := token.NewFileSet()
		var files, tests []*ast.File
		entries, err := fs.Glob(os.DirFS(dir), "*.go")
		require.NoError(t, err)
		for _, name := range entries {
			f, err := parser.ParseFile(set, filepath.Join(dir, name), nil, parser.ParseComments)
			require.NoError(t, err)
			if strings.HasSuffix(name, "_test.go") {
				tests = append(tests, f)
			} else {
				files = append(files, f)
			}
		}
		if len(files) == 0 {
			return nil
		}
		p, err := doc.NewFromFiles(set, files, "github.com/gutmuscle/gutmuscle/"+dir)
		require.NoError(t, err)
		if !strings.HasPrefix(p.Doc, "Package ") {
			t.Errorf("%s: no package comment", dir)
		}
		if len(doc.Examples(tests...)) == 0 {
			t.Errorf("%s: no Example", dir)
		}
		undocumented := func(what, comment string) {
			if strings.TrimSpace(comment) == "" {
				t.Errorf("%s: %s has no comment", dir, what)
			}
		}
		for _, f := range p.Funcs {
			undocumented(f.Name, f.Doc)
		}
		for _, typ := range p.Types {
			undocumented(typ.Name, typ.Doc)
			for _, m := range append(typ.Methods, typ.Funcs...) {
				undocumented(typ.Name+"."+m.Name, m.Doc)
			}
			_, isStruct := typ.Decl.Specs[0].(*ast.TypeSpec).Type.(*ast.StructType)
			if isStruct && !shared.MatchString(strings.Join(strings.Fields(typ.Doc), " ")) {
				t.Errorf("%s: %s does not say whether it may be shared between goroutines", dir, typ.Name)
			}
		}
		return nil
	})
	require.NoError(t, err)
}
