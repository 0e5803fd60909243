package format_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// A label in the place of a name names nothing: the row is one of the genus, and
// may be of any species of it.
func TestLabelsThatAreNoNames(t *testing.T) {
	above := "d__Bacteria; p__Actinobacteriota; c__Coriobacteriia; o__Coriobacteriales; f__Eggerthellaceae; g__Adlercreutzia; "
	read := func(t *testing.T, lineage string) (microbiome.Feature, *microbiome.Profile) {
		table, err := format.Read(strings.NewReader("#OTU ID\ts1\ttaxonomy\no1\t90000\td__Bacteria; p__Bacteroidota; c__Bacteroidia; o__Bacteroidales; "+
			"f__Bacteroidaceae; g__Bacteroides; s__Bacteroides_uniformis\no8\t10000\t"+lineage+"\n"), format.Options{})
		require.NoError(t, err)
		named, err := microbiome.Default().NameTable(table)
		require.NoError(t, err)
		return table.Feature(1), named.Profile(0)
	}
	species, family := taxon.MustParse("adlercreutzia-equolifaciens"), taxon.MustParse("eggerthella-lenta")
	for _, label := range []string{"uncultured_bacterium", "uncultured", "uncultured_organism", "uncultured_bacterium_17", "uncultured_Adlercreutzia",
		"unidentified", "unidentified_rumen_bacterium_12-124", "unclassified", "Adlercreutzia_unclassified", "Adlercreutzia_noname", "unknown", "Unknown species", "metagenome",
		"gut_metagenome", "human_gut_metagenome", "human_gut", "Ambiguous_taxa", "Other", "Adlercreutzia_sp.", "Adlercreutzia sp", "sp.", "bacterium",
		"bacterium_LF-3", "Eggerthellaceae_bacterium", "norank_g__Adlercreutzia", "Adlercreutzia_spp.", "Adlercreutzia_species", "not_assigned", "-", "?",
		"n/a", "None", "undetermined", "no_name", "uncultured-bacterium", "Adlercreutzia_uncultured_1", "Adlercreutzia_unknown_species",
		"unclassified(100)", "Adlercreutzia_incertae_sedis"} {
		t.Run(label, func(t *testing.T) {
			f, p := read(t, above+"s__"+label)
			require.Equal(t, microbiome.Feature{Label: "o8", Name: "Adlercreutzia", Rank: microbiome.Genus, Lineage: f.Lineage, Details: label}, f)
			require.Len(t, f.Lineage, 6)
			require.InDelta(t, 0.1, p.Of(species).Hidden, 1e-9, "it may be of the species")
			require.Zero(t, p.Of(family).Hidden-p.Limit(), "it is of no other genus")
		})
	}
	for _, label := range []string{"Adlercreutzia_sp_8CFCBH1", "Adlercreutzia_SGB14797", "Adlercreutzia sp. DFI.6.23", "Adlercreutzia sp003438865", "sp._5_1_39",
		"equolifaciens/muris", "Adlercreutzia_cf_equolifaciens", "Adlercreutzia_sp.ABC"} {
		t.Run(label, func(t *testing.T) {
			f, p := read(t, above+"s__"+label)
			require.Equal(t, microbiome.Species, f.Rank, "it is a species")
			require.Equal(t, label, f.Name)
			require.InDelta(t, 0.1, p.Of(species).Hidden, 1e-9, "another of the genus without a name")
		})
	}
	for _, label := range []string{"Adlercreutzia_muris", "Clostridium_sp_ABC", "Candidatus_Borkfalkia_ceftriaxoniphila", "GGB9512_SGB14909",
		"Lachnospiraceae_bacterium_3_1_57FAA", "Bacterium_coli", "[Eubacterium]_rectale", "Firmicutes_bacterium_CAG_110",
		"uncultured_phage_WW-nAnB", "Notomitus_agilis", "Nonomuraea_coxensis"} {
		t.Run(label, func(t *testing.T) {
			f, _ := read(t, above+"s__"+label)
			require.Equal(t, microbiome.Species, f.Rank)
			require.Equal(t, label, f.Name)
		})
	}
	f, p := read(t, strings.Replace(above, "g__Adlercreutzia", "g__uncultured", 1)+"s__uncultured_bacterium")
	require.Equal(t, microbiome.Family, f.Rank)
	require.InDelta(t, 0.1, p.Of(species).Hidden, 1e-9)
	f, p = read(t, "Bacteria;Actinobacteriota;uncultured;metagenome")
	require.Equal(t, "Actinobacteriota", f.Name)
	require.GreaterOrEqual(t, p.Of(species).Hidden, 0.1)
}

