package html

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Read reads an HTML page, or a piece of one. Notes get the identities n1, n2…
// in the order of their markers. What surrounds the text of a web page, such as
// menus and forms, is left out. The warnings are sentences for the author.
func Read(src string) (*essay.Essay, []string, error) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return nil, nil, fmt.Errorf("the HTML cannot be read: %w", err)
	}
	r := &reader{markers: map[*html.Node]essay.NoteID{}, skip: map[*html.Node]bool{}}
	ids := map[*html.Node]essay.NoteID{}
	var blocks []*html.Node
	links := findNotes(root)
	for _, l := range links {
		id, known := ids[l.block]
		if !known {
			id = essay.NoteID(fmt.Sprintf("n%d", len(ids)+1))
			ids[l.block] = id
			blocks = append(blocks, l.block)
		}
		r.markers[l.anchor] = id
		r.skip[l.back] = true
	}
	// Further links back from one note, for its further markers.
	for _, b := range blocks {
		for d := range b.Descendants() {
			if d.DataAtom == atom.A && (attr(d, "role") == "doc-backlink" || strings.Trim(textOf(d), "↩︎↑^ \u00a0") == "") {
				r.skip[d] = true
			}
		}
	}
	e := essay.New(doc.New())
	for _, b := range blocks {
		n := &essay.Note{ID: ids[b], Text: r.note(b)}
		e = e.WithNote(n)
	}
	for _, b := range blocks {
		r.skip[b] = true
		r.leaveOut(b)
	}
	body := r.document(root)
	e = e.WithBody(doc.New(body...))
	// A page without a heading has its title in its head, unless that only
	// repeats how the text begins.
	if title := pageTitle(root); title != "" && title != e.Title() && !hasTitle(body) {
		e = e.WithBody(doc.New(append([]*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: title})}, body...)...))
	}
	return e, r.warnings, nil
}

type reader struct {
	markers  map[*html.Node]essay.NoteID
	skip     map[*html.Node]bool
	warnings []string
	warned   map[string]bool
}

func (r *reader) warn(once, text string) {
	if !r.warned[once] {
		if r.warned == nil {
			r.warned = map[string]bool{}
		}
		r.warned[once] = true
		r.warnings = append(r.warnings, text)
	}
}

// label is what a note may begin with: its printed number.
var label = regexp.MustCompile(`^[\s\x{a0}]*(?:\[\d+\]|\(\d+\)|\d+[.):]|[*†‡↑^])[\s\x{a0}]+`)

// note reads a note's block.
func (r *reader) note(n *html.Node) *doc.Document {
	blocks := r.document(n)
	if len(blocks) == 0 {
		return doc.New()
	}
	d := doc.New(blocks...)
	if m := label.FindString(d.Block(0).Text()); m != "" && n.DataAtom != atom.Li {
		d, _ = d.Replace(0, doc.Pos(len([]rune(m))), doc.Slice{})
	}
	return d
}

// notesTitle is a heading above notes.
var notesTitle = regexp.MustCompile(`(?i)^\s*(?:foot|end)?notes?\s*:?\s*$`)

// leaveOut marks what a note's block leaves empty when it is taken away: its
// list, the section around it, a heading and a line above it.
func (r *reader) leaveOut(n *html.Node) {
	for p := n.Parent; p != nil && p.DataAtom != atom.Body && p.Type == html.ElementNode; p = p.Parent {
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Hr || notesTitle.MatchString(textOf(c)) && isHeading(c) {
				continue
			}
			if !r.skip[c] && strings.TrimSpace(textOf(c)) != "" {
				r.above(n)
				return
			}
		}
		r.skip[p] = true
		n = p
	}
	r.above(n)
}

// above marks a heading such as Notes, and a line, just above notes.
func (r *reader) above(n *html.Node) {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		blank := strings.TrimSpace(textOf(s)) == ""
		title := isHeading(s) && notesTitle.MatchString(textOf(s))
		if !r.skip[s] && s.DataAtom != atom.Hr && (!blank || s.Type != html.TextNode) && !title {
			return
		}
		if s.DataAtom == atom.Hr || isHeading(s) {
			r.skip[s] = true
		}
	}
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.P, atom.Strong:
		return true
	}
	return false
}

func pageTitle(root *html.Node) string {
	for d := range root.Descendants() {
		if d.DataAtom == atom.Title {
			return strings.Join(strings.Fields(textOf(d)), " ")
		}
	}
	return ""
}

func hasTitle(blocks []*doc.Block) bool {
	for _, b := range blocks {
		if b.Kind == doc.Heading && b.Level == 1 {
			return true
		}
	}
	return len(blocks) == 0
}
