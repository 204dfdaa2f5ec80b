package pane

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format/text"
)

const unclear = `Two Harbours

The harbour at Ashham was dredged by people who kept no books, and what they left is a line of stones that nobody claims.[1]

Elsewhere the same spring brought a quarrel about the price of rope, and the matter was settled out of doors.[1]

A third place had neither, and its people remember only that the light was put out one winter.[1] The lamp is mentioned again in a list of things that were sold.[2]

[1] See the report of the commissioners, p. 41.

[1] Compare what is said below about the minutes.

[1] A letter in the author's possession says otherwise.

[2] Sale of effects, lot 19.
`

// reviewed shows the review of a text, with the focus where it begins.
func reviewed(t testing.TB, s string) (*Review, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{Mode: theme.Light})
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		t.Fatal(err)
	}
	body, _ := text.Read(s)
	r := NewReview(doctor.Examine(body), body)
	r.Dismiss, r.Apply = func() {}, func(*doctor.Diagnosis) {}
	w := test.NewTempWindow(t, r)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1064, 740))
	r.Focus(w.Canvas())
	return r, w
}

func press(w fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// says is all text of a row, its lines joined.
func says(r *Review, i int) string {
	var s []string
	for _, o := range r.list.row(i).content {
		switch x := o.(type) {
		case *canvas.Text:
			s = append(s, x.Text)
		case *Link:
			s = append(s, x.words)
		}
	}
	return strings.Join(s, " ")
}

// firsts are the first words of the notes, in the order of their markers.
func firsts(d *doctor.Diagnosis) string {
	var s []string
	for _, p := range d.Pairs {
		s = append(s, strings.Fields(p.Note.Text)[0])
	}
	return strings.Join(s, " ")
}

func TestReviewSaysWhatWasFound(t *testing.T) {
	r, _ := reviewed(t, unclear)
	if n := len(r.list.entries); n != 5 {
		t.Fatalf("%d rows, want the question and four pairs", n)
	}
	for i, want := range [][]string{
		{"Which note belongs", "stones that nobody claims.", "[1]", "See the report", "the best guess", "Compare what is", "None: leave"},
		{"stones that nobody claims.", "[1]", "Likely,", "1?", "See the report", "Swap…"},
		{"settled out of doors.", "2?", "Compare what", "Swap…"},
		{"put out one winter.", "3", "A letter in"},
		{"of things that were sold.", "[2]", "4", "Sale of effects"},
	} {
		for _, s := range want {
			if got := says(r, i); !strings.Contains(got, s) {
				t.Errorf("row %d says %q, and not %q", i, got, s)
			}
		}
	}
	if got := says(r, 4); strings.Contains(got, "Swap…") || strings.Contains(got, "Likely") || strings.Contains(got, "winter") {
		t.Errorf("the row of a certain pair says %q", got)
	}
}

func TestReviewListsWhatIsLeftOver(t *testing.T) {
	r, w := reviewed(t, unclear)
	r.set(r.found.Assign(r.found.Pairs[3].Marker, nil))
	d := r.found
	if len(d.Markers) != 1 || len(d.Notes) != 1 {
		t.Fatalf("left over are %d markers and %d notes", len(d.Markers), len(d.Notes))
	}
	var shown []place
	r.Go = func(block int, from, to doc.Pos) { shown = append(shown, place{block, from, to}) }
	for i, e := range r.list.entries {
		switch e.kind {
		case markerRow:
			if got := says(r, i); !strings.Contains(got, "things that were sold. [2]") || !strings.Contains(got, "Choose…") {
				t.Errorf("the row of the marker says %q", got)
			}
			r.list.row(i).Tapped(&fyne.PointEvent{})
		case noteRowLeft:
			if got := says(r, i); !strings.Contains(got, "Sale of effects") {
				t.Errorf("the row of the note says %q", got)
			}
			w.Canvas().Focus(r.list)
			r.list.move(i)
			press(w, fyne.KeySpace)
		}
	}
	want := []place{{d.Markers[0].Block, d.Markers[0].From, d.Markers[0].To}, {d.Notes[0].Block, 0, 1}}
	if fmt.Sprint(shown) != fmt.Sprint(want) {
		t.Errorf("the places shown are %v, want %v", shown, want)
	}
}

func TestAnsweringByKeyAndMouse(t *testing.T) {
	for name, answer := range map[string]func(*Review, fyne.Window){
		"figure":            func(_ *Review, w fyne.Window) { w.Canvas().Focused().TypedRune('2') },
		"arrow and Return":  func(_ *Review, w fyne.Window) { press(w, fyne.KeyRight, fyne.KeyReturn) },
		"figure, on button": func(r *Review, w fyne.Window) { r.focusApply(); w.Canvas().Focused().TypedRune('2') },
		"click": func(r *Review, _ fyne.Window) {
			row := r.list.row(0)
			at := fyne.NewPos(row.cards[1].x+5, row.cards[1].y+5)
			row.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
			row.Tapped(&fyne.PointEvent{Position: at})
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, w := reviewed(t, unclear)
			answer(r, w)
			if got := firsts(r.found); got != "Compare See A Sale" {
				t.Errorf("the notes are %q", got)
			}
			if got := says(r, 0); !strings.Contains(got, "Compare what") || strings.Contains(got, "Which note") {
				t.Errorf("after the answer the first row says %q", got)
			}
			if w.Canvas().Focused() != r.apply {
				t.Error("after the last answer the button has not the focus")
			}
		})
	}
}

