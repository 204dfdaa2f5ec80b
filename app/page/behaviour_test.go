package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// The table of what keys and mouse do is written in a notation: a line is a
// block, with “# ” for a heading, “> ” for a quote, “- ” and “1. ” for items,
// “|a|b” for a row of cells, ‹a› for the marker of the note a and ⏎ for a line's
// end within a block; ¦ is the caret, and ^ where the selection began.

// written reads the notation.
func written(text string) (*essay.Essay, editor.Selection) {
	var lines []string
	rows := map[int][]*doc.Block{}
	for i, line := range strings.Split(strings.ReplaceAll(text, "⏎", "\u2028"), "\n") {
		if cells, ok := strings.CutPrefix(line, "|"); ok {
			line = ""
			for k, cell := range strings.Split(cells, "|") {
				rows[i] = append(rows[i], doc.NewBlock(doc.Cell, k, doc.Span{Text: cell}))
			}
		}
		lines = append(lines, line)
	}
	e := essayOf(lines...)
	var blocks []*doc.Block
	for i, b := range e.Body().All() {
		if rows[i] != nil {
			blocks = append(blocks, rows[i]...)
		} else {
			blocks = append(blocks, b)
		}
	}
	body := doc.New(blocks...)
	at := map[rune]doc.Pos{}
	for p, r := range []rune(body.String()) {
		if r == '^' || r == '¦' {
			p := doc.Pos(p - len(at))
			at[r] = p
			body, _ = body.Replace(p, p+1, doc.Slice{})
		}
	}
	head := at['¦']
	if anchor, ok := at['^']; ok {
		return e.WithBody(body), editor.Selection{Anchor: anchor, Head: head}
	}
	return e.WithBody(body), editor.Caret("", head)
}

// notation writes a body with its selection.
func notation(d *doc.Document, sel editor.Selection) string {
	var s strings.Builder
	at := doc.Pos(0)
	mark := func() {
		if at == sel.Anchor && !sel.Empty() {
			s.WriteRune('^')
		}
		if at == sel.Head {
			s.WriteRune('¦')
		}
	}
	for i, b := range d.All() {
		if i > 0 && (b.Kind != doc.Cell || b.Level == 0) {
			s.WriteByte('\n')
		}
		s.WriteString(strings.Repeat(map[doc.Kind]string{doc.Heading: "# ", doc.Quote: "> ", doc.Bullet: "- ", doc.Numbered: "1. "}[b.Kind], b.Level))
		if b.Kind == doc.Cell {
			s.WriteByte('|')
		}
		for _, sp := range b.Spans() {
			if sp.Atom != nil {
				mark()
				s.WriteString("‹" + sp.Atom.ID + "›")
				at++
				continue
			}
			for _, r := range sp.Text {
				mark()
				s.WriteRune(r)
				at++
			}
		}
		mark()
		at++
	}
	return strings.ReplaceAll(s.String(), "\u2028", "⏎")
}

// does is what is done to a page: keys, as “Ctrl+Shift+Left”, parted by blanks,
// or what the mouse does.
type does func(p *Page)

func keys(list string) does {
	return func(p *Page) {
		for key := range strings.FieldsSeq(list) {
			var mod fyne.KeyModifier
			for name, m := range map[string]fyne.KeyModifier{"Ctrl+": fyne.KeyModifierControl, "Shift+": fyne.KeyModifierShift} {
				if strings.Contains(key, name) {
					key, mod = strings.Replace(key, name, "", 1), mod|m
				}
			}
			name := fyne.KeyName(key)
			if long, ok := map[string]fyne.KeyName{"PageUp": fyne.KeyPageUp, "PageDown": fyne.KeyPageDown, "Backspace": fyne.KeyBackspace}[key]; ok {
				name = long
			}
			press(p, name, mod)
		}
	}
}

func typing(text string) does { return func(p *Page) { typeAll(&p.Text, text) } }

// before is the place before a piece of the text.
func before(p *Page, piece string) doc.Pos {
	s := p.doc.String()
	return doc.Pos(len([]rune(s[:strings.Index(s, piece)])))
}

