package editor

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// ErrNoteInNote says that a marker was to go into a note's text.
var ErrNoteInNote = errors.New("a note cannot hold another note: put the marker into the essay's text")

// InsertNote puts a marker at the caret, after the selection if there is one,
// and the caret into its new note.
func (s *Session) InsertNote() error {
	if s.sel.In != "" {
		return ErrNoteInNote
	}
	return s.Do("Insert note", func(t *Transaction) error {
		_, _, at := t.selected()
		t.insertNote(at)
		return nil
	})
}

// insertNote puts the marker of a new note at a position of the body, and the
// caret into the note.
func (t *Transaction) insertNote(at doc.Pos) {
	n := &essay.Note{ID: essay.NewNoteID(), Text: doc.New()}
	t.PutNote(n)
	t.Replace("", at, at, markerSlice(n.ID))
	t.sel = Caret(n.ID, 0)
}

func markerSlice(id essay.NoteID) doc.Slice { return spanSlice(essay.MarkerOf(id)) }

func spanSlice(spans ...doc.Span) doc.Slice {
	return doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, spans...)}}
}

// ReferAgain puts one more marker to a note at a position of the body.
func (s *Session) ReferAgain(id essay.NoteID, at doc.Pos) error {
	return s.Do("Refer to note", func(t *Transaction) error {
		if _, err := t.note(id); err != nil {
			return err
		}
		t.writeOut(id)
		t.Replace("", at, at, markerSlice(id))
		t.sel = Caret("", at+1)
		return nil
	})
}

// InsertCrossRef puts a note's number, which stays right when it changes, in
// the place of the selection: in the body or in a note's text.
func (s *Session) InsertCrossRef(id essay.NoteID) error {
	return s.Do("Insert cross-reference", func(t *Transaction) error {
		if _, err := t.placed(id); err != nil {
			return err
		}
		t.writeOut(id)
		in, from, to := t.selected()
		t.Replace(in, from, to, spanSlice(essay.CrossRefTo(id)))
		t.sel = Caret(in, from+1)
		return nil
	})
}

// DeleteNote deletes all markers of a note; the note goes to the bin.
func (s *Session) DeleteNote(id essay.NoteID) error { return s.DeleteNotes(id) }

