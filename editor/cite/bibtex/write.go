package bibtex

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Dialect is the program that a file is written for.
type Dialect uint8

// The dialects. BibTeX knows fewer types and fields, and no dates but the year
// and the month; what it does not know is written as for BibLaTeX.
const (
	BibLaTeX Dialect = iota
	BibTeX
)

// older are the names that BibTeX has for BibLaTeX's types and fields.
var older = map[string]string{
	"journaltitle": "journal", "location": "address", "report": "techreport", "thesis": "phdthesis", "online": "misc",
	"annotation": "annote", "eprinttype": "archiveprefix", "eprintclass": "primaryclass",
}

// Write writes items as a file, in UTF-8. [Read] gives the same items back, as
// far as BibLaTeX can tell them.
func Write(items []*csl.Item, d Dialect) []byte {
	var b strings.Builder
	for i, it := range items {
		if i > 0 {
			b.WriteByte('\n')
		}
		w := &writer{item: it, dialect: d, values: map[string]string{}}
		w.write(&b)
	}
	return []byte(b.String())
}

// writer gathers the fields of an entry.
type writer struct {
	item    *csl.Item
	dialect Dialect
	values  map[string]string // what stands between the braces
	written map[string]bool   // the variables
}

func (w *writer) write(b *strings.Builder) {
	w.custom()
	kind := w.kind()
	w.written = map[string]bool{}
	w.titles()
	w.numbers()
	for _, f := range fields {
		if !w.written[f.csl] {
			w.put(f.bib, f.csl, f.shape)
		}
	}
	place := "publisher-place"
	if w.item.Type == "patent" {
		place = "jurisdiction"
	}
	w.put("location", place, list)
	w.put("doi", "DOI", verbatim)
	if w.item.Type == "thesis" || w.item.Type == "report" {
		w.put("institution", "publisher", list)
	} else {
		w.put("publisher", "publisher", list)
	}
	w.put("type", "genre", prose)
	for name, variable := range own {
		if !w.written[variable] {
			w.put(name, variable, prose)
		}
	}
	w.language()
	for variable, list := range w.item.Names {
		if variable == "container-author" {
			variable = "bookauthor"
		}
		w.values[variable] = writeNames(list, w.dialect)
	}
	w.dates()
	w.print(b, kind)
}

// kind is the entry type.
func (w *writer) kind() string {
	kind, ok := bibType[w.item.Type]
	if !ok {
		if kind = subtypes[w.item.Type]; kind == "" {
			kind = "misc"
		}
		w.values["entrysubtype"] = w.item.Type
		for name, t := range subtypeNames {
			if t == w.item.Type {
				w.values["entrysubtype"] = name
			}
		}
	}
	return kind
}

// custom takes over the fields that were read and have no variable.
func (w *writer) custom() {
	var custom map[string]string
	if json.Unmarshal(w.item.Other["custom"], &custom) != nil {
		return
	}
	for name, value := range custom {
		if isFieldName(name) && isBalanced(value) {
			w.values[name] = value
		}
	}
}

func isFieldName(s string) bool {
	return s != "" && s == strings.ToLower(s) && !strings.ContainsAny(s, " \t\r\n{}(),=\"#%@'\\")
}

func isBalanced(s string) bool {
	depth := 0
	for i := 0; i < len(s) && depth >= 0; i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	return depth == 0 && !entryStart.MatchString(s)
}

// put writes a variable as a field.
func (w *writer) put(field, variable string, s shape) {
	w.written[variable] = true
	text := w.item.Fields[variable]
	if text == "" {
		switch variable {
		case "title-short":
			text = w.item.Fields["shortTitle"]
		case "container-title-short":
			text = w.item.Fields["journalAbbreviation"]
		case "event-title":
			text = w.item.Fields["event"]
		}
	}
	if text == "" {
		return
	}
	switch s {
	case verbatim:
		text = escapeVerbatim(text)
	case pageRange:
		text = strings.ReplaceAll(escape(strings.ReplaceAll(text, "-", "–")), "–", "--")
	case list:
		var parts []string
		for _, p := range strings.Split(text, "; ") {
			if p = escapeRich(p); hasWord(p, "and") || strings.EqualFold(p, others) {
				p = "{" + guarded(p) + "}"
			}
			parts = append(parts, p)
		}
		text = strings.Join(parts, " and ")
	default:
		text = escapeRich(text)
	}
	w.values[field] = text
}

