package pane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// pressButton is a button that Return presses too, and Esc leaves.
type pressButton struct {
	widget.Button
	leave func()
	other func(*fyne.KeyEvent) bool // is given the other keys first; true if it took one
	typed func(rune)
}

// NewPress makes a button that Return presses; Esc, with the focus on it, calls
// leave.
func NewPress(text string, tapped, leave func()) PressButton {
	b := newPressButton(tapped)
	b.SetText(text)
	b.leave = leave
	return b
}

// NewPressWith is NewPress for a button that is given other keys first; other
// reports whether it took one.
func NewPressWith(text string, tapped, leave func(), other func(*fyne.KeyEvent) bool) FocusableObject {
	b := newPressButton(tapped)
	b.SetText(text)
	b.leave, b.other = leave, other
	return b
}

func newPressButton(tapped func()) *pressButton {
	b := &pressButton{}
	b.OnTapped, b.Importance = tapped, widget.HighImportance
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey presses the button by Space or Return, or leaves it.
func (b *pressButton) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		b.OnTapped()
		return
	case k.Name == fyne.KeyEscape && b.leave != nil:
		b.leave()
		return
	case b.other != nil && b.other(k):
		return
	}
	b.Button.TypedKey(k)
}

// TypedRune hands on what is typed.
func (b *pressButton) TypedRune(r rune) {
	if b.typed != nil {
		b.typed(r)
	}
}

// PressButton is a button that Return presses too.
type PressButton interface {
	FocusableObject
	SetText(string)
}

// FocusableObject is a widget that can have the focus.
type FocusableObject interface {
	fyne.CanvasObject
	fyne.Focusable
}
