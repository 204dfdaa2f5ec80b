package page

import (
	"slices"
	"strings"

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
	shown   int // runes of the text with what its atoms are shown as
	held    basis
}

// line holds the runes from start to end; the blanks it breaks at belong to it.
type line struct {
	start, end int
	at         int // start, in the text with what its atoms are shown as
	runs       []run
	rough      bool // not broken yet
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
	l.lines, l.shown = br.made, len(br.text)
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
// together again; l, whose text and lines become the new layout's, must not be
// used any more.
func (l *layout) edited(b *doc.Block, label labels) *layout {
	if b.Kind != l.block.Kind || b.Level != l.block.Level || b.Info != l.block.Info || b.Kind == doc.Image || l.levels != nil || l.stale(label) {
		return newLayout(b, l.setting, l.frame, l.picture, label)
	}
	head, rest := doc.Common(l.block, b)
	from, tail := int(head), int(rest)
	n := &layout{block: b, setting: l.setting, frame: l.frame, picture: l.picture, set: l.set}
	was := len(l.text)
	n.text = l.retyped(b, from, tail)
	if slices.ContainsFunc(n.text[from:len(n.text)-tail], rightToLeft) {
		return newLayout(b, l.setting, l.frame, l.picture, label)
	}
	br := breaker{layout: n, label: label, text: n.text, same: len(n.text) - tail}
	if br.expand(); !slices.EqualFunc(n.inline, l.inline, inline.equal) {
		return newLayout(b, l.setting, l.frame, l.picture, label)
	}
	br.same = br.shownAt(br.same)
	n.lines = l.lines
	keep := max(0, l.lineOf(from)-2) // a word may climb back to the line above
	br.again(keep, len(n.text)-was, len(br.text)-l.shown)
	n.shown = len(br.text)
	return n
}

// retyped is the text of a block that shares so many runes at its start and its
// end with l's, whose text it takes.
func (l *layout) retyped(b *doc.Block, head, tail int) []rune {
	was, n := len(l.text), int(b.Len())
	text := slices.Grow(l.text, max(0, n-was))[:max(n, was)]
	copy(text[n-tail:], text[was-tail:was])
	at := head
	for _, sp := range b.Slice(doc.Pos(head), doc.Pos(n-tail)) {
		if sp.Atom != nil {
			text[at] = doc.AtomRune
			at++
		}
		for _, r := range sp.Text {
			text[at] = r
			at++
		}
	}
	return text[:n]
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
	return l.staleInline(label)
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

// lineEnd is the last offset in line n: before the blank, or line feed, that
// ends it.
func (l *layout) lineEnd(n int) int {
	ln := l.lines[n]
	if n < len(l.lines)-1 && ln.end > ln.start {
		return l.snap(ln.end-1, ln.start, ln.end)
	}
	return ln.end
}

// offsetAt is the caret's offset in line n nearest to x.
func (l *layout) offsetAt(n int, x float32) int {
	ln, end := l.lines[n], l.lineEnd(n)
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
