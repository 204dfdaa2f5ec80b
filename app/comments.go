package app

import (
	"os/user"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// openMargin puts the comments of the essay on the desk beside its page.
func (w *Window) openMargin() {
	d := w.desk
	w.commented.Lit = ""
	m := pane.NewMargin(d.session, commentSetting(w.look), &w.commented)
	m.Line = func(c essay.Comment) (float32, bool) {
		at, ok := c.From, true
		if c.In != "" { // beside the marker of its note
			at, ok = d.session.Essay().MarkerPos(c.In)
		}
		if !ok {
			return 0, false
		}
		return d.page.TopOf(at)
	}
	m.Choose = func(c essay.Comment) { w.lightComment(c.ID) }
	m.Author = w.author
	m.Failed = w.fail
	m.Scroll = d.page.Scrolled
	m.Left = w.showMargin
	m.Dress = func(t *page.Text) {
		w.dress(t)
		t.Decorations, t.Commented, t.OnMenu, t.OnSelect = nil, nil, nil, nil
		t.OnEscape = d.focusLast
	}
	d.page.OnView = m.Place
	w.margin = m
}

// commentSetting is the type that comments are set in.
func commentSetting(l look) *page.Setting {
	l.zoom *= 0.92
	return l.settings().notes
}

// showMargin shows the margin while there is something in it.
func (w *Window) showMargin() {
	if w.sheet.margin != w.marginToShow() {
		w.compose()
	}
}

// marginToShow is the margin if it is to be seen, else nil; the page leaves it
// room.
func (w *Window) marginToShow() fyne.CanvasObject {
	if w.commented.Off || w.source != nil || w.past != nil || w.margin.Empty() {
		w.desk.page.SetAside(0)
		return nil
	}
	w.desk.page.SetAside(marginWidth)
	return w.margin
}

// followComments shows the margin, and what is commented on, after a change.
func (w *Window) followComments(u editor.Update) {
	if !u.New.SameComments(u.Old) {
		w.showMargin()
	}
}

// commentAtCaret is the comment on what the caret stands in.
func (w *Window) commentAtCaret() (essay.Comment, bool) {
	sel := w.textInUse().Selection()
	return w.commented.CommentAt(w.desk.session.Essay(), sel.In, sel.Head)
}

// lightCommentAtCaret lights the comment on what the caret stands in, or none.
func (w *Window) lightCommentAtCaret() {
	c, _ := w.commentAtCaret()
	w.setLit(c.ID)
}

func (w *Window) setLit(id essay.CommentID) {
	if w.commented.Lit == id {
		return
	}
	w.commented.Lit = id
	w.desk.page.Refresh()
	w.desk.notes.Refresh()
	w.margin.Place()
}

// lightComment lights a comment with what it is about, and brings both into view.
func (w *Window) lightComment(id essay.CommentID) {
	c, ok := w.desk.session.Essay().Comment(id)
	if !ok {
		return
	}
	w.commented.Off = false
	w.tick()
	w.setLit(id)
	w.showMargin()
	switch at, marked := w.desk.session.Essay().MarkerPos(c.In); {
	case c.In == "":
		w.desk.page.ShowPos(c.From)
	case marked:
		w.desk.light(c.In)
		w.desk.page.ShowPos(at)
	}
	w.margin.Place()
}

// author is the name that comments are signed with: the one that was given, else
// the one of whoever uses the computer.
func (w *Window) author() string {
	if name, err := w.lib.Setting("author"); err == nil && name != "" {
		return name
	}
	u, err := user.Current()
	if err != nil {
		return lang.L("Author")
	}
	if name, _, _ := strings.Cut(u.Name, ","); strings.TrimSpace(name) != "" {
		return strings.TrimSpace(name)
	}
	return u.Username
}

// askAuthor asks for the name that comments are signed with.
func (w *Window) askAuthor() {
	w.ask(lang.L("Name"), w.author(), func(name string) { w.keep("author", strings.TrimSpace(name)) })
}

// comment begins a comment on what is selected, or on the word at the caret.
func (w *Window) comment() {
	t := w.textInUse()
	sel := t.Selection()
	text := w.desk.session.Essay().Text(sel.In)
	if sel.Empty() {
		sel.Anchor, sel.Head = text.WordAt(sel.Head)
	}
	if from, to := sel.Range(); strings.TrimSpace(text.Text(from, to)) == "" {
		w.fail(editor.ErrNoWords)
		return
	}
	w.leaveReview()
	w.commented.Off = false
	w.tick()
	t.Select(sel)
	w.margin.Draft(sel)
	w.showMargin()
	w.writeComment()
}

// writeComment gives the focus to the lit comment.
func (w *Window) writeComment() {
	if t := w.margin.Text(); t != nil {
		w.win.Canvas().Focus(t)
		t.Select(editor.Caret("", t.Len()))
	}
}

// onComment does something to the comment that is lit, or else to the one on what
// the caret stands in, and says so when there is none.
func (w *Window) onComment(do func(essay.Comment) error) {
	c, ok := w.desk.session.Essay().Comment(w.commented.Lit)
	if !ok {
		c, ok = w.commentAtCaret()
	}
	if !ok {
		w.status.say(lang.L("No comment is chosen: put the caret into what one is about, or click its card."))
		return
	}
	if err := do(c); err != nil {
		w.fail(err)
	}
}

func (w *Window) editComment() {
	w.onComment(func(c essay.Comment) error {
		w.lightComment(c.ID)
		w.writeComment()
		return nil
	})
}

func (w *Window) answerComment() {
	w.onComment(func(c essay.Comment) error {
		w.lightComment(c.ID)
		w.margin.Answer(c.ID)
		w.writeComment()
		return nil
	})
}

func (w *Window) resolveComment() {
	w.onComment(func(c essay.Comment) error { return w.desk.session.Resolve(c.ID, !c.Resolved) })
	w.desk.focusLast()
}

func (w *Window) deleteComment() {
	w.onComment(func(c essay.Comment) error { return w.desk.session.DropComment(c.ID) })
	w.desk.focusLast()
}

// commentStep goes to what the next comment is about, or for −1 the one before.
func (w *Window) commentStep(by int) {
	w.commented.Off = false
	d := w.desk
	sel := w.textInUse().Selection()
	shows := w.commented.Shows
	if lit, ok := d.session.Essay().Comment(w.commented.Lit); ok { // also one that has lost its words
		sel = editor.Caret(lit.In, lit.From)
	}
	c, ok := editor.NextComment(d.session.Essay(), sel, by, shows)
	if !ok {
		w.status.say(lang.L("There is no comment in this essay."))
		return
	}
	w.beside.ShowNotes()
	if d.session.Essay().Number(c.In) > 0 || c.In == "" {
		d.last = c.In
		d.focusLast()
		w.textInUse().Select(editor.Caret(c.In, c.From))
	}
	w.lightComment(c.ID)
}

func (w *Window) nextComment() { w.commentStep(+1) }

func (w *Window) previousComment() { w.commentStep(-1) }

// toggleComments shows or hides the comments.
func (w *Window) toggleComments() {
	w.commented.Off = !w.commented.Off
	w.keepShown("comments", !w.commented.Off)
	w.repaintComments()
	if !w.commented.Off && w.margin.Empty() {
		w.status.say(lang.L("There is no comment in this essay."))
	}
}

// toggleResolved shows or hides the comments that are resolved.
func (w *Window) toggleResolved() {
	w.commented.Resolved = !w.commented.Resolved
	w.keepShown("comments.resolved", w.commented.Resolved)
	w.repaintComments()
}

func (w *Window) keepShown(key string, on bool) {
	value := "off"
	if on {
		value = "on"
	}
	w.keep(key, value)
	w.tick()
}

func (w *Window) repaintComments() {
	w.desk.page.Refresh()
	w.desk.notes.Refresh()
	w.showMargin()
	w.margin.Place()
}

// restoreComments goes on with what was shown of comments.
func (w *Window) restoreComments() {
	shown, err := w.lib.Setting("comments")
	w.commented.Off = err == nil && shown == "off"
	resolved, err := w.lib.Setting("comments.resolved")
	w.commented.Resolved = err == nil && resolved == "on"
}
