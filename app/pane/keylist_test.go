package pane

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAKeyListSkipsWhatDoesNothing(t *testing.T) {
	test.NewTempApp(t)
	var tapped []string
	tap := func(s string) Item { return Item{Text: s, Tap: func() { tapped = append(tapped, s) }} }
	l := NewKeyList()
	other := 0
	l.Other = func(*fyne.KeyEvent) { other++ }
	l.Set([]Item{{Heading: true, Text: "H"}, tap("a"), {Text: "about a"}, tap("b")})
	w := test.NewTempWindow(t, l)
	w.Canvas().Focus(l)
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn, fyne.KeyEscape} {
		l.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got := len(tapped); got != 4 || tapped[0] != "a" || tapped[1] != "b" || tapped[2] != "b" || tapped[3] != "a" || other != 1 {
		t.Errorf("tapped %v, other keys %d", tapped, other)
	}
}
