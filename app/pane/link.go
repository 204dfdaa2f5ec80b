package pane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
)

// Link is a line of quiet text that does something when it is chosen, by the
// mouse or, with the focus, by Space and Return.
type Link struct {
	widget.BaseWidget
	Tap   func()
	Other func(*fyne.KeyEvent) // a key that is not the link's own; may be nil

	words    string
	loud     bool
	hovered  bool
	focused  bool
	text     *canvas.Text
	underbar *canvas.Rectangle
}

var (
	_ fyne.Tappable      = (*Link)(nil)
	_ fyne.Focusable     = (*Link)(nil)
	_ desktop.Hoverable  = (*Link)(nil)
	_ desktop.Cursorable = (*Link)(nil)
	_ fyne.Accessible    = (*Link)(nil)
)

// NewLink makes a link of a text.
func NewLink(text string, tap func()) *Link {
	l := &Link{Tap: tap, words: text, text: canvas.NewText(text, color.Black), underbar: canvas.NewRectangle(color.Transparent)}
	l.text.TextSize = 12.5
	l.ExtendBaseWidget(l)
	return l
}

// Set shows another text; a loud one is in the accent.
func (l *Link) Set(text string, loud bool) {
	if text != l.words || loud != l.loud {
		l.words, l.loud = text, loud
		l.Refresh()
	}
}

// Tapped does what the link is for.
func (l *Link) Tapped(*fyne.PointEvent) { l.Tap() }

// TypedKey does it by Space or Return.
func (l *Link) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeySpace || k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
		l.Tap()
	} else if l.Other != nil {
		l.Other(k)
	}
}

// TypedRune takes no text.
func (l *Link) TypedRune(rune) {}

// FocusGained underlines the link.
func (l *Link) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost takes the line away.
func (l *Link) FocusLost() { l.focused = false; l.Refresh() }

// MouseIn lights the link.
func (l *Link) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved is of no interest.
func (l *Link) MouseMoved(*desktop.MouseEvent) {}

// MouseOut dims it.
func (l *Link) MouseOut() { l.hovered = false; l.Refresh() }

// Cursor is a pointer.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is the text.
func (l *Link) AccessibilityLabel() string { return l.words }

// AccessibilityRole says that it does something.
func (l *Link) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer draws the text.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	r := &linkRenderer{l}
	r.Refresh()
	return r
}

type linkRenderer struct{ l *Link }

func (r *linkRenderer) Destroy() {}

func (r *linkRenderer) MinSize() fyne.Size {
	s := fyne.MeasureText(r.l.words, r.l.text.TextSize, r.l.text.TextStyle)
	return fyne.NewSize(min(s.Width, 260)+12, s.Height+8)
}

func (r *linkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.l.text, r.l.underbar}
}

func (r *linkRenderer) Layout(s fyne.Size) {
	t := r.l.text
	t.Text = fit(r.l.words, s.Width-12, t)
	size := t.MinSize()
	t.Move(fyne.NewPos(6, (s.Height-size.Height)/2))
	t.Resize(size)
	r.l.underbar.Move(fyne.NewPos(6, (s.Height+size.Height)/2))
	r.l.underbar.Resize(fyne.NewSize(size.Width, 1))
}

func (r *linkRenderer) Refresh() {
	l := r.l
	col := func(n fyne.ThemeColorName) color.Color {
		return l.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	l.text.Color = col(theme.ColorNameQuiet)
	if l.loud || l.hovered || l.focused {
		l.text.Color = col(theme.ColorNameAccent)
	}
	l.underbar.FillColor = color.Transparent
	if l.focused {
		l.underbar.FillColor = col(theme.ColorNameAccent)
	}
	r.Layout(l.Size())
	canvas.Refresh(l)
}
