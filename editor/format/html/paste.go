package html

import (
	"errors"
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
	localisePiece(root)
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
