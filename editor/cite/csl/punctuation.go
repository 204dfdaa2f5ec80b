package csl

import (
	"strings"
	"unicode/utf8"
)

// piece is a stretch of output in reading order, ready for its neighbours to
// be looked at.
type piece struct {
	text  string
	frame *frame
	quote quoteMark
	inner *frame // of a closing quotation mark: what the quotation stands in
}

type quoteMark uint8

const (
	noQuote quoteMark = iota
	openQuote
	closeQuote
)

// frame is a format, block or link that pieces stand in.
type frame struct {
	parent  *frame
	depth   int
	format  Format
	markup  bool
	display Display
	link    string
}

func (f *frame) enter(n *node) *frame {
	if n.format == (Format{}) && n.link == "" {
		return f
	}
	return &frame{parent: f, depth: f.level() + 1, format: n.format, markup: n.markup, link: n.link}
}

func (f *frame) block(d Display) *frame {
	if d == DisplayInline {
		return f
	}
	return &frame{parent: f, depth: f.level() + 1, display: d}
}

func (f *frame) level() int {
	if f == nil {
		return 0
	}
	return f.depth
}

// finish turns rendered pieces into spans: affixes, delimiters and quotation
// marks are put in place and the punctuation where they meet is settled.
func (l *locale) finish(n *node) Spans {
	f := &flattener{locale: l, inQuote: l.option("punctuation-in-quote")}
	f.node(n, nil)
	f.freeEdges()
	return buildSpans(f.out)
}

// flattener lays a tree of nodes out in reading order.
type flattener struct {
	locale  *locale
	inQuote bool // full stops and commas go inside closing quotation marks
	quotes  int  // how many quotations are open
	raw     int  // how many of the pieces around are an author's own text
	settled bool // something of that text has been laid out
	out     []piece
}

func (f *flattener) node(n *node, at *frame) {
	if n.isEmpty() {
		return
	}
	at = at.block(n.display)
	f.affix(n.prefix, at)
	if n.quotes {
		f.mark(openQuote, at, nil)
		f.quotes++
	}
	if n.raw {
		f.raw++
		defer func() { f.raw-- }()
		if f.raw == 1 {
			f.settled = false
		}
	}
	inner := at.enter(n)
	f.add(n.text, inner)
	first := true
	for _, k := range n.kids {
		if k.isEmpty() {
			continue
		}
		if !first {
			f.add(n.delim, inner)
		}
		first = false
		f.node(k, inner)
	}
	if n.quotes {
		f.quotes--
		f.mark(closeQuote, at, inner)
	}
	f.affix(n.suffix, at)
}

// affix adds an affix, whose superscript characters are raised.
func (f *flattener) affix(s string, at *frame) {
	if !hasSuperscript(s) {
		f.add(s, at)
		return
	}
	for _, n := range superscripts(s) {
		f.node(n, at)
	}
}

func (f *flattener) mark(q quoteMark, at, inner *frame) {
	name := "open-quote"
	if q == closeQuote {
		name = "close-quote"
	}
	if f.quotes%2 == 1 {
		name = strings.Replace(name, "-", "-inner-", 1)
	}
	text := f.locale.text(name)
	if q == openQuote && strings.HasSuffix(f.tail(), " ") {
		text = strings.TrimPrefix(text, " ")
	}
	f.out = append(f.out, piece{text, at, q, inner})
	f.settled = true
}

// tail is the text just before what comes next.
func (f *flattener) tail() string {
	if len(f.out) == 0 {
		return ""
	}
	return f.out[len(f.out)-1].text
}

// add appends a text and settles what its first characters do to what stands
// before it.
func (f *flattener) add(text string, at *frame) {
	for text != "" && (f.raw == 0 || !f.settled) {
		closing := len(f.out)
		for closing > 0 && f.out[closing-1].quote == closeQuote {
			closing--
		}
		before := ""
		if closing > 0 && f.out[closing-1].quote == noQuote {
			before = f.out[closing-1].text
		}
		first := text[0]
		quoted := closing < len(f.out)
		if strings.HasSuffix(before, " ") && first == ' ' && !quoted {
			text = text[1:]
			continue
		}
		if quoted && !f.inQuote && strings.IndexByte(".,:;!?", first) >= 0 && before != "" {
			switch last := before[len(before)-1]; last {
			case ',', ':', ';':
				// A mark of the quotation that joins it to what follows.
				f.out[closing-1].text = before[:len(before)-1]
				f.out = append(f.out, piece{text: string(last), frame: at})
				continue
			case '!', '?':
				if first == '.' {
					f.out = append(f.out, piece{text: text, frame: at})
					return
				}
			}
		}
		kept, dropped := merge(before, first)
		if dropped {
			text = text[1:]
			continue
		}
		if !kept {
			// The mark before gives way; what follows meets what was before it.
			last := &f.out[closing-1]
			last.text = last.text[:len(last.text)-1]
			if last.text == "" {
				f.out = append(f.out[:closing-1], f.out[closing:]...)
			}
			continue
		}
		if quoted && f.inQuote && strings.IndexByte(".,!?", first) >= 0 {
			f.insert(closing, piece{text: text[:1], frame: f.out[closing].inner})
			text = text[1:]
			continue
		}
		break
	}
	if text != "" {
		f.out = append(f.out, piece{text: text, frame: at})
		f.settled = true
	}
}

