package pane

import (
	"image/color"
	"math"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// commentCard is a comment in the margin: who said it and when, the words it was about
// if they are gone, its remarks, each written in place, and, while it is lit, what
// can be done with it.
type commentCard struct {
	widget.BaseWidget
	margin  *Margin
	about   essay.Comment
	back    *canvas.Rectangle
	lost    *widget.Label
	remarks []*remark
	tools   []*Link
	objects []fyne.CanvasObject
}

// remark is one remark on a card. Its text is edited in a session of its own.
type remark struct {
	who, when *canvas.Text
	said      string
	session   *editor.Session
	text      *page.Text
	stop      func()
}

var (
	_ fyne.Tappable      = (*commentCard)(nil)
	_ desktop.Cursorable = (*commentCard)(nil)
)

const (
	whoHeight  = 19
	toolHeight = 26
)

func newCommentCard(m *Margin) *commentCard {
	c := &commentCard{margin: m, back: canvas.NewRectangle(color.Transparent), lost: quietText("")}
	c.lost.TextStyle.Italic = true
	c.ExtendBaseWidget(c)
	return c
}

func (c *commentCard) close() {
	for _, r := range c.remarks {
		r.close()
	}
}

func (r *remark) close() {
	r.stop()
	r.text.Close()
}

func (c *commentCard) lit() bool { return c.about.ID == c.margin.commented.Lit }

func (c *commentCard) focused() bool {
	d := fyne.CurrentApp().Driver().CanvasForObject(c)
	if d == nil {
		return false
	}
	for _, r := range c.remarks {
		if d.Focused() == fyne.Focusable(r.text) {
			return true
		}
	}
	return false
}

// show takes what the comment says now.
func (c *commentCard) show(about essay.Comment) {
	changed := !about.Equal(c.about) || c.objects == nil
	c.about = about
	said := about.Remarks
	if c.margin.answering == about.ID && about.ID != "" {
		said = append(said[:len(said):len(said)], essay.Remark{Author: c.margin.Author()})
	}
	for len(c.remarks) > len(said) {
		c.remarks[len(c.remarks)-1].close()
		c.remarks = c.remarks[:len(c.remarks)-1]
		changed = true
	}
	for i, r := range said {
		if i < len(c.remarks) && c.remarks[i].said == r.Text {
			c.remarks[i].signed(r)
			continue
		}
		changed = true
		made := c.newRemark(i, r)
		if i == len(c.remarks) {
			c.remarks = append(c.remarks, made)
		} else {
			c.remarks[i].close()
			c.remarks[i] = made
		}
	}
	if tools := c.wanted(); changed || len(tools) != len(c.tools) {
		c.tools = tools
		c.lost.SetText("")
		if about.Lost() && about.ID != "" {
			c.lost.SetText(lang.L("It was about:") + " “" + shorten(about.Words, 160) + "”")
		}
	}
}

// newRemark makes the i-th remark, to be edited in place.
func (c *commentCard) newRemark(i int, said essay.Remark) *remark {
	m := c.margin
	r := &remark{who: canvas.NewText("", color.Black), when: canvas.NewText("", color.Black), said: said.Text}
	r.who.TextSize, r.who.TextStyle.Bold, r.when.TextSize = 12, true, 11
	r.signed(said)
	r.session = editor.NewSession(essay.New(doc.FromText(strings.Split(said.Text, "\n")...)))
	r.text = page.NewText(r.session, "", m.setting, &page.Clip{
		Copy: func(to fyne.Clipboard, f essay.Fragment) { to.SetContent(plain(doc.New(f.Slice.Blocks...))) },
		Paste: func(t *page.Text, from fyne.Clipboard, _ bool) {
			t.Do(func() error { return r.session.PasteText(from.Content()) })
		},
	})
	m.Dress(r.text)
	r.text.TextHint = lang.L("Write the comment.")
	if i > 0 {
		r.text.TextHint = lang.L("Write an answer.")
	}
	r.text.OnFocus = func() {
		if c.about.ID != "" && !c.lit() {
			m.Choose(c.about)
		}
	}
	r.text.OnBlur = func() { m.left(c) }
	r.stop = r.session.Observe(func(u editor.Update) {
		if text := plain(u.New.Body()); text != r.said {
			r.said = text
			m.write(c, i, text)
			m.Place()
		}
	})
	return r
}

// signed shows who made a remark, and when.
func (r *remark) signed(said essay.Remark) {
	r.who.Text, r.when.Text = said.Author, ""
	if said.At != 0 {
		r.when.Text = moment(time.UnixMilli(said.At), time.Now())
	}
}

// moment is a time as it is told a while later.
func moment(t, now time.Time) string {
	switch {
	case t.Year() == now.Year() && t.YearDay() == now.YearDay():
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan, 15:04")
	}
	return t.Format("2 Jan 2006")
}

// plain is a text of a remark's session as lines.
func plain(d *doc.Document) string {
	return strings.ReplaceAll(d.String(), "\u2028", "\n")
}

func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, string(doc.AtomRune), "")), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// wanted makes what can be done with the comment while it is lit.
func (c *commentCard) wanted() []*Link {
	if !c.lit() || c.about.ID == "" {
		return nil
	}
	m, id := c.margin, c.about.ID
	settle := lang.L("Resolve")
	if c.about.Resolved {
		settle = lang.L("Reopen")
	}
	return []*Link{
		NewLink(settle, func() { m.fail(m.session.Resolve(id, !c.about.Resolved)) }),
		NewLink(lang.L("Answer"), func() {
			m.Answer(id)
			if t, d := m.Text(), fyne.CurrentApp().Driver().CanvasForObject(m); t != nil && d != nil {
				d.Focus(t)
			}
		}),
		NewLink(lang.L("Delete"), func() { m.fail(m.session.DropComment(id)) }),
	}
}

