package doc

// Numbers counts the items of lists while blocks follow each other: the last
// number of each list that is open, the outermost first.
type Numbers []int

// maxListLevel bounds the lists that are counted within each other.
const maxListLevel = 100

// Next is the number of a next numbered item of a level that does not begin
// anew.
func (n Numbers) Next(level int) int {
	if level = min(level, maxListLevel); level > len(n) {
		return 1
	}
	return n[level-1] + 1
}

// Add counts a block; it returns the number of a numbered item.
func (n *Numbers) Add(b *Block) int {
	if !b.IsItem() {
		*n = (*n)[:0]
		return 0
	}
	level := min(b.Level, maxListLevel)
	number := 0
	if b.Kind == Numbered {
		if number = b.Info.Start; number == 0 {
			number = n.Next(level)
		}
	}
	for len(*n) < level {
		*n = append(*n, 0)
	}
	*n = (*n)[:level]
	(*n)[level-1] = number
	return number
}

// ItemNumber is the number of a numbered list's item: it counts the items of
// its level that stand before it in the same list, from where the list begins
// anew.
func (d *Document) ItemNumber(i int) int {
	first := i
	for first > 0 && d.Block(first-1).IsItem() {
		first--
	}
	var n Numbers
	number := 0
	for k, b := range d.From(first) {
		if number = n.Add(b); k == i {
			break
		}
	}
	return number
}
