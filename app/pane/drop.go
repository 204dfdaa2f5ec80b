package pane

import (
	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/page"
)

// TextAt is the text of the note that is shown at a place on the canvas, or nil.
func (n *Notes) TextAt(p fyne.Position) *page.Text {
	at := p.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(n))
	size := n.Size()
	if len(n.list) == 0 || at.X < 0 || at.Y < 0 || at.X >= size.Width || at.Y >= size.Height {
		return nil
	}
	y := n.offset + float64(at.Y)
	i, top := n.flow.At(y)
	if r := n.rows[n.list[i]]; r != nil && y < top+float64(n.flow.Height(i)) {
		return r.text
	}
	return nil
}
