// Package cslyaml reads and writes sources as CSL-YAML: the items of CSL-JSON in
// the notation of YAML, as pandoc and Better BibTeX write them.
//
// [Read] takes a list of items, or a mapping whose "references" or "items" is a
// list, also as the front matter of a Markdown file. It never fails: where the
// file as a whole is not well formed, its items are tried one by one, and those
// that cannot be read are reported with their line. Pandoc's italics and bold in
// asterisks become the markup of CSL-JSON.
package cslyaml

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"go.yaml.in/yaml/v3"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Report is told what is wrong in a file: in which line, counted from 1, and
// what, in a sentence.
type Report func(line int, says string)

// maxDepth bounds how deep the values of an item are nested.
const maxDepth = 16

// Read reads the items of a file in their order; an item without an "id" has an
// empty ID. What is wrong is reported, if report is not nil.
func Read(data []byte, report Report) []*csl.Item {
	if report == nil {
		report = func(int, string) {}
	}
	data = frontMatter(bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n")))
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return readParts(data, err, report)
	}
	list := itemsOf(&root)
	if list == nil {
		if len(bytes.TrimSpace(data)) > 0 {
			report(1, "There are no items in it: CSL-YAML is a list of items, or has one under “references”.")
		}
		return nil
	}
	return readList(list, 0, report)
}

// frontMatter is the YAML of a file, with the same lines: what stands behind a
// line "---" or "..." that ends it is no YAML.
func frontMatter(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte("---\n")) {
		return data
	}
	if end := endOfMatter.FindIndex(data[4:]); end != nil {
		return data[:4+end[0]+1]
	}
	return data
}

var endOfMatter = lazyregexp.New(`\n(---|\.\.\.)[ \t]*(\n|$)`)

// itemsOf finds the list of items in a file, or nil.
func itemsOf(n *yaml.Node) *yaml.Node {
	switch {
	case n.Kind == yaml.DocumentNode && len(n.Content) > 0:
		return itemsOf(n.Content[0])
	case n.Kind == yaml.SequenceNode:
		return n
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := n.Content[i].Value; (key == "references" || key == "items") && n.Content[i+1].Kind == yaml.SequenceNode {
				return n.Content[i+1]
			}
		}
	}
	return nil
}

// readParts reads the items of a file that as a whole cannot be read: each that
// begins with a dash as far from the margin as the first.
func readParts(data []byte, whole error, report Report) []*csl.Item {
	first := itemStart.FindSubmatchIndex(data)
	if first == nil {
		line, says := explained(whole)
		report(max(line, 1), says)
		return nil
	}
	indent := string(data[first[2]:first[3]])
	begin := regexp.MustCompile(`(?m)^` + indent + `- `)
	var items []*csl.Item
	starts := begin.FindAllIndex(data, -1)
	for i, s := range starts {
		end := len(data)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		above := bytes.Count(data[:s[0]], []byte("\n"))
		var root yaml.Node
		if err := yaml.Unmarshal(data[s[0]:end], &root); err != nil {
			line, says := explained(err)
			report(above+max(line, 1), "An item cannot be read and is left out. "+says)
			continue
		}
		if list := itemsOf(&root); list != nil {
			items = append(items, readList(list, above, report)...)
		}
	}
	return items
}

var (
	itemStart = lazyregexp.New(`(?m)^([ \t]*)- `)
	atLine    = lazyregexp.New(`^yaml: line (\d+): (.*)$`)
)

// explained parts an error of the parser into its line and what it says.
func explained(err error) (line int, says string) {
	if m := atLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		return line, fmt.Sprintf("This is no YAML: %s.", m[2])
	}
	return 0, fmt.Sprintf("This is no YAML: %s.", strings.TrimPrefix(err.Error(), "yaml: "))
}

// readList reads the items of a list; above is how many lines stand before it.
func readList(list *yaml.Node, above int, report Report) []*csl.Item {
	var items []*csl.Item
	for _, n := range list.Content {
		if n.Kind != yaml.MappingNode {
			report(above+n.Line, "What is no item is left out: an item has keys such as “id” and “title”.")
			continue
		}
		if it := readItem(n, above, report); it != nil {
			items = append(items, it)
		}
	}
	return items
}

