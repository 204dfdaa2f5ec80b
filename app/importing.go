package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// importMax bounds a file that is imported, in bytes.
const importMax = 256 << 20

// fate is what became of a file.
type fate uint8

const (
	added   fate = iota // it is an essay now
	mended              // and its typed notes were beyond doubt, and are real
	asking              // and its typed notes want an answer
	known               // it was imported before, and has not changed since
	refused             // it cannot be read
)

// imported is a file with what became of it.
type imported struct {
	path string
	fate fate
	id   storage.EssayID   // 0 for one that was refused
	says string            // to the author
	also []storage.EssayID // what else was in the file, such as further posts
}

// ids are the essays that came of the file.
func (r imported) ids() []storage.EssayID {
	if r.id == 0 {
		return nil
	}
	return append([]storage.EssayID{r.id}, r.also...)
}

func fileKey(sum string) string { return "file." + sum }

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, importMax+1))
	if err != nil {
		return nil, reason(err)
	}
	if len(b) > importMax {
		return nil, errors.New("it is larger than 256 MB: part it first")
	}
	return b, nil
}

// reason is why a file cannot be opened, without its path.
func reason(err error) error {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("it may not be read: change its permissions, or copy it")
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

// parse reads a file; one whose ending tells no format is text.
func parse(path string, b []byte) (format.Import, error) {
	f, ok := format.ByPath(path)
	if !ok || !f.CanRead() {
		f, _ = format.ByName("text")
	}
	return f.Read(b)
}

// take imports a file: all of it comes into the library, or nothing. With
// certain, typed notes whose pairing is beyond doubt become real at once. It may
// be called from any goroutine.
func (w *Window) take(path string, certain bool) (imported, format.Import) {
	r := imported{path: path}
	fail := func(err error) (imported, format.Import) {
		r.fate, r.says = refused, sentence(err)
		return r, format.Import{}
	}
	b, err := readBounded(path)
	if err != nil {
		return fail(err)
	}
	sum := sum(b)
	if id, ok := w.importedBefore(sum); ok {
		r.fate, r.id = known, id
		return r, format.Import{}
	}
	in, err := parse(path, b)
	if err != nil {
		return fail(err)
	}
	r.says = strings.Join(in.Warnings, " ")
	if d := in.Diagnosis; d != nil && d.Found() {
		r.fate = asking
		if certain && d.Certain && len(d.Dropped) == 0 {
			r.fate, in.Essay, in.Diagnosis = mended, in.Repaired(false), nil
		}
	}
	ids, err := w.create(in)
	if err != nil {
		return fail(err)
	}
	r.id, r.also = ids[0], ids[1:]
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	text, err := json.Marshal(origin{path, sum})
	if err == nil {
		err = errors.Join(w.lib.SetSetting(originKey(r.id), string(text)), w.lib.SetSetting(fileKey(sum), fmt.Sprint(r.id)))
	}
	if err != nil { // the essay is there all the same
		r.says = strings.TrimSpace(r.says + " " + sentence(err))
	}
	return r, in
}

// importedBefore finds the essay that a file of this content became, unless it
// is in the trash.
func (w *Window) importedBefore(sum string) (storage.EssayID, bool) {
	value, err := w.lib.Setting(fileKey(sum))
	if err != nil || value == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, false
	}
	list, err := w.lib.List()
	if err != nil {
		return 0, false
	}
	for _, e := range list {
		if e.ID == storage.EssayID(n) {
			return e.ID, true
		}
	}
	return 0, false
}

// importPaths imports files and folders. A single file is laid on the desk;
// pictures go into the essay that lies there, sources and styles into the library.
func (w *Window) importPaths(paths []string) {
	var files []string
	for _, p := range paths {
		switch {
		case isPicture(p):
			w.addPicture(p)
		case isStyle(p):
			w.addStyle(p)
		case isSources(p):
			w.importSources(p)
		default:
			files = append(files, p)
		}
	}
	switch {
	case len(files) == 1 && !isFolder(files[0]):
		w.importFile(files[0])
	case len(files) > 0:
		w.importMany(files)
	}
}

