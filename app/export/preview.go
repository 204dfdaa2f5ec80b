package export

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// Shown is an output made ready to be looked at. It is a value: any goroutine
// may make it.
type Shown struct {
	title string
	look  *essay.Essay                // what was read back, with its notes below
	marks map[*doc.Block][]page.Range // in it, what differs from the essay
	text  *doc.Document               // the output's lines; nil if it is no text
}

// textMax bounds the text that is shown, in bytes; the rest is said to be left
// out.
const textMax = 4 << 20

// Show makes an output ready to be looked at.
func Show(f format.Format, w format.Written) Shown {
	s := Shown{title: f.Title}
	if w.Back != nil {
		s.look, s.marks = look(w.Back, w.Losses)
	}
	if f.IsText() {
		text, cut := string(w.Output), false
		if len(text) > textMax {
			text, cut = strings.ToValidUTF8(text[:textMax], ""), true
		}
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if cut {
			lines = append(lines, "…")
		}
		s.text = doc.FromText(lines...)
	}
	return s
}

// look puts the notes below the text of an essay, each with its number, and
// gives the places of the losses to their blocks.
func look(e *essay.Essay, losses []format.Loss) (*essay.Essay, map[*doc.Block][]page.Range) {
	blocks := make([]*doc.Block, 0, e.Body().Blocks())
	for b := range e.Body().Each() {
		blocks = append(blocks, b)
	}
	first, shift := map[essay.NoteID]int{"": 0}, map[essay.NoteID]doc.Pos{}
	if notes := e.Numbered(); len(notes) > 0 {
		blocks = append(blocks, doc.NewBlock(doc.Rule, 0))
		for _, n := range notes {
			first[n.ID] = len(blocks)
			number := doc.Span{Text: e.Label(n.ID) + "\u2002"}
			for i, b := range n.Text.All() {
				if i == 0 {
					b = b.WithSpans(append([]doc.Span{number}, b.Spans()...)...)
				}
				blocks = append(blocks, b)
			}
			shift[n.ID] = number.Len()
		}
	}
	marks := map[*doc.Block][]page.Range{}
	for _, l := range losses {
		if l.Back.Block < 0 || l.Back.From == l.Back.To {
			continue
		}
		i, by := first[l.Back.In]+l.Back.Block, doc.Pos(0)
		if l.Back.Block == 0 {
			by = shift[l.Back.In]
		}
		if i < len(blocks) {
			marks[blocks[i]] = append(marks[blocks[i]], page.Range{From: l.Back.From + by, To: l.Back.To + by})
		}
	}
	return e.WithBody(doc.New(blocks...)), marks
}

// Preview shows, in the page's place, what would be written.
type Preview struct {
	widget.BaseWidget

	Back     func() // the essay's own page is wanted again
	Pictures func(source string) page.Picture
	Clip     *page.Clip
	Shortcut func(fyne.Shortcut)

	body, lines *page.Setting
	says        *widget.Label
	asText      *pane.Link
	shown       Shown
	wantText    bool
	page        *page.Page
	frame       *fyne.Container
}

// NewPreview makes an empty preview in the types of the page and of a source.
func NewPreview(body, lines *page.Setting) *Preview {
	p := &Preview{body: body, lines: lines, says: quietLabel(), wantText: true}
	p.says.Wrapping = fyne.TextTruncate
	p.asText = pane.NewLink("", p.toggle)
	back := pane.NewLink(lang.L("Back to the page")+"  Esc", func() { p.Back() })
	bar := container.NewPadded(container.NewBorder(nil, nil, nil, container.NewHBox(p.asText, back), p.says))
	p.frame = container.NewBorder(bar, nil, nil, nil, layout.NewSpacer())
	p.ExtendBaseWidget(p)
	return p
}

// Set shows an output.
func (p *Preview) Set(s Shown) {
	p.shown = s
	p.show()
}

// Shows is the document that is to be seen, or nil.
func (p *Preview) Shows() *doc.Document {
	if p.showsText() {
		return p.shown.text
	}
	if p.shown.look == nil {
		return nil
	}
	return p.shown.look.Body()
}

// SetSettings shows the page and a source in other types.
func (p *Preview) SetSettings(body, lines *page.Setting) {
	p.body, p.lines = body, lines
	if p.page != nil {
		p.show()
	}
}

// Again says once more what is shown, after nothing new has come of a wait.
func (p *Preview) Again() { p.says.SetText(p.title()) }

// Page is the page that is to be read, or nil.
func (p *Preview) Page() *page.Page { return p.page }

// Wait says that another output is on its way.
func (p *Preview) Wait(text string) { p.says.SetText(text) }

// Close lets go of what is shown.
func (p *Preview) Close() {
	if p.page != nil {
		p.page.Close()
		p.page = nil
	}
}

func (p *Preview) showsText() bool {
	return p.shown.text != nil && (p.wantText || p.shown.look == nil)
}

// toggle shows the text of an output or what it looks like.
func (p *Preview) toggle() {
	p.wantText = !p.wantText
	p.show()
}

func (p *Preview) title() string {
	what := lang.L("read back")
	if p.showsText() {
		what = lang.L("the text of the file")
	}
	return lang.L("Preview:") + " " + lang.L(p.shown.title) + ", " + what
}

func (p *Preview) show() {
	p.Close()
	p.Again()
	p.asText.Hidden = p.shown.text == nil || p.shown.look == nil
	if p.wantText {
		p.asText.Set(lang.L("Show it as it is read"), false)
	} else {
		p.asText.Set(lang.L("Show its text"), false)
	}
	text := p.Shows()
	if text == nil {
		return
	}
	if p.showsText() {
		p.page = page.NewPage(editor.NewSession(essay.New(text)), p.lines, p.Clip)
	} else {
		p.page = page.NewPage(editor.NewSession(p.shown.look), p.body, p.Clip)
		p.page.Decorations = &page.Decorations{}
		p.page.Decorations.Set(page.Hit, p.shown.marks)
		p.page.Pictures = p.Pictures
	}
	p.page.ReadOnly = true
	p.page.OnEscape = func() { p.Back() }
	p.page.OnShortcut = p.Shortcut
	p.frame.Objects[0] = p.page
	p.frame.Refresh()
}

// CreateRenderer shows the line above and the page.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.frame) }
