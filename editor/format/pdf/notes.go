package pdf

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// noteLook is how a note begins: at the foot with a raised mark, in a list with
// a mark beside it.
type markLook bool

const (
	noteLook markLook = false
	listLook markLook = true
)

// note sets a note as part of an element and gives its items.
func (s *setter) note(n *office.Note, in *elem, how markLook) []item {
	items, last, after, nest := s.items, s.last, s.after, s.nest
	s.items, s.inNote, s.after = nil, true, 0
	defer func() { s.items, s.last, s.after, s.nest, s.inNote = items, last, after, nest, false }()
	e := in.in("Note")
	e.id = noteName(n)
	blocks := office.Shown(n.Text)
	if len(blocks) == 0 || blocks[0].Kind != doc.Paragraph {
		blocks = append([]*doc.Block{doc.NewBlock(doc.Paragraph, 0)}, blocks...)
	}
	s.opening(n, blocks[0], e, how)
	if len(blocks) > 1 {
		s.blocks(doc.New(blocks[1:]...), func(b *doc.Block) {
			if s.last == nil && b.Kind == doc.Paragraph { // it goes on
				s.last = blocks[0]
			}
		}, e)
	}
	if how == listLook { // all of it beside its mark
		indent := s.em(1.6)
		for i := range s.items {
			s.items[i].shift(indent)
		}
	}
	return s.items
}

// shift moves an item to the right.
func (it *item) shift(by float64) {
	for i := range it.lines {
		for k := range it.lines[i].runs {
			it.lines[i].runs[k].x += by
		}
	}
	for i := range it.rules {
		it.rules[i].x += by
	}
	if it.image != nil {
		it.image.x += by
	}
}

// opening sets a note's first paragraph with its mark, which leads back to the
// text.
func (s *setter) opening(n *office.Note, b *doc.Block, in *elem, how markLook) {
	style := s.styleOf(b).look
	style.first = 0
	label := in.in("Lbl")
	mark := bit{text: n.Label, run: run{size: style.size, elem: label, dest: markerName(n), name: noteName(n)}}
	wide := s.wide
	var bits []bit
	if how == listLook {
		if typeset.Superior(n.Label) {
			mark.text += "."
		}
		w := s.fonts.Shape(mark.text+"\u2002", mark.cut)
		style.first = -w.Width * style.size / 1000
		style.right = s.em(1.6)
		bits = []bit{mark, {text: "\u2002", run: run{size: style.size, elem: label}}}
	} else {
		raise(&mark, style.size)
		bits = []bit{mark, {text: "\u2009", run: run{size: style.size, elem: label}}}
	}
	bits = append(bits, s.bits(b.Spans(), style, in.in("P"))...)
	s.wide = wide
	s.add(bits, style, 0)
	s.last = b
}

// noteLists sets lists of notes among the text.
func (s *setter) noteLists(lists []notelist.List, titled bool) {
	for _, l := range lists {
		if titled {
			h := doc.NewBlock(doc.Heading, 2, doc.Span{Text: l.Title(s.language())})
			aside := s.root.in("Aside")
			s.block(h, 0, aside)
			s.last = h
		} else {
			s.after = s.em(1)
		}
		for i, r := range l.Refs {
			items := s.note(s.plan.Of(string(r.Note)), s.root, listLook)
			if len(items) == 0 {
				continue
			}
			items[0].before = s.em(0.25)
			if i == 0 {
				items[0].before = s.after
			}
			s.items = append(s.items, items...)
		}
		s.after, s.last = s.em(1), nil
	}
}
