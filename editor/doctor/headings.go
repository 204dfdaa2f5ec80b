package doctor

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// Where the notes of several chapters stand together, the headings of the
// chapters often stand above them again, as “Notes to Chapter II” or alone.

// sectionNames are words with which headings of sections start.
const sectionNames = " chapter chap book part section canto letter lecture essay volume appendix introduction preface conclusion prologue epilogue kapitel chapitre "

// isSectionHeading reports whether a line is the heading of a section by its
// first word, by being a Roman numeral, or by capitals.
func isSectionHeading(s string) bool {
	if len(s) > 90 || s == "" {
		return false
	}
	line := plainLine(strings.Trim(s, "#_=—–- []"))
	first, _, _ := strings.Cut(strings.TrimRight(line, ".:"), " ")
	first = strings.TrimRight(first, ".:,")
	if strings.Contains(sectionNames, " "+first+" ") && len(strings.Fields(line)) <= 12 && !strings.HasSuffix(line, ",") {
		return true
	}
	letters := strings.ContainsFunc(s, unicode.IsLetter)
	return letters && strings.ToUpper(s) == s && len(strings.Fields(s)) <= 12 && len([]rune(line)) > 1
}

// isHeading reports whether a block reads like the heading of a section.
func (f *findings) isHeading(i int) bool {
	switch f.blocks[i].Kind {
	case doc.Heading:
		return true
	case doc.Paragraph:
		return isSectionHeading(f.texts[i]) || len(f.texts[i]) < 80 && typed.Title(f.texts[i])
	}
	return false
}

// headingKey is what two headings of one section share: small letters without
// what says that these are the notes.
func headingKey(s string) string {
	line := strings.TrimRight(plainLine(strings.Trim(s, "#*_=—–- []")), ":.")
	for _, p := range []string{"notes to the ", "notes to ", "notes for ", "notes on ", "footnotes to ", "endnotes to ", "notes: ", "notes. "} {
		line = strings.TrimPrefix(line, p)
	}
	return strings.Join(strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// sameHeading reports whether two keys name one section: they are equal, or
// one goes on where the other ends: “chapter ii”, “chapter ii the lock”.
func sameHeading(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != "" && (a == b || strings.HasPrefix(b, a+" ") && (strings.Contains(a, " ") || len(a) > 8))
}

// headingsAbove lists the keys of up to three headings above a block, the
// nearest first, and no higher than a limit. Above notes nothing but headings
// and lines may stand between.
func (f *findings) headingsAbove(i, limit int, notes bool) []string {
	var keys []string
	for i--; i >= limit && len(keys) < 3; i-- {
		switch {
		case f.page[i] != "":
		case isNotesHeading(f.texts[i]) && headingKey(f.texts[i]) == strings.TrimRight(plainLine(f.texts[i]), ":."), isLine(f.texts[i]):
		case f.isHeading(i):
			keys = append(keys, headingKey(f.texts[i]))
		case notes:
			return keys
		}
	}
	return keys
}

// dropHeadings leaves out the headings of notes and the lines above them:
// “Notes”, and headings that stand above a section of the text as well.
func (f *findings) dropHeadings() {
	var keys []string
	for i := range f.blocks {
		if !f.gone[i] && f.page[i] == "" && f.isHeading(i) {
			keys = append(keys, headingKey(f.texts[i]))
		}
	}
	again := func(i int) bool {
		n := 0
		for _, k := range keys {
			if sameHeading(k, headingKey(f.texts[i])) {
				n++
			}
		}
		return n > 1
	}
	end := 0 // of the notes before
	for k, n := range f.notes {
		if n.inside {
			continue
		}
		if k == 0 || f.notes[k-1].run != n.run {
			f.dropAbove(n.block, end, again)
		}
		end = n.last() + 1
	}
}

// dropAbove leaves out what heads the notes from a block on: lines, “Notes”,
// and, down from there or from the notes before, headings of sections.
func (f *findings) dropAbove(block, end int, again func(int) bool) {
	top := -1 // the highest block that is no part of the text
	i := block - 1
	for ; i >= end && i > block-6 && !f.gone[i] && !f.marked(i); i-- {
		if isNotesHeading(f.texts[i]) || f.blocks[i].Kind == doc.Rule || isLine(f.texts[i]) {
			top = i
		} else if !f.isHeading(i) || !again(i) {
			break
		}
	}
	if end > 0 && i < end { // nothing but headings stands between the notes
		top = end
	}
	for i := max(top, 0); top >= 0 && i < block; i++ {
		switch {
		case f.page[i] != "" || f.texts[i] == "" && f.blocks[i].Kind != doc.Rule:
		case f.blocks[i].Kind == doc.Rule || isLine(f.texts[i]):
			f.drop(i, i, "the line above the notes")
		default:
			f.drop(i, i, "the heading of the notes")
		}
	}
}

// marked reports whether a block holds a marker.
func (f *findings) marked(i int) bool {
	k, _ := slices.BinarySearchFunc(f.marks, i, func(m mark, i int) int { return m.block - i })
	return k < len(f.marks) && f.marks[k].block == i
}

// onlyHeadings reports whether nothing but headings and lines stands between
// blocks.
func (f *findings) onlyHeadings(from, to int) bool {
	for i := from; i < to; i++ {
		if !f.isHeading(i) && !isLine(f.texts[i]) && f.page[i] == "" {
			return false
		}
	}
	return true
}

// findTitle finds the title where parts of a web page stand above it.
func (f *findings) findTitle() {
	for i, b := range f.blocks {
		if f.gone[i] {
			continue
		}
		if i > 0 && b.Kind == doc.Paragraph && typed.Title(f.texts[i]) {
			f.title = i
		}
		return
	}
}
