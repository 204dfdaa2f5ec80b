package app

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/theme"
)

// look is how the author wants to see the text; it is kept in the library.
type look struct {
	zoom    float32
	measure float32 // of the page, in characters
	leading float32 // of the page, in multiples of the size; the notes' goes along
	sans    bool
	modes   page.Modes
}

// Sizes of the type at the usual zoom, in pixels, and their leading.
const (
	bodySize, bodyLeading = 19, 1.6
	noteSize, noteLeading = 15.5, 1.42
	sansSize, sansLeading = 0.88, 1.05 // the sans serif looks larger at the same size, and wants more air
)

var usualLook = look{zoom: 1, measure: page.UsualMeasure, leading: bodyLeading}

// Steps of what can be chosen: type sizes in multiples of the usual one, widths
// of the page in characters, and leadings.
var (
	zoomSteps = []float32{0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.6, 1.8, 2}
	measures  = []float32{60, page.UsualMeasure, 90}
	leadings  = []float32{1.42, bodyLeading, 1.85}
)

// settings are the types that a window sets its texts in.
type settings struct{ body, notes *page.Setting }

func (l look) settings() settings {
	set := func(size, leading float32) *page.Setting {
		if l.sans {
			size *= sansSize
			leading *= sansLeading
		}
		s := page.NewSetting(size*l.zoom, leading)
		s.Measure, s.Sans = l.measure, l.sans
		return s
	}
	return settings{set(bodySize, l.leading), set(noteSize, l.leading*noteLeading/bodyLeading)}
}

// kept lists a look by the names it is kept under.
func (l look) kept() map[string]string {
	face := "serif"
	if l.sans {
		face = "sans"
	}
	return map[string]string{
		"zoom": fmt.Sprint(l.zoom), "measure": fmt.Sprint(l.measure), "leading": fmt.Sprint(l.leading), "face": face,
		"typewriter": fmt.Sprint(l.modes.Typewriter), "focus": fmt.Sprint(int(l.modes.Focus)),
	}
}

// lookOf reads a look as kept writes it; what is missing or makes no sense is as
// usual.
func lookOf(read func(key string) string) look {
	l := usualLook
	step := func(key string, steps []float32, to *float32) {
		if v, err := strconv.ParseFloat(read(key), 32); err == nil && slices.Contains(steps, float32(v)) {
			*to = float32(v)
		}
	}
	step("zoom", zoomSteps, &l.zoom)
	step("measure", measures, &l.measure)
	step("leading", leadings, &l.leading)
	l.sans = read("face") == "sans"
	l.modes.Typewriter = read("typewriter") == "true"
	if n, err := strconv.Atoi(read("focus")); err == nil && n >= 0 && n <= int(page.FocusSentence) {
		l.modes.Focus = page.Focus(n)
	}
	return l
}

// setLook shows the text in another way, and keeps it.
func (w *Window) setLook(l look) {
	before := w.look
	w.look = l
	was := before.kept()
	for key, value := range l.kept() {
		if value != was[key] {
			w.keep(key, value)
		}
	}
	w.tick()
	if l.modes != before.modes && w.desk != nil {
		w.desk.page.SetModes(l.modes)
	}
	if before.modes = l.modes; l == before {
		return
	}
	w.settings = l.settings()
	if w.desk != nil {
		w.desk.page.SetSetting(w.settings.body)
		w.desk.notes.SetSetting(w.settings.notes)
	}
	if w.exporting != nil {
		w.exporting.preview.SetSettings(w.settings.body, sourceSetting(l.zoom))
	}
	if w.source != nil {
		w.source.page.SetSetting(sourceSetting(l.zoom))
	}
}

// lookCommand changes how the text is seen.
func lookCommand(change func(*look)) func(*Window) {
	return func(w *Window) {
		l := w.look
		change(&l)
		w.setLook(l)
	}
}

// zoomCommand makes the type larger or smaller by a step, or for 0 as usual.
func zoomCommand(step int) func(*Window) {
	return lookCommand(func(l *look) {
		at := slices.Index(zoomSteps, l.zoom)
		if l.zoom = 1; step != 0 {
			l.zoom = zoomSteps[max(0, min(at+step, len(zoomSteps)-1))]
		}
	})
}

