// Package pdf writes essays as PDF files with notes at the foot of the page of
// their markers, for paper and for the screen: every marker leads to its note
// and back, the structure of the text is in the file for those who hear it, and
// the type is embedded.
//
// What is written is read back by [Read], which knows no PDF but such as is
// written here.
//
// Absent: hyphenation, and PDF files of others.
package pdf

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/runs"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// Options say how an essay is written. The zero value is ready.
type Options struct {
	Picture func(source string) ([]byte, bool) // the bytes of a picture; nil has none
	Author  string
	Time    time.Time // when it was written; zero is left out, so that equal essays give equal files
	Lang    string    // the language's tag; "" is the essay's
	Letter  bool      // on American Letter instead of A4
	Ragged  bool      // lines are not filled to the right edge
	Size    float64   // of the type in points; 0 is 11
}

// Write writes an essay as a PDF file. The warnings are sentences that say what
// the file does not hold; an error is one of w.
func Write(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
	s, pages := compose(e, o)
	d := &drawing{setter: s, sheet: o.paper(), dests: map[string]dest{}, labels: notelist.LabelsFor(s.language())}
	for i, p := range pages {
		d.page(i, p)
	}
	if _, err := w.Write(d.file()); err != nil {
		return s.List(), fmt.Errorf("the PDF could not be written: %w", err)
	}
	return s.List(), nil
}

// compose sets an essay and parts it into pages.
func compose(e *essay.Essay, o Options) (*setter, []page) {
	s := &setter{
		essay: e, o: o, fonts: typeset.New(), plan: office.PlanOf(e), lists: notelist.New(e), images: map[string]*image{}, root: &elem{kind: "Document"},
		size: cmp.Or(o.Size, 11), marked: map[*office.Note]bool{}, missed: map[rune]bool{}, foot: map[*office.Note][]item{},
	}
	s.wide = s.em(33)
	s.text()
	b := &breaker{setter: s, high: o.paper().high, items: s.items}
	return s, b.fill()
}

// Shown is the essay as a file holds it: pictures have the names by which the
// file knows them, or are paragraphs of what they show, and addresses are
// written as such.
func Shown(e *essay.Essay, o Options) *essay.Essay {
	s := &setter{o: o, images: map[string]*image{}}
	return runs.Map(e, func(b *doc.Block) *doc.Block {
		b = office.Addressed(b)
		if b.Kind != doc.Image {
			return b
		}
		if img := s.imageOf(b); img != nil {
			return b.WithInfo(doc.Info{Source: img.name, Alt: b.Info.Alt})
		}
		return picture.Instead(b)
	})
}

