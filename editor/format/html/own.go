package html

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// ReadOwn reads what [Write] writes with its notes in lists, and only that: at
// anything else, also at blanks that a browser would take for one, it gives up,
// and [Read] has to be asked. It reads about ten times as fast. How
// the notes are numbered is not read.
func ReadOwn(src string) (*essay.Essay, bool) {
	if !utf8.ValidString(src) {
		return nil, false
	}
	o := &own{src: src, markers: map[string]string{}, notes: map[string]*essay.Note{}}
	if strings.HasPrefix(src, "<!DOCTYPE") && !o.head() {
		return nil, false
	}
	top, err := html.Parse(strings.NewReader(src[:o.at]))
	if err != nil {
		return nil, false
	}
	body, ok := o.blocks(false)
	if !ok || !o.end() || !o.paired() {
		return nil, false
	}
	notes := make([]*essay.Note, len(o.order))
	for i, id := range o.order {
		notes[i] = o.notes[id]
	}
	return essay.New(doc.New(body...), notes...).WithLanguage(pageLanguage(top)).WithMeta(factsOf(top)), true
}

// own is a place in what was written.
type own struct {
	src string
	at  int

	markers map[string]string      // the note that each identity of a marker leads to
	notes   map[string]*essay.Note // by their identities
	order   []string
	back    []string // the markers that the links back of the notes lead to, each with its note
}

// eat goes on behind a string if it is next.
func (o *own) eat(s string) bool {
	if strings.HasPrefix(o.src[o.at:], s) {
		o.at += len(s)
		return true
	}
	return false
}

// until goes on behind the next end, and returns what is before it.
func (o *own) until(end string) (string, bool) {
	n := strings.Index(o.src[o.at:], end)
	if n < 0 {
		return "", false
	}
	s := o.src[o.at : o.at+n]
	o.at += n + len(end)
	return s, true
}

// head goes on behind the head of a page, of which each line is one of those
// that are written.
func (o *own) head() bool {
	const last = "</style>\n</head>\n<body>\n<main>\n"
	for _, line := range []string{"<!DOCTYPE html>\n", "<html lang=\""} {
		if !o.eat(line) {
			return false
		}
	}
	if tag, ok := o.until("\n<head>\n"); !ok || strings.Contains(tag, "<") {
		return false
	}
	for !o.eat("<style>\n") {
		inner := ""
		if o.eat("<title>") {
			inner = "</title>"
		} else if !o.eat("<meta ") {
			return false
		}
		line, ok := o.until("\n")
		if line, cut := strings.CutSuffix(line, inner); !ok || !cut || strings.Contains(line, "<") {
			return false
		}
	}
	sheet, ok := o.until(last)
	return ok && !strings.Contains(sheet, "<")
}

// end reports whether all was read.
func (o *own) end() bool {
	o.eat("</main>\n</body>\n</html>\n")
	return o.at == len(o.src)
}

// paired reports whether each marker and its note lead to each other.
func (o *own) paired() bool {
	if len(o.back) != 2*len(o.markers) {
		return false
	}
	for i := 0; i < len(o.back); i += 2 {
		if note, ok := o.markers[o.back[i]]; !ok || note != o.back[i+1] {
			return false
		}
	}
	for _, note := range o.markers {
		if o.notes[note] == nil {
			return false
		}
	}
	return true
}

