package page

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// clicks counts clicks that follow one another at one place, and remembers
// what a press began.
type clicks struct {
	n       int
	at      time.Time
	where   fyne.Position
	marker  *doc.Atom
	pressed bool    // and not let go yet
	bar     bool    // the scroll bar is held
	grip    float32 // where in the bar
	unit    [2]doc.Pos
	hovered bool
	onText  bool // selected text is under the mouse, to be taken along
}

const (
	clickWithin = 400 * time.Millisecond
	clickNear   = 4
)

func (c *clicks) count(at time.Time, where fyne.Position) int {
	d := where.Subtract(c.where)
	if at.Sub(c.at) > clickWithin || d.X*d.X+d.Y*d.Y > clickNear*clickNear || c.n == 3 {
		c.n = 0
	}
	c.n++
	c.at, c.where = at, where
	return c.n
}

// MouseDown puts the caret where the mouse is; a second click selects the word
// and a third the block.
func (t *Text) MouseDown(m *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.self); c != nil && !t.focused {
		if f, ok := t.self.(fyne.Focusable); ok {
			c.Focus(f)
		}
	}
	if y, h := t.barAt(t.Size().Height); h > 0 && m.Position.X > t.Size().Width-12 {
		t.clicks.bar = true
		t.clicks.grip = h / 2
		if m.Position.Y >= y && m.Position.Y <= y+h {
			t.clicks.grip = m.Position.Y - y
		}
		t.dragBar(m.Position.Y)
		return
	}
	if t.follow(m) {
		return
	}
	t.clicks.pressed, t.drag.held = true, false
	p := t.posAt(m.Position)
	from, to := t.sel.Range()
	if m.Button == desktop.MouseButtonSecondary && p >= from && p <= to && from < to {
		return // the menu is for the selection
	}
	if i, ok := t.boxAt(m.Position); ok {
		t.moveTo(t.doc.Start(i), false)
		t.do(t.session.ToggleDone)
		return
	}
	atom, at := t.markerAt(m.Position)
	t.clicks.marker = nil
	extend := m.Modifier&fyne.KeyModifierShift != 0
	unit := atom != nil && shownInline(*atom)
	switch n := t.clicks.count(time.Now(), m.Position); {
	case unit && n == 2 && !extend && atom.Kind == doc.Citation && t.OnCitation != nil:
		t.selectUnit(at, at+1)
		t.clicks.pressed = false
		t.OnCitation(citeID(*atom))
	case unit && !extend && !t.inSelection(m.Position):
		t.selectUnit(at, at+1)
	case n == 2 && !extend:
		lo, hi := t.doc.WordAt(p)
		t.selectUnit(lo, hi)
	case n == 3 && !extend:
		i, _ := t.doc.Find(p)
		t.selectUnit(t.doc.Start(i), t.doc.Start(i)+t.doc.Block(i).Len())
	case n == 1 && !extend && m.Button == desktop.MouseButtonPrimary && t.inSelection(m.Position):
		t.drag.held = true
		t.clicks.marker = atom
		t.clicks.unit = [2]doc.Pos{p, p}
	case atom != nil && !extend && m.Button == desktop.MouseButtonPrimary:
		t.clicks.marker = atom
		t.clicks.unit = [2]doc.Pos{at + 1, at + 1}
		t.moveTo(at+1, false)
	default:
		t.clicks.unit = [2]doc.Pos{p, p}
		if extend {
			t.clicks.unit = [2]doc.Pos{t.sel.Anchor, t.sel.Anchor}
		}
		t.moveTo(p, extend)
	}
}

func (t *Text) selectUnit(lo, hi doc.Pos) {
	t.clicks.unit = [2]doc.Pos{lo, hi}
	t.aimed = false
	t.Select(editor.Selection{In: t.in, Anchor: lo, Head: hi})
}

// MouseUp puts the caret into a selection that was clicked and not dragged, and
// opens the note of a marker that was clicked.
func (t *Text) MouseUp(*desktop.MouseEvent) {
	if t.drag.held && !t.drag.taken {
		t.letGo()
		t.moveTo(t.clicks.unit[0], false)
	}
	if !t.drag.taken {
		t.clicks.pressed = false
	}
	if a := t.clicks.marker; a != nil && t.OnMarker != nil {
		t.clicks.marker = nil
		t.OnMarker(essay.NoteID(a.ID))
	}
	t.clicks.bar = false
}

// Dragged extends the selection, or takes the selected text along if the press
// was on it; beyond the edge it scrolls.
func (t *Text) Dragged(d *fyne.DragEvent) {
	if t.clicks.bar {
		t.dragBar(d.Position.Y)
		return
	}
	t.clicks.marker = nil
	t.drag.where, t.drag.abs = d.Position, d.AbsolutePosition
	if t.drag.held {
		t.takeAlong()
	} else {
		t.dragSelection()
	}
	t.scrollAlong()
}

// DragEnd ends a selection by the mouse, or drops what was taken along.
func (t *Text) DragEnd() {
	t.clicks.bar = false
	if t.drag.taken {
		t.dropTaken()
	} else {
		t.letGo()
	}
}

func (t *Text) dragBar(y float32) {
	height := t.Size().Height
	_, h := t.barAt(height)
	if h < height {
		t.offset = float64((y-t.clicks.grip)/(height-h)) * t.maxOffset(height)
		t.redraw()
	}
}

// TappedSecondary asks for the context menu.
func (t *Text) TappedSecondary(e *fyne.PointEvent) {
	if t.OnMenu != nil {
		t.OnMenu(e.AbsolutePosition)
	}
}

// MouseIn follows the mouse, for its shape.
func (t *Text) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved sees whether a marker or the scroll bar is under the mouse.
func (t *Text) MouseMoved(e *desktop.MouseEvent) {
	atom, _ := t.markerAt(e.Position)
	_, h := t.barAt(t.Size().Height)
	_, box := t.boxAt(e.Position)
	t.clicks.hovered = atom != nil || box || h > 0 && e.Position.X > t.Size().Width-12 || t.following(e.Position)
	t.clicks.onText = t.inSelection(e.Position)
}

// MouseOut forgets the mouse.
func (t *Text) MouseOut() { t.clicks.hovered = false }

// Cursor is a bar over text, a pointer over a marker, and an arrow over what can
// be taken along.
func (t *Text) Cursor() desktop.Cursor {
	switch {
	case t.drag.taken, t.clicks.onText && !t.clicks.hovered && !t.clicks.pressed:
		return desktop.DefaultCursor
	case t.clicks.hovered:
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}
