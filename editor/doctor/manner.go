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

// noteManner is how a note is written.
type noteManner struct{ years, cites, short bool }

func mannerOf(text string) noteManner {
	return noteManner{startsWithYears(text), shortShape(text) || isIbid(text), len(text) < shortNote}
}

// markManner is what stands before a marker: the end of a quotation, of a
// sentence, or a name.
type markManner struct{ quoted, ends, named bool }

func mannerBefore(s string) markManner {
	s = strings.TrimRight(s, " \u00a0")
	bare := strings.TrimRight(s, ".,;:!?")
	m := markManner{quoted: strings.HasSuffix(bare, "”") || strings.HasSuffix(bare, "\""), ends: sentenceEnds(s)}
	m.named = !m.quoted && !m.ends && endsInName(s)
	return m
}

// manner weighs the manner of a note at a marker.
func manner(m markManner, n noteManner) float64 {
	switch {
	case n.years && m.named:
		return yearsOfName
	case n.years:
		return yearsElsewhere
	case n.cites && m.quoted:
		return citesQuoted
	case m.quoted && n.short:
		return shortQuoted
	case n.cites && !m.named && !m.ends:
		return citesWord
	case m.named && n.short:
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
