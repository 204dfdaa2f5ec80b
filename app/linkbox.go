package app

import (
	"fmt"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor"
)

// linkBox is a small box at the caret in which a link's address is given, and
// its text where nothing is selected that could be it.
type linkBox struct {
	w             *Window
	t             *page.Text
	before        editor.Selection
	popup         *widget.PopUp
	address, text *pickEntry
	says          *quiet
	inserts       bool // a link with a text of its own
}

const linkBoxWidth = 380

// link opens the box for the selection, or for the link at the caret.
func (w *Window) link() {
	t, s := w.textInUse(), w.desk.session
	s.Select(t.Selection())
	b := &linkBox{w: w, t: t, before: t.Selection(), address: newPickEntry(), text: newPickEntry(), says: newQuiet()}
	old := s.Link()
	if b.before.Empty() {
		if old == "" {
			b.inserts = true
		} else {
			from, to, _ := s.Essay().Text(b.before.In).LinkAt(b.before.Head)
			t.Select(editor.Selection{In: b.before.In, Anchor: from, Head: to})
		}
	}
	b.address.SetPlaceHolder(lang.L("Address: https://…"))
	b.address.SetText(old)
	b.text.SetPlaceHolder(lang.L("Text"))
	for _, e := range []*pickEntry{b.address, b.text} {
		e.escape = func() { b.close(b.before) }
		e.OnSubmitted = func(string) { b.set() }
		e.OnChanged = func(string) { b.say("") }
	}
	b.show(old)
}

func (b *linkBox) show(old string) {
	actions := container.NewHBox(layout.NewSpacer(), pane.NewLink(lang.L("Set link"), b.set))
	if old != "" {
		actions.Objects = append([]fyne.CanvasObject{
			pane.NewLink(lang.L("Open"), func() { b.close(b.before); b.w.openLink(old) }),
			pane.NewLink(lang.L("Remove"), func() { b.address.SetText(""); b.set() }),
		}, actions.Objects...)
	}
	rows := container.NewVBox(b.address)
	if b.inserts {
		rows.Add(b.text)
		b.address.move = func(int) { b.w.win.Canvas().Focus(b.text) }
		b.text.move = func(int) { b.w.win.Canvas().Focus(b.address) }
	}
	b.says.Hide()
	rows.Add(b.says)
	rows.Add(actions)
	canvas := b.w.win.Canvas()
	b.popup = widget.NewPopUp(container.NewPadded(rows), canvas)
	b.place()
	b.popup.Show()
	canvas.Focus(b.address)
	b.address.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// place puts the box below the selection's start, or above it where the window
// ends.
func (b *linkBox) place() {
	size := b.popup.MinSize()
	size.Width = max(size.Width, linkBoxWidth)
	within := b.w.win.Canvas().Size()
	from, _ := b.t.Selection().Range()
	at := b.t.PlaceBelow(from).AddXY(0, 4)
	at.X = max(8, min(at.X, within.Width-size.Width-8))
	if at.Y+size.Height > within.Height {
		at.Y -= size.Height + 2*bodySize*b.w.look.zoom
	}
	b.popup.Resize(size)
	b.popup.Move(at)
}

// say shows a sentence in the box.
func (b *linkBox) say(text string) {
	if b.says.Hidden == (text == "") && b.says.text.Text == text {
		return
	}
	b.says.loud(text)
	b.says.Hidden = text == ""
	if b.popup != nil {
		b.place()
	}
}

// set gives the link its address; without one there is none.
func (b *linkBox) set() {
	s, address := b.w.desk.session, b.address.Text
	s.Select(b.t.Selection())
	var err error
	switch {
	case !b.inserts:
		err = s.SetLink(address)
	case strings.TrimSpace(address+b.text.Text) != "":
		err = s.InsertLink(b.text.Text, address)
	}
	if err != nil {
		b.say(sentence(err))
		return
	}
	after := s.Selection()
	if _, end := after.Range(); !b.before.Empty() || !b.inserts {
		after = editor.Caret(after.In, end)
	}
	b.close(after)
}

// close takes the box away and selects something in the text.
func (b *linkBox) close(sel editor.Selection) {
	b.popup.Hide()
	b.w.desk.focusLast()
	b.t.Select(sel)
}

// removeLink takes the links out of the selection, or the one at the caret.
func (w *Window) removeLink() {
	w.textInUse().Do(w.desk.session.RemoveLink)
}

// followLink opens the link at the caret.
func (w *Window) followLink() {
	w.desk.session.Select(w.textInUse().Selection())
	address := w.desk.session.Link()
	if address == "" {
		w.status.say(lang.L("No link stands here: put the caret into one."))
		return
	}
	w.openLink(address)
}

// openLink has the desktop open an address outside.
func (w *Window) openLink(address string) {
	u, err := url.Parse(address)
	if err != nil || !editor.Opens(address) {
		w.status.say(lang.L("“{{.Address}}” is not opened: only links to the web and to e-mail addresses are.", map[string]any{"Address": address}))
		return
	}
	if err := w.app.OpenURL(u); err != nil {
		w.fail(fmt.Errorf("the link could not be opened: %w", err))
	}
}
