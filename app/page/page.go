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

// NewPage shows the body of a session.
func NewPage(s *editor.Session, setting *Setting, clip *Clip) *Page {
	p := &Page{}
	p.init(p, s, "", setting, clip)
	p.setInsets(0)
	p.offset, p.measure = 0, setting.column()
	return p
}

// SetSetting sets the page in another type, with a column that fits it.
func (p *Page) SetSetting(s *Setting) {
	p.setting, p.measure = s, s.column()
	p.setInsets(p.Size().Height)
	p.column = 0
	p.setWidth(p.Size().Width)
	p.redraw()
}

// SetAside leaves room to others on the right of the column.
func (p *Page) SetAside(w float32) {
	if p.aside != w {
		p.aside = w
		p.setWidth(p.Size().Width)
		p.redraw()
	}
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
