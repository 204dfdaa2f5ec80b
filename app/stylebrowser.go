package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/format"
)

// styleBrowser shows the styles of citing that there are, and how the one that
// is chosen prints the author's own sources.
type styleBrowser struct {
	w       *Window
	folders cite.Folders
	styles  []cite.StyleInfo
	items   []*csl.Item
	options csl.Options

	popup   *widget.PopUp
	entry   *pickEntry
	kinds   []*quiet
	kind    int // of styleKinds
	list    *pane.List
	preview *widget.RichText
	scroll  *container.Scroll
	found   []cite.StyleInfo
	chosen  int
	asked   int // how often a preview was asked for
}

// styleKinds are the kinds of styles that the browser parts, by their titles.
var styleKinds = []struct {
	title string
	kinds []string
}{
	{"All styles", nil},
	{"In notes", []string{"note"}},
	{"Author and date", []string{"author-date", "author"}},
	{"Numbers", []string{"numeric", "label"}},
}

// The sizes of the browser, and how long its choice must rest before it is
// printed.
const (
	stylesWidth, stylesHeight = 900, 520
	stylesList                = 400
	sampleAfter               = 60 * time.Millisecond
)

// citeStyle has the essay's style of citing chosen.
func (w *Window) citeStyle() { w.browseStyles("") }

// browseStyles shows the styles with one chosen; "" is the essay's.
func (w *Window) browseStyles(name string) {
	d := w.desk
	e := d.session.Essay()
	w.later(0, func() {
		folders := styleFolders(w.lib)
		styles := folders.Catalogue()
		items := slices.Clone(e.Sources())
		if len(items) < 2 {
			more, _ := w.lib.Sources("", 2) // without them there are samples
			for _, s := range more {
				if !slices.ContainsFunc(items, func(it *csl.Item) bool { return it.ID == s.Item.ID }) {
					items = append(items, s.Item)
				}
			}
		}
		if len(items) < 2 {
			items = append(items, sampleSources()...)
		}
		w.do(func() {
			if w.desk != d {
				return
			}
			b := &styleBrowser{
				w: w, folders: folders, styles: styles, items: items[:2],
				options: csl.Options{Locale: e.CiteLocale(), Locales: folders.Locale, NoIbid: e.Citing().NoIbid},
			}
			if name == "" {
				name = e.Citing().StyleName()
			}
			b.show(name)
		})
	})
}

// sampleSources stand where an author has no sources yet.
func sampleSources() []*csl.Item {
	item := func(id, kind, family, given, title string, year int, fields map[string]string) *csl.Item {
		it := &csl.Item{ID: id, Type: kind, Fields: fields, Names: map[string][]csl.Name{"author": {{Family: family, Given: given}}}}
		it.Fields["title"] = title
		it.Dates = map[string]csl.Date{"issued": {From: csl.DateParts{Year: year}}}
		return it
	}
	return []*csl.Item{
		item("sample-1", "article-journal", "Heberden", "William", "Of the Different Quantities of Rain", 1769,
			map[string]string{"container-title": "Philosophical Transactions", "volume": "59", "page": "359–362"}),
		item("sample-2", "book", "Symons", "George James", "British Rainfall", 1861,
			map[string]string{"publisher": "Stanford", "publisher-place": "London"}),
	}
}

