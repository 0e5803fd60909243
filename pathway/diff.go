package pathway

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Action is what happened to a record between two atlases. The zero Action is
// nothing.
type Action uint8

// The actions.
const (
	NoAction Action = iota
	Added
	Removed
	Changed
)

var actions = spell.Set[Action]{Type: "pathway.Action", Words: []string{"none", "added", "removed", "changed"}}

// String returns the word of a, such as "added".
func (a Action) String() string { return actions.String(a) }

// MarshalText returns the word of a; a value that is not an Action is an error.
func (a Action) MarshalText() ([]byte, error) { return actions.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Action) UnmarshalText(text []byte) error { return actions.Parse(a, text) }

// RecordKind is what a record of an atlas is. The zero RecordKind is none.
type RecordKind uint8

// The kinds of record, in the order in which [Diff] lists them. The findings of
// a claim follow the claim.
const (
	NoRecord RecordKind = iota
	StudyRecord
	TaxonRecord
	MetaboliteRecord
	FunctionRecord
	HabitRecord
	HostRecord
	OutcomeRecord
	PathwayRecord
	ClaimRecord
	FindingRecord
	ConflictRecord
	StoolTestRecord
	ReadingRecord
)

var recordKinds = spell.Set[RecordKind]{Type: "pathway.RecordKind", Words: []string{
	"none", "study", "taxon", "metabolite", "function", "habit", "host", "outcome", "pathway", "claim", "finding",
	"conflict", "stool-test", "reading"}}

// String returns the word of k, such as "study".
func (k RecordKind) String() string { return recordKinds.String(k) }

// MarshalText returns the word of k; a value that is not a RecordKind is an error.
func (k RecordKind) MarshalText() ([]byte, error) { return recordKinds.Append(nil, k) }

// UnmarshalText sets k from its word; another word is a [*spell.UnknownError].
func (k *RecordKind) UnmarshalText(text []byte) error { return recordKinds.Parse(k, text) }

// Difference is a record that only one of two atlases has, or that they have
// with other fields. The zero Difference is none. It is a plain value, safe for
// concurrent reading.
type Difference struct {
	Record RecordKind        `json:"record"`
	ID     string            `json:"id"`             // of the record; of a finding, that of its claim
	Study  evidence.StudyKey `json:"study,omitzero"` // of a finding
	Action Action            `json:"action"`
	Fields []FieldChange     `json:"fields"` // by name; all fields of a record that was added or removed
}

// FieldChange is a field of a record, as it is in JSON, in two atlases. The
// zero FieldChange is none. It is a plain value, safe for concurrent reading.
type FieldChange struct {
	Field  string          `json:"field"` // as "n", or "effect.value" for a field within one
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"` // either is empty if the field is not there
}

// String returns d in one line: what happened to which record, and for one that
// changed each field before and after, – if it was not there.
func (d *Difference) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", d.Action, d.Record, d.ID)
	if d.Study.IsValid() {
		fmt.Fprintf(&b, " of %s", d.Study)
	}
	if d.Action != Changed {
		return b.String()
	}
	show := func(value json.RawMessage) string { return cmp.Or(string(value), "–") }
	for i, f := range d.Fields {
		fmt.Fprintf(&b, "%s %s %s → %s", map[bool]string{true: ":", false: ","}[i == 0], f.Field, show(f.Before), show(f.After))
	}
	return b.String()
}

// Diff returns what differs between the records of two atlases: by kind of
// record, then by id (claims in the order of [Atlas.Claims]). After each claim
// come its findings that differ, by study, those added first, then those
// removed and those changed. A finding has no id: of the findings of one study
// on one claim that are not the same, those with the fewest differing fields
// count as one that changed. A claim that is added or removed is listed with
// its findings.
//
// There are no differences if, and only if, the atlases have one hash. What
// they do to the answers is told by [Changes]. A nil atlas is an empty one.
func Diff(old, new *Atlas) []Difference {
	old, new = orEmpty(old), orEmpty(new)
	if old.Hash() == new.Hash() {
		return nil
	}
	var d differ
	records(&d, StudyRecord, old.studies, new.studies, func(s *evidence.Study) evidence.StudyKey { return s.Key })
	records(&d, TaxonRecord, slices.Collect(old.Catalog().Taxa()), slices.Collect(new.Catalog().Taxa()), func(t *microbiome.Taxon) nodeID { return nodeID{NodeOf(t.ID)} })
	records(&d, MetaboliteRecord, slices.Collect(old.Catalog().Metabolites()), slices.Collect(new.Catalog().Metabolites()), func(m *microbiome.Metabolite) nodeID { return nodeID{NodeOf(m.ID)} })
	records(&d, FunctionRecord, old.functions, new.functions, func(f *Function) nodeID { return nodeID{NodeOf(f.ID)} })
	records(&d, HabitRecord, old.habits, new.habits, func(h *Habit) nodeID { return nodeID{NodeOf(h.ID)} })
	records(&d, HostRecord, old.hosts, new.hosts, func(h *Host) nodeID { return nodeID{NodeOf(h.ID)} })
	records(&d, OutcomeRecord, old.outcomes, new.outcomes, func(o *Outcome) nodeID { return nodeID{NodeOf(o.ID)} })
	records(&d, PathwayRecord, old.pathways, new.pathways, func(p *Pathway) nodeID { return nodeID{NodeOf(p.ID)} })
	both(old.claims, new.claims, compareClaims, d.claim)
	records(&d, ConflictRecord, old.conflicts, new.conflicts, func(c *Conflict) NoteID { return c.ID })
	records(&d, StoolTestRecord, old.stoolTests, new.stoolTests, func(f *StoolTestFact) NoteID { return f.ID })
	byID := func(a *Atlas) []FurtherReading {
		return slices.SortedFunc(a.FurtherReading(), func(a, b FurtherReading) int { return a.ID.Compare(b.ID) })
	}
	records(&d, ReadingRecord, byID(old), byID(new), func(r *FurtherReading) NoteID { return r.ID })
	return d.all
}

