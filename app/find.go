package app

import (
	"context"
	"maps"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// findBar is the bar over the page in which text is looked for, and replaced.
// All matches are found off the user interface's goroutine, after each change
// of what is looked for or of the essay.
type findBar struct {
	w       *Window
	content *fyne.Container
	second  *fyne.Container // the row to replace with
	text    *pickEntry
	with    *pickEntry
	count   *quiet
	cased   *pane.Link
	whole   *pane.Link
	regular *pane.Link
	scope   *pane.Link
	within  *pane.Link

	query   editor.Query
	start   editor.Selection // where the caret was when the search began
	found   []editor.Match
	more    bool // there are more than were listed
	cancel  context.CancelFunc
	stop    func() // of observing the session; nil while the bar is closed
	finding int    // the latest search

	all everywhere // the search in all essays
}

// foundMax bounds the matches that are listed and counted.
const foundMax = 10_000

func newFindBar(w *Window) *findBar {
	f := &findBar{w: w, text: newPickEntry(), with: newPickEntry(), count: newQuiet()}
	f.text.SetPlaceHolder(lang.L("Find"))
	f.with.SetPlaceHolder(lang.L("Replace with"))
	f.text.OnChanged = func(s string) {
		f.query.Text = s
		f.search(true)
	}
	f.text.OnSubmitted = func(string) { f.step(+1) }
	f.text.move = f.step
	f.with.OnSubmitted = func(string) { f.replace() }
	f.with.move = f.step
	for _, e := range []*pickEntry{f.text, f.with} {
		e.escape = f.close
		e.other = w.plainKey
	}
	toggle := func(title string, on *bool) *pane.Link {
		var l *pane.Link
		l = pane.NewLink(title, func() {
			*on = !*on
			l.Set(title, *on)
			f.search(true)
			w.win.Canvas().Focus(f.text)
		})
		return l
	}
	f.all.bar = f
	f.cased = toggle("Aa", &f.query.MatchCase)
	f.whole = toggle(lang.L("Words"), &f.query.WholeWord)
	f.regular = toggle(".*", &f.query.Regexp)
	f.scope = pane.NewLink("", f.nextScope)
	f.within = pane.NewLink(lang.L("In the selection"), f.toggleWithin)
	f.showScope()
	closing := pane.NewLink("×", f.close)
	box := func(o fyne.CanvasObject) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(230, o.MinSize().Height), o)
	}
	first := container.NewHBox(box(f.text), f.cased, f.whole, f.regular, f.scope, f.within, f.count, layout.NewSpacer(), closing)
	f.second = container.NewHBox(box(f.with), pane.NewLink(lang.L("Replace"), f.replace), pane.NewLink(lang.L("Replace all"), f.replaceAll))
	f.content = container.NewPadded(container.NewVBox(first, f.second))
	return f
}

// open shows the bar and puts what is selected into it.
func (f *findBar) open(replacing bool) {
	w := f.w
	w.leaveReview()
	sel := w.desk.session.Selection()
	f.start = sel
	if from, to := sel.Range(); from < to && f.stop == nil {
		text := w.desk.session.Essay().Text(sel.In)
		if i, _ := text.Find(from); to <= text.Start(i)+text.Block(i).Len() {
			f.text.SetText(text.Text(from, to))
		} else {
			f.query.Within = sel
		}
	}
	if replacing {
		f.second.Show()
	} else {
		f.second.Hide()
	}
	f.showScope()
	if f.stop == nil {
		f.stop = w.desk.session.Observe(f.updated)
	}
	w.sheet.bar = f.content
	w.compose()
	w.win.Canvas().Focus(f.text)
	f.text.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.search(false)
}

// close hides the bar and leaves the match that was found selected.
func (f *findBar) close() {
	if f.stop == nil {
		return
	}
	f.stop()
	f.stop = nil
	f.halt()
	f.query.Within = editor.Selection{}
	f.found = nil
	f.mark(nil)
	f.all.leave()
	f.w.sheet.bar = nil
	f.w.compose()
	f.w.desk.focusLast()
}

// updated follows a change of the essay: the selection that is searched moves
// with it, and what was found is found anew.
func (f *findBar) updated(u editor.Update) {
	if in := f.query.Within; !in.Empty() {
		from, to := in.Range()
		f.query.Within.Anchor, f.query.Within.Head = u.Map(in.In, from, -1), u.Map(in.In, to, 1)
	}
	f.search(false)
}

func (f *findBar) halt() {
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
	f.finding++
}

