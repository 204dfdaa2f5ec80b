package markdown

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

var (
	matter = lazyregexp.New(`(?s)\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\z)`)
	field  = lazyregexp.New(`^([A-Za-z][\w-]*):(?:[ \t]+(.*?))?[ \t]*\n`)
	within = lazyregexp.New(`^(?:[ \t#\n}\]]|- )`) // the lines of a field

	languageTag = lazyregexp.New(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)
)

// front is the head of a file in YAML: its fields, in their order.
type front []frontField

// frontField is one field with the lines that it takes.
type frontField struct {
	name     string   // as it stands there
	values   []string // one, or those of a list
	from, to int      // in the head, in bytes
}

// frontNames are the fields that say what an essay knows of itself; of those of
// one meaning the first is the usual one.
var frontNames = map[string][]string{
	"title": {"title"}, "author": {"author", "authors"}, "date": {"date"}, "language": {"lang", "language"},
	"description": {"description"}, "keywords": {"keywords"},
}

// frontOrder is the order of fields in a head that is new.
var frontOrder = []string{"title", "author", "date", "language", "description", "keywords"}

// frontOf returns the head of a file and where the text after it starts: 0 if
// there is none.
func frontOf(src string) (front, int) {
	if !strings.HasPrefix(src, "---") {
		return nil, 0
	}
	m := matter.FindStringSubmatchIndex(src)
	if m == nil {
		return nil, 0
	}
	var f front
	at := m[2]
	for line := range strings.Lines(src[m[2]:m[3]]) {
		if is := field.FindStringSubmatch(line); is != nil {
			f = append(f, frontField{name: is[1], values: frontValues(is[2]), from: at})
		} else if f == nil || !within.MatchString(line) {
			return nil, 0 // a text between two rules
		} else {
			f[len(f)-1].more(line)
		}
		at += len(line)
		if rest := strings.TrimSpace(line); rest != "" && rest[0] != '#' {
			f[len(f)-1].to = at
		}
	}
	return f, m[1]
}

// frontValues are the values on the line of a field.
func frontValues(s string) []string {
	if inner, ok := strings.CutPrefix(s, "["); ok && strings.HasSuffix(inner, "]") {
		var list []string
		for _, v := range frontItem.FindAllString(inner[:len(inner)-1], -1) {
			if v = unquote(strings.TrimSpace(v)); v != "" {
				list = append(list, v)
			}
		}
		return list
	}
	if s == "" || s == "|" || s == ">" || s == "|-" || s == ">-" {
		return nil
	}
	return []string{unquote(s)}
}

// frontItem matches an item of a list on one line.
var frontItem = lazyregexp.New(`\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)`)

// more takes a further line of a field: an item of a list, or more of its text.
func (f *frontField) more(line string) {
	line = strings.TrimSpace(line)
	switch item, is := strings.CutPrefix(line, "- "); {
	case line == "" || strings.HasPrefix(line, "#"):
	case is:
		item = strings.TrimPrefix(strings.TrimSpace(item), "name:") // of an author with more than a name
		f.values = append(f.values, unquote(strings.TrimSpace(item)))
	case strings.Contains(line, ": "): // of an author
		if name, ok := strings.CutPrefix(line, "name:"); ok {
			f.values = append(f.values, unquote(strings.TrimSpace(name)))
		}
	case len(f.values) == 0:
		f.values = []string{line}
	default:
		f.values[len(f.values)-1] += " " + line
	}
}

// unquote takes the quotation marks of YAML from a value.
func unquote(s string) string {
	if len(s) < 2 || s[0] != s[len(s)-1] {
		return s
	}
	switch s[0] {
	case '\'':
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	case '"':
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1 : len(s)-1])
	}
	return s
}

// plainValue matches what YAML takes for a text as it stands.
var plainValue = lazyregexp.New(`^[\pL(][^:#"'\[\]{}|>&*!%@\x60\\,]*[^:#"'\[\]{}|>&*!%@\x60\\,\s]$`)

var yamlWords = []string{"true", "false", "yes", "no", "on", "off", "null"}

// quoted is a value as it stands in YAML.
func quoted(s string, date bool) string {
	s = strings.Join(strings.Fields(s), " ")
	if plainValue.MatchString(s) && !slices.Contains(yamlWords, strings.ToLower(s)) || date && dateValue.MatchString(s) {
		return s
	}
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(s) + `"`
}

var dateValue = lazyregexp.New(`^[0-9]{4}(?:-[0-9]{2}){0,2}$`)

// field finds a field by what it says, or -1.
func (f front) field(meaning string) int {
	return slices.IndexFunc(f, func(x frontField) bool { return slices.Contains(frontNames[meaning], strings.ToLower(x.name)) })
}

