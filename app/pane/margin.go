package pane

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Margin shows the comments on what is in view as cards, each beside the line
// that it is about. Where they would cover one another they give way; the lit one
// stays beside its line.
type Margin struct {
	widget.BaseWidget

	// Line is where the line of a comment begins, from the margin's top; false if
	// it is far from being in view.
	Line func(essay.Comment) (y float32, near bool)
	// Choose is called when a card is clicked.
	Choose func(essay.Comment)
	// Author is who writes.
	Author func() string
	// Failed is told what could not be done.
	Failed func(error)
	// Scroll scrolls the page.
	Scroll func(*fyne.ScrollEvent)
	// Dress is called for each text that is made, to give it its callbacks.
	Dress func(*page.Text)
	// Left is called when what was begun was left without a word.
	Left func()

	session   *editor.Session
	setting   *page.Setting
	commented *page.Commented
	stop      func()
	cards     map[essay.CommentID]*commentCard
	draft     editor.Selection // what a comment is to be written about, or nothing
	answering essay.CommentID  // the comment that an answer is written to, or ""
	renders   bool
	objects   []fyne.CanvasObject
}

// The spacing of cards, in pixels.
const (
	commentGap  = 8
	commentPad  = 11
	commentLeft = 4
	commentEnd  = 4 // on the right
)

var _ fyne.Scrollable = (*Margin)(nil)

// NewMargin shows the comments of a session, set in a type.
func NewMargin(s *editor.Session, setting *page.Setting, commented *page.Commented) *Margin {
	m := &Margin{session: s, setting: setting, commented: commented, cards: map[essay.CommentID]*commentCard{}}
	m.ExtendBaseWidget(m)
	m.stop = s.Observe(m.updated)
	return m
}

// Close lets go of the session.
func (m *Margin) Close() {
	m.stop()
	for _, c := range m.cards {
		c.close()
	}
}

// SetSetting sets the comments in another type.
func (m *Margin) SetSetting(s *page.Setting) {
	m.setting = s
	for _, c := range m.cards {
		for _, r := range c.remarks {
			r.text.SetSetting(s)
		}
	}
	m.Place()
}

// Empty reports whether there is nothing to show.
func (m *Margin) Empty() bool {
	return m.draft.Empty() && !slices.ContainsFunc(m.session.Essay().Comments(), m.commented.Shows)
}

// Draft opens a card to write a comment about a selection on.
func (m *Margin) Draft(about editor.Selection) {
	m.commented.Lit, m.answering = "", ""
	m.draft = about
	m.Place()
}

// Answer opens a place to answer a comment in.
func (m *Margin) Answer(id essay.CommentID) {
	m.answering = id
	m.Place()
}

// Text is where the lit comment's last remark is written, or the one to come; nil
// if its card is not in view.
func (m *Margin) Text() *page.Text {
	c := m.cards[m.commented.Lit]
	if c == nil || len(c.remarks) == 0 {
		return nil
	}
	if m.answering == c.about.ID {
		return c.remarks[len(c.remarks)-1].text
	}
	return c.remarks[0].text
}

func (m *Margin) updated(u editor.Update) {
	if !m.draft.Empty() {
		m.draft.Anchor = u.Map(m.draft.In, m.draft.Anchor, 1)
		m.draft.Head = u.Map(m.draft.In, m.draft.Head, 1)
	}
	if !u.New.SameComments(u.Old) {
		m.Place()
	}
}

// list is the comments to show, in the order of reading, with the draft.
func (m *Margin) list() []essay.Comment {
	list := slices.DeleteFunc(m.session.Essay().Comments(), func(c essay.Comment) bool { return !m.commented.Shows(c) })
	if m.draft.Empty() {
		return list
	}
	from, to := m.draft.Range()
	d := essay.Comment{In: m.draft.In, From: from, To: to, Remarks: []essay.Remark{{Author: m.Author()}}}
	at := slices.IndexFunc(list, func(c essay.Comment) bool { return c.In == d.In && c.From > d.From })
	if at < 0 {
		at = len(list)
	}
	return slices.Insert(list, at, d)
}

