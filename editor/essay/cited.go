package essay

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Citing says how an essay's citations are printed. The zero value is the own
// style of notes, in the essay's language.
type Citing struct {
	Style  string `json:"style,omitempty"`  // its name, as folders of styles have it
	Locale string `json:"locale,omitempty"` // as a BCP 47 tag; "" follows the essay's language
	NoIbid bool   `json:"noIbid,omitempty"` // short forms instead of “ibid.”
	// InText says that the style cites in the text and not in notes. It is
	// kept here so that notes are numbered alike where the style is missing.
	InText bool `json:"inText,omitempty"`
}

// StyleName is the style's name, also where none was chosen.
func (c Citing) StyleName() string {
	if c.Style == "" {
		return csl.BuiltinStyles[0]
	}
	return c.Style
}

// cited is what an essay cites. It is never modified.
type cited struct {
	citations map[cite.ID]*placedCitation
	sources   map[string]*csl.Item // by key
}

// placedCitation is a citation with the note that it is where it stands in the
// body: made once, so that it is the same whenever it is asked for.
type placedCitation struct {
	*cite.Citation
	note *Note
}

// CitationOf makes the atom that is a citation.
func CitationOf(id cite.ID) doc.Span {
	return doc.Span{Atom: &doc.Atom{Kind: doc.Citation, ID: string(id)}}
}

// Citation returns a citation, or nil.
func (e *Essay) Citation(id cite.ID) *cite.Citation {
	if c := e.cited.citations[id]; c != nil {
		return c.Citation
	}
	return nil
}

// CitationText is a citation as it is typed: what stands for it where nothing
// has been rendered.
func (e *Essay) CitationText(id cite.ID) string {
	if c := e.Citation(id); c != nil {
		return c.String()
	}
	return "[?]"
}

// citationNote is the note that a citation of the body is, or nil.
func (e *Essay) citationNote(id NoteID) *Note {
	if c := e.cited.citations[cite.ID(id)]; c != nil && !e.citing.InText {
		return c.note
	}
	return nil
}

// IsCitation reports whether a note is a citation of the body and nothing else:
// who writes into it makes a note of it, by [Essay.WithNote] and a marker.
func (e *Essay) IsCitation(id NoteID) bool {
	return e.notes.get(id) == nil && e.citationNote(id) != nil
}

// Citations calls yield with every citation, in no order; some may stand
// nowhere.
func (e *Essay) Citations() func(yield func(*cite.Citation) bool) {
	return func(yield func(*cite.Citation) bool) {
		for _, c := range e.cited.citations {
			if !yield(c.Citation) {
				return
			}
		}
	}
}

// WithCitations returns the essay with citations added, or put in the place of
// those of their identity. The atoms that show them are put in by
// [Essay.WithBody] and [Essay.WithNote].
func (e *Essay) WithCitations(list ...*cite.Citation) *Essay {
	if len(list) == 0 {
		return e
	}
	f := *e
	f.cited = &cited{citations: make(map[cite.ID]*placedCitation, len(e.cited.citations)+len(list)), sources: e.cited.sources}
	maps.Copy(f.cited.citations, e.cited.citations)
	if slices.ContainsFunc(list, func(c *cite.Citation) bool { return e.cited.citations[c.ID] == nil }) {
		f.refs = e.refs.citing(list)
	}
	for _, c := range list {
		text := doc.New(doc.NewBlock(doc.Paragraph, 0, CitationOf(c.ID)))
		f.cited.citations[c.ID] = &placedCitation{c, &Note{ID: NoteID(c.ID), Text: text}}
	}
	return &f
}

// Source returns the source that has a key, or nil.
func (e *Essay) Source(key string) *csl.Item { return e.cited.sources[key] }

// KeyFor is the key under which the essay has a source, or can have it: its own,
// or one near it where that is another's.
func (e *Essay) KeyFor(it *csl.Item) string {
	key := it.ID
	for n := 2; ; n++ {
		if there := e.Source(key); there == nil || cite.SameSource(there, it) {
			return key
		}
		key = fmt.Sprintf("%s-%d", it.ID, n)
	}
}

// Sources lists the sources that belong to the essay, cited or not, by key.
// With them an essay that is carried away is whole.
func (e *Essay) Sources() []*csl.Item {
	list := make([]*csl.Item, 0, len(e.cited.sources))
	for _, key := range slices.Sorted(maps.Keys(e.cited.sources)) {
		list = append(list, e.cited.sources[key])
	}
	return list
}

// WithSources returns the essay with sources added, or put in the place of
// those of their keys, which are the items' IDs.
func (e *Essay) WithSources(list ...*csl.Item) *Essay {
	if len(list) == 0 {
		return e
	}
	f := *e
	f.cited = &cited{citations: e.cited.citations, sources: make(map[string]*csl.Item, len(e.cited.sources)+len(list))}
	maps.Copy(f.cited.sources, e.cited.sources)
	for _, it := range list {
		f.cited.sources[it.ID] = it
	}
	return &f
}

