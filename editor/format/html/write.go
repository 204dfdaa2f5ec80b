// Package html writes essays as HTML in which every note is linked with its
// marker both ways, and reads such HTML back, also that of other writers. How
// the notes are numbered and where they stand is told by their lists and by the
// data-series, data-place, data-restart and data-section of the sections around
// these; a cross-reference is a link of the class fn-xref.
//
// Absent: what a page looks like to its last pixel; a page that stands alone
// brings a small style sheet of its own.
package html

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"html"
	"io"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/notelist"
	"github.com/ibid-editor/ibid/editor/format/runs"
)

// Options say how an essay is written.
type Options struct {
	Standalone bool   // a whole page; else what stands in its body
	Lang       string // the language's tag; "" is the essay's, or en
	IDPrefix   string // before all ids, so that several essays can stand on one page
	Notes      Manner // how markers and notes are written

	Pictures func(source string) ([]byte, bool) // finds pictures that have no address; nil finds none
}

// Prefix is a prefix for the identities in what is written of an essay, the same
// whenever it is written, and another for other essays: it is made of the title
// and of the identity of the first note.
func Prefix(e *essay.Essay) string {
	h := fnv.New32a()
	_, _ = io.WriteString(h, e.Title())
	for _, r := range e.Refs() {
		_, _ = io.WriteString(h, "\x00"+string(r.Note))
		break
	}
	return fmt.Sprintf("e%08x-", h.Sum32())
}

// Write writes an essay with its notes in lists, one for each series: at the
// end, or before the heading that begins the next section. A note has a link
// back to each of its markers, and its list shows the label that the markers
// show. Notes in the bin and empty paragraphs are left out. The warnings are
// sentences for the author about what HTML cannot hold; an error is one of w.
func Write(w io.Writer, e *essay.Essay, o Options) (warnings []string, err error) {
	p := &printer{
		out: bufio.NewWriter(w), essay: e, prefix: o.IDPrefix, pictures: o.Pictures,
		markers: map[essay.NoteID]int{}, seen: map[essay.NoteID]int{}, labels: map[string]int{}, lists: notelist.New(e), lost: &losses{},
		lang: cmp.Or(o.Lang, e.Language()), manner: o.Notes, pending: &[]essay.Ref{},
	}
	p.words = notelist.LabelsFor(p.lang)
	p.rtl = o.Standalone && isRTL(p.lang, e)
	for _, r := range e.Refs() {
		p.markers[r.Note]++
	}
	if o.Standalone {
		p.head()
	}
	p.blocks(e.Body())
	if p.manner == Lists {
		p.endLists()
	} else {
		p.notesAtEnd()
	}
	if o.Standalone {
		p.print("</main>\n</body>\n</html>\n")
	}
	return p.lost.warnings(), p.out.Flush()
}

type printer struct {
	out     *bufio.Writer
	essay   *essay.Essay
	prefix  string
	markers map[essay.NoteID]int // of each note
	seen    map[essay.NoteID]int // those written
	lists   *notelist.Lists
	labels  map[string]int // of lists without a heading, how often each was given
	titles  [7]string      // of the sections that are open, by rank
	rank    int            // of the heading written last
	inNote  bool           // where no marker is written
	lost    *losses
	own     func(doc.Atom) string // writes what stands for a note, for [Inline]

	lang  string // the essay's
	words notelist.Labels
	rtl   bool // the page's direction is from right to left

	manner  Manner
	pending *[]essay.Ref  // notes that follow the block that is being written
	group   *bytes.Buffer // that block, while it is gathered
	target  *bufio.Writer // where it goes

	pictures func(source string) ([]byte, bool)
}

// losses count what HTML cannot hold.
type losses struct {
	numbers   int // of cross-references to notes without a marker
	pictures  int // that are not there
	languages int // of code, whose names are more than a word
	again     int // markers of notes that have one, where a note can have no other
	addresses []string
}

func (l *losses) warnings() []string {
	var list []string
	if l.numbers > 0 {
		list = append(list, fmt.Sprintf("Cross-references to notes without a marker, which show as “?”: %d.", l.numbers))
	}
	if n := len(l.addresses); n > 0 {
		list = append(list, fmt.Sprintf("Links that were left out because their addresses can do harm: %d, the first to %q.", n, excerpt(l.addresses[0])))
	}
	if l.pictures > 0 {
		list = append(list, fmt.Sprintf("Pictures that are not there or whose addresses can do harm, in whose place stands what they show: %d.", l.pictures))
	}
	if l.again > 0 {
		list = append(list, fmt.Sprintf("Further markers of notes, which show the number alone because there a note has one marker: %d.", l.again))
	}
	if l.languages > 0 {
		list = append(list, fmt.Sprintf("Code in a language whose name HTML cannot hold, which is left out: %d.", l.languages))
	}
	return list
}