// Place puts the cards beside their lines, as they are now.
func (m *Margin) Place() {
	if !m.renders || m.Size().Width == 0 {
		return
	}
	var near []*commentCard
	var tops []float32
	lit := -1
	kept := map[*commentCard]bool{}
	for _, about := range m.list() {
		y, ok := m.Line(about)
		if c := m.cards[about.ID]; !ok && (c == nil || !c.focused()) {
			continue
		}
		c := m.card(about)
		kept[c] = true
		if !ok {
			continue
		}
		if about.ID == m.commented.Lit {
			lit = len(near)
		}
		near, tops = append(near, c), append(tops, y)
	}
	for id, c := range m.cards {
		if !kept[c] {
			c.close()
			delete(m.cards, id)
		}
	}
	width := m.Size().Width - commentLeft - commentEnd
	heights := make([]float32, len(near))
	for i, c := range near {
		heights[i] = c.layout(width)
	}
	spread(tops, heights, lit, m.Size().Height)
	var objects []fyne.CanvasObject
	for i, c := range near {
		c.Move(fyne.NewPos(commentLeft, round(tops[i])))
		c.Resize(fyne.NewSize(width, heights[i]))
		if tops[i] < m.Size().Height && tops[i]+heights[i] > 0 {
			objects = append(objects, c)
		}
	}
	if !slices.Equal(objects, m.objects) {
		m.objects = objects
		canvas.Refresh(m)
	}
}

// spread moves cards from where they would stand until none covers another. The
// lit one stays where it is, as far as it fits into the view, and those above it
// go up.
func spread(tops, heights []float32, lit int, view float32) {
	below := 0
	if lit >= 0 {
		if tops[lit] > -heights[lit] && tops[lit] < view {
			tops[lit] = max(commentGap, min(tops[lit], view-heights[lit]-commentGap))
		}
		for i := lit - 1; i >= 0; i-- {
			tops[i] = min(tops[i], tops[i+1]-heights[i]-commentGap)
		}
		below = lit
	}
	for i := below + 1; i < len(tops); i++ {
		tops[i] = max(tops[i], tops[i-1]+heights[i-1]+commentGap)
	}
}

// card is the card of a comment, with what it says now.
func (m *Margin) card(about essay.Comment) *commentCard {
	c := m.cards[about.ID]
	if c == nil {
		c = newCommentCard(m)
		m.cards[about.ID] = c
	}
	c.show(about)
	return c
}

// write takes what was written as a card's i-th remark. With its first letter a
// draft becomes a comment.
func (m *Margin) write(c *commentCard, i int, text string) {
	if c.about.ID != "" {
		if i == len(c.about.Remarks) && text == "" {
			return // an answer that is not there yet
		}
		m.answered(c, i)
		m.fail(m.session.Remark(c.about.ID, i, m.Author(), text))
		return
	}
	if text == "" || m.draft.Empty() {
		return
	}
	about := m.draft
	m.draft = editor.Selection{}
	delete(m.cards, "")
	id := essay.NewCommentID()
	c.about.ID, m.commented.Lit, m.cards[id] = id, id, c
	m.fail(m.session.Comment(id, about, m.Author(), text))
}

// answered says that the answer that is written is one of the comment's remarks.
func (m *Margin) answered(c *commentCard, i int) {
	if m.answering == c.about.ID && i == len(c.about.Remarks) {
		m.answering = ""
	}
}

// left takes away what was opened to be written and is empty, when the focus
// leaves it.
func (m *Margin) left(c *commentCard) {
	about, there := m.session.Essay().Comment(c.about.ID)
	switch {
	case c.about.ID == "":
		m.draft = editor.Selection{}
	case m.answering == c.about.ID:
		m.answering = ""
	case there && len(about.Remarks) == 1 && about.Remarks[0].Text == "":
		m.fail(m.session.DropComment(about.ID))
	default:
		return
	}
	m.Place()
	m.Left()
}

// Writing reports whether a comment has the focus.
func (m *Margin) Writing() bool {
	for _, c := range m.cards {
		if c.focused() {
			return true
		}
	}
	return false
}

func (m *Margin) fail(err error) {
	if err != nil {
		m.Failed(err)
	}
}

// Scrolled scrolls the page: the cards go with it.
func (m *Margin) Scrolled(e *fyne.ScrollEvent) { m.Scroll(e) }

// Resize places the cards for another size.
func (m *Margin) Resize(s fyne.Size) {
	m.BaseWidget.Resize(s)
	m.Place()
}

// MinSize lets the margin be narrow.
func (m *Margin) MinSize() fyne.Size { return fyne.NewSize(120, 60) }

// CreateRenderer hands out the cards in view.
func (m *Margin) CreateRenderer() fyne.WidgetRenderer {
	m.renders = true
	m.Place()
	return &marginRenderer{m}
}

type marginRenderer struct{ m *Margin }

func (r *marginRenderer) Destroy()                     {}
func (r *marginRenderer) Layout(fyne.Size)             {}
func (r *marginRenderer) MinSize() fyne.Size           { return r.m.MinSize() }
func (r *marginRenderer) Objects() []fyne.CanvasObject { return r.m.objects }
func (r *marginRenderer) Refresh() {
	for _, c := range r.m.cards {
		c.Refresh()
	}
	r.m.Place()
	canvas.Refresh(r.m)
}
