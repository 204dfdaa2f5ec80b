package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// essayOf makes an essay of paragraphs in which ‹a› is a marker of the note a;
// "# " begins a heading, "> " a quote, "- " and "1. " an item.
func essayOf(lines ...string) *essay.Essay {
	var blocks []*doc.Block
	var notes []*essay.Note
	for _, line := range lines {
		kind, level := doc.Paragraph, 0
		for prefix, k := range map[string]doc.Kind{"# ": doc.Heading, "> ": doc.Quote, "- ": doc.Bullet, "1. ": doc.Numbered} {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				line, kind, level = rest, k, 1
			}
		}
		var spans []doc.Span
		for i, part := range strings.Split(line, "‹") {
			if i > 0 {
				id, rest, _ := strings.Cut(part, "›")
				spans = append(spans, essay.MarkerOf(essay.NoteID(id)))
				notes = append(notes, &essay.Note{ID: essay.NoteID(id), Text: doc.FromText("Note " + id)})
				part = rest
			}
			spans = append(spans, doc.Span{Text: part})
		}
		blocks = append(blocks, doc.NewBlock(kind, level, spans...))
	}
	return essay.New(doc.New(blocks...), notes...)
}

// memoryClip is a clipboard that keeps what was copied for as long as the text
// on Fyne's clipboard is the same.
func memoryClip() *Clip {
	var text string
	var kept essay.Fragment
	return &Clip{
		Copy: func(to fyne.Clipboard, f essay.Fragment) {
			text, kept = doc.New(f.Slice.Blocks...).String(), f
			to.SetContent(text)
		},
		Paste: func(into *Text, from fyne.Clipboard, plain bool) {
			into.Do(func() error {
				if from.Content() == text && !plain {
					return into.session.Paste(kept)
				}
				return into.session.PasteText(from.Content())
			})
		},
	}
}

// show puts a page of an essay into a window of the test driver.
func show(t *testing.T, e *essay.Essay, size fyne.Size) (*Page, *editor.Session) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.Theme{Mode: theme.Light})
	s := editor.NewSession(e)
	p := NewPage(s, NewSetting(19, 1.6), memoryClip())
	w := test.NewTempWindow(t, p)
	w.SetPadded(false)
	w.Resize(size)
	w.Canvas().Focus(p)
	t.Cleanup(p.Close)
	return p, s
}

const lorem = "The office that kept the ledger never used the word; it wrote of “moorings held” and of “vessels answered,” and left the rest to the men on the quay. "

// checkLayouts holds every cached layout against one that is made anew, and
// the flow against the heights.
func checkLayouts(t *testing.T, x *Text) {
	t.Helper()
	for i, b := range x.doc.All() {
		l := x.layouts[b]
		first, n := x.row(i)
		f := x.frameOf(first, i-first, n)
		if l == nil || l.frame != f || l.setting != x.setting {
			continue
		}
		if l.stale(x.label) {
			if l.held.same(x.basis()) {
				t.Fatalf("block %d is held for right with labels that are not", i)
			}
			continue
		}
		fresh := newLayout(b, x.setting, f, x.pictureSize(b), x.label)
		if got, want := describe(l), describe(fresh); got != want {
			t.Fatalf("block %d is laid out as\n%s\nwant\n%s", i, got, want)
		}
		if h, known := rowHeight(x, first, n); i == first && known && x.flow.Height(i) != x.gap(i)+h {
			t.Fatalf("block %d is %v high in the flow, want %v", i, x.flow.Height(i), x.gap(i)+h)
		}
		end := 0
		for n, ln := range l.lines {
			if ln.start != end || ln.end < ln.start {
				t.Fatalf("line %d of block %d goes from %d to %d, want from %d", n, i, ln.start, ln.end, end)
			}
			end = ln.end
			at := 0
			for _, r := range ln.runs {
				if r.start != at {
					t.Fatalf("a run of line %d starts at %d, want %d", n, r.start, at)
				}
				at = r.end
			}
			if at != ln.end-ln.start {
				t.Fatalf("the runs of line %d end at %d, want %d", n, at, ln.end-ln.start)
			}
		}
		if end != int(b.Len()) {
			t.Fatalf("the lines of block %d end at %d, want %d", i, end, b.Len())
		}
	}
	if x.flow.Len() != x.doc.Blocks() {
		t.Fatalf("the flow has %d rows for %d blocks", x.flow.Len(), x.doc.Blocks())
	}
}

// rowHeight is the height of a row's highest block, if all were measured.
func rowHeight(x *Text, first, n int) (height float32, known bool) {
	for k := first; k < first+n; k++ {
		l := x.layouts[x.doc.Block(k)]
		if l == nil || !x.flow.Known(k) {
			return 0, false
		}
		height = max(height, l.height())
	}
	return height, true
}

