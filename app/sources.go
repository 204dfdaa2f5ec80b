package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/sourcefile"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// sourcesMax bounds the sources that are listed at once; a search finds the
// others.
const sourcesMax = 300

// sourceFilter says which sources the list shows.
type sourceFilter int

// The filters, as they follow one another by a click.
const (
	allSources sourceFilter = iota
	ofThisEssay
	neverCited
	thereTwice
	sourceFilters
)

// sourceList is the library's sources on the left side, in the place of essays
// and outline.
type sourceList struct {
	on     bool
	filter sourceFilter
	found  []storage.Source
	shown  []storage.Source // those of them that the filter lets through
	asked  string
}

// toggleSources shows the sources on the left side, or the essays again.
func (w *Window) toggleSources() {
	s := w.side
	s.sources.on = !s.sources.on
	s.search.SetText("")
	s.search.SetPlaceHolder(lang.L("Search all essays"))
	if s.sources.on {
		w.unfoldSide()
		s.search.SetPlaceHolder(lang.L("Search the sources"))
	}
	s.show()
	if s.sources.on {
		s.findSources("")
		w.win.Canvas().Focus(s.search)
	} else {
		w.desk.focusLast()
	}
}

// findSources searches the library off this goroutine.
func (s *side) findSources(text string) {
	filter := s.sources.filter
	asked := fmt.Sprint(filter, text)
	s.sources.asked = asked
	s.w.later(0, func() {
		var found []storage.Source
		var err error
		switch {
		case filter == thereTwice:
			found, err = s.w.lib.Twice(sourcesMax)
		case filter == neverCited && strings.TrimSpace(text) == "":
			found, err = s.w.lib.NeverCited(sourcesMax)
		default:
			found, err = s.w.lib.Sources(text, sourcesMax)
		}
		s.w.do(func() {
			if s.sources.asked != asked || s.w.desk == nil {
				return
			}
			s.w.fail(err)
			s.sources.found = found
			if s.sources.on {
				s.showSources()
			}
		})
	})
}

func (s *side) showSources() {
	w := s.w
	e := w.desk.session.Essay()
	items := []pane.Item{
		{Heading: true, Text: strings.ToUpper(lang.L("Sources")), Remark: "×", Tap: w.toggleSources},
		{Text: [...]string{lang.L("All sources"), lang.L("Sources of this essay"), lang.L("Sources never cited"), lang.L("Sources that are there twice")}[s.sources.filter], Remark: "▾", Tap: func() {
			s.sources.filter = (s.sources.filter + 1) % sourceFilters
			s.findSources(s.search.Text)
		}},
		{Text: lang.L("Add a source…"), Remark: "+", Quiet: true, Tap: w.newSource},
		{Text: lang.L("Import sources…"), Quiet: true, Tap: w.openSources},
	}
	if s.sources.filter == thereTwice {
		items = append(items, pane.Item{Text: lang.L("Find duplicates…"), Quiet: true, Tap: w.findTwins})
	}
	s.sources.shown = nil
	for _, src := range s.sources.found {
		here := e.Source(src.Item.ID) != nil
		if s.sources.filter == ofThisEssay && !here || s.sources.filter == neverCited && src.Cited > 0 {
			continue
		}
		s.sources.shown = append(s.sources.shown, src)
		items = append(items, pane.Item{
			Text: cite.Line(src.Item) + "   " + cite.Title(src.Item), Lit: here,
			Tap:  func() { w.editSource(src) },
			Menu: func(at fyne.Position) { s.sourceMenu(src, at) },
		})
	}
	if len(s.sources.shown) == 0 {
		says := lang.L("No source was found.")
		if s.search.Text == "" && s.sources.filter == allSources {
			says = lang.L("No sources yet.")
		}
		items = append(items, pane.Item{Text: says, Quiet: true})
	}
	s.list.Set(items)
}

func (s *side) sourceMenu(src storage.Source, at fyne.Position) {
	w := s.w
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem(lang.L("Edit…"), func() { w.editSource(src) }),
		fyne.NewMenuItem(lang.L("Cite at the caret"), func() { w.citeSource(src.Item) }),
		fyne.NewMenuItem(lang.L("Where is this cited?"), func() { w.whereCited(src) }),
		fyne.NewMenuItem(lang.L("Give it a new key"), func() { w.rekey(src) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Delete source"), func() { w.deleteSource(src) }),
	), w.win.Canvas(), at)
}

