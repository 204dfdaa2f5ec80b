package pane

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
)

// shownList shows a heading and n movable items, each third one level deeper.
func shownList(t testing.TB, n int) *List {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{Mode: theme.Light})
	l := NewList()
	items := []Item{{Heading: true, Text: "OUTLINE"}}
	for i := range n {
		items = append(items, Item{Text: fmt.Sprint("Section ", i), Remark: "12", Movable: true, Level: min(1, i%3), Tap: func() {}})
	}
	l.Set(items)
	w := test.NewTempWindow(t, l)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(216, 400))
	return l
}

func TestAListDrawsNoMoreThanCanBeSeen(t *testing.T) {
	l := shownList(t, 5000)
	if n := len(l.objects); n > 20 {
		t.Errorf("%d objects are drawn for 400 pixels", n)
	}
	l.Reveal(4000)
	shown := false
	for _, r := range l.rows {
		shown = shown || r.item.Text == "Section 3999" && r.Position().Y >= 0 && r.Position().Y+itemHeight <= 400
	}
	if !shown {
		t.Error("the item to be revealed is not in view")
	}
}

func TestListTapsAndHovers(t *testing.T) {
	l := shownList(t, 4)
	tapped := -1
	for i := range l.items {
		l.items[i].Tap = func() { tapped = i }
	}
	l.redraw()
	test.TapCanvas(fyne.CurrentApp().Driver().CanvasForObject(l), fyne.NewPos(60, itemHeight+8+itemHeight*1.5))
	if tapped != 2 {
		t.Errorf("a tap on the second section taps item %d", tapped)
	}
	l.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, itemHeight*2)}})
	if l.over != 1 {
		t.Errorf("the mouse is over item %d, want 1", l.over)
	}
	l.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, 390)}})
	if l.over != -1 {
		t.Errorf("below the last item the mouse is over item %d", l.over)
	}
}

func TestDraggingAnItem(t *testing.T) {
	// Items 1, 4 and 7 are of level 0; 2 and 3 stand below 1, and so on.
	for _, c := range []struct {
		what                 string
		from, to             float32 // in items, counted from the heading's top
		wantFrom, wantBefore int
	}{
		{"down", 1, 6.8, 1, 7},
		{"to the end", 1, 12, 1, 10},
		{"up to the top", 7, 0.2, 7, 1},
		{"into itself", 1, 2.4, -1, -1},
		{"to where it is", 4, 4.2, -1, -1},
		{"the list's heading", 0, 5, -1, -1},
	} {
		t.Run(c.what, func(t *testing.T) {
			l := shownList(t, 9)
			from, before := -1, -1
			l.OnMove = func(f, b int) { from, before = f, b }
			y := func(items float32) float32 {
				if items < 1 {
					return items * (itemHeight + 8)
				}
				return itemHeight + 8 + (items-1)*itemHeight
			}
			start := y(c.from) + 4
			l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, start+6)}, Dragged: fyne.Delta{DY: 6}})
			l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(60, y(c.to))}, Dragged: fyne.Delta{DY: 1}})
			if line := !l.drop.Hidden; line != (c.wantFrom >= 0) {
				t.Errorf("the line is shown: %v", line)
			}
			l.DragEnd()
			if from != c.wantFrom || before != c.wantBefore {
				t.Errorf("item %d moves before %d, want %d before %d", from, before, c.wantFrom, c.wantBefore)
			}
			if !l.drop.Hidden {
				t.Error("the line stays")
			}
		})
	}
}

// BenchmarkListLight lights another item of a long list.
func BenchmarkListLight(b *testing.B) {
	for _, n := range []int{10, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := shownList(b, n)
			for i := range b.N {
				l.Light(1 + i%9)
			}
		})
	}
}