// clicking presses and lets go so many times before a piece of the text.
func clicking(times int, piece string, mod fyne.KeyModifier) does {
	return clickingWith(desktop.MouseButtonPrimary, times, piece, mod)
}

func clickingWith(button desktop.MouseButton, times int, piece string, mod fyne.KeyModifier) does {
	return func(p *Page) {
		p.clicks.n = 0
		for range times {
			m := &desktop.MouseEvent{PointEvent: mouse(p, before(p, piece)), Button: button, Modifier: mod}
			p.MouseDown(m)
			p.MouseUp(m)
		}
	}
}

// dragging presses so many times before a piece of the text, and lets go before
// another.
func dragging(times int, from, to string) does {
	return func(p *Page) {
		clicking(times-1, from, 0)(p)
		m := &desktop.MouseEvent{PointEvent: mouse(p, before(p, from)), Button: desktop.MouseButtonPrimary}
		p.MouseDown(m)
		dragTo(p, before(p, to))
		p.MouseUp(m)
		p.DragEnd()
	}
}

func clickingAt(x, y float32) does {
	return func(p *Page) {
		p.clicks.n = 0
		m := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
		p.MouseDown(m)
		p.MouseUp(m)
	}
}

func shortcut(s fyne.Shortcut) does { return func(p *Page) { p.TypedShortcut(s) } }