// focusCommand dims all but what the caret stands in, or no longer.
func focusCommand(f page.Focus) func(*Window) {
	return lookCommand(func(l *look) {
		if l.modes.Focus == f {
			f = page.FocusAll
		}
		l.modes.Focus = f
	})
}

func measureCommand(step int) func(*Window) {
	return lookCommand(func(l *look) { l.measure = measures[step] })
}

func leadingCommand(step int) func(*Window) {
	return lookCommand(func(l *look) { l.leading = leadings[step] })
}

func faceCommand(sans bool) func(*Window) { return lookCommand(func(l *look) { l.sans = sans }) }

func toggleTypewriter(l *look) { l.modes.Typewriter = !l.modes.Typewriter }

// choices tell, by the titles of the commands that choose something, whether it
// is chosen; the menu ticks those.
var choices = map[string]func(*Window) bool{
	"Typewriter scrolling":                func(w *Window) bool { return w.look.modes.Typewriter },
	"Focus on the paragraph":              func(w *Window) bool { return w.look.modes.Focus == page.FocusParagraph },
	"Focus on the sentence":               func(w *Window) bool { return w.look.modes.Focus == page.FocusSentence },
	markdownHabit.title:                   func(w *Window) bool { return w.habits.Markdown },
	quotesHabit.title:                     func(w *Window) bool { return w.habits.Quotes },
	dashesHabit.title:                     func(w *Window) bool { return w.habits.Dashes },
	spacesHabit.title:                     func(w *Window) bool { return w.habits.Spaces },
	"Collection: numbers of notes run on": (*Window).runsOn,
	"Check spelling":                      func(w *Window) bool { return !w.spelling.off },
	"Page width: narrow":                  func(w *Window) bool { return w.look.measure == measures[0] },
	"Page width: usual":                   func(w *Window) bool { return w.look.measure == measures[1] },
	"Page width: wide":                    func(w *Window) bool { return w.look.measure == measures[2] },
	"Leading: tight":                      func(w *Window) bool { return w.look.leading == leadings[0] },
	"Leading: usual":                      func(w *Window) bool { return w.look.leading == leadings[1] },
	"Leading: loose":                      func(w *Window) bool { return w.look.leading == leadings[2] },
	"Text face: serif":                    func(w *Window) bool { return !w.look.sans },
	"Text face: sans serif":               func(w *Window) bool { return w.look.sans },
	"Colours as the desktop":              func(w *Window) bool { return w.mode == theme.System },
	"Light":                               func(w *Window) bool { return w.mode == theme.Light },
	"Dark":                                func(w *Window) bool { return w.mode == theme.Dark },
	"Sepia":                               func(w *Window) bool { return w.mode == theme.Sepia },
}

// setMode takes other colours.
func (w *Window) setMode(m theme.Mode) {
	w.mode = m
	w.app.Settings().SetTheme(theme.Theme{Mode: m})
	w.keep("colours", string(m))
	w.tick()
}

// restoreLook gives the window the size, the type and the colours that it had.
func (w *Window) restoreLook() {
	read := func(key string) string {
		v, err := w.lib.Setting(key)
		if err != nil {
			return ""
		}
		return v
	}
	if w.mode = theme.Mode(read("colours")); w.mode == "" {
		w.mode = theme.Light // what a desktop that has no wish would get is dark
	}
	w.app.Settings().SetTheme(theme.Theme{Mode: w.mode})
	w.look = lookOf(read)
	w.settings = w.look.settings()
	size := fyne.NewSize(1280, 800)
	var width, height float32
	if n, _ := fmt.Sscanf(read("window"), "%fx%f", &width, &height); n == 2 && width >= 480 && height >= 320 {
		size = fyne.NewSize(width, height)
	}
	w.win.Resize(size)
}

func (w *Window) fullScreen() { w.win.SetFullScreen(!w.win.FullScreen()) }

func (w *Window) toggleSide() {
	w.sheet.noSide = !w.sheet.noSide
	w.frame.Refresh()
}

func (w *Window) unfoldSide() {
	if w.sheet.noSide {
		w.toggleSide()
	}
}

func (w *Window) toggleNotes() {
	w.sheet.noNotes = !w.sheet.noNotes
	w.frame.Refresh()
	if w.sheet.noNotes {
		w.desk.focus("")
	}
}

func (w *Window) unfoldNotes() {
	w.leaveReview()
	if w.sheet.noNotes {
		w.toggleNotes()
	}
}
