package bibtex

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// edtf is what only EDTF is written with; there a tilde is no space.
var edtf = lazyregexp.New(`^[-0-9XxuU?~%/.TZ:+]*$`)

var unspecified = lazyregexp.New(`^(\d{1,3})([xXuU]{1,3})$`)

// parseDate reads a date field of BibLaTeX: an EDTF date or range, or else
// what people write there.
func parseDate(text string) csl.Date {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " "))
	if m := unspecified.FindStringSubmatch(text); m != nil && len(m[1])+len(m[2]) == 4 {
		// A decade, century or millennium is the range of its years.
		return csl.ParseDate(m[1] + strings.Repeat("0", len(m[2])) + "/" + m[1] + strings.Repeat("9", len(m[2])))
	}
	for _, unknown := range []string{"-XX", "-xx", "-uu"} {
		text = strings.ReplaceAll(text, unknown, "")
	}
	if before, after, ok := strings.Cut(text, "/"); ok && strings.Trim(before, " .") == "" && strings.Trim(after, " .") != "" {
		return csl.Date{Literal: text} // an open beginning, which CSL cannot tell
	}
	return csl.ParseDate(text)
}

// when is the text of a date.
func (r *record) when(name string) string {
	raw := collapse(r.raw(name))
	if raw = strings.ReplaceAll(raw, "--", "/"); edtf.MatchString(raw) {
		return raw
	}
	return unlatex(raw, asText)
}

// datePrefixes are the dates that BibLaTeX knows, as the prefix of their
// fields: urldate, urlyear and so on.
var datePrefixes = []struct{ prefix, variable string }{
	{"", "issued"}, {"event", "event-date"}, {"orig", "original-date"}, {"url", "accessed"},
}

// date reads a date from its own field, or from those of its parts.
func (r *record) date(prefix string) csl.Date {
	if text := r.when(prefix + "date"); text != "" {
		return parseDate(text)
	}
	year := r.when(prefix + "year")
	if prefix == "url" && year == "" {
		for _, name := range []string{"accessed", "lastchecked", "lastaccessed"} {
			if text := r.when(name); text != "" {
				return parseDate(text)
			}
		}
	}
	month := r.text(prefix + "month")
	day, _ := strconv.Atoi(r.text(prefix + "day"))
	if year == "" && month == "" {
		return csl.Date{}
	}
	d := parseDate(year)
	if d.Literal != "" || d.From.Year == 0 {
		return csl.Date{Literal: strings.TrimSpace(month + " " + year)}
	}
	from, to, ok := months(month, day)
	switch {
	case !ok:
		r.complain(fmt.Sprintf("the month %s is not understood", excerpt(month)))
	case d.Range || month == "":
	case to != (csl.DateParts{}):
		d.Range, d.To = true, to
		d.To.Year = d.From.Year
		fallthrough
	default:
		from.Year = d.From.Year
		d.From = from
	}
	return d
}

var monthPrefixes = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

var seasons = map[string]int{"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

// months reads a month as people write it, also with days: "jan", "10 January",
// "3", "May–June", "8–12 July", "Spring".
func months(text string, day int) (from, to csl.DateParts, ok bool) {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return strings.ContainsRune(" \u00a0.,/-–—", c) })
	var found, days []int
	for _, w := range words {
		n, err := strconv.Atoi(strings.TrimRight(w, "stndrh"))
		switch {
		case err == nil && len(words) == 1 && n >= 1 && n <= 12:
			found = append(found, n)
		case err == nil && n >= 1 && n <= 31:
			days = append(days, n)
		case seasons[w] > 0:
			return csl.DateParts{Season: seasons[w]}, to, true
		case monthOf(w) > 0:
			found = append(found, monthOf(w))
		default:
			return from, to, false
		}
	}
	if day > 0 && day <= 31 && len(days) == 0 {
		days = []int{day}
	}
	if len(found) == 0 {
		return from, to, text == ""
	}
	from.Month = found[0]
	if len(days) > 0 {
		from.Day = days[0]
	}
	if len(found) > 1 || len(days) > 1 {
		to.Month = found[len(found)-1]
		if len(days) > 1 {
			to.Day = days[len(days)-1]
		}
	}
	return from, to, true
}

// monthOf is the number of an English month, also abbreviated, or 0.
func monthOf(word string) int {
	for i, prefix := range monthPrefixes {
		if strings.HasPrefix(word, prefix) {
			return i + 1
		}
	}
	return 0
}

// writeDate writes a date as EDTF.
func writeDate(d csl.Date) string {
	if d.From == (csl.DateParts{}) {
		return escape(d.Literal)
	}
	return strings.TrimSuffix(d.EDTF(), "..")
}