func describe(l *layout) string {
	var s strings.Builder
	for _, ln := range l.lines {
		fmt.Fprintf(&s, "%d-%d at %d", ln.start, ln.end, ln.at)
		for _, r := range ln.runs {
			fmt.Fprintf(&s, " [%d-%d %.2f+%.2f %q %v]", r.start, r.end, r.x, r.w, r.text, r.face)
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// table makes rows of cells.
func table(rows, columns int) doc.Slice {
	var cells []*doc.Block
	for r := range rows {
		for c := range columns {
			cell := doc.NewBlock(doc.Cell, c, doc.Span{Text: fmt.Sprintf("Cell %d of row %d", c, r)})
			cells = append(cells, cell.WithInfo(doc.Info{Align: doc.Align(c % 4)}))
		}
	}
	return doc.Slice{Blocks: cells}
}

func TestCaretPlaceAndItsInverseAgree(t *testing.T) {
	p, _ := show(t, essayOf("# Title", lorem+lorem+"‹a› end", "> "+lorem, "e\u0301 漢字かな交じり文が長く続くときにも行は折り返される。 "+lorem), fyne.NewSize(500, 600))
	for at := doc.Pos(0); at <= p.doc.Len(); at++ {
		block, n, l, off := p.place(at)
		back := p.doc.Start(block) + doc.Pos(l.offsetAt(n, l.xOf(n, off)))
		if back != at && p.doc.PrevChar(p.doc.NextChar(back)) != back {
			t.Fatalf("the caret at %d is found at %d", at, back)
		}
		if i, o := p.doc.Find(at); back != at && (o == 0 || !joins(l.text[o-1])) && (int(o) >= len(l.text) || !joins(l.text[o])) {
			t.Fatalf("the caret at %d (block %d, offset %d, line %d) is found at %d", at, i, o, n, back)
		}
	}
}

func TestWidthsOfWordsAddUpToTheLine(t *testing.T) {
	test.NewTempApp(t)
	s := NewSetting(19, 1.6)
	for _, f := range []face{{size: 19}, {size: 19, slanted: true}, {size: 19, weight: theme.Bold}, {size: 15.5}} {
		line, sum := strings.TrimSpace(lorem), float32(0)
		for _, word := range strings.SplitAfter(line, " ") {
			sum += s.width(word, f)
		}
		if whole := s.measure(line, f); whole-sum > 1 || sum-whole > 1 {
			t.Errorf("%v: words add up to %.2f, the line is %.2f", f, sum, whole)
		}
	}
}

func TestTheTextBelowStaysWhereItIsWhenHeightsAboveAreCorrected(t *testing.T) {
	var lines []string
	for i := range 400 {
		lines = append(lines, strings.Repeat(lorem, 1+i%7))
	}
	p, _ := show(t, essayOf(lines...), fyne.NewSize(800, 600))
	p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -40000)})
	at := func() (int, float64) {
		i, top := p.flow.At(p.offset + 300)
		return i, top - p.offset
	}
	for range 200 {
		i, y := at()
		p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 20)})
		if moved := p.flow.Top(i) - p.offset - y; moved < 19.5 || moved > 20.5 {
			t.Fatalf("a wheel's step of 20 moved block %d by %.1f", i, moved)
		}
	}
}