func TestAnAnswerThatIsNoneChangesNothing(t *testing.T) {
	r, w := reviewed(t, unclear)
	w.Canvas().Focused().TypedRune('9')
	w.Canvas().Focused().TypedRune('x')
	press(w, fyne.KeyLeft)
	if got := firsts(r.found); got != "See Compare A Sale" {
		t.Errorf("the notes are %q", got)
	}
}

func TestSwappingKeepsTheRow(t *testing.T) {
	r, w := reviewed(t, unclear)
	var offered int
	r.Choose = func(_ doctor.Marker, from []doctor.Note, then func(*doctor.Note)) {
		offered = len(from)
		for i := range from {
			if strings.HasPrefix(from[i].Text, "Sale") {
				then(&from[i])
			}
		}
	}
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if got := firsts(r.found); got != "See Compare Sale A" {
		t.Errorf("the notes are %q", got)
	}
	if offered != 3 {
		t.Errorf("%d notes are offered, want all but the row's own", offered)
	}
	if got := says(r, r.list.current); !strings.Contains(got, "put out one winter.") || !strings.Contains(got, "You said so") {
		t.Errorf("the current row says %q", got)
	}
}

func TestAnswersAreWorkedInElsewhere(t *testing.T) {
	r, w := reviewed(t, unclear)
	var work, then func()
	r.Solve = func(a, b func()) { work, then = a, b }
	w.Canvas().Focused().TypedRune('2')
	first := work
	w.Canvas().Focused().TypedRune('3') // is not heard while the first is worked in
	if got := firsts(r.found); got != "See Compare A Sale" {
		t.Errorf("before the work is done the notes are %q", got)
	}
	first()
	then()
	if got := firsts(r.found); got != "Compare See A Sale" {
		t.Errorf("the notes are %q", got)
	}
}

func TestApplyAndDismissByKey(t *testing.T) {
	r, w := reviewed(t, strings.ReplaceAll(unclear, "See the report", "Ashham: see the report of the harbour dredged"))
	applied, dismissed := 0, 0
	r.Apply = func(d *doctor.Diagnosis) {
		if d == r.found {
			applied++
		}
	}
	r.Dismiss = func() { dismissed++ }
	r.focusApply()
	press(w, fyne.KeyReturn, fyne.KeyEscape)
	press(w, fyne.KeyDown)
	if w.Canvas().Focused() != r.list {
		t.Fatal("Down does not lead to the rows")
	}
	press(w, fyne.KeyEscape, fyne.KeyUp)
	if w.Canvas().Focused() != r.apply {
		t.Error("Up from the first row does not lead to the button")
	}
	if applied != 1 || dismissed != 2 {
		t.Errorf("applied %d times, dismissed %d times", applied, dismissed)
	}
}

// manyNotes is a text with n typed notes.
func manyNotes(n int) string {
	var body, notes strings.Builder
	for k := range n {
		fmt.Fprintf(&body, "The harbour of Ash%dham was dredged in %d by people who kept no books.[%d]\n\n", k%917, 1700+k%200, k+1)
		fmt.Fprintf(&notes, "[%d] Port Books of Ash%dham, f. %d.\n\n", k+1, k%917, k)
	}
	return "A long history\n\n" + body.String() + notes.String()
}

func TestOnlyRowsInViewAreWidgets(t *testing.T) {
	r, w := reviewed(t, manyNotes(5000))
	if n := len(r.list.entries); n < 5000 {
		t.Fatalf("%d rows", n)
	}
	w.Canvas().Focus(r.list)
	most := 0
	look := func() { most = max(most, len(r.list.rows)) }
	for range 50 {
		r.list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -900)})
		look()
	}
	press(w, fyne.KeyEnd)
	look()
	if got := says(r, r.list.current); !strings.Contains(got, "5000") {
		t.Errorf("the last row says %q", got)
	}
	if row := r.list.row(r.list.current); row.Position().Y+row.high > r.list.Size().Height+1 {
		t.Errorf("the last row ends at %v of %v", row.Position().Y+row.high, r.list.Size().Height)
	}
	press(w, fyne.KeyHome)
	look()
	if r.list.offset != 0 {
		t.Errorf("Home scrolls to %v", r.list.offset)
	}
	if most > 30 {
		t.Errorf("%d widgets for the rows in view", most)
	}
}

func TestProseBreaksLines(t *testing.T) {
	test.NewTempApp(t)
	long := strings.Repeat("a", 300)
	for _, s := range []string{"", " ", "one two three four five six seven eight nine ten", long, "word " + long + " word", "日本語の長い文章が続いていく、とても長い文章である", "a\nb"} {
		p := readingFace.set(120, 4, piece{text: s, ink: theme.ColorNameInk})
		if p.lines < 1 || p.lines > 4 {
			t.Errorf("%.20q has %d lines", s, p.lines)
		}
		for _, r := range p.runs {
			if size, _ := p.measure(strings.TrimRight(r.text, " "), r.look); r.x+size.Width > 121 && strings.Contains(s, " ") {
				t.Errorf("%.20q: a line ends at %v of 120", s, r.x+size.Width)
			}
		}
	}
	if p := readingFace.set(120, 4, piece{text: "a\nb", ink: theme.ColorNameInk}); p.lines != 2 {
		t.Errorf("a line feed makes %d lines", p.lines)
	}
}

func BenchmarkReviewScroll(b *testing.B) {
	r, _ := reviewed(b, manyNotes(5000))
	for b.Loop() {
		r.list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -120)})
	}
}
