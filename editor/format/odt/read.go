package odt

import (
	"errors"
	"path"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// spaces are the namespaces of OpenDocument's parts, with LibreOffice's for
// fields of other word processors.
var spaces = func() archive.Spaces {
	s := archive.Spaces{"urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field"}
	for _, n := range namespaces {
		s[n[1]] = n[0]
	}
	return s
}()

// Read reads an OpenDocument text. Notes get the identities n1, n2… in the order
// of their markers. The pictures in the file are given by the sources under
// which the essay has them. Tracked insertions are taken for text and deletions
// left out. The warnings are sentences that say what was left out or changed;
// an error is a sentence that says why nothing could be read.
func Read(b []byte) (*essay.Essay, map[string][]byte, []string, error) {
	zip, err := archive.Open(b)
	if err != nil {
		return nil, nil, nil, err
	}
	r := &reader{zip: zip, styles: map[string]*fileStyle{}, lists: map[string]*listStyle{}, saved: map[string][]int{}}
	e, err := r.essay()
	if err != nil {
		return nil, nil, nil, err
	}
	return e, r.pictures.BySource, r.List(), nil
}

type reader struct {
	office.Warnings
	zip      *archive.Reader
	styles   map[string]*fileStyle // by family and name
	lists    map[string]*listStyle
	saved    map[string][]int // the last numbers of lists, by their identities
	classes  [2]*archive.Node // how the notes of each class are numbered
	language string
	notes    office.Notes
	pictures office.Pictures
	comments int
	deleted  int
}

func (r *reader) essay() (*essay.Essay, error) {
	const content = "content.xml"
	switch {
	case r.zip.Has(content):
	case r.zip.Has("word/document.xml"):
		return nil, errors.New("this is a Word file, not an OpenDocument file: give it the ending .docx")
	case r.zip.Has("META-INF/container.xml"):
		return nil, errors.New("this is an e-book, not an OpenDocument file: give it the ending .epub")
	default:
		return nil, errors.New("this is not an OpenDocument file: it holds no text")
	}
	if r.zip.Has("META-INF/manifest.xml") {
		if b, err := r.zip.Read("META-INF/manifest.xml"); err == nil && strings.Contains(string(b), "encryption-data") {
			return nil, archive.ErrProtected
		}
	}
	if r.zip.Has("styles.xml") {
		b, err := r.zip.Read("styles.xml")
		if err != nil {
			return nil, err
		}
		if err := archive.Each("styles.xml", b, spaces, "office:styles", r.readStyle(false)); err != nil {
			return nil, err
		}
	}
	b, err := r.zip.Read(content)
	if err != nil {
		return nil, err
	}
	// A text without styles of its own is no error.
	_ = archive.Each(content, b, spaces, "office:automatic-styles", r.readStyle(true))
	body := &builder{reader: r}
	err = archive.Each(content, b, spaces, "office:text", func(n *archive.Node) error {
		body.block(n)
		return nil
	})
	if err != nil {
		return nil, err
	}
	body.Number()
	if r.deleted > 0 {
		r.Add("Passages that are marked as deleted are left out: %d.", r.deleted)
	}
	if r.comments > 0 {
		r.Add("Comments, which are left out: %d.", r.comments)
	}
	return r.notes.Essay(body.Blocks, r.series, &r.Warnings).WithLanguage(r.language).WithMeta(r.facts()), nil
}

// series is how the file numbers a class of notes.
func (r *reader) series(class office.Class) essay.Series {
	s := essay.Series{}
	n := r.classes[class]
	format := n.Attr("style:num-format")
	if class == office.Endnote {
		s.Place = essay.EssayEnd
		if n == nil {
			format = "i"
		}
	}
	for style, name := range numberFormats {
		if name == format && style != essay.Arabic {
			s.Style = style
		}
	}
	switch n.Attr("text:start-numbering-at") {
	case "chapter":
		s.Restart, s.Section = true, 1
	case "page":
		r.Add("The notes' numbers begin again on each page; here they go on.")
	}
	if start := n.Attr("text:start-value"); start != "" && start != "0" {
		r.Add("The notes' numbers do not begin at 1; here they do.")
	}
	return s
}

// builder makes blocks while it walks through a text.
type builder struct {
	*reader
	office.Body
	note      *office.Found // whose text is read; nil for the body
	spans     []doc.Span    // of the paragraph that is being read
	images    []*doc.Block  // in the paragraph
	base      office.Look   // of the paragraph
	start     bool          // no blank counts: a paragraph begins, or another was just read
	open      map[string]struct{}
	fields    []*field
	paragraph int // counted, so that a field knows whether it is still in its own
}

// field is one of another word processor.
type field struct {
	code            string
	paragraph, from int
}

// keep keeps the picture of a part, and gives its source.
func (r *reader) keep(part, name string) string {
	if known, ok := r.pictures.Known(part); ok {
		return known
	}
	data, err := r.zip.Read(part)
	if err != nil {
		r.Add("A picture cannot be unpacked: its place stands empty.")
		return path.Base(part)
	}
	return r.pictures.Keep(part, name, data)
}

// facts are who wrote the text and what it is about.
func (r *reader) facts() essay.Meta {
	const meta = "meta.xml"
	b, err := r.zip.Read(meta)
	if err != nil {
		return essay.Meta{}
	}
	return office.ReadFacts(meta, b, "office:meta")
}
