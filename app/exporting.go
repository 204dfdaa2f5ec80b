package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/export"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// exporting is an essay about to leave: the sheet beside the page, and in the
// page's place the preview. What is to be seen there is written and read back
// off the user interface's goroutine; a newer choice ends the older work.
type exporting struct {
	w       *Window
	key     string              // under which the last choice is kept
	essay   func() *essay.Essay // what leaves
	sheet   *export.Sheet
	preview *export.Preview
	aside   bool               // the essay's page is shown for a look at a place
	stop    func()             // of observing the session
	looking context.CancelFunc // ends the work on the preview
	writing context.CancelFunc // ends the writing; nil while there is none
	seen    written            // what the preview shows
}

// written is an output with what it was made of.
type written struct {
	choice export.Choice
	essay  *essay.Essay
	format.Written
}

// kept is what is remembered of an export.
type kept struct {
	export.Choice
	Sum string `json:"sum,omitempty"` // of the file as it was written or read
}

const (
	lastExport   = "export" // of any essay, as the key of a setting
	previewAfter = 200 * time.Millisecond
)

func exportKey(id storage.EssayID) string { return fmt.Sprint("export.", id) }

// export shows where the essay goes, in which format, and what it becomes.
func (w *Window) export() { w.exportTo("") }

// exportTo shows the export with another file than the last; "" is that.
func (w *Window) exportTo(path string) {
	if err := w.settleSource(); err != nil {
		w.fail(err)
		return
	}
	d := w.desk
	w.showExport(exportKey(d.id), d.session.Essay, path)
}

// showExport shows the export of what essay gives.
func (w *Window) showExport(key string, of func() *essay.Essay, path string) {
	w.unfoldNotes()
	w.bar.close()
	w.leaveExport()
	c := w.lastChoice(key, of().Title())
	if path != "" {
		c.Path = path
		if f, ok := format.ByPath(path); ok && f.Write != nil {
			c.Format = f.Name
		}
	}
	x := &exporting{w: w, key: key, essay: of, sheet: export.NewSheet(c), preview: export.NewPreview(w.settings.body, sourceSetting(w.look.zoom))}
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
	x.showPage(true)
	e := x.w.desk.session.Essay()
	text := e.Text(l.Here.In)
	was := x.seen.essay.Text(l.Here.In)
	if text == nil || was == nil || l.Here.Block >= was.Blocks() {
		return
	}
	i := blockAt(text, was.Block(l.Here.Block), l.Here.Block)
	start, size := text.Start(i), text.Block(i).Len()
	in, from, to := l.Here.In, start+min(l.Here.From, size), start+min(l.Here.To, size)
	if in != "" { // the notes' place is taken by the sheet: its marker shows where it is
		if p, ok := e.MarkerPos(in); ok {
			in, from, to = "", p, p+1
		}
	}
	if in == "" {
		x.w.desk.show(editor.Selection{Anchor: from, Head: to})
	}
}

// blockAt is the index of a block, or if it is there no longer the one that it
// had.
func blockAt(d *doc.Document, b *doc.Block, index int) int {
	for i, other := range d.All() {
		if other == b {
			return i
		}
	}
	return min(index, d.Blocks()-1)
}

// options are those of a choice.
func (w *Window) options(c export.Choice) (format.Format, format.Options, error) {
	f, o, ok := c.In()
	if !ok {
		return f, o, errors.New(lang.L("Choose a format, or give the file one of their endings."))
	}
	return f, w.ofLibrary(o), nil
}

// ofLibrary is how an essay is written, with what the library has: pictures and
// styles of citing.
func (w *Window) ofLibrary(o format.Options) format.Options {
	o.Pictures = func(source string) ([]byte, bool) {
		data, found, err := w.lib.Picture(source)
		return data, found && err == nil
	}
	o.Print = citing.NewPrinter(styleFolders(w.lib)).Print
	return o
}

// look has what is chosen written and read back, and shows it.
func (x *exporting) look() {
	x.looking()
	ctx, cancel := context.WithCancel(context.Background())
	x.looking = cancel
	w, c, e := x.w, x.sheet.Choice(), x.essay()
	f, o, err := w.options(c)
	if err != nil {
		x.sheet.Failed(sentence(err))
		return
	}
	was := w.keptUnder(x.key)
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
		seen := x.seen
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

// noticeOf says of a file that it is there already, and whether another program
// changed it since it was read or written here.
func noticeOf(path string, was kept) (text string, replace bool) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", false
	case info.IsDir():
		return lang.L("This is a folder: name a file in it."), false
	case was.Path == path && was.Sum != "" && sumOf(path) != was.Sum:
		return lang.L("Another program has changed this file since; it would be replaced."), true
	}
	return lang.L("This file is there already; it would be replaced."), true
}

