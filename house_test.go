package gutmuscle_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/gutmuscle/gutmuscle"

// layers are the packages from the lowest up. A package may import only those
// of lower layers, or of its own layer above or below its own path.
var layers = []string{
	"evidence/spell",
	"evidence/dataset",
	"evidence",
	"microbiome/taxon", "microbiome/metabolite",
	"microbiome",
	"pathway/habit", "pathway/host", "pathway/outcome",
	"pathway",
	"strategy/unit",
	"strategy",
	"", // the root package
	"examples",
}

// allowed are the modules that library packages may link.
var allowed = []string{"gonum.org/v1/gonum"}

func layer(t *testing.T, path string) int {
	t.Helper()
	rel := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
	found := -1
	for i, l := range layers {
		if rel == l || l != "" && strings.HasPrefix(rel, l+"/") {
			if found < 0 || len(l) > len(layers[found]) {
				found = i
			}
		}
	}
	require.GreaterOrEqual(t, found, 0, "package %s has no layer", path)
	return found
}

func goList(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// TestImportDirection checks that imports run one way.
func TestImportDirection(t *testing.T) {
	for _, line := range goList(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...") {
		path, imports, _ := strings.Cut(line, " ")
		for _, imported := range strings.Fields(imports) {
			if !strings.HasPrefix(imported, module) {
				continue
			}
			from, to := layer(t, path), layer(t, imported)
			below := strings.HasPrefix(path, imported+"/")
			if to > from || to == from && path != imported && !strings.HasPrefix(imported, path+"/") && !below {
				t.Errorf("%s imports %s, which is not below it", path, imported)
			}
		}
	}
}

// TestDependencies checks that library packages link nothing but the standard
// library and what is allowed. Tests may use more.
func TestDependencies(t *testing.T) {
	for _, dep := range goList(t, "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...") {
		if dep == "" || strings.HasPrefix(dep, module) {
			continue
		}
		if !slices.ContainsFunc(allowed, func(m string) bool { return strings.HasPrefix(dep, m) }) {
			t.Errorf("a library package links %s", dep)
		}
	}
}

// TestTopLevel checks that the top level holds the owner's folders and the
// files of a repository, and nothing else.
func TestTopLevel(t *testing.T) {
	want := regexp.MustCompile(`^(microbiome|pathway|evidence|strategy|examples|go\.mod|go\.sum|doc\.go|README\.md|LICENSE|` +
		`CHANGELOG\.md|CONTRIBUTING\.md|Makefile|\.ci|\.git|\.gitignore|\.gitattributes|.*_test\.go)$`)
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, e := range entries {
		if !want.MatchString(e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

// TestNamesAreNotAssigned checks that no code of the project assigns to the
// generated names, which are variables only because Go has no such constants.
func TestNamesAreNotAssigned(t *testing.T) {
	assignment := regexp.MustCompile(`\b(taxon|metabolite|habit|host|outcome)\.[A-Z]\w* = `)
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		source, err := os.ReadFile(path)
		if m := assignment.Find(source); m != nil {
			t.Errorf("%s assigns: %s", path, m)
		}
		return err
	})
	require.NoError(t, err)
}
