package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// everywhere is the search of the find bar in all essays: what was found stands
// beside the page, essay by essay, and can be replaced from there.
type everywhere struct {
	bar   *findBar
	on    bool
	found []foundIn
	more  bool
	done  []replaced // by the last replacement in all essays
	told  string     // what that did, as long as it is told beside the page
}

// foundIn is what was found in an essay.
type foundIn struct {
	id      storage.EssayID
	essay   *essay.Essay // as it was searched
	matches []editor.Match
}

// replaced is an essay that something was replaced in, as it was after that.
type replaced struct {
	id    storage.EssayID
	after *essay.Essay
}

const foundEverywhere = "found" // what stands beside the page then

// leave brings the notes back.
func (s *everywhere) leave() {
	s.found, s.more, s.told = nil, false, ""
	if b := s.bar.w.beside; b != nil && b.Shown() == foundEverywhere {
		b.ShowNotes()
	}
}

// search looks through all essays off this goroutine, the one on the desk first.
func (s *everywhere) search(ctx context.Context, finder *editor.Finder) {
	w, n := s.bar.w, s.bar.finding
	open, now := w.desk.id, w.desk.session.Essay()
	go func() {
		found, more, err := findInAll(ctx, w.lib, finder, open, now)
		w.do(func() {
			if s.bar.finding != n {
				return
			}
			w.fail(err)
			s.found, s.more = found, more
			s.show()
		})
	}()
}

// findInAll looks through the essays of a library; for the open one it takes what
// is on the desk. More says that there is more than a search lists.
func findInAll(ctx context.Context, lib *storage.Library, finder *editor.Finder, open storage.EssayID, now *essay.Essay) (found []foundIn, more bool, err error) {
	list, err := lib.List()
	if err != nil {
		return nil, false, err
	}
	total := 0
	look := func(id storage.EssayID, e *essay.Essay) {
		var matches []editor.Match
		for m := range finder.Matches(ctx, e) {
			if total == foundMax {
				more = true
				break
			}
			matches = append(matches, m)
			total++
		}
		if len(matches) > 0 {
			found = append(found, foundIn{id, e, matches})
		}
	}
	look(open, now)
	for _, entry := range list {
		if entry.ID == open || ctx.Err() != nil {
			continue
		}
		e, err := lib.Load(entry.ID)
		if err != nil {
			return found, more, err
		}
		look(entry.ID, e)
	}
	return found, more, ctx.Err()
}

// show lists what was found, with what stands around it; where all of it was
// replaced, how many that were.
func (s *everywhere) show() {
	if len(s.found) == 0 && s.told != "" {
		s.put(s.told, nil, pane.NewLink(lang.L("Take back"), s.bar.w.takeBackEverywhere))
		return
	}
	s.put(s.total(), func(e *essay.Essay, m editor.Match) string { return around(e, m, "") })
}

// put shows a line, and below it each match as line tells it.
func (s *everywhere) put(head string, line func(*essay.Essay, editor.Match) string, links ...fyne.CanvasObject) {
	w := s.bar.w
	var items []pane.Item
	for _, in := range s.found {
		items = append(items, pane.Item{Text: titleOr(in.essay.Title()), Remark: thousands(len(in.matches)), Tap: func() { s.goTo(in.id, in.matches[0]) }})
		for _, m := range in.matches {
			items = append(items, pane.Item{Text: line(in.essay, m), Level: 1, Quiet: true, Tap: func() { s.goTo(in.id, m) }})
		}
	}
	list := pane.NewList()
	list.Set(items)
	says := widget.NewLabel(head)
	says.Wrapping = fyne.TextWrapWord
	top := container.NewVBox(says)
	if len(links) > 0 {
		top.Add(container.NewPadded(container.NewHBox(links...)))
	}
	w.unfoldNotes()
	w.beside.Put(foundEverywhere, lang.L("Found in all essays"), container.NewBorder(top, nil, nil, nil, list))
}

// total says how much was found.
func (s *everywhere) total() string {
	n := 0
	for _, in := range s.found {
		n += len(in.matches)
	}
	if n == 0 {
		return lang.L("Nothing was found.")
	}
	count := thousands(n)
	if s.more {
		count += "+"
	}
	return lang.N("FoundInEssaysCount", len(s.found), map[string]any{"Count": count, "Essays": thousands(len(s.found))})
}

// aroundBefore and aroundAfter are how many runes stand around a match in the list.
const aroundBefore, aroundAfter = 18, 60

// around is the text around a match; with becomes, the match and what it becomes.
func around(e *essay.Essay, m editor.Match, becomes string) string {
	text := e.Text(m.In)
	i, _ := text.Find(m.From)
	start := text.Start(i)
	end := start + text.Block(i).Len()
	from, to := max(start, m.From-aroundBefore), min(end, m.To+aroundAfter)
	line := func(a, b doc.Pos) string {
		return strings.Map(func(r rune) rune {
			switch r {
			case doc.AtomRune:
				return -1
			case '\n', '\t', '\u2028':
				return ' '
			}
			return r
		}, text.Text(a, b))
	}
	lead := line(from, m.From)
	if from > start {
		if _, rest, ok := strings.Cut(lead, " "); ok && rest != "" {
			lead = rest
		}
		lead = "…" + lead
	}
	s := lead + line(m.From, m.To) + becomes + line(m.To, to)
	if to < end {
		s += "…"
	}
	return s
}

