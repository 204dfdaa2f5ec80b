package page

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// view is what a text is drawn with: objects that are used again for whatever
// stands in view.
type view struct {
	made    bool
	objects []fyne.CanvasObject
	rects   []*canvas.Rectangle
	texts   []*canvas.Text
	images  []*canvas.Image
	nr, nt  int
	ni      int
	waves   waves
	lines   []fyne.CanvasObject // the waves in view
	caret   *canvas.Rectangle
	bar     *canvas.Rectangle
	spot    [2]doc.Pos // what stands in full ink
	colors  colors
}

type colors struct {
	ink, quiet, accent, line, lit, selection, side, page color.Color
	misspelled, hit, currentHit, comment                 color.Color
}

func (t *Text) themeColors() colors {
	th, v := t.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	of := func(n fyne.ThemeColorName) color.Color { return th.Color(n, v) }
	return colors{
		of(theme.ColorNameInk), of(theme.ColorNameQuiet), of(theme.ColorNameAccent), of(theme.ColorNameLine),
		of(theme.ColorNameLit), of(theme.ColorNameSelection), of(theme.ColorNameSide),
		of(theme.ColorNamePage), of(theme.ColorNameMisspelled), of(theme.ColorNameHit), of(theme.ColorNameCurrentHit),
		of(theme.ColorNameComment),
	}
}

// CreateRenderer makes the renderer that hands out what update has pointed at
// the lines in view.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	v := &t.view
	v.caret, v.bar = canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	v.bar.CornerRadius = 2
	v.made = true
	v.colors = t.themeColors()
	t.update()
	return &renderer{t}
}

type renderer struct{ t *Text }

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(fyne.Size)             {}
func (r *renderer) MinSize() fyne.Size           { return r.t.MinSize() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.t.view.objects }

// Refresh is called when the theme has changed, among others.
func (r *renderer) Refresh() {
	r.t.view.colors = r.t.themeColors()
	r.t.update()
	canvas.Refresh(r.t.self)
}

// redraw points the objects at what is in view and has the window painted.
func (t *Text) redraw() {
	if t.view.made {
		t.update()
		canvas.Refresh(t.self)
	}
}

// update lays out what is in view and points the pooled objects at it.
func (t *Text) update() {
	v := &t.view
	if !v.made || t.column == 0 || t.Size().Height == 0 {
		return
	}
	v.nr, v.nt, v.ni, v.lines = 0, 0, 0, v.lines[:0]
	v.waves.restart(v.colors.misspelled)
	v.caret.Hidden = true
	v.spot[0], v.spot[1] = t.spotlight()
	height := t.Size().Height
	first := t.settle(height)
	y := t.inset.top + float32(t.flow.Top(first)-t.offset)
	for i := first; i < t.doc.Blocks() && y < height; {
		_, n := t.row(i)
		t.ensureRow(i, n)
		for k := i; k < i+n; k++ {
			t.drawBlock(k, t.layouts[t.doc.Block(k)], y+t.gap(i), height)
		}
		y += t.flow.Height(i)
		i += n
	}
	t.drawBar(height)
	v.objects = v.objects[:0]
	for _, r := range v.rects[:v.nr] {
		v.objects = append(v.objects, r)
	}
	v.objects = append(v.objects, v.lines...)
	for _, x := range v.texts[:v.nt] {
		v.objects = append(v.objects, x)
	}
	for _, x := range v.images[:v.ni] {
		v.objects = append(v.objects, x)
	}
	v.objects = append(v.objects, v.caret, v.bar)
	if t.OnView != nil {
		t.OnView()
	}
}

// settle lays out the blocks in view and returns the first of them. Where the
// height of one that begins above the view was estimated wrong, the text below
// stays where it is.
func (t *Text) settle(height float32) (first int) {
	for range 8 {
		t.offset = max(0, min(t.offset, t.maxOffset(height)))
		var top float64
		first, top = t.flow.At(max(0, t.offset-float64(t.inset.top)))
		if start, _ := t.row(first); start != first {
			first, top = start, t.flow.Top(start)
		}
		moved := false
		y := top
		for i, n := first, 0; i < t.doc.Blocks() && y < t.offset+float64(height); i += n {
			_, n = t.row(i)
			grown := t.ensureRow(i, n)
			if grown != 0 && y < t.offset-float64(t.inset.top) {
				t.offset += float64(grown)
				moved = true
			}
			t.fineView(i, y, height)
			y += float64(t.flow.Height(i))
		}
		if !moved && t.offset <= t.maxOffset(height) {
			break
		}
	}
	return first
}

// maxOffset is how far the text can be scrolled: until its last line is well
// inside the view.
func (t *Text) maxOffset(height float32) float64 {
	return max(0, t.flow.Total()+float64(t.inset.top+t.inset.bottom-height))
}

