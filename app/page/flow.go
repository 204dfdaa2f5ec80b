package page

import (
	"math"
	"sort"
)

// Flow is a column of rows one below the other. It finds a row by its height on
// the screen, and a height by its row, in a time that hardly grows with the
// number of rows. The zero value is an empty column.
type Flow struct {
	chunks []flowChunk
	placed int // how many chunks have the right place
}

type flowChunk struct {
	rows  []row
	sum   float64
	first int     // its first row, once it is placed
	top   float64 // where that begins
}

type row struct {
	height float32
	known  bool // measured, not estimated
}

const flowChunkMax = 128

// Splice replaces n rows from index at by rows of estimated heights.
func (f *Flow) Splice(at, n int, estimates []float32) {
	fresh := make([]row, len(estimates))
	for i, h := range estimates {
		fresh[i].height = h
	}
	first, base := 0, 0
	for first < len(f.chunks) && base+len(f.chunks[first].rows) <= at {
		base += len(f.chunks[first].rows)
		first++
	}
	if first == len(f.chunks) && first > 0 {
		first--
		base -= len(f.chunks[first].rows)
	}
	last, end := first, base
	for last < len(f.chunks) && (end < at+n || last == first) {
		end += len(f.chunks[last].rows)
		last++
	}
	var loose []row
	for _, c := range f.chunks[first:last] {
		loose = append(loose, c.rows...)
	}
	joined := append(append(append(make([]row, 0, len(loose)-n+len(fresh)), loose[:at-base]...), fresh...), loose[at-base+n:]...)
	var chunks []flowChunk
	for parts := (len(joined) + flowChunkMax - 1) / flowChunkMax; parts > 0; parts-- {
		k := (len(joined) + parts - 1) / parts
		c := flowChunk{rows: joined[:k:k]}
		for _, r := range c.rows {
			c.sum += float64(r.height)
		}
		chunks, joined = append(chunks, c), joined[k:]
	}
	f.placed = min(f.placed, first)
	f.chunks = append(append(append(make([]flowChunk, 0, first+len(chunks)+len(f.chunks)-last), f.chunks[:first]...), chunks...), f.chunks[last:]...)
}

// place places the chunks: what lies behind a change has moved.
func (f *Flow) place() {
	for ; f.placed < len(f.chunks); f.placed++ {
		c := &f.chunks[f.placed]
		if c.first, c.top = 0, 0; f.placed > 0 {
			last := &f.chunks[f.placed-1]
			c.first, c.top = last.first+len(last.rows), last.top+last.sum
		}
	}
}

// chunk is the chunk that holds the i-th row; the last one for what lies behind.
func (f *Flow) chunk(i int) *flowChunk {
	f.place()
	return &f.chunks[max(0, sort.Search(len(f.chunks), func(c int) bool { return f.chunks[c].first > i })-1)]
}

func (f *Flow) find(i int) *row {
	c := f.chunk(i)
	return &c.rows[i-c.first]
}

// Known reports whether the i-th row's height was measured.
func (f *Flow) Known(i int) bool { return f.find(i).known }

// Height is the i-th row's height, measured or estimated.
func (f *Flow) Height(i int) float32 { return f.find(i).height }

// Set says what the i-th row measures, and returns by how much it grew.
func (f *Flow) Set(i int, height float32) (grown float32) {
	c := f.chunk(i)
	r := &c.rows[i-c.first]
	grown = height - r.height
	*r = row{height, true}
	if grown != 0 {
		c.sum += float64(grown)
		f.placed = 1 + sort.Search(f.placed-1, func(k int) bool { return f.chunks[k+1].first > i })
	}
	return grown
}

// Len is the number of rows.
func (f *Flow) Len() int {
	if len(f.chunks) == 0 {
		return 0
	}
	c := f.chunk(math.MaxInt)
	return c.first + len(c.rows)
}

// Total is the height of the whole column.
func (f *Flow) Total() float64 { return f.Top(f.Len()) }

// Top is the height at which the i-th row begins.
func (f *Flow) Top(i int) float64 {
	if len(f.chunks) == 0 {
		return 0
	}
	c := f.chunk(i)
	if i >= c.first+len(c.rows) {
		return c.top + c.sum
	}
	y := c.top
	for _, r := range c.rows[:i-c.first] {
		y += float64(r.height)
	}
	return y
}

// At is the row that covers y, and where it begins; the first or last one if
// none does.
func (f *Flow) At(y float64) (i int, top float64) {
	if len(f.chunks) == 0 {
		return 0, 0
	}
	f.place()
	c := &f.chunks[max(0, sort.Search(len(f.chunks), func(c int) bool { return f.chunks[c].top > y })-1)]
	i, top = c.first, c.top
	for _, r := range c.rows[:len(c.rows)-1] {
		if y < top+float64(r.height) {
			break
		}
		top += float64(r.height)
		i++
	}
	return i, top
}
