package pathway

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// GroupInfo says who a reference group is and how it was measured. It is a
// plain value.
type GroupInfo struct {
	Name    string `json:"name"`    // such as "adults of the X cohort, 2019"
	Source  string `json:"source"`  // where the profiles come from: a DOI or address
	License string `json:"license"` // of the profiles
	// Origin is how the profiles were measured. A sample is compared with the group
	// only if its assay, pipeline and database are known and the same.
	Origin microbiome.Origin `json:"origin"`
}

// Validate reports everything that is missing in g.
func (g *GroupInfo) Validate() error {
	var errs []error
	for _, f := range []struct{ field, text string }{
		{"name", g.Name}, {"source", g.Source}, {"license", g.License},
		{"origin.pipeline", g.Origin.Pipeline}, {"origin.database", g.Origin.Database}} {
		if strings.TrimSpace(f.text) == "" {
			errs = append(errs, fmt.Errorf("%s: missing", f.field))
		}
	}
	if g.Origin.Assay == microbiome.AssayNotSaid {
		errs = append(errs, errors.New("origin.assay: missing"))
	}
	return errors.Join(append(errs, g.Origin.Validate())...)
}

// Group is a reference group: how capacities and taxa are spread over the
// samples of one cohort, measured in one way, by the taxa of its profiles. Genes
// tell no such shares, and are compared with no group. It is made by [GroupBuilder] or
// [ReadGroup], never changes after that and is safe for concurrent use. The zero
// Group has no samples and places nothing. None comes with the library: no cohort
// of healthy people with an open license could be had that says how each of its
// samples was measured.
type Group struct {
	info   GroupInfo
	n      int
	spread map[Node][]float64 // quantiles of the share, percentile 0 to 100
}

// Info returns who the group is.
func (g *Group) Info() GroupInfo { return g.info }

// Len returns how many samples the group has.
func (g *Group) Len() int { return g.n }

// minGroup is the fewest samples of a group: with fewer a percentile says less
// than its digits do.
const minGroup = 20

// GroupBuilder collects the profiles of a reference group. It is made by
// [Atlas.NewGroup] and for one goroutine at a time.
type GroupBuilder struct {
	atlas  *Atlas
	info   GroupInfo
	n      int
	shares map[Node][]float64
	errs   []error
}

// NewGroup returns a builder of a reference group. What is wrong with info is an
// error of [GroupBuilder.Group].
func (a *Atlas) NewGroup(info GroupInfo) *GroupBuilder {
	return &GroupBuilder{atlas: a, info: info, shares: make(map[Node][]float64), errs: []error{info.Validate()}}
}

// Add adds a profile: the share that each capacity and each taxon of the catalog
// has in it, as far as that is told. A profile that was measured otherwise than
// the group, or whose total is not known, is an error of [GroupBuilder.Group].
func (b *GroupBuilder) Add(p *microbiome.Profile) {
	if !b.info.fits(p.Origin()) {
		b.errs = append(b.errs, fmt.Errorf("sample %s: measured by %+v; want as the group", p.Sample(), p.Origin()))
		return
	}
	if !p.SharesKnown() {
		b.errs = append(b.errs, fmt.Errorf("sample %s: its total is not known", p.Sample()))
		return
	}
	b.n++
	for _, c := range b.atlas.Capacities(p) {
		b.shares[c.Of] = append(b.shares[c.Of], c.Share[0])
	}
	for t := range b.atlas.Catalog().Taxa() {
		if amount := p.Of(t.ID); amount.Detection != microbiome.CannotTell {
			b.shares[NodeOf(t.ID)] = append(b.shares[NodeOf(t.ID)], amount.Share[0])
		}
	}
}

// Group returns the group of the profiles that were added, at least 20. The error
// joins what was wrong with each of them. More profiles may be added after that:
// the group does not change.
func (b *GroupBuilder) Group() (*Group, error) {
	errs := b.errs
	if b.n < minGroup {
		errs = append(slices.Clip(errs), fmt.Errorf("%d samples; want at least %d", b.n, minGroup))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("pathway: reference group: %w", err)
	}
	g := &Group{info: b.info, n: b.n, spread: make(map[Node][]float64, len(b.shares))}
	for node, shares := range b.shares {
		if len(shares) < b.n { // not told of all
			continue
		}
		slices.Sort(shares)
		quantiles := make([]float64, 101)
		for q := range quantiles {
			quantiles[q] = evidence.Round(quantile(shares, float64(q)/100))
		}
		g.spread[node] = quantiles
	}
	return g, nil
}

// quantile returns the quantile of sorted numbers by linear interpolation
// between them: type 7 of Hyndman and Fan (1996), which R uses.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

