package essay

import (
	"net/url"

	"github.com/ibid-editor/ibid/editor/doc"
)

// List says which sources a bibliography lists. The zero value lists all that
// are cited.
type List struct {
	Type    string // only sources of this type of CSL, such as “book”
	Tag     string // only sources with this tag
	Uncited bool   // also those of the essay that nothing cites
}

// ListID is a list as the identity of the atom that shows it.
type ListID string

// ID writes the list as an identity.
func (l List) ID() ListID {
	v := url.Values{}
	if l.Type != "" {
		v.Set("type", l.Type)
	}
	if l.Tag != "" {
		v.Set("tag", l.Tag)
	}
	if l.Uncited {
		v.Set("uncited", "1")
	}
	if len(v) == 0 {
		return "all"
	}
	return ListID(v.Encode())
}

// List reads an identity; what it does not know it leaves out.
func (id ListID) List() List {
	v, err := url.ParseQuery(string(id))
	if err != nil {
		return List{}
	}
	return List{Type: v.Get("type"), Tag: v.Get("tag"), Uncited: v.Get("uncited") != ""}
}

// BibliographyOf makes the atom that shows a list of sources.
func BibliographyOf(l List) doc.Span {
	return doc.Span{Atom: &doc.Atom{Kind: doc.Bibliography, ID: string(l.ID())}}
}
