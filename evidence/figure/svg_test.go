package figure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// element is one element of an SVG that was read back.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

func (e element) num(t testing.TB, name string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(e.attrs[name], 64)
	if err != nil {
		t.Fatalf("%s of %v: %v", name, e, err)
	}
	return x
}

// allowed are the elements of a figure with their attributes. None of them can
// run a script or fetch anything.
var allowed = map[string]string{
	"svg":     "xmlns viewBox role aria-labelledby aria-describedby font-family font-size",
	"title":   "id",
	"desc":    "id",
	"defs":    "",
	"pattern": "id width height patternUnits patternTransform",
	"rect":    "x y width height fill stroke stroke-width stroke-dasharray",
	"line":    "x1 y1 x2 y2 stroke stroke-width stroke-dasharray",
	"circle":  "cx cy r fill fill-opacity stroke stroke-width",
	"polygon": "points fill",
	"text":    "x y fill font-size font-weight text-anchor transform",
}

var (
	numeric = []string{"x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy", "r", "font-size", "stroke-width", "fill-opacity"}
	inText  = regexp.MustCompile(`-?\d+(\.\d+)?`)
	paint   = regexp.MustCompile(`^(#[0-9a-f]{6}|url\(#fig[0-9a-f]{16}-(down|rest)\))$`)
)

// draw writes an SVG, reads it back and checks what holds for all of them:
// well-formed, nothing but what is allowed, numbers finite and on the picture,
// a text alternative, the same bytes again.
func draw(t testing.TB, write func(io.Writer) error) []element {
	t.Helper()
	var b, again bytes.Buffer
	require.NoError(t, write(&b))
	require.NoError(t, write(&again))
	require.True(t, bytes.Equal(b.Bytes(), again.Bytes()), "two writings differ")

	var all []element
	var open []int
	d := xml.NewDecoder(&b)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: map[string]string{}}
			names, known := allowed[e.name]
			if !known {
				t.Fatalf("element %s", e.name)
			}
			for _, a := range token.Attr {
				if a.Name.Space != "" || !slices.Contains(strings.Fields(names), a.Name.Local) {
					t.Fatalf("attribute %v of %s", a.Name, e.name)
				}
				e.attrs[a.Name.Local] = a.Value
			}
			open = append(open, len(all))
			all = append(all, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if s := strings.TrimSpace(string(token)); s != "" {
				all[open[len(open)-1]].text += s
			}
		default:
			t.Fatalf("a %T in the SVG", token)
		}
	}
	check(t, all)
	return all
}

func check(t testing.TB, all []element) {
	t.Helper()
	root := all[0]
	require.Equal(t, "svg", root.name)
	require.Equal(t, "img", root.attrs["role"])
	box := inText.FindAllString(root.attrs["viewBox"], -1)
	require.Len(t, box, 4)
	limits := map[string]float64{}
	for i, name := range []string{"x", "y"} {
		limit, err := strconv.ParseFloat(box[i+2], 64)
		require.NoError(t, err)
		limits[name] = limit
	}
	inside := func(e element, axis string, x float64) {
		if !(x >= 0 && x <= limits[axis]) { // also if it is NaN
			t.Fatalf("%v lies outside %v", e, limits)
		}
	}
	for _, want := range []struct{ name, by string }{{"title", "aria-labelledby"}, {"desc", "aria-describedby"}} {
		i := slices.IndexFunc(all, func(e element) bool { return e.name == want.name })
		require.NotEmpty(t, all[i].text)
		require.Equal(t, root.attrs[want.by], all[i].attrs["id"])
	}
	for _, e := range all[1:] {
		for _, name := range numeric {
			if _, has := e.attrs[name]; has {
				x := e.num(t, name)
				if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
					t.Fatalf("%s of %v", name, e)
				}
				if axis := strings.Trim(name, "c12"); axis == "x" || axis == "y" {
					inside(e, axis, x)
				}
			}
		}
		if e.name == "text" && e.attrs["transform"] == "" {
			size := fontSize
			if e.attrs["font-size"] != "" {
				size = e.num(t, "font-size")
			}
			left, width := e.num(t, "x"), widthOf(e.text, size)
			left -= map[string]float64{"end": width, "middle": width / 2}[e.attrs["text-anchor"]]
			inside(e, "x", left)
			inside(e, "x", left+width)
		}
		for _, pair := range strings.Fields(e.attrs["points"]) {
			x, y, _ := strings.Cut(pair, ",")
			px, err := strconv.ParseFloat(x, 64)
			require.NoError(t, err)
			py, err := strconv.ParseFloat(y, 64)
			require.NoError(t, err)
			inside(e, "x", px)
			inside(e, "y", py)
		}
		for _, name := range []string{"fill", "stroke"} {
			if v, has := e.attrs[name]; has && !paint.MatchString(v) {
				t.Fatalf("%s of %v", name, e)
			}
		}
	}
}

// texts returns what stands in the picture.
func texts(all []element) (out []string) {
	for _, e := range all {
		if e.name == "text" {
			out = append(out, e.text)
		}
	}
	return out
}

// having returns the elements of a name with an attribute of a value.
func having(all []element, name, attr, value string) (out []element) {
	for _, e := range all {
		if e.name == name && e.attrs[attr] == value {
			out = append(out, e)
		}
	}
	return out
}

// alternative returns the desc.
func alternative(all []element) string {
	return all[slices.IndexFunc(all, func(e element) bool { return e.name == "desc" })].text
}

func TestIdsDifferBetweenFigures(t *testing.T) {
	a, b := samplePyramid(), samplePyramid()
	b.Levels[1].Up++
	require.NotEqual(t, draw(t, a.WriteSVG)[1].attrs["id"], draw(t, b.WriteSVG)[1].attrs["id"])
}

// failing fails to write.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	for i, err := range []error{
		bcgForest().WriteSVG(failing{}), bcgForest().WriteText(failing{}, 80), bcgForest().WriteASCII(failing{}, 80),
		bcgFunnel().WriteSVG(failing{}), samplePyramid().WriteSVG(failing{}), samplePyramid().WriteText(failing{}, 80),
		sampleShares().WriteSVG(failing{}), sampleShares().WriteText(failing{}, 80), sampleShares().WriteASCII(failing{}, 80),
		sampleRanges().WriteSVG(failing{}), sampleRanges().WriteText(failing{}, 80), sampleRanges().WriteASCII(failing{}, 80),
	} {
		require.ErrorIs(t, err, io.ErrClosedPipe, "%d", i)
	}
}
