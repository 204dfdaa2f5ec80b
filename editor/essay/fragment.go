package essay

import (
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Fragment is a piece of an essay with the notes that its markers refer to:
// what the clipboard carries.
type Fragment struct {
	Slice doc.Slice
	Notes []*Note
}

// Cut takes out what lies between two positions of the body, or of a note's
// text.
func (e *Essay) Cut(in NoteID, from, to doc.Pos) Fragment {
	f := Fragment{Slice: e.Text(in).Slice(from, to)}
	seen := map[NoteID]bool{}
	for _, b := range f.Slice.Blocks {
		for _, s := range b.Spans() {
			if !s.IsMarker() || seen[NoteID(s.Atom.ID)] {
				continue
			}
			seen[NoteID(s.Atom.ID)] = true
			if n := e.Note(NoteID(s.Atom.ID)); n != nil {
				f.Notes = append(f.Notes, n)
			}
		}
	}
	return f
}

// Essay makes an essay of the fragment alone.
func (f Fragment) Essay() *Essay { return New(doc.New(f.Slice.Blocks...), f.Notes...) }

// Into prepares the fragment for an essay: a note that a marker there refers
// to already becomes an independent copy with an identity of its own; a note
// that was cut out, or that comes from another essay, keeps its own.
// Cross-references to a note that is copied name the copy.
func (f Fragment) Into(e *Essay) Fragment {
	rename := map[string]string{}
	for _, n := range f.Notes {
		if e.Number(n.ID) > 0 {
			rename[string(n.ID)] = string(NewNoteID())
		}
	}
	if len(rename) == 0 {
		return f
	}
	renamed := func(s doc.Span) (doc.Span, bool) {
		if s.Atom != nil {
			if id, ok := rename[s.Atom.ID]; ok {
				s.Atom = &doc.Atom{Kind: s.Atom.Kind, ID: id}
			}
		}
		return s, true
	}
	out := Fragment{Slice: mapSpans(f.Slice, renamed)}
	for _, n := range f.Notes {
		copied := Note{ID: n.ID, Series: n.Series}
		if id, ok := rename[string(n.ID)]; ok {
			copied.ID = NoteID(id)
		}
		copied.Text = doc.New(mapSpans(doc.Slice{Blocks: slices.Collect(n.Text.Each())}, renamed).Blocks...)
		out.Notes = append(out.Notes, &copied)
	}
	return out
}

// WithoutMarkers is the fragment's text alone, for where no marker may stand.
func (f Fragment) WithoutMarkers() doc.Slice {
	return mapSpans(f.Slice, func(s doc.Span) (doc.Span, bool) { return s, !s.IsMarker() })
}

// mapSpans rebuilds a slice from the spans that f keeps.
func mapSpans(s doc.Slice, f func(doc.Span) (doc.Span, bool)) doc.Slice {
	out := doc.Slice{Blocks: make([]*doc.Block, len(s.Blocks))}
	for i, b := range s.Blocks {
		spans := make([]doc.Span, 0, len(b.Spans()))
		for _, sp := range b.Spans() {
			if sp, keep := f(sp); keep {
				spans = append(spans, sp)
			}
		}
		out.Blocks[i] = b.WithSpans(spans...)
	}
	return out
}