// readItem reads an item field by field, so that one that cannot be read costs
// no other.
func readItem(n *yaml.Node, above int, report Report) *csl.Item {
	it := &csl.Item{Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		value, err := valueOf(n.Content[i+1], 0)
		if err == nil {
			err = set(it, key, value)
		}
		if err != nil {
			report(above+n.Content[i].Line, fmt.Sprintf("The field %s cannot be read and is left out: %v.", key, err))
		}
	}
	return it
}

// set gives an item a field, as CSL-JSON would.
func set(it *csl.Item, key string, value any) error {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		if key != "id" && key != "type" {
			value = unmarked(v)
		}
	case []any:
		if dates[key] {
			value = dateOf(v)
		}
	}
	data, err := json.Marshal(map[string]any{key: value})
	if err != nil {
		return err
	}
	one := csl.Item{}
	if err := json.Unmarshal(data, &one); err != nil {
		return errors.New("its value is not of the right kind")
	}
	it.ID, it.Type = it.ID+one.ID, it.Type+one.Type
	for k, v := range one.Fields {
		it.Fields[k] = v
	}
	for k, v := range one.Names {
		it.Names[k] = v
	}
	for k, v := range one.Dates {
		it.Dates[k] = v
	}
	for k, v := range one.Other {
		if it.Other == nil {
			it.Other = map[string]json.RawMessage{}
		}
		it.Other[k] = v
	}
	return nil
}

var dates = func() map[string]bool {
	set := map[string]bool{}
	for _, d := range csl.DateVariables {
		set[d] = true
	}
	return set
}()

// dateOf reads a date as older versions of pandoc write it: a list of one or two
// mappings with year, month, day and season.
func dateOf(list []any) any {
	var parts []any
	whole := map[string]any{}
	for _, v := range list {
		m, ok := v.(map[string]any)
		if !ok {
			return list
		}
		var point []any
		for _, k := range []string{"year", "month", "day"} {
			if m[k] == nil {
				break
			}
			point = append(point, m[k])
		}
		for _, k := range []string{"season", "circa", "literal"} {
			if m[k] != nil {
				whole[k] = m[k]
			}
		}
		if point != nil {
			parts = append(parts, point)
		}
	}
	if parts != nil {
		whole["date-parts"] = parts
	}
	return whole
}

// valueOf turns a node into what JSON can write. Only what YAML takes for a
// number and JSON too is a number: "2019-05" and "1e3" are texts.
func valueOf(n *yaml.Node, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("it is nested more than %d deep", maxDepth)
	}
	switch n.Kind {
	case yaml.ScalarNode:
		switch n.Tag {
		case "!!null":
			return nil, nil
		case "!!bool":
			return strings.EqualFold(n.Value, "true"), nil
		case "!!int":
			if i, err := strconv.Atoi(n.Value); err == nil && strconv.Itoa(i) == n.Value {
				return i, nil
			}
		}
		return n.Value, nil
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			v, err := valueOf(c, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			v, err := valueOf(n.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			m[n.Content[i].Value] = v
		}
		return m, nil
	}
	// Aliases could make a short file long; reference managers write none.
	return nil, errors.New("it refers to another value")
}

// Markdown's emphasis, which stands close to its words.
var (
	strong   = lazyregexp.New(`\*\*([^\s*](?:[^*]*[^\s*])?)\*\*`)
	emphasis = lazyregexp.New(`\*([^\s*](?:[^*]*[^\s*])?)\*`)
	raised   = lazyregexp.New(`\^([^\s^]+)\^`)
)

// unmarked turns pandoc's Markdown into the markup of CSL-JSON.
func unmarked(text string) string {
	if !strings.ContainsAny(text, "*^") {
		return text
	}
	text = strong.ReplaceAllString(text, "<b>$1</b>")
	text = emphasis.ReplaceAllString(text, "<i>$1</i>")
	return raised.ReplaceAllString(text, "<sup>$1</sup>")
}
