package essay

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Fragment is a piece of an essay with the notes that its markers refer to, and
// with what both cite: what the clipboard carries. A cross-reference brings no
// note along.
type Fragment struct {
	Slice     doc.Slice
	Notes     []*Note
	Citations []*cite.Citation
	Sources   []*csl.Item
	Citing    Citing            // how the essay prints them that it was taken from
	Labels    map[NoteID]string // the last numbers of the notes that cross-references name

	markers map[NoteID]int // how many each note had in the essay it was taken from
}

// Cut takes out what lies between two positions of the body, or of a note's
// text.
func (e *Essay) Cut(in NoteID, from, to doc.Pos) Fragment {
	f := Fragment{Slice: e.Text(in).Slice(from, to), Labels: map[NoteID]string{}, markers: map[NoteID]int{}}
	seen := map[NoteID]bool{}
	for a := range atomsOf(f.Slice.Blocks) {
		id := NoteID(a.ID)
		if a.Kind == doc.CrossRef {
			f.Labels[id] = e.Label(id)
		}
		if a.Kind != doc.Marker || seen[id] {
			continue
		}
		seen[id] = true
		if n := e.Note(id); n != nil {
			f.Notes = append(f.Notes, n)
			for _, ref := range n.Text.Atoms() {
				if ref.Kind == doc.CrossRef {
					f.Labels[NoteID(ref.ID)] = e.Label(NoteID(ref.ID))
				}
			}
		}
	}
	if len(f.Notes) > 0 {
		for _, r := range e.Refs() {
			f.markers[r.Note]++
		}
	}
	f.takeCited(e)
	return f
}

func atomsOf(blocks []*doc.Block) func(yield func(doc.Atom) bool) {
	return func(yield func(doc.Atom) bool) {
		for _, b := range blocks {
			if b.Atoms() == 0 {
				continue
			}
			for _, s := range b.Spans() {
				if s.Atom != nil && !yield(*s.Atom) {
					return
				}
			}
		}
	}
}

// Essay makes an essay of the fragment alone.
func (f Fragment) Essay() *Essay {
	own := f.Into(New(doc.New()))
	return New(doc.New(own.Slice.Blocks...), own.Notes...).
		WithSources(own.Sources...).WithCitations(own.Citations...).WithCiting(f.Citing)
}

// Into prepares the fragment for an essay. A note that a marker there refers
// to already becomes an independent copy with an identity of its own, unless
// the fragment only brings back markers that were cut out. One that waits in
// the bin there comes back as it is there: known by its identity or, when the
// fragment was read from text, by its words and its old sentence. Every other
// note keeps its identity. A cross-reference follows its note, and becomes
// plain text where neither the fragment nor the essay has it. A citation that
// stands in the essay already becomes a copy; a source whose key there is
// another's gets a key of its own.
func (f Fragment) Into(e *Essay) Fragment {
	out := Fragment{Labels: f.Labels, Citing: f.Citing, markers: f.markers}
	ids := map[string]string{}
	bin, count := e.LostNotes(), f.markersIn(e)
	for _, n := range f.Notes {
		own := Note{ID: n.ID, Text: n.Text, Series: n.Series, Label: n.Label}
		switch there := e.Note(n.ID); {
		case e.Number(n.ID) > 0 && count[n.ID] > f.markers[n.ID]:
			own.ID, own.Label = NewNoteID(), ""
		case there != nil:
			own.Text, own.Series, own.Label = there.Text, there.Series, there.Label
		default:
			if lost := f.sameIn(bin, n); lost != nil {
				own = Note{ID: lost.ID, Text: lost.Text, Series: lost.Series, Label: lost.Label}
				bin = slices.DeleteFunc(bin, func(m *Note) bool { return m == lost })
			}
		}
		ids[string(n.ID)] = string(own.ID)
		out.Notes = append(out.Notes, &own)
	}
	cited := f.citedInto(e, &out)
	follow := func(s doc.Span) (doc.Span, bool) {
		if s.Atom == nil {
			return s, true
		}
		if s.Atom.Kind == doc.Citation {
			return cited(s), true
		}
		if id, ok := ids[s.Atom.ID]; ok {
			s.Atom = &doc.Atom{Kind: s.Atom.Kind, ID: id}
		} else if s.Atom.Kind == doc.CrossRef && e.Note(NoteID(s.Atom.ID)) == nil {
			s.Atom, s.Text = nil, f.label(NoteID(s.Atom.ID))
		}
		return s, true
	}
	out.Slice = mapSpans(f.Slice, follow)
	for _, n := range out.Notes {
		if len(n.Text.Atoms()) > 0 {
			n.Text = doc.New(mapSpans(doc.Slice{Blocks: slices.Collect(n.Text.Each())}, follow).Blocks...)
		}
	}
	return out
}

