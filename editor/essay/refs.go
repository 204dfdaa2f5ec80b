package essay

import (
	"sync"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Ref is one marker of a note, in the order of the text.
type Ref struct {
	Note   NoteID
	Order  int    // of the note among all notes, counted from 1 by first markers; no two notes share it
	Number int    // in the note's series, counted from 1; begins again where the scheme says so
	Label  string // the number as the scheme writes it
	First  bool   // this is the note's first marker
}

// refs are derived on first use, and shared by essays whose notes are numbered
// alike.
type refs struct {
	once  sync.Once
	list  []Ref
	first map[NoteID]int // the place in list of each note's first marker
}

// Refs lists the markers in order with their notes' numbers. A marker whose
// note is missing is numbered like the others. The caller must not modify the
// list.
func (e *Essay) Refs() []Ref {
	e.derive()
	return e.refs.list
}

// Ref is a note's first marker; false if it has none.
func (e *Essay) Ref(id NoteID) (Ref, bool) {
	e.derive()
	i, ok := e.refs.first[id]
	if !ok {
		return Ref{}, false
	}
	return e.refs.list[i], true
}

// Number is the note's number in its series, or 0 if it has no marker.
func (e *Essay) Number(id NoteID) int {
	r, _ := e.Ref(id)
	return r.Number
}

// Label is the note's number as the scheme writes it, or "?" if it has no
// marker.
func (e *Essay) Label(id NoteID) string {
	if r, ok := e.Ref(id); ok {
		return r.Label
	}
	return "?"
}

// SameRefs reports, at no cost, whether both essays are known to number the
// same notes alike. False does not say that they differ.
func (e *Essay) SameRefs(f *Essay) bool { return e.refs == f.refs }

func (e *Essay) derive() {
	e.refs.once.Do(func() {
		atoms := len(e.body.Atoms())
		c := counter{
			essay: e, refs: e.refs, series: map[string]*seriesCount{},
		}
		c.refs.first = make(map[NoteID]int, atoms)
		c.refs.list = make([]Ref, 0, atoms)
		if !e.scheme.sections() {
			for _, a := range e.body.Atoms() {
				c.atom(a)
			}
			return
		}
		for _, b := range e.body.All() {
			if b.Kind == doc.Heading {
				c.heading(b.Level)
			}
			if b.Atoms() == 0 {
				continue
			}
			for _, s := range b.Spans() {
				if s.Atom != nil {
					c.atom(*s.Atom)
				}
			}
		}
	})
}

// counter numbers notes while it walks through the body.
type counter struct {
	essay  *Essay
	refs   *refs
	series map[string]*seriesCount
}

type seriesCount struct {
	Series
	last int
}

func (c *counter) heading(rank int) {
	for _, s := range c.series {
		if s.Restart && rank <= s.Rank() {
			s.last = 0
		}
	}
}

func (c *counter) atom(a doc.Atom) {
	if !c.essay.Numbers(a) {
		return
	}
	id := NoteID(a.ID)
	if i, again := c.refs.first[id]; again {
		r := c.refs.list[i]
		r.First = false
		c.refs.list = append(c.refs.list, r)
		return
	}
	name := ""
	if n := c.essay.notes.get(id); n != nil {
		name = n.Series
	}
	s := c.series[name]
	if s == nil {
		s = &seriesCount{Series: c.essay.scheme.Of(name), last: c.essay.numbersBefore(name)}
		c.series[name] = s
	}
	s.last++
	c.refs.first[id] = len(c.refs.list)
	c.refs.list = append(c.refs.list, Ref{id, len(c.refs.first), s.last, s.Style.Format(s.last), true})
}

// sameHeadings reports whether two bodies with the same markers have their
// headings in the same places among them, judged by the blocks that differ.
func sameHeadings(a, b *doc.Document) bool {
	at, n, m := doc.Diff(a, b)
	if n != m {
		return false
	}
	for i := at; i < at+n; i++ {
		x, y := a.Block(i), b.Block(i)
		if (x.Kind == doc.Heading || y.Kind == doc.Heading) && (x.Kind != y.Kind || x.Level != y.Level) {
			return false
		}
		if x.Atoms() != y.Atoms() {
			return false
		}
	}
	return true
}

// Numbered lists the notes that have a marker, in the order of their numbers.
func (e *Essay) Numbered() []*Note {
	var list []*Note
	for _, r := range e.Refs() {
		if n := e.Note(r.Note); r.First && n != nil {
			list = append(list, n)
		}
	}
	return list
}

// Bin lists the notes that no marker refers to, in the order of their
// identities.
func (e *Essay) Bin() []*Note {
	var list []*Note
	for n := range e.Notes() {
		if e.Number(n.ID) == 0 {
			list = append(list, n)
		}
	}
	sortNotes(list)
	return list
}
