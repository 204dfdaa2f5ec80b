// Package endnote reads and writes sources as the XML that EndNote exports,
// which Zotero, Mendeley and Papers write too.
//
// [Read] gives one item for every record. It never fails: a record that is not
// well formed is reported with its line, and what could be read of it is kept.
// Italics, bold, raised and lowered letters become the markup of CSL-JSON.
// Fields for which CSL has no variable stay with the item, and [Write] gives
// them back. Absent is EndNote's tagged text (.enw).
package endnote

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Report is told what is wrong in a file: in which line, counted from 1, and
// what, in a sentence.
type Report func(line int, says string)

// maxDepth bounds how deep elements of a record are nested; EndNote's are five
// deep.
const maxDepth = 32

// Read reads the records of a file in UTF-8, in their order; their IDs are
// their labels, which few have. What is wrong is reported, if report is not nil.
func Read(data []byte, report Report) []*csl.Item {
	if report == nil {
		report = func(int, string) {}
	}
	var items []*csl.Item
	line, counted := 1, 0
	for {
		start := recordStart.FindIndex(data[counted:])
		if start == nil {
			break
		}
		from := counted + start[0]
		line += bytes.Count(data[counted:from], []byte("\n"))
		to, closed := recordEnd(data, from)
		if !closed {
			report(line, "A record has no end: the element </record> is missing.")
		}
		r, err := parse(data[from:to])
		if err != nil && closed {
			report(line, fmt.Sprintf("A record cannot be read from some place on: %v. What stands before is kept.", err))
		}
		if len(r.fields) > 0 {
			items = append(items, r.item(line, report))
		}
		line += bytes.Count(data[from:to], []byte("\n"))
		counted = to
	}
	if len(items) == 0 && len(bytes.TrimSpace(data)) > 0 {
		report(1, "There are no records in it: EndNote's XML has every source in an element <record>.")
	}
	return items
}

var recordStart = lazyregexp.New(`<record[\s>]`)

// recordEnd is where a record ends: behind its end tag or, if that is missing,
// before the next record.
func recordEnd(data []byte, from int) (end int, closed bool) {
	const tag = "</record>"
	rest := data[from+1:]
	close, next := bytes.Index(rest, []byte(tag)), recordStart.FindIndex(rest)
	switch {
	case close >= 0 && (next == nil || close < next[0]):
		return from + 1 + close + len(tag), true
	case next != nil:
		return from + 1 + next[0], false
	}
	return len(data), false
}

// record is what stands in a record: the texts by the path of their element.
type record struct {
	fields map[string][]string
	order  []string // the paths, as they first appear
	kind   string   // the name of the reference type
	number string   // the number of the reference type
}

func (r *record) add(path, text string) {
	if text == "" {
		return
	}
	if _, ok := r.fields[path]; !ok {
		r.order = append(r.order, path)
	}
	r.fields[path] = append(r.fields[path], text)
}

