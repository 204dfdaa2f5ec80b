package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// citeBox is a small box at the caret in which sources are chosen and a
// citation of them is made, or one that stands there is changed.
type citeBox struct {
	w      *Window
	t      *page.Text
	before editor.Selection // where the citation goes
	old    *cite.Citation   // that is changed, or nil

	cites   []cite.Cite
	items   []*csl.Item // of the cites, under their keys in the essay
	current int         // the cite that the fields are of

	popup                   *widget.PopUp
	search                  *pickEntry
	list, chosen            *pane.List
	locator, prefix, suffix *pickEntry
	suppress                *widget.Check
	fields                  *fyne.Container
	preview                 *widget.RichText
	found                   []storage.Source
	at                      int // in found
	printer                 *citing.Printer
	asked                   int // previews, counted
	printing                bool
}

const citeBoxWidth = 460

// citation opens the box at the caret, or for the citation that stands there.
func (w *Window) citation() {
	t := w.textInUse()
	w.desk.session.Select(t.Selection())
	w.cite(t, t.Selection())
}

// cite opens the box for what is selected in a text.
func (w *Window) cite(t *page.Text, sel editor.Selection) *citeBox {
	if w.source != nil {
		return nil
	}
	b := &citeBox{w: w, t: t, before: sel, printer: citing.NewPrinter(styleFolders(w.lib))}
	if at, c := citationAt(w.desk.session.Essay(), sel); c != nil {
		b.old, b.before = c, editor.Selection{In: sel.In, Anchor: at, Head: at + 1}
		b.cites = slices.Clone(c.Cites)
		for _, one := range b.cites {
			if it := w.desk.session.Essay().Source(one.Key); it != nil {
				b.items = append(b.items, it)
			}
		}
	}
	b.make()
	b.show()
	return b
}

// citationAt is the citation that is selected, or that stands beside a caret,
// with its position.
func citationAt(e *essay.Essay, sel editor.Selection) (doc.Pos, *cite.Citation) {
	text := e.Text(sel.In)
	from, to := sel.Range()
	places := []doc.Pos{from}
	if from == to {
		places = []doc.Pos{from - 1, from}
	} else if to != from+1 {
		return 0, nil
	}
	for _, p := range places {
		if a := text.AtomAt(p); a != nil && a.Kind == doc.Citation {
			if c := e.Citation(cite.ID(a.ID)); c != nil {
				return p, c
			}
		}
	}
	return 0, nil
}

// make makes the box's widgets.
func (b *citeBox) make() {
	b.search, b.list, b.chosen = newPickEntry(), pane.NewList(), pane.NewList()
	b.list.Least = 6
	b.search.SetPlaceHolder(lang.L("Author, title, year, tag or key"))
	b.search.OnChanged = b.find
	b.search.OnSubmitted = func(string) { b.pick() }
	b.search.move = func(d int) {
		b.at = max(0, min(b.at+d, len(b.found)-1))
		b.showFound()
	}
	b.search.escape = b.leave
	field := func(holder string, set func(*cite.Cite, string)) *pickEntry {
		e := newPickEntry()
		e.SetPlaceHolder(holder)
		e.escape = b.leave
		e.OnSubmitted = func(string) { b.insert() }
		e.OnChanged = func(text string) {
			if b.current < len(b.cites) {
				set(&b.cites[b.current], text)
				b.render()
			}
		}
		return e
	}
	b.locator = field(lang.L("Page, or “ch. 3”"), func(c *cite.Cite, text string) {
		label, locator, rest := cite.ParseLocator(text)
		if locator == "" {
			locator, rest = rest, ""
		}
		c.Label, c.Locator = label, strings.TrimSpace(strings.TrimSuffix(locator+", "+rest, ", "))
	})
	b.prefix = field(lang.L("Before: see"), func(c *cite.Cite, text string) { c.Prefix = strings.TrimSpace(text) })
	b.suffix = field(lang.L("After"), func(c *cite.Cite, text string) { c.Suffix = strings.TrimSpace(text) })
	b.suppress = widget.NewCheck(lang.L("Without the author"), func(on bool) {
		if b.current < len(b.cites) {
			c := &b.cites[b.current]
			if on {
				c.Mode = cite.SuppressAuthor
			} else if c.Mode == cite.SuppressAuthor {
				c.Mode = cite.Normal
			}
			b.render()
		}
	})
	b.fields = container.NewVBox(container.NewGridWithColumns(3, b.locator, b.prefix, b.suffix),
		container.NewHBox(b.suppress, layout.NewSpacer(), pane.NewLink(lang.L("Remove this source"), func() { b.drop(b.current) })))
	b.preview = widget.NewRichText()
	b.preview.Wrapping = fyne.TextWrapWord
}

