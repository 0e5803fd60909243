package pathway

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Tells says whether a stool test can tell something. The zero Tells means that
// it is not said.
type Tells uint8

// The values of Tells.
const (
	TellsNotSaid Tells = iota
	TellsYes
	TellsPartly
	TellsNo
)

var tells = spell.Set[Tells]{Type: "pathway.Tells", Words: []string{"not-said", "yes", "partly", "no"}}

// String returns the word of t, such as "partly".
func (t Tells) String() string { return tells.String(t) }

// MarshalText returns the word of t; a value that is not a Tells is an error.
func (t Tells) MarshalText() ([]byte, error) { return tells.Append(nil, t) }

// UnmarshalText sets t from its word; another word is a [*spell.UnknownError].
func (t *Tells) UnmarshalText(text []byte) error { return tells.Parse(t, text) }

// StoolTestFact is something that a stool test of the microbiome can or cannot
// tell, with the studies that show it. Records are plain values: fill the fields
// and call Validate.
type StoolTestFact struct {
	ID        NoteID              `json:"id"`
	Tells     Tells               `json:"tells"`
	Statement string              `json:"statement"`
	Because   string              `json:"because"`
	Studies   []evidence.StudyKey `json:"studies"`
}

// Validate reports everything that is wrong with the record by itself.
func (f *StoolTestFact) Validate() error {
	errs := []error{identified(f.ID), present("statement", f.Statement), present("because", f.Because)}
	if f.Tells == TellsNotSaid {
		errs = append(errs, errors.New("tells: missing; want yes, partly or no"))
	}
	if len(f.Studies) == 0 {
		errs = append(errs, errors.New("studies: missing"))
	}
	return errors.Join(errs...)
}

// Topic is what a [FurtherReading] is about. The zero Topic means that it is not
// said.
type Topic uint8

// The topics, in the order of a reading list.
const (
	TopicNotSaid Topic = iota
	StartHere
	MicrobiomeBasics
	ShortChainFattyAcids
	LactateTopic
	AminoAcids
	BileAcids
	ImmuneAndBarrier
	ExerciseTopic
	DietTopic
	Probiotics
	AgingAndSarcopenia
	StoolTests
	Methods
)

var topics = spell.Set[Topic]{Type: "pathway.Topic", Words: []string{
	"not-said", "start-here", "microbiome-basics", "short-chain-fatty-acids", "lactate", "amino-acids", "bile-acids",
	"immune-and-barrier", "exercise", "diet", "probiotics", "aging-and-sarcopenia", "stool-tests", "methods"}}

// String returns the word of t, such as "start-here".
func (t Topic) String() string { return topics.String(t) }

// MarshalText returns the word of t; a value that is not a Topic is an error.
func (t Topic) MarshalText() ([]byte, error) { return topics.Append(nil, t) }

// UnmarshalText sets t from its word; another word is a [*spell.UnknownError].
func (t *Topic) UnmarshalText(text []byte) error { return topics.Parse(t, text) }

// Audience is for whom a text is written. The zero Audience means that it is not
// said.
type Audience uint8

// The audiences.
const (
	AudienceNotSaid Audience = iota
	Everyone
	Practitioner // who advises people
	Researcher
)

var audiences = spell.Set[Audience]{Type: "pathway.Audience", Words: []string{"not-said", "everyone", "practitioner", "researcher"}}

// String returns the word of a, such as "practitioner".
func (a Audience) String() string { return audiences.String(a) }

// MarshalText returns the word of a; a value that is not an Audience is an error.
func (a Audience) MarshalText() ([]byte, error) { return audiences.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Audience) UnmarshalText(text []byte) error { return audiences.Parse(a, text) }

// FurtherReading is an entry of the reading list: a study, or a page of the web.
// It is a recommendation to read and not evidence. Records are plain values:
// fill the fields and call Validate.
type FurtherReading struct {
	ID    NoteID            `json:"id"`
	Topic Topic             `json:"topic"`
	For   Audience          `json:"for"`
	Title string            `json:"title"`
	Study evidence.StudyKey `json:"study,omitzero"`
	URL   string            `json:"url,omitempty"` // of a page that is no study; https
	Why   string            `json:"why"`
}

// Validate reports everything that is wrong with the record by itself.
func (r *FurtherReading) Validate() error {
	errs := []error{identified(r.ID), present("title", r.Title), present("why", r.Why)}
	if r.Topic == TopicNotSaid {
		errs = append(errs, errors.New("topic: missing"))
	}
	if r.For == AudienceNotSaid {
		errs = append(errs, errors.New("for: missing; want everyone, practitioner or researcher"))
	}
	if r.Study.IsValid() == (r.URL != "") {
		errs = append(errs, errors.New("study, url: want exactly one"))
	}
	if r.URL != "" && !isPage(r.URL) {
		errs = append(errs, fmt.Errorf("url: %s; want https://…", spell.Quote(r.URL)))
	}
	return errors.Join(errs...)
}

// isPage reports whether s is the address of a page: https, a host with a dot,
// and printable ASCII without spaces, quotes and angle brackets.
func isPage(s string) bool {
	rest, https := strings.CutPrefix(s, "https://")
	host, _, _ := strings.Cut(rest, "/")
	odd := func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("<>\"`{}|^", r) }
	return https && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsFunc(s, odd)
}

// StoolTests yields what a stool test can and cannot tell, ordered by id.
func (a *Atlas) StoolTests() iter.Seq[StoolTestFact] { return slices.Values(a.stoolTests) }

// FurtherReading yields the reading list, ordered by topic and id.
func (a *Atlas) FurtherReading() iter.Seq[FurtherReading] { return slices.Values(a.reading) }
