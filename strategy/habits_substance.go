package strategy

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

const medicinesFile = "medicines.jsonl"

// substance is a medicine that is recognized, by its INN in small letters; the
// parts of a combination are joined by + in the order of the alphabet. One
// without classes is recognized too, and belongs to none, which is an answer.
type substance struct {
	INN     string   `json:"inn"`
	Classes []Class  `json:"classes,omitempty"` // the one that a missing class is filled with first
	Names   []string `json:"names,omitempty"`   // other names of the same, in small letters
	Tags    []tag    `json:"tags,omitempty"`
	Source  string   `json:"source"` // of the classes: a stem of the INN, a label, a paper
}

// tag is what a safety rule asks of a substance and no class tells.
type tag string

const (
	tagAntimicrobial tag = "antimicrobial"
	tagApart         tag = "apart-from-fiber" // bulk fiber is said to hinder its uptake
)

// tagSet is a set of tags, by their place in the list of all.
type tagSet uint8

var allTags = [...]tag{tagAntimicrobial, tagApart}

const (
	antimicrobial tagSet = 1 << iota
	apartFromFiber
)

func (s *substance) tags() (set tagSet) {
	for _, t := range s.Tags {
		set |= 1 << slices.Index(allTags[:], t)
	}
	return set
}

// Validate reports what is wrong with the record.
func (s *substance) Validate() error {
	var errs []error
	if name := s.INN; name == "" || name != strings.ToLower(strings.TrimSpace(name)) || !slices.IsSorted(strings.Split(name, "+")) {
		errs = append(errs, fmt.Errorf("inn: %q; want a name in small letters, its parts in the order of the alphabet", name))
	}
	if s.Source == "" {
		errs = append(errs, errors.New("source: missing"))
	}
	for _, t := range s.Tags {
		if !slices.Contains(allTags[:], t) {
			errs = append(errs, fmt.Errorf("tags: unknown %q", t))
		}
	}
	return errors.Join(errs...)
}

// medicineTable finds substances by name.
type medicineTable struct {
	list   []substance
	byName map[string]*substance // INNs
	inn    map[string]string     // INN by other name
}

var builtInMedicines struct {
	once  sync.Once
	table medicineTable
}

// medicines returns the table of substances. It is read when it is first asked
// for, and no file of a user replaces it.
func medicines() *medicineTable {
	builtInMedicines.once.Do(func() {
		var p dataset.Problems
		t := &builtInMedicines.table
		t.list, _ = dataset.ReadFile(builtInFiles(), medicinesFile, &p, nil, func(s *substance) string { return s.INN }, nil)
		if err := p.Err(); err != nil {
			panic(fmt.Errorf("strategy: the built-in medicines are broken: %w", err))
		}
		t.byName = make(map[string]*substance, len(t.list))
		t.inn = make(map[string]string)
		for i := range t.list {
			t.byName[t.list[i].INN] = &t.list[i]
			for _, other := range t.list[i].Names {
				t.inn[other] = t.list[i].INN
			}
		}
	})
	return &builtInMedicines.table
}

// substanceNames yields the names that are recognized, for those that are not.
func substanceNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range medicines().list {
			if !yield(medicines().list[i].INN) {
				return
			}
		}
	}
}

// salts are words after a substance that leave it the same substance here.
var salts = []string{"acetate", "arginine", "axetil", "besilate", "besylate", "bromide", "calcium", "carbonate",
	"chloride", "cilexetil", "citrate", "dihydrate", "erbumine", "fumarate", "hcl", "hemihydrate", "hyclate",
	"hydrobromide", "hydrochloride", "lactate", "magnesium", "maleate", "medoxomil", "mesilate", "mesylate", "mofetil",
	"monohydrate", "pegol", "phosphate", "pivoxil", "potassium", "propionate", "proxetil", "sodium", "succinate",
	"sulfate", "sulphate", "tartrate", "trihydrate"}
