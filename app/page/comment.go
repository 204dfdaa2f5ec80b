package page

import (
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Commented says how the texts of an essay, which share it, show what is
// commented on.
type Commented struct {
	Lit      essay.CommentID // the one that is lit, or ""
	Resolved bool            // those that are resolved are shown too
	Off      bool            // none is shown
}

// Shows reports whether a comment is to be seen.
func (c *Commented) Shows(of essay.Comment) bool {
	return c != nil && !c.Off && (!of.Resolved || c.Resolved)
}

// commentsIn lists the comments to be seen on a block that starts at a position.
func (t *Text) commentsIn(b *doc.Block, start doc.Pos) []essay.Comment {
	e := t.session.Essay()
	if t.Commented == nil || !e.HasComments() {
		return nil
	}
	var list []essay.Comment
	for _, c := range e.CommentsOn(t.in, start, start+b.Len()) {
		if t.Commented.Shows(c) {
			list = append(list, c)
		}
	}
	return list
}

// drawComments underlines in line n of a block what is commented on, and lights
// what the lit comment is about. Where words were deleted a small stroke stands.
func (t *Text) drawComments(list []essay.Comment, l *layout, n int, start doc.Pos, y, base float32) {
	c := &t.view.colors
	for _, about := range list {
		ink := c.comment
		if about.ID == t.Commented.Lit {
			ink = c.accent
		}
		if about.Lost() {
			if off := int(about.From - start); l.lineOf(off) == n {
				h := round(l.set.face.size * 1.1)
				t.rect(ink, t.left+round(l.xOf(n, off))-1, round(y+(l.set.line-h)/2), 2, h)
			}
			continue
		}
		x, w, ok := l.across(n, Range{max(about.From-start, 0), min(about.To-start, l.block.Len())})
		if !ok {
			continue
		}
		if about.ID == t.Commented.Lit {
			inset := round((l.set.line - l.set.face.size*1.3) / 2)
			t.rect(c.lit, round(t.left+x)-1, y+inset, round(w)+2, l.set.line-2*inset).CornerRadius = 2
		}
		t.rect(ink, round(t.left+x), base+round(l.set.face.size*0.25), round(w), 2)
	}
}

// CommentAt is the comment to be seen that is about what stands at a position of
// a text, the one on the fewest words; false if there is none.
func (c *Commented) CommentAt(e *essay.Essay, in essay.NoteID, p doc.Pos) (essay.Comment, bool) {
	var best essay.Comment
	found := false
	for _, about := range e.CommentsOn(in, p, p) {
		if c.Shows(about) && (!found || about.To-about.From < best.To-best.From) {
			best, found = about, true
		}
	}
	return best, found
}

// TopOf is where the line of a position begins, from the top of the page's view;
// false if it is more than a view away.
func (p *Page) TopOf(at doc.Pos) (y float32, near bool) {
	height := float64(p.Size().Height)
	if p.column == 0 || height == 0 {
		return 0, false
	}
	i, _ := p.doc.Find(at)
	first, _ := p.row(i)
	top := p.flow.Top(first) + float64(p.inset.top) - p.offset
	if top > 2*height || top+float64(p.flow.Height(first)) < -height {
		return 0, false
	}
	line, _ := p.caretY(at)
	return float32(line + float64(p.inset.top) - p.offset), true
}
