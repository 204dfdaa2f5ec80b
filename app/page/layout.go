package page

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor/doc"
)

// layout is a block broken into lines. Offsets count runes of the block.
type layout struct {
	block   *doc.Block
	setting *Setting
	frame   frame
	picture fyne.Size // that stands over the lines, if any
	set     blockSetting
	text    []rune
	levels  levels
	base    uint8 // the paragraph's level
	lines   []line
	inline  []inline
}

// line holds the runes from start to end; the blanks it breaks at belong to it.
type line struct {
	start, end int
	runs       []run
}

// run is a piece of a line in one face, or one marker.
type run struct {
	start, end int // from the line's start, so that lines can be moved whole
	x, w       float32
	face       face
	rise       float32
	level      uint8 // odd if it runs from right to left
	style      doc.Style
	link       string
	text       string
	atom       *doc.Atom
}

// newLayout breaks a block into lines that fit into a frame.
func newLayout(b *doc.Block, s *Setting, f frame, picture fyne.Size, label labels) *layout {
	l := &layout{block: b, setting: s, frame: f, picture: picture, set: s.block(b).in(f), text: []rune(b.Text())}
	l.levels, l.base = newLevels(l.text)
	br := breaker{layout: l, label: label, text: l.text}
	br.expand()
	br.run(0, nil, 0)
	br.contract()
	if l.levels != nil {
		for i := range l.lines {
			l.reorder(&l.lines[i])
		}
	} else {
		l.align()
	}
	return l
}

// align moves the lines of captions, and of cells that are not set to the left.
func (l *layout) align() {
	share := float32(0)
	switch {
	case l.block.Kind == doc.Image || l.block.Info.Align == doc.Center:
		share = 0.5
	case l.block.Info.Align == doc.Right:
		share = 1
	}
	if share == 0 {
		return
	}
	for _, ln := range l.lines {
		if n := len(ln.runs); n > 0 {
			last := &ln.runs[n-1]
			shown := l.setting.width(strings.TrimRight(last.text, " "), last.face)
			by := round((l.right() - last.x - shown) * share)
			for k := range ln.runs {
				ln.runs[k].x += by
			}
		}
	}
}

// right is where lines end at the latest, from the column's edge.
func (l *layout) right() float32 { return l.frame.right - l.set.inset }

// edited breaks a block that came from l's block by an edit. Lines that end
// well before the edit are kept, and those after it from where the breaks fall
// together again; l itself must not be used any more.
func (l *layout) edited(b *doc.Block, label labels) *layout {
	if b.Kind != l.block.Kind || b.Level != l.block.Level || b.Info != l.block.Info || b.Kind == doc.Image || l.levels != nil || len(l.inline) > 0 || l.stale(label) {
		return newLayout(b, l.setting, l.frame, l.picture, label)
	}
	head, rest := doc.Common(l.block, b)
	from, tail := int(head), int(rest)
	n := &layout{block: b, setting: l.setting, frame: l.frame, picture: l.picture, set: l.set, text: l.retyped(b, from, tail)}
	keep := 0
	for keep < len(l.lines) && l.lines[keep].end < from {
		keep++
	}
	keep = max(0, keep-1) // a word may climb back to the line above
	n.lines = l.lines[:keep:keep]
	if slices.ContainsFunc(n.text[from:len(n.text)-tail], rightToLeft) {
		return newLayout(b, l.setting, l.frame, l.picture, label)
	}
	br := breaker{layout: n, label: label, text: n.text, same: len(n.text) - tail}
	if br.expand(); len(n.inline) > 0 {
		return newLayout(b, l.setting, l.frame, l.picture, label)
	}
	br.run(keep, l.lines[keep:], len(n.text)-len(l.text))
	return n
}

// retyped is the text of a block that shares so many runes at its start and its
// end with l's.
func (l *layout) retyped(b *doc.Block, head, tail int) []rune {
	end := int(b.Len()) - tail
	text := make([]rune, 0, int(b.Len()))
	text = append(text, l.text[:head]...)
	for _, sp := range b.Slice(doc.Pos(head), doc.Pos(end)) {
		if sp.Atom != nil {
			text = append(text, doc.AtomRune)
		} else {
			text = append(text, []rune(sp.Text)...)
		}
	}
	return append(text, l.text[len(l.text)-tail:]...)
}

// lineTop is where the n-th line begins, from the block's top.
func (l *layout) lineTop(n int) float32 {
	top := l.set.pad + l.set.line*float32(n)
	if l.picture.Height > 0 {
		top += l.picture.Height + round(l.setting.Size*pictureGap)
	}
	return top
}

// height is that of all lines with what stands over them and the space around.
func (l *layout) height() float32 { return l.lineTop(len(l.lines)) + l.set.pad }

// stale reports whether a marker's label has changed since l was made.
func (l *layout) stale(label labels) bool {
	if l.block.Atoms() == 0 {
		return false
	}
	for _, ln := range l.lines {
		for _, r := range ln.runs {
			if r.atom != nil && !shownInline(*r.atom) && r.text != label(*r.atom).text {
				return true
			}
		}
	}
	return slices.ContainsFunc(l.inline, func(in inline) bool { return !in.equal(label(in.atom)) })
}

