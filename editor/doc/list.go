package doc

// ItemNumber is the number of a numbered list's item: it counts the items of
// its level that stand before it in the same list, from where the list begins
// anew.
func (d *Document) ItemNumber(i int) int {
	level, n := d.Block(i).Level, 0
	for ; i >= 0; i-- {
		b := d.Block(i)
		if !b.IsItem() || b.Level < level || b.Level == level && b.Kind != Numbered {
			break
		}
		if b.Level != level {
			continue
		}
		if b.Info.Start > 0 {
			return b.Info.Start + n
		}
		n++
	}
	return n
}
