package html

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
)

// Read reads an HTML page, or a piece of one. Notes get the identities n1, n2…
// in the order of their markers, and their series and numbering as far as the
// page tells them. What surrounds the text of a web page, such as menus and
// forms, is left out, and so are scripts and addresses that can do harm. The
// warnings are sentences for the author.
func Read(src string) (*essay.Essay, []string, error) {
	p, err := ReadPage(src)
	return p.Essay, p.Warnings, err
}

// Page is what was read of a page.
type Page struct {
	Essay    *essay.Essay
	Warnings []string

	// Typed is true if notes may be left in the text as they are shown: there is
	// none that marker and note link both ways, or there are links to places that
	// do not lead back.
	Typed bool
}

// ReadPage is Read for those who look for typed notes.
func ReadPage(src string) (Page, error) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		if strings.Contains(err.Error(), "exceeds") { // the parser's bound on open elements
			return Page{}, errors.New("the HTML cannot be read: its elements are nested more than 500 deep; take some away and try again")
		}
		return Page{}, fmt.Errorf("the HTML cannot be read: %w", err)
	}
	comments := ordinary(root)
	r := &reader{atoms: map[*html.Node]doc.Atom{}, skip: map[*html.Node]bool{}, nested: map[*html.Node]*html.Node{}, classes: classesOf(root)}
	found := findNotes(root)
	r.around(root, found, comments)
	ids := map[*html.Node]essay.NoteID{}
	var blocks []*html.Node
	known := map[*html.Node]bool{}
	var all []*html.Node // notes' blocks, also of notes to notes
	for _, l := range found.links {
		if !known[l.block] {
			known[l.block] = true
			all = append(all, l.block)
		}
	}
	for _, l := range found.links {
		if l.back != nil {
			r.skip[l.back] = true
			untie(l)
		}
		if within(l.anchor, known) != nil {
			r.nested[l.anchor] = l.block
			continue
		}
		id, named := ids[l.block]
		if !named {
			id = essay.NoteID(fmt.Sprintf("n%d", len(ids)+1))
			ids[l.block] = id
			blocks = append(blocks, l.block)
		}
		r.atoms[l.anchor] = doc.Atom{Kind: doc.Marker, ID: string(id)}
	}
	for a, block := range r.nested {
		if id, ok := ids[block]; ok { // it has a marker in the text too
			r.atoms[a] = doc.Atom{Kind: doc.CrossRef, ID: string(id)}
		}
	}
	for _, l := range found.numbers {
		r.atoms[l.anchor] = doc.Atom{Kind: doc.CrossRef, ID: string(ids[l.block])}
	}
	r.printed(all)
	s := seriesIn(blocks)
	notes := make([]*essay.Note, len(blocks))
	for i, b := range blocks {
		notes[i] = &essay.Note{ID: ids[b], Text: r.note(b), Series: s.of[b]}
	}
	r.leaveOut(all)
	body := withoutRepeat(r.document(root))
	e := essay.New(doc.New(body...), notes...).WithScheme(s.scheme).WithLanguage(pageLanguage(root)).WithMeta(factsOf(root))
	// A page without a heading has its title in its head, unless that only
	// repeats how the text begins.
	if title := pageTitle(root); title != untitled && title != "" && !beginsWith(e, title) && !hasTitle(body) {
		e = e.WithBody(doc.New(append([]*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: title})}, body...)...))
	}
	if found.oneSided > 0 {
		r.warn("one-sided", fmt.Sprintf("Links to notes that do not lead back, so that they are only text so far: %d.", found.oneSided))
	}
	return Page{Essay: e, Warnings: r.warnings, Typed: len(notes) == 0 || found.oneSided > 0}, nil
}

// withoutRepeat is a body whose title does not stand there twice, as where a
// page's template prints it above a text that begins with it.
func withoutRepeat(body []*doc.Block) []*doc.Block {
	if len(body) > 1 && body[0].Kind == doc.Heading && body[0].Level == 1 && body[0].Equal(body[1]) && body[0].Atoms() == 0 {
		return body[1:]
	}
	return body
}

