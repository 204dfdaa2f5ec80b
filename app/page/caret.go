package page

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// caret blinks while its text has the focus, and rests when nobody has typed
// for a while, so that an idle window paints nothing.
type caret struct {
	on   bool
	last time.Time
	quit chan struct{}
	draw func()
}

const (
	blinkEvery = 530 * time.Millisecond
	blinkFor   = 10 * time.Second
)

// wake shows the caret and lets it blink anew.
func (c *caret) wake() {
	c.on, c.last = true, time.Now()
	if c.quit != nil || c.draw == nil {
		return
	}
	if _, screen := fyne.CurrentApp().Driver().(desktop.Driver); !screen {
		return // nobody sees it, and a driver for tests keeps no goroutines apart
	}
	quit := make(chan struct{})
	c.quit = quit
	go func() {
		tick := time.NewTicker(blinkEvery)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				fyne.Do(func() { c.blink(quit) })
			}
		}
	}()
}

func (c *caret) blink(quit chan struct{}) {
	switch {
	case c.quit != quit: // a tick that came late
	case time.Since(c.last) > blinkFor:
		c.on = true
		c.draw()
		c.rest()
	case time.Since(c.last) >= blinkEvery:
		c.on = !c.on
		c.draw()
	}
}

// rest stops the blinking.
func (c *caret) rest() {
	if c.quit != nil {
		close(c.quit)
		c.quit = nil
	}
}

// FocusGained shows the caret.
func (t *Text) FocusGained() {
	t.focused = true
	t.caret.draw = func() {
		if t.view.caret != nil && t.focused {
			t.view.caret.Hidden = !t.caret.on
			canvas.Refresh(t.view.caret)
		}
	}
	t.caret.wake()
	t.session.Select(t.sel)
	if t.OnFocus != nil {
		t.OnFocus()
	}
	t.selected()
	t.redraw()
}

// FocusLost hides the caret; the selection stays.
func (t *Text) FocusLost() {
	t.focused, t.shift, t.typing = false, false, false
	t.caret.rest()
	t.redraw()
	if t.OnBlur != nil {
		t.OnBlur()
	}
}

// Select moves the caret or selection and scrolls to it.
func (t *Text) Select(sel editor.Selection) {
	sel.In = t.in
	sel.Anchor, sel.Head = t.doc.Clamp(sel.Anchor), t.doc.Clamp(sel.Head)
	t.sel, t.typing = sel, false
	if t.focused {
		t.session.Select(sel)
	}
	t.caret.wake()
	if !t.focused {
		t.caret.rest()
	}
	t.reveal()
	t.selected()
	t.redraw()
}

func (t *Text) selected() {
	if t.OnSelect != nil {
		t.OnSelect()
	}
}

// moveTo moves the caret; with extend the selection's other end stays.
func (t *Text) moveTo(p doc.Pos, extend bool) {
	t.aimed = false
	sel := editor.Selection{In: t.in, Anchor: t.sel.Anchor, Head: t.doc.Clamp(p)}
	if !extend {
		sel.Anchor = sel.Head
	}
	t.Select(sel)
}

// place is where a position stands: its block and line.
func (t *Text) place(p doc.Pos) (block, n int, l *layout, off int) {
	block, o := t.doc.Find(p)
	l, _ = t.ensure(block)
	n = l.lineOf(int(o))
	for l.lines[n].rough {
		t.fine(block, n)
		n = l.lineOf(int(o))
	}
	return block, n, l, int(o)
}

// caretY is the top of the caret's line, in the coordinates of the flow, and
// the line's height.
func (t *Text) caretY(p doc.Pos) (y float64, h float32) {
	block, n, l, _ := t.place(p)
	first, _ := t.row(block)
	return t.flow.Top(first) + float64(t.gap(first)) + float64(l.lineTop(n)), l.set.line
}

// reveal scrolls so that the caret can be seen.
func (t *Text) reveal() {
	if t.column == 0 {
		return
	}
	if t.OnReveal != nil {
		y, h := t.caretY(t.sel.Head)
		t.OnReveal(t.inset.top+float32(y), h)
	}
	if _, scrolls := t.self.(fyne.Scrollable); !scrolls {
		return
	}
	if t.clicks.pressed {
		return // what the mouse is on can be seen, and stays under it
	}
	height := t.Size().Height
	for range 3 { // laying out what comes into view may move the caret's line
		y, h := t.caretY(t.sel.Head)
		y += float64(t.inset.top)
		margin := float64(min(h, height/4))
		before := t.offset
		switch {
		case t.steady():
			t.offset = y + float64(round(h/2)) - float64(round(height*typewriterAt))
		case y-margin < t.offset:
			t.offset = y - margin
		case y+float64(h)+margin > t.offset+float64(height):
			t.offset = y + float64(h) + margin - float64(height)
		}
		t.settle(height)
		if t.offset == before {
			return
		}
	}
}

