package format

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// BIOMTable is what a file in BIOM says, whatever its container is. It is for
// packages that read a container which this one does not, as module biomhdf5
// does. It is a plain value.
//
// The rows are KEGG orthology numbers or gene families if all ids are, whatever
// the type says, since programs write "OTU table" over anything. Otherwise the
// type decides, and a table without one is of taxa. Rows such as UNMAPPED, and
// those whose taxonomy is Unassigned or Unclassified, are unassigned. An id such
// as NCBI:txid562 gives the NCBI number.
//
// The unit is as in other tables (see [Format]), or what the names of all samples
// end in, as those of HUMAnN do (-RPKs, -CPM, -RELAB). Rows of genes are refused as
// in tables of HUMAnN.
type BIOMTable struct {
	Type        string // such as "OTU table"; "": not said
	GeneratedBy string
	Ranks       []string // of the names of each taxonomy, if the file tells them
	Rows        []BIOMRow
	Samples     []microbiome.Sample // as they are to be in the table
}

// BIOMRow is what a file in BIOM says of a row. It is a plain value.
type BIOMRow struct {
	ID string
	// Taxonomy holds the names from the highest rank down, or one text with all of
	// them.
	Taxonomy []string
	// Members holds the taxonomies of the rows that were collapsed into this one.
	Members [][]string
}

// Table returns the table, and reports everything that is wrong with b as
// [Read] does. It takes over the samples of b and the lineages of o, which must
// not be changed after that.
func (b *BIOMTable) Table(o Options) (*microbiome.Table, error) {
	var p dataset.Problems
	if b.checkSamples(o.File, &p); p.Len() > 0 {
		return nil, p.Err()
	}
	return finish(b.spec(o, &p), o, &p)
}

// checkSamples reports samples whose numbers are not those of rows, without
// which nothing can be said of them.
func (b *BIOMTable) checkSamples(file string, p *dataset.Problems) {
	for i := range b.Samples {
		s := &b.Samples[i]
		at := dataset.Place{File: file, Rec: s.Name}
		if len(s.Index) != len(s.Value) {
			p.Add(at, fmt.Errorf("%d rows and %d abundances; want as many of each", len(s.Index), len(s.Value)))
			continue
		}
		for _, row := range s.Index {
			if row < 0 || int(row) >= len(b.Rows) {
				p.Add(at, fmt.Errorf("row %d; want one of the %d that there are, from 0", row, len(b.Rows)))
				break
			}
		}
	}
}

func (b *BIOMTable) spec(o Options, p *dataset.Problems) microbiome.Spec {
	at := dataset.Place{File: o.File}
	s := microbiome.Spec{Samples: b.Samples, Features: make([]microbiome.Feature, len(b.Rows))}
	var err error
	if s.Content, err = b.content(); err != nil {
		p.Add(at.Field("type"), err)
		return s
	}
	ranks, err := ranksOf(b.Ranks)
	p.Add(at.Field("ranks"), err)
	seen := make(map[string]bool) // functions
	for i := range b.Rows {
		row := &b.Rows[i]
		f := &s.Features[i]
		if s.Content != microbiome.Taxa {
			*f, err = functionOf(row.ID)
			if key := f.Name + "|" + f.Stratum; seen[key] {
				err = fmt.Errorf("%w: the function is there twice", dataset.ErrDuplicate)
			} else {
				seen[key] = true
			}
			p.Add(at.Record(row.ID), err)
			continue
		}
		lineage, told, err := row.lineage(ranks)
		if given, ok := o.Lineages[row.ID]; !told && ok {
			lineage, told = given, true
		} else if !told && o.Lineages != nil {
			err = errors.New("not among the lineages that were given")
		}
		p.Add(at.Record(row.ID).Field("taxonomy"), err)
		*f = b.taxon(row.ID, lineage, told)
	}
	in := &input{Options: o, p: p}
	if b.sayUnit(in, &s); s.Content != microbiome.Taxa {
		sayTotals(&s)
		checkStrata(in, &s)
	}
	if by := b.GeneratedBy; !strings.HasPrefix(strings.ToLower(by), "biom-format") && by != "None" {
		s.Origin.Pipeline = by // that of a converter tells nothing
	}
	return s
}

// content returns what the rows are.
func (b *BIOMTable) content() (microbiome.Content, error) {
	rows, orthologs, uniref, pathways, marked := 0, 0, 0, false, false
	for i := range b.Rows {
		f, _ := functionOf(b.Rows[i].ID)
		switch {
		case f.Unassigned:
			marked = true
			pathways = pathways || strings.HasPrefix(f.Label, "UNINTEGRATED")
			continue
		case isKO(f.Name):
			orthologs++
		case strings.HasPrefix(f.Name, "UniRef50_"), strings.HasPrefix(f.Name, "UniRef90_"), strings.HasPrefix(f.Name, "UniRef100_"):
			uniref++
		}
		pathways = pathways || strings.HasSuffix(f.Name, "-PWY") || strings.HasPrefix(f.Name, "PWY-")
		rows++
	}
	kind := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(b.Type)), " table")
	switch {
	case rows > 0 && orthologs == rows:
		return microbiome.Orthologs, nil
	case rows > 0 && uniref == rows:
		return microbiome.GeneFamilies, nil
	case kind == "metabolite":
		return 0, fmt.Errorf("%q; want one of taxa, genes or pathways", b.Type)
	case kind == "function":
		return 0, fmt.Errorf("%q, whose rows are not all KEGG orthology numbers or UniRef families: what they are is not said", b.Type)
	case kind == "pathway", pathways && kind != "otu" && kind != "taxon":
		return microbiome.Pathways, nil
	case kind == "gene", kind == "ortholog", marked && kind != "otu" && kind != "taxon":
		return microbiome.GeneFamilies, nil
	}
	return microbiome.Taxa, nil
}

