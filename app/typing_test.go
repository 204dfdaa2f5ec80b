package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// typeIn types a text into what has the focus.
func typeIn(w *Window, text string) {
	for _, r := range text {
		press(w, r)
	}
}

func press(w *Window, r rune) {
	f := w.win.Canvas().Focused()
	switch r {
	case '\n':
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	case '\x1b':
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	default:
		f.TypedRune(r)
	}
}

// command does a command as the menu and the keys do.
func command(t *testing.T, w *Window, title string) {
	t.Helper()
	for _, c := range Commands() {
		if c.Title == title {
			w.run(c)
			return
		}
	}
	t.Fatalf("there is no command %s", title)
}

func TestHabitsAreSwitchedAndKept(t *testing.T) {
	w := wholeWindow(t, "")
	typeIn(w, `"a" *b* --c `)
	if got := body(w); got != "“a” b –c " {
		t.Errorf("with all habits: %q", got)
	}
	for _, title := range []string{"Typographic quotation marks", "Dashes and ellipses", "Markdown as you type", "No-break spaces"} {
		command(t, w, title)
	}
	typeIn(w, `"a" *b* --c`)
	if got := body(w); !strings.HasSuffix(got, ` "a" *b* --c`) {
		t.Errorf("without habits: %q", got)
	}
	w.habits = editor.Habits{}
	w.restoreHabits()
	if h := w.habits; h.Markdown || h.Quotes || h.Dashes || h.Spaces {
		t.Errorf("kept: %+v", h)
	}
}

func TestANoteAsTypedIsBroughtUpWhateverIsBesideThePage(t *testing.T) {
	w := wholeWindow(t, "")
	w.toggleNotes()
	typeIn(w, "a[^Ko")
	n := w.desk.session.Essay().Numbered()
	if len(n) != 1 || n[0].Text.String() != "Ko" || w.sheet.noNotes {
		t.Errorf("notes: %v, folded %v", n, w.sheet.noNotes)
	}
}

func TestLinkBox(t *testing.T) {
	w := wholeWindow(t, "See the ledger now.")
	show := func(sel editor.Selection, address string) {
		w.desk.page.Select(sel)
		command(t, w, "Link…")
		e, ok := w.win.Canvas().Focused().(*pickEntry)
		if !ok {
			t.Fatal("the box has not the focus")
		}
		e.SetText(address)
	}
	at := func(p doc.Pos) string {
		_, _, address := w.desk.session.Essay().Body().LinkAt(p)
		return address
	}
	show(editor.Selection{Anchor: 8, Head: 14}, "javascript:x")
	press(w, '\n')
	if w.win.Canvas().Focused() == fyne.Focusable(w.desk.page) || at(10) != "" {
		t.Error("an address that runs a program is taken")
	}
	w.win.Canvas().Focused().(*pickEntry).SetText("example.org")
	press(w, '\n')
	if at(10) != "https://example.org" || w.win.Canvas().Focused() != fyne.Focusable(w.desk.page) {
		t.Errorf("the link is %q", at(10))
	}
	show(editor.Caret("", 10), "b.org")
	if press(w, '\x1b'); at(10) != "https://example.org" || w.desk.page.Selection() != editor.Caret("", 10) {
		t.Errorf("after Esc the link is %q, the selection %v", at(10), w.desk.page.Selection())
	}
	show(editor.Caret("", 10), "")
	if press(w, '\n'); at(10) != "" {
		t.Errorf("removed, the link is %q", at(10))
	}
	show(editor.Caret("", 4), "me@example.org")
	press(w, '\n')
	if got := body(w); got != "See me@example.orgthe ledger now." || at(6) != "mailto:me@example.org" {
		t.Errorf("inserted: %q, %q", got, at(6))
	}
	w.desk.page.Select(editor.Caret("", 6))
	if command(t, w, "Remove link"); at(6) != "" {
		t.Errorf("removed by the command, the link is %q", at(6))
	}
}

func TestSourceView(t *testing.T) {
	w := wholeWindow(t, "# Title", "A sentence.‹n›")
	first := w.desk.session.Essay()
	src := asSource(first)
	show := func() {
		w.showSource(src, src)
		if w.win.Canvas().Focused() != fyne.Focusable(w.source.page) || !w.sheet.alone {
			t.Fatal("the source is not in the page's place")
		}
	}
	show()
	if press(w, '\x1b'); w.source != nil || w.sheet.alone || w.desk.session.Essay() != first {
		t.Fatal("Esc does not lead back from an untouched source")
	}
	show()
	typeIn(w, "x")
	command(t, w, "Bold")
	if w.desk.session.Essay() != first {
		t.Error("a command changed the page that is not shown")
	}
	if press(w, '\x1b'); w.source == nil {
		t.Fatal("Esc throws away what was changed")
	}
	if press(w, '\x1b'); w.win.Canvas().Focused() != fyne.Focusable(w.source.page) {
		t.Error("a second Esc does not lead back to the source")
	}
	w.source.keepDraft()
	w.source.page.TypedShortcut(&fyne.ShortcutUndo{})
	if press(w, '\x1b'); w.source != nil {
		t.Fatal("what was undone still counts as changed")
	}
	show()
	w.source.page.Select(editor.Caret("", w.source.session.Essay().Body().Len()))
	typeIn(w, " \"See\" -- there.\n\nMore.")
	draft := w.source.text()
	if err := w.settleSource(); err != nil {
		t.Fatal(err)
	}
	now := w.desk.session.Essay()
	if got := now.Note("n").Text.String(); got != `Note n. "See" -- there.` || body(w) != "Title\nA sentence.\uFFFC\nMore." {
		t.Errorf("applied: note %q, body %q", got, body(w))
	}
	if !w.desk.session.Undo() || w.desk.session.Essay() != first {
		t.Error("one undo does not take it back")
	}
	w.keep(draftKey(w.desk.id), draft)
	if w.restoreDraft(); w.source == nil || w.source.text() != draft {
		t.Fatal("a draft is not shown again")
	}
	if command(t, w, "Discard the source"); w.source != nil || w.desk.session.Essay() != first {
		t.Error("discarding it changes the essay")
	}
	if kept, err := w.lib.Setting(draftKey(w.desk.id)); err != nil || kept != "" {
		t.Errorf("the draft is kept: %q, %v", kept, err)
	}
}
