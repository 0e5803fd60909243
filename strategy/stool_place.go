package strategy

import (
	"maps"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// place returns where the capacities of a profile stand in the groups that fit.
func place(list []pathway.Capacity, o microbiome.Origin, groups []*pathway.Group) (all []NodeStanding) {
	for _, c := range list {
		for _, g := range groups {
			if at, ok := g.Place(c.Of, c.Share[0], o); ok {
				all = append(all, NodeStanding{c.Of, at})
			}
		}
	}
	return all
}

// placeTaxa returns where the taxa of a profile stand in the groups that fit: those
// that it is told of, and that it or a tenth of the group has.
func (m *Model) placeTaxa(p *microbiome.Profile, groups []*pathway.Group) (all []NodeStanding) {
	for t := range m.atlas.Catalog().Taxa() {
		amount := p.Of(t.ID)
		if amount.Detection == microbiome.CannotTell {
			continue
		}
		for _, g := range groups {
			of := pathway.NodeOf(t.ID)
			if at, ok := g.Place(of, amount.Share[0], p.Origin()); ok && (at.Share > 0 || at.P90 > 0) {
				all = append(all, NodeStanding{of, at})
			}
		}
	}
	return all
}

// lowNodes returns what is low in a profile: in each of the groups that it is
// compared with.
func lowNodes(standings []NodeStanding) map[pathway.Node]bool {
	low := make(map[pathway.Node]bool)
	for _, at := range standings {
		if !at.Low() {
			low[at.Of] = false
		} else if _, asked := low[at.Of]; !asked {
			low[at.Of] = true
		}
	}
	maps.DeleteFunc(low, func(_ pathway.Node, is bool) bool { return !is })
	return low
}
