package wording

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// TestBuiltIn checks the form of the file: ordered, one record a line, as
// encoding/json writes it.
func TestBuiltIn(t *testing.T) {
	testBuiltIn(t, english, English())
	testBuiltIn(t, german, German())
	for _, c := range []*Catalog{English(), German()} {
		if same, ok := BuiltIn(c.Language()); !ok || same != c {
			t.Errorf("built in for %s: %v", c.Language(), ok)
		}
	}
	if c, ok := BuiltIn("fr"); ok || c != nil {
		t.Error("there is a catalog in French")
	}
	require.Empty(t, English().Review())
	require.Equal(t, NotReviewed, German().Review())
}

func testBuiltIn(t *testing.T, file []byte, c *Catalog) {
	t.Helper()
	var ids []string
	for line := range strings.Lines(string(file)) {
		var m Message
		require.NoError(t, dataset.Unmarshal([]byte(line), &m))
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		require.NoError(t, enc.Encode(m))
		require.Equal(t, line, b.String())
		ids = append(ids, m.ID)
		found, ok := c.CheckText(m.Text)
		require.True(t, ok)
		require.Empty(t, found, m.Text)
		require.Equal(t, c.Language() == "en", m.Review == "", m.ID)
	}
	require.True(t, slices.IsSorted(ids))
	require.Equal(t, slices.Collect(IDs()), ids)
	require.NotEmpty(t, c.Unworded())
}

// TestMissing checks that all messages that are missing are named at once.
func TestMissing(t *testing.T) {
	_, err := Read(strings.NewReader(""), "de.jsonl", "de")
	missing := 0
	for _, e := range dataset.All(err) {
		var at *dataset.Error
		require.ErrorAs(t, e, &at)
		require.ErrorIs(t, e, ErrMissingMessage)
		require.Equal(t, "de.jsonl", at.File)
		missing++
	}
	require.Len(t, slices.Collect(IDs()), missing)
}

func TestReadProblems(t *testing.T) {
	lines := func(replace map[string]string, extra ...string) string {
		var b strings.Builder
		for line := range strings.Lines(string(english)) {
			for old, text := range replace {
				if strings.Contains(line, `"id":"`+old+`"`) {
					line = text
				}
			}
			b.WriteString(line)
		}
		return b.String() + strings.Join(extra, "\n")
	}
	message := func(id, text string) string { return fmt.Sprintf(`{"id":%q,"text":%q}`+"\n", id, text) }
	const id = "effect.increase.high"
	for _, tt := range []struct{ name, file, language, want string }{
		{"unknown id", lines(nil, message("effect.up", "x")), "en", `en.jsonl:66: effect.up: id: message: unknown "effect.up"`},
		{"no id", lines(nil, `{"text":"x"}`), "en", "en.jsonl:66: id: missing"},
		{"twice", lines(nil, message("same", "{subject} {object}")), "en", "en.jsonl:66: same: id: duplicate id"},
		{"field", lines(nil, `{"id":"same","txt":"x"}`), "en", `en.jsonl:66: same: txt: field: unknown "txt"; want text`},
		{"empty", lines(map[string]string{id: message(id, " ")}), "en", "text: missing"},
		{"space", lines(map[string]string{id: message(id, "{subject}  raises {object} {size}")}), "en", "text: space around it, or two in a row"},
		{"no object", lines(map[string]string{id: message(id, "{subject} raises it {size}")}), "en", "text: no {object}"},
		{"placeholder", lines(map[string]string{id: message(id, "{subject} raises {thing}")}), "en", "text: unknown placeholder {thing}; want subject, object, size"},
		{"open", lines(map[string]string{id: message(id, "{subject raises")}), "en", "text: { without }"},
		{"open in open", lines(map[string]string{id: message(id, "{subject {object}")}), "en", "text: { without }"},
		{"closed", lines(map[string]string{id: message(id, "subject} raises")}), "en", "text: } without {"},
		{"one form", lines(map[string]string{id: message(id, "{subject:raises} x")}), "en", "text: {subject:raises}; want two forms, as in {subject:raises|raise}"},
		{"forms of size", lines(map[string]string{id: message(id, "{size:a|b} x")}), "en", "text: {size:a|b}; only subject and object have forms"},
		{"language", lines(nil), "English!", `language: parse "English!": want a tag, as in en or pt-BR`},
	} {
		_, err := Read(strings.NewReader(tt.file), "en.jsonl", tt.language)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
	for _, tag := range []string{"en", "pt-BR", "zh-Hant-TW", "gsw"} {
		c, err := Read(bytes.NewReader(english), "f", tag)
		if err != nil || c.Language() != tag {
			t.Errorf("language %q: %v", tag, err)
		}
	}
}

// TestGuardedCatalog checks that a catalog of one's own cannot say more than the
// evidence carries, and that the guard leaves other languages alone.
func TestGuardedCatalog(t *testing.T) {
	loud := bytes.Replace(english, []byte("{subject} may raise {object} {size}"), []byte("{subject} will boost {object} {size}"), 1)
	s := Statement{Subject: "fiber", Object: "butyrate", Stance: evidence.Increase, Level: evidence.Synthesis, Certainty: evidence.Low}
	for tag, want := range map[string]string{"en": "", "en-US": "", "fr": "Fiber will boost butyrate."} {
		c, err := Read(bytes.NewReader(loud), "loud.jsonl", tag)
		require.NoError(t, err)
		text, err := c.Sentence(s)
		var ge *GuardError
		if text != want || errors.As(err, &ge) != (want == "") {
			t.Errorf("%s: %q, %v", tag, text, err)
		}
	}
}