func (t *Text) drawBlock(i int, l *layout, y, height float32) {
	start := t.doc.Start(i)
	t.drawOrnament(i, l, y)
	if l.block.Len() == 0 {
		t.drawHint(l, y)
	}
	about := t.commentsIn(l.block, start)
	for n := max(0, int(-(y+l.lineTop(0))/l.set.line)-1); n < len(l.lines); n++ {
		ly := y + l.lineTop(n)
		if ly+l.set.line < 0 {
			continue
		}
		if ly > height {
			break
		}
		base := t.baseline(l, ly)
		t.drawHits(l, n, ly)
		t.drawComments(about, l, n, start, ly, base)
		t.drawSelection(l, n, start, ly)
		t.drawRuns(l, n, start, ly, base)
		t.drawSquiggles(l, n, start, base)
	}
	t.drawDrop(l, start, y)
	if off := int(t.sel.Head - start); t.focused && off >= 0 && off <= int(l.block.Len()) {
		n := l.lineOf(off)
		c := t.view.caret
		c.FillColor = t.view.colors.accent
		h := round(l.set.face.size * 1.25)
		c.Move(fyne.NewPos(t.left+l.xOf(n, off)-1, round(y+l.lineTop(n)+(l.set.line-h)/2)))
		c.Resize(fyne.NewSize(2, h))
		c.Hidden = !t.caret.on
	}
}

// baseline is where the letters of a line stand.
func (t *Text) baseline(l *layout, y float32) float32 {
	m := t.setting.metrics(l.set.face)
	return round(y + (l.set.line-m.height)/2 + m.base)
}

func (t *Text) drawRun(r *run, l *layout, y, base float32) {
	text := strings.TrimRight(r.text, " \t")
	if text == "" {
		return
	}
	m := t.setting.metrics(r.face)
	ink := t.view.colors.ink
	left := r.x
	if r.level%2 == 1 { // the blanks that end it stand on its left
		left += r.w - t.setting.width(text, r.face)
	}
	x := round(t.left + left) // on whole pixels letters are sharp, and equal ones look alike
	switch {
	case r.atom != nil && r.atom.Kind == doc.Bibliography:
	case r.atom != nil && shownInline(*r.atom):
		t.rect(t.view.colors.line, x, base+3, r.w, 1)
	case r.atom != nil:
		ink = t.view.colors.accent
		if r.atom.Kind == doc.Marker && essay.NoteID(r.atom.ID) == t.active {
			t.drawLit(x, r.w-markerSpace, base-r.rise-m.base, m)
		}
	case r.link != "":
		ink = t.view.colors.accent
	case l.block.Kind == doc.Verbatim:
		ink = t.view.colors.quiet
	}
	if l.block.Info.Done {
		ink = t.view.colors.quiet
	}
	if r.style&doc.Lit != 0 {
		t.rect(t.view.colors.lit, x, y+round(l.set.line*0.12), r.w, round(l.set.line*0.76))
	}
	t.text(r.face.drawn(text), r.face, ink, x, base-r.rise-m.base)
	w := t.setting.width(text, r.face)
	if r.link != "" && r.atom == nil || r.style&doc.Underline != 0 {
		t.rect(ink, x, base+2, w, 1)
	}
	if r.style&doc.Strike != 0 {
		t.rect(ink, x, base-round(r.face.size*0.28), w, 1)
	}
}

// drawLit lights a marker.
func (t *Text) drawLit(x, w, y float32, m lineMetrics) {
	r := t.rect(t.view.colors.lit, round(x)-2, y+1, round(w)+5, m.height-2)
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = t.view.colors.accent, 1, 3
}

// drawHint says quietly what an empty text is for.
func (t *Text) drawHint(l *layout, y float32) {
	hint := t.TextHint
	if l.block.Kind == doc.Heading {
		hint = t.TitleHint
	}
	if hint == "" || t.doc.Blocks() > 2 || l.block.Kind == doc.Paragraph && t.doc.Blocks() == 2 && t.doc.Len() > 1 && t.doc.Block(0).Kind != doc.Heading {
		return
	}
	t.text(hint, l.set.face, t.view.colors.quiet, t.left+l.set.indent, t.baseline(l, y)-t.setting.metrics(l.set.face).base)
}

func (t *Text) drawSelection(l *layout, n int, start doc.Pos, y float32) {
	from, to := t.sel.Range()
	ln := l.lines[n]
	lo, hi := start+doc.Pos(ln.start), start+doc.Pos(ln.end)
	if tails := ln.tails(); tails > 0 && from < lo && to == lo {
		t.rect(t.view.colors.selection, t.left+l.set.indent, y, tails-l.set.indent, l.set.line)
	}
	if from == to || to <= lo || from > hi || from == hi && n < len(l.lines)-1 {
		return
	}
	if l.levels != nil {
		t.drawPlacedSelection(l, ln, int(from-start), int(to-start), y)
		return
	}
	x1, x2 := l.set.indent, l.set.indent
	if k := len(ln.runs); k > 0 {
		x2 = ln.runs[k-1].x + ln.runs[k-1].w
	}
	if from > lo || from == lo && ln.tails() > 0 {
		x1 = l.xOf(n, int(from-start))
	}
	switch {
	case to < hi:
		x2 = l.xOf(n, int(to-start))
	case to > hi: // the break is selected with the line
		x2 += round(t.setting.Size * 0.3)
	}
	t.rect(t.view.colors.selection, t.left+x1, y, x2-x1, l.set.line)
}

