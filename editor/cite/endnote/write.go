package endnote

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Write writes items as records, in UTF-8. CSL variables for which EndNote has
// no element are left out.
func Write(items []*csl.Item) []byte {
	var b strings.Builder
	b.WriteString(xml.Header + "<xml><records>\n")
	for i, it := range items {
		root := &element{}
		root.put("rec-number", fmt.Sprint(i+1), false)
		put(root, it)
		b.WriteString("<record>")
		for _, child := range root.children {
			child.write(&b)
		}
		b.WriteString("</record>\n")
	}
	b.WriteString("</records></xml>\n")
	return []byte(b.String())
}

// element is an element to be written.
type element struct {
	name, attributes, text string
	children               []*element
}

// put adds a text at a path, to elements that are there already as far as they
// are. The last is a new one if there may be several.
func (e *element) put(path, text string, several bool) {
	name, rest, more := strings.Cut(path, "/")
	var child *element
	for _, c := range e.children {
		if c.name == name {
			child = c
		}
	}
	if child == nil || !more && several {
		child = &element{name: name}
		e.children = append(e.children, child)
	}
	if more {
		child.put(rest, text, several)
		return
	}
	child.text = text
}

func (e *element) write(b *strings.Builder) {
	fmt.Fprintf(b, "<%s%s>%s", e.name, e.attributes, e.text)
	for _, c := range e.children {
		c.write(b)
	}
	fmt.Fprintf(b, "</%s>", e.name)
}

// put puts an item into the record that root stands for.
func put(root *element, it *csl.Item) {
	kind := types[len(types)-1]
	for _, t := range types {
		if t.csl == it.Type {
			kind = t
			break
		}
	}
	root.children = append(root.children, &element{name: "ref-type", attributes: ` name="` + kind.name + `"`, text: kind.number})
	for _, p := range people {
		names := it.Names[p.csl]
		if p.csl == "editor" && isWhole[it.Type] {
			continue // EndNote has no editors beside the authors of a whole
		}
		path := p.path
		if p.csl == "collection-editor" && isWhole[it.Type] {
			path = "contributors/secondary-authors/author"
		}
		for _, n := range names {
			root.put(path, styled(n.Inverted()), true)
		}
	}
	written := map[string]bool{}
	for _, f := range fieldsOf(kind.csl) {
		text := it.Fields[f.csl]
		if text == "" || written[f.csl] {
			continue
		}
		written[f.csl] = true
		if f.join == ", " {
			for _, one := range strings.Split(text, f.join) {
				root.put(f.path, styled(one), true)
			}
			continue
		}
		root.put(f.path, styled(text), false)
	}
	if it.ID != "" {
		root.put("label", styled(it.ID), false)
	}
	putDates(root, it)
	putCustom(root, it)
}

// putDates writes the year, and the whole date where there is more to say.
func putDates(root *element, it *csl.Item) {
	if d := it.Dates["issued"]; !d.IsZero() {
		if d.From.Year > 0 {
			root.put("dates/year", fmt.Sprint(d.From.Year), false)
		}
		if whole := written(d); whole != fmt.Sprint(d.From.Year) {
			root.put("dates/pub-dates/date", styled(whole), false)
		}
	}
	if d := it.Dates["accessed"]; !d.IsZero() {
		root.put("access-date", styled(written(d)), false)
	}
}

func written(d csl.Date) string {
	if text := d.EDTF(); text != "" {
		return text
	}
	return d.Literal
}

// elementName is what may be written as an element.
var elementName = lazyregexp.New(`^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*){0,3}$`)

// putCustom gives back what Read kept because there is no variable for it.
func putCustom(root *element, it *csl.Item) {
	var custom map[string]string
	if json.Unmarshal(it.Other["custom"], &custom) != nil {
		return
	}
	own := map[string]bool{"label": true, "ref-type": true, "rec-number": true, "dates": true, "access-date": true}
	for _, f := range fields {
		own[f.path] = true
	}
	for _, path := range slices.Sorted(maps.Keys(custom)) {
		first, _, _ := strings.Cut(path, "/")
		if elementName.MatchString(path) && !own[path] && !own[first] && first != "contributors" {
			root.put(path, styled(custom[path]), false)
		}
	}
}

// styled escapes a text and turns its markup into styles.
func styled(text string) string {
	var b strings.Builder
	b.WriteString(`<style face="normal" font="default" size="100%">`)
	last := 0
	for _, m := range tag.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(escaped(text[last:m[0]]))
		last = m[1]
		end := text[m[2]:m[3]] == "/"
		name := text[m[4]:m[5]]
		for word, is := range markup {
			if is != name {
				continue
			}
			if end {
				b.WriteString(`</style><style face="normal" font="default" size="100%">`)
			} else {
				b.WriteString(`</style><style face="` + word + `" font="default" size="100%">`)
			}
		}
	}
	b.WriteString(escaped(text[last:]) + "</style>")
	return strings.ReplaceAll(b.String(), `<style face="normal" font="default" size="100%"></style>`, "")
}

var tag = lazyregexp.New(`<(/?)(i|b|sup|sub)>`)

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(strings.ToValidUTF8(text, "\ufffd"))) // a strings.Builder takes everything
	return b.String()
}
