package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
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

func BenchmarkExamine(b *testing.B) {
	for _, tt := range []struct {
		name string
		text string
	}{
		{"through", long(0, false)}, {"anew every 5", long(5, false)}, {"anew every 40", long(40, false)},
		{"behind paragraphs", long(0, true)}, {"behind paragraphs, anew", long(5, true)},
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
	_ = doc.Pos(0)
}