func TestWhatKeysAndMouseDo(t *testing.T) {
	const (
		ctrl  = fyne.KeyModifierShortcutDefault
		shift = fyne.KeyModifierShift
	)
	board := test.NewClipboard()
	for _, c := range []struct {
		what, from string
		do         does
		want       string
	}{
		// Characters.
		{"right", "¦ab", keys("Right"), "a¦b"},
		{"right at the end", "ab¦", keys("Right"), "ab¦"},
		{"right over a paragraph's end", "ab¦\ncd", keys("Right"), "ab\n¦cd"},
		{"left over a paragraph's end", "ab\n¦cd", keys("Left"), "ab¦\ncd"},
		{"right over a marker", "a¦‹n›b", keys("Right"), "a‹n›¦b"},
		{"left over a marker", "a‹n›¦b", keys("Left"), "a¦‹n›b"},
		{"right, selecting", "a¦bc", keys("Shift+Right Shift+Right"), "a^bc¦"},
		{"left, selecting over a paragraph's end", "ab\n¦cd", keys("Shift+Left Shift+Left"), "a¦b\n^cd"},
		{"selecting back to nothing", "a¦bc", keys("Shift+Right Shift+Left"), "a¦bc"},
		{"right leaves a selection at its end", "a^b¦c", keys("Right"), "ab¦c"},
		{"right leaves a selection made backwards at its end", "a¦b^c", keys("Right"), "ab¦c"},
		{"left leaves a selection at its start", "a^b¦c", keys("Left"), "a¦bc"},
		{"right over an accent that is a rune of its own", "¦e\u0301a", keys("Right"), "e\u0301¦a"},
		{"left over it", "e\u0301¦a", keys("Left"), "¦e\u0301a"},
		{"right over a family", "¦👨‍👩‍👧‍👦a", keys("Right"), "👨‍👩‍👧‍👦¦a"},
		{"left over a family", "👨‍👩‍👧‍👦¦a", keys("Left"), "¦👨‍👩‍👧‍👦a"},
		{"right over a hand with its colour", "¦👍🏽a", keys("Right"), "👍🏽¦a"},
		{"right over one flag of two", "¦🇩🇪🇫🇷", keys("Right"), "🇩🇪¦🇫🇷"},
		{"left over one flag of two", "🇩🇪🇫🇷¦", keys("Left"), "🇩🇪¦🇫🇷"},
		{"right over a syllable of Hangul's letters", "¦\u1112\u1161\u11ab글", keys("Right"), "\u1112\u1161\u11ab¦글"},
		{"right over a conjunct of Devanagari", "¦क्षि", keys("Right"), "क्षि¦"},
		{"left over a conjunct", "क्षि¦", keys("Left"), "¦क्षि"},
		{"Backspace takes a family whole", "a👨‍👩‍👧‍👦¦", keys("Backspace"), "a¦"},
		{"Delete takes a flag whole", "¦🇩🇪🇫🇷", keys("Delete"), "¦🇫🇷"},
		{"Delete takes a letter with its accent", "¦e\u0301a", keys("Delete"), "¦a"},

		// From right to left the arrows go where they point.
		{"left goes on in Hebrew", "¦שלום", keys("Left"), "ש¦לום"},
		{"right goes back in Hebrew", "ש¦לום", keys("Right"), "¦שלום"},
		{"left by a word in Hebrew", "¦שלום עולם", keys("Ctrl+Left"), "שלום¦ עולם"},
		{"right by a word in Hebrew", "שלום עולם¦", keys("Ctrl+Right"), "שלום ¦עולם"},
		{"left leaves a selection in Hebrew at its left", "^של¦ום", keys("Left"), "של¦ום"},
		{"Home in Hebrew", "של¦ום", keys("Home"), "¦שלום"},
		{"End in Hebrew", "של¦ום", keys("End"), "שלום¦"},
		{"Backspace in Hebrew", "של¦ום", keys("Backspace"), "ש¦ום"},
		{"Delete in Arabic", "س¦لام", keys("Delete"), "س¦ام"},

		// Words.
		{"word right", "¦one two", keys("Ctrl+Right"), "one¦ two"},
		{"word left", "one two¦", keys("Ctrl+Left"), "one ¦two"},
		{"word left from within", "one tw¦o", keys("Ctrl+Left"), "one ¦two"},
		{"word right stops at a marker", "one¦‹n› two", keys("Ctrl+Right"), "one‹n›¦ two"},
		{"word right over a paragraph's end", "one¦\ntwo", keys("Ctrl+Right"), "one\n¦two"},
		{"word left over a paragraph's end", "one\n¦two", keys("Ctrl+Left"), "one¦\ntwo"},
		{"words, selecting", "¦one two three", keys("Ctrl+Shift+Right Ctrl+Shift+Right"), "^one two¦ three"},
		{"words back, selecting", "one two¦", keys("Ctrl+Shift+Left"), "one ¦two^"},
		{"a word with an apostrophe is one", "¦don’t stop", keys("Ctrl+Right"), "don’t¦ stop"},
		{"Backspace a word", "one two¦", keys("Ctrl+Backspace"), "one ¦"},
		{"Backspace a word from within", "one tw¦o", keys("Ctrl+Backspace"), "one ¦o"},
		{"Backspace a word at a paragraph's start joins", "one\n¦two", keys("Ctrl+Backspace"), "one¦two"},
		{"Backspace a word with a selection takes that", "o^ne t¦wo", keys("Ctrl+Backspace"), "o¦wo"},
		{"Delete a word", "¦one two", keys("Ctrl+Delete"), "¦ two"},
		{"Delete a word at a paragraph's end joins", "one¦\ntwo", keys("Ctrl+Delete"), "one¦two"},
		{"Backspace a word selects a marker first", "one‹n›¦", keys("Ctrl+Backspace"), "one^‹n›¦"},

		// Lines.
		{"Home", "one⏎tw¦o", keys("Home"), "one⏎¦two"},
		{"End", "o¦ne⏎two", keys("End"), "one¦⏎two"},
		{"Home, selecting", "one⏎tw¦o", keys("Shift+Home"), "one⏎¦tw^o"},
		{"End, selecting", "o¦ne⏎two", keys("Shift+End"), "o^ne¦⏎two"},
		{"End twice stays", "o¦ne⏎two", keys("End End"), "one¦⏎two"},
		{"down", "o¦ne⏎two", keys("Down"), "one⏎t¦wo"},
		{"down over a paragraph's end", "o¦ne\ntwo", keys("Down"), "one\nt¦wo"},
		{"up", "one⏎t¦wo", keys("Up"), "o¦ne⏎two"},
		{"down remembers its column over a short line", "one two¦\n\nthree four", keys("Down Down Up Up"), "one two¦\n\nthree four"},
		{"down at the last line goes to its end", "o¦ne", keys("Down"), "one¦"},
		{"up at the first line goes to its start", "on¦e", keys("Up"), "¦one"},
		{"down, selecting", "o¦ne\ntwo", keys("Shift+Down"), "o^ne\nt¦wo"},
		{"up, selecting", "one\nt¦wo", keys("Shift+Up"), "o¦ne\nt^wo"},
		{"down leaves a selection from its caret", "^o¦ne\ntwo", keys("Down"), "one\nt¦wo"},

		// Paragraphs, pages, all.
		{"paragraph down", "o¦ne\ntwo", keys("Ctrl+Down"), "one\n¦two"},
		{"paragraph down at the last goes to its end", "o¦ne", keys("Ctrl+Down"), "one¦"},
		{"paragraph up to its start", "one\ntw¦o", keys("Ctrl+Up"), "one\n¦two"},
		{"paragraph up from its start", "one\n¦two", keys("Ctrl+Up"), "¦one\ntwo"},
		{"paragraphs, selecting", "o¦ne\ntwo\nthree", keys("Ctrl+Shift+Down Ctrl+Shift+Down"), "o^ne\ntwo\n¦three"},
		{"paragraph up, selecting", "one\ntw¦o", keys("Ctrl+Shift+Up"), "one\n¦tw^o"},
		{"page down in a short text goes to its end", "o¦ne\ntwo", keys("PageDown"), "one\ntwo¦"},
		{"page up in a short text goes to its start", "one\ntw¦o", keys("PageUp"), "¦one\ntwo"},
		{"page down, selecting", "o¦ne\ntwo", keys("Shift+PageDown"), "o^ne\ntwo¦"},
		{"page up, selecting", "one\ntw¦o", keys("Shift+PageUp"), "¦one\ntw^o"},
		{"the start", "one\ntw¦o", keys("Ctrl+Home"), "¦one\ntwo"},
		{"the end", "o¦ne\ntwo", keys("Ctrl+End"), "one\ntwo¦"},
		{"to the start, selecting", "one\ntw¦o", keys("Ctrl+Shift+Home"), "¦one\ntw^o"},
		{"to the end, selecting", "o¦ne\ntwo", keys("Ctrl+Shift+End"), "o^ne\ntwo¦"},
		{"select all", "o¦ne‹n›\ntwo", shortcut(&fyne.ShortcutSelectAll{}), "^one‹n›\ntwo¦"},

		// Typing.
		{"a letter", "a¦c", typing("b"), "ab¦c"},
		{"a letter in the place of a selection", "a^b¦c", typing("x"), "ax¦c"},
		{"letters in the place of a selection made backwards", "a¦b^c", typing("xy"), "axy¦c"},
		{"a letter in the place of paragraphs", "o^ne\ntw¦o", typing("x"), "ox¦o"},
		{"Return", "on¦e", keys("Return"), "on\n¦e"},
		{"Return in the place of a selection", "o^n¦e", keys("Return"), "o\n¦e"},
		{"Return at a heading's end", "# one¦", keys("Return"), "# one\n¦"},
		{"Return at a heading's start", "# ¦one", keys("Return"), "\n# ¦one"},
		{"Return within a heading", "# on¦e", keys("Return"), "# on\n# ¦e"},
		{"Return goes on with a list", "- one¦", keys("Return"), "- one\n- ¦"},
		{"Return at an empty item ends the list", "- one\n- ¦", keys("Return"), "- one\n¦"},
		{"Return goes on with a quote", "> one¦", keys("Return"), "> one\n> ¦"},
		{"Return at an empty quote ends it", "> one\n> ¦", keys("Return"), "> one\n¦"},
		{"Shift+Return breaks the line", "on¦e", keys("Shift+Return"), "on⏎¦e"},
		{"Shift+Return in an item", "- on¦e", keys("Shift+Return"), "- on⏎¦e"},
		{"Return in a table leads to the row below", "|a¦|b\n|c|d", keys("Return"), "|a|b\n|^c¦|d"},
		{"Shift+Return in a cell breaks its line", "|a¦|b", keys("Shift+Return"), "|a⏎¦|b"},
		{"Tab", "¦one", keys("Tab"), "\t¦one"},
		{"Tab takes an item in", "- one\n- two¦", keys("Tab"), "- one\n- - two¦"},
		{"Shift+Tab takes it out", "- one\n- two¦", keys("Tab Shift+Tab"), "- one\n- two¦"},
		{"Shift+Tab at the first level makes a paragraph", "- one¦", keys("Shift+Tab"), "one¦"},
		{"Tab takes the selected items in", "- ^one\n- two¦", keys("Tab"), "- - ^one\n- - two¦"},
		{"Shift+Tab takes the selected items out", "- ^one\n- two¦", keys("Tab Shift+Tab"), "- ^one\n- two¦"},
		{"Tab to the next cell", "|a¦|b\n|c|d", keys("Tab"), "|a|^b¦\n|c|d"},
		{"Tab to the next row", "|a|b¦\n|c|d", keys("Tab"), "|a|b\n|^c¦|d"},
		{"Shift+Tab to the cell before", "|a|b\n|c¦|d", keys("Shift+Tab"), "|a|^b¦\n|c|d"},
		{"Tab in the last cell makes a row", "|a|b¦", keys("Tab"), "|a|b\n|¦|"},

		// Deleting.
		{"Backspace", "ab¦c", keys("Backspace"), "a¦c"},
		{"Backspace at the start", "¦abc", keys("Backspace"), "¦abc"},
		{"Backspace joins paragraphs", "one\n¦two", keys("Backspace"), "one¦two"},
		{"Backspace takes a selection", "o^n¦e", keys("Backspace"), "o¦e"},
		{"Backspace at a heading's start makes a paragraph", "one\n# ¦two", keys("Backspace"), "one\n¦two"},
		{"Backspace at an item's start makes a paragraph", "- one\n- ¦two", keys("Backspace"), "- one\n¦two"},
		{"Backspace selects a marker", "a‹n›¦b", keys("Backspace"), "a^‹n›¦b"},
		{"Backspace twice takes it", "a‹n›¦b", keys("Backspace Backspace"), "a¦b"},
		{"Delete", "a¦bc", keys("Delete"), "a¦c"},
		{"Delete at the end", "abc¦", keys("Delete"), "abc¦"},
		{"Delete joins paragraphs", "one¦\ntwo", keys("Delete"), "one¦two"},
		{"Delete takes a selection over paragraphs", "o^ne\ntw¦o", keys("Delete"), "o¦o"},
		{"Delete selects a marker", "a¦‹n›b", keys("Delete"), "a^‹n›¦b"},
		{"Backspace at a cell's start goes back to the one before", "|a|¦b", keys("Backspace"), "|a¦|b"},
		{"Backspace in a conjunct takes what one key typed", "क्षि¦", keys("Backspace"), "क्ष¦"},
		{"Delete takes a conjunct whole", "¦क्षिa", keys("Delete"), "¦a"},
		{"Delete over cells empties them", "|a^b|c¦d", keys("Delete"), "|a¦|d"},

		// The mouse.
		{"a click", "¦one two", clicking(1, "two", 0), "one ¦two"},
		{"a click below the text", "¦one\ntwo", clickingAt(700, 500), "one\ntwo¦"},
		{"a click beside a line", "¦one\ntwo", clickingAt(700, 75), "one¦\ntwo"},
		{"a click on the left of a line", "one\ntwo¦", clickingAt(5, 75), "¦one\ntwo"},
		{"a click with Shift", "o¦ne two", clicking(1, "two", shift), "o^ne ¦two"},
		{"a click with Shift backwards", "one tw¦o", clicking(1, "ne", shift), "o¦ne tw^o"},
		{"a click with Shift over a paragraph's end", "o¦ne\ntwo", clicking(1, "wo", shift), "o^ne\nt¦wo"},
		{"a click with Shift moves a selection's end", "o^ne¦ two", clicking(1, "wo", shift), "o^ne t¦wo"},
		{"a double click", "¦one two three", clicking(2, "wo", 0), "one ^two¦ three"},
		{"a double click beside a marker", "¦one two‹n› three", clicking(2, "wo", 0), "one ^two¦‹n› three"},
		{"a triple click", "one\n¦two three\nfour", clicking(3, "wo", 0), "one\n^two three¦\nfour"},
		{"four clicks are one again", "¦one two", clicking(4, "wo", 0), "one t¦wo"},
		{"a double click in a cell", "|¦one|two", clicking(2, "wo", 0), "|one|^two¦"},
		{"a triple click in a cell", "|¦one|two three", clicking(3, "wo", 0), "|one|^two three¦"},
		{"dragging", "¦one two", dragging(1, "ne", "wo"), "o^ne t¦wo"},
		{"dragging back", "¦one two", dragging(1, "wo", "ne"), "o¦ne t^wo"},
		{"dragging over a marker", "¦one‹n› two", dragging(1, "ne", "wo"), "o^ne‹n› t¦wo"},
		{"dragging over blocks", "¦one\n- two\n> three", dragging(1, "ne", "ree"), "o^ne\n- two\n> th¦ree"},
		{"dragging by words", "¦one two three four", dragging(2, "wo", "ree"), "one ^two three¦ four"},
		{"dragging by words backwards", "¦one two three four", dragging(2, "hree", "wo"), "one ¦two three^ four"},
		{"dragging by paragraphs", "¦one\ntwo\nthree", dragging(3, "ne", "wo"), "^one\ntwo¦\nthree"},
		{"dragging the selection moves it", "one ^two ¦three", dragging(1, "wo", "one"), "^two ¦one three"},
		{"dragging it with its marker", "one ^two‹n› ¦three", dragging(1, "wo", "one"), "^two‹n› ¦one three"},
		{"dragging it onto itself does nothing", "one ^two ¦three", dragging(1, "wo", "o "), "one ^two ¦three"},
		{"dragging it over a paragraph's end", "^one ¦two\nthree", dragging(1, "ne", "ree"), "two\nth^one ¦ree"},
		{"a click into the selection leaves the caret there", "^one two¦", clicking(1, "wo", 0), "one t¦wo"},
		{"the other button keeps the selection", "^one two¦ three", clickingWith(desktop.MouseButtonSecondary, 1, "wo", 0), "^one two¦ three"},
		{"the other button beside it leaves the caret there", "^one¦ two", clickingWith(desktop.MouseButtonSecondary, 1, "wo", 0), "one t¦wo"},
		{"the wheel leaves the caret", "o¦ne", func(p *Page) { p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -20)}) }, "o¦ne"},
		{"Ctrl and a click beside a link are a click", "¦one two", clicking(1, "wo", ctrl), "one t¦wo"},

		// The clipboard.
		{"copy and paste", "^one¦ two", func(p *Page) {
			shortcut(&fyne.ShortcutCopy{Clipboard: board})(p)
			keys("Ctrl+End")(p)
			shortcut(&fyne.ShortcutPaste{Clipboard: board})(p)
		}, "one twoone¦"},
		{"cut and paste over a selection", "^one¦ two three", func(p *Page) {
			shortcut(&fyne.ShortcutCut{Clipboard: board})(p)
			keys("Ctrl+Shift+Right")(p)
			shortcut(&fyne.ShortcutPaste{Clipboard: board})(p)
		}, "one¦ three"},
		{"cutting nothing leaves all", "o¦ne", shortcut(&fyne.ShortcutCut{Clipboard: board}), "o¦ne"},
		{"undo brings the selection back", "o^ne¦", func(p *Page) { typing("x")(p); shortcut(&fyne.ShortcutUndo{})(p) }, "o^ne¦"},
		{"redo", "o^ne¦", func(p *Page) {
			typing("x")(p)
			shortcut(&fyne.ShortcutUndo{})(p)
			shortcut(&fyne.ShortcutRedo{})(p)
		}, "ox¦"},
		{"Escape leaves the selection", "o^ne¦", keys("Escape"), "o^ne¦"},
	} {
		t.Run(c.what, func(t *testing.T) {
			e, sel := written(c.from)
			p, s := show(t, e, fyne.NewSize(800, 600))
			p.Select(sel)
			c.do(p)
			if got := notation(p.doc, p.sel); got != c.want {
				t.Errorf("%q becomes %q, want %q", c.from, got, c.want)
			}
			if p.sel != s.Selection() {
				t.Errorf("the page has %v selected, the session %v", p.sel, s.Selection())
			}
			checkLayouts(t, &p.Text)
		})
	}
}

