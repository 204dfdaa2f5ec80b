package page

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// A text to be read can be gone through and copied, and nothing else.
func TestReadOnly(t *testing.T) {
	a := test.NewTempApp(t)
	s := editor.NewSession(essay.New(doc.New(doc.NewBlock(doc.Task, 1, doc.Span{Text: "one two"}))))
	copied := 0
	p := NewPage(s, NewSetting(19, 1.6), &Clip{
		Copy:  func(fyne.Clipboard, essay.Fragment) { copied++ },
		Paste: func(*Text, fyne.Clipboard, bool) { t.Error("it is pasted into") },
	})
	p.ReadOnly = true
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(600, 400))
	before := s.Essay()
	w.Canvas().Focus(p)
	p.TypedRune('x')
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyTab} {
		p.TypedKey(&fyne.KeyEvent{Name: k})
	}
	p.TypedShortcut(&fyne.ShortcutSelectAll{})
	p.TypedShortcut(&fyne.ShortcutCopy{Clipboard: a.Clipboard()})
	p.TypedShortcut(&fyne.ShortcutCut{Clipboard: a.Clipboard()})
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: a.Clipboard()})
	if s.Essay() != before {
		t.Errorf("the text is %q now", s.Essay().Body())
	}
	if copied == 0 || p.AcceptsTab() {
		t.Errorf("copied %d times; Tab is kept: %v", copied, p.AcceptsTab())
	}
}
