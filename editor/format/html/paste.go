package html

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// What programs put on the clipboard differs from pages: it is framed, its
// links are made absolute, its styles stand in attributes, and Word's lists
// are paragraphs. Paste makes ordinary HTML of it, which Read reads.

// Paste reads the HTML of a clipboard, of a browser or a word processor, with
// its notes. Scripts, forms and addresses that can do harm are left out, and
// nothing is loaded. The notes have identities that no other note has. A
// fragment without blocks says that there is no text. The warnings are
// sentences for the author.
func Paste(src string) (essay.Fragment, []string, error) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return essay.Fragment{}, nil, errors.New("the HTML on the clipboard cannot be read: paste it without its formatting")
	}
	frame(root)
	lists(root)
	localise(root)
	lead, trail := edges(root)
	plainly(root, look{})
	var s strings.Builder
	if err := html.Render(&s, root); err != nil {
		return essay.Fragment{}, nil, errors.New("the HTML on the clipboard cannot be read: paste it without its formatting")
	}
	e, warnings, err := Read(s.String())
	if err != nil {
		return essay.Fragment{}, nil, err
	}
	if e.Body().Len() == 0 && e.Body().Blocks() == 1 {
		return essay.Fragment{}, warnings, nil
	}
	f := e.Cut("", 0, e.Body().Len()).Anew()
	if b := f.Slice.Blocks[0]; len(f.Slice.Blocks) == 1 && b.Kind == doc.Paragraph {
		spans := append([]doc.Span{{Text: lead}}, trimmed(b)...)
		f.Slice.Blocks = []*doc.Block{b.WithSpans(append(spans, doc.Span{Text: trail})...)}
	}
	for _, n := range f.Notes {
		first := n.Text.Block(0)
		n.Text, _ = n.Text.ReplaceBlocks(0, 1, first.WithSpans(trimmed(first)...))
	}
	return f, warnings, nil
}

// trimmed is a block's content without blanks at its edges.
func trimmed(b *doc.Block) []doc.Span {
	text := b.Text()
	runes := func(s string) doc.Pos { return doc.Pos(utf8.RuneCountInString(s)) }
	return b.Slice(b.Len()-runes(strings.TrimLeft(text, blanks)), runes(strings.TrimRight(text, blanks)))
}

// blanks are those that stand for spaces at the edges of what was copied.
const blanks = " \u00a0"

// frame takes away what is not a part of what was copied: the head, comments,
// and what stands outside the two comments that Windows frames a copy with.
// The notes that Word puts behind it are a part.
func frame(root *html.Node) {
	var gone []*html.Node
	start, end := false, false
	for d := range root.Descendants() {
		if d.Type == html.CommentNode {
			start = start || strings.TrimSpace(d.Data) == "StartFragment"
		}
	}
	inside := !start
	for d := range root.Descendants() {
		switch {
		case d.Type == html.CommentNode:
			switch strings.TrimSpace(d.Data) {
			case "StartFragment":
				inside = !end
			case "EndFragment":
				inside, end = !start, true
			}
			gone = append(gone, d)
		case d.DataAtom == atom.Head, hidden(d), d.DataAtom == atom.P && empty(d):
			gone = append(gone, d)
		case !inside && (d.Type == html.TextNode || d.DataAtom == atom.Img) && !inNotes(d):
			gone = append(gone, d)
		}
	}
	for _, n := range gone {
		remove(n)
	}
}

// empty reports whether a paragraph holds nothing but blanks.
func empty(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Img || d.Type == html.TextNode && strings.Trim(d.Data, blanks+"\t\n\f") != "" {
			return false
		}
	}
	return true
}

func hidden(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if attr(n, "class") == "Apple-interchange-newline" {
		return true
	}
	for key, value := range css(n) {
		if key == "display" && value == "none" || key == "mso-hide" && value == "all" {
			return true
		}
	}
	return false
}

// inNotes reports whether a node stands in Word's list of notes.
func inNotes(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		for key, value := range css(n) {
			if key == "mso-element" && strings.HasSuffix(value, "note-list") {
				return true
			}
		}
	}
	return false
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// css calls yield with the properties of an element's style attribute, in
// lower case.
func css(n *html.Node) func(yield func(key, value string) bool) {
	return func(yield func(key, value string) bool) {
		style := attr(n, "style")
		if style == "" {
			return
		}
		for declaration := range strings.SplitSeq(strings.ToLower(style), ";") {
			key, value, ok := strings.Cut(declaration, ":")
			value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
			if ok && !yield(strings.TrimSpace(key), value) {
				return
			}
		}
	}
}

var (
	wordLevel = regexp.MustCompile(`\blevel([1-9])\b`)
	ordinal   = regexp.MustCompile(`^\(?(?:\d+|[ivxlc]+|[a-zA-Z])[.)]`)
)

