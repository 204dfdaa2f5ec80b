package epub

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// Limits of a book. The longest novels have some ten megabytes of text.
const (
	maxText     = 96 << 20 // bytes of all files of text
	maxPictures = 256 << 20
	maxFiles    = 5000
)

// Errors of books that can be told apart. Each is a sentence for the author.
var (
	ErrNotBook = errors.New("the file is no e-book: it does not say where its text is")
	ErrLocked  = errors.New("the e-book is locked by its shop: it can be read only in the shop's own program")
	ErrNoText  = errors.New("the e-book holds no text that could be read")
)

var spaces = archive.Spaces{
	"urn:oasis:names:tc:opendocument:xmlns:container":  "c",
	"http://www.idpf.org/2007/opf":                     "opf",
	"http://openebook.org/namespaces/oeb-package/1.0/": "opf",
	"http://purl.org/dc/elements/1.1/":                 "dc",
	"http://www.w3.org/2001/04/xmlenc#":                "enc",
}

// Read reads an e-book: its chapters in their order, and as notes what a marker
// leads to that is called a note or leads back. The pictures are given by the
// sources under which the essay has them. The warnings are sentences for the
// author.
func Read(b []byte) (*essay.Essay, map[string][]byte, []string, error) {
	r, err := archive.Open(b)
	if err != nil {
		return nil, nil, nil, err
	}
	s := &shelf{Reader: r, pictures: map[string][]byte{}}
	if err := s.find(); err != nil {
		return nil, nil, nil, err
	}
	page, err := s.page()
	if err != nil {
		return nil, nil, nil, err
	}
	e, warnings, err := html.Read(page)
	if err != nil {
		return nil, nil, nil, err
	}
	return boxed(e).WithMeta(s.meta), s.shown(e), append(s.warnings, warnings...), nil
}

// shelf is a book while it is read.
type shelf struct {
	*archive.Reader
	title, language string
	meta            essay.Meta
	dir             string            // where the list of parts is, with a slash at the end, or ""
	files           []string          // of text, in the order of reading
	number          map[string]int    // of a file among them
	pictures        map[string][]byte // by their names below dir
	size            int               // of the pictures
	warnings        []string
}

// find reads which files hold the text.
func (s *shelf) find() error {
	opf, err := s.root()
	if err != nil {
		return err
	}
	data, err := s.Read(opf)
	if err != nil {
		return err
	}
	p, err := archive.Parse(opf, withoutDoctype(data), spaces)
	if err != nil {
		return err
	}
	if s.locked() {
		return ErrLocked
	}
	if t := p.Find("dc:title"); t != nil {
		s.title = textOf(t)
	}
	if l := p.Find("dc:language"); l != nil {
		s.language = textOf(l)
	}
	if m := p.Find("opf:metadata"); m != nil {
		s.facts(m)
	}
	if dir := path.Dir(opf); dir != "." {
		s.dir = dir + "/"
	}
	return s.spine(p)
}

// maxFact bounds what is kept of a fact about a book, and maxFacts how many.
const (
	maxFact  = 10_000
	maxFacts = 100
)

// facts reads who wrote the book and what it is about.
func (s *shelf) facts(metadata *archive.Node) {
	for _, k := range metadata.Kids {
		text := textOf(k)
		if text == "" || len(text) > maxFact || len(s.meta.Authors)+len(s.meta.Keywords) > maxFacts {
			continue
		}
		switch k.Name {
		case "dc:creator":
			s.meta.Authors = append(s.meta.Authors, text)
		case "dc:description":
			s.meta.Description = text
		case "dc:date":
			s.meta.Date = text
		case "dc:subject":
			s.meta.Keywords = append(s.meta.Keywords, text)
		}
	}
}

// root is the name of the part that lists the others.
func (s *shelf) root() (string, error) {
	const name = "META-INF/container.xml"
	if !s.Has(name) {
		return "", ErrNotBook
	}
	data, err := s.Read(name)
	if err != nil {
		return "", err
	}
	c, err := archive.Parse(name, data, spaces)
	if err != nil {
		return "", err
	}
	opf := strings.TrimPrefix(path.Clean(c.Find("c:rootfile").Attr("full-path")), "/")
	if !s.Has(opf) {
		return "", ErrNotBook
	}
	return opf, nil
}