func (b *styleBrowser) show(name string) {
	b.entry, b.list, b.preview = newPickEntry(), pane.NewList(), widget.NewRichText()
	b.entry.SetPlaceHolder(lang.L("Style of the citations: its title or field"))
	b.preview.Wrapping = fyne.TextWrapWord
	b.scroll = container.NewVScroll(container.NewPadded(b.preview))
	row := container.NewHBox()
	for k, kind := range styleKinds {
		q := newQuiet()
		q.tap = func() { b.showKind(k) }
		q.set(lang.L(kind.title))
		b.kinds = append(b.kinds, q)
		row.Add(container.NewPadded(q))
	}
	add := newQuiet()
	add.set(lang.L("Add a style…"))
	add.tap = func() {
		b.leave()
		b.w.openStyle()
	}
	hint := newQuiet()
	hint.set(lang.L("Return chooses, Esc leaves all as it is."))
	list := container.New(fixedWidth(stylesList), b.list)
	b.popup = widget.NewPopUp(container.NewPadded(container.NewBorder(container.NewVBox(b.entry, row),
		container.NewHBox(hint, layout.NewSpacer(), add), list, nil, b.scroll)), b.w.win.Canvas())
	b.entry.OnChanged = func(string) { b.filter("") }
	b.entry.OnSubmitted = func(string) { b.take(b.chosen) }
	b.entry.move = func(d int) { b.choose(b.chosen + d) }
	b.entry.escape = b.leave
	b.entry.keys = map[fyne.KeyName]func(){
		fyne.KeyPageDown: func() { b.choose(b.chosen + 10) }, fyne.KeyPageUp: func() { b.choose(b.chosen - 10) },
		fyne.KeyTab: func() { b.showKind((b.kind + 1) % len(styleKinds)) },
	}
	size := b.w.win.Canvas().Size()
	width, height := min(stylesWidth, size.Width-40), min(stylesHeight, size.Height-100)
	b.popup.Resize(fyne.NewSize(width, height))
	b.popup.ShowAtPosition(fyne.NewPos((size.Width-width)/2, 64))
	b.w.win.Canvas().Focus(b.entry)
	b.filter(name)
}

// fixedWidth lays out what it holds in a width.
type fixedWidth float32

func (w fixedWidth) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(float32(w), 0) }

