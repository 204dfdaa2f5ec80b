package doc

// LinkAt is the text around p that leads to one address, also where markers
// stand or its style changes within; at a border between two, the one that
// follows. The address is "" if p is at no link.
func (d *Document) LinkAt(p Pos) (from, to Pos, address string) {
	i, off := d.Find(p)
	type link struct {
		from, to Pos
		address  string
	}
	var run, found link
	var at Pos
	for _, s := range d.Block(i).spans {
		n := s.Len()
		switch {
		case s.Atom != nil:
		case s.Link == run.address:
			run.to = at + n
		default:
			run = link{at, at + n, s.Link}
		}
		if run.address != "" && run.from <= off && off <= run.to {
			found = run
		}
		at += n
	}
	start := d.Start(i)
	return start + found.from, start + found.to, found.address
}
