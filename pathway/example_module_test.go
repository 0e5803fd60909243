package pathway_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// The published example of omixer-rpm: coverage 4/5, average abundance 5.
func ExampleScorer() {
	module := pathway.MustParseModule(`
		K00844 | K00845;
		K01810 | K06859 | K13810 | K15916;
		K00850 | K16370;
		K01622;
		K01803`)
	genes := []string{"K00844", "K00845", "K06859", "K13810", "K01622", "K16370"}
	scorer := pathway.NewScorer([]pathway.Module{module}, genes)

	scores, err := scorer.Score(nil, []int32{0, 1, 2, 3, 4, 5}, []float64{10, 3, 7, 8, 2, 5})
	if err != nil {
		fmt.Println(err)
		return
	}
	coverage, _ := scores[0].Coverage()
	fmt.Println("coverage", coverage)
	fmt.Println("mean", scores[0].Mean, "median", scores[0].Median)
	// Output:
	// coverage 0.8
	// mean 5 median 6.5
}

// Thiolase and Etf are widespread: who has only these covers two steps of five
// of the way to butyryl-CoA, but little of what is telling of it.
func ExampleFunction_Module() {
	function, _ := pathway.Default().Function(pathway.MustParseFunctionID("butyrate-core"))
	module, err := function.Module()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(module)

	scorer := pathway.NewScorer([]pathway.Module{module}, []string{"K00626", "K03521", "K03522"})
	scores, _ := scorer.Score(nil, []int32{0, 1, 2}, []float64{40, 30, 20})
	coverage, _ := scores[0].Coverage()
	telling, _ := scores[0].Telling()
	fmt.Printf("coverage %.2f, telling %.2f\n", coverage, telling)
	// Output:
	// K00626@0.2; K00074|K00023|K01782|K07516@0.6; K01715|K01692|K01782@0.4; K00248@0.5; K03521+K03522@0.2
	// coverage 0.40, telling 0.21
}

// All problems of a text come at once.
func ExampleParseModule_errors() {
	_, err := pathway.ParseModule("K00844|K0845; K01810@2; (K00850")
	fmt.Println(err)
	// Output:
	// module: "K0845" at byte 7; want K and five digits, joined by + or |
	// module: "2" at byte 21; want a weight above 0 and up to 1, such as 0.25
	// module: the end at byte 31; want +, | or )
}
