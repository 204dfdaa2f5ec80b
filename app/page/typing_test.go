package page

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// typeAll types a text by keys; a line feed is Return.
func typeAll(p *Text, text string) {
	for _, r := range text {
		if r == '\n' {
			p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		} else {
			p.TypedRune(r)
		}
	}
}

func TestKeysConvertWhatTheyTypeAndUndoGivesItBack(t *testing.T) {
	for _, c := range []struct {
		typed      string
		kind       doc.Kind
		text, back string // of the first block, before and after an undo
	}{
		{"## Part", doc.Heading, "Part", "## "},
		{"> said", doc.Quote, "said", "> "},
		{"- item", doc.Bullet, "item", "- "},
		{"3. item", doc.Numbered, "item", "3. "},
		{"[ ] do", doc.Task, "do", "[ ] "},
		{"```\nx", doc.Code, "x", "```"},
		{"---\n", doc.Rule, "", "---"},
		{"**b**", doc.Paragraph, "b", "**b**"},
		{"`c`", doc.Paragraph, "c", "`c`"},
		{"[a](b.org)", doc.Paragraph, "a", "[a](b.org)"},
		{`"`, doc.Paragraph, "“", `"`},
		{"a--", doc.Paragraph, "a–", "a--"},
	} {
		p, s := show(t, essayOf(""), fyne.NewSize(700, 600))
		s.Habits = editor.Habits{Markdown: true, Quotes: true, Dashes: true}
		typeAll(&p.Text, c.typed)
		checkLayouts(t, &p.Text)
		if b := p.doc.Block(0); b.Kind != c.kind || b.Text() != c.text {
			t.Errorf("%q becomes %q of kind %d", c.typed, b.Text(), b.Kind)
		}
		for p.doc.Block(0).Text() != c.back {
			if p.TypedShortcut(&fyne.ShortcutUndo{}); s.UndoLabel() == "" {
				t.Errorf("%q: no undo gives %q back", c.typed, c.back)
				break
			}
		}
		checkLayouts(t, &p.Text)
		if p.Selection() != s.Selection() {
			t.Errorf("%q: the page's caret is at %v, the session's at %v", c.typed, p.Selection(), s.Selection())
		}
	}
}

func TestCtrlClickOpensALink(t *testing.T) {
	link := doc.Span{Text: "a link of some length", Link: "https://example.org"}
	p, _ := show(t, essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "See "}, link, doc.Span{Text: " here."}))), fyne.NewSize(700, 400))
	opened := ""
	p.OnLink = func(address string) { opened = address }
	on := p.PlaceBelow(10).Subtract(fyne.NewPos(0, 8)).Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(p))
	beside := p.PlaceBelow(2).Subtract(fyne.NewPos(0, 8)).Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(p))
	click := func(at fyne.Position, mod fyne.KeyModifier) {
		opened = ""
		m := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: mod}
		p.MouseDown(m)
		p.MouseUp(m)
	}
	for _, c := range []struct {
		at   fyne.Position
		mod  fyne.KeyModifier
		want string
	}{
		{on, fyne.KeyModifierShortcutDefault, "https://example.org"},
		{on, 0, ""},
		{beside, fyne.KeyModifierShortcutDefault, ""},
	} {
		if click(c.at, c.mod); opened != c.want {
			t.Errorf("a click at %v with %v opens %q, want %q", c.at, c.mod, opened, c.want)
		}
	}
}

func TestSourceIsLines(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{Mode: theme.Light})
	s := editor.NewSession(essay.New(doc.FromText("# A", "", "    b")))
	p := NewPage(s, NewSourceSetting(14, 1.5), &Clip{})
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(900, 600))
	w.Canvas().Focus(p)
	defer p.Close()
	typeAll(&p.Text, "- \"x\" --\n")
	if got, want := p.doc.String(), "- \"x\" --\n# A\n\n    b"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	checkLayouts(t, &p.Text)
	for i := range p.doc.Blocks() {
		if h := p.flow.Height(i); h != 21 {
			t.Errorf("line %d is %v high", i, h)
		}
	}
	p.SetSetting(NewSourceSetting(20, 1.5))
	if h := p.flow.Height(0); h != 30 || p.column < 20*40 {
		t.Errorf("larger: %v high, %v wide", h, p.column)
	}
}