type reader struct {
	atoms    map[*html.Node]doc.Atom   // what stands for notes in the text
	nested   map[*html.Node]*html.Node // markers in notes, with the notes they are of
	open     map[*html.Node]bool       // notes that are being read within others
	classes  classes
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
			if arrow || d.DataAtom == atom.Span && (attr(d, "class") == "fn-label" || hasClass(d, "mw-cite-backlink")) {
				r.skip[d] = true
			}
			if d.DataAtom == atom.A && r.skip[d] {
				r.framed(d)
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

// framed marks the elements within a line around a link back that hold nothing
// else but a frame, such as brackets.
func (r *reader) framed(back *html.Node) {
	for n := back.Parent; n != nil && !isBlock(n); n = n.Parent {
		var rest strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode && within(d, r.skip) == nil {
				rest.WriteString(d.Data)
			}
		}
		if strings.Trim(rest.String(), "↩︎↑^[](),•| \u00a0\t\n") != "" {
			return
		}
		r.skip[n] = true
	}
}

// noteWithin reads a note to a note into the text of that one, in brackets.
func (b *builder) noteWithin(block *html.Node, p place) {
	b.warn("within", "Notes to notes stand in brackets in the notes’ text.")
	if b.open[block] {
		return
	}
	if b.open == nil {
		b.open = map[*html.Node]bool{}
	}
	b.open[block] = true
	defer delete(b.open, block)
	wasSkipped := b.skip[block]
	b.skip[block] = false
	spans := b.flat(block, p)
	b.skip[block] = wasSkipped
	b.start(p)
	b.blank = false
	p.style &^= doc.Super
	b.line.add(" [", p.style, "")
	for _, s := range spans {
		if s.Atom != nil {
			b.line.atom(*s.Atom)
		} else {
			b.line.add(s.Text, s.Style, s.Link)
		}
	}
	b.line.add("]", p.style, "")
}

// untie takes away the no-break spaces that tie a note's text to the link back
// at its start or end.
func untie(l link) {
	var before *html.Node // the text before the link
	passed := false
	for d := range l.block.Descendants() {
		switch {
		case d == l.back:
			if passed = true; before != nil {
				before.Data = strings.TrimRight(before.Data, "\u00a0")
				return
			}
		case d.Type != html.TextNode || contains(l.back, d):
		case passed:
			d.Data = strings.TrimLeft(d.Data, "\u00a0")
			return
		case strings.TrimSpace(d.Data) != "":
			before = d
		}
	}
}

// isArrow reports whether a link says only that it leads back, or to which of
// several markers.
func isArrow(s string) bool {
	return len(s) < 20 && strings.Trim(s, "↩︎↑^ \u00a0") == "" || backTo.MatchString(s)
}

var backTo = lazyregexp.New(`^\s*↩[\x{FE0E}\x{FE0F}]?\s*(?:\d{1,3}|[a-z]{1,2})\s*$`)

// label is what a note may begin with: its printed number.
var label = lazyregexp.New(`^[\s\x{a0}]*(?:\[\d+\]|\(\d+\)|\d+[.):]|[*†‡↑^])[\s\x{a0}]+`)

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

// isNotesTitle reports whether an element is a heading above notes, in one of the
// languages that we know.
func (r *reader) isNotesTitle(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.A {
		return false
	}
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type != html.TextNode || within(d, r.skip) != nil {
			continue
		}
		if text.WriteString(d.Data); text.Len() > maxTitle {
			return false
		}
	}
	return notelist.IsHeading(text.String())
}

// maxTitle bounds what is looked at of a heading, in bytes.
const maxTitle = 100

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
	return n.DataAtom != atom.Hr && !blank(n) && !r.isNotesTitle(n)
}

// above marks a heading such as Notes, and a line, just above notes.
func (r *reader) above(n *html.Node) {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		switch {
		case s.DataAtom == atom.Hr, r.isNotesTitle(s):
			r.skip[s] = true
		case s.DataAtom == atom.Style || s.DataAtom == atom.Link || s.Type == html.CommentNode:
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
	return title == e.Title() || begin != "" && strings.HasPrefix(letters(e.Body().Text(0, min(e.Body().Len(), maxBegin))), begin)
}

// maxBegin bounds how far a text is compared with a title.
const maxBegin = 2000

func hasTitle(blocks []*doc.Block) bool {
	for _, b := range blocks {
		if b.Kind == doc.Heading && b.Level == 1 {
			return true
		}
	}
	return len(blocks) == 0
}

// pageLanguage is the language that a page says it is in, or "".
func pageLanguage(root *html.Node) string {
	for d := range root.Descendants() {
		if d.DataAtom == atom.Html || d.DataAtom == atom.Body {
			if tag := attr(d, "lang"); languageTag.MatchString(tag) {
				return usualCase(tag)
			}
		}
		if d.DataAtom == atom.Body {
			break
		}
	}
	return ""
}

// usualCase writes a tag as it is usually written: Word writes its country's
// letters for all of it.
func usualCase(tag string) string {
	if lower, rest, _ := strings.Cut(tag, "-"); tag == strings.ToUpper(tag) {
		tag = strings.ToLower(lower)
		if rest != "" {
			tag += "-" + rest
		}
	}
	return tag
}

var languageTag = lazyregexp.New(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}$`)
