package app

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/twins"
	"github.com/ibid-editor/ibid/storage"
)

// twinReview shows sources that seem to be the same, one group after the other,
// beside the page: in what they differ, and what the merged one is to have.
type twinReview struct {
	w      *Window
	groups []twinGroup
	at     int
	kept   int            // the source of the group whose key stays
	from   map[string]int // the source that a field comes from, where it was chosen
	list   *pane.KeyList
}

type twinGroup struct {
	why     twins.Reason
	sources []storage.Source
}

func (g twinGroup) items() []*csl.Item {
	items := make([]*csl.Item, len(g.sources))
	for i, s := range g.sources {
		items[i] = s.Item
	}
	return items
}

// findTwins looks for sources that are there more than once, off this goroutine.
func (w *Window) findTwins() {
	ctx, cancel := context.WithCancel(context.Background())
	w.unfoldNotes()
	says := widget.NewLabel(lang.L("Looking for sources that are there twice…"))
	says.Wrapping = fyne.TextWrapWord
	stop := pane.NewLink(lang.L("Cancel"), w.beside.ShowNotes)
	w.beside.Put("twins", lang.L("Duplicates"), container.NewPadded(container.NewVBox(says, container.NewHBox(stop))))
	w.beside.WhenLeft(cancel)
	w.win.Canvas().Focus(stop)
	w.later(0, func() {
		groups, err := w.twinsOfLibrary(ctx)
		w.do(func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				says.SetText(sentence(err))
			case len(groups) == 0:
				w.beside.ShowNotes()
				w.status.say(lang.L("No source is there twice."))
			default:
				r := &twinReview{w: w, groups: groups, list: pane.NewKeyList()}
				r.show(0)
			}
		})
	})
}

func (w *Window) twinsOfLibrary(ctx context.Context) ([]twinGroup, error) {
	sources, err := w.lib.Sources("", math.MaxInt32)
	if err != nil {
		return nil, err
	}
	found, err := twins.Find(ctx, twinGroup{sources: sources}.items())
	if err != nil {
		return nil, err
	}
	groups := make([]twinGroup, len(found))
	for i, f := range found {
		groups[i].why = f.Why
		for _, n := range f.Of {
			groups[i].sources = append(groups[i].sources, sources[n])
		}
		// What is cited most stays, unless another is chosen.
		slices.SortStableFunc(groups[i].sources, func(a, b storage.Source) int { return cmp.Compare(b.Cited, a.Cited) })
	}
	return groups, nil
}

// show shows a group; behind the last there is none.
func (r *twinReview) show(at int) {
	w := r.w
	if at >= len(r.groups) {
		w.beside.ShowNotes()
		return
	}
	r.at, r.kept, r.from = at, 0, map[string]int{}
	r.list.Other = func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			w.beside.ShowNotes()
		}
	}
	merge := widget.NewButton(lang.L("Merge"), r.merge)
	merge.Importance = widget.HighImportance
	actions := container.NewHBox(merge, layout.NewSpacer(), pane.NewLink(lang.L("They are different"), func() { r.show(r.at + 1) }))
	if at > 0 {
		actions.Add(pane.NewLink(lang.L("Back"), func() { r.show(r.at - 1) }))
	}
	foot := container.NewVBox(widget.NewSeparator(), container.NewPadded(container.NewPadded(actions)))
	says := newQuiet()
	says.set(lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": thousands(at + 1), "All": thousands(len(r.groups))}) + " · " + lang.L(string(r.groups[at].why)))
	top := container.NewPadded(container.NewPadded(says))
	r.list.Set(r.rows())
	w.beside.Put("twins", lang.L("Duplicates"), container.NewBorder(top, foot, nil, nil, r.list))
	w.win.Canvas().Focus(r.list)
}