func (b *citeBox) show() {
	title := lang.L("Insert citation")
	if b.old != nil {
		title = lang.L("Change citation")
	}
	actions := container.NewHBox(
		pane.NewLink(lang.L("Add a source…"), func() { b.leave(); b.w.newSource() }),
		layout.NewSpacer(), pane.NewLink(title, b.insert))
	top := container.NewVBox(b.search)
	bottom := container.NewVBox(b.chosen, b.fields, widget.NewSeparator(), b.preview, actions)
	b.popup = widget.NewPopUp(container.NewPadded(container.NewBorder(top, bottom, nil, nil, b.list)), b.w.win.Canvas())
	b.find("")
	b.arrange()
	b.popup.Show()
	if b.old != nil {
		b.choose(0)
	} else {
		b.focus(b.search)
	}
}

// arrange shows what was chosen.
func (b *citeBox) arrange() {
	items := make([]pane.Item, len(b.cites))
	for i, c := range b.cites {
		text := c.Key
		for _, it := range b.items {
			if it.ID == c.Key {
				text = cite.Line(it) + "   " + cite.Title(it)
			}
		}
		items[i] = pane.Item{
			Text: text, Selected: i == b.current,
			Tap: func() { b.choose(i) },
		}
	}
	b.chosen.Least = len(items)
	b.chosen.Set(items)
	if len(items) == 0 {
		b.chosen.Hide()
		b.fields.Hide()
	} else {
		b.chosen.Show()
		b.fields.Show()
	}
	b.render()
	b.place()
}

// place puts the box below the caret, and as far up as it must be to be seen
// whole.
func (b *citeBox) place() {
	if b.popup == nil {
		return
	}
	size := b.popup.MinSize()
	size.Width = citeBoxWidth
	within := b.w.win.Canvas().Size()
	from, _ := b.before.Range()
	at := b.t.PlaceBelow(from).AddXY(0, 4)
	at.X = max(8, min(at.X, within.Width-size.Width-8))
	at.Y = max(8, min(at.Y, within.Height-size.Height-40))
	b.popup.Resize(size)
	b.popup.Move(at)
}

func (b *citeBox) focus(e *pickEntry) { b.w.win.Canvas().Focus(e) }

// choose shows the fields of a cite.
func (b *citeBox) choose(i int) {
	b.current = i
	c := b.cites[i]
	locator := ""
	if c.Locator != "" && (c.Label == "" || c.Label == "page") {
		locator = c.Locator
	} else if c.Locator != "" {
		locator = cite.LocatorText(c.Label, c.Locator)
	}
	b.locator.SetText(locator)
	b.prefix.SetText(c.Prefix)
	b.suffix.SetText(c.Suffix)
	b.suppress.SetChecked(c.Mode == cite.SuppressAuthor)
	b.arrange()
	b.focus(b.locator)
}

// drop takes a cite away.
func (b *citeBox) drop(i int) {
	if i >= len(b.cites) {
		return
	}
	b.cites = slices.Delete(b.cites, i, i+1)
	b.current = max(0, min(b.current, len(b.cites)-1))
	if len(b.cites) > 0 {
		b.choose(b.current)
		return
	}
	b.arrange()
	b.focus(b.search)
}

// find searches the library off this goroutine.
func (b *citeBox) find(text string) {
	b.w.later(0, func() {
		found, err := b.w.lib.Sources(text, 60)
		b.w.do(func() {
			if b.search.Text != text {
				return
			}
			b.w.fail(err)
			b.found, b.at = found, 0
			b.showFound()
		})
	})
}