// search finds all matches. With move the one nearest to where the search began
// is shown.
func (f *findBar) search(move bool) {
	f.halt()
	f.found, f.more = nil, false
	if f.all.on {
		f.query.Within = editor.Selection{}
	}
	if f.query.Text == "" {
		f.count.set("")
		f.mark(nil)
		f.all.leave()
		return
	}
	finder, err := f.query.Compile()
	if err != nil {
		f.count.loud(sentence(err))
		return
	}
	e, n := f.w.desk.session.Essay(), f.finding
	if move {
		if m, _, ok := finder.Next(e, before(f.start)); ok {
			f.show(m)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	if f.all.on {
		f.all.search(ctx, finder)
	}
	f.w.later(0, func() {
		var found []editor.Match
		more := false
		for m := range finder.Matches(ctx, e) {
			if len(found) == foundMax {
				more = true
				break
			}
			found = append(found, m)
		}
		fyne.Do(func() {
			if f.finding == n {
				f.found, f.more = found, more
				f.mark(e)
				f.counted()
			}
		})
	})
}

// mark shows in an essay what was found.
func (f *findBar) mark(e *essay.Essay) {
	ranges := map[*doc.Block][]page.Range{}
	for rest := f.found; len(rest) > 0; {
		in, n := rest[0].In, 0
		var list []page.Range
		for n < len(rest) && rest[n].In == in {
			list = append(list, page.Range{From: rest[n].From, To: rest[n].To})
			n++
		}
		maps.Copy(ranges, page.InBlocks(e.Text(in), list))
		rest = rest[n:]
	}
	f.w.spelling.marks.Set(page.Hit, ranges)
	f.w.spelling.refresh()
}

// before is the place before a selection, so that a match in it is found too.
func before(sel editor.Selection) editor.Selection {
	from, _ := sel.Range()
	return editor.Caret(sel.In, from)
}

// step goes to the next match, or for −1 to the one before.
func (f *findBar) step(by int) {
	finder, err := f.query.Compile()
	if err != nil {
		f.w.fail(err)
		return
	}
	find := finder.Next
	if by < 0 {
		find = finder.Previous
	}
	m, wrapped, ok := find(f.w.desk.session.Essay(), f.w.desk.session.Selection())
	if f.all.on && (wrapped || !ok) && f.all.next(by) {
		return
	}
	if !ok {
		f.w.status.say(lang.L("“{{.Text}}” is not there.", map[string]any{"Text": f.query.Text}))
		return
	}
	if wrapped {
		f.w.status.sayQuietly(lang.L("The search went on from the other end."))
	}
	f.show(m)
	f.start = m.Selection()
	f.counted()
}

// show selects a match without taking the focus from the bar.
func (f *findBar) show(m editor.Match) { f.w.desk.show(m.Selection()) }

// counted says which of how many matches is selected.
func (f *findBar) counted() {
	total := thousands(len(f.found))
	if f.more {
		total += "+"
	}
	sel := f.w.desk.session.Selection()
	for i, m := range f.found {
		if m.Selection() == sel {
			f.count.set(lang.L("{{.Number}} of {{.Count}}", map[string]any{"Number": strconv.Itoa(i + 1), "Count": total}))
			return
		}
	}
	if len(f.found) == 0 {
		f.count.set(lang.L("Nothing was found."))
		return
	}
	f.count.set(lang.N("FoundCount", len(f.found), map[string]any{"Count": total}))
}

func (f *findBar) replace() {
	finder, err := f.query.Compile()
	if err != nil {
		f.w.fail(err)
		return
	}
	sel := f.w.desk.session.Selection()
	m := editor.Match{In: sel.In}
	m.From, m.To = sel.Range()
	if next, _, ok := finder.Next(f.w.desk.session.Essay(), before(sel)); ok && next == m {
		f.w.edit(func() error { return f.w.desk.session.Replace(finder, m, f.with.Text) })
		f.w.win.Canvas().Focus(f.with)
	}
	f.step(+1)
}

func (f *findBar) replaceAll() {
	finder, err := f.query.Compile()
	if err != nil {
		f.w.fail(err)
		return
	}
	if f.all.on {
		f.all.offer(finder)
		return
	}
	n, err := f.w.desk.session.ReplaceAll(finder, f.with.Text)
	if err != nil {
		f.w.fail(err)
		return
	}
	f.w.win.Canvas().Focus(f.with)
	f.w.status.say(lang.N("ReplacedCount", n, map[string]any{"Count": thousands(n)}))
}

func (f *findBar) nextScope() {
	switch {
	case f.all.on:
		f.all.leave()
		f.all.on, f.query.Scope = false, editor.Everywhere
	case f.query.Scope == editor.InNotes:
		f.all.on, f.query.Scope = true, editor.Everywhere
	default:
		f.query.Scope++
	}
	f.query.Within = editor.Selection{}
	f.showScope()
	f.search(true)
}

// toggleWithin keeps the search to what is selected in the text.
func (f *findBar) toggleWithin() {
	if !f.query.Within.Empty() {
		f.query.Within = editor.Selection{}
	} else if sel := f.w.desk.session.Selection(); !sel.Empty() {
		f.query.Within = sel
	} else {
		f.w.status.say(lang.L("Select some text first, to search only there."))
	}
	f.showScope()
	f.search(false)
}

func (f *findBar) showScope() {
	scope := []string{
		editor.Everywhere: lang.L("Text and notes"), editor.InBody: lang.L("Text"), editor.InNotes: lang.L("Notes"),
	}[f.query.Scope]
	if f.all.on {
		scope = lang.L("All essays")
	}
	f.scope.Set(scope+" ▾", f.all.on || f.query.Scope != editor.Everywhere)
	f.within.Set(lang.L("In the selection"), !f.query.Within.Empty())
}

func (w *Window) find() { w.bar.open(false) }

func (w *Window) findReplace() { w.bar.open(true) }

// findEverywhere finds and replaces in all essays.
func (w *Window) findEverywhere() {
	w.bar.all.on, w.bar.query.Scope = true, editor.Everywhere
	w.bar.open(true)
}

// findStep goes to the next or previous match, also while the bar is closed.
func (w *Window) findStep(by int) {
	if w.bar.query.Text == "" {
		w.find()
		return
	}
	w.bar.step(by)
}
