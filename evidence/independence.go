package evidence

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Overlap is why two studies are not independent of each other. The zero
// Overlap means that no reason is said.
type Overlap uint8

// The overlaps, in the order in which a [Source] lists them.
const (
	OverlapNotSaid       Overlap = iota
	SameRegistration             // one registered trial, told of in several papers
	SameCohort                   // one named cohort
	SameGroup                    // one research group, if neither of the above is known
	DuplicatePublication         // one DOI or PMID under several keys
	IncludedStudy                // one is pooled in the other, or both pool the same third
)

var overlaps = spell.Set[Overlap]{Type: "evidence.Overlap", Words: []string{
	"not-said", "registration", "cohort", "group", "duplicate", "included"}}

// String returns the word of o, such as "registration".
func (o Overlap) String() string { return overlaps.String(o) }

// MarshalText returns the word of o; a value that is not an Overlap is an error.
func (o Overlap) MarshalText() ([]byte, error) { return overlaps.Append(nil, o) }

// UnmarshalText sets o from its word; another word is a [*spell.UnknownError].
func (o *Overlap) UnmarshalText(text []byte) error { return overlaps.Parse(o, text) }

// Sources says how many independent sources stand behind a set of findings. It
// is a plain value that [Independence] makes; the zero Sources is that of no
// findings. Values share nothing and are safe to read from any number of
// goroutines.
type Sources struct {
	Studies   int      `json:"n"`      // studies with a finding that says something
	Effective int      `json:"n_eff"`  // sources left when what overlaps is merged; never above Studies
	Merged    []Source `json:"merged"` // sources of more than one study, by their first study
}

// Source is a set of studies that count as one source. The zero Source has no
// studies. It is a plain value, safe for concurrent reading.
type Source struct {
	Studies []StudyKey `json:"studies"` // ordered
	Ties    []Tie      `json:"ties"`    // what joins them, by reason and then by On
}

// Tie is one thing that several studies of a [Source] have in common. The zero
// Tie joins nothing. It is a plain value, safe for concurrent reading.
type Tie struct {
	Reason  Overlap    `json:"reason"`
	On      string     `json:"on"`      // registration, cohort, group, doi:…, pmid:… or the key of the study that is included
	Studies []StudyKey `json:"studies"` // ordered
}

// Independence works out how many independent sources the findings of items
// come from. Studies are merged if they have one registration, cohort or group
// (see [Study.Source]), if they are one publication under two keys (the same
// DOI, in any case of letters, or the same PMID), if one pools the other
// ([Study.Includes]), or if both pool the same third study, whether that is
// among items or not; and so on from study to study. A synthesis and its trials
// are thus one source, as in belief, where the synthesis speaks for its trials.
//
// Items that count for nothing are left out: those of retracted studies, and
// those without a level or a direction. Studies without a key count as one.
// Neither the order of the items nor repetition of one changes the result, and
// nothing of the items is kept.
//
// Belief ([Weigh]) merges by the same rule except for inclusion: it leaves out
// the trials of a synthesis and merges nothing else that is included. So
// Effective is never above Body.Sources.
func Independence(items []Item) Sources {
	same := registerOf(items)
	type bond struct {
		reason Overlap
		on     string
	}
	bonds := make(map[bond]map[StudyKey]bool)
	tie := func(reason Overlap, on string, key StudyKey) {
		b := bond{reason, on}
		if bonds[b] == nil {
			bonds[b] = make(map[StudyKey]bool)
		}
		bonds[b][key] = true
	}
	const included = "\x00" // before a key, apart from all texts of sources
	kinds := make(map[string]Overlap)
	label := make(map[StudyKey]string)
	for _, it := range items {
		if !it.counts(nil) {
			continue
		}
		s := it.Study
		label[s.Key] = s.Source()
		same.sources.join(s.Source(), included+s.Key.String())
		if kind := s.sourceKind(); kind != OverlapNotSaid && (kinds[s.Source()] == OverlapNotSaid || kind < kinds[s.Source()]) {
			kinds[s.Source()] = kind
		}
	}
	for _, it := range items {
		if !it.counts(nil) {
			continue
		}
		s := it.Study
		tie(cmp.Or(kinds[s.Source()], SameGroup), s.Source(), s.Key)
		if s.DOI != (DOI{}) {
			tie(DuplicatePublication, "doi:"+s.DOI.folded().String(), s.Key)
		}
		if s.PMID != (PMID{}) {
			tie(DuplicatePublication, "pmid:"+s.PMID.String(), s.Key)
		}
		for _, key := range s.Includes {
			same.sources.join(s.Source(), included+key.String())
			tie(IncludedStudy, key.String(), s.Key)
			if _, here := label[key]; here {
				tie(IncludedStudy, key.String(), key)
			}
		}
	}

	byRoot := make(map[string]*Source)
	for _, key := range slices.SortedFunc(maps.Keys(label), StudyKey.Compare) {
		root := same.sources.find(label[key])
		if byRoot[root] == nil {
			byRoot[root] = &Source{Ties: []Tie{}}
		}
		byRoot[root].Studies = append(byRoot[root].Studies, key)
	}
	for b, keys := range bonds {
		if len(keys) > 1 {
			t := Tie{b.reason, b.on, slices.SortedFunc(maps.Keys(keys), StudyKey.Compare)}
			source := byRoot[same.sources.find(label[t.Studies[0]])]
			source.Ties = append(source.Ties, t)
		}
	}
	result := Sources{Studies: len(label), Effective: len(byRoot), Merged: []Source{}}
	for _, s := range byRoot {
		if len(s.Studies) > 1 {
			slices.SortFunc(s.Ties, func(a, b Tie) int {
				return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.On, b.On))
			})
			result.Merged = append(result.Merged, *s)
		}
	}
	slices.SortFunc(result.Merged, func(a, b Source) int { return a.Studies[0].Compare(b.Studies[0]) })
	return result
}

