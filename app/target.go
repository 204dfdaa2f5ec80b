package app

import (
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/storage"
)

// target is how many words the author means to write in a day, and how many
// were written since it was set: words added less words taken away, in all
// essays and their notes. On another day they are counted from nothing.
type target struct {
	Words   int    `json:"words"` // 0 if there is no target
	Written int    `json:"written"`
	Day     string `json:"day"` // as 1873-03-03
}

// on is the target on a day.
func (t target) on(day string) target {
	if t.Day != day {
		t.Written, t.Day = 0, day
	}
	return t
}

// share is how much of the target is reached, from 0 to 1.
func (t target) share() float32 {
	if t.Words == 0 {
		return 0
	}
	return max(0, min(1, float32(t.Written)/float32(t.Words)))
}

// progress follows a target while essays are counted one after the other, off
// the user interface's goroutine.
type progress struct {
	keep func(string) // stores the target; called when it has changed
	now  func() time.Time

	mu     sync.Mutex
	target target
	last   map[storage.EssayID]int // the words that each essay had when it was counted
}

// newProgress goes on with a target as it was kept; what makes no sense is none.
func newProgress(kept string, keep func(string)) *progress {
	p := &progress{keep: keep, now: time.Now, last: map[storage.EssayID]int{}}
	if json.Unmarshal([]byte(kept), &p.target) != nil || p.target.Words < 0 {
		p.target = target{}
	}
	return p
}

func (p *progress) today() string { return p.now().Format(time.DateOnly) }

// set sets the words to be written today; what was written towards another
// target today counts for this one too.
func (p *progress) set(words int) target {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.target.Words == 0 {
		p.target = target{Day: p.today()}
	}
	p.change(func(t *target) { t.Words = words })
	return p.target
}

// counted takes the words that an essay has now.
func (p *progress) counted(id storage.EssayID, words int) target {
	p.mu.Lock()
	defer p.mu.Unlock()
	last, known := p.last[id]
	p.last[id] = words
	if known && p.target.Words > 0 {
		p.change(func(t *target) { t.Written += words - last })
	}
	return p.target.on(p.today())
}

func (p *progress) change(f func(*target)) {
	t := p.target.on(p.today())
	f(&t)
	if t == p.target {
		return
	}
	p.target = t
	if b, err := json.Marshal(t); err == nil {
		p.keep(string(b))
	}
}

// askTarget asks how many words are to be written today.
func (w *Window) askTarget() {
	now := ""
	if t := w.progress.current(); t.Words > 0 {
		now = strconv.Itoa(t.Words)
	}
	w.ask(lang.L("How many words do you want to write today? 0 removes the target."), now, func(text string) {
		words, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", " ", "").Replace(strings.TrimSpace(text)))
		if text = strings.TrimSpace(text); text == "" {
			words, err = 0, nil
		}
		if err != nil || words < 0 || words > 1_000_000 {
			w.status.say(lang.L("“{{.Text}}” is no number of words: write one like 500.", map[string]any{"Text": text}))
			return
		}
		w.status.progress(w.progress.set(words))
	})
}

func (p *progress) current() target {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.target.on(p.today())
}

// keepTarget stores the target, from any goroutine.
func (w *Window) keepTarget(value string) {
	if err := w.lib.SetSetting("target", value); err != nil {
		fyne.Do(func() { w.fail(err) })
	}
}
