package pane

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
)

// Review shows, before it is applied, what the doctor found in a text: the one
// open question with its choices side by side; each pair, its sentence on the
// left, its note on the right and the reasons between; and what is left over.
type Review struct {
	widget.BaseWidget

	// Go is called to show a place of the text: a block, and offsets in it.
	Go func(block int, from, to doc.Pos)
	// Apply is called with the diagnosis that the author has agreed to, Dismiss
	// when there is to be none.
	Apply   func(*doctor.Diagnosis)
	Dismiss func()
	// Choose is called to have one of some notes chosen for a marker, or none.
	Choose func(m doctor.Marker, from []doctor.Note, then func(*doctor.Note))
	// Solve runs work that takes its time on another goroutine, and then what
	// is to follow on this one. Without it all is done at once.
	Solve func(work, then func())

	body  *doc.Document
	found *doctor.Diagnosis
	// markers are all typed ones of each block, in their order.
	markers map[int][]doctor.Marker
	busy    bool // an answer is being worked in

	canvas fyne.Canvas // of the focus

	title, foot *canvas.Text
	heads       [3]*canvas.Text
	says        prose
	apply       *pressButton
	leave       *Link
	list        *reviewList
	line        *canvas.Rectangle
	objects     []fyne.CanvasObject
}

// NewReview shows the diagnosis of a text.
func NewReview(d *doctor.Diagnosis, body *doc.Document) *Review {
	r := &Review{body: body, found: d}
	r.title = canvas.NewText(lang.L("Typed notes"), color.Black)
	r.title.TextSize, r.title.FontSource = titleSize, theme.Serif(theme.SemiBold, false)
	r.foot = canvas.NewText(lang.L("Up and Down: from row to row  ·  Return: another note  ·  Space: its place in the text  ·  Esc: not now"), color.Black)
	r.foot.TextSize = 11.5
	for i, head := range []string{lang.L("IN THE TEXT"), lang.L("WHY"), lang.L("THE NOTE")} {
		r.heads[i] = canvas.NewText(head, color.Black)
		r.heads[i].TextSize = 11
	}
	r.line = canvas.NewRectangle(color.Black)
	r.apply = newPressButton(func() { r.Apply(r.found) })
	r.apply.other, r.apply.typed = r.key, func(c rune) { r.list.TypedRune(c) }
	r.leave = NewLink(lang.L("Not now"), func() { r.Dismiss() })
	r.list = newReviewList(r)
	r.ExtendBaseWidget(r)
	r.set(d)
	return r
}

// Focus gives the focus, on the canvas where the review stands, to what is to
// be done next: the question, or else the button that applies.
func (r *Review) Focus(c fyne.Canvas) {
	r.canvas = c
	if len(r.found.Questions) > 0 {
		r.Retake()
	} else {
		r.focusApply()
	}
}

func (r *Review) focusApply() { r.canvas.Focus(r.apply) }

// Retake gives the focus back to the rows, after something stood over them.
func (r *Review) Retake() { r.canvas.Focus(r.list) }

// key takes over the keys that the button does not know.
func (r *Review) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		r.Retake()
		r.list.move(r.list.current)
	case fyne.KeyEscape:
		r.Dismiss()
	default:
		return false
	}
	return true
}

// set shows another diagnosis of the same text.
func (r *Review) set(d *doctor.Diagnosis) {
	r.found, r.markers = d, map[int][]doctor.Marker{}
	for _, p := range d.Pairs {
		r.markers[p.Marker.Block] = append(r.markers[p.Marker.Block], p.Marker)
	}
	for _, m := range d.Markers {
		r.markers[m.Block] = append(r.markers[m.Block], m)
	}
	for _, list := range r.markers {
		slices.SortFunc(list, func(a, b doctor.Marker) int { return int(a.From - b.From) })
	}
	r.apply.SetText(lang.N("MakeNotes", len(d.Pairs), map[string]any{"Count": len(d.Pairs)}))
	r.list.fill()
	r.arrange()
}

// answer settles a question by a choice.
func (r *Review) answer(question, choice int) {
	if question < len(r.found.Questions) && choice < len(r.found.Questions[question].Choices) {
		r.solve(func(d *doctor.Diagnosis) *doctor.Diagnosis { return d.Answer(question, choice) }, func() {
			r.list.move(0)
			r.Focus(r.canvas)
		})
	}
}

// change has the author choose another note for the marker of a row. A row
// without one shows its place.
func (r *Review) change(e entry) {
	m, ok := r.marker(e)
	if !ok || r.Choose == nil {
		r.show(e)
		return
	}
	r.Choose(m, r.found.Alternatives(m), func(n *doctor.Note) {
		r.solve(func(d *doctor.Diagnosis) *doctor.Diagnosis { return d.Assign(m, n) }, func() { r.find(m) })
	})
}

// find makes the row of a marker current, wherever it stands now.
func (r *Review) find(m doctor.Marker) {
	for i, e := range r.list.entries {
		if at, ok := r.marker(e); ok && at == m {
			r.list.move(i)
			return
		}
	}
}

// solve works in what the author said, and shows what follows from it.
func (r *Review) solve(work func(*doctor.Diagnosis) *doctor.Diagnosis, then func()) {
	if r.busy {
		return
	}
	r.busy = true
	was, now := r.found, r.found
	run := r.Solve
	if run == nil {
		run = func(work, then func()) { work(); then() }
	}
	run(func() { now = work(was) }, func() {
		r.busy = false
		r.set(now)
		then()
	})
}

// show shows the place of a row in the text.
func (r *Review) show(e entry) {
	if p, ok := r.placeOf(e); ok && r.Go != nil {
		r.Go(p.block, p.from, p.to)
	}
}
