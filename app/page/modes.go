package page

import (
	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Modes are ways to look at the page while writing. They change neither the
// text nor its layout.
type Modes struct {
	Typewriter bool // the line of the caret stays at one height
	Focus      Focus
}

// Focus is what stands in full ink; the rest steps back.
type Focus uint8

// The focuses: all of the text, or what the caret stands in.
const (
	FocusAll Focus = iota
	FocusParagraph
	FocusSentence
)

// typewriterAt is where the middle of the caret's line stays, as a share of the
// view's height.
const typewriterAt = 0.45

// SetModes takes other ways to look at the page.
func (p *Page) SetModes(m Modes) {
	p.modes = m
	p.setInsets(p.Size().Height)
	p.reveal()
	p.redraw()
}

// Resize sets the page for another size.
func (p *Page) Resize(size fyne.Size) {
	p.setInsets(size.Height)
	p.Text.Resize(size)
	if p.steady() && p.focused {
		p.reveal()
		p.redraw()
	}
}

// setInsets leaves room above and below the text for a view of some height; for
// a typewriter as much as its first and last line need. The text stays where it
// is on the screen.
func (p *Page) setInsets(height float32) {
	s := p.setting.Size
	was := p.inset.top
	p.inset = insets{top: round(s * 3.2), side: round(s * 1.6), bottom: round(s * 9)}
	if p.modes.Typewriter {
		p.inset.top = max(p.inset.top, round(height*typewriterAt))
		p.inset.bottom = max(p.inset.bottom, round(height*(1-typewriterAt)))
	}
	p.offset += float64(p.inset.top - was)
}

// steady reports whether the text moves rather than the caret's line: while the
// mouse is held it does not.
func (t *Text) steady() bool { return t.modes.Typewriter && !t.clicks.pressed }

// spotlight is the range of the text that stands in full ink.
func (t *Text) spotlight() (from, to doc.Pos) {
	if t.modes.Focus == FocusAll {
		return 0, t.doc.Len() + 1
	}
	from, to = t.sel.Range()
	first, lo := t.doc.Find(from)
	last, hi := t.doc.Find(to)
	if t.modes.Focus == FocusSentence {
		from, _ = sentence(t.doc.Block(first), lo)
		_, to = sentence(t.doc.Block(last), hi)
		return t.doc.Start(first) + from, t.doc.Start(last) + to
	}
	return t.doc.Start(first), t.doc.Start(last) + t.doc.Block(last).Len()
}

// sentenceWithin is how many runes before and behind the caret are searched for
// the ends of its sentence, so that a long paragraph costs no more than another.
const sentenceWithin = 2000

// sentence is the range of the sentence around an offset of a block.
func sentence(b *doc.Block, off doc.Pos) (from, to doc.Pos) {
	lo := max(0, off-sentenceWithin)
	near := doc.New(b.WithSpans(b.Slice(lo, min(b.Len(), off+sentenceWithin))...))
	from, to = essay.SentenceBounds(near, off-lo)
	return lo + from, lo + to
}

// drawRuns draws the runs of a line; what of them is out of the spotlight is
// drawn in the quiet ink.
func (t *Text) drawRuns(l *layout, n int, start doc.Pos, y, base float32) {
	ln := l.lines[n]
	from, to := int(t.view.spot[0]-start)-ln.start, int(t.view.spot[1]-start)-ln.start
	for k := range ln.runs {
		r := &ln.runs[k]
		lo, hi := max(r.start, min(from, r.end)), max(r.start, min(to, r.end))
		if lo == r.start && hi == r.end {
			t.drawRun(r, l, y, base)
			continue
		}
		if lo >= hi {
			lo, hi = r.end, r.end
		}
		t.drawPart(r, r.start, lo, l, y, base, true)
		t.drawPart(r, lo, hi, l, y, base, false)
		t.drawPart(r, hi, r.end, l, y, base, true)
	}
}

// drawPart draws what of a run stands between two offsets of its line.
func (t *Text) drawPart(r *run, lo, hi int, l *layout, y, base float32, quiet bool) {
	if lo >= hi {
		return
	}
	part := *r
	if lo > r.start || hi < r.end {
		text := []rune(r.text)
		a, z := min(lo-r.start, len(text)), min(hi-r.start, len(text))
		part.text = string(text[a:z])
		before := t.setting.measure(string(text[:a]), r.face)
		part.w = t.setting.measure(part.text, r.face)
		part.x = min(r.edge(before), r.edge(before+part.w))
	}
	if c := &t.view.colors; quiet {
		all := *c
		c.ink, c.accent = c.quiet, c.quiet
		defer func() { *c = all }()
	}
	t.drawRun(&part, l, y, base)
}
