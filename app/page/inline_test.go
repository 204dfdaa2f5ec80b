package page

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// citingText is a narrow text of an essay whose only paragraph cites once, in a
// style that cites in the text, a source with a very long title.
func citingText(t *testing.T, before, after string) *Text {
	t.Helper()
	it := &csl.Item{ID: "ko", Type: "book", Fields: map[string]string{"title": strings.Repeat("A long title ", 12)}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	c := &cite.Citation{ID: "c", Cites: []cite.Cite{{Key: "ko", Locator: "72"}}}
	body := doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: before}, essay.CitationOf("c"), doc.Span{Text: after}))
	e := essay.New(body).WithSources(it).WithCitations(c).WithCiting(essay.Citing{Style: "ibid-author-date", InText: true})
	printed, err := citing.NewPrinter(cite.Folders{}).Print(e)
	if err != nil {
		t.Fatal(err)
	}
	x := NewText(editor.NewSession(e), "", NewSetting(19, 1.6), &Clip{})
	x.Printed = func() *citing.Printed { return printed }
	x.HeightFor(260)
	return x
}

func TestACitationIsBrokenIntoLinesAndIsOnePlace(t *testing.T) {
	x := citingText(t, "Some words before ", " and some behind it.")
	l, _ := x.ensure(0)
	if len(l.lines) < 5 {
		t.Fatalf("the citation takes %d lines", len(l.lines))
	}
	at := 0
	var drawn strings.Builder
	for n, ln := range l.lines {
		if ln.start != at || ln.end < ln.start {
			t.Errorf("line %d is from %d to %d, and the one before ends at %d", n, ln.start, ln.end, at)
		}
		at = ln.end
		for _, r := range ln.runs {
			if r.x+r.w > l.right()+1 && r.text != " " && !strings.HasSuffix(r.text, " ") {
				t.Errorf("“%s” goes beyond the column", r.text)
			}
			drawn.WriteString(r.text)
		}
	}
	if at != int(l.block.Len()) {
		t.Errorf("the lines end at %d of %d", at, l.block.Len())
	}
	if s := drawn.String(); !strings.Contains(s, "A Long Title A Long Title") || !strings.HasSuffix(s, " and some behind it.") {
		t.Errorf("drawn is %q", s)
	}
	c := len("Some words before ")
	before, after := l.xOf(l.lineOf(c), c), l.xOf(l.lineOf(c+1), c+1)
	if l.lineOf(c) >= l.lineOf(c+1) || before <= l.set.indent || after <= l.set.indent {
		t.Errorf("the caret before the citation is in line %d at %.0f, behind it in line %d at %.0f", l.lineOf(c), before, l.lineOf(c+1), after)
	}
}

func TestUpAndDownPassAWideCitation(t *testing.T) {
	x := citingText(t, "Some words before ", " and some behind it that go on for a while.")
	x.focused = true
	x.Select(editor.Caret("", x.doc.Len()))
	for range 20 {
		x.lines(-1, false)
	}
	if got := x.Selection().Head; got > 18 {
		t.Errorf("going up, the caret stops at %d", got)
	}
	for range 20 {
		x.lines(+1, false)
	}
	if got := x.Selection().Head; got < x.doc.Len()-20 {
		t.Errorf("going down, the caret stops at %d", got)
	}
}

func TestTypingAroundACitationLaysOutAsAfresh(t *testing.T) {
	x := citingText(t, "Some words before ", " and behind.")
	for _, at := range []doc.Pos{0, 5, 18, 19, 24} {
		x.session.Select(editor.Caret("", at))
		if err := x.session.Type("x"); err != nil {
			t.Fatal(err)
		}
		l, _ := x.ensure(0)
		fresh := newLayout(l.block, x.setting, l.frame, l.picture, x.label)
		if len(l.lines) != len(fresh.lines) {
			t.Errorf("typed at %d, the paragraph has %d lines and afresh %d", at, len(l.lines), len(fresh.lines))
		}
	}
}