// sourceKind returns the field that [Study.Source] takes its text from.
func (s *Study) sourceKind() Overlap {
	switch {
	case s.Registration != "":
		return SameRegistration
	case s.Cohort != "":
		return SameCohort
	case s.Group != "":
		return SameGroup
	default:
		return OverlapNotSaid
	}
}

// folded returns d in the case in which equal DOIs are spelled alike.
func (d DOI) folded() DOI { return DOI{strings.ToLower(d.s)} }

// joins is a union-find over texts. The smallest text of a class stands for
// it, so that the order of joining cannot show.
type joins map[string]string

func (j joins) find(x string) string {
	for {
		parent, ok := j[x]
		if !ok {
			return x
		}
		if grand, ok := j[parent]; ok {
			j[x] = grand // halves the way for the next
		}
		x = parent
	}
}

func (j *joins) join(a, b string) {
	if *j == nil {
		*j = make(joins)
	}
	if a, b = j.find(a), j.find(b); a != b {
		(*j)[max(a, b)] = min(a, b)
	}
}

// register is the one home of the rule on what is one publication and what is
// one source, for belief, certainty and independence alike. The zero register
// knows of no publication under two keys.
type register struct {
	papers  joins // keys of one publication
	sources joins // texts of Study.Source that publications under two keys join
}

// source returns the text of the source that s belongs to.
func (r *register) source(s *Study) string { return r.sources.find(s.Source()) }

// paper returns the key that stands for the publication of key.
func (r *register) paper(key StudyKey) StudyKey {
	if len(r.papers) == 0 {
		return key
	}
	return StudyKey{r.papers.find(key.slug)}
}

// registerOf finds the publications that stand under several keys among the
// items that count. There are hardly ever any, so it is made to be quick then.
func registerOf(items []Item) (r register) {
	if len(items) < 2 {
		return r
	}
	var dois map[DOI]*Study
	var pmids map[PMID]*Study
	for i, it := range items {
		s := it.Study
		if i > 0 && s == items[i-1].Study && items[i-1].counts(nil) || s.DOI == (DOI{}) && s.PMID == (PMID{}) || !it.counts(nil) {
			continue
		}
		for _, other := range []*Study{first(&dois, s.DOI.folded(), s), first(&pmids, s.PMID, s)} {
			if other.Key != s.Key {
				r.papers.join(other.Key.slug, s.Key.slug)
				r.sources.join(other.Source(), s.Source())
			}
		}
	}
	return r
}

// first returns the study that was first seen with id, or s itself if id is
// zero or new.
func first[I comparable](seen *map[I]*Study, id I, s *Study) *Study {
	if id == *new(I) {
		return s
	}
	if other, ok := (*seen)[id]; ok {
		return other
	}
	if *seen == nil {
		*seen = make(map[I]*Study)
	}
	(*seen)[id] = s
	return s
}
