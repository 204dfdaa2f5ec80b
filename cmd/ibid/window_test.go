package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
)

// glyphs draws a text as the program does, cut to its ink.
func glyphs(text string, size float32, bold bool, source fyne.Resource, ink, paper color.Color) image.Image {
	o := canvas.NewText(text, ink)
	o.TextSize, o.TextStyle.Bold, o.FontSource = size, bold, source
	c := software.NewCanvas()
	c.SetPadded(false)
	back := canvas.NewRectangle(paper)
	box := fyne.NewSize(o.MinSize().Width+8, o.MinSize().Height)
	back.Resize(box)
	c.SetContent(newOverlay(back, o, box))
	c.Resize(box)
	img := c.Capture()
	cut := image.Rectangle{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if !near(img.At(x, y), paper, 20) {
				cut = cut.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(cut)
}

func near(a, b color.Color, tolerance int) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	for _, d := range []int{int(r>>8) - int(r2>>8), int(g>>8) - int(g2>>8), int(bl>>8) - int(b2>>8)} {
		if d < -tolerance || d > tolerance {
			return false
		}
	}
	return true
}

// find lists where a picture is to be seen within an area of the screen.
func find(screen, what image.Image, area image.Rectangle) (at []image.Point) {
	b := what.Bounds()
	for y := area.Min.Y; y+b.Dy() <= area.Max.Y; y++ {
		for x := area.Min.X; x+b.Dx() <= area.Max.X; x++ {
			if matches(screen, what, x, y) {
				at = append(at, image.Pt(x, y))
			}
		}
	}
	return at
}

func matches(screen, what image.Image, x, y int) bool {
	b := what.Bounds()
	for dy := range b.Dy() {
		for dx := range b.Dx() {
			if !near(screen.At(x+dx, y+dy), what.At(b.Min.X+dx, b.Min.Y+dy), 28) {
				return false
			}
		}
	}
	return true
}

// Where the page and the numbers beside it stand in a window of 1280 pixels.
var (
	pageArea    = image.Rect(230, 60, 915, 760)
	numbersArea = image.Rect(930, 60, 966, 900)
)

// window is the program's window with an essay in it.
type window struct {
	*desktop
	binary, library string
	program         *process
	accent          color.Color
}

func (w *window) open(files ...string) {
	w.t.Helper()
	w.program = w.start(w.command(w.binary, append([]string{"--library", w.library}, files...)...))
	w.until("the window is there", func() bool {
		if !w.program.running() {
			w.t.Fatalf("the program ended (%v) and printed: %s", w.program.err, w.program.printed.String())
		}
		return w.command("xdotool", "search", "--name", "Ibid$").Run() == nil
	})
	// High enough for all notes with what the checks say of them.
	w.until("the window is high", w.high)
}

// high makes the window higher, and reports whether it was already. The program
// gives its window a size of its own at some time after it is there.
func (w *window) high() bool {
	if out, _ := w.command("xdotool", "search", "--name", "Ibid$", "getwindowgeometry").Output(); strings.Contains(string(out), "x960") {
		return true
	}
	_ = w.command("xdotool", "search", "--name", "Ibid$", "windowsize", "1278", "960").Run()
	return false
}

func (w *window) close() {
	w.t.Helper()
	w.keys("ctrl+q")
	select {
	case <-w.program.ended:
		if w.program.err != nil {
			w.t.Fatalf("the program ended with %v and printed: %s", w.program.err, w.program.printed.String())
		}
	case <-time.After(patience):
		_ = w.program.Process.Signal(syscall.SIGQUIT) // prints where it stands
		<-w.program.ended
		w.t.Fatalf("the program does not end: %s", w.program.printed.String())
	}
}

// beside reports whether the pane shows the numbers from 1 to n in order, and
// no further one.
func (w *window) beside(n int) bool {
	w.high()
	screen, th := w.screen(), theme.Theme{Mode: theme.Light}
	last := 0
	for i := 1; i <= n+1; i++ {
		var at []image.Point
		for _, paper := range []fyne.ThemeColorName{theme.ColorNameSide, theme.ColorNameCard} {
			at = append(at, find(screen, glyphs(fmt.Sprint(i), 13, true, nil, w.accent, th.Color(paper, 0)), numbersArea)...)
		}
		if i == n+1 {
			return len(at) == 0
		}
		// Both papers are so light that a number may be found on either.
		if len(at) == 0 || len(at) > 2 || at[len(at)-1] != at[0] || at[0].Y <= last {
			return false
		}
		last = at[0].Y
	}
	return true
}

// titled reports whether the window's title begins with a text.
func (w *window) titled(text string) bool {
	return w.command("xdotool", "search", "--name", "^"+text+".*Ibid$").Run() == nil
}

// reviews reports whether the title of the doctor's review stands at the top of
// the page's place.
func (w *window) reviews() bool {
	th := theme.Theme{Mode: theme.Light}
	what := glyphs(`Typed notes`, 24, false, theme.Serif(theme.SemiBold, false), th.Color(theme.ColorNameInk, 0), th.Color(theme.ColorNamePage, 0))
	return len(find(w.screen(), what, image.Rect(230, 40, 500, 110))) > 0
}

// marker is where an unlit marker of a number stands on the page.
func (w *window) marker(number int) (image.Point, bool) {
	paper := theme.Theme{Mode: theme.Light}.Color(theme.ColorNamePage, 0)
	at := find(w.screen(), glyphs(fmt.Sprint(number), 12.5, false, theme.Serif(theme.Regular, false), w.accent, paper), pageArea)
	if len(at) == 0 {
		return image.Point{}, false
	}
	return at[0], true
}

var labels = regexp.MustCompile(`\[\^(\d+)\]`)

// exported lists the labels of the markers and of the notes in an exported
// file, in order.
func exported(path string) (markers, notes []string) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil
	}
	for _, line := range strings.Split(string(b), "\n") {
		for i, m := range labels.FindAllStringSubmatchIndex(line, -1) {
			label := line[m[2]:m[3]]
			if i == 0 && m[0] == 0 && strings.HasPrefix(line[m[1]:], ":") {
				notes = append(notes, label)
			} else {
				markers = append(markers, label)
			}
		}
	}
	return markers, notes
}