// excerpt shortens an address so that a warning stays a line.
func excerpt(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func (p *printer) print(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

// blocks writes a document's blocks; items and quotes that follow one another
// are put into their lists and quotes, cells into their tables.
func (p *printer) blocks(d *doc.Document) {
	var list []*doc.Block
	for _, b := range d.All() {
		if b.Kind == doc.Rule || b.Kind == doc.Image || b.Kind == doc.Cell || shows(b) {
			list = append(list, b)
		}
	}
	var open []string // lists and quotes, as what closes them
	var prev *doc.Block
	if p.manner == Beside && !p.inNote {
		defer p.gather()()
	}
	for i := 0; i < len(list); i++ {
		b := list[i]
		open = p.nest(open, prev, b)
		prev = b
		if rows, n := runs.Table(list[i:]); n > 0 {
			p.table(rows)
			i += n - 1
			continue
		}
		p.block(b)
	}
	p.nest(open, prev, doc.NewBlock(doc.Paragraph, 0))
}

// nest closes and opens quotes and lists between two blocks.
func (p *printer) nest(open []string, prev, b *doc.Block) []string {
	item := b.IsItem()
	depth := 0
	if prev != nil && (prev.Kind == doc.Quote && b.Kind == doc.Quote || item && prev.IsItem()) {
		depth = min(prev.Level, b.Level, len(open))
		if item && depth > 0 && prev.Level >= b.Level && open[depth-1] != closing(b) {
			depth--
		}
	}
	for len(open) > depth {
		p.print("%s\n", open[len(open)-1])
		open = open[:len(open)-1]
	}
	if len(open) == 0 {
		p.beside()
	}
	switch {
	case b.Kind == doc.Quote:
		for len(open) < b.Level {
			p.print("<blockquote>\n")
			open = append(open, "</blockquote>")
		}
	case item && len(open) == b.Level: // a further item at the same level
		p.print("</li>\n%s", opening(b, "<li", "value", 0))
	case item:
		for len(open) < b.Level-1 {
			p.print("%s\n<li>", list(b))
			open = append(open, closing(b))
		}
		p.print("%s\n<li>", opening(b, strings.TrimSuffix(list(b), ">"), "start", 1))
		open = append(open, closing(b))
	}
	return open
}

// list is what opens a list.
func list(b *doc.Block) string {
	switch b.Kind {
	case doc.Numbered:
		return "<ol>"
	case doc.Task:
		return `<ul class="task-list">`
	}
	return "<ul>"
}

// opening is a tag with the number at which the list begins anew, unless that
// is the usual one.
func opening(b *doc.Block, tag, attribute string, usual int) string {
	if n := b.Info.Start; n != 0 && n != usual {
		return fmt.Sprintf(`%s %s="%d">`, tag, attribute, n)
	}
	return tag + ">"
}

// closing is what closes a list with its last item.
func closing(b *doc.Block) string {
	if b.Kind == doc.Numbered {
		return "</li>\n</ol>"
	}
	return "</li>\n</ul>"
}

func (p *printer) block(b *doc.Block) {
	switch b.Kind {
	case doc.Heading:
		p.heading(b)
		p.print("<h%d%s>%s</h%d>\n", b.Level, p.dir(b), p.inline(b), b.Level)
	case doc.Bullet, doc.Numbered:
		p.print("%s", p.inline(b))
	case doc.Task:
		p.print("%s%s", box(b), p.inline(b))
	case doc.Rule:
		p.print("<hr>\n")
	case doc.Code:
		p.print("<pre><code%s>%s\n</code></pre>\n", p.language(b), p.code(b))
	case doc.Verbatim:
		p.print("<pre>%s\n</pre>\n", p.code(b))
	case doc.Verse:
		p.print("<p class=\"verse\"%s>%s</p>\n", p.dir(b), strings.ReplaceAll(p.inline(b), "\n", "<br>"))
	case doc.Image:
		p.image(b)
	default:
		for _, s := range []string{"<p", p.dir(b), ">", p.inline(b), "</p>\n"} {
			_, _ = p.out.WriteString(s) // an error stays until it is flushed
		}
	}
}

// shows reports whether a block holds more than blanks.
func shows(b *doc.Block) bool {
	for _, s := range b.Spans() {
		if s.Atom != nil || strings.TrimFunc(s.Text, isSpace) != "" {
			return true
		}
	}
	return false
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u2028' }

var tags = []struct {
	style      doc.Style
	start, end string
}{
	{doc.Strike, "<s>", "</s>"},
	{doc.Bold, "<strong>", "</strong>"},
	{doc.Italic, "<em>", "</em>"},
	{doc.Underline, "<u>", "</u>"},
	{doc.SmallCaps, `<span class="smallcaps">`, "</span>"},
	{doc.Lit, "<mark>", "</mark>"},
	{doc.Super, "<sup>", "</sup>"},
	{doc.Sub, "<sub>", "</sub>"},
	{doc.Mono, "<code>", "</code>"},
}

// Inline writes what a block holds as it stands within a line; atom writes what
// stands for a note. Harmful are the addresses that are left out because they
// can do harm.
func Inline(b *doc.Block, atom func(doc.Atom) string) (text string, harmful []string) {
	p := &printer{own: atom, lost: &losses{}}
	text = p.inline(b)
	return text, p.lost.addresses
}

// Escape writes a text as it stands in HTML.
func Escape(text string) string { return escape(text) }

func (p *printer) inline(b *doc.Block) string {
	var s strings.Builder
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			s.WriteString(p.atom(*sp.Atom))
			continue
		}
		var end string
		for _, t := range tags {
			if sp.Style&t.style != 0 {
				s.WriteString(t.start)
				end = t.end + end
			}
		}
		url := allowed(sp.Link)
		if url == "" && sp.Link != "" {
			p.lost.addresses = append(p.lost.addresses, sp.Link)
		}
		if url != "" {
			s.WriteString(`<a href="` + html.EscapeString(spaces.Replace(url)) + `">` + escape(sp.Text) + "</a>")
		} else {
			s.WriteString(linked(sp.Text))
		}
		s.WriteString(end)
	}
	return s.String()
}

// code is the text of a block of code, in which lines stay as they are.
func (p *printer) code(b *doc.Block) string {
	var s strings.Builder
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			s.WriteString(p.atom(*sp.Atom))
		} else {
			s.WriteString(html.EscapeString(printable(sp.Text)))
		}
	}
	return s.String()
}

