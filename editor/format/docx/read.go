package docx

import (
	"errors"
	"path"
	"strings"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// spaces are the namespaces of Word's parts, those of the strict variant too.
var spaces = archive.Spaces{
	nsWord: "w", "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
	nsRel: "r", "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
	nsDrawing: "wp", "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
	nsMain: "a", "http://purl.oclc.org/ooxml/drawingml/main": "a",
	nsPicture: "pic", "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
	nsPackageRel: "rel",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":       "mc",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":        "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                    "m",
	"http://schemas.microsoft.com/office/word/2010/wordml":              "w14",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
	"urn:schemas-microsoft-com:vml":                                     "v",
	"urn:schemas-microsoft-com:office:office":                           "o",
}

// Read reads a Word file. Notes get the identities n1, n2… in the order of
// their markers. The pictures in the file are given by the sources under which
// the essay has them. Tracked insertions are taken for text and deletions left
// out. The warnings are sentences that say what was left out or changed; an
// error is a sentence that says why nothing could be read.
func Read(b []byte) (*essay.Essay, map[string][]byte, []string, error) {
	zip, err := archive.Open(b)
	if err != nil {
		return nil, nil, nil, err
	}
	r := &reader{zip: zip, texts: map[noteKey]*office.Found{}, classes: map[office.Class]*classProps{}}
	e, err := r.essay()
	if err != nil {
		return nil, nil, nil, err
	}
	return e, r.pictures.BySource, r.List(), nil
}

type reader struct {
	office.Warnings
	zip       *archive.Reader
	main      string // the name of the main part
	styles    styles
	numbering numbering
	notes     office.Notes
	texts     map[noteKey]*office.Found // the notes' own, before they have a marker
	classes   map[office.Class]*classProps
	pictures  office.Pictures
	deleted   int
}

// noteKey is how a note is named in the file.
type noteKey struct {
	class office.Class
	id    string
}

func (r *reader) essay() (*essay.Essay, error) {
	main, err := r.findMain()
	if err != nil {
		return nil, err
	}
	r.main = main
	rels, err := r.relations(main)
	if err != nil {
		return nil, err
	}
	if err := r.preliminaries(rels); err != nil {
		return nil, err
	}
	for class, kind := range []string{"footnotes", "endnotes"} {
		if err := r.readNotes(office.Class(class), rels.byKind(kind)); err != nil {
			return nil, err
		}
	}
	b := &builder{reader: r, relations: rels}
	data, err := r.zip.Read(main)
	if err != nil {
		return nil, err
	}
	err = archive.Each(main, data, spaces, "w:body", func(n *archive.Node) error {
		b.block(n)
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.finish()
	if r.deleted > 0 {
		r.Add("Passages that are marked as deleted are left out: %d.", r.deleted)
	}
	r.countComments(rels.byKind("comments"))
	return r.assemble(b), nil
}

// findMain is the name of the part that holds the text.
func (r *reader) findMain() (string, error) {
	if root, err := r.relations(""); err == nil {
		if name := root.byKind("officeDocument"); r.zip.Has(name) && !strings.HasPrefix(name, "xl/") && !strings.HasPrefix(name, "ppt/") {
			return name, nil
		}
	}
	const usual = "word/document.xml"
	switch {
	case r.zip.Has(usual):
		return usual, nil
	case r.zip.Has("content.xml"):
		return "", errors.New("this is an OpenDocument file, not a Word file: give it the ending .odt")
	case r.zip.Has("META-INF/container.xml"):
		return "", errors.New("this is an e-book, not a Word file: give it the ending .epub")
	}
	return "", errors.New("this is not a Word file: it holds no document")
}

// relations are what a part refers to, by their identities.
type relations map[string]relation

// byKind is the part, or address, of a kind that Word's relations end with, or
// "".
func (rels relations) byKind(kind string) string {
	for _, r := range rels {
		if path.Base(r.kind) == kind && !r.external {
			return r.target
		}
	}
	return ""
}

func (r *reader) relations(part string) (relations, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	rels := relations{}
	if !r.zip.Has(name) {
		return rels, nil
	}
	root, err := r.parse(name)
	if err != nil {
		return nil, err
	}
	for _, k := range root.Kids {
		if k.Name != "rel:Relationship" {
			continue
		}
		rel := relation{k.Attr("Type"), k.Attr("Target"), k.Attr("TargetMode") == "External"}
		switch {
		case rel.external:
		case strings.HasPrefix(rel.target, "/"):
			rel.target = path.Clean(rel.target)[1:]
		default:
			rel.target = strings.TrimPrefix(path.Clean(dir+rel.target), "../")
		}
		rels[k.Attr("Id")] = rel
	}
	return rels, nil
}

func (r *reader) parse(name string) (*archive.Node, error) {
	b, err := r.zip.Read(name)
	if err != nil {
		return nil, err
	}
	return archive.Parse(name, b, spaces)
}

// preliminaries reads the parts that the text is read with: each may be
// missing.
func (r *reader) preliminaries(rels relations) error {
	for kind, take := range map[string]func(*archive.Node){
		"styles": r.readStyles, "numbering": r.readNumbering, "settings": r.readClasses,
	} {
		name := rels.byKind(kind)
		if name == "" || !r.zip.Has(name) {
			continue
		}
		root, err := r.parse(name)
		if err != nil {
			return err
		}
		take(root)
	}
	return nil
}

func (r *reader) countComments(name string) {
	if name == "" || !r.zip.Has(name) {
		return
	}
	b, err := r.zip.Read(name)
	comments := 0
	if err == nil {
		err = archive.Each(name, b, spaces, "w:comments", func(n *archive.Node) error {
			if n.Name == "w:comment" {
				comments++
			}
			return nil
		})
	}
	switch {
	case err != nil:
		r.Add("The comments cannot be read and are left out.")
	case comments > 0:
		r.Add("Comments, which are left out: %d.", comments)
	}
}

// readNotes reads the texts of a class of notes.
func (r *reader) readNotes(class office.Class, name string) error {
	if name == "" || !r.zip.Has(name) {
		return nil
	}
	rels, err := r.relations(name)
	if err != nil {
		return err
	}
	data, err := r.zip.Read(name)
	if err != nil {
		return err
	}
	tag := classNames[class].tag
	return archive.Each(name, data, spaces, "w:"+tag+"s", func(n *archive.Node) error {
		if kind := n.Attr("w:type"); n.Name != "w:"+tag || kind != "" && kind != "normal" {
			return nil
		}
		of := &office.Found{Class: class}
		b := &builder{reader: r, relations: rels, note: of}
		for _, k := range n.Kids {
			b.block(k)
		}
		b.finish()
		of.Blocks = b.Blocks
		r.texts[noteKey{class, n.Attr("w:id")}] = of
		return nil
	})
}

// text is the note that a reference names.
func (r *reader) text(class office.Class, id string) *office.Found {
	key := noteKey{class, id}
	f := r.texts[key]
	if f == nil {
		f = &office.Found{Class: class}
		r.texts[key] = f
		r.Add("A note that the text refers to is not in the file: its marker stands, its text is empty.")
	}
	return f
}
