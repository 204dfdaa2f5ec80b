package app

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/export"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// exporting is an essay about to leave: the sheet beside the page, and in the
// page's place the preview. What is to be seen there is written and read back
// off the user interface's goroutine; a newer choice ends the older work.
type exporting struct {
	w       *Window
	key     string              // under which the last choice is kept
	essay   func() *essay.Essay // what leaves
	folders []string            // in which its pictures may stand
	sheet   *export.Sheet
	preview *export.Preview
	aside   bool               // the essay's page is shown for a look at a place
	stop    func()             // of observing the session
	looking context.CancelFunc // ends the work on the preview
	writing context.CancelFunc // ends the writing; nil while there is none
	leaving bool               // Esc was pressed while it went on
	seen    written            // what the preview shows
}

// written is an output with what it was made of.
type written struct {
	choice export.Choice
	essay  *essay.Essay
	format.Written
}

// previewAfter is how long the choosing must pause before it is previewed.
const previewAfter = 200 * time.Millisecond

// export shows where the essay goes, in which format, and what it becomes.
func (w *Window) export() { w.exportTo("") }

// exportTo shows the export with another file than the last; "" is that.
func (w *Window) exportTo(path string) {
	if err := w.settleSource(); err != nil {
		w.fail(err)
		return
	}
	d := w.desk
	w.showExport(exportKey(d.id), d.session.Essay, []string{d.folder}, path)
}