// layout places what is on the card for a width, and returns its height.
func (c *commentCard) layout(width float32) float32 {
	col := func(n fyne.ThemeColorName) color.Color {
		return c.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	c.back.FillColor, c.back.StrokeColor, c.back.StrokeWidth, c.back.CornerRadius = col(theme.ColorNamePage), col(theme.ColorNameLine), 1, 7
	if c.lit() {
		c.back.FillColor, c.back.StrokeColor = col(theme.ColorNameCard), col(theme.ColorNameAccent)
	}
	objects := []fyne.CanvasObject{c.back}
	y := float32(commentPad - 2)
	for i, r := range c.remarks {
		r.who.Color, r.when.Color = col(theme.ColorNameInk), col(theme.ColorNameQuiet)
		size, when := r.who.MinSize(), r.when.MinSize()
		r.who.Text = fit(r.who.Text, width-2*commentPad-when.Width-8, r.who)
		r.who.Move(fyne.NewPos(commentPad, y))
		r.who.Resize(size)
		r.when.Move(fyne.NewPos(width-commentPad-when.Width, y+round((size.Height-when.Height)/2)))
		r.when.Resize(when)
		y += whoHeight
		objects = append(objects, r.who, r.when)
		if i == 0 && c.lost.Text != "" {
			pad := c.Theme().Size(fynetheme.SizeNameInnerPadding)
			c.lost.Resize(fyne.NewSize(width-2*commentPad+2*pad, 10))
			h := c.lost.MinSize().Height
			c.lost.Resize(fyne.NewSize(width-2*commentPad+2*pad, h))
			c.lost.Move(fyne.NewPos(commentPad-pad, y-pad))
			y += h - 2*pad + 5
			objects = append(objects, c.lost)
		}
		h := r.text.HeightFor(width - 2*commentPad)
		r.text.Move(fyne.NewPos(commentPad, y))
		r.text.Resize(fyne.NewSize(width-2*commentPad, h))
		y += h + 5
		objects = append(objects, r.text)
	}
	if len(c.tools) > 0 {
		x := float32(commentPad - 6) // a link has room on both sides of its text
		for _, l := range c.tools {
			l.Move(fyne.NewPos(x, y-1))
			l.Resize(l.MinSize())
			x += l.MinSize().Width + 2
			objects = append(objects, l)
		}
		y += toolHeight - 4
	}
	y += commentPad - 7
	c.back.Resize(fyne.NewSize(width, y))
	c.objects = objects
	canvas.Refresh(c)
	return y
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// Tapped lights the comment and what it is about.
func (c *commentCard) Tapped(*fyne.PointEvent) {
	if c.about.ID != "" {
		c.margin.Choose(c.about)
	}
}

// Cursor is a pointer over what is not written on.
func (c *commentCard) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer hands out what layout has placed.
func (c *commentCard) CreateRenderer() fyne.WidgetRenderer { return &commentCardRenderer{c} }

type commentCardRenderer struct{ c *commentCard }

func (r *commentCardRenderer) Destroy()                     {}
func (r *commentCardRenderer) Layout(fyne.Size)             {}
func (r *commentCardRenderer) MinSize() fyne.Size           { return fyne.NewSize(80, 40) }
func (r *commentCardRenderer) Objects() []fyne.CanvasObject { return r.c.objects }
func (r *commentCardRenderer) Refresh() {
	for _, one := range r.c.remarks {
		one.text.Refresh()
	}
	canvas.Refresh(r.c)
}
