package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/typeset"
)

// Measures are in points from here on.

// look is how a paragraph is set.
type look struct {
	size, leading float64
	style         doc.Style // that all of it has
	left, right   float64   // indents
	first         float64   // indent of the first line beside the left one
	align         doc.Align
	ragged        bool
	lines         bool // its line feeds are kept, and the blanks at a line's start
}

// run is a word on a line.
type run struct {
	word       *typeset.Word
	x          float64 // from the edge of the type area
	size, rise float64
	style      doc.Style
	elem       *elem
	uri, dest  string // where it leads
	name       string // of the place, for links that lead here
	silent     bool   // it is no part of the text, such as a hyphen at a line's end
}

// line is the words of a line in the order of the text.
type line struct {
	runs  []run
	notes []*office.Note // whose first markers are in it
}

// bit is a piece of a paragraph in one style.
type bit struct {
	text string
	run  // what its words have alike
	cut  typeset.Cut
	note *office.Note // whose first marker it is
}

// bits makes the pieces of a block's spans, whose text belongs to an element.
func (s *setter) bits(spans []doc.Span, l look, in *elem) []bit {
	var list []bit
	var link *elem // the one that is going on
	var last string
	for _, sp := range spans {
		if sp.Atom != nil {
			if b, ok := s.atom(sp, l, in); ok {
				list = append(list, b)
			}
			last = ""
			continue
		}
		b := bit{text: sp.Text, run: run{size: l.size, style: sp.Style, elem: in}, cut: typeset.Cut{Style: l.style | sp.Style}}
		if l.style&sp.Style&doc.Italic != 0 { // emphasis in italics is upright
			b.cut.Style &^= doc.Italic
		}
		switch {
		case sp.Style&doc.Super != 0:
			b.size, b.rise = l.size*0.65, l.size*0.36
		case sp.Style&doc.Sub != 0:
			b.size, b.rise = l.size*0.65, -l.size*0.12
		}
		if b.cut.Style&doc.Mono != 0 {
			b.size *= 0.84
		}
		address := office.Link(sp.Link)
		if address == "" && sp.Link != "" {
			s.Add("The link to “%s” is left out: addresses of that kind can do harm.", sp.Link)
		}
		if address != "" {
			if link == nil || last != address {
				link = in.within("Link")
			}
			b.elem, b.uri = link, address
		}
		last = address
		list = append(list, b)
	}
	return list
}

// atom is a marker or a note's number within prose.
func (s *setter) atom(sp doc.Span, l look, in *elem) (bit, bool) {
	n := s.plan.Of(sp.Atom.ID)
	switch {
	case sp.IsMarker() && (n == nil || s.inNote):
		s.Add("Markers within notes are left out: notes cannot have notes.")
		return bit{}, false
	case n == nil:
		s.Add("A cross-reference names a note that has no marker: it is written as “?”.")
		return bit{text: "?", run: run{size: l.size, style: sp.Style, elem: in}, cut: typeset.Cut{Style: l.style}}, true
	case !sp.IsMarker():
		return bit{text: n.Label, run: run{size: l.size, style: sp.Style, elem: in.within("CrossRef"), dest: noteName(n)}, cut: typeset.Cut{Style: l.style}}, true
	}
	b := bit{text: n.Label, run: run{size: l.size, elem: in.within("Marker"), dest: noteName(n)}, cut: typeset.Cut{Style: l.style &^ (doc.Italic | doc.SmallCaps)}}
	raise(&b, l.size)
	if !s.marked[n] {
		s.marked[n] = true
		b.name, b.note = markerName(n), n
	}
	return b, true
}

// raise sets a marker in superior figures, or in small raised letters.
func raise(b *bit, size float64) {
	switch {
	case typeset.Superior(b.text):
		b.cut.Raised = true
	case strings.Trim(b.text, "*†‡§‖¶") == "":
		b.size, b.rise = size*0.78, size*0.22
	default:
		b.size, b.rise = size*0.65, size*0.36
	}
}

// paragraph sets pieces in lines. Wide is that of the type area.
func (s *setter) paragraph(bits []bit, l look, wide float64) []line {
	p := &para{setter: s, bits: bits, look: l, room: wide - l.left - l.right}
	p.analyse()
	if len(p.boxes) == 0 {
		return nil
	}
	m := typeset.Measure{Wide: p.room, First: l.first, Justify: !l.ragged && l.align == doc.Natural && !l.lines}
	if l.lines { // a line that is too long goes on farther right
		m.Hang = p.hang()
		m.First = 0
	}
	ends := typeset.Breaks(p.boxes, m)
	var lines []line
	from := 0
	for i, end := range ends {
		first := i == 0
		if l.lines {
			first = first || p.boxes[from-1].Forced
		}
		last := i == len(ends)-1 || p.boxes[end-1].Forced
		lines = append(lines, p.line(from, end, first, last, m))
		from = end
	}
	return lines
}