// drawPlacedSelection draws the selected part of each run of a line whose runs
// were placed by their direction; from and to are offsets of the block.
func (t *Text) drawPlacedSelection(l *layout, ln line, from, to int, y float32) {
	for _, r := range ln.runs {
		lo, hi := max(from-ln.start, r.start), min(to-ln.start, r.end)
		if lo < hi {
			a, b := r.edge(l.advance(ln, r, lo)), r.edge(l.advance(ln, r, hi))
			t.rect(t.view.colors.selection, t.left+min(a, b), y, max(a, b)-min(a, b), l.set.line)
		}
	}
}

// drawOrnament draws what stands beside a block's text: the bar of a quote, an
// item's bullet or number, a rule.
func (t *Text) drawOrnament(i int, l *layout, y float32) {
	c := &t.view.colors
	switch b := l.block; b.Kind {
	case doc.Quote:
		for k := range b.Level {
			top := y
			if i > 0 && t.doc.Block(i-1).Kind == doc.Quote && t.doc.Block(i-1).Level > k {
				top -= t.gap(i)
			}
			t.rect(c.line, t.left+round(t.setting.Size*quoteStep*float32(k)), top, 2, y+l.height()-top)
		}
	case doc.Bullet, doc.Numbered:
		mark := "•"
		if b.Kind == doc.Numbered {
			mark = strconv.Itoa(t.doc.ItemNumber(i)) + "."
		}
		f := t.setting.face()
		w := t.setting.width(mark, f)
		t.text(mark, f, c.quiet, t.left+l.set.indent-w-round(t.setting.Size*0.45), t.baseline(l, y)-t.setting.metrics(f).base)
	case doc.Task:
		side := round(t.setting.Size * 0.62)
		x, top := t.left+l.set.indent-side-round(t.setting.Size*0.45), round(t.baseline(l, y)-side)
		box := t.rect(c.page, x, top, side, side)
		box.StrokeColor, box.StrokeWidth, box.CornerRadius = c.quiet, 1, 2
		if b.Info.Done {
			t.rect(c.accent, x+3, top+3, side-6, side-6)
		}
	case doc.Image:
		t.drawPicture(l, y)
	case doc.Cell:
		t.drawTable(i, l, y)
	case doc.Rule:
		w := round(t.column * 0.3)
		t.rect(c.line, t.left+round((t.column-w)/2), y+round(l.set.line/2), w, 1)
	case doc.Code, doc.Verbatim:
		pad := round(t.setting.Size * 0.25)
		t.rect(c.side, t.left, y-pad, t.column, l.height()+2*pad).CornerRadius = 4
	}
}

// drawBar draws the scroll bar where there is something to scroll.
func (t *Text) drawBar(height float32) {
	bar := t.view.bar
	y, h := t.barAt(height)
	bar.Hidden = h == 0
	if !bar.Hidden {
		th := t.Theme()
		bar.FillColor = th.Color(fynetheme.ColorNameScrollBar, fyne.CurrentApp().Settings().ThemeVariant())
		bar.Move(fyne.NewPos(t.Size().Width-7, y))
		bar.Resize(fyne.NewSize(4, h))
	}
}

// barAt is where the scroll bar stands and how long it is; 0 if there is none.
func (t *Text) barAt(height float32) (y, h float32) {
	most := t.maxOffset(height)
	if _, scrolls := t.self.(fyne.Scrollable); !scrolls || most <= 0 {
		return 0, 0
	}
	h = max(28, height*height/float32(most+float64(height)))
	return float32(t.offset/most) * (height - h), h
}

// rect takes a rectangle from the pool.
func (t *Text) rect(fill color.Color, x, y, w, h float32) *canvas.Rectangle {
	v := &t.view
	if v.nr == len(v.rects) {
		v.rects = append(v.rects, canvas.NewRectangle(fill))
	}
	r := v.rects[v.nr]
	v.nr++
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = fill, nil, 0, 0
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(w, h))
	return r
}

// text takes a text object from the pool.
func (t *Text) text(s string, f face, ink color.Color, x, y float32) {
	v := &t.view
	if v.nt == len(v.texts) {
		v.texts = append(v.texts, canvas.NewText("", ink))
	}
	o := v.texts[v.nt]
	v.nt++
	o.Text, o.TextSize, o.TextStyle, o.FontSource, o.Color = s, f.size, f.textStyle(), f.source(), ink
	o.Move(fyne.NewPos(x, y))
	// The widest a text can be without being measured: Fyne draws it from its
	// left edge, and a size that never changes costs nothing.
	o.Resize(fyne.NewSize(t.column+40, t.setting.metrics(f).height))
}
