// Package doc holds a document as a value: blocks of styled text in which
// markers stand as atoms. A [Document] is never modified after it is made;
// [Document.Replace] gives a new one that shares all untouched blocks, and a
// [Change] that says how positions move.
//
// Absent: notes' texts, numbers, files, screens. A document knows that an atom
// stands somewhere, not what it refers to.
package doc

import "sync"

// Pos counts runes from the start of a document; an atom counts one and the
// break between two blocks counts one. The first position is 0, the last is
// [Document.Len].
type Pos int

// chunkMax bounds the blocks in one chunk, so that an edit copies one small
// chunk and the list of chunks, however long the document is. A search reads the
// list and then the blocks of one chunk, each in a place of its own in memory.
const chunkMax = 64

// Document is a list of at least one block. The zero value is not a document:
// use [New].
type Document struct {
	chunks []chunk
	size   Pos // of all blocks, each with one break
	blocks int
	atoms  *atomList
}

// chunk is a run of blocks with its sums, kept beside the pointer so that a
// search by position reads one array.
type chunk struct {
	blocks []*Block
	size   Pos // the blocks' lengths, and one break for each
	atoms  int
}

// atomList is shared by all documents whose atoms are the same in the same
// order; it is filled on first use.
type atomList struct {
	once  sync.Once
	atoms []Atom
}

// New makes a document of the given blocks; without any, of one empty paragraph.
func New(blocks ...*Block) *Document {
	if len(blocks) == 0 {
		blocks = []*Block{NewBlock(Paragraph, 0)}
	}
	return build(nil, blocks, nil)
}

// FromText makes a document of plain paragraphs.
func FromText(paragraphs ...string) *Document {
	blocks := make([]*Block, len(paragraphs))
	for i, s := range paragraphs {
		blocks[i] = NewBlock(Paragraph, 0, Span{Text: s})
	}
	return New(blocks...)
}

// build joins chunks before, loose blocks and chunks after to a document with
// a list of atoms of its own.
func build(before []chunk, blocks []*Block, after []chunk) *Document {
	chunks := make([]chunk, 0, len(before)+len(blocks)/chunkMax+1+len(after))
	chunks = append(chunks, before...)
	for parts := (len(blocks) + chunkMax - 1) / chunkMax; parts > 0; parts-- {
		n := (len(blocks) + parts - 1) / parts
		chunks = append(chunks, newChunk(blocks[:n:n]))
		blocks = blocks[n:]
	}
	d := &Document{chunks: append(chunks, after...), atoms: &atomList{}}
	for _, c := range d.chunks {
		d.size += c.size
		d.blocks += len(c.blocks)
	}
	return d
}

func newChunk(blocks []*Block) chunk {
	c := chunk{blocks: blocks}
	for _, b := range blocks {
		c.size += b.Len() + 1
		c.atoms += b.atoms
	}
	return c
}

// Len is the last position of the document.
func (d *Document) Len() Pos { return d.size - 1 }

// Blocks is the number of blocks, at least 1.
func (d *Document) Blocks() int { return d.blocks }

// Block returns the i-th block, counted from 0.
func (d *Document) Block(i int) *Block {
	c, j := d.chunkOf(i)
	return d.chunks[c].blocks[j]
}

// All calls yield with the index and the block of each block in order.
func (d *Document) All() func(yield func(int, *Block) bool) { return d.From(0) }

// Each calls yield with each block in order.
func (d *Document) Each() func(yield func(*Block) bool) {
	return func(yield func(*Block) bool) {
		for _, b := range d.All() {
			if !yield(b) {
				return
			}
		}
	}
}

// From is [Document.All] from the i-th block on.
func (d *Document) From(i int) func(yield func(int, *Block) bool) {
	return func(yield func(int, *Block) bool) {
		skip, at := i, i
		for _, c := range d.chunks {
			if skip >= len(c.blocks) {
				skip -= len(c.blocks)
				continue
			}
			for _, b := range c.blocks[skip:] {
				if !yield(at, b) {
					return
				}
				at++
			}
			skip = 0
		}
	}
}