func (w *writer) titles() {
	title, volume, container := "title", "volume-title", "container-title"
	has := func(v string) bool { return w.item.Fields[v] != "" }
	switch t := w.item.Type; {
	case isArticle[t]:
		w.put("title", title, heading)
		w.put("journaltitle", container, heading)
		w.put("issuetitle", volume, heading)
	case t == "periodical":
		w.put("title", title, heading)
		w.put("issuetitle", volume, heading)
		w.put("booktitle", container, heading)
	case isVolume[t] && has(title) && has(volume):
		w.put("maintitle", title, heading)
		w.put("title", volume, heading)
		w.put("booktitle", container, heading)
	case has(volume) && has(container):
		w.put("title", title, heading)
		w.put("maintitle", container, heading)
		w.put("booktitle", volume, heading)
	default:
		w.put("title", title, heading)
		w.put("booktitle", container, heading)
	}
}

func (w *writer) numbers() {
	t := w.item.Type
	if isNumbered[t] {
		w.put("number", "number", prose)
		w.put("issue", "issue", prose)
		return
	}
	if !isArticle[t] && t != "periodical" && w.item.Fields["collection-title"] != "" {
		w.put("number", "collection-number", prose)
		w.put("issue", "issue", prose)
		return
	}
	w.put("number", "issue", prose)
}

func (w *writer) language() {
	tag := w.item.Fields["language"]
	for _, l := range languages {
		if l.tag == tag {
			w.values["langid"] = l.name
			return
		}
	}
	if tag != "" {
		w.values["langid"] = escape(tag)
	}
}

func (w *writer) dates() {
	for _, d := range datePrefixes {
		date, ok := w.item.Dates[d.variable]
		if !ok || date.IsZero() {
			continue
		}
		if p := date.From; d.prefix == "" && w.dialect == BibTeX && p.Year > 0 && !date.Range && !date.Circa && p.Season == 0 {
			w.values["year"] = csl.Date{From: csl.DateParts{Year: p.Year}}.EDTF()
			if p.Month > 0 {
				w.values["month"] = monthPrefixes[p.Month-1]
			}
			if p.Day > 0 {
				w.values["day"] = csl.Date{From: p}.EDTF()[8:]
			}
			continue
		}
		w.values[d.prefix+"date"] = writeDate(date)
	}
	for _, variable := range []string{"available-date", "submitted"} {
		if date := w.item.Dates[variable]; !date.IsZero() {
			w.values[variable] = writeDate(date)
		}
	}
}

// first are the fields that an entry begins with; the others follow in order.
var first = []string{
	"author", "editor", "translator", "bookauthor", "title", "maintitle", "booktitle", "journaltitle", "issuetitle", "series",
	"edition", "volume", "number", "issue", "date", "year", "month", "pages", "publisher", "institution", "location",
}

func (w *writer) print(b *strings.Builder, kind string) {
	rename := func(name string) string {
		if old, ok := older[name]; ok && w.dialect == BibTeX {
			return old
		}
		return name
	}
	b.WriteString("@" + rename(kind) + "{" + safeKey(w.item.ID) + ",\n")
	rest := slices.Sorted(maps.Keys(w.values))
	rest = slices.DeleteFunc(rest, func(name string) bool { return slices.Contains(first, name) })
	for _, name := range append(slices.Clone(first), rest...) {
		value, ok := w.values[name]
		if !ok || value == "" {
			continue
		}
		if name != "month" || !slices.Contains(monthPrefixes, value) {
			value = "{" + value + "}"
		}
		b.WriteString("  " + rename(name) + " = " + value + ",\n")
	}
	b.WriteString("}\n")
}

// safeKey leaves out of a key what would end it.
func safeKey(key string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune("{}(),=\"#%\\~", r) {
			return '-'
		}
		return r
	}, key)
}