// lists makes lists of Word's paragraphs that look like ones, and headings and
// quotes of those that its style names say to be such.
func lists(root *html.Node) {
	var paragraphs []*html.Node
	for d := range root.Descendants() {
		if d.DataAtom == atom.P {
			paragraphs = append(paragraphs, d)
		}
	}
	var open []*html.Node // the lists that the next item may go on
	var last *html.Node   // the list that the last item stands in, outermost
	for _, p := range paragraphs {
		level, ordered := wordItem(p)
		if level == 0 {
			open = nil
			wordStyle(p)
			continue
		}
		if last == nil || previous(p) != last {
			open = nil
		}
		open = inList(open, p, level, ordered)
		last = open[0]
		item := element(atom.Li)
		for p.FirstChild != nil {
			c := p.FirstChild
			p.RemoveChild(c)
			item.AppendChild(c)
		}
		remove(p)
		open[len(open)-1].AppendChild(item)
	}
}

// inList opens and closes lists until the innermost is at a level and of a
// kind; the outermost takes its place before p.
func inList(open []*html.Node, p *html.Node, level int, ordered bool) []*html.Node {
	kind := atom.Ul
	if ordered {
		kind = atom.Ol
	}
	open = open[:min(len(open), level)]
	if n := len(open); n == level && open[n-1].DataAtom != kind {
		open = open[:n-1]
	}
	for len(open) < level {
		list := element(kind)
		switch {
		case len(open) == 0:
			p.Parent.InsertBefore(list, p)
		case open[len(open)-1].LastChild != nil:
			open[len(open)-1].LastChild.AppendChild(list)
		default:
			open[len(open)-1].AppendChild(list)
		}
		open = append(open, list)
	}
	return open
}

func element(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}

// previous is the element before a node, if only blanks stand between them.
func previous(n *html.Node) *html.Node {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode || s.Type == html.TextNode && strings.TrimSpace(s.Data) != "" {
			return s
		}
	}
	return nil
}

// wordItem returns the level of an item of one of Word's lists, and whether it
// is numbered, and takes its printed number away; 0 if the paragraph is none.
func wordItem(p *html.Node) (level int, ordered bool) {
	for key, value := range css(p) {
		if m := wordLevel.FindStringSubmatch(value); key == "mso-list" && m != nil {
			level = int(m[1][0] - '0')
		}
	}
	if level == 0 {
		return 0, false
	}
	for d := range p.Descendants() {
		for key, value := range css(d) {
			if key == "mso-list" && value == "ignore" {
				ordered = ordinal.MatchString(strings.TrimSpace(textOf(d)))
				remove(d)
				return level, ordered
			}
		}
	}
	return level, false
}

func wordStyle(p *html.Node) {
	switch attr(p, "class") {
	case "MsoTitle":
		p.DataAtom, p.Data = atom.H1, "h1"
	case "MsoQuote", "MsoIntenseQuote":
		p.DataAtom, p.Data = atom.Blockquote, "blockquote"
	default:
		for key, value := range css(p) {
			if key == "mso-outline-level" && len(value) == 1 && '1' <= value[0] && value[0] <= '6' {
				p.DataAtom, p.Data = atom.Lookup([]byte("h"+value)), "h"+value
			}
		}
	}
}

// localise makes the links within what was copied local ones again: browsers
// write them with the page's address. Other links must lead to an address that
// can do no harm, or are none.
func localise(root *html.Node) {
	ids := map[string]bool{}
	for d := range root.Descendants() {
		if d.Type == html.ElementNode {
			ids[attr(d, "id")], ids[attr(d, "name")] = true, true
		}
	}
	delete(ids, "")
	here := map[string]bool{} // the addresses of the page
	var others []*html.Node
	for d := range root.Descendants() {
		if d.DataAtom != atom.A {
			continue
		}
		address, id, _ := strings.Cut(attr(d, "href"), "#")
		if plain, err := url.PathUnescape(id); err == nil && !ids[id] {
			id = plain
		}
		if ids[id] {
			here[address] = true
			setHref(d, "#"+id)
		} else {
			others = append(others, d)
		}
	}
	for _, d := range others {
		address := strings.TrimSpace(attr(d, "href"))
		if page, _, within := strings.Cut(address, "#"); within && here[page] || !strings.Contains(address, ":") {
			address = "" // to what was not copied
		}
		setHref(d, allowed(address))
	}
}

func setHref(a *html.Node, address string) {
	for i := range a.Attr {
		if a.Attr[i].Key == "href" {
			a.Attr[i].Val = address
		}
	}
}

// edges returns the blanks at the edges of what was copied out of a line.
func edges(root *html.Node) (lead, trail string) {
	var all strings.Builder
	for d := range root.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		} else if isBlock(d) && d.DataAtom != atom.Body {
			return "", ""
		}
	}
	text := strings.Trim(all.String(), "\n")
	if strings.TrimLeft(text, blanks) != text {
		lead = " "
	}
	if strings.TrimRight(text, blanks) != text {
		trail = " "
	}
	return lead, trail
}

