// Package page is the writing surface: it lays out a text of an editing session
// in lines, draws those that can be seen, and turns keys and the mouse into the
// session's commands. [Page] is the essay's body, which scrolls; [Text] is a
// text of its own height, such as a note's.
//
// Absent: menus, files, and any copy of the text. What is drawn is the
// session's document; a widget holds no more than layouts of its blocks.
package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Text shows and edits the body or a note's text of a session.
type Text struct {
	widget.BaseWidget

	// Clip is what is shared by all texts that can be copied and pasted between.
	Clip *Clip
	// Decorations, if there are any, are drawn about the text.
	Decorations *Decorations
	// Commented says how what is commented on is shown; nil shows none of it.
	Commented *Commented
	// Hints are shown, quietly, in an empty text: for an empty heading and for
	// an empty paragraph.
	TitleHint, TextHint string

	// ReadOnly is set for a text that is to be read and copied alone.
	ReadOnly bool

	// Pictures finds the pictures of images; nil shows their descriptions.
	Pictures func(source string) Picture

	// TextAt finds the text at a place on the canvas, for what is dropped there;
	// nil knows only this text.
	TextAt func(fyne.Position) *Text

	// Printed says how citations read; nil shows them as they are typed.
	Printed func() *citing.Printed

	OnMarker   func(essay.NoteID)   // a marker was clicked
	OnCitation func(cite.ID)        // a citation that reads as text was clicked twice
	OnFocus    func()               // the text took the focus
	OnBlur     func()               // the focus left the text
	OnSelect   func()               // the caret or selection moved
	OnEscape   func()               // Esc was pressed
	OnReveal   func(top, h float32) // a caret there should be seen, in the widget's coordinates
	OnHeight   func()               // the text's own height changed
	OnView     func()               // what is in view was placed anew
	OnError    func(error)          // a command could not be done
	OnMenu     func(fyne.Position)  // a context menu is wanted, at a place on the canvas
	OnLink     func(address string) // a link is to be opened
	OnShortcut func(fyne.Shortcut)  // a shortcut that is not the text's own
	OnKey      func(*fyne.KeyEvent) // a key that is not the text's own

	self    fyne.Widget // the widget that Text is a part of
	session *editor.Session
	in      essay.NoteID
	doc     *doc.Document
	stop    func()

	setting *Setting
	inset   insets
	measure float32 // the widest that a column may be, in pixels; 0 for no limit
	column  float32 // the width of the column
	left    float32 // where the column begins
	tables  []grid  // those whose columns are known
	aside   float32 // room on the right that the column leaves to others
	flow    Flow
	layouts map[*doc.Block]*layout
	offset  float64 // how far the text is scrolled

	sel     editor.Selection
	wantX   float32 // where lines up and down aim at
	aimed   bool
	focused bool
	shift   bool
	caret   caret
	active  essay.NoteID
	typing  bool // the caret stands where the text was changed last
	clicks  clicks
	drag    drag
	drop    doc.Pos // where dragged text would be dropped, or -1
	modes   Modes

	view view
}

type insets struct{ top, side, bottom float32 }

var (
	_ fyne.Focusable         = (*Text)(nil)
	_ fyne.Tabbable          = (*Text)(nil)
	_ fyne.Shortcutable      = (*Text)(nil)
	_ fyne.Draggable         = (*Text)(nil)
	_ fyne.SecondaryTappable = (*Text)(nil)
	_ fyne.Tappable          = (*Text)(nil)
	_ fyne.Accessible        = (*Text)(nil)
	_ desktop.Keyable        = (*Text)(nil)
	_ desktop.Mouseable      = (*Text)(nil)
	_ desktop.Cursorable     = (*Text)(nil)
	_ desktop.Hoverable      = (*Text)(nil)
)

// NewText shows the text that id names in a session: a note's, or the body for "".
func NewText(s *editor.Session, id essay.NoteID, setting *Setting, clip *Clip) *Text {
	t := &Text{}
	t.init(t, s, id, setting, clip)
	return t
}