// showExport shows the export of what essay gives, which came from files in some
// folders.
func (w *Window) showExport(key string, of func() *essay.Essay, folders []string, path string) {
	w.unfoldNotes()
	w.bar.close()
	w.leaveReview()
	w.leaveExport()
	c := w.lastChoice(key, of().Title())
	if path != "" {
		c.Path = path
		if f, ok := format.ByPath(path); ok && f.Write != nil {
			c.Format = f.Name
		}
	}
	x := &exporting{w: w, key: key, essay: of, folders: folders, sheet: export.NewSheet(c), preview: export.NewPreview(w.settings.body, sourceSetting(w.look.zoom))}
	x.looking = func() {}
	x.sheet.Changed = func() {
		x.showPage(false)
		x.look()
	}
	x.sheet.Export = x.write
	x.sheet.Place = x.place
	x.sheet.Leave = x.escape
	x.sheet.Go = x.goTo
	x.preview.Back = w.beside.ShowNotes
	x.preview.Pictures, x.preview.Clip = w.gallery.picture, &w.clip
	x.preview.Shortcut = func(s fyne.Shortcut) {
		if c, ok := w.win.Canvas().(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
	x.stop = w.desk.session.Observe(func(u editor.Update) {
		if of() != x.seen.essay {
			x.look()
		}
	})
	w.beside.Put("export", lang.L("Export"), x.sheet) // what was shown there is left
	w.exporting = x
	w.beside.WhenLeft(w.leaveExport)
	w.compose()
	x.sheet.Focus(w.win.Canvas())
	x.look()
}

// leaveExport takes the preview away, if one is shown. The writing goes on.
func (w *Window) leaveExport() {
	x := w.exporting
	if x == nil {
		return
	}
	w.exporting = nil
	x.looking()
	x.stop()
	x.preview.Close()
	w.compose()
}

// escape stops the writing, or leaves.
func (x *exporting) escape() {
	if x.writing != nil {
		x.writing()
		x.leaving = true
		return
	}
	x.w.beside.ShowNotes()
}

// previewed reports whether the preview stands in the page's place.
func (w *Window) previewed() bool { return w.exporting != nil && !w.exporting.aside }

// showPage shows the essay's page beside the sheet.
func (x *exporting) showPage(aside bool) {
	if x.aside != aside {
		x.aside = aside
		x.w.compose()
	}
}

// goTo shows the place of something that could not be carried over.
func (x *exporting) goTo(l format.Loss) {
	e, p := x.w.desk.session.Essay(), l.Here
	text, was := e.Text(p.In), x.seen.essay.Text(p.In)
	i := -1
	if text != nil {
		i = blockOf(text, was.Block(p.Block))
	}
	if i < 0 { // of several essays it is another, or the place was changed
		x.w.status.say(lang.L("This place is not in the essay on the page."))
		return
	}
	x.showPage(true)
	start, size := text.Start(i), text.Block(i).Len()
	sel := editor.Selection{Anchor: start + min(p.From, size), Head: start + min(p.To, size)}
	if p.In != "" { // the notes' place is taken by the sheet: its marker shows where it is
		at, ok := e.MarkerPos(p.In)
		if !ok {
			return
		}
		sel = editor.Selection{Anchor: at, Head: at + 1}
	}
	x.w.desk.show(sel)
}

// blockOf is the index of a block in a text, or of one with its words, or -1.
func blockOf(d *doc.Document, b *doc.Block) int {
	like, words := -1, b.Text()
	for i, other := range d.All() {
		if other == b {
			return i
		}
		if like < 0 && other.Text() == words {
			like = i
		}
	}
	return like
}

// options are those of a choice, for texts that came from files in some folders.
func (w *Window) options(c export.Choice, folders []string) (format.Format, format.Options, error) {
	f, o, ok := c.In()
	if !ok {
		return f, o, errors.New(lang.L("Choose a format, or give the file one of their endings."))
	}
	o.Pictures = f.Reach(folders, "", w.libraryPicture)
	o.Print = citing.NewPrinter(styleFolders(w.lib)).Print
	return f, o, nil
}

// look has what is chosen written and read back, and shows it.
func (x *exporting) look() {
	x.looking()
	ctx, cancel := context.WithCancel(context.Background())
	x.looking = cancel
	w, c, e := x.w, x.sheet.Choice(), x.essay()
	f, o, err := w.options(c, x.folders)
	if err != nil {
		x.sheet.Failed(sentence(err))
		return
	}
	was, seen := w.keptUnder(x.key), x.seen
	w.later(slow, func() {
		fyne.Do(func() {
			if ctx.Err() == nil && x.writing == nil {
				x.preview.Wait(lang.L("Preview:") + " " + lang.L(f.Title) + "…")
			}
		})
	})
	w.later(previewAfter, func() {
		if ctx.Err() != nil {
			return
		}
		notice, replace := noticeOf(c.Path, was)
		var shown export.Shown
		var err error
		fresh := seen.essay != e || !seen.choice.SameOutput(c)
		if fresh {
			seen = written{choice: c, essay: e}
			if seen.Written, err = format.ExportContext(ctx, e, f, o); err == nil {
				shown = export.Show(f, seen.Written)
			}
		}
		fyne.Do(func() {
			if ctx.Err() != nil {
				return
			}
			cancel()
			x.sheet.Notice(notice, replace)
			switch {
			case x.writing != nil:
			case err != nil:
				x.sheet.Failed(sentence(err))
			case fresh:
				x.seen = seen
				x.preview.Set(shown)
				x.sheet.Certified(e, seen.Written, "")
			default:
				x.preview.Again()
			}
		})
	})
}

// write writes what is chosen, and says what was certified.
func (x *exporting) write() {
	if x.writing != nil {
		return
	}
	w, c, e := x.w, x.sheet.Choice(), x.essay()
	ready := x.seen
	if ready.essay != e || !ready.choice.SameOutput(c) {
		ready = written{}
	}
	x.sheet.Busy(lang.L("Writing…") + " " + lang.L("Esc stops it."))
	ctx, cancel := context.WithCancel(context.Background())
	x.writing = cancel
	w.writeFile(ctx, x.key, c, e, x.folders, ready, func(done written, err error) {
		cancel()
		leaving := x.leaving
		x.writing, x.leaving = nil, false
		switch {
		case err == nil && (leaving || w.exporting != x): // Esc came too late, or the sheet is gone
			w.tellWritten(c.Path, done)
			if leaving && w.exporting == x {
				w.beside.ShowNotes()
			}
		case w.exporting != x:
			w.fail(err)
		case errors.Is(err, context.Canceled):
			x.sheet.Busy(lang.L("The export was stopped; no file was changed."))
		case err != nil:
			x.sheet.Failed(sentence(err))
		default:
			x.seen = done
			f, _, _ := c.In()
			x.preview.Set(export.Show(f, done.Written))
			x.sheet.Notice("", true)
			w.tellWritten(c.Path, done) // in a low window the sheet shows it further down
			x.sheet.Certified(e, done.Written, lang.L("Written to {{.File}}.", map[string]any{"File": c.Path}))
		}
	})
}

// writeFile writes an essay off this goroutine, unless it is ready, and
// remembers how. What comes of it is told by then on this goroutine.
func (w *Window) writeFile(ctx context.Context, key string, c export.Choice, e *essay.Essay, folders []string, ready written, then func(written, error)) {
	f, o, err := w.options(c, folders)
	if err != nil {
		then(written{}, err)
		return
	}
	w.later(0, func() {
		var err error
		if ready.essay == nil {
			ready = written{choice: c, essay: e}
			ready.Written, err = format.ExportContext(ctx, e, f, o)
		}
		if err == nil && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if err == nil {
			err = ready.Save(c.Path)
		}
		fyne.Do(func() {
			if err == nil {
				w.remember(key, kept{c, sum(ready.Output)})
			}
			then(ready, err)
		})
	})
}
