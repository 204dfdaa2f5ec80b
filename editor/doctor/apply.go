package doctor

import (
	"slices"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Essay makes the essay in which the pairs are real: markers stand where they
// were typed, and their notes, with the labels gone, no longer in the text.
// Notes without a marker are in the bin; markers without a note stay typed. A
// blank before a typed marker goes with it, unless a word follows the marker at
// once; all other text stays as it was.
func (g *Diagnosis) Essay() *essay.Essay {
	ids := g.ids()
	var list []*essay.Note
	for i, n := range g.found.notes {
		if id, ok := ids[i]; ok {
			list = append(list, &essay.Note{ID: id, Text: g.found.noteDoc(n)})
		}
	}
	return essay.New(g.body(ids), list...)
}

// ids names the notes: n1, n2, … in the order of their markers, then those
// without a marker. Names that stand in the text already are passed over.
func (g *Diagnosis) ids() map[int]essay.NoteID {
	taken := map[string]bool{}
	for _, a := range g.found.doc.Atoms() {
		taken[a.ID] = true
	}
	ids := map[int]essay.NoteID{}
	n := 0
	name := func(note int) {
		if ids[note] != "" {
			return
		}
		for n++; taken["n"+itoa(n)]; n++ {
		}
		ids[note] = essay.NoteID("n" + itoa(n))
	}
	for _, p := range g.Pairs {
		name(p.Note.index)
	}
	for _, x := range g.Notes {
		name(x.index)
	}
	return ids
}

// cut is what a block loses, and the marker that stands there instead, if one
// does.
type cut struct {
	from, to doc.Pos
	id       essay.NoteID
}

// body is the text without notes and what is left out, with markers for the
// pairs.
func (g *Diagnosis) body(ids map[int]essay.NoteID) *doc.Document {
	f := g.found
	if len(f.notes) == 0 {
		return f.doc
	}
	cuts := map[int][]cut{}
	for i, notes := range f.cuts {
		for _, n := range notes {
			from, to := f.extentOf(n, i)
			cuts[i] = append(cuts[i], cut{runeLen(f.texts[i][:from]), runeLen(f.texts[i][:to]), ""})
		}
	}
	if ids != nil {
		for _, p := range g.Pairs {
			m := p.Marker
			cuts[m.Block] = append(cuts[m.Block], cut{m.From, m.To, ids[p.Note.index]})
		}
	}
	var blocks []*doc.Block
	for i, b := range f.blocks {
		if f.gone[i] {
			continue
		}
		if i == f.title {
			b = b.As(doc.Heading, 1)
		}
		if list := cuts[i]; len(list) > 0 {
			slices.SortStableFunc(list, func(a, b cut) int {
				if a.from != b.from {
					return int(a.from - b.from)
				}
				return int(a.to - b.to)
			})
			if b = apply(b, f.texts[i], list); b.Len() == 0 {
				continue
			}
		}
		blocks = append(blocks, b)
	}
	return doc.New(blocks...)
}

// apply cuts out of a block, and puts markers where pairs were typed. A blank
// before a typed marker goes with it, unless a word follows at once; of the
// blanks around a note that stood in the text one stays.
func apply(b *doc.Block, text string, cuts []cut) *doc.Block {
	runes := []rune(text)
	var spans []doc.Span
	at := doc.Pos(0)
	for _, c := range cuts {
		from := max(c.from, at)
		follows := int(c.to) < len(runes) && !unicode.IsSpace(runes[c.to]) && !unicode.IsPunct(runes[c.to]) && runes[c.to] != doc.AtomRune
		for !follows && from > at && isBlank(runes[from-1]) {
			from--
		}
		if c.from > 0 && from == 0 { // nothing stands before it: the blank was no part of it
			from = c.from
		}
		spans = append(spans, b.Slice(at, from)...)
		if c.id != "" {
			spans = append(spans, essay.MarkerOf(c.id))
		}
		at = max(c.to, at)
	}
	return doc.NewBlock(b.Kind, b.Level, append(spans, b.Slice(at, b.Len())...)...)
}

func isBlank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\t' || r == '\u202f' }

// noteDoc is the text of a note as a document, without its label.
func (f *findings) noteDoc(n note) *doc.Document {
	var blocks []*doc.Block
	for i := n.block; i <= n.last(); i++ {
		b, kind, level := f.blocks[i], f.blocks[i].Kind, f.blocks[i].Level
		from, to := f.part(n, i)
		if i == n.block {
			if from == to && n.blocks > 1 {
				continue // the label stood alone
			}
			kind, level = doc.Paragraph, 0
		}
		blocks = append(blocks, doc.NewBlock(kind, level, b.Slice(runeLen(f.texts[i][:from]), runeLen(f.texts[i][:to]))...))
	}
	return doc.New(blocks...)
}
