package page

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Clip is the clipboard that all texts share: what of it is the system's and
// what the window's is not theirs to know. Paste may come back before it has
// pasted, when another program is slow to give what it holds.
type Clip struct {
	Copy  func(to fyne.Clipboard, f essay.Fragment)
	Paste func(into *Text, from fyne.Clipboard, plain bool)
}

// do runs a command of the session at this text's selection. A text to be read
// alone does none.
func (t *Text) do(command func() error) {
	if t.ReadOnly {
		return
	}
	t.session.Select(t.sel)
	if err := command(); err != nil {
		if t.OnError != nil {
			t.OnError(err)
		}
		return
	}
	// A command that changed nothing may have moved the selection, as the
	// first Backspace at a marker does.
	if sel := t.session.Selection(); sel.In == t.in && sel != t.sel {
		t.Select(sel)
	}
}

// TypedRune types a character.
func (t *Text) TypedRune(r rune) {
	t.do(func() error { return t.session.TypeRune(r) })
}

// AcceptsTab keeps Tab for a text that can be written in.
func (t *Text) AcceptsTab() bool { return !t.ReadOnly }

// KeyDown remembers Shift, which Fyne does not tell with the keys that move.
func (t *Text) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		t.shift = true
	}
	if isCtrl(k.Name) {
		t.drag.ctrl = true
	}
	t.clicks.pressed = t.clicks.pressed && t.drag.taken
}

func isCtrl(k fyne.KeyName) bool {
	return k == desktop.KeyControlLeft || k == desktop.KeyControlRight
}

// KeyUp forgets Shift.
func (t *Text) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		t.shift = false
	}
	if isCtrl(k.Name) {
		t.drag.ctrl = false
	}
}

// TypedKey does what a key that is no character asks for.
func (t *Text) TypedKey(k *fyne.KeyEvent) {
	// A Shift that was let go while a popup had the keys never came up here:
	// where the driver knows better it is asked.
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		t.shift = d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.shift {
			t.do(func() error { return t.session.Type("\u2028") })
		} else {
			t.do(t.session.TypeReturn)
		}
	case fyne.KeyBackspace:
		t.do(t.session.Backspace)
	case fyne.KeyDelete:
		t.do(t.session.Delete)
	case fyne.KeyTab:
		t.tab()
	case fyne.KeyEscape:
		if t.drag.taken {
			t.letGo()
		} else if t.OnEscape != nil {
			t.OnEscape()
		}
	default:
		if !t.move(k.Name, t.shift) && t.OnKey != nil {
			t.OnKey(k)
		}
	}
}

// tab moves from cell to cell, items and quotes in and out; elsewhere it is a
// character.
func (t *Text) tab() {
	i, _ := t.doc.Find(t.sel.Head)
	b := t.doc.Block(i)
	switch {
	case b.Kind == doc.Cell:
		step := 1
		if t.shift {
			step = -1
		}
		t.do(func() error { return t.session.NextCell(step) })
	case b.IsItem() || b.Kind == doc.Quote:
		if t.shift {
			t.do(t.session.Outdent)
		} else {
			t.do(t.session.Indent)
		}
	case !t.shift:
		t.do(func() error { return t.session.Type("\t") })
	}
}

// move moves the caret as a key asks for, and reports whether the key does.
func (t *Text) move(key fyne.KeyName, extend bool) bool {
	from, to := t.sel.Range()
	switch t.asRead(key) {
	case fyne.KeyLeft:
		if !extend && from < to {
			t.moveTo(from, false)
		} else {
			t.moveTo(t.doc.PrevChar(t.sel.Head), extend)
		}
	case fyne.KeyRight:
		if !extend && from < to {
			t.moveTo(to, false)
		} else {
			t.moveTo(t.doc.NextChar(t.sel.Head), extend)
		}
	case fyne.KeyUp:
		t.lines(-1, extend)
	case fyne.KeyDown:
		t.lines(1, extend)
	case fyne.KeyPageUp:
		t.lines(-t.pageLines(), extend)
	case fyne.KeyPageDown:
		t.lines(t.pageLines(), extend)
	case fyne.KeyHome:
		t.moveTo(t.lineStart(), extend)
	case fyne.KeyEnd:
		t.moveTo(t.lineEnd(), extend)
	default:
		return false
	}
	return true
}

