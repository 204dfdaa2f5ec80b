package editor

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
)

// markdown is the conversion of the marks of Markdown that a character ends.
func (at typedAt) markdown(r rune) (conversion, bool) {
	switch r {
	case ' ':
		return at.blockMark()
	case '*', '_', '`', '~':
		return at.styleMark(r)
	case ')':
		return at.linkMark()
	case '^':
		return at.noteMark()
	}
	return conversion{}, false
}

// markMax is how long the mark of a block may be, with a programming language.
const markMax = 30

var (
	headingMark = lazyregexp.New(`^#{1,6}$`)
	numberMark  = lazyregexp.New(`^(\d{1,9})[.)]$`)
	taskMark    = lazyregexp.New(`^\[([ xX]?)\]$`)
	fenceMark   = lazyregexp.New("^```([^\\s`]*)$")
	ruleMark    = lazyregexp.New(`^(?:-{3,}|\*{3,}|_{3,})$`)
)

// blockMark makes another block of a paragraph whose mark a blank has ended. In
// some other blocks a few marks mean something too: the rank of a heading, a
// task in a list, a quotation within a quote.
func (at typedAt) blockMark() (conversion, bool) {
	if !at.whole || len(at.before) > markMax {
		return conversion{}, false
	}
	mark := string(at.before[:len(at.before)-1])
	paragraph := at.b.Kind == doc.Paragraph
	level := max(1, at.b.Level)
	var info doc.Info
	switch {
	case headingMark.MatchString(mark) && at.in == "" && (paragraph || at.b.Kind == doc.Heading):
		return at.become("Heading", doc.Heading, len(mark), info)
	case mark == ">" && paragraph:
		return at.become("Block quote", doc.Quote, 1, info)
	case mark == ">" && at.b.Kind == doc.Quote:
		return at.become("Block quote", doc.Quote, level+1, info)
	case (mark == "-" || mark == "*" || mark == "+") && paragraph:
		return at.become("List", doc.Bullet, 1, info)
	case taskMark.MatchString(mark) && (paragraph || at.b.Kind == doc.Bullet):
		info.Done = strings.ContainsAny(mark, "xX")
		return at.become("Task", doc.Task, level, info)
	case fenceMark.MatchString(mark) && paragraph:
		info.Language = mark[len("```"):]
		return at.become("Code block", doc.Code, 0, info)
	}
	if m := numberMark.FindStringSubmatch(mark); m != nil && paragraph {
		return at.become("List", doc.Numbered, 1, at.numbering(m[1]))
	}
	return conversion{}, false
}

// numbering is how an item with a typed number begins: a list of its own,
// unless it is the next of the list that stands before it.
func (at typedAt) numbering(typed string) doc.Info {
	n, err := strconv.Atoi(typed)
	if err != nil || at.doc.SetKind(at.start, at.start, doc.Numbered, 1).ItemNumber(at.block) == n {
		return doc.Info{}
	}
	return doc.Info{Start: n}
}

// become is the conversion of the block to another kind, without its mark.
func (at typedAt) become(label string, kind doc.Kind, level int, info doc.Info) (conversion, bool) {
	return conversion{label: label, edit: func(t *Transaction) {
		t.Replace(at.in, at.start, at.head, doc.Slice{})
		t.SetKind(at.in, at.start, at.start, kind, level)
		t.SetInfo(at.in, at.block, info)
	}}, true
}

// styles are what runs of marks mean, by their length.
var styles = map[rune][]doc.Style{
	'*': {0, doc.Italic, doc.Bold, doc.Bold | doc.Italic},
	'_': {0, doc.Italic, doc.Bold, doc.Bold | doc.Italic},
	'`': {0, doc.Mono},
	'~': {0, 0, doc.Strike},
}

// styleMark styles what stands between two runs of marks, the second of which
// was just ended, and takes the marks away. Words that marks stand within, as
// in snake_case or 2*3*4, are left alone.
func (at typedAt) styleMark(r rune) (conversion, bool) {
	end := len(at.before)
	for end > 0 && at.before[end-1] == r {
		end--
	}
	n := len(at.before) - end
	if r != '`' && at.inCode() {
		return conversion{}, false
	}
	if n >= len(styles[r]) || styles[r][n] == 0 || end == 0 || unicode.IsSpace(at.before[end-1]) || r != '`' && isWordRune(at.after()) {
		return conversion{}, false
	}
	open, ok := at.opener(r, n, end)
	if !ok {
		return conversion{}, false
	}
	from := at.head - doc.Pos(len(at.before)-open) // of the opening marks
	to, k := at.head-doc.Pos(n), doc.Pos(n)        // of the closing ones
	if !at.plain(from) {
		return conversion{}, false
	}
	around := at.style(from)
	return conversion{label: "Format", next: &around, edit: func(t *Transaction) {
		t.Restyle(at.in, from+k, to, styles[r][n], 0)
		t.edit(at.in, edit{from: from, to: from + k}, edit{from: to, to: at.head})
	}}, true
}