// freeEdges takes blanks at the edges of an entry out of its blocks.
func (f *flattener) freeEdges() {
	if len(f.out) == 0 {
		return
	}
	if first := f.out[0]; first.frame.inBlock() && strings.HasPrefix(first.text, " ") {
		f.out[0].text = first.text[1:]
		f.insert(0, piece{text: " "})
	}
	if last := f.out[len(f.out)-1]; last.frame.inBlock() && strings.HasSuffix(last.text, " ") {
		f.out[len(f.out)-1].text = last.text[:len(last.text)-1]
		f.out = append(f.out, piece{text: " "})
	}
}

func (f *frame) inBlock() bool {
	for ; f != nil; f = f.parent {
		if f.display != DisplayInline {
			return true
		}
	}
	return false
}

func (f *flattener) insert(i int, p piece) {
	f.out = append(f.out, piece{})
	copy(f.out[i+1:], f.out[i:])
	f.out[i] = p
}

// merge decides what happens where a text that ends in one punctuation mark
// meets another mark: whether the first is kept, and whether the second is
// dropped.
func merge(before string, next byte) (kept, dropped bool) {
	if before == "" || strings.IndexByte(".,:;!?", next) < 0 {
		return true, false
	}
	last := before[len(before)-1]
	switch {
	case last == next:
		return true, true
	case strings.IndexByte(":;", last) >= 0 && strings.IndexByte("!?", next) >= 0:
		return false, false
	case last == ':' && next == '.', last == ';' && (next == '.' || next == ':'):
		return true, true
	case (last == '!' || last == '?') && (next == '.' || next == ':'):
		return true, true
	}
	return true, false
}

// buildSpans makes a tree of spans of pieces, from the frames they share.
func buildSpans(pieces []piece) Spans {
	b := &spanBuilder{pieces: pieces}
	return b.level(nil, Format{})
}

type spanBuilder struct {
	pieces []piece
	at     int
}

// level collects the spans inside a frame, until a piece outside it comes.
func (b *spanBuilder) level(inside *frame, around Format) Spans {
	var out Spans
	for b.at < len(b.pieces) {
		p := b.pieces[b.at]
		child := p.frame.below(inside)
		switch {
		case p.frame == inside:
			text := b.run(inside)
			if last := len(out) - 1; last >= 0 && out[last].isPlain() {
				out[last].Text += text
			} else {
				out = append(out, Span{Text: text})
			}
		case child != nil:
			format := child.format
			if child.markup {
				format = format.flipped(around)
			}
			format = format.effective(around)
			inner := b.level(child, format.over(around))
			span := Span{Format: format, Display: child.display, Link: child.link, Spans: inner}
			if len(inner) == 1 && inner[0].isPlain() {
				span.Text, span.Spans = inner[0].Text, nil
			}
			if span.isPlain() && len(span.Spans) > 0 {
				out = append(out, span.Spans...)
			} else if last := len(out) - 1; span.isPlain() && last >= 0 && out[last].isPlain() {
				out[last].Text += span.Text
			} else {
				out = append(out, span)
			}
		default:
			return out
		}
	}
	return out
}

// run takes the texts that follow each other in one frame.
func (b *spanBuilder) run(inside *frame) string {
	var text strings.Builder
	for b.at < len(b.pieces) && b.pieces[b.at].frame == inside {
		text.WriteString(b.pieces[b.at].text)
		b.at++
	}
	return text.String()
}

// below returns the frame that is directly inside outer on the way to f, or
// nil when f is not inside outer.
func (f *frame) below(outer *frame) *frame {
	for f != nil && f.level() > outer.level()+1 {
		f = f.parent
	}
	if f == nil || f.parent != outer {
		return nil
	}
	return f
}

// isPlain reports whether the span holds text that looks like what is around.
func (s Span) isPlain() bool {
	return s.Format == (Format{}) && s.Display == DisplayInline && s.Link == "" && len(s.Spans) == 0
}

// capitalized returns a text with its first letter raised.
func capitalized(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return strings.ToUpper(string(r)) + s[size:]
}
