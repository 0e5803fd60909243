package spell

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Nearest returns up to three of the known words that are nearest to word,
// nearest first and then by alphabet. A word is near if it can be made of word
// by few edits for its length (one in three letters, at most four; two letters
// swapped are one edit), or if one is the beginning of the other; and if it is
// at most one edit farther than the nearest. Case does not count.
func Nearest(word string, known iter.Seq[string]) []string {
	const most = 3
	type match struct {
		word string
		d    int
	}
	var near []match
	w := strings.ToLower(word)
	if len(w) > 2*MaxID {
		return nil
	}
	limit := min(4, max(1, len(w)/3))
	for k := range known {
		l := strings.ToLower(k)
		d := distance(w, l, limit)
		if d > limit && len(w) >= 4 && (strings.HasPrefix(l, w) || strings.HasPrefix(w, l) && len(l) >= 4) {
			d = limit
		}
		if d <= limit {
			near = append(near, match{k, d})
		}
	}
	slices.SortFunc(near, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.word, b.word))
	})
	near = slices.CompactFunc(near, func(a, b match) bool { return a.word == b.word })
	words := make([]string, 0, most)
	for _, m := range near[:min(most, len(near))] {
		if m.d > near[0].d+1 {
			break // the first is so much nearer that it must be meant
		}
		words = append(words, m.word)
	}
	return words
}

// distance is the number of bytes to change, insert, delete or swap with the
// next one (Levenshtein's distance with swaps) that make b of a, or a number
// above limit if it is more than that.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
