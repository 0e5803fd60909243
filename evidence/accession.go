package evidence

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// DOI is a digital object identifier, as 10.prefix/suffix. The zero DOI means
// that none is known. Two DOIs are equal with == only if spelled alike, though
// case does not count in a DOI. It is a plain value.
type DOI struct{ s string }

// ParseDOI returns the DOI spelled s, without "doi:" or an address before it.
// Other text is a [*spell.Error].
func ParseDOI(s string) (DOI, error) {
	prefix, suffix, ok := strings.Cut(s, "/")
	registrant, ok10 := strings.CutPrefix(prefix, "10.")
	printable := func(r rune) bool { return r > ' ' && r < 0x7f }
	digit := func(r rune) bool { return '0' <= r && r <= '9' }
	if !ok || !ok10 || len(registrant) < 4 || len(registrant) > 9 || !all(registrant, digit) ||
		suffix == "" || len(suffix) > 200 || !all(suffix, printable) {
		return DOI{}, &spell.Error{Type: "doi", Input: s, Want: "10.number/suffix"}
	}
	return DOI{s}, nil
}

func all(s string, ok func(rune) bool) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !ok(r) })
}

// String returns the text of d, and "" for the zero DOI.
func (d DOI) String() string { return d.s }

// MarshalText returns the text of d.
func (d DOI) MarshalText() ([]byte, error) { return []byte(d.s), nil }

// UnmarshalText takes what [ParseDOI] takes.
func (d *DOI) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDOI(string(text))
	return err
}

// PMID is a PubMed number, 1 to 99,999,999. The zero PMID means that none is
// known. It is a plain value.
type PMID struct{ n uint32 }

// ParsePMID returns the PMID written s, digits only. Other text is a
// [*spell.Error].
func ParsePMID(s string) (PMID, error) {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil || n == 0 || n > 99_999_999 || s[0] == '0' || s[0] == '+' {
		return PMID{}, &spell.Error{Type: "pmid", Input: s, Want: "a number of 1 to 8 digits"}
	}
	return PMID{uint32(n)}, nil
}

// String returns the digits of p, and "" for the zero PMID.
func (p PMID) String() string {
	if p.n == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(p.n), 10)
}

// MarshalText returns the digits of p.
func (p PMID) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText takes what [ParsePMID] takes.
func (p *PMID) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePMID(string(text))
	return err
}

// Date is a calendar day written as 2026-11-23. The zero Date means that none
// is said. It is a plain value.
type Date struct{ s string }

// ParseDate returns the day written s.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return Date{}, &spell.Error{Type: "date", Input: s, Want: "a day as 2026-11-23"}
	}
	return Date{s}, nil
}

// String returns d as 2026-11-23, and "" for the zero Date.
func (d Date) String() string { return d.s }

// MarshalText returns d as 2026-11-23.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.s), nil }

// UnmarshalText takes what [ParseDate] takes.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// Check says how and when a record was compared with its source. It is a plain
// value.
type Check struct {
	How Basis  `json:"how,omitzero"`
	By  string `json:"by,omitempty"` // role or initials of the reviewer
	On  Date   `json:"on,omitzero"`
}

// Validate reports what is missing in c.
func (c Check) Validate() error {
	if c.How == BasisNotSaid || c.On == (Date{}) {
		return fmt.Errorf("want how (%s …) and on (a day)", Title)
	}
	return nil
}
