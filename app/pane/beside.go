package pane

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor/essay"
)

// Beside is the whole right side: the notes with their filter, and in their
// place, when asked for, the bin, the checks, the doctor's review or an export.
type Beside struct {
	widget.BaseWidget

	// PutBack and Discard are called for notes in the bin, Go and Mend for a
	// finding.
	PutBack func(essay.NoteID)
	Discard func(...essay.NoteID)
	Go      func(essay.Finding)
	Mend    func(*essay.Mend)
	// Numbering is called when the sample of numbers is chosen.
	Numbering func()
	// Closed is called when the notes are shown again.
	Closed func()

	notes       *Notes
	filter      *widget.Entry
	mode        *Link
	numbers     *Link
	bin, checks *Link
	body        *fyne.Container
	top, foot   *fyne.Container
	frame       *fyne.Container
	shown       string // what stands in the notes' place, or ""
	left        func() // is called when that is left; or nil
	found       []essay.Finding
	binned      []*essay.Note
	counted     [3]int // what was shown last: notes in the bin, findings, notes
}

// NewBeside makes the right side around the notes of an essay.
func NewBeside(notes *Notes) *Beside {
	b := &Beside{notes: notes}
	b.ExtendBaseWidget(b)
	b.filter = widget.NewEntry()
	b.filter.OnChanged = b.setFilter
	b.mode = NewLink("", func() { b.showModes() })
	b.bin = NewLink("", func() { b.toggle("bin", b.ShowBin) })
	b.checks = NewLink("", func() { b.toggle("checks", b.ShowChecks) })
	b.numbers = NewLink("", func() { b.Numbering() })
	b.SetNumbers("1, 2, 3")
	title := widget.NewLabelWithStyle(lang.L("Notes"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	b.top = container.NewPadded(container.NewBorder(nil, nil, title, container.NewHBox(b.mode, b.numbers), b.filter))
	b.showMode()
	b.body = container.NewStack(notes)
	b.foot = container.NewHBox(b.bin, b.checks)
	b.frame = container.NewBorder(b.top, container.NewVBox(widget.NewSeparator(), container.NewPadded(b.foot)), nil, nil, b.body)
	b.counted[0] = -1
	b.Count(nil, nil, 0)
	return b
}

// SetNumbers shows how the notes are numbered, by a sample.
func (b *Beside) SetNumbers(sample string) { b.numbers.Set(sample+" ▾", false) }

// NumberingLink is where the sample of numbers stands, or nil while something
// else stands there.
func (b *Beside) NumberingLink() fyne.CanvasObject {
	if b.shown != "" {
		return nil
	}
	return b.numbers
}

// CreateRenderer shows the frame.
func (b *Beside) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.frame) }

// Count says how many notes there are, and shows what the bin and the checks
// hold.
func (b *Beside) Count(bin []*essay.Note, found []essay.Finding, notes int) {
	open := found[:0:0]
	for _, f := range found {
		if f.Check != "unmarked" { // the bin says so
			open = append(open, f)
		}
	}
	b.binned, b.found = slices.Clone(bin), open
	slices.SortStableFunc(b.binned, func(m, n *essay.Note) int { return cmp.Compare(n.Lost.At, m.Lost.At) })
	// What has not changed is not painted: this follows each pause in typing.
	if counts := [3]int{len(bin), len(open), notes}; counts != b.counted {
		b.counted = counts
		b.filter.SetPlaceHolder(lang.N("FilterNotes", notes, map[string]any{"Count": notes}))
		b.bin.Set(fmt.Sprintf("%s %d", lang.L("In the bin"), len(bin)), false)
		b.checks.Set(fmt.Sprintf("%s %d", lang.L("Checks"), len(open)), len(open) > 0)
		b.foot.Refresh()
	}
	b.notes.SetFindings(open)
	switch b.shown {
	case "bin":
		b.ShowBin()
	case "checks":
		b.ShowChecks()
	}
}

func (b *Beside) toggle(name string, show func()) {
	if b.shown == name {
		b.ShowNotes()
	} else {
		show()
	}
}

// setFilter filters the notes, or the bin while it is shown. What is no filter
// yet leaves what was shown.
func (b *Beside) setFilter(s string) {
	if b.notes.SetFilter(s) == nil && b.shown == "bin" {
		b.ShowBin()
	}
}

// showModes offers what the list may show.
func (b *Beside) showModes() {
	item := func(title string, is bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(title, do)
		i.Checked = is
		return i
	}
	menu := fyne.NewMenu("",
		item(lang.L("All notes"), b.shown == "" && !b.notes.problems, func() { b.OnlyProblems(false) }),
		item(lang.L("Only those with problems"), b.shown == "" && b.notes.problems, func() { b.OnlyProblems(true) }),
		item(lang.L("Only the bin"), b.shown == "bin", b.ShowBin),
	)
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(b.mode).AddXY(0, b.mode.Size().Height)
	widget.ShowPopUpMenuAtPosition(menu, d.CanvasForObject(b.mode), at)
}

