package dataset_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

func TestErrorNamesThePlace(t *testing.T) {
	reason := errors.New("reason")
	for _, tt := range []struct {
		at   dataset.Place
		want string
	}{
		{dataset.Place{}, "reason"},
		{dataset.Place{File: "f"}, "f: reason"},
		{dataset.Place{File: "f", Line: 3}, "f:3: reason"},
		{dataset.Place{Line: 3}, "3: reason"},
		{dataset.Place{File: "f", Line: 3}.Record("id"), "f:3: id: reason"},
		{dataset.Place{File: "f", Line: 3}.Record("id").Field("a.b[0]"), "f:3: id: a.b[0]: reason"},
		{dataset.Place{}.Field("a"), "a: reason"},
	} {
		err := &dataset.Error{Place: tt.at, Err: reason}
		if err.Error() != tt.want || !errors.Is(err, reason) {
			t.Errorf("%+v: %q, want %q", tt.at, err, tt.want)
		}
	}
}

func TestProblemsAreSplitAndSorted(t *testing.T) {
	one, two, three := errors.New("one"), errors.New("two"), errors.New("three")
	var p dataset.Problems
	if p.Err() != nil || p.Len() != 0 {
		t.Errorf("no problems: %v", p.Err())
	}
	p.Add(dataset.Place{File: "b", Line: 1}, one)
	p.Add(dataset.Place{File: "a", Line: 10}, errors.Join(one, nil, errors.Join(two, three)))
	p.Add(dataset.Place{File: "a", Line: 9}, fmt.Errorf("effect: %w", errors.Join(one, fmt.Errorf("inner: %w", errors.Join(two, three)))))
	p.Add(dataset.Place{File: "a", Line: 9}, fmt.Errorf("%w between %w", two, three))
	p.Add(dataset.Place{File: "a", Line: 9}, fmt.Errorf("findings[0]: %w", errors.Join(errors.Join(one, two))))
	p.Add(dataset.Place{File: "c", Line: 1}, nil)
	p.Add(dataset.Place{File: "c", Line: 1}, errors.Join(nil, nil))
	err := p.Err()
	want := []string{"a:9: effect: one", "a:9: effect: inner: two", "a:9: effect: inner: three", "a:9: two between three",
		"a:9: findings[0]: one", "a:9: findings[0]: two",
		"a:10: one", "a:10: two", "a:10: three", "b:1: one"}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if p.Len() != len(want) || len(dataset.All(err)) != len(want) {
		t.Errorf("Len = %d, All has %d, want %d", p.Len(), len(dataset.All(err)), len(want))
	}
	for _, target := range []error{one, two, three} {
		if !errors.Is(err, target) {
			t.Errorf("errors.Is does not reach %q", target)
		}
	}
	for _, e := range dataset.All(fmt.Errorf("atlas: %w", err)) {
		var problem *dataset.Error
		if !errors.As(e, &problem) || problem.Line == 0 {
			t.Errorf("%v has no place", e)
		}
	}
}

func TestAllOfOtherErrors(t *testing.T) {
	one := errors.New("one")
	pair := fmt.Errorf("%w and %w", one, errors.New("two"))
	for _, tt := range []struct {
		err  error
		want []error
	}{{nil, nil}, {one, []error{one}}, {fmt.Errorf("x: %w", errors.Join(one, pair)), []error{one, pair}}, {pair, []error{pair}}} {
		got := dataset.All(tt.err)
		if fmt.Sprint(got) != fmt.Sprint(tt.want) || len(got) != len(tt.want) {
			t.Errorf("All(%v) = %v, want %v", tt.err, got, tt.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		raw  string
		want float64
		err  string
	}{
		{"1.5", 1.5, ""}, {"-2e3", -2000, ""}, {"0", 0, ""},
		{`"1.5"`, 0, `got text "1.5"; want a number`},
		{"null", 0, "got null; want a number"},
		{"[1]", 0, "got a list; want a number"},
		{"1e999", 0, "1e999: number out of range"},
		{"-1e999", 0, "-1e999: number out of range"},
	} {
		got, err := dataset.Number([]byte(tt.raw))
		if got != tt.want || tt.err != "" && (err == nil || err.Error() != tt.err) || tt.err == "" && err != nil {
			t.Errorf("Number(%s) = %v, %v; want %v, %q", tt.raw, got, err, tt.want, tt.err)
		}
	}
}
