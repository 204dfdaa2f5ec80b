package eval

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// frame puts around a text what is no part of it.
func (m *maker) frame(paras []string) []string {
	switch {
	case m.trouble&bookHeader != 0:
		head := []string{
			"The Project Gutenberg EBook of " + paras[0] + ", by " + m.person(),
			"This eBook is for the use of anyone anywhere at no cost and with almost no restrictions whatsoever.",
			"Title: " + paras[0], "Release Date: May 4, 2009 [EBook #28811]", "*** START OF THIS PROJECT GUTENBERG EBOOK " + strings.ToUpper(paras[0]) + " ***",
			"Produced by " + m.person() + " and the Online Distributed Proofreading Team",
		}
		foot := []string{
			"*** END OF THIS PROJECT GUTENBERG EBOOK " + strings.ToUpper(paras[0]) + " ***",
			"Updated editions will replace the previous one--the old editions will be renamed.",
			"1.A. By reading or using any part of this electronic work, you indicate that you have read, understand, agree to and accept all the terms of this license.",
			"1. You may charge a reasonable fee for copies of this work.",
		}
		return slices.Concat(head, paras, foot)
	case m.trouble&webPage != 0:
		return slices.Concat([]string{"Skip to content", "Home", "About"}, paras, []string{
			"Share this:", "Twitter", "Facebook", "Like this:", "Like Loading...", "Leave a Reply", "Your email address will not be published. Required fields are marked *",
			"Comment *", "Name *", "Email *", "Post Comment",
		})
	}
	return paras
}

// finish lays the paragraphs out in lines, takes the runes out that say what
// is what, and notes where markers and notes stand.
func (m *maker) finish(paras []string) Document {
	d := Document{Pairs: map[Spot]int{}}
	marks, notes := map[Spot]int{}, map[int]int{}
	var out strings.Builder
	line := 1
	for _, p := range paras {
		for _, l := range fold(p, m.wrap) {
			column := 1
			for _, r := range l {
				switch {
				case r >= noteRune:
					notes[int(r-noteRune)] = line
				case r >= markRune && r < markRune+6000:
					marks[Spot{line, column}] = int(r - markRune)
				default:
					out.WriteRune(r)
					column++
				}
			}
			out.WriteByte('\n')
			line++
		}
		out.WriteByte('\n')
		line++
	}
	d.Text = out.String()
	for spot, id := range marks {
		if at, ok := notes[id]; ok {
			d.Pairs[spot] = at
		} else {
			d.Loose++
		}
	}
	for id := range m.lost {
		if _, ok := notes[id]; ok {
			d.Loose++
		}
	}
	return d
}

// fold breaks a paragraph into lines of a width; 0 leaves it as it is.
func fold(s string, width int) []string {
	if width == 0 || s == "" {
		return []string{s}
	}
	var lines []string
	line, n := "", 0
	for _, word := range strings.FieldsFunc(s, unicode.IsSpace) {
		size := utf8.RuneCountInString(strings.Map(func(r rune) rune {
			if r >= markRune && r < markRune+6000 || r >= noteRune {
				return -1
			}
			return r
		}, word))
		if n > 0 && n+1+size > width {
			lines, line, n = append(lines, line), "", 0
		}
		if n > 0 {
			line, n = line+" ", n+1
		}
		line, n = line+word, n+size
	}
	return append(lines, line)
}
