package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Word is a word in a block, between two offsets, as a dictionary would have
// it: without soft hyphens.
type Word struct {
	From, To      doc.Pos
	Text          string
	before, after rune // its neighbours, 0 at the ends
}

// Words calls yield with each word of a block that can be looked up: in the
// segmentation of Unicode Standard Annex 29, words with hyphens as one. Code,
// addresses, numbers, words with digits and single letters are left out.
func Words(b *doc.Block) func(yield func(Word) bool) {
	return func(yield func(Word) bool) {
		if b.Kind == doc.Code || b.Kind == doc.Verbatim || b.Kind == doc.Rule {
			return
		}
		text := prose(b)
		at := doc.Pos(0)
		for text != "" {
			end := strings.IndexFunc(text, unicode.IsSpace)
			if end < 0 {
				end = len(text)
			}
			run := text[:end]
			if run != "" && !isAddress(run) && !wordsOf(run, at, yield) {
				return
			}
			at += doc.Pos(utf8.RuneCountInString(run))
			text = text[end:]
			if text != "" {
				_, n := utf8.DecodeRuneInString(text)
				text = text[n:]
				at++
			}
		}
	}
}

// prose is a block's text with blanks in the place of code.
func prose(b *doc.Block) string {
	mono := false
	for _, sp := range b.Spans() {
		mono = mono || sp.Style&doc.Mono != 0
	}
	if !mono {
		return b.Text()
	}
	var s strings.Builder
	for _, sp := range b.Spans() {
		switch {
		case sp.Atom != nil:
			s.WriteRune(doc.AtomRune)
		case sp.Style&doc.Mono != 0:
			s.WriteString(strings.Repeat(" ", int(sp.Len())))
		default:
			s.WriteString(sp.Text)
		}
	}
	return s.String()
}

// isAddress reports whether a run without blanks is for machines: an address on
// the net or by mail, a path, a tag, a typed note's label.
func isAddress(run string) bool {
	if plain(run) {
		return false
	}
	switch {
	case strings.Contains(run, "://"), strings.ContainsAny(run, `@\`), strings.Contains(run, "[^"):
		return true
	case strings.Count(run, "/") > 1:
		return true
	}
	rest := strings.TrimLeft(run, "(\"'“‘<[")
	return strings.HasPrefix(rest, "www.") || strings.HasPrefix(rest, "#") || strings.HasPrefix(rest, "~/") || strings.HasPrefix(rest, "/")
}

// plain reports whether a run is of ASCII letters only.
func plain(run string) bool {
	for i := range len(run) {
		if c := run[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// wordsOf finds the words of a run that starts at an offset.
func wordsOf(run string, at doc.Pos, yield func(Word) bool) bool {
	if plain(run) {
		return len(run) == 1 || yield(Word{From: at, To: at + doc.Pos(len(run)), Text: run})
	}
	// Segments are joined to a word while hyphens stand between them.
	var before rune
	from, to, open := 0, 0, false // bytes of the word so far
	end := 0
	give := func(next string) bool {
		if !open {
			return true
		}
		open = false
		after, _ := utf8.DecodeRuneInString(next)
		if next == "" {
			after = 0
		}
		w := Word{
			From: at + doc.Pos(utf8.RuneCountInString(run[:from])), Text: run[from:to],
			before: before, after: after,
		}
		w.To = w.From + doc.Pos(utf8.RuneCountInString(w.Text))
		w.Text = unsoft(w.Text)
		return !isWord(w.Text) || yield(w)
	}
	segments := words.FromString(run)
	for segments.Next() {
		s := segments.Value()
		start := end
		end += len(s)
		r, _ := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			switch {
			case open && start > to: // after a hyphen
			case open && start == to: // scripts without blanks
				if !give(s) {
					return false
				}
				fallthrough
			default:
				before, _ = utf8.DecodeLastRuneInString(run[:start])
				if start == 0 {
					before = 0
				}
				from, open = start, true
			}
			to = end
		case open && start == to && (s == "-" || s == "‐" || s == "‑"):
		default:
			if !give(run[to:]) {
				return false
			}
		}
	}
	return give(run[to:])
}

// unsoft leaves out what only says where a word may be broken.
func unsoft(s string) string {
	if !strings.ContainsAny(s, "\u00ad\u200b\u2060") {
		return s
	}
	return strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "").Replace(s)
}

// isWord reports whether a segment is a word that a dictionary may have: of
// letters, more than one, with neither digits nor what names are made of in
// programs and on the net.
func isWord(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r), r == '_', r == '.', r == ':':
			return false
		}
	}
	return letters > 1
}

// Checker tells which words of a text are wrong.
type Checker struct {
	Dictionary *Dictionary // nil if there is none for the language: then no word is wrong
	Own        *Dictionary // further words that are right, or nil
}

// Wrong lists the words of a block that are wrong. Of a word with hyphens those
// parts are named that are.
func (c *Checker) Wrong(b *doc.Block) []Word {
	if c.Dictionary == nil {
		return nil
	}
	var wrong []Word
	for w := range Words(b) {
		if c.right(w) {
			continue
		}
		if !strings.ContainsAny(w.Text, "-‐‑") || w.To-w.From != doc.Pos(utf8.RuneCountInString(w.Text)) {
			wrong = append(wrong, w)
			continue
		}
		at := w.From
		for part := range strings.FieldsFuncSeq(w.Text, isHyphen) {
			n := doc.Pos(utf8.RuneCountInString(part))
			if p := (Word{From: at, To: at + n, Text: part}); n > 1 && !c.right(p) {
				wrong = append(wrong, p)
			}
			at += n + 1
		}
	}
	return wrong
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// Check reports whether a word is right.
func (c *Checker) Check(word string) bool {
	if c.Dictionary == nil || !c.Dictionary.Reads(word) || c.Dictionary.Check(word) {
		return true
	}
	if c.Own == nil {
		return false
	}
	if c.Own.Check(word) {
		return true
	}
	for _, s := range []string{"'s", "’s"} {
		if of, ok := strings.CutSuffix(word, s); ok && c.Own.Check(of) {
			return true
		}
	}
	return false
}

// right is Check for a word in its place: “etc” before a full stop, “tis” after
// an apostrophe.
func (c *Checker) right(w Word) bool {
	switch {
	case c.Check(w.Text):
		return true
	case w.after == '.' && c.Check(w.Text+"."):
		return true
	case (w.before == '\'' || w.before == '’' || w.before == '‘') && c.Check("'"+w.Text):
		return true
	}
	return (w.after == '\'' || w.after == '’') && c.Check(w.Text+"'")
}
