package habitlog_test

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/strategy/habitlog"
)

func ExampleReadAGP() {
	rows, err := habitlog.ReadAGP(strings.NewReader(
		"row\tAGE_GROUP\tTYPES_OF_PLANTS\tFIBER_GRAMS\tDIET_TYPE\tSLEEP_DURATION\tANTIBIOTIC_SELECT\tIBD\tDIABETES\n"+
			"r1\t40-59\t11 to 20\t140\tOmnivore\t7-8 hours\tNot in the last year\tNone\tno_data\n"+
			"r2\t18-39\t6 to 10\t21\tVegan\t6-7 hours\t\t\t\n"+
			"r3\t0-17\t\t\t\t\t\t\t\n"), "survey.tsv")
	if err != nil {
		fmt.Println(err)
	}
	for _, row := range rows {
		if row.Refused != nil {
			fmt.Println(row.ID, "refused:", row.Refused)
			continue
		}
		fiber := row.Habits.Diet.Fiber
		fmt.Println(row.ID, "fiber is", fiber.State, fiber.Value, fiber.Values)
		for _, note := range row.Notes {
			fmt.Println("  ", note)
		}
	}
	// Output:
	// r1 fiber is known 20 []
	// r2 fiber is conflicting 0 [3 21]
	//    FIBER_GRAMS: 21 g in the sampled week is 3.0 g/d; ask whether it was 21 g a day
	// r3 refused: AGE_GROUP: under 18
}
