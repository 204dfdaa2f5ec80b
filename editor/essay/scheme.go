package essay

import (
	"slices"
	"strconv"
	"strings"
)

// NumberStyle is how the numbers of a series are written. The names are those
// of HTML's lists; the empty style is [Arabic].
type NumberStyle string

// The styles of numbers.
const (
	Arabic       NumberStyle = "1"
	LowerRoman   NumberStyle = "i"
	UpperRoman   NumberStyle = "I"
	LowerLetters NumberStyle = "a"
	UpperLetters NumberStyle = "A"
	Symbols      NumberStyle = "*" // *, †, ‡, §, ‖, ¶, then each doubled, and so on
)

// NumberStyles lists the styles in the order in which they are offered.
var NumberStyles = []NumberStyle{Arabic, LowerRoman, UpperRoman, LowerLetters, UpperLetters, Symbols}

// symbols are the signs of [Symbols] in their traditional order (Hart's Rules).
var symbols = [...]string{"*", "†", "‡", "§", "‖", "¶"}

// Format writes a number, counted from 1, in the style.
func (s NumberStyle) Format(n int) string {
	if n < 1 {
		return "?"
	}
	switch s {
	case LowerRoman:
		return strings.ToLower(roman(n))
	case UpperRoman:
		return roman(n)
	case LowerLetters:
		return letters(n, 'a')
	case UpperLetters:
		return letters(n, 'A')
	case Symbols:
		return strings.Repeat(symbols[(n-1)%len(symbols)], (n-1)/len(symbols)+1)
	}
	return strconv.Itoa(n)
}

// roman writes numbers below 4000, beyond which Roman numerals end, in capitals.
func roman(n int) string {
	if n >= 4000 {
		return strconv.Itoa(n)
	}
	var s strings.Builder
	for _, d := range [...]struct {
		value int
		sign  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			s.WriteString(d.sign)
		}
	}
	return s.String()
}

// letters counts a … z, aa, ab … as spreadsheets do.
func letters(n int, a byte) string {
	var s []byte
	for ; n > 0; n = (n - 1) / 26 {
		s = append(s, a+byte((n-1)%26))
	}
	slices.Reverse(s)
	return string(s)
}

// Place is where the notes of a series stand in what is exported. The empty
// place is [Foot].
type Place string

// The places of notes. Formats without pages put notes of the foot at the end.
const (
	Foot       Place = "foot"    // at the foot of the page
	SectionEnd Place = "section" // before the heading that begins the next section
	EssayEnd   Place = "end"
)

// Series is a run of notes with numbers of its own: the author's 1, 2, 3 beside
// the editor's a, b, c.
type Series struct {
	Name    string      `json:"name,omitempty"` // as notes name it; "" is the essay's own series
	Style   NumberStyle `json:"style,omitempty"`
	Section int         `json:"section,omitempty"` // the rank of the headings that begin a section; higher ones do too. 0 is 2
	Restart bool        `json:"restart,omitempty"` // numbers begin again in each section
	Place   Place       `json:"place,omitempty"`
}

// Rank is the lowest rank of headings that begin a section.
func (s Series) Rank() int {
	if s.Section == 0 {
		return 2
	}
	return s.Section
}

// Endnotes is the name of the series that a footnote turned into an endnote
// joins.
const Endnotes = "endnotes"

// Scheme says how an essay's notes are numbered and where they stand. The zero
// value numbers them 1, 2, 3 at the foot of the page.
type Scheme struct {
	Series []Series `json:"series,omitempty"` // at most one of each name
}

// Of is the series of a name. One that the scheme does not list is numbered
// like the essay's own; endnotes have small Roman numerals at the end.
func (s Scheme) Of(name string) Series {
	for _, x := range s.Series {
		if x.Name == name {
			return x
		}
	}
	switch name {
	case "":
		return Series{}
	case Endnotes:
		return Series{Name: Endnotes, Style: LowerRoman, Place: EssayEnd}
	}
	own := s.Of("")
	own.Name = name
	return own
}

// With is the scheme with a series put in the place of the one of its name, or
// added.
func (s Scheme) With(x Series) Scheme {
	list := slices.Clone(s.Series)
	for i := range list {
		if list[i].Name == x.Name {
			list[i] = x
			return Scheme{list}
		}
	}
	return Scheme{append(list, x)}
}

// Equal compares by content.
func (s Scheme) Equal(t Scheme) bool { return slices.Equal(s.Series, t.Series) }

// sections reports whether numbers depend on where headings stand.
func (s Scheme) sections() bool {
	return slices.ContainsFunc(s.Series, func(x Series) bool { return x.Restart })
}
