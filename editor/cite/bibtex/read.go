package bibtex

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Read reads a file of BibTeX or BibLaTeX. It gives one item for every entry
// that is a source, in the order of the file; an entry without a key has an
// empty ID. What is wrong is reported, if report is not nil.
func Read(data []byte, report Report) []*csl.Item {
	if report == nil {
		report = func(int, string) {}
	}
	entries := scan(strings.ToValidUTF8(string(data), "\ufffd"), report)
	f := newFamily(entries, report)
	var items []*csl.Item
	for _, e := range entries {
		if e.kind != "xdata" {
			items = append(items, newRecord(e, f.fields(e), report).item())
		}
	}
	return items
}

// record is an entry with all its fields, of which those that have been read
// are marked.
type record struct {
	entry  *entry
	fields map[string]string
	used   map[string]bool
	report Report
	out    *csl.Item
}

func newRecord(e *entry, fields map[string]string, report Report) *record {
	return &record{entry: e, fields: fields, used: map[string]bool{}, report: report, out: &csl.Item{
		ID: e.key, Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{},
	}}
}

func (r *record) complain(what string) {
	r.report(r.entry.line, fmt.Sprintf("In %s %s.", r.entry.name(), what))
}

// raw returns a field as it is written.
func (r *record) raw(name string) string {
	r.used[name] = true
	return strings.TrimSpace(r.fields[name])
}

func (r *record) text(name string) string    { return unlatex(r.raw(name), asText) }
func (r *record) prose(name string) string   { return unlatex(r.raw(name), asRich) }
func (r *record) heading(name string) string { return unlatex(r.raw(name), asTitle) }

// list reads a list of texts.
func (r *record) list(name string) string {
	var out []string
	for _, part := range splitList(r.raw(name)) {
		text := unlatex(part, asRich)
		if named, ok := keys[text]; ok {
			text = named
		}
		if text != "" && !strings.EqualFold(part, others) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

func (r *record) set(variable, text string) {
	if text != "" && r.out.Fields[variable] == "" {
		r.out.Fields[variable] = text
	}
}

func (r *record) item() *csl.Item {
	r.kind()
	r.titles()
	r.numbers()
	r.publisher()
	r.people()
	r.identifiers()
	for _, f := range fields {
		switch f.shape {
		case heading:
			text := r.heading(f.bib)
			if named, ok := keys[text]; ok {
				text = named
			}
			r.set(f.csl, text)
		case list:
			r.set(f.csl, r.list(f.bib))
		case verbatim:
			r.set(f.csl, unverbatim(r.raw(f.bib)))
		case pageRange:
			r.set(f.csl, pages(r.text(f.bib)))
		default:
			r.set(f.csl, r.prose(f.bib))
		}
	}
	for name, variable := range own {
		r.set(variable, r.prose(name))
	}
	r.language()
	for _, d := range datePrefixes {
		if date := r.date(d.prefix); !date.IsZero() {
			r.out.Dates[d.variable] = date
		}
	}
	for _, variable := range []string{"available-date", "submitted"} {
		if text := r.when(variable); text != "" {
			r.out.Dates[variable] = parseDate(text)
		}
	}
	if addendum := r.prose("addendum"); addendum != "" {
		r.out.Fields["note"] = joined(". ", r.out.Fields["note"], addendum)
	}
	r.rest()
	return r.out
}

// kind finds the type.
func (r *record) kind() {
	t, ok := cslType[r.entry.kind]
	if !ok {
		r.complain(fmt.Sprintf("the type @%s is not known; it is taken for a document", r.entry.kind))
		t.csl = "document"
	}
	r.out.Type = t.csl
	subtype := r.text("entrysubtype")
	if named, ok := subtypeNames[subtype]; ok {
		subtype = named
	}
	if _, ok := subtypes[subtype]; ok {
		r.out.Type = subtype
	} else {
		delete(r.used, "entrysubtype")
	}
	genre := r.prose("type")
	if named, ok := keys[genre]; ok {
		genre = named
	}
	r.set("genre", genre)
	r.set("genre", t.genre)
}

// full joins a title with its subtitle and what is added to it.
func (r *record) full(title string) string {
	first, second := r.heading(title), r.heading(strings.TrimSuffix(title, "title")+"subtitle")
	colon := ": "
	if strings.HasSuffix(first, "?") || strings.HasSuffix(first, "!") {
		colon = " "
	}
	return joined(". ", joined(colon, first, second), r.heading(title+"addon"))
}

// joined joins those texts that are not empty.
func joined(by string, texts ...string) string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, by)
}

// titles reads the titles: of the work, of what it stands in, and of the whole
// of which that is a volume.
func (r *record) titles() {
	if r.raw("subtitle") != "" {
		r.set("title-short", r.heading("shorttitle"))
		r.set("title-short", r.heading("title"))
	}
	title, whole, book := r.full("title"), r.full("maintitle"), r.full("booktitle")
	journal, issue := r.full("journaltitle"), r.full("issuetitle")
	switch t := r.out.Type; {
	case isArticle[t]:
		r.set("title", title)
		r.set("container-title", journal)
		r.set("volume-title", issue)
		r.set("container-title", book)
	case t == "periodical":
		r.set("title", title)
		r.set("volume-title", issue)
		r.set("container-title", joined(", ", journal, book))
	case isVolume[t] && whole != "" && title != "":
		r.set("title", whole)
		r.set("volume-title", title)
		r.set("container-title", book)
	case isVolume[t] && book == title: // repeated for BibTeX's crossref
		r.set("title", title)
	default:
		r.set("title", title)
		if whole != "" {
			r.set("volume-title", book)
			book = whole
		}
		r.set("container-title", book)
		r.set("container-title", journal)
	}
}

