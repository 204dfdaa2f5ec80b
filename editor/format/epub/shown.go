package epub

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// The boxes before items that can be done: what is a form in HTML is text in a
// book.
const (
	boxOpen = "☐ "
	boxDone = "☑ "
)

// Shown is the essay as a book holds it: pictures have the names of their files
// in it, or are paragraphs of what they show, and addresses are written as such.
func Shown(e *essay.Essay, o Options) *essay.Essay {
	return runs.Map(e, func(b *doc.Block) *doc.Block {
		b = office.Addressed(b)
		if b.Kind != doc.Image {
			return b
		}
		if m, ok := picture.Find(b.Info.Source, o.Picture); ok {
			return b.WithInfo(doc.Info{Source: m.Name(), Alt: b.Info.Alt})
		}
		return picture.Instead(b)
	})
}
