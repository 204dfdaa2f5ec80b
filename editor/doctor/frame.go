package doctor

import (
	"strings"
	"unicode/utf8"
)

// What stands around and between the pages of transcribed books.
const (
	licenceHead = "the header of the library that transcribed the book"
	licenceFoot = "the licence of the library that transcribed the book"
	pageNumber  = "the number of a page"
)

// findFrame finds the header and the licence of transcribed books, and pages'
// numbers on lines of their own.
func (f *findings) findFrame() {
	start, end := -1, len(f.blocks)
	for i, s := range f.texts {
		line := strings.ToLower(strings.Trim(s, "* \u00a0"))
		switch {
		case !strings.Contains(line, "project gutenberg"):
		case i < len(f.texts)/2 && (strings.HasPrefix(line, "start of") || strings.HasPrefix(line, "*end*the small print") || strings.HasPrefix(line, "end the small print")):
			start = i
		case i > start+1 && (strings.HasPrefix(line, "end of") || strings.HasPrefix(line, "end of the project")) && end == len(f.blocks):
			end = i
		}
	}
	if start >= 0 {
		for next := start + 1; next < len(f.texts) && next <= start+3 && (isCredit(f.texts[next]) || creditGoesOn(f.texts[next])); next++ {
			start = next
		}
	}
	for i := range f.blocks {
		switch {
		case i <= start:
			f.page[i] = licenceHead
		case i >= end:
			f.page[i] = licenceFoot
		}
	}
	f.findPageNumbers()
}

// isCredit reports whether a paragraph names who transcribed a book.
func isCredit(s string) bool {
	line := strings.ToLower(s)
	if len(line) > 400 {
		return false
	}
	for _, p := range []string{"produced by", "e-text prepared by", "etext prepared by", "prepared by", "transcribed", "credits:", "this etext was"} {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return false
}

// creditGoesOn reports whether a line is a further one of such a paragraph, where
// its lines stand apart.
func creditGoesOn(s string) bool {
	line := strings.ToLower(s)
	if len(line) > 200 {
		return false
	}
	for _, p := range []string{"pgdp.net", "distributed proofread", "file was produced from", "generously made available", "internet archive"} {
		if strings.Contains(line, p) {
			return true
		}
	}
	return false
}

// findPageNumbers finds the lines that hold nothing but a page's number. The
// numbers grow, and to be told from those of chapters they start above 1 or
// stand within a sentence.
func (f *findings) findPageNumbers() {
	var lines []int
	last, pages := 0, false
	for i, s := range f.texts {
		n := pageOf(s)
		if n == 0 || f.page[i] != "" || n <= last || n > last+20 && last > 0 {
			continue
		}
		if k := len(lines); k > 0 && lines[k-1] == i-1 { // a page holds some text
			return
		}
		pages = pages || len(lines) == 0 && n > 1 || i > 0 && !sentenceEnds(f.texts[i-1])
		lines, last = append(lines, i), n
	}
	if len(lines) < 2 || !pages {
		return
	}
	for _, i := range lines {
		f.page[i] = pageNumber
	}
}

// pageOf reads “12”, “- 12 -”, “[Pg 12]” and “Page 12”; it is 0 for any other
// text.
func pageOf(s string) int {
	if len(s) > 16 {
		return 0
	}
	line := strings.ToLower(strings.Trim(s, "-–— \u00a0"))
	for _, p := range []string{"[pg ", "{pg ", "page ", "pg "} {
		if rest, ok := strings.CutPrefix(line, p); ok {
			line = strings.TrimRight(rest, "]}")
		}
	}
	if line == "" || len(line) > 4 || strings.Trim(line, "0123456789") != "" {
		return 0
	}
	return atoi(line)
}

// sentenceEnds reports whether a paragraph ends where a sentence may end.
func sentenceEnds(s string) bool {
	s = strings.TrimRight(s, "”\"’')]»0123456789[*†‡ \u00a0")
	last, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(".!?:…", last)
}
