package page

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestColumnsAreAsWideAsTheirTextAsksFor(t *testing.T) {
	cell := func(column int, text string) *doc.Block { return doc.NewBlock(doc.Cell, column, doc.Span{Text: text}) }
	body := doc.New(
		cell(0, "n"), cell(1, "Remark"),
		cell(0, "1"), cell(1, strings.Repeat("a rather long remark ", 6)),
		cell(0, "2"), // a short row
	)
	p, _ := show(t, essay.New(body), fyne.NewSize(600, 600))
	before := slices.Clone(p.tableAt(0).edges)
	if len(before) != 3 || before[2] != round(p.column) || before[1] > p.column/4 {
		t.Fatalf("the edges are at %v of %v", before, p.column)
	}
	if f := p.frameOf(4, 0, 1); f.right != before[2] {
		t.Errorf("the short row ends at %v", f.right)
	}
	p.Select(editor.Caret("", body.Start(0)+1))
	for _, r := range " of the observer who was there at nine" {
		p.TypedRune(r)
	}
	now := p.tableAt(0).edges
	if now[1] <= before[1] {
		t.Errorf("the first column did not grow with its text: %v, then %v", before, now)
	}
	for i := range p.doc.Blocks() {
		if l, _ := p.ensure(i); l.frame.head != (i < 2) || l.frame.left != now[p.doc.Block(i).Level] {
			t.Errorf("cell %d stands at %v", i, l.frame)
		}
	}
}