// hang is how far a line of code or verse that is too long goes on to the right.
func (p *para) hang() float64 { return min(2*p.look.size, p.room/4) }

// para is a paragraph while it is set.
type para struct {
	*setter
	look
	bits    []bit
	room    float64
	runes   []rune
	of      []int   // the piece of each character
	levels  []uint8 // nil where all runs from left to right
	leftway bool
	boxes   []typeset.Box
	content [][]run // of each box, without places
	blanks  [][]run // after each box
	level   [][]uint8
	notes   [][]*office.Note
}

// joiner stands for a marker where a text is looked through for places at which
// lines can end: there is none beside it.
const joiner = '\u2060'

// analyse finds the boxes.
func (p *para) analyse() {
	var shown []rune // as it is looked through
	for i, b := range p.bits {
		for _, r := range b.text {
			p.runes = append(p.runes, r)
			p.of = append(p.of, i)
			if b.elem != nil && b.elem.kind == "Marker" {
				r = joiner
			}
			shown = append(shown, r)
		}
	}
	if len(p.runes) == 0 {
		return
	}
	p.levels, p.leftway = typeset.Levels(p.runes)
	var seg segmenter.Segmenter
	seg.Init(shown)
	lines := seg.LineIterator()
	for lines.Next() {
		at := lines.Line()
		end := at.Offset + len(at.Text)
		p.box(at.Offset, end, at.IsMandatoryBreak && end < len(p.runes))
	}
}

// isBlank reports whether a character is a blank that a line's end takes away.
func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func (p *para) box(from, to int, forced bool) {
	end := to
	for end > from && isBlank(p.runes[end-1]) {
		end--
	}
	start := from
	if !p.lines { // blanks at the start of a text show nothing
		for start < end && isBlank(p.runes[start]) {
			start++
		}
	}
	content, levels, wide, notes := p.words(start, end)
	hyphen := 0.0
	if end > from && p.runes[end-1] == '\u00ad' {
		hyphen = p.fonts.Shape("-", typeset.Cut{Style: p.style}).Width * p.look.size / 1000
	}
	narrow := p.room - max(p.first, 0)
	if p.lines {
		narrow = p.room - p.hang()
	}
	if wide > narrow && narrow > 0 && end-start > 1 {
		p.pieces(start, end, wide, narrow)
		n := len(p.boxes) - 1
		p.boxes[n].Forced = forced
		p.addBlank(n, end, to)
		return
	}
	p.boxes = append(p.boxes, typeset.Box{Wide: wide, Break: true, Forced: forced, Hyphen: hyphen})
	p.content, p.level, p.notes = append(p.content, content), append(p.level, levels), append(p.notes, notes)
	p.blanks = append(p.blanks, nil)
	p.addBlank(len(p.boxes)-1, end, to)
}

// pieces splits a word that is wider than a line.
func (p *para) pieces(from, to int, wide, narrow float64) {
	n := max(1, int(float64(to-from)*narrow/wide*0.9))
	for from < to {
		end := min(from+n, to)
		for end < to && (unicode.Is(unicode.M, p.runes[end]) || p.runes[end] == 0x200D) && end-from < 4*n {
			end++
		}
		content, levels, w, notes := p.words(from, end)
		p.boxes = append(p.boxes, typeset.Box{Wide: w, Break: true})
		p.content, p.level, p.notes = append(p.content, content), append(p.level, levels), append(p.notes, notes)
		p.blanks = append(p.blanks, nil)
		from = end
	}
}

// addBlank adds the blanks after a box: at most one shows, but in code.
func (p *para) addBlank(box, from, to int) {
	if from == to {
		return
	}
	b := p.bits[p.of[from]]
	text := " "
	if p.lines {
		between := strings.ReplaceAll(strings.Trim(string(p.runes[from:to]), "\n\u2028"), "\t", "    ")
		text = strings.Repeat(" ", max(1, len(between)))
	}
	r := b.run
	r.name = ""
	r.word = p.fonts.Shape(text, typeset.Cut{Style: b.cut.Style &^ doc.SmallCaps})
	if b.elem != nil && (b.elem.kind == "Marker" || b.elem.kind == "CrossRef") {
		r.size = p.look.size
	}
	p.blanks[box] = []run{r}
	p.boxes[box].Blank = r.word.Width * r.size / 1000
}

