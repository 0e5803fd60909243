package figure_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/figure"
)

// forest has invented numbers.
var forest = figure.Forest{
	Title:   "Invented trials of a supplement and grip strength",
	Measure: "Mean difference, kg",
	Left:    "favors placebo", Right: "favors supplement",
	Rows: []figure.Row{
		{Label: "First 2019", Estimate: 1.5, Lo: 0.3, Hi: 2.7, Weight: 0.3, Group: "Older people"},
		{Label: "Second 2021", Estimate: 0.4, Lo: -0.6, Hi: 1.4, Weight: 0.43, Group: "Older people"},
		{Label: "Third 2022", Estimate: 3.1, Lo: -4, Hi: 10.2, Weight: 0.01, Group: "Athletes"},
		{Label: "Fourth 2024", Estimate: 0.2, Lo: -1.1, Hi: 1.5, Weight: 0.26, Group: "Athletes"},
	},
	Summaries: []figure.Summary{
		{Label: "Random effects", Estimate: 0.71, Lo: 0.03, Hi: 1.39, Prediction: &evidence.Interval{-0.9, 2.3}},
	},
}

func ExampleForest_WriteText() {
	if err := forest.WriteText(os.Stdout, 86); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Invented trials of a supplement and grip strength
	// Study                                                    Weight          95 % interval
	// Older people
	//   First 2019                    │├───■───┤               30.0 %    1.50 (0.30 to 2.70)
	//   Second 2021                 ├─┼─■──┤                   43.0 %   0.40 (−0.60 to 1.40)
	// Athletes
	//   Third 2022         ◄──────────┼──────────■──────────►   1.0 %  3.10 (−4.00 to 10.20)
	//   Fourth 2024                ├──┼■───┤                   26.0 %   0.20 (−1.10 to 1.50)
	// Random effects                  │╞═◆═╡                             0.71 (0.03 to 1.39)
	// Prediction interval          ├╌╌┼╌╌╌╌╌╌╌┤                              (−0.90 to 2.30)
	//                      ─────┴─────┴──────┴──────┴─────┴──
	//                          −2     0      2      4     6
	//                ← favors placebo │ favors supplement →
	// Mean difference, kg
}

func ExampleForest_WriteASCII() {
	if err := forest.WriteASCII(os.Stdout, 80); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Invented trials of a supplement and grip strength
	// Study                                              Weight          95 % interval
	// Older people
	//   First 2019                  |(--#---)            30.0 %    1.50 (0.30 to 2.70)
	//   Second 2021                (+#--)                43.0 %   0.40 (-0.60 to 1.40)
	// Athletes
	//   Third 2022         <--------+--------#-------->   1.0 %  3.10 (-4.00 to 10.20)
	//   Fourth 2024              (--+#--)                26.0 %   0.20 (-1.10 to 1.50)
	// Random effects                [=*=]                          0.71 (0.03 to 1.39)
	// Prediction interval         (.+......)                           (-0.90 to 2.30)
	//                      ---------+-------------+----
	//                               0             5
	//             <- favors placebo | favors supplement ->
	// Mean difference, kg
}

func ExampleForest_WriteSVG() {
	var b strings.Builder
	if err := forest.WriteSVG(&b); err != nil {
		fmt.Println(err)
	}
	title, _, _ := strings.Cut(b.String()[strings.Index(b.String(), "Invented"):], "<")
	fmt.Println(title)
	// Output: Invented trials of a supplement and grip strength
}

// What cannot be drawn is an error that says where and why.
func ExampleError() {
	bad := figure.Forest{Scale: figure.Log, Rows: []figure.Row{
		{Label: "A", Estimate: 0.5, Lo: 0.2, Hi: 1.1},
		{Label: "B", Estimate: -0.7, Lo: -1.6, Hi: 0.1}, // a logarithm where the ratio was wanted
		{Label: "C", Estimate: 2, Lo: 1, Hi: 4, Weight: math.NaN()},
	}}
	err := bad.WriteText(os.Stdout, 80)
	fmt.Println(err)
	var first *figure.Error
	fmt.Println(errors.As(err, &first), first.Nth, first.Field, errors.Is(err, figure.ErrNotFinite))
	// Output:
	// figure: row 2: Estimate: outside its range: -0.7; want a ratio above 0
	// figure: row 2: Lo: outside its range: -1.6; want a ratio above 0
	// figure: row 3: Weight: not a finite number: NaN
	// true 2 Estimate true
}

