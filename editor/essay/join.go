package essay

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
)

// maxRank is the lowest rank that a heading can have.
const maxRank = 6

// Join makes one essay of several, one after the other: of the chapters a book.
// Under a title, which becomes the only heading of rank 1, every other heading
// stands one rank lower; for "" the headings stay. Notes and citations of one
// identity in two essays become two, the later one with an identity that is made
// of the old one, so that joining the same essays again gives the same essay; so
// do different sources under one key. Comments are left out.
//
// The scheme speaks of each essay by itself, and counts for all of them. When
// the numbers do not run on, a series that does not begin again in each section
// begins again with each essay, at its heading of rank 1; if it stands at the
// end of the section, it then stands at the end of the essay. The language is
// that of the first essay that has one, the style of citations that of the first.
func Join(title string, scheme Scheme, runOn bool, parts ...*Essay) *Essay {
	j := joining{ids: map[string]bool{}, sources: map[string]*csl.Item{}}
	if title != "" {
		j.lower = 1
		j.blocks = append(j.blocks, doc.NewBlock(doc.Heading, 1, doc.Span{Text: title}))
	}
	language, citing := "", Citing{}
	for i, e := range parts {
		if language == "" {
			language = e.language
		}
		if i == 0 {
			citing = e.citing
		}
		j.add(e)
	}
	joined := New(doc.New(j.blocks...), j.notes...).WithCitations(j.citations...).WithLanguage(language).WithCiting(citing)
	for _, key := range slices.Sorted(maps.Keys(j.sources)) {
		joined = joined.WithSources(j.sources[key])
	}
	return joined.WithScheme(joined.joinedScheme(scheme, j.lower, runOn))
}

// joining is what was joined so far.
type joining struct {
	lower     int             // by how many ranks headings are lowered
	ids       map[string]bool // of notes and citations, which share them
	blocks    []*doc.Block
	notes     []*Note
	citations []*cite.Citation
	sources   map[string]*csl.Item
}

// add appends an essay, under identities and keys that are not taken.
func (j *joining) add(e *Essay) {
	notes, citations := slices.Collect(e.Notes()), e.PlacedCitations()
	sortNotes(notes)
	slices.SortFunc(citations, func(a, b *cite.Citation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	own := make([]string, 0, len(notes)+len(citations))
	for _, n := range notes {
		own = append(own, string(n.ID))
	}
	for _, c := range citations {
		own = append(own, string(c.ID))
	}
	ids := j.rename(own)
	anew := func(s doc.Span) (doc.Span, bool) {
		if s.Atom != nil && ids[s.Atom.ID] != "" {
			s.Atom = &doc.Atom{Kind: s.Atom.Kind, ID: ids[s.Atom.ID]}
		}
		return s, true
	}
	for _, b := range mapSpans(doc.Slice{Blocks: slices.Collect(e.body.Each())}, anew).Blocks {
		if b.Kind == doc.Heading && j.lower > 0 {
			b = b.As(doc.Heading, min(b.Level+j.lower, maxRank))
		}
		j.blocks = append(j.blocks, b)
	}
	for _, n := range notes {
		m := *n
		m.ID = NoteID(ids[string(n.ID)])
		if len(n.Text.Atoms()) > 0 {
			m.Text = doc.New(mapSpans(doc.Slice{Blocks: slices.Collect(n.Text.Each())}, anew).Blocks...)
		}
		j.notes = append(j.notes, &m)
	}
	keys := j.addSources(e)
	for _, c := range citations {
		twin := &cite.Citation{ID: cite.ID(ids[string(c.ID)]), Cites: slices.Clone(c.Cites)}
		for i, one := range twin.Cites {
			if key := keys[one.Key]; key != "" {
				twin.Cites[i].Key = key
			}
		}
		j.citations = append(j.citations, twin)
	}
}

// rename gives each identity of an essay one that is free, its own if it can.
func (j *joining) rename(own []string) map[string]string {
	ids := make(map[string]string, len(own))
	mine := map[string]bool{}
	for _, id := range own {
		mine[id] = true
	}
	for _, id := range own {
		if ids[id] != "" {
			continue // a note and the citation that it was have one identity
		}
		free := id
		for i := 2; j.ids[free] || free != id && mine[free]; i++ {
			free = fmt.Sprintf("%s-%d", id, i)
		}
		ids[id], j.ids[free] = free, true
	}
	return ids
}

// addSources adds the sources of an essay, and returns the keys of those whose
// own is taken by another source.
func (j *joining) addSources(e *Essay) map[string]string {
	keys := map[string]string{}
	for _, it := range e.Sources() {
		key := it.ID
		for i := 2; j.sources[key] != nil && !cite.SameSource(j.sources[key], it); i++ {
			key = fmt.Sprintf("%s-%d", it.ID, i)
		}
		if key != it.ID {
			keys[it.ID] = key
			it = it.Clone()
			it.ID = key
		}
		if j.sources[key] == nil {
			j.sources[key] = it
		}
	}
	return keys
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

// Counts is how many notes with a marker each series has.
func (e *Essay) Counts() map[string]int {
	counts := map[string]int{}
	for _, r := range e.Refs() {
		if r.First {
			counts[e.seriesOf(r.Note)]++
		}
	}
	return counts
}

func (e *Essay) seriesOf(id NoteID) string {
	if n := e.Note(id); n != nil {
		return n.Series
	}
	return ""
}

// NumberedAfter returns the essay with the notes of each series numbered on from
// as many as stand before them in a collection. A series that begins again in
// each section does so here too. It is no part of what an essay is: essays that
// differ in nothing else are equal.
func (e *Essay) NumberedAfter(before map[string]int) *Essay {
	if maps.Equal(before, e.before) {
		return e
	}
	f := *e
	f.before, f.refs = before, &refs{}
	return &f
}

// numbersBefore is the number that a series has reached before the essay.
func (e *Essay) numbersBefore(series string) int {
	if e.scheme.Of(series).Restart {
		return 0
	}
	return e.before[series]
}
