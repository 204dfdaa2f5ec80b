package page

import (
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
)

// A paragraph as long as a book is not broken into lines as a whole: those out
// of sight are rough. They end where a line of average letters would, and
// nothing of them is measured; they are broken when they come into view, or the
// caret goes there. Rough too is what is left of a line where breaking stopped.

// roughFrom is the length of a block, in runes, from which on it has rough
// lines; a screen shows some 6,000.
const roughFrom = 20_000

// linesAhead is how many lines of a long block are broken at once.
const linesAhead = 120

// long reports whether a layout may have rough lines.
func (l *layout) long() bool {
	return len(l.text) > roughFrom && l.levels == nil && len(l.inline) == 0 && l.block.Kind != doc.Image && l.block.Kind != doc.Cell
}

// rough adds rough lines from one offset to another.
func (br *breaker) rough(i, to int) {
	chars := max(8, int((br.right()-br.set.indent)/br.setting.average(br.set.face)))
	br.made = slices.Grow(br.made, (to-i)/chars)
	for i < to {
		end, hard := min(i+chars, to), false
		for k := i; k < end && !hard; k++ {
			if isHard(br.text[k]) {
				end, hard = k+1, true
			}
		}
		for k := end; k > i+chars/2 && !hard && end < to; k-- {
			if mayBreak(br.text[k-1], br.text[k]) {
				end = k
				break
			}
		}
		br.made = append(br.made, line{start: i, end: end, at: i, rough: true})
		i = end
	}
}

// roughEnd adds rough lines from an offset to the block's end.
func (br *breaker) roughEnd(i int) {
	n := len(br.text)
	br.rough(i, n)
	if isHard(br.text[n-1]) {
		br.made = append(br.made, line{start: n, end: n, at: n})
	}
}

// isHard reports whether a line ends at a rune in any case.
func isHard(r rune) bool { return r == '\n' || r == '\u2028' }

// enough stops breaking a long block after some lines, and tells how many of
// the old ones are gone then: what is left of the line that is there is rough.
func (br *breaker) enough(i int, old []line, by int) (gone int, ok bool) {
	if !br.long() || len(br.made) < linesAhead {
		return 0, false
	}
	if i < br.same { // what was put in is longer
		br.rough(i, br.same)
		i = br.same
	}
	if len(old) == 0 || i == len(br.text) {
		br.roughEnd(i)
		return len(old), true
	}
	k := lineAfter(old, i-by)
	br.made = append(br.made, line{start: i, end: old[k-1].end + by, at: i, rough: true})
	return k, true
}

// refine breaks the n-th line, if it is rough, and some that follow.
func (l *layout) refine(n int, label labels) bool {
	if !l.lines[n].rough {
		return false
	}
	br := breaker{layout: l, label: label, text: l.text}
	br.expand()
	br.again(n, 0, 0)
	return true
}

// fine lays out the i-th block, and its n-th line if that is rough.
func (t *Text) fine(i, n int) *layout {
	l, _ := t.ensure(i)
	if l.refine(min(n, len(l.lines)-1), t.label) {
		t.flow.Set(i, t.gap(i)+l.height())
	}
	return l
}

// fineView breaks what of the i-th block, which begins at a height of the flow,
// is in view.
func (t *Text) fineView(i int, y float64, height float32) {
	l := t.layouts[t.doc.Block(i)]
	if !l.long() {
		return
	}
	top := y + float64(t.gap(i)+l.lineTop(0)+t.inset.top) - t.offset
	first := max(0, int(-top/float64(l.set.line)))
	for n := first; n < len(l.lines) && top+float64(n)*float64(l.set.line) < float64(height); n++ {
		t.fine(i, n)
	}
}