// chunkOf finds the chunk of the i-th block and the block's place in it.
func (d *Document) chunkOf(i int) (c, j int) {
	for c := range d.chunks {
		if n := len(d.chunks[c].blocks); i < n {
			return c, i
		} else {
			i -= n
		}
	}
	panic("doc: block index out of range")
}

// Find returns the index of the block that holds p and p's offset in it. A
// position outside the document is moved to its nearest end.
func (d *Document) Find(p Pos) (block int, off Pos) {
	p = d.Clamp(p)
	for _, c := range d.chunks {
		if p >= c.size {
			p -= c.size
			block += len(c.blocks)
			continue
		}
		for _, b := range c.blocks {
			if p <= b.Len() {
				return block, p
			}
			p -= b.Len() + 1
			block++
		}
	}
	panic("doc: sums of a chunk are wrong")
}

// Start is the position of the first rune of the i-th block.
func (d *Document) Start(i int) Pos {
	var p Pos
	for _, c := range d.chunks {
		if i >= len(c.blocks) {
			i -= len(c.blocks)
			p += c.size
			continue
		}
		for _, b := range c.blocks[:i] {
			p += b.Len() + 1
		}
		return p
	}
	return d.size
}

// Clamp moves p into the document.
func (d *Document) Clamp(p Pos) Pos { return max(0, min(p, d.Len())) }

// Atoms lists the atoms in order. The caller must not modify the list.
func (d *Document) Atoms() []Atom {
	d.atoms.once.Do(func() {
		for _, c := range d.chunks {
			if c.atoms == 0 {
				continue
			}
			for _, b := range c.blocks {
				d.atoms.atoms = b.appendAtoms(d.atoms.atoms)
			}
		}
	})
	return d.atoms.atoms
}

// AtomsIn calls yield with each atom between two positions and where it stands,
// in order.
func (d *Document) AtomsIn(from, to Pos) func(yield func(Pos, Atom) bool) {
	return func(yield func(Pos, Atom) bool) {
		first, off := d.Find(from)
		p := d.Clamp(from) - off
		for _, b := range d.From(first) {
			if p >= to {
				return
			}
			if b.atoms == 0 {
				p += b.size + 1
				continue
			}
			for _, s := range b.spans {
				if s.Atom != nil && p >= from && p < to && !yield(p, *s.Atom) {
					return
				}
				p += s.Len()
			}
			p++
		}
	}
}

// SameAtoms reports, at no cost, whether e was made from d, or d from e,
// without touching an atom. False does not say that they differ.
func (d *Document) SameAtoms(e *Document) bool { return d.atoms == e.atoms }

// AtomPos returns the position of the n-th atom, counted from 0, and false if
// there are fewer.
func (d *Document) AtomPos(n int) (Pos, bool) {
	var p Pos
	for _, c := range d.chunks {
		if n >= c.atoms {
			n -= c.atoms
			p += c.size
			continue
		}
		for _, b := range c.blocks {
			if n < b.atoms {
				return p + b.atomOffset(n), true
			}
			n -= b.atoms
			p += b.Len() + 1
		}
	}
	return 0, false
}

// AtomsBefore counts the atoms that stand before p.
func (d *Document) AtomsBefore(p Pos) int {
	n := 0
	for _, c := range d.chunks {
		if p >= c.size {
			p -= c.size
			n += c.atoms
			continue
		}
		for _, b := range c.blocks {
			if p > b.Len() {
				p -= b.Len() + 1
				n += b.atoms
				continue
			}
			return n + b.atomsBefore(p)
		}
	}
	return n
}

// AtomAt returns the atom that stands at p, between p and p+1, or nil.
func (d *Document) AtomAt(p Pos) *Atom {
	if p < 0 || p >= d.Len() {
		return nil
	}
	i, off := d.Find(p)
	return d.Block(i).AtomAt(off)
}

