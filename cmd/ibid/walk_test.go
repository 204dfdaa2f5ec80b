package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
)

// TestANoteIsNeverLost walks with one note through a real window: it is
// inserted, edited, deleted and brought back: by undo after a restart, by
// pasting the sentence that was cut out, and by pasting it from another program
// after one more restart. Each step waits for what it does to be seen.
func TestANoteIsNeverLost(t *testing.T) {
	d := newDesktop(t)
	binary := filepath.Join(t.TempDir(), "ibid")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	test.NewTempApp(t)
	file := filepath.Join(t.TempDir(), "harbour.md")
	if err := os.WriteFile(file, []byte("# Harbour\n\nThe office stood by the quay.\n\nThe clerk kept a ledger of the tides.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := &window{
		desktop: d, binary: binary, library: filepath.Join(t.TempDir(), "library.ibid"),
		accent: theme.Theme{Mode: theme.Light}.Color(theme.ColorNameAccent, 0),
	}
	w.open(file)
	w.until("the essay is open", func() bool { return w.titled("Harbour") && w.beside(0) })

	w.keys("ctrl+End", "ctrl+alt+f")
	w.typed("Daily Ledger, 4.")
	w.until("the note is there", func() bool { return w.beside(1) })
	w.keys("Escape", "ctrl+j")
	w.typed(" Edited.")
	w.keys("Escape")
	w.holds("the note was edited", "ledger of the tides.[^1]\n", "\n[^1]: Daily Ledger, 4. Edited.\n")

	w.keys("ctrl+End", "BackSpace", "BackSpace")
	w.until("the note is in the bin", func() bool { return w.beside(0) })
	w.restart(0)
	w.keys("ctrl+z")
	w.until("undo has brought the note back", func() bool { return w.beside(1) })
	w.holds("the note is whole", "ledger of the tides.[^1]\n", "\n[^1]: Daily Ledger, 4. Edited.\n")

	w.keys("ctrl+End", "shift+Home", "ctrl+x")
	w.until("the note went with its sentence", func() bool { return w.beside(0) })
	w.keys("ctrl+v")
	w.until("it is back with its sentence", func() bool { return w.beside(1) })

	if _, err := exec.LookPath("xclip"); err == nil {
		w.keys("ctrl+End", "shift+Home", "ctrl+x")
		w.until("the note went once more", func() bool { return w.beside(0) })
		w.restart(0)
		w.fill("UTF8_STRING", "The clerk kept a ledger of the tides.[^7]\n\n[^7]: Daily Ledger, 4. Edited.\n")
		w.keys("ctrl+End", "ctrl+v")
		w.until("it is back from another program", func() bool { return w.beside(1) })
	}
	w.restart(1)
	w.holds("the note is where it was", "# Harbour\n\nThe office stood by the quay.\n\nThe clerk kept a ledger of the tides.[^1]\n", "\n[^1]: Daily Ledger, 4. Edited.\n")
	w.close()
}

// restart ends the program and starts it again, with so many notes shown.
func (w *window) restart(notes int) {
	w.t.Helper()
	w.close()
	w.open()
	w.until("the essay is open again", func() bool { return w.titled("Harbour") && w.beside(notes) })
}

// holds exports the essay, which has one note, and wants it to have some pieces.
// Keys that come before the page is back would be the export's.
func (w *window) holds(what string, pieces ...string) {
	w.t.Helper()
	out := filepath.Join(w.t.TempDir(), "out.md")
	w.export(out)
	w.until("the page and the note are back", func() bool { return w.beside(1) })
	text, err := os.ReadFile(out)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, piece := range pieces {
		if !strings.Contains(string(text), piece) {
			w.t.Fatalf("%s: the export has no %q:\n%s", what, piece, text)
		}
	}
}
