package editor

import (
	"slices"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Habits say what becomes of typed characters by itself. The zero value leaves
// all as it was typed.
type Habits struct {
	Markdown bool   // marks of Markdown become what they mean
	Quotes   bool   // straight quotation marks become those of the language
	Dashes   bool   // hyphens become dashes, full stops an ellipsis
	Spaces   bool   // French punctuation gets its no-break spaces
	Language string // of essays that name none, as a BCP 47 tag
}

// TypeRune types a character and then, as a step of its own, does what the
// habits ask for: one undo gives back what was typed. Nothing is done about
// what stood there before the last character was typed, so that what was taken
// back stays so.
func (s *Session) TypeRune(r rune) error {
	if err := s.Type(string(r)); err != nil {
		return err
	}
	for range 2 { // a dash that waited, and the mark that ended its waiting
		at, ok := s.typed(r)
		if !ok || at.rune(1) != r {
			return nil
		}
		c, ok := at.response(r, s.Habits)
		if !ok {
			return nil
		}
		if err := c.do(s); err != nil {
			return err
		}
	}
	return nil
}

// conversion is what is done about something that was typed.
type conversion struct {
	label string
	edit  func(*Transaction)
	mends bool       // it only corrects what was typed, and belongs to the typing around it
	next  *doc.Style // of what is typed next
}

func (c conversion) do(s *Session) error {
	err := s.Do(c.label, func(t *Transaction) error {
		c.edit(t)
		t.mends = c.mends
		return nil
	})
	if c.next != nil {
		s.next = nextStyle{s.essay, s.sel, *c.next}
	}
	return err
}

// nextStyle is the style of the next text that is typed, while the caret stays
// where it was set.
type nextStyle struct {
	essay *essay.Essay
	at    Selection
	style doc.Style
}

// typedAt is the place behind a character that was just typed.
type typedAt struct {
	essay *essay.Essay
	in    essay.NoteID
	doc   *doc.Document
	block int
	b     *doc.Block
	start doc.Pos // of the block
	head  doc.Pos // the caret
	// before is the block's text up to the caret, or the end of it.
	before []rune
	whole  bool // before begins where the block does
}

// lookBack is how many characters before the caret are looked at.
const lookBack = 1000

// typed looks at the place behind what was just typed. It is not ok where text
// is left as it is typed, in code, verbatim Markdown and links, nor behind a
// letter that nothing can follow from, so that most keys cost nothing.
func (s *Session) typed(r rune) (at typedAt, ok bool) {
	if s.Habits == (Habits{}) || !s.sel.Empty() {
		return at, false
	}
	at = typedAt{essay: s.essay, in: s.sel.In, doc: s.essay.Text(s.sel.In), head: s.sel.Head}
	var off doc.Pos
	at.block, off = at.doc.Find(at.head)
	at.b, at.start = at.doc.Block(at.block), at.head-off
	if off == 0 || isWordRune(r) && off > hyphensMax+1 || at.b.Kind == doc.Code || at.b.Kind == doc.Verbatim || !at.plain(at.head-1) {
		return at, false
	}
	from := max(0, off-lookBack)
	at.before, at.whole = []rune(at.doc.Text(at.start+from, at.head)), from == 0
	return at, true
}

// plain reports whether the character at a position is neither code nor a link.
func (at typedAt) plain(p doc.Pos) bool {
	for _, sp := range at.b.Slice(p-at.start, p-at.start+1) {
		return sp.Style&doc.Mono == 0 && sp.Link == ""
	}
	return true
}

// style is that of the character at a position.
func (at typedAt) style(p doc.Pos) doc.Style {
	for _, sp := range at.b.Slice(p-at.start, p-at.start+1) {
		return sp.Style
	}
	return 0
}

// rune is the n-th character before the caret, from 1; 0 is none.
func (at typedAt) rune(n int) rune {
	if n > len(at.before) {
		return 0
	}
	return at.before[len(at.before)-n]
}

// after is the character behind the caret, or 0.
func (at typedAt) after() rune {
	for _, r := range at.doc.Text(at.head, min(at.head+1, at.start+at.b.Len())) {
		return r
	}
	return 0
}

// response is the conversion that a character asks for.
func (at typedAt) response(r rune, h Habits) (conversion, bool) {
	if h.Markdown {
		if c, ok := at.markdown(r); ok {
			return c, true
		}
	}
	if at.inAddress() || h.Markdown && at.inCode() {
		return conversion{}, false
	}
	t := typographyOf(at.essay.Language(), h)
	for _, respond := range []func(rune, Habits, typography) (conversion, bool){at.dashes, at.quotes, at.spaces} {
		if c, ok := respond(r, h, t); ok {
			return c, true
		}
	}
	return conversion{}, false
}

// inAddress reports whether an address is being typed, in which no typography
// is wanted.
func (at typedAt) inAddress() bool {
	word := at.before
	for i := len(word) - 1; i >= 0; i-- {
		if unicode.IsSpace(word[i]) {
			word = word[i+1:]
			break
		}
	}
	for _, mark := range []string{"://", "](", "www.", "mailto:", "<!"} {
		if indexRunes(word, []rune(mark)) >= 0 {
			return true
		}
	}
	return false
}

// inCode reports whether a backtick was typed not far before that may become
// code with another one.
func (at typedAt) inCode() bool {
	const longest = 100
	open := false
	for i := max(0, len(at.before)-longest); i < len(at.before); i++ {
		if at.before[i] == '`' {
			open = !open && i+1 < len(at.before) && !unicode.IsSpace(at.before[i+1])
		}
	}
	return open
}

// indexRunes is the first place of part in text, or -1.
func indexRunes(text, part []rune) int {
	for i := 0; i+len(part) <= len(text); i++ {
		if slices.Equal(text[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// put is the conversion that puts a text in the place of the last n characters
// before the caret, in the style of the last.
func (at typedAt) put(label string, n int, text string) (conversion, bool) {
	return at.putAt(label, at.head-doc.Pos(n), at.head, text)
}

func (at typedAt) putAt(label string, from, to doc.Pos, text string) (conversion, bool) {
	style := at.style(to - 1)
	return conversion{label: label, mends: true, edit: func(t *Transaction) {
		t.Replace(at.in, from, to, doc.TextSlice(text, style, ""))
	}}, true
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
