package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// The commands on notes act on those that are chosen in the pane, or else on
// the one that is lit.

// chosen lists the notes that a command acts on.
func (w *Window) chosen() []essay.NoteID {
	if ids := w.desk.notes.Chosen(); len(ids) > 0 {
		return ids
	}
	if w.desk.active != "" && w.desk.session.Essay().Number(w.desk.active) > 0 {
		return []essay.NoteID{w.desk.active}
	}
	return nil
}

// onNotes does a command to the chosen notes, and says so when there is none.
func (w *Window) onNotes(do func(ids []essay.NoteID) error) {
	ids := w.chosen()
	if len(ids) == 0 {
		w.status.say(lang.L("No note is chosen: put the caret beside a marker, or click a note."))
		return
	}
	w.edit(func() error { return do(ids) })
	w.desk.notes.Choose()
}

// noteCommand does a command of the session to the chosen notes.
func noteCommand(do func(*editor.Session, []essay.NoteID) error) func(*Window) {
	return func(w *Window) {
		w.onNotes(func(ids []essay.NoteID) error { return do(w.desk.session, ids) })
	}
}

// eachNote does a command of the session to one note after the other.
func eachNote(do func(*editor.Session, essay.NoteID) error) func(*Window) {
	return noteCommand(func(s *editor.Session, ids []essay.NoteID) error {
		for _, id := range ids {
			if err := do(s, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// deleteNotes has the notes' markers deleted; the notes go to the bin.
func deleteNotes(s *editor.Session, ids []essay.NoteID) error { return s.DeleteNotes(ids...) }

// toParentheses puts notes into the text.
func toParentheses(s *editor.Session, ids []essay.NoteID) error { return s.NoteToParenthesis(ids...) }

// mergeNotes makes one note of the chosen ones, or of the lit one and the next.
func mergeNotes(s *editor.Session, ids []essay.NoteID) error {
	if len(ids) == 1 {
		list := s.Essay().Numbered()
		for i, n := range list {
			if n.ID == ids[0] && i+1 < len(list) {
				ids = append(ids, list[i+1].ID)
				break
			}
		}
	}
	return s.MergeNotes(ids...)
}

// footOrEnd turns footnotes into endnotes, or all of them back when all are
// endnotes.
func footOrEnd(s *editor.Session, ids []essay.NoteID) error {
	name := ""
	for _, id := range ids {
		if n := s.Essay().Note(id); n != nil && n.Series != essay.Endnotes {
			name = essay.Endnotes
		}
	}
	return s.SetSeries(ids, name)
}

// splitNote makes two notes of the one that the caret is in.
func (w *Window) splitNote() {
	sel := w.desk.session.Selection()
	if sel.In == "" {
		w.status.say(lang.L("Put the caret into a note, to where its second half begins."))
		return
	}
	w.edit(func() error { return w.desk.session.SplitNote(sel.In, sel.Head) })
}

// makeIndependent gives the marker at the caret a note of its own.
func (w *Window) makeIndependent() {
	e, at := w.desk.session.Essay(), w.desk.page.Selection()
	from, to := at.Range()
	p := from
	if from == to && e.MarkerAt(p) == "" && e.MarkerAt(p-1) != "" {
		p--
	} else if to == from+1 {
		p = from
	}
	w.edit(func() error { return w.desk.session.MakeIndependent(p) })
}

func (w *Window) copyNotes() {
	ids := w.chosen()
	var texts []string
	for _, id := range ids {
		texts = append(texts, w.desk.session.NoteAsText(id, len(ids) > 1))
	}
	if len(texts) > 0 {
		w.app.Clipboard().SetContent(strings.Join(texts, "\n"))
		w.status.sayQuietly(lang.N("CopiedNotes", len(texts), map[string]any{"Count": len(texts)}))
	}
}

// moveNote asks whether the marker of the lit note is to move past its
// neighbour's, and moves it.
func (w *Window) moveNote(by int) {
	id := w.desk.active
	e := w.desk.session.Essay()
	r, ok := e.Ref(id)
	refs := firstRefs(e)
	if !ok || r.Order-1+by < 0 || r.Order-1+by >= len(refs) {
		return
	}
	w.askToMove(id, refs[r.Order-1+by].Note, func() error { return w.desk.session.MoveNote(id, by) })
}

// askToMove asks whether a note's marker is to stand where another one stands.
func (w *Window) askToMove(id, past essay.NoteID, move func() error) {
	e := w.desk.session.Essay()
	p, _ := e.MarkerPos(past)
	question := lang.L("Move the marker of note {{.Note}} past that of note {{.Past}}, into “{{.Sentence}}”?", map[string]any{
		"Note": e.Label(id), "Past": e.Label(past), "Sentence": essay.Excerpt(essay.SentenceAt(e.Body(), p), 80),
	})
	w.confirm(question, lang.L("Move the marker"), func() {
		w.edit(move)
		w.desk.light(id)
	})
}

// firstRefs lists the notes' first markers in order.
func firstRefs(e *essay.Essay) []essay.Ref {
	var list []essay.Ref
	for _, r := range e.Refs() {
		if r.First {
			list = append(list, r)
		}
	}
	return list
}

// dropNote asks whether a note that was dragged to another's place is to move
// there.
func (w *Window) dropNote(id, at essay.NoteID) {
	e := w.desk.session.Essay()
	from, _ := e.Ref(id)
	to, ok := e.Ref(at)
	p, found := e.MarkerPos(at)
	if !ok || !found || id == at {
		return
	}
	if to.Order > from.Order {
		p++
	}
	w.askToMove(id, at, func() error { return w.desk.session.MoveMarker(id, p) })
}

// confirm asks a question in a small popup: Return says yes, Esc no.
func (w *Window) confirm(question, yes string, then func()) {
	label := widget.NewLabel(question)
	label.Wrapping = fyne.TextWrapWord
	var popup *widget.PopUp
	leave := func() {
		popup.Hide()
		w.desk.focusLast()
	}
	button := pane.NewPress(yes, func() {
		leave()
		then()
	}, leave)
	foot := container.NewHBox(button, pane.NewLink(lang.L("Leave it"), leave))
	popup = widget.NewPopUp(container.NewPadded(container.NewBorder(nil, foot, nil, nil, label)), w.win.Canvas())
	size := w.win.Canvas().Size()
	width := min(440, size.Width-40)
	popup.Resize(fyne.NewSize(width, popup.MinSize().Height))
	label.Resize(fyne.NewSize(width-30, 10))
	popup.Resize(fyne.NewSize(width, label.MinSize().Height+foot.MinSize().Height+30))
	popup.ShowAtPosition(fyne.NewPos((size.Width-width)/2, 120))
	w.win.Canvas().Focus(button)
}

// pickNote has a note chosen by its number or by words of its text.
func (w *Window) pickNote(prompt string, then func(essay.NoteID)) {
	e := w.desk.session.Essay()
	var all []pane.Item
	var keys []string
	for _, r := range firstRefs(e) {
		n := e.Note(r.Note)
		if n == nil {
			continue
		}
		text := n.Text.String()
		all = append(all, pane.Item{Text: r.Label + "   " + essay.Excerpt(text, 70), Tap: func() { then(r.Note) }})
		keys = append(keys, r.Label+" "+strings.ToLower(text))
	}
	w.pick(prompt, func(text string) []pane.Item {
		text = strings.ToLower(strings.TrimSpace(text))
		var found []pane.Item
		for i, item := range all {
			if number, _, _ := strings.Cut(keys[i], " "); number == text {
				found = append([]pane.Item{item}, found...)
			} else if strings.Contains(keys[i], text) {
				found = append(found, item)
			}
		}
		return found
	})
}

// referAgain puts one more marker, to a note that is chosen, at the caret.
func (w *Window) referAgain() {
	at := w.desk.page.Selection().Head
	w.pickNote(lang.L("Refer again to which note? Its number or words of it"), func(id essay.NoteID) {
		w.edit(func() error { return w.desk.session.ReferAgain(id, at) })
	})
}

// crossRef puts the live number of a note that is chosen into the prose.
func (w *Window) crossRef() {
	w.pickNote(lang.L("The number of which note? Its number or words of it"), func(id essay.NoteID) {
		w.edit(func() error { return w.desk.session.InsertCrossRef(id) })
	})
}

// showFinding goes to what a check found.
func (w *Window) showFinding(f essay.Finding) {
	text := w.desk.session.Essay().Text(f.In)
	if text == nil {
		return
	}
	w.desk.show(editor.Selection{In: f.In, Anchor: text.Clamp(f.From), Head: text.Clamp(f.To)})
	if f.Note != "" {
		w.desk.light(f.Note)
	}
}

// noteMenu shows what can be done with the notes that are chosen.
func (w *Window) noteMenu(at fyne.Position) {
	w.showMenu(at, []string{
		"Refer to a note again…", "Number of a note…", "Copy as text", "",
		"Move up…", "Move down…", "Duplicate", "Merge", "Split at the caret", "",
		"Into a parenthesis", "Footnote or endnote", "Delete note",
	})
}