// ClearFilter shows all notes.
func (b *Beside) ClearFilter() {
	if b.notes.problems || b.filter.Text != "" {
		b.filter.SetText("")
		b.OnlyProblems(false)
	}
}

// OnlyProblems shows the notes that a check found something about, or all.
func (b *Beside) OnlyProblems(only bool) {
	b.notes.SetProblems(only)
	b.ShowNotes()
	b.showMode()
}

func (b *Beside) showMode() {
	switch {
	case b.shown == "bin":
		b.mode.Set(lang.L("Bin")+" ▾", true)
	case b.notes.problems:
		b.mode.Set(lang.L("Problems")+" ▾", true)
	default:
		b.mode.Set(lang.L("All")+" ▾", false)
	}
	b.top.Refresh()
}

// ShowNotes brings the notes back.
func (b *Beside) ShowNotes() {
	if b.shown == "" {
		return
	}
	b.leave("")
	b.body.Objects = []fyne.CanvasObject{b.notes}
	b.top.Show()
	b.showMode()
	b.frame.Refresh()
	if b.Closed != nil {
		b.Closed()
	}
}

// Shown names what stands in the notes' place, or "".
func (b *Beside) Shown() string { return b.shown }

// WhenLeft has f called once when what is shown now gives way to something else.
func (b *Beside) WhenLeft(f func()) { b.left = f }

// leave has another thing shown.
func (b *Beside) leave(to string) {
	left := b.left
	b.left, b.shown = nil, to
	if left != nil {
		left()
	}
}

// Put puts something in the notes' place.
func (b *Beside) Put(name, title string, content fyne.CanvasObject) {
	b.leave(name)
	head := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	closing := widget.NewButtonWithIcon("", fynetheme.CancelIcon(), b.ShowNotes)
	closing.Importance = widget.LowImportance
	bar := container.NewPadded(container.NewBorder(nil, nil, nil, closing, head))
	b.top.Hide()
	b.body.Objects = []fyne.CanvasObject{container.NewBorder(bar, nil, nil, nil, content)}
	b.frame.Refresh()
}

// ShowBin lists the notes without a marker that the filter lets through, each
// with the sentence it stood in and since when it is here.
func (b *Beside) ShowBin() {
	box := container.NewVBox()
	if len(b.binned) == 0 {
		box.Add(quietText(lang.L("The bin is empty. A note whose marker is deleted waits here.")))
	}
	for _, n := range b.binned {
		if !b.notes.filter.matches(n) {
			continue
		}
		text := n.Text.String()
		if text == "" {
			text = lang.L("(an empty note)")
		}
		box.Add(plainText(text))
		if n.Lost.Sentence != "" {
			box.Add(quietText(lang.L("It stood in:") + " " + n.Lost.Sentence))
		}
		if n.Lost.At != 0 {
			since := time.UnixMilli(n.Lost.At).Format("2 January 2006, 15:04")
			box.Add(quietText(lang.L("In the bin since {{.Time}}", map[string]any{"Time": since})))
		}
		back := widget.NewButton(lang.L("Put back"), func() { b.PutBack(n.ID) })
		drop := NewLink(lang.L("Delete for good"), func() { b.Discard(n.ID) })
		box.Add(container.NewHBox(back, drop))
		box.Add(widget.NewSeparator())
	}
	if len(b.binned) > 1 {
		ids := make([]essay.NoteID, len(b.binned))
		for i, n := range b.binned {
			ids[i] = n.ID
		}
		box.Add(NewLink(lang.L("Empty the bin"), func() { b.Discard(ids...) }))
	}
	b.Put("bin", lang.L("In the bin"), container.NewVScroll(container.NewPadded(box)))
	b.top.Show() // its filter is for the bin too
	b.showMode()
	b.frame.Refresh()
}

// ShowChecks lists what the checks found.
func (b *Beside) ShowChecks() {
	box := container.NewVBox()
	if len(b.found) == 0 {
		box.Add(quietText(lang.L("The notes are in order: every marker has its note, and none is empty or said twice.")))
	}
	for _, f := range b.found {
		box.Add(plainText(f.Says))
		row := container.NewHBox(NewLink(lang.L("Show"), func() { b.Go(f) }))
		if f.Mend != nil {
			row.Add(NewLink(f.Mend.Label, func() { b.Mend(f.Mend) }))
		}
		box.Add(row)
		box.Add(widget.NewSeparator())
	}
	b.Put("checks", lang.L("Checks"), container.NewVScroll(container.NewPadded(box)))
}

func plainText(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Wrapping = fyne.TextWrapWord
	return l
}

func quietText(s string) *widget.Label {
	l := plainText(s)
	l.SizeName = fynetheme.SizeNameCaptionText
	l.Importance = widget.LowImportance
	return l
}
