package markdown

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// spanList gathers spans; text in the same style is joined once at its end.
type spanList struct {
	spans []doc.Span
	text  strings.Builder
	style doc.Style
	link  string
}

func (l *spanList) add(text string, style doc.Style, link string) {
	if style != l.style || link != l.link {
		l.flush()
		l.style, l.link = style, link
	}
	l.text.WriteString(text)
}

func (l *spanList) flush() {
	if l.text.Len() > 0 {
		l.spans = append(l.spans, doc.Span{Text: l.text.String(), Style: l.style, Link: l.link})
		l.text.Reset()
	}
}

func (l *spanList) marker(id essay.NoteID) {
	l.flush()
	l.spans = append(l.spans, essay.MarkerOf(id))
}

// around is what stands around a node of a text.
type around struct {
	style doc.Style
	link  string
}

// inlineReader turns the text of one block into spans.
type inlineReader struct {
	r    *reader
	src  []byte
	list spanList
	tags doc.Style // of open HTML tags

	framed []doc.Style // what each open tag without a meaning of its own adds
}

func (r *reader) spans(n ast.Node) []doc.Span { return r.spansOf(n, r.src) }

func (r *reader) spansOf(n ast.Node, src []byte) []doc.Span {
	o := &inlineReader{r: r, src: src}
	stack := []around{{}}
	eachInline(n, func(c ast.Node, depth int) {
		stack = append(stack[:depth+1], o.node(c, stack[depth]))
	})
	o.list.flush()
	return o.list.spans
}

// node adds a node's own text, and returns what stands around those in it.
func (o *inlineReader) node(n ast.Node, in around) around {
	switch n := n.(type) {
	case *ast.Text:
		o.text(n, in)
	case *ast.String:
		o.list.add(string(n.Value), in.style|o.tags, in.link)
	case *ast.CodeSpan:
		in.style |= doc.Mono
	case *ast.Emphasis:
		if n.Level == 2 {
			in.style |= doc.Bold
		} else {
			in.style |= doc.Italic
		}
	case *east.Strikethrough:
		in.style |= doc.Strike
	case *ast.Link:
		in.link = unescape(string(n.Destination))
	case *ast.Image:
		in.link = unescape(string(n.Destination)) // in an inline note alone
	case *ast.AutoLink:
		o.list.add(string(n.Label(o.src)), in.style|o.tags, in.link)
	case *ast.RawHTML:
		o.tag(string(n.Segments.Value(o.src)), in)
	case *script:
		o.list.add(unescape(n.source), in.style|o.tags|n.style, in.link)
	case *citation:
		o.citation(n)
	case *frame:
		o.frame(n.style, n.ends)
	case *reference:
		o.reference(n, in)
	case *inlineNote:
		o.inlineNote(n, in)
	}
	return in
}

func (o *inlineReader) text(n *ast.Text, in around) {
	s := string(n.Segment.Value(o.src))
	if in.style&doc.Mono != 0 && n.Parent().Kind() == ast.KindCodeSpan {
		o.list.add(strings.ReplaceAll(s, "\n", " "), in.style|o.tags, in.link)
		return
	}
	o.list.add(unescape(s), in.style|o.tags, in.link)
	switch {
	case n.HardLineBreak():
		o.list.add(lineSeparator, in.style|o.tags, in.link)
	case n.SoftLineBreak():
		o.list.add(" ", in.style|o.tags, in.link)
	}
}

// tagStyles are the styles of HTML tags in a text.
var tagStyles = map[string]doc.Style{
	"b": doc.Bold, "strong": doc.Bold, "i": doc.Italic, "em": doc.Italic, "cite": doc.Italic,
	"code": doc.Mono, "s": doc.Strike, "del": doc.Strike, "sup": doc.Super, "sub": doc.Sub,
	"u": doc.Underline, "ins": doc.Underline, "mark": doc.Lit,
}

var tagName = lazyregexp.New(`^<(/?)([A-Za-z][A-Za-z0-9-]*)`)

