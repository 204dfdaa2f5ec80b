package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/format"
)

// candidate is what a chooser offers.
type candidate struct {
	text, remark string
	keys         []string // what is chosen with it
	into         string   // what is typed with it instead, such as a folder's path
	several      bool     // it can be marked, and chosen with others
	asked        bool     // it is chosen only by moving to it
}

// chooser is a line of text above a list of what it may mean. The arrows and
// Return choose, Tab completes, Ins marks several.
type chooser struct {
	w      *Window
	find   func(text string) []candidate
	then   func(keys []string)
	entry  *pickEntry
	list   *pane.List
	popup  *widget.PopUp
	found  []candidate
	chosen int
	marked []string
}

// chooserWidth is that of a chooser, and chooserItems the height of its list.
const chooserWidth, chooserItems = 620, 14

// choose has the author choose among what find gives for the text that is typed.
func (w *Window) choose(prompt, text string, find func(string) []candidate, then func([]string)) *chooser {
	c := &chooser{w: w, find: find, then: then, entry: newPickEntry(), list: pane.NewList()}
	c.list.Least = chooserItems
	c.entry.SetPlaceHolder(prompt)
	hint := newQuiet()
	hint.set(lang.L("Return chooses, Tab completes, Ins or a right click marks several."))
	head := newQuiet()
	head.set(prompt)
	c.popup = widget.NewPopUp(container.NewPadded(container.NewBorder(container.NewVBox(head, c.entry), hint, nil, nil, c.list)), w.win.Canvas())
	c.entry.OnChanged = c.filter
	c.entry.OnSubmitted = func(string) { c.take(c.chosen) }
	c.entry.move = func(d int) {
		c.chosen = max(0, min(c.chosen+d, len(c.found)-1))
		c.show()
	}
	c.entry.escape = c.leave
	c.entry.keys = map[fyne.KeyName]func(){fyne.KeyTab: c.complete, fyne.KeyInsert: func() { c.mark(c.chosen) }}
	c.entry.SetText(text)
	c.filter(text)
	size := w.win.Canvas().Size()
	width := min(chooserWidth, size.Width-40)
	c.popup.Resize(fyne.NewSize(width, c.popup.MinSize().Height))
	c.popup.ShowAtPosition(fyne.NewPos((size.Width-width)/2, 64))
	w.win.Canvas().Focus(c.entry)
	c.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	return c
}

func (c *chooser) leave() {
	c.popup.Hide()
	switch x := c.w.exporting; {
	case c.w.source != nil:
		c.w.win.Canvas().Focus(c.w.source.page)
	case x != nil:
		x.sheet.Focus(c.w.win.Canvas())
	default:
		c.w.desk.focusLast()
	}
}

func (c *chooser) filter(text string) {
	c.found = c.find(text)
	c.chosen = max(0, slices.IndexFunc(c.found, func(f candidate) bool { return !f.asked }))
	c.show()
}

func (c *chooser) show() {
	items := make([]pane.Item, 0, len(c.found))
	for i, f := range c.found {
		item := pane.Item{Text: f.text, Remark: f.remark, Selected: i == c.chosen, Tap: func() { c.take(i) }, Menu: func(fyne.Position) { c.mark(i) }}
		if c.isMarked(f) {
			item.Remark, item.Lit = "✓", true
		}
		items = append(items, item)
	}
	c.list.Set(items)
	c.list.Reveal(c.chosen)
}

func (c *chooser) isMarked(f candidate) bool {
	return f.several && len(f.keys) == 1 && slices.Contains(c.marked, f.keys[0])
}

// mark marks a candidate, or no longer, and goes on to the next.
func (c *chooser) mark(i int) {
	if i >= len(c.found) || !c.found[i].several {
		return
	}
	key := c.found[i].keys[0]
	if at := slices.Index(c.marked, key); at >= 0 {
		c.marked = slices.Delete(c.marked, at, at+1)
	} else {
		c.marked = append(c.marked, key)
	}
	c.chosen = min(i+1, len(c.found)-1)
	c.show()
}

