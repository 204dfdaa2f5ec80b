package editor

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// InsertRule puts a thematic break after the block of the caret.
func (s *Session) InsertRule() error {
	return s.Do("Insert", func(t *Transaction) error {
		t.insertBlocks(doc.NewBlock(doc.Rule, 0))
		i, _ := t.essay.Text(t.sel.In).Find(t.sel.Head)
		t.sel = Caret(t.sel.In, t.essay.Text(t.sel.In).Start(i+1))
		return nil
	})
}

// InsertImage puts a picture after the block of the caret, and the caret into
// its caption.
func (s *Session) InsertImage(source, alt string) error {
	return s.Do("Insert picture", func(t *Transaction) error {
		t.insertBlocks(doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: source, Alt: alt}))
		return nil
	})
}

// SetInfo gives a block of a text what of info belongs to its kind: a picture's
// description, a list's first number.
func (s *Session) SetInfo(in essay.NoteID, block int, info doc.Info) error {
	return s.Do("Format", func(t *Transaction) error {
		t.SetInfo(in, block, info)
		return nil
	})
}

// ToggleDone marks the tasks of the selection done, or all of them open again
// when all are done.
func (s *Session) ToggleDone() error {
	return s.Do("Task", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		first, _ := text.Find(from)
		last, _ := text.Find(to)
		done := true
		for i := first; i <= last; i++ {
			done = done && (text.Block(i).Kind != doc.Task || text.Block(i).Info.Done)
		}
		for i := first; i <= last; i++ {
			if text.Block(i).Kind == doc.Task {
				t.SetInfo(in, i, doc.Info{Done: !done})
			}
		}
		return nil
	})
}

// RestartList has the numbered list begin anew at the caret's item, or go on
// from the one before where it does.
func (s *Session) RestartList() error {
	b := s.blockAtCaret()
	i, _ := s.essay.Text(s.sel.In).Find(s.sel.Head)
	start := 1
	if b.Info.Start > 0 {
		start = 0
	}
	return s.SetInfo(s.sel.In, i, doc.Info{Start: start})
}
