package editor

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// The commands act at the session's selection, each as one step. They return
// an error for the person at the screen when they cannot act; then nothing
// has changed.

func (s *Session) blockAtCaret() *doc.Block {
	text := s.essay.Text(s.sel.In)
	i, _ := text.Find(s.sel.Head)
	return text.Block(i)
}

// Type puts text in the place of the selection, as typing does.
func (s *Session) Type(text string) error {
	return s.Do("Typing", func(t *Transaction) error {
		in, from, to := t.selected()
		text := strings.ReplaceAll(text, "\r", "")
		i, off := t.essay.Text(in).Find(from)
		style, link := t.essay.Text(in).Block(i).StyleAt(off)
		if s.next.essay == t.essay && s.next.at == t.sel {
			style, link = s.next.style, ""
		}
		if from < to {
			style, link = t.styleOfSelection(in, from, to)
		}
		t.Replace(in, from, to, doc.TextSlice(text, style, link))
		if from < to { // what was typed takes the selection's place, and is not selected
			t.sel = Caret(in, max(t.sel.Anchor, t.sel.Head))
		}
		if len([]rune(text)) == 1 {
			t.Typing()
		}
		return nil
	})
}

// styleOfSelection is the style that text typed over a selection takes: that
// of its first rune.
func (t *Transaction) styleOfSelection(in essay.NoteID, from, to doc.Pos) (doc.Style, string) {
	for _, b := range t.essay.Text(in).Slice(from, to).Blocks {
		for _, sp := range b.Spans() {
			if sp.Atom == nil {
				return sp.Style, sp.Link
			}
		}
	}
	return 0, ""
}

func (t *Transaction) selected() (in essay.NoteID, from, to doc.Pos) {
	from, to = t.sel.Range()
	return t.sel.In, from, to
}

// Return starts a new block, in the place of the selection: a paragraph after a
// heading's end, a further item in a list, and a paragraph again where an empty
// item or quote stood. In code and verse it is a line feed, until a line is left
// empty; in a table it leads to the next row.
func (s *Session) Return() error {
	if s.blockAtCaret().Kind == doc.Cell {
		return s.NextRow()
	}
	return s.Do("Typing", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		i, off := text.Find(from)
		b := text.Block(i)
		switch {
		case b.IsLines() && !leavesLines(b, off, from, to):
			t.Replace(in, from, to, doc.TextSlice("\n", 0, ""))
			return nil
		case b.IsLines():
			below := doc.Slice{Blocks: []*doc.Block{doc.NewBlock(b.Kind, 0), doc.NewBlock(doc.Paragraph, 0)}}
			t.edit(in, edit{from - 1, from, below})
			t.sel = Caret(in, from)
			return nil
		case b.Kind == doc.Image:
			t.ReplaceBlocks(in, i+1, 0, doc.NewBlock(doc.Paragraph, 0))
			t.sel = Caret(in, t.essay.Text(in).Start(i+1))
			return nil
		case b.Len() == 0 && (b.IsItem() || b.Kind == doc.Quote):
			t.SetKind(in, from, from, doc.Paragraph, 0)
			return nil
		}
		first, next := b.WithSpans(), doc.NewBlock(b.Kind, b.Level)
		if b.Kind == doc.Heading || b.Kind == doc.Rule {
			if j, end := text.Find(to); end == text.Block(j).Len() {
				next = doc.NewBlock(doc.Paragraph, 0)
			} else if off == 0 {
				first = doc.NewBlock(doc.Paragraph, 0)
			}
		}
		t.Replace(in, from, to, doc.Slice{Blocks: []*doc.Block{first, next}})
		t.sel = Caret(in, from+1)
		return nil
	})
}

// leavesLines reports whether Return at the end of lines of code or verse goes
// on below them: when their last line is empty already.
func leavesLines(b *doc.Block, off, from, to doc.Pos) bool {
	return from == to && off == b.Len() && strings.HasSuffix(b.Text(), "\n")
}

// Erase deletes the selection, or without one what lies between the caret and
// to; Backspace and Delete name the neighbouring character, or word. A marker
// is never deleted by the first stroke: it is selected, and the second deletes
// it.
func (s *Session) Erase(to doc.Pos) error {
	return s.Do("Deleting", func(t *Transaction) error {
		in, from, end := t.selected()
		text := t.essay.Text(in)
		if from < end {
			t.Replace(in, from, end, doc.Slice{})
			t.sel = Caret(in, from)
			return nil
		}
		to = text.Clamp(to)
		lo, hi := min(from, to), max(from, to)
		if first, n := text.AtomsBefore(lo), text.AtomsBefore(hi); n > first {
			// The marker nearest to the caret stops the stroke.
			k := first
			if to < from {
				k = n - 1
			}
			p, _ := text.AtomPos(k)
			switch {
			case to < from && p+1 == from, to > from && p == from:
				t.sel = Selection{in, p, p + 1}
				return nil
			case to < from:
				lo = p + 1
			default:
				hi = p
			}
		}
		if lo == hi {
			return nil
		}
		if t.stopAtEdge(in, lo, hi, to) {
			return nil
		}
		t.Replace(in, lo, hi, doc.Slice{})
		t.sel = Caret(in, lo)
		t.Typing()
		return nil
	})
}

