package format

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

var (
	errNoName  = errors.New("empty; want a name")
	errNoRows  = errors.New("no rows")
	errNoReads = errors.New("no reads in any row")

	errManyReads = fmt.Errorf("more than %d reads in all rows", int64(maxWhole))
)

// cellsOf reads the cells of a row and reports what is wrong with them.
type cellsOf struct {
	in     *input
	at     dataset.Place
	cells  []string
	failed bool
}

func (c *cellsOf) fail(field string, err error) {
	c.in.p.Add(c.at.Field(field), err)
	c.failed = true
}

func (c *cellsOf) text(i int) string { return strings.TrimSpace(c.cells[i]) }

func (c *cellsOf) whole(i int, field string) int {
	n, err := wholeNumber(c.text(i))
	if err != nil {
		c.fail(field, err)
	}
	return n
}

func (c *cellsOf) decimal(i int, field string) float64 {
	x, err := amount([]byte(c.text(i)))
	if err != nil {
		c.fail(field, err)
	}
	return x
}

// taxon reads the NCBI Taxonomy number of a row and makes it the label of a
// feature. Lines has those of the rows above, by number.
func (c *cellsOf) taxon(i int, field string, lines map[int]int) microbiome.Feature {
	n, err := wholeNumber(c.text(i))
	switch first, twice := lines[n]; {
	case err != nil:
		c.fail(field, err)
		return microbiome.Feature{}
	case n == 0:
		c.fail(field, errors.New("0; want the number of a taxon"))
	case twice:
		c.fail(field, twiceSince(first))
	}
	lines[n] = c.at.Line
	return microbiome.Feature{Label: strconv.Itoa(n), NCBI: n}
}

// twiceSince says that a taxon was there in a line above, if lines are known.
func twiceSince(line int) error {
	if line == 0 {
		return fmt.Errorf("%w: the taxon is there twice", dataset.ErrDuplicate)
	}
	return fmt.Errorf("%w: the taxon is there since line %d", dataset.ErrDuplicate, line)
}

// maxWhole is the largest number of reads, of a row and of all rows together: up
// to it a float64 holds all whole numbers.
const maxWhole = 1 << 53

// plus adds numbers of reads. More than an int holds is the most that it holds.
func plus(sum, n int) int { return sum + min(n, math.MaxInt-sum) }

// wholeNumber reads a number of reads, or of a taxon.
func wholeNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || int64(n) > maxWhole || text[0] == '+' || text[0] == '-' {
		return 0, fmt.Errorf("%s; want a whole number, not below zero and without separators", spell.Quote(text))
	}
	return n, nil
}
