// Package ris reads and writes sources in the RIS format, which data bases and
// reference managers export.
//
// [Read] gives one item for every record. It never fails: what is wrong is
// reported with its line, and the record keeps what can be read of it. Tags for
// which CSL has no variable stay with the item, and [Write] gives them back.
// Absent from what is written are CSL variables for which RIS has no tag.
package ris

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Report is told what is wrong in a file: in which line, counted from 1, and
// what, in a sentence.
type Report func(line int, says string)

// record is a record as it is written.
type record struct {
	line   int
	values map[string][]string // by tag
	report Report
}

// tagLine is a line with a tag. Programs differ in how many spaces they write.
var tagLine = lazyregexp.New(`^\s{0,3}([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$`)

// Read reads the records of a file in their order; one without an ID has an
// empty one. What is wrong is reported, if report is not nil.
func Read(data []byte, report Report) []*csl.Item {
	if report == nil {
		report = func(int, string) {}
	}
	var items []*csl.Item
	for _, r := range records(strings.ToValidUTF8(string(data), "\ufffd"), report) {
		items = append(items, r.item())
	}
	return items
}

// records parts a file.
func records(src string, report Report) []*record {
	var out []*record
	var open *record
	last, outside := "", false
	begin := func(line int) {
		open = &record{line: line, values: map[string][]string{}, report: report}
		out = append(out, open)
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(src, "\ufeff")), "\n")
	for i, text := range lines {
		m := tagLine.FindStringSubmatch(text)
		if m == nil {
			text = strings.TrimSpace(text)
			switch {
			case text == "":
			case open != nil && last != "": // a long text goes on
				v := open.values[last]
				v[len(v)-1] = strings.TrimSpace(v[len(v)-1] + " " + text)
			case !outside:
				report(i+1, "What stands outside of a record is left out.")
				outside = true
			}
			continue
		}
		tag, value := m[1], strings.TrimSpace(m[2])
		switch {
		case tag == "ER":
			open, last, outside = nil, "", false
			continue
		case tag == "TY" && open != nil:
			report(i+1, fmt.Sprintf("The record begun in line %d has no end: the line “ER  - ” is missing.", open.line))
			begin(i + 1)
		case tag == "TY":
			begin(i + 1)
		case open == nil:
			report(i+1, "A record does not begin with its type: the line “TY  - ” is missing.")
			begin(i + 1)
		}
		last = tag
		open.values[tag] = append(open.values[tag], value)
	}
	if open != nil {
		report(len(lines), fmt.Sprintf("The record begun in line %d has no end: the line “ER  - ” is missing.", open.line))
	}
	return out
}

// first returns the first value of a tag that is not empty.
func (r *record) first(tag string) string {
	for _, v := range r.values[tag] {
		if v != "" {
			return v
		}
	}
	return ""
}

func (r *record) item() *csl.Item {
	it := &csl.Item{ID: r.first("ID"), Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	it.Type = r.kind()
	for _, t := range tags {
		text := r.first(t.tag)
		if t.csl == "note" {
			text = strings.Join(nonEmpty(r.values[t.tag]), "; ")
		}
		set(it, t.csl, text)
	}
	set(it, "keyword", strings.Join(nonEmpty(r.values["KW"]), ", "))
	set(it, "page", pages(r.first("SP"), r.first("EP")))
	number := "issue"
	if isReport[it.Type] {
		number = "number"
	}
	set(it, number, r.first("IS"))
	set(it, "number", r.first("M1"))
	serial := "ISBN"
	if hasISSN[it.Type] {
		serial = "ISSN"
	}
	set(it, serial, r.first("SN"))
	it.Fields["DOI"] = strings.TrimPrefix(strings.TrimPrefix(it.Fields["DOI"], "https://doi.org/"), "doi:")
	if it.Fields["DOI"] == "" {
		delete(it.Fields, "DOI")
	}
	for _, p := range people {
		for _, text := range nonEmpty(r.values[p.tag]) {
			it.Names[p.csl] = append(it.Names[p.csl], csl.ParseName(text))
		}
	}
	for _, tag := range issued {
		if text := r.first(tag); text != "" {
			if it.Dates["issued"] = date(text); it.Dates["issued"].Literal == "" {
				break
			}
		}
	}
	if text := r.first("Y2"); text != "" {
		it.Dates["accessed"] = date(text)
	}
	r.rest(it)
	return it
}

func (r *record) kind() string {
	kind := strings.ToUpper(r.first("TY"))
	if kind == "" {
		return "document"
	}
	t, ok := cslType[kind]
	if !ok {
		r.report(r.line, fmt.Sprintf("The type %s is not known; it is taken for a document.", kind))
		return "document"
	}
	return t
}

// rest keeps what has no variable.
func (r *record) rest(it *csl.Item) {
	custom := map[string]string{}
	for tag, values := range r.values {
		if text := strings.Join(nonEmpty(values), "\n"); text != "" && !isKnown[tag] {
			custom[tag] = text
		}
	}
	if data, err := json.Marshal(custom); err == nil && len(custom) > 0 {
		it.Other = map[string]json.RawMessage{"custom": data}
	}
}

func set(it *csl.Item, variable, text string) {
	if text != "" && it.Fields[variable] == "" {
		it.Fields[variable] = text
	}
}

func nonEmpty(values []string) []string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

// pages joins first and last page; some programs write both into the first.
func pages(from, to string) string {
	from = strings.NewReplacer("--", "-", "–", "-").Replace(from)
	switch {
	case from == "":
		return to
	case to == "" || from == to || strings.HasSuffix(from, "-"+to):
		return from
	}
	return from + "-" + to
}

// date reads "YYYY/MM/DD/other", of which all but the year may be missing, or
// what others write.
func date(text string) csl.Date {
	parts := strings.Split(text, "/")
	year, err := strconv.Atoi(strings.TrimSpace(parts[0]))
	isRange := len(parts) == 2 && (len(parts[1]) >= 3 || parts[1] == "..")
	if err != nil || len(parts) == 1 || isRange || len(strings.TrimSpace(parts[0])) < 3 {
		return csl.ParseDate(text)
	}
	edtf := fmt.Sprintf("%04d", year)
	for _, p := range parts[1:min(len(parts), 3)] {
		n, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil || n < 1 || n > 31 {
			break
		}
		edtf += fmt.Sprintf("-%02d", n)
	}
	d := csl.ParseDate(edtf)
	if other := strings.TrimSpace(strings.Join(parts[min(len(parts), 3):], "/")); other != "" && d.From.Month == 0 {
		if season := csl.ParseDate(other + " " + edtf); season.Literal == "" {
			return season
		}
	}
	return d
}
