package latex

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// errForeign says that a document is none of ours.
var errForeign = errors.New("the LaTeX document was not written by Ibid, or it was changed by hand")

// Read reads a document that [Write] has written.
func Read(src string) (*essay.Essay, error) {
	top, lang := 2, ""
	if _, rest, ok := strings.Cut(src, "% Sections are headings of rank "); ok {
		top, _ = strconv.Atoi(rest[:min(1, len(rest))])
	}
	_, text, ok := strings.Cut(src, "\\begin{document}")
	if !ok {
		return nil, errForeign
	}
	if head, rest, ok := strings.Cut(src[:len(src)-len(text)], "% Language: "); ok && head != "" {
		lang, _, _ = strings.Cut(rest, "\n")
	}
	r := &reader{src: text, top: top}
	blocks := r.blocks(0)
	if !strings.HasPrefix(r.rest(), "\\end{document}") || r.failed {
		return nil, errForeign
	}
	return essay.New(doc.New(blocks...), r.notes...).WithLanguage(lang), nil
}

type reader struct {
	src    string
	at     int
	top    int
	notes  []*essay.Note
	cell   bool // in a table, where signs end cells
	failed bool
}

func (r *reader) rest() string { return r.src[min(r.at, len(r.src)):] }

// take goes over a text that comes next.
func (r *reader) take(s string) bool {
	if strings.HasPrefix(r.rest(), s) {
		r.at += len(s)
		return true
	}
	return false
}

func (r *reader) blank() {
	for r.at < len(r.src) && (r.src[r.at] == ' ' || r.src[r.at] == '\n') {
		r.at++
	}
}

// group is what stands in braces, as it is written.
func (r *reader) group() string {
	if !r.take("{") {
		r.failed = true
		return ""
	}
	depth, from := 1, r.at
	for ; r.at < len(r.src); r.at++ {
		switch r.src[r.at] {
		case '\\':
			r.at++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				r.at++
				return r.src[from : r.at-1]
			}
		}
	}
	r.failed = true
	return ""
}

// maxDepth bounds notes and lists within each other.
const maxDepth = 40

// blocks reads blocks up to the end of what they are in.
func (r *reader) blocks(depth int) []*doc.Block {
	w := &walk{reader: r}
	if depth > maxDepth {
		r.failed = true
	}
	for !r.failed {
		r.blank()
		if r.at >= len(r.src) || r.src[r.at] == '}' || strings.HasPrefix(r.rest(), "\\end{document}") {
			break
		}
		if !w.step(depth) {
			from := r.at
			b := doc.NewBlock(doc.Paragraph, 0, r.inline(depth)...)
			if w.quotes > 0 {
				b = b.As(doc.Quote, w.quotes)
			}
			if b.Len() > 0 {
				w.list = append(w.list, b)
			}
			r.failed = r.failed || r.at == from
		}
	}
	return w.list
}

// walk is blocks while they are read.
type walk struct {
	*reader
	list   []*doc.Block
	quotes int
	lists  []doc.Kind
}

// step reads a command that is, begins or ends a block; false if there is none.
func (w *walk) step(depth int) bool {
	switch {
	case w.take("\\begin{quote}"):
		w.quotes++
	case w.take("\\end{quote}"):
		w.quotes--
	case w.take("\\begin{itemize}"):
		w.lists = append(w.lists, doc.Bullet)
	case w.take("\\begin{enumerate}"):
		w.lists = append(w.lists, doc.Numbered)
	case w.take("\\end{itemize}"), w.take("\\end{enumerate}"):
		if len(w.lists) > 0 {
			w.lists = w.lists[:len(w.lists)-1]
		}
	case w.take("\\setcounter"):
		w.group()
		w.group()
	case w.take("\\theendnotes"):
	case w.take("\\scenebreak"):
		w.list = append(w.list, doc.NewBlock(doc.Rule, 0))
	case w.take("\\item"):
		w.item(depth)
	case w.take("\\title"):
		w.list = append(w.list, doc.NewBlock(doc.Heading, 1, w.part(w.group(), depth)...))
		w.take("\n\\author")
		w.group()
		w.take("\n\\date{}\n\\maketitle")
	case w.take("\\begin{center}\\LARGE "):
		w.list = append(w.list, doc.NewBlock(doc.Heading, 1, w.inline(depth)...))
		if i := strings.Index(w.rest(), "\\end{center}"); i >= 0 {
			w.at += i + len("\\end{center}")
		}
	case w.take("\\begin{codelines}"):
		w.lines(doc.Code, "codelines", depth)
	case w.take("\\begin{verse}"):
		w.lines(doc.Verse, "verse", depth)
	case w.take("\\illustration"):
		file, alt := w.group(), w.group()
		w.list = append(w.list, doc.NewBlock(doc.Image, 0, w.part(w.group(), depth)...).
			WithInfo(doc.Info{Source: file, Alt: doc.NewBlock(doc.Paragraph, 0, w.part(alt, depth)...).Text()}))
	case w.take("\\begin{longtable}"), w.take("\\begin{tabular}"):
		w.table(depth)
	default:
		return w.heading(depth)
	}
	return true
}