// importFile reads a file off this goroutine and lays what it holds on the
// desk as a new essay. Typed notes in it are shown for review first.
func (w *Window) importFile(path string) {
	name := filepath.Base(path)
	w.status.sayQuietly(lang.L("Reading {{.File}}…", map[string]any{"File": name}))
	go func() {
		r, in := w.take(path, false)
		fyne.Do(func() {
			w.status.sayQuietly("")
			if r.fate == refused {
				w.status.say(name + ": " + r.says)
				return
			}
			if err := w.open(r.id); err != nil {
				w.fail(err)
				return
			}
			switch {
			case r.fate == known:
				w.status.say(lang.L("{{.File}} was imported before and has not changed since; this is that essay.", map[string]any{"File": name}))
			case r.says != "":
				w.status.say(r.says)
			}
			if r.fate != known {
				w.lastImport = r.ids()
			}
			if in.Diagnosis != nil && in.Diagnosis.Found() {
				w.review()
			}
		})
	}()
}

// openImport puts what was read into the library and on the desk.
func (w *Window) openImport(in format.Import) error {
	ids, err := w.create(in)
	if err != nil {
		return err
	}
	w.lastImport = ids
	return w.open(ids[0])
}

// create makes essays of what was read: of the first text and of the others. If
// one cannot be kept, none is.
func (w *Window) create(in format.Import) ([]storage.EssayID, error) {
	var ids []storage.EssayID
	for _, one := range append([]format.Import{in}, in.Others...) {
		e, err := w.lib.KeepPictures(one.Essay, one.Pictures)
		if err == nil {
			var id storage.EssayID
			if id, err = w.lib.Create(e); err == nil {
				ids = append(ids, id)
			}
		}
		if err != nil {
			for _, id := range ids {
				err = errors.Join(err, w.lib.Delete(id), w.lib.Purge(id))
			}
			return nil, err
		}
	}
	return ids, nil
}

// collect lists the files among some paths that can be imported: those that are
// named, and those of a known format in folders that are, however deep.
func collect(ctx context.Context, paths []string) (files []string, failed []imported) {
	for _, root := range paths {
		if !isFolder(root) {
			files = append(files, root)
			continue
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				failed = append(failed, imported{path: path, fate: refused, says: sentence(reason(err))})
				return nil
			case path != root && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if f, ok := format.ByPath(path); ok && f.CanRead() && d.Type().IsRegular() {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			break
		}
	}
	return files, failed
}

// listEvery is how often a list that grows is shown anew.
const listEvery = 250 * time.Millisecond

// importMany imports files off this goroutine, one after the other, and lists
// beside the page what became of each.
func (w *Window) importMany(paths []string) {
	if w.importing != nil {
		w.status.say(lang.L("An import goes on already: stop it first."))
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	m := &importing{w: w, cancel: cancel, opened: map[storage.EssayID]bool{}}
	w.importing, w.imports = m, m
	m.make()
	m.show()
	w.later(0, func() {
		files, list := collect(ctx, paths)
		told := time.Now()
		for i, path := range files {
			if ctx.Err() != nil {
				break
			}
			r, _ := w.take(path, true)
			list = append(list, r)
			if now := time.Now(); now.Sub(told) >= listEvery {
				told = now
				soFar := list[:len(list):len(list)]
				fyne.Do(func() { m.progress(i+1, len(files), soFar) })
			}
		}
		stopped := ctx.Err() != nil
		fyne.Do(func() {
			cancel()
			m.finished(list, len(files), stopped)
		})
	})
}

// takeBack puts the essays of the last import into the trash.
func (w *Window) takeBack() {
	if len(w.lastImport) == 0 {
		w.status.say(lang.L("Nothing was imported since the program began."))
		return
	}
	if w.importing != nil {
		w.status.say(lang.L("An import goes on already: stop it first."))
		return
	}
	last, onDesk, n := w.lastImport, false, 0
	w.lastImport = nil
	if m := w.imports; m != nil {
		w.imports = nil
		if w.beside.Shown() == "import" {
			w.beside.ShowNotes()
		}
	}
	for _, id := range last {
		if id == w.desk.id {
			onDesk = true
			continue
		}
		if w.lib.Delete(id) == nil { // else it is there already
			n++
		}
	}
	if onDesk {
		n++
		w.moveToTrash(w.desk.id)
	}
	w.side.refresh()
	w.status.say(lang.N("TakenBack", n, map[string]any{"Count": n}))
}