// stopAtEdge keeps a stroke from joining a block to a cell or an image: the
// caret goes over the edge instead, and an empty paragraph there goes away.
func (t *Transaction) stopAtEdge(in essay.NoteID, lo, hi, to doc.Pos) bool {
	text := t.essay.Text(in)
	i, _ := text.Find(lo)
	j, _ := text.Find(hi)
	if i == j || !stands(text.Block(i)) && !stands(text.Block(j)) {
		return false
	}
	t.sel = Caret(in, to)
	for _, k := range []int{i, j} {
		parts := k > 0 && k+1 < text.Blocks() && text.Block(k-1).Kind == doc.Cell && text.Block(k+1).Kind == doc.Cell
		if b := text.Block(k); b.Kind == doc.Paragraph && b.Len() == 0 && k+1 < text.Blocks() && !parts {
			t.ReplaceBlocks(in, k, 1)
			break
		}
	}
	return true
}

// Backspace deletes the selection or the character before the caret. At the
// start of a heading, quote or item it first makes a paragraph of it.
func (s *Session) Backspace() error {
	text := s.essay.Text(s.sel.In)
	if s.sel.Empty() {
		i, off := text.Find(s.sel.Head)
		b := text.Block(i)
		if b.Kind == doc.Image && b.Len() == 0 {
			return s.Do("Deleting", func(t *Transaction) error {
				t.ReplaceBlocks(t.sel.In, i, 1, doc.NewBlock(doc.Paragraph, 0))
				return nil
			})
		}
		if off == 0 && !stands(b) && b.Kind != doc.Paragraph && b.Kind != doc.Rule && (i > 0 || b.Len() > 0) {
			return s.Outdent()
		}
		if off == 0 && i > 0 && text.Block(i-1).Kind == doc.Rule {
			return s.Do("Deleting", func(t *Transaction) error {
				t.SetKind(t.sel.In, t.sel.Head-1, t.sel.Head-1, doc.Paragraph, 0)
				return nil
			})
		}
	}
	return s.Erase(text.EraseTo(s.sel.Head))
}

// Outdent takes the block at the caret, or the quotes and items of the
// selection, one level out; from the first level they become paragraphs.
func (s *Session) Outdent() error {
	return s.Do("Format", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		first, _ := text.Find(from)
		last, _ := text.Find(to)
		for i := first; i <= last; i++ {
			b, at := text.Block(i), text.Start(i)
			switch nests := b.Kind == doc.Quote || b.IsItem(); {
			case nests && b.Level > 1:
				t.SetKind(in, at, at, b.Kind, b.Level-1)
			case nests || first == last:
				t.SetKind(in, at, at, doc.Paragraph, 0)
			}
		}
		return nil
	})
}

// Indent takes the quotes and items of the selection one level in.
func (s *Session) Indent() error {
	return s.Do("Format", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		first, _ := text.Find(from)
		last, _ := text.Find(to)
		for i := first; i <= last; i++ {
			if b := text.Block(i); b.Kind == doc.Quote || b.IsItem() {
				t.SetKind(in, text.Start(i), text.Start(i), b.Kind, b.Level+1)
			}
		}
		return nil
	})
}

// Delete deletes the selection or the character after the caret.
func (s *Session) Delete() error {
	return s.Erase(s.essay.Text(s.sel.In).NextChar(s.sel.Head))
}

// ToggleStyle gives the selection a style, or takes it away where all of the
// selected text has it. Without a selection it acts on the word at the caret.
func (s *Session) ToggleStyle(style doc.Style) error {
	return s.Do("Format", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		if from == to {
			from, to = text.WordAt(from)
		}
		if text.StyleIn(from, to)&style == style {
			t.Restyle(in, from, to, 0, style)
		} else {
			t.Restyle(in, from, to, style, 0)
		}
		return nil
	})
}

// SetKind turns the blocks of the selection into a kind; where all are of that
// kind and level already they become paragraphs.
func (s *Session) SetKind(kind doc.Kind, level int) error {
	return s.Do("Format", func(t *Transaction) error {
		in, from, to := t.selected()
		text := t.essay.Text(in)
		first, _ := text.Find(from)
		last, _ := text.Find(to)
		same := true
		for i := first; i <= last; i++ {
			same = same && text.Block(i).Kind == kind && text.Block(i).Level == level
		}
		if same {
			kind, level = doc.Paragraph, 0
		}
		t.SetKind(in, from, to, kind, level)
		return nil
	})
}

// Repair makes the essay what the doctor found it to be, as one step.
func (s *Session) Repair(e *essay.Essay) error {
	return s.Do("Repair notes", func(t *Transaction) error {
		t.Milestone()
		t.Become(e)
		return nil
	})
}

// Restore makes the essay what it was at another time, as one step. The caret
// stays as near as it can to where it was.
func (s *Session) Restore(e *essay.Essay) error {
	return s.Do("Restore version", func(t *Transaction) error {
		sel := t.sel
		t.Milestone()
		t.Become(e)
		t.Select(sel)
		return nil
	})
}

// SetTitle gives the essay a title: the first block, if it is a heading of
// rank 1, else a new one above it.
func (s *Session) SetTitle(title string) error {
	return s.Do("Rename", func(t *Transaction) error {
		first := t.essay.Body().Block(0)
		if first.Kind == doc.Heading && first.Level == 1 {
			// Markers in the old title stay, behind the new words.
			spans := []doc.Span{{Text: title}}
			for _, sp := range first.Spans() {
				if sp.Atom != nil {
					spans = append(spans, sp)
				}
			}
			t.Replace("", 0, first.Len(), doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Heading, 1, spans...)}})
			return nil
		}
		t.Replace("", 0, 0, doc.Slice{Blocks: []*doc.Block{
			doc.NewBlock(doc.Heading, 1, doc.Span{Text: title}), doc.NewBlock(first.Kind, first.Level),
		}})
		return nil
	})
}