func (w *walk) heading(depth int) bool {
	for i, name := range sections {
		rest := w.rest()
		if !strings.HasPrefix(rest, "\\"+name+"{") && !strings.HasPrefix(rest, "\\"+name+"[") {
			continue
		}
		w.at += len(name) + 1
		if w.take("[") { // the short form for the contents
			for w.at < len(w.src) && w.src[w.at] != ']' {
				switch w.src[w.at] {
				case '\\':
					w.at += 2
				case '{':
					w.group()
				default:
					w.at++
				}
			}
			w.take("]")
		}
		w.list = append(w.list, doc.NewBlock(doc.Heading, i+w.top, w.part(w.group(), depth)...))
		return true
	}
	return false
}

func (w *walk) item(depth int) {
	if w.take("[]") || len(w.lists) == 0 {
		return
	}
	kind, info := w.lists[len(w.lists)-1], doc.Info{}
	switch {
	case w.take("[\\boxdone] "):
		kind, info = doc.Task, doc.Info{Done: true}
	case w.take("[\\boxopen] "):
		kind = doc.Task
	default:
		w.take(" ")
	}
	w.list = append(w.list, doc.NewBlock(kind, len(w.lists), w.inline(depth)...).WithInfo(info))
}

// lines reads a block whose lines stay as they are.
func (w *walk) lines(kind doc.Kind, environment string, depth int) {
	w.take("\n")
	spans := w.inline(depth)
	w.failed = w.failed || !w.take("\\end{"+environment+"}")
	for i := range spans {
		spans[i].Text = strings.ReplaceAll(spans[i].Text, "\u2028", "\n")
		if kind == doc.Code {
			spans[i].Text = strings.ReplaceAll(spans[i].Text, "\u00a0", " ")
		}
	}
	w.list = append(w.list, doc.NewBlock(kind, 0, spans...))
}

// table reads a table; the head that is repeated is read once.
func (w *walk) table(depth int) {
	w.group()
	w.cell = true
	defer func() { w.cell = false }()
	w.take("\n\\toprule\n")
	for column := 0; !w.failed; {
		w.list = append(w.list, doc.NewBlock(doc.Cell, column, w.inline(depth)...))
		column++
		switch {
		case w.take("& "):
		case w.take("\\\\\n"):
			column = 0
			if w.take("\\midrule\n"); w.take("\\endfirsthead") {
				i := strings.Index(w.rest(), "\\endhead\n")
				if i < 0 {
					w.failed = true
					return
				}
				w.at += i + len("\\endhead\n")
			}
			if w.take("\\bottomrule\n\\end{longtable}") || w.take("\\bottomrule\n\\end{tabular}") {
				return
			}
		default:
			w.failed = true
		}
	}
}

// part reads a piece of text that was cut out.
func (r *reader) part(src string, depth int) []doc.Span {
	if depth > maxDepth {
		r.failed = true
		return nil
	}
	q := &reader{src: src, top: r.top, notes: r.notes}
	spans := q.inline(depth + 1)
	r.notes, r.failed = q.notes, r.failed || q.failed || q.at < len(q.src)
	return spans
}