// markersIn counts the markers that each note of the fragment would have in an
// essay with the fragment's.
func (f Fragment) markersIn(e *Essay) map[NoteID]int {
	if len(f.Notes) == 0 {
		return nil
	}
	count := map[NoteID]int{}
	for a := range atomsOf(f.Slice.Blocks) {
		if a.Kind == doc.Marker {
			count[NoteID(a.ID)]++
		}
	}
	for _, r := range e.Refs() {
		count[r.Note]++
	}
	return count
}

func (f Fragment) label(id NoteID) string {
	if label, ok := f.Labels[id]; ok {
		return label
	}
	return "?"
}

// LostNotes lists the notes of the bin that know their old sentence.
func (e *Essay) LostNotes() []*Note {
	return slices.DeleteFunc(e.Bin(), func(n *Note) bool { return n.Lost.Sentence == "" })
}

// sameIn finds the note of a bin that a note of the fragment once was: one of
// the same words that lost its marker in the sentence, or in a part of the
// sentence, that the fragment has it in.
func (f Fragment) sameIn(bin []*Note, n *Note) *Note {
	if len(bin) == 0 {
		return nil
	}
	alone := New(doc.New(f.Slice.Blocks...))
	at, ok := alone.MarkerPos(n.ID)
	if !ok {
		return nil
	}
	sentence := SentenceAt(alone.Body(), at)
	for _, m := range bin {
		if sentence != "" && SameWords(m.Text, n.Text) &&
			(strings.Contains(sentence, m.Lost.Sentence) || strings.Contains(m.Lost.Sentence, sentence)) {
			return m
		}
	}
	return nil
}

// SameWords reports whether two texts differ in no more than styles, spaces
// and paragraphs.
func SameWords(a, b *doc.Document) bool {
	return a == b || slices.Equal(a.Atoms(), b.Atoms()) && slices.Equal(strings.Fields(a.String()), strings.Fields(b.String()))
}

// WithoutMarkers is the fragment's text alone, for where no marker may stand.
func (f Fragment) WithoutMarkers() Fragment {
	text := mapSpans(f.Slice, func(s doc.Span) (doc.Span, bool) { return s, !s.IsMarker() })
	return Fragment{Slice: text, Labels: f.Labels, Citations: f.Citations, Sources: f.Sources, Citing: f.Citing}
}

// mapSpans rebuilds the blocks that hold atoms from the spans that f keeps.
func mapSpans(s doc.Slice, f func(doc.Span) (doc.Span, bool)) doc.Slice {
	out := doc.Slice{Blocks: make([]*doc.Block, len(s.Blocks))}
	for i, b := range s.Blocks {
		if b.Atoms() == 0 {
			out.Blocks[i] = b
			continue
		}
		spans := make([]doc.Span, 0, len(b.Spans()))
		for _, sp := range b.Spans() {
			if sp, keep := f(sp); keep {
				spans = append(spans, sp)
			}
		}
		out.Blocks[i] = b.WithSpans(spans...)
		if len(spans) == len(b.Spans()) { // other identities only
			out.Blocks[i] = out.Blocks[i].WithSource(b.Source())
		}
	}
	return out
}
