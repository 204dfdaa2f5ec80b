package page

import (
	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Page is the essay's body on a page that scrolls.
type Page struct {
	Text
}

var (
	_ fyne.Focusable  = (*Page)(nil)
	_ fyne.Scrollable = (*Page)(nil)
)

// Measure is the width of the column in multiples of the text size: about 66
// characters.
const Measure = 31.5

// NewPage shows the body of a session.
func NewPage(s *editor.Session, setting *Setting, clip *Clip) *Page {
	p := &Page{}
	p.setType(setting)
	p.init(p, s, "", setting, clip)
	return p
}

func (p *Page) setType(s *Setting) {
	p.inset = insets{top: round(s.Size * 3.2), side: round(s.Size * 1.6), bottom: round(s.Size * 9)}
	p.measure = round(s.Size * Measure)
}

// SetSetting sets the page in another type, with a column that fits it.
func (p *Page) SetSetting(s *Setting) {
	p.setType(s)
	p.setting = s
	p.column = 0
	p.setWidth(p.Size().Width)
	p.redraw()
}

// Scrolled scrolls by the mouse's wheel.
func (p *Page) Scrolled(e *fyne.ScrollEvent) {
	p.offset -= float64(e.Scrolled.DY)
	p.redraw()
}

// ShowPos scrolls so that a position stands in the upper third of the view, if
// it cannot be seen, without moving the caret.
func (p *Page) ShowPos(at doc.Pos) {
	if p.column == 0 {
		return
	}
	height := p.Size().Height
	for range 3 {
		y, h := p.caretY(at)
		y += float64(p.inset.top)
		if y >= p.offset && y+float64(h) <= p.offset+float64(height) {
			break
		}
		p.offset = y - float64(height/3)
		p.settle(height)
	}
	p.redraw()
}
