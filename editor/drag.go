package editor

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// MoveText moves the text of a selection, with its markers, to where the caret
// of another stands: in the same text or in another of the essay. With copied
// the text stays and its markers are copied with their notes. What was put in
// is selected. Text with markers cannot move into a note, which would lose them;
// a copy leaves them out.
func (s *Session) MoveText(from, to Selection, copied bool) error {
	label := "Move text"
	if copied {
		label = "Copy text"
	}
	return s.Do(label, func(t *Transaction) error {
		source, target := t.essay.Text(from.In), t.essay.Text(to.In)
		if source == nil || target == nil {
			return nil // the note has gone since
		}
		lo, hi := from.Range()
		lo, hi = source.Clamp(lo), source.Clamp(hi)
		at := target.Clamp(to.Head)
		if lo == hi || !copied && from.In == to.In && at >= lo && at <= hi {
			return nil
		}
		f := t.essay.Cut(from.In, lo, hi)
		if to.In != "" && !copied && len(f.Notes) > 0 {
			return ErrNoteInNote
		}
		if !copied {
			before := len(t.changes)
			t.Replace(from.In, lo, hi, doc.Slice{})
			for _, c := range t.changes[before:] {
				if c.In == to.In {
					at, _ = c.Map(at, doc.Before)
				}
			}
		}
		put := t.own(f, to.In, at)
		t.Replace(to.In, at, at, put)
		t.sel = Selection{to.In, at, at + put.Len()}
		return nil
	})
}

// own is what of a fragment can be put into a text at a position; the notes that
// its markers refer to are put into the essay.
func (t *Transaction) own(f essay.Fragment, in essay.NoteID, at doc.Pos) doc.Slice {
	if in != "" {
		f = f.WithoutMarkers()
	}
	f = f.Into(t.essay)
	t.PutSources(f.Sources...)
	t.PutCitations(f.Citations...)
	t.PutNotes(f.Notes...)
	block, _ := t.essay.Text(in).Find(at)
	return fitting(f.Slice, t.essay.Text(in).Block(block))
}