// lines moves the caret n lines down, or up.
func (t *Text) lines(n int, extend bool) {
	block, k, l, off := t.place(t.sel.Head)
	if !t.aimed {
		t.wantX = l.xOf(k, off)
	}
	for ; n > 0; n-- {
		for k++; k < len(l.lines) && l.within(k); k++ {
		}
		if k < len(l.lines) {
			continue
		}
		next, ok := t.below(block, t.wantX)
		if !ok {
			t.aimMove(t.doc.Len(), extend)
			return
		}
		block, k = next, 0
		l, _ = t.ensure(block)
	}
	for ; n < 0; n++ {
		for k--; k > 0 && l.within(k); k-- {
		}
		if k >= 0 {
			continue
		}
		next, ok := t.above(block, t.wantX)
		if !ok {
			t.aimMove(0, extend)
			return
		}
		block = next
		l, _ = t.ensure(block)
		k = len(l.lines) - 1
	}
	l = t.fine(block, k)
	t.aimMove(t.doc.Start(block)+doc.Pos(l.offsetAt(min(k, len(l.lines)-1), t.wantX)), extend)
}

// aimMove moves the caret and remembers at which x lines up and down aim.
func (t *Text) aimMove(p doc.Pos, extend bool) {
	want := t.wantX
	t.moveTo(p, extend)
	t.wantX, t.aimed = want, true
}

// pageLines is how many lines of running text a page key moves.
func (t *Text) pageLines() int {
	return max(1, int(t.Size().Height/(t.setting.Size*t.setting.Leading))-2)
}

func (t *Text) lineStart() doc.Pos {
	block, n, l, _ := t.place(t.sel.Head)
	return t.doc.Start(block) + doc.Pos(l.lines[n].start)
}

func (t *Text) lineEnd() doc.Pos {
	block, n, l, _ := t.place(t.sel.Head)
	return t.doc.Start(block) + doc.Pos(l.lineEnd(n))
}

// PlaceBelow is the point of the canvas just below a position.
func (t *Text) PlaceBelow(p doc.Pos) fyne.Position {
	_, n, l, off := t.place(p)
	y, h := t.caretY(p)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.self)
	return at.AddXY(t.left+l.xOf(n, off), t.inset.top+float32(y-t.offset)+h)
}

// posAt is the position nearest to a point of the widget.
func (t *Text) posAt(pt fyne.Position) doc.Pos {
	y := max(0, float64(pt.Y-t.inset.top)+t.offset)
	block, top := t.blockAt(y, pt.X-t.left)
	l, _ := t.ensure(block)
	n := int((float32(y-top) - t.gap(block) - l.lineTop(0)) / l.set.line)
	n = max(0, min(n, len(l.lines)-1))
	l = t.fine(block, n)
	n = min(n, len(l.lines)-1)
	return t.doc.Start(block) + doc.Pos(l.offsetAt(n, pt.X-t.left))
}

// blockAt is the block at a place of the flow, and where its row begins.
func (t *Text) blockAt(y float64, x float32) (block int, top float64) {
	block, top = t.flow.At(y)
	first, n := t.row(block)
	if n == 1 {
		return block, top
	}
	return t.beside(block, x), t.flow.Top(first)
}

// boxAt is the task whose box is under a point of the widget.
func (t *Text) boxAt(pt fyne.Position) (block int, ok bool) {
	y := float64(pt.Y-t.inset.top) + t.offset
	if y < 0 || y > t.flow.Total() {
		return 0, false
	}
	block, top := t.flow.At(y)
	l, _ := t.ensure(block)
	x, dy := pt.X-t.left, float32(y-top)-t.gap(block)
	return block, l.block.Kind == doc.Task && dy >= 0 && dy < l.set.line && x < l.set.indent && x > l.set.indent-round(t.setting.Size*listStep)
}

// markerAt is the marker under a point of the widget, and its position.
func (t *Text) markerAt(pt fyne.Position) (*doc.Atom, doc.Pos) {
	y := float64(pt.Y-t.inset.top) + t.offset
	if y < 0 || y > t.flow.Total() {
		return nil, 0
	}
	block, top := t.blockAt(y, pt.X-t.left)
	l, _ := t.ensure(block)
	dy := float32(y-top) - t.gap(block) - l.lineTop(0)
	n := int(dy / l.set.line)
	if dy < 0 || n >= len(l.lines) {
		return nil, 0
	}
	x := pt.X - t.left
	for _, r := range l.lines[n].runs {
		if r.atom != nil && x >= r.x-1 && x < r.x+r.w+1 {
			at := l.lines[n].start + r.start
			if r.tail() {
				at--
			}
			return r.atom, t.doc.Start(block) + doc.Pos(at)
		}
	}
	return nil, 0
}
