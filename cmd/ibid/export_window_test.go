package main

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor/format"
)

// certified reports whether the sheet beside the page shows a certificate.
func (w *window) certified(text string) bool {
	th := theme.Theme{Mode: theme.Light}
	what := glyphs(text, th.Size("text"), false, nil, th.Color(theme.ColorNameInk, 0), th.Color(theme.ColorNameSide, 0))
	return len(find(w.screen(), what, image.Rect(925, 60, 1278, 960))) > 0
}

// The sample leaves as a page and as a Word file by keys alone, and is read
// back; the way to export it again needs no sheet.
func TestExportInTheWindow(t *testing.T) {
	d := newDesktop(t)
	binary := filepath.Join(t.TempDir(), "ibid")
	build(t, binary)
	test.NewTempApp(t)
	folder := t.TempDir()
	w := &window{desktop: d, binary: binary, library: filepath.Join(folder, "library.ibid"), accent: theme.Theme{Mode: theme.Light}.Color(theme.ColorNameAccent, 0)}
	w.open()
	w.until("all numbers are shown", func() bool { return w.beside(7) })
	w.keys("ctrl+shift+e")
	w.until("the preview is certified", func() bool { return w.certified("7 markers, 7 notes, 0 changed") })
	page := filepath.Join(folder, "out.html")
	w.keys("ctrl+a")
	w.typed(page)
	w.keys("Return")
	w.until("the page is written", func() bool { return w.written(page, "Towneley") })
	w.until("its certificate is shown", func() bool { return w.certified("7 markers, 7 notes, 0 changed") })
	// The file’s ending follows the arrows.
	word := filepath.Join(folder, "out.docx")
	for range formatsBetween(t, "html", "docx") {
		w.keys("Down")
	}
	w.keys("Return")
	w.until("the Word file is written", func() bool { _, err := os.Stat(word); return err == nil })
	w.keys("Escape")
	w.until("the notes are back", func() bool { return w.beside(7) })
	for _, path := range []string{page, word} {
		f, _ := format.ByPath(path)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in, err := f.Read(b)
		if err != nil || len(in.Essay.Refs()) != 7 || len(in.Essay.Numbered()) != 7 {
			t.Errorf("%s holds %d markers, %v", path, len(in.Essay.Refs()), err)
		}
	}
	if err := os.Remove(word); err != nil {
		t.Fatal(err)
	}
	w.keys("ctrl+e")
	w.until("the Word file is written again", func() bool { _, err := os.Stat(word); return err == nil })
	w.close()
}

// written reports whether a file is there and holds a text.
func (w *window) written(path, text string) bool {
	b, err := os.ReadFile(path)
	return err == nil && strings.Contains(string(b), text)
}

// formatsBetween lists the steps by which the arrow leads from one format to
// another.
func formatsBetween(t *testing.T, from, to string) (steps []int) {
	t.Helper()
	begun := false
	for _, f := range format.Formats {
		switch {
		case f.Write == nil:
		case f.Name == from:
			begun = true
		case begun:
			steps = append(steps, len(steps))
			if f.Name == to {
				return steps
			}
		}
	}
	t.Fatalf("%s does not come after %s", to, from)
	return nil
}