// In a note the keys that go to the ends, and all, stay in the note.
func TestKeysStayInTheNote(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(x *Text)
		sel  editor.Selection
		text string
	}{
		{"select all", func(x *Text) { x.TypedShortcut(&fyne.ShortcutSelectAll{}) }, editor.Selection{In: "a", Anchor: 0, Head: 6}, "Note a"},
		{"the end", func(x *Text) { x.moveFar(fyne.KeyEnd, false) }, editor.Caret("a", 6), "Note a"},
		{"the start, selecting", func(x *Text) { x.moveFar(fyne.KeyHome, true) }, editor.Selection{In: "a", Anchor: 4, Head: 0}, "Note a"},
		{"a word back", func(x *Text) { x.moveFar(fyne.KeyLeft, false) }, editor.Caret("a", 0), "Note a"},
		{"down in the last line", func(x *Text) { x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) }, editor.Caret("a", 6), "Note a"},
		{"right at the end", func(x *Text) { x.moveTo(6, false); x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) }, editor.Caret("a", 6), "Note a"},
		{"Backspace at the start", func(x *Text) { x.moveTo(0, false); x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace}) }, editor.Caret("a", 0), "Note a"},
		{"all gives way to a letter", func(x *Text) { x.TypedShortcut(&fyne.ShortcutSelectAll{}); x.TypedRune('b') }, editor.Caret("a", 1), "b"},
		{"all is deleted", func(x *Text) {
			x.TypedShortcut(&fyne.ShortcutSelectAll{})
			x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
		}, editor.Caret("a", 0), ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, s := show(t, essayOf("One two‹a› three."), fyne.NewSize(800, 600))
			x := NewText(s, "a", NewSetting(15, 1.4), p.Clip)
			t.Cleanup(x.Close)
			test.NewTempWindow(t, x).Canvas().Focus(x)
			x.Resize(fyne.NewSize(300, 200))
			x.Select(editor.Caret("a", 4))
			c.do(x)
			if x.Selection() != c.sel || s.Selection() != c.sel || x.doc.String() != c.text {
				t.Errorf("%q with %v selected, want %q with %v", x.doc, x.Selection(), c.text, c.sel)
			}
			if got := s.Essay().Body().String(); got != "One two\uFFFC three." {
				t.Errorf("the body is %q", got)
			}
		})
	}
}

