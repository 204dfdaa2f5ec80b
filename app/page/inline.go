package page

import (
	"slices"
	"sort"
	"unicode"

	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// A citation is one rune of the text and reads as many: they are broken into
// lines with the text around, and are one place for the caret.

// shown is what an atom is drawn as: a number in small type, or text within
// the line.
type shown struct {
	text   string
	spans  []doc.Span // in the place of text
	spaced bool       // a space parts it from a word before it
}

// labels gives what an atom is drawn as.
type labels func(doc.Atom) shown

// inline is an atom that a layout shows within the line.
type inline struct {
	atom doc.Atom
	shown
}

func (i inline) equal(o inline) bool { return i.atom == o.atom && i.shown.equal(o.shown) }

func (s shown) equal(o shown) bool {
	if s.text != o.text || len(s.spans) != len(o.spans) || s.spaced != o.spaced {
		return false
	}
	return len(s.spans) == 0 || &s.spans[0] == &o.spans[0] || slices.EqualFunc(s.spans, o.spans, func(a, b doc.Span) bool {
		return a.Text == b.Text && a.Style == b.Style && a.Link == b.Link
	})
}

// shownInline reports whether an atom of a run is shown within the line.
func shownInline(a doc.Atom) bool { return a.Kind == doc.Citation || a.Kind == doc.Bibliography }

// staleInline reports whether other atoms than before are shown within the
// line, or others than they were.
func (l *layout) staleInline(label labels) bool {
	k := 0
	for _, sp := range l.block.Spans() {
		if sp.Atom == nil || !shownInline(*sp.Atom) {
			continue
		}
		as := label(*sp.Atom)
		if len(as.spans) == 0 {
			continue
		}
		if k == len(l.inline) || !l.inline[k].equal(inline{*sp.Atom, as}) {
			return true
		}
		k++
	}
	return k != len(l.inline)
}

// hanging is how far the further lines of a bibliography's entries are
// indented, in multiples of the text size.
const hanging = 1.6

// expand puts what atoms are shown as into the text that is broken into lines.
func (br *breaker) expand() {
	block, at := br.block, 0
	for _, sp := range block.Spans() {
		if sp.Atom != nil {
			as := br.label(*sp.Atom)
			if len(as.spans) > 0 {
				br.put(sp, as, at)
				at++
				continue
			}
			if sp.Atom.Kind == doc.Citation { // it is drawn as its note's marker
				sp.Atom = &doc.Atom{Kind: doc.Marker, ID: sp.Atom.ID}
			}
		}
		n := len(br.layout.text)
		if len(block.Spans()) > 1 { // a long text need not be counted
			n = int(sp.Len())
		}
		at += n
		br.take(sp, nil, br.end()+n)
		if br.places != nil {
			br.text = append(br.text, br.layout.text[at-n:at]...)
			for k := n; k > 0; k-- {
				br.places = append(br.places, at-k)
			}
		}
	}
	if br.places != nil {
		br.places = append(br.places, at)
	}
}

func (br *breaker) take(sp doc.Span, owner *doc.Atom, end int) {
	br.spans, br.owners, br.ends = append(br.spans, sp), append(br.owners, owner), append(br.ends, end)
}

// end is how many runes the spans have so far.
func (br *breaker) end() int {
	if n := len(br.ends); n > 0 {
		return br.ends[n-1]
	}
	return 0
}

// put puts the text of an atom that stands at an offset of the block behind the
// text so far.
func (br *breaker) put(sp doc.Span, as shown, at int) {
	if br.places == nil {
		br.text = slices.Clone(br.layout.text[:at])
		br.places = make([]int, at, len(br.layout.text)+100)
		for i := range br.places {
			br.places[i] = i
		}
	}
	br.inline = append(br.inline, inline{*sp.Atom, as})
	place := at
	spans := as.spans
	if n := len(br.text); as.spaced && n > 0 && needsSpace(br.text[n-1]) {
		spans = append([]doc.Span{{Text: " "}}, spans...)
	}
	for _, piece := range spans {
		runes := []rune(piece.Text)
		if len(runes) == 0 {
			continue
		}
		br.text = append(br.text, runes...)
		for range runes {
			br.places = append(br.places, place)
			place = at + 1
		}
		br.take(doc.Span{Text: piece.Text, Style: piece.Style ^ sp.Style, Link: piece.Link}, sp.Atom, br.end()+len(runes))
	}
}

func needsSpace(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Po, unicode.Pe, unicode.Pf) || r == doc.AtomRune
}

// shownAt is where an offset of the block stands in what is shown.
func (br *breaker) shownAt(off int) int {
	if br.places == nil {
		return off
	}
	return sort.SearchInts(br.places, off)
}

// contract has the lines that were made count the runes of the block again.
func (br *breaker) contract() {
	if br.places == nil {
		return
	}
	for i := range br.made {
		ln := &br.made[i]
		start := br.places[ln.start]
		for k := range ln.runs {
			r := &ln.runs[k]
			r.start, r.end = br.places[ln.start+r.start]-start, br.places[ln.start+r.end]-start
		}
		ln.start, ln.end = start, br.places[ln.end]
	}
}

// tail reports whether a run goes on with an atom that began before it.
func (r *run) tail() bool { return r.start == r.end && r.atom != nil }

// tails is where the further text of an atom ends that began before the line,
// or 0 if there is none.
func (ln line) tails() float32 {
	var x float32
	for k := range ln.runs {
		if r := &ln.runs[k]; r.tail() && r.end == 0 {
			x = max(x, r.x+r.w)
		}
	}
	return x
}

// within reports whether line n has nothing but the middle of an atom.
func (l *layout) within(n int) bool {
	ln := l.lines[n]
	return ln.start == ln.end && n > 0 && n < len(l.lines)-1 && ln.tails() > 0
}

// basis is what the labels of all atoms follow from.
type basis struct {
	essay   *essay.Essay
	printed *citing.Printed
}

func (t *Text) basis() basis { return basis{t.session.Essay(), t.printed()} }

// same reports whether labels are known to be the same.
func (b basis) same(o basis) bool {
	return b.printed == o.printed && (b.essay == o.essay || b.essay != nil && b.essay.SameRefs(o.essay) && b.essay.SameCited(o.essay))
}

// stale reports whether a label in a layout has changed, and looks at them only
// if something has that they follow from.
func (t *Text) stale(l *layout) bool {
	if l.block.Atoms() == 0 {
		return false
	}
	now := t.basis()
	if l.held.same(now) {
		return false
	}
	l.held = now
	return l.stale(t.label)
}

// label is what an atom is drawn as: the number of its note, or how it reads.
func (t *Text) label(a doc.Atom) shown {
	e := t.session.Essay()
	printed := t.printed()
	switch {
	case a.Kind == doc.Bibliography:
		return shown{spans: printed.List(essay.ListID(a.ID))}
	case a.Kind != doc.Citation:
		return shown{text: e.Label(essay.NoteID(a.ID))}
	case t.in != "" || !e.Numbers(a):
		return shown{spans: printed.Spans(e, citeID(a)), spaced: t.in == ""}
	}
	number := e.Label(essay.NoteID(a.ID))
	if names := printed.Authors(citeID(a)); len(names) > 0 {
		return shown{spans: append(slices.Clone(names), doc.Span{Text: number, Style: doc.Super}), spaced: true}
	}
	return shown{text: number}
}