// look is how text looks by the elements and styles around it.
type look struct {
	style   doc.Style
	heading bool // its weight is that of its rank
	link    bool // its line is that of links
}

func (l look) with(s doc.Style, on bool) look {
	if on {
		l.style |= s
	} else {
		l.style &^= s
	}
	return l
}

// of is how the text in an element looks.
func (l look) of(n *html.Node) look {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		l.style |= doc.Bold
	case atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var:
		l.style |= doc.Italic
	case atom.S, atom.Del, atom.Strike:
		l.style |= doc.Strike
	case atom.U, atom.Ins:
		l.style |= doc.Underline
	case atom.Sup:
		l.style |= doc.Super
	case atom.Sub:
		l.style |= doc.Sub
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		l.style |= doc.Mono
	case atom.Mark:
		l.style |= doc.Lit
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		l.heading = true
	case atom.A:
		l.link = attr(n, "href") != ""
	}
	for key, value := range css(n) {
		switch key {
		case "font-weight":
			l = l.with(doc.Bold, strings.HasPrefix(value, "bold") || len(value) == 3 && value >= "600")
		case "font-style":
			l = l.with(doc.Italic, value == "italic" || value == "oblique")
		case "text-decoration", "text-decoration-line":
			if strings.Contains(value, "line-through") {
				l.style |= doc.Strike
			}
			if strings.Contains(value, "underline") {
				l.style |= doc.Underline
			}
		case "vertical-align":
			l = l.with(doc.Super, value == "super").with(doc.Sub, value == "sub")
		case "font-variant", "font-variant-caps":
			l = l.with(doc.SmallCaps, value == "small-caps")
		case "mso-highlight":
			l.style |= doc.Lit
		}
	}
	return l
}

// inlineTags write what a text looks like, outermost first.
var inlineTags = []struct {
	style doc.Style
	tag   atom.Atom
}{
	{doc.Lit, atom.Mark},
	{doc.Strike, atom.S},
	{doc.Underline, atom.U},
	{doc.Bold, atom.Strong},
	{doc.Italic, atom.Em},
	{doc.Super, atom.Sup},
	{doc.Sub, atom.Sub},
	{doc.Mono, atom.Code},
}

// plainly takes all styles out of a tree and puts each text into the elements
// that mean how it looked. What links lead to keeps its identity.
func plainly(n *html.Node, l look) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch c.Type {
		case html.TextNode:
			wrap(c, l)
		case html.ElementNode:
			if attr(c, "class") == "Apple-converted-space" {
				n.InsertBefore(&html.Node{Type: html.TextNode, Data: strings.ReplaceAll(textOf(c), "\u00a0", " ")}, c)
				n.RemoveChild(c)
				break
			}
			plainly(c, l.of(c))
			if isStyle(c) {
				unwrap(c)
				break
			}
			keep := c.Attr[:0]
			for _, a := range c.Attr {
				if a.Key != "style" && !strings.HasPrefix(a.Key, "on") {
					keep = append(keep, a)
				}
			}
			c.Attr = keep
		}
		c = next
	}
}

// isStyle reports whether an element says no more than how its text looks.
func isStyle(n *html.Node) bool {
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var, atom.S, atom.Del, atom.Strike, atom.U, atom.Ins,
		atom.Sup, atom.Sub, atom.Kbd, atom.Samp, atom.Tt, atom.Mark, atom.Span, atom.Font, atom.Small, atom.Big, atom.Code:
		return true
	}
	return n.Data == "o:p"
}

// unwrap puts what an element holds in its place; if a link may lead to it, it
// stays as an element that says nothing else.
func unwrap(n *html.Node) {
	if id := attr(n, "id"); id != "" {
		n.DataAtom, n.Data = atom.Span, "span"
		n.Attr = []html.Attribute{{Key: "id", Val: id}}
		return
	}
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	remove(n)
}

// wrap puts a text into the elements for its look.
func wrap(text *html.Node, l look) {
	if l.heading {
		l.style &^= doc.Bold
	}
	if l.link {
		l.style &^= doc.Underline
	}
	if l.style == 0 || strings.TrimSpace(text.Data) == "" || text.Parent.DataAtom == atom.Pre {
		return
	}
	outer := text
	put := func(e *html.Node) {
		outer.Parent.InsertBefore(e, outer)
		outer.Parent.RemoveChild(outer)
		e.AppendChild(outer)
		outer = e
	}
	for i := len(inlineTags) - 1; i >= 0; i-- {
		if l.style&inlineTags[i].style != 0 {
			put(element(inlineTags[i].tag))
		}
	}
	if l.style&doc.SmallCaps != 0 {
		caps := element(atom.Span)
		caps.Attr = []html.Attribute{{Key: "style", Val: "font-variant:small-caps"}}
		put(caps)
	}
}
