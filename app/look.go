package app

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/ibid-editor/ibid/app/theme"
)

// zoomSteps are the type sizes, in multiples of the usual one.
var zoomSteps = []float32{0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.6, 1.8, 2}

// zoom makes the type larger or smaller by a step, or for 0 as usual.
func (w *Window) zoom(step int) {
	next := float32(1)
	for i, z := range zoomSteps {
		if z == w.zoomed && step != 0 {
			next = zoomSteps[max(0, min(i+step, len(zoomSteps)-1))]
		}
	}
	w.setZoom(next)
	w.keep("zoom", fmt.Sprint(next))
}

func (w *Window) setZoom(z float32) {
	w.zoomed = z
	w.settings = newSettings(z)
	if w.desk != nil {
		w.desk.page.SetSetting(w.settings.body)
		w.desk.notes.SetSetting(w.settings.notes)
	}
}

// setMode takes other colours.
func (w *Window) setMode(m theme.Mode) {
	w.mode = m
	w.app.Settings().SetTheme(theme.Theme{Mode: m})
	w.keep("colours", string(m))
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
	if z, err := strconv.ParseFloat(read("zoom"), 32); err == nil {
		for _, step := range zoomSteps {
			if step == float32(z) {
				w.setZoom(step)
			}
		}
	}
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