// file is the whole file.
func (d *drawing) file() []byte {
	f := &file{}
	pages, tree := make([]ref, len(d.sheets)), f.reserve()
	for i := range pages {
		pages[i] = f.reserve()
	}
	for _, a := range d.annots {
		a.ref = f.reserve()
	}
	images := ""
	for _, img := range d.images {
		images += fmt.Sprintf("/I%d %s ", img.index, img.write(f))
	}
	resources := f.add("<< /Font << %s>> /XObject << %s>> >>", d.embed(f), images)
	var kids []string
	for i, s := range d.sheets {
		var annots []string
		for _, a := range s.annots {
			annots = append(annots, a.ref.String())
		}
		content := f.addStream("", s.out.Bytes())
		f.set(pages[i], "<< /Type /Page /Parent %s /MediaBox [0 0 %s %s] /Resources %s /Contents %s /StructParents %d /Tabs /S /Annots [%s] >>",
			tree, number(d.sheet.wide), number(d.sheet.tall), resources, content, i, strings.Join(annots, " "))
		kids = append(kids, pages[i].String())
	}
	f.set(tree, "<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	pieces := make([][]*elem, len(d.sheets))
	for i, s := range d.sheets {
		pieces[i] = s.pieces
	}
	for i, a := range d.annots {
		a.number = len(d.sheets) + i
	}
	root := writeTags(f, d.root, pages, pieces, d.annots)
	for _, a := range d.annots {
		action := "/Dest " + literal(a.dest)
		if a.uri != "" {
			action = fmt.Sprintf("/A << /S /URI /URI %s >>", literal(a.uri))
		}
		f.set(a.ref, "<< /Type /Annot /Subtype /Link /Rect [%s %s %s %s] /Border [0 0 0] /F 4 /StructParent %d /Contents %s %s >>",
			number(a.box[0]), number(a.box[1]), number(a.box[2]), number(a.box[3]), a.number, text(a.words), action)
	}
	return f.bytes(d.catalog(f, tree, root, pages), d.info(f))
}

// catalog is the root of the file.
func (d *drawing) catalog(f *file, tree, tags ref, pages []ref) ref {
	entries := ""
	if names := sortedKeys(d.dests); len(names) > 0 {
		var list strings.Builder
		for _, n := range names {
			at := d.dests[n]
			fmt.Fprintf(&list, "%s [%s /XYZ %s %s null] ", literal(n), pages[at.page], number(at.x), number(at.y))
		}
		leaf := f.add("<< /Limits [%s %s] /Names [%s] >>", literal(names[0]), literal(names[len(names)-1]), list.String())
		entries += fmt.Sprintf(" /Names << /Dests << /Kids [%s] >> >>", leaf)
	}
	if outline := d.outline(f, pages); outline > 0 {
		entries += fmt.Sprintf(" /Outlines %s", outline)
	}
	if tag := d.language(); tag != "" {
		entries += " /Lang " + text(tag)
	}
	return f.add("<< /Type /Catalog /Pages %s /StructTreeRoot %s /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /Metadata %s%s >>",
		tree, tags, f.addPacked("/Type /Metadata /Subtype /XML", []byte(d.metadata())), entries)
}

// author is the one that is asked for, or the essay's.
func (s *setter) author() string {
	return cmp.Or(s.o.Author, strings.Join(s.essay.Meta().Authors, ", "))
}

// language is the text's language, or "" if nobody said.
func (s *setter) language() string {
	tag := cmp.Or(s.o.Lang, s.essay.Language())
	if t, err := language.Parse(tag); err == nil && tag != "" {
		return t.String()
	}
	return ""
}

func (d *drawing) info(f *file) ref {
	entries := ""
	if a := d.author(); a != "" {
		entries += " /Author " + text(a)
	}
	if about := d.essay.Meta().Description; about != "" {
		entries += " /Subject " + text(about)
	}
	if words := d.essay.Meta().Keywords; len(words) > 0 {
		entries += " /Keywords " + text(strings.Join(words, ", "))
	}
	if !d.o.Time.IsZero() {
		entries += d.o.Time.UTC().Format(" /CreationDate (D:20060102150405Z)")
	}
	return f.add("<< /Title %s /Producer (Ibid)%s >>", text(d.essay.Title()), entries)
}

// metadata says the same in the words of XMP.
func (d *drawing) metadata() string {
	var s strings.Builder
	s.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">")
	fmt.Fprintf(&s, "<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title><pdf:Producer>Ibid</pdf:Producer>", archive.Escape(d.essay.Title()))
	if a := d.author(); a != "" {
		fmt.Fprintf(&s, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>", archive.Escape(a))
	}
	if about := d.essay.Meta().Description; about != "" {
		fmt.Fprintf(&s, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>", archive.Escape(about))
	}
	if tag := d.language(); tag != "" {
		fmt.Fprintf(&s, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>", tag)
	}
	if !d.o.Time.IsZero() {
		fmt.Fprintf(&s, "<xmp:CreateDate>%s</xmp:CreateDate>", d.o.Time.UTC().Format(time.RFC3339))
	}
	s.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return s.String()
}

// outline adds the headings as bookmarks, each below the last one of a higher
// rank; 0 if there are none.
func (d *drawing) outline(f *file, pages []ref) ref {
	type node struct {
		heading
		ref  ref
		kids []*node
	}
	root := &node{}
	open := []*node{root}
	for _, h := range d.headings {
		for n := len(open); n > 1 && open[n-1].rank >= h.rank; n-- {
			open = open[:n-1]
		}
		k := &node{heading: h}
		in := open[len(open)-1]
		in.kids = append(in.kids, k)
		open = append(open, k)
	}
	if len(root.kids) == 0 {
		return 0
	}
	var write func(n *node, parent ref) (first, last ref, count int)
	write = func(n *node, parent ref) (first, last ref, count int) {
		for _, k := range n.kids {
			k.ref = f.reserve()
		}
		for i, k := range n.kids {
			entries := ""
			if i > 0 {
				entries += fmt.Sprintf(" /Prev %s", n.kids[i-1].ref)
			}
			if i+1 < len(n.kids) {
				entries += fmt.Sprintf(" /Next %s", n.kids[i+1].ref)
			}
			if len(k.kids) > 0 {
				first, last, c := write(k, k.ref)
				entries += fmt.Sprintf(" /First %s /Last %s /Count %d", first, last, c)
				count += c
			}
			count++
			f.set(k.ref, "<< /Title %s /Parent %s /Dest [%s /XYZ 0 %s null]%s >>", text(k.text), parent, pages[k.page], number(k.y), entries)
		}
		return n.kids[0].ref, n.kids[len(n.kids)-1].ref, count
	}
	r := f.reserve()
	first, last, count := write(root, r)
	f.set(r, "<< /Type /Outlines /First %s /Last %s /Count %d >>", first, last, count)
	return r
}