// blocks reads blocks up to what is none, of a body or of a note.
func (o *own) blocks(note bool) (list []*doc.Block, ok bool) {
	for ok = true; ok; {
		switch {
		case o.eat("<pre><code"):
			list, ok = o.code(list)
		case o.eat("<p"):
			list, ok = o.paragraph(list, doc.Paragraph, 0)
		case o.eat("<ul>\n"), o.eat("<ul class=\"task-list\">\n"):
			list, ok = o.items(list, doc.Bullet, 1, 0)
		case o.eat("<ol"):
			list, ok = o.numbered(list, 1)
		case o.eat("<blockquote>\n"):
			list, ok = o.quote(list, 1)
		case o.eat("<hr>"):
			list = append(list, doc.NewBlock(doc.Rule, 0))
		case o.eat("<table>\n"):
			list, ok = o.table(list)
		case !note && o.eat("<section class=\"footnotes\" role=\"doc-endnotes\" "):
			ok = o.section()
		case len(o.src)-o.at > 3 && o.src[o.at] == '<' && o.src[o.at+1] == 'h' && '1' <= o.src[o.at+2] && o.src[o.at+2] <= '6':
			list, ok = o.heading(list)
		default:
			return list, true
		}
		o.eat("\n")
	}
	return nil, false
}

// direction goes on behind the attribute that may tell a block's direction, and
// the end of its tag.
func (o *own) direction() bool {
	_ = o.eat(` dir="rtl"`) || o.eat(` dir="ltr"`)
	return o.eat(">")
}

func (o *own) heading(list []*doc.Block) ([]*doc.Block, bool) {
	level := o.src[o.at+2]
	o.at += 3
	if !o.direction() {
		return nil, false
	}
	spans, ok := o.inline()
	return append(list, doc.NewBlock(doc.Heading, int(level-'0'), spans...)), ok && len(spans) > 0 && o.eat("</h"+string(rune(level))+">")
}

// paragraph reads one behind its <p. An empty one is none, as that which holds
// but a note's links back.
func (o *own) paragraph(list []*doc.Block, kind doc.Kind, level int) ([]*doc.Block, bool) {
	if !o.direction() {
		return nil, false
	}
	spans, ok := o.inline()
	if len(spans) > 0 {
		list = append(list, doc.NewBlock(kind, level, spans...))
	}
	return list, ok && o.eat("</p>")
}

func (o *own) quote(list []*doc.Block, level int) ([]*doc.Block, bool) {
	for ok := true; ok; o.eat("\n") {
		switch {
		case o.eat("<p"):
			list, ok = o.paragraph(list, doc.Quote, level)
		case o.eat("<blockquote>\n"):
			list, ok = o.quote(list, level+1)
		default:
			return list, o.eat("</blockquote>")
		}
		if !ok {
			break
		}
	}
	return nil, false
}

// numbered reads a list behind its <ol.
func (o *own) numbered(list []*doc.Block, level int) ([]*doc.Block, bool) {
	start, ok := o.number(` start="`)
	if !ok || !o.eat(">\n") {
		return nil, false
	}
	return o.items(list, doc.Numbered, level, start)
}

// number reads an attribute, if it is there; else it is 0.
func (o *own) number(attribute string) (int, bool) {
	if !o.eat(attribute) {
		return 0, true
	}
	digits, ok := o.until(`"`)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil
}

// items reads those of a list up to its end.
func (o *own) items(list []*doc.Block, kind doc.Kind, level, start int) ([]*doc.Block, bool) {
	for o.eat("<li") {
		value, ok := o.number(` value="`)
		if !ok || !o.eat(">") {
			return nil, false
		}
		info, own := doc.Info{Start: max(start, value)}, kind
		start = 0
		if o.eat(`<input type="checkbox" disabled`) {
			own = doc.Task
			info.Done = o.eat(" checked")
			if !o.eat(` aria-label="Done"> `) {
				return nil, false
			}
		}
		spans, ok := o.inline()
		if !ok {
			return nil, false
		}
		if len(spans) > 0 {
			list = append(list, doc.NewBlock(own, level, spans...).WithInfo(info))
		}
		for ok {
			if o.eat("<ol") {
				list, ok = o.numbered(list, level+1)
			} else if o.eat("<ul>\n") || o.eat("<ul class=\"task-list\">\n") {
				list, ok = o.items(list, doc.Bullet, level+1, 0)
			} else {
				break
			}
			o.eat("\n")
		}
		if !ok || !o.eat("</li>\n") {
			return nil, false
		}
	}
	if kind == doc.Numbered {
		return list, o.eat("</ol>")
	}
	return list, o.eat("</ul>")
}