func (w fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (b *styleBrowser) leave() {
	b.popup.Hide()
	b.w.refocus()
}

// showKind shows one kind of styles.
func (b *styleBrowser) showKind(kind int) {
	b.kind = kind
	var name string
	if b.chosen < len(b.found) {
		name = b.found[b.chosen].Name
	}
	b.filter(name)
	b.w.win.Canvas().Focus(b.entry)
}

// filter lists what is asked for, and chooses a style by its name, or the first.
func (b *styleBrowser) filter(name string) {
	words := strings.Fields(strings.ToLower(b.entry.Text))
	kinds := styleKinds[b.kind].kinds
	b.found = b.found[:0]
	for _, s := range b.styles {
		if (kinds == nil || slices.Contains(kinds, s.Kind)) && s.Matches(words) {
			b.found = append(b.found, s)
		}
	}
	for k, q := range b.kinds {
		if k == b.kind {
			q.plain(lang.L(styleKinds[k].title))
		} else {
			q.set(lang.L(styleKinds[k].title))
		}
	}
	b.choose(max(0, slices.IndexFunc(b.found, func(s cite.StyleInfo) bool { return s.Name == name })))
}

func (b *styleBrowser) choose(i int) {
	b.chosen = max(0, min(i, len(b.found)-1))
	items := make([]pane.Item, len(b.found))
	for i, s := range b.found {
		items[i] = pane.Item{Text: s.Title, Selected: i == b.chosen, Tap: func() { b.tapped(i) }}
	}
	if len(items) == 0 {
		items = []pane.Item{{Heading: true, Text: lang.L("Nothing fits what is typed.")}}
	}
	b.list.Set(items)
	b.list.Reveal(b.chosen)
	b.print()
}

// tapped shows a style, and takes it with the second click.
func (b *styleBrowser) tapped(i int) {
	if i == b.chosen {
		b.take(i)
		return
	}
	b.choose(i)
	b.w.win.Canvas().Focus(b.entry)
}

func (b *styleBrowser) take(i int) {
	if i < len(b.found) {
		b.leave()
		b.w.setStyle(b.folders, b.found[i])
	}
}

// print shows how the chosen style prints, once it stays chosen.
func (b *styleBrowser) print() {
	b.asked++
	asked := b.asked
	if len(b.found) == 0 {
		b.preview.Segments = nil
		b.preview.Refresh()
		return
	}
	s := b.found[b.chosen]
	b.w.later(sampleAfter, func() {
		var now bool
		fyne.DoAndWait(func() { now = b.asked == asked })
		if !now {
			return
		}
		style, err := b.folders.Style(s.Name)
		var sample citing.Sample
		if err == nil {
			sample, err = citing.SampleOf(style, b.options, b.items)
		}
		b.w.do(func() {
			if b.asked != asked {
				return
			}
			if err != nil {
				b.preview.Segments = append(styleHead(s), caption(sentence(err), fynetheme.ColorNameError))
			} else {
				b.preview.Segments = append(styleHead(s), sampleText(sample, style.Class == "note")...)
			}
			b.preview.Refresh()
			b.scroll.ScrollToTop()
		})
	})
}

// styleHead names a style, and says what kind it is.
func styleHead(s cite.StyleInfo) []widget.RichTextSegment {
	title := widget.RichTextStyleStrong
	title.Inline = false
	var remarks []string
	if s.Short != "" {
		remarks = append(remarks, s.Short)
	}
	if s.Kind != "" {
		remarks = append(remarks, lang.L(kindNames[s.Kind]))
	}
	for _, f := range s.Fields {
		if f != "generic-base" {
			remarks = append(remarks, f)
		}
	}
	if s.Parent != "" {
		remarks = append(remarks, lang.L("as {{.Style}}", map[string]any{"Style": s.Parent}))
	}
	return []widget.RichTextSegment{&widget.TextSegment{Text: s.Title, Style: title}, caption(strings.Join(remarks, " · "), fynetheme.ColorNamePlaceHolder)}
}

var kindNames = map[string]string{
	"note": "in notes", "author-date": "author and date", "author": "author", "numeric": "numbers", "label": "labels",
}

func caption(text string, color fyne.ThemeColorName) widget.RichTextSegment {
	style := widget.RichTextStyleParagraph
	style.ColorName, style.SizeName = color, fynetheme.SizeNameCaptionText
	return &widget.TextSegment{Text: text, Style: style}
}

// sampleText shows what a style prints, each with what it is.
func sampleText(s citing.Sample, notes bool) (list []widget.RichTextSegment) {
	part := func(what string, spans ...[]doc.Span) {
		list = append(list, caption(lang.L(what), fynetheme.ColorNamePlaceHolder))
		for _, sp := range spans {
			list = append(list, segments(sp)...)
			list = append(list, &widget.TextSegment{Style: widget.RichTextStyleParagraph})
		}
	}
	if notes {
		part("First note", s.First)
		part("The same again", s.Again)
		part("Another source", s.Other)
		part("The first once more", s.Later)
	} else {
		part("In the text", s.First, s.Other)
	}
	if len(s.Bibliography) > 0 {
		part("Bibliography", s.Bibliography...)
	}
	return list
}

func isStyle(path string) bool { return strings.EqualFold(filepath.Ext(path), ".csl") }

// openStyle asks for a style's file.
func (w *Window) openStyle() {
	w.choose(lang.L("Which style is to be added? Type the path of its .csl file."), withSlash(w.exportFolder()), files(isStyle, false), func(paths []string) {
		w.addStyle(paths[0])
	})
}

// addStyle keeps a style beside the library and shows what it prints.
func (w *Window) addStyle(path string) {
	w.later(0, func() {
		name, err := keepStyle(path, styleFolders(w.lib))
		w.do(func() {
			if err != nil {
				w.fail(err)
				return
			}
			w.browseStyles(name)
		})
	})
}

// keepStyle copies a style that can be read into the first of the folders.
func keepStyle(path string, folders cite.Folders) (name string, err error) {
	if _, err := folders.Style(path); err != nil {
		return "", fmt.Errorf("the style was not added: %w", err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the style was not added: %w", err)
	}
	name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if slices.Contains(csl.BuiltinStyles, name) {
		return "", fmt.Errorf("the style was not added: %s is the name of one of the program’s own styles; rename its file", name)
	}
	if err := os.MkdirAll(folders.Styles[0], 0o755); err != nil {
		return "", fmt.Errorf("the style was not added: %w", err)
	}
	to := filepath.Join(folders.Styles[0], name+".csl")
	return name, format.Save(to, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
