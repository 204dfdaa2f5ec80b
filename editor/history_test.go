package editor

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// checkHistory holds that each step begins where the one before it ended, down
// to the first.
func checkHistory(t *testing.T, h History, now *essay.Essay) {
	t.Helper()
	next := now
	for l := h.Done; l.Holds(); l = l.Below {
		if !l.After.Equal(next) {
			t.Fatalf("step %q leads to %q, the next begins with %q", l.Label, l.After.Body(), next.Body())
		}
		next = l.Before
	}
	next = now
	for l := h.Undone; l.Holds(); l = l.Below {
		if !l.Before.Equal(next) {
			t.Fatalf("the undone step %q begins with %q, want %q", l.Label, l.Before.Body(), next.Body())
		}
		next = l.After
	}
}

func TestWhatWasUndoneIsSetAside(t *testing.T) {
	s, c := newSession(essay.New(doc.FromText("")))
	var states []*essay.Essay
	write := func(text string) {
		t.Helper()
		c.t = c.t.Add(time.Minute)
		if err := s.PasteText(text); err != nil {
			t.Fatal(err)
		}
		states = append(states, s.Essay())
	}
	write("one ")
	write("two ")
	write("three ")
	s.Undo()
	s.Undo()
	write("other")
	checkHistory(t, s.History(), s.Essay())
	found := false
	for l := s.History().Done; l.Holds(); l = l.Below {
		found = found || l.After == states[2]
	}
	if !found {
		t.Error("what was undone is no longer there")
	}
	s.Undo()
	if s.Essay() != states[0] {
		t.Errorf("undo after what was undone gives %q", s.Essay().Body())
	}
	s.Undo()
	if got := s.Essay().Body().String(); got != "" {
		t.Errorf("undo passes over no step: %q", got)
	}
	if s.Undo() {
		t.Error("there is a step more to undo")
	}
	for s.Redo() {
	}
	if s.Essay() != states[3] {
		t.Errorf("all done again gives %q", s.Essay().Body())
	}
	checkHistory(t, s.History(), s.Essay())
}

func TestRandomHistoriesAreWhole(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 7))
		s, c := newSession(threeNotes())
		var clip essay.Fragment
		for range 60 {
			c.t = c.t.Add(time.Duration(r.IntN(700)) * time.Millisecond)
			if err := randomStep(s, r, &clip); err != nil {
				t.Fatal(err)
			}
			checkHistory(t, s.History(), s.Essay())
		}
	}
}

// What was recalled has no changes with it: they are found by comparison.
func TestChangesOfRecalledSteps(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 8))
		s, c := newSession(threeNotes())
		var clip essay.Fragment
		for range 20 {
			c.t = c.t.Add(time.Second)
			if err := randomStep(s, r, &clip); err != nil {
				t.Fatal(err)
			}
		}
		again := NewSession(s.Essay())
		again.Recall(History{Done: bare(s.History().Done)})
		again.Observe(func(u Update) {
			for _, c := range u.Changes {
				old, now := u.Old.Text(c.In), u.New.Text(c.In)
				if int(now.Len()-old.Len()) != c.New-c.Old || c.At < 0 || int(c.At)+c.Old > int(old.Len()) {
					t.Fatalf("seed %d: the change %+v leads from %q to %q", seed, c, old, now)
				}
				if old.Text(0, c.At) != now.Text(0, c.At) || old.Text(c.At+doc.Pos(c.Old), old.Len()) != now.Text(c.At+doc.Pos(c.New), now.Len()) {
					t.Fatalf("seed %d: outside of %+v %q differs from %q", seed, c, old, now)
				}
			}
		})
		for again.Undo() {
		}
		if !again.Essay().Equal(threeNotes()) {
			t.Fatalf("seed %d: all undone leaves %q", seed, again.Essay().Body())
		}
		for again.Redo() {
		}
		if !again.Essay().Equal(s.Essay()) {
			t.Fatalf("seed %d: all done again gives %q", seed, again.Essay().Body())
		}
	}
}

func bare(l *Steps) *Steps {
	if !l.Holds() {
		return End(0)
	}
	s := *l.Step
	s.changes, s.typing, s.mends = nil, false, false
	return bare(l.Below).With(&s)
}

func TestALockedSessionChangesNothing(t *testing.T) {
	s, _ := newSession(threeNotes())
	before := s.Essay()
	s.Locked = errors.New("it is a past state")
	if err := s.Type("x"); !errors.Is(err, s.Locked) {
		t.Errorf("typing gives %v", err)
	}
	if err := s.DeleteNotes("a"); !errors.Is(err, s.Locked) {
		t.Errorf("deleting a note gives %v", err)
	}
	if s.Essay() != before || s.Undo() {
		t.Error("something was changed")
	}
}

func TestNumbersGoOnThroughUndoAndRestoring(t *testing.T) {
	s, _ := newSession(threeNotes())
	first := s.Essay()
	if err := s.DeleteNotes("a"); err != nil {
		t.Fatal(err)
	}
	var seen []string
	s.Observe(func(u Update) { seen = append(seen, u.New.Label("c")) })
	s.NumberAfter(map[string]int{"": 10})
	s.Undo()
	if err := s.Restore(first); err != nil {
		t.Fatal(err)
	}
	s.NumberAfter(nil)
	if want := []string{"12", "13", "13", "3"}; !slices.Equal(seen, want) {
		t.Errorf("the last note was numbered %v, want %v", seen, want)
	}
}
