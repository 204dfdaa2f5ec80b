package editor

import (
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// recited is what came back of a form that names citations anew, with the
// identities that they have in the essay: those that say the same, in order. New
// ones, and what they cite, are put into the essay.
func (t *Transaction) recited(base, edited *essay.Essay) (*essay.Essay, *essay.Essay) {
	now, there, came := citationsIn(t.essay), citationsIn(base), citationsIn(edited)
	ofBase := map[cite.ID]cite.ID{}
	for _, p := range align(citationTexts(there), citationTexts(now)) {
		ofBase[there[p[0]].ID] = now[p[1]].ID
	}
	ofEdited := map[cite.ID]cite.ID{}
	for _, p := range align(citationTexts(came), citationTexts(there)) {
		if id, ok := ofBase[there[p[1]].ID]; ok {
			ofEdited[came[p[0]].ID] = id
		}
	}
	for _, c := range came {
		if _, known := ofEdited[c.ID]; known {
			continue
		}
		t.PutCitations(c)
		for _, key := range c.Keys() {
			if it := edited.Source(key); it != nil && t.essay.Source(key) == nil {
				t.PutSources(it)
			}
		}
	}
	return renamedCitations(base, ofBase), renamedCitations(edited, ofEdited)
}

// citationsIn lists the citations of the body, and then those of the notes.
func citationsIn(e *essay.Essay) []*cite.Citation {
	var list []*cite.Citation
	add := func(d *doc.Document) {
		for _, a := range d.Atoms() {
			if c := e.Citation(cite.ID(a.ID)); c != nil && a.Kind == doc.Citation {
				list = append(list, c)
			}
		}
	}
	add(e.Body())
	for _, n := range inText(e) {
		add(n.Text)
	}
	return list
}

func citationTexts(list []*cite.Citation) []string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = c.String()
	}
	return texts
}

// renamedCitations is an essay whose citations have other identities.
func renamedCitations(e *essay.Essay, ids map[cite.ID]cite.ID) *essay.Essay {
	if len(ids) == 0 {
		return e
	}
	var known []*cite.Citation
	for c := range e.Citations() {
		if id, ok := ids[c.ID]; ok {
			known = append(known, c.Copy(id))
		}
	}
	rename := func(d *doc.Document) *doc.Document {
		return mapAtoms(d, func(a doc.Atom) doc.Atom {
			if id, ok := ids[cite.ID(a.ID)]; ok && a.Kind == doc.Citation {
				a.ID = string(id)
			}
			return a
		})
	}
	var notes []*essay.Note
	for n := range e.Notes() {
		own := *n
		own.Text = rename(n.Text)
		notes = append(notes, &own)
	}
	return e.WithCitations(known...).WithNotes(notes...).WithBody(rename(e.Body()))
}

// mapAtoms is a text with other atoms in the place of its own.
func mapAtoms(d *doc.Document, f func(doc.Atom) doc.Atom) *doc.Document {
	if len(d.Atoms()) == 0 {
		return d
	}
	blocks := make([]*doc.Block, 0, d.Blocks())
	for b := range d.Each() {
		if b.Atoms() > 0 {
			spans := make([]doc.Span, len(b.Spans()))
			for i, sp := range b.Spans() {
				if sp.Atom != nil {
					a := f(*sp.Atom)
					sp.Atom = &a
				}
				spans[i] = sp
			}
			b = b.WithSpans(spans...)
		}
		blocks = append(blocks, b)
	}
	return doc.New(blocks...)
}
