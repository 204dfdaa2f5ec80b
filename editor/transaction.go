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
	mends   bool // the typing just before it
	now     time.Time

	milestone bool
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

// Milestone says that the essay as it was before the step is kept among its past
// states however old it becomes.
func (t *Transaction) Milestone() { t.milestone = true }

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
	for _, near := range slices.Backward(byBlock(old, edits)) { // what stands before an edit keeps its position
		one := near[0]
		if len(near) > 1 {
			one = asOne(old, near)
		}
		next, c := text.Replace(one.from, one.to, one.slice)
		if next == text {
			continue
		}
		text = next
		if len(near) == 1 {
			changes = append(changes, Change{in, c})
			continue
		}
		for _, e := range slices.Backward(near) {
			changes = append(changes, Change{in, doc.Change{At: e.from, Old: int(e.to - e.from), New: int(e.slice.Len())}})
		}
	}
	if text == old {
		return
	}
	t.setText(in, text, changes...)
	if in == "" && !text.SameAtoms(old) {
		t.keepPlaces(old, changes)
		for _, e := range edits {
			t.forgetPlaces(e.slice)
		}
	}
}

// byBlock groups neighbouring edits that each change one and the same block and
// leave it one block of its kind, so that a block with many is made but once.
func byBlock(d *doc.Document, edits []edit) [][]edit {
	var groups [][]edit
	var end doc.Pos // of the block that the last group changes
	for i, e := range edits {
		inline := e.from <= e.to && len(e.slice.Blocks) < 2 && (len(e.slice.Blocks) == 0 || e.slice.Blocks[0].Kind == doc.Paragraph)
		if last := len(groups) - 1; last >= 0 && inline && e.to <= end {
			groups[last] = append(groups[last], e)
			continue
		}
		groups = append(groups, edits[i:i+1:i+1])
		end = -1
		if inline && len(edits) > 1 {
			if block, off := d.Find(e.from); e.to-e.from <= d.Block(block).Len()-off {
				end = e.from - off + d.Block(block).Len()
			}
		}
	}
	return groups
}

// asOne is one edit that does what several do within a block.
func asOne(d *doc.Document, near []edit) edit {
	block, off := d.Find(near[0].from)
	b, start := d.Block(block), near[0].from-off
	one := edit{from: near[0].from, to: near[0].from}
	var spans []doc.Span
	for _, e := range near {
		spans = append(spans, b.Slice(one.to-start, e.from-start)...)
		for _, put := range e.slice.Blocks {
			spans = append(spans, put.Spans()...)
		}
		one.to = e.to
	}
	one.slice = spanSlice(spans...)
	return one
}

// setText puts a text in place and moves the selection along.
func (t *Transaction) setText(in essay.NoteID, text *doc.Document, changes ...Change) {
	old := t.essay.Text(in)
	if in == "" {
		t.essay = t.essay.WithBody(text)
	} else {
		t.writeOut(in)
		n := *t.essay.Note(in)
		n.Text = text
		t.essay = t.essay.WithNote(&n)
	}
	t.changes = append(t.changes, changes...)
	t.moveComments(in, old, changes)
	if t.sel.In != in {
		return
	}
	for _, c := range changes {
		t.sel.Anchor, _ = c.Map(t.sel.Anchor, doc.After)
		t.sel.Head, _ = c.Map(t.sel.Head, doc.After)
	}
}

// moveComments moves the comments on a text along with changes of it.
func (t *Transaction) moveComments(in essay.NoteID, old *doc.Document, changes []Change) {
	if !t.essay.HasComments() {
		return
	}
	plain := make([]doc.Change, len(changes))
	for i, c := range changes {
		plain[i] = c.Change
	}
	t.essay = t.essay.MoveComments(in, old, plain...)
}

// keepPlaces notes down, for each note that changes of the body took the last
// marker from, the sentence that its first one stood in. Notes that stood at
// one place are told apart by a millisecond each, so that they can come back
// in their order.
func (t *Transaction) keepPlaces(old *doc.Document, changes []Change) {
	var last essay.Lost
	var lost []*essay.Note
	seen, places := map[essay.NoteID]bool{}, essay.NewPlaces(old)
	for _, c := range slices.Backward(changes) {
		for p, a := range old.AtomsIn(c.At, c.At+posOf(c.Old)) {
			n := t.essay.Note(essay.NoteID(a.ID))
			if a.Kind != doc.Marker || n == nil || seen[n.ID] || t.essay.Number(n.ID) > 0 {
				continue
			}
			seen[n.ID] = true
			kept := *n
			kept.Lost = places.Lost(p, t.now)
			if kept.Lost.Sentence == last.Sentence && kept.Lost.Offset == last.Offset {
				kept.Lost.At = last.At + 1
			}
			last = kept.Lost
			lost = append(lost, &kept)
		}
	}
	t.PutNotes(lost...)
}

// forgetPlaces clears what the notes that markers were put in for remember of
// an earlier marker.
func (t *Transaction) forgetPlaces(s doc.Slice) {
	var back []*essay.Note
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
				back = append(back, &found)
			}
		}
	}
	t.PutNotes(back...)
}

// Restyle sets and clears inline styles.
func (t *Transaction) Restyle(in essay.NoteID, from, to doc.Pos, set, clear doc.Style) {
	t.keepLength(in, t.essay.Text(in).Restyle(from, to, set, clear), from, to)
}

// Relink gives text an address, or takes its own away for "".
func (t *Transaction) Relink(in essay.NoteID, from, to doc.Pos, address string) {
	t.keepLength(in, t.essay.Text(in).Relink(from, to, address), from, to)
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
func (t *Transaction) PutNote(n *essay.Note) { t.PutNotes(n) }

// PutNotes is PutNote for many.
func (t *Transaction) PutNotes(notes ...*essay.Note) {
	for _, n := range notes {
		t.writeOut(n.ID)
	}
	t.essay = t.essay.WithNotes(notes...)
}

// DropNote takes a note out of the essay altogether.
func (t *Transaction) DropNote(id essay.NoteID) { t.essay = t.essay.WithoutNote(id) }

// SetLanguage says in which language the essay is written, as a BCP 47 tag.
func (t *Transaction) SetLanguage(tag string) {
	if tag != t.essay.Language() {
		t.essay = t.essay.WithLanguage(tag)
	}
}

// Become replaces the whole essay, as the doctor's repair does.
func (t *Transaction) Become(e *essay.Essay) {
	old, text := t.essay, e.Body()
	all := Change{"", doc.Change{At: 0, Old: int(old.Body().Len()), New: int(text.Len())}}
	t.changes = append(t.changes, all)
	t.essay = e
	for _, c := range old.Comments() {
		if _, there := e.Comment(c.ID); !there {
			c.To = c.From // comeBack finds them
			t.PutComment(c)
		}
	}
	t.sel = Caret("", 0)
}
