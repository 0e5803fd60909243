package trial_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/trial"
)

// TestSealed checks that a schedule, which tells somebody what to do on which
// day, comes from a trial that New made for a verdict, and from nothing else.
func TestSealed(t *testing.T) {
	typ := reflect.TypeFor[trial.Trial]()
	for i := range typ.NumField() {
		if typ.Field(i).IsExported() {
			t.Errorf("%s.%s is exported", typ, typ.Field(i).Name)
		}
	}
	for _, method := range []string{"UnmarshalJSON", "UnmarshalText", "UnmarshalStrict", "GobDecode", "UnmarshalBinary", "Scan"} {
		if _, ok := reflect.PointerTo(typ).MethodByName(method); ok {
			t.Errorf("%s has %s", typ, method)
		}
	}
	for _, open := range []reflect.Type{reflect.TypeFor[trial.Plan](), reflect.TypeFor[trial.Protocol]()} {
		for i := range reflect.PointerTo(open).NumMethod() {
			t.Errorf("%s has %s, though it has seen no verdict", open, reflect.PointerTo(open).Method(i).Name)
		}
	}
	require.Empty(t, new(trial.Trial).Schedule())
}
