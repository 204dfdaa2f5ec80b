// Package editor holds an essay that is being edited: the [Session], its
// transactions, its one history over body and notes, and the commands that
// change it.
//
// Absent: screens, files, databases. A session tells its observers what
// changed; who draws or saves it is not its concern. A session belongs to one
// goroutine; the essays it hands out are immutable and may go to any.
package editor

import (
	"slices"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Selection is what is selected: the text between Anchor and Head, with the
// caret at Head, in the body or in a note's text.
type Selection struct {
	In           essay.NoteID // "" is the body
	Anchor, Head doc.Pos
}

// Range gives the selection's ends in order.
func (s Selection) Range() (from, to doc.Pos) {
	return min(s.Anchor, s.Head), max(s.Anchor, s.Head)
}

// Empty reports whether only a caret stands there.
func (s Selection) Empty() bool { return s.Anchor == s.Head }

// Caret makes the selection that is only a caret.
func Caret(in essay.NoteID, p doc.Pos) Selection { return Selection{in, p, p} }

// Change is a change of the body's or a note's text.
type Change struct {
	In essay.NoteID
	doc.Change
}

// Update tells observers what a transaction, an undo or a redo did.
type Update struct {
	Old, New  *essay.Essay
	Changes   []Change // in the order they were made
	Selection Selection
	Label     string // what was done, for the person who may undo it
}

// Map follows a position through the update.
func (u Update) Map(in essay.NoteID, p doc.Pos, side doc.Side) doc.Pos {
	for _, c := range u.Changes {
		if c.In == in {
			p, _ = c.Map(p, side)
		}
	}
	return p
}

// Session is one essay being edited.
type Session struct {
	// Now tells the time; typing is grouped by it.
	Now func() time.Time
	// Habits say what becomes of typed characters.
	Habits Habits

	// Locked, if it is not nil, is why nothing can be changed: the error of each
	// step that is tried.
	Locked error

	essay     *essay.Essay
	sel       Selection
	next      nextStyle
	history   History
	before    map[string]int // see NumberAfter
	observers []*observer
}

type observer struct{ f func(Update) }

// NewSession starts editing e, with the caret at its start.
func NewSession(e *essay.Essay) *Session { return &Session{Now: time.Now, essay: e} }

// Essay is the essay as it is now.
func (s *Session) Essay() *essay.Essay { return s.essay }

// Selection is the selection as it is now.
func (s *Session) Selection() Selection { return s.sel }

// Select moves the caret or the selection. It is not a change and not undone
// by itself, but an undo brings back the selection that stood before a change.
func (s *Session) Select(sel Selection) { s.sel = s.clamp(s.essay, sel) }

func (s *Session) clamp(e *essay.Essay, sel Selection) Selection {
	text := e.Text(sel.In)
	if text == nil {
		sel.In, text = "", e.Body()
	}
	return Selection{sel.In, text.Clamp(sel.Anchor), text.Clamp(sel.Head)}
}

// Observe calls f after each change until stop is called.
func (s *Session) Observe(f func(Update)) (stop func()) {
	o := &observer{f}
	s.observers = append(s.observers, o)
	return func() {
		s.observers = slices.DeleteFunc(slices.Clone(s.observers), func(p *observer) bool { return p == o })
	}
}

// Do makes one step that can be undone. If f fails, or panics, nothing has
// changed.
func (s *Session) Do(label string, f func(*Transaction) error) error {
	t := &Transaction{essay: s.essay, sel: s.sel, label: label, now: s.Now()}
	if err := f(t); err != nil {
		return err
	}
	if s.Locked != nil && t.essay != s.essay {
		return s.Locked
	}
	t.comeBack(s.essay)
	t.essay = t.essay.NumberedAfter(s.before)
	t.sel = s.clamp(t.essay, t.sel)
	if t.essay == s.essay {
		s.sel = t.sel
		return nil
	}
	old := s.essay
	s.history.add(&Step{
		ID: newStepID(), Label: label, Before: old, After: t.essay, SelBefore: s.sel, SelAfter: t.sel, Began: t.now, At: t.now,
		Milestone: t.milestone, changes: t.changes, typing: t.typing, mends: t.mends,
	})
	s.essay, s.sel = t.essay, t.sel
	s.notify(Update{old, t.essay, t.changes, t.sel, label})
	return nil
}

// Undo takes the last step back and reports whether there was one.
func (s *Session) Undo() bool {
	st, ok := s.history.undo()
	if !ok {
		return false
	}
	changes := make([]Change, 0, len(st.changes))
	for _, c := range slices.Backward(st.changes) {
		changes = append(changes, Change{c.In, c.Inverse()})
	}
	if st.changes == nil {
		changes = leading(s.essay, st.Before)
	}
	s.jump(st.Before, st.SelBefore, changes, st.Label)
	return true
}

// Redo does the last undone step again and reports whether there was one.
func (s *Session) Redo() bool {
	st, ok := s.history.redo()
	if !ok {
		return false
	}
	changes := st.changes
	if changes == nil {
		changes = leading(s.essay, st.After)
	}
	s.jump(st.After, st.SelAfter, changes, st.Label)
	return true
}

// UndoLabel says what Undo would take back, or "".
func (s *Session) UndoLabel() string { return s.history.Done.label() }

// RedoLabel says what Redo would do again, or "".
func (s *Session) RedoLabel() string { return s.history.Undone.label() }

// History is all that was done so far.
func (s *Session) History() History { return s.history }

// NumberAfter numbers the notes of each series on from as many as stand before
// them in a collection. It is no change of the essay, and not undone.
func (s *Session) NumberAfter(before map[string]int) {
	s.before = before
	old := s.essay
	if s.essay = old.NumberedAfter(before); s.essay != old {
		s.notify(Update{Old: old, New: s.essay, Selection: s.sel})
	}
}

// Recall gives a session that has just begun what was done to its essay before.
func (s *Session) Recall(h History) { s.history = h }

func (s *Session) jump(e *essay.Essay, sel Selection, changes []Change, label string) {
	old := s.essay
	e = e.NumberedAfter(s.before)
	s.essay, s.sel = e, s.clamp(e, sel)
	s.notify(Update{old, e, changes, s.sel, label})
}

func (s *Session) notify(u Update) {
	for _, o := range s.observers {
		o.f(u)
	}
}
