package html

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	wordLevel = lazyregexp.New(`\blevel([1-9])\b`)
	ordinal   = lazyregexp.New(`^\(?(?:\d+|[ivxlc]+|[a-zA-Z])[.)]`)
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
		return filteredItem(p)
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

// itemSign is what an item of a list begins with in what Word saves “filtered”.
var itemSign = lazyregexp.New(`^(?:[·o§•‣▪–-]|\(?(?:\d+|[ivxlc]+|[a-zA-Z])[.)])$`)

// filteredItem does the same for what Word saves “filtered”: there the printed
// number, in small blanks that fill the room up to the text, is all that tells an
// item, and its indent the level.
func filteredItem(p *html.Node) (level int, ordered bool) {
	if !strings.HasPrefix(attr(p, "class"), "MsoList") {
		return 0, false
	}
	var sign strings.Builder
	var before []*html.Node
	for d := range p.Descendants() {
		if d.Type == html.TextNode {
			sign.WriteString(d.Data)
			before = append(before, d)
			continue
		}
		small := false
		for key, value := range css(d) {
			small = small || key == "font" && strings.HasPrefix(value, "7.0pt")
		}
		if !small || !blank(d) && strings.Trim(textOf(d), blanks+"\t\n") != "" {
			continue
		}
		printed := strings.Trim(sign.String(), blanks+"\t\n")
		if !itemSign.MatchString(printed) {
			return 0, false
		}
		for _, n := range append(before, d) {
			defer remove(n)
		}
		return max(1, indentOf(p)), ordinal.MatchString(printed)
	}
	return 0, false
}

// indentOf is how many steps of half an inch a paragraph is indented; one if it
// does not say.
func indentOf(p *html.Node) int {
	for key, value := range css(p) {
		if points, ok := strings.CutSuffix(value, "pt"); ok && key == "margin-left" {
			if n, err := strconv.ParseFloat(points, 64); err == nil && n > 0 && n < 9*36 {
				return int(n/36 + 0.5)
			}
		}
	}
	return 1
}

// wordComments takes Word's comments away and reports whether there were some.
func wordComments(root *html.Node) bool {
	var gone []*html.Node
	for d := range root.Descendants() {
		if hasClass(d, "msocomanchor") || hasClass(d, "MsoCommentReference") || hasClass(d, "msocomtxt") {
			gone = append(gone, d)
			continue
		}
		for key, value := range css(d) {
			if key == "mso-element" && strings.HasPrefix(value, "comment") {
				gone = append(gone, d)
			}
		}
	}
	for _, n := range gone {
		remove(n)
	}
	return len(gone) > 0
}

// emptyParagraphs takes away the paragraphs that Word makes for distance.
func emptyParagraphs(root *html.Node) {
	var gone []*html.Node
	for d := range root.Descendants() {
		if d.DataAtom == atom.P && strings.HasPrefix(attr(d, "class"), "Mso") && empty(d) {
			gone = append(gone, d)
		}
	}
	for _, n := range gone {
		remove(n)
	}
}
