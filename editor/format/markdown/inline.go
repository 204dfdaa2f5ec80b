package markdown

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
)

// piece is a part of a block: text that neither starts nor ends with a blank,
// a run of blanks, code, a marker, or an address.
type piece struct {
	kind     pieceKind
	from, to int // in the block's runes
	style    doc.Style
	link     string
	id       string // of a marker's note
}

type pieceKind uint8

const (
	textPiece pieceKind = iota
	blankPiece
	codePiece
	markerPiece
	addressPiece // a link whose text is its own address
	citePiece
)

// pieces parts a block so that styles start and end at text.
func (r *runes) pieces() []piece {
	var list []piece
	for at := 0; at < len(r.text); {
		s := r.spans[r.span[at]]
		end := at
		for end < len(r.text) && r.span[end] == r.span[at] {
			end++
		}
		p := piece{textPiece, at, end, s.Style &^ doc.Mono, s.Link, ""}
		switch {
		case s.IsCitation():
			list = append(list, piece{kind: citePiece, from: at, to: end, id: s.Atom.ID})
		case s.Atom != nil:
			list = append(list, piece{kind: markerPiece, from: at, to: end, id: s.Atom.ID})
		case r.mono(at):
			list = r.code(list, p)
		default:
			list = r.trimmed(list, p)
		}
		at = end
	}
	for i := range list {
		p := &list[i]
		alone := (i == 0 || list[i-1].link != p.link || list[i-1].kind == blankPiece) &&
			(i+1 == len(list) || list[i+1].link != p.link || list[i+1].kind == blankPiece)
		if p.kind == textPiece && p.link != "" && alone && isAddress(string(r.text[p.from:p.to]), p.link) {
			p.kind, p.link = addressPiece, ""
		}
	}
	return list
}

// code parts code at its breaks, which code cannot hold.
func (r *runes) code(list []piece, p piece) []piece {
	for at := p.from; at < p.to; {
		end := at
		for end < p.to && !isBreak(r.text[end]) {
			end++
		}
		q := p
		q.kind, q.from, q.to = codePiece, at, end
		list = r.trimmed(list, q)
		at = end
		for at < p.to && isBreak(r.text[at]) {
			at++
		}
		if end < at {
			q.kind, q.from, q.to = blankPiece, end, at
			list = append(list, q)
		}
	}
	return list
}

// trimmed appends p with the blanks at its ends as pieces of their own.
func (r *runes) trimmed(list []piece, p piece) []piece {
	from, to := p.from, p.to
	for from < to && unicode.IsSpace(r.text[from]) {
		from++
	}
	for from < to && unicode.IsSpace(r.text[to-1]) {
		to--
	}
	for _, q := range []struct {
		kind     pieceKind
		from, to int
	}{{blankPiece, p.from, from}, {p.kind, from, to}, {blankPiece, to, p.to}} {
		if q.from < q.to {
			list = append(list, piece{q.kind, q.from, q.to, p.style, p.link, ""})
		}
	}
	return list
}

// has reports whether the piece is within e.
func (p piece) has(e element) bool {
	if e.link != "" {
		return p.link == e.link
	}
	return p.kind == markerPiece || p.kind == citePiece || p.style&e.style != 0
}

// element is something that stands around text: a style, or a link.
type element struct {
	style doc.Style
	link  string
	token int // of its start
}

// inlineWriter turns pieces into tokens. Blanks wait until it is known which
// elements end before them: those stand around text, never around blanks.
type inlineWriter struct {
	w      *writer
	r      *runes
	pieces []piece
	open   []element
	blanks []piece
	tokens []token
}

// inline is a block's text as Markdown; breaks in it are line feeds.
func (w *writer) inline(b *doc.Block) string {
	r := w.guarded(b)
	o := &inlineWriter{w: w, r: r, pieces: r.pieces()}
	for i, p := range o.pieces {
		if p.kind == blankPiece {
			o.close(o.kept(p))
			o.blanks = append(o.blanks, p)
			continue
		}
		if p.kind == markerPiece && w.inNote {
			continue
		}
		starting := o.turn(i)
		o.flush()
		for _, e := range starting {
			o.start(e)
		}
		o.piece(p)
	}
	o.close(0)
	o.flush()
	return join(o.tokens)
}

// kept counts the open elements that go on in p.
func (o *inlineWriter) kept(p piece) int {
	for n, e := range o.open {
		if !p.has(e) {
			return n
		}
	}
	return len(o.open)
}

// turn closes what does not go on in the i-th piece, and returns what starts
// with it, the longest first.
func (o *inlineWriter) turn(i int) []element {
	p := o.pieces[i]
	if p.kind == markerPiece || p.kind == citePiece { // it stands within the styles of its neighbours
		p.style = 0
		for _, next := range o.pieces[i+1:] {
			if next.kind != blankPiece && next.kind != markerPiece && next.kind != citePiece {
				p.style = next.style
				break
			}
		}
		p.kind = textPiece
		o.close(o.kept(p))
		return nil
	}
	keep := o.kept(p)
	opensLink := p.link != ""
	for _, e := range o.open[:keep] {
		opensLink = opensLink && e.link == ""
	}
	if opensLink { // rather part a style than a link
		linkEnd := o.end(i, element{link: p.link}, len(o.pieces))
		for n, e := range o.open[:keep] {
			if o.end(i, e, linkEnd) < linkEnd {
				keep = n
				break
			}
		}
	}
	o.close(keep)
	return o.starting(i)
}

var styles = []doc.Style{doc.Bold, doc.Italic, doc.Strike, doc.Super, doc.Sub, doc.Underline, doc.SmallCaps, doc.Lit}

