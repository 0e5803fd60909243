package pathway

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Resolve returns the node that a text means: a node such as habit:fiber, an
// accession of another database such as NCBITaxon:853, CHEBI:17968, HGNC:3942,
// GO:0006914 or EFO:0006941, or a name or synonym in any case. Text that means
// nothing, or more than one node, is a [*spell.UnknownError] with the nearest
// nodes, or with all that are meant.
func (a *Atlas) Resolve(text string) (Node, error) {
	if n, err := ParseNode(text); err == nil {
		if _, ok := a.Name(n); ok {
			return n, nil
		}
		if n.kind == TaxonKind {
			if t, _, err := a.Catalog().Resolve(n.slug); err == nil {
				return NodeOf(t.ID), nil
			}
		}
		return Node{}, a.unknown(text)
	}
	key := strings.ToLower(strings.TrimSpace(text))
	var found []Node
	for n, name := range a.labels() {
		if strings.ToLower(name) == key && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		if t, _, err := a.Catalog().Resolve(text); err == nil {
			found = append(found, NodeOf(t.ID))
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Node{}, a.unknown(text)
	}
	slices.SortFunc(found, Node.Compare)
	several := &spell.UnknownError{Type: "node", Input: text}
	for _, n := range found {
		several.Want = append(several.Want, n.String())
	}
	return Node{}, several
}

// unknown returns an error with the nodes whose text, id or name is nearest.
func (a *Atlas) unknown(text string) error {
	_, slug, typed := strings.Cut(text, ":")
	if !typed {
		slug = strings.ToLower(text)
	}
	node := make(map[string]Node)
	near := spell.Nearest(text, func(yield func(string) bool) {
		for n, label := range a.labels() {
			node[label] = n
			if !yield(label) {
				return
			}
		}
	})
	if !typed || len(near) == 0 {
		slugs := spell.Nearest(slug, func(yield func(string) bool) {
			for n := range a.Nodes() {
				node[n.slug] = n
				if !yield(n.slug) {
					return
				}
			}
		})
		near = append(slugs, near...)
	}
	e := &spell.UnknownError{Type: "node", Input: text}
	for _, label := range near {
		if s := node[label].String(); !slices.Contains(e.Want, s) {
			e.Want = append(e.Want, s)
		}
	}
	return e
}

// labels yields each node with each text that may stand for it: its own, its
// name, its synonyms and its accessions.
func (a *Atlas) labels() func(yield func(Node, string) bool) {
	return func(yield func(Node, string) bool) {
		all := func(n Node, labels ...string) bool {
			for _, l := range labels {
				if l != "" && !yield(n, l) {
					return false
				}
			}
			return true
		}
		for t := range a.Catalog().Taxa() {
			n := NodeOf(t.ID)
			if !all(n, n.String(), t.Name, number("NCBITaxon:", t.NCBI)) || !all(n, t.Synonyms...) {
				return
			}
		}
		for m := range a.Catalog().Metabolites() {
			n := NodeOf(m.ID)
			if !all(n, n.String(), m.ID.String(), m.Name, number("CHEBI:", m.ChEBI), number("CHEBI:", m.ChEBIBase),
				prefixed("KEGG.COMPOUND:", m.KEGG), prefixed("HMDB:", m.HMDB), m.InChIKey,
				number("PUBCHEM.COMPOUND:", m.PubChem)) || !all(n, m.Synonyms...) {
				return
			}
		}
		for _, f := range a.functions {
			if n := NodeOf(f.ID); !all(n, n.String(), f.Name) {
				return
			}
		}
		for _, h := range a.habits {
			if n := NodeOf(h.ID); !all(n, n.String(), h.Name) {
				return
			}
		}
		for _, h := range a.hosts {
			n := NodeOf(h.ID)
			if !all(n, n.String(), h.Name, h.Symbol, number("HGNC:", h.HGNC), h.GO) || !all(n, h.Synonyms...) {
				return
			}
		}
		for _, o := range a.outcomes {
			n := NodeOf(o.ID)
			if !all(n, n.String(), o.Name, o.EFO) || !all(n, o.Synonyms...) {
				return
			}
		}
		for _, p := range a.pathways {
			if n := NodeOf(p.ID); !all(n, n.String(), p.Name) {
				return
			}
		}
	}
}

func number(prefix string, n int) string {
	if n == 0 {
		return ""
	}
	return prefix + strconv.Itoa(n)
}

func prefixed(prefix, id string) string {
	if id == "" {
		return ""
	}
	return prefix + id
}

// FindStudy returns the study that a text means: a key, a DOI or a PMID, with
// or without "doi:" or "pmid:" before it. Other text is a [*spell.UnknownError]
// with the nearest keys.
func (a *Atlas) FindStudy(text string) (evidence.Study, error) {
	key := strings.ToLower(strings.TrimSpace(text))
	for _, prefix := range []string{"https://doi.org/", "doi:", "pmid:"} {
		key = strings.TrimPrefix(key, prefix)
	}
	for i := range a.studies {
		s := &a.studies[i]
		if key != "" && (s.Key.String() == key || strings.ToLower(s.DOI.String()) == key || s.PMID.String() == key) {
			return *s, nil
		}
	}
	near := spell.Nearest(key, func(yield func(string) bool) {
		for i := range a.studies {
			if !yield(a.studies[i].Key.String()) {
				return
			}
		}
	})
	return evidence.Study{}, &spell.UnknownError{Type: "study", Input: text, Want: near}
}