// plainSigns are commands that stand for a sign; reversed from [escapes].
var plainSigns = func() map[string]string {
	m := map[string]string{}
	for r, s := range escapes {
		m[s] = string(r)
	}
	m["\\\\\n"], m[escapes['\u2029']] = "\u2028", "\u2028"
	m["{}"], m["\\mbox{}"] = "", ""
	return m
}()

// inline reads text up to the end of its block, group or cell.
func (r *reader) inline(depth int) []doc.Span {
	var spans []doc.Span
	for r.at < len(r.src) && !r.failed {
		rest := r.rest()
		switch c := rest[0]; {
		case c == '}' || strings.HasPrefix(rest, "\n\n") || strings.HasPrefix(rest, "\\item") || strings.HasPrefix(rest, "\\begin{") || strings.HasPrefix(rest, "\\end{") ||
			strings.HasPrefix(rest, "\\par") || strings.HasPrefix(rest, "\\setcounter"):
			return spans
		case r.cell && (strings.HasPrefix(rest, " & ") || strings.HasPrefix(rest, " \\\\\n")):
			r.at++
			return spans
		case c == '\n':
			r.at++
		case c == '\\' || c == '{' || c == '~':
			spans = append(spans, r.command(depth)...)
		default:
			n := strings.IndexAny(rest[1:], "\\{}~\n &") + 1
			if n == 0 {
				n = len(rest)
			}
			spans = append(spans, doc.Span{Text: rest[:n]})
			r.at += n
		}
	}
	return spans
}

// command reads a command, or a sign that is written as one.
func (r *reader) command(depth int) []doc.Span {
	rest := r.rest()
	for n := min(len(rest), maxSign); n > 0; n-- {
		if s, ok := plainSigns[rest[:n]]; ok {
			r.at += n
			if s == "" {
				return nil
			}
			return []doc.Span{{Text: s}}
		}
	}
	name := rest
	if i := strings.IndexByte(rest, '{'); i > 0 {
		name = rest[1:i]
	}
	r.at += len(name) + 1
	for _, c := range commands {
		if c.name == name {
			spans := r.part(r.group(), depth)
			for i := range spans {
				spans[i].Style |= c.style
			}
			return spans
		}
	}
	switch name {
	case "href":
		link := unescapeAddress.Replace(r.group())
		spans := r.part(r.group(), depth)
		for i := range spans {
			spans[i].Link = link
		}
		return spans
	case "footnote", "endnote":
		return r.note(depth)
	case "markednote", "markedend":
		r.group()
		return r.note(depth)
	case "footref":
		return []doc.Span{essay.MarkerOf(essay.NoteID(strings.TrimPrefix(r.group(), "fn:")))}
	case "ref":
		return []doc.Span{essay.CrossRefTo(essay.NoteID(strings.TrimPrefix(r.group(), "fn:")))}
	case "againnote", "notenumber":
		id := essay.NoteID(r.group())
		r.group()
		if name == "againnote" {
			return []doc.Span{essay.MarkerOf(id)}
		}
		return []doc.Span{essay.CrossRefTo(id)}
	case "label":
		r.group()
		return nil
	}
	r.failed = true
	return nil
}

// maxSign is the length of the longest command that stands for a sign.
var maxSign = func() int {
	n := 0
	for s := range plainSigns {
		n = max(n, utf8.RuneCountInString(s))
	}
	return n
}()

var unescapeAddress = strings.NewReplacer("\\%", "%", "\\#", "#", "\\&", "&", "\\_", "_")

// note reads a note, which is known by its place among all.
func (r *reader) note(depth int) []doc.Span {
	id := essay.NoteID(fmt.Sprintf("n%d", len(r.notes)+1))
	at := len(r.notes)
	r.notes = append(r.notes, nil)
	q := &reader{src: r.group(), top: r.top, notes: r.notes}
	if q.take("\\label") {
		q.group()
	}
	blocks := q.blocks(depth + 1)
	r.notes, r.failed = q.notes, r.failed || q.failed || q.at < len(q.src)
	r.notes[at] = &essay.Note{ID: id, Text: doc.New(blocks...)}
	return []doc.Span{essay.MarkerOf(id)}
}
