package epub

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/text/language"

	"github.com/ibid-editor/ibid/editor/format/archive"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// css is the book's style sheet; the face and the size are the reader's.
const css = `body{line-height:1.5;margin:0 4%}
h1,h2,h3,h4,h5,h6{line-height:1.25;text-align:start;font-weight:normal;break-after:avoid;page-break-after:avoid;margin:1.8em 0 .7em}
h1{font-size:1.6em;margin-top:2.5em}h2{font-size:1.3em}h3{font-size:1.1em;font-style:italic}h4,h5,h6{font-size:1em;font-style:italic}
p{margin:0;text-indent:1.2em;orphans:2;widows:2}
h1+p,h2+p,h3+p,h4+p,h5+p,h6+p,hr+p,blockquote+p,ul+p,ol+p,figure+p,table+p,pre+p,.verse+p,p:first-child{text-indent:0}
blockquote{margin:1em 1.4em}ul,ol{margin:.8em 0;padding-left:1.6em}ul ul,ul ol,ol ul,ol ol{margin:.2em 0}
p.verse{margin:1em 1.4em;text-indent:0;white-space:pre-wrap}
.smallcaps{font-variant:small-caps}sup,sub{line-height:0;font-size:.7em}
a[role=doc-noteref]{text-decoration:none}mark{background:#f6e9dc;color:inherit}
pre{white-space:pre-wrap;font-size:.85em;margin:1em 0}
figure{margin:1.2em 0;text-align:center;break-inside:avoid;page-break-inside:avoid}img{max-width:100%}figcaption{font-size:.9em;margin-top:.4em}
table{border-collapse:collapse;margin:1.2em 0}th,td{border-bottom:1px solid #999;padding:.25em .6em;text-align:start;vertical-align:top}th{font-weight:bold}
hr{border:0;border-top:1px solid #999;width:25%;margin:1.6em auto}hr.notes{width:20%;margin:2em 0 1em}
aside{font-size:.9em;margin-bottom:.5em}.cover{margin:0;text-align:center}.cover img{max-height:100%}
`

func part(name, content string) archive.Part {
	return archive.Part{Name: name, Data: []byte(content)}
}

// parts is the whole book.
func (b *book) parts() []archive.Part {
	const container = xmlHead + `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`
	parts := []archive.Part{
		{Name: "mimetype", Data: []byte("application/epub+zip"), Stored: true},
		part("META-INF/container.xml", container),
		part("EPUB/package.opf", b.packageFile()),
		part("EPUB/nav.xhtml", b.xhtml(contents, b.navigation())),
		part("EPUB/toc.ncx", b.ncx()),
		part("EPUB/style.css", css),
	}
	if !b.options.Coverless {
		parts = append(parts, archive.Part{Name: "EPUB/cover.png", Data: b.cover(), Stored: true},
			part("EPUB/cover.xhtml", b.xhtml(b.title(), "<section epub:type=\"cover\" class=\"cover\"><img src=\"cover.png\" role=\"doc-cover\" alt=\""+archive.Escape(b.title())+"\"/></section>\n")))
	}
	for i, body := range b.files {
		parts = append(parts, part("EPUB/"+fileName(i), b.xhtml(b.title(), body)))
	}
	for _, m := range b.pictures {
		parts = append(parts, archive.Part{Name: "EPUB/" + m.Name(), Data: m.Data, Stored: true})
	}
	return parts
}

// contents is the title of the navigation.
const contents = "Contents"

// dated is a date as books have it.
var dated = lazyregexp.New(`^\d{4}(?:-\d{2}(?:-\d{2})?)?$`)

// authors are the one that is asked for, or the essay's.
func (b *book) authors() []string {
	if b.options.Author != "" {
		return []string{b.options.Author}
	}
	return b.essay.Meta().Authors
}

func (b *book) title() string { return cmp.Or(b.essay.Title(), untitled) }

// untitled is the title of a book whose essay has none, as the format wants one.
const untitled = "Untitled"

// language is the book's language; und is that of a text of which nobody said
// it.
func (b *book) language() string {
	tag := cmp.Or(b.options.Lang, b.essay.Language())
	if t, err := language.Parse(tag); err == nil && tag != "" {
		return t.String()
	}
	return "und"
}

// rightToLeft reports whether the language is written from right to left.
func (b *book) rightToLeft() bool {
	script, _ := language.Make(b.language()).Script()
	return slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"}, script.String())
}

func (b *book) xhtml(title, body string) string {
	direction := ""
	if b.rightToLeft() {
		direction = ` dir="rtl"`
	}
	tag := b.language()
	return fmt.Sprintf(`%s<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="%s" xml:lang="%s"%s>
<head><meta charset="utf-8"/><title>%s</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
%s</body>
</html>
`, xmlHead, tag, tag, direction, archive.Escape(title), body)
}

