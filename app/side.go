package app

import (
	"slices"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/storage"
)

// side is what stands on the left: a search over all essays, the essays, the
// outline of the one on the desk, and the trash when it is asked for.
type side struct {
	w        *Window
	content  fyne.CanvasObject
	search   *pickEntry
	list     *pane.List
	essays   []storage.Entry
	trashed  []storage.Entry
	shelf    shelf
	members  map[int]member // what stands in collections, by its place among the items
	trash    bool
	hits     []storage.Hit
	sections []section
	first    int // the item of the first section
	current  int // the section that the caret stands in, or -1
	sources  sourceList
}

func newSide(w *Window) *side {
	s := &side{w: w, search: newPickEntry(), list: pane.NewList(), current: -1}
	s.list.OnMove = s.move
	s.search.SetPlaceHolder(lang.L("Search all essays"))
	s.search.OnChanged = s.find
	s.search.OnSubmitted = func(string) {
		if s.sources.on {
			return
		}
		if len(s.hits) > 0 {
			s.openHit(s.hits[0])
		}
	}
	s.search.shortcut = w.sourcesShortcut
	s.search.escape = func() {
		if s.sources.on && s.search.Text == "" {
			w.toggleSources()
			return
		}
		s.search.SetText("")
		w.desk.focusLast()
	}
	s.content = container.NewBorder(container.NewPadded(container.NewPadded(s.search)), nil, nil, nil, s.list)
	return s
}

// refresh reads the list of essays anew.
func (s *side) refresh() {
	essays, err := s.w.lib.List()
	s.w.fail(err)
	s.essays = essays
	s.shelf.list, err = s.w.lib.Collections()
	s.w.fail(err)
	if s.trash {
		s.trashed, err = s.w.lib.Trash()
		s.w.fail(err)
	}
	s.show()
}

// retitle shows an essay's new title before it is saved.
func (s *side) retitle(id storage.EssayID, title string) {
	for i := range s.essays {
		if s.essays[i].ID == id {
			s.essays[i].Title = title
		}
	}
	s.show()
}

func (s *side) outline(sections []section) {
	if slices.Equal(s.sections, sections) {
		return
	}
	s.sections = sections
	s.current = s.sectionOfCaret()
	s.show()
}

// follow lights the section that the caret stands in.
func (s *side) follow() {
	if i := s.sectionOfCaret(); i != s.current {
		s.current = i
		if s.search.Text == "" && !s.sources.on {
			s.list.Light(s.first + i)
		}
	}
}

// sectionOfCaret is the index of the section that the caret of the page stands
// in, or below none.
func (s *side) sectionOfCaret() int {
	if s.w.desk == nil {
		return -1
	}
	block, _ := s.w.desk.session.Essay().Body().Find(s.w.desk.page.Selection().Head)
	return sort.Search(len(s.sections), func(i int) bool { return s.sections[i].block > block }) - 1
}

// move moves what was dragged: an essay in its collection, or a section.
func (s *side) move(from, before int) {
	if m, ok := s.members[from]; ok {
		s.moveMember(m, before)
	} else {
		s.moveSection(from, before)
	}
}

// moveSection moves the section of an item to before that of another, or to the
// essay's end.
func (s *side) moveSection(from, before int) {
	body := s.w.desk.session.Essay().Body()
	to := body.Blocks()
	if k := before - s.first; k < len(s.sections) {
		to = s.sections[k].block
	}
	s.w.edit(func() error { return s.w.desk.session.MoveSection(s.sections[from-s.first].block, to) })
	s.w.desk.focus("")
	s.w.desk.page.ShowPos(s.w.desk.page.Selection().Head)
}

