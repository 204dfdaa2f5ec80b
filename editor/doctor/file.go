package doctor

import (
	"slices"

	"github.com/ibid-editor/ibid/editor/essay"
)

// ForFile makes the essay for a file, which has no bin: notes without a marker
// stay where they are typed, and, unless the best guess is accepted, so do the
// pairs that are not certain.
func (g *Diagnosis) ForFile(accept bool) *essay.Essay {
	h, f := *g, *g.found
	h.found, f.gone = &f, slices.Clone(f.gone)
	h.Pairs = slices.DeleteFunc(slices.Clone(g.Pairs), func(p Pair) bool { return !accept && !p.Certain })
	h.Notes = nil
	paired := map[int]bool{}
	for _, p := range h.Pairs {
		paired[p.Note.Block] = true
	}
	f.notes = slices.DeleteFunc(slices.Clone(f.notes), func(n note) bool {
		if paired[n.block] {
			return false
		}
		for i := n.block; i < n.block+n.blocks; i++ {
			f.gone[i] = false
		}
		return true
	})
	return h.Essay()
}
