package html

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Some writers of HTML do not link markers and notes as all others do, write
// lists as paragraphs, or lists within others beside them. ordinary makes what
// they write the usual form, which is read, and reports whether comments were
// taken away.
func ordinary(root *html.Node) (comments bool) {
	localisePage(root)
	handlers(root)
	beside(root)
	comments = wordComments(root)
	emptyParagraphs(root)
	lists(root)
	googleDocs(root)
	return comments
}

// quotedID is the identity that a handler is given.
var quotedID = lazyregexp.New(`['"]([A-Za-z][\w.:-]*)['"]`)

// handlers makes links of elements that lead to a place by a script, as the
// plugin Footnotes of WordPress writes them.
func handlers(root *html.Node) {
	ids := pageOf(root).ids
	for d := range root.Descendants() {
		m := quotedID.FindStringSubmatch(attr(d, "onclick"))
		if d.Type != html.ElementNode || m == nil || !ids[m[1]] {
			continue
		}
		a := firstLink(d)
		if a == nil {
			continue
		}
		if href := attr(a, "href"); href == "" || href == "#" || strings.HasPrefix(strings.ToLower(href), "javascript:") {
			setHref(a, "#"+m[1])
		}
	}
}

func firstLink(n *html.Node) *html.Node {
	if n.DataAtom == atom.A {
		return n
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			return d
		}
	}
	return nil
}

// besides are the classes of notes that stand in the text just behind their
// markers: of the plugin Modern Footnotes, of the style sheet Tufte CSS, and of
// the plugin Footnotes where it prints no list.
var besides = []string{"modern-footnotes-footnote__note", "sidenote", "marginnote", "footnote_tooltip"}

// beside puts notes that stand in the text into a list at the page's end.
func beside(root *html.Node) {
	var found []*html.Node
	for d := range root.Descendants() {
		if d.DataAtom != atom.Span && d.DataAtom != atom.Small {
			continue
		}
		for _, class := range besides {
			if hasClass(d, class) {
				found = append(found, d)
				break
			}
		}
	}
	var list *html.Node
	for i, n := range found {
		if contains(n, n.Parent) || hasClass(n, "footnote_tooltip") && isLinked(n) {
			remove(n)
			continue
		}
		if list == nil {
			list = notesAtEnd(root)
		}
		id := fmt.Sprintf("ibid-beside-%d", i)
		for _, mark := range marksBefore(n) {
			remove(mark)
		}
		marker := element(atom.A)
		marker.Attr = []html.Attribute{{Key: "id", Val: id + "-ref"}, {Key: "href", Val: "#" + id}}
		n.Parent.InsertBefore(marker, n)
		note := element(atom.Li)
		note.Attr = []html.Attribute{{Key: "id", Val: id}}
		for n.FirstChild != nil {
			c := n.FirstChild
			n.RemoveChild(c)
			note.AppendChild(c)
		}
		back := element(atom.A)
		back.Attr = []html.Attribute{{Key: "href", Val: "#" + id + "-ref"}}
		note.AppendChild(back)
		remove(n)
		list.AppendChild(note)
	}
	for d := range root.Descendants() {
		if list != nil && (hasClass(d, "modern-footnotes-list") || hasClass(d, "modern-footnotes-list-heading")) { // the same notes again
			defer remove(d)
		}
	}
}

// notesAtEnd makes an empty list of notes at the end of a page.
func notesAtEnd(root *html.Node) *html.Node {
	at := root
	for d := range root.Descendants() {
		if d.DataAtom == atom.Body || d.DataAtom == atom.Main && at.DataAtom != atom.Main {
			at = d
		}
	}
	section, list := element(atom.Section), element(atom.Ol)
	section.Attr = []html.Attribute{{Key: "class", Val: "footnotes"}}
	section.AppendChild(list)
	at.AppendChild(section)
	return list
}

// isLinked reports whether the element before a tooltip leads to the note that
// the tooltip repeats.
func isLinked(tooltip *html.Node) bool {
	before := previous(tooltip)
	if before == nil {
		return false
	}
	a := firstLink(before)
	return a != nil && fragment(a) != ""
}

// marksBefore are what shows a note's number before the note: links, raised
// numbers, and the switches that show it on narrow screens.
func marksBefore(n *html.Node) []*html.Node {
	var marks []*html.Node
	for s := previous(n); s != nil; s = previous(s) {
		shown := s.DataAtom == atom.Sup || s.DataAtom == atom.A && attr(s, "role") == "button" || s.DataAtom == atom.Label || s.DataAtom == atom.Input
		if !shown || len(strings.TrimSpace(textOf(s))) > maxMark {
			break
		}
		marks = append(marks, s)
		if s.DataAtom != atom.Input {
			break
		}
	}
	return marks
}

// maxMark bounds what is taken for a printed number, in bytes.
const maxMark = 12

var (
	docsList  = lazyregexp.New(`(?:^|\s)(lst-kix_\w+?)-(\d)(?:\s|$)`)
	docsClass = lazyregexp.New(`(?:^|\s)c\d+(?:\s|$)`)
)

// googleDocs puts the lists of a document saved by Google Docs into each other,
// makes a heading of its title, and takes away the way of its links over
// Google.
func googleDocs(root *html.Node) {
	var lists []*html.Node
	for d := range root.Descendants() {
		switch d.DataAtom {
		case atom.Ul, atom.Ol:
			if docsList.MatchString(attr(d, "class")) {
				lists = append(lists, d)
			}
		case atom.P:
			if hasClass(d, "title") && docsClass.MatchString(attr(d, "class")) {
				d.DataAtom, d.Data = atom.H1, "h1"
			}
		case atom.A:
			if target := redirected(attr(d, "href")); target != "" {
				setHref(d, target)
			}
		}
	}
	var open []*html.Node
	var name string
	for _, l := range lists {
		m := docsList.FindStringSubmatch(attr(l, "class"))
		depth, _ := strconv.Atoi(m[2])
		if len(open) == 0 || previous(l) != open[0] || m[1] != name {
			open, name = []*html.Node{l}, m[1]
			continue
		}
		open = open[:min(max(depth, 1), len(open))]
		last := open[len(open)-1]
		remove(l)
		if depth == 0 { // the outermost list goes on
			for l.FirstChild != nil {
				c := l.FirstChild
				l.RemoveChild(c)
				last.AppendChild(c)
			}
			continue
		}
		if last.LastChild == nil {
			last.AppendChild(element(atom.Li))
		}
		last.LastChild.AppendChild(l)
		open = append(open, l)
	}
}

// redirected is where a link by way of Google leads, or "".
func redirected(href string) string {
	if !strings.HasPrefix(href, "https://www.google.com/url?") {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	return u.Query().Get("q")
}
