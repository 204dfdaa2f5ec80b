package doc

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind says what a block is.
type Kind uint8

// The kinds of blocks. Level is the heading's rank from 1 to 6, the depth of
// quotes and of list items from 1, and a cell's column from 0; it is 0 for the
// others.
const (
	Paragraph Kind = iota
	Heading
	Quote
	Bullet   // an item of a bulleted list
	Numbered // an item of a numbered list; its number follows from its place
	Code     // lines of code, parted by line feeds
	Rule     // a thematic break; it holds no text
	Verbatim // Markdown that is kept as it is, parted by line feeds
	Task     // an item of a list that can be done
	Verse    // lines of verse, parted by line feeds
	Image    // a picture; the text is its caption
	Cell     // a table's cell; a row ends before a cell whose column is not a later one
)

// Info is what a block has beside its level and text. What does not belong to
// its kind is zero.
type Info struct {
	Start    int    `json:"start,omitempty"`    // of a Numbered item: the number at which its list begins anew; 0 goes on
	Done     bool   `json:"done,omitempty"`     // of a Task
	Language string `json:"language,omitempty"` // of Code: the programming language
	Source   string `json:"source,omitempty"`   // of an Image: where the picture is
	Alt      string `json:"alt,omitempty"`      // of an Image: what it shows, for those who cannot see it
	Align    Align  `json:"align,omitempty"`    // of a Cell
}

// Align is how a table's column stands.
type Align uint8

// The alignments; Natural is that of the text's direction.
const (
	Natural Align = iota
	Left
	Center
	Right
)

// of keeps what belongs to a kind.
func (i Info) of(kind Kind) Info {
	switch kind {
	case Numbered:
		return Info{Start: max(0, i.Start)}
	case Task:
		return Info{Done: i.Done}
	case Code:
		return Info{Language: valid(i.Language)}
	case Image:
		return Info{Source: valid(i.Source), Alt: valid(i.Alt)}
	case Cell:
		return Info{Align: i.Align}
	}
	return Info{}
}

// Block is one paragraph, heading, item… It is never modified after it is
// made; its spans are in normal form, so equal content has equal spans.
type Block struct {
	Kind  Kind
	Level int
	Info  Info
	spans []Span
	size  Pos
	atoms int

	source *Source // beside the content: blocks that differ only here are equal
}

// NewBlock makes a block. Empty spans are dropped, neighbours in the same
// style joined, and levels brought into their range.
func NewBlock(kind Kind, level int, spans ...Span) *Block {
	return shape{kind, level, Info{}, nil}.block(spans)
}

// shape is what a block is without its text. A block that is made of it stands
// for the same part of a file, with another text.
type shape struct {
	kind   Kind
	level  int
	info   Info
	source *Source
}

func (b *Block) shape() shape { return shape{b.Kind, b.Level, b.Info, b.source} }

// reshaped is shape for a block of another kind.
func (b *Block) reshaped(kind Kind, level int, info Info) shape {
	return shape{kind, level, info, b.source.worn(Reshaped)}
}

func (s shape) block(spans []Span) *Block {
	b := s.sized(spans, 0)
	for _, sp := range b.spans {
		b.size += sp.Len()
	}
	return b
}

// sized is block for spans of other blocks, whose length is known.
func (s shape) sized(spans []Span, size Pos) *Block {
	kind, level := s.kind, s.level
	switch kind {
	case Heading:
		level = max(1, min(level, 6))
	case Quote, Bullet, Numbered, Task:
		level = max(1, level)
	case Cell:
		level = max(0, level)
	case Rule:
		level, spans = 0, nil
	default:
		level = 0
	}
	b := &Block{Kind: kind, Level: level, Info: s.info.of(kind), spans: normal(spans), size: size, source: s.source.worn(Reworded)}
	for _, s := range b.spans {
		if s.Atom != nil {
			b.atoms++
		}
	}
	return b
}

// Len is the number of runes and atoms in the block.
func (b *Block) Len() Pos { return b.size }

// Atoms is the number of atoms in the block.
func (b *Block) Atoms() int { return b.atoms }

// Spans lists the block's content. The caller must not modify it.
func (b *Block) Spans() []Span { return b.spans }

// Text is the block's text, each atom as U+FFFC.
func (b *Block) Text() string { return b.text(0, b.size) }

func (b *Block) text(from, to Pos) string {
	if len(b.spans) == 1 && b.spans[0].Atom == nil && from == 0 && to == b.size {
		return b.spans[0].Text
	}
	var s strings.Builder
	for _, sp := range b.Slice(from, to) {
		if sp.Atom != nil {
			s.WriteRune(AtomRune)
		} else {
			s.WriteString(sp.Text)
		}
	}
	return s.String()
}

// spanLen is the length of the i-th span; a long block of one span is not
// counted again and again.
func (b *Block) spanLen(i int) Pos {
	if len(b.spans) == 1 {
		return b.size
	}
	return b.spans[i].Len()
}