// sumOf tells two contents of a file apart; "" if it cannot be read.
func sumOf(path string) string {
	b, err := readBounded(path)
	if err != nil {
		return ""
	}
	return sum(b)
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
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
	w.writeFile(ctx, x.key, c, e, ready, func(done written, err error) {
		cancel()
		x.writing = nil
		switch {
		case errors.Is(err, context.Canceled):
			x.sheet.Busy(lang.L("The export was stopped; no file was changed."))
		case err != nil:
			x.sheet.Failed(sentence(err))
		default:
			x.seen = done
			f, _, _ := c.In()
			x.preview.Set(export.Show(f, done.Written))
			x.sheet.Notice("", true)
			x.sheet.Certified(e, done.Written, lang.L("Written to {{.File}}.", map[string]any{"File": c.Path}))
		}
	})
}

// writeFile writes an essay off this goroutine, unless it is ready, and
// remembers how. What comes of it is told by then on this goroutine.
func (w *Window) writeFile(ctx context.Context, key string, c export.Choice, e *essay.Essay, ready written, then func(written, error)) {
	f, o, err := w.options(c)
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

// exportAgain writes the essay once more where it went last, in the same way.
// If another program has changed that file it asks first.
func (w *Window) exportAgain() {
	last := w.keptUnder(exportKey(w.desk.id))
	if last.Path == "" {
		w.export()
		return
	}
	w.rewrite(last)
}

// rewrite writes the essay as it was written before.
func (w *Window) rewrite(last kept) {
	if err := w.settleSource(); err != nil {
		w.fail(err)
		return
	}
	d, e := w.desk, w.desk.session.Essay()
	w.status.sayQuietly(lang.L("Writing…"))
	w.later(0, func() {
		now := sumOf(last.Path)
		fyne.Do(func() {
			if w.desk != d {
				return
			}
			if now != "" && now != last.Sum {
				w.status.sayQuietly("")
				w.exportTo(last.Path)
				return
			}
			w.writeFile(context.Background(), exportKey(d.id), last.Choice, e, written{}, func(done written, err error) {
				if err != nil {
					w.fail(err)
					return
				}
				says := lang.L("Written to {{.File}}.", map[string]any{"File": filepath.Base(last.Path)})
				w.status.say(says + " " + export.Certificate(done.Certificate) + ".")
			})
		})
	})
}

// lastChoice is how an essay left last; else as the last essay did, under its
// own name in the same folder.
func (w *Window) lastChoice(key, title string) export.Choice {
	if last := w.keptUnder(key); last.Path != "" {
		return last.Choice
	}
	last := w.keptUnder(lastExport)
	c := last.Choice
	f, ok := format.ByName(c.Format)
	if !ok || f.Write == nil {
		f, _ = format.ByName("markdown")
		c = export.Choice{Format: f.Name}
	}
	ending := filepath.Ext(last.Path)
	if other, ok := format.ByPath(last.Path); !ok || other.Name != f.Name {
		ending = f.Endings[0]
	}
	c.Path = filepath.Join(w.exportFolder(), fileName(title)+ending)
	return c
}

// keptUnder reads what is remembered of an export; nothing where nothing is.
// Before formats had options the file alone was kept.
func (w *Window) keptUnder(key string) kept {
	var k kept
	text, err := w.lib.Setting(key)
	if err != nil || text == "" {
		return k
	}
	if json.Unmarshal([]byte(text), &k) != nil {
		k = kept{Choice: export.Choice{Path: text}}
		if f, ok := format.ByPath(text); ok {
			k.Format = f.Name
		}
	}
	return k
}

func (w *Window) remember(key string, k kept) {
	text, err := json.Marshal(k)
	if err != nil {
		w.fail(err)
		return
	}
	w.keep(key, string(text))
	if key != lastExport {
		k.Sum = ""
		w.remember(lastExport, k)
	}
}

// exportFolder is where the last export went, or the user's documents.
func (w *Window) exportFolder() string {
	if last := w.keptUnder(lastExport); last.Path != "" {
		return filepath.Dir(last.Path)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	if documents := filepath.Join(home, "Documents"); isFolder(documents) {
		return documents
	}
	return home
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// fileName makes a file's name of a title.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return -1
		}
		return r
	}, title)
	if name = strings.Trim(strings.Join(strings.Fields(name), " "), ". "); name == "" {
		return "essay"
	}
	return name
}
