package export

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
)

// pathEntry is where the file is named; the arrows choose another format, which
// changes the name's ending.
type pathEntry struct {
	widget.Entry
	sheet *Sheet
}

func newPathEntry(s *Sheet) *pathEntry {
	e := &pathEntry{sheet: s}
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey chooses a format by the arrows, or leaves.
func (e *pathEntry) TypedKey(k *fyne.KeyEvent) {
	p := e.sheet.formats
	switch k.Name {
	case fyne.KeyUp:
		p.pick(p.at - 1)
	case fyne.KeyDown:
		p.pick(p.at + 1)
	case fyne.KeyEscape:
		e.sheet.Leave()
	default:
		e.Entry.TypedKey(k)
		return
	}
	e.CursorColumn = len([]rune(e.Text))
	e.Refresh()
}

// pressRow is the button that writes, and the way to another place.
type pressRow struct {
	row    *fyne.Container
	button pane.PressButton
}

func newPressRow(s *Sheet) *pressRow {
	b := pane.NewPress(lang.L("Export"), func() { s.Export() }, func() { s.Leave() })
	place := pane.NewLink(lang.L("Choose a place…"), func() { s.Place() })
	place.Other = s.otherKey
	return &pressRow{container.NewHBox(b, layout.NewSpacer(), place), b}
}
