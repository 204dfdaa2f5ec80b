package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/picture"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// item is a slice of the text that is not broken: a line of a paragraph, or of
// the cells of a table's row; a picture; a rule.
type item struct {
	before float64 // the blank above it, which is none at the top of a page
	high   float64
	base   float64 // of its lines, from its top
	lines  []line
	notes  []*office.Note // that stand at the foot of its page
	keep   bool           // no page ends after it
	head   []item         // of the table that goes on with it
	rules  []rule
	image  *placedImage
	title  *heading // that begins with it
}

// rule is a line drawn across, from its item's top.
type rule struct{ x, y, wide, thick float64 }

type placedImage struct {
	*image
	x, wide, high float64
	elem          *elem
}

// heading is one as the outline shows it.
type heading struct {
	rank int
	text string
	page int
	y    float64
}

// setter sets the text of an essay.
type setter struct {
	office.Warnings
	essay  *essay.Essay
	o      Options
	fonts  *typeset.Fonts
	plan   *office.Plan
	lists  *notelist.Lists
	images map[string]*image
	size   float64 // of the text
	wide   float64 // of the type area
	items  []item
	root   *elem
	marked map[*office.Note]bool // whose first marker is set
	missed map[rune]bool
	inNote bool
	after  float64 // the blank that the last block wants below it
	last   *doc.Block
	nest   []*elem // the lists or quotes that are open
	foot   map[*office.Note][]item
}

func noteName(n *office.Note) string { return fmt.Sprintf("fn-n%d", n.Order) }

func markerName(n *office.Note) string { return fmt.Sprintf("fnref-n%d", n.Order) }

// text sets the body and, where they belong, the notes.
func (s *setter) text() {
	s.blocks(s.essay.Body(), func(b *doc.Block) {
		if b.Kind == doc.Heading {
			s.noteLists(s.lists.Section(b.Level), false)
		}
	}, s.root)
	s.noteLists(s.lists.LastSection(), false)
	s.noteLists(s.lists.End(), true)
}

// blocks sets blocks as part of an element; before is called before each.
func (s *setter) blocks(d *doc.Document, before func(*doc.Block), in *elem) {
	s.last, s.nest = nil, nil
	blocks := office.Shown(d)
	numbers := office.Numbers(blocks)
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		before(b)
		start := len(s.items)
		switch b.Kind {
		case doc.Cell:
			i += s.table(blocks[i:], in) - 1
		case doc.Image:
			s.image(b, in)
		default:
			s.block(b, numbers[i], in)
		}
		s.footnotes(start, in)
		s.last = b
	}
}

// footnotes sets the notes whose first markers stand in the items from one on:
// those of the foot belong to the items, others wait for their list.
func (s *setter) footnotes(start int, in *elem) {
	for i := start; i < len(s.items); i++ {
		it := &s.items[i]
		for _, l := range it.lines {
			for _, n := range l.notes {
				if s.essay.Scheme().Of(n.Series).Place != "" && s.essay.Scheme().Of(n.Series).Place != essay.Foot {
					s.lists.Add(n.Ref)
					continue
				}
				it.notes = append(it.notes, n)
				s.foot[n] = s.note(n, in, noteLook)
			}
		}
	}
}

// spacing is the blank above and below a block, and how it is set.
type spacing struct {
	above, below float64
	look
}

// em is a measure as a part of the text's size.
func (s *setter) em(x float64) float64 { return x * s.size }

func (s *setter) body() look {
	return look{size: s.size, leading: s.em(1.36), ragged: s.o.Ragged}
}