// taxon returns the feature of a row with a lineage, if that is told. One that is
// told and empty says that it is of no taxon.
func (b *BIOMTable) taxon(id string, lineage []microbiome.Level, told bool) microbiome.Feature {
	f := microbiome.Feature{Label: id, Lineage: lineage, Unassigned: told && len(lineage) == 0}
	if n := len(lineage); n > 0 {
		f.Name, f.Rank = lineage[n-1].Name, lineage[n-1].Rank
	}
	if number, ok := strings.CutPrefix(id, "NCBI:txid"); ok {
		if n, err := strconv.ParseInt(number, 10, 32); err == nil && n > 0 {
			f.NCBI = int(n)
			return f
		}
	}
	if !told && strings.EqualFold(b.Type, "taxon table") {
		f.Name = id
	}
	return f
}

// lineage returns the lineage of a row, and whether the row tells one. One that
// is told and empty says that the row is of no taxon.
func (r *BIOMRow) lineage(ranks []microbiome.Rank) (lineage []microbiome.Level, told bool, err error) {
	text := strings.Join(r.Taxonomy, "; ")
	switch {
	case ranks != nil && len(r.Taxonomy) != len(ranks):
		return nil, true, fmt.Errorf("%d names; want %d, one for each of the ranks of the table", len(r.Taxonomy), len(ranks))
	case ranks != nil:
		for i, name := range r.Taxonomy {
			if l := level(name); l.Name != "" {
				lineage = append(lineage, microbiome.Level{Rank: ranks[i], Name: l.Name})
			}
		}
		return lineage, true, nil
	case strings.TrimSpace(text) != "":
		lineage, err = parseLineage(text)
		return lineage, true, err
	case hasPrefixOfRank(r.ID):
		lineage, err = parseLineage(r.ID)
		return complete(lineage, r.Members), true, err
	case isUnassigned(r.ID):
		return nil, true, nil
	}
	return nil, false, nil
}

// complete returns the lineage of a row with the ranks above it that all its
// members agree on.
func complete(lineage []microbiome.Level, members [][]string) []microbiome.Level {
	if len(lineage) == 0 {
		return lineage
	}
	last := lineage[len(lineage)-1]
	var whole []microbiome.Level
	for _, member := range members {
		of, err := parseLineage(strings.Join(member, "; "))
		n := slices.Index(of, last)
		if err != nil || n < 0 || whole != nil && !slices.Equal(whole, of[:n+1]) {
			return lineage
		}
		whole = of[:n+1]
	}
	if len(whole) < len(lineage) {
		return lineage
	}
	return whole
}

// hasPrefixOfRank reports whether an id is a lineage, or the last name of one.
func hasPrefixOfRank(id string) bool {
	return level(strings.FieldsFunc(id+" ", func(r rune) bool { return r == ';' || r == '|' })[0]).Rank != microbiome.RankNotSaid
}

// ranksOf returns the ranks of names; those that are not known as RankNotSaid.
func ranksOf(names []string) ([]microbiome.Rank, error) {
	if names == nil {
		return nil, nil
	}
	ranks := make([]microbiome.Rank, len(names))
	var last microbiome.Rank
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "superkingdom" {
			name = "domain"
		}
		if ranks[i].UnmarshalText([]byte(name)) != nil || ranks[i] == microbiome.Guild {
			ranks[i] = microbiome.RankNotSaid // such as clade
		}
		if ranks[i] != microbiome.RankNotSaid {
			if ranks[i] <= last {
				return nil, fmt.Errorf("%s after %s; want them from the highest down", ranks[i], last)
			}
			last = ranks[i]
		}
	}
	return ranks, nil
}

// sayUnit finds out the unit. Whole numbers do not tell it in tables of HUMAnN,
// which does not count.
func (b *BIOMTable) sayUnit(in *input, s *microbiome.Spec) {
	told := unitOfNames(s.Samples)
	sums := sumsOfFunctions(s)
	isHUMAnN := told != microbiome.UnitNotSaid || s.Content != microbiome.Taxa &&
		slices.ContainsFunc(s.Features, func(f microbiome.Feature) bool { return f.Stratum != "" || f.Unassigned })
	if sums.whole = sums.whole && !isHUMAnN; told == microbiome.UnitNotSaid && sums.most() == 0 {
		told = microbiome.Counts // of nothing
	}
	s.Unit = sums.unit(in, told, s.Samples)
}

// unitOfNames returns the unit that the names of all samples end in.
func unitOfNames(samples []microbiome.Sample) microbiome.Unit {
	unit := microbiome.UnitNotSaid
	for i := range samples {
		_, of := unitOfName(samples[i].Name)
		if i > 0 && of != unit {
			return microbiome.UnitNotSaid
		}
		unit = of
	}
	return unit
}