// WithoutSource returns the essay without a source; what cites it then cites
// nothing.
func (e *Essay) WithoutSource(key string) *Essay {
	if e.Source(key) == nil {
		return e
	}
	f := *e
	f.cited = &cited{citations: e.cited.citations, sources: maps.Clone(e.cited.sources)}
	delete(f.cited.sources, key)
	return &f
}

// Citing says how citations are printed.
func (e *Essay) Citing() Citing { return e.citing }

// WithCiting returns the essay with its citations printed in another way. The
// text stays as it is.
func (e *Essay) WithCiting(c Citing) *Essay {
	if c == e.citing {
		return e
	}
	f := *e
	f.citing = c
	if c.InText != e.citing.InText {
		f.refs = &refs{}
	}
	return &f
}

// CiteLocale is the language that citations are printed in, as a BCP 47 tag, or
// "" for the style's own.
func (e *Essay) CiteLocale() string {
	if e.citing.Locale != "" {
		return e.citing.Locale
	}
	return e.language
}

// SameCited reports, at no cost, whether both essays are known to have the same
// citations, sources and style. False does not say that they differ.
func (e *Essay) SameCited(f *Essay) bool {
	return e.cited == f.cited && e.citing == f.citing && e.CiteLocale() == f.CiteLocale()
}

// CitePlace is where a citation stands.
type CitePlace struct {
	Citation *cite.Citation
	Note     NoteID // it stands in, or is; "" in the body's running text
	Number   int    // of the note among all notes, counted from 1; 0 in running text
}

// CitePlaces lists the citations in the order in which they are read: each note
// where its first marker stands. What stands in the bin is not among them.
func (e *Essay) CitePlaces() []CitePlace {
	var list []CitePlace
	add := func(a doc.Atom, in NoteID, number int) {
		if c := e.Citation(cite.ID(a.ID)); c != nil && a.Kind == doc.Citation {
			list = append(list, CitePlace{c, in, number})
		}
	}
	seen := 0 // notes
	for _, a := range e.body.Atoms() {
		if a.Kind == doc.Citation {
			if !e.Numbers(a) {
				add(a, "", 0)
			} else if r, _ := e.Ref(NoteID(a.ID)); r.Order > seen {
				seen = r.Order
				add(a, NoteID(a.ID), r.Order)
			}
			continue
		}
		n := e.notes.get(NoteID(a.ID))
		if r, _ := e.Ref(NoteID(a.ID)); a.Kind == doc.Marker && r.Order > seen {
			seen = r.Order
			if n != nil {
				for _, b := range n.Text.Atoms() {
					add(b, n.ID, r.Order)
				}
			}
		}
	}
	return list
}

// sameCited compares what the texts of two essays with the same texts cite, and
// their sources.
func (e *Essay) sameCited(f *Essay) bool {
	if e.cited == f.cited {
		return true
	}
	if !maps.EqualFunc(e.cited.sources, f.cited.sources, func(a, b *csl.Item) bool { return cite.SameSource(a, b) }) {
		return false
	}
	for c := range e.placedCitations() {
		if !e.Citation(c).Equal(f.Citation(c)) {
			return false
		}
	}
	return true
}

// placedCitations calls yield with the citations that the body and the notes
// show, also those in the bin.
func (e *Essay) placedCitations() func(yield func(cite.ID) bool) {
	return func(yield func(cite.ID) bool) {
		for _, a := range e.body.Atoms() {
			if a.Kind == doc.Citation && !yield(cite.ID(a.ID)) {
				return
			}
		}
		for n := range e.Notes() {
			for _, a := range n.Text.Atoms() {
				if a.Kind == doc.Citation && !yield(cite.ID(a.ID)) {
					return
				}
			}
		}
	}
}

// PlacedCitations lists the citations that stand in the body or in a note, also
// in one in the bin, in no order.
func (e *Essay) PlacedCitations() []*cite.Citation {
	var list []*cite.Citation
	seen := map[cite.ID]bool{}
	for id := range e.placedCitations() {
		if c := e.Citation(id); c != nil && !seen[id] {
			seen[id] = true
			list = append(list, c)
		}
	}
	return list
}

// CopyText is a text whose citations are copies with identities of their own.
func (e *Essay) CopyText(text *doc.Document) (*doc.Document, []*cite.Citation) {
	var copies []*cite.Citation
	slice := mapSpans(doc.Slice{Blocks: slices.Collect(text.Each())}, func(s doc.Span) (doc.Span, bool) {
		if !s.IsCitation() {
			return s, true
		}
		if c := e.Citation(cite.ID(s.Atom.ID)); c != nil {
			twin := c.Copy(cite.NewID())
			copies = append(copies, twin)
			s.Atom = &doc.Atom{Kind: doc.Citation, ID: string(twin.ID)}
		}
		return s, true
	})
	if len(copies) == 0 {
		return text, nil
	}
	return doc.New(slice.Blocks...), copies
}
