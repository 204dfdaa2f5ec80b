package markdown

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format/picture"
)

// rules are the lines below the cells of a table's head.
var rules = map[doc.Align]string{doc.Natural: "---", doc.Left: ":--", doc.Center: ":-:", doc.Right: "--:"}

// table is the rows of a table, the first above a rule.
func (w *writer) table(rows [][]*doc.Block) string {
	var out strings.Builder
	for i, row := range rows {
		if i > 0 {
			out.WriteByte('\n')
		}
		for _, c := range row {
			out.WriteString("| " + w.inline(c) + " ")
		}
		out.WriteByte('|')
		if i > 0 {
			continue
		}
		out.WriteByte('\n')
		for _, c := range row {
			out.WriteString("| " + rules[c.Info.Align] + " ")
		}
		out.WriteByte('|')
	}
	return out.String()
}

// verseLines is from how many lines on a paragraph is taken for verse without
// a further sign.
const verseLines = 3

// verse is lines with hard breaks. Of fewer lines also the last one ends in
// one, which readers leave out.
func (w *writer) verse(b *doc.Block) string {
	text := w.inline(b)
	if strings.Count(text, "\n")+1 < verseLines {
		text += "  "
	}
	return text
}

// fence puts code between fences longer than any run of backticks in it.
func fence(code, language string) string {
	mark := "```"
	for strings.Contains(code, mark) {
		mark += "`"
	}
	if code != "" {
		code += "\n"
	}
	return mark + language + "\n" + code + mark
}

// named matches the languages that all readers take for one.
var named = lazyregexp.New(`^[\p{L}\p{N}][\p{L}\p{N}_+#./-]*$`)

func isLanguage(s string) bool { return s == "" || named.MatchString(s) }

// language is the language of code as it can be written.
func language(b *doc.Block) string {
	if !isLanguage(b.Info.Language) {
		return ""
	}
	return b.Info.Language
}

// image is a picture, and in the same paragraph its caption.
func (w *writer) image(b *doc.Block) string {
	text := "![" + escapeAlt(picture.Alt(b)) + "](" + destination(b.Info.Source) + ")"
	caption := strings.Trim(b.Text(), blankRunes)
	if caption == "" || w.inNote && strings.Trim(caption, string(doc.AtomRune)+blankRunes) == "" {
		return text
	}
	return text + "\\\n" + w.inline(b.As(doc.Quote, 1)) // as in a paragraph, but its breaks are no verse
}

// escapeAlt is a picture's description with what readers take for something
// else escaped.
func escapeAlt(s string) string {
	var out strings.Builder
	for i, c := range s {
		switch {
		case c < ' ':
			c = '\uFFFD'
		case strings.ContainsRune("\\`*_~^[]<&$@{}|", c), c == ':' && emojiStart.MatchString(s[i:]):
			out.WriteByte('\\')
		}
		out.WriteRune(c)
	}
	return out.String()
}

// pictured is an image with its source as it is written. One that only the
// library could find is a paragraph of what it shows, and its caption.
func (w *writer) pictured(b *doc.Block) *doc.Block {
	source := b.Info.Source
	if p, ok := picture.Find(source, w.pictures); ok {
		return b.WithInfo(doc.Info{Source: p.Name(), Alt: b.Info.Alt})
	}
	if source != "" && !picture.InLibrary(source) {
		return b
	}
	w.unseen++
	return picture.Instead(b)
}
