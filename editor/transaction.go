package editor

import (
	"slices"
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

// edit is one replacement of what lies between two positions.
type edit struct {
	from, to doc.Pos
	slice    doc.Slice
}

// Replace puts s in the place of from … to, in the body or in a note's text.
// A note whose last marker goes with it keeps the sentence it stood in.
// What stands in a table's cell or under a picture stays there: a change that
// goes over its edge empties what it touches and joins nothing.
func (t *Transaction) Replace(in essay.NoteID, from, to doc.Pos, s doc.Slice) {
	text := t.essay.Text(in)
	if text == nil {
		return
	}
	from, to = text.Clamp(min(from, to)), text.Clamp(max(from, to))
	if i, n, left, special := eraseOver(text, from, to); special {
		t.ReplaceBlocks(in, i, n, left...)
		if t.sel.In == in {
			t.sel = Caret(in, from)
		}
		text, to = t.essay.Text(in), from
	}
	at, _ := text.Find(from)
	t.edit(in, edit{from, to, fitting(s, text.Block(at))})
}

// ReplaceBlocks puts whole blocks in the place of n blocks from index i.
func (t *Transaction) ReplaceBlocks(in essay.NoteID, i, n int, blocks ...*doc.Block) {
	old := t.essay.Text(in)
	text, c := old.ReplaceBlocks(i, n, blocks...)
	if text == old {
		return
	}
	t.setText(in, text, Change{in, c})
	if in == "" {
		t.keepPlaces(old, []Change{{in, c}})
		t.forgetPlaces(doc.Slice{Blocks: blocks})
	}
}

// edit makes several replacements in one text. They stand in order, do not
// overlap, and name positions of the text as it is before the first of them.
func (t *Transaction) edit(in essay.NoteID, edits ...edit) {
	old := t.essay.Text(in)
	if old == nil {
		return
	}
	text := old
	var changes []Change
	for _, e := range slices.Backward(edits) { // what stands before an edit keeps its position
		next, c := text.Replace(e.from, e.to, e.slice)
		if next != text {
			text = next
			changes = append(changes, Change{in, c})
		}
	}
	if text == old {
		return
	}
	t.setText(in, text, changes...)
	if in == "" {
		t.keepPlaces(old, changes)
		for _, e := range edits {
			t.forgetPlaces(e.slice)
		}
	}
}

// setText puts a text in place and moves the selection along.
func (t *Transaction) setText(in essay.NoteID, text *doc.Document, changes ...Change) {
	if in == "" {
		t.essay = t.essay.WithBody(text)
	} else {
		n := *t.essay.Note(in)
		n.Text = text
		t.essay = t.essay.WithNote(&n)
	}
	t.changes = append(t.changes, changes...)
	if t.sel.In != in {
		return
	}
	for _, c := range changes {
		t.sel.Anchor, _ = c.Map(t.sel.Anchor, doc.After)
		t.sel.Head, _ = c.Map(t.sel.Head, doc.After)
	}
}

// keepPlaces notes down, for each note that changes of the body took the last
// marker from, the sentence that its first one stood in. Notes that stood at
// one place are told apart by a millisecond each, so that they can come back
// in their order.
func (t *Transaction) keepPlaces(old *doc.Document, changes []Change) {
	var last essay.Lost
	seen := map[essay.NoteID]bool{}
	for _, c := range slices.Backward(changes) {
		for i := old.AtomsBefore(c.At); i < old.AtomsBefore(c.At+posOf(c.Old)); i++ {
			a := old.Atoms()[i]
			n := t.essay.Note(essay.NoteID(a.ID))
			if a.Kind != doc.Marker || n == nil || seen[n.ID] || t.essay.Number(n.ID) > 0 {
				continue
			}
			seen[n.ID] = true
			p, _ := old.AtomPos(i)
			kept := *n
			kept.Lost = essay.LostAt(old, p, t.now)
			if kept.Lost.Sentence == last.Sentence && kept.Lost.Offset == last.Offset {
				kept.Lost.At = last.At + 1
			}
			last = kept.Lost
			t.essay = t.essay.WithNote(&kept)
		}
	}
}

// forgetPlaces clears what the notes that markers were put in for remember of
// an earlier marker.
func (t *Transaction) forgetPlaces(s doc.Slice) {
	for _, b := range s.Blocks {
		if b.Atoms() == 0 {
			continue
		}
		for _, sp := range b.Spans() {
			if !sp.IsMarker() {
				continue
			}
			if n := t.essay.Note(essay.NoteID(sp.Atom.ID)); n != nil && n.Lost != (essay.Lost{}) {
				found := *n
				found.Lost = essay.Lost{}
				t.essay = t.essay.WithNote(&found)
			}
		}
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
