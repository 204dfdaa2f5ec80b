package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/markdown"
	"github.com/ibid-editor/ibid/storage"
)

// sourceView shows the essay as Markdown in the page's place: lines in a
// session of their own, which are read into the essay when they are applied.
type sourceView struct {
	w       *Window
	from    string        // the source as the essay gave it
	lines   *doc.Document // of it
	session *editor.Session
	page    *page.Page
	bar     fyne.CanvasObject
	says    *quiet
	apply   *pane.Link
	back    *pane.Link
	edits   int // how often it was changed
}

const sourceSize, sourceLeading = 14.5, 1.5

// draftAfter is how long the typing must pause before what is not applied yet
// is kept in the library.
const draftAfter = time.Second

func sourceSetting(zoom float32) *page.Setting {
	return page.NewSourceSetting(sourceSize*zoom, sourceLeading)
}

// asSource is an essay as Markdown.
func asSource(e *essay.Essay) string {
	var s strings.Builder
	_, _ = markdown.Write(&s, e, markdown.Options{}) // a Builder never fails, and nothing that is warned of is lost
	return s.String()
}

// toggleSource shows the source, or goes back from it.
func (w *Window) toggleSource() {
	if w.source != nil {
		w.source.leave()
		return
	}
	d, e := w.desk, w.desk.session.Essay()
	go func() {
		text := asSource(e)
		fyne.Do(func() {
			if w.desk == d && w.source == nil && d.session.Essay() == e {
				w.showSource(text, text)
			}
		})
	}()
}

// showSource shows a source that came from the essay as another.
func (w *Window) showSource(from, text string) {
	w.bar.close()
	w.leaveReview()
	v := &sourceView{w: w, from: from, lines: linesOf(from), says: newQuiet()}
	lines := v.lines
	if text != from {
		lines = linesOf(text)
	}
	v.session = editor.NewSession(essay.New(lines))
	v.page = page.NewPage(v.session, sourceSetting(w.look.zoom), &page.Clip{
		Copy: func(to fyne.Clipboard, f essay.Fragment) {
			to.SetContent(strings.TrimSuffix(sourceOf(doc.New(f.Slice.Blocks...)), "\n"))
		},
		Paste: func(_ *page.Text, from fyne.Clipboard, _ bool) { v.paste(from.Content()) },
	})
	w.dress(&v.page.Text)
	v.page.TextHint, v.page.TitleHint, v.page.Decorations, v.page.OnMenu, v.page.OnLink = "", "", nil, nil, nil
	v.page.OnEscape = v.leave
	v.apply = pane.NewLink("", v.applyAll)
	v.back = pane.NewLink("", v.close)
	v.apply.Other, v.back.Other = v.escape, v.escape
	v.bar = container.NewPadded(container.NewHBox(v.says, layout.NewSpacer(), v.apply, v.back))
	v.session.Observe(func(editor.Update) {
		v.showState()
		v.edits++
		n := v.edits
		w.later(draftAfter, func() {
			fyne.Do(func() {
				if v.edits == n {
					v.keepDraft()
				}
			})
		})
	})
	v.showState()
	w.source = v
	w.sheet.bar, w.sheet.alone = v.bar, true
	w.compose()
	v.page.Select(editor.Caret("", v.placeOf(w.desk)))
	w.win.Canvas().Focus(v.page)
}

// linesOf is a source as a document, a paragraph a line.
func linesOf(text string) *doc.Document {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return doc.FromText(strings.Split(strings.TrimSuffix(text, "\n"), "\n")...)
}

// sourceOf is the source of a document of lines.
func sourceOf(d *doc.Document) string {
	return strings.ReplaceAll(d.String(), "\u2028", "\n") + "\n"
}

// placeOf finds the line that the caret stands in on the page, by its first
// words.
func (v *sourceView) placeOf(d *desk) doc.Pos {
	body := d.session.Essay().Body()
	i, _ := body.Find(d.page.Selection().Head)
	words, _, _ := strings.Cut(body.Block(i).Text(), string(doc.AtomRune))
	if r := []rune(words); len(r) > 30 {
		words = string(r[:30])
	}
	lines := v.session.Essay().Body()
	for k, b := range lines.All() {
		if words != "" && strings.Contains(b.Text(), words) {
			return lines.Start(k)
		}
	}
	return 0
}