// styleOf is how a block is set.
func (s *setter) styleOf(b *doc.Block) spacing {
	l := s.body()
	if s.inNote {
		l.size, l.leading = s.em(0.83), s.em(1.1)
	}
	u := l.size
	switch b.Kind {
	case doc.Heading:
		return s.headingStyle(b, l)
	case doc.Quote:
		l.left = u * 1.8 * float64(min(b.Level, maxDepth))
		l.right = u * 1.8
		l.size, l.leading = l.size*0.94, l.leading*0.94
		return spacing{u * 0.8, u * 0.8, l}
	case doc.Code, doc.Verbatim:
		l.style, l.left, l.lines, l.ragged = doc.Mono, u*1.2, true, true
		l.leading *= 0.9
		return spacing{u * 0.8, u * 0.8, l}
	case doc.Verse:
		l.left, l.lines, l.ragged = u*2.2, true, true
		return spacing{u * 0.8, u * 0.8, l}
	case doc.Bullet, doc.Numbered, doc.Task:
		l.left = u * (0.4 + 1.5*float64(min(b.Level, maxDepth)))
		return spacing{u * 0.5, u * 0.5, l}
	}
	if p := s.last; p != nil && (p.Kind == doc.Paragraph || p.Kind == doc.Quote && !s.inNote) && p.Kind == doc.Paragraph {
		l.first = u * 1.4
	}
	return spacing{0, 0, l}
}

// maxDepth bounds how far lists and quotes are indented.
const maxDepth = 6

func (s *setter) headingStyle(b *doc.Block, l look) spacing {
	l.ragged = true
	switch {
	case s.inNote:
		l.style = doc.Bold
		return spacing{l.size * 0.5, l.size * 0.2, l}
	case b.Level == 1 && len(s.items) == 0:
		l.size, l.leading = s.em(1.95), s.em(2.4)
		return spacing{0, s.em(1.9), l}
	case b.Level == 1:
		l.size, l.leading = s.em(1.55), s.em(2)
		return spacing{s.em(2.6), s.em(1.1), l}
	case b.Level == 2:
		l.size, l.leading, l.style = s.em(1.14), s.em(1.5), doc.Bold
		return spacing{s.em(2), s.em(0.55), l}
	case b.Level == 3:
		l.style = doc.Italic
		l.size = s.em(1.06)
		return spacing{s.em(1.5), s.em(0.4), l}
	}
	l.style = doc.Italic
	return spacing{s.em(1.1), s.em(0.2), l}
}

// gap is the blank above a block that wants some above it.
func (s *setter) gap(b *doc.Block, above float64) float64 {
	gap := max(above, s.after)
	if p := s.last; p != nil && p.Kind == b.Kind && (b.IsItem() || b.Kind == doc.Quote) || p != nil && p.IsItem() && b.IsItem() {
		gap = s.size * 0.12
	}
	if len(s.items) == 0 {
		return 0
	}
	return gap
}

// block sets a block that is a paragraph of some kind.
func (s *setter) block(b *doc.Block, number int, in *elem) {
	style := s.styleOf(b)
	gap := s.gap(b, style.above)
	s.after = style.below
	if b.Kind == doc.Rule {
		s.items = append(s.items, item{before: max(gap, s.em(0.7)), high: s.em(0.5), rules: []rule{{s.wide/2 - s.em(2.5), s.em(0.25), s.em(5), 0.4}}})
		s.after = s.em(0.7)
		return
	}
	at := s.element(b, in)
	var bits []bit
	if b.IsItem() {
		bits = s.label(b, number, &style.look, at)
		at = at.in("LBody")
	}
	bits = append(bits, s.bits(b.Spans(), style.look, at)...)
	s.add(bits, style.look, gap)
	if b.Kind == doc.Heading {
		for i := len(s.items) - 1; i >= 0 && s.items[i].before == 0 && i > 0; i-- {
			s.items[i].keep = true
		}
		s.headed(b)
		if b.Level == 1 && s.last == nil && !s.inNote {
			s.byline()
		}
	}
}

// byline names the author below the title.
func (s *setter) byline() {
	author := s.author()
	if author == "" {
		return
	}
	l := s.body()
	l.size, l.leading, l.ragged, l.style = s.em(1.1), s.em(1.5), true, doc.Italic
	at := s.root.in("Aside").in("P")
	s.add(s.bits([]doc.Span{{Text: author}}, l, at), l, s.em(0.35))
	s.items[len(s.items)-1].keep = true
}

// headed marks the items of a heading, which are the last ones.
func (s *setter) headed(b *doc.Block) {
	n := len(s.items) - 1
	if n < 0 {
		return
	}
	s.items[n].keep = true
	title := strings.Join(strings.Fields(office.Plain(b.Spans())), " ")
	if title != "" && !s.inNote {
		s.items[n].title = &heading{rank: b.Level, text: title}
	}
}

