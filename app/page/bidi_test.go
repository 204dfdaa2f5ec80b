package page

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/bidi"
)

// The direction of each rune is what x/text derives, which tells no levels.
func TestLevelsHaveTheDirectionsOfXText(t *testing.T) {
	alphabet := []rune("ab1 2.,-/+שלוםابج٣٤:“”\u0301\u05B0a")
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 5))
		text := make([]rune, 1+r.IntN(14))
		for i := range text {
			text[i] = alphabet[r.IntN(len(alphabet))]
		}
		lv, base := newLevels(text)
		if lv == nil {
			continue
		}
		def := bidi.LeftToRight
		if base == 1 {
			def = bidi.RightToLeft
		}
		var p bidi.Paragraph
		if _, err := p.SetString(string(text), bidi.DefaultDirection(def)); err != nil {
			t.Fatal(err)
		}
		order, err := p.Order()
		if err != nil {
			t.Fatal(err)
		}
		for k := range order.NumRuns() {
			run := order.Run(k)
			from, to := run.Pos()
			for i := from; i <= to; i++ {
				if rtl := run.Direction() == bidi.RightToLeft; rtl != (lv[i]%2 == 1) {
					t.Fatalf("%q: rune %d (%q) has level %d in a paragraph of level %d, x/text says right to left = %v", string(text), i, text[i], lv[i], base, rtl)
				}
			}
		}
	}
}

// asSeen reads the first line of a page from left to right, each run that runs
// from right to left in parentheses.
func asSeen(p *Page, block int) string {
	l, _ := p.ensure(block)
	var s strings.Builder
	runs := l.lines[0].runs
	for x := float32(-1); ; {
		next := -1
		for i, r := range runs {
			if r.x > x && (next < 0 || r.x < runs[next].x) {
				next = i
			}
		}
		if next < 0 {
			return s.String()
		}
		x = runs[next].x
		if text := runs[next].text; runs[next].level%2 == 1 {
			s.WriteString("(" + text + ")")
		} else {
			s.WriteString(text)
		}
	}
}

func TestRunsStandAsTheyAreRead(t *testing.T) {
	p, _ := show(t, essayOf("one שלום two", "שלום one עולם", "a שלום 123 עולם b", "שלום 123 עולם.", "شلوم‹a› עולם"), fyne.NewSize(700, 600))
	for i, want := range []string{"one (שלום) two", "(עולם)( )one( )(שלום)", "a (עולם)( )123( )(שלום) b", "(.)(עולם)( )123( )(שלום)", "(עולם)( )(1)(شلوم)"} {
		if got := asSeen(p, i); got != want {
			t.Errorf("line %d is seen as %q, want %q", i, got, want)
		}
	}
	l, _ := p.ensure(1)
	if last := l.lines[0].runs[0]; last.x+last.w < l.right()-1 {
		t.Errorf("a Hebrew paragraph begins at %v, the column ends at %v", last.x+last.w, l.right())
	}
}

func TestCaretInLinesOfBothDirections(t *testing.T) {
	p, _ := show(t, essayOf("one שלום two three", "שלום one עולם‹a› וכל היושבים בו 123 כאן"), fyne.NewSize(420, 600))
	for block := range p.doc.Blocks() {
		l, _ := p.ensure(block)
		for n, ln := range l.lines {
			for _, r := range ln.runs {
				for at := r.start + 1; at < r.end; at++ {
					if got := l.offsetAt(n, l.xOf(n, ln.start+at)); got != ln.start+at {
						t.Errorf("block %d: the caret at %d is found at %d", block, ln.start+at, got)
					}
				}
			}
		}
	}
	// In a paragraph from right to left the left arrow goes on.
	start := p.doc.Start(1)
	p.moveTo(start, false)
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if p.sel.Head != start+1 {
		t.Errorf("the left arrow leads to %d, want %d", p.sel.Head, start+1)
	}
	before := p.doc.String()
	p.TypedRune('x')
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if p.doc.String() != before {
		t.Errorf("typing and Backspace leave %q", p.doc.String())
	}
	checkLayouts(t, &p.Text)
}
