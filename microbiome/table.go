package microbiome

import (
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
)

// Table holds how much of each feature was found in each of some samples: one
// content, one unit, one way of measuring. It keeps every row and sample that
// it was made of. It is made by [NewTable], never changes after that and is safe
// for concurrent use. The zero Table has no features and no samples. Methods that
// take the index of a feature or sample panic if there is no such one.
type Table struct {
	spec   Spec
	byName []int32 // samples by name
}

// NewTable makes a table and reports everything that is wrong with s, see
// [Spec.Validate]. It takes over s, whose slices must not be changed after that.
func NewTable(s Spec) (*Table, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	t := &Table{spec: s, byName: make([]int32, len(s.Samples))}
	for i := range t.byName {
		t.byName[i] = int32(i)
	}
	slices.SortFunc(t.byName, func(a, b int32) int { return strings.Compare(s.Samples[a].Name, s.Samples[b].Name) })
	return t, nil
}

// Origin returns how the table was made.
func (t *Table) Origin() Origin { return t.spec.Origin }

// Content returns what the features are.
func (t *Table) Content() Content { return t.spec.Content }

// Unit returns what the abundances are.
func (t *Table) Unit() Unit { return t.spec.Unit }

// Nested reports whether a row holds what the rows of lower ranks in it hold
// too, as in the files of MetaPhlAn and Kraken. Rows of one rank only may be
// added up then; see [Table.AtRank].
func (t *Table) Nested() bool { return t.spec.Nested }

// NumFeatures returns how many features there are.
func (t *Table) NumFeatures() int { return len(t.spec.Features) }

// NumSamples returns how many samples there are.
func (t *Table) NumSamples() int { return len(t.spec.Samples) }

// Feature returns feature i, from 0, in the order of the file. Its lineage is
// shared and must not be changed.
func (t *Table) Feature(i int) Feature { return t.spec.Features[i] }

// Features yields the features in the order of the file, with their index. Their
// lineages are shared and must not be changed.
func (t *Table) Features() iter.Seq2[int, Feature] { return slices.All(t.spec.Features) }

// SampleName returns the name of sample i, from 0, in the order of the file.
func (t *Table) SampleName(i int) string { return t.spec.Samples[i].Name }

// Sample returns the index of the sample of a name, and whether there is one.
func (t *Table) Sample(name string) (int, bool) {
	n, ok := sort.Find(len(t.byName), func(k int) int {
		return strings.Compare(name, t.spec.Samples[t.byName[k]].Name)
	})
	if !ok {
		return 0, false
	}
	return int(t.byName[n]), true
}

// Abundances yields the features that were seen in a sample and how much of
// each, in the unit of the table, in the order of the features.
func (t *Table) Abundances(sample int) iter.Seq2[int, float64] {
	s := &t.spec.Samples[sample]
	return func(yield func(int, float64) bool) {
		for k, i := range s.Index {
			if !yield(int(i), s.Value[k]) {
				return
			}
		}
	}
}

// AppendSparse appends the features that were seen in a sample, ascending, and
// their abundances: the form that is quickest to compute with.
func (t *Table) AppendSparse(index []int32, value []float64, sample int) ([]int32, []float64) {
	s := &t.spec.Samples[sample]
	return append(index, s.Index...), append(value, s.Value...)
}

// Dense returns the abundances of all features in a sample, those not seen as
// zero: the form that package diversity takes. Rows of different ranks should
// not be mixed; see [Table.AtRank].
func (t *Table) Dense(sample int) []float64 {
	dense := make([]float64, len(t.spec.Features))
	for i, v := range t.Abundances(sample) {
		dense[i] = v
	}
	return dense
}

// Abundance returns how much of a feature there is in a sample; 0 if it was not
// seen.
func (t *Table) Abundance(sample, feature int) float64 {
	s := &t.spec.Samples[sample]
	k, ok := slices.BinarySearch(s.Index, int32(feature))
	if !ok {
		return 0
	}
	return s.Value[k]
}

// Percentile returns the percentile of a feature in a sample as the provider
// gave it, and whether it gave one. Its group is the reference of the
// [Table.Origin], which may not be known.
func (t *Table) Percentile(sample, feature int) (float64, bool) {
	s := &t.spec.Samples[sample]
	k, ok := slices.BinarySearch(s.Index, int32(feature))
	if !ok || s.Percentile == nil || math.IsNaN(s.Percentile[k]) {
		return 0, false
	}
	return s.Percentile[k], true
}

// AssignedOnly reports whether totals are of what was assigned to a row only,
// since the file does not tell how much was not.
func (t *Table) AssignedOnly() bool { return t.spec.AssignedOnly }

// Reads returns how many reads of a sample were processed, and whether that is
// known: as the file says, or the total if the unit is [Counts].
func (t *Table) Reads(sample int) (int, bool) {
	s := &t.spec.Samples[sample]
	if s.Reads > 0 {
		return s.Reads, true
	}
	if total, ok := t.Total(sample); ok && t.spec.Unit == Counts && t.spec.Content == Taxa {
		return int(total), true
	}
	return 0, false
}

// Total returns all that was measured of a sample, in the unit of the table,
// what was not assigned included, and whether that is known. It is what shares
// are shares of.
func (t *Table) Total(sample int) (float64, bool) {
	s := &t.spec.Samples[sample]
	switch whole := t.spec.Unit.Whole(); {
	case whole > 0:
		return whole, true
	case s.Total > 0:
		return s.Total, true
	case t.spec.Nested:
		return 0, false
	}
	total := 0.0
	for k, i := range s.Index {
		if t.spec.Features[i].Stratum == "" {
			total += s.Value[k]
		}
	}
	return total, total > 0
}

// Unassigned returns how much of a sample is in none of the rows: what the file
// says of it and what is missing to the total. It is known for a table whose
// rows are of one rank or not nested, if the total is and if the file tells.
func (t *Table) Unassigned(sample int) (float64, bool) {
	total, ok := t.Total(sample)
	if !ok || t.spec.AssignedOnly || t.spec.Nested && !t.oneRank() {
		return 0, false
	}
	rest := total
	for i, v := range t.Abundances(sample) {
		if f := &t.spec.Features[i]; !f.Unassigned && f.Stratum == "" {
			rest -= v
		}
	}
	if rest < noise*total {
		rest = 0
	}
	return rest, true
}

// noise is the part of a sample that may be left over only since sums of floating
// point numbers are not exact.
const noise = 1e-12
