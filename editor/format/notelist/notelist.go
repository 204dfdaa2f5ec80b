// Package notelist gathers an essay's notes in the lists in which formats
// without pages print them: one for each series, before the heading that begins
// the next section, or at the end.
//
// Absent: what a list looks like.
package notelist

import (
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/essay"
)

// List is the notes of a series that stand together.
type List struct {
	essay.Series
	Refs []essay.Ref // first markers, in order
}

// Title is the heading of the list in a language, given as a BCP 47 tag.
func (l List) Title(tag string) string {
	switch l.Name {
	case "":
		return LabelsFor(tag).Notes
	case essay.Endnotes:
		return Endnotes(tag)
	}
	first, size := utf8.DecodeRuneInString(l.Name)
	return string(unicode.ToTitle(first)) + l.Name[size:]
}

// Lists are the lists of an essay while its text is written.
type Lists struct {
	essay *essay.Essay
	lists []*List // in the order of their first markers
}

// New makes the empty lists of an essay.
func New(e *essay.Essay) *Lists { return &Lists{essay: e} }

// Add puts a note into the list of its series, at its first marker.
func (l *Lists) Add(r essay.Ref) {
	s := SeriesOf(l.essay, r.Note)
	for _, list := range l.lists {
		if list.Name == s.Name {
			list.Refs = append(list.Refs, r)
			return
		}
	}
	l.lists = append(l.lists, &List{s, []essay.Ref{r}})
}

// SeriesOf is how a note is numbered; one that is missing belongs to the
// essay's own series.
func SeriesOf(e *essay.Essay, id essay.NoteID) essay.Series {
	if n := e.Note(id); n != nil {
		return e.Scheme().Of(n.Series)
	}
	return e.Scheme().Of("")
}

// Section takes the lists that stand before a heading of a rank.
func (l *Lists) Section(rank int) []List {
	return l.take(func(s essay.Series) bool { return s.Place == essay.SectionEnd && rank <= s.Rank() })
}

// LastSection takes the lists that stand at the end of the last section.
func (l *Lists) LastSection() []List {
	return l.take(func(s essay.Series) bool { return s.Place == essay.SectionEnd })
}

// End takes the lists that stand at the end of the text: first those of the
// foot of the page, of which there is none.
func (l *Lists) End() []List {
	foot := l.take(func(s essay.Series) bool { return s.Place != essay.EssayEnd })
	return append(foot, l.take(func(essay.Series) bool { return true })...)
}

func (l *Lists) take(which func(essay.Series) bool) []List {
	var taken []List
	for _, list := range l.lists {
		if len(list.Refs) > 0 && which(list.Series) {
			taken = append(taken, *list)
			list.Refs = nil
		}
	}
	return taken
}