func ExampleFunnel_WriteSVG() {
	summary := 0.71
	f := figure.Funnel{Measure: "Mean difference, kg", Summary: &summary, Points: []figure.Point{
		{Label: "First 2019", Estimate: 1.5, SE: 0.61},
		{Label: "Second 2021", Estimate: 0.4, SE: 0.51},
		{Label: "Fourth 2024", Estimate: 0.2, SE: 0.66},
	}}
	var b strings.Builder
	if err := f.WriteSVG(&b); err != nil {
		fmt.Println(err)
	}
	_, desc, _ := strings.Cut(b.String(), "<desc")
	_, desc, _ = strings.Cut(desc, ">")
	desc, _, _ = strings.Cut(desc, "<")
	fmt.Println(strings.ReplaceAll(desc, ". ", ".\n"))
	// Output:
	// Funnel plot of 3 estimates against standard errors, the smallest on top.
	// Mean difference, kg, axis from −0.799 to 2.22.
	// Summary 0.71; 2 below it, 1 above it; 3 within the pseudo 95 % limits.
	// Each estimate with its standard error: First 2019 1.50 (SE 0.61); Second 2021 0.40 (SE 0.51); Fourth 2024 0.20 (SE 0.66).
}

func ExamplePyramid_WriteText() {
	p := figure.Pyramid{Title: "Invented findings on butyrate and grip strength"}
	p.Levels[evidence.InVitro] = figure.Counts{Up: 7, None: 1}
	p.Levels[evidence.Animal] = figure.Counts{Up: 12, Down: 2, None: 3}
	p.Levels[evidence.ObservationalHuman] = figure.Counts{Up: 3, Down: 1, None: 4}
	p.Levels[evidence.InterventionalHuman] = figure.Counts{Up: 1, None: 2}
	if err := p.WriteText(os.Stdout, 80); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Invented findings on butyrate and grip strength
	//                                                                     up down none
	// Synthesis of trials               ·················                  0    0    0
	// People, intervention           ○○○○○○○○○○○○○○○▲▲▲▲▲▲▲▲               1    0    2
	// People, observed            ▼▼▼▼○○○○○○○○○○○○○○▲▲▲▲▲▲▲▲▲▲▲            3    1    4
	// Animals                  ▼▼▼▼○○○○○○▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲        12    2    3
	// In vitro              ○○○○○▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲      7    0    1
	// ▲ up, ▼ down, ○ none. The width of a step is the rank of its level, not a
	// number; its parts are the shares of its findings.
}

func ExamplePyramid_WriteASCII() {
	p := figure.Pyramid{}
	p.Levels[evidence.Animal] = figure.Counts{Up: 3, Down: 1}
	if err := p.WriteASCII(os.Stdout, 60); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Evidence pyramid
	//                                                 up down none
	// Synthesis of trials         .........            0    0    0
	// People, intervention      ............           0    0    0
	// People, observed         ...............         0    0    0
	// Animals                -----+++++++++++++        3    1    0
	// In vitro              .....................      0    0    0
	// + up, - down, o none. The width of a step is the rank of its
	// level, not a number; its parts are the shares of its
	// findings.
}

func ExampleBars() {
	b := figure.Bars{Title: "What the records have", Rows: []figure.Bar{
		{Label: "PubMed number", Group: "Studies", Have: 346, Of: 674},
		{Label: "effect with an interval", Group: "Findings", Have: 201, Of: 2273},
	}}
	if err := b.WriteText(os.Stdout, 70); err != nil {
		fmt.Println(err)
	}
	// Output:
	// What the records have
	// Studies
	//   PubMed number            ████████████············  346 of 674 (51 %)
	// Findings
	//   effect with an interval  ██······················  201 of 2273 (9 %)
}

