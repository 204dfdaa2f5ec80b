package essay

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/ibid-editor/ibid/editor/cite"
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
	from    *numbering // of an earlier essay, to derive from; nil if there is none
	once    sync.Once
	derived atomic.Pointer[numbering]
	listed  sync.Once
	list    []Ref
	first   atomic.Pointer[map[NoteID]int] // the place in list of each note's first marker
}

// changed are the refs of an essay whose markers, or headings, are others.
func (r *refs) changed() *refs { return &refs{from: r.base()} }

// base is the numbering that another can be derived from, or nil.
func (r *refs) base() *numbering {
	if n := r.derived.Load(); n != nil {
		return n
	}
	return r.from
}

// citing are the refs of an essay that has further citations.
func (r *refs) citing(list []*cite.Citation) *refs {
	base := r.base()
	if base == nil {
		return &refs{}
	}
	for _, run := range base.runs {
		for _, id := range run.unknown {
			if slices.ContainsFunc(list, func(c *cite.Citation) bool { return c.ID == id }) {
				return &refs{} // its atom stood there without it
			}
		}
	}
	return &refs{from: base}
}

// numbering derives what all numbers follow from.
func (e *Essay) numbering() *numbering {
	e.refs.once.Do(func() { e.refs.derived.Store(e.number(e.refs.from)) })
	return e.refs.derived.Load()
}

// Refs lists the markers in order with their notes' numbers. A marker whose
// note is missing is numbered like the others. The caller must not modify the
// list. It costs time in proportion to the markers; [Essay.Ref] does not.
func (e *Essay) Refs() []Ref {
	n := e.numbering()
	e.refs.listed.Do(func() {
		markers := 0
		for _, r := range n.runs {
			markers += len(r.ids)
		}
		list, first := make([]Ref, 0, markers), make(map[NoteID]int, markers)
		for i := range n.runs {
			r := &n.runs[i]
			for _, id := range r.ids {
				if i, again := first[id]; again {
					ref := list[i]
					ref.First = false
					list = append(list, ref)
					continue
				}
				first[id] = len(list)
				list = append(list, e.ref(r, id, r.notes[id]))
			}
		}
		e.refs.list = list
		e.refs.first.Store(&first)
	})
	return e.refs.list
}

// Ref is a note's first marker; false if it has none.
func (e *Essay) Ref(id NoteID) (Ref, bool) {
	if first := e.refs.first.Load(); first != nil {
		if i, ok := (*first)[id]; ok {
			return e.refs.list[i], true
		}
		return Ref{}, false
	}
	n := e.numbering()
	if i, m, ok := n.first(id); ok {
		return e.ref(&n.runs[i], id, m), true
	}
	return Ref{}, false
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

// MarkerPos is the position of the first marker of a note.
func (e *Essay) MarkerPos(id NoteID) (doc.Pos, bool) {
	n := e.numbering()
	i, m, ok := n.first(id)
	if !ok {
		return 0, false
	}
	for _, r := range n.runs[:i] { // the body may have other runs by now, but has the same atoms
		m.atom += r.Atoms()
	}
	return e.body.AtomPos(m.atom)
}

// SameRefs reports, at no cost, whether both essays are known to number the
// same notes alike. False does not say that they differ.
func (e *Essay) SameRefs(f *Essay) bool { return e.refs == f.refs }

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

// CountNumbered is how many notes have a marker, those that are missing
// included.
func (e *Essay) CountNumbered() int {
	n := 0
	for _, r := range e.numbering().runs {
		n += r.firsts
	}
	return n
}

// NumberedSince tells how the notes that have a marker differ, in their order,
// from those of an earlier essay: from the at-th on, gone of them gave way to
// put. Notes that are missing count. It looks at the runs of blocks that differ
// alone, and is not ok where all do: there notes may be missing that were not.
func (e *Essay) NumberedSince(old *Essay) (at, gone int, put []NoteID, ok bool) {
	now, was := e.numbering().runs, old.numbering().runs
	runs := len(now)
	for len(now) > 0 && len(was) > 0 && now[0].runMarks == was[0].runMarks {
		at += now[0].firsts
		now, was = now[1:], was[1:]
	}
	for len(now) > 0 && len(was) > 0 && now[len(now)-1].runMarks == was[len(was)-1].runMarks {
		now, was = now[:len(now)-1], was[:len(was)-1]
	}
	if len(now) == runs {
		return 0, 0, nil, false
	}
	before, put := firsts(was), firsts(now)
	for len(before) > 0 && len(put) > 0 && before[0] == put[0] {
		before, put, at = before[1:], put[1:], at+1
	}
	for len(before) > 0 && len(put) > 0 && before[len(before)-1] == put[len(put)-1] {
		before, put = before[:len(before)-1], put[:len(put)-1]
	}
	return at, len(before), put, true
}

// firsts lists the notes that have their first markers in some runs, in order.
func firsts(runs []numberedRun) []NoteID {
	var list []NoteID
	for _, r := range runs {
		n := 0
		for _, id := range r.ids {
			if r.notes[id].order == n+1 {
				list, n = append(list, id), n+1
			}
		}
	}
	return list
}

// Bin lists the notes that no marker refers to, in the order of their
// identities.
func (e *Essay) Bin() []*Note {
	var list []*Note
	_ = e.Refs() // with all of them known it is faster
	for n := range e.Notes() {
		if e.Number(n.ID) == 0 {
			list = append(list, n)
		}
	}
	sortNotes(list)
	return list
}
