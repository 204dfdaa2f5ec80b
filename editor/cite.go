package editor

import (
	"errors"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// PutCitations adds citations, or puts them in the place of those of their
// identity.
func (t *Transaction) PutCitations(list ...*cite.Citation) { t.essay = t.essay.WithCitations(list...) }

// PutSources adds sources to the essay, or puts them in the place of those of
// their keys.
func (t *Transaction) PutSources(list ...*csl.Item) { t.essay = t.essay.WithSources(list...) }

// DropSources takes sources out of the essay by their keys.
func (t *Transaction) DropSources(keys ...string) {
	for _, key := range keys {
		t.essay = t.essay.WithoutSource(key)
	}
}

// SetCiting says how citations are printed.
func (t *Transaction) SetCiting(c essay.Citing) { t.essay = t.essay.WithCiting(c) }

// writeOut makes a note of a citation of the body, before something else is
// written into it: a marker takes the citation's place in the text, and the
// citation stands in the note.
func (t *Transaction) writeOut(id essay.NoteID) {
	if !t.essay.IsCitation(id) {
		return
	}
	n, sel := *t.essay.Note(id), t.sel
	t.essay = t.essay.WithNote(&n)
	for p, a := range t.essay.Body().AtomsIn(0, t.essay.Body().Len()) {
		if a.Kind == doc.Citation && a.ID == string(id) {
			body, c := t.essay.Body().Replace(p, p+1, markerSlice(id))
			t.essay = t.essay.WithBody(body)
			t.changes = append(t.changes, Change{"", c})
		}
	}
	t.sel = sel // no position moved
}

// InsertCitation puts a citation of some of the sources in the place of the
// selection, in the body or in a note, and the caret behind it. Sources that
// the essay has under their keys are replaced.
func (s *Session) InsertCitation(c *cite.Citation, sources ...*csl.Item) error {
	if len(c.Cites) == 0 {
		return errors.New("the citation cites nothing: choose a source")
	}
	return s.Do("Insert citation", func(t *Transaction) error {
		t.PutSources(sources...)
		t.PutCitations(c)
		in, from, to := t.selected()
		t.Replace(in, from, to, spanSlice(essay.CitationOf(c.ID)))
		t.sel = Caret(in, from+1)
		return nil
	})
}

// ChangeCitation makes a citation cite something else, where it stands.
func (s *Session) ChangeCitation(c *cite.Citation, sources ...*csl.Item) error {
	if len(c.Cites) == 0 {
		return errors.New("the citation cites nothing: choose a source, or delete the citation")
	}
	return s.Do("Change citation", func(t *Transaction) error {
		if t.essay.Citation(c.ID) == nil {
			return errors.New("this citation is no longer in the essay: undo what took it away")
		}
		t.PutSources(sources...)
		t.PutCitations(c)
		return nil
	})
}

// SetCiting prints the citations in another style or language, all at once.
func (s *Session) SetCiting(c essay.Citing) error {
	return s.Do("Change citation style", func(t *Transaction) error {
		t.SetCiting(c)
		return nil
	})
}

// ChangeSource puts a source in the place of the one of its key.
func (s *Session) ChangeSource(it *csl.Item) error {
	return s.Do("Change source", func(t *Transaction) error {
		t.PutSources(it)
		return nil
	})
}

// InsertBibliography puts a list of sources in a paragraph of its own behind the
// block at the caret.
func (s *Session) InsertBibliography(l essay.List) error {
	if s.sel.In != "" {
		return errors.New("a bibliography stands in the essay's text: put the caret there")
	}
	return s.Do("Insert bibliography", func(t *Transaction) error {
		body := t.essay.Body()
		i, _ := body.Find(t.sel.Head)
		replaced := 0
		if b := body.Block(i); b.Kind == doc.Paragraph && b.Len() == 0 {
			replaced = 1
		} else {
			i++
		}
		t.ReplaceBlocks("", i, replaced, doc.NewBlock(doc.Paragraph, 0, essay.BibliographyOf(l)))
		t.sel = Caret("", t.essay.Body().Start(i)+1)
		return nil
	})
}
