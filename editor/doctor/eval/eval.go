// Package eval measures the doctor. It makes texts with typed notes in many
// layouts and with many troubles, of which it knows the answer, and counts how
// often the doctor is right, asks, or is wrong without asking.
//
// Absent: any text that is not its own. A book with numbered notes can be named
// on the command line of its test.
package eval

import (
	"fmt"
	"io"

	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// Verdict is what the doctor made of one document.
type Verdict struct {
	Best  bool // the best guess is right, whether or not it was certain
	Asked bool // some pair is not certain
	Wrong bool // some pair that is said to be certain is wrong
	// Lines that say what went wrong, for whoever looks into it.
	Says []string
}

// Judge lets the doctor see a document.
func Judge(d Document) Verdict {
	read, places := text.Read(d.Text)
	g := doctor.Examine(read)
	v := Verdict{Best: true}
	found := map[Spot]bool{}
	for _, p := range g.Pairs {
		line, column := places.Place(p.Marker.Block, p.Marker.From)
		spot := Spot{line, column}
		note, _ := places.Place(p.Note.Block, p.Note.From)
		want, known := d.Pairs[spot]
		found[spot] = true
		v.Asked = v.Asked || !p.Certain
		if known && want == note {
			continue
		}
		v.Best = false
		v.Wrong = v.Wrong || p.Certain
		v.Says = append(v.Says, fmt.Sprintf("marker [%s] at %v: note in line %d, not %d (%.3f, certain %t)", p.Marker.Label, spot, note, want, p.Confidence, p.Certain))
	}
	for spot, note := range d.Pairs {
		if !found[spot] {
			v.Best, v.Asked = false, true
			v.Says = append(v.Says, fmt.Sprintf("marker at %v: no note, not %d", spot, note))
		}
	}
	return v
}

// Tally counts verdicts.
type Tally struct{ All, Best, Right, Asked, Wrong int }

// Add counts one verdict.
func (t *Tally) Add(v Verdict) {
	t.All++
	if v.Best {
		t.Best++
	}
	switch {
	case v.Wrong:
		t.Wrong++
	case v.Asked:
		t.Asked++
	default:
		t.Right++
	}
}

func (t Tally) share(n int) float64 { return 100 * float64(n) / float64(max(t.All, 1)) }

// Write writes a row of the table.
func (t Tally) Write(w io.Writer, name string) {
	fmt.Fprintf(w, "%-30s %5d  %6.1f %%  %6.1f %%  %6.1f %%  %6.2f %%\n", name, t.All, t.share(t.Best), t.share(t.Right), t.share(t.Asked), t.share(t.Wrong))
}

// Head is the head of the table.
const Head = "row                             docs  best guess     right     asked    silently wrong\n"
