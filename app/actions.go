package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

func (w *Window) undo() {
	w.onFocused(&fyne.ShortcutUndo{}, func() {
		if !w.sourcesShortcut(&fyne.ShortcutUndo{}) {
			w.desk.session.Undo()
		}
	})
}

func (w *Window) redo() {
	w.onFocused(&fyne.ShortcutRedo{}, func() {
		if !w.sourcesShortcut(&fyne.ShortcutRedo{}) {
			w.desk.session.Redo()
		}
	})
}

func (w *Window) cut() { w.onFocused(&fyne.ShortcutCut{Clipboard: w.app.Clipboard()}, nil) }

func (w *Window) copy() { w.onFocused(&fyne.ShortcutCopy{Clipboard: w.app.Clipboard()}, nil) }

func (w *Window) paste() { w.onFocused(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()}, nil) }

func (w *Window) selectAll() { w.onFocused(&fyne.ShortcutSelectAll{}, nil) }

// onFocused gives a shortcut to what has the focus; without a focus, as after
// a click on a menu or a button, it does the command for the essay.
func (w *Window) onFocused(s fyne.Shortcut, without func()) {
	if f, ok := w.win.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	if without != nil {
		without()
		return
	}
	w.desk.focusLast()
	if f, ok := w.win.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
	}
}

func (w *Window) insertNote() {
	w.beside.ShowNotes()
	if w.desk.last != "" { // from within a note: after the marker it belongs to
		w.fail(editor.ErrNoteInNote)
		return
	}
	w.beside.ClearFilter()
	w.desk.page.Do(w.desk.session.InsertNote)
}

// jump goes from the text to the active note, or from a note to its marker.
func (w *Window) jump() {
	if w.desk.last != "" {
		w.desk.toMarker()
	} else if w.desk.active != "" {
		w.beside.ShowNotes()
		w.desk.openNote(w.desk.active)
	}
}

// chooseNote chooses the lit note for a command on several, or leaves it.
func (w *Window) chooseNote() {
	if w.desk.active != "" {
		w.desk.notes.Toggle(w.desk.active)
	}
}

func (w *Window) chooseAllNotes() { w.desk.notes.ChooseAll() }

func (w *Window) nextNote()     { w.desk.neighbour(+1) }
func (w *Window) previousNote() { w.desk.neighbour(-1) }

func (w *Window) putBack(id essay.NoteID) {
	at := w.desk.page.Selection().Head
	w.edit(func() error { return w.desk.session.PutBack(id, at) })
	if p, ok := w.desk.session.Essay().MarkerPos(id); ok {
		w.desk.page.ShowPos(p)
	}
}

func (w *Window) showChecks() { w.unfoldNotes(); w.beside.ShowChecks() }

func (w *Window) showBin() { w.unfoldNotes(); w.beside.ShowBin() }

func (w *Window) newEssay() {
	id, err := w.lib.Create(essay.Blank())
	if err == nil {
		err = w.open(id)
	}
	w.fail(err)
}

// rename asks for a title; it is the essay's first heading.
func (w *Window) rename() {
	w.ask(lang.L("Title"), w.desk.session.Essay().Title(), func(title string) {
		w.edit(func() error { return w.desk.session.SetTitle(title) })
	})
}

// ask asks for a line of text in a small popup. Return gives it, Esc leaves
// all as it is.
func (w *Window) ask(what, text string, then func(string)) {
	entry := newPickEntry()
	entry.SetText(text)
	popup := widget.NewPopUp(container.NewBorder(widget.NewLabel(what), nil, nil, nil, entry), w.win.Canvas())
	entry.escape = func() { popup.Hide(); w.desk.focusLast() }
	entry.OnSubmitted = func(given string) {
		popup.Hide()
		then(given)
		w.desk.focusLast()
	}
	size := w.win.Canvas().Size()
	popup.Resize(fyne.NewSize(min(460, size.Width-40), popup.MinSize().Height))
	popup.ShowAtPosition(fyne.NewPos((size.Width-popup.Size().Width)/2, 80))
	w.win.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (w *Window) trash() { w.moveToTrash(w.desk.id) }

// moveToTrash puts an essay into the trash and opens the next one.
func (w *Window) moveToTrash(id storage.EssayID) {
	if w.desk.id == id {
		if err := w.desk.save.Flush(); err != nil {
			w.fail(err)
			return
		}
	}
	if err := w.lib.Delete(id); err != nil {
		w.fail(err)
		return
	}
	w.status.say(lang.L("Moved to the trash; File › Show trash brings it back."))
	if w.desk.id != id {
		w.side.refresh()
		return
	}
	left, err := w.lib.List()
	switch {
	case err != nil:
		w.fail(err)
	case len(left) > 0:
		w.fail(w.open(left[0].ID))
	default:
		w.newEssay()
	}
}

func (w *Window) toggleTrash() {
	w.side.trash = !w.side.trash
	w.sheet.noSide = false
	w.frame.Refresh()
	w.side.refresh()
}

func (w *Window) searchAll() {
	w.sheet.noSide = false
	w.frame.Refresh()
	w.win.Canvas().Focus(w.side.search)
}

func (w *Window) about() {
	text := "Ibid " + w.version + "\n" + lang.L("An editor for writing that carries notes.") + "\n\n" +
		lang.L("The text face is STIX Two Text, under the SIL Open Font Licence.")
	dialog.ShowInformation(lang.L("About Ibid"), text, w.win)
}