func (f front) list(meaning string) []string {
	if i := f.field(meaning); i >= 0 {
		return f[i].values
	}
	return nil
}

func (f front) text(meaning string) string { return strings.Join(f.list(meaning), " ") }

// meta is what the head says of the essay as a work.
func (f front) meta() essay.Meta {
	keywords := f.list("keywords")
	if len(keywords) == 1 {
		keywords = strings.Split(keywords[0], ", ")
	}
	return essay.Meta{Authors: f.list("author"), Date: f.text("date"), Description: f.text("description"), Keywords: keywords}
}

// title puts the title of the front matter above a text that has none, and
// warns of what only Markdown keeps.
func (r *reader) title(f front, blocks []*doc.Block) []*doc.Block {
	titled := slices.ContainsFunc(blocks, isTitle)
	var left []string
	for _, x := range f {
		known := false
		for _, names := range frontNames {
			known = known || slices.Contains(names, strings.ToLower(x.name))
		}
		if !known {
			left = append(left, x.name)
		}
	}
	if title := f.text("title"); title != "" && !titled {
		blocks = append([]*doc.Block{doc.NewBlock(doc.Heading, 1, doc.Span{Text: title})}, blocks...)
	}
	if left != nil {
		r.warn(wholeText, "What stands above the text is kept for Markdown alone: %s.", strings.Join(left, ", "))
	}
	return blocks
}

func isTitle(b *doc.Block) bool { return b.Kind == doc.Heading && b.Level == 1 }

// wants are the values that the fields of an essay's head must have; the title
// is only in it if titled.
func wants(e *essay.Essay, titled bool) map[string][]string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	m := e.Meta()
	w := map[string][]string{
		"author": m.Authors, "date": one(m.Date), "language": one(e.Language()), "description": one(m.Description), "keywords": m.Keywords,
	}
	if titled {
		w["title"] = one(e.Title())
	}
	return w
}

// titleAbove reports whether the title stands in the head of the file and not
// in its text.
func titleAbove(e *essay.Essay, f front) bool {
	first := e.Body().Block(0)
	if f.field("title") < 0 || !isTitle(first) || first.Source() != nil || !plain(first) || e.Title() == "" {
		return false
	}
	for b := range e.Body().From(1) {
		if isTitle(e.Body().Block(b)) {
			return false
		}
	}
	return true
}

// above is the head of an essay's file with the fields that changed; what else
// stands there stays. Without a head in the file it is one of what is known of
// the essay, or "".
func above(e *essay.Essay, src string) (head string, titled bool) {
	unix, _ := unified(src)
	f, end := frontOf(unix)
	if end == 0 {
		if e.Meta().Equal(essay.Meta{}) {
			return src, false
		}
		unix, end = "---\n---\n\n"+unix, len("---\n---\n")
	}
	titled = titleAbove(e, f)
	want := wants(e, titled)
	was := map[string][]string{"author": f.meta().Authors, "keywords": f.meta().Keywords}
	changed := false
	at := strings.LastIndexByte(unix[:end-1], '\n') + 1 // of the last line
	head, rest := unix[:at], unix[at:]
	var added strings.Builder
	for _, meaning := range frontOrder {
		now, known := want[meaning]
		old := was[meaning]
		if old == nil {
			if s := f.text(meaning); s != "" {
				old = []string{s}
			}
		}
		if !known || slices.Equal(now, old) || meaning == "language" && len(now) == 0 {
			continue
		}
		changed = true
		line := ""
		if len(now) > 0 {
			values := make([]string, len(now))
			for i, v := range now {
				values[i] = quoted(v, meaning == "date")
			}
			line = strings.Join(values, ", ")
			if len(now) > 1 || meaning == "keywords" {
				line = "[" + line + "]"
			}
		}
		i := f.field(meaning)
		if i < 0 {
			added.WriteString(frontNames[meaning][0] + ": " + line + "\n")
			continue
		}
		if line != "" {
			line = f[i].name + ": " + line + "\n"
		}
		head = head[:f[i].from] + line + head[f[i].to:]
		shift := len(line) - (f[i].to - f[i].from)
		for k := range f {
			if f[k].from > f[i].from {
				f[k].from, f[k].to = f[k].from+shift, f[k].to+shift
			}
		}
		f[i].to += shift
	}
	if !changed {
		return src, titled
	}
	head += added.String() + rest
	if strings.Contains(src, "\r\n") {
		head = strings.ReplaceAll(head, "\n", "\r\n")
	}
	return head, titled
}