// text is the source as it is now, with the ends of lines that it came with.
func (v *sourceView) text() string {
	text := sourceOf(v.session.Essay().Body())
	if !strings.HasSuffix(v.from, "\n") {
		text = strings.TrimSuffix(text, "\n")
	}
	if strings.Contains(v.from, "\r\n") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// changed reports whether the source differs from what the essay gave; what was
// not touched is not looked at.
func (v *sourceView) changed() bool { return !v.session.Essay().Body().Equal(v.lines) }

// keepDraft keeps what is not applied yet, so that a killed program loses
// nothing of it.
func (v *sourceView) keepDraft() {
	if v.w.source == v && v.changed() {
		v.w.keep(draftKey(v.w.desk.id), v.text())
	}
}

// showState says above the source whether it was changed, and what can be done.
func (v *sourceView) showState() {
	changed := v.changed()
	if changed {
		v.says.set(lang.L("Source as Markdown, changed"))
		v.back.Set(lang.L("Discard"), false)
	} else {
		v.says.set(lang.L("Source as Markdown"))
		v.back.Set(lang.L("Back to the page")+"  Esc", false)
	}
	v.apply.Set(lang.L("Apply")+"  "+Key{fyne.KeyReturn, ctrl}.String(), changed)
	v.apply.Hidden = !changed
	v.bar.Refresh()
}

// leave goes back to the page. What was changed is not thrown away by that: the
// line above asks what is to become of it.
func (v *sourceView) leave() {
	if !v.changed() {
		v.close()
		return
	}
	v.says.loud(lang.L("The source was changed: apply or discard it?"))
	v.w.win.Canvas().Focus(v.apply)
}

// escape goes back from the line above to the source.
func (v *sourceView) escape(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		v.showState()
		v.w.win.Canvas().Focus(v.page)
	}
}

// paste puts lines in the place of the selection.
func (v *sourceView) paste(text string) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if text == "" {
		return
	}
	blocks := slices.Collect(doc.FromText(strings.Split(text, "\n")...).Each())
	v.page.Do(func() error { return v.session.Paste(essay.Fragment{Slice: doc.Slice{Blocks: blocks}}) })
}

// applyAll reads the source off this goroutine, makes what was changed in it
// one change of the essay, and goes back to the page.
func (v *sourceView) applyAll() {
	if !v.changed() {
		v.close()
		return
	}
	text := v.text()
	v.says.set(lang.L("Reading the source…"))
	go func() {
		base, edited, warnings, err := readSources(v.from, text)
		fyne.Do(func() {
			if v.w.source != v {
				return
			}
			if v.text() != text { // typed on meanwhile
				v.applyAll()
				return
			}
			if err == nil {
				err = v.w.desk.session.Apply(base, edited)
			}
			if err != nil {
				v.says.loud(sentence(err))
				return
			}
			v.close()
			if len(warnings) > 0 {
				v.w.status.say(strings.Join(warnings, " "))
			}
		})
	}()
}

// readSources reads a source as it was and as it is now, and gives the warnings
// that are new.
func readSources(from, text string) (base, edited *essay.Essay, warnings []string, err error) {
	base, known, err := markdown.Read(from)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("the essay's own source cannot be read: %w", err)
	}
	edited, warnings, err = markdown.Read(text)
	return base, edited, slices.DeleteFunc(warnings, func(s string) bool { return slices.Contains(known, s) }), err
}

// close takes the source away without applying it.
func (v *sourceView) close() {
	w := v.w
	if w.source != v {
		return
	}
	w.source = nil
	if draft, err := w.lib.Setting(draftKey(w.desk.id)); err == nil && draft != "" {
		w.keep(draftKey(w.desk.id), "")
	}
	v.page.Close()
	w.sheet.bar, w.sheet.alone = nil, false
	w.compose()
	w.desk.focusLast()
}

// settleSource applies what is shown as source, before the essay is left.
func (w *Window) settleSource() error {
	v := w.source
	if v == nil {
		return nil
	}
	if v.changed() {
		base, edited, _, err := readSources(v.from, v.text())
		if err == nil {
			err = w.desk.session.Apply(base, edited)
		}
		if err != nil {
			return errors.Join(errors.New("the source was changed and could not be applied: mend or discard it first"), err)
		}
	}
	v.close()
	return nil
}

func draftKey(id storage.EssayID) string { return fmt.Sprint("source.", id) }

// restoreDraft shows the source that was being changed when the program ended
// before it was applied.
func (w *Window) restoreDraft() {
	text, err := w.lib.Setting(draftKey(w.desk.id))
	if err != nil || text == "" {
		return
	}
	w.showSource(asSource(w.desk.session.Essay()), text)
	w.source.leave()
}

// run does a command, if there is something that it can act on: while the
// source is shown, the page is not.
func (w *Window) run(c Command) {
	if w.source != nil && !c.forSource() {
		w.status.say(lang.L("The source is shown: apply or discard it first."))
		return
	}
	if w.past != nil && !c.forPast() {
		w.status.say(lang.L("An earlier version is shown: restore it, or go back with Esc first."))
		return
	}
	if w.previewed() && !c.forSource() {
		w.exporting.showPage(true) // what is done is seen
	}
	c.Do(w)
}

// forSource reports whether a command can be done while the source is shown.
func (c Command) forSource() bool {
	switch c.Menu {
	case "File", "View", "Help":
		return true
	case "Edit":
		return slices.Contains([]string{"Undo", "Redo", "Cut", "Copy", "Paste", "Paste without formatting", "Select all"}, c.Title)
	}
	return false
}

// applySource applies the source that is shown.
func (w *Window) applySource() {
	if w.source == nil {
		w.status.say(lang.L("The source is not shown; View → Source as Markdown shows it."))
		return
	}
	w.source.applyAll()
}

// discardSource goes back to the page as it was.
func (w *Window) discardSource() {
	if w.source == nil {
		w.status.say(lang.L("The source is not shown; View → Source as Markdown shows it."))
		return
	}
	w.source.close()
}