// nodeID is a node that is told by its id alone: the kind of record says the
// rest.
type nodeID struct{ Node }

func (n nodeID) Compare(m nodeID) int { return n.Node.Compare(m.Node) }
func (n nodeID) String() string       { return n.slug }

type differ struct{ all []Difference }

// records compares two lists of records ordered by id.
func records[T any, I interface {
	Compare(I) int
	String() string
}](d *differ, kind RecordKind, old, new []T, id func(*T) I) {
	both(old, new, func(a, b *T) int { return id(a).Compare(id(b)) }, func(before, after *T) {
		if same(before, after) {
			return
		}
		record := before
		if record == nil {
			record = after
		}
		d.add(Difference{Record: kind, ID: id(record).String()}, fieldsOf(before), fieldsOf(after))
	})
}

// add completes a difference from the fields of the record, nil if there is no
// such record, and keeps it if there is one.
func (d *differ) add(x Difference, before, after fields) {
	switch {
	case before == nil:
		x.Action = Added
	case after == nil:
		x.Action = Removed
	default:
		x.Action = Changed
	}
	if x.Fields = before.changes(after); len(x.Fields) > 0 {
		d.all = append(d.all, x)
	}
}

func (d *differ) claim(before, after *Claim) {
	if same(before, after) {
		return
	}
	c := before
	if c == nil {
		c = after
	}
	own, own2 := fieldsOf(before), fieldsOf(after)
	var old, new []evidence.Finding
	if before != nil {
		old = before.Findings
	}
	if after != nil {
		new = after.Findings
	}
	findings := matched(old, new)
	if len(findings) > 0 || before == nil || after == nil {
		// They are told one by one. Else only their order can differ.
		delete(own, "findings")
		delete(own2, "findings")
	}
	d.add(Difference{Record: ClaimRecord, ID: c.ID()}, own, own2)
	first := len(d.all)
	for _, m := range findings {
		d.add(Difference{Record: FindingRecord, ID: c.ID(), Study: m.study}, m.before, m.after)
	}
	slices.SortStableFunc(d.all[first:], func(x, y Difference) int {
		return cmp.Or(x.Study.Compare(y.Study), cmp.Compare(x.Action, y.Action))
	})
}

// match is a finding in two atlases; before or after is nil if it is in one
// only.
type match struct {
	study         evidence.StudyKey
	before, after fields
}

// matched pairs the findings of a claim in two atlases, without those that are
// the same in both.
func matched(old, new []evidence.Finding) (all []match) {
	type candidate struct{ i, j, differing int }
	before, after := make([]fields, len(old)), make([]fields, len(new))
	for i := range old {
		before[i] = fieldsOf(&old[i])
	}
	for j := range new {
		after[j] = fieldsOf(&new[j])
	}
	var candidates []candidate
	for i := range old {
		for j := range new {
			if old[i].Study == new[j].Study {
				candidates = append(candidates, candidate{i, j, len(before[i].changes(after[j]))})
			}
		}
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.differing, b.differing), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	done, done2 := make([]bool, len(old)), make([]bool, len(new))
	for _, c := range candidates {
		if done[c.i] || done2[c.j] {
			continue
		}
		done[c.i], done2[c.j] = true, true
		if c.differing > 0 {
			all = append(all, match{old[c.i].Study, before[c.i], after[c.j]})
		}
	}
	for i := range old {
		if !done[i] {
			all = append(all, match{old[i].Study, before[i], nil})
		}
	}
	for j := range new {
		if !done2[j] {
			all = append(all, match{new[j].Study, nil, after[j]})
		}
	}
	return all
}

// fields are the fields of a record as they are in JSON, those of a record in a
// field with both names.
type fields map[string]json.RawMessage

// fieldsOf returns the fields of a record, nil if that is nil.
func fieldsOf[T any](record *T) fields {
	if record == nil {
		return nil
	}
	all := make(fields)
	all.put("", line(record))
	return all
}

// line returns a record as it is written, without the line end.
func line[T any](record *T) []byte {
	var b bytes.Buffer
	if err := writeLines(&b, []T{*record}); err != nil {
		panic("pathway: a record that was read cannot be written: " + err.Error())
	}
	return bytes.TrimSpace(b.Bytes())
}

// same reports whether two records are there and are written alike.
func same[T any](a, b *T) bool {
	return a == b || a != nil && b != nil && bytes.Equal(line(a), line(b))
}

func (f fields) put(name string, value json.RawMessage) {
	var inner map[string]json.RawMessage
	if value[0] != '{' || json.Unmarshal(value, &inner) != nil || len(inner) == 0 {
		f[name] = value
		return
	}
	for key, v := range inner {
		f.put(strings.TrimPrefix(name+"."+key, "."), v)
	}
}

// changes returns the fields that differ, by name.
func (f fields) changes(after fields) []FieldChange {
	changes := []FieldChange{}
	names := maps.Clone(f)
	if names == nil {
		names = make(fields)
	}
	maps.Copy(names, after)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !bytes.Equal(f[name], after[name]) {
			changes = append(changes, FieldChange{name, f[name], after[name]})
		}
	}
	return changes
}
