package pathway

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// ModuleScore is how much of a [Module] a sample has. Only required steps count.
// Abundances are in the unit of the sample. It is a plain value.
//
// A step whose genes are not known is unknown and never missing: it counts in
// Unknown only. If Steps is zero, nothing can be said, and all numbers after
// Unknown are zero.
type ModuleScore struct {
	Steps   int `json:"steps"`   // steps with known genes
	Seen    int `json:"seen"`    // of these, those that the sample has
	Unknown int `json:"unknown"` // steps without known genes

	Weight     float64 `json:"weight"`      // sum of the weights of Steps
	SeenWeight float64 `json:"seen_weight"` // sum of the weights of Seen; 1 is what a gene found nowhere else has

	Mean   float64 `json:"mean"`   // abundance, mean over Steps; one that is not seen is 0
	Median float64 `json:"median"` // abundance, median over Seen; of an even number, the mean of the two in the middle
	Sum    float64 `json:"sum"`    // abundance, sum over Steps
	Min    float64 `json:"min"`    // abundance of the scarcest of Steps: 0 unless all are seen
}

// Coverage returns the share of the steps that the sample has, from 0 to 1. It
// is false if the module has no step with known genes.
func (s ModuleScore) Coverage() (share float64, ok bool) {
	if s.Steps == 0 {
		return 0, false
	}
	return float64(s.Seen) / float64(s.Steps), true
}

// Telling returns the coverage with each step counted by its weight, from 0 to
// 1, so that a module of which a sample has only the widespread genes is far
// from covered. Where all genes of a module are widespread it does not help:
// read SeenWeight too. It is false if the module has no step with known genes.
func (s ModuleScore) Telling() (share float64, ok bool) {
	if s.Steps == 0 {
		return 0, false
	}
	return s.SeenWeight / s.Weight, true
}

// Scorer scores modules in samples of one table. It is made once for the modules
// and the genes of the table, never changes, and is safe for concurrent use. The
// zero Scorer has no modules and no genes.
//
// # How a module is scored
//
// A step is as abundant as the most abundant of its alternatives, and a complex
// as its scarcest required part: of a machine of several parts there can be no
// more than there is of the rarest part. A step is seen if its abundance is
// above zero, so a complex that lacks a required part is not. A gene that stands
// in several steps, or modules, counts in full in each, since one enzyme may do
// several reactions.
//
// Of all ways to choose alternatives these are the ones with the highest
// coverage and, among those, with the highest abundance by each estimator, which
// is the rule that omixer-rpm publishes. As each step is its own best,
// no combinations are tried. The time is that of reading the module once, plus
// sorting the steps for the median.
//
// More of a gene never lowers coverage, Telling, Mean, Sum or Min. It may lower
// Median, where a further, scarce step is seen.
//
// # Strata
//
// A table that divides each gene by taxa is scored taxon by taxon: give NewScorer
// the name of the gene for each row, and Score the rows of one taxon. Rows of a
// gene that are given together add up; so do not give a total with its parts.
type Scorer struct {
	slot    []int32 // of each gene of the table; 0: of no module
	slots   int
	ops     []moduleOp
	steps   []scoredStep
	modules []scoredModule
	use     GeneUse
	longest int // most steps of a module

	mu   sync.Mutex // guards free
	free []*moduleScratch
}

// scoredStep is a step with known genes. Its ops end where those of the next
// one begin.
type scoredStep struct {
	end    int // in ops
	weight float64
}

type scoredModule struct {
	end     int // in steps
	unknown int
	weight  float64
}

type moduleScratch struct {
	slots []float64 // abundance of each gene of the modules; slots[0] stays 0
	seen  []float64 // of a module: abundances of the steps that are seen
	stack [moduleStack]float64
}

// take returns what a call of Score works with, and give takes it back for the
// next one: there are as many as there ever were calls at one time.
func (s *Scorer) take() *moduleScratch {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.free) - 1
	if last < 0 {
		return &moduleScratch{slots: make([]float64, max(s.slots, 1)), seen: make([]float64, 0, s.longest)}
	}
	scratch := s.free[last]
	s.free = s.free[:last]
	return scratch
}

func (s *Scorer) give(scratch *moduleScratch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, scratch)
}

// GeneUse is how many genes of its table a [Scorer] uses. It is a plain value.
type GeneUse struct {
	Used  int `json:"used"`   // KO numbers that a module has
	Other int `json:"other"`  // KO numbers that no module has
	NotKO int `json:"not_ko"` // names that are no KO number; they are left out of all scores
}

