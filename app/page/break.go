package page

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
)

// breaker breaks a layout's text into lines.
type breaker struct {
	*layout
	label labels
	same  int // from this rune on the text is that of the old lines

	text   []rune      // the block's, with what stands for atoms within the line
	places []int       // the offsets of these runes, and of the end; nil where they are the block's
	spans  []doc.Span  // of the text
	owners []*doc.Atom // that the spans are part of, or nil
	ends   []int       // offsets at which the spans end
	si     int

	made []line
	cur  line
	x    float32
}

// again breaks the layout's lines anew from the keep-th on, after an edit that
// moved the block's text behind it by delta, and what is shown by by. When a line
// starts where one of the old lines did, the rest of them stays; so it does after
// enough lines of a long block.
func (br *breaker) again(keep, delta, by int) {
	old := br.lines[keep:]
	gone := br.run(old[0].at, old, by)
	end := keep + len(br.made)
	br.contract()
	br.lines = slices.Replace(br.lines, keep, keep+gone, br.made...)
	for i := range br.lines[end:] {
		ln := &br.lines[end+i]
		ln.start, ln.end, ln.at = ln.start+delta, ln.end+delta, ln.at+by
	}
}

// run breaks what is shown from a rune on, and returns how many of the old lines,
// which by moves, the new ones take the place of.
func (br *breaker) run(i int, old []line, by int) (gone int) {
	first := i == 0
	br.begin(i)
	n := len(br.text)
	for i < n {
		j := i + 1
		for j < n && !isHard(br.text[j-1]) && !mayBreak(br.text[j-1], br.text[j]) {
			j++
		}
		if br.cur.start < i && !br.fits(i, j) {
			br.flush(i)
			if gone, ok := br.meets(i, old, by); ok {
				return gone
			}
			if gone, ok := br.enough(i, old, by); ok {
				return gone
			}
		}
		br.word(i, j)
		if isHard(br.text[j-1]) {
			br.flush(j)
		}
		i = j
	}
	br.flush(n)
	if last := len(br.made) - 1; br.made[last].start == n && (last > 0 || !first) && n > 0 && !isHard(br.text[n-1]) {
		br.made = br.made[:last]
	}
	return len(old)
}

// lineAfter is the first of some lines that starts behind a rune of what is shown.
func lineAfter(lines []line, at int) int {
	return sort.Search(len(lines), func(k int) bool { return lines[k].at > at })
}

// meets reports whether one of the old lines starts at a rune, and how many are
// before it.
func (br *breaker) meets(i int, old []line, by int) (before int, ok bool) {
	if len(old) == 0 || i < br.same {
		return 0, false
	}
	k := lineAfter(old, i-by-1)
	return k, k < len(old) && old[k].at+by == i
}

func (br *breaker) begin(i int) {
	br.cur = line{start: i, end: i, at: i}
	br.x = br.set.indent
	if i > 0 && br.block.IsBibliography() && br.text[i-1] != '\n' {
		br.x += round(br.setting.Size * hanging)
	}
}

func (br *breaker) flush(end int) {
	br.cur.end = end
	br.made = append(br.made, br.cur)
	br.begin(end)
}

// pieces calls f for each part of the text from i to j that is in one face.
func (br *breaker) pieces(i, j int, f func(a, b int, sp doc.Span, fc face)) {
	for br.si > 0 && br.ends[br.si-1] > i {
		br.si--
	}
	for a := i; a < j; {
		for br.ends[br.si] <= a {
			br.si++
		}
		sp := br.spans[br.si]
		b := min(j, br.ends[br.si])
		fc := br.set.span(sp)
		if sp.Atom == nil && foreign(br.text[a]) {
			fc.foreign = true
		}
		small := sp.Style&doc.SmallCaps != 0 && unicode.IsLower(br.text[a])
		if small && sp.Atom == nil {
			fc.caps, fc.size = true, round(fc.size*0.8)
		}
		for k := a + 1; k < b && br.levels != nil; k++ {
			if br.level(k) != br.level(a) {
				b = k
			}
		}
		for k := a + 1; k < b && sp.Atom == nil; k++ {
			if foreign(br.text[k]) != fc.foreign || sp.Style&doc.SmallCaps != 0 && unicode.IsLower(br.text[k]) != small {
				b = k
			}
		}
		f(a, b, sp, fc)
		a = b
	}
}

// fits reports whether the word from i to j ends within the column, its
// trailing blanks left out.
func (br *breaker) fits(i, j int) bool {
	for j > i && (isBlank(br.text[j-1]) || br.text[j-1] == '\n' || br.text[j-1] == '\u2028') {
		j--
	}
	x := br.x
	br.pieces(i, j, func(a, b int, sp doc.Span, fc face) { x += br.pieceWidth(a, b, sp, fc) })
	return x <= br.right()
}

func (br *breaker) pieceWidth(a, b int, sp doc.Span, fc face) float32 {
	if sp.Atom != nil {
		w := br.setting.width(br.label(*sp.Atom).text, fc)
		if sp.IsMarker() {
			w += markerSpace
		}
		return w
	}
	return br.setting.width(br.shown(a, b), fc)
}

// markerSpace parts a marker from the text after it, in pixels.
const markerSpace = 1

// shown is the text as it is drawn: line feeds are not.
func (br *breaker) shown(a, b int) string {
	if last := br.text[b-1]; last == '\n' || last == '\u2028' {
		b--
	}
	return string(br.text[a:b])
}

// word puts a word on the line; one that is wider than the column is broken
// where the column ends.
func (br *breaker) word(i, j int) {
	if br.cur.start == i && !br.fits(i, j) && j-i > 1 {
		br.longWord(i, j)
		return
	}
	br.pieces(i, j, br.add)
}

func (br *breaker) longWord(i, j int) {
	for i < j {
		k := i + max(1, doc.CharLen(br.text[i:j]))
		if br.cur.start < i && !br.fits(i, k) {
			br.flush(i)
		}
		br.pieces(i, k, br.add)
		i = k
	}
}

// level is that of a rune.
func (br *breaker) level(i int) uint8 {
	if br.levels == nil {
		return 0
	}
	if br.places != nil {
		i = min(br.places[i], len(br.levels)-1)
	}
	return br.levels[i]
}

func (br *breaker) add(a, b int, sp doc.Span, fc face) {
	w := br.pieceWidth(a, b, sp, fc)
	start := br.cur.start
	text := ""
	if sp.Atom == nil {
		text = br.shown(a, b)
	}
	if n := len(br.cur.runs); n > 0 && sp.Atom == nil {
		r := &br.cur.runs[n-1]
		// A tab stops where its own run tells it to: it begins one and ends one.
		tab := strings.Contains(text, "\t") || strings.HasSuffix(r.text, "\t")
		if r.atom == br.owners[br.si] && r.face == fc && r.style == sp.Style && r.link == sp.Link && r.level == br.level(a) && !tab {
			r.end, r.text = b-start, r.text+text
			r.w += w
			br.x += w
			return
		}
	}
	r := run{start: a - start, end: b - start, x: br.x, w: w, face: fc, rise: br.set.rise(sp), style: sp.Style, link: sp.Link, level: br.level(a), text: text, atom: br.owners[br.si]}
	if sp.Atom != nil {
		r.atom, r.text = sp.Atom, br.label(*sp.Atom).text
	}
	br.cur.runs = append(br.cur.runs, r)
	br.x += w
}