func (t *Text) init(self fyne.Widget, s *editor.Session, id essay.NoteID, setting *Setting, clip *Clip) {
	t.self, t.session, t.in, t.setting, t.Clip = self, s, id, setting, clip
	t.doc = s.Essay().Text(id)
	t.sel = editor.Caret(id, 0)
	t.drop = -1
	t.layouts = map[*doc.Block]*layout{}
	t.flow.Splice(0, 0, t.estimates(0, t.doc.Blocks()))
	t.stop = s.Observe(t.updated)
	t.ExtendBaseWidget(self)
}

// Close lets go of the session.
func (t *Text) Close() {
	t.stop()
	t.letGo()
	t.caret.rest()
}

// Note is the note whose text is shown, or "" for the body.
func (t *Text) Note() essay.NoteID { return t.in }

// Selection is what is selected in this text, also while another has the focus.
func (t *Text) Selection() editor.Selection { return t.sel }

// Len is the last position of the text.
func (t *Text) Len() doc.Pos { return t.doc.Len() }

// SetActive lights the marker of a note, or none for "".
func (t *Text) SetActive(id essay.NoteID) {
	if t.active != id {
		t.active = id
		t.redraw()
	}
}

// SetSetting sets the text in another type.
func (t *Text) SetSetting(s *Setting) {
	t.setting = s
	t.reflow()
	t.redraw()
}

// updated follows a change of the session.
func (t *Text) updated(u editor.Update) {
	now := u.New.Text(t.in)
	if now == nil {
		return // the note is gone; whoever shows it takes the widget away
	}
	if u.Selection.In == t.in {
		t.sel = u.Selection
	} else {
		t.sel.Anchor = now.Clamp(u.Map(t.in, t.sel.Anchor, doc.After))
		t.sel.Head = now.Clamp(u.Map(t.in, t.sel.Head, doc.After))
	}
	if now != t.doc {
		t.typing = u.Selection.In == t.in
		t.replaceDoc(now, u)
	} else if u.New.SameRefs(u.Old) && u.New.SameCited(u.Old) && u.New.SameComments(u.Old) {
		return
	}
	t.aimed = false
	if t.focused && u.Selection.In == t.in {
		t.caret.wake()
		t.reveal()
		t.selected()
	}
	t.redraw()
}

// replaceDoc lays out the blocks that differ and keeps the others.
func (t *Text) replaceDoc(now *doc.Document, u editor.Update) {
	at, n, m := doc.Diff(t.doc, now)
	t.Decorations.follow(u, t.in, t.doc, now, at, n, m)
	old := t.doc
	t.doc = now
	if n == 1 && m == 1 {
		if l := t.layouts[old.Block(at)]; l != nil && l.frame == (frame{right: t.column}) && old.Block(at).Kind != doc.Cell && now.Block(at).Kind != doc.Cell {
			delete(t.layouts, old.Block(at))
			t.layouts[now.Block(at)] = l.edited(now.Block(at), t.label)
			t.flow.Set(at, t.gap(at)+t.layouts[now.Block(at)].height())
			t.regap(at + 1)
			t.grown()
			return
		}
	}
	gone := make(map[*doc.Block]bool, n)
	for i := at; i < at+n; i++ {
		gone[old.Block(i)] = true
	}
	for i := at; i < at+m; i++ {
		delete(gone, now.Block(i))
	}
	for b := range gone {
		delete(t.layouts, b)
	}
	t.flow.Splice(at, n, t.estimates(at, m))
	t.retable(at, n, m)
	t.forgetRow(at - 1)
	t.regap(at + m)
	t.grown()
}

// regap sets the i-th block's height anew after the block before it changed.
func (t *Text) regap(i int) {
	t.forgetRow(i)
	if i < t.doc.Blocks() && t.flow.Known(i) {
		if l := t.layouts[t.doc.Block(i)]; l != nil {
			t.flow.Set(i, t.gap(i)+l.height())
		}
	}
}

