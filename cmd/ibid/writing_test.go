package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
)

// The essay that is written, as its Markdown has it.
const written = `# The Keeper of the Gauge

There is a gauge in the garden of the rectory, and beside it a book. The book is older than the gauge, which was broken twice and replaced, and it has outlived four of the people who wrote in it. What it says of them is little: a hand that leans to the left, a pen that was never clean, a week in March when nobody wrote at all. What it says of the rain is more than anybody has read, for there are forty years of it, a line for each morning, and each line ends in hundredths of an inch.[^1]

I came to it for one number and stayed for a winter. The number was the rain of a *single night*, the one on which the bridge went, and it was **not there**. Where it should have been stood a dash, and after the dash a word that I took for a name until I had seen it a dozen times in other years. The word was “overflow”.

## What a dash says

A dash is not a nought. The keeper knew that, and wrote noughts where there was no rain, round and careful ones; the dash was for the mornings on which the can could not hold what had come. On these mornings there had been more rain than could be counted, and so it was not counted, and in the sums of the year it stands as nothing.[^2] The wettest nights are missing from the book of rain, and the year in which the bridge went is, by its figures, a dry one.

> Whoever reads a column of figures reads what was small enough to be written down.

There were three ways out of this, and the keeper tried them all:

- a larger can, which the garden’s frost broke;
- a second can inside of the first, which leaked;
- going out at night to empty it.

The last one worked. It has a column of its own, and the hand in that column leans more than ever.

## What the sums are good for

The sums were printed, and others reckoned with them. They found that the valley was drier than its neighbours; they found that it had become drier in thirty years; and one of them found a reason why. None of them had asked what a dash was. It would have taken a letter, or an afternoon.

* * *

This is what I should like to say in three sentences:

1. Count what can be counted.
2. Say what could not be.
3. Do not add the two.

I never found the number of that night. I have stopped looking, and I have begun to write down the rain.

[^1]: Register of rain, volume two, the entries from 1877 on.

[^2]: Four years have more than ten dashes. They are the wettest four, if the river is to be believed.
`

// TestWritingAnEssay writes two pages by keys and the mouse alone, and reads them
// in the file that is exported.
func TestWritingAnEssay(t *testing.T) {
	d := newDesktop(t)
	binary := filepath.Join(t.TempDir(), "ibid")
	build(t, binary)
	test.NewTempApp(t)
	w := &window{
		desktop: d, binary: binary, library: filepath.Join(t.TempDir(), "library.ibid"),
		accent: theme.Theme{Mode: theme.Light}.Color(theme.ColorNameAccent, 0),
	}
	w.open()
	w.until("the sample is there", func() bool { return w.beside(7) })
	w.until("the window has the keys", func() bool {
		out, err := w.command("xdotool", "getactivewindow", "getwindowname").Output()
		return err == nil && strings.HasSuffix(strings.TrimSpace(string(out)), "Ibid")
	})
	w.keys("ctrl+n")
	w.until("an empty essay is there", func() bool { return w.titled("Untitled") })
	w.fast("The Keeper of the Gauge\n")
	w.until("its title is the window's", func() bool { return w.titled("The Keeper") })
	w.writeFirstPage()
	w.writeSecondPage()

	// The mouse opens the first note at its marker, where more is written. The lit
	// marker is the one of the note that was written last.
	w.keys("ctrl+Home")
	w.clickMarker(1)
	w.fast(", volume two, the entries from 1877 on.")
	w.keys("Escape")
	// What was typed twice goes by a selection with the keys, and one undo too many
	// is done again.
	w.keys("ctrl+End")
	w.fast(" Again.")
	w.keys("ctrl+shift+Left", "ctrl+shift+Left", "Delete", "BackSpace", "ctrl+z", "ctrl+shift+z")

	out := filepath.Join(t.TempDir(), "keeper.md")
	w.export(out)
	if got, err := os.ReadFile(out); err != nil || string(got) != written {
		t.Errorf("%v: the essay is\n%s\nwant\n%s", err, got, written)
	}
	w.close()
}

// fast types lines as fast as the program reads.
func (w *window) fast(text string) {
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.xdotool("key", "Return")
		}
		if line != "" {
			w.xdotool("type", "--delay", "3", "--", line)
		}
	}
}

func (w *window) clickMarker(number int) {
	w.t.Helper()
	w.until("the marker is to be seen", func() bool { _, ok := w.marker(number); return ok })
	at, _ := w.marker(number)
	w.xdotool("mousemove", strconv.Itoa(at.X+3), strconv.Itoa(at.Y+4), "click", "1")
}

// writeFirstPage types paragraphs with styles, two notes, and a quotation, by
// what Markdown becomes while it is typed.
func (w *window) writeFirstPage() {
	w.fast("There is a gauge in the garden of the rectory, and beside it a book. The book is older than the gauge, which was broken twice and replaced, and it has outlived four of the people who wrote in it. What it says of them is little: a hand that leans to the left, a pen that was never clean, a week in March when nobody wrote at all. What it says of the rain is more than anybody has read, for there are forty years of it, a line for each morning, and each line ends in hundredths of an inch.")
	w.keys("ctrl+alt+f")
	w.fast("Register of rain")
	w.keys("Escape", "Return")
	w.fast("I came to it for one number and stayed for a winter. The number was the rain of a *single night*, the one on which the bridge went, and it was **not there**. Where it should have been stood a dash, and after the dash a word that I took for a name until I had seen it a dozen times in other years. The word was \"overflow\".\n")
	w.fast("## What a dash says\n")
	w.fast("A dash is not a nought. The keeper knew that, and wrote noughts where there was no rain, round and careful ones; the dash was for the mornings on which the can could not hold what had come. On these mornings there had been more rain than could be counted, and so it was not counted, and in the sums of the year it stands as nothing.")
	w.keys("ctrl+shift+n")
	w.fast("Four years have more than ten dashes. They are the wettest four, if the river is to be believed.")
	w.keys("ctrl+j")
	w.fast(" The wettest nights are missing from the book of rain, and the year in which the bridge went is, by its figures, a dry one.\n")
	w.fast("> Whoever reads a column of figures reads what was small enough to be written down.")
	w.keys("Return", "Return") // the second leaves the quotation
}

// writeSecondPage types lists and a break, and goes in and out of them.
func (w *window) writeSecondPage() {
	w.fast("There were three ways out of this, and the keeper tried them all:\n")
	w.fast("- a larger can, which the garden's frost broke;\na second can inside of the first, which leaked;\ngoing out at night to empty it.")
	w.keys("Return", "Return")
	w.fast("The last one worked. It has a column of its own, and the hand in that column leans more than ever.\n")
	w.fast("## What the sums are good for\n")
	w.fast("The sums were printed, and others reckoned with them. They found that the valley was drier than its neighbours; they found that it had become drier in thirty years; and one of them found a reason why. None of them had asked what a dash was. It would have taken a letter, or an afternoon.\n")
	w.fast("---\n")
	w.fast("This is what I should like to say in three sentences:\n")
	w.fast("1. Count what can be counted.\nSay what could not be.\nDo not add the two.")
	w.keys("Return", "Return")
	w.fast("I never found the number of that night. I have stopped looking, and I have begun to write down the rain.")
}
