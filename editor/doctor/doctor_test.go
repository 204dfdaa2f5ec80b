package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// long is a text of 100,000 words with 5,000 notes. Numbering starts anew
// after so many notes; the notes stand at the end, or behind each paragraph.
func long(anew int, behind bool) string {
	var body, notes strings.Builder
	for k := range 5000 {
		n := k + 1
		if anew > 0 {
			n = k%anew + 1
		}
		if k%5 == 0 {
			if behind {
				fmt.Fprintf(&body, "\n\n%s", notes.String())
				notes.Reset()
			}
			body.WriteString("\n\n")
		}
		if n == 1 {
			notes.WriteString("\n\n")
		}
		fmt.Fprintf(&body, "The harbour of Ash%dham was dredged in %d by people who kept no books.[%d] ", k%917, 1700+k%200, n)
		fmt.Fprintf(&notes, "[%d] Port Books of Ash%dham, f. %d.\n\n", n, k%917, k)
	}
	return "A long history\n\n" + body.String() + "\n\n" + notes.String()
}

var (
	noteLabel = regexp.MustCompile(`(?m)^\[(\d+)\] (.*)$`)
	anyMarker = regexp.MustCompile(`\[(\d+)\]`)
)

// asFootnotes types notes as “[Footnote 1: …]”.
func asFootnotes(s string) string { return noteLabel.ReplaceAllString(s, "[Footnote $1: $2]") }

// asDigits types markers as digits glued to their sentence, and notes as a list.
func asDigits(s string) string {
	return anyMarker.ReplaceAllString(noteLabel.ReplaceAllString(s, "$1. $2"), "$1")
}

func BenchmarkExamine(b *testing.B) {
	for _, tt := range []struct {
		name string
		text string
	}{
		{"through", long(0, false)},
		{"anew every 5", long(5, false)},
		{"anew every 40", long(40, false)},
		{"bracketed", asFootnotes(long(0, true))},
		{"glued digits", asDigits(long(0, false))},
		{"behind paragraphs", long(0, true)},
		{"behind paragraphs, anew", long(5, true)},
	} {
		d, _ := text.Read(tt.text)
		b.Run(tt.name, func(b *testing.B) {
			for b.Loop() {
				doctor.Examine(d)
			}
		})
	}
}

func TestLong(t *testing.T) {
	for _, s := range []string{long(0, false), long(40, false), long(5, true)} {
		d, _ := text.Read(s)
		last := 0.0
		g, err := doctor.ExamineContext(context.Background(), d, func(done float64) {
			if done < last || done > 1 {
				t.Errorf("progress goes from %f to %f", last, done)
			}
			last = done
		})
		if err != nil || len(g.Pairs) != 5000 || !g.Certain || last == 0 {
			t.Errorf("%v: %d pairs, certain %t, progress %f", err, len(g.Pairs), g.Certain, last)
		}
	}
}

func TestStop(t *testing.T) {
	d, _ := text.Read(long(40, false))
	ctx, stop := context.WithCancel(context.Background())
	calls := 0
	g, err := doctor.ExamineContext(ctx, d, func(float64) {
		if calls++; calls == 2 {
			stop()
		}
	})
	if g != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped examination gives %v, %v", g, err)
	}
	if calls > 2 {
		t.Errorf("it goes on after it was stopped")
	}
}

// pairsOf lists the pairs of a diagnosis as “label: note”.
func pairsOf(g *doctor.Diagnosis) string {
	var list []string
	for _, p := range g.Pairs {
		list = append(list, p.Marker.Label+": "+p.Note.Text)
	}
	return strings.Join(list, "|")
}

