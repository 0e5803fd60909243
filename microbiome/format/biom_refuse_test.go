package format

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

func TestBIOMRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		fields map[string]string
		want   string
	}{
		"shape":              {map[string]string{"shape": "[5,3]"}, "f.biom: shape: [5 3]; there are 2 rows and 3 columns"},
		"shape of one":       {map[string]string{"shape": "[5]"}, "f.biom:9: shape: 1 numbers; want 2"},
		"shape of none":      {map[string]string{"shape": "[]"}, "shape: 0 numbers; want 2"},
		"no rows":            {map[string]string{"rows": ""}, "rows: missing"},
		"no data":            {map[string]string{"data": ""}, "data: missing"},
		"row out of range":   {map[string]string{"data": "[[2,0,1]]"}, "data[0]: row 2, column 0; there are 2 rows and 3 columns, from 0"},
		"row below zero":     {map[string]string{"data": "[[-1,0,1]]"}, "data[0]: row -1, column 0"},
		"row with a part":    {map[string]string{"data": "[[0.5,0,1]]"}, "data[0]: row 0.5"},
		"huge column":        {map[string]string{"data": "[[0,2000000000,1]]"}, "column 2e+09"},
		"cell twice":         {map[string]string{"data": "[[0,1,1],[1,1,2],[0,1,1]]"}, "f.biom: a: y: duplicate id: the cell is there twice"},
		"zero and value":     {map[string]string{"data": "[[0,1,0],[0,1,1]]"}, "f.biom: a: y: duplicate id: the cell is there twice"},
		"row twice":          {map[string]string{"rows": `[{"id":"a"},{"id":"a"}]`}, "f.biom: a: duplicate id: the row is there twice"},
		"sample twice":       {map[string]string{"columns": `[{"id":"x"},{"id":"x"},{"id":"y"}]`}, "f.biom: x: duplicate id: the sample is there twice"},
		"negative":           {map[string]string{"data": "[[0,1,-1]]"}, "f.biom: a: y: -1; want a number that is not negative"},
		"no whole number":    {map[string]string{"data": "[[0,1,1.5]]"}, "a: y: 1.5; want a whole number, as matrix_element_type says"},
		"NaN":                {map[string]string{"data": "[[0,1,NaN]]"}, "f.biom:12: data[0][2]: NaN; want a number"},
		"null":               {map[string]string{"data": "[[0,1,null]]"}, "data[0][2]: null; want a number"},
		"text":               {map[string]string{"data": `[[0,1,"1"]]`}, `data[0][2]: "1"; want a number`},
		"1e999":              {map[string]string{"data": "[[0,1,1e999]]"}, "data[0][2]: 1e999; want a number that is neither too large nor too small to be held"},
		"1e-999":             {map[string]string{"data": "[[0,1,1e-999]]"}, "data[0][2]: 1e-999"},
		"hex":                {map[string]string{"data": "[[0,1,0x1p4]]"}, "data[0][2]: 0x1p4; want a number"},
		"plus":               {map[string]string{"data": "[[0,1,+4]]"}, "data[0][2]: +4; want a number"},
		"leading zero":       {map[string]string{"data": "[[0,1,04]]"}, "data[0][2]: 04; want a number"},
		"no digit":           {map[string]string{"data": "[[0,1,4.]]"}, "data[0][2]: 4.; want a number"},
		"jagged":             {map[string]string{"data": "[[0,1,4],[0,1]]"}, "data[1]: 2 numbers; want 3, as in those before"},
		"pairs":              {map[string]string{"data": "[[0,1]]"}, "data: lists of 2 numbers; want a row, a column and a value"},
		"dense too long":     {map[string]string{"matrix_type": `"dense"`, "data": "[[0,1,4],[0,1,4],[0,1,4]]"}, "data: 3 lists of 3 numbers; want 2 of 3"},
		"either":             {map[string]string{"matrix_type": "", "data": "[[0,1,4],[0,1,4]]"}, "matrix_type: missing, and the data may be either"},
		"neither":            {map[string]string{"matrix_type": "", "data": "[[0],[1]]"}, "data: 2 lists of 1 numbers, which are neither"},
		"matrix type":        {map[string]string{"matrix_type": `"odd"`}, `matrix_type: "odd"; want sparse or dense`},
		"matrix type 3":      {map[string]string{"matrix_type": `3`}, `matrix_type: "3"; want text`},
		"elements":           {map[string]string{"matrix_element_type": `"unicode"`}, `matrix_element_type: "unicode"; want int or float`},
		"id a number":        {map[string]string{"rows": `[{"id":1},{"id":"b"}]`}, `rows[0]: "{\"id\":1}"; want an object with an id, which is text, and metadata`},
		"no id":              {map[string]string{"rows": `[{"metadata":null},{"id":"b"}]`}, `rows[0].id: missing`},
		"empty id":           {map[string]string{"columns": `[{"id":"x"},{"id":""},{"id":"z"}]`}, `columns[1].id: missing`},
		"id twice":           {map[string]string{"rows": `[{"id":"a","id":"c"},{"id":"b"}]`}, `rows[0]: id: given twice`},
		"taxonomy twice":     {map[string]string{"rows": `[{"id":"a","metadata":{"taxonomy":["k__A"],"taxonomy":["k__B"]}},{"id":"b"}]`}, `a: rows[0].metadata: taxonomy: given twice`},
		"two taxonomies":     {map[string]string{"rows": `[{"id":"a","metadata":{"taxonomy":["k__A"],"Taxonomy":["k__B"]}},{"id":"b"}]`}, `a: rows[0].metadata: Taxonomy and taxonomy; want one of them`},
		"deep lineage":       {map[string]string{"rows": `[{"id":"a","metadata":{"taxonomy":"` + strings.Repeat("a;", 200) + `"}},{"id":"b"}]`}, `a: taxonomy: lineage of 201 names; want at most 128`},
		"strata add up":      {map[string]string{"rows": `[{"id":"K00001"},{"id":"K00001|a"},{"id":"K00001|b"}]`, "shape": "[3,3]", "data": "[[0,0,9],[1,0,8],[2,0,8]]", "columns": `[{"id":"x-RPKs"},{"id":"y-RPKs"},{"id":"z-RPKs"}]`}, "K00001: x-RPKs: 9, but its strata add up to 16"},
		"not UTF-8":          {map[string]string{"rows": "[{\"id\":\"a\xff\"},{\"id\":\"b\"}]"}, `rows[0]: not UTF-8 text`},
		"taxonomy":           {map[string]string{"rows": `[{"id":"a","metadata":{"taxonomy":7}},{"id":"b"}]`}, `a: rows[0].metadata: taxonomy: "7"; want text or a list of texts`},
		"ranks out of order": {map[string]string{"rows": `[{"id":"a","metadata":{"taxonomy":["g__A","p__B"]}},{"id":"b"}]`}, `a: taxonomy: lineage:`},
		"metadata a list":    {map[string]string{"rows": `[{"id":"a","metadata":[]},{"id":"b"}]`}, `want an object or null`},
		"metabolites":        {map[string]string{"type": `"Metabolite table"`}, `type: "Metabolite table"; want one of taxa, genes or pathways`},
		"functions":          {map[string]string{"type": `"Function table"`}, `type: "Function table", whose rows are not all`},
		"unit":               {map[string]string{"matrix_element_type": `"float"`, "data": "[[0,0,1.5],[0,1,7.5]]"}, "unit: neither the file nor the numbers tell it; name it in the options"},
		"unit, hundreds":     {map[string]string{"data": "[[0,0,100],[1,1,99],[0,1,1]]"}, "unit: neither the file nor the numbers tell it"},
		"functions twice":    {map[string]string{"rows": `[{"id":"K00001"},{"id":"ko:K00001: a name"}]`}, "ko:K00001: a name: duplicate id: the function is there twice"},
		"strata above":       {map[string]string{"rows": `[{"id":"K00001"},{"id":"K00001|a"}]`, "data": "[[0,0,1],[1,0,2]]", "columns": `[{"id":"x-RPKs"},{"id":"y-RPKs"},{"id":"z-RPKs"}]`}, "K00001|a: x-RPKs: 2, more than the 1 of all strata together"},
		"HUMAnN's counts":    {map[string]string{"rows": `[{"id":"UniRef90_A"},{"id":"UNMAPPED"}]`}, "unit: neither the file nor the numbers tell it"},
		"no JSON":            {map[string]string{"more": "nul"}, "f.biom:13: more: no JSON value"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Read(strings.NewReader(object(test.fields)), Options{File: "f.biom", Format: BIOM})
			require.Nil(t, table)
			require.ErrorContains(t, err, test.want)
			var placed *dataset.Error
			require.True(t, errors.As(err, &placed))
			require.Equal(t, "f.biom", placed.File)
		})
	}
	for name, test := range map[string]struct{ text, want string }{
		"empty":        {"", "nothing in it"},
		"a list":       {"[]", `'['; want '{'`},
		"no object":    {"hello", `'h'; want '{'`},
		"binary":       {"\x00\x01\x02\x03", `want '{'`},
		"UTF-16":       {"\xff\xfe{\x00", "UTF-16 text; want UTF-8"},
		"twice":        {object(nil) + "{}", `'{' after the end of the object`},
		"field twice":  {object(nil)[:len(object(nil))-1] + `,"type":"OTU table"}`, "type: given twice"},
		"comma":        {`{"a":1,}`, "a comma before '}'"},
		"no name":      {`{7:1}`, "'7'; want the name of a field"},
		"no colon":     {`{"a" 1}`, "'1'; want ':'"},
		"a long line":  {`{"a":"` + strings.Repeat("x", dataset.MaxLine+1<<17) + `"}`, fmt.Sprintf("a value of more than %d bytes", dataset.MaxLine)},
		"a long value": {object(map[string]string{"data": "[[0,0," + strings.Repeat("1", 1<<20) + "]]"}), "want a number"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.text), Options{Format: BIOM})
			require.ErrorContains(t, err, test.want)
		})
	}
	whole := object(nil)
	for n := range len(whole) {
		_, err := Read(strings.NewReader(whole[:n]), Options{Format: BIOM})
		require.Error(t, err, "cut after %d bytes", n)
	}
}

func TestBIOMCountsManyFaults(t *testing.T) {
	_, err := Read(strings.NewReader(object(map[string]string{"data": "[" + strings.Repeat("[0,0,NaN],", 1200) + "[0,0,1]]"})), Options{})
	require.ErrorContains(t, err, "data: 200 more problems")
	require.Len(t, dataset.All(err), maxFaults+1)
}
