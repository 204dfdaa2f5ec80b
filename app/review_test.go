package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/text"
)

const typed = `Two Harbours

The harbour at Ashham was dredged in spring.[1] Nobody at Whitby was asked.[2]

[1] Ashham Port Books, f. 3.

[2] Whitby Gazette, p. 2.
`

// reviewedEssay shows the review of an essay with typed notes in a window.
func reviewedEssay(t *testing.T) *Window {
	t.Helper()
	body, _ := text.Read(typed)
	e := essay.New(body)
	w := windowOf(t, e)
	w.win.Show()
	w.win.Canvas().Focus(w.desk.page)
	w.showReview(doctor.Examine(e.Body()), e.Body())
	return w
}

func (w *Window) pressed(keys ...fyne.KeyName) {
	for _, k := range keys {
		w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestTheReviewTakesThePlaceOfPageAndNotes(t *testing.T) {
	w := reviewedEssay(t)
	if w.desk.page.Visible() || w.beside.Visible() || !w.reviewing.screen.Visible() {
		t.Error("page or notes are shown with the review")
	}
	if got := w.reviewing.screen.Size().Width; got != 1280-sideWidth {
		t.Errorf("the review is %v wide", got)
	}
	w.pressed(fyne.KeyEscape)
	if !w.desk.page.Visible() || !w.beside.Visible() || w.reviewing != nil {
		t.Error("Esc does not bring the page back")
	}
	if w.win.Canvas().Focused() != w.desk.page {
		t.Error("after the review the page has not the focus")
	}
	if n := len(w.desk.session.Essay().Refs()); n != 0 {
		t.Errorf("dismissed, it has made %d notes", n)
	}
}

func TestApplyingIsOneUndo(t *testing.T) {
	w := reviewedEssay(t)
	before := w.desk.session.Essay()
	w.pressed(fyne.KeyReturn)
	if n := len(w.desk.session.Essay().Refs()); n != 2 || w.reviewing != nil {
		t.Fatalf("%d notes were made", n)
	}
	w.undo()
	if got := w.desk.session.Essay(); got.Body() != before.Body() || len(got.Refs())+len(got.Bin()) != 0 {
		t.Errorf("one undo leaves %q", got.Body().String())
	}
}

func TestAChangeOfTheTextTakesTheReviewAway(t *testing.T) {
	w := reviewedEssay(t)
	w.desk.session.Select(editor.Caret("", 0))
	if err := w.desk.session.PasteText("Indeed "); err != nil {
		t.Fatal(err)
	}
	if w.reviewing != nil || !w.desk.page.Visible() {
		t.Error("a review of a text that has changed stays")
	}
}

func TestLookingAtAPlaceAndBack(t *testing.T) {
	w := reviewedEssay(t)
	w.pressed(fyne.KeyDown, fyne.KeySpace)
	if !w.desk.page.Visible() || w.reviewing == nil {
		t.Fatal("the page is not shown for a look")
	}
	body := w.desk.session.Essay().Body()
	if from, to := w.desk.page.Selection().Range(); body.Text(from, to) != "[1]" {
		t.Errorf("%q is selected on the page", body.Text(from, to))
	}
	w.pressed(fyne.KeyEscape)
	if w.desk.page.Visible() || w.reviewing == nil || w.sheet.bar != nil {
		t.Error("Esc does not lead back to the review")
	}
	w.pressed(fyne.KeySpace)
	w.back() // with the focus on the page
	w.pressed(fyne.KeyUp, fyne.KeyReturn)
	if n := len(w.desk.session.Essay().Refs()); n != 2 {
		t.Errorf("after a look %d notes were made", n)
	}
}

func TestChoosingAnotherNote(t *testing.T) {
	w := reviewedEssay(t)
	w.reviewing.screen.Solve = nil
	w.pressed(fyne.KeyDown, fyne.KeyReturn) // the first pair, another note
	w.pressed(fyne.KeyReturn)               // the first of those that are offered
	if w.win.Canvas().Focused() == w.desk.page {
		t.Fatal("after the choice the hidden page has the focus")
	}
	w.reviewing.screen.Focus(w.win.Canvas())
	w.pressed(fyne.KeyReturn)
	e := w.desk.session.Essay()
	refs := e.Refs()
	if len(refs) != 2 || e.Note(refs[0].Note).Text.String() != "Whitby Gazette, p. 2." || e.Note(refs[1].Note).Text.String() != "Ashham Port Books, f. 3." {
		t.Errorf("the notes were not exchanged: %v", refs)
	}
}

func TestEscStopsTheDoctor(t *testing.T) {
	w := reviewedEssay(t)
	w.reviewing.screen.Dismiss()
	stopped := false
	w.examining = func() { stopped = true }
	w.back()
	if !stopped || w.examining != nil {
		t.Error("Esc does not stop the doctor")
	}
}
