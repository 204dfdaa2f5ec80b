package editor

import (
	"errors"

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
		n := &essay.Note{ID: essay.NewNoteID(), Text: doc.New()}
		t.PutNote(n)
		t.Replace("", at, at, markerSlice(n.ID))
		t.sel = Caret(n.ID, 0)
		return nil
	})
}

func markerSlice(id essay.NoteID) doc.Slice {
	return doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.MarkerOf(id))}}
}

// ReferAgain puts one more marker to a note at a position of the body.
func (s *Session) ReferAgain(id essay.NoteID, at doc.Pos) error {
	return s.Do("Refer to note", func(t *Transaction) error {
		t.Replace("", at, at, markerSlice(id))
		t.sel = Caret("", at+1)
		return nil
	})
}

// DeleteNote deletes all markers of a note; the note goes to the bin.
func (s *Session) DeleteNote(id essay.NoteID) error {
	return s.Do("Delete note", func(t *Transaction) error {
		for {
			p, ok := t.essay.MarkerPos(id)
			if !ok {
				return nil
			}
			t.Replace("", p, p+1, doc.Slice{})
			t.sel = Caret("", p)
		}
	})
}