// DeleteNotes deletes all markers of the notes; the notes go to the bin. The
// caret goes to where the first of the markers stood.
func (s *Session) DeleteNotes(ids ...essay.NoteID) error {
	label := "Delete note"
	if len(ids) > 1 {
		label = "Delete notes"
	}
	gone := make(map[essay.NoteID]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	return s.Do(label, func(t *Transaction) error {
		var edits []edit
		body := t.essay.Body()
		for p, a := range body.AtomsIn(0, body.Len()) {
			if t.essay.Numbers(a) && gone[essay.NoteID(a.ID)] {
				edits = append(edits, edit{from: p, to: p + 1})
			}
		}
		if len(edits) > 0 {
			t.edit("", edits...)
			t.sel = Caret("", edits[0].from)
		}
		return nil
	})
}

// MoveNote moves a note past the one before it, if by is negative, else past
// the one after it, by moving its first marker in the text to just before or
// just behind the neighbour's first. Numbers follow.
func (s *Session) MoveNote(id essay.NoteID, by int) error {
	return s.Do("Move note", func(t *Transaction) error {
		from, err := t.placed(id)
		if err != nil {
			return err
		}
		var order []essay.NoteID
		for _, r := range t.essay.Refs() {
			if r.First {
				order = append(order, r.Note)
			}
		}
		k := slices.Index(order, id)
		if by < 0 {
			if k == 0 {
				return fmt.Errorf("%s is the first: there is none to move it before", t.name(id))
			}
			to, _ := t.essay.MarkerPos(order[k-1])
			t.moveMarker(from, to)
			return nil
		}
		if k == len(order)-1 {
			return fmt.Errorf("%s is the last: there is none to move it behind", t.name(id))
		}
		next, _ := t.essay.MarkerPos(order[k+1])
		if again := t.markers(id); len(again) > 1 && again[1] < next {
			return fmt.Errorf("%s has another marker before %s, which would keep its number: make that marker independent or move it first",
				t.name(id), t.name(order[k+1]))
		}
		t.moveMarker(from, next+1)
		return nil
	})
}

// MoveMarker moves the first marker of a note, the one that numbers it, to
// another position of the body.
func (s *Session) MoveMarker(id essay.NoteID, to doc.Pos) error {
	return s.Do("Move marker", func(t *Transaction) error {
		from, err := t.placed(id)
		if err == nil {
			t.moveMarker(from, t.essay.Body().Clamp(to))
		}
		return err
	})
}

// moveMarker moves the marker of a note that stands at from.
func (t *Transaction) moveMarker(from, to doc.Pos) {
	atom := t.essay.Body().AtomAt(from)
	marker, away := spanSlice(doc.Span{Atom: atom}), edit{from: from, to: from + 1}
	switch {
	case to < from:
		t.edit("", edit{to, to, marker}, away)
	case to > from+1:
		t.edit("", away, edit{to, to, marker})
	}
}

// DuplicateNote makes a copy of a note, with a marker right behind the first
// one of the note, and puts the caret at the copy's start.
func (s *Session) DuplicateNote(id essay.NoteID) error {
	return s.Do("Duplicate note", func(t *Transaction) error {
		at, err := t.placed(id)
		if err != nil {
			return err
		}
		t.writeOut(id)
		twin := t.copyNote(id)
		t.Replace("", at+1, at+1, markerSlice(twin))
		t.sel = Caret(twin, 0)
		return nil
	})
}

// MakeIndependent gives the marker at a position, one of several of a note, a
// copy of the note for its own.
func (s *Session) MakeIndependent(at doc.Pos) error {
	return s.Do("Make note independent", func(t *Transaction) error {
		id := t.essay.MarkerAt(at)
		if id == "" {
			return errors.New("no marker stands here: choose the one that is to have a note of its own")
		}
		if _, err := t.note(id); err != nil {
			return err
		}
		if len(t.markers(id)) < 2 {
			return fmt.Errorf("%s has only this marker and is independent already", t.name(id))
		}
		sel := t.sel
		t.Replace("", at, at+1, markerSlice(t.copyNote(id)))
		t.sel = sel // no position moved
		return nil
	})
}

func (t *Transaction) copyNote(id essay.NoteID) essay.NoteID {
	n := t.essay.Note(id)
	text, citations := t.essay.CopyText(n.Text)
	t.PutCitations(citations...)
	twin := &essay.Note{ID: essay.NewNoteID(), Text: text, Series: n.Series}
	t.PutNote(twin)
	return twin.ID
}

// SetSeries puts notes into a series: [essay.Endnotes] makes endnotes of them,
// "" notes of the essay's own series.
func (s *Session) SetSeries(ids []essay.NoteID, name string) error {
	return s.Do("Change series", func(t *Transaction) error {
		for _, id := range ids {
			n, err := t.note(id)
			if err != nil {
				return err
			}
			if n.Series != name {
				moved := *n
				moved.Series = name
				t.PutNote(&moved)
			}
		}
		return nil
	})
}

// NoteAsText is a note as plain text for the clipboard, behind its number if
// numbered says so: “12. Ko, 72.”. Its paragraphs are parted by a line feed.
func (s *Session) NoteAsText(id essay.NoteID, numbered bool) string {
	n := s.essay.Note(id)
	if n == nil {
		return ""
	}
	text := s.essay.Plain(n.Text)
	if r, ok := s.essay.Ref(id); ok && numbered {
		return r.Label + ". " + text
	}
	return text
}

// note returns a note, or an error for who asked for it.
func (t *Transaction) note(id essay.NoteID) (*essay.Note, error) {
	if n := t.essay.Note(id); n != nil {
		return n, nil
	}
	if r, ok := t.essay.Ref(id); ok {
		return nil, fmt.Errorf("the note of marker %s is missing: delete the marker, or undo what took the note away", r.Label)
	}
	return nil, errors.New("this note is no longer in the essay: undo what took it away")
}

// placed returns the position of a note's first marker.
func (t *Transaction) placed(id essay.NoteID) (doc.Pos, error) {
	n, err := t.note(id)
	if err != nil {
		return 0, err
	}
	at, ok := t.essay.MarkerPos(id)
	if !ok {
		return 0, fmt.Errorf("the note “%s” is in the bin and stands nowhere in the text: put it back first",
			essay.Excerpt(n.Text.String(), 40))
	}
	return at, nil
}

// name is how an error names a note that has a marker.
func (t *Transaction) name(id essay.NoteID) string { return "note " + t.essay.Label(id) }

// markers lists the positions of a note's markers.
func (t *Transaction) markers(id essay.NoteID) []doc.Pos {
	var list []doc.Pos
	body := t.essay.Body()
	for p, a := range body.AtomsIn(0, body.Len()) {
		if t.essay.Numbers(a) && essay.NoteID(a.ID) == id {
			list = append(list, p)
		}
	}
	return list
}