// What lies in what is told by the labels as they stand: a row without a name does
// not become the row that it lies in, and no mass is counted twice or lost.
func TestLabelsThatAreNoNamesInNestedRows(t *testing.T) {
	table, err := format.Read(strings.NewReader("#mpa_v30\nclade_name\tNCBI_tax_id\trelative_abundance\nk__Bacteria\t2\t100\nk__Bacteria|p__Actinobacteria\t2|201174\t100\n"+
		"k__Bacteria|p__Actinobacteria|g__Adlercreutzia\t2|201174|\t100\nk__Bacteria|p__Actinobacteria|g__Adlercreutzia|s__Adlercreutzia_unclassified\t2|201174||\t40\n"+
		"k__Bacteria|p__Actinobacteria|g__Adlercreutzia|s__Adlercreutzia_muris\t2|201174||\t60\n"), format.Options{})
	require.NoError(t, err)
	require.Equal(t, 5, table.NumFeatures())
	require.Equal(t, "k__Bacteria|p__Actinobacteria|g__Adlercreutzia|s__Adlercreutzia_unclassified", table.Feature(3).Label)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	p := named.Profile(0)
	shares := map[string]float64{}
	for e := range p.Entries() {
		shares[e.Feature.Label[strings.LastIndex(e.Feature.Label, "|")+1:]] = e.Share
	}
	require.Equal(t, map[string]float64{"s__Adlercreutzia_unclassified": 0.4, "s__Adlercreutzia_muris": 0.6}, shares)
	require.InDelta(t, 0.4, p.Of(taxon.MustParse("adlercreutzia-equolifaciens")).Hidden, 1e-9)
	require.InDelta(t, 1, p.Of(taxon.MustParse("adlercreutzia")).Share[0], 1e-9)
	species, err := table.AtRank(microbiome.Species)
	require.NoError(t, err)
	total, _ := species.Total(0)
	require.Equal(t, 1, species.NumFeatures())
	require.InDelta(t, 100, total, 1e-9)
	_, err = format.Read(strings.NewReader("taxon\ta\tb\nk__B;p__F\t3\t3\nk__B;p__F;g__X\t3\t3\nk__B;p__F;g__X;s__uncultured_bacterium\t3\t3\n"), format.Options{})
	require.ErrorContains(t, err, "rows lie in it by their lineage", "and these are nested, though not said to be")
}

// A list tells the ranks and what lies in what by itself; a row without a name of
// its own does not stand for the genus that it is of.
func TestLabelsThatAreNoNamesInLists(t *testing.T) {
	list := func(name string) (*microbiome.Table, error) {
		return format.Read(strings.NewReader("taxon_id,rank,name,parent,count\n1,no_rank,root,,10000\n2,superkingdom,Bacteria,root,10000\n"+
			"572511,genus,Blautia,Bacteria,100\n765821,species,"+name+",Blautia,40\n418240,species,Blautia wexlerae,,60\n816,genus,Bacteroides,Bacteria,9900\n"), format.Options{})
	}
	for _, name := range []string{"uncultured Blautia sp.", "Blautia muris"} {
		table, err := list(name)
		require.NoError(t, err)
		named, err := microbiome.Default().NameTable(table)
		require.NoError(t, err)
		p := named.Profile(0)
		total := 0.0
		for e := range p.Entries() {
			total += e.Share
		}
		require.InDelta(t, 1, total, 1e-9, name)
		require.InDelta(t, 0.01, p.Of(taxon.MustParse("blautia")).Share[0], 1e-9, name)
	}
	table, err := list("uncultured Blautia sp.")
	require.NoError(t, err)
	f := table.Feature(3)
	require.Equal(t, "uncultured Blautia sp.", f.Details, "its own name is not lost")

	for _, name := range []string{"uncultured Blautia sp.", "Blautia muris"} {
		_, err := format.Read(strings.NewReader("taxon_id,rank,name,percentage\n572511,genus,Blautia,30\n418240,species,Blautia wexlerae,60\n765821,species,"+name+",60\n"), format.Options{})
		require.ErrorContains(t, err, "120", name)
	}
}

func TestUnassignedInOtherWords(t *testing.T) {
	table, err := format.Read(strings.NewReader("Taxon\ts1\nk__Bacteria;p__Firmicutes;g__Blautia\t10\nUnassigned;Other;Other\t50\nunknown;unknown_unclassified\t20\n"+
		"No blast hit;Other\t10\nk__Bacteria;Other;Other\t10\n"), format.Options{Unit: microbiome.Percents})
	require.NoError(t, err)
	var unassigned []bool
	for _, f := range table.Features() {
		unassigned = append(unassigned, f.Unassigned)
	}
	require.Equal(t, []bool{false, true, true, true, false}, unassigned)
}
