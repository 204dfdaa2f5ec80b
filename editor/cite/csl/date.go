package csl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Date is a date or a range of dates. The zero Date is no date.
type Date struct {
	From DateParts
	To   DateParts // zero unless Range is set; then zero means that the end is open
	// Range says that the date runs from From to To.
	Range bool
	// Circa says that the date is approximate.
	Circa bool
	// Literal is what to print where the date cannot be told in parts.
	Literal string
}

// DateParts is one day, month, season or year. Month and Day are 0 where they
// are unknown. Years before Christ are negative; 0 is no year.
type DateParts struct {
	Year, Month, Day int
	Season           int // 1 spring, 2 summer, 3 autumn, 4 winter
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool {
	return d.From == DateParts{} && d.To == DateParts{} && d.Literal == ""
}

// UnmarshalJSON reads a CSL-JSON date: an object with date-parts, raw or
// literal, or a text in the Extended Date/Time Format (EDTF).
func (d *Date) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	if s, ok := scalar(data); ok {
		*d = ParseDate(s)
		return nil
	}
	var raw struct {
		DateParts []json.RawMessage `json:"date-parts"`
		Season    json.RawMessage   `json:"season"`
		Circa     json.RawMessage   `json:"circa"`
		Literal   json.RawMessage   `json:"literal"`
		Raw       json.RawMessage   `json:"raw"`
		EDTF      json.RawMessage   `json:"edtf"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return errors.New("a date must be an object with date-parts, or a text")
	}
	*d = Date{}
	if len(raw.DateParts) > 0 {
		d.From = parseDateArray(raw.DateParts[0])
	}
	if len(raw.DateParts) > 1 {
		d.To, d.Range = parseDateArray(raw.DateParts[1]), true
	}
	if d.From == (DateParts{}) {
		for _, text := range []json.RawMessage{raw.EDTF, raw.Raw} {
			if s, ok := scalar(text); ok && s != "" {
				*d = ParseDate(s)
				break
			}
		}
	}
	if s, ok := scalar(raw.Literal); ok {
		d.Literal = s
	}
	if s, ok := scalar(raw.Season); ok {
		d.setSeason(s)
	}
	if s, ok := scalar(raw.Circa); ok && s != "false" && s != "0" && s != "" {
		d.Circa = true
	}
	return nil
}

func (d *Date) setSeason(s string) {
	if n, err := strconv.Atoi(s); err == nil {
		if n > 20 {
			n -= 20
		}
		if n >= 1 && n <= 4 && d.From.Month == 0 {
			d.From.Season = n
		}
		return
	}
	if n, ok := seasonNames[strings.ToLower(s)]; ok && d.From.Month == 0 {
		d.From.Season = n
	}
}

// parseDateArray reads [year, month, day]; months 13 to 24 stand for seasons.
func parseDateArray(data json.RawMessage) DateParts {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return DateParts{}
	}
	var n [3]int
	for i := range min(len(list), 3) {
		s, _ := scalar(list[i])
		v, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			break
		}
		n[i] = v
	}
	return newDateParts(n[0], n[1], n[2])
}

func newDateParts(year, month, day int) DateParts {
	p := DateParts{Year: year}
	switch {
	case month >= 1 && month <= 12:
		p.Month = month
		if day >= 1 && day <= 31 {
			p.Day = day
		}
	case month >= 13 && month <= 16:
		p.Season = month - 12
	case month >= 21 && month <= 24:
		p.Season = month - 20
	}
	return p
}

// MarshalJSON writes the date as CSL-JSON.
func (d Date) MarshalJSON() ([]byte, error) {
	out := map[string]any{}
	if d.From != (DateParts{}) {
		parts := [][]int{d.From.array()}
		if d.Range {
			parts = append(parts, d.To.array())
		}
		out["date-parts"] = parts
	}
	if d.Circa {
		out["circa"] = true
	}
	if d.Literal != "" {
		out["literal"] = d.Literal
	}
	return json.Marshal(out)
}

func (p DateParts) array() []int {
	out := []int{p.Year}
	switch {
	case p.Season > 0:
		out = append(out, p.Season+20)
	case p.Month > 0:
		out = append(out, p.Month)
		if p.Day > 0 {
			out = append(out, p.Day)
		}
	}
	return out
}

// The forms of a date written as a text.
var (
	edtfPattern  = regexp.MustCompile(`^y?(-?\d{1,6}|-?\d{2,3}[xXu]{1,2}|-?\d[xXu]{3})(?:-(\d{2}|[xXu]{2}))?(?:-(\d{2}|[xXu]{2}))?(?:T[0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?([?~%])?$`)
	slashPattern = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})$`)
	wordsPattern = regexp.MustCompile(`^(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([\p{L}]+)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(-?\d{1,4})\s*(BC|BCE|AD|CE)?$`)
	rangePattern = regexp.MustCompile(`\s+[-–—]\s+|\s*[–—]\s*`)
	yearsPattern = regexp.MustCompile(`^(\d{3,4})-(\d{3,4})$`)
)

var seasonNames = map[string]int{"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

var monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// ParseDate reads a date from a text: EDTF such as "2004-06", "1999-21",
// "2004/2005", "1984~" or "2004-06/..", or an English date such as
// "5 May 2003". What it cannot read becomes a literal date.
func ParseDate(s string) Date {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}
	}
	text, circa := s, false
	for _, prefix := range []string{"circa ", "ca. ", "c. ", "ca ", "c."} {
		if rest, ok := cutPrefixFold(text, prefix); ok {
			text, circa = strings.TrimSpace(rest), true
			break
		}
	}
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = strings.Trim(text, "[]") // supplied by a librarian
		circa = circa || strings.HasSuffix(text, "?")
	}
	from, to, isRange := splitRange(text)
	d := Date{Range: isRange, Circa: circa}
	var ok, uncertain bool
	if d.From, uncertain, ok = parsePoint(from); !ok {
		return Date{Literal: s}
	}
	d.Circa = d.Circa || uncertain
	if isRange && to != "" && to != ".." && to != "open" {
		if d.To, uncertain, ok = parsePoint(to); !ok {
			return Date{Literal: s}
		}
		d.Circa = d.Circa || uncertain
	}
	return d
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

func splitRange(s string) (from, to string, ok bool) {
	if m := yearsPattern.FindStringSubmatch(s); m != nil {
		return m[1], m[2], true
	}
	if !slashPattern.MatchString(s) {
		if from, to, ok = strings.Cut(s, "/"); ok {
			return strings.TrimSpace(from), strings.TrimSpace(to), true
		}
	}
	if at := rangePattern.FindStringIndex(s); at != nil && at[0] > 0 {
		return s[:at[0]], s[at[1]:], true
	}
	return s, "", false
}

// parsePoint reads one end of a range.
func parsePoint(s string) (p DateParts, uncertain, ok bool) {
	if m := edtfPattern.FindStringSubmatch(s); m != nil {
		year, err := strconv.Atoi(strings.NewReplacer("x", "0", "X", "0", "u", "0").Replace(m[1]))
		if err != nil {
			return p, false, false
		}
		if year <= 0 {
			year-- // EDTF counts a year 0, which is 1 BC
		}
		uncertain = m[4] != "" || strings.ContainsAny(m[1], "xXu")
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		return newDateParts(year, month, day), uncertain, true
	}
	if m := slashPattern.FindStringSubmatch(s); m != nil {
		month, _ := strconv.Atoi(m[1])
		day, _ := strconv.Atoi(m[2])
		year, _ := strconv.Atoi(m[3])
		return newDateParts(year, month, day), false, month <= 12
	}
	if m := wordsPattern.FindStringSubmatch(s); m != nil {
		return wordsDate(m)
	}
	return p, false, false
}

func wordsDate(m []string) (p DateParts, uncertain, ok bool) {
	year, err := strconv.Atoi(m[4])
	if err != nil {
		return p, false, false
	}
	if strings.HasPrefix(m[5], "B") {
		year = -year
	}
	word := strings.ToLower(m[2])
	if n, ok := seasonNames[word]; ok {
		return DateParts{Year: year, Season: n}, false, true
	}
	for i, name := range monthNames {
		if strings.HasPrefix(word, name) {
			day, _ := strconv.Atoi(m[1] + m[3])
			return newDateParts(year, i+1, day), false, true
		}
	}
	return p, false, false
}

// sortKey returns the date as a text that sorts in time: every part padded,
// and years before Christ in front.
func (p DateParts) sortKey() string {
	if p == (DateParts{}) {
		return ""
	}
	return fmt.Sprintf("%07d%02d%02d", p.Year+1_000_000, p.Month, p.Day)
}

// EDTF writes a date in the Extended Date/Time Format, so that [ParseDate]
// reads the same date again; "" if there are no parts to write.
func (d Date) EDTF() string {
	if d.From == (DateParts{}) {
		return ""
	}
	text := d.From.edtf()
	if d.Circa {
		text += "~"
	}
	switch {
	case d.Range && d.To == DateParts{}:
		text += "/.."
	case d.Range:
		text += "/" + d.To.edtf()
	}
	return text
}

func (p DateParts) edtf() string {
	year := p.Year
	if year < 0 {
		year++ // EDTF has a year 0, which is 1 BC
	}
	text := fmt.Sprintf("%04d", year)
	if year < 0 {
		text = fmt.Sprintf("-%04d", -year)
	}
	switch {
	case p.Season > 0:
		text += fmt.Sprintf("-%02d", p.Season+20)
	case p.Month > 0:
		text += fmt.Sprintf("-%02d", p.Month)
		if p.Day > 0 {
			text += fmt.Sprintf("-%02d", p.Day)
		}
	}
	return text
}