func (b *citeBox) showFound() {
	items := make([]pane.Item, 0, len(b.found)+1)
	for i, s := range b.found {
		items = append(items, pane.Item{
			Text: cite.Line(s.Item) + "   " + cite.Title(s.Item), Selected: i == b.at,
			Tap: func() { b.at = i; b.pick() },
		})
	}
	if len(items) == 0 {
		says := lang.L("No source was found.")
		if b.search.Text == "" {
			says = lang.L("No sources yet: import a file of them, or add one.")
		}
		items = append(items, pane.Item{Text: says, Quiet: true})
	}
	b.list.Set(items)
	b.list.Reveal(b.at)
}

// pick takes the source that is marked in the list; without words to search for,
// Return ends the choosing.
func (b *citeBox) pick() {
	if b.search.Text == "" && len(b.cites) > 0 {
		b.insert()
		return
	}
	if b.at >= len(b.found) {
		return
	}
	e, item := b.w.desk.session.Essay().WithSources(b.items...), b.found[b.at].Item
	if key := e.KeyFor(item); key != item.ID {
		item = item.Clone()
		item.ID = key
	}
	b.items = append(b.items, item)
	b.cites = append(b.cites, cite.Cite{Key: item.ID})
	b.search.SetText("")
	b.choose(len(b.cites) - 1)
}

// citation is what the box has made so far.
func (b *citeBox) citation() *cite.Citation {
	id := cite.ID("new")
	if b.old != nil {
		id = b.old.ID
	}
	return &cite.Citation{ID: id, Cites: slices.Clone(b.cites)}
}

// render shows how the citation would read at its place.
func (b *citeBox) render() {
	if len(b.cites) == 0 {
		b.preview.Hide()
		return
	}
	b.asked++
	if b.printing {
		return
	}
	b.printing = true
	asked := b.asked
	c, e := b.citation(), b.w.desk.session.Essay().WithSources(b.items...)
	e = e.WithCitations(c)
	if b.old == nil && b.before.In == "" {
		from, to := b.before.Range()
		text, _ := e.Body().Replace(from, to, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.CitationOf(c.ID))}})
		e = e.WithBody(text)
	} else if n := e.Note(b.before.In); b.old == nil && n != nil && !e.IsCitation(n.ID) {
		from, to := b.before.Range()
		own := *n
		own.Text, _ = n.Text.Replace(from, to, doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.CitationOf(c.ID))}})
		e = e.WithNote(&own)
	}
	b.w.later(0, func() {
		printed, _ := b.printer.Print(e) // where it cannot be printed, it is shown as it is typed
		b.w.do(func() {
			b.printing = false
			if b.asked != asked {
				b.render()
				return
			}
			b.preview.Segments = segments(append(printed.Authors(c.ID), printed.Spans(e, c.ID)...))
			b.preview.Show()
			b.preview.Refresh()
			b.place()
		})
	})
}

// segments are spans as Fyne's rich text shows them.
func segments(spans []doc.Span) []widget.RichTextSegment {
	var list []widget.RichTextSegment
	for _, sp := range spans {
		style := widget.RichTextStyleInline
		style.TextStyle = fyne.TextStyle{Bold: sp.Style&doc.Bold != 0, Italic: sp.Style&doc.Italic != 0}
		list = append(list, &widget.TextSegment{Text: sp.Text, Style: style})
	}
	return list
}

// insert puts the citation into the text.
func (b *citeBox) insert() {
	s := b.w.desk.session
	if len(b.cites) == 0 {
		b.focus(b.search)
		return
	}
	c := b.citation()
	used := slices.DeleteFunc(slices.Clone(b.items), func(it *csl.Item) bool { return !slices.Contains(c.Keys(), it.ID) })
	var err error
	if b.old != nil {
		err = s.ChangeCitation(c, used...)
	} else {
		s.Select(b.before)
		err = s.InsertCitation(cite.New(c.Cites...), used...)
	}
	b.popup.Hide()
	b.w.desk.focusLast()
	b.w.fail(err)
	if b.old == nil && err == nil {
		b.t.Select(s.Selection())
	}
}

// leave takes the box away; the text is as it was.
func (b *citeBox) leave() {
	b.popup.Hide()
	b.w.desk.focusLast()
	b.t.Select(b.before)
}