func TestKeys(t *testing.T) {
	type key struct {
		name fyne.KeyName
		mod  fyne.KeyModifier
	}
	const c, s = fyne.KeyModifierControl, fyne.KeyModifierShift
	first := "One two‹a› three."
	tests := []struct {
		name     string
		from     editor.Selection
		keys     []key
		text     string // "" for the text as it was
		selected editor.Selection
	}{
		{"right", editor.Caret("", 0), []key{{fyne.KeyRight, 0}}, "", editor.Caret("", 1)},
		{"left at the start", editor.Caret("", 0), []key{{fyne.KeyLeft, 0}}, "", editor.Caret("", 0)},
		{"shift right", editor.Caret("", 0), []key{{fyne.KeyRight, s}, {fyne.KeyRight, s}}, "", editor.Selection{Anchor: 0, Head: 2}},
		{"right leaves a selection at its end", editor.Selection{Anchor: 1, Head: 4}, []key{{fyne.KeyRight, 0}}, "", editor.Caret("", 4)},
		{"left leaves a selection at its start", editor.Selection{Anchor: 1, Head: 4}, []key{{fyne.KeyLeft, 0}}, "", editor.Caret("", 1)},
		{"word right", editor.Caret("", 0), []key{{fyne.KeyRight, c}}, "", editor.Caret("", 3)},
		{"words, selecting", editor.Caret("", 0), []key{{fyne.KeyRight, c | s}, {fyne.KeyRight, c | s}}, "", editor.Selection{Anchor: 0, Head: 7}},
		{"word left", editor.Caret("", 7), []key{{fyne.KeyLeft, c}}, "", editor.Caret("", 4)},
		{"end", editor.Caret("", 2), []key{{fyne.KeyEnd, 0}}, "", editor.Caret("", 15)},
		{"home", editor.Caret("", 9), []key{{fyne.KeyHome, 0}}, "", editor.Caret("", 0)},
		{"end of the essay", editor.Caret("", 2), []key{{fyne.KeyEnd, c}}, "", editor.Caret("", 22)},
		{"start of the essay, selecting", editor.Caret("", 2), []key{{fyne.KeyHome, c | s}}, "", editor.Selection{Anchor: 2, Head: 0}},
		{"down keeps to the column", editor.Caret("", 2), []key{{fyne.KeyDown, 0}}, "", editor.Caret("", 19)},
		{"down at the last line goes to its end", editor.Caret("", 17), []key{{fyne.KeyDown, 0}}, "", editor.Caret("", 22)},
		{"up at the first line goes to its start", editor.Caret("", 3), []key{{fyne.KeyUp, 0}}, "", editor.Caret("", 0)},
		{"page down", editor.Caret("", 0), []key{{fyne.KeyPageDown, 0}}, "", editor.Caret("", 22)},
		{"return", editor.Caret("", 3), []key{{fyne.KeyReturn, 0}}, "One\n two\uFFFC three.\nSecond", editor.Caret("", 4)},
		{"shift return breaks the line", editor.Caret("", 3), []key{{fyne.KeyReturn, s}}, "One\u2028 two\uFFFC three.\nSecond", editor.Caret("", 4)},
		{"backspace", editor.Caret("", 3), []key{{fyne.KeyBackspace, 0}}, "On two\uFFFC three.\nSecond", editor.Caret("", 2)},
		{"delete", editor.Caret("", 3), []key{{fyne.KeyDelete, 0}}, "Onetwo\uFFFC three.\nSecond", editor.Caret("", 3)},
		{"delete a word", editor.Caret("", 0), []key{{fyne.KeyDelete, c}}, " two\uFFFC three.\nSecond", editor.Caret("", 0)},
		{"backspace a word", editor.Caret("", 3), []key{{fyne.KeyBackspace, c}}, " two\uFFFC three.\nSecond", editor.Caret("", 0)},
		{"backspace selects a marker", editor.Caret("", 8), []key{{fyne.KeyBackspace, 0}}, "", editor.Selection{Anchor: 7, Head: 8}},
		{"twice deletes it", editor.Caret("", 8), []key{{fyne.KeyBackspace, 0}, {fyne.KeyBackspace, 0}}, "One two three.\nSecond", editor.Caret("", 7)},
		{"delete selects a marker", editor.Caret("", 7), []key{{fyne.KeyDelete, 0}}, "", editor.Selection{Anchor: 7, Head: 8}},
		{"backspace joins paragraphs", editor.Caret("", 16), []key{{fyne.KeyBackspace, 0}}, "One two\uFFFC three.Second", editor.Caret("", 15)},
		{"paragraph down", editor.Caret("", 2), []key{{fyne.KeyDown, c}}, "", editor.Caret("", 16)},
		{"paragraph up", editor.Caret("", 20), []key{{fyne.KeyUp, c}}, "", editor.Caret("", 16)},
		{"tab", editor.Caret("", 0), []key{{fyne.KeyTab, 0}}, "\tOne two\uFFFC three.\nSecond", editor.Caret("", 1)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, session := show(t, essayOf(first, "Second"), fyne.NewSize(800, 600))
			p.Select(tt.from)
			for _, k := range tt.keys {
				press(p, k.name, k.mod)
			}
			want := tt.text
			if want == "" {
				want = "One two\uFFFC three.\nSecond"
			}
			if got := session.Essay().Body().String(); got != want {
				t.Errorf("text %q, want %q", got, want)
			}
			if p.Selection() != tt.selected || session.Selection() != tt.selected {
				t.Errorf("selection %v, in the session %v, want %v", p.Selection(), session.Selection(), tt.selected)
			}
		})
	}
}

// press does what Fyne's driver does with a key: with Ctrl it is a shortcut,
// with Shift alone a key while Shift is held.
func press(p *Page, name fyne.KeyName, mod fyne.KeyModifier) {
	if mod&fyne.KeyModifierControl != 0 {
		p.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: mod})
		return
	}
	if mod&fyne.KeyModifierShift != 0 {
		p.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		defer p.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
	p.TypedKey(&fyne.KeyEvent{Name: name})
}