// NewScorer returns a scorer of modules for tables with the given genes. A gene
// is a KO number such as K00844 and nothing more; [Scorer.GeneUse] tells how
// many are. A gene of a module that no table row has is not seen.
func NewScorer(modules []Module, genes []string) *Scorer {
	s := &Scorer{slots: 1}
	slotOf := make(map[int32]int32)
	for _, m := range modules {
		for ko := range m.kos() {
			if slotOf[ko] == 0 {
				slotOf[ko] = int32(s.slots)
				s.slots++
			}
		}
	}
	s.slot = make([]int32, len(genes))
	inTable := make([]bool, s.slots)
	for i, name := range genes {
		ko, ok := koNumber(name)
		switch {
		case !ok:
			s.use.NotKO++
		case slotOf[ko] == 0:
			s.use.Other++
		default:
			s.use.Used++
			s.slot[i] = slotOf[ko]
			inTable[slotOf[ko]] = true
		}
	}
	for ko, slot := range slotOf {
		if !inTable[slot] {
			slotOf[ko] = 0
		}
	}
	for _, m := range modules {
		scored := scoredModule{end: len(s.steps)}
		for _, step := range m.steps {
			switch {
			case step.genes == nil:
				scored.unknown++
			case step.required():
				s.compile(step.genes, loadGene, slotOf)
				s.steps = append(s.steps, scoredStep{len(s.ops), step.weight})
				scored.weight += step.weight
			}
		}
		s.longest = max(s.longest, len(s.steps)-scored.end)
		scored.end = len(s.steps)
		s.modules = append(s.modules, scored)
	}
	return s
}

// GeneUse returns what became of the genes of the table.
func (s *Scorer) GeneUse() GeneUse { return s.use }

// EntryError says what is wrong with an entry of a sample. Programs reach it
// with errors.As. It is a plain value.
type EntryError struct {
	Entry int    // from 0
	Found string // what stands there
	Want  string
}

// Error names the entry, what was found there and what was wanted.
func (e *EntryError) Error() string {
	return fmt.Sprintf("entry %d: %s; want %s", e.Entry, e.Found, e.Want)
}

// maxAbundance keeps sums finite, whatever is added up.
const maxAbundance = 1e100

// Score returns the scores of one sample, one for each module in the order of
// the modules, also of those the sample has nothing of. They are written over
// dst, which may be nil, and is replaced if it is too short; with one that is
// long enough, Score allocates nothing after the first call.
//
// The sample has value[i] of the gene index[i] of the table; of other genes it
// has none. Entries may be in any order, and those of one gene add up. Bad
// entries are errors that come all at once, up to 20, each an [*EntryError]: a
// value that is not a number, below 0 or above 1e100, an index that is not one
// of the table, an index without a value or the reverse.
func (s *Scorer) Score(dst []ModuleScore, index []int32, value []float64) ([]ModuleScore, error) {
	scratch := s.take()
	defer s.give(scratch)
	if !s.fill(scratch.slots, index, value) {
		return nil, s.problems(index, value)
	}
	dst = slices.Grow(dst[:0], len(s.modules))[:len(s.modules)]
	op, step := 0, 0
	for i, m := range s.modules {
		score := ModuleScore{Steps: m.end - step, Unknown: m.unknown, Weight: m.weight}
		seen := scratch.seen[:0]
		for ; step < m.end; step++ {
			one := s.steps[step]
			if a := abundance(s.ops[op:one.end], scratch.slots, &scratch.stack); a > 0 {
				seen = append(seen, a)
				score.Sum += a
				score.SeenWeight += one.weight
			}
			op = one.end
		}
		score.summarize(seen)
		dst[i] = score
	}
	return dst, nil
}

// summarize sets what follows from the abundances of the steps that are seen.
func (s *ModuleScore) summarize(seen []float64) {
	s.Seen = len(seen)
	if s.Seen == 0 {
		return
	}
	slices.Sort(seen)
	s.Mean = s.Sum / float64(s.Steps)
	s.Median = (seen[(s.Seen-1)/2] + seen[s.Seen/2]) / 2
	if s.Seen == s.Steps {
		s.Min = seen[0]
	}
}

// fill sets the abundance of each gene of the modules. It reports whether all
// entries are right.
func (s *Scorer) fill(slots []float64, index []int32, value []float64) bool {
	if len(index) != len(value) {
		return false
	}
	clear(slots)
	for i, gene := range index {
		v := value[i]
		if uint(gene) >= uint(len(s.slot)) || !(0 <= v && v <= maxAbundance) {
			return false
		}
		slots[s.slot[gene]] += v
	}
	slots[0] = 0
	return true
}

func (s *Scorer) problems(index []int32, value []float64) error {
	var errs []error
	add := func(i int, found any, want string) {
		if len(errs) < moduleProblems {
			errs = append(errs, &EntryError{i, fmt.Sprint(found), want})
		}
	}
	both := min(len(index), len(value))
	for i := range both {
		if gene := index[i]; uint(gene) >= uint(len(s.slot)) {
			add(i, fmt.Sprintf("index %d", gene), fmt.Sprintf("the index of one of %d genes, from 0", len(s.slot)))
		}
		if v := value[i]; !(0 <= v && v <= maxAbundance) {
			add(i, v, "a number from 0 to 1e100")
		}
	}
	if len(index) != len(value) {
		add(both, fmt.Sprintf("%d indices and %d values", len(index), len(value)), "as many of each")
	}
	return errors.Join(errs...)
}
