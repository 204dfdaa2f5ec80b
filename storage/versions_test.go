package storage

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// A year of writing is thinned, and lists the same versions as before: those
// that say when, with the words between them.
func TestThinningKeepsTheVersions(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := writing{rand.New(rand.NewPCG(seed, 4))}
			l := openTemp(t)
			_, err := l.db.Exec("PRAGMA synchronous = OFF")
			must(t, err)
			now := time.Date(1873, 3, 3, 9, 0, 0, 0, time.UTC)
			l.Now = func() time.Time { return now }
			first := w.essay()
			id := create(t, l, first)
			s := editor.NewSession(first)
			s.Now = l.Now
			repaired := map[string]bool{}
			for i := range 480 {
				now = now.Add(time.Duration(w.IntN(90)) * time.Second)
				if w.IntN(10) == 0 {
					now = now.Add(time.Duration(w.IntN(200)) * time.Hour)
				}
				if w.IntN(8) == 0 {
					s.Undo()
				}
				if i%100 == 10 {
					repaired[s.Essay().Body().String()] = true
					must(t, s.Repair(w.essay()))
				}
				must(t, w.do(s))
				must(t, l.SaveSteps(id, s.Essay(), s.History()))
			}
			before, err := l.Versions(id)
			must(t, err)
			states := make([]*essay.Essay, len(before))
			for i, v := range before {
				states[i], err = l.Version(id, v)
				must(t, err)
			}
			must(t, l.Thin(id))
			same(t, l, id, s.Essay())
			after, err := l.Versions(id)
			must(t, err)
			if len(after) < 20 || len(after) > len(before) {
				t.Fatalf("%d versions were listed, %d are listed now", len(before), len(after))
			}
			k := 0
			for i, v := range after {
				e, err := l.Version(id, v)
				must(t, err)
				for !before[k].At.Equal(v.At) || !states[k].Equal(e) {
					if k++; k == len(before) {
						t.Fatalf("version %d of %v is none of those before: %q", i, v.At, e.Body())
					}
				}
				if v.Milestone {
					delete(repaired, e.Body().String())
				}
			}
			if len(repaired) > 0 {
				t.Errorf("%d states before a repair are lost", len(repaired))
			}
			var rows int
			must(t, l.db.QueryRow("SELECT count(*) FROM step").Scan(&rows))
			if rows > exactMax+len(after)+1 {
				t.Errorf("%d steps are kept for %d versions", rows, len(after))
			}
			again := editor.NewSession(s.Essay())
			h, err := l.Past(id)
			must(t, err)
			again.Recall(h)
			for again.Undo() {
			}
			must(t, l.SaveSteps(id, again.Essay(), again.History()))
			checkFile(t, l)
		})
	}
}

func TestThePastIsBounded(t *testing.T) {
	l := openTemp(t)
	_, err := l.db.Exec("PRAGMA synchronous = OFF")
	must(t, err)
	id := create(t, l, written("0"))
	for i := range 40 {
		must(t, l.Save(id, written(fmt.Sprint(i+1))))
	}
	_, err = l.db.Exec("UPDATE step SET patch = CAST(patch || printf('%600000s', '') AS BLOB)") // JSON may end with spaces
	must(t, err)
	must(t, l.Thin(id))
	var size, rows int
	must(t, l.db.QueryRow("SELECT sum(length(patch)), count(*) FROM step").Scan(&size, &rows))
	if size > pastMax || rows < 20 {
		t.Errorf("%d steps of %d bytes are kept", rows, size)
	}
	h, err := l.Past(id)
	must(t, err)
	n := 0
	for l := h.Done; l.Holds(); l = l.Below {
		n++
	}
	if n != rows {
		t.Errorf("%d of %d steps can be undone", n, rows)
	}
}

func TestVersionsTellWordsAndTimes(t *testing.T) {
	l := openTemp(t)
	now := time.Date(1873, 3, 3, 9, 1, 0, 0, time.UTC)
	l.Now = func() time.Time { return now }
	e := written("Harbours")
	id := create(t, l, e)
	s := editor.NewSession(e)
	s.Now = l.Now
	s.Select(editor.Caret("", e.Body().Len()))
	for _, text := range []string{" one two", " three", " four five six"} {
		must(t, s.PasteText(text))
		must(t, l.SaveSteps(id, s.Essay(), s.History()))
		now = now.Add(11 * time.Minute)
	}
	list, err := l.Versions(id)
	must(t, err)
	var got []string
	for _, v := range list {
		e, err := l.Version(id, v)
		must(t, err)
		got = append(got, fmt.Sprintf("%s %+d %s", v.At.UTC().Format("15:04"), v.Words, e.Title()))
	}
	want := "09:12 +1 Harbours one two three; 09:01 +2 Harbours one two; 09:01 +0 Harbours"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("the versions are %s, want %s", s, want)
	}
	s.Undo()
	must(t, l.SaveSteps(id, s.Essay(), s.History()))
	list, err = l.Versions(id)
	must(t, err)
	if e, err := l.Version(id, list[0]); err != nil || e.Title() != "Harbours one two three four five six" {
		t.Errorf("what was undone is not the newest version: %v", err)
	}
}