// grown tells the owner of a text with a height of its own.
func (t *Text) grown() {
	if t.OnHeight != nil {
		t.OnHeight()
	}
}

func (t *Text) gap(i int) float32 {
	if i == 0 {
		return 0
	}
	prev, b := t.doc.Block(i-1), t.doc.Block(i)
	if joinsRow(prev, b) {
		return 0
	}
	return t.setting.gap(prev, b)
}

// estimates guesses the heights of n blocks from index at, which were not laid
// out yet, by the number of their letters.
func (t *Text) estimates(at, n int) []float32 {
	average := t.setting.average(t.setting.face())
	heights := make([]float32, n)
	var prev *doc.Block
	if at > 0 {
		prev = t.doc.Block(at - 1)
	}
	for i, b := range t.doc.From(at) {
		if i >= at+n {
			break
		}
		if joinsRow(prev, b) {
			prev = b
			continue
		}
		set := t.setting.block(b)
		lines := 1
		if t.column > set.indent {
			lines += int(float32(b.Len()) * average * set.face.size / t.setting.Size / (t.column - set.indent))
		}
		heights[i-at] = t.setting.gap(prev, b) + float32(lines)*set.line + 2*set.pad
		prev = b
	}
	return heights
}

// ensure lays out the i-th block if it is not, or not for this width and these
// labels, and returns by how much its row grew.
func (t *Text) ensure(i int) (l *layout, grown float32) {
	grown = t.ensureRow(t.row(i))
	return t.layouts[t.doc.Block(i)], grown
}

// printed is how citations read, or nil where nobody says.
func (t *Text) printed() *citing.Printed {
	if t.Printed == nil {
		return nil
	}
	return t.Printed()
}

func citeID(a doc.Atom) cite.ID { return cite.ID(a.ID) }

// Reprint draws the citations as they read now.
func (t *Text) Reprint() {
	if t.doc.Atoms() == nil {
		return
	}
	t.grown()
	t.redraw()
}

// reflow forgets all layouts, as a new width or type asks for, and keeps the
// block at the top of the view there.
func (t *Text) reflow() {
	top, y := 0, 0.0
	if t.flow.Len() > 0 {
		top, y = t.flow.At(t.offset)
	}
	within := t.offset - y
	clear(t.layouts)
	t.tables = nil
	t.flow = Flow{}
	t.flow.Splice(0, 0, t.estimates(0, t.doc.Blocks()))
	if t.offset > 0 {
		t.offset = t.flow.Top(top) + within
	}
}

// Resize sets the column into a new width.
func (t *Text) Resize(size fyne.Size) {
	t.BaseWidget.Resize(size)
	t.setWidth(size.Width)
	t.redraw()
}

func (t *Text) setWidth(w float32) {
	w -= t.aside
	column := w - 2*t.inset.side
	if t.measure > 0 {
		column = min(column, t.measure)
	}
	column = max(column, 60)
	t.left = round((w - column) / 2)
	if column != t.column {
		t.column = column
		t.reflow()
		t.grown()
	}
}

// MinSize is small: a text takes the place that it is given.
func (t *Text) MinSize() fyne.Size { return fyne.NewSize(80, t.setting.Size*t.setting.Leading) }

// HeightFor is the height that the whole text takes in a width.
func (t *Text) HeightFor(width float32) float32 {
	t.setWidth(width)
	for i := range t.doc.Blocks() {
		t.ensure(i)
	}
	return float32(t.flow.Total()) + t.inset.top + t.inset.bottom
}

// AccessibilityLabel names the text for a screen reader.
func (t *Text) AccessibilityLabel() string {
	if t.in == "" {
		return lang.L("Essay")
	}
	return lang.L("Note") + " " + t.session.Essay().Label(t.in) + ": " + t.doc.String()
}

// AccessibilityRole says that it is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
