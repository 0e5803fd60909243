package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// ability is that of one taxon for one node.
type ability struct {
	node    int32 // of roster.nodes
	ability Ability
	of      taxon.ID // taxon that it is recorded of, if another
	studies []evidence.StudyKey
}

// roster is who can run which function and make which metabolite, in the
// form that profiles are read with.
type roster struct {
	nodes    []Node
	of       map[taxon.ID][]ability
	carriers [][]taxon.ID // of each node: those recorded to be able, or to be so in part
	lacked   []bool       // of each node: whether there are people whose microbes cannot
}

// roster works out who can do what when it is first asked for.
func (a *Atlas) roster() *roster {
	a.abilityOnce.Do(func() {
		can := make(map[taxon.ID][]recorded)
		for i := range a.claims {
			if c := &a.claims[i]; c.Subject.kind == TaxonKind && (c.Relation == Produces || c.Relation == Encodes) {
				id := must(taxon.Parse(c.Subject.slug))
				can[id] = record(can[id], c)
			}
		}
		settle(can, a.Catalog())
		b := &roster{of: make(map[taxon.ID][]ability, len(can))}
		index := make(map[Node]int32)
		for t := range a.Catalog().Taxa() { // in a stated order
			for _, x := range can[t.ID] {
				i, ok := index[x.node]
				if !ok {
					i = int32(len(b.nodes))
					index[x.node] = i
					b.nodes, b.carriers = append(b.nodes, x.node), append(b.carriers, nil)
				}
				b.of[t.ID] = append(b.of[t.ID], ability{node: i, ability: x.ability, studies: x.studies})
				if x.ability != No {
					b.carriers[i] = append(b.carriers[i], t.ID)
				}
			}
		}
		b.inherit(a.Catalog())
		lacked := a.lacked()
		for _, n := range b.nodes {
			b.lacked = append(b.lacked, lacked[n])
		}
		a.able = b
	})
	return a.able
}

// settle makes what is recorded of a taxon as a whole hold for all of it only
// where it may: what a genus or species does is done by some in it if others are
// recorded otherwise, and what a family or a taxon above does, by some in any
// case. That such a taxon was found not to do it says nothing of those in it.
func settle(can map[taxon.ID][]recorded, c *microbiome.Catalog) {
	type record struct {
		taxon taxon.ID
		node  Node
	}
	differ := make(map[record]bool)
	for t := range c.Taxa() {
		for _, x := range can[t.ID] {
			for up := range c.Ancestors(t.ID) {
				for _, y := range can[up.ID] {
					if y.node == x.node && y.ability != x.ability {
						differ[record{up.ID, x.node}] = true
					}
				}
			}
		}
	}
	for id, list := range can {
		t, _ := c.Taxon(id)
		high := t.Rank < microbiome.Genus
		for i := range list {
			if x := &list[i]; high && x.ability == Yes || !high && differ[record{id, x.node}] {
				x.ability = StrainDependent
			}
		}
		can[id] = slices.DeleteFunc(list, func(x recorded) bool { return high && x.ability == No })
	}
}

// lacked returns the functions that some people's microbes were found not to
// run, and the metabolites that are made by such functions only.
func (a *Atlas) lacked() map[Node]bool {
	lacked := make(map[Node]bool)
	for i := range a.functions {
		f := &a.functions[i]
		lacked[NodeOf(f.ID)] = len(f.LackedBy) > 0
		for _, id := range f.Makes {
			before, seen := lacked[NodeOf(id)]
			lacked[NodeOf(id)] = len(f.LackedBy) > 0 && (before || !seen)
		}
	}
	return lacked
}

// inherit gives taxa what is recorded of a genus or species above them, and
// species and genera what is recorded of some in them: of such, some strains
// can.
func (b *roster) inherit(c *microbiome.Catalog) {
	own := make(map[taxon.ID][]ability, len(b.of))
	for id, list := range b.of {
		own[id] = slices.Clone(list)
	}
	add := func(to taxon.ID, x ability, from taxon.ID) {
		if !slices.ContainsFunc(b.of[to], func(y ability) bool { return y.node == x.node }) {
			x.of = from
			b.of[to] = append(b.of[to], x)
		}
	}
	each := func(visit func(t, up taxon.ID)) {
		for t := range c.Taxa() {
			for up := range c.Ancestors(t.ID) {
				if up.Rank < microbiome.Genus {
					break
				}
				visit(t.ID, up.ID)
			}
		}
	}
	each(func(t, up taxon.ID) {
		for _, x := range own[up] {
			add(t, x, up)
		}
	})
	each(func(t, up taxon.ID) {
		for _, x := range own[t] {
			if x.ability != No {
				x.ability = StrainDependent
				add(up, x, t)
			}
		}
	})
}