func TestStructured(t *testing.T) {
	const want = "1: Port Books, 12.|2: Ibid., 13.|3: Register of tides."
	for _, tt := range []struct {
		name, src string
		read      func(string) (*essay.Essay, []string, error)
	}{
		{"raised, line breaks", "<h1>On tides</h1><p>It came in<sup>1</sup> and the clerk<sup>2</sup> wrote. There were 10<sup>3</sup> men.</p><p>It went out.<sup>3</sup></p><h2>Notes</h2>" +
			"<p><sup>1</sup> Port Books, 12.<br><sup>2</sup> Ibid., 13.<br>3. Register <b>of</b> tides.</p>", html.Read},
		{"a list", "<h1>On tides</h1><p>It came in[1] and the clerk[2] wrote.</p><p>It went out.[3]</p><hr><ol><li>Port Books, 12.</li><li>Ibid., 13.</li><li>Register of tides.</li></ol>", html.Read},
		{"Markdown", "# On tides\n\nIt came in[1] and *the clerk*[2] wrote.\n\n1. one\n2. two\n\n> It went out.[3]\n\n---\n\n[1] Port Books, 12.\n[2] Ibid., 13.\n\n[3] Register *of* tides.\n", markdown.Read},
	} {
		e, _, err := tt.read(tt.src)
		if err != nil {
			t.Fatal(err)
		}
		g := doctor.Examine(e.Body())
		if got := pairsOf(g); got != want || !g.Certain {
			t.Errorf("%s: certain %t, %s", tt.name, g.Certain, got)
		}
		if made := g.Essay(); len(made.Numbered()) != 3 || len(made.Bin()) != 0 {
			t.Errorf("%s: %d notes", tt.name, len(made.Numbered()))
		}
	}
}

// TestAnswers asks about five sections whose notes could be any, and answers by
// the truth: each answer must hold from then on, and fewer are needed than
// there are sections.
func TestAnswers(t *testing.T) {
	var s strings.Builder
	s.WriteString("Untitled thoughts\n\n")
	for _, word := range strings.Fields("first second third fourth fifth") {
		fmt.Fprintf(&s, "The %s part ends here.[1] It went on for a while after that, as such things do.\n\n", word)
	}
	truth := strings.Fields("Delta Alpha Echo Bravo Charlie")
	for _, note := range strings.Fields("Alpha Bravo Charlie Delta Echo") {
		fmt.Fprintf(&s, "[1] %s.\n\n\n", note)
	}
	d, _ := text.Read(s.String())
	g := doctor.Examine(d)
	asked := 0
	for ; len(g.Questions) > 0; asked++ {
		if len(g.Questions) != 1 {
			t.Fatalf("%d questions at once", len(g.Questions))
		}
		q := g.Questions[0]
		section := -1
		for i, word := range strings.Fields("first second third fourth fifth") {
			if strings.Contains(q.Ask, word) {
				section = i
			}
		}
		choice := -1
		for k, c := range q.Choices {
			if section >= 0 && strings.Contains(c, truth[section]) {
				choice = k
			}
		}
		if choice < 0 || asked > 4 {
			t.Fatalf("question %d cannot be answered: %q %q", asked+1, q.Ask, q.Choices)
		}
		g = g.Answer(0, choice)
		if p := g.Pairs[section]; p.Note.Text != truth[section]+"." || !p.Certain {
			t.Fatalf("the answer %q does not hold: %v", truth[section], p)
		}
	}
	if !g.Certain || asked == 0 || asked > 4 {
		t.Errorf("certain %t after %d answers", g.Certain, asked)
	}
	for i, p := range g.Pairs {
		if p.Note.Text != truth[i]+"." {
			t.Errorf("section %d has %q", i+1, p.Note.Text)
		}
	}
	if g.Answer(3, 0) != g || g.Answer(0, -1) != g {
		t.Error("an answer to no question changes something")
	}
}

// TestDoubt has “(1)” at two places that would both do.
func TestDoubt(t *testing.T) {
	d, _ := text.Read("Small sonatas\n\nNo. 1 has no slow movement (1). No. 2 (1) is in D minor; the minuet was loved (2). No. 3 was sold (3).\n\n" +
		"(1) See the sketch-book.\n\n(2) By the Dean.\n\n(3) For eleven pounds.\n")
	g := doctor.Examine(d)
	if got := pairsOf(g); got != "1: See the sketch-book.|2: By the Dean.|3: For eleven pounds." || g.Pairs[0].Certain || !g.Pairs[1].Certain || len(g.Questions) != 1 {
		t.Fatalf("%s %v", got, g.Questions)
	}
	if yes := g.Answer(0, 0); !yes.Certain || len(yes.Pairs) != 3 {
		t.Errorf("answered yes: %t, %s", yes.Certain, pairsOf(yes))
	}
	if no := g.Answer(0, 1); len(no.Pairs) != 2 || len(no.Markers) != 1 || len(no.Notes) != 1 {
		t.Errorf("answered no: %s", pairsOf(no))
	}
}