// citeSource cites a source where the caret stands.
func (w *Window) citeSource(it *csl.Item) {
	t := w.textInUse()
	t.Do(func() error {
		s := w.desk.session
		own := it
		if key := s.Essay().KeyFor(it); key != it.ID {
			own = it.Clone()
			own.ID = key
		}
		return s.InsertCitation(cite.New(cite.Cite{Key: own.ID}), own)
	})
	w.desk.focusLast()
}

// whereCited lists the essays that cite a source, and in the one on the desk
// the places.
func (w *Window) whereCited(src storage.Source) {
	list, err := w.lib.WhereCited(src.ID)
	if err != nil {
		w.fail(err)
		return
	}
	if len(list) == 0 {
		w.status.say(lang.L("This source is cited nowhere."))
		return
	}
	key, err := w.lib.KeyIn(w.desk.id, src.ID)
	w.fail(err)
	w.pick(lang.L("Where {{.Source}} is cited", map[string]any{"Source": cite.Line(src.Item)}), func(string) []pane.Item {
		var items []pane.Item
		for _, in := range list {
			items = append(items, pane.Item{Text: titleOr(in.Title), Remark: fmt.Sprint(in.Times), Tap: func() { w.fail(w.open(in.Essay)) }})
			if in.Essay != w.desk.id {
				continue
			}
			e := w.desk.session.Essay()
			for _, p := range e.CitePlaces() {
				if slices.Contains(p.Citation.Keys(), key) {
					items = append(items, pane.Item{Text: placeOf(e, p), Level: 1, Quiet: true, Tap: func() { w.showCitation(p) }})
				}
			}
		}
		return items
	})
}

// placeOf names the place of a citation: its note, or the sentence around it.
func placeOf(e *essay.Essay, p essay.CitePlace) string {
	if p.Note != "" {
		says := lang.L("Note") + " " + e.Label(p.Note)
		if at, ok := e.MarkerPos(p.Note); ok {
			says += "  " + essay.Excerpt(essay.SentenceAt(e.Body(), at), 60)
		}
		return says
	}
	if at, ok := atomPos(e.Body(), p.Citation.ID); ok {
		return essay.Excerpt(essay.SentenceAt(e.Body(), at), 70)
	}
	return ""
}

func atomPos(d *doc.Document, id cite.ID) (doc.Pos, bool) {
	for i, a := range d.Atoms() {
		if a.Kind == doc.Citation && a.ID == string(id) {
			return d.AtomPos(i)
		}
	}
	return 0, false
}

// showCitation selects a citation where it stands.
func (w *Window) showCitation(p essay.CitePlace) {
	e := w.desk.session.Essay()
	in := p.Note
	if at, ok := atomPos(e.Body(), p.Citation.ID); ok {
		w.desk.focus("")
		w.desk.page.Select(editor.Selection{Anchor: at, Head: at + 1})
		w.desk.page.ShowPos(at)
		return
	}
	if text := e.Text(in); text != nil {
		if at, ok := atomPos(text, p.Citation.ID); ok {
			w.beside.ShowNotes()
			w.desk.show(editor.Selection{In: in, Anchor: at, Head: at + 1})
			w.desk.focus(in)
		}
	}
}

func (w *Window) deleteSource(src storage.Source) {
	did := lang.L("{{.Source}} deleted", map[string]any{"Source": cite.Line(src.Item)})
	if err := w.changeSources(did, []storage.SourceRow{{ID: src.ID, Item: src.Item, Deleted: true}}, nil); err != nil {
		w.fail(err)
		return
	}
	if w.beside.Shown() == "source" {
		w.beside.ShowNotes()
	}
	says := lang.L("The source was deleted.")
	if src.Cited > 0 {
		says = lang.L("The source was deleted. Where it is cited it stays, and the checks name it.")
	}
	w.status.say(says)
}

// openSources asks for a file of sources.
func (w *Window) openSources() {
	dialog.ShowFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			w.fail(err)
			return
		}
		path := r.URI().Path()
		r.Close()
		w.importSources(path)
	}, w.win)
}