func counted(list []string, n int) bool {
	if len(list) != n {
		return false
	}
	for i, s := range list {
		if s != fmt.Sprint(i+1) {
			return false
		}
	}
	return true
}

func (w *window) export(to string) {
	w.keys("ctrl+shift+e")
	w.keys("ctrl+a")
	w.typed(to)
	w.keys("Return")
	w.until("the export is written", func() bool { _, err := os.Stat(to); return err == nil })
	w.keys("Escape")
}

// build builds the program.
func build(t *testing.T, binary string) {
	t.Helper()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
}

func TestWindow(t *testing.T) {
	d := newDesktop(t)
	binary := filepath.Join(t.TempDir(), "ibid")
	build(t, binary)
	test.NewTempApp(t)
	accent := theme.Theme{Mode: theme.Light}.Color(theme.ColorNameAccent, 0)
	for _, essay := range []struct {
		name, file, first string
		notes             int
	}{
		{"the sample", "", "Richard Towneley", 7},
		{"Part II", "../../../shared/corpus/part-ii.txt", "United Nations", 6},
	} {
		t.Run(essay.name, func(t *testing.T) {
			d := &desktop{t, d.display, d.server}
			w := &window{desktop: d, binary: binary, library: filepath.Join(t.TempDir(), "library.ibid"), accent: accent}
			if essay.file == "" {
				w.open()
			} else {
				if _, err := os.Stat(essay.file); err != nil {
					t.Skipf("%s is not there", essay.file)
				}
				w.open(essay.file)
				w.until("the sample gives way to the review", func() bool { return !w.beside(7) && w.titled("Exploring") })
				w.until("the review is shown", func() bool { return w.reviews() })
				w.keys("Return")
			}
			w.writeAndRestart(essay.first, essay.notes)
		})
	}
}

// writeAndRestart types, puts a note before the first one, and finds all that
// in the export, on the screen, and after another start.
func (w *window) writeAndRestart(first string, n int) {
	w.until("all numbers are shown", func() bool { return w.beside(n) })
	w.keys("ctrl+Home")
	one, found := w.marker(1)
	w.keys("ctrl+Home", "End")
	w.typed(", once more")
	w.keys("ctrl+alt+f")
	w.typed("A note before all others.")
	w.until("the numbers beside the page follow", func() bool { return w.beside(n + 1) })
	if found {
		// The ink of a 2 begins a little to the left of that of a 1.
		if two, ok := w.marker(2); !ok || two.Y != one.Y || two.X < one.X-2 || two.X > one.X+2 {
			w.t.Errorf("marker 2 stands at %v, want %v where marker 1 stood", two, one)
		}
	}
	w.keys("Escape")
	w.typed(" Indeed")
	out := filepath.Join(w.t.TempDir(), "out.md")
	w.export(out)
	markers, notes := exported(out)
	if !counted(markers, n+1) || !counted(notes, n+1) {
		w.t.Errorf("the export has markers %v and notes %v, want 1 to %d", markers, notes, n+1)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, want := range []string{", once more[^1] Indeed", "\n[^1]: A note before all others.\n", "\n[^2]: "} {
		if !strings.Contains(string(text), want) {
			w.t.Errorf("the export has no %q", want)
		}
	}
	if _, rest, _ := strings.Cut(string(text), "\n[^2]: "); !strings.Contains(strings.SplitN(rest, "\n", 2)[0], first) {
		w.t.Errorf("note 2 is not the one that was the first")
	}
	w.close()
	w.open()
	w.until("all is found again", func() bool { return w.beside(n + 1) })
	again := filepath.Join(w.t.TempDir(), "again.md")
	w.export(again)
	if b, err := os.ReadFile(again); err != nil || !bytes.Equal(b, text) {
		w.t.Errorf("after another start the export differs: %v", err)
	}
	w.close()
}

// newOverlay lays a text over its paper.
func newOverlay(back *canvas.Rectangle, text *canvas.Text, size fyne.Size) fyne.CanvasObject {
	back.SetMinSize(size)
	text.Move(fyne.NewPos(2, 0))
	text.Resize(text.MinSize())
	return container.NewStack(back, container.NewWithoutLayout(text))
}
