package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// selectWords selects the first place of words in the body, with the focus there.
func selectWords(t *testing.T, w *Window, words string) {
	t.Helper()
	before, _, ok := strings.Cut(w.desk.session.Essay().Body().String(), words)
	if !ok {
		t.Fatalf("%q is not there", words)
	}
	from := doc.Pos(len([]rune(before)))
	w.desk.focus("")
	w.desk.page.Select(editor.Selection{Anchor: from, Head: from + doc.Pos(len([]rune(words)))})
}

// commentOn writes a comment on words as a hand would.
func commentOn(t *testing.T, w *Window, words, text string) essay.Comment {
	t.Helper()
	selectWords(t, w, words)
	run(t, w, "Comment")
	typeInto(t, w, text)
	w.back()
	for _, c := range w.desk.session.Essay().Comments() {
		if len(c.Remarks) > 0 && c.Remarks[0].Text == text {
			return c
		}
	}
	t.Fatalf("there is no comment %q", text)
	return essay.Comment{}
}

// typeInto types into the text that has the focus.
func typeInto(t *testing.T, w *Window, text string) *page.Text {
	t.Helper()
	in, ok := w.win.Canvas().Focused().(*page.Text)
	if !ok {
		t.Fatalf("%T has the focus", w.win.Canvas().Focused())
	}
	test.Type(in, text)
	return in
}

func TestACommentIsWrittenBesideItsLine(t *testing.T) {
	w := wholeWindow(t, "# T", "One thing and another.", "The end‹a›.")
	if w.sheet.margin != nil {
		t.Error("an essay without comments has a margin")
	}
	c := commentOn(t, w, "thing", "Which?")
	if w.sheet.margin == nil || c.Words != "thing" || c.Remarks[0].Author == "" || w.commented.Lit != c.ID {
		t.Errorf("the comment is %+v, lit is %q", c, w.commented.Lit)
	}
	y, near := w.margin.Line(c)
	if top, _ := w.desk.page.TopOf(c.From); !near || y != top {
		t.Errorf("the card is to stand at %v (%v), the line is at %v", y, near, top)
	}
	if got := w.desk.session.Essay().Body().String(); got != "T\nOne thing and another.\nThe end\uFFFC." {
		t.Errorf("the text is %q", got)
	}
	w.desk.page.Select(editor.Caret("", 0))
	if w.commented.Lit != "" {
		t.Error("the comment stays lit when the caret leaves it")
	}
	w.desk.page.Select(editor.Caret("", c.From+1))
	if w.commented.Lit != c.ID {
		t.Error("the comment is not lit where the caret is")
	}
	run(t, w, "Undo")
	if w.desk.session.Essay().HasComments() || w.sheet.margin != nil {
		t.Error("one undo leaves the comment, or its margin")
	}
	run(t, w, "Redo")
	if got, ok := w.desk.session.Essay().Comment(c.ID); !ok || got.Remarks[0].Text != "Which?" || w.sheet.margin == nil {
		t.Errorf("redo brings back %+v", got)
	}
}

func TestACommentOnANoteStandsAtItsMarker(t *testing.T) {
	w := wholeWindow(t, "# T", "One thing.", "The end‹a›.")
	w.desk.openNote("a")
	w.textInUse().Select(editor.Selection{In: "a", Anchor: 0, Head: 4})
	run(t, w, "Comment")
	typeInto(t, w, "Page?")
	list := w.desk.session.Essay().Comments()
	if len(list) != 1 || list[0].In != "a" || list[0].Words != "Note" {
		t.Fatalf("the comments are %+v", list)
	}
	at, _ := w.desk.session.Essay().MarkerPos("a")
	top, _ := w.desk.page.TopOf(at)
	if y, near := w.margin.Line(list[0]); !near || y != top {
		t.Errorf("the card is to stand at %v, the marker is at %v", y, top)
	}
	if w.win.Canvas().Focused() == fyne.Focusable(w.desk.page) {
		t.Error("the text has the focus while the comment is written")
	}
	run(t, w, "Bold")
	if w.desk.session.Essay().Text("a").StyleIn(0, 4) != 0 {
		t.Error("a style set while a comment is written goes to the text")
	}
}

