package doc

// Side says to which neighbour a position holds when text is inserted just
// there.
type Side int

// Before keeps a position with what stands before it, After with what follows.
const (
	Before Side = -1
	After  Side = 1
)

// Change says that Old positions from At on were replaced by New.
type Change struct {
	At       Pos
	Old, New int
}

// Map gives the position after the change that p had before it, and whether
// what p stood in was deleted. The ends of a replaced range stay its ends; a
// position inside goes to the end that side names.
func (c Change) Map(p Pos, side Side) (q Pos, deleted bool) {
	start, end := c.At, c.At+Pos(c.Old)
	switch {
	case p < start || p == start && c.Old > 0:
		return p, false
	case p > end || p == end && c.Old > 0:
		return p + Pos(c.New-c.Old), false
	case side < 0:
		return start, p > start
	}
	return start + Pos(c.New), p > start
}

// Inverse is the change that takes this one back.
func (c Change) Inverse() Change { return Change{c.At, c.New, c.Old} }

// Slice is a piece cut from a document. It is open at both ends: where it is
// put in, the content of its first block continues the block before, and its
// last block is continued by what follows. The zero value is nothing.
type Slice struct {
	Blocks []*Block
}

// TextSlice makes a slice of plain text in one style.
func TextSlice(s string, style Style, link string) Slice {
	if s == "" {
		return Slice{}
	}
	return Slice{[]*Block{NewBlock(Paragraph, 0, Span{Text: s, Style: style, Link: link})}}
}

// Len is the number of positions the slice takes.
func (s Slice) Len() Pos {
	if len(s.Blocks) == 0 {
		return 0
	}
	n := Pos(len(s.Blocks) - 1)
	for _, b := range s.Blocks {
		n += b.Len()
	}
	return n
}

func (s Slice) atoms() int {
	n := 0
	for _, b := range s.Blocks {
		n += b.atoms
	}
	return n
}

// Slice cuts out what lies between two positions.
func (d *Document) Slice(from, to Pos) Slice {
	from, to = d.Clamp(from), d.Clamp(to)
	if from >= to {
		return Slice{}
	}
	i, a := d.Find(from)
	j, b := d.Find(to)
	blocks := make([]*Block, 0, j-i+1)
	for k := i; k <= j; k++ {
		bl, lo, hi := d.Block(k), Pos(0), d.Block(k).Len()
		if k == i {
			lo = a
		}
		if k == j {
			hi = b
		}
		if lo > 0 || hi < bl.Len() {
			bl = bl.WithSpans(bl.Slice(lo, hi)...)
		}
		blocks = append(blocks, bl)
	}
	return Slice{blocks}
}

// Replace puts s where from … to was. The block that results at from keeps
// its kind, unless nothing of it is left before from: then it takes the kind
// of what is put there, or of what follows. A position outside the document is
// moved to its nearest end.
func (d *Document) Replace(from, to Pos, s Slice) (*Document, Change) {
	from, to = d.Clamp(from), d.Clamp(to)
	if from > to {
		from, to = to, from
	}
	i, a := d.Find(from)
	j, b := i, a
	if to > from {
		j, b = d.Find(to)
	}
	left, right := d.Block(i), d.Block(j)
	blocks := joint(left, right, a, b, s)
	if len(blocks) == 1 && i == j && blocks[0].Equal(left) && len(s.Blocks) == 0 {
		return d, Change{from, int(to - from), int(s.Len())}
	}
	nd := d.splice(i, j-i+1, blocks)
	if s.atoms() == 0 && d.AtomsBefore(from) == d.AtomsBefore(to) {
		nd.atoms = d.atoms
	}
	return nd, Change{from, int(to - from), int(s.Len())}
}

// joint makes the blocks that stand where left, up to a, s, and right, from b
// on, meet.
func joint(left, right *Block, a, b Pos, s Slice) []*Block {
	head, tail := left.Slice(0, a), right.Slice(b, right.Len())
	is := left
	if len(s.Blocks) < 2 {
		var mid []Span
		if len(s.Blocks) == 1 {
			mid = s.Blocks[0].spans
			if only := s.Blocks[0]; a == 0 && len(tail) == 0 && only.Kind != Paragraph {
				is = only
			}
		}
		if a == 0 && len(mid) == 0 && left != right && len(tail) > 0 {
			is = right
		}
		size := a + right.Len() - b
		if len(s.Blocks) == 1 {
			size += s.Blocks[0].Len()
		}
		return []*Block{is.refilled(concat(head, mid, tail), size)}
	}
	first, last := s.Blocks[0], s.Blocks[len(s.Blocks)-1]
	if a == 0 || is.Kind == Rule && first.Len() > 0 {
		is = first
	}
	blocks := make([]*Block, 0, len(s.Blocks))
	blocks = append(blocks, is.refilled(concat(head, first.spans), a+first.Len()))
	blocks = append(blocks, s.Blocks[1:len(s.Blocks)-1]...)
	return append(blocks, last.refilled(concat(last.spans, tail), last.Len()+right.Len()-b))
}

