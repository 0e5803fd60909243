package pathway

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"maps"
	"slices"
	"sort"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/host"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Atlas is a body of knowledge: studies, entities, and the claims that join
// them, as a graph. It is made by [Read] or [Default], never changes after
// that, and is safe for any number of goroutines. The zero Atlas is empty.
type Atlas struct {
	catalog   *microbiome.Catalog
	studies   []evidence.Study // by key
	habits    []Habit          // by id, as the next four
	hosts     []Host
	outcomes  []Outcome
	functions []Function
	pathways  []Pathway
	claims    []Claim // by subject and object

	conflicts  []Conflict // by id, as the next
	stoolTests []StoolTestFact
	reading    []FurtherReading // by topic and id

	study map[evidence.StudyKey]*evidence.Study

	graphOnce sync.Once
	graph     *graph
	hashOnce  sync.Once
	hash      string

	abilityOnce sync.Once
	able        *roster
}

// Catalog returns the taxa and metabolites of the atlas.
func (a *Atlas) Catalog() *microbiome.Catalog {
	if a.catalog == nil {
		return new(microbiome.Catalog)
	}
	return a.catalog
}

// Studies yields all studies, ordered by key.
func (a *Atlas) Studies() iter.Seq[evidence.Study] { return slices.Values(a.studies) }

// Habits yields all habits, ordered by id.
func (a *Atlas) Habits() iter.Seq[Habit] { return slices.Values(a.habits) }

// Hosts yields all host entities, ordered by id.
func (a *Atlas) Hosts() iter.Seq[Host] { return slices.Values(a.hosts) }

// Outcomes yields all outcomes, ordered by id.
func (a *Atlas) Outcomes() iter.Seq[Outcome] { return slices.Values(a.outcomes) }

// Functions yields all functions, ordered by id.
func (a *Atlas) Functions() iter.Seq[Function] { return slices.Values(a.functions) }

// Pathways yields all pathways, ordered by id.
func (a *Atlas) Pathways() iter.Seq[Pathway] { return slices.Values(a.pathways) }

// Claims yields all claims, ordered by subject, object and context. Their
// findings are shared with the atlas and must not be changed.
func (a *Atlas) Claims() iter.Seq[Claim] { return slices.Values(a.claims) }

// Claim returns the claim with an id ([Claim.ID]), and whether there is one. Its
// findings are shared with the atlas and must not be changed.
func (a *Atlas) Claim(id string) (Claim, bool) {
	if c := findClaim(a.claims, id); c != nil {
		return *c, true
	}
	return Claim{}, false
}

// About yields the claims whose subject or object is n, in the order of
// [Atlas.Claims].
func (a *Atlas) About(n Node) iter.Seq[Claim] {
	return func(yield func(Claim) bool) {
		for _, c := range a.claims {
			if (c.Subject == n || c.Object == n) && !yield(c) {
				return
			}
		}
	}
}

// Within yields the claims of a pathway: those between its nodes, in the order
// of [Atlas.Claims].
func (a *Atlas) Within(p Pathway) iter.Seq[Claim] {
	return func(yield func(Claim) bool) {
		for _, c := range a.claims {
			if slices.Contains(p.Nodes, c.Subject) && slices.Contains(p.Nodes, c.Object) && !yield(c) {
				return
			}
		}
	}
}

// Study returns the study of key, and whether there is one.
func (a *Atlas) Study(key evidence.StudyKey) (evidence.Study, bool) {
	if s, ok := a.study[key]; ok {
		return *s, true
	}
	return evidence.Study{}, false
}

// Taxon returns the record of id, and whether there is one.
func (a *Atlas) Taxon(id taxon.ID) (microbiome.Taxon, bool) { return a.Catalog().Taxon(id) }

// Metabolite returns the record of id, and whether there is one.
func (a *Atlas) Metabolite(id metabolite.ID) (microbiome.Metabolite, bool) {
	return a.Catalog().Metabolite(id)
}

// Habit returns the record of id, and whether there is one.
func (a *Atlas) Habit(id habit.ID) (Habit, bool) {
	return search(a.habits, id, func(r *Habit) habit.ID { return r.ID })
}

