package essay

import (
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Head is what belongs to an essay beside its text, and what stood above the
// text in the file that it was read from.
type Head struct {
	Meta   Meta
	Source *doc.Source // the part of the file above the text; nil if it came from none
	Parts  int         // how many parts the file had: see [doc.Source]
	Links  []string    // the definitions of links in the file, a line each, wherever they stood
}

// Meta is what is known of an essay as a work. Its title and language are the
// essay's own.
type Meta struct {
	Authors     []string `json:"authors,omitempty"`
	Date        string   `json:"date,omitempty"` // as the author wrote it
	Description string   `json:"description,omitempty"`
	Keywords    []string `json:"keywords,omitempty"`
}

// Equal compares by content.
func (m Meta) Equal(n Meta) bool {
	return m.Date == n.Date && m.Description == n.Description && slices.Equal(m.Authors, n.Authors) && slices.Equal(m.Keywords, n.Keywords)
}

// Equal compares by content.
func (h Head) Equal(g Head) bool {
	return h.Meta.Equal(g.Meta) && h.Source.Equal(g.Source) && h.Parts == g.Parts && slices.Equal(h.Links, g.Links)
}

// Head is what belongs to the essay beside its text.
func (e *Essay) Head() Head { return e.head }

// WithHead returns the essay with another head.
func (e *Essay) WithHead(h Head) *Essay {
	f := *e
	f.head = h
	return &f
}

// Meta is what is known of the essay as a work.
func (e *Essay) Meta() Meta { return e.head.Meta }

// WithMeta returns the essay with other facts about it.
func (e *Essay) WithMeta(m Meta) *Essay {
	h := e.head
	h.Meta = m
	return e.WithHead(h)
}