// opener is where a run of n marks begins that the text before end may close.
func (at typedAt) opener(r rune, n, end int) (open int, ok bool) {
	for i := end - 1; i >= 0; i-- {
		if at.before[i] != r {
			continue
		}
		first := i
		for first > 0 && at.before[first-1] == r {
			first--
		}
		length, prev := i-first+1, runeBefore(at.before, first)
		blank := unicode.IsSpace(at.before[i+1])
		switch {
		case i == end-1, first == 0 && !at.whole:
			return 0, false
		case length != n && !blank && r != '`' && !isWordRune(prev):
			return 0, false // other marks are open, and this is the first of those that close them
		case length != n:
		case blank || prev == '\\':
			return 0, false
		case r == '`' || !isWordRune(prev):
			return first, true
		}
		i = first
	}
	return 0, false
}

// linkMark makes a link of “[text](address)”.
func (at typedAt) linkMark() (conversion, bool) {
	address := len(at.before) - 1
	for depth := 1; depth > 0; {
		if address--; address < 1 || unicode.IsSpace(at.before[address]) {
			return conversion{}, false
		}
		switch at.before[address] {
		case ')':
			depth++
		case '(':
			depth--
		}
	}
	closing := address - 1 // of the text's bracket
	if at.before[closing] != ']' {
		return conversion{}, false
	}
	open := closing
	for depth := 1; depth > 0; {
		if open--; open < 0 {
			return conversion{}, false
		}
		switch at.before[open] {
		case ']':
			depth++
		case '[':
			depth--
		}
	}
	text := string(at.before[open+1 : closing])
	prev := runeBefore(at.before, open)
	target, err := Address(string(at.before[address+1 : len(at.before)-1]))
	if err != nil || strings.TrimSpace(text) == "" || prev == '!' || prev == '\\' {
		return conversion{}, false
	}
	from := at.head - doc.Pos(len(at.before)-open)
	to := at.head - doc.Pos(len(at.before)-closing)
	if !at.plain(from) || !at.plain(to) {
		return conversion{}, false
	}
	return conversion{label: "Link", edit: func(t *Transaction) {
		t.Relink(at.in, from+1, to, target)
		t.edit(at.in, edit{from: from, to: from + 1}, edit{from: to, to: at.head})
	}}, true
}

// noteMark makes a note of “[^” in the essay's body, and goes into it.
func (at typedAt) noteMark() (conversion, bool) {
	if at.in != "" || at.rune(2) != '[' || at.rune(3) == '\\' || !at.plain(at.head-2) {
		return conversion{}, false
	}
	return conversion{label: "Insert note", edit: func(t *Transaction) {
		t.Replace("", at.head-2, at.head, doc.Slice{})
		t.insertNote(at.head - 2)
	}}, true
}

// TypeReturn is Return as it is typed: behind a fence it begins code, behind
// three hyphens, asterisks or low lines it leaves a thematic break.
func (s *Session) TypeReturn() error {
	text := s.essay.Text(s.sel.In)
	i, off := text.Find(s.sel.Head)
	b := text.Block(i)
	ended := s.Habits.Markdown && s.sel.Empty() && b.Kind == doc.Paragraph && off == b.Len() && off <= markMax
	if err := s.Return(); err != nil || !ended {
		return err
	}
	in := s.sel.In
	if m := fenceMark.FindStringSubmatch(b.Text()); m != nil {
		return s.Do("Code block", func(t *Transaction) error {
			t.ReplaceBlocks(in, i, 2, doc.NewBlock(doc.Code, 0).WithInfo(doc.Info{Language: m[1]}))
			t.sel = Caret(in, t.essay.Text(in).Start(i))
			return nil
		})
	}
	if in == "" && ruleMark.MatchString(b.Text()) {
		return s.Do("Thematic break", func(t *Transaction) error {
			t.ReplaceBlocks(in, i, 1, doc.NewBlock(doc.Rule, 0))
			t.sel = Caret(in, t.essay.Text(in).Start(i+1))
			return nil
		})
	}
	return nil
}
