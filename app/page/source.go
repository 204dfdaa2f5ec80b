package page

import "github.com/ibid-editor/ibid/editor"

// sourceMeasure is the width of a source's column, in multiples of the text
// size: some 80 characters.
const sourceMeasure = 49

// NewSourceSetting makes a setting in which each block is a line of source: in
// one face of one width, without space between.
func NewSourceSetting(size, leading float32) *Setting {
	s := NewSetting(size, leading)
	s.source = true
	return s
}

// Source is a page on which each paragraph is a line of some source.
type Source struct {
	Page
}

// NewSource shows the body of a session as lines of source.
func NewSource(s *editor.Session, setting *Setting, clip *Clip) *Source {
	p := &Source{}
	p.setType(setting)
	p.measure = round(setting.Size * sourceMeasure)
	p.init(p, s, "", setting, clip)
	return p
}

// SetSetting sets the source in another type.
func (p *Source) SetSetting(s *Setting) {
	p.Page.SetSetting(s)
	p.measure = round(s.Size * sourceMeasure)
	p.column = 0
	p.setWidth(p.Size().Width)
	p.redraw()
}