// asRead is a key that moves as it is where lines run from left to right: where
// they run from right to left, what follows is on the left.
func (t *Text) asRead(key fyne.KeyName) fyne.KeyName {
	if key != fyne.KeyLeft && key != fyne.KeyRight {
		return key
	}
	if _, _, l, _ := t.place(t.sel.Head); l.base == 0 {
		return key
	}
	if key == fyne.KeyLeft {
		return fyne.KeyRight
	}
	return fyne.KeyLeft
}

// moveFar moves the caret as a key with Ctrl asks for, on a Mac with ⌥ or ⌘.
func (t *Text) moveFar(key fyne.KeyName, extend bool) bool {
	head := t.sel.Head
	switch t.asRead(key) {
	case fyne.KeyLeft:
		t.moveTo(t.doc.PrevWord(head), extend)
	case fyne.KeyRight:
		t.moveTo(t.doc.NextWord(head), extend)
	case fyne.KeyUp:
		i, off := t.doc.Find(head)
		if off == 0 && i > 0 {
			i--
		}
		t.moveTo(t.doc.Start(i), extend)
	case fyne.KeyDown:
		i, _ := t.doc.Find(head)
		t.moveTo(t.doc.Start(min(i+1, t.doc.Blocks())), extend)
	case fyne.KeyHome:
		t.moveTo(0, extend)
	case fyne.KeyEnd:
		t.moveTo(t.doc.Len(), extend)
	case fyne.KeyBackspace:
		t.do(func() error { return t.session.Erase(t.doc.PrevWord(head)) })
	case fyne.KeyDelete:
		t.do(func() error { return t.session.Erase(t.doc.NextWord(head)) })
	default:
		return false
	}
	return true
}

// TypedShortcut does what a key with a modifier asks for, and hands on what is
// not for a text.
func (t *Text) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		t.copy(s.Clipboard)
	case *fyne.ShortcutCut:
		if t.copy(s.Clipboard) {
			t.do(t.session.Delete)
		}
	case *fyne.ShortcutPaste:
		t.Paste(s.Clipboard, false)
	case *fyne.ShortcutSelectAll:
		t.Select(editor.Selection{In: t.in, Anchor: 0, Head: t.doc.Len()})
	case *fyne.ShortcutUndo:
		t.session.Undo()
	case *fyne.ShortcutRedo:
		t.session.Redo()
	case *desktop.CustomShortcut:
		key, by, extend := motion(runtime.GOOS, s.KeyName, s.Modifier)
		if by == far && t.moveFar(key, extend) || by == near && t.move(key, extend) {
			return
		}
		t.handOn(s)
	default:
		t.handOn(s)
	}
}

func (t *Text) handOn(s fyne.Shortcut) {
	if t.OnShortcut != nil {
		t.OnShortcut(s)
	}
}

// step is how far a key with a modifier moves.
type step uint8

const (
	none step = iota
	near      // as the key without it
	far
)

// motion is the key that a key with modifiers moves as on a system, how far, and
// whether it extends the selection. On a Mac ⌥ moves by words and paragraphs, and
// ⌘ to the ends of the line and of the text.
func motion(goos string, key fyne.KeyName, m fyne.KeyModifier) (as fyne.KeyName, by step, extend bool) {
	rest := m &^ fyne.KeyModifierShift
	extend = m&fyne.KeyModifierShift != 0
	switch {
	case goos != "darwin" && rest == fyne.KeyModifierControl, goos == "darwin" && rest == fyne.KeyModifierAlt:
		return key, far, extend
	case goos != "darwin" || rest != fyne.KeyModifierSuper:
		return key, none, extend
	}
	switch key {
	case fyne.KeyLeft:
		return fyne.KeyHome, near, extend
	case fyne.KeyRight:
		return fyne.KeyEnd, near, extend
	case fyne.KeyUp:
		return fyne.KeyHome, far, extend
	case fyne.KeyDown:
		return fyne.KeyEnd, far, extend
	}
	return key, far, extend
}

func (t *Text) copy(to fyne.Clipboard) bool {
	if t.sel.Empty() {
		return false
	}
	t.session.Select(t.sel)
	t.Clip.Copy(to, t.session.Copy())
	return true
}

// Paste puts what a clipboard holds in the place of what is selected; plain
// puts only its text.
func (t *Text) Paste(from fyne.Clipboard, plain bool) {
	if !t.ReadOnly {
		t.Clip.Paste(t, from, plain)
	}
}

// Do runs a session's command at this text's selection, for menus and keys
// that are not the text's own.
func (t *Text) Do(command func() error) { t.do(command) }
