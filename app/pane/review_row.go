package pane

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// columns are where the review's columns stand, in pixels.
type columns struct {
	left, right            float32 // of all
	text, why, number      float32 // where each begins
	textW, whyW, noteW     float32
	note, action, gap, pad float32
}

const (
	reviewMargin = 40
	reviewWidest = 1180
	actionWidth  = 62
	numberWidth  = 34
	rowAir       = 13 // above and below what a row says
)

func newColumns(width float32) columns {
	content := min(width-2*reviewMargin, reviewWidest)
	c := columns{left: float32(int((width - content) / 2)), gap: 30, pad: 16}
	c.right = c.left + content
	room := content - 2*c.gap - numberWidth - actionWidth
	c.textW, c.whyW = float32(int(room*0.42)), float32(int(room*0.24))
	c.noteW = room - c.textW - c.whyW
	c.text = c.left
	c.why = c.text + c.textW + c.gap
	c.number = c.why + c.whyW + c.gap
	c.note = c.number + numberWidth
	c.action = c.note + c.noteW + 4
	return c
}

// reviewRow is the widget of a row in view.
type reviewRow struct {
	widget.BaseWidget
	list    *reviewList
	at      int // which row
	entry   entry
	hovered bool

	cards   []card // of a question
	swap    *Link
	high    float32
	content []fyne.CanvasObject
}

var (
	_ fyne.Tappable      = (*reviewRow)(nil)
	_ desktop.Hoverable  = (*reviewRow)(nil)
	_ desktop.Cursorable = (*reviewRow)(nil)
	_ fyne.Accessible    = (*reviewRow)(nil)
)

func newReviewRow(l *reviewList, at int) *reviewRow {
	r := &reviewRow{list: l, at: at, entry: l.entries[at]}
	r.swap = NewLink("", func() { l.review.change(r.entry) })
	r.ExtendBaseWidget(r)
	r.build()
	return r
}

