package export

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// Sheet is where an export is chosen, and where its certificate stands.
type Sheet struct {
	widget.BaseWidget

	Changed func()            // another choice was made
	Export  func()            // what is chosen is to be written
	Place   func()            // another place for the file is to be chosen
	Leave   func()            // Esc was pressed
	Go      func(format.Loss) // the place of a loss is to be shown

	choice   Choice
	path     *pathEntry
	formats  *picker
	options  *fyne.Container
	pickers  []optionPicker // that stand in it
	notice   *widget.Label  // about the file that is there
	press    *pressRow
	state    *widget.Label // the certificate, or what goes on
	warnings *widget.Label
	losses   *pane.KeyList
	form     *fyne.Container
	setting  bool // the path is set and not typed
}

// NewSheet makes a sheet with a choice.
func NewSheet(c Choice) *Sheet {
	s := &Sheet{choice: c, Changed: func() {}}
	s.path = newPathEntry(s)
	s.path.OnChanged = func(p string) {
		if !s.setting {
			s.Choose(s.choice.withPath(p))
		}
	}
	s.path.OnSubmitted = func(string) { s.Export() }
	var values []value
	for _, f := range Formats() {
		values = append(values, value{f.Name, lang.L(f.Title)})
	}
	s.formats = newPicker(2, values, func(name string) {
		if f, ok := format.ByName(name); ok {
			s.Choose(s.choice.withFormat(f))
		}
	})
	s.formats.keys = s.otherKey
	s.options = container.NewVBox()
	s.notice, s.state, s.warnings = quietLabel(), quietLabel(), quietLabel()
	s.state.Importance, s.state.SizeName = widget.MediumImportance, fynetheme.SizeNameText
	s.press = newPressRow(s)
	s.losses = pane.NewKeyList()
	s.losses.Other = s.otherKey
	s.form = container.NewVBox(heading(lang.L("File")), indented(s.path), s.notice, heading(lang.L("Format")), indented(s.formats), s.options, gap(), indented(s.press.row), s.state, s.warnings)
	s.ExtendBaseWidget(s)
	s.show()
	return s
}

// gap parts the button from what is chosen above it.
func gap() fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(1, 8))
	return r
}

// heading is a small quiet line above what it names.
func heading(text string) fyne.CanvasObject {
	l := quietLabel()
	l.SetText(strings.ToUpper(text))
	return l
}

func quietLabel() *widget.Label {
	l := widget.NewLabel("")
	l.Wrapping = fyne.TextWrapWord
	l.SizeName = fynetheme.SizeNameCaptionText
	l.Importance = widget.LowImportance
	return l
}

// Choice is what is chosen.
func (s *Sheet) Choice() Choice { return s.choice }

// SetPath takes another file.
func (s *Sheet) SetPath(path string) { s.Choose(s.choice.withPath(path)) }

// Focus gives the focus to the file's name.
func (s *Sheet) Focus(c fyne.Canvas) {
	c.Focus(s.path)
	s.path.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // the name stands at the end
}

// Choose takes a choice, shows it and tells of it.
func (s *Sheet) Choose(c Choice) {
	if c.Equal(s.choice) {
		return
	}
	s.choice = c
	s.show()
	s.Changed()
}

// show shows the choice.
func (s *Sheet) show() {
	if s.path.Text != s.choice.Path {
		s.setting = true
		s.path.SetText(s.choice.Path)
		s.setting = false
	}
	s.formats.set(s.choice.Format)
	s.showOptions()
}

// showOptions shows what the format lets one choose, and the numbering. Those
// that are there already stay, so that none loses the focus.
func (s *Sheet) showOptions() {
	f, _ := format.ByName(s.choice.Format)
	var rows []row
	for _, o := range f.Options {
		rows = append(rows, row{o.Name, lang.L(o.Title), valuesOf(o), s.choice.Options.Of(o), func(v string) {
			c := s.choice
			c.Options = format.Choices{}
			for k, old := range s.choice.Options {
				c.Options[k] = old
			}
			c.Options[o.Name] = v
			s.Choose(c)
		}})
	}
	rows = append(rows, s.numberingRows()...)
	pickers := make([]optionPicker, len(rows))
	s.options.Objects = nil
	for i, r := range rows {
		pickers[i] = s.picker(r)
		s.options.Add(pickers[i].content)
	}
	s.pickers = pickers
	s.options.Refresh()
	s.form.Refresh()
	s.Refresh()
}