// rows are the fields in which the sources differ, with what each has.
func (r *twinReview) rows() (rows []pane.Item) {
	g := r.groups[r.at]
	items := g.items()
	rows = append(rows, pane.Item{Heading: true, Text: strings.ToUpper(lang.L("The key that stays"))})
	for i, s := range g.sources {
		remark := ""
		if s.Cited > 0 {
			remark = lang.N("CitedInEssaysCount", s.Cited, map[string]any{"Count": s.Cited})
		}
		rows = append(rows, r.choice(s.Item.ID, remark, i == r.kept, func() { r.kept = i })...)
	}
	differ := twins.Differ(items)
	for _, name := range differ {
		rows = append(rows, pane.Item{Heading: true, Text: strings.ToUpper(fieldTitle(name))})
		chosen := twins.Choice(items, r.kept, r.from, name)
		said := map[string]bool{fieldText(items[chosen], name): true} // each text once
		for i, it := range items {
			text := fieldText(it, name)
			if i != chosen && said[text] {
				continue
			}
			said[text] = true
			rows = append(rows, r.choice(cmp.Or(text, lang.L("(nothing)")), "", i == chosen, func() { r.from[name] = i })...)
		}
	}
	if len(differ) == 0 {
		rows = append(rows, pane.Item{Text: lang.L("They differ in nothing but their keys."), Quiet: true})
	}
	rows = append(rows, pane.Item{Heading: true, Text: strings.ToUpper(lang.L("Merged"))})
	it := twins.Merge(items, r.kept, r.from)
	for _, line := range wrapped(cite.Line(it)+"  "+cite.Title(it), saysWidth) {
		rows = append(rows, pane.Item{Text: line, Quiet: true})
	}
	return rows
}

// choice is one of several things to choose, in as many lines as it takes.
func (r *twinReview) choice(text, remark string, chosen bool, choose func()) (rows []pane.Item) {
	mark := "○  "
	if chosen {
		mark = "●  "
	}
	for i, line := range wrapped(text, saysWidth-20) {
		item := pane.Item{Text: mark + line, Remark: remark, Lit: chosen}
		if i == 0 {
			item.Tap = func() { choose(); r.list.Set(r.rows()) }
		} else {
			item.Text, item.Remark, item.Level = " "+line, "", 1 // below the text, not the mark
		}
		rows = append(rows, item)
	}
	return rows
}

// merge makes one source of the group, and goes on to the next.
func (r *twinReview) merge() {
	g := r.groups[r.at]
	it, kept := twins.Merge(g.items(), r.kept, r.from), g.sources[r.kept]
	rows := []storage.SourceRow{{ID: kept.ID, Item: it}}
	merged := map[storage.SourceID]storage.SourceID{}
	for i, s := range g.sources {
		if i != r.kept {
			rows = append(rows, storage.SourceRow{ID: s.ID, Item: s.Item, Deleted: true})
			merged[s.ID] = kept.ID
		}
	}
	did := lang.L("{{.Source}} merged", map[string]any{"Source": cite.Line(it)})
	if err := r.w.changeSources(did, rows, merged); err != nil {
		r.w.fail(err)
		return
	}
	r.groups = slices.Delete(r.groups, r.at, r.at+1)
	r.w.status.say(lang.L("{{.Count}} sources are one now; what cites them follows. Sources › Undo brings them back.", map[string]any{"Count": len(rows)}))
	r.show(r.at)
}

// fieldTitle names a field of a source as its form does.
func fieldTitle(name string) string {
	switch name {
	case twins.TypeField:
		return lang.L("Kind of source")
	case "author":
		return lang.L("Authors")
	case "editor":
		return lang.L("Editors")
	case "issued":
		return lang.L("Year or date")
	case "title":
		return lang.L("Title")
	}
	for _, f := range usualFields {
		if f.name == name {
			return lang.L(f.title)
		}
	}
	return name
}

// fieldText is what a source says in a field, in one line.
func fieldText(it *csl.Item, name string) string {
	if name == twins.TypeField {
		return sourceKind(cmp.Or(it.Type, "document"))
	}
	if names := it.Names[name]; len(names) > 0 {
		return strings.ReplaceAll(namesText(names), "\n", "; ")
	}
	if d, ok := it.Dates[name]; ok {
		return dateText(d)
	}
	return cite.Plain(it.Fields[name])
}
