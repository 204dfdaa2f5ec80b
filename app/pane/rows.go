package pane

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/essay"
)

// CreateRenderer makes the renderer of the rows in view.
func (n *Notes) CreateRenderer() fyne.WidgetRenderer {
	n.card, n.bar = canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	n.line = canvas.NewRectangle(color.Black)
	n.bar.CornerRadius = 2
	n.update()
	return &notesRenderer{n}
}

type notesRenderer struct{ n *Notes }

func (r *notesRenderer) Destroy()                     {}
func (r *notesRenderer) Layout(fyne.Size)             {}
func (r *notesRenderer) MinSize() fyne.Size           { return r.n.MinSize() }
func (r *notesRenderer) Objects() []fyne.CanvasObject { return r.n.objects }
func (r *notesRenderer) Refresh() {
	r.n.update()
	canvas.Refresh(r.n)
}

func (n *Notes) redraw() {
	if n.card != nil {
		n.update()
		canvas.Refresh(n)
	}
}

// update arranges the rows. A row whose height turns out while that is done asks
// for it again, which is put off: what is painted must not be listed twice.
func (n *Notes) update() {
	if n.arranging {
		n.again = true
		return
	}
	n.arranging = true
	for range 8 {
		n.again = false
		if n.arrange(); !n.again {
			break
		}
	}
	n.arranging = false
}

// arrange places the rows in view and lets go of the others, except the one
// that has the focus.
func (n *Notes) arrange() {
	width, height := n.Size().Width, n.Size().Height
	if n.card == nil || width == 0 {
		return
	}
	col := func(name fyne.ThemeColorName) color.Color {
		return n.Theme().Color(name, fyne.CurrentApp().Settings().ThemeVariant())
	}
	n.objects = append(n.objects[:0], n.card)
	n.card.Hidden, n.line.Hidden = true, true
	lit := 0
	shown := map[essay.NoteID]bool{n.session.Selection().In: true}
	if len(n.list) > 0 {
		first := n.settle(height)
		y := float32(n.flow.Top(first) - n.offset)
		for i := first; i < len(n.list) && y < height; i++ {
			r := n.row(i)
			if n.choice.notes[n.list[i]] {
				if lit == len(n.lit) {
					n.lit = append(n.lit, canvas.NewRectangle(color.Black))
				}
				back := n.lit[lit]
				lit++
				back.FillColor, back.CornerRadius = col(theme.ColorNameLit), 7
				back.Move(fyne.NewPos(cardInset, y+2))
				back.Resize(fyne.NewSize(width-2*cardInset, n.flow.Height(i)-4))
				n.objects = append(n.objects, back)
			}
			n.place(i, r, y, col)
			n.placeLine(i, y, col)
			shown[n.list[i]] = true
			y += n.flow.Height(i)
		}
	}
	for id, r := range n.rows {
		if !shown[id] {
			r.text.Close()
			delete(n.rows, id)
		}
	}
	n.bar.Hidden = true
	if most := n.flow.Total() - float64(height); most > 0 {
		h := max(28, height*height/float32(n.flow.Total()))
		n.bar.FillColor = col(fynetheme.ColorNameScrollBar)
		n.bar.Move(fyne.NewPos(width-7, float32(n.offset/most)*(height-h)))
		n.bar.Resize(fyne.NewSize(4, h))
		n.bar.Hidden = false
	}
	n.objects = append(n.objects, n.line, n.bar)
}

// placeLine shows where the note that is dragged would go: over the row, or
// under it when it comes from above.
func (n *Notes) placeLine(i int, y float32, col func(fyne.ThemeColorName) color.Color) {
	if n.drag.id == "" || n.drag.to != i || n.list[i] == n.drag.id {
		return
	}
	if slices.Contains(n.list[:i], n.drag.id) {
		y += n.flow.Height(i)
	}
	n.line.FillColor, n.line.Hidden = col(theme.ColorNameAccent), false
	n.line.Move(fyne.NewPos(cardInset, y-1))
	n.line.Resize(fyne.NewSize(n.Size().Width-2*cardInset, 2))
}

// settle keeps the offset in its range, and still when a row above turns out
// higher than it was estimated.
func (n *Notes) settle(height float32) (first int) {
	for range 8 {
		n.offset = max(0, min(n.offset, n.flow.Total()-float64(height)))
		first, _ = n.flow.At(n.offset)
		known := true
		y := n.flow.Top(first)
		for i := first; i < len(n.list) && y < n.offset+float64(height); i++ {
			if !n.flow.Known(i) {
				before := n.flow.Height(i)
				n.row(i)
				if y < n.offset {
					n.offset += float64(n.flow.Height(i) - before)
				}
				known = false
			}
			y += float64(n.flow.Height(i))
		}
		if known {
			break
		}
	}
	return first
}

func (n *Notes) place(i int, r *noteRow, y float32, col func(fyne.ThemeColorName) color.Color) {
	id := n.list[i]
	width := n.Size().Width
	textH := n.flow.Height(i) - 2*rowPad
	finding := n.findings[id]
	if finding != "" {
		textH -= findingH
	}
	if id == n.active {
		n.card.FillColor, n.card.StrokeColor = col(theme.ColorNameCard), col(theme.ColorNameAccent)
		n.card.StrokeWidth, n.card.CornerRadius = 1, 7
		n.card.Move(fyne.NewPos(cardInset, y+2))
		n.card.Resize(fyne.NewSize(width-2*cardInset, n.flow.Height(i)-4))
		n.card.Hidden = false
	}
	r.number.Text, r.number.Color = n.session.Essay().Label(id), col(theme.ColorNameAccent)
	size := r.number.MinSize()
	r.number.Resize(size)
	// The number stands on the baseline of the note's first line.
	_, base := fyne.CurrentApp().Driver().RenderedTextSize(r.number.Text, r.number.TextSize, r.number.TextStyle, nil)
	r.number.Move(fyne.NewPos(float32(int(numberLeft-size.Width)), float32(int(y+rowPad+n.setting.Baseline()-base+0.5))))
	r.text.Move(fyne.NewPos(textLeft, y+rowPad))
	r.text.Resize(fyne.NewSize(n.textWidth(), textH))
	n.objects = append(n.objects, r.number, r.text)
	if finding != "" {
		r.finding.SetText(finding)
		pad := n.Theme().Size(fynetheme.SizeNameInnerPadding)
		r.finding.Move(fyne.NewPos(textLeft-pad, y+rowPad+textH-4))
		r.finding.Resize(fyne.NewSize(n.textWidth()+2*pad, findingH+8))
		n.objects = append(n.objects, r.finding)
	}
}
