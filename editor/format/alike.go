package format

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// alike reports whether what was read of an output is so plainly the essay that
// nothing of it has to be looked for: block by block and note by note the same,
// each note with one marker, and no other references. False does not say that
// they differ.
func alike(e, back *essay.Essay) bool {
	wanted, found := e.Numbered(), back.Numbered()
	if len(wanted) != len(found) || len(e.Refs()) != len(wanted) || len(back.Refs()) != len(found) || !alikeTexts(e.Body(), back.Body()) {
		return false
	}
	for i, n := range wanted {
		if !alikeTexts(n.Text, found[i].Text) {
			return false
		}
	}
	return true
}

func alikeTexts(a, b *doc.Document) bool {
	if a.Blocks() != b.Blocks() || a.Len() != b.Len() {
		return false
	}
	return slices.EqualFunc(slices.Collect(a.Each()), slices.Collect(b.Each()), alikeBlocks)
}

// alikeBlocks compares two blocks; how blanks are styled shows nowhere.
func alikeBlocks(a, b *doc.Block) bool {
	if a.Kind != b.Kind || a.Level != b.Level || a.Info.Done != b.Info.Done || a.Info.Source != b.Info.Source || a.Info.Alt != b.Info.Alt {
		return false
	}
	x, y := a.Spans(), b.Spans()
	i, j := 0, 0 // where in the texts of the first spans
	for len(x) > 0 && len(y) > 0 {
		p, q := x[0], y[0]
		if p.IsMarker() && q.IsMarker() {
			x, y = x[1:], y[1:]
			continue
		}
		if p.Atom != nil || q.Atom != nil {
			return false
		}
		n := min(len(p.Text)-i, len(q.Text)-j)
		same := p.Text[i : i+n]
		if same != q.Text[j:j+n] || (p.Style != q.Style || p.Link != q.Link) && strings.TrimSpace(same) != "" {
			return false
		}
		if i += n; i == len(p.Text) {
			x, i = x[1:], 0
		}
		if j += n; j == len(q.Text) {
			y, j = y[1:], 0
		}
	}
	return len(x) == 0 && len(y) == 0
}