// complete types what is chosen.
func (c *chooser) complete() {
	if c.chosen < len(c.found) {
		f := c.found[c.chosen]
		if f.into == "" && len(f.keys) == 1 && filepath.IsAbs(f.keys[0]) {
			f.into = f.keys[0]
		}
		c.retype(f.into)
	}
}

func (c *chooser) retype(text string) {
	if text != "" {
		c.entry.SetText(text)
		c.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
}

// take chooses all that is marked, or else a candidate.
func (c *chooser) take(i int) {
	keys := c.marked
	if len(keys) == 0 {
		if i >= len(c.found) {
			return
		}
		if c.found[i].into != "" {
			c.retype(c.found[i].into)
			return
		}
		keys = c.found[i].keys
	}
	c.leave()
	c.then(keys)
}

// filesMax bounds the files of a folder that are listed.
const filesMax = 500

// files gives what a typed path may mean: the files of its folder that are
// wanted and begin like its last part, and the folders there. For a nil wanted
// it is a folder that is chosen; with all, a whole folder is offered first.
func files(wanted func(name string) bool, all bool) func(string) []candidate {
	return func(text string) (list []candidate) {
		folder, start := filepath.Split(expand(text))
		if folder == "" {
			folder = "." + string(filepath.Separator)
		}
		entries, err := os.ReadDir(folder)
		if err != nil {
			return []candidate{{text: sentence(reason(err)), into: text}}
		}
		if parent := filepath.Dir(filepath.Clean(folder)); start == "" && parent != filepath.Clean(folder) {
			list = append(list, candidate{text: "..", into: withSlash(parent), asked: true})
		}
		var named []candidate
		for _, e := range entries {
			name, path := e.Name(), filepath.Join(folder, e.Name())
			hidden := strings.HasPrefix(name, ".") && !strings.HasPrefix(start, ".")
			if hidden || !strings.HasPrefix(strings.ToLower(name), strings.ToLower(start)) || len(list) > filesMax {
				continue
			}
			if isFolder(path) {
				list = append(list, candidate{text: name + string(filepath.Separator), into: withSlash(path)})
			} else if wanted != nil && wanted(name) {
				named = append(named, candidate{text: name, keys: []string{path}, several: all})
			}
		}
		// What is typed leads to files rather than to folders beside them.
		if start != "" {
			list = append(named[:len(named):len(named)], list...)
		} else {
			list = append(list, named...)
		}
		whole := candidate{keys: []string{filepath.Clean(folder)}, asked: wanted != nil || start != ""}
		switch {
		case wanted == nil:
			whole.text = lang.L("This folder")
		case all:
			whole.text = lang.L("All of this folder, however deep")
		default:
			return list
		}
		return append([]candidate{whole}, list...)
	}
}

func withSlash(folder string) string {
	return strings.TrimSuffix(folder, string(filepath.Separator)) + string(filepath.Separator)
}

// expand gives ~ its meaning.
func expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

// readable reports whether a file is of a format that can be read.
func readable(name string) bool {
	f, ok := format.ByPath(name)
	return ok && f.CanRead()
}

// openFile asks for files or a folder and imports them.
func (w *Window) openFile() {
	folder := w.exportFolder()
	if last, err := w.lib.Setting("import"); err == nil && isFolder(last) {
		folder = last
	}
	w.choose(lang.L("Which file is to be opened? Type its path."), withSlash(folder), files(readable, true), func(paths []string) {
		from := paths[0]
		if !isFolder(from) {
			from = filepath.Dir(from)
		}
		w.keep("import", from)
		w.importPaths(paths)
	})
}

// place asks for another folder for the file of an export.
func (x *exporting) place() {
	path := x.sheet.Choice().Path
	x.w.choose(lang.L("In which folder is the file to stand?"), withSlash(filepath.Dir(path)), files(nil, false), func(paths []string) {
		if x.w.exporting == x {
			x.sheet.SetPath(filepath.Join(paths[0], filepath.Base(path)))
		}
	})
}
