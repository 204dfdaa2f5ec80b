package essay

import (
	"fmt"
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
)

// maxRank is the lowest rank that a heading can have.
const maxRank = 6

// Join makes one essay of several, one after the other: of the chapters a book.
// Under a title, which becomes the only heading of rank 1, every other heading
// stands one rank lower; for "" the headings stay. Notes of one identity in two
// essays become two notes, the later one with an identity that is made of the
// old one, so that joining the same essays again gives the same essay.
//
// The scheme speaks of each essay by itself, and counts for all of them. When
// the numbers do not run on, a series that does not begin again in each section
// begins again with each essay, at its heading of rank 1; if it stands at the
// end of the section, it then stands at the end of the essay. The language is
// that of the first essay that has one.
func Join(title string, scheme Scheme, runOn bool, parts ...*Essay) *Essay {
	lower := 0
	var blocks []*doc.Block
	if title != "" {
		lower = 1
		blocks = append(blocks, doc.NewBlock(doc.Heading, 1, doc.Span{Text: title}))
	}
	var notes []*Note
	language := ""
	taken := map[NoteID]bool{}
	for _, e := range parts {
		if language == "" {
			language = e.language
		}
		body, own := e.apart(taken)
		notes = append(notes, own...)
		for _, b := range body {
			if b.Kind == doc.Heading && lower > 0 {
				b = b.As(doc.Heading, min(b.Level+lower, maxRank))
			}
			blocks = append(blocks, b)
		}
	}
	joined := New(doc.New(blocks...), notes...).WithLanguage(language)
	return joined.WithScheme(joined.joinedScheme(scheme, lower, runOn))
}

// apart is the essay's body with its notes, under identities that are not taken,
// which they take.
func (e *Essay) apart(taken map[NoteID]bool) ([]*doc.Block, []*Note) {
	ids := map[string]string{}
	list := slices.Collect(e.Notes())
	sortNotes(list)
	for _, n := range list {
		id := n.ID
		for i := 2; taken[id] || id != n.ID && e.Note(id) != nil; i++ {
			id = NoteID(fmt.Sprintf("%s-%d", n.ID, i))
		}
		taken[id] = true
		if id != n.ID {
			ids[string(n.ID)] = string(id)
		}
	}
	body := slices.Collect(e.body.Each())
	if len(ids) == 0 {
		return body, list
	}
	rename := func(s doc.Span) (doc.Span, bool) {
		if s.Atom != nil && ids[s.Atom.ID] != "" {
			s.Atom = &doc.Atom{Kind: s.Atom.Kind, ID: ids[s.Atom.ID]}
		}
		return s, true
	}
	for i, n := range list {
		own := *n
		if id := ids[string(n.ID)]; id != "" {
			own.ID = NoteID(id)
		}
		if len(n.Text.Atoms()) > 0 {
			own.Text = doc.New(mapSpans(doc.Slice{Blocks: slices.Collect(n.Text.Each())}, rename).Blocks...)
		}
		list[i] = &own
	}
	return mapSpans(doc.Slice{Blocks: body}, rename).Blocks, list
}

// joinedScheme is what a scheme becomes whose essays are now parts of e, with
// their headings so many ranks lower.
func (e *Essay) joinedScheme(s Scheme, lower int, runOn bool) Scheme {
	names := []string{""}
	for n := range e.Notes() {
		if n.Series == Endnotes && !slices.Contains(names, Endnotes) {
			names = append(names, Endnotes)
		}
	}
	for _, x := range s.Series {
		if !slices.Contains(names, x.Name) {
			names = append(names, x.Name)
		}
	}
	for _, name := range names {
		x := s.Of(name)
		switch {
		case x.Restart || runOn && x.Place == SectionEnd:
			x.Section = min(x.Rank()+lower, maxRank)
		case !runOn:
			x.Restart, x.Section = true, 1+lower
		}
		if x != s.Of(name) {
			s = s.With(x)
		}
	}
	return s
}
