// Package essay holds an essay as a value: its body, its notes, and what is
// derived from them, such as the notes' numbers and the checks on them.
//
// Absent: a note's number. It is nowhere stored; [Essay.Refs] derives it from
// where the markers stand. Absent too: history, files, screens.
package essay

import (
	"crypto/rand"
	"strings"
	"sync"

	"github.com/ibid-editor/ibid/editor/doc"
)

// NoteID names a note for as long as it lives, whatever its number is.
type NoteID string

// NewNoteID makes an identity that no other note has.
func NewNoteID() NoteID { return NoteID(strings.ToLower(rand.Text()[:12])) }

// Note is one note. It is never modified after it is made.
type Note struct {
	ID   NoteID
	Text *doc.Document
	// Context is the sentence in which the note's last marker stood when it
	// was deleted, or "" if the note never lost its marker.
	Context string
}

// Essay is a body with its notes, never modified after it is made. Notes that
// no marker in the body refers to are in the bin. The zero value is not an
// essay: use [New].
type Essay struct {
	body  *doc.Document
	notes noteSet
	refs  *refs
}

// New makes an essay of a body and notes.
func New(body *doc.Document, notes ...*Note) *Essay {
	e := &Essay{body: body, refs: &refs{}}
	for _, n := range notes {
		e.notes = e.notes.with(n.ID, n)
	}
	return e
}

// Blank is an essay that has yet to be written: an empty title and an empty
// paragraph.
func Blank() *Essay {
	return New(doc.New(doc.NewBlock(doc.Heading, 1), doc.NewBlock(doc.Paragraph, 0)))
}

// Body is the essay's text, with markers.
func (e *Essay) Body() *doc.Document { return e.body }

// Note returns a note, or nil.
func (e *Essay) Note(id NoteID) *Note { return e.notes.get(id) }

// Notes calls yield with every note, also those in the bin, in no order.
func (e *Essay) Notes() func(yield func(*Note) bool) { return e.notes.all }

// Text is the document that id names: a note's text, or the body for "". It is
// nil if there is no such note.
func (e *Essay) Text(id NoteID) *doc.Document {
	if id == "" {
		return e.body
	}
	if n := e.Note(id); n != nil {
		return n.Text
	}
	return nil
}

// WithBody returns the essay with another body.
func (e *Essay) WithBody(body *doc.Document) *Essay {
	f := &Essay{body: body, notes: e.notes, refs: e.refs}
	if !body.SameAtoms(e.body) {
		f.refs = &refs{}
	}
	return f
}

// WithNote returns the essay with n added, or put in the place of the note of
// the same identity.
func (e *Essay) WithNote(n *Note) *Essay {
	f := &Essay{body: e.body, notes: e.notes.with(n.ID, n), refs: e.refs}
	if e.Note(n.ID) == nil {
		f.refs = &refs{}
	}
	return f
}

// WithoutNote returns the essay without a note; its markers, if it has any,
// then refer to nothing.
func (e *Essay) WithoutNote(id NoteID) *Essay {
	return &Essay{body: e.body, notes: e.notes.with(id, nil), refs: &refs{}}
}

// Title is the text of a first block that is a heading of rank 1, else the
// first words of the body, else "".
func (e *Essay) Title() string {
	first := e.body.Block(0)
	title := strings.Join(strings.Fields(strings.ReplaceAll(first.Text(), string(doc.AtomRune), "")), " ")
	if first.Kind == doc.Heading && first.Level == 1 || len([]rune(title)) <= 60 {
		return title
	}
	cut := strings.LastIndexByte(string([]rune(title)[:60]), ' ')
	if cut < 0 {
		return string([]rune(title)[:60]) + "…"
	}
	return title[:cut] + "…"
}

// Equal compares by content.
func (e *Essay) Equal(f *Essay) bool {
	if e == f {
		return true
	}
	if !e.body.Equal(f.body) || e.notes.count() != f.notes.count() {
		return false
	}
	for n := range e.Notes() {
		m := f.Note(n.ID)
		if m == nil || m != n && (m.Context != n.Context || !m.Text.Equal(n.Text)) {
			return false
		}
	}
	return true
}

// refs are derived on first use, and shared by essays whose markers are the
// same in the same order.
type refs struct {
	once    sync.Once
	list    []Ref
	numbers map[NoteID]int
}

// Ref is one marker of a note, in the order of the text.
type Ref struct {
	Note   NoteID
	Number int  // counted from 1 in the order of first markers
	First  bool // this is the note's first marker
}

// Refs lists the markers in order with their notes' numbers. A marker whose
// note is missing is numbered like the others. The caller must not modify the
// list.
func (e *Essay) Refs() []Ref {
	e.derive()
	return e.refs.list
}

// Number is the note's number, or 0 if it has no marker.
func (e *Essay) Number(id NoteID) int {
	e.derive()
	return e.refs.numbers[id]
}

func (e *Essay) derive() {
	e.refs.once.Do(func() {
		atoms := e.body.Atoms()
		e.refs.numbers = make(map[NoteID]int, len(atoms))
		e.refs.list = make([]Ref, 0, len(atoms))
		for _, a := range atoms {
			if a.Kind != doc.Marker {
				continue
			}
			id := NoteID(a.ID)
			n, again := e.refs.numbers[id]
			if !again {
				n = len(e.refs.numbers) + 1
				e.refs.numbers[id] = n
			}
			e.refs.list = append(e.refs.list, Ref{id, n, !again})
		}
	})
}

// SameRefs reports, at no cost, whether both essays are known to number the
// same notes alike. False does not say that they differ.
func (e *Essay) SameRefs(f *Essay) bool { return e.refs == f.refs }

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

// MarkerPos is the position of the first marker of a note.
func (e *Essay) MarkerPos(id NoteID) (doc.Pos, bool) {
	for i, a := range e.body.Atoms() {
		if a.Kind == doc.Marker && NoteID(a.ID) == id {
			return e.body.AtomPos(i)
		}
	}
	return 0, false
}

// MarkerAt is the note whose marker stands between p and p+1, or "".
func (e *Essay) MarkerAt(p doc.Pos) NoteID {
	if a := e.body.AtomAt(p); a != nil && a.Kind == doc.Marker {
		return NoteID(a.ID)
	}
	return ""
}

// MarkerOf makes the atom that refers to a note.
func MarkerOf(id NoteID) doc.Span {
	return doc.Span{Atom: &doc.Atom{Kind: doc.Marker, ID: string(id)}}
}
