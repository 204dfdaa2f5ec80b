package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// Whatever becomes of what is typed is taken back to what was typed by one undo,
// whichever text has the focus then.
func TestEachHabitIsTakenBackByOneUndo(t *testing.T) {
	for _, c := range []struct {
		what, language, typed string
		kind                  doc.Kind
		becomes, undone       string
	}{
		{"a heading", "en", "# ", doc.Heading, "", "# "},
		{"a quote", "en", "> ", doc.Quote, "", "> "},
		{"an item", "en", "- ", doc.Bullet, "", "- "},
		{"a numbered item", "en", "1. ", doc.Numbered, "", "1. "},
		{"bold", "en", "**b**", doc.Paragraph, "b", "**b**"},
		{"italic", "en", "*i*", doc.Paragraph, "i", "*i*"},
		{"code", "en", "`c`", doc.Paragraph, "c", "`c`"},
		{"a rule", "en", "---\n", doc.Rule, "", "---\n"},
		{"a note", "en", "a[^", doc.Paragraph, "a\uFFFC", "a[^"},
		{"an opening quotation mark", "en", `"`, doc.Paragraph, "“", `"`},
		{"a closing quotation mark", "en", `"a"`, doc.Paragraph, "“a”", `“a"`},
		{"a single quotation mark", "en", `'`, doc.Paragraph, "‘", `'`},
		{"an apostrophe", "en", `it'`, doc.Paragraph, "it’", `it'`},
		{"a German quotation mark", "de", `"`, doc.Paragraph, "„", `"`},
		{"an en dash", "en", "a--", doc.Paragraph, "a–", "a--"},
		{"an em dash", "en", "a---", doc.Paragraph, "a—", "a–-"},
		{"an ellipsis", "en", "a...", doc.Paragraph, "a…", "a..."},
		{"a French quotation mark", "fr", `"`, doc.Paragraph, "«\u00a0", `"`},
		{"a French no-break space", "fr", "a !", doc.Paragraph, "a\u202f!", "a !"},
		{"one before a colon", "fr", "a :", doc.Paragraph, "a\u00a0:", "a :"},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := wholeWindow(t, "")
			w.edit(func() error {
				return w.desk.session.Do("Language", func(tr *editor.Transaction) error { tr.SetLanguage(c.language); return nil })
			})
			typeIn(w, c.typed)
			if b := w.desk.session.Essay().Body().Block(0); b.Text() != c.becomes || b.Kind != c.kind {
				t.Fatalf("%q becomes %q of kind %d, want %q of kind %d", c.typed, b.Text(), b.Kind, c.becomes, c.kind)
			}
			undo(w)
			if got := body(w); got != c.undone {
				t.Errorf("one undo leaves %q, want %q", got, c.undone)
			}
			if w.win.Canvas().Focused() != fyne.Focusable(w.desk.page) || w.desk.page.Selection() != editor.Caret("", w.desk.page.Len()) {
				t.Errorf("the caret is at %v after it", w.desk.page.Selection())
			}
		})
	}
}

// A citation that was begun by “[@” is taken back to that.
func TestACitationAsTypedIsTakenBackByOneUndo(t *testing.T) {
	w := citingWindow(t)
	w.win.Canvas().Focus(w.desk.page)
	w.desk.page.Select(editor.Caret("", 6))
	typeIn(w, "[@")
	settle(w)
	for _, keys := range []string{"ko", "\n", "\n"} {
		typeIn(w, keys)
		settle(w)
	}
	if got := body(w); got != "T\nOne.\uFFFC\nTwo.\nThree." {
		t.Fatalf("it becomes %q", got)
	}
	undo(w)
	if got := body(w); got != "T\nOne.[@\nTwo.\nThree." {
		t.Errorf("one undo leaves %q", got)
	}
}

// undo does what Ctrl+Z does in what has the focus.
func undo(w *Window) {
	w.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutUndo{})
}
