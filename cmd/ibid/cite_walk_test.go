package main

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
)

const walkSources = `@book{grafton1997, author={Grafton, Anthony}, title={The Footnote}, publisher={Press}, address={London}, year=1997}
@article{ko2019, author={Ko, Ann}, title={Reading Notes}, journal={Margins}, volume=12, year=2019, pages={61--90}}
`

// TestCitingInTheWindow imports sources, cites them three times, moves a
// paragraph so that first and short forms change places, switches the style and
// exports, by keys alone. Each step waits for what it does to be seen.
func TestCitingInTheWindow(t *testing.T) {
	d := newDesktop(t)
	folder := t.TempDir()
	binary := filepath.Join(folder, "ibid")
	build(t, binary)
	test.NewTempApp(t)
	essay, sources := filepath.Join(folder, "walk.md"), filepath.Join(folder, "refs.bib")
	for path, text := range map[string]string{essay: "# Walk\n\nAlpha stands first.\n\nBeta stands second.\n\nGamma stands third.\n", sources: walkSources} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w := &window{desktop: d, binary: binary, library: filepath.Join(folder, "library.ibid"), accent: theme.Theme{Mode: theme.Light}.Color(theme.ColorNameAccent, 0)}
	w.open(essay, sources)
	w.until("the essay is open", func() bool { return w.titled("Walk") && w.beside(0) })

	w.until("the sources are there", func() bool { return w.lists("Grafton") })
	w.xdotool("mousemove", "570", "600", "click", "1") // the sources have the focus
	w.keys("ctrl+Home", "Down", "End")
	w.cites("grafton", "Grafton", "72", 1)
	w.keys("Down", "End")
	w.cites("ko", "Ko", "62", 2)
	w.keys("ctrl+End")
	w.cites("grafton", "Grafton", "85", 3)
	w.reads("the first is whole, the third short", 3,
		"Anthony Grafton, The Footnote (London: Press, 1997), 72.", "Ann Ko, “Reading Notes,”", "Grafton, The Footnote, 85.")

	w.keys("ctrl+End", "shift+Home", "ctrl+x")
	w.until("the last paragraph is cut", func() bool { return w.beside(2) })
	w.keys("ctrl+Home", "Down", "Home", "ctrl+v")
	w.until("it stands before the first", func() bool { return w.beside(3) })
	w.reads("first and short forms have changed places", 3,
		"Anthony Grafton, The Footnote (London: Press, 1997), 85.", "Ibid., 72.", "Ann Ko, “Reading Notes,”")

	w.keys("ctrl+shift+p")
	w.typed("style of the citations")
	w.keys("Return")
	w.until("the styles are there", func() bool { return w.offers("Ibid Notes") })
	w.typed("ibid author")
	w.until("the other style is found", func() bool { return w.offers("Ibid Author–Date") })
	w.keys("Return")
	w.until("no notes are left", func() bool { return w.beside(0) })
	w.reads("authors and dates stand in the text", 0, "Gamma stands third (Grafton 1997, 85).", "(Grafton 1997, 72)", "(Ko 2019, 62)")
	w.close()
}

// offers reports whether a list shows an item as chosen.
func (w *window) offers(text string) bool {
	th := theme.Theme{Mode: theme.Light}
	what := glyphs(text, 13, false, nil, th.Color(theme.ColorNameInk, 0), th.Color(theme.ColorNameLit, 0))
	return len(find(w.screen(), what, image.Rect(0, 40, 1278, 960))) > 0
}

// lists reports whether the sources at the left show one.
func (w *window) lists(text string) bool {
	th := theme.Theme{Mode: theme.Light}
	what := glyphs(text, 13, false, nil, th.Color(theme.ColorNameInk, 0), th.Color(theme.ColorNameSide, 0))
	return len(find(w.screen(), what, image.Rect(0, 60, 215, 960))) > 0
}

// cites cites at the caret what a search finds, with a locator, and waits until
// there are so many notes.
func (w *window) cites(search, finds, locator string, notes int) {
	w.t.Helper()
	w.keys("ctrl+alt+c")
	w.typed(search)
	w.until(finds+" is found", func() bool { return w.offers(finds) })
	w.keys("Return")
	w.typed(locator)
	w.keys("Return")
	w.until("it is cited", func() bool { return w.beside(notes) })
}

// reads exports the essay as text and wants some pieces in it, in this order.
func (w *window) reads(what string, notes int, pieces ...string) {
	w.t.Helper()
	out := filepath.Join(w.t.TempDir(), "out.txt")
	w.export(out)
	w.until("the page is back", func() bool { return w.beside(notes) })
	b, err := os.ReadFile(out)
	if err != nil {
		w.t.Fatal(err)
	}
	rest := string(b)
	for _, piece := range pieces {
		_, after, found := strings.Cut(rest, piece)
		if !found {
			w.t.Fatalf("%s: the export has no %q in its place:\n%s", what, piece, b)
		}
		rest = after
	}
}
