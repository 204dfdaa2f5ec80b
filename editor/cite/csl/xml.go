package csl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits on what is read from a style or locale file. The largest style of
// the public repository has some 4,000 elements, nested 30 deep.
const (
	maxElements = 200_000
	maxDepth    = 200
	maxBytes    = 16 << 20
)

// xmlNode is one element of a style or locale file. Text between elements is
// kept only where there are no child elements: in CSL that is the content of
// terms and of the style's metadata.
type xmlNode struct {
	name  string
	attrs []xml.Attr
	kids  []*xmlNode
	text  string
}

// attr returns an attribute's value, or "". Namespaces are not told apart;
// xml:lang is asked for as "lang".
func (n *xmlNode) attr(name string) string {
	v, _ := n.lookup(name)
	return v
}

func (n *xmlNode) lookup(name string) (string, bool) {
	if n == nil {
		return "", false
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

func (n *xmlNode) child(name string) *xmlNode {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// readXML reads a document's root element.
func readXML(r io.Reader) (*xmlNode, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("it is longer than %d bytes", maxBytes)
	}
	d := xml.NewDecoder(bytes.NewReader(normalizeAttributes(data)))
	d.CharsetReader = func(charset string, input io.Reader) (io.Reader, error) {
		if strings.EqualFold(charset, "us-ascii") {
			return input, nil
		}
		return nil, fmt.Errorf("its encoding %q is not UTF-8; save it as UTF-8", charset)
	}
	t := &treeBuilder{}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return t.finish()
		}
		if err != nil {
			return nil, fmt.Errorf("it is not well-formed XML: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = t.start(token.Copy())
		case xml.EndElement:
			err = t.end(token.Name.Local)
		case xml.CharData:
			if last := len(t.open) - 1; last >= 0 {
				t.text[last].Write(token)
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

// treeBuilder makes a tree of the tokens of a document.
type treeBuilder struct {
	root  *xmlNode
	open  []*xmlNode
	text  []*strings.Builder // of the open elements
	count int
}

func (t *treeBuilder) start(e xml.StartElement) error {
	t.count++
	if t.count > maxElements || len(t.open) >= maxDepth {
		return fmt.Errorf("it has more than %d elements, or nests them more than %d deep", maxElements, maxDepth)
	}
	n := &xmlNode{name: e.Name.Local, attrs: e.Attr}
	switch {
	case len(t.open) > 0:
		parent := t.open[len(t.open)-1]
		parent.kids = append(parent.kids, n)
	case t.root == nil:
		t.root = n
	default:
		return errors.New("it has two root elements")
	}
	t.open = append(t.open, n)
	t.text = append(t.text, &strings.Builder{})
	return nil
}

func (t *treeBuilder) end(name string) error {
	last := len(t.open) - 1
	if last < 0 || t.open[last].name != name {
		return fmt.Errorf("it is not well-formed XML: </%s> closes nothing", name)
	}
	if n := t.open[last]; len(n.kids) == 0 {
		n.text = t.text[last].String()
	}
	t.open, t.text = t.open[:last], t.text[:last]
	return nil
}

func (t *treeBuilder) finish() (*xmlNode, error) {
	if t.root == nil {
		return nil, errors.New("it is empty")
	}
	if len(t.open) > 0 {
		return nil, fmt.Errorf("it ends inside <%s>", t.open[len(t.open)-1].name)
	}
	return t.root, nil
}

// normalizeAttributes turns line breaks and tabs inside attribute values into
// spaces, as XML prescribes and encoding/xml does not. Breaks written as
// character references are kept.
func normalizeAttributes(data []byte) []byte {
	var quote byte
	inTag := false
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case quote != 0:
			switch c {
			case quote:
				quote = 0
			case '\n', '\r', '\t':
				data[i] = ' '
			}
		case inTag:
			switch c {
			case '"', '\'':
				quote = c
			case '>':
				inTag = false
			}
		case c == '<':
			if end := skipped(data[i:]); end > 0 {
				i += end - 1
				continue
			}
			inTag = true
		}
	}
	return data
}

// skipped returns the length of a comment, character data or instruction at
// the beginning of data, or 0.
func skipped(data []byte) int {
	for _, s := range [][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(data, []byte(s[0])) {
			if end := bytes.Index(data, []byte(s[1])); end >= 0 {
				return end + len(s[1])
			}
			return len(data)
		}
	}
	return 0
}
