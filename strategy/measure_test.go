package strategy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy"
)

func TestMeasuresNameThoseOfAllResponses(t *testing.T) {
	names := slices.Collect(strategy.Measures())
	require.True(t, slices.IsSorted(names))
	for r := range strategy.Default().Responses() {
		require.Contains(t, names, r.Measure, "measure of %s", r.Habit)
	}
}
