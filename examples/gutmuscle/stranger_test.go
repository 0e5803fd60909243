package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestProblemsSayWhereAndWhatIsWanted holds what somebody sees who gets
// something wrong.
func TestProblemsSayWhereAndWhatIsWanted(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	fine, pounds, empty := write("fine.json", `{}`), write("pounds.json", `{"subject":{"mass_lb":180}}`), write("empty.json", ``)
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"a field of a file", []string{"plan", pounds}, 1, "pounds.json: subject.mass_lb: field: unknown \"mass_lb\"; want mass_kg"},
		{"assess names the file, too", []string{"assess", pounds}, 1, "pounds.json: subject.mass_lb"},
		{"an empty file", []string{"plan", empty}, 1, "empty.json: not JSON"},
		{"the second of two files", []string{"whatif", fine, "-with", empty}, 1, "empty.json: not JSON"},
		{"a goal like no other", []string{"plan", "-goal", "foo", fine}, 2, `unknown "foo"; want muscle-mass, strength, endurance, recovery or physical-function`},
		{"a goal with a slip", []string{"plan", "-goal", "strenght", fine}, 2, `unknown "strenght"; want strength`},
		{"a strategy like no other", []string{"plan", "-like", "foo", fine}, 2, `unknown "foo"; want aerobic-minutes, `},
		{"an id without its kind", []string{"ask", "-from", "fiber", "-to", "outcome:strength"}, 1, `unknown "fiber"; want habit:fiber`},
		{"one with British spelling", []string{"ask", "-from", "fibre", "-to", "outcome:strength"}, 1, `unknown "fibre"; want habit:fiber`},
		{"help is no wrong use", []string{"plan", "-h"}, 0, "usage: gutmuscle plan FILE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, problems := execute(t, "", c.args...)
			require.Equal(t, c.code, code)
			require.Contains(t, problems, c.want)
		})
	}
}

func TestNoPlanYet(t *testing.T) {
	code, out, problems := execute(t, `{}`, "plan", "-")
	require.Zero(t, code, problems)
	require.Contains(t, out, "NO PLAN YET")
	require.NotContains(t, out, "PLAN for")
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n    int
		noun string
		want string
	}{{1, "row", "1 row"}, {0, "row", "0 rows"}, {2, "independent source", "2 independent sources"}, {3, "study", "3 studies"}, {1, "study", "1 study"}} {
		require.Equal(t, c.want, number(c.n, c.noun))
	}
}