// Host returns the record of id, and whether there is one.
func (a *Atlas) Host(id host.ID) (Host, bool) {
	return search(a.hosts, id, func(r *Host) host.ID { return r.ID })
}

// Outcome returns the record of id, and whether there is one.
func (a *Atlas) Outcome(id outcome.ID) (Outcome, bool) {
	return search(a.outcomes, id, func(r *Outcome) outcome.ID { return r.ID })
}

// Function returns the record of id, and whether there is one.
func (a *Atlas) Function(id FunctionID) (Function, bool) {
	return search(a.functions, id, func(r *Function) FunctionID { return r.ID })
}

// Pathway returns the record of id, and whether there is one.
func (a *Atlas) Pathway(id ID) (Pathway, bool) {
	return search(a.pathways, id, func(r *Pathway) ID { return r.ID })
}

func search[T any, I interface{ Compare(I) int }](list []T, id I, of func(*T) I) (T, bool) {
	i, ok := sort.Find(len(list), func(i int) int { return id.Compare(of(&list[i])) }) // in place: records are large
	if !ok {
		var zero T
		return zero, false
	}
	return list[i], true
}

// Name returns the plain name of n, and whether the atlas has a record of it.
func (a *Atlas) Name(n Node) (string, bool) {
	switch n.kind {
	case TaxonKind:
		r, ok := a.Taxon(must(taxon.Parse(n.slug)))
		return r.Name, ok
	case MetaboliteKind:
		r, ok := a.Metabolite(must(metabolite.Parse(n.slug)))
		return r.Name, ok
	case FunctionKind:
		r, ok := a.Function(FunctionID{n.slug})
		return r.Name, ok
	case HabitKind:
		r, ok := a.Habit(must(habit.Parse(n.slug)))
		return r.Name, ok
	case HostKind:
		r, ok := a.Host(must(host.Parse(n.slug)))
		return r.Name, ok
	case OutcomeKind:
		r, ok := a.Outcome(must(outcome.Parse(n.slug)))
		return r.Name, ok
	case PathwayKind:
		r, ok := a.Pathway(ID{n.slug})
		return r.Name, ok
	}
	return "", false
}

func must[T any](v T, _ error) T { return v }

// Nodes yields every node that the atlas has a record of, pathways among them,
// ordered by kind and id.
func (a *Atlas) Nodes() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for r := range a.Catalog().Taxa() {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
		for r := range a.Catalog().Metabolites() {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
		for _, r := range a.functions {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
		for _, r := range a.habits {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
		for _, r := range a.hosts {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
		for _, r := range a.outcomes {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
		for _, r := range a.pathways {
			if !yield(NodeOf(r.ID)) {
				return
			}
		}
	}
}

// classes returns the members of each general node.
func (a *Atlas) classes() map[Node][]Node {
	members := make(map[Node][]Node)
	for m := range a.Catalog().Metabolites() {
		for _, class := range m.IsA {
			members[NodeOf(class)] = append(members[NodeOf(class)], NodeOf(m.ID))
		}
	}
	for _, h := range a.hosts {
		for _, class := range h.IsA {
			members[NodeOf(class)] = append(members[NodeOf(class)], NodeOf(h.ID))
		}
	}
	for _, o := range a.outcomes {
		for _, class := range o.IsA {
			members[NodeOf(class)] = append(members[NodeOf(class)], NodeOf(o.ID))
		}
	}
	return members
}

// Members yields the nodes whose evidence counts for the general node n too,
// ordered. It yields nothing if n is not general.
func (a *Atlas) Members(n Node) iter.Seq[Node] { return slices.Values(a.links().members[n]) }

// Hash returns the SHA-256 of the atlas in its canonical text, which is that of
// [Atlas.WriteJSONL], in hexadecimal. It is the same on every platform and does
// not depend on the order of the records in the files.
func (a *Atlas) Hash() string {
	a.hashOnce.Do(func() {
		h := sha256.New()
		for _, name := range slices.Sorted(maps.Keys(a.files())) {
			h.Write([]byte(name + "\n"))
			if err := a.files()[name](h); err != nil {
				panic("pathway: records that were read cannot be written: " + err.Error())
			}
		}
		a.hash = hex.EncodeToString(h.Sum(nil))
	})
	return a.hash
}
