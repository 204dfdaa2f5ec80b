package app

import (
	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// desk is one essay lying open: its session, the page and the notes beside it,
// and what keeps it saved.
type desk struct {
	id      storage.EssayID
	folder  string // of the file that the essay came from; "" if it came from none
	session *editor.Session
	page    *page.Page
	notes   *pane.Notes
	save    *storage.Autosave
	canvas  fyne.Canvas
	last    essay.NoteID // the text that had the focus last
	active  essay.NoteID // the note that is lit
	stop    func()
}

// newDesk opens an essay. The callbacks that both page and notes need are given
// by dress.
func newDesk(id storage.EssayID, e *essay.Essay, save *storage.Autosave, canvas fyne.Canvas, set settings, clip *page.Clip, dress func(*page.Text)) *desk {
	d := &desk{id: id, session: editor.NewSession(e), save: save, canvas: canvas}
	d.page = page.NewPage(d.session, set.body, clip)
	d.notes = pane.NewNotes(d.session, set.notes, clip)
	dress(&d.page.Text)
	d.page.OnFocus = func() { d.last = "" }
	d.page.OnSelect = d.followCaret
	d.page.OnMarker = d.openNote
	d.notes.Dress = func(t *page.Text) {
		dress(t)
		t.OnEscape = d.toMarker
	}
	d.notes.OnActive = func(id essay.NoteID) {
		d.last = id
		d.light(id)
		if p, ok := d.session.Essay().MarkerPos(id); ok {
			d.page.ShowPos(p)
		}
	}
	d.stop = d.session.Observe(d.updated)
	return d
}

// close lets go of the session and waits until all is saved.
func (d *desk) close() error {
	d.stop()
	d.page.Close()
	d.notes.Close()
	return d.save.Close()
}

// updated has the essay saved, and gives the focus to the text that a command
// or an undo put the caret in.
func (d *desk) updated(u editor.Update) {
	d.save.Changed(u.New, d.session.History())
	if u.Selection.In != d.last {
		d.focus(u.Selection.In)
	}
	if u.Selection.In == "" {
		d.followCaret()
	}
}

// focus gives the focus to the body, for "", or to a note.
func (d *desk) focus(id essay.NoteID) {
	if id == "" {
		d.canvas.Focus(d.page)
		return
	}
	if t := d.notes.Text(id); t != nil {
		d.canvas.Focus(t)
		t.Select(d.session.Selection())
	}
}

// focusLast gives the focus back to the text that had it.
func (d *desk) focusLast() { d.focus(d.last) }

// show selects something in the body or in a note and brings it into view; the
// focus stays where it is.
func (d *desk) show(sel editor.Selection) {
	if sel.In == "" {
		d.page.Select(sel)
		d.page.ShowPos(sel.Head)
		d.page.ShowPos(sel.Anchor)
	} else if t := d.notes.Text(sel.In); t != nil {
		t.Select(sel)
		d.light(sel.In)
		if p, ok := d.session.Essay().MarkerPos(sel.In); ok {
			d.page.ShowPos(p)
		}
	}
	d.session.Select(sel)
	d.last = sel.In
}

// light lights a note and its marker together.
func (d *desk) light(id essay.NoteID) {
	d.active = id
	d.page.SetActive(id)
	d.notes.SetActive(id)
}

// followCaret lights the note whose marker is nearest to the caret in its
// block; where there is none, what was lit stays.
func (d *desk) followCaret() {
	body, head := d.session.Essay().Body(), d.page.Selection().Head
	i, off := body.Find(head)
	if body.Block(i).Atoms() == 0 {
		return
	}
	var at, best doc.Pos
	nearest := essay.NoteID("")
	for _, sp := range body.Block(i).Spans() {
		if sp.Atom != nil && d.session.Essay().Numbers(*sp.Atom) {
			if away := max(at-off, off-at-1, 0); nearest == "" || away <= best {
				nearest, best = essay.NoteID(sp.Atom.ID), away
			}
		}
		at += sp.Len()
	}
	if nearest != "" && nearest != d.active {
		d.light(nearest)
	}
}

// openNote puts the caret at the end of a note's text.
func (d *desk) openNote(id essay.NoteID) {
	if t := d.notes.Text(id); t != nil {
		d.canvas.Focus(t)
		t.Select(editor.Caret(id, d.session.Essay().Text(id).Len()))
	}
}

// toMarker goes from a note back to its marker in the text.
func (d *desk) toMarker() {
	id := d.session.Selection().In
	d.canvas.Focus(d.page)
	if p, ok := d.session.Essay().MarkerPos(id); ok && id != "" {
		if e := d.session.Essay(); d.page.Selection().Empty() && e.MarkerAt(d.page.Selection().Head-1) == id {
			return // the caret stands behind the marker, or behind one more of the same note
		}
		d.page.Select(editor.Caret("", p+1))
	}
}

// neighbour opens the note that stands step places after the active one.
func (d *desk) neighbour(step int) {
	list := d.session.Essay().Numbered()
	if len(list) == 0 {
		return
	}
	at := 0
	for i, n := range list {
		if n.ID == d.active {
			at = i + step
		}
	}
	d.openNote(list[max(0, min(at, len(list)-1))].ID)
}
