package editor

import (
	"time"

	"github.com/ibid-editor/ibid/editor/essay"
)

// groupWithin is how long a pause in typing may be within one undo step.
const groupWithin = 500 * time.Millisecond

// history is the list of steps; those from done on were undone. Steps hold
// whole essays: they share all blocks that a step did not touch.
type history struct {
	steps []step
	done  int
}

type step struct {
	label               string
	before, after       *essay.Essay
	changes             []Change
	selBefore, selAfter Selection
	at                  time.Time
	typing              bool
	mends               bool
}

// add records a step, or joins it to the last one when both are typing in one
// place with no pause between.
func (h *history) add(s step) {
	clear(h.steps[h.done:])
	h.steps = h.steps[:h.done]
	h.fold(s)
	if h.done > 0 {
		if last := &h.steps[h.done-1]; continues(last, s) {
			last.after, last.selAfter, last.at = s.after, s.selAfter, s.at
			last.changes = join(last.changes, s.changes)
			return
		}
	}
	h.steps = append(h.steps, s)
	h.done++
}

// fold joins what mended the typing before s to it, once s goes on typing: a
// mark that was left as it became is undone with its sentence.
func (h *history) fold(s step) {
	if h.done < 2 {
		return
	}
	typed, mend := &h.steps[h.done-2], h.steps[h.done-1]
	asTyping := mend
	asTyping.typing, asTyping.label = true, s.label
	if !mend.mends || !continues(typed, asTyping) || !continues(&asTyping, s) {
		return
	}
	typed.after, typed.selAfter, typed.at = mend.after, mend.selAfter, mend.at
	typed.changes = join(typed.changes, mend.changes)
	h.done--
	h.steps = h.steps[:h.done]
}

func continues(last *step, s step) bool {
	return last.typing && s.typing && last.label == s.label &&
		last.after == s.before && last.selAfter == s.selBefore &&
		s.at.Sub(last.at) < groupWithin
}

// join appends changes; insertions that follow one another become one, so
// that a long run of typing stays one change.
func join(a, b []Change) []Change {
	if len(a) == 1 && len(b) == 1 && a[0].In == b[0].In &&
		a[0].Old == 0 && b[0].Old == 0 && b[0].At == a[0].At+posOf(a[0].New) {
		c := a[0]
		c.New += b[0].New
		return []Change{c}
	}
	return append(a[:len(a):len(a)], b...)
}

func (h *history) undo() (step, bool) {
	if h.done == 0 {
		return step{}, false
	}
	h.done--
	h.steps[h.done].typing = false // what is typed next is a step of its own
	return h.steps[h.done], true
}

func (h *history) redo() (step, bool) {
	if h.done == len(h.steps) {
		return step{}, false
	}
	h.done++
	return h.steps[h.done-1], true
}

func (h *history) undoLabel() string {
	if h.done == 0 {
		return ""
	}
	return h.steps[h.done-1].label
}

func (h *history) redoLabel() string {
	if h.done == len(h.steps) {
		return ""
	}
	return h.steps[h.done].label
}