// lineOf is the line that the caret at off stands in. Where a line breaks, the
// caret stands at the start of the next.
func (l *layout) lineOf(off int) int {
	lo, hi := 0, len(l.lines)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if off < l.lines[mid].end {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// xOf is how far from the column's edge the caret at off stands in line n.
func (l *layout) xOf(n, off int) float32 {
	ln := l.lines[n]
	at := off - ln.start
	x := l.set.indent
	for _, r := range ln.runs {
		if r.tail() {
			x = r.edge(r.w)
			continue
		}
		if at <= r.start {
			return r.edge(0)
		}
		if at < r.end {
			if r.atom != nil {
				return r.x
			}
			return r.edge(l.setting.measure(string(l.text[ln.start+r.start:off]), r.face))
		}
		x = r.edge(r.w)
	}
	return x
}

// edge is the place in a run that is this far from where it begins.
func (r run) edge(advance float32) float32 {
	if r.level%2 == 1 {
		return r.x + r.w - advance
	}
	return r.x + advance
}

// offsetAt is the caret's offset in line n nearest to x.
func (l *layout) offsetAt(n int, x float32) int {
	ln := l.lines[n]
	end := ln.end
	if n < len(l.lines)-1 && end > ln.start { // not beyond the blank, or line feed, that ends the line
		end--
	}
	r, ok := ln.runAt(x, l.levels != nil)
	if ok {
		lo, hi := r.start, r.end
		for lo < hi {
			mid := (lo + hi) / 2
			if middle := (r.edge(l.advance(ln, r, mid)) + r.edge(l.advance(ln, r, mid+1))) / 2; (middle < x) == (r.level%2 == 0) {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return l.snap(min(ln.start+lo, end), ln.start, end)
	}
	return end
}

// advance is how far from where the run begins the rune at an offset of the
// line stands.
func (l *layout) advance(ln line, r run, at int) float32 {
	switch {
	case at <= r.start:
		return 0
	case at >= r.end:
		return r.w
	}
	return l.setting.measure(string(l.text[ln.start+r.start:ln.start+at]), r.face)
}

// runAt is the run at x; false beyond the last. Where runs were placed anew,
// what is beside the line belongs to the run at that edge.
func (ln line) runAt(x float32, placed bool) (run, bool) {
	if !placed {
		for _, r := range ln.runs {
			if x < r.x+r.w {
				return r, true
			}
		}
		return run{}, false
	}
	nearest, away := -1, float32(0)
	for i, r := range ln.runs {
		if d := max(r.x-x, x-r.x-r.w, 0); nearest < 0 || d < away {
			nearest, away = i, d
		}
	}
	if nearest < 0 {
		return run{}, false
	}
	return ln.runs[nearest], true
}

// snap moves an offset that is inside a character to its start.
func (l *layout) snap(off, start, end int) int {
	if off <= start || off >= end || !joins(l.text[off]) && !joins(l.text[off-1]) {
		return off
	}
	d := doc.New(l.block)
	if d.PrevChar(d.NextChar(doc.Pos(off))) == doc.Pos(off) {
		return off
	}
	return int(d.PrevChar(doc.Pos(off)))
}

// joins reports whether a rune may be part of a character of several runes, to
// spare the common case a look at the rules.
func joins(r rune) bool { return r >= 0x300 && r != doc.AtomRune && (r < 0x2010 || r > 0x2027) }

// breaker fills a layout's lines.
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

	cur line
	x   float32
}

// run breaks from the end of the lines kept. When, after the edit, a line
// starts where one of the old lines did, moved by delta, the rest of them is
// taken over.
func (br *breaker) run(keep int, old []line, delta int) {
	i := 0
	if keep > 0 {
		i = br.lines[keep-1].end
	}
	br.begin(i)
	n := len(br.text)
	for i < n {
		j := i + 1
		for j < n && br.text[j-1] != '\n' && br.text[j-1] != '\u2028' && !mayBreak(br.text[j-1], br.text[j]) {
			j++
		}
		if br.cur.start < i && !br.fits(i, j) {
			br.flush(i)
			if br.takeOver(i, old, delta) {
				return
			}
		}
		br.word(i, j)
		if last := br.text[j-1]; last == '\n' || last == '\u2028' {
			br.flush(j)
		}
		i = j
	}
	br.flush(n)
	if br.lines[len(br.lines)-1].start == n && len(br.lines) > 1 && n > 0 && br.text[n-1] != '\n' && br.text[n-1] != '\u2028' {
		br.lines = br.lines[:len(br.lines)-1]
	}
}

func (br *breaker) takeOver(i int, old []line, delta int) bool {
	if len(old) == 0 || i < br.same {
		return false
	}
	lo, hi := 0, len(old)
	for lo < hi {
		mid := (lo + hi) / 2
		if old[mid].start+delta < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(old) || old[lo].start+delta != i {
		return false
	}
	for _, ln := range old[lo:] {
		ln.start, ln.end = ln.start+delta, ln.end+delta
		br.lines = append(br.lines, ln)
	}
	return true
}

func (br *breaker) begin(i int) {
	br.cur = line{start: i, end: i}
	br.x = br.set.indent
	if i > 0 && br.block.IsBibliography() && br.text[i-1] != '\n' {
		br.x += round(br.setting.Size * hanging)
	}
}

func (br *breaker) flush(end int) {
	br.cur.end = end
	br.lines = append(br.lines, br.cur)
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