func TestAnEmptyDraftLeavesNothing(t *testing.T) {
	w := wholeWindow(t, "# T", "One thing.")
	before := w.desk.session.Essay()
	selectWords(t, w, "thing")
	run(t, w, "Comment")
	if w.sheet.margin == nil {
		t.Fatal("no card was opened")
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.sheet.margin != nil || w.desk.session.Essay() != before {
		t.Error("a comment that nobody wrote is there")
	}
	w.desk.page.Select(editor.Caret("", 1))
	w.desk.page.Select(editor.Caret("", 6)) // between words
	run(t, w, "Comment")
	if w.sheet.margin != nil && w.margin.Text() == nil {
		t.Error("a comment about nothing was begun")
	}
}

func TestCommentsAreAnsweredSettledAndFound(t *testing.T) {
	w := wholeWindow(t, "# T", "One thing and another.", "The end‹a›.")
	first := commentOn(t, w, "thing", "Which?")
	second := commentOn(t, w, "end", "Really?")
	w.desk.page.Select(editor.Caret("", 0))
	for _, c := range []struct {
		title string
		want  essay.CommentID
	}{{"Comments: next", first.ID}, {"Comments: next", second.ID}, {"Comments: next", first.ID}, {"Comments: previous", second.ID}} {
		run(t, w, c.title)
		if w.commented.Lit != c.want {
			t.Errorf("%s lights %q, want %q", c.title, w.commented.Lit, c.want)
		}
	}
	run(t, w, "Comments: answer")
	typeInto(t, w, "Yes.")
	w.desk.focusLast()
	if c, _ := w.desk.session.Essay().Comment(second.ID); len(c.Remarks) != 2 || c.Remarks[1].Text != "Yes." {
		t.Errorf("after an answer the comment is %+v", c)
	}
	run(t, w, "Comments: write on")
	if typeInto(t, w, " Sure?"); w.commented.Lit != second.ID {
		t.Error("writing on lights another comment")
	}
	if c, _ := w.desk.session.Essay().Comment(second.ID); c.Remarks[0].Text != "Really? Sure?" {
		t.Errorf("writing on gives %q", c.Remarks[0].Text)
	}
	run(t, w, "Comments: resolve or reopen")
	if c, _ := w.desk.session.Essay().Comment(second.ID); !c.Resolved || w.commented.Shows(c) {
		t.Error("the comment is not resolved, or still shown")
	}
	run(t, w, "Comments: resolved ones too")
	if c, _ := w.desk.session.Essay().Comment(second.ID); !w.commented.Shows(c) {
		t.Error("the resolved comment is not shown")
	}
	run(t, w, "Comments: beside the page")
	if w.sheet.margin != nil {
		t.Error("the margin is still there")
	}
	run(t, w, "Comments: next")
	run(t, w, "Comments: delete")
	run(t, w, "Comments: next")
	run(t, w, "Comments: delete")
	if w.desk.session.Essay().HasComments() || w.sheet.margin != nil {
		t.Errorf("left are %v", w.desk.session.Essay().Comments())
	}
}

func TestWhatIsUndoneElsewhereIsSeenOnTheCard(t *testing.T) {
	w := wholeWindow(t, "# T", "One thing and another.")
	c := commentOn(t, w, "thing", "Which?")
	if err := w.desk.session.Remark(c.ID, 0, "", "Why?"); err != nil {
		t.Fatal(err)
	}
	w.lightComment(c.ID)
	w.margin.Place()
	if got := w.margin.Text(); got == nil || got.Len() != 4 {
		t.Error("the card does not show what the comment says now")
	}
}
