package page

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Text that runs from right to left is placed by the Unicode Bidirectional
// Algorithm (UAX 9), without its explicit formatting characters, which are
// treated as having no direction, and without its rule for brackets (N0).

// levels are the embedding levels of a text's runes, odd for those that run
// from right to left; nil for a text that runs all from left to right.
type levels []uint8

// rightToLeft reports whether a rune may run from right to left: those scripts
// have blocks of their own.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

// newLevels derives the levels of a text and of the paragraph as a whole.
func newLevels(text []rune) (lv levels, base uint8) {
	if !slices.ContainsFunc(text, rightToLeft) {
		return nil, 0
	}
	classes := make([]bidi.Class, len(text))
	found := false
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		classes[i] = p.Class()
		if !found { // P2, P3
			switch classes[i] {
			case bidi.L:
				found = true
			case bidi.R, bidi.AL:
				found, base = true, 1
			}
		}
	}
	original := slices.Clone(classes)
	weak(classes, sideOf(base))
	neutral(classes, sideOf(base))
	lv = make(levels, len(text))
	for i, c := range classes { // I1, I2
		lv[i] = base
		switch {
		case c == bidi.R && base == 0, c == bidi.L && base == 1:
			lv[i]++
		case (c == bidi.EN || c == bidi.AN) && base == 0:
			lv[i] += 2
		case c == bidi.EN || c == bidi.AN:
			lv[i]++
		}
	}
	for i := len(original) - 1; i >= 0 && (original[i] == bidi.WS || original[i] == bidi.B || original[i] == bidi.S); i-- { // L1
		lv[i] = base
	}
	return lv, base
}

// sideOf is the class of a level's direction.
func sideOf(level uint8) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// weak resolves the classes that are not strong, by the rules W1 to W7.
func weak(c []bidi.Class, sos bidi.Class) {
	prev, strong := sos, sos
	for i := range c {
		switch c[i] {
		case bidi.NSM: // W1
			c[i] = prev
		case bidi.EN: // W2
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		}
		prev = c[i]
	}
	for i := range c { // W3, W4
		switch {
		case c[i] == bidi.AL:
			c[i] = bidi.R
		case i > 0 && i+1 < len(c) && c[i-1] == c[i+1]:
			if c[i-1] == bidi.EN && (c[i] == bidi.ES || c[i] == bidi.CS) || c[i-1] == bidi.AN && c[i] == bidi.CS {
				c[i] = c[i-1]
			}
		}
	}
	for i := 0; i < len(c); i++ { // W5
		if c[i] != bidi.ET {
			continue
		}
		end := i
		for end < len(c) && c[end] == bidi.ET {
			end++
		}
		if i > 0 && c[i-1] == bidi.EN || end < len(c) && c[end] == bidi.EN {
			fill(c[i:end], bidi.EN)
		}
		i = end - 1
	}
	strong = sos
	for i := range c {
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS: // W6
			c[i] = bidi.ON
		case bidi.EN: // W7
			if strong == bidi.L {
				c[i] = bidi.L
			}
		case bidi.L, bidi.R:
			strong = c[i]
		}
	}
}

// neutral gives runes without a direction that of both their neighbours, or
// else the paragraph's, by the rules N1 and N2.
func neutral(c []bidi.Class, base bidi.Class) {
	side := func(k bidi.Class) bidi.Class {
		if k == bidi.EN || k == bidi.AN {
			return bidi.R
		}
		return k
	}
	directed := func(k bidi.Class) bool { return k == bidi.L || k == bidi.R || k == bidi.EN || k == bidi.AN }
	for i := 0; i < len(c); i++ {
		if directed(c[i]) {
			continue
		}
		end := i
		for end < len(c) && !directed(c[end]) {
			end++
		}
		before, after := base, base
		if i > 0 {
			before = side(c[i-1])
		}
		if end < len(c) {
			after = side(c[end])
		}
		if before == after {
			fill(c[i:end], before)
		} else {
			fill(c[i:end], base)
		}
		i = end
	}
}

func fill(c []bidi.Class, with bidi.Class) {
	for i := range c {
		c[i] = with
	}
}

// reorder places the runs of a line from left to right as they are read, by
// the rule L2: from the highest level down, each stretch of that level or above
// is turned around. Text of a paragraph that runs from right to left ends at
// the right edge.
func (l *layout) reorder(ln *line) {
	if len(ln.runs) == 0 {
		return
	}
	order := make([]int, len(ln.runs))
	highest, width := uint8(0), float32(0)
	for i := range order {
		order[i] = i
		highest = max(highest, ln.runs[i].level)
		width += ln.runs[i].w
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(order); i++ {
			end := i
			for end < len(order) && ln.runs[order[end]].level >= level {
				end++
			}
			slices.Reverse(order[i:end])
			i = max(i, end-1)
		}
	}
	x := l.set.indent
	if l.base == 1 {
		x = l.right() - width
	}
	for _, i := range order {
		ln.runs[i].x = x
		x += ln.runs[i].w
	}
}
