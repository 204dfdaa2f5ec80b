package office

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Class is where a word processor keeps a note.
type Class int

// The classes of notes.
const (
	Footnote Class = iota
	Endnote
)

// ClassOf is the class of a series' notes: those of the foot of the page are
// footnotes, all others endnotes.
func ClassOf(s essay.Series) Class {
	if s.Place == essay.SectionEnd || s.Place == essay.EssayEnd {
		return Endnote
	}
	return Footnote
}

// Note is a note as a word processor is given it.
type Note struct {
	essay.Ref
	Class  Class
	Series string
	Fixed  bool          // its mark is fixed text, because another series of its class is numbered
	Named  bool          // something refers to it beside its first marker
	Text   *doc.Document // never nil
}

// Plan says which of an essay's series a word processor numbers itself: one of
// each class.
type Plan struct {
	Notes  []*Note                // those that have a marker, in the order of their first markers
	Series map[Class]essay.Series // that is numbered, of the classes that have notes
	byID   map[essay.NoteID]*Note // notes by identity
}

// PlanOf plans the notes of an essay. The essay's own series goes first.
func PlanOf(e *essay.Essay) *Plan {
	p := &Plan{Series: map[Class]essay.Series{}, byID: map[essay.NoteID]*Note{}}
	for _, r := range e.Refs() {
		if !r.First {
			p.byID[r.Note].Named = true
			continue
		}
		n := &Note{Ref: r, Text: doc.New()}
		if of := e.Note(r.Note); of != nil {
			n.Series, n.Text = of.Series, of.Text
		}
		s := e.Scheme().Of(n.Series)
		n.Class = ClassOf(s)
		if have, ok := p.Series[n.Class]; !ok || s.Name == "" && have.Name != "" {
			p.Series[n.Class] = s
		}
		p.byID[r.Note] = n
		p.Notes = append(p.Notes, n)
	}
	p.name(e.Body())
	for _, n := range p.Notes {
		n.Fixed = n.Series != p.Series[n.Class].Name
		p.name(n.Text)
	}
	return p
}

func (p *Plan) name(d *doc.Document) {
	for _, a := range d.Atoms() {
		if n := p.byID[essay.NoteID(a.ID)]; n != nil && a.Kind == doc.CrossRef {
			n.Named = true
		}
	}
}

// Of is the note of an identity, or nil if it has no marker.
func (p *Plan) Of(id string) *Note { return p.byID[essay.NoteID(id)] }

// Rank is the lowest rank of the headings at which a series that a word
// processor numbers begins anew or has its notes, or 0 if none does. One is
// false if the series differ in it.
func (p *Plan) Rank() (rank int, one bool) {
	one = true
	for _, s := range p.Series {
		if s.Restart || s.Place == essay.SectionEnd {
			one = one && (rank == 0 || rank == s.Rank())
			rank = max(rank, s.Rank())
		}
	}
	return rank, one
}
