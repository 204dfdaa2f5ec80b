package page

import (
	"fmt"
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
)

// longText has so many paragraphs, each of two sentences.
func longText(n int) []string {
	lines := []string{"# Title"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("%d %s%s", i, lorem, lorem))
	}
	return lines
}

// caretMiddle is where the middle of the caret's line stands in the view.
func caretMiddle(p *Page) float64 {
	y, h := p.caretY(p.sel.Head)
	return y + float64(p.inset.top) - p.offset + float64(h)/2
}

func TestTypewriterKeepsTheCaretsLineAtItsHeight(t *testing.T) {
	p, _ := show(t, essayOf(longText(40)...), fyne.NewSize(900, 700))
	p.SetModes(Modes{Typewriter: true})
	want := 700 * typewriterAt
	for what, do := range map[string]func(){
		"the start":       func() { p.Select(editor.Caret("", 0)) },
		"the end":         func() { p.Select(editor.Caret("", p.doc.Len())) },
		"the middle":      func() { p.Select(editor.Caret("", p.doc.Len()/2)) },
		"a line down":     func() { p.lines(1, false) },
		"a page up":       func() { p.lines(-p.pageLines(), false) },
		"typing":          func() { p.TypedRune('x') },
		"a new paragraph": func() { p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) },
		"another size":    func() { p.Resize(fyne.NewSize(900, 700)) },
	} {
		do()
		if got := caretMiddle(p); got < want-1 || got > want+1 {
			t.Errorf("after %s the caret's line stands at %.1f, want %.1f", what, got, want)
		}
	}
	p.Select(editor.Caret("", p.doc.Len()/2))
	y := caretMiddle(p)
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(400, 600)}, Button: desktop.MouseButtonPrimary}
	p.MouseDown(e)
	if got := caretMiddle(p); got < 560 || got > 640 {
		t.Errorf("a click at 600 puts the caret's line at %.1f: the text must stay under the mouse", got)
	}
	p.MouseUp(e)
	p.TypedRune('x')
	if got := caretMiddle(p); got != y {
		t.Errorf("typing after a click has the line at %.1f, want %.1f", got, y)
	}
}

func TestLeavingTheTypewriterLeavesTheTextWhereItIs(t *testing.T) {
	p, _ := show(t, essayOf(longText(40)...), fyne.NewSize(900, 700))
	p.Select(editor.Caret("", p.doc.Len()/2))
	before := caretMiddle(p)
	p.FocusLost()
	p.modes.Typewriter = true
	p.setInsets(700)
	if got := caretMiddle(p); got != before {
		t.Errorf("the line moved from %.1f to %.1f", before, got)
	}
	p.modes.Typewriter = false
	p.setInsets(700)
	if got := caretMiddle(p); got != before {
		t.Errorf("the line moved back to %.1f, not %.1f", got, before)
	}
}

// inked joins the texts in view that are drawn in a colour.
func inked(x *Text, c color.Color) string {
	var list []string
	for _, o := range x.view.texts[:x.view.nt] {
		if o.Color == c {
			list = append(list, o.Text)
		}
	}
	return strings.Join(list, " ")
}