// row is a picker with its title.
type row struct {
	name, title string
	values      []value
	now         string
	picked      func(string)
}

// optionPicker is a picker below its title.
type optionPicker struct {
	content fyne.CanvasObject
	row     row
	picker  *picker
}

// picker is the one that shows a row already, or a new one.
func (s *Sheet) picker(r row) optionPicker {
	for _, p := range s.pickers {
		if p.row.name == r.name && slices.Equal(p.row.values, r.values) {
			p.picker.picked = r.picked
			p.picker.set(r.now)
			return p
		}
	}
	p := newPicker(0, r.values, r.picked)
	p.keys = s.otherKey
	p.set(r.now)
	return optionPicker{container.NewVBox(heading(r.title), indented(p)), r, p}
}

// indented has something stand below the letters of a label.
func indented(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 0, 5, 5), o)
}

func valuesOf(o format.Option) []value {
	var list []value
	for _, v := range o.Values {
		list = append(list, value{v.Name, lang.L(v.Title)})
	}
	return list
}

// numberingRows offers other numbers than the essay's; with them where they
// begin anew, and where the notes stand.
func (s *Sheet) numberingRows() []row {
	n := parseNumbering(s.choice.Numbering)
	set := func(n numbering) {
		c := s.choice
		c.Numbering = n.words()
		s.Choose(c)
	}
	styles := []value{{"", lang.L("As in the essay")}}
	for _, x := range []struct {
		name  string
		style essay.NumberStyle
	}{{"arabic", essay.Arabic}, {"roman", essay.LowerRoman}, {"letters", essay.LowerLetters}, {"symbols", essay.Symbols}} {
		styles = append(styles, value{x.name, x.style.Format(1) + ", " + x.style.Format(2) + ", " + x.style.Format(3)})
	}
	rows := []row{{"numbers", lang.L("Numbers"), styles, n.style, func(v string) { n.style = v; set(n) }}}
	if n.style == "" {
		return rows
	}
	runs := []value{{"continuous", lang.L("Nowhere")}}
	for rank := 1; rank <= 3; rank++ {
		runs = append(runs, value{fmt.Sprint("section:", rank), lang.L("At each heading {{.Rank}}", map[string]any{"Rank": rank})})
	}
	places := []value{{"foot", lang.L("At the foot of the page")}, {"section-end", lang.L("At the end of the section")}, {"end", lang.L("At the end of the essay")}}
	return append(rows,
		row{"run", lang.L("They begin anew"), runs, n.run, func(v string) { n.run = v; set(n) }},
		row{"place", lang.L("The notes stand"), places, n.place, func(v string) { n.place = v; set(n) }})
}

// otherKey does what Return and Esc do wherever the focus is.
func (s *Sheet) otherKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Export()
	case fyne.KeyEscape:
		s.Leave()
	}
}

// CreateRenderer shows the form, and below it what is lost.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(&halves{}, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 3, 3), s.form)), s.losses))
}

// halves gives the form, which scrolls, the height that it wants, as long as the
// list below keeps a third.
type halves struct{}

func (halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 120) }

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	form, list := o[0].(*container.Scroll), o[1]
	form.Content.Resize(fyne.NewSize(size.Width, form.Content.Size().Height)) // a wrapped line is as high as its width has it
	height := form.Content.MinSize().Height
	if list.Visible() {
		height = min(height, size.Height*2/3)
	} else {
		height = size.Height
	}
	form.Resize(fyne.NewSize(size.Width, height))
	list.Move(fyne.NewPos(0, height))
	list.Resize(fyne.NewSize(size.Width, size.Height-height))
}
