package page

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// longParagraph is one paragraph of so many words, with a note here and there.
func longParagraph(words int) *essay.Essay {
	var spans []doc.Span
	var notes []*essay.Note
	for n := 0; n < words; n += 62 {
		id := essay.NoteID(fmt.Sprint("n", n))
		spans = append(spans, doc.Span{Text: fmt.Sprintf("In the year %d, ", n) + strings.Repeat(lorem, 2)}, essay.MarkerOf(id))
		notes = append(notes, &essay.Note{ID: id, Text: doc.FromText("A note.")})
	}
	return essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, spans...)), notes...)
}

// Whatever was edited and looked at before, a long paragraph shows no rough
// line, its lines hold all of its text, and once none of them is rough they are
// those of a fresh layout.
func TestLongParagraphsAreBrokenWhereTheyAreSeen(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 5))
		p, s := show(t, longParagraph(6000), fyne.NewSize(700, 600))
		for step := range 60 {
			where := fmt.Sprintf("seed %d, step %d", seed, step)
			switch r.IntN(8) {
			case 0:
				p.Select(editor.Caret("", doc.Pos(r.IntN(int(p.doc.Len())))))
			case 1:
				p.lines(r.IntN(120)-60, r.IntN(2) == 0)
			case 2:
				p.offset += float64(r.IntN(8000) - 4000)
				p.redraw()
			case 3:
				at := r.IntN(int(p.doc.Len()))
				p.Select(editor.Selection{Anchor: doc.Pos(at), Head: doc.Pos(at + r.IntN(4000))})
				p.Do(s.Delete)
			case 4:
				p.Do(func() error { return s.Type(strings.Repeat(lorem, r.IntN(9))) })
			case 5:
				s.Undo()
			default:
				p.TypedRune(rune("mwnhdbo "[r.IntN(8)]))
			}
			checkRough(t, p, where)
		}
		l := p.layouts[p.doc.Block(0)]
		for _, x := range []*layout{l, newLayout(l.block, l.setting, l.frame, l.picture, p.label)} {
			for n := 0; n < len(x.lines); n++ {
				x.refine(n, p.label)
			}
			if x != l && describe(l) != describe(x) {
				t.Fatalf("seed %d: the layout is\n%s\nwant\n%s", seed, describe(l), describe(x))
			}
		}
	}
}

func checkRough(t *testing.T, p *Page, where string) {
	t.Helper()
	l := p.layouts[p.doc.Block(0)]
	top, end := float64(p.inset.top+l.lineTop(0))-p.offset, 0
	for n, ln := range l.lines {
		if ln.start != end || ln.end < ln.start {
			t.Fatalf("%s: line %d goes from %d to %d, want from %d", where, n, ln.start, ln.end, end)
		}
		end = ln.end
		y := top + float64(n)*float64(l.set.line)
		if seen := y+float64(l.set.line) > 0 && y < float64(p.Size().Height); seen && ln.rough {
			t.Fatalf("%s: line %d is in view and rough", where, n)
		}
	}
	if end != int(l.block.Len()) || string(l.text) != l.block.Text() {
		t.Fatalf("%s: the lines end at %d, want %d", where, end, l.block.Len())
	}
	if p.flow.Height(0) != l.height() {
		t.Fatalf("%s: the flow has %v for a height of %v", where, p.flow.Height(0), l.height())
	}
}