// Text is the text between two positions, blocks parted by a line feed, each
// atom as U+FFFC.
func (d *Document) Text(from, to Pos) string {
	from, to = d.Clamp(from), d.Clamp(to)
	if from >= to {
		return ""
	}
	i, a := d.Find(from)
	j, b := d.Find(to)
	if i == j {
		return d.Block(i).text(a, b)
	}
	s := []byte(d.Block(i).text(a, d.Block(i).Len()))
	for k := i + 1; k < j; k++ {
		s = append(append(s, '\n'), d.Block(k).Text()...)
	}
	return string(append(append(s, '\n'), d.Block(j).text(0, b)...))
}

// String is the whole text as [Document.Text] gives it.
func (d *Document) String() string { return d.Text(0, d.Len()) }

// Equal reports whether both hold the same blocks, by content.
func (d *Document) Equal(e *Document) bool {
	if d == e {
		return true
	}
	if d.blocks != e.blocks || d.size != e.size {
		return false
	}
	at, n, _ := Diff(d, e)
	for i := at; i < at+n; i++ {
		if !d.Block(i).Equal(e.Block(i)) {
			return false
		}
	}
	return true
}

// Diff finds where two documents differ by identity of their blocks: outside
// the n blocks of a and the m blocks of b that start at index at, both hold
// the very same blocks. Equal documents give n = m = 0. Whole chunks that are
// shared are skipped without a look inside.
func Diff(a, b *Document) (at, n, m int) {
	if a == b {
		return 0, 0, 0
	}
	c := 0
	for c < len(a.chunks) && c < len(b.chunks) && sameChunk(a.chunks[c], b.chunks[c]) {
		at += len(a.chunks[c].blocks)
		c++
	}
	i, j, end := len(a.chunks), len(b.chunks), 0
	for i > c && j > c && sameChunk(a.chunks[i-1], b.chunks[j-1]) {
		i, j = i-1, j-1
		end += len(a.chunks[i].blocks)
	}
	x, y := flat(a.chunks[c:i]), flat(b.chunks[c:j])
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
		at++
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return at, len(x), len(y)
}

func sameChunk(a, b chunk) bool {
	return len(a.blocks) == len(b.blocks) && &a.blocks[0] == &b.blocks[0]
}

func flat(chunks []chunk) []*Block {
	var all []*Block
	for _, c := range chunks {
		all = append(all, c.blocks...)
	}
	return all
}

// splice replaces n blocks from index i by others, of which there must remain
// at least one in the document.
func (d *Document) splice(i, n int, blocks []*Block) *Document {
	first, base := 0, 0
	for first < len(d.chunks) && base+len(d.chunks[first].blocks) <= i {
		base += len(d.chunks[first].blocks)
		first++
	}
	last, end := first, base
	for last < len(d.chunks) && end < i+n {
		end += len(d.chunks[last].blocks)
		last++
	}
	if last == first { // nothing is removed: open the chunk where they go in
		if first == len(d.chunks) {
			first--
			base -= len(d.chunks[first].blocks)
		}
		last = first + 1
	}
	loose := flat(d.chunks[first:last])
	joined := make([]*Block, 0, len(loose)-n+len(blocks))
	joined = append(joined, loose[:i-base]...)
	joined = append(joined, blocks...)
	joined = append(joined, loose[i-base+n:]...)
	// A chunk that has become small takes its neighbour in, so that chunks stay few.
	if len(joined) < chunkMax/4 && last < len(d.chunks) {
		joined = append(joined, d.chunks[last].blocks...)
		last++
	} else if len(joined) < chunkMax/4 && first > 0 {
		first--
		joined = append(append([]*Block(nil), d.chunks[first].blocks...), joined...)
	}
	return build(d.chunks[:first], joined, d.chunks[last:])
}