func (r *record) first(paths ...string) string {
	for _, p := range paths {
		if v := r.fields[p]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// parse reads the elements of one record. The elements of styles do not count
// as elements: they are markup of the text.
func parse(src []byte) (*record, error) {
	r := &record{fields: map[string][]string{}}
	dec := xml.NewDecoder(bytes.NewReader(src))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var path []string
	var text strings.Builder
	var faces []string // the end tags of the open styles
	for {
		token, err := dec.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return r, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "style" {
				begin, end := face(t)
				text.WriteString(begin)
				faces = append(faces, end)
				continue
			}
			if len(path) >= maxDepth {
				return r, fmt.Errorf("its elements are nested more than %d deep", maxDepth)
			}
			path = append(path, t.Name.Local)
			text.Reset()
			faces = faces[:0]
			if t.Name.Local == "ref-type" {
				r.kind = attribute(t, "name")
			}
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if t.Name.Local == "style" {
				if n := len(faces); n > 0 {
					text.WriteString(faces[n-1])
					faces = faces[:n-1]
				}
				continue
			}
			if len(path) == 0 {
				continue
			}
			value := clean(text.String())
			text.Reset()
			if name := path[len(path)-1]; name == "ref-type" {
				r.number = value
			} else if len(path) > 1 {
				r.add(strings.Join(path[1:], "/"), value)
			}
			path = path[:len(path)-1]
		}
	}
}

// face is the markup of a style. A face may say several things at once.
func face(t xml.StartElement) (begin, end string) {
	for _, word := range strings.Fields(attribute(t, "face")) {
		if tag, ok := markup[word]; ok {
			begin += "<" + tag + ">"
			end = "</" + tag + ">" + end
		}
	}
	return begin, end
}

var markup = map[string]string{"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// clean trims a text and its lines; EndNote parts the paragraphs of notes and
// abstracts with carriage returns.
func clean(text string) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' })
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// item makes the item of a record.
func (r *record) item(line int, report Report) *csl.Item {
	it := &csl.Item{ID: r.first("label"), Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	it.Type = r.typeOf(line, report)
	used := map[string]bool{"label": true, "rec-number": true, "foreign-keys/key": true, "database": true, "source-app": true}
	if strings.ContainsAny(it.ID, " \t\n") {
		it.ID, used["label"] = "", false
	}
	for _, f := range fieldsOf(it.Type) {
		text := strings.Join(r.fields[f.path], f.join)
		used[f.path] = true
		if text != "" && it.Fields[f.csl] == "" {
			it.Fields[f.csl] = text
		}
	}
	if doi := it.Fields["DOI"]; doi != "" {
		it.Fields["DOI"] = doiPrefix.ReplaceAllString(doi, "")
	}
	for _, p := range people {
		used[p.path] = true
		for _, text := range r.fields[p.path] {
			variable := p.csl
			if p.path == "contributors/secondary-authors/author" && isWhole[it.Type] {
				variable = "collection-editor"
			}
			it.Names[variable] = append(it.Names[variable], csl.ParseName(text))
		}
	}
	r.dates(it, used)
	r.rest(it, used)
	return it
}

var doiPrefix = lazyregexp.New(`(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)`)

// typeOf is the CSL type of a record. The name of the type says more than its
// number, which differs between versions of EndNote.
func (r *record) typeOf(line int, report Report) string {
	for _, t := range types {
		if strings.EqualFold(t.name, r.kind) {
			return t.csl
		}
	}
	for _, t := range types {
		if t.number == r.number {
			return t.csl
		}
	}
	if r.kind != "" && !strings.EqualFold(r.kind, "Generic") {
		report(line, fmt.Sprintf("The type %s is not known; it is taken for a document.", r.kind))
	}
	return "document"
}

// dates reads the year, and the day beside it, and when it was looked at.
func (r *record) dates(it *csl.Item, used map[string]bool) {
	const year, day = "dates/year", "dates/pub-dates/date"
	used[year], used[day], used["access-date"] = true, true, true
	whole := csl.ParseDate(r.first(year))
	if text := r.first(day); text != "" {
		// The day may say its year, or leave it to the other element: "March 4".
		for _, try := range []string{text, text + ", " + r.first(year), text + " " + r.first(year)} {
			d := csl.ParseDate(try)
			if d.Literal == "" && (whole.IsZero() || d.From.Year == whole.From.Year) {
				whole = d
				break
			}
		}
	}
	if !whole.IsZero() {
		it.Dates["issued"] = whole
	}
	if text := r.first("access-date"); text != "" {
		it.Dates["accessed"] = csl.ParseDate(text)
	}
}

// rest keeps what has no variable.
func (r *record) rest(it *csl.Item, used map[string]bool) {
	custom := map[string]string{}
	for _, path := range r.order {
		if !used[path] {
			custom[path] = strings.Join(r.fields[path], "\n")
		}
	}
	if data, err := json.Marshal(custom); err == nil && len(custom) > 0 {
		it.Other = map[string]json.RawMessage{"custom": data}
	}
}

// fieldsOf are the fields for the items of a type, those that count most first.
func fieldsOf(kind string) []field {
	var out []field
	for _, f := range fields {
		if f.only == nil || slices.Contains(f.only, kind) {
			out = append(out, f)
		}
	}
	return out
}