// allowed is an address if its scheme can do no harm, else "".
func allowed(url string) string {
	scheme, _, found := strings.Cut(url, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return url
	}
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "http", "https", "mailto", "ftp", "tel", "doi":
		return url
	}
	return ""
}

var urls = lazyregexp.New(`https?://[^\s<>"“”‘’«»\x{2028}]*[^\s<>"“”‘’«»\x{2028}.,;:!?')\]}…]`)

// linked escapes text and makes the addresses in it links.
func linked(text string) string {
	if !strings.Contains(text, "://") {
		return escape(text)
	}
	var s strings.Builder
	at := 0
	for _, m := range urls.FindAllStringIndex(text, -1) {
		s.WriteString(escape(text[at:m[0]]))
		url := html.EscapeString(text[m[0]:m[1]])
		fmt.Fprintf(&s, "<a href=\"%s\">%s</a>", url, url)
		at = m[1]
	}
	s.WriteString(escape(text[at:]))
	return s.String()
}

// escape keeps text as it is: also blanks that a browser would take for one.
func escape(text string) string {
	if plain(text) {
		return text
	}
	return unescaped.Replace(html.EscapeString(printable(text)))
}

// plain reports whether a text can stand in HTML as it is. It may say no of one
// that can.
func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ' && c != '\n' && c != '\t', c == '&', c == '<', c == '>', c == 0x7F:
			return false
		case c < 0x80, 0xC3 <= c && c < 0xE2, 0xE3 <= c && c < 0xED, c < 0xC0:
		case c == 0xE2: // U+2028 and its neighbours are E2 80 A8 on
			if strings.HasPrefix(text[i:], "\u2028") {
				return false
			}
		default: // C1 controls, and where characters lie that are none
			return false
		}
	}
	return true
}

var unescaped = strings.NewReplacer("&#34;", `"`, "&#39;", "'", "\u2028", "<br>")

// printable puts U+FFFD in the place of characters that HTML may not hold.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || 0x7F <= r && r < 0xA0 || r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF {
			return 0xFFFD
		}
		return r
	}, text)
}