// numbers reads number and issue, which mean different things.
func (r *record) numbers() {
	number, issue := r.prose("number"), r.prose("issue")
	switch t := r.out.Type; {
	case isNumbered[t]:
		r.set("number", number)
		r.set("issue", issue)
	case isArticle[t] || t == "periodical" || r.fields["series"] == "":
		r.set("issue", joined(", ", number, issue))
	default:
		r.set("collection-number", number)
		r.set("issue", issue)
	}
	if page := r.prose("eid"); r.raw("pages") == "" {
		r.set("page", page)
	} else {
		delete(r.used, "eid")
	}
}

func (r *record) publisher() {
	place := "publisher-place"
	if r.out.Type == "patent" {
		place = "jurisdiction"
	}
	r.set(place, r.list("location"))
	howpublished := r.raw("howpublished")
	if address := unverbatim(howpublished); strings.HasPrefix(address, "http") && r.fields["url"] == "" {
		r.set("URL", address)
		howpublished = ""
	}
	r.set("publisher", joined("; ", r.list("institution"), r.list("organization"), unlatex(howpublished, asRich), r.list("publisher")))
}

// people reads the lists of names.
func (r *record) people() {
	prefixed := false
	for _, option := range strings.Split(r.fields["options"], ",") {
		key, value, _ := strings.Cut(option, "=")
		if strings.TrimSpace(key) == "useprefix" {
			prefixed = !strings.EqualFold(strings.TrimSpace(value), "false")
		}
	}
	read := func(field, variable string) {
		if list := names(r.raw(field), prefixed, r.complain); len(list) > 0 {
			r.out.Names[variable] = append(r.out.Names[variable], list...)
		}
	}
	read("bookauthor", "container-author")
	for _, suffix := range []string{"", "a", "b", "c"} {
		kind := strings.ToLower(r.text("editor" + suffix + "type"))
		variable, ok := editorTypes[kind]
		if !ok || kind != "" && variable == "editor" {
			variable = "editor"
			delete(r.used, "editor"+suffix+"type")
		}
		read("editor"+suffix, variable)
	}
	for _, variable := range csl.NameVariables {
		if variable != "editor" {
			read(variable, variable)
		}
	}
}

// identifiers reads DOI and the place in an archive of preprints, which stays
// as it was written too.
func (r *record) identifiers() {
	doi := unverbatim(r.raw("doi"))
	for _, prefix := range []string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"} {
		doi = strings.TrimPrefix(doi, prefix)
	}
	r.set("DOI", doi)
	kind, id := strings.ToLower(r.fields["eprinttype"]), unverbatim(r.fields["eprint"])
	switch base, ok := eprints[kind]; {
	case id == "":
	case ok && r.fields["url"] == "":
		r.set("URL", base+id)
	case kind == "pubmed" || kind == "pmid":
		r.set("PMID", id)
	}
}

func (r *record) language() {
	field := "langid"
	if r.fields[field] == "" {
		field = "language"
	}
	text := r.text(field)
	if text == "english" && strings.Contains(r.fields["langidopts"], "british") {
		text = "british"
	}
	for _, l := range languages {
		if l.name == strings.ToLower(text) || l.name == text {
			text = l.tag
			break
		}
	}
	r.set("language", text)
}

// rest keeps the fields that have not been read, as they were written.
func (r *record) rest() {
	custom := map[string]string{}
	for name, value := range r.fields {
		if !r.used[name] && name != "crossref" && name != "xdata" && strings.TrimSpace(value) != "" {
			custom[name] = strings.TrimSpace(value)
		}
	}
	if len(custom) == 0 {
		return
	}
	if data, err := json.Marshal(custom); err == nil {
		r.out.Other = map[string]json.RawMessage{"custom": data}
	}
}

// unverbatim reads an address or identifier, in which people escape characters
// nevertheless.
func unverbatim(s string) string {
	s = strings.TrimSpace(s)
	if inside, ok := strings.CutPrefix(s, `\url`); ok {
		s = strings.TrimSpace(inside)
	}
	if inside, ok := braced(s); ok {
		s = inside
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`_%&#$~{}`, s[i+1]) >= 0 {
			i++
			if s[i] == '~' && strings.HasPrefix(s[i+1:], "{}") {
				b.WriteByte('~')
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return collapse(strings.ReplaceAll(b.String(), "{_}", "_"))
}

// pages writes ranges with a hyphen, as CSL has them.
func pages(s string) string {
	s = strings.NewReplacer("—", "-", "–", "-", "−", "-").Replace(s)
	return strings.NewReplacer(" - ", "-", " -", "-", "- ", "-").Replace(s)
}