// Slice returns the spans between two offsets.
func (b *Block) Slice(from, to Pos) []Span {
	if from <= 0 && to >= b.size {
		return b.spans
	}
	var out []Span
	var at Pos
	for i, s := range b.spans {
		if at >= to {
			break
		}
		n := b.spanLen(i)
		lo, hi := max(from-at, 0), min(to-at, n)
		at += n
		if lo >= hi {
			continue
		}
		if s.Atom == nil && hi-lo < n {
			i := byteOffset(s.Text, lo)
			s.Text = s.Text[i : i+byteOffset(s.Text[i:], hi-lo)]
		}
		out = append(out, s)
	}
	return out
}

// StyleAt is the style and link of the text before off, which is the style
// that text typed at off takes; at the start of a block it is that of the
// first rune.
func (b *Block) StyleAt(off Pos) (Style, string) {
	var at Pos
	for i, s := range b.spans {
		at += b.spanLen(i)
		if off <= at {
			if s.Atom != nil { // text after a marker goes on like the text before it
				if i > 0 && b.spans[i-1].Atom == nil {
					return b.spans[i-1].Style, ""
				}
				return 0, ""
			}
			if off == at {
				return s.Style, "" // typing at the end of a link leaves it
			}
			return s.Style, s.Link
		}
	}
	return 0, ""
}

// AtomAt returns the atom between off and off+1, or nil.
func (b *Block) AtomAt(off Pos) *Atom {
	var at Pos
	for i, s := range b.spans {
		if at == off {
			return s.Atom
		}
		if at += b.spanLen(i); at > off {
			return nil
		}
	}
	return nil
}

// Equal compares by content.
func (b *Block) Equal(c *Block) bool {
	return b == c || b.Kind == c.Kind && b.Level == c.Level && b.Info == c.Info && b.size == c.size &&
		slices.EqualFunc(b.spans, c.spans, equalSpan)
}

// As returns the block with another kind and level.
func (b *Block) As(kind Kind, level int) *Block {
	if b.Kind == kind && b.Level == level {
		return b
	}
	return b.reshaped(kind, level, b.Info).block(b.spans)
}

// WithInfo returns the block with what of i belongs to its kind.
func (b *Block) WithInfo(i Info) *Block {
	if i.of(b.Kind) == b.Info {
		return b
	}
	return b.reshaped(b.Kind, b.Level, i).block(b.spans)
}

// WithSpans returns a block of the same kind with another content.
func (b *Block) WithSpans(spans ...Span) *Block { return b.shape().block(spans) }

// IsBibliography reports whether the block is a list of sources and nothing
// else.
func (b *Block) IsBibliography() bool {
	return len(b.spans) == 1 && b.spans[0].Atom != nil && b.spans[0].Atom.Kind == Bibliography
}

// IsItem reports whether the block is an item of a list.
func (b *Block) IsItem() bool { return b.Kind == Bullet || b.Kind == Numbered || b.Kind == Task }

// IsLines reports whether the block's text is lines parted by line feeds.
func (b *Block) IsLines() bool { return b.Kind == Code || b.Kind == Verbatim || b.Kind == Verse }

// Common counts the runes and atoms at the start and at the end that two
// blocks share in text and style; together they are no more than the shorter
// block has.
func Common(a, b *Block) (head, tail Pos) {
	x, y := a.spans, b.spans
	for len(x) > 0 && len(y) > 0 && equalSpan(x[0], y[0]) {
		head += x[0].Len()
		x, y = x[1:], y[1:]
	}
	var h, t Pos
	if len(x) > 0 && len(y) > 0 && likeSpan(x[0], y[0]) {
		h = Pos(utf8.RuneCountInString(x[0].Text[:commonPrefix(x[0].Text, y[0].Text)]))
	}
	for len(x) > 1 && len(y) > 1 && equalSpan(x[len(x)-1], y[len(y)-1]) {
		tail += x[len(x)-1].Len()
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) > 0 && len(y) > 0 && likeSpan(x[len(x)-1], y[len(y)-1]) {
		s := x[len(x)-1].Text
		t = Pos(utf8.RuneCountInString(s[len(s)-commonSuffix(s, y[len(y)-1].Text):]))
	}
	head += h
	return head, min(tail+t, a.size-head, b.size-head)
}

func (b *Block) appendAtoms(to []Atom) []Atom {
	if b.atoms == 0 {
		return to
	}
	for _, s := range b.spans {
		if s.Atom != nil {
			to = append(to, *s.Atom)
		}
	}
	return to
}

// atomOffset is the offset of the block's n-th atom.
func (b *Block) atomOffset(n int) Pos {
	var at Pos
	for _, s := range b.spans {
		if s.Atom != nil {
			if n == 0 {
				return at
			}
			n--
		}
		at += s.Len()
	}
	return at
}

func (b *Block) atomsBefore(off Pos) int {
	if b.atoms == 0 {
		return 0
	}
	n := 0
	var at Pos
	for _, s := range b.spans {
		if at >= off {
			break
		}
		if s.Atom != nil {
			n++
		}
		at += s.Len()
	}
	return n
}