// element adds the element of a block.
func (s *setter) element(b *doc.Block, in *elem) *elem {
	if !b.IsItem() && b.Kind != doc.Quote {
		s.nest = nil
	}
	switch b.Kind {
	case doc.Heading:
		return in.in("H" + strconv.Itoa(b.Level))
	case doc.Quote:
		return s.nested("BlockQuote", b.Level, in).in("P")
	case doc.Code:
		return in.in("Code")
	case doc.Verbatim:
		return in.in("Verbatim")
	case doc.Verse:
		return in.in("Verse")
	case doc.Bullet:
		return s.nested("L", b.Level, in).in("Bullet")
	case doc.Numbered:
		return s.nested("L", b.Level, in).in("Numbered")
	case doc.Task:
		if b.Info.Done {
			return s.nested("L", b.Level, in).in("Done")
		}
		return s.nested("L", b.Level, in).in("Task")
	}
	return in.in("P")
}

// nested is the list or the quote of a level, each within the one above.
func (s *setter) nested(kind string, level int, in *elem) *elem {
	level = min(level, 50)
	if len(s.nest) > 0 && s.nest[0].kind != kind {
		s.nest = nil
	}
	s.nest = s.nest[:min(len(s.nest), level)]
	for len(s.nest) < level {
		if n := len(s.nest); n > 0 {
			in = s.nest[n-1]
		}
		s.nest = append(s.nest, in.in(kind))
	}
	return s.nest[level-1]
}

// label is what stands before an item, hanging out to the left.
func (s *setter) label(b *doc.Block, number int, l *look, at *elem) []bit {
	sign := "•"
	switch {
	case b.Kind == doc.Numbered:
		sign = strconv.Itoa(number) + "."
	case b.Kind == doc.Task && b.Info.Done:
		sign = "☑"
	case b.Kind == doc.Task:
		sign = "☐"
	case b.Level%2 == 0:
		sign = "–"
	}
	return s.hanging(sign, l, at)
}

// hanging is a label before a paragraph, to the left of it. What the label and
// a gap take is what the first line is moved by.
func (s *setter) hanging(sign string, l *look, at *elem) []bit {
	style := l.style &^ doc.Mono
	w := s.fonts.Shape(sign+"\u2002", typeset.Cut{Style: style})
	l.first = -w.Width * l.size / 1000
	return []bit{{text: sign + "\u2002", run: run{size: l.size, elem: at.in("Lbl")}, cut: typeset.Cut{Style: style}}}
}

// add sets a paragraph and adds its lines, of which neither the first nor the
// last stands alone on a page.
func (s *setter) add(bits []bit, l look, gap float64) {
	lines := s.paragraph(bits, l, s.wide)
	for i, ln := range lines {
		it := item{high: l.leading, base: l.leading*0.5 + l.size*0.27, lines: []line{ln}}
		if i == 0 {
			it.before = gap
		}
		it.keep = len(lines) > 1 && (i == 0 || i == len(lines)-2)
		s.items = append(s.items, it)
	}
}

// image sets a picture with its caption, or in place of one that is not at hand
// what it shows.
func (s *setter) image(b *doc.Block, in *elem) {
	img := s.imageOf(b)
	if img == nil {
		if x := picture.Instead(b); !office.Empty(x) {
			s.block(x, 0, in)
		}
		return
	}
	fig := in.in("Figure")
	fig.alt = picture.Alt(b)
	fig.attrs = " /T " + text(img.name)
	wide, high := img.fit(s.wide, s.o.paper().high*0.55)
	s.items = append(s.items, item{before: s.gap(b, s.em(1.1)), high: high, image: &placedImage{img, (s.wide - wide) / 2, wide, high, fig}})
	s.after = s.em(1.1)
	if office.Empty(b.As(doc.Paragraph, 0)) {
		return
	}
	s.items[len(s.items)-1].keep = true
	l := s.body()
	l.size, l.leading, l.align, l.ragged = s.em(0.87), s.em(1.15), doc.Center, true
	s.add(s.bits(b.Spans(), l, fig.in("Caption")), l, s.em(0.45))
}
