package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
)

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