// refilled is b with another content of a known size; a rule that gets any
// becomes a paragraph. With the same content it is the very block.
func (b *Block) refilled(spans []Span, size Pos) *Block {
	is := b.shape()
	if is.kind == Rule {
		if len(spans) > 0 {
			is = b.reshaped(Paragraph, 0, Info{})
		} else {
			size = 0
		}
	}
	made := is.sized(spans, size)
	if made.Equal(b) {
		return b
	}
	return made
}

func concat(parts ...[]Span) []Span {
	var all []Span
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// Restyle sets and clears styles of the text between two positions; atoms keep
// theirs. No position moves.
func (d *Document) Restyle(from, to Pos, set, clear Style) *Document {
	return d.eachBlock(from, to, func(b *Block, lo, hi Pos) *Block {
		return b.mapText(lo, hi, func(s *Span) { s.Style = s.Style&^clear | set })
	})
}

// mapText changes the spans of text between two offsets.
func (b *Block) mapText(lo, hi Pos, f func(*Span)) *Block {
	if lo >= hi {
		return b
	}
	mid := append([]Span(nil), b.Slice(lo, hi)...)
	for i := range mid {
		if mid[i].Atom == nil {
			f(&mid[i])
		}
	}
	return b.WithSpans(concat(b.Slice(0, lo), mid, b.Slice(hi, b.Len()))...)
}

// Relink gives the text between two positions an address, or takes its own away
// for ""; atoms keep theirs. No position moves.
func (d *Document) Relink(from, to Pos, address string) *Document {
	return d.eachBlock(from, to, func(b *Block, lo, hi Pos) *Block {
		return b.mapText(lo, hi, func(s *Span) { s.Link = address })
	})
}

// StyleIn is the set of styles that all text between two positions has.
func (d *Document) StyleIn(from, to Pos) Style {
	all, any := ^Style(0), false
	for _, b := range d.Slice(from, to).Blocks {
		for _, s := range b.spans {
			if s.Atom == nil {
				all, any = all&s.Style, true
			}
		}
	}
	if !any {
		return 0
	}
	return all
}

// SetKind turns the blocks that from … to touches into another kind. No
// position moves: a block with text does not become a [Rule]. Cells and images
// stay what they are; [Document.ReplaceBlocks] takes them away.
func (d *Document) SetKind(from, to Pos, kind Kind, level int) *Document {
	return d.eachBlock(from, to, func(b *Block, _, _ Pos) *Block {
		if kind == Rule && b.Len() > 0 || b.Kind == Cell || b.Kind == Image {
			return b
		}
		return b.As(kind, level)
	})
}

// SetInfo gives the i-th block what of info belongs to its kind. No position
// moves.
func (d *Document) SetInfo(i int, info Info) *Document {
	at := d.Start(i)
	return d.eachBlock(at, at, func(b *Block, _, _ Pos) *Block { return b.WithInfo(info) })
}

// ReplaceBlocks puts whole blocks in the place of n blocks from index i. Where
// nothing would be left, an empty paragraph is.
func (d *Document) ReplaceBlocks(i, n int, blocks ...*Block) (*Document, Change) {
	if n == d.blocks && len(blocks) == 0 {
		blocks = []*Block{NewBlock(Paragraph, 0)}
	}
	at, end := d.Start(i), d.size-1
	if i+n < d.blocks {
		end = d.Start(i+n) - 1
	}
	c := Change{At: at, Old: int(end - at), New: int(Slice{blocks}.Len())}
	switch {
	case n > 0 && len(blocks) > 0:
	case n == 0 && len(blocks) == 0:
		return d, Change{At: d.Clamp(at)}
	case i+n < d.blocks: // with the break that follows
		c.Old = int(d.Start(i+n) - at)
		if len(blocks) > 0 {
			c.New++
		}
	case n == 0: // after the last block, with the break before
		c = Change{At: d.Len(), New: c.New + 1}
	default:
		c.At, c.Old = at-1, c.Old+1
	}
	return d.splice(i, n, blocks), c
}

// Narrowed is a change that put one block in the place of another, kept to what
// differs in them.
func (c Change) Narrowed(old, now *Block) Change {
	head, tail := Common(old, now)
	return Change{At: c.At + head, Old: int(old.Len() - head - tail), New: int(now.Len() - head - tail)}
}

// eachBlock replaces each block that from … to touches by what f makes of it
// and the offsets in it; f must keep the block's length and atoms.
func (d *Document) eachBlock(from, to Pos, f func(b *Block, lo, hi Pos) *Block) *Document {
	from, to = d.Clamp(from), d.Clamp(to)
	i, a := d.Find(from)
	j, z := d.Find(to)
	blocks := make([]*Block, 0, j-i+1)
	for k := i; k <= j; k++ {
		b := d.Block(k)
		lo, hi := Pos(0), b.Len()
		if k == i {
			lo = a
		}
		if k == j {
			hi = z
		}
		nb := f(b, lo, hi)
		if nb.Equal(b) {
			nb = b
		}
		blocks = append(blocks, nb)
	}
	nd := d.splice(i, j-i+1, blocks)
	nd.atoms = d.atoms
	return nd
}
