package pathway

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
)

// Sentence returns an answer of this atlas in English words that say no more
// than its evidence carries; see [wording.Catalog.Sentence]. It is never empty:
// if the names of the two nodes cannot stand in a sentence, their ids do.
func (a *Atlas) Sentence(ans Answer) string { return worded(a.Statement(ans), ans.From, ans.To) }

// ClaimSentence returns in English words what the findings of a claim say by
// themselves, without those of other claims on its nodes. It is never empty,
// as with [Atlas.Sentence].
func (a *Atlas) ClaimSentence(c Claim) string {
	return worded(a.ClaimStatement(c), c.Subject, c.Object)
}

func worded(s wording.Statement, from, to Node) string {
	en := wording.English()
	text, err := en.Sentence(s)
	if err != nil {
		s.Subject, s.Object, s.SubjectPlural, s.ObjectPlural = from.String(), to.String(), false, false
		if s.Population != "" {
			s.Population = "in part of those asked about"
		}
		if text, err = en.Sentence(s); err != nil {
			return en.Unworded()
		}
	}
	return text
}

// Statement returns what a sentence on an answer of this atlas has to say, for
// [wording.Catalog.Sentence] of any language; the names are English.
//
// The answer is an association if a link it rests on is one: its deciding
// evidence is observational or all in claims of that relation. It is disputed
// if studies say otherwise that were not retracted. A size is said only of
// direct findings, and only if all standardized effects behind the answer are of
// one size: those that syntheses pooled, or else those that studies reported.
func (a *Atlas) Statement(ans Answer) wording.Statement {
	s := wording.Statement{Stance: ans.Stance, Level: ans.Level, Certainty: ans.Certainty, Same: ans.Reason == SameNode}
	s.Subject, s.SubjectPlural = a.spoken(ans.From)
	s.Object, s.ObjectPlural = a.spoken(ans.To)
	if ans.Stance == evidence.Unknown {
		return s
	}
	links := a.basis(ans)
	s.Chain = ans.Reason.chained()
	if ans.Reason == ChainConflict { // no stronger than the weaker side
		for _, l := range links {
			s.Level = min(s.Level, l.body.Level)
		}
	}
	s.Association = len(links) == 0 // not an answer of this atlas: nothing more can be said
	for _, l := range links {
		s.Association = s.Association || l.body.Level == evidence.ObservationalHuman || onlyAssociated(l.claims, a)
		s.Disputed = s.Disputed || l.body.Stance == evidence.Ambiguous
		if l.body.Level == s.Level {
			s.Species = append(s.Species, speciesOf(l.items, &l.body)...)
		}
	}
	s.Species = distinctSpecies(s.Species)
	for _, key := range ans.Against {
		study, ok := a.Study(key)
		s.Disputed = s.Disputed || ok && study.Status != evidence.Retracted
	}
	if !s.Chain && len(links) == 1 {
		s.Size = sizeOf(links[0].items, &links[0].body)
	}
	return s
}

// ClaimStatement returns what a sentence on the findings of a claim by itself
// has to say. Its tissue and population stand as the population.
func (a *Atlas) ClaimStatement(c Claim) wording.Statement {
	items := a.Items(&c)
	b := evidence.Weigh(items, c.SmallestEffect)
	s := wording.Statement{Stance: b.Stance, Level: b.Level, Association: c.Relation == AssociatedWith}
	s.Subject, s.SubjectPlural = a.spoken(c.Subject)
	s.Object, s.ObjectPlural = a.spoken(c.Object)
	s.Population = c.Population
	if c.Tissue != "" {
		s.Population = strings.TrimPrefix(s.Population+", "+c.Tissue, ", ")
	}
	if b.Stance == evidence.Unknown {
		return s
	}
	s.Certainty, _ = evidence.Judge(items, &b)
	s.Species = distinctSpecies(speciesOf(items, &b))
	s.Size = sizeOf(items, &b)
	s.Disputed = slices.ContainsFunc(items, func(it evidence.Item) bool {
		return it.Study.Status != evidence.Retracted && it.Finding.Direction != b.Stance.Direction()
	})
	return s
}

// chained reports whether a chain of claims answers.
func (r Reason) chained() bool { return r == ChainEvidence || r == ChainConflict || r == ChainDisputed }