func (o *own) code(list []*doc.Block) ([]*doc.Block, bool) {
	var info doc.Info
	if o.eat(` class="language-`) {
		name, ok := o.until(`"`)
		if info.Language, ok = unescape(name, ok); !ok {
			return nil, false
		}
	}
	if !o.eat(">") {
		return nil, false
	}
	text, ok := o.until("\n</code></pre>")
	if text, ok = unescape(text, ok); !ok || strings.Contains(text, "\r") {
		return nil, false
	}
	var spans []doc.Span
	if text != "" {
		spans = []doc.Span{{Text: text}}
	}
	return append(list, doc.NewBlock(doc.Code, 0, spans...).WithInfo(info)), true
}

func (o *own) table(list []*doc.Block) ([]*doc.Block, bool) {
	ok := o.eat("<thead>\n")
	for ok {
		switch {
		case o.eat("<tr>"):
			list, ok = o.row(list)
		case o.eat("</thead>\n"), o.eat("<tbody>\n"), o.eat("</tbody>\n"):
		default:
			return list, o.eat("</table>")
		}
	}
	return nil, false
}

func (o *own) row(list []*doc.Block) ([]*doc.Block, bool) {
	for column := 0; !o.eat("</tr>\n"); column++ {
		end := "</td>"
		if o.eat(`<th scope="col"`) {
			end = "</th>"
		} else if !o.eat("<td") {
			return nil, false
		}
		var info doc.Info
		for align, name := range alignments {
			if o.eat(` style="text-align:` + name + `"`) {
				info.Align = align
				break
			}
		}
		if !o.eat(">") {
			return nil, false
		}
		spans, ok := o.inline()
		if !ok || !o.eat(end) {
			return nil, false
		}
		list = append(list, doc.NewBlock(doc.Cell, column, spans...).WithInfo(info))
	}
	return list, true
}

// section reads a list of notes.
func (o *own) section() bool {
	if !o.attributes() {
		return false
	}
	for _, rank := range []string{"1", "2"} { // of the list's own title
		if !o.eat("<h" + rank + ` id="`) {
			continue
		}
		id, ok := o.until(`">`)
		title, all := o.until("</h" + rank + ">\n")
		if !ok || !all || strings.ContainsAny(id, "\"<>\n") || strings.Contains(title, "<") {
			return false
		}
	}
	if !o.eat("<ol") {
		return false
	}
	if !o.attributes() {
		return false
	}
	for o.eat(`<li id="`) {
		id, ok := o.until(`"`)
		if !ok || o.notes[id] != nil {
			return false
		}
		if _, ok = o.number(` value="`); !ok || !o.eat(">") {
			return false
		}
		links := len(o.back)
		text, ok := o.blocks(true)
		if !ok || !o.eat("</li>\n") {
			return false
		}
		for i := links; i < len(o.back); i += 2 {
			o.back[i+1] = id
		}
		o.notes[id] = &essay.Note{ID: essay.NoteID(id), Text: doc.New(text...)}
		o.order = append(o.order, id)
	}
	return o.eat("</ol>\n</section>")
}

// attributes goes on behind those of a list of notes, and the end of its tag.
func (o *own) attributes() bool {
	tag, ok := o.until(">\n")
	for ok && tag != "" {
		var name, value string
		name, tag, ok = strings.Cut(strings.TrimPrefix(tag, " "), `="`)
		if !ok || strings.ContainsAny(name, " \"'<>=/\n\t") || name == "" || name == "id" {
			return false
		}
		value, tag, ok = strings.Cut(tag, `"`)
		if strings.ContainsAny(value, "<>\n") || tag != "" && tag[0] != ' ' {
			return false
		}
	}
	return ok
}