// words shapes a stretch of text: a word for each style and direction in it.
func (p *para) words(from, to int) (runs []run, levels []uint8, wide float64, notes []*office.Note) {
	for from < to {
		end := from + 1
		for end < to && p.of[end] == p.of[from] && (p.levels == nil || p.levels[end] == p.levels[from]) {
			end++
		}
		b := p.bits[p.of[from]]
		cut := b.cut
		level := uint8(0)
		if p.levels != nil {
			level = p.levels[from]
			cut.Leftway = level%2 == 1
		}
		r := b.run
		text := string(p.runes[from:end])
		if p.lines {
			text = strings.ReplaceAll(text, "\t", "    ")
		}
		r.word = p.fonts.Shape(text, cut)
		p.missing(r.word)
		wide += r.word.Width * r.size / 1000
		runs, levels = append(runs, r), append(levels, level)
		if b.note != nil {
			notes = append(notes, b.note)
		}
		from = end
	}
	return runs, levels, wide, notes
}

// missing warns of characters that no font has.
func (p *para) missing(w *typeset.Word) {
	for _, r := range w.Missing {
		if !p.missed[r] && len(p.missed) < maxMissed {
			p.missed[r] = true
			p.Add("No font of this machine has the character “%c” (U+%04X): a frame stands for it, first in “%s”.", r, r, essay.Excerpt(string(p.runes), 48))
		}
	}
}

const maxMissed = 40

// line places the boxes of a line.
func (p *para) line(from, end int, first, last bool, m typeset.Measure) line {
	var l line
	var levels []uint8
	var gaps []bool // which of the runs are blanks
	wide, blank := 0.0, 0.0
	for i := from; i < end; i++ {
		l.runs, levels = append(l.runs, p.content[i]...), append(levels, p.level[i]...)
		l.notes = append(l.notes, p.notes[i]...)
		for range p.content[i] {
			gaps = append(gaps, false)
		}
		wide += p.boxes[i].Wide
		for _, b := range p.blanks[i] {
			level := uint8(0)
			if p.leftway {
				level = 1
			}
			if n := len(levels); p.levels != nil && n > 0 && i+1 < end && len(p.level[i+1]) > 0 {
				level = min(levels[n-1], p.level[i+1][0])
			}
			l.runs, levels, gaps = append(l.runs, b), append(levels, level), append(gaps, true)
		}
		if i < end-1 {
			blank += p.boxes[i].Blank
		}
	}
	indent := m.Hang
	if first {
		indent = m.First
	}
	room := m.Wide - indent
	widen := 1.0 // of blanks
	if slack := room - wide - blank; m.Justify && blank > 0 && (slack < 0 || !last && slack < blank*1.7) {
		widen = 1 + slack/blank
	}
	if p.boxes[end-1].Hyphen > 0 && !last {
		r := l.runs[len(l.runs)-1]
		r.word, r.silent, r.name = p.fonts.Shape("-", typeset.Cut{Style: p.style}), true, ""
		l.runs, levels, gaps = append(l.runs, r), append(levels, 0), append(gaps, false)
	}
	p.place(&l, levels, gaps, widen, indent, room-wide-blank*widen, last)
	return l
}

// place gives the runs of a line their places from left to right.
func (p *para) place(l *line, levels []uint8, gaps []bool, widen, indent, slack float64, last bool) {
	x := p.left + indent
	align := p.align
	if p.leftway {
		x = p.left // the indent is on the other side
		if align == doc.Natural {
			align = doc.Right
		}
	}
	switch align {
	case doc.Right:
		x += slack
	case doc.Center:
		x += slack / 2
	}
	if p.leftway && len(l.runs) > 0 && gaps[len(gaps)-1] { // the blank at the end hangs out
		r := l.runs[len(l.runs)-1]
		x -= r.word.Width * r.size / 1000
	}
	order := make([]int, len(l.runs))
	for i := range order {
		order[i] = i
	}
	if p.levels != nil {
		order = typeset.Visual(levels)
	}
	for _, i := range order {
		r := &l.runs[i]
		r.x = x
		wide := r.word.Width * r.size / 1000
		if gaps[i] {
			wide *= widen
		}
		x += wide
	}
}

// shorten cuts a text to n characters.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n]
	if i := strings.LastIndexByte(string(r), ' '); i > n/2 {
		return string(r)[:i] + "…"
	}
	return string(r) + "…"
}
