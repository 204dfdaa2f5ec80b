package essay

import (
	"fmt"
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Gone finds the citations of sources that were deleted from the library, named
// by the essay's keys. They keep their text.
func Gone(e *Essay, keys []string) []Finding {
	if len(keys) == 0 {
		return nil
	}
	c := &checker{essay: e}
	c.sources(keys)
	list := make([]Finding, len(c.found))
	for i, f := range c.found {
		list[i] = f.Finding
	}
	return list
}

// sources looks for citations of sources that the essay does not have or, if
// there are any, that are gone.
func (c *checker) sources(gone []string) {
	for _, p := range c.essay.CitePlaces() {
		for _, key := range p.Citation.Keys() {
			switch {
			case gone == nil && c.essay.Source(key) == nil:
				c.cited("source", p, fmt.Sprintf("The source @%s is cited and not there: add it, or import it.", key))
			case slices.Contains(gone, key) && c.essay.Source(key) != nil:
				c.cited("gone", p, fmt.Sprintf("The source @%s is cited and was deleted from the library. The essay keeps it.", key))
			}
		}
	}
}

// cited adds a finding about a citation.
func (c *checker) cited(check string, p CitePlace, says string) {
	in := NoteID("")
	text := c.essay.body
	if n := c.essay.notes.get(p.Note); n != nil {
		in, text = n.ID, n.Text
	}
	for i, a := range text.Atoms() {
		if a.Kind == doc.Citation && a.ID == string(p.Citation.ID) {
			at, _ := text.AtomPos(i)
			c.find(check, p.Note, in, at, at+1, says, nil)
			return
		}
	}
}
