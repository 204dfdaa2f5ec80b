package page

// Flow is a column of rows one below the other. It finds a row by its height on
// the screen, and a height by its row, in a time that hardly grows with the
// number of rows. The zero value is an empty column.
type Flow struct {
	chunks []flowChunk
}

type flowChunk struct {
	rows []row
	sum  float64
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
	f.chunks = append(append(append(make([]flowChunk, 0, first+len(chunks)+len(f.chunks)-last), f.chunks[:first]...), chunks...), f.chunks[last:]...)
}

func (f *Flow) find(i int) *row {
	for c := range f.chunks {
		if i < len(f.chunks[c].rows) {
			return &f.chunks[c].rows[i]
		}
		i -= len(f.chunks[c].rows)
	}
	panic("page: row index out of range")
}

// Known reports whether the i-th row's height was measured.
func (f *Flow) Known(i int) bool { return f.find(i).known }

// Height is the i-th row's height, measured or estimated.
func (f *Flow) Height(i int) float32 { return f.find(i).height }

// Set says what the i-th row measures, and returns by how much it grew.
func (f *Flow) Set(i int, height float32) (grown float32) {
	for c := range f.chunks {
		if i >= len(f.chunks[c].rows) {
			i -= len(f.chunks[c].rows)
			continue
		}
		r := &f.chunks[c].rows[i]
		grown = height - r.height
		*r = row{height, true}
		f.chunks[c].sum += float64(grown)
		return grown
	}
	panic("page: row index out of range")
}

// Len is the number of rows.
func (f *Flow) Len() int {
	n := 0
	for _, c := range f.chunks {
		n += len(c.rows)
	}
	return n
}

// Total is the height of the whole column.
func (f *Flow) Total() float64 { return f.Top(f.Len()) }

// Top is the height at which the i-th row begins.
func (f *Flow) Top(i int) float64 {
	var y float64
	for _, c := range f.chunks {
		if i >= len(c.rows) {
			i -= len(c.rows)
			y += c.sum
			continue
		}
		for _, r := range c.rows[:i] {
			y += float64(r.height)
		}
		break
	}
	return y
}

// At is the row that covers y, and where it begins; the first or last one if
// none does.
func (f *Flow) At(y float64) (i int, top float64) {
	n := f.Len()
	for _, c := range f.chunks {
		if y >= top+c.sum && i+len(c.rows) < n {
			top += c.sum
			i += len(c.rows)
			continue
		}
		for _, r := range c.rows {
			if y < top+float64(r.height) || i == n-1 {
				return i, top
			}
			top += float64(r.height)
			i++
		}
	}
	return i, top
}