func ExampleShares() {
	s := figure.Shares{Title: "Invented sample: its genera", Measure: "Share of the reads", Parts: []figure.Part{
		{Label: "Bacteroides", Share: 0.412},
		{Label: "Faecalibacterium", Share: 0.287, Note: "makes butyrate"},
		{Label: "Akkermansia", Share: 0.1776},
		{Label: "Methanobrevibacter", Share: 0.0004},
	}}
	if err := s.WriteText(os.Stdout, 80); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Invented sample: its genera
	// Bacteroides         │███████████████████████████████████  41.2 %
	// Faecalibacterium    │████████████████████████             28.7 %  makes butyrate
	// Akkermansia         │███████████████                      17.8 %
	// Methanobrevibacter  │                                     <0.1 %
	// not assigned        │░░░░░░░░░░                           12.3 %
	//                     ┴───────┴────────┴───────┴────────┴─
	//                     0      10       20      30       40
	// Share of the reads, %
}

// What the parts leave of the whole is told, and more than the whole is an error.
func ExampleShares_Validate() {
	s := figure.Shares{Parts: []figure.Part{{Label: "A", Share: 0.5}, {Label: "B", Share: 0.25}}}
	fmt.Println(s.Remainder(), s.Validate())
	s.Parts[1].Share = 25
	fmt.Println(s.Validate())
	s.Parts[1].Share = 0.6
	fmt.Println(s.Validate())
	// Output:
	// 0.25 <nil>
	// figure: part 2: Share: outside its range: 25; want a share, 0 to 1
	// figure: Parts: outside its range: shares add up to 1.1; want at most 1
}

func ExampleRanges() {
	adults := func(low, median, high float64) *figure.Reference {
		return &figure.Reference{Group: "201 adults of an invented cohort", Low: low, Median: median, High: high}
	}
	r := figure.Ranges{Title: "Invented sample", Measure: "Share of the reads", Rows: []figure.RangeRow{
		{Label: "Akkermansia muciniphila", Share: evidence.Interval{0.021, 0.021}, Reference: adults(0, 0.004, 0.05)},
		{Label: "makers of butyrate", Share: evidence.Interval{0.11, 0.24}, Reference: adults(0.08, 0.15, 0.29)},
		{Label: "Oxalobacter formigenes", Reference: adults(0, 0, 0.0006)},
		{Label: "Dialister invisus", Share: evidence.Interval{0.0012, 0.0012}}, // no group tells it
	}}
	if err := r.WriteText(os.Stdout, 100); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Invented sample
	//                                                                           Share  Median (P10 to P90)
	// Compared with 201 adults of an invented cohort
	//   Akkermansia muciniphila  ░░░░░░░░░░░░░░░│░░░░░░░░●░░░░                  2.1 %       0.4 (0 to 5) %
	//   makers of butyrate                                      ░├─┼──┤░   11 to 24 %       15 (8 to 29) %
	//   Oxalobacter formigenes   ○░░░░                                       not seen      0 (0 to 0.06) %
	// No reference group fits
	//   Dialister invisus                ●                                     0.12 %
	//                   not seen ┴  ┴───┴───┴────┴───┴──┴────┴───┴───┴───
	//                             0.05 0.1 0.2  0.5  1  2    5  10  20
	// Share of the reads, % (log scale)
	// ● is the share. ○ is a share that was not seen. ├─┤ is where the share lies, which is not known more
	// sharply. ░ is from percentile 10 (P10) to percentile 90 (P90) of the group, │ its median. A range
	// describes its group and is no limit of health.
}

// A percentile is never shown without its group.
func ExampleRanges_Validate() {
	r := figure.Ranges{Rows: []figure.RangeRow{
		{Label: "Akkermansia", Share: evidence.Interval{0.02, 0.02}, Reference: &figure.Reference{Low: 0, Median: 0.004, High: 0.05}},
	}}
	err := r.Validate()
	fmt.Println(err)
	fmt.Println(errors.Is(err, figure.ErrNoGroup))
	// Output:
	// figure: row 1: Reference.Group: a percentile is never shown without its group: ""; want its name
	// true
}