// goTo opens an essay at a match; the bar and the list stay.
func (s *everywhere) goTo(id storage.EssayID, m editor.Match) {
	w, f := s.bar.w, s.bar
	if w.desk.id != id {
		found, more, replacing := s.found, s.more, f.second.Visible()
		if err := w.open(id); err != nil {
			w.fail(err)
			return
		}
		f.open(replacing)
		s.found, s.more = found, more
		s.show()
	}
	f.show(m)
	f.start = m.Selection()
	f.counted()
}

// next goes to the next essay in which something was found, or for −1 to the one
// before; false if there is no other.
func (s *everywhere) next(by int) bool {
	at := -1
	for i, in := range s.found {
		if in.id == s.bar.w.desk.id {
			at = i
		}
	}
	n := len(s.found)
	if n == 0 || n == 1 && at == 0 {
		return false
	}
	if at < 0 && by < 0 {
		at = 0
	}
	in := s.found[((at+by)%n+n)%n]
	m := in.matches[0]
	if by < 0 {
		m = in.matches[len(in.matches)-1]
	}
	s.goTo(in.id, m)
	return true
}

// offer shows what would become of each match, and asks.
func (s *everywhere) offer(finder *editor.Finder) {
	f, with := s.bar, s.bar.with.Text
	if len(s.found) == 0 {
		s.show()
		return
	}
	if s.more {
		f.w.status.say(lang.L("That is too much to be replaced at once: search for something longer."))
		return
	}
	if _, err := finder.Replacement(s.found[0].essay, s.found[0].matches[0], with); err != nil {
		f.w.fail(err)
		return
	}
	s.put(s.total(), func(e *essay.Essay, m editor.Match) string {
		becomes, err := finder.Replacement(e, m, with)
		if err != nil {
			return sentence(err)
		}
		return around(e, m, " › "+becomes)
	},
		widget.NewButton(lang.L("Replace all of these"), func() { s.replace(finder, with) }),
		pane.NewLink(lang.L("Leave them"), s.show))
}

// replace replaces in each essay as one step of its own. Those that are not on
// the desk keep it among what can be undone in them.
func (s *everywhere) replace(finder *editor.Finder, with string) {
	w := s.bar.w
	total := 0
	s.done = nil
	found := s.found
	for _, in := range found {
		n, after, err := w.inEssay(in.id, func(t *editor.Session) (int, error) { return t.ReplaceAll(finder, with) })
		if err != nil {
			w.fail(err)
			break
		}
		total += n
		s.done = append(s.done, replaced{in.id, after})
	}
	s.told = lang.N("ReplacedInEssaysCount", len(s.done), map[string]any{"Count": thousands(total), "Essays": thousands(len(s.done))})
	w.side.refresh()
	s.bar.search(false)
}

// inEssay does something in the session of an essay: the one on the desk, or one
// that is begun for it, with all that can be undone there, and saved.
func (w *Window) inEssay(id storage.EssayID, do func(*editor.Session) (int, error)) (int, *essay.Essay, error) {
	if w.desk.id == id {
		n, err := do(w.desk.session)
		return n, w.desk.session.Essay(), err
	}
	e, err := w.lib.Load(id)
	if err != nil {
		return 0, nil, err
	}
	past, err := w.lib.Past(id)
	if err != nil {
		return 0, nil, err
	}
	t := editor.NewSession(e)
	t.Recall(past)
	n, err := do(t)
	if err != nil || t.Essay() == e {
		return n, e, err
	}
	return n, t.Essay(), w.lib.SaveSteps(id, t.Essay(), t.History())
}

// takeBackEverywhere undoes the last replacement in all essays, in each that was
// not changed since.
func (w *Window) takeBackEverywhere() {
	s := &w.bar.all
	if len(s.done) == 0 {
		w.status.say(lang.L("Nothing was replaced in all essays since Ibid was started."))
		return
	}
	back, changed := 0, 0
	for _, r := range s.done {
		n, _, err := w.inEssay(r.id, func(t *editor.Session) (int, error) {
			if !t.Essay().Equal(r.after) || !t.Undo() {
				return 0, nil
			}
			return 1, nil
		})
		if err != nil {
			w.fail(err)
			return
		}
		back += n
		changed += 1 - n
	}
	s.done, s.told = nil, ""
	says := lang.N("TakenBackCount", back, map[string]any{"Count": thousands(back)})
	if changed > 0 {
		says += " " + lang.N("ChangedSinceCount", changed, map[string]any{"Count": thousands(changed)})
	}
	w.status.say(says)
	w.side.refresh()
	if w.bar.stop != nil {
		w.bar.search(false)
	}
}
