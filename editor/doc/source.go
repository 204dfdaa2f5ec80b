package doc

// Source is the part of a file that a block was read from, so that what was
// not edited can leave as it came. Its parts follow each other: the lead, such
// as the marks of a quote or an item; the text; the tail, such as the line
// below a heading; and the gap up to the next part of the file. What the parts
// mean is for the format to say that read them. A Source is never modified
// after it is made.
type Source struct {
	Bytes string
	Text  int // where the text starts in Bytes
	Tail  int // where the tail starts
	Gap   int // where the gap starts
	Place int // the file's parts are numbered in their order, from 1
	Worn  Wear

	// Notes are the labels of the notes that the file defines after this part
	// and before the next of its text.
	Notes []string
}

// Wear says what of a source no longer holds since its block was edited.
type Wear uint8

// The wears. What does not hold is written anew by the format.
const (
	Whole    Wear = iota // all of it holds
	Reworded             // the text does not
	Reshaped             // only the gap and the places of notes do
)

// Source is the part of a file that the block was read from, or nil.
func (b *Block) Source() *Source { return b.source }

// WithSource returns the block with the part of a file that it stands for.
func (b *Block) WithSource(s *Source) *Block {
	if b.source == s {
		return b
	}
	c := *b
	c.source = s
	return &c
}

// worn is the source after an edit.
func (s *Source) worn(w Wear) *Source {
	if s == nil || s.Worn >= w {
		return s
	}
	t := *s
	t.Worn = w
	return &t
}

// Same reports whether two blocks are equal and stand for the same part of a
// file.
func (b *Block) Same(c *Block) bool { return b == c || b.Equal(c) && b.source.Equal(c.source) }

// Equal compares by content.
func (s *Source) Equal(t *Source) bool {
	if s == t || s == nil || t == nil {
		return s == t
	}
	if s.Bytes != t.Bytes || s.Text != t.Text || s.Tail != t.Tail || s.Gap != t.Gap || s.Place != t.Place || s.Worn != t.Worn || len(s.Notes) != len(t.Notes) {
		return false
	}
	for i := range s.Notes {
		if s.Notes[i] != t.Notes[i] {
			return false
		}
	}
	return true
}
