// Package essay holds an essay as a value: its body, its notes, and what is
// derived from them, such as the notes' numbers and the checks on them.
//
// Absent: a note's number. It is nowhere stored; [Essay.Refs] derives it from
// where the markers stand. Absent too: history, files, screens.
package essay

import (
	"crypto/rand"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
)

// NoteID names a note for as long as it lives, whatever its number is.
type NoteID string

// NewNoteID makes an identity that no other note has.
func NewNoteID() NoteID { return NoteID(strings.ToLower(rand.Text()[:12])) }

// Note is one note. It is never modified after it is made.
type Note struct {
	ID     NoteID
	Text   *doc.Document
	Series string // the name of its series; "" is the essay's own
	Lost   Lost   // the zero value if the note never lost its marker
	Label  string // what the file that it was read from calls it, or ""
}

// Lost is where and when the last marker of a note was deleted.
type Lost struct {
	Sentence string  // without markers
	Offset   doc.Pos // of the marker in the sentence
	At       int64   // milliseconds since 1970 (UTC)
}

// Essay is a body with its notes, never modified after it is made. Notes that
// no marker in the body refers to are in the bin. The zero value is not an
// essay: use [New].
type Essay struct {
	body     *doc.Document
	notes    noteSet
	scheme   Scheme
	language string
	head     Head
	comments comments
	cited    *cited
	citing   Citing
	before   map[string]int // see NumberedAfter
	refs     *refs
}

// New makes an essay of a body and notes.
func New(body *doc.Document, notes ...*Note) *Essay {
	return &Essay{body: body, notes: noteSet{}.with(notes...), cited: &cited{}, refs: &refs{}}
}

// Blank is an essay that has yet to be written: an empty title and an empty
// paragraph.
func Blank() *Essay {
	return New(doc.New(doc.NewBlock(doc.Heading, 1), doc.NewBlock(doc.Paragraph, 0)))
}

// Body is the essay's text, with markers.
func (e *Essay) Body() *doc.Document { return e.body }

// Note returns a note, or nil. Where the style cites in notes, a citation in the
// body is a note too, under the citation's identity.
func (e *Essay) Note(id NoteID) *Note {
	if n := e.notes.get(id); n != nil {
		return n
	}
	return e.citationNote(id)
}

// Notes calls yield with every note that was written, also those in the bin, in
// no order; citations in the body are not among them.
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

// Scheme says how the notes are numbered.
func (e *Essay) Scheme() Scheme { return e.scheme }

// Language is the language of the text as a BCP 47 tag, or "" if nobody said.
func (e *Essay) Language() string { return e.language }

// WithBody returns the essay with another body. Where the comments on it are
// then is for [Essay.MoveComments] to say.
func (e *Essay) WithBody(body *doc.Document) *Essay {
	f := *e
	f.body = body
	if !body.SameAtoms(e.body) || e.scheme.sections() && !sameHeadings(e.body, body) {
		f.refs = e.refs.changed()
	}
	return &f
}

// WithNote returns the essay with n added, or put in the place of the note of
// the same identity.
func (e *Essay) WithNote(n *Note) *Essay { return e.WithNotes(n) }

// WithNotes is WithNote for many: they are put in at once.
func (e *Essay) WithNotes(notes ...*Note) *Essay {
	f := *e
	f.notes = e.notes.with(notes...)
	for _, n := range notes {
		switch old := e.notes.get(n.ID); {
		case old == nil && n.Series == "":
			if f.refs == e.refs {
				f.refs = e.refs.changed() // a marker without a note is of that series too
			}
		case old == nil || old.Series != n.Series:
			f.refs = &refs{}
			return &f
		}
	}
	return &f
}

// WithoutNote returns the essay without a note; its markers, if it has any,
// then refer to nothing. Comments on it stay, where its marker stood.
func (e *Essay) WithoutNote(id NoteID) *Essay {
	f := *e
	if n := e.Note(id); n != nil {
		at, _ := e.MarkerPos(id)
		f.comments = e.comments.orphaned(id, n.Text, at)
	}
	f.notes, f.refs = e.notes.without(id), &refs{}
	return &f
}

// WithScheme returns the essay with its notes numbered in another way.
func (e *Essay) WithScheme(s Scheme) *Essay {
	if s.Equal(e.scheme) {
		return e
	}
	f := *e
	f.scheme, f.refs = s, &refs{}
	return &f
}

// WithLanguage returns the essay in another language.
func (e *Essay) WithLanguage(tag string) *Essay {
	f := *e
	f.language = tag
	return &f
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
	if !e.body.Equal(f.body) || e.notes.count() != f.notes.count() || !e.scheme.Equal(f.scheme) || e.language != f.language || e.citing != f.citing || !e.head.Meta.Equal(f.head.Meta) {
		return false
	}
	for n := range e.Notes() {
		m := f.notes.get(n.ID)
		if m == nil || m != n && !m.Equal(n) {
			return false
		}
	}
	return e.equalComments(f) && e.sameCited(f)
}

// Same reports whether two essays are equal and came from the same file.
func (e *Essay) Same(f *Essay) bool {
	if e == f {
		return true
	}
	if !e.Equal(f) || !e.head.Equal(f.head) || !sameSources(e.body, f.body) {
		return false
	}
	for n := range e.Notes() {
		if m := f.Note(n.ID); n != m && !n.Same(m) {
			return false
		}
	}
	return true
}

// Same reports whether two notes are equal and came from the same file.
func (n *Note) Same(m *Note) bool {
	return n == m || n.Equal(m) && n.Label == m.Label && sameSources(n.Text, m.Text)
}

// sameSources reports whether equal texts came from the same parts of a file.
func sameSources(a, b *doc.Document) bool {
	at, n, _ := doc.Diff(a, b)
	for i := at; i < at+n; i++ {
		if !a.Block(i).Source().Equal(b.Block(i).Source()) {
			return false
		}
	}
	return true
}

// Equal compares by content.
func (n *Note) Equal(m *Note) bool {
	return n.ID == m.ID && n.Series == m.Series && n.Lost == m.Lost && n.Text.Equal(m.Text)
}

// Numbers reports whether an atom of the body is printed as a note's number: a
// marker is, and a citation where the style cites in notes.
func (e *Essay) Numbers(a doc.Atom) bool {
	return a.Kind == doc.Marker || a.Kind == doc.Citation && !e.citing.InText && e.Citation(cite.ID(a.ID)) != nil
}

// MarkerAt is the note whose marker stands between p and p+1, or "".
func (e *Essay) MarkerAt(p doc.Pos) NoteID {
	if a := e.body.AtomAt(p); a != nil && e.Numbers(*a) {
		return NoteID(a.ID)
	}
	return ""
}

// MarkerOf makes the atom that refers to a note.
func MarkerOf(id NoteID) doc.Span {
	return doc.Span{Atom: &doc.Atom{Kind: doc.Marker, ID: string(id)}}
}
