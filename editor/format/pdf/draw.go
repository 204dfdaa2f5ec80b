package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// drawing is the pages as they are written into the file.
type drawing struct {
	*setter
	fontSet
	sheet    sheet
	sheets   []*canvas
	annots   []*annot
	images   []*image
	headings []heading
	dests    map[string]dest
	section  string // of the page before
	labels   notelist.Labels
}

type dest struct {
	page int
	x, y float64
}

// canvas is a page while it is drawn.
type canvas struct {
	*drawing
	out    bytes.Buffer
	index  int
	left   float64 // of the type area
	pieces []*elem
	annots []*annot
	pen    pen
}

// page draws a page.
func (d *drawing) page(index int, p page) {
	c := &canvas{drawing: d, index: index, left: (d.sheet.wide - d.wide) / 2}
	d.sheets = append(d.sheets, c)
	if index == 0 {
		if b := d.essay.Body().Block(0); b.Kind != doc.Heading {
			d.section = ""
		}
	}
	y := d.sheet.tall - d.sheet.top
	for _, it := range p.head {
		c.item(it, y, true)
		y -= it.high
	}
	for i, it := range p.items {
		if i > 0 {
			y -= it.before
		}
		c.item(it, y, false)
		y -= it.high
	}
	c.foot(p)
	c.running(p)
}

// foot draws the notes at the foot of the page.
func (c *canvas) foot(p page) {
	if len(p.notes) == 0 {
		return
	}
	high := 0.0
	for i, it := range p.notes {
		if i > 0 {
			high += it.before
		}
		high += it.high
	}
	y := c.sheet.foot + high
	wide := c.wide * 0.22
	if p.going { // what goes on from the page before stands below a rule of full width
		wide = c.wide
	}
	c.artifact(func() { c.fill(c.left, y+3.5, wide, 0.4) })
	for i, it := range p.notes {
		if i > 0 {
			y -= it.before
		}
		c.item(it, y, false)
		y -= it.high
	}
}

// running draws the running head and the page's number.
func (c *canvas) running(p page) {
	for _, it := range p.items {
		if it.title != nil && it.title.rank <= 2 && (c.index > 0 || it.title.rank > 1) {
			c.section = it.title.text
		}
	}
	size := c.em(0.82)
	c.out.WriteString("/Artifact << /Type /Pagination >> BDC\n")
	number := c.fonts.Shape(fmt.Sprint(c.index+1), typeset.Cut{})
	c.word(number, (c.sheet.wide-number.Width*size/1000)/2, c.sheet.foot-c.em(3.2), size)
	if c.index > 0 {
		y := c.sheet.tall - c.sheet.top + c.em(2.2)
		cut := typeset.Cut{Style: doc.Italic}
		title := shorten(c.essay.Title(), 48)
		w := c.fonts.Shape(title, cut)
		c.word(w, c.left, y, size)
		if c.section != "" && c.section != c.essay.Title() {
			s := c.fonts.Shape(shorten(c.section, 40), cut)
			if w.Width+s.Width < (c.wide-c.em(2))*1000/size {
				c.word(s, c.left+c.wide-s.Width*size/1000, y, size)
			}
		}
	}
	c.pen.end(&c.out)
	c.out.WriteString("EMC\n")
}

// word draws a word that is no part of the text.
func (c *canvas) word(w *typeset.Word, x, y, size float64) {
	for _, g := range w.Glyphs {
		c.glyph(g, x, y, size)
	}
}

// artifact draws what is no part of the text.
func (c *canvas) artifact(draw func()) {
	c.out.WriteString("/Artifact BMC\n")
	draw()
	c.out.WriteString("EMC\n")
}

func (c *canvas) fill(x, y, wide, high float64) {
	fmt.Fprintf(&c.out, "%s %s %s %s re f\n", number(x), number(y), number(wide), number(high))
}

// item draws an item whose top is at y. A table's head that is repeated is no
// part of the text.
func (c *canvas) item(it item, y float64, again bool) {
	for _, r := range it.rules {
		c.artifact(func() { c.fill(c.left+r.x, y-r.y-r.thick/2, r.wide, r.thick) })
	}
	if it.image != nil {
		c.picture(it.image, y)
	}
	if it.title != nil && !again {
		h := *it.title
		h.page, h.y = c.index, y+c.em(0.6)
		c.headings = append(c.headings, h)
	}
	for _, l := range it.lines {
		c.line(l, y-it.base, again)
	}
}

func (c *canvas) picture(p *placedImage, y float64) {
	if !containsImage(c.images, p.image) {
		c.images = append(c.images, p.image)
	}
	c.begin(p.elem)
	fmt.Fprintf(&c.out, "q %s 0 0 %s %s %s cm /I%d Do Q\nEMC\n", number(p.wide), number(p.high), number(c.left+p.x), number(y-p.high), p.index)
}

func containsImage(list []*image, img *image) bool {
	for _, x := range list {
		if x == img {
			return true
		}
	}
	return false
}

// begin begins a piece of an element.
func (c *canvas) begin(e *elem) {
	if e.late != nil {
		e.late.kids = append(e.late.kids, kid{elem: e})
		e.late = nil
	}
	fmt.Fprintf(&c.out, "/%s << /MCID %d >> BDC\n", e.kind, len(c.pieces))
	e.kids = append(e.kids, kid{page: c.index, piece: len(c.pieces)})
	c.pieces = append(c.pieces, e)
}