// tags are the styles that are written as HTML tags.
var tags = map[doc.Style]struct{ start, end string }{
	doc.Super:     {"<sup>", "</sup>"},
	doc.Sub:       {"<sub>", "</sub>"},
	doc.Underline: {"<u>", "</u>"},
	doc.SmallCaps: {`<span class="smallcaps">`, "</span>"},
	doc.Lit:       {"<mark>", "</mark>"},
}

// starting lists what the i-th piece has and is not open, the longest first.
func (o *inlineWriter) starting(i int) []element {
	p := o.pieces[i]
	var list []element
	var ends []int
	add := func(e element) {
		for _, open := range o.open {
			if open.style == e.style && open.link == e.link {
				return
			}
		}
		end := o.end(i, e, len(o.pieces))
		at := len(list)
		for at > 0 && ends[at-1] < end {
			at--
		}
		list = append(list[:at], append([]element{e}, list[at:]...)...)
		ends = append(ends[:at], append([]int{end}, ends[at:]...)...)
	}
	if p.link != "" {
		add(element{link: p.link})
	}
	for _, s := range styles {
		if p.style&s != 0 {
			add(element{style: s})
		}
	}
	return list
}

// end is the first piece from i on that is not within e, or limit.
func (o *inlineWriter) end(i int, e element, limit int) int {
	for i < limit && o.pieces[i].has(e) {
		i++
	}
	return i
}

// start opens an element.
func (o *inlineWriter) start(e element) {
	e.token = len(o.tokens)
	o.open = append(o.open, e)
	switch {
	case e.link != "":
		o.tokens = append(o.tokens, token{text: "["})
	default:
		if start, _ := o.w.tag(e.style); start != "" {
			o.tokens = append(o.tokens, token{text: start})
			break
		}
		o.tokens = append(o.tokens, token{kind: opening, style: e.style})
	}
}

// close closes the open elements but the first n.
func (o *inlineWriter) close(n int) {
	for len(o.open) > n {
		e := o.open[len(o.open)-1]
		o.open = o.open[:len(o.open)-1]
		switch {
		case e.link != "":
			o.tokens = append(o.tokens, token{text: "](" + o.destination(e.link) + ")"})
		default:
			if _, end := o.w.tag(e.style); end != "" {
				o.tokens = append(o.tokens, token{text: end})
				break
			}
			o.tokens[e.token].pair = len(o.tokens)
			o.tokens = append(o.tokens, token{kind: closing, style: e.style, pair: e.token})
		}
	}
}

// destination is the address of a link; in a table no bar may stand in it.
func (o *inlineWriter) destination(link string) string {
	d := destination(link)
	if o.r.cell {
		d = strings.ReplaceAll(d, "|", `\|`)
	}
	return d
}

// flush writes the blanks that waited.
func (o *inlineWriter) flush() {
	for _, p := range o.blanks {
		o.tokens = append(o.tokens, token{text: o.r.escaped(p.from, p.to)})
	}
	o.blanks = nil
}

func (o *inlineWriter) piece(p piece) {
	text := string(o.r.text[p.from:p.to])
	switch p.kind {
	case citePiece:
		o.tokens = append(o.tokens, token{text: o.w.cited(p.id)})
	case markerPiece:
		o.tokens = append(o.tokens, token{text: o.w.marker(p.id)})
	case codePiece:
		if p.link != "" && strings.Contains(text, "]:") || o.r.cell && strings.Contains(text, "|") {
			// At the start of a line the link would be taken for a definition,
			// and readers of tables differ on a bar in code.
			o.tokens = append(o.tokens, token{text: "<code>" + escapeAll(text) + "</code>"})
			break
		}
		o.tokens = append(o.tokens, token{text: codeSpan(text)})
	case addressPiece:
		o.tokens = append(o.tokens, token{text: "<" + text + ">"})
	default:
		at := p.from
		if p.link == "" {
			for _, m := range addresses(text) {
				from := p.from + utf8.RuneCountInString(text[:m[0]])
				to := from + utf8.RuneCountInString(text[m[0]:m[1]])
				o.text(at, from)
				o.tokens = append(o.tokens, token{text: "<" + text[m[0]:m[1]] + ">"})
				at = to
			}
		}
		o.text(at, p.to)
	}
}

func (o *inlineWriter) text(from, to int) {
	if from < to {
		o.tokens = append(o.tokens, token{kind: words, text: o.r.escaped(from, to)})
	}
}

// escaped is text with what guards it.
func (r *runes) escaped(from, to int) string {
	var out strings.Builder
	for i := from; i < to; i++ {
		c := r.text[i]
		switch g := r.guards[i]; {
		case c == 0:
			out.WriteRune(utf8.RuneError)
		case g == entity:
			fmt.Fprintf(&out, "&#%d;", c)
		case g == newLine:
			out.WriteString("\\\n")
		case g == tagged:
			out.WriteString("<br>")
		default:
			if g == slash {
				out.WriteByte('\\')
			}
			out.WriteRune(c)
		}
	}
	return out.String()
}

// escapeAll puts a backslash before all punctuation.
func escapeAll(s string) string {
	var out strings.Builder
	for _, c := range s {
		switch {
		case c < ' ':
			fmt.Fprintf(&out, "&#%d;", c)
			continue
		case c < utf8.RuneSelf && (unicode.IsPunct(c) || unicode.IsSymbol(c)):
			out.WriteByte('\\')
		}
		out.WriteRune(c)
	}
	return out.String()
}

// codeSpan is code between backticks that are not in it.
func codeSpan(code string) string {
	code = strings.ReplaceAll(code, "\x00", "\uFFFD")
	mark := "`"
	for strings.Contains(code, mark) {
		mark += "`"
	}
	if strings.HasPrefix(code, "`") || strings.HasSuffix(code, "`") {
		code = " " + code + " "
	}
	return mark + code + mark
}
