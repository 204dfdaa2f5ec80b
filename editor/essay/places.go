package essay

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
)

// places are the comments on one text. They stand in stretches, whose positions count
// from the stretch’s base: a key moves the bases behind it and makes one stretch anew,
// however many comments there are. Places are never modified after they are made.
type places []stretch

type stretch struct {
	base   doc.Pos
	lo, hi doc.Pos // of all that is in the list, from the base
	list   []place
}

// place is where a comment is.
type place struct {
	from, to doc.Pos
	*said
}

// stretchMax bounds the comments in a stretch.
const stretchMax = 64

func (p place) comment(in NoteID) Comment {
	return Comment{p.id, in, p.from, p.to, p.words, p.remarks, p.resolved}
}

// newPlaces makes places of a list, which it takes.
func newPlaces(list []place) places {
	slices.SortStableFunc(list, func(a, b place) int { return cmp.Compare(a.from, b.from) })
	var p places
	for part := range slices.Chunk(list, stretchMax) {
		p = append(p, newStretch(0, slices.Clip(part)))
	}
	return p
}

func newStretch(base doc.Pos, list []place) stretch {
	r := stretch{base: base, lo: list[0].from, hi: list[0].to, list: list}
	for _, at := range list[1:] {
		r.lo, r.hi = min(r.lo, at.from), max(r.hi, at.to)
	}
	return r
}

// all calls yield with every place.
func (p places) all(yield func(place) bool) {
	for _, r := range p {
		for _, at := range r.list {
			if !yield(place{r.base + at.from, r.base + at.to, at.said}) {
				return
			}
		}
	}
}

func (p places) list() []place { return slices.Collect(p.all) }

// between calls yield with the places that touch what lies between two positions.
func (p places) between(from, to doc.Pos) func(yield func(place) bool) {
	return func(yield func(place) bool) {
		for _, r := range p {
			if r.base+r.hi < from || r.base+r.lo > to {
				continue
			}
			for _, at := range r.list {
				if a, b := r.base+at.from, r.base+at.to; b >= from && a <= to && !yield(place{a, b, at.said}) {
					return
				}
			}
		}
	}
}

func (p places) find(id CommentID) (place, bool) {
	for at := range p.all {
		if at.id == id {
			return at, true
		}
	}
	return place{}, false
}

// moved is the places after changes, made one after the other to a text; the
// same ones if nothing moved.
func (p places) moved(old *doc.Document, changes []doc.Change) places {
	var q places
	for i, r := range p {
		by, touched := r.shift(changes)
		if !touched && by == 0 {
			continue
		}
		if q == nil {
			q = slices.Clone(p)
		}
		if !touched {
			q[i].base += by
			continue
		}
		list := make([]place, len(r.list))
		for k, at := range r.list {
			list[k] = place{r.base + at.from, r.base + at.to, at.said}.moved(old, changes)
		}
		q[i] = newStretch(0, list)
	}
	if q == nil {
		return p
	}
	return q
}

// shift is by how much changes move the whole stretch; touched says that they do not
// move it as a whole.
func (r stretch) shift(changes []doc.Change) (by doc.Pos, touched bool) {
	lo, hi := r.base+r.lo, r.base+r.hi
	for _, c := range changes {
		switch {
		case hi+by < c.At:
		case lo+by > c.At+doc.Pos(c.Old):
			by += doc.Pos(c.New - c.Old)
		default:
			return 0, true
		}
	}
	return by, false
}

// moved is the place after changes. What is typed at either end of a comment's
// words is none of them.
func (p place) moved(old *doc.Document, changes []doc.Change) place {
	from, to := p.from, p.to
	for _, c := range changes {
		if from == to {
			from, _ = c.Map(from, doc.Before)
			to = from
			continue
		}
		from, _ = c.Map(from, doc.After)
		if to, _ = c.Map(to, doc.Before); to < from {
			to = from
		}
	}
	if from == to && p.from < p.to {
		return p.lost(old, from)
	}
	return place{from, to, p.said}
}

// lost is a place whose words were deleted from a text. Of words that went by
// and by, those that were there at first are remembered.
func (p place) lost(old *doc.Document, at doc.Pos) place {
	s := *p.said
	if last := old.Text(p.from, min(p.to, p.from+WordsMax)); 2*utf8.RuneCountInString(last) >= utf8.RuneCountInString(s.words) {
		s.words = last
	}
	return place{at, at, &s}
}