func TestFocus(t *testing.T) {
	const first, second = "It rained all day. Nobody came.", "The clerk wrote it down‹a›. Then he left. Rain."
	for _, c := range []struct {
		what  string
		focus Focus
		from  string // the selection begins before this
		to    string
		want  string
	}{
		{"all", FocusAll, "rained", "rained", "Title It rained all day. Nobody came. The clerk wrote it down . Then he left. Rain."},
		{"a paragraph", FocusParagraph, "Nobody", "Nobody", "It rained all day. Nobody came."},
		{"a sentence", FocusSentence, "rained", "rained", "It rained all day."},
		{"the last sentence", FocusSentence, "Rain.", "Rain.", "Rain."},
		{"a sentence in the midst", FocusSentence, "he left", "he left", "Then he left."},
		{"a sentence with a marker", FocusSentence, "clerk", "clerk", "The clerk wrote it down ."},
		{"a selection over two", FocusSentence, "came", "clerk", "Nobody came. The clerk wrote it down ."},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, _ := show(t, essayOf("# Title", first, second), fyne.NewSize(900, 700))
			p.SetModes(Modes{Focus: c.focus})
			at := func(text string) doc.Pos {
				return doc.Pos(len([]rune(p.doc.String()[:strings.Index(p.doc.String(), text)])))
			}
			heights := p.flow.Total()
			p.Select(editor.Selection{Anchor: at(c.from), Head: at(c.to)})
			got := strings.Join(strings.Fields(inked(&p.Text, p.view.colors.ink)), " ")
			if got != c.want {
				t.Errorf("in full ink is %q, want %q", got, c.want)
			}
			if p.flow.Total() != heights {
				t.Error("the focus changed the layout")
			}
			all := strings.Join(drawn(&p.Text), " ")
			for _, word := range strings.Fields("Title rained Nobody clerk left Rain. 1") {
				if !strings.Contains(all, word) {
					t.Errorf("%q is not drawn at all", word)
				}
			}
		})
	}
}

func TestSettingsOfTheColumn(t *testing.T) {
	for _, sans := range []bool{false, true} {
		for _, measure := range []float32{60, UsualMeasure, 90} {
			s := NewSetting(19, 1.6)
			s.Measure, s.Sans = measure, sans
			p, _ := show(t, essayOf("# Title", strings.Repeat(lorem, 12)), fyne.NewSize(1400, 900))
			p.SetSetting(s)
			checkLayouts(t, &p.Text)
			l := p.layouts[p.doc.Block(1)]
			chars := float32(l.lines[len(l.lines)-2].end) / float32(len(l.lines)-1)
			if chars < measure*0.94 || chars > measure*1.04 {
				t.Errorf("a column of %v characters (sans: %v) holds %.1f", measure, sans, chars)
			}
			if source := p.view.texts[1].FontSource; (source == nil) != sans {
				t.Errorf("sans is %v and the face %v", sans, source)
			}
		}
	}
}

// mouse is the mouse on a position of the text.
func mouse(p *Page, pos doc.Pos) fyne.PointEvent {
	_, n, l, off := p.place(pos)
	y, h := p.caretY(pos)
	pt := fyne.NewPos(p.left+l.xOf(n, off)+1, p.inset.top+float32(y-p.offset)+h/2)
	return fyne.PointEvent{Position: pt, AbsolutePosition: pt}
}

func hold(p *Page, pos doc.Pos) {
	p.clicks.n = 0
	p.MouseDown(&desktop.MouseEvent{PointEvent: mouse(p, pos), Button: desktop.MouseButtonPrimary})
}

func release(p *Page, pos doc.Pos) {
	p.MouseUp(&desktop.MouseEvent{PointEvent: mouse(p, pos), Button: desktop.MouseButtonPrimary})
}

func dragTo(p *Page, pos doc.Pos) { p.Dragged(&fyne.DragEvent{PointEvent: mouse(p, pos)}) }

