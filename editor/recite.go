package editor

import (
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/prose"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// TypedCitation is a citation that stands in a note as typed text, and what it
// can become.
type TypedCitation struct {
	Note     essay.NoteID
	From, To doc.Pos // in the note's text
	Typed    string
	Cites    []cite.Cite
	New      []*csl.Item  // sources that the essay does not have yet, under their keys
	Of       essay.NoteID // where the source of a short form is cited in full, or ""
	Sure     float64      // from 0 to 1
}

// typedMin is how sure a citation with prose behind it must be.
const typedMin = 0.75

// TypedCitations finds the citations that stand in the notes as typed text: full
// ones, and short ones of sources that are cited in full somewhere or that the
// essay has. What cannot be read, or could be one of several sources, is not
// among them. Nothing is changed.
func TypedCitations(e *essay.Essay) []TypedCitation {
	r := reciter{essay: e, with: e, full: map[string]essay.NoteID{}}
	for _, n := range e.Numbered() {
		if !e.IsCitation(n.ID) {
			r.read(n)
		}
	}
	var list []TypedCitation
	var before []string // the sources of the note before
	k := 0
	for _, n := range e.Numbered() {
		if k == len(r.notes) || r.notes[k].note != n.ID {
			before = r.keysIn(n)
			continue
		}
		t, ok := r.resolve(r.notes[k], before)
		k++
		before = nil
		if ok {
			list = append(list, t)
			for _, c := range t.Cites {
				before = append(before, c.Key)
			}
		}
	}
	return list
}

// reciter reads the notes of an essay.
type reciter struct {
	essay *essay.Essay
	with  *essay.Essay // the essay with the sources read so far
	notes []readNote
	full  map[string]essay.NoteID // where a source is cited in full, by its key
}

type readNote struct {
	note     essay.NoteID
	to       doc.Pos
	typed    string
	readings []prose.Reading
	keys     []string // of the full citations among them
	made     []*csl.Item
}

// read reads a note's first paragraph, or the sentences it begins with.
func (r *reciter) read(n *essay.Note) {
	b := n.Text.Block(0)
	if b.Kind != doc.Paragraph || b.Atoms() > 0 {
		return
	}
	text := b.Text()
	for end := len(text); end > 0; end = sentenceEnd(text[:end-1]) {
		readings, ok := prose.ReadAll(runsOf(b, text[:end]))
		if ok && end < len(text) {
			for _, one := range readings {
				ok = ok && one.Sure >= typedMin
			}
		}
		if ok {
			found := readNote{note: n.ID, to: doc.Pos(utf8.RuneCountInString(text[:end])), typed: text[:end], readings: readings}
			r.addSources(&found)
			r.notes = append(r.notes, found)
			return
		}
	}
}

// sentenceEnd is where the last sentence but the rest of a text ends, or 0.
func sentenceEnd(text string) int {
	for i := len(text) - 2; i > 10; i-- {
		if text[i] == '.' && text[i+1] == ' ' {
			return i + 1
		}
	}
	return 0
}

func runsOf(b *doc.Block, text string) []prose.Run {
	var runs []prose.Run
	for _, sp := range b.Slice(0, doc.Pos(utf8.RuneCountInString(text))) {
		address := ""
		if strings.HasPrefix(sp.Link, "http") && !strings.Contains(sp.Text, "http") {
			address = " " + sp.Link
		}
		runs = append(runs, prose.Run{Text: sp.Text + address, Italic: sp.Style&doc.Italic != 0})
	}
	return runs
}

// addSources gives the sources of full citations keys: those of the same source,
// if the essay has it.
func (r *reciter) addSources(n *readNote) {
	for _, one := range n.readings {
		key := ""
		if it := one.Item; it != nil {
			if key = r.known(it); key == "" {
				own := it.Clone()
				own.ID = cite.KeyFor(own)
				own.ID = r.with.KeyFor(own)
				key = own.ID
				r.with = r.with.WithSources(own)
				n.made = append(n.made, own)
			}
			if _, cited := r.full[key]; !cited {
				r.full[key] = n.note
			}
		}
		n.keys = append(n.keys, key)
	}
}

// known is the key of a source with the same makers, year and title.
func (r *reciter) known(it *csl.Item) string {
	for _, there := range r.with.Sources() {
		if strings.EqualFold(cite.Title(there), cite.Title(it)) && cite.Line(there) == cite.Line(it) {
			return there.ID
		}
	}
	return ""
}

// resolve finds the sources of a note's short forms.
func (r *reciter) resolve(n readNote, before []string) (TypedCitation, bool) {
	t := TypedCitation{Note: n.note, To: n.to, Typed: n.typed, New: n.made, Sure: 1}
	for i, one := range n.readings {
		key := n.keys[i]
		switch {
		case one.Ibid && len(before) == 1 && i == 0:
			key = before[0]
			t.Of = r.full[key]
		case one.Short != nil:
			key = r.named(one.Short)
			t.Of = r.full[key]
		}
		if key == "" {
			return t, false
		}
		t.Sure = min(t.Sure, one.Sure)
		t.Cites = append(t.Cites, cite.Cite{Key: key, Prefix: one.Prefix, Suffix: one.Suffix, Locator: one.Locator, Label: one.Label})
		before = []string{key}
	}
	return t, len(t.Cites) > 0
}

// named is the one source that a short form can name, or "".
func (r *reciter) named(s *prose.Short) string {
	found := ""
	for _, it := range r.with.Sources() {
		if !s.Fits(families(it), cite.Title(it)) {
			continue
		}
		if found != "" {
			return ""
		}
		found = it.ID
	}
	return found
}

func families(it *csl.Item) []string {
	var list []string
	for _, variable := range []string{"author", "editor"} {
		for _, n := range it.Names[variable] {
			list = append(list, n.Family+n.Literal)
		}
		if len(list) > 0 {
			break
		}
	}
	return list
}

// keysIn lists what the citations in a note cite.
func (r *reciter) keysIn(n *essay.Note) []string {
	var keys []string
	for _, a := range n.Text.Atoms() {
		if c := r.essay.Citation(cite.ID(a.ID)); c != nil && a.Kind == doc.Citation {
			keys = append(keys, c.Keys()...)
		}
	}
	return keys
}

// Recite makes typed citations live, as one step. A note that is a citation and
// nothing else becomes a citation in the text; in others it stands among the
// prose.
func (s *Session) Recite(list []TypedCitation) error {
	return s.Do("Make citations live", func(t *Transaction) error {
		sole := map[essay.NoteID]bool{}
		for _, c := range list {
			n, err := t.note(c.Note)
			if err != nil {
				return err
			}
			t.PutSources(c.New...)
			whole := n.Text.Blocks() == 1 && c.From == 0 && c.To == n.Text.Len()
			if whole && n.Series == "" && len(t.markers(c.Note)) == 1 && len(t.essay.CrossRefs(c.Note)) == 0 {
				sole[c.Note] = true
				t.PutCitations(&cite.Citation{ID: cite.ID(c.Note), Cites: c.Cites})
				continue
			}
			live := cite.New(c.Cites...)
			t.PutCitations(live)
			t.Replace(c.Note, c.From, c.To, spanSlice(essay.CitationOf(live.ID)))
		}
		var edits []edit
		for p, a := range atoms(t.essay.Body()) {
			if a.Kind == doc.Marker && sole[essay.NoteID(a.ID)] {
				edits = append(edits, edit{p, p + 1, spanSlice(essay.CitationOf(cite.ID(a.ID)))})
			}
		}
		sel := t.sel
		t.edit("", edits...)
		for id := range sole {
			t.DropNote(id)
		}
		t.sel = sel // no position moved
		return nil
	})
}

// atoms calls yield with each atom of a text and its position, in order.
func atoms(d *doc.Document) func(yield func(doc.Pos, doc.Atom) bool) {
	return func(yield func(doc.Pos, doc.Atom) bool) {
		var p doc.Pos
		for _, b := range d.All() {
			if b.Atoms() == 0 {
				p += b.Len() + 1
				continue
			}
			for _, sp := range b.Spans() {
				if sp.Atom != nil && !yield(p, *sp.Atom) {
					return
				}
				p += sp.Len()
			}
			p++
		}
	}
}
