package cslyaml

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Write writes items as a list under "references", which pandoc takes as a file
// of its own and as front matter. Id, type and title stand first.
func Write(items []*csl.Item) ([]byte, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, it := range items {
		data, err := json.Marshal(it)
		if err != nil {
			return nil, fmt.Errorf("the source %s cannot be written as CSL-YAML: %w", it.ID, err)
		}
		var value any
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if err := dec.Decode(&value); err != nil {
			return nil, fmt.Errorf("the source %s cannot be written as CSL-YAML: %w", it.ID, err)
		}
		list.Content = append(list.Content, nodeOf(value))
	}
	root := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{text("references"), list}}
	if len(items) == 0 {
		list.Style = yaml.FlowStyle
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("the sources cannot be written as CSL-YAML: %w", err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("the sources cannot be written as CSL-YAML: %w", err)
	}
	return b.Bytes(), nil
}

// nodeOf turns a value of JSON into a node.
func nodeOf(value any) *yaml.Node {
	switch v := value.(type) {
	case map[string]any:
		n := &yaml.Node{Kind: yaml.MappingNode}
		for _, k := range slices.SortedFunc(maps.Keys(v), byKey) {
			n.Content = append(n.Content, text(k), nodeOf(v[k]))
		}
		return n
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		numbers := true
		for _, c := range v {
			_, number := c.(json.Number)
			numbers = numbers && number
			n.Content = append(n.Content, nodeOf(c))
		}
		if numbers { // the parts of a date
			n.Style = yaml.FlowStyle
		}
		return n
	case json.Number:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: v.String()}
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: fmt.Sprint(v)}
	case string:
		return text(v)
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
}

// text is a text, quoted where it would be read as something else.
func text(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	if strings.ContainsAny(s, "\r\u0085\u2028\u2029") {
		n.Style = yaml.DoubleQuotedStyle // in a block, they would become plain line ends
	}
	return n
}

// byKey orders the keys of an item as a reader looks for them.
func byKey(a, b string) int {
	order := func(k string) int {
		if i := slices.Index([]string{"id", "type", "title", "author", "editor"}, k); i >= 0 {
			return i
		}
		return 9
	}
	if d := order(a) - order(b); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}