func (s *side) show() {
	if s.sources.on {
		s.showSources()
		return
	}
	if s.search.Text != "" {
		s.showHits()
		return
	}
	items, alone := s.collected()
	items = append(items, pane.Item{Heading: true, Text: strings.ToUpper(lang.L("Essays")), Remark: "+", Tap: s.w.newEssay})
	for _, e := range alone {
		items = append(items, s.essayItem(e))
	}
	if len(s.sections) > 0 {
		items = append(items, pane.Item{Heading: true, Text: strings.ToUpper(lang.L("Outline"))})
	}
	s.first = len(items)
	top := 6 // the highest rank
	for _, sec := range s.sections {
		top = min(top, sec.level)
	}
	for i, sec := range s.sections {
		items = append(items, pane.Item{
			Text: titleOr(sec.title), Remark: thousands(sec.words), Level: sec.level - top,
			Movable: true, Lit: i == s.current,
			Tap: func() { s.goTo(sec.block) },
		})
	}
	if s.trash {
		items = append(items, pane.Item{Heading: true, Text: strings.ToUpper(lang.L("Trash")), Remark: "×", Tap: s.w.toggleTrash})
		for _, e := range s.trashed {
			items = append(items, pane.Item{
				Text: titleOr(e.Title), Quiet: true,
				Tap: func() {}, Menu: func(at fyne.Position) { s.trashMenu(e.ID, at) },
			})
		}
		if len(s.trashed) == 0 {
			items = append(items, pane.Item{Text: lang.L("The trash is empty."), Quiet: true})
		}
	}
	s.list.Set(items)
}

func (s *side) essayItem(e storage.Entry) pane.Item {
	return pane.Item{
		Text: titleOr(e.Title), Selected: s.w.desk != nil && s.w.desk.id == e.ID,
		Tap:  func() { s.w.fail(s.w.open(e.ID)) },
		Menu: func(at fyne.Position) { s.essayMenu(e.ID, at) },
	}
}

func titleOr(t string) string {
	if t == "" {
		return lang.L("Untitled")
	}
	return t
}

func (s *side) essayMenu(id storage.EssayID, at fyne.Position) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Rename essay…"), func() {
			if err := s.w.open(id); err != nil {
				s.w.fail(err)
				return
			}
			s.w.rename()
		}),
		fyne.NewMenuItem(lang.L("Move essay to trash"), func() { s.w.moveToTrash(id) }),
	}
	if len(s.shelf.list) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	for i, c := range s.shelf.list {
		items = append(items, fyne.NewMenuItem(lang.L("Put into “{{.Collection}}”", map[string]any{"Collection": c.Name}), func() { s.w.putInto(i, id) }))
	}
	s.w.popUp(at, items)
}

func (s *side) trashMenu(id storage.EssayID, at fyne.Position) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem(lang.L("Put back"), func() {
			s.w.fail(s.w.lib.Restore(id))
			s.refresh()
		}),
		fyne.NewMenuItem(lang.L("Delete for good"), func() {
			s.w.fail(s.w.lib.Purge(id))
			s.refresh()
		}),
	), s.w.win.Canvas(), at)
}

// goTo puts the caret at the start of a block.
func (s *side) goTo(block int) {
	d := s.w.desk
	d.canvas.Focus(d.page)
	body := d.session.Essay().Body()
	p := body.Start(min(block, body.Blocks()-1))
	d.page.Select(editor.Caret("", p))
	d.page.ShowPos(p)
}

// find searches all essays off this goroutine.
func (s *side) find(text string) {
	if s.sources.on {
		s.findSources(text)
		return
	}
	if strings.TrimSpace(text) == "" {
		s.hits = nil
		s.show()
		return
	}
	s.w.later(0, func() {
		hits, err := s.w.lib.Search(text, 40)
		fyne.Do(func() {
			if s.search.Text != text {
				return
			}
			s.w.fail(err)
			s.hits = hits
			s.showHits()
		})
	})
}

func (s *side) showHits() {
	items := []pane.Item{{Heading: true, Text: strings.ToUpper(lang.L("Found"))}}
	last := storage.EssayID(-1)
	for _, h := range s.hits {
		if h.Essay != last {
			items = append(items, pane.Item{Text: titleOr(h.Title), Tap: func() { s.openHit(h) }})
			last = h.Essay
		}
		items = append(items, pane.Item{Text: strings.Join(strings.Fields(h.Snippet), " "), Level: 1, Quiet: true, Tap: func() { s.openHit(h) }})
	}
	if len(s.hits) == 0 {
		items = append(items, pane.Item{Text: lang.L("Nothing was found."), Quiet: true})
	}
	s.list.Set(items)
}

// openHit opens the essay of a hit at its place.
func (s *side) openHit(h storage.Hit) {
	if err := s.w.open(h.Essay); err != nil {
		s.w.fail(err)
		return
	}
	if h.Note != "" {
		s.w.desk.openNote(h.Note)
	} else if h.Block < s.w.desk.session.Essay().Body().Blocks() {
		s.goTo(h.Block)
	}
}