// identifier names the book by what is in it.
func (b *book) identifier() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q%q", b.title(), b.files)
	sum := h.Sum(nil)
	sum[6], sum[8] = sum[6]&0x0F|0x80, sum[8]&0x3F|0x80 // a UUID of version 8, made by rules of one's own
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// packageFile says what is in the book, and in which order it is read.
func (b *book) packageFile() string {
	when := b.options.Time
	if when.IsZero() {
		when = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var s strings.Builder
	fmt.Fprintf(&s, `%s<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s">`+"\n", xmlHead, b.language())
	fmt.Fprintf(&s, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">%s</dc:identifier>\n<dc:title>%s</dc:title>\n<dc:language>%s</dc:language>\n",
		b.identifier(), archive.Escape(b.title()), b.language())
	for i, author := range b.authors() {
		fmt.Fprintf(&s, "<dc:creator id=\"author%d\">%s</dc:creator>\n<meta refines=\"#author%d\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n", i+1, archive.Escape(author), i+1)
	}
	if d := b.essay.Meta().Description; d != "" {
		fmt.Fprintf(&s, "<dc:description>%s</dc:description>\n", archive.Escape(d))
	}
	if d := b.essay.Meta().Date; dated.MatchString(d) {
		fmt.Fprintf(&s, "<dc:date>%s</dc:date>\n", d)
	}
	for _, k := range b.essay.Meta().Keywords {
		fmt.Fprintf(&s, "<dc:subject>%s</dc:subject>\n", archive.Escape(k))
	}
	fmt.Fprintf(&s, "<meta property=\"dcterms:modified\">%s</meta>\n", when.UTC().Format("2006-01-02T15:04:05Z"))
	if !b.options.Coverless {
		s.WriteString("<meta name=\"cover\" content=\"cover-image\"/>\n") // for readers before EPUB 3
	}
	for _, m := range b.access() {
		fmt.Fprintf(&s, "<meta property=\"schema:%s\">%s</meta>\n", m[0], m[1])
	}
	s.WriteString("</metadata>\n<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n" +
		"<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n<item id=\"css\" href=\"style.css\" media-type=\"text/css\"/>\n")
	spine := ""
	if !b.options.Coverless {
		fmt.Fprintf(&s, "<item id=\"cover-image\" href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>\n<item id=\"%s\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n", coverID)
		spine = fmt.Sprintf("<itemref idref=\"%s\"/>\n", coverID)
	}
	for i := range b.files {
		fmt.Fprintf(&s, "<item id=\"part%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>\n", i+1, fileName(i))
		spine += fmt.Sprintf("<itemref idref=\"part%d\"/>\n", i+1)
	}
	for i, m := range b.pictures {
		fmt.Fprintf(&s, "<item id=\"image%d\" href=\"%s\" media-type=\"%s\"/>\n", i+1, m.Name(), m.Type)
	}
	direction := ""
	if b.rightToLeft() {
		direction = ` page-progression-direction="rtl"`
	}
	fmt.Fprintf(&s, "</manifest>\n<spine toc=\"ncx\"%s>\n%s</spine>\n</package>\n", direction, spine)
	return s.String()
}

// access says in the words of schema.org for whom the book can be read.
func (b *book) access() [][2]string {
	list := [][2]string{{"accessMode", "textual"}, {"accessModeSufficient", "textual"}, {"accessibilityFeature", "tableOfContents"}, {"accessibilityFeature", "structuralNavigation"}, {"accessibilityHazard", "none"}}
	if len(b.pictures) > 0 {
		list = append(list, [2]string{"accessMode", "visual"}, [2]string{"accessibilityFeature", "alternativeText"})
	}
	return list
}

// entry is a heading in the navigation with those below it.
type entry struct {
	address, text string
	below         []*entry
}

// entries are the headings, each below the last one of a higher rank.
func (b *book) entries() []*entry {
	root := &entry{}
	open, ranks := []*entry{root}, []int{0}
	for _, h := range b.headings {
		if h.text == "" {
			continue
		}
		for n := len(ranks); n > 1 && ranks[n-1] >= h.rank; n-- {
			open, ranks = open[:n-1], ranks[:n-1]
		}
		e := &entry{address: fileName(h.file) + "#" + h.id, text: h.text}
		in := open[len(open)-1]
		in.below = append(in.below, e)
		open, ranks = append(open, e), append(ranks, h.rank)
	}
	if len(root.below) == 0 {
		root.below = []*entry{{address: fileName(0), text: b.title()}}
	}
	return root.below
}

// navigation is the table of contents, and where its parts are for programs.
func (b *book) navigation() string {
	var s strings.Builder
	fmt.Fprintf(&s, "<nav epub:type=\"toc\" role=\"doc-toc\">\n<h1>%s</h1>\n", contents)
	var list func([]*entry)
	list = func(entries []*entry) {
		s.WriteString("<ol>\n")
		for _, e := range entries {
			fmt.Fprintf(&s, `<li><a href="%s">%s</a>`, e.address, archive.Escape(e.text))
			if len(e.below) > 0 {
				s.WriteString("\n")
				list(e.below)
			}
			s.WriteString("</li>\n")
		}
		s.WriteString("</ol>\n")
	}
	list(b.entries())
	fmt.Fprintf(&s, "</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n<li><a epub:type=\"bodymatter\" href=\"%s\">%s</a></li>\n</ol>\n</nav>\n", fileName(0), archive.Escape(b.title()))
	return s.String()
}

// ncx is the table of contents as readers before EPUB 3 know it.
func (b *book) ncx() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"%s\">\n<head><meta name=\"dtb:uid\" content=\"%s\"/></head>\n<docTitle><text>%s</text></docTitle>\n<navMap>\n",
		xmlHead, b.language(), b.identifier(), archive.Escape(b.title()))
	n := 0
	var list func([]*entry)
	list = func(entries []*entry) {
		for _, e := range entries {
			n++
			fmt.Fprintf(&s, "<navPoint id=\"p%d\" playOrder=\"%d\"><navLabel><text>%s</text></navLabel><content src=\"%s\"/>", n, n, archive.Escape(e.text), e.address)
			list(e.below)
			s.WriteString("</navPoint>\n")
		}
	}
	list(b.entries())
	s.WriteString("</navMap>\n</ncx>\n")
	return s.String()
}
