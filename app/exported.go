package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/export"
	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// kept is what is remembered of an export.
type kept struct {
	export.Choice
	Sum string `json:"sum,omitempty"` // of the file as it was written or read
}

// lastExport is the key under which the last export of any essay is kept.
const lastExport = "export"

func exportKey(id storage.EssayID) string { return fmt.Sprint("export.", id) }

// origin is the file that an essay came from.
type origin struct {
	Path string `json:"path"`
	Sum  string `json:"sum"` // of the file as it was read
}

// folder is where the file stands, and what it names beside it; "" of none.
func (o origin) folder() string {
	if o.Path == "" {
		return ""
	}
	return filepath.Dir(o.Path)
}

func originKey(id storage.EssayID) string { return fmt.Sprint("origin.", id) }

// originOf is the file that an essay came from; none has no path.
func (w *Window) originOf(id storage.EssayID) (o origin) {
	text, err := w.lib.Setting(originKey(id))
	if err == nil && text != "" {
		_ = json.Unmarshal([]byte(text), &o) // what cannot be read is no origin
	}
	return o
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
			w.writeFile(context.Background(), exportKey(d.id), last.Choice, e, []string{d.folder}, written{}, func(done written, err error) {
				if err != nil {
					w.fail(err)
					return
				}
				w.tellWritten(last.Path, done)
			})
		})
	})
}

// tellWritten says in the status what was written.
func (w *Window) tellWritten(path string, done written) {
	says := lang.L("Written to {{.File}}.", map[string]any{"File": filepath.Base(path)})
	w.status.say(says + " " + export.Certificate(done.Certificate) + ".")
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

// saveToFile writes the essay to the file that it came from. The first time the
// export shows what that file becomes; then it is written at once.
func (w *Window) saveToFile() {
	o, last := w.originOf(w.desk.id), w.keptUnder(exportKey(w.desk.id))
	f, ok := format.ByPath(o.Path)
	switch {
	case o.Path == "":
		w.status.say(lang.L("All is saved in the library; this essay came from no file. Its export names one."))
		w.export()
	case !ok || f.Write == nil:
		w.status.say(lang.L("{{.File}} is of a kind that cannot be written: choose another.", map[string]any{"File": filepath.Base(o.Path)}))
		w.export()
	case last.Path == o.Path:
		w.rewrite(last)
	default:
		w.exportTo(o.Path)
	}
}
