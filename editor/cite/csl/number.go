package csl

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// numericPart is one number of a number variable, with the text that joins it
// to the next.
type numericPart struct {
	prefix, digits, suffix string
	joint                  string // ", ", "-" or " & " before the next number
}

// A number may carry letters before and after, as "D2" and "2nd" do.
var numericPattern = regexp.MustCompile(`^\s*([\p{L}]*)(\d+)([\p{L}]*)\s*([,&\-–—]|and\b)?`)

// parseNumeric splits a variable that consists of numbers alone; ok is false
// where there is anything else in it.
func parseNumeric(s string) (parts []numericPart, ok bool) {
	rest := strings.TrimSpace(s)
	if rest == "" || len(rest) > 2000 {
		return nil, false
	}
	for {
		m := numericPattern.FindStringSubmatch(rest)
		if m == nil {
			return nil, false
		}
		rest = rest[len(m[0]):]
		p := numericPart{prefix: m[1], digits: m[2], suffix: m[3]}
		switch m[4] {
		case "":
			parts = append(parts, p)
			return parts, strings.TrimSpace(rest) == ""
		case ",":
			p.joint = ", "
		case "&":
			p.joint = " & "
		case "and":
			p.joint = " and "
		default:
			p.joint = m[4]
		}
		parts = append(parts, p)
	}
}

// isNumeric is the test of the is-numeric condition.
func isNumeric(s string) bool {
	_, ok := parseNumeric(s)
	s = strings.TrimSpace(s)
	return ok || s != "" && romanNumeral.MatchString(s)
}

// romanNumeral matches Roman numerals, which are numbers too, but stay as they
// are written.
var romanNumeral = regexp.MustCompile(`^(?i:m{0,3}(?:cm|cd|d?c{1,3}|d)?(?:xc|xl|l?x{1,3}|l)?(?:ix|iv|v?i{1,3}|v)?)$`)

// formatNumber renders a number variable in one of the forms of cs:number.
// Numbers with letters stay as they are.
func (l *locale) formatNumber(s, form, gender string) string {
	parts, ok := parseNumeric(s)
	if !ok {
		return s
	}
	var b strings.Builder
	for _, p := range parts {
		n, err := strconv.Atoi(p.digits)
		if p.prefix != "" || p.suffix != "" || err != nil {
			b.WriteString(p.prefix + p.digits + p.suffix + l.joint(p.joint))
			continue
		}
		switch form {
		case "ordinal":
			b.WriteString(l.ordinal(n, gender))
		case "long-ordinal":
			b.WriteString(l.longOrdinal(n, gender))
		case "roman":
			b.WriteString(roman(n))
		default:
			b.WriteString(p.digits)
		}
		b.WriteString(l.joint(p.joint))
	}
	return b.String()
}

// rangesOf prints hyphens between the numbers of a variable as the locale
// prints ranges, and leaves the rest as it is.
func (l *locale) rangesOf(s string) string {
	return strings.ReplaceAll(s, "-", l.rangeDelimiter())
}

func (l *locale) joint(s string) string {
	if s == "-" {
		return l.rangeDelimiter()
	}
	return s
}

func (l *locale) rangeDelimiter() string {
	if d, ok := l.term("page-range-delimiter", "long", false); ok {
		return d
	}
	return "–"
}

// roman writes n in Roman numerals of lower case, and as digits where there
// are none.
func roman(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}
	var b strings.Builder
	for i, v := range values {
		for n >= v {
			b.WriteString(signs[i])
			n -= v
		}
	}
	return b.String()
}

var (
	pluralPattern = regexp.MustCompile(`[\p{L}]*\d+[\p{L}]*\s*(?:\\?[-–—]+|,|&|,?\s\p{L}+\s)\s*[\p{L}]*\d`)
	romanPlural   = regexp.MustCompile(`^(?i)[ivxlcdm]+\s*(?:[-–—]|,|&)\s*(?:[ivxlcdm]+|\d+)$`)
	escapedHyphen = regexp.MustCompile(`\d\s*\\-`)
)

