package page

// sourceColumns is the width of a source's column, in characters.
const sourceColumns = 80

// NewSourceSetting makes a setting in which each block is a line of source: in
// the face of one width, without space between.
func NewSourceSetting(size, leading float32) *Setting {
	s := NewSetting(size, leading)
	s.source, s.Measure = true, sourceColumns
	return s
}
