package ris

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Write writes items as records, in UTF-8 and with the line ends that the
// format asks for.
func Write(items []*csl.Item) []byte {
	var b strings.Builder
	for i, it := range items {
		if i > 0 {
			b.WriteString("\r\n")
		}
		w := writer{&b, it}
		w.write()
	}
	return []byte(b.String())
}

type writer struct {
	out  *strings.Builder
	item *csl.Item
}

// line writes a tag, if there is something to say.
func (w writer) line(tag, text string) {
	if text = strings.Join(strings.FieldsFunc(text, isBreak), " "); text != "" {
		fmt.Fprintf(w.out, "%s  - %s\r\n", tag, text)
	}
}

func isBreak(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

func (w writer) write() {
	it := w.item
	kind, ok := risType[it.Type]
	if !ok {
		kind = "GEN"
	}
	w.line("TY", kind)
	w.line("ID", it.ID)
	written := map[string]bool{}
	for _, p := range people {
		if !written[p.csl] {
			written[p.csl] = true
			for _, n := range it.Names[p.csl] {
				w.line(p.tag, n.Inverted())
			}
		}
	}
	w.dates()
	for _, t := range tags {
		if !written[t.csl] {
			written[t.csl] = true
			w.line(t.tag, it.Fields[t.csl])
		}
	}
	number, other := "issue", "number"
	if isReport[it.Type] {
		number, other = "number", ""
	}
	w.line("IS", it.Fields[number])
	w.line("M1", it.Fields[other])
	from, to, isRange := strings.Cut(it.Fields["page"], "-")
	if !isRange || strings.ContainsAny(from+to, "-, ") {
		from, to = it.Fields["page"], ""
	}
	w.line("SP", from)
	w.line("EP", to)
	if hasISSN[it.Type] {
		w.line("SN", it.Fields["ISSN"])
	} else {
		w.line("SN", it.Fields["ISBN"])
	}
	for _, k := range strings.Split(it.Fields["keyword"], ", ") {
		w.line("KW", k)
	}
	w.custom()
	w.out.WriteString("ER  - \r\n")
}

// custom gives back the tags that were read and have no variable.
func (w writer) custom() {
	var custom map[string]string
	if json.Unmarshal(w.item.Other["custom"], &custom) != nil {
		return
	}
	for _, tag := range slices.Sorted(maps.Keys(custom)) {
		if tagLine.MatchString(tag+"  - ") && !isKnown[tag] {
			for _, text := range strings.Split(custom[tag], "\n") {
				w.line(tag, text)
			}
		}
	}
}

// dates writes the year, and the whole date where there is more to say.
func (w writer) dates() {
	if d := w.item.Dates["issued"]; !d.IsZero() {
		if d.From.Year > 0 {
			w.line("PY", fmt.Sprintf("%04d", d.From.Year))
		}
		if d.From.Year <= 0 || d.From.Month > 0 || d.From.Season > 0 || d.Range || d.Circa {
			w.line("DA", writeDate(d))
		}
	}
	if d := w.item.Dates["accessed"]; !d.IsZero() {
		w.line("Y2", writeDate(d))
	}
}

var seasons = []string{"", "spring", "summer", "autumn", "winter"}

// writeDate writes a date as RIS has it, or as a text that can be read again.
func writeDate(d csl.Date) string {
	p := d.From
	switch {
	case d.Literal != "" && p == csl.DateParts{}:
		return d.Literal
	case p.Season > 0 && !d.Range && !d.Circa && p.Year > 0:
		return fmt.Sprintf("%04d///%s", p.Year, seasons[min(p.Season, 4)])
	case d.Range || d.Circa || p.Year <= 0:
		return d.EDTF()
	case p.Day > 0:
		return fmt.Sprintf("%04d/%02d/%02d/", p.Year, p.Month, p.Day)
	case p.Month > 0:
		return fmt.Sprintf("%04d/%02d//", p.Year, p.Month)
	}
	return fmt.Sprintf("%04d///", p.Year)
}
