package microbiome

import (
	"errors"
	"fmt"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Assay is how a sample was measured. The zero Assay means that it is not said.
type Assay uint8

// The assays.
const (
	AssayNotSaid Assay = iota
	Shotgun            // DNA of the whole community
	Amplicon           // a marker gene, such as that of 16S rRNA
	Transcripts        // RNA of the whole community
	Predicted          // genes worked out from taxa, as by PICRUSt2
)

var assays = spell.Set[Assay]{Type: "microbiome.Assay", Words: []string{
	"not-said", "shotgun", "amplicon", "transcripts", "predicted"}}

// String returns the word of a, such as "shotgun".
func (a Assay) String() string { return assays.String(a) }

// MarshalText returns the word of a; a value that is not an Assay is an error.
func (a Assay) MarshalText() ([]byte, error) { return assays.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Assay) UnmarshalText(text []byte) error { return assays.Parse(a, text) }

// Day is a day relative to today, those past below zero. The zero Day is not
// known. It is a plain value.
type Day struct {
	Known  bool `json:"known"`
	Number int  `json:"number"`
}

// DayOf returns the known day n.
func DayOf(n int) Day { return Day{true, n} }

// Origin tells how a table was made. What is zero is not known: two tables of
// which that is so, or differs, should not be compared. It is a plain value.
type Origin struct {
	Assay     Assay  `json:"assay,omitempty"`
	Provider  string `json:"provider,omitempty"`
	Pipeline  string `json:"pipeline,omitempty"`  // program and version
	Database  string `json:"database,omitempty"`  // with its version
	Reference string `json:"reference,omitempty"` // group that the percentiles are of
	Collected Day    `json:"collected,omitzero"`
	// DetectionLimit is the smallest share of a sample, of 1, that would have been
	// seen; 0: not known.
	DetectionLimit float64 `json:"detection_limit,omitempty"`
}

// Validate reports everything that is wrong with o.
func (o *Origin) Validate() error {
	var errs []error
	if o.Assay > Predicted {
		errs = append(errs, fmt.Errorf("assay: %s; want one of those that there are", o.Assay))
	}
	if !(o.DetectionLimit >= 0 && o.DetectionLimit < 1) {
		errs = append(errs, fmt.Errorf("detection_limit: %v; want a share from 0 up to 1", o.DetectionLimit))
	}
	if !o.Collected.Known && o.Collected.Number != 0 {
		errs = append(errs, errors.New("collected: a number of a day that is not known"))
	}
	if o.Collected.Number > 0 {
		errs = append(errs, fmt.Errorf("collected: day %d is still to come", o.Collected.Number))
	}
	return errors.Join(errs...)
}

// Merge returns o with what it lacks from p, such as what a file says of itself
// from what its sender says of it. What both know and do not agree on is an
// error.
func (o Origin) Merge(p Origin) (Origin, error) {
	var errs []error
	text := func(field string, a *string, b string) {
		if *a == "" {
			*a = b
		} else if b != "" && *a != b {
			errs = append(errs, fmt.Errorf("%s: %q and %q", field, *a, b))
		}
	}
	if o.Assay == AssayNotSaid {
		o.Assay = p.Assay
	} else if p.Assay != AssayNotSaid && o.Assay != p.Assay {
		errs = append(errs, fmt.Errorf("assay: %s and %s", o.Assay, p.Assay))
	}
	text("provider", &o.Provider, p.Provider)
	text("pipeline", &o.Pipeline, p.Pipeline)
	text("database", &o.Database, p.Database)
	text("reference", &o.Reference, p.Reference)
	if !o.Collected.Known {
		o.Collected = p.Collected
	} else if p.Collected.Known && o.Collected != p.Collected {
		errs = append(errs, fmt.Errorf("collected: days %d and %d", o.Collected.Number, p.Collected.Number))
	}
	if o.DetectionLimit == 0 {
		o.DetectionLimit = p.DetectionLimit
	} else if p.DetectionLimit != 0 && o.DetectionLimit != p.DetectionLimit {
		errs = append(errs, fmt.Errorf("detection_limit: %v and %v", o.DetectionLimit, p.DetectionLimit))
	}
	return o, errors.Join(errs...)
}
