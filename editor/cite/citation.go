// Package cite holds what a text cites, as a [Citation] of sources, and finds
// styles and languages in folders. Rendering is the work of package csl, files
// of sources that of package sourcefile.
//
// Absent are the places of citations in an essay, and a library of sources.
package cite

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// ID names a citation for as long as it lives, whatever it is printed as.
type ID string

// NewID makes an identity that no other citation has.
func NewID() ID { return ID(strings.ToLower(rand.Text()[:12])) }

// Citation is one place in a text where sources are cited. It is never modified
// after it is made.
type Citation struct {
	ID    ID     `json:"id"`
	Cites []Cite `json:"cites"`
}

// Cite is one source within a citation, in the terms that pandoc and the
// Citation Style Language share.
type Cite struct {
	Key     string `json:"key"`               // of the source
	Prefix  string `json:"prefix,omitempty"`  // “see”, without its space
	Suffix  string `json:"suffix,omitempty"`  // what follows the locator, without its comma
	Locator string `json:"locator,omitempty"` // “72”, “iv–vii”
	Label   string `json:"label,omitempty"`   // what the locator counts, a locator of CSL such as “chapter”; "" is the page
	Mode    Mode   `json:"mode,omitempty"`
}

// Mode says where a cite's author is named.
type Mode uint8

// The modes. AuthorInText counts of a citation's first cite only.
const (
	Normal         Mode = iota
	SuppressAuthor      // the text around has named the author: “(2019, 72)”
	AuthorInText        // the author stands in the sentence: “Ko (2019, 72)”
)

// New makes a citation with an identity of its own.
func New(cites ...Cite) *Citation { return &Citation{ID: NewID(), Cites: cites} }

// Copy is the citation under another identity.
func (c *Citation) Copy(id ID) *Citation { return &Citation{ID: id, Cites: c.Cites} }

// Equal compares by content.
func (c *Citation) Equal(d *Citation) bool {
	return c == d || c != nil && d != nil && c.ID == d.ID && slices.Equal(c.Cites, d.Cites)
}

// Keys lists the sources that are cited, each once.
func (c *Citation) Keys() []string {
	var keys []string
	for _, one := range c.Cites {
		if !slices.Contains(keys, one.Key) {
			keys = append(keys, one.Key)
		}
	}
	return keys
}

// Renamed is the citation with the keys of sources replaced; it is the same if
// it has none of them.
func (c *Citation) Renamed(keys map[string]string) *Citation {
	if !slices.ContainsFunc(c.Cites, func(one Cite) bool { return keys[one.Key] != "" }) {
		return c
	}
	d := &Citation{ID: c.ID, Cites: slices.Clone(c.Cites)}
	for i, one := range d.Cites {
		if key := keys[one.Key]; key != "" {
			d.Cites[i].Key = key
		}
	}
	return d
}

// String is the citation as it is typed, in pandoc's syntax: what stands for it
// where nothing has been rendered.
func (c *Citation) String() string {
	if len(c.Cites) == 1 && c.Cites[0].Mode == AuthorInText && c.Cites[0].Prefix == "" {
		one := c.Cites[0]
		rest := strings.TrimPrefix(one.behind(), ", ")
		if rest == "" {
			return "@" + one.Key
		}
		return "@" + one.Key + " [" + rest + "]"
	}
	parts := make([]string, len(c.Cites))
	for i, one := range c.Cites {
		key := "@" + one.Key
		if one.Mode == SuppressAuthor {
			key = "-" + key
		}
		if one.Prefix != "" {
			key = one.Prefix + " " + key
		}
		parts[i] = key + one.behind()
	}
	return "[" + strings.Join(parts, "; ") + "]"
}

// behind is what is typed behind a key.
func (c Cite) behind() string {
	var s string
	if c.Locator != "" {
		s = ", " + LocatorText(c.Label, c.Locator)
	}
	if c.Suffix != "" {
		s += ", " + c.Suffix
	}
	return s
}

// KeyFor makes a key of an item: "ko2019".
func KeyFor(it *csl.Item) string {
	name := ""
	for _, variable := range []string{"author", "editor"} {
		if list := it.Names[variable]; len(list) > 0 && name == "" {
			name = list[0].Family + list[0].Literal
		}
	}
	if name == "" {
		name, _, _ = strings.Cut(it.Fields["title"], " ")
	}
	key := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if key == "" {
		key = "source"
	}
	if year := it.Dates["issued"].From.Year; year > 0 {
		key += fmt.Sprint(year)
	}
	return key
}

// SameSource reports whether two items say the same, whatever their keys are.
func SameSource(a, b *csl.Item) bool {
	if a == b {
		return true
	}
	x, y := *a, *b
	x.ID, y.ID = "", ""
	return slices.Equal(encoded(&x), encoded(&y))
}

func encoded(it *csl.Item) []byte {
	data, err := it.MarshalJSON()
	if err != nil { // what an item keeps unread may be no JSON
		return []byte(err.Error() + it.ID)
	}
	return data
}

// Tags are the keywords of a source.
func Tags(it *csl.Item) []string {
	var tags []string
	for _, tag := range strings.FieldsFunc(it.Fields["keyword"], func(r rune) bool { return r == ',' || r == ';' }) {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}
