package storage

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// SaveState is how the saving of an essay goes. When Err is nil and Saving is
// false, all was saved at Saved.
type SaveState struct {
	Saving bool
	Saved  time.Time // the last time that a saving succeeded, or zero
	Err    error     // why the last saving failed; it is tried again
}

// Autosave saves one essay on a goroutine of its own: at once when it changes,
// and again when it changed meanwhile. What cannot be saved is kept and tried
// again, after one second and then ever more rarely, at least twice a minute.
type Autosave struct {
	lib    *Library
	id     EssayID
	report func(SaveState)
	after  func(time.Duration) <-chan time.Time
	saved  time.Time // used by whoever runs save

	newest  atomic.Pointer[work] // nil if it is saved, or being saved
	changed chan struct{}        // holds one token, so that telling never blocks
	flush   chan chan error
	quit    chan struct{}
	done    chan struct{} // closed when the goroutine has ended
	once    sync.Once
	mu      sync.Mutex // held while saving after the goroutine has ended
}

// How long to wait after a saving has failed.
const (
	firstWait = time.Second
	lastWait  = 30 * time.Second
)

// NewAutosave starts the saving of an essay. Each step is told to report, which
// is called on the goroutine that saves and must not wait for it. Close ends it.
func NewAutosave(l *Library, id EssayID, report func(SaveState)) *Autosave {
	return newAutosave(l, id, report, time.After)
}

func newAutosave(l *Library, id EssayID, report func(SaveState), after func(time.Duration) <-chan time.Time) *Autosave {
	a := &Autosave{
		lib: l, id: id, report: report, after: after,
		changed: make(chan struct{}, 1), flush: make(chan chan error), quit: make(chan struct{}), done: make(chan struct{}),
	}
	go a.run()
	return a
}

// work is what is to be saved.
type work struct {
	essay   *essay.Essay
	history editor.History
}

// Changed has an essay saved soon, with what was done to it, in the place of all
// that was given before. It never blocks.
func (a *Autosave) Changed(e *essay.Essay, h editor.History) {
	a.newest.Store(&work{e, h})
	select {
	case a.changed <- struct{}{}:
	default:
	}
}

// Flush waits until all is saved, or tells why it cannot be. After Close it
// saves on the caller's goroutine.
func (a *Autosave) Flush() error {
	reply := make(chan error, 1)
	select {
	case a.flush <- reply:
		return <-reply
	case <-a.done:
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.save()
	}
}

// Close saves what is not saved yet, ends the goroutine, and thins the essay's
// past. What could not be saved is kept: Flush tries again.
func (a *Autosave) Close() error {
	err := a.Flush()
	a.once.Do(func() { close(a.quit) })
	<-a.done
	if err != nil {
		return err
	}
	return a.lib.Thin(a.id)
}

func (a *Autosave) run() {
	defer close(a.done)
	var retry <-chan time.Time // nil unless the last saving failed
	wait := firstWait
	try := func() error {
		err := a.save()
		if err == nil {
			retry, wait = nil, firstWait
			return nil
		}
		retry = a.after(wait)
		wait = min(2*wait, lastWait)
		return err
	}
	for {
		select {
		case <-a.changed:
			if retry == nil {
				_ = try() // the failure was reported
			}
		case <-retry:
			_ = try()
		case reply := <-a.flush:
			reply <- try()
		case <-a.quit:
			return
		}
	}
}

// save saves until nothing is newer.
func (a *Autosave) save() error {
	for {
		w := a.newest.Swap(nil)
		if w == nil {
			return nil
		}
		a.report(SaveState{Saving: true, Saved: a.saved})
		if err := a.lib.SaveSteps(a.id, w.essay, w.history); err != nil {
			a.newest.CompareAndSwap(nil, w) // unless there is a newer one
			a.report(SaveState{Saved: a.saved, Err: err})
			return err
		}
		a.saved = a.lib.now()
		a.report(SaveState{Saved: a.saved})
	}
}