func TestDraggingTheSelection(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(p *Page)
		want string
		sel  editor.Selection
	}{
		{"moves it", func(p *Page) { hold(p, 6); dragTo(p, 0); p.DragEnd() }, "two\uFFFCOne  three.", editor.Selection{Anchor: 0, Head: 4}},
		{"copies it with Ctrl", func(p *Page) {
			hold(p, 6)
			dragTo(p, 0)
			p.KeyDown(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
			p.DragEnd()
		}, "two\uFFFCOne two\uFFFC three.", editor.Selection{Anchor: 0, Head: 4}},
		{"onto itself does nothing", func(p *Page) { hold(p, 6); dragTo(p, 7); p.DragEnd() }, "One two\uFFFC three.", editor.Selection{Anchor: 4, Head: 8}},
		{"is given up by Esc", func(p *Page) {
			hold(p, 6)
			dragTo(p, 0)
			p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			p.DragEnd()
		}, "One two\uFFFC three.", editor.Selection{Anchor: 4, Head: 8}},
		{"a click in it puts the caret there", func(p *Page) { hold(p, 6); release(p, 6) }, "One two\uFFFC three.", editor.Caret("", 6)},
		{"a press beside it selects anew", func(p *Page) { hold(p, 10); dragTo(p, 12); p.DragEnd() }, "One two\uFFFC three.", editor.Selection{Anchor: 10, Head: 12}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p, s := show(t, essayOf("One two‹a› three."), fyne.NewSize(900, 600))
			before := s.Essay()
			p.Select(editor.Selection{Anchor: 4, Head: 8})
			c.do(p)
			if got := p.doc.String(); got != c.want {
				t.Errorf("the text is %q, want %q", got, c.want)
			}
			if p.Selection() != c.sel {
				t.Errorf("selected is %v, want %v", p.Selection(), c.sel)
			}
			if p.drop != -1 || p.drag.taken || p.drag.held || p.clicks.pressed {
				t.Errorf("something of the drag stays: %+v, drop %d", p.drag, p.drop)
			}
			if s.Essay() != before {
				s.Undo()
				if s.Essay() != before || p.Selection() != (editor.Selection{Anchor: 4, Head: 8}) {
					t.Errorf("one undo leaves %q and %v", s.Essay().Body(), p.Selection())
				}
			}
		})
	}
}

func TestADropIntoAnotherTextIsShownAndDone(t *testing.T) {
	p, s := show(t, essayOf("One two‹a› three."), fyne.NewSize(900, 600))
	note := NewText(s, "a", NewSetting(15, 1.4), p.Clip)
	t.Cleanup(note.Close)
	note.HeightFor(300)
	p.TextAt = func(fyne.Position) *Text { return note }
	p.Select(editor.Selection{Anchor: 0, Head: 4})
	hold(p, 2)
	dragTo(p, 12)
	if note.drop < 0 || p.drop >= 0 {
		t.Errorf("drop carets at %d in the note and %d on the page", note.drop, p.drop)
	}
	at := note.drop
	p.DragEnd()
	if want := "Note a"[:at] + "One " + "Note a"[at:]; note.doc.String() != want || note.drop != -1 {
		t.Errorf("the note is %q, want %q", note.doc, want)
	}
	if p.doc.String() != "two\uFFFC three." {
		t.Errorf("the page is %q", p.doc)
	}
}

func TestDraggingBeyondTheEdgeScrolls(t *testing.T) {
	p, _ := show(t, essayOf(longText(60)...), fyne.NewSize(900, 500))
	var tick func()
	stopped := false
	p.drag.every = func(_ time.Duration, f func()) func() {
		tick, stopped = f, false
		return func() { stopped = true }
	}
	far := func(y float32) {
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(400, y)}})
	}
	hold(p, 10)
	far(300)
	if tick != nil {
		t.Fatal("it scrolls inside the view")
	}
	far(560)
	if tick == nil {
		t.Fatal("it does not scroll beyond the edge")
	}
	last, head := p.offset, p.sel.Head
	for range 20 {
		tick()
	}
	if p.offset <= last || p.sel.Head <= head || p.sel.Anchor != 10 {
		t.Errorf("20 ticks scroll from %.0f to %.0f and select %v", last, p.offset, p.sel)
	}
	near := p.offset
	far(900) // further away is faster
	tick()
	if p.offset-near <= (near-last)/20 {
		t.Errorf("a tick scrolls %.0f pixels far away, %.0f nearby", p.offset-near, (near-last)/20)
	}
	far(-50)
	for range 200 {
		tick()
	}
	if p.offset != 0 || p.sel.Head > 10 {
		t.Errorf("upwards it ends at %.0f with %v", p.offset, p.sel)
	}
	p.DragEnd()
	if !stopped || p.drag.by != 0 {
		t.Error("it scrolls on when the mouse is let go")
	}
	tick() // late
	if p.offset != 0 {
		t.Error("a late tick scrolls")
	}
}
