package doctor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The manner of a note says a little about where its marker stands: a citation
// goes with a quotation, a person's years with a name. What that weighs was
// measured on two annotated books.
const (
	yearsOfName    = 1.8
	yearsElsewhere = -1.3
	citesQuoted    = 0.7
	citesWord      = -0.4
	shortQuoted    = -0.5
	shortName      = -0.8

	shortNote = 50 // bytes
)

// manner weighs the manner of a note at a marker.
func (e *evidence) manner(m mark, x int) float64 {
	before := strings.TrimRight(e.f.texts[m.block][:m.From], " \u00a0")
	bare := strings.TrimRight(before, ".,;:!?")
	quoted := strings.HasSuffix(bare, "”") || strings.HasSuffix(bare, "\"")
	named := !quoted && !sentenceEnds(before) && endsInName(before)
	text := e.noteText[x]
	cites := shortShape(text) || isIbid(text)
	switch {
	case startsWithYears(text) && named:
		return yearsOfName
	case startsWithYears(text):
		return yearsElsewhere
	case cites && quoted:
		return citesQuoted
	case quoted && len(text) < shortNote:
		return shortQuoted
	case cites && !named && !sentenceEnds(before):
		return citesWord
	case named && len(text) < shortNote:
		return shortName
	}
	return 0
}

// endsInName reports whether the last word starts with a capital.
func endsInName(s string) bool {
	last := s[strings.LastIndexAny(s, " \n“\"(")+1:]
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(last, "_“"))
	return unicode.IsUpper(r)
}

// startsWithYears reports whether a note starts with a year, as a person's
// years do: “1685–1750”, “Born 1680”.
func startsWithYears(s string) bool {
	s = strings.TrimLeft(s, "(_ ")
	for _, p := range []string{"Born ", "born ", "b. ", "d. ", "Died ", "died ", "c. ", "in "} {
		s = strings.TrimPrefix(s, p)
	}
	return digitsAt(s) == 4
}
