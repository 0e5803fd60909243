package evidence

import (
	"encoding"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

func TestParseAccessions(t *testing.T) {
	doi := func(s string) (string, error) { d, err := ParseDOI(s); return d.String(), err }
	pmid := func(s string) (string, error) { p, err := ParsePMID(s); return p.String(), err }
	date := func(s string) (string, error) { d, err := ParseDate(s); return d.String(), err }
	key := func(s string) (string, error) { k, err := ParseStudyKey(s); return k.String(), err }
	for _, tt := range []struct {
		name  string
		parse func(string) (string, error)
		typ   string
		good  []string
		bad   []string
	}{
		{"DOI", doi, "doi",
			[]string{"10.1126/scitranslmed.aan5662", "10.1136/bmj.39489.470347.AD", "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
				"10.1234/a/b", "10.123456789/x"},
			[]string{"", "10.1126", "10.1126/", "/x", "10./x", "10.12/x", "10.1234567890/x", "10.12a4/x", "11.1234/x", "doi:10.1126/x",
				"https://doi.org/10.1126/x", " 10.1126/x", "10.1126/x ", "10.1126/x y", "10.1126/ä", "10.1126/x\n", "10.1126/" + strings.Repeat("x", 201)}},
		{"PMID", pmid, "pmid",
			[]string{"1", "31578579", "99999999"},
			[]string{"", "0", "01", "+1", "-1", "100000000", "1e3", "12 ", " 12", "PMID:12", "1_000", "１２", "99999999999999999999"}},
		{"Date", date, "date",
			[]string{"2026-11-23", "2024-02-29", "1999-12-31"},
			[]string{"", "2026-11", "2026-13-01", "2026-02-29", "2026-11-31", "26-11-23", "2026-1-3", "2026/11/23", "23.11.2026", "2026-11-23T10:00:00Z", " 2026-11-23"}},
		{"StudyKey", key, "study",
			[]string{"lahiri-2019", "a", "2", strings.Repeat("a", spell.MaxID)},
			[]string{"", "Lahiri-2019", "lahiri_2019", "-a", "a-", "a--b", "a b", "ä", strings.Repeat("a", spell.MaxID+1)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, s := range tt.good {
				if got, err := tt.parse(s); err != nil || got != s {
					t.Errorf("%q = %q, %v", s, got, err)
				}
			}
			for _, s := range tt.bad {
				got, err := tt.parse(s)
				var wrong *spell.Error
				if !errors.As(err, &wrong) || got != "" {
					t.Errorf("%q = %q, %v; want a *spell.Error", s, got, err)
					continue
				}
				if wrong.Type != tt.typ || wrong.Input != s || wrong.Want == "" || wrong.Offset > len(s) {
					t.Errorf("%q: error %+v", s, *wrong)
				}
			}
		})
	}
}

func TestZeroAccessionsAreEmptyText(t *testing.T) {
	for _, a := range []encoding.TextMarshaler{DOI{}, PMID{}, Date{}, StudyKey{}} {
		if text, err := a.MarshalText(); err != nil || len(text) != 0 {
			t.Errorf("%T: %q, %v", a, text, err)
		}
	}
	key := MustParseStudyKey("a")
	if err := key.UnmarshalText(nil); err != nil || key.IsValid() {
		t.Errorf("StudyKey of empty text = %v, %v", key, err)
	}
}

func TestStudyKeysAreOrderedByText(t *testing.T) {
	keys := []StudyKey{{}, MustParseStudyKey("a"), MustParseStudyKey("a-b"), MustParseStudyKey("b")}
	for i, a := range keys {
		for j, b := range keys {
			if got, want := a.Compare(b), min(1, max(-1, i-j)); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, want)
			}
		}
	}
	if b, err := keys[1].AppendText([]byte("x")); err != nil || string(b) != "xa" {
		t.Errorf("AppendText = %s, %v", b, err)
	}
}

func TestMustParseStudyKeyPanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.Contains(err.Error(), `"No Key"`) {
			t.Errorf("panic with %v, want an error that quotes the key", err)
		}
	}()
	MustParseStudyKey("No Key")
	t.Error("no panic")
}

// fuzzText checks that a text that is taken is kept to the letter, as text and
// as JSON, and that one that is not taken leaves no trace.
func fuzzText[A comparable, P interface {
	*A
	encoding.TextUnmarshaler
}](f *testing.F, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var a, zero A
		if err := P(&a).UnmarshalText([]byte(s)); err != nil || s == "" {
			if a != zero {
				t.Errorf("%q is refused (%v) but leaves %v", s, err, a)
			}
			return
		}
		if a == zero {
			t.Errorf("%q is taken for the zero value", s)
		}
		data, err := json.Marshal(a)
		var text string
		if err != nil || json.Unmarshal(data, &text) != nil || text != s {
			t.Errorf("%q is written %s, %v", s, data, err)
		}
		var back A
		if err := json.Unmarshal(data, &back); err != nil || back != a {
			t.Errorf("%q: there and back = %v, %v", s, back, err)
		}
	})
}

func FuzzDOI(f *testing.F) {
	fuzzText[DOI](f, "10.1126/scitranslmed.aan5662", "10.1234/<a&b>\"", "10.1/x", "doi:10.1234/x", "")
}

func FuzzPMID(f *testing.F) { fuzzText[PMID](f, "1", "31578579", "007", "+5", "") }

func FuzzDate(f *testing.F) { fuzzText[Date](f, "2026-11-23", "2024-02-30", "0000-01-01", "") }

func FuzzStudyKey(f *testing.F) { fuzzText[StudyKey](f, "lahiri-2019", "a--b", "-", "") }