// importSources reads a file of sources into the library off this goroutine.
func (w *Window) importSources(path string) {
	f, ok := sourcefile.ByPath(path)
	if !ok {
		w.fail(fmt.Errorf("%s is no file of sources: there are .bib, .ris, .json, .yaml and .xml", filepath.Base(path)))
		return
	}
	w.status.sayQuietly(lang.L("Reading {{.File}}…", map[string]any{"File": filepath.Base(path)}))
	w.later(0, func() {
		data, err := os.ReadFile(path)
		if err != nil {
			w.do(func() { w.fail(err) })
			return
		}
		w.takeSources(filepath.Base(path), f, data)
	})
}

// isSources reports whether a file is one of sources. Essays too come in files
// that end in .xml and .json; what stands first in them tells.
func isSources(path string) bool {
	f, ok := sourcefile.ByPath(path)
	if !ok {
		return false
	}
	if _, both := format.ByPath(path); !both {
		return true
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(file, head) // the end of a shorter file is no matter
	return f.Begins(head[:n])
}

// pasteSources takes the sources that the clipboard holds as text into the
// library.
func (w *Window) pasteSources() {
	text := strings.TrimSpace(w.app.Clipboard().Content())
	f, ok := sourcesIn(text)
	if !ok {
		w.status.say(lang.L("The clipboard holds no sources: copy BibTeX, RIS, CSL-JSON, CSL-YAML or EndNote XML."))
		return
	}
	w.later(0, func() { w.takeSources(lang.L("the clipboard"), f, []byte(text)) })
}

// sourcesIn knows a text of sources by how it begins.
func sourcesIn(text string) (sourcefile.Format, bool) {
	for _, f := range sourcefile.Formats {
		if f.Begins([]byte(text)) {
			return f, true
		}
	}
	return sourcefile.Format{}, false
}

// adoptSources gives the essay on the desk the sources of the library that it
// cites by their keys and does not have, as one that came from Markdown.
func (w *Window) adoptSources() {
	if w.desk == nil {
		return
	}
	e := w.desk.session.Essay()
	var missing []string
	for c := range e.Citations() {
		for _, key := range c.Keys() {
			if e.Source(key) == nil && !slices.Contains(missing, key) {
				missing = append(missing, key)
			}
		}
	}
	if len(missing) == 0 {
		return
	}
	items, err := w.lib.SourcesOf(missing)
	if err != nil || len(items) == 0 {
		w.fail(err)
		return
	}
	w.edit(func() error {
		return w.desk.session.Do("Add sources", func(t *editor.Transaction) error {
			t.PutSources(items...)
			return nil
		})
	})
}

// takeSources reads sources, puts them into the library and shows what was
// wrong with them.
func (w *Window) takeSources(name string, f sourcefile.Format, data []byte) {
	items, problems := f.Read(data)
	w.keepSources(name, items, problems)
}

// keepSources puts sources that came from somewhere into the library and shows
// them, and what was wrong with them.
func (w *Window) keepSources(from string, items []*csl.Item, problems []sourcefile.Problem) {
	did := lang.L("sources from {{.Name}} imported", map[string]any{"Name": from})
	added, err := w.addSources(did, items...)
	w.do(func() {
		w.status.sayQuietly("")
		if err != nil {
			w.fail(err)
			return
		}
		w.adoptSources()
		if !w.side.sources.on {
			w.toggleSources()
		} else {
			w.side.findSources(w.side.search.Text)
		}
		says := lang.L("{{.Name}}: {{.Read}} sources were read, {{.New}} of them new.", map[string]any{"Name": from, "Read": len(items), "New": added})
		w.status.say(says)
		if len(problems) > 0 {
			w.showProblems(says, problems)
		}
	})
}

// showProblems lists what was wrong with imported sources beside the page.
func (w *Window) showProblems(says string, problems []sourcefile.Problem) {
	box := container.NewVBox()
	lines := []string{says}
	for _, p := range problems[:min(len(problems), 200)] {
		lines = append(lines, capital(p.String()))
	}
	for _, line := range lines {
		label := widget.NewLabel(line)
		label.Wrapping = fyne.TextWrapWord
		box.Add(label)
	}
	w.unfoldNotes()
	w.beside.Put("sources", lang.L("Imported sources"), container.NewVScroll(container.NewPadded(box)))
}
