package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"
)

// Every command can be given in the text, in a note and to an empty essay, and
// the page still takes what is typed afterwards.
func TestEachCommandEverywhere(t *testing.T) {
	// These end the program, or go on off the goroutine of the window, which the
	// test driver does not keep apart.
	apart := []string{"Quit", "Find typed notes…", "Source as Markdown", "Paste", "Paste without formatting", "Next misspelling", "Check spelling", "Language of the essay…"}
	places := map[string]func(w *Window){
		"in the text":    func(w *Window) { w.desk.focus("") },
		"in a note":      func(w *Window) { w.desk.openNote("b") },
		"in a new essay": func(w *Window) { w.newEssay() },
	}
	for name, place := range places {
		t.Run(name, func(t *testing.T) {
			w := wholeWindow(t, chapters...)
			for _, c := range Commands() {
				if slices.Contains(apart, c.Title) {
					continue
				}
				place(w)
				w.run(c)
				for _, o := range w.win.Canvas().Overlays().List() {
					w.win.Canvas().Overlays().Remove(o)
				}
				w.desk.focus("")
				before := w.desk.session.Essay()
				test.Type(w.desk.page, "x")
				if w.desk.session.Essay() == before {
					t.Fatalf("after %s: %s nothing can be typed any more", c.Menu, c.Title)
				}
			}
		})
	}
}
