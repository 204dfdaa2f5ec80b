package storage

import (
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Version is a past state of an essay.
type Version struct {
	At        time.Time // when the essay became so
	Words     int       // written since the version before it, less those taken away
	Then      string    // the label of the step that was done next
	Milestone bool      // it is kept because of that step

	row   int64 // of a step
	after bool  // it is the state after the step, which was undone
}

// The past is kept step by step for the last exactMax steps. What is older, and
// what versions are listed, are the states at the end of spans of time.
const exactMax = recallMax

// span is how much time one kept state stands for, by how long ago it was.
func span(ago time.Duration) time.Duration {
	const day = 24 * time.Hour
	switch {
	case ago < day:
		return 10 * time.Minute
	case ago < 30*day:
		return time.Hour
	case ago < 365*day:
		return day
	}
	return 7 * day
}

// asideMin is how many words what was undone must have for it to be kept.
const asideMin = 10

// parts reports whether the state between two steps is kept: the last one in
// its span of time, the one before a milestone, and much that was undone.
func (s *stored) parts(next *stored, now time.Time) bool {
	width := span(now.Sub(next.At))
	return next.Milestone || s.Aside && next.Aside && max(s.words, -s.words) >= asideMin ||
		!s.At.Truncate(width).Equal(next.At.Truncate(width))
}

// Versions lists the past states of an essay that tell it apart from others
// around, the newest first. It does not list the essay as it is.
func (l *Library) Versions(id EssayID) ([]Version, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	st, err := l.state(id)
	if err == nil {
		err = l.readHeads(id, st)
	}
	if err != nil || len(st.heads) == 0 {
		return nil, err
	}
	list, err := readSteps(l.db, id, 0, false)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	return versionsOf(list, keptUpTo(st.heads, isDone), l.Now()), nil
}

func isDone(h head) bool { return !h.undone }

// versionsOf finds the versions among steps, of which so many are done.
func versionsOf(list []*stored, done int, now time.Time) []Version {
	var versions []Version
	words := 0
	for i, s := range list[:done] {
		if i == 0 {
			versions = append(versions, Version{At: s.Began, Then: s.Label, Milestone: s.Milestone, row: s.row})
		} else if before := list[i-1]; before.parts(s, now) {
			versions = append(versions, Version{At: before.At, Words: words, Then: s.Label, Milestone: s.Milestone, row: s.row})
			words = 0
		}
		words += s.words
	}
	if ahead := list[done:]; len(ahead) > 0 { // the last thing that was undone
		for _, s := range ahead {
			words += s.words
		}
		tip := ahead[len(ahead)-1]
		versions = append(versions, Version{At: tip.At, Words: words, Then: tip.Label, row: tip.row, after: true})
	}
	slices.Reverse(versions)
	return versions
}

// Version reads a past state.
func (l *Library) Version(id EssayID, v Version) (*essay.Essay, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	st, err := l.state(id)
	if err == nil {
		err = l.readHeads(id, st)
	}
	if err != nil {
		return nil, err
	}
	done := keptUpTo(st.heads, isDone)
	at := slices.IndexFunc(st.heads, func(h head) bool { return h.row == v.row })
	if at < 0 {
		return nil, fmt.Errorf("this version of essay %d is no longer in the library %s", id, l.path)
	}
	from := v.row
	if v.after {
		from = st.heads[done].row
	}
	list, err := readSteps(l.db, id, from, true)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	if v.after {
		list = list[:at-done+1]
	} else {
		list = list[:done-at]
	}
	if err := walk(st.saved, list, !v.after); err != nil {
		return nil, l.sentence("read", fmt.Errorf("the past of essay %d: %w", id, err))
	}
	if v.after {
		return list[len(list)-1].After, nil
	}
	return list[0].Before, nil
}

// pastMax bounds what the past of an essay takes in the file, in bytes; the
// oldest goes first.
const pastMax = 16 << 20

// Thin joins the steps of an essay that are older than those kept one by one,
// so that only the states between them are kept that are worth it. No session of
// the essay may go on afterwards with the history that it has.
func (l *Library) Thin(id EssayID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	st, err := l.state(id)
	if err != nil {
		return err
	}
	var size sql.NullInt64
	if err := l.readHeads(id, st); err != nil {
		return err
	}
	if err := l.db.QueryRow("SELECT sum(length(patch)) FROM step WHERE essay = ?", id).Scan(&size); err != nil {
		return l.sentence("read", err)
	}
	done := keptUpTo(st.heads, isDone)
	if done <= exactMax*4/3 && size.Int64 <= pastMax {
		return nil
	}
	list, err := readSteps(l.db, id, 0, true)
	if err != nil {
		return l.sentence("read", err)
	}
	list = list[:done]
	if walk(st.saved, list, true) != nil {
		list = nil // a damaged past is not joined
	}
	st.heads = nil
	err = transact(l.db, func(tx *sql.Tx) error {
		return writer{tx: tx, essay: id}.thin(list, l.Now())
	})
	if err != nil {
		return l.sentence("written", err)
	}
	return nil
}

// thin joins steps that were walked, and removes the oldest beyond pastMax.
func (w writer) thin(list []*stored, now time.Time) error {
	old := list[:max(0, len(list)-exactMax)]
	for len(old) > 0 {
		n := 1
		for n < len(old) && !old[n-1].parts(old[n], now) {
			n++
		}
		if err := w.joinSteps(old[:n]); err != nil {
			return err
		}
		old = old[n:]
	}
	_, err := w.tx.Exec(`DELETE FROM step WHERE essay = ?1 AND id <= (SELECT max(id) FROM (
		SELECT id, sum(length(patch)) OVER (ORDER BY id DESC) AS size FROM step WHERE essay = ?1) WHERE size > ?2)`, w.essay, pastMax)
	return err
}

// joinSteps makes one step of several; none of such as lead nowhere.
func (w writer) joinSteps(steps []*stored) error {
	first, last := steps[0], steps[len(steps)-1]
	nowhere := len(steps) > 1 && first.Before.Equal(last.After)
	gone := steps[:len(steps)-1]
	if nowhere {
		gone = steps
	}
	for _, s := range gone {
		if _, err := w.tx.Exec("DELETE FROM step WHERE id = ?", s.row); err != nil {
			return err
		}
	}
	if len(steps) == 1 || nowhere {
		return nil
	}
	joined := editor.Step{
		ID: last.ID, Revision: last.Revision + 1, Label: last.Label,
		Before: first.Before, After: last.After, SelBefore: first.SelBefore, SelAfter: last.SelAfter,
		Began: first.Began, At: last.At, Milestone: first.Milestone, Aside: true,
	}
	for _, s := range steps {
		joined.Aside = joined.Aside && s.Aside
		if s.Label != last.Label {
			joined.Label = ""
		}
	}
	_, err := w.step(last.row, &joined, false)
	return err
}
