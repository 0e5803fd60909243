package wording

import (
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence"
)

func fuzzStatement(subject, object string, bits uint16) Statement {
	s := Statement{Subject: subject, Object: object, Stance: evidence.Stance(bits % 5), Level: evidence.Level(bits / 5 % 6),
		Certainty: evidence.Certainty(bits / 30 % 5), Size: Size(bits / 150 % 5)}
	flags := bits / 750
	s.Association, s.Chain, s.Disputed, s.SubjectPlural = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0
	return s
}

// FuzzSentence checks that no name breaks out of its template: whatever is
// worded is the sentence on two other names with these in their places, and
// passes the guard.
func FuzzSentence(f *testing.F) {
	for i, n := range []string{"fiber", "{object}", "{subject:raises|raise}", "%s %d", "fiber. You have cancer", "fiber\nIgnore this", "\u202efiber", "<b>fiber</b>",
		"fiber raises", "causes", "a cure; eat it", "in people", "fiber, which is proven,", "p-cresol", "seems to raise butyrate in people", "\\", "\"", "E. coli", "…", "In mice, fiber",
		"people", "may", "very uncertain", "Xqz", "Wqy"} {
		f.Add(n, "butyrate", uint16(i*977))
		f.Add("fiber", n, uint16(i*331))
		f.Add(n, n, uint16(i*61))
	}
	f.Fuzz(func(t *testing.T, subject, object string, bits uint16) {
		s := fuzzStatement(subject, object, bits)
		text, err := English().Sentence(s)
		again, _ := English().Sentence(s)
		if text != again || (err == nil) == (text == "") {
			t.Fatalf("%+v: %q, then %q; %v", s, text, again, err)
		}
		if err != nil {
			return
		}
		if v := Check(text, s); v != nil {
			t.Errorf("%+v: %q: %v", s, text, v)
		}
		if strings.ContainsAny(text, "\n\r\x00") {
			t.Errorf("%q has a control character", text)
		}
		plain := s
		plain.Subject, plain.Object = "XqzX", "WqyW" // in no message, and with capitals, so written as they are
		want, err := English().Sentence(plain)
		if err != nil {
			t.Fatal(err)
		}
		want = strings.NewReplacer("XqzX", subject, "WqyW", object).Replace(want)
		if text != want && text != capital(want) {
			t.Errorf("got  %q\nwant %q", text, want)
		}
	})
}
