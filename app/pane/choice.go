package pane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/editor/essay"
)

// choice is the notes that were chosen for a command on several.
type choice struct {
	notes map[essay.NoteID]bool
	last  essay.NoteID // from which Shift chooses
	mod   fyne.KeyModifier
}

// drag is a note's card that is being dragged by its number.
type drag struct {
	id essay.NoteID // "" if none is
	to int          // the row that it would take the place of
}

var (
	_ desktop.Mouseable      = (*Notes)(nil)
	_ fyne.Tappable          = (*Notes)(nil)
	_ fyne.SecondaryTappable = (*Notes)(nil)
	_ fyne.Draggable         = (*Notes)(nil)
)

// Chosen lists the notes that are chosen, in the order of their numbers.
func (n *Notes) Chosen() []essay.NoteID {
	var ids []essay.NoteID
	for _, id := range n.list {
		if n.choice.notes[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Choose chooses these notes and no others.
func (n *Notes) Choose(ids ...essay.NoteID) {
	n.choice.notes = map[essay.NoteID]bool{}
	for _, id := range ids {
		n.choice.notes[id] = true
	}
	n.redraw()
}

// Toggle chooses a note too, or no longer.
func (n *Notes) Toggle(id essay.NoteID) {
	if n.choice.notes == nil {
		n.choice.notes = map[essay.NoteID]bool{}
	}
	n.choice.notes[id] = !n.choice.notes[id]
	n.choice.last = id
	n.redraw()
}

// ChooseAll chooses all notes that are shown.
func (n *Notes) ChooseAll() { n.Choose(n.list...) }

// chooseTo chooses all notes from the one chosen last to another.
func (n *Notes) chooseTo(id essay.NoteID) {
	from, to := -1, -1
	for i, other := range n.list {
		if other == n.choice.last {
			from = i
		}
		if other == id {
			to = i
		}
	}
	if from < 0 {
		from = to
	}
	n.Choose(n.list[min(from, to) : max(from, to)+1]...)
}

// rowAt is the row at a height of the pane; false below the last.
func (n *Notes) rowAt(y float32) (int, bool) {
	if len(n.list) == 0 {
		return 0, false
	}
	at := n.offset + float64(y)
	i, top := n.flow.At(at)
	return i, at <= top+float64(n.flow.Height(i))
}

// MouseDown remembers the keys that were held.
func (n *Notes) MouseDown(e *desktop.MouseEvent) { n.choice.mod = e.Modifier }

// MouseUp is of no interest.
func (n *Notes) MouseUp(*desktop.MouseEvent) {}

// Tapped gives the focus to the note that was clicked beside its text; with
// Ctrl it is chosen too, with Shift all up to it are.
func (n *Notes) Tapped(e *fyne.PointEvent) {
	i, ok := n.rowAt(e.Position.Y)
	switch id := essay.NoteID(""); {
	case !ok:
		n.Choose()
	case n.choice.mod&fyne.KeyModifierShortcutDefault != 0:
		n.Toggle(n.list[i])
	case n.choice.mod&fyne.KeyModifierShift != 0:
		n.chooseTo(n.list[i])
	default:
		id = n.list[i]
		n.Choose()
		n.choice.last = id
		if c := fyne.CurrentApp().Driver().CanvasForObject(n); c != nil {
			c.Focus(n.row(i).text)
		}
	}
}

// TappedSecondary asks for the menu of the note that was clicked, or of all that
// are chosen if it is one of them.
func (n *Notes) TappedSecondary(e *fyne.PointEvent) {
	i, ok := n.rowAt(e.Position.Y)
	if !ok || n.OnMenu == nil {
		return
	}
	if id := n.list[i]; !n.choice.notes[id] {
		n.Choose()
		n.active = id
		if n.OnActive != nil {
			n.OnActive(id)
		}
	}
	n.OnMenu(e.AbsolutePosition)
}

// Dragged drags a note by its number.
func (n *Notes) Dragged(e *fyne.DragEvent) {
	i, ok := n.rowAt(e.Position.Y)
	if n.drag.id == "" {
		start := e.Position.Subtract(e.Dragged)
		from, in := n.rowAt(start.Y)
		if !in || start.X > textLeft {
			return
		}
		n.drag.id = n.list[from]
	}
	if !ok {
		i = len(n.list) - 1
	}
	n.drag.to = i
	n.redraw()
}

// DragEnd drops the note that was dragged.
func (n *Notes) DragEnd() {
	id, to := n.drag.id, n.drag.to
	n.drag = drag{}
	n.redraw()
	if id != "" && to < len(n.list) && n.list[to] != id && n.OnDrop != nil {
		n.OnDrop(id, n.list[to])
	}
}
