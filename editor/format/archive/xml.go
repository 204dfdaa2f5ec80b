package archive

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
)

// Limits of XML.
const (
	maxDepth = 256       // elements within one another
	maxAttr  = 1 << 20   // bytes of an attribute
	maxNodes = 2_000_000 // elements and texts in one tree
)

// Spaces names namespaces: it gives each address the prefix under which
// elements and attributes are known. Names in other namespaces lose theirs and
// begin with a colon, so that they are mistaken for nothing.
type Spaces map[string]string

// Node is an element, or a text if Name is empty.
type Node struct {
	Name  string // as “prefix:local”, or “local” in no namespace
	Attrs []Attr
	Kids  []*Node
	Text  string
}

// Attr is an attribute, named like elements.
type Attr struct{ Name, Value string }

// Attr is the value of an attribute, or "".
func (n *Node) Attr(name string) string {
	v, _ := n.Lookup(name)
	return v
}

// Lookup is the value of an attribute, and whether the element has it.
func (n *Node) Lookup(name string) (string, bool) {
	if n != nil {
		for _, a := range n.Attrs {
			if a.Name == name {
				return a.Value, true
			}
		}
	}
	return "", false
}

// Kid is the element at the end of a path of names, always the first of its
// name, or nil.
func (n *Node) Kid(path ...string) *Node {
	for _, name := range path {
		if n = n.first(name); n == nil {
			return nil
		}
	}
	return n
}

func (n *Node) first(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Kids {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// Find is the first element of a name below n, in the order of the text, or
// nil.
func (n *Node) Find(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Kids {
		if k.Name == name {
			return k
		}
		if found := k.Find(name); found != nil {
			return found
		}
	}
	return nil
}

// Each gives f each element that is a child of a parent of the given name, one
// after the other, so that no more than one of them is held at a time. An
// empty parent stands for the document itself. An error of f ends the reading.
func Each(part string, b []byte, spaces Spaces, parent string, f func(*Node) error) error {
	p := &parser{Decoder: xml.NewDecoder(bytes.NewReader(utf8Of(b))), spaces: spaces, names: map[xml.Name]string{}}
	p.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	err := p.each(parent, f)
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("the file's part %q is damaged in line %d: %s", part, syntax.Line, syntax.Msg)
	}
	if own := malformed(""); errors.As(err, &own) {
		return fmt.Errorf("the file's part %q %w", part, err)
	}
	return err
}

// Parse reads a whole part.
func Parse(part string, b []byte, spaces Spaces) (*Node, error) {
	var root *Node
	err := Each(part, b, spaces, "", func(n *Node) error {
		if root == nil {
			root = n
		}
		return nil
	})
	if err == nil && root == nil {
		err = fmt.Errorf("the file's part %q is empty", part)
	}
	return root, err
}

type malformed string

func (m malformed) Error() string { return string(m) }

type parser struct {
	*xml.Decoder
	spaces Spaces
	names  map[xml.Name]string
}

func (p *parser) each(parent string, f func(*Node) error) error {
	var outer []string // elements that are only passed through
	var open []*Node   // elements of the tree that is being built
	nodes, found := 0, parent == ""
	for {
		token, err := p.Token()
		if errors.Is(err, io.EOF) {
			if !found {
				return malformed("does not hold what its name says")
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(outer)+len(open) >= maxDepth {
				return malformed("has elements nested far deeper than any document has: it was not read")
			}
			at := ""
			if len(outer) > 0 {
				at = outer[len(outer)-1]
			}
			if len(open) == 0 && at != parent {
				name := p.name(t.Name)
				outer, found = append(outer, name), found || name == parent
				continue
			}
			n, err := p.element(t)
			if err != nil {
				return err
			}
			if nodes++; nodes > maxNodes {
				return ErrTooLarge
			}
			if len(open) > 0 {
				open[len(open)-1].Kids = append(open[len(open)-1].Kids, n)
			}
			open = append(open, n)
		case xml.EndElement:
			if len(open) == 0 {
				outer = outer[:len(outer)-1]
				continue
			}
			done := open[len(open)-1]
			open = open[:len(open)-1]
			if len(open) == 0 {
				nodes = 0
				if err := f(done); err != nil {
					return err
				}
			}
		case xml.CharData:
			if len(open) > 0 {
				if nodes++; nodes > maxNodes {
					return ErrTooLarge
				}
				in := open[len(open)-1]
				in.Kids = append(in.Kids, &Node{Text: string(t)})
			}
		case xml.Directive:
			return malformed("declares a document type, which such files never do: it was not read")
		}
	}
}

func (p *parser) element(t xml.StartElement) (*Node, error) {
	n := &Node{Name: p.name(t.Name)}
	if len(t.Attr) > 0 {
		n.Attrs = make([]Attr, 0, len(t.Attr))
	}
	for _, a := range t.Attr {
		if len(a.Value) > maxAttr {
			return nil, malformed("has an attribute longer than any document has: it was not read")
		}
		n.Attrs = append(n.Attrs, Attr{p.name(a.Name), a.Value})
	}
	return n, nil
}

func (p *parser) name(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	name, ok := p.names[n]
	if !ok {
		name = p.spaces[n.Space] + ":" + n.Local
		if n.Space == "xml" || n.Space == "http://www.w3.org/XML/1998/namespace" {
			name = "xml:" + n.Local
		}
		if len(p.names) < 10_000 {
			p.names[n] = name
		}
	}
	return name
}

// utf8Of decodes UTF-16, the other encoding that XML may have without saying
// so.
func utf8Of(b []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	default:
		return b
	}
	units := make([]uint16, 0, len(b)/2)
	for b = b[2:]; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return []byte(string(utf16.Decode(units)))
}
