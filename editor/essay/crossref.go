package essay

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
)

// CrossRefTo makes the atom that shows a note's number within prose.
func CrossRefTo(id NoteID) doc.Span {
	return doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: string(id)}}
}

// CrossRefs lists the texts that name a note by its number: "" is the body.
// The body comes first, the notes in no order.
func (e *Essay) CrossRefs(id NoteID) []NoteID {
	var in []NoteID
	if names(e.body, id) {
		in = append(in, "")
	}
	for n := range e.Notes() {
		if names(n.Text, id) {
			in = append(in, n.ID)
		}
	}
	return in
}

func names(d *doc.Document, id NoteID) bool {
	for _, a := range d.Atoms() {
		if a.Kind == doc.CrossRef && NoteID(a.ID) == id {
			return true
		}
	}
	return false
}

// Plain is a text of the essay as plain text: cross-references as the numbers
// they show, citations as they are typed, markers left out, blocks parted by a line feed.
func (e *Essay) Plain(d *doc.Document) string {
	if len(d.Atoms()) == 0 {
		return d.String()
	}
	var s strings.Builder
	for i, b := range d.All() {
		if i > 0 {
			s.WriteByte('\n')
		}
		for _, sp := range b.Spans() {
			switch {
			case sp.Atom == nil:
				s.WriteString(sp.Text)
			case sp.Atom.Kind == doc.CrossRef:
				s.WriteString(e.Label(NoteID(sp.Atom.ID)))
			case sp.Atom.Kind == doc.Citation:
				s.WriteString(e.CitationText(cite.ID(sp.Atom.ID)))
			}
		}
	}
	return s.String()
}
