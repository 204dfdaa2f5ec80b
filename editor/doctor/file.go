package doctor

import (
	"maps"
	"slices"

	"github.com/ibid-editor/ibid/editor/essay"
)

// ForFile makes the essay for a file, which has no bin: notes without a marker
// stay where they are typed, and, unless the best guess is accepted, so do the
// pairs that are not certain.
func (g *Diagnosis) ForFile(accept bool) *essay.Essay {
	h, f := *g, g.found.clone()
	h.found = f
	h.Pairs = slices.DeleteFunc(slices.Clone(g.Pairs), func(p Pair) bool { return !accept && !p.Certain })
	h.Notes = nil
	paired := map[int]bool{}
	for _, p := range h.Pairs {
		paired[p.Note.index] = true
	}
	for i, n := range f.notes {
		if paired[i] {
			continue
		}
		for k := n.block; k <= n.last(); k++ {
			f.gone[k] = false
			f.cuts[k] = slices.DeleteFunc(slices.Clone(f.cuts[k]), func(c note) bool { return c.from == n.from && c.block == n.block })
		}
	}
	// A block that stays for one note is the text's: its other notes are cut out.
	for i, n := range f.notes {
		for k := n.block; paired[i] && !n.inside && k <= n.last(); k++ {
			if !f.gone[k] {
				f.cuts[k] = append(slices.Clone(f.cuts[k]), n)
			}
		}
	}
	return h.Essay()
}

// clone is a copy in which other notes can be left in the text.
func (f *findings) clone() *findings {
	return &findings{
		doc: f.doc, blocks: f.blocks, texts: f.texts, page: f.page, notes: f.notes, marks: f.marks,
		gone: slices.Clone(f.gone), cuts: maps.Clone(f.cuts), title: f.title,
	}
}
