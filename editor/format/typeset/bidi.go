package typeset

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Levels gives each character the level of its direction by the rules of the
// Unicode Bidirectional Algorithm (UAX 9), without its embeddings: even from
// left to right, odd from right to left. It is nil where all runs from left to
// right. Leftway says in which direction the paragraph as a whole runs, which
// is that of its first letter.
func Levels(text []rune) (levels []uint8, leftway bool) {
	classes := make([]bidi.Class, len(text))
	any, known := false, false
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		classes[i] = p.Class()
		switch classes[i] {
		case bidi.R, bidi.AL, bidi.AN:
			any = true
			leftway = leftway || !known
			known = true
		case bidi.L:
			known = true
		}
	}
	if !any {
		return nil, false
	}
	numbers(classes)
	return neutrals(classes, leftway), leftway
}

// numbers gives digits and the signs in them a direction (rules W1 to W7).
func numbers(classes []bidi.Class) {
	strong, prev := bidi.L, bidi.ON
	arabic := false
	for i, c := range classes {
		switch c {
		case bidi.NSM:
			classes[i] = prev
		case bidi.L, bidi.R, bidi.AL:
			strong, arabic = c, c == bidi.AL
			if c == bidi.AL {
				classes[i] = bidi.R
			}
		case bidi.EN:
			if arabic {
				classes[i] = bidi.AN
			} else if strong == bidi.L {
				classes[i] = bidi.L
			}
		case bidi.ES, bidi.CS: // a sign between two numbers is part of them
			if i > 0 && i+1 < len(classes) && classes[i+1] == bidi.EN && (classes[i-1] == bidi.EN || classes[i-1] == bidi.AN || classes[i-1] == bidi.L) {
				classes[i] = classes[i-1]
			}
		}
		prev = classes[i]
	}
}

// neutrals gives what has no direction that of what stands around it (rules N1
// and N2), and all the levels (rules I1 and I2).
func neutrals(classes []bidi.Class, leftway bool) []uint8 {
	base := bidi.L
	if leftway {
		base = bidi.R
	}
	side := func(c bidi.Class) (bidi.Class, bool) {
		switch c {
		case bidi.L:
			return bidi.L, true
		case bidi.R, bidi.EN, bidi.AN:
			return bidi.R, true
		}
		return base, false
	}
	levels := make([]uint8, len(classes))
	before := base
	for i := 0; i < len(classes); {
		if s, ok := side(classes[i]); ok {
			levels[i] = level(classes[i], leftway)
			before = s
			i++
			continue
		}
		end := i
		for end < len(classes) {
			if _, ok := side(classes[end]); ok {
				break
			}
			end++
		}
		after := base
		if end < len(classes) {
			after, _ = side(classes[end])
		}
		way := base
		if before == after {
			way = before
		}
		for ; i < end; i++ {
			levels[i] = level(way, leftway)
		}
	}
	return levels
}

func level(c bidi.Class, leftway bool) uint8 {
	switch {
	case c == bidi.R:
		return 1
	case c == bidi.EN || c == bidi.AN, leftway:
		return 2
	}
	return 0
}

// Visual is the order from left to right of pieces that have levels (rule L2).
func Visual(levels []uint8) []int {
	order := make([]int, len(levels))
	top := uint8(0)
	for i, l := range levels {
		order[i] = i
		top = max(top, l)
	}
	for at := top; at > 0; at-- {
		for i := 0; i < len(order); {
			if levels[order[i]] < at {
				i++
				continue
			}
			end := i
			for end < len(order) && levels[order[end]] >= at {
				end++
			}
			slices.Reverse(order[i:end])
			i = end
		}
	}
	return order
}
