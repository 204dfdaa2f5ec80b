package editor

import (
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func posOf(n int) doc.Pos { return doc.Pos(n) }

// Transaction collects the changes of one step. Each method sees what the ones
// before it did.
type Transaction struct {
	essay   *essay.Essay
	sel     Selection
	changes []Change
	label   string
	typing  bool
	now     time.Time
}

// Essay is the essay with the changes so far.
func (t *Transaction) Essay() *essay.Essay { return t.essay }

// Selection is the selection as the changes so far leave it.
func (t *Transaction) Selection() Selection { return t.sel }

// Select says where the caret or selection is after the step.
func (t *Transaction) Select(sel Selection) { t.sel = sel }

// Typing says that the step is a part of typing and may be undone together with
// the typing just before it.
func (t *Transaction) Typing() { t.typing = true }

// Replace puts s in the place of from … to, in the body or in a note's text.
// A note whose last marker goes with it keeps the sentence it stood in.
// What stands in a table's cell or under a picture stays there: a change that
// goes over its edge empties what it touches and joins nothing.
func (t *Transaction) Replace(in essay.NoteID, from, to doc.Pos, s doc.Slice) {
	old := t.essay.Text(in)
	if old == nil {
		return
	}
	from, to = old.Clamp(min(from, to)), old.Clamp(max(from, to))
	if i, n, left, special := eraseOver(old, from, to); special {
		t.ReplaceBlocks(in, i, n, left...)
		if t.sel.In == in {
			t.sel = Caret(in, from)
		}
		old, to = t.essay.Text(in), from
	}
	at, _ := old.Find(from)
	text, change := old.Replace(from, to, fitting(s, old.Block(at)))
	t.changed(in, old, text, change)
}

// ReplaceBlocks puts whole blocks in the place of n blocks from index i.
func (t *Transaction) ReplaceBlocks(in essay.NoteID, i, n int, blocks ...*doc.Block) {
	old := t.essay.Text(in)
	text, change := old.ReplaceBlocks(i, n, blocks...)
	t.changed(in, old, text, change)
}

func (t *Transaction) changed(in essay.NoteID, old, text *doc.Document, c doc.Change) {
	if text == old {
		return
	}
	t.setText(in, text, Change{in, c})
	if in == "" {
		t.keepPlace(old, c)
	}
}

// setText puts a text in place and moves the selection along.
func (t *Transaction) setText(in essay.NoteID, text *doc.Document, c Change) {
	if in == "" {
		t.essay = t.essay.WithBody(text)
	} else {
		n := *t.essay.Note(in)
		n.Text = text
		t.essay = t.essay.WithNote(&n)
	}
	t.changes = append(t.changes, c)
	if t.sel.In == in {
		t.sel.Anchor, _ = c.Map(t.sel.Anchor, doc.After)
		t.sel.Head, _ = c.Map(t.sel.Head, doc.After)
	}
}

// keepPlace notes down, for each note that the change of the body took the
// last marker from, the sentence that it stood in.
func (t *Transaction) keepPlace(old *doc.Document, c doc.Change) {
	first, end := old.AtomsBefore(c.At), old.AtomsBefore(c.At+posOf(c.Old))
	for i := first; i < end; i++ {
		a := old.Atoms()[i]
		n := t.essay.Note(essay.NoteID(a.ID))
		if a.Kind != doc.Marker || n == nil || t.essay.Number(n.ID) > 0 {
			continue
		}
		p, _ := old.AtomPos(i)
		kept := *n
		kept.Lost = essay.LostAt(old, p, t.now)
		t.essay = t.essay.WithNote(&kept)
	}
}

// Restyle sets and clears inline styles.
func (t *Transaction) Restyle(in essay.NoteID, from, to doc.Pos, set, clear doc.Style) {
	t.keepLength(in, t.essay.Text(in).Restyle(from, to, set, clear), from, to)
}

// SetKind turns the touched blocks into another kind.
func (t *Transaction) SetKind(in essay.NoteID, from, to doc.Pos, kind doc.Kind, level int) {
	t.keepLength(in, t.essay.Text(in).SetKind(from, to, kind, level), from, to)
}

// SetInfo gives a block what of info belongs to its kind.
func (t *Transaction) SetInfo(in essay.NoteID, block int, info doc.Info) {
	text := t.essay.Text(in)
	at := text.Start(block)
	t.keepLength(in, text.SetInfo(block, info), at, at)
}

// keepLength puts a text in place in which no position moved.
func (t *Transaction) keepLength(in essay.NoteID, text *doc.Document, from, to doc.Pos) {
	if text.Equal(t.essay.Text(in)) {
		return
	}
	// An empty change maps each position to itself.
	t.setText(in, text, Change{in, doc.Change{At: max(from, to), Old: 0, New: 0}})
}

// PutNote adds a note, or puts it in the place of the one of its identity. The
// text of a note that is there is better changed by Replace, which moves carets.
func (t *Transaction) PutNote(n *essay.Note) { t.essay = t.essay.WithNote(n) }

// DropNote takes a note out of the essay altogether.
func (t *Transaction) DropNote(id essay.NoteID) { t.essay = t.essay.WithoutNote(id) }

// Become replaces the whole essay, as the doctor's repair does.
func (t *Transaction) Become(e *essay.Essay) {
	old, text := t.essay.Body(), e.Body()
	t.changes = append(t.changes, Change{"", doc.Change{At: 0, Old: int(old.Len()), New: int(text.Len())}})
	t.essay = e
	t.sel = Caret("", 0)
}