// localizeAnd prints an ampersand between numbers in the locale's form.
func (l *locale) localizeAnd(s string) string {
	and, _ := l.term("and", "symbol", false)
	if and == "" || and == "&" || !strings.Contains(s, "&") {
		return s
	}
	return strings.ReplaceAll(s, "&", and)
}

// isPlural reports whether the content of a variable counts more than one
// thing, for labels. Counts, such as the number of pages, are plural by their
// value, all other variables by holding several numbers.
func isPlural(variable, content string) bool {
	switch variable {
	case "number-of-pages", "number-of-volumes":
		n, err := strconv.Atoi(strings.TrimSpace(content))
		if err == nil {
			return n > 1
		}
	}
	if escapedHyphen.MatchString(content) {
		return false
	}
	return pluralPattern.MatchString(content) || romanPlural.MatchString(strings.TrimSpace(content))
}

var rangePart = regexp.MustCompile(`^(\d*\p{L}+|.*[^\d\s])?(\d+)$`)

// pageRanges writes the ranges of a page variable in one of the
// page-range-formats, with the locale's delimiter for hyphens.
func pageRanges(s, format, delimiter string) string {
	const literal = "\x00" // stands for an escaped hyphen meanwhile
	s = strings.ReplaceAll(s, `\-`, literal)
	var b strings.Builder
	for len(s) > 0 {
		end := strings.IndexAny(s, ",&;")
		segment, joint := s, ""
		if end >= 0 {
			segment, joint = s[:end], s[end:end+1]
		}
		core := strings.TrimSpace(segment)
		b.WriteString(segment[:strings.Index(segment, core)])
		b.WriteString(pageRange(core, format, delimiter))
		if end < 0 {
			break
		}
		if joint == "&" && !strings.HasSuffix(b.String(), " ") {
			b.WriteByte(' ')
		}
		b.WriteString(joint)
		s = s[end+1:]
		if s != "" && !unicode.IsSpace(rune(s[0])) {
			b.WriteByte(' ')
		}
	}
	return strings.ReplaceAll(b.String(), literal, "-")
}

func pageRange(s, format, delimiter string) string {
	fields := strings.FieldsFunc(s, func(c rune) bool { return c == '-' || c == '–' || c == '—' })
	if len(fields) != 2 {
		return s
	}
	first, last := strings.TrimSpace(fields[0]), strings.TrimSpace(fields[1])
	a, z := rangePart.FindStringSubmatch(first), rangePart.FindStringSubmatch(last)
	if a == nil || z == nil {
		if strings.ContainsAny(first+last, " ") {
			return s
		}
		return first + delimiter + last
	}
	if a[1] != z[1] || strings.ContainsAny(a[1], ".:/") {
		return first + "-" + last
	}
	if format == "" {
		return first + delimiter + last
	}
	full := expand(a[2], z[2])
	var short string
	switch format {
	case "minimal":
		short = minimal(a[2], full, 1)
	case "minimal-two":
		short = minimal(a[2], full, 2)
	case "chicago", "chicago-15", "chicago-16":
		short = chicago(a[2], full, format)
	default:
		return first + delimiter + z[1] + full
	}
	return first + delimiter + short
}

// expand completes an abbreviated last page: 321 and 8 give 328.
func expand(first, last string) string {
	if len(last) < len(first) {
		return first[:len(first)-len(last)] + last
	}
	return last
}

// minimal leaves out the digits that both pages share, keeping at least the
// given number.
func minimal(first, last string, keep int) string {
	if len(first) != len(last) {
		return last
	}
	i := 0
	for i < len(last)-keep && first[i] == last[i] {
		i++
	}
	return last[i:]
}

// chicago abbreviates as the Chicago Manual of Style does.
func chicago(first, last, format string) string {
	n, err := strconv.Atoi(first)
	if err != nil || n < 100 || n%100 == 0 || len(first) != len(last) {
		return last
	}
	if n%100 < 10 {
		return minimal(first, last, 1)
	}
	short := minimal(first, last, 2)
	if format != "chicago-16" && len(first) == 4 && len(short) >= 3 {
		return last
	}
	return short
}
