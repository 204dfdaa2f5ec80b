package page

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