func (g *GroupInfo) fits(o microbiome.Origin) bool {
	return o.Assay != microbiome.AssayNotSaid && o.Assay == g.Origin.Assay &&
		o.Pipeline != "" && o.Pipeline == g.Origin.Pipeline && o.Database != "" && o.Database == g.Origin.Database
}

// Standing is where a share stands in a reference group. It is a plain value
// and has no meaning without the group.
type Standing struct {
	Group      string            `json:"group"`
	Samples    int               `json:"samples"`
	Share      float64           `json:"share"`
	Percentile evidence.Interval `json:"percentile"` // wider than a point where several samples have the share
	P10        float64           `json:"p10"`        // share of the group's samples at percentile 10, and so on
	P50        float64           `json:"p50"`
	P90        float64           `json:"p90"`
}

// Low reports whether less than 10 of 100 samples of the group have as little.
func (s Standing) Low() bool { return s.Percentile[1] < lowPercentile }

// lowPercentile is a convention of this library and no limit of health.
const lowPercentile = 10

// Place returns where a share of a sample of an origin stands, and whether that
// can be told: not of what the group does not tell, and not if the sample was
// measured otherwise.
func (g *Group) Place(node Node, share float64, o microbiome.Origin) (Standing, bool) {
	quantiles, ok := g.spread[node]
	if !ok || !g.info.fits(o) || !(share >= 0 && share <= 1) {
		return Standing{}, false
	}
	return Standing{g.info.Name, g.n, share, percentile(quantiles, share), quantiles[10], quantiles[50], quantiles[90]}, true
}

// percentile returns from where to where in the quantiles the share is.
func percentile(quantiles []float64, share float64) evidence.Interval {
	first := sort.Search(len(quantiles), func(i int) bool { return quantiles[i] >= share })
	last := sort.Search(len(quantiles), func(i int) bool { return quantiles[i] > share }) - 1
	switch {
	case first <= last: // it is one of them
		return evidence.Interval{float64(first), float64(last)}
	case first == 0:
		return evidence.Interval{0, 0}
	case last == len(quantiles)-1:
		return evidence.Interval{float64(last), float64(last)}
	}
	between := evidence.Round(float64(last) + (share-quantiles[last])/(quantiles[first]-quantiles[last]))
	return evidence.Interval{between, between}
}

// groupFile is the form of a group as JSON.
type groupFile struct {
	Schema  string       `json:"schema"`
	Info    GroupInfo    `json:"info"`
	Samples int          `json:"samples"`
	Shares  []groupShare `json:"shares"` // by kind and id
}

type groupShare struct {
	Of          Node      `json:"of"`
	Percentiles []float64 `json:"percentiles"` // shares, at percentile 0 to 100
}

const groupSchema = "gutmuscle.group/1"

// MarshalJSON writes the group in the form that [ReadGroup] reads.
func (g *Group) MarshalJSON() ([]byte, error) {
	f := groupFile{Schema: groupSchema, Info: g.info, Samples: g.n, Shares: []groupShare{}}
	for _, node := range slices.SortedFunc(maps.Keys(g.spread), Node.Compare) {
		f.Shares = append(f.Shares, groupShare{node, g.spread[node]})
	}
	return json.Marshal(f)
}

// ReadGroup reads a group as JSON. The error joins all problems, each a
// [*dataset.Error]. The file name is for messages only.
func ReadGroup(r io.Reader, file string) (*Group, error) {
	var p dataset.Problems
	var f groupFile
	at := dataset.Place{File: file}
	if !dataset.ReadJSON(r, file, &f, &p) {
		return nil, p.Err()
	}
	if f.Schema != groupSchema {
		p.Add(at.Field("schema"), fmt.Errorf("%q; want %q", f.Schema, groupSchema))
	}
	p.Add(at.Field("info"), f.Info.Validate())
	if f.Samples < minGroup {
		p.Add(at.Field("samples"), fmt.Errorf("%d; want at least %d", f.Samples, minGroup))
	}
	g := &Group{f.Info, f.Samples, make(map[Node][]float64, len(f.Shares))}
	for i, s := range f.Shares {
		at := at.Record(s.Of.String()).Field(fmt.Sprintf("shares[%d]", i))
		if !s.Of.IsValid() {
			p.Add(at, errors.New("of: missing"))
		}
		if _, twice := g.spread[s.Of]; twice {
			p.Add(at, dataset.ErrDuplicate)
		}
		g.spread[s.Of] = s.Percentiles
		p.Add(at, checkPercentiles(s.Percentiles))
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return g, nil
}

func checkPercentiles(list []float64) error {
	if len(list) != 101 {
		return fmt.Errorf("%d percentiles; want 101", len(list))
	}
	last := 0.0
	for i, q := range list {
		if !(q >= last && q <= 1) {
			return fmt.Errorf("percentile %d is %v; want shares up to 1 that do not fall", i, q)
		}
		last = q
	}
	return nil
}
