package doctor

import (
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Essay makes the essay in which the pairs are real: markers stand where they
// were typed, and their notes, with the labels gone, no longer in the text.
// Notes without a marker are in the bin; markers without a note stay typed. A
// blank before a typed marker goes with it, unless a word follows the marker at
// once; all other text stays as it was.
func (g *Diagnosis) Essay() *essay.Essay {
	ids := g.ids()
	notes := map[int]*essay.Note{}
	for _, n := range g.found.notes {
		if id, ok := ids[n.block]; ok {
			notes[n.block] = &essay.Note{ID: id, Text: g.found.noteDoc(n)}
		}
	}
	list := make([]*essay.Note, 0, len(notes))
	for _, n := range g.found.notes {
		list = append(list, notes[n.block])
	}
	return essay.New(g.body(ids), list...)
}

// ids names the notes by their first blocks: n1, n2, … in the order of their
// markers, then those without a marker. Names that stand in the text already
// are passed over.
func (g *Diagnosis) ids() map[int]essay.NoteID {
	taken := map[string]bool{}
	for _, a := range g.found.doc.Atoms() {
		taken[a.ID] = true
	}
	ids := map[int]essay.NoteID{}
	n := 0
	name := func(block int) {
		if ids[block] != "" {
			return
		}
		for n++; taken["n"+itoa(n)]; n++ {
		}
		ids[block] = essay.NoteID("n" + itoa(n))
	}
	for _, p := range g.Pairs {
		name(p.Note.Block)
	}
	for _, x := range g.Notes {
		name(x.Block)
	}
	return ids
}

// body is the text without notes and what is left out, with markers for the
// pairs.
func (g *Diagnosis) body(ids map[int]essay.NoteID) *doc.Document {
	f := g.found
	if len(f.notes) == 0 {
		return f.doc
	}
	var blocks []*doc.Block
	pairs := g.Pairs
	for i, b := range f.blocks {
		if f.gone[i] {
			continue
		}
		n := 0
		for n < len(pairs) && pairs[n].Marker.Block == i {
			n++
		}
		if i == f.title {
			b = b.As(doc.Heading, 1)
		}
		if n > 0 && ids != nil {
			b = f.mark(b, f.texts[i], pairs[:n], ids)
		}
		blocks = append(blocks, b)
		pairs = pairs[n:]
	}
	return doc.New(blocks...)
}

// mark puts markers where pairs were typed in a block.
func (f *findings) mark(b *doc.Block, text string, pairs []Pair, ids map[int]essay.NoteID) *doc.Block {
	runes := []rune(text)
	var spans []doc.Span
	at := doc.Pos(0)
	for _, p := range pairs {
		from, to := p.Marker.From, p.Marker.To
		follows := int(to) < len(runes) && !unicode.IsSpace(runes[to]) && !unicode.IsPunct(runes[to]) && runes[to] != doc.AtomRune
		for !follows && from > at && isBlank(runes[from-1]) {
			from--
		}
		if from == 0 || from == at && at == 0 { // nothing stands before it: the blank was no part of it
			from = p.Marker.From
		}
		spans = append(spans, b.Slice(at, from)...)
		spans = append(spans, essay.MarkerOf(ids[p.Note.Block]))
		at = to
	}
	return doc.NewBlock(b.Kind, b.Level, append(spans, b.Slice(at, b.Len())...)...)
}

func isBlank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\t' || r == '\u202f' }

// noteDoc is the text of a note as a document, without its label.
func (f *findings) noteDoc(n note) *doc.Document {
	var blocks []*doc.Block
	for i := n.block; i < n.block+n.blocks; i++ {
		b := f.blocks[i]
		from, to := doc.Pos(0), b.Len()
		if i == n.block {
			from = runeLen(f.texts[i][:n.text])
			if from == to && n.blocks > 1 {
				continue // the label stood alone
			}
		}
		if s := strings.TrimRight(f.texts[i], " \u00a0"); n.Form == typed.Footnote && i == n.block+n.blocks-1 && strings.HasSuffix(s, "]") {
			to = runeLen(s) - 1
		}
		kind, level := b.Kind, b.Level
		if i == n.block {
			kind, level = doc.Paragraph, 0
		}
		blocks = append(blocks, doc.NewBlock(kind, level, b.Slice(from, max(from, to))...))
	}
	return doc.New(blocks...)
}
