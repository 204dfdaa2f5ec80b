package storage

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor"
)

// watched is an autosave whose reports and waits a test sees one by one.
type watched struct {
	*Autosave
	states chan SaveState
	waits  chan time.Duration
	alarm  chan time.Time
}

func watch(l *Library, id EssayID) watched {
	w := watched{states: make(chan SaveState), waits: make(chan time.Duration, 1), alarm: make(chan time.Time)}
	w.Autosave = newAutosave(l, id, func(s SaveState) { w.states <- s }, func(d time.Duration) <-chan time.Time {
		w.waits <- d
		return w.alarm
	})
	return w
}

// expect reads reports: "saving", "saved" and "failed".
func (w watched) expect(t *testing.T, want ...string) {
	t.Helper()
	for _, want := range want {
		s := <-w.states
		got := "saved"
		if s.Err != nil {
			got = "failed"
		} else if s.Saving {
			got = "saving"
		}
		if got != want || want == "saved" && s.Saved.IsZero() {
			t.Fatalf("report %+v, want %s", s, want)
		}
	}
}

func TestAutosaveSavesTheNewest(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, written("0"))
	w := watch(l, id)
	w.Changed(written("1"), editor.History{})
	w.expect(t, "saving") // the goroutine is about to save 1, or something newer
	for i := range 100 {
		w.Changed(written(fmt.Sprint("later ", i)), editor.History{})
	}
	w.expect(t, "saved", "saving", "saved")
	closed := make(chan error)
	go func() { closed <- w.Close() }()
	must(t, <-closed)
	same(t, l, id, written("later 99"))
	must(t, w.Close())
}

func TestAutosaveTriesAgain(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, written("0"))
	w := watch(l, id)
	setPages(t, l, 1)
	long := strings.Repeat("quay ", 100_000)
	w.Changed(written("1", long), editor.History{})
	w.expect(t, "saving", "failed")
	var waits []time.Duration
	for range 6 {
		waits = append(waits, <-w.waits)
		w.Changed(written("2", long), editor.History{}) // does not hurry it
		w.alarm <- time.Time{}
		w.expect(t, "saving", "failed")
	}
	waits = append(waits, <-w.waits)
	want := []time.Duration{1, 2, 4, 8, 16, 30, 30}
	for i := range want {
		want[i] *= time.Second
	}
	if !slices.Equal(waits, want) {
		t.Errorf("waits %v, want %v", waits, want)
	}
	flushed := make(chan error)
	go func() { flushed <- w.Flush() }()
	w.expect(t, "saving", "failed")
	if err := <-flushed; err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("Flush on a full disk: %v", err)
	}
	setPages(t, l, 1<<20)
	<-w.waits
	w.alarm <- time.Time{}
	w.expect(t, "saving", "saved")
	same(t, l, id, written("2", long))
	must(t, w.Close())
}

// What cannot be saved at the close is kept for a later try.
func TestAutosaveClosesWithAFailure(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, written("0"))
	a := NewAutosave(l, id, func(SaveState) {})
	setPages(t, l, 1)
	e := written("1", strings.Repeat("quay ", 100_000))
	a.Changed(e, editor.History{})
	if a.Close() == nil {
		t.Fatal("Close succeeded on a full disk")
	}
	setPages(t, l, 1<<20)
	must(t, a.Flush())
	same(t, l, id, e)
}

func TestAutosaveFromManyGoroutines(t *testing.T) {
	l := openTemp(t)
	_, err := l.db.Exec("PRAGMA synchronous = OFF")
	must(t, err)
	ids := []EssayID{create(t, l, written("0")), create(t, l, written("0"))}
	var wg sync.WaitGroup
	for _, id := range ids {
		a := NewAutosave(l, id, func(SaveState) {})
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 200 {
				a.Changed(written(fmt.Sprint(i), "Quays."), editor.History{})
				if i%50 == 0 {
					if err := a.Flush(); err != nil {
						t.Error(err)
					}
				}
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		}()
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 50 {
				if _, err := l.Search("quays", 5); err != nil {
					t.Error(err)
				}
				if _, err := l.List(); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	for _, id := range ids {
		same(t, l, id, written("199", "Quays."))
	}
}
