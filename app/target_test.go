package app

import (
	"testing"
	"time"

	"github.com/ibid-editor/ibid/storage"
)

func TestTheTargetCountsWhatIsWrittenOnItsDay(t *testing.T) {
	now := time.Date(1873, 3, 3, 9, 0, 0, 0, time.Local)
	kept := ""
	p := newProgress(kept, func(s string) { kept = s })
	p.now = func() time.Time { return now }
	check := func(what string, got target, words, written int) {
		t.Helper()
		if got.Words != words || got.Written != written {
			t.Errorf("%s: %d of %d, want %d of %d", what, got.Written, got.Words, written, words)
		}
	}
	const one, two = storage.EssayID(1), storage.EssayID(2)
	check("no target", p.counted(one, 100), 0, 0)
	check("still none", p.counted(one, 130), 0, 0)
	check("set", p.set(500), 500, 0)
	check("written", p.counted(one, 150), 500, 20)
	check("taken away", p.counted(one, 145), 500, 15)
	check("another essay is opened", p.counted(two, 9000), 500, 15)
	check("and written in", p.counted(two, 9010), 500, 25)
	check("the first again", p.counted(one, 145), 500, 25)
	check("another target", p.set(800), 800, 25)
	again := newProgress(kept, func(string) {})
	again.now = p.now
	check("the program starts anew", again.counted(one, 145), 800, 25)
	check("and counts on", again.counted(one, 150), 800, 30)
	now = now.AddDate(0, 0, 1)
	check("the next day", p.counted(one, 145), 800, 0)
	check("is written in", p.counted(one, 146), 800, 1)
	check("less than nothing", p.counted(one, 100), 800, -45)
	check("removed", p.set(0), 0, -45)
	check("is not counted", p.counted(one, 200), 0, -45)
	check("set again", p.set(50), 50, 0)
	if got := (target{Words: 50, Written: 60}).share(); got != 1 {
		t.Errorf("more than all is %v", got)
	}
	for _, nonsense := range []string{"", "{", `{"words": -4}`, "[]"} {
		check(nonsense, newProgress(nonsense, func(string) {}).current(), 0, 0)
	}
}