// spine lists the files of text in the order in which they are read.
func (s *shelf) spine(p *archive.Node) error {
	items := map[string]*archive.Node{}
	if manifest := p.Find("opf:manifest"); manifest != nil {
		for _, k := range manifest.Kids {
			if k.Name == "opf:item" {
				items[k.Attr("id")] = k
			}
		}
	}
	s.number = map[string]int{}
	spine := p.Find("opf:spine")
	if spine == nil {
		return ErrNoText
	}
	missing := 0
	for _, k := range spine.Kids {
		item := items[k.Attr("idref")]
		if k.Name != "opf:itemref" || item == nil || !isText(item) {
			continue
		}
		name := resolve(s.dir, item.Attr("href"))
		if !s.Has(name) {
			missing++
			continue
		}
		if _, twice := s.number[name]; twice || len(s.files) == maxFiles {
			continue
		}
		s.number[name] = len(s.files)
		s.files = append(s.files, name)
	}
	if missing > 0 {
		s.warnings = append(s.warnings, fmt.Sprintf("Chapters that the e-book names but does not hold: %d.", missing))
	}
	if len(s.files) == 0 {
		return ErrNoText
	}
	return nil
}

// isText reports whether an item of the manifest is a chapter. The table of
// contents and our own cover are none.
func isText(item *archive.Node) bool {
	switch item.Attr("media-type") {
	case "application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml":
	default:
		return false
	}
	return !slices.Contains(strings.Fields(item.Attr("properties")), "nav") && item.Attr("id") != coverID
}

// coverID names our own cover in the manifest.
const coverID = "ibid-cover"

// locked reports whether chapters are encrypted. Fonts may be, to make them
// harder to copy, and that does not matter.
func (s *shelf) locked() bool {
	const name = "META-INF/encryption.xml"
	if !s.Has(name) {
		return false
	}
	data, err := s.Read(name)
	if err != nil {
		return true
	}
	locked := false
	err = archive.Each(name, data, spaces, "", func(n *archive.Node) error {
		for _, k := range n.Kids {
			if ref := k.Find("enc:CipherReference"); ref != nil {
				uri := strings.ToLower(ref.Attr("URI"))
				locked = locked || strings.HasSuffix(uri, "html") || strings.HasSuffix(uri, ".htm") || strings.HasSuffix(uri, ".xml")
			}
		}
		return nil
	})
	return locked || err != nil
}

// shown are the pictures that the essay shows.
func (s *shelf) shown(e *essay.Essay) map[string][]byte {
	shown := map[string][]byte{}
	runs.Map(e, func(b *doc.Block) *doc.Block {
		if data, ok := s.pictures[b.Info.Source]; ok && b.Kind == doc.Image {
			shown[b.Info.Source] = data
		}
		return b
	})
	if len(shown) == 0 {
		return nil
	}
	return shown
}

// boxed makes items that begin with a box such as can be done.
func boxed(e *essay.Essay) *essay.Essay {
	return runs.Map(e, func(b *doc.Block) *doc.Block {
		if b.Kind != doc.Bullet || b.Len() < 2 {
			return b
		}
		switch head := b.Text(); {
		case strings.HasPrefix(head, boxOpen):
			return b.As(doc.Task, b.Level).WithSpans(b.Slice(2, b.Len())...)
		case strings.HasPrefix(head, boxDone):
			return b.As(doc.Task, b.Level).WithSpans(b.Slice(2, b.Len())...).WithInfo(doc.Info{Done: true})
		}
		return b
	})
}

func textOf(n *archive.Node) string {
	s := n.Text
	for _, k := range n.Kids {
		s += textOf(k)
	}
	return strings.Join(strings.Fields(s), " ")
}

// withoutDoctype takes away the document types that old books have.
func withoutDoctype(b []byte) []byte {
	s := string(b)
	at := strings.Index(s, "<!DOCTYPE")
	if at < 0 {
		return b
	}
	end := strings.IndexByte(s[at:], '>')
	if end < 0 || strings.Contains(s[at:at+end], "[") {
		return b
	}
	return []byte(s[:at] + s[at+end+1:])
}
