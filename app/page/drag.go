package page

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// drag is what the mouse, held down, does with a text: it extends the selection,
// or takes the selected text elsewhere.
type drag struct {
	held  bool          // the press was on the selection, which may be taken along
	taken bool          // it is on its way
	over  *Text         // the text that it would be dropped in
	where fyne.Position // of the mouse, in the widget's coordinates
	abs   fyne.Position // and on the canvas
	ctrl  bool          // is held down, where the driver does not tell
	by    float32       // how far each tick scrolls
	stop  func()        // ends the ticks
	every func(time.Duration, func()) (stop func())
}

const (
	scrollEvery = 30 * time.Millisecond
	scrollMost  = 60 // pixels a tick
	scrollBand  = 28 // within the edge, where dragged text scrolls
)

// every calls f on Fyne's goroutine until stop is called.
func every(d time.Duration, f func()) (stop func()) {
	quit := make(chan struct{})
	go func() {
		tick := time.NewTicker(d)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				fyne.Do(f)
			}
		}
	}()
	return sync.OnceFunc(func() { close(quit) })
}

// inSelection reports whether selected text is under a point of the widget.
func (t *Text) inSelection(pt fyne.Position) bool {
	from, to := t.sel.Range()
	if from == to || t.column == 0 {
		return false
	}
	p := t.posAt(pt)
	_, n, l, off := t.place(p)
	if l.levels != nil {
		return p >= from && p <= to // to which side of it is not told
	}
	if pt.X-t.left < l.xOf(n, off) {
		p--
	}
	return p >= from && p < to
}

// dragSelection extends the selection to where the mouse is, by characters,
// words or blocks, as the press began it.
func (t *Text) dragSelection() {
	pt := t.drag.where
	if _, scrolls := t.self.(fyne.Scrollable); scrolls {
		pt.Y = max(0, min(pt.Y, t.Size().Height-1))
	}
	p := t.posAt(pt)
	lo, hi := p, p
	switch t.clicks.n {
	case 2:
		lo, hi = t.doc.WordAt(p)
	case 3:
		i, _ := t.doc.Find(p)
		lo, hi = t.doc.Start(i), t.doc.Start(i)+t.doc.Block(i).Len()
	}
	sel := editor.Selection{In: t.in, Anchor: t.clicks.unit[0], Head: hi}
	if lo < t.clicks.unit[0] {
		sel.Anchor, sel.Head = t.clicks.unit[1], lo
	}
	t.aimed = false
	t.Select(sel)
}

// takeAlong shows where the selected text would be dropped.
func (t *Text) takeAlong() {
	t.drag.taken = true
	over, at := t, t.drag.where
	if t.TextAt != nil {
		if over = t.TextAt(t.drag.abs); over != nil {
			at = t.drag.abs.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(over.self))
		}
	}
	if t.drag.over != nil && t.drag.over != over {
		t.drag.over.showDrop(-1)
	}
	t.drag.over = over
	if over == nil {
		return
	}
	p := over.posAt(at)
	if from, to := t.sel.Range(); over == t && p >= from && p <= to {
		p = -1 // there it stands already
	}
	over.showDrop(p)
}

// showDrop shows a caret where dragged text would be dropped, or none for -1.
func (t *Text) showDrop(p doc.Pos) {
	if t.drop != p {
		t.drop = p
		t.redraw()
	}
}

// drawDrop draws that caret, if it stands in a block.
func (t *Text) drawDrop(l *layout, start doc.Pos, y float32) {
	if off := int(t.drop - start); t.drop >= 0 && off >= 0 && off <= int(l.block.Len()) {
		n := l.lineOf(off)
		t.rect(t.view.colors.ink, t.left+l.xOf(n, off)-1, y+l.lineTop(n), 2, l.set.line)
	}
}

// dropTaken puts the selected text where the mouse left it; with Ctrl held down
// it is copied.
func (t *Text) dropTaken() {
	over := t.drag.over
	copied := t.drag.ctrl
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		copied = d.CurrentKeyModifiers()&fyne.KeyModifierShortcutDefault != 0
	}
	at := doc.Pos(-1)
	if over != nil {
		at = over.drop
	}
	t.letGo()
	if at < 0 {
		return
	}
	sel := t.sel
	t.do(func() error { return t.session.MoveText(sel, editor.Caret(over.in, at), copied) })
	now := t.session.Selection()
	if now.In != over.in || now.Empty() {
		return // it could not be dropped there
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(over.self); c != nil {
		if f, ok := over.self.(fyne.Focusable); ok {
			c.Focus(f)
		}
	}
	over.Select(now)
}

// letGo ends a drag without a drop.
func (t *Text) letGo() {
	if t.drag.over != nil {
		t.drag.over.showDrop(-1)
	}
	t.drag.held, t.drag.taken, t.drag.over = false, false, nil
	t.clicks.pressed = false
	t.scrollBy(0)
}

// scrollAlong scrolls while the mouse is held beyond the edge of the view, the
// faster the further it is; with text taken along also just within the edge.
func (t *Text) scrollAlong() {
	if _, scrolls := t.self.(fyne.Scrollable); !scrolls {
		return
	}
	band := float32(0)
	if t.drag.taken {
		band = scrollBand
	}
	y, height := t.drag.where.Y, t.Size().Height
	switch {
	case t.drag.taken && t.drag.over != nil && t.drag.over != t:
		t.scrollBy(0)
	case y < band:
		t.scrollBy(max(-scrollMost, (y-band)/2-2))
	case y > height-band:
		t.scrollBy(min(scrollMost, (y-height+band)/2+2))
	default:
		t.scrollBy(0)
	}
}

// scrollBy scrolls by so many pixels at each tick, or no more for 0.
func (t *Text) scrollBy(by float32) {
	t.drag.by = by
	switch {
	case by == 0 && t.drag.stop != nil:
		t.drag.stop()
		t.drag.stop = nil
	case by != 0 && t.drag.stop == nil:
		start := t.drag.every
		if start == nil {
			start = every
		}
		t.drag.stop = start(scrollEvery, t.scrollTick)
	}
}

// scrollTick scrolls once and has the drag go on with what came into view.
func (t *Text) scrollTick() {
	if t.drag.by == 0 {
		return // a tick that came late
	}
	t.offset += float64(t.drag.by)
	t.settle(t.Size().Height)
	if t.drag.taken {
		t.takeAlong()
	} else {
		t.dragSelection()
	}
	t.redraw()
}