func (o *inlineReader) tag(source string, in around) {
	m := tagName.FindStringSubmatch(source)
	if m == nil {
		o.r.warnTag("a comment")
		return
	}
	name := strings.ToLower(m[2])
	style, known := tagStyles[name]
	switch {
	case name == "br":
		o.list.add(lineSeparator, in.style|o.tags, in.link)
	case name == "span":
		style := doc.Style(0)
		if smallCaps.MatchString(source) {
			style = doc.SmallCaps
		} else if m[1] == "" {
			o.r.warnTag("<span>")
		}
		o.frame(style, m[1] != "")
	case !known:
		o.r.warnTag("<" + name + ">")
	case m[1] == "":
		o.tags |= style
	default:
		o.tags &^= style
	}
}

// smallCaps matches the tags of small capitals: as they are written here and
// by Pandoc, and as others set them.
var smallCaps = lazyregexp.New(`(?i)(?:class\s*=\s*["']?[^"'>]*\bsmall-?caps\b|font-variant(?:-caps)?\s*:\s*small-caps)`)

// frame opens a style, or closes the one opened last.
func (o *inlineReader) frame(style doc.Style, ends bool) {
	if !ends {
		o.framed = append(o.framed, style&^o.tags) // one that is open already goes on
		o.tags |= style
	} else if n := len(o.framed); n > 0 {
		o.tags &^= o.framed[n-1]
		o.framed = o.framed[:n-1]
	}
}

// reference adds a marker. A note cannot hold one: there it stays text.
func (o *inlineReader) reference(n *reference, in around) {
	if o.r.inNote {
		o.r.warn(n.Pos(), "the marker %s stands within a note and was kept as text.", n.source)
		o.list.add(n.source, in.style|o.tags, in.link)
		return
	}
	id, ok := o.r.ids[n.to]
	if !ok {
		id = o.r.nextID()
		o.r.ids[n.to] = id
	}
	o.list.marker(id)
}

// innerContext parses the text of an inline note, in which links may refer to
// definitions in the document.
type innerContext struct {
	parser.Context
	document parser.Context
}

func (c innerContext) Reference(label string) (parser.Reference, bool) {
	return c.document.Reference(label)
}

func (o *inlineReader) inlineNote(n *inlineNote, in around) {
	if o.r.inNote {
		o.r.warn(n.Pos(), "a note within a note was kept as text.")
		o.list.add("^["+unescape(n.source)+"]", in.style|o.tags, in.link)
		return
	}
	id := o.r.nextID()
	src := []byte(n.source)
	root := inlineParser.Parse(text.NewReader(src), parser.WithContext(innerContext{parser.NewContext(), o.r.pc}))
	source := &doc.Source{Bytes: n.source, Tail: len(n.source), Gap: len(n.source)}
	var blocks []*doc.Block
	for p := root.FirstChild(); p != nil; p = p.NextSibling() {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, o.r.spansOf(p, src)...).WithSource(source))
	}
	if blocks == nil {
		blocks = []*doc.Block{doc.NewBlock(doc.Paragraph, 0).WithSource(source)}
	}
	o.r.notes = append(o.r.notes, &essay.Note{ID: id, Text: doc.New(blocks...)})
	o.list.marker(id)
}

// unescape resolves backslashes before punctuation, and entities.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`+"\x00") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			out.WriteByte(s[i])
		case c == 0:
			out.WriteRune('\uFFFD')
		case c == '&':
			if m := entityStart.FindString(s[i:min(i+40, len(s))]); m != "" {
				if text, ok := resolve(m[1 : len(m)-1]); ok {
					out.WriteString(text)
					i += len(m) - 1
					continue
				}
			}
			out.WriteByte(c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// resolve is what an entity stands for, by its name or number.
func resolve(name string) (string, bool) {
	if !strings.HasPrefix(name, "#") {
		e, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return "", false
		}
		return string(e.Characters), true
	}
	digits, base := name[1:], 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > 7 {
		return "", false
	}
	if n == 0 || n > 0x10FFFF || 0xD800 <= n && n <= 0xDFFF {
		n = 0xFFFD
	}
	return string(rune(n)), true
}
