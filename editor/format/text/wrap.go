package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// cut parts a group of lines before each line that starts a note or a list
// item, and before each that is indented where most are not.
func cut(group []line) [][]line {
	if len(group) < 2 {
		return [][]line{group}
	}
	labels := labelled(group)
	indented := 0
	for _, l := range group {
		if l.column > 1 {
			indented++
		}
	}
	var pieces [][]line
	start := 0
	for i := 1; i < len(group); i++ {
		opens := indented*2 < len(group) && group[i].column > 2 && group[i-1].column == 1 && !labels[start]
		if labels[i] || opens {
			pieces = append(pieces, group[start:i])
			start = i
		}
	}
	return append(pieces, group[start:])
}

// labelled finds the lines that start with a label and follow each other by
// number, from the first line of the group or the one after a heading on. So
// a line of prose that happens to start with “1918.” is not taken for a note.
func labelled(group []line) []bool {
	labels := make([]bool, len(group))
	var last typed.Label
	count := 0
	for i, l := range group {
		item := strings.HasPrefix(l.text, "- ") || strings.HasPrefix(l.text, "• ")
		if item && (i == 0 || labels[0] || sentenceEnds(group[i-1].text)) {
			labels[i] = true
			continue
		}
		label, n := typed.Lead(l.text)
		if n == 0 || label.Form == typed.Paren && typed.Ordinal(label.Key, true) == 0 || label.Form == typed.Footnote && goesOn(group[i:]) {
			continue
		}
		at, before := typed.Ordinal(label.Key, true), typed.Ordinal(last.Key, true)
		switch {
		case count == 0:
			if i > 0 && (at != 1 || !sentenceEnds(group[i-1].text) && group[i-1].size >= 40) {
				continue
			}
		case label.Form != last.Form || at != before+1 && at != 1 && (at <= before || at > before+3):
			continue
		}
		labels[i], last = true, label
		count++
	}
	return labels
}

// goesOn reports whether text follows on the line on which the bracket is
// closed that the first line opens: then what is between them stands in the
// running text.
func goesOn(lines []line) bool {
	depth := 0
	for _, l := range lines {
		for i := range len(l.text) {
			switch l.text[i] {
			case '[':
				depth++
			case ']':
				if depth--; depth == 0 {
					rest := strings.TrimLeft(l.text[i+1:], blanks)
					return rest != "" && !strings.HasPrefix(rest, "[")
				}
			}
		}
	}
	return false
}

// sentenceEnds reports whether a line ends where a sentence may end.
func sentenceEnds(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”\"’')]»0123456789[*†‡"))
	return strings.ContainsRune(".!?:…", last)
}

// The narrowest and the widest lines that are broken to fit a width.
const (
	minWidth = 40
	maxWidth = 140
)

// wrapWidth is the width to which the lines were broken, or 0 if their ends
// are meant.
func wrapWidth(pieces [][]line) int {
	var sizes []int
	for _, p := range pieces {
		for _, l := range p[:len(p)-1] {
			sizes = append(sizes, l.size)
		}
	}
	if len(sizes) == 0 {
		return 0
	}
	slices.Sort(sizes)
	for _, share := range []int{1000, 990, 950} {
		w := sizes[(len(sizes)-1)*share/1000]
		if w < minWidth || w > maxWidth {
			continue
		}
		full, all := 0, 0
		for _, p := range pieces {
			for i := range len(p) - 1 {
				if closes(p, i) || p[i].size*2 < w {
					continue
				}
				all++
				if filled(p, i, w) {
					full++
				}
			}
		}
		if all > 0 && full*5 >= all*3 {
			return w
		}
	}
	return 0
}

// closes reports whether a paragraph can end with the i-th line.
func closes(p []line, i int) bool {
	if i+1 >= len(p) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(p[i+1].text, "“\"‘'«„([—–- "))
	return sentenceEnds(p[i].text) && !unicode.IsLower(next)
}

// filled reports whether the i-th line was broken because the next word did
// not fit, or is about as long as lines of that width are.
func filled(p []line, i, width int) bool {
	word := p[i+1].text
	if k := strings.IndexAny(word, " \t"); k >= 0 {
		word = word[:k]
	}
	return p[i].size+1+utf8.RuneCountInString(word) > width || width >= 55 && p[i].size*4 >= width*3
}

// paragraphs parts the lines of a piece into paragraphs: lines broken to fit
// the width belong together, others stand alone. Where no blank line parts
// paragraphs, a short line that ends a sentence does.
func paragraphs(p []line, width int, unparted bool) [][]line {
	full := 0
	for i := range len(p) - 1 {
		if filled(p, i, width) || unparted && closes(p, i) {
			full++
		}
	}
	joined := width > 0 && full*5 >= (len(p)-1)*4 || len(p) > 3 && narrower(p)
	if joined && !unparted && !slices.ContainsFunc(p, tooLong) {
		return [][]line{p}
	}
	var list [][]line
	start := 0
	for i := range p {
		ends := !joined || i+1 == len(p) || tooLong(p[i]) || tooLong(p[i+1]) || unparted && closes(p, i) && !filled(p, i, width)
		if ends {
			list = append(list, p[start:i+1])
			start = i + 1
		}
	}
	return list
}

// tooLong reports whether a line is a paragraph by itself. One long word, such
// as an address, is not.
func tooLong(l line) bool { return l.size > maxWidth && strings.ContainsAny(l.text, blanks) }

// narrower reports whether the lines fill a width of their own, as a
// quotation set within margins does.
func narrower(p []line) bool {
	width := 0
	for _, l := range p {
		width = max(width, l.size)
	}
	if width < minWidth {
		return false
	}
	for i := range len(p) - 1 {
		if !filled(p, i, width) {
			return false
		}
	}
	return true
}
