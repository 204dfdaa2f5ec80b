package editor

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Replace puts a text in the place of a match, in the style of the match's
// first rune, and the caret behind it. In a replacement for a regular
// expression $1, ${1} and ${name} stand for what the group found, $0 for the
// whole match and $$ for a dollar sign. Markers and cross-references in the
// match stay, behind the new text.
func (s *Session) Replace(f *Finder, m Match, with string) error {
	return s.Do("Replace", func(t *Transaction) error {
		tmpl, err := f.template(with)
		if err != nil {
			return err
		}
		if text := t.essay.Text(m.In); text != nil {
			i, _ := text.Find(m.From)
			for _, h := range f.inBlock(m.In, text.Block(i), text.Start(i)) {
				if h.Match == m {
					e := tmpl.edit(text.Block(i), text.Start(i), h)
					t.edit(m.In, e)
					t.sel = Caret(m.In, e.from+e.slice.Len())
					return nil
				}
			}
		}
		return errMoved
	})
}

// Replacement is what [Session.Replace] would put in the place of a match of an
// essay.
func (f *Finder) Replacement(e *essay.Essay, m Match, with string) (string, error) {
	tmpl, err := f.template(with)
	if err != nil {
		return "", err
	}
	if text := e.Text(m.In); text != nil {
		i, _ := text.Find(m.From)
		for _, h := range f.inBlock(m.In, text.Block(i), text.Start(i)) {
			if h.Match == m {
				return tmpl.expand(h), nil
			}
		}
	}
	return "", errMoved
}

var errMoved = errors.New("the text has changed here since it was searched: search again")

// ReplaceAll puts a text, as [Session.Replace] does, in the place of all
// matches as one step, and returns how many there were.
func (s *Session) ReplaceAll(f *Finder, with string) (int, error) {
	n := 0
	err := s.Do("Replace all", func(t *Transaction) error {
		tmpl, err := f.template(with)
		if err != nil {
			return err
		}
		for _, in := range f.texts(t.essay) {
			var edits []edit
			var start doc.Pos
			for b := range t.essay.Text(in).Each() {
				for _, h := range f.inBlock(in, b, start) {
					edits = append(edits, tmpl.edit(b, start, h))
				}
				start += b.Len() + 1
			}
			n += len(edits)
			t.edit(in, edits...)
		}
		return nil
	})
	return n, err
}

// template is a replacement: its pieces are texts and groups by turns.
type template []piece

type piece struct {
	text  string
	group int // what this group found follows the text, unless it is -1
}

// edit is the replacement of a hit in a block that starts at a position.
func (tmpl template) edit(b *doc.Block, start doc.Pos, h hit) edit {
	old := b.Slice(h.From-start, h.To-start)
	spans := []doc.Span{{Text: tmpl.expand(h)}}
	if first := slices.IndexFunc(old, func(sp doc.Span) bool { return sp.Atom == nil }); first >= 0 {
		spans[0].Style, spans[0].Link = old[first].Style, old[first].Link
	}
	for _, sp := range old {
		if sp.Atom != nil {
			spans = append(spans, sp)
		}
	}
	return edit{h.From, h.To, spanSlice(spans...)}
}

func (tmpl template) expand(h hit) string {
	var s strings.Builder
	for _, p := range tmpl {
		s.WriteString(p.text)
		if p.group >= 0 && h.loc[2*p.group] >= 0 {
			// A cross-reference that a group found stays by itself.
			s.WriteString(strings.ReplaceAll(h.text[h.loc[2*p.group]:h.loc[2*p.group+1]], string(doc.AtomRune), ""))
		}
	}
	return s.String()
}

// template reads a replacement, or says what in it names no group. Line breaks
// become spaces: a replacement makes no paragraphs.
func (f *Finder) template(with string) (template, error) {
	with = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(with)
	if f.re == nil {
		return template{{with, -1}}, nil
	}
	var tmpl template
	text := ""
	for {
		before, rest, more := strings.Cut(with, "$")
		text += before
		if !more {
			return append(tmpl, piece{text, -1}), nil
		}
		if strings.HasPrefix(rest, "$") {
			text, with = text+"$", rest[1:]
			continue
		}
		name, rest := groupName(rest)
		group, err := f.group(name)
		if err != nil {
			return nil, err
		}
		tmpl = append(tmpl, piece{text, group})
		text, with = "", rest
	}
}

// groupName splits off what a dollar sign names: figures, a word, or what
// stands in braces.
func groupName(s string) (name, rest string) {
	if braced, ok := strings.CutPrefix(s, "{"); ok {
		if name, rest, ok = strings.Cut(braced, "}"); ok {
			return name, rest
		}
		return "", s
	}
	isName := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
	if s != "" && unicode.IsDigit(rune(s[0])) {
		isName = unicode.IsDigit
	}
	end := strings.IndexFunc(s, func(r rune) bool { return !isName(r) })
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:]
}

// group is the number of a group of the query, by its number or name.
func (f *Finder) group(name string) (int, error) {
	if name == "" {
		return 0, errors.New("the replacement has a $ that names no group: write $$ for a dollar sign")
	}
	if n, err := strconv.Atoi(name); err == nil && n <= f.re.NumSubexp() {
		return n, nil
	}
	if n := f.re.SubexpIndex(name); n >= 0 {
		return n, nil
	}
	return 0, fmt.Errorf("the replacement names the group $%s, which the search does not have: write $$ for a dollar sign", name)
}