// build sets what the row says, at the list's width.
func (r *reviewRow) build() {
	c := newColumns(r.list.Size().Width)
	ink := func(n fyne.ThemeColorName) color.Color {
		return r.list.Theme().Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	r.content = r.content[:0]
	switch d := r.list.review.found; r.entry.kind {
	case questionRow:
		r.question(d.Questions[r.entry.index], c, ink)
	case headingRow:
		p := plainFace.set(c.right-c.left, 1, piece{text: r.entry.title, ink: theme.ColorNameInk, strong: true})
		r.high = p.height() + 38
		r.put(p, c.left, 26, ink)
	case pairRow:
		p := d.Pairs[r.entry.index]
		r.back(c, p.Certain, ink)
		number := fmt.Sprint(p.Number)
		if !p.Certain {
			number += "?"
		}
		r.columns(c, r.list.review.sentence(p.Marker), reasons(p), number, p.Note.Text, ink)
		r.offer(lang.L("Swap…"), !p.Certain, c)
	case markerRow:
		m := d.Markers[r.entry.index]
		r.back(c, true, ink)
		r.columns(c, r.list.review.sentence(m), quietly(lang.L("No note was found for it")), "", "", ink)
		r.offer(lang.L("Choose…"), true, c)
	case noteRowLeft:
		n := d.Notes[r.entry.index]
		r.back(c, true, ink)
		r.columns(c, nil, quietly(lang.L("No marker was found for it")), "["+n.Label+"]", n.Text, ink)
	case droppedRow:
		x := d.Dropped[r.entry.index]
		r.back(c, true, ink)
		words := piece{text: r.list.review.firstWords(x.FromBlock, x.ToBlock), ink: theme.ColorNameQuiet}
		r.columns(c, []piece{words}, quietly(capital(x.Why)), "", "", ink)
	}
}

func quietly(s string) []piece { return []piece{{text: s, ink: theme.ColorNameQuiet}} }

func (r *reviewRow) put(p prose, x, y float32, ink func(fyne.ThemeColorName) color.Color) {
	r.content = append(r.content, p.draw(x, y, ink)...)
}

func (r *reviewRow) rect(fill, stroke color.Color, x, y, w, h, corner float32) {
	b := canvas.NewRectangle(fill)
	b.StrokeColor, b.CornerRadius = stroke, corner
	if stroke != nil {
		b.StrokeWidth = 1
	}
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
	r.content = append(r.content, b)
}

// Indexes of the objects that stand behind what a row says.
const (
	backCard = iota
	backBar
)

// back puts the hairline over a row, its card while it is current, and the bar
// of one that is not certain behind what the row says. Their heights are known
// only later.
func (r *reviewRow) back(c columns, certain bool, ink func(fyne.ThemeColorName) color.Color) {
	fill, stroke := color.Color(color.Transparent), color.Color(nil)
	switch {
	case r.list.current == r.at && r.list.focused:
		fill, stroke = ink(theme.ColorNameCard), ink(theme.ColorNameAccent)
	case r.hovered:
		fill = ink(theme.ColorNameSide)
	}
	r.rect(fill, stroke, c.left-c.pad, 3, c.right-c.left+2*c.pad, 0, 7)
	bar := color.Color(color.Transparent)
	if !certain {
		bar = ink(theme.ColorNameAccent)
	}
	r.rect(bar, nil, c.left-10, rowAir+2, 2, 0, 1)
	if r.at == 0 || r.list.entries[r.at-1].kind != questionRow {
		r.rect(ink(theme.ColorNameLine), nil, c.left, 0, c.right-c.left, 1, 0)
	}
}

// columns sets the three columns of a row. The small type in the middle stands
// on the first line of the text.
func (r *reviewRow) columns(c columns, text, why []piece, number, note string, ink func(fyne.ThemeColorName) color.Color) {
	most := readingFace.line
	if len(text) > 0 {
		left := readingFace.set(c.textW, 9, text...)
		r.put(left, c.text, rowAir, ink)
		most = max(most, left.height())
	}
	y := float32(3)
	for _, reason := range why {
		p := smallFace.set(c.whyW, 6, reason)
		r.put(p, c.why, rowAir+y, ink)
		most = max(most, y+p.height())
		y += p.height() + 4
	}
	if note != "" {
		right := readingFace.set(c.noteW, 9, piece{text: essay.Excerpt(note, 600), ink: theme.ColorNameInk})
		r.put(right, c.note, rowAir, ink)
		most = max(most, right.height())
	}
	if number != "" {
		label := typeface{false, 13, readingFace.line}.set(numberWidth*2, 1, piece{text: number, ink: theme.ColorNameAccent, strong: true})
		w := float32(0)
		for _, run := range label.runs {
			w += run.w
		}
		r.put(label, c.note-10-w, rowAir, ink)
	}
	r.high = most + 2*rowAir
	r.content[backCard].Resize(fyne.NewSize(r.content[backCard].Size().Width, r.high-5))
	r.content[backBar].Resize(fyne.NewSize(2, most-2))
}

// offer puts the link that changes a row at its end: always, or while the row
// is looked at.
func (r *reviewRow) offer(title string, always bool, c columns) {
	if !always && !r.hovered && (r.list.current != r.at || !r.list.focused) {
		return
	}
	r.swap.Set(title, always)
	size := r.swap.MinSize()
	r.swap.Move(fyne.NewPos(c.right-size.Width+6, rowAir-2))
	r.swap.Resize(size)
	r.content = append(r.content, r.swap)
}

// rebuild sets the row anew, after something about it has changed.
func (r *reviewRow) rebuild() {
	r.build()
	canvas.Refresh(r)
}

// MinSize is the row's height.
func (r *reviewRow) MinSize() fyne.Size { return fyne.NewSize(0, r.high) }

// Tapped chooses the card that was clicked, or shows the row's place in the
// text.
func (r *reviewRow) Tapped(e *fyne.PointEvent) {
	r.list.review.Retake()
	if r.entry.kind == questionRow {
		for _, c := range r.cards {
			if c.holds(e.Position) {
				r.list.review.answer(r.entry.index, c.choice)
				return
			}
		}
	}
	r.list.move(r.at)
	r.list.review.show(r.entry)
}

// MouseIn lights the row.
func (r *reviewRow) MouseIn(*desktop.MouseEvent) { r.hover(true) }

// MouseMoved makes the card under the mouse the chosen one.
func (r *reviewRow) MouseMoved(e *desktop.MouseEvent) {
	for _, c := range r.cards {
		if c.holds(e.Position) && r.list.card != c.choice {
			r.list.card = c.choice
			r.rebuild()
		}
	}
}

// MouseOut dims it.
func (r *reviewRow) MouseOut() { r.hover(false) }

func (r *reviewRow) hover(on bool) {
	if r.hovered != on {
		r.hovered = on
		r.rebuild()
	}
}

// Cursor says that a click does something.
func (r *reviewRow) Cursor() desktop.Cursor {
	if r.entry.kind == headingRow {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel is what the row says.
func (r *reviewRow) AccessibilityLabel() string {
	d := r.list.review.found
	switch i := r.entry.index; r.entry.kind {
	case questionRow:
		return d.Questions[i].Ask
	case pairRow:
		return fmt.Sprintf("%d: %s", d.Pairs[i].Number, d.Pairs[i].Note.Text)
	case markerRow:
		return "[" + d.Markers[i].Label + "]"
	case noteRowLeft:
		return d.Notes[i].Text
	case droppedRow:
		return d.Dropped[i].Why
	}
	return r.entry.title
}

// AccessibilityRole says that a row does something.
func (r *reviewRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws what build has set.
func (r *reviewRow) CreateRenderer() fyne.WidgetRenderer { return &reviewRowRenderer{r} }

type reviewRowRenderer struct{ r *reviewRow }

func (r *reviewRowRenderer) Destroy()                     {}
func (r *reviewRowRenderer) Layout(fyne.Size)             {}
func (r *reviewRowRenderer) MinSize() fyne.Size           { return r.r.MinSize() }
func (r *reviewRowRenderer) Objects() []fyne.CanvasObject { return r.r.content }
func (r *reviewRowRenderer) Refresh()                     { r.r.rebuild() }

// card is a choice of a question as it stands in its row.
type card struct {
	choice     int
	x, y, w, h float32
}

func (c card) holds(p fyne.Position) bool {
	return p.X >= c.x && p.X < c.x+c.w && p.Y >= c.y && p.Y < c.y+c.h
}

// How the cards of a question stand.
const (
	cardMin = 190 // the least width
	cardGap = 12
	cardPad = 12
	cardTop = 24 // above the text, with the key that chooses the card
)

// question sets a question: what is asked, below it the sentence, and beside
// the sentence a card for each choice.
func (r *reviewRow) question(q doctor.Question, c columns, ink func(fyne.ThemeColorName) color.Color) {
	ask := plainFace.set(c.right-c.left, 3, piece{text: q.Ask, ink: theme.ColorNameInk, strong: true})
	top := 18 + ask.height() + 14
	left, bottom := c.left, top
	r.content = append(r.content, &canvas.Rectangle{})
	r.put(ask, c.left, 18, ink)
	if q.Marker != nil {
		width := (c.right-c.left)*0.36 - c.gap
		text := readingFace.set(width, 12, r.list.review.sentence(*q.Marker)...)
		r.put(text, c.left, top+cardPad-2, ink)
		left, bottom = c.left+width+c.gap, top+cardPad+text.height()
	}
	room := c.right - left
	across := max(1, min(len(q.Choices), int((room+cardGap)/(cardMin+cardGap))))
	if n := len(q.Choices); n == across+1 && n > 3 {
		across = (n + 1) / 2 // two even lines rather than one card alone
	}
	w := min(float32(int((room-float32(across-1)*cardGap)/float32(across))), 320)
	r.cards = r.cards[:0]
	y := top
	for from := 0; from < len(q.Choices); from += across {
		line := q.Choices[from:min(from+across, len(q.Choices))]
		texts, high := make([]prose, len(line)), float32(0)
		for k := range line {
			texts[k] = cardText(q, from+k, w-2*cardPad)
			high = max(high, texts[k].height())
		}
		for k := range line {
			at := card{from + k, left + float32(k)*(w+cardGap), y, w, high + cardTop + cardPad + 6}
			r.cards = append(r.cards, at)
			r.drawCard(at, texts[k], ink)
		}
		y += high + cardTop + cardPad + 6 + cardGap
	}
	r.high = max(bottom, y-cardGap) + 26
	back := r.content[0].(*canvas.Rectangle)
	back.FillColor, back.CornerRadius = ink(theme.ColorNameLit), 9
	back.Move(fyne.NewPos(c.left-c.pad, 2))
	back.Resize(fyne.NewSize(c.right-c.left+2*c.pad, r.high-12))
}

// cardText is what stands on the card of a choice: the first of its notes, and
// how many follow it; or what the choice says.
func cardText(q doctor.Question, k int, width float32) prose {
	if k >= len(q.Notes) || len(q.Notes[k]) == 0 {
		return cardFace.set(width, 6, piece{text: q.Choices[k], ink: theme.ColorNameQuiet, italic: true})
	}
	notes := q.Notes[k]
	pieces := []piece{
		{text: "[" + notes[0].Label + "] ", ink: theme.ColorNameAccent, strong: true},
		{text: essay.Excerpt(notes[0].Text, 170), ink: theme.ColorNameInk},
	}
	if n := len(notes) - 1; n > 0 {
		pieces = append(pieces, piece{text: "\n" + lang.N("AndMoreNotes", n, map[string]any{"Count": n}), ink: theme.ColorNameQuiet, italic: true})
	}
	return cardFace.set(width, 8, pieces...)
}

func (r *reviewRow) drawCard(at card, text prose, ink func(fyne.ThemeColorName) color.Color) {
	stroke, key := ink(theme.ColorNameLine), theme.ColorNameQuiet
	if r.list.card == at.choice && r.list.current == r.at {
		stroke, key = ink(theme.ColorNameAccent), theme.ColorNameAccent
	}
	r.rect(ink(theme.ColorNameCard), stroke, at.x, at.y, at.w, at.h, 7)
	pieces := []piece{{text: fmt.Sprint(at.choice + 1), ink: key, strong: true}}
	if at.choice == 0 {
		pieces = append(pieces, piece{text: "   " + lang.L("the best guess"), ink: theme.ColorNameQuiet})
	}
	r.put(smallFace.set(at.w-2*cardPad, 1, pieces...), at.x+cardPad, at.y+8, ink)
	r.put(text, at.x+cardPad, at.y+cardTop+4, ink)
}
