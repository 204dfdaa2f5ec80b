package pdf

// sheet is a page of paper with its type area, in points.
type sheet struct {
	wide, tall float64
	name       string
	top, foot  float64 // margins
	high       float64 // of the type area
}

func (o Options) paper() sheet {
	p := sheet{wide: 595.28, tall: 841.89, name: "a4", top: 96, foot: 104}
	if o.Letter {
		p = sheet{wide: 612, tall: 792, name: "letter", top: 90, foot: 96}
	}
	p.high = p.tall - p.top - p.foot
	return p
}

// page is what stands on a page: items of the text, and below them slices of
// notes.
type page struct {
	head  []item // of a table that goes on
	items []item
	notes []item
	going bool // the first of the notes goes on from the page before
}

// Measures of the foot of a page.
const (
	ruleGap  = 9.0 // between the text and the first note, in which a rule stands
	noteGap  = 1.5 // between notes
	bodyLeft = 5   // how many lines of text a page has at least beside notes that go on
)

// breaker fills pages. A note begins on the page of its marker; what of the
// last one does not fit goes on at the foot of the next page.
type breaker struct {
	setter *setter
	high   float64
	items  []item
	at     int    // the next item
	carry  []item // of notes that go on
	pages  []page
}

func (b *breaker) fill() []page {
	for b.at < len(b.items) || len(b.carry) > 0 || len(b.pages) == 0 {
		b.page()
	}
	return b.pages
}

// state is how far a page is filled.
type state struct {
	at    int     // the next item
	body  float64 // what the text takes
	foot  float64 // what the notes take, with the gap above them
	notes int     // slices of notes on the page
	rest  []item  // of the last note, for the next page
	whole bool    // no more goes on it
}

func (b *breaker) page() {
	p := page{going: len(b.carry) > 0}
	st := state{at: b.at}
	limit := b.high
	if b.at < len(b.items) {
		limit -= bodyLeft * b.setter.body().leading
	}
	var notes []item
	for len(b.carry) > 0 && st.foot+b.cost(st, b.carry[0]) <= limit {
		st.foot += b.cost(st, b.carry[0])
		notes, b.carry = append(notes, b.carry[0]), b.carry[1:]
		st.notes++
	}
	if st.notes == 0 && len(b.carry) > 0 { // a slice higher than a page
		notes, b.carry = append(notes, b.carry[0]), b.carry[1:]
		st.foot += b.cost(st, notes[0])
		st.notes++
	}
	st.rest = b.carry
	if b.at < len(b.items) && b.at > 0 && len(b.items[b.at].head) > 0 {
		p.head = b.items[b.at].head
		for _, it := range p.head {
			st.body += it.high
		}
	}
	var best, last state
	for last = st; st.at < len(b.items) && !st.whole; last = st {
		next, placed, ok := b.next(st, notes[:st.notes:st.notes])
		if !ok {
			break
		}
		st, notes = next, placed
		if !b.items[st.at-1].keep || st.at == len(b.items) {
			best = st
		}
	}
	switch {
	case best.at > b.at && st.at < len(b.items) || best.at == len(b.items) && best.at > b.at:
		st = best
	case st.at == b.at && b.at < len(b.items) && (len(p.head) > 0 || !p.going || st.foot < b.high/2):
		st, notes = b.force(last, notes)
	}
	p.items = b.items[b.at:st.at]
	p.notes = notes[:st.notes]
	b.at, b.carry = st.at, st.rest
	b.pages = append(b.pages, p)
}

// cost is what a slice of a note takes at the foot.
func (b *breaker) cost(st state, it item) float64 {
	if st.notes == 0 {
		return ruleGap + it.high
	}
	return it.before + it.high
}

// next puts the next item on the page, with its notes; false if it does not fit.
func (b *breaker) next(st state, notes []item) (state, []item, bool) {
	it := b.items[st.at]
	if st.at > b.at {
		st.body += it.before
	}
	st.body += it.high
	st.at++
	if st.body+st.foot > b.high+0.01 || len(it.notes) > 0 && len(st.rest) > 0 {
		return st, notes, false
	}
	for k, n := range it.notes {
		slices := b.setter.foot[n]
		st.rest = nil
		for i, x := range slices {
			if i == 0 && st.notes > 0 {
				x.before = max(x.before, noteGap)
			}
			if c := b.cost(st, x); st.body+st.foot+c <= b.high+0.01 {
				st.foot += c
				st.notes++
				notes = append(notes, x)
				continue
			}
			if !b.mayGoOn(st, it, k, i, len(slices)) {
				return st, notes, false
			}
			st.rest, st.whole = slices[i:], true
			break
		}
	}
	return st, notes, true
}

// mayGoOn reports whether a note may go on on the next page of which i of n
// slices are placed: the last of its item's, of which two lines stand on each
// page, unless it is short and the page is as good as full without it.
func (b *breaker) mayGoOn(st state, it item, note, i, n int) bool {
	if note != len(it.notes)-1 || i == 0 || n > 3 && i < 2 {
		return false
	}
	full := st.body - it.high + st.foot
	return n > 4 || full < 0.8*b.high
}

// force puts an item on a page that would stay empty, because it is higher than
// a page or has more notes than fit; these go on on the next.
func (b *breaker) force(st state, notes []item) (state, []item) {
	it := b.items[st.at]
	st.at++
	st.body += it.high
	for _, n := range it.notes {
		for _, x := range b.setter.foot[n] {
			if c := b.cost(st, x); len(st.rest) == 0 && st.body+st.foot+c <= b.high {
				st.foot += c
				st.notes++
				notes = append(notes, x)
			} else {
				st.rest = append(st.rest[:len(st.rest):len(st.rest)], x)
			}
		}
	}
	return st, notes
}