func TestClipboard(t *testing.T) {
	p, s := show(t, essayOf("One two‹a› three.", "Second"), fyne.NewSize(800, 600))
	board := test.NewClipboard()
	p.Select(editor.Selection{Anchor: 4, Head: 8})
	p.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	p.Select(editor.Caret("", p.doc.Len()))
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if n := len(s.Essay().Numbered()); n != 2 {
		t.Errorf("a copied marker gives %d notes, want 2", n)
	}
	p.Select(editor.Selection{Anchor: 4, Head: 8})
	p.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
	p.Select(editor.Caret("", 0))
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if s.Essay().Number("a") != 1 || len(s.Essay().Bin()) != 0 {
		t.Error("a cut and pasted marker has lost its note")
	}
	board.SetContent("plain\n\ntext")
	p.Select(editor.Selection{Anchor: 0, Head: p.doc.Len()})
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	if got := s.Essay().Body().String(); got != "plain\ntext" {
		t.Errorf("pasted %q", got)
	}
}

func TestMouse(t *testing.T) {
	p, _ := show(t, essayOf("One two‹a› three.", "Second "+lorem), fyne.NewSize(800, 600))
	var opened essay.NoteID
	p.OnMarker = func(id essay.NoteID) { opened = id }
	at := func(pos doc.Pos) fyne.Position {
		_, n, l, off := p.place(pos)
		y, h := p.caretY(pos)
		return fyne.NewPos(p.left+l.xOf(n, off)+1, p.inset.top+float32(y-p.offset)+h/2)
	}
	click := func(pos doc.Pos, mod fyne.KeyModifier) {
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(pos)}, Button: desktop.MouseButtonPrimary, Modifier: mod}
		p.MouseDown(e)
		p.MouseUp(e)
		if opened != "" {
			t.Error("a marker opens its note before Fyne is done with the focus")
		}
		p.Tapped(&e.PointEvent)
	}
	click(2, 0)
	if p.Selection() != editor.Caret("", 2) {
		t.Errorf("a click selects %v", p.Selection())
	}
	click(5, fyne.KeyModifierShift)
	if want := (editor.Selection{Anchor: 2, Head: 5}); p.Selection() != want {
		t.Errorf("a click with Shift selects %v, want %v", p.Selection(), want)
	}
	click(20, 0)
	click(20, 0)
	if want := (editor.Selection{Anchor: 16, Head: 22}); p.Selection() != want {
		t.Errorf("a double click selects %v, want %v", p.Selection(), want)
	}
	click(20, 0)
	if want := (editor.Selection{Anchor: 16, Head: p.doc.Len()}); p.Selection() != want {
		t.Errorf("a triple click selects %v, want %v", p.Selection(), want)
	}
	p.clicks.n = 0
	click(1, 0)
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(20)}})
	p.DragEnd()
	if want := (editor.Selection{Anchor: 1, Head: 20}); p.Selection() != want {
		t.Errorf("dragging selects %v, want %v", p.Selection(), want)
	}
	p.clicks.n = 0
	click(7, 0)
	if opened != "a" {
		t.Errorf("a click on the marker opens %q, want a", opened)
	}
}

// drawn lists the texts in view.
func drawn(x *Text) (list []string) {
	for _, o := range x.view.texts[:x.view.nt] {
		list = append(list, o.Text)
	}
	return list
}

func TestNumbersAreRightInTheSameFrame(t *testing.T) {
	p, s := show(t, essayOf("One‹a› two‹b›.", "Three‹c›."), fyne.NewSize(800, 600))
	p.Select(editor.Caret("", 0))
	p.Do(s.InsertNote)
	var numbers []string
	for _, d := range drawn(&p.Text) {
		if strings.Trim(d, "0123456789") == "" {
			numbers = append(numbers, d)
		}
	}
	if want := []string{"1", "2", "3", "4"}; !slices.Equal(numbers, want) {
		t.Errorf("the markers in view are %v, want %v", numbers, want)
	}
}

func TestOnlyVisibleLinesAreDrawn(t *testing.T) {
	lines := make([]string, 2000)
	for i := range lines {
		lines[i] = lorem + lorem
	}
	p, _ := show(t, essayOf(lines...), fyne.NewSize(800, 600))
	if n := len(p.view.objects); n > 60 {
		t.Errorf("%d objects for a view of 600 pixels", n)
	}
	if n := len(p.layouts); n > 30 {
		t.Errorf("%d of 2000 paragraphs were laid out", n)
	}
}
