package page

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// cites gives a page an essay that can cite, in the text or in notes, and has
// it show what the citations read as.
func cites(p *Page, s *editor.Session, inText bool) {
	it := &csl.Item{ID: "ko", Type: "book", Fields: map[string]string{"title": "A Title of Some Length"}, Names: map[string][]csl.Name{"author": {{Family: "Ko"}}}, Dates: map[string]csl.Date{}}
	_ = s.InsertCitation(&cite.Citation{ID: cite.NewID(), Cites: []cite.Cite{{Key: it.ID}}}, it)
	if inText {
		_ = s.SetCiting(essay.Citing{Style: "ibid-author-date", InText: true})
	}
	printer := citing.NewPrinter(cite.Folders{})
	var of *essay.Essay
	var printed *citing.Printed
	p.Printed = func() *citing.Printed {
		if e := s.Essay(); e != of {
			of = e
			printed, _ = printer.Print(e)
		}
		return printed
	}
	p.Reprint()
}

// Whatever is done to a text with notes, citations, tables, pictures, comments
// and words from right to left, what is kept of its layout is as one made
// afresh, the caret is found where it is drawn, and no note is lost. Undo gives
// every state back.
func TestRandomEdits(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 3))
		var lines []string
		for i := range 30 {
			line := []string{"", "> ", "- ", "1. ", "# "}[r.IntN(5)] + strings.Repeat(lorem, r.IntN(4))
			if r.IntN(2) == 0 {
				line += fmt.Sprintf("‹n%d› and so on.", i)
			}
			lines = append(lines, line)
		}
		p, s := show(t, essayOf(lines...), fyne.NewSize(700, 600))
		cites(p, s, seed%2 == 0)
		p.Commented = &Commented{}
		first := s.Essay()
		for step := range 120 {
			before := s.Essay()
			randomEdit(p, s, r)
			checkLayouts(t, &p.Text)
			checkNotes(t, before, s.Essay())
			if step%10 == 0 {
				checkCaret(t, p)
			}
		}
		for s.UndoLabel() != "" && s.Essay() != first {
			s.Undo()
			checkLayouts(t, &p.Text)
		}
		if s.Essay() != first {
			t.Errorf("seed %d: undo does not lead back", seed)
		}
	}
}

func randomEdit(p *Page, s *editor.Session, r *rand.Rand) {
	at := func() doc.Pos { return doc.Pos(r.IntN(int(p.doc.Len()) + 1)) }
	if r.IntN(2) == 0 {
		p.Select(editor.Caret("", at()))
	}
	switch r.IntN(18) {
	case 0, 1, 2:
		p.TypedRune([]rune("ab —é漢")[r.IntN(6)])
	case 3:
		p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	case 4:
		p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	case 5:
		p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	case 6:
		p.Resize(fyne.NewSize(float32(300+r.IntN(600)), 600))
	case 7:
		p.Do(s.InsertNote)
	case 8:
		p.Select(editor.Selection{Anchor: at(), Head: at()})
		p.Do(func() error { return s.ToggleStyle([]doc.Style{doc.Italic, doc.SmallCaps, doc.Lit}[r.IntN(3)]) })
	case 9:
		p.Do(func() error { return s.SetKind(doc.Kind(r.IntN(int(doc.Cell)+1)), r.IntN(3)) })
	case 10:
		p.TypedKey(&fyne.KeyEvent{Name: []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyDown}[r.IntN(3)]})
	case 11:
		p.do(func() error { return s.PasteText("alpha\n\nbeta gamma " + lorem) })
	case 12:
		p.do(func() error { return s.Paste(essay.Fragment{Slice: table(1+r.IntN(3), 1+r.IntN(4))}) })
	case 13:
		image := doc.NewBlock(doc.Image, 0, doc.Span{Text: "A caption"}).WithInfo(doc.Info{Source: "a", Alt: "A quay"})
		p.do(func() error { return s.Paste(essay.Fragment{Slice: doc.Slice{Blocks: []*doc.Block{image, image}}}) })
	case 14, 15:
		p.do(func() error {
			return s.InsertCitation(&cite.Citation{ID: cite.NewID(), Cites: []cite.Cite{{Key: "ko", Locator: fmt.Sprint(r.IntN(99))}}})
		})
	case 16:
		p.do(func() error { return s.PasteText([]string{"שלום עולם ", "سلام "}[r.IntN(2)]) })
	case 17:
		from := at()
		sel := editor.Selection{Anchor: from, Head: min(p.doc.Len(), from+doc.Pos(r.IntN(60)))}
		p.do(func() error { return s.Comment(essay.NewCommentID(), sel, "A", "Why?") })
	}
}

// checkNotes holds that an edit lost no note: one without a marker is in the
// bin, with the sentence that it stood in.
func checkNotes(t *testing.T, before, now *essay.Essay) {
	t.Helper()
	for n := range before.Notes() {
		left := now.Note(n.ID)
		if left == nil {
			t.Fatalf("note %s is gone", n.ID)
		}
		if before.Number(n.ID) > 0 && now.Number(n.ID) == 0 && left.Lost.At == 0 {
			t.Fatalf("note %s does not remember where it stood", n.ID)
		}
	}
}

// checkCaret holds that the caret is found where it is drawn, at each place of
// the text that it can stand at; in lines of both directions no more than a letter
// away, for the widths of joined letters depend on the next, but where two runs
// meet, since two places are drawn there.
func checkCaret(t *testing.T, p *Page) {
	t.Helper()
	for at := doc.Pos(0); at <= p.doc.Len(); at = p.doc.NextChar(at) {
		if at > 0 && p.doc.NextChar(p.doc.PrevChar(at)) != at {
			continue
		}
		block, n, l, off := p.place(at)
		x := l.xOf(n, off)
		back := l.offsetAt(n, x)
		got := l.xOf(n, back)
		near := l.levels != nil && (back >= off-1 && back <= off+1 || slices.ContainsFunc(l.lines[n].runs, func(r run) bool { return r.x == x || r.x+r.w == x }))
		if away := max(got-x, x-got); away > 0.5 && !near {
			t.Fatalf("the caret at %d of block %d, line %d (%q) is drawn at %.1f and found at %d, which is drawn at %.1f", off, block, n, l.block.Text(), x, back, got)
		}
		if at == p.doc.Len() {
			break
		}
	}
}
