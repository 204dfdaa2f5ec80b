package pane

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Review shows what the doctor found in typed text before it is applied: each
// pairing with its reasons, what is left out, what is left over, and the
// questions it has.
type Review struct {
	// Go is called to show a place of the text: a block, and offsets in it.
	Go func(block, from, to int)
	// Apply is called with the diagnosis that the author has agreed to.
	Apply func(*doctor.Diagnosis)

	found *doctor.Diagnosis
	box   *fyne.Container
	apply *pressButton
}

// NewReview shows a diagnosis. The object it returns goes beside the page, and
// the button in it wants the focus.
func NewReview(d *doctor.Diagnosis, dismiss func()) (r *Review, content fyne.CanvasObject, focus fyne.Focusable) {
	r = &Review{found: d, box: container.New(layout.NewCustomPaddedVBoxLayout(0))}
	r.apply = newPressButton(func() { r.Apply(r.found) })
	r.fill()
	foot := container.NewBorder(nil, nil, nil, NewLink(lang.L("Not now"), dismiss), r.apply)
	content = container.NewBorder(nil, container.NewPadded(container.NewPadded(foot)), nil, nil, container.NewVScroll(container.NewPadded(r.box)))
	return r, content, r.apply
}

func (r *Review) fill() {
	d := r.found
	r.box.RemoveAll()
	r.box.Add(plainText(summary(d)))
	for i, q := range d.Questions {
		r.ask(i, q)
	}
	for _, p := range d.Pairs {
		r.pair(p)
	}
	if len(d.Markers) > 0 {
		r.section(lang.L("Markers without a note stay as they are typed"))
		for _, m := range d.Markers {
			r.box.Add(r.link("["+m.Label+"]", m.Block, int(m.From), int(m.To)))
		}
	}
	if len(d.Notes) > 0 {
		r.section(lang.L("Notes without a marker go to the bin"))
		for _, n := range d.Notes {
			r.box.Add(r.link(essay.Excerpt(n.Text, 60), n.Block, 0, 0))
		}
	}
	if len(d.Dropped) > 0 {
		r.section(lang.L("Left out"))
		for _, x := range d.Dropped {
			r.box.Add(r.link(x.Why, x.FromBlock, 0, 0))
		}
	}
	r.apply.SetText(lang.N("MakeNotes", len(d.Pairs), map[string]any{"Count": len(d.Pairs)}))
	r.box.Refresh()
}

func summary(d *doctor.Diagnosis) string {
	if d.Certain {
		return lang.L("The typed notes pair without doubt. Look them over, then make real notes of them; one undo takes it back.")
	}
	return lang.L("Not every pairing is beyond doubt. Those marked “?” are the best guess.")
}

func (r *Review) section(title string) {
	l := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.Wrapping = fyne.TextWrapWord
	r.box.Add(widget.NewSeparator())
	r.box.Add(l)
}

// ask puts a question with its choices; answering it shows what follows.
func (r *Review) ask(i int, q doctor.Question) {
	r.section(q.Ask)
	for k, choice := range q.Choices {
		b := widget.NewButton(choice, func() {
			r.found = r.found.Answer(i, k)
			r.fill()
		})
		b.Alignment = widget.ButtonAlignLeading
		r.box.Add(b)
	}
}

func (r *Review) pair(p doctor.Pair) {
	number := fmt.Sprint(p.Number)
	if !p.Certain {
		number += "?"
	}
	r.box.Add(widget.NewSeparator())
	reasons := container.New(layout.NewCustomPaddedVBoxLayout(-9))
	r.box.Add(r.link(fmt.Sprintf("%s   [%s]  %s", number, p.Marker.Label, essay.Excerpt(p.Note.Text, 60)), p.Marker.Block, int(p.Marker.From), int(p.Marker.To)))
	for _, why := range p.Why {
		reasons.Add(quietText(why))
	}
	r.box.Add(reasons)
}

// link is a line that shows its place in the text when it is chosen.
func (r *Review) link(text string, block, from, to int) fyne.CanvasObject {
	return NewLink(text, func() {
		if r.Go != nil {
			r.Go(block, from, to)
		}
	})
}

// pressButton is a button that Return presses too, and Esc leaves.
type pressButton struct {
	widget.Button
	leave func()
}

// NewPress makes a button that Return presses; Esc, with the focus on it, calls
// leave.
func NewPress(text string, tapped, leave func()) FocusableObject {
	b := newPressButton(tapped)
	b.SetText(text)
	b.leave = leave
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
	}
	b.Button.TypedKey(k)
}

// FocusableObject is a widget that can have the focus.
type FocusableObject interface {
	fyne.CanvasObject
	fyne.Focusable
}
