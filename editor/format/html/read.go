package html

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Read reads an HTML page, or a piece of one. Notes get the identities n1, n2…
// in the order of their markers, and their series and numbering as far as the
// page tells them. What surrounds the text of a web page, such as menus and
// forms, is left out, and so are scripts and addresses that can do harm. The
// warnings are sentences for the author.
func Read(src string) (*essay.Essay, []string, error) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		if strings.Contains(err.Error(), "exceeds") { // the parser's bound on open elements
			return nil, nil, errors.New("the HTML cannot be read: its elements are nested more than 500 deep; take some away and try again")
		}
		return nil, nil, fmt.Errorf("the HTML cannot be read: %w", err)
	}
	r := &reader{atoms: map[*html.Node]doc.Atom{}, skip: map[*html.Node]bool{}}
	found := findNotes(root)
	ids := map[*html.Node]essay.NoteID{}
	var blocks []*html.Node
	for _, l := range found.links {
		id, known := ids[l.block]
		if !known {
			id = essay.NoteID(fmt.Sprintf("n%d", len(ids)+1))
			ids[l.block] = id
			blocks = append(blocks, l.block)
		}
		r.atoms[l.anchor] = doc.Atom{Kind: doc.Marker, ID: string(id)}
		if l.back != nil {
			r.skip[l.back] = true
		}
	}
	for _, l := range found.numbers {
		r.atoms[l.anchor] = doc.Atom{Kind: doc.CrossRef, ID: string(ids[l.block])}
	}
	r.printed(blocks)
	s := seriesIn(blocks)
	notes := make([]*essay.Note, len(blocks))
	for i, b := range blocks {
		notes[i] = &essay.Note{ID: ids[b], Text: r.note(b), Series: s.of[b]}
	}
	r.leaveOut(blocks)
	body := r.document(root)
	e := essay.New(doc.New(body...), notes...).WithScheme(s.scheme).WithLanguage(language(root))
	// A page without a heading has its title in its head, unless that only
	// repeats how the text begins.
	if title := pageTitle(root); title != untitled && title != "" && !beginsWith(e, title) && !hasTitle(body) {
		e = e.WithBody(doc.New(append([]*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: title})}, body...)...))
	}
	return e, r.warnings, nil
}

type reader struct {
	atoms    map[*html.Node]doc.Atom // what stands for notes in the text
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

// printed marks what is printed with notes and is no part of them: further
// links back, labels, and the headings of lists.
func (r *reader) printed(blocks []*html.Node) {
	for _, b := range blocks {
		for d := range b.Descendants() {
			arrow := d.DataAtom == atom.A && (attr(d, "role") == "doc-backlink" || isArrow(textOf(d)))
			if arrow || d.DataAtom == atom.Span && attr(d, "class") == "fn-label" {
				r.skip[d] = true
			}
		}
	}
	for _, s := range sections(blocks) {
		for c := range s.ChildNodes() {
			if isHeading(c) && c.DataAtom != atom.P {
				r.skip[c] = true
			}
		}
	}
}

// isArrow reports whether a link says only that it leads back, or to which of
// several markers.
func isArrow(s string) bool {
	return len(s) < 20 && strings.Trim(s, "↩︎↑^ \u00a0") == "" || backTo.MatchString(s)
}

var backTo = regexp.MustCompile(`^\s*↩[\x{FE0E}\x{FE0F}]?\s*(?:\d{1,3}|[a-z]{1,2})\s*$`)

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

// leaveOut marks notes' blocks and what they leave empty when they are taken
// away: their lists, the sections around those, a heading and a line above.
func (r *reader) leaveOut(blocks []*html.Node) {
	for _, b := range blocks {
		r.skip[b] = true
	}
	gone := slices.Clone(blocks)
	held := map[*html.Node]int{} // children that hold something
	for i := 0; i < len(gone); i++ {
		n := gone[i]
		p := n.Parent
		counted := !r.skip[n] && r.holds(n)
		r.skip[n] = true
		if p == nil || p.Type != html.ElementNode || p.DataAtom == atom.Body {
			continue
		}
		if _, seen := held[p]; !seen {
			n := 0
			for c := range p.ChildNodes() {
				if !r.skip[c] && r.holds(c) {
					n++
				}
			}
			held[p] = n
		} else if counted {
			held[p]--
		} else {
			continue
		}
		if held[p] == 0 {
			gone = append(gone, p)
		}
	}
	for _, n := range gone {
		if !r.skip[n.Parent] {
			r.above(n)
		}
	}
}

// holds reports whether an element holds more than a line or a heading of
// notes.
func (r *reader) holds(n *html.Node) bool {
	return n.DataAtom != atom.Hr && !blank(n) && (!isHeading(n) || !notesTitle.MatchString(textOf(n)))
}

// above marks a heading such as Notes, and a line, just above notes.
func (r *reader) above(n *html.Node) {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		switch {
		case s.DataAtom == atom.Hr, isHeading(s) && notesTitle.MatchString(textOf(s)):
			r.skip[s] = true
		case r.skip[s] || s.Type != html.TextNode || !blank(s):
			return // another note's place, or text
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

// beginsWith reports whether a text begins with the letters of a title, which
// may have been cut short.
func beginsWith(e *essay.Essay, title string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	begin := letters(title)
	return title == e.Title() || begin != "" && strings.HasPrefix(letters(e.Body().Block(0).Text()), begin)
}

func hasTitle(blocks []*doc.Block) bool {
	for _, b := range blocks {
		if b.Kind == doc.Heading && b.Level == 1 {
			return true
		}
	}
	return len(blocks) == 0
}

// language is the language that a page says it is in, or "".
func language(root *html.Node) string {
	for c := range root.ChildNodes() {
		if c.DataAtom == atom.Html {
			if tag := attr(c, "lang"); languageTag.MatchString(tag) {
				return tag
			}
		}
	}
	return ""
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}$`)