// line draws the runs of a line; those of one element are one piece of it.
func (c *canvas) line(l line, y float64, again bool) {
	c.behind(l, y)
	for i := 0; i < len(l.runs); {
		end := i + 1
		for end < len(l.runs) && l.runs[end].elem == l.runs[i].elem && l.runs[end].silent == l.runs[i].silent {
			end++
		}
		part := l.runs[i:end]
		switch {
		case again || part[0].silent:
			c.out.WriteString("/Artifact BMC\n")
		default:
			c.begin(part[0].elem)
		}
		for _, r := range part {
			c.run(r, y)
		}
		c.pen.end(&c.out)
		c.out.WriteString("EMC\n")
		if !again {
			c.link(part, y)
		}
		i = end
	}
}

// Colours of the page: ink, what leads out of the text, what is lit.
const (
	ink   = "0 g\n"
	away  = "0.45 0.16 0.1 rg\n"
	light = "0.98 0.92 0.84 rg\n"
)

// behind draws what stands behind and through the words of a line.
func (c *canvas) behind(l line, y float64) {
	for _, r := range l.runs {
		lines := r.style&(doc.Underline|doc.Strike) != 0
		if r.style&doc.Lit == 0 && !lines {
			continue
		}
		x, wide := c.left+r.x, r.word.Width*r.size/1000
		base := y + r.rise
		c.artifact(func() {
			if r.style&doc.Lit != 0 {
				c.out.WriteString(light)
				c.fill(x, base-r.size*0.24, wide, r.size*1.02)
				c.out.WriteString(ink)
			}
			if r.style&doc.Underline != 0 {
				c.fill(x, base-r.size*0.14, wide, r.size*0.045)
			}
			if r.style&doc.Strike != 0 {
				c.fill(x, base+r.size*0.24, wide, r.size*0.05)
			}
		})
	}
}

// run draws a word of the text. Its styles are told in the file where they are
// not those of the type alone.
func (c *canvas) run(r run, y float64) {
	if r.name != "" {
		c.dests[r.name] = dest{c.index, c.left, y + r.size*1.6}
	}
	entries := ""
	if r.style != 0 && !r.silent {
		entries += fmt.Sprintf(" /Style %d", r.style)
	}
	if r.word.Leftway {
		entries += " /Leftway true"
	}
	if entries != "" {
		c.pen.end(&c.out)
		fmt.Fprintf(&c.out, "/Span <<%s >> BDC\n", entries)
	}
	if r.uri != "" {
		c.pen.end(&c.out)
		c.out.WriteString(away)
	}
	for i := 0; i < len(r.word.Glyphs); {
		g := r.word.Glyphs[i]
		if !g.Many {
			c.glyph(g, c.left+r.x, y+r.rise, r.size)
			i++
			continue
		}
		i = c.cluster(r, i, y)
	}
	if r.uri != "" {
		c.pen.end(&c.out)
		c.out.WriteString(ink)
	}
	if entries != "" {
		c.pen.end(&c.out)
		c.out.WriteString("EMC\n")
	}
}

// cluster draws glyphs that stand for a text together, which is told in the
// file, and gives the index after them.
func (c *canvas) cluster(r run, from int, y float64) int {
	end := from + 1
	for end < len(r.word.Glyphs) && r.word.Glyphs[end].Many && r.word.Glyphs[end].Text == "" {
		end++
	}
	c.pen.end(&c.out)
	var hex strings.Builder
	for _, u := range utf16.Encode([]rune(r.word.Glyphs[from].Text)) {
		fmt.Fprintf(&hex, "%04X", u)
	}
	fmt.Fprintf(&c.out, "/Span << /ActualText <FEFF%s> >> BDC\n", hex.String())
	for _, g := range r.word.Glyphs[from:end] {
		c.glyph(g, c.left+r.x, y+r.rise, r.size)
	}
	c.pen.end(&c.out)
	c.out.WriteString("EMC\n")
	return end
}

// glyph draws a glyph of a word that begins at a place.
func (c *canvas) glyph(g typeset.Glyph, x, y, size float64) {
	s := c.of(g.Face)
	n := 0
	if g.ID == 0 { // what no font has
		n = s.lacking(g.Text)
	} else {
		n = s.of(g.ID, g.Text)
	}
	c.pen.show(&c.out, s.index, n, x+(g.At+g.X)*size/1000, y+g.Y*size/1000, size*g.Size, s.face.Advance(g.ID))
}

// link adds the link of a part of a line.
func (c *canvas) link(part []run, y float64) {
	first, last := part[0], part[len(part)-1]
	if first.uri == "" && first.dest == "" {
		return
	}
	left, right := first.x, first.x
	var words strings.Builder
	for _, r := range part {
		left, right = min(left, r.x), max(right, r.x+r.word.Width*r.size/1000)
		words.WriteString(r.word.Text)
	}
	size := max(first.size, last.size)
	says := strings.TrimSpace(words.String())
	switch {
	case first.elem.kind == "Lbl":
		says = c.labels.Back + " " + strings.TrimRight(says, ". \u2009\u2002")
	case first.dest != "":
		says = c.labels.Footnote + " " + says
	}
	a := &annot{
		page: c.index, uri: first.uri, dest: first.dest, words: says, elem: first.elem,
		box: [4]float64{c.left + left - 0.5, y + min(0, first.rise) - size*0.25, c.left + right + 0.5, y + first.rise + size*0.8},
	}
	first.elem.kids = append(first.elem.kids, kid{annot: a})
	c.annots = append(c.annots, a)
	c.drawing.annots = append(c.drawing.annots, a)
}
