package office

import (
	"cmp"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
)

// Creator is whom a file names as its author: the one that is asked for, or the
// essay's.
func (o Options) Creator(e *essay.Essay) string {
	return cmp.Or(o.Author, strings.Join(e.Meta().Authors, "; "))
}

// Dated is when a file says that it was written: the time that is asked for, or
// the essay's date where that is a year, a month or a day; or zero.
func (o Options) Dated(e *essay.Essay) time.Time {
	if !o.Time.IsZero() {
		return o.Time
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, e.Meta().Date); err == nil {
			return t
		}
	}
	return time.Time{}
}

// factSpaces are the namespaces of the parts that tell facts about a text.
var factSpaces = archive.Spaces{
	"http://purl.org/dc/elements/1.1/":                                        "dc",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
	"urn:oasis:names:tc:opendocument:xmlns:meta:1.0":                          "meta",
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                        "office",
}

// maxFact bounds what is kept of a fact, in bytes.
const maxFact = 10_000

// ReadFacts reads who wrote a text and what it is about, of a part whose facts
// stand in an element of the name, or are the root's for "". Dates are left out:
// they are those of the file. A part that cannot be read tells nothing.
func ReadFacts(part string, b []byte, within string) essay.Meta {
	var m essay.Meta
	root, err := archive.Parse(part, b, factSpaces)
	if err != nil {
		return m
	}
	if within != "" {
		if root = root.Find(within); root == nil {
			return m
		}
	}
	creator := ""
	for _, k := range root.Kids {
		text := strings.TrimSpace(textOf(k))
		if text == "" || len(text) > maxFact {
			continue
		}
		switch k.Name {
		case "dc:creator":
			creator = cmp.Or(creator, text)
		case "meta:initial-creator":
			creator = text
		case "dc:description":
			m.Description = text
		case "cp:keywords":
			m.Keywords = split(text, ",;")
		case "meta:keyword":
			m.Keywords = append(m.Keywords, text)
		}
	}
	m.Authors = split(creator, ";")
	return m
}

func split(s, by string) []string {
	var list []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(by, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func textOf(n *archive.Node) string {
	s := n.Text
	for _, k := range n.Kids {
		s += textOf(k)
	}
	return s
}
