package editor

import (
	"math/rand/v2"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// groupWithin is how long a pause in typing may be within one undo step.
const groupWithin = 500 * time.Millisecond

// Step is one thing that was done to an essay. It is never modified. It holds
// whole essays, which share all blocks that the step did not touch.
type Step struct {
	ID        int64 // names the step for as long as it is kept anywhere
	Revision  int   // grows when the step is extended, as by typing on
	Label     string
	Before    *essay.Essay
	After     *essay.Essay
	SelBefore Selection
	SelAfter  Selection
	Began     time.Time
	At        time.Time // when it was extended last
	Milestone bool      // what was before it is kept however old it becomes
	Aside     bool      // it leads to what was undone, or back from there; Undo passes over it

	changes       []Change // nil if they are not known
	typing, mends bool
}

// Steps is a list of steps, the last one on top. Nil is empty; a list whose
// last item is an [End] goes on in the library.
type Steps struct {
	*Step
	Below *Steps
	end   bool
}

// End stands below a list of steps whose further steps lie elsewhere: the last
// of those has the given ID.
func End(id int64) *Steps { return &Steps{Step: &Step{ID: id}, end: true} }

// With puts a step on top of a list.
func (l *Steps) With(s *Step) *Steps { return &Steps{Step: s, Below: l} }

// Holds reports whether a step is on top of the list.
func (l *Steps) Holds() bool { return l != nil && !l.end }

// History is all that was done to an essay, and what of it was undone. It is a
// value: a session makes the next one with each step.
type History struct {
	Done   *Steps // the last step on top
	Undone *Steps // the one undone last on top
}

// add records a step, or joins it to the last one when both are typing in one
// place with no pause between. What was undone before is set aside.
func (h *History) add(s *Step) {
	if h.Undone.Holds() {
		h.setAside(s.At)
	}
	h.fold(s)
	if last := h.Done; last.Holds() && continues(last.Step, s) {
		h.Done = last.Below.With(extended(last.Step, s))
		return
	}
	h.Done = h.Done.With(s)
}

// setAside turns what was undone into a step there and a step back, so that the
// essay as it was then stays among what can be restored.
func (h *History) setAside(now time.Time) {
	first, tip := h.Undone.Step, h.Undone.Step
	for l := h.Undone; l.Holds(); l = l.Below {
		tip = l.Step
	}
	h.Undone = nil
	there := Step{
		ID: newStepID(), Label: tip.Label, Before: first.Before, After: tip.After, SelBefore: first.SelBefore, SelAfter: tip.SelAfter,
		Began: first.Began, At: tip.At, Aside: true,
	}
	back := there
	back.ID, back.Before, back.After, back.Began, back.At = newStepID(), tip.After, first.Before, tip.At, now
	back.SelBefore, back.SelAfter = tip.SelAfter, first.SelBefore
	h.Done = h.Done.With(&there).With(&back)
}

// newStepID is a name that no other step of an essay has: of 63 random bits.
func newStepID() int64 { return rand.Int64() }

// fold joins what mended the typing before s to it, once s goes on typing: a
// mark that was left as it became is undone with its sentence.
func (h *History) fold(s *Step) {
	if !h.Done.Holds() || !h.Done.Below.Holds() {
		return
	}
	typed, mend := h.Done.Below.Step, h.Done.Step
	asTyping := *mend
	asTyping.typing, asTyping.Label = true, s.Label
	if mend.mends && continues(typed, &asTyping) && continues(&asTyping, s) {
		h.Done = h.Done.Below.Below.With(extended(typed, mend))
	}
}

func continues(last, s *Step) bool {
	return last.typing && s.typing && last.Label == s.Label &&
		last.After == s.Before && last.SelAfter == s.SelBefore &&
		s.At.Sub(last.At) < groupWithin
}

// extended is a step that goes on with another one.
func extended(last, s *Step) *Step {
	e := *last
	e.After, e.SelAfter, e.At = s.After, s.SelAfter, s.At
	e.changes = join(last.changes, s.changes)
	e.Revision++
	return &e
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

// undo moves the last step to those undone.
func (h *History) undo() (*Step, bool) {
	for next := *h; next.Done.Holds(); {
		s := *next.Done.Step
		s.typing = false // what is typed next is a step of its own
		next.Done, next.Undone = next.Done.Below, next.Undone.With(&s)
		if !s.Aside {
			*h = next
			return &s, true
		}
	}
	return nil, false
}

// redo moves the step that was undone last back to those done.
func (h *History) redo() (*Step, bool) {
	for next := *h; next.Undone.Holds(); {
		s := next.Undone.Step
		next.Done, next.Undone = next.Done.With(s), next.Undone.Below
		if !s.Aside {
			*h = next
			return s, true
		}
	}
	return nil, false
}

// label is what was done in the last step of a list that is not aside.
func (l *Steps) label() string {
	for ; l.Holds(); l = l.Below {
		if !l.Aside {
			return l.Label
		}
	}
	return ""
}

// leading finds the changes that lead from one essay to another, no finer than
// by blocks where several differ.
func leading(from, to *essay.Essay) []Change {
	list := changeOf("", from.Body(), to.Body(), nil)
	if from.SameNotes(to) {
		return list
	}
	for n := range to.Notes() {
		if old := from.Note(n.ID); old != nil && old != n {
			list = changeOf(n.ID, old.Text, n.Text, list)
		}
	}
	return list
}

func changeOf(in essay.NoteID, from, to *doc.Document, list []Change) []Change {
	at, n, m := doc.Diff(from, to)
	if n == 0 && m == 0 {
		return list
	}
	var blocks []*doc.Block
	for i := at; i < at+m; i++ {
		blocks = append(blocks, to.Block(i))
	}
	_, c := from.ReplaceBlocks(at, n, blocks...)
	if n == 1 && m == 1 {
		c = c.Narrowed(from.Block(at), to.Block(at))
	}
	return append(list, Change{in, c})
}
