// Package figure draws bodies of evidence: forest plots, funnel plots and
// evidence pyramids; and shares: of records, of the parts of a whole, and beside
// the range of a named group. It draws them as SVG for documents and as text for
// terminals.
//
//	f := figure.Forest{
//		Title: "Creatine and lean mass", Measure: "Mean difference, kg",
//		Left:  "favors placebo", Right: "favors creatine",
//		Rows:      []figure.Row{{Label: "First 2019", Estimate: 1.1, Lo: 0.2, Hi: 2.0, Weight: 0.6}, …},
//		Summaries: []figure.Summary{{Label: "Random effects", Estimate: 0.9, Lo: 0.3, Hi: 1.5}},
//	}
//	err := f.WriteSVG(file)
//	err = f.WriteText(os.Stdout, 100)
//
// # What comes out
//
// An SVG stands by itself: it has no script, refers to nothing outside, takes
// any width, and can be read without color. Its title and desc elements say in
// words what it shows, with the numbers, for those who do not see it. Equal
// input gives equal bytes. Text from the caller is cleaned of control
// characters and escaped; it may come from anywhere. Labels that are too long
// for their column end in "…" in the picture and are whole in the desc.
//
// The text forms have the same data. They never write more than the columns
// that were asked for, except that fewer than 40 count as 40; 0 means 80.
//
// # Limits
//
// The package draws the numbers it is given and works out none of its own but
// the pseudo limits of a funnel plot and what shares leave of their whole. A
// range of a group is described and never judged: no color grades it, and it is
// never drawn without the name of its group. What cannot be drawn right is an
// [*Error] that says where and why; then nothing is written.
package figure