func TestKeysThatMoveFar(t *testing.T) {
	const (
		ctrl, alt, super, shift = fyne.KeyModifierControl, fyne.KeyModifierAlt, fyne.KeyModifierSuper, fyne.KeyModifierShift
	)
	for _, c := range []struct {
		goos   string
		key    fyne.KeyName
		mod    fyne.KeyModifier
		as     fyne.KeyName
		by     step
		extend bool
	}{
		{"linux", fyne.KeyLeft, ctrl, fyne.KeyLeft, far, false},
		{"windows", fyne.KeyLeft, ctrl | shift, fyne.KeyLeft, far, true},
		{"linux", fyne.KeyLeft, alt, fyne.KeyLeft, none, false},
		{"linux", fyne.KeyLeft, ctrl | alt, fyne.KeyLeft, none, false},
		{"linux", fyne.KeyLeft, super, fyne.KeyLeft, none, false},
		{"darwin", fyne.KeyLeft, alt, fyne.KeyLeft, far, false},
		{"darwin", fyne.KeyUp, alt | shift, fyne.KeyUp, far, true},
		{"darwin", fyne.KeyLeft, super, fyne.KeyHome, near, false},
		{"darwin", fyne.KeyRight, super | shift, fyne.KeyEnd, near, true},
		{"darwin", fyne.KeyUp, super, fyne.KeyHome, far, false},
		{"darwin", fyne.KeyDown, super, fyne.KeyEnd, far, false},
		{"darwin", fyne.KeyBackspace, alt, fyne.KeyBackspace, far, false},
		{"darwin", fyne.KeyLeft, ctrl, fyne.KeyLeft, none, false},
	} {
		if as, by, extend := motion(c.goos, c.key, c.mod); as != c.as || by != c.by || extend != c.extend {
			t.Errorf("%s: %v+%s moves as %s by %d, selecting %v", c.goos, c.mod, c.key, as, by, extend)
		}
	}
}
