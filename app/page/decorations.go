package page

import (
	"slices"
	"unicode"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Decoration is a kind of what is drawn about a text without being part of it.
type Decoration uint8

// The kinds of decorations.
const (
	Misspelled Decoration = iota // a wavy line below
	Hit                          // a ground behind what was searched for
	CurrentHit                   // a stronger one
	decorations
)

// Range is a part of a text, or of a block, between two positions.
type Range struct{ From, To doc.Pos }

// Decorations are ranges of all kinds, kept for each block as offsets in it: a
// block that is not touched keeps its ranges at no cost, and those of one that
// is edited move along. The texts of an essay share one; it belongs to the user
// interface's goroutine.
type Decorations struct {
	ranges [decorations]map[*doc.Block][]Range
}

// Set puts ranges, in order within each block, in the place of all others of
// their kind. The map belongs to the decorations from then on. Who sets them
// has the texts drawn anew, by Refresh.
func (d *Decorations) Set(kind Decoration, ranges map[*doc.Block][]Range) { d.ranges[kind] = ranges }

// In lists the ranges of a block. The caller must not modify it.
func (d *Decorations) In(kind Decoration, b *doc.Block) []Range {
	if d == nil {
		return nil
	}
	return d.ranges[kind][b]
}

// Next finds the first range that begins at a position of a text or after it.
func (d *Decorations) Next(kind Decoration, text *doc.Document, p doc.Pos) (Range, bool) {
	first, off := text.Find(p)
	start := text.Start(first)
	for i, b := range text.From(first) {
		for _, r := range d.In(kind, b) {
			if i > first || r.From >= off {
				return Range{start + r.From, start + r.To}, true
			}
		}
		start += b.Len() + 1
	}
	return Range{}, false
}

// At finds the range around a position, or one that it is an end of.
func (d *Decorations) At(kind Decoration, text *doc.Document, p doc.Pos) (Range, bool) {
	i, off := text.Find(p)
	for _, r := range d.In(kind, text.Block(i)) {
		if r.From <= off && off <= r.To {
			start := text.Start(i)
			return Range{start + r.From, start + r.To}, true
		}
	}
	return Range{}, false
}

// InBlocks gives ranges of a text, in order, to the blocks that they are in; one
// that goes on over several is parted.
func InBlocks(text *doc.Document, ranges []Range) map[*doc.Block][]Range {
	in := map[*doc.Block][]Range{}
	for _, r := range ranges {
		i, off := text.Find(r.From)
		for left := r.To - r.From; left > 0 && i < text.Blocks(); i++ {
			b := text.Block(i)
			if n := min(left, b.Len()-off); n > 0 {
				in[b] = append(in[b], Range{off, off + n})
			}
			left -= b.Len() - off + 1
			off = 0
		}
	}
	return in
}

// follow moves the ranges of the n blocks of old from index at on, which an
// update made m blocks of now of, to where what they were about is then. The old
// blocks keep theirs until the next Set: an undo brings them back.
func (d *Decorations) follow(u editor.Update, in essay.NoteID, old, now *doc.Document, at, n, m int) {
	if d == nil {
		return
	}
	var stays map[*doc.Block]bool
	for kind := range d.ranges {
		ranges := d.ranges[kind]
		if len(ranges) == 0 {
			continue
		}
		if stays == nil {
			stays = make(map[*doc.Block]bool, m)
			for i := at; i < at+m; i++ {
				stays[now.Block(i)] = true
			}
		}
		moved := map[*doc.Block][]Range{}
		start := old.Start(at)
		for i, b := range old.From(at) {
			if i == at+n {
				break
			}
			if !stays[b] {
				for _, r := range ranges[b] {
					if to, r := mapped(u, in, now, Range{start + r.From, start + r.To}); to != nil && stays[to] {
						moved[to] = append(moved[to], r)
					}
				}
			}
			start += b.Len() + 1
		}
		for b, list := range moved {
			if _, known := ranges[b]; !known { // else another text's widget was first
				slices.SortFunc(list, func(a, b Range) int { return int(a.From - b.From) })
				ranges[b] = list
			}
		}
	}
}

// mapped is the block that a range of a text is in after an update, and where;
// nil if nothing is left of it.
func mapped(u editor.Update, in essay.NoteID, now *doc.Document, r Range) (*doc.Block, Range) {
	from, to := u.Map(in, r.From, doc.After), u.Map(in, r.To, doc.Before)
	if from >= to {
		return nil, Range{}
	}
	i, off := now.Find(from)
	b := now.Block(i)
	end := min(off+to-from, b.Len())
	if end <= off {
		return nil, Range{}
	}
	return b, Range{off, end}
}

// writing reports whether a range of a block that starts at a position is the
// word that is being typed: it may be wrong until it is whole.
func (t *Text) writing(l *layout, start doc.Pos, r Range) bool {
	caret := t.sel.Head - start
	if !t.typing || caret < r.From {
		return false
	}
	end := r.To
	for int(end) < len(l.text) && (unicode.IsLetter(l.text[end]) || l.text[end] == '\'' || l.text[end] == '’') {
		end++
	}
	return caret <= end
}