// basis returns the pairs that an answer rests on: the two nodes themselves, or
// the links of the chain that leads and, if chains conflict, of the one that
// leads against it. It returns none if the answer is not one of this atlas.
func (a *Atlas) basis(ans Answer) []*pair {
	if !ans.Reason.chained() {
		return a.pairsAlong([]Node{ans.From, ans.To})
	}
	lead := slices.IndexFunc(ans.Chains, func(c Chain) bool {
		return c.Disputed == (ans.Reason == ChainDisputed) && (c.Sign == ans.Stance || ans.Stance == evidence.Ambiguous)
	})
	if lead < 0 {
		return nil
	}
	links := a.pairsAlong(ans.Chains[lead].Nodes)
	if ans.Reason == ChainConflict && links != nil {
		against := slices.IndexFunc(ans.Chains, func(c Chain) bool { return !c.Disputed && c.Sign != ans.Chains[lead].Sign })
		if against >= 0 {
			links = append(links, a.pairsAlong(ans.Chains[against].Nodes)...)
		}
	}
	return links
}

// pairsAlong returns the pairs of nodes that follow each other, or none if the
// atlas lacks one.
func (a *Atlas) pairsAlong(nodes []Node) (links []*pair) {
	g := a.links()
	for i := range len(nodes) - 1 {
		_, from, ok := a.resolve(g, nodes[i])
		_, to, ok2 := a.resolve(g, nodes[i+1])
		p := g.pair(from, to)
		if !ok || !ok2 || p == nil {
			return nil
		}
		links = append(links, p)
	}
	return links
}

// onlyAssociated reports whether all findings that could decide are on claims of
// association.
func onlyAssociated(claims []*Claim, a *Atlas) bool {
	for _, c := range claims {
		if c.Relation != AssociatedWith && len(a.Items(c)) > 0 {
			return false
		}
	}
	return true
}

// deciding returns the items of the level that decided a body and of its
// direction.
func deciding(items []evidence.Item, b *evidence.Body) (list []evidence.Item) {
	for _, it := range items {
		if it.Study.Status == evidence.Retracted || it.Level() < min(b.Level, evidence.InterventionalHuman) ||
			!b.Level.Human() && it.Level() != b.Level {
			continue
		}
		if want := b.Stance.Direction(); want == evidence.DirectionNotSaid || it.Finding.Direction == want {
			list = append(list, it)
		}
	}
	return list
}

func speciesOf(items []evidence.Item, b *evidence.Body) (list []evidence.Species) {
	for _, it := range deciding(items, b) {
		list = append(list, it.Species())
	}
	return list
}

func distinctSpecies(list []evidence.Species) []evidence.Species {
	slices.Sort(list)
	return slices.Compact(list)
}

// sizeOf returns the size that all standardized effects of the deciding items
// have, those of syntheses alone if there are any.
func sizeOf(items []evidence.Item, b *evidence.Body) wording.Size {
	if b.Stance.Sign() == 0 {
		return wording.SizeNotSaid
	}
	var all, pooled []wording.Size
	for _, it := range deciding(items, b) {
		if e := it.Finding.Effect; e != nil && e.Measure == evidence.SMD {
			all = append(all, wording.SizeOf(e.Value))
			if it.Level() == evidence.Synthesis {
				pooled = append(pooled, wording.SizeOf(e.Value))
			}
		}
	}
	if len(pooled) > 0 {
		all = pooled
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) == 1 {
		return all[0]
	}
	return wording.SizeNotSaid
}

// spoken returns the name of a node and whether it takes a plural verb. A node
// that the atlas does not know goes by its id.
func (a *Atlas) spoken(n Node) (name string, plural bool) {
	name, ok := a.Name(n)
	if !ok || name == "" {
		return n.String(), false
	}
	return name, isPlural(n.Kind(), name)
}

// isPlural reports whether an English name takes a plural verb: that of its
// head, the last word before what qualifies it. Latin names are singular.
func isPlural(kind Kind, name string) bool {
	if r, _ := utf8.DecodeRuneInString(name); kind == TaxonKind && unicode.IsUpper(r) {
		return false
	}
	for _, mark := range []string{" of ", " from ", " to ", " on ", " via ", " in ", " within ", ",", " ("} {
		name, _, _ = strings.Cut(name, mark)
	}
	words := strings.Fields(name)
	if len(words) == 0 {
		return false
	}
	head := words[len(words)-1]
	switch {
	case head == "bacteria" || head == "microbes":
		return true
	case len(head) < 3 || !strings.HasSuffix(head, "s"):
		return false
	}
	return !strings.ContainsRune("sui", rune(head[len(head)-2]))
}
