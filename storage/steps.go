package storage

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// head is what is known of the row that keeps a step.
type head struct {
	row, name int64
	revision  int
	undone    bool
}

func (h head) keeps(s *editor.Step, undone bool) bool {
	return h.name == s.ID && h.revision == s.Revision && h.undone == undone
}

func readHeads(db *sql.DB, id EssayID) ([]head, error) {
	rows, err := db.Query("SELECT id, name, revision, undone FROM step WHERE essay = ? ORDER BY id", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []head{}
	for rows.Next() {
		var h head
		if err := rows.Scan(&h.row, &h.name, &h.revision, &h.undone); err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, rows.Err()
}

// steps writes the steps that the file does not hold as they are in h, and
// removes those that h no longer has. What lies below h stays.
func (w writer) steps(held []head, h editor.History) ([]head, error) {
	var fresh []*editor.Step // the last one first
	kept, l := 0, h.Done
	for ; l.Holds(); l = l.Below {
		if kept = keptUpTo(held, func(x head) bool { return x.keeps(l.Step, false) }); kept > 0 {
			break
		}
		fresh = append(fresh, l.Step)
	}
	if l != nil && !l.Holds() {
		kept = keptUpTo(held, func(x head) bool { return x.name == l.ID && !x.undone })
	}
	now, rest := held[:kept:kept], held[kept:]
	next := func(s *editor.Step, undone bool) error {
		x := head{name: s.ID, revision: s.Revision, undone: undone}
		if len(rest) > 0 {
			x.row = rest[0].row
		}
		if x.row == 0 || !rest[0].keeps(s, undone) {
			var err error
			if x.row, err = w.step(x.row, s, undone); err != nil {
				return err
			}
		}
		rest = rest[min(1, len(rest)):]
		now = append(now, x)
		return nil
	}
	for i := len(fresh) - 1; i >= 0; i-- {
		if err := next(fresh[i], false); err != nil {
			return nil, err
		}
	}
	for l := h.Undone; l.Holds(); l = l.Below {
		if err := next(l.Step, true); err != nil {
			return nil, err
		}
	}
	if len(rest) > 0 {
		if _, err := w.tx.Exec("DELETE FROM step WHERE essay = ? AND id >= ?", w.essay, rest[0].row); err != nil {
			return nil, err
		}
	}
	return now, nil
}

// settled reports whether the last steps of h are kept as such.
func settled(held []head, h editor.History) bool {
	n := keptUpTo(held, isDone)
	top := n > 0 && h.Done.Holds() && held[n-1].keeps(h.Done.Step, false) || n == 0 && !h.Done.Holds()
	next := n < len(held) && h.Undone.Holds() && held[n].keeps(h.Undone.Step, true) || n == len(held) && !h.Undone.Holds()
	return top && next
}

// keptUpTo is how many rows there are up to the last one for which is holds.
func keptUpTo(held []head, is func(head) bool) int {
	for i := len(held); i > 0; i-- {
		if is(held[i-1]) {
			return i
		}
	}
	return 0
}

// step writes a step into a row, or into a new one for 0, and returns which.
func (w writer) step(row int64, s *editor.Step, undone bool) (int64, error) {
	near, far := s.After, s.Before
	if undone {
		near, far = far, near
	}
	p, err := patchFrom(near, far)
	if err != nil {
		return 0, err
	}
	code, err := p.pack()
	if err != nil {
		return 0, err
	}
	r, err := w.tx.Exec(`INSERT INTO step (id, essay, name, revision, undone, label, began, at, words, milestone, aside, before, after, patch)
		VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, revision = excluded.revision, undone = excluded.undone, label = excluded.label,
		began = excluded.began, at = excluded.at, words = excluded.words, milestone = excluded.milestone, aside = excluded.aside,
		before = excluded.before, after = excluded.after, patch = excluded.patch`,
		row, w.essay, s.ID, s.Revision, undone, s.Label, s.Began.UnixMilli(), s.At.UnixMilli(), wordsAdded(s.Before, s.After),
		s.Milestone, s.Aside, encodeSelection(s.SelBefore), encodeSelection(s.SelAfter), code)
	if err != nil || row != 0 {
		return row, err
	}
	return r.LastInsertId()
}

// wordsAdded counts how many words more an essay has than another one, with
// those of the notes.
func wordsAdded(old, now *essay.Essay) int {
	words := moreWords(old.Body(), now.Body())
	if old.SameNotes(now) {
		return words
	}
	for n := range now.Notes() {
		if before := noteIn(old, n.ID); before == nil {
			words += moreWords(nil, n.Text)
		} else if before != n {
			words += moreWords(before.Text, n.Text)
		}
	}
	for n := range old.Notes() {
		if noteIn(now, n.ID) == nil {
			words -= moreWords(nil, n.Text)
		}
	}
	return words
}

func encodeSelection(s editor.Selection) string {
	return strconv.Itoa(int(s.Anchor)) + " " + strconv.Itoa(int(s.Head)) + " " + string(s.In)
}

// decodeSelection reads what encodeSelection wrote; what cannot be read is the
// start of the body.
func decodeSelection(code string) editor.Selection {
	anchor, rest, _ := strings.Cut(code, " ")
	point, in, ok := strings.Cut(rest, " ")
	a, err := strconv.Atoi(anchor)
	b, err2 := strconv.Atoi(point)
	if !ok || err != nil || err2 != nil {
		return editor.Selection{}
	}
	return editor.Selection{In: essay.NoteID(in), Anchor: doc.Pos(a), Head: doc.Pos(b)}
}

// recallMax is how many steps can be undone after a restart.
const recallMax = 300

// Past reads what was done to an essay last, for a session to go on with:
// hundreds of steps. With an error it is a history that has an end only, below
// which nothing is lost.
func (l *Library) Past(id EssayID) (editor.History, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	st, err := l.state(id)
	if err != nil {
		return editor.History{}, err
	}
	if err := l.readHeads(id, st); err != nil {
		return editor.History{}, err
	}
	h, err := recall(l.db, id, st)
	if err != nil {
		return editor.History{Done: endOf(st.heads)}, l.sentence("read", fmt.Errorf("the past of essay %d: %w", id, err))
	}
	return h, nil
}

// readHeads makes sure that the heads of an essay's steps are known.
func (l *Library) readHeads(id EssayID, st *state) error {
	if st.heads != nil {
		return nil
	}
	var err error
	if st.heads, err = readHeads(l.db, id); err != nil {
		return l.sentence("read", err)
	}
	return nil
}

// endOf stands below the steps of a session, for those that the file holds.
func endOf(held []head) *editor.Steps {
	if n := keptUpTo(held, isDone); n > 0 {
		return editor.End(held[n-1].name)
	}
	return editor.End(0)
}

func recall(db *sql.DB, id EssayID, st *state) (h editor.History, err error) {
	done := keptUpTo(st.heads, isDone)
	first := max(0, done-recallMax)
	h.Done = endOf(st.heads[:first])
	if done == 0 {
		h.Done = nil
	}
	if len(st.heads) == 0 {
		return h, nil
	}
	list, err := readSteps(db, id, st.heads[first].row, true)
	if err != nil {
		return h, err
	}
	if len(list) != len(st.heads)-first {
		return h, errPatch
	}
	back, ahead := list[:done-first], list[done-first:]
	if err := walk(st.saved, ahead, false); err != nil {
		return h, err
	}
	for i := len(ahead) - 1; i >= 0; i-- {
		h.Undone = h.Undone.With(&ahead[i].Step)
	}
	if err := walk(st.saved, back, true); err != nil {
		return h, err
	}
	for i := range back {
		h.Done = h.Done.With(&back[i].Step)
	}
	return h, nil
}

// stored is a step as its row has it, with where it leads once it is walked.
type stored struct {
	editor.Step
	row   int64
	words int
	code  []byte
}

// readSteps reads the steps of an essay from a row on, with what it takes to walk
// them or without.
func readSteps(db *sql.DB, id EssayID, from int64, whole bool) ([]*stored, error) {
	rows, err := db.Query(`SELECT id, name, revision, label, began, at, words, milestone, aside, before, after, iif(?, patch, '')
		FROM step WHERE essay = ? AND id >= ? ORDER BY id`, whole, id, from)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []*stored
	for rows.Next() {
		s := &stored{}
		var began, at int64
		var before, after string
		if err := rows.Scan(&s.row, &s.ID, &s.Revision, &s.Label, &began, &at, &s.words, &s.Milestone, &s.Aside, &before, &after, &s.code); err != nil {
			return nil, err
		}
		s.Began, s.At = time.UnixMilli(began), time.UnixMilli(at)
		s.SelBefore, s.SelAfter = decodeSelection(before), decodeSelection(after)
		list = append(list, s)
	}
	return list, rows.Err()
}

// walk goes from the essay as it is through steps, back from the last one or
// on from the first, and fills in what was before and after each.
func walk(now *essay.Essay, steps []*stored, back bool) error {
	for k := range steps {
		s := steps[k]
		if back {
			s = steps[len(steps)-1-k]
		}
		p, err := unpack(s.code)
		if err != nil {
			return err
		}
		far, err := p.apply(now)
		if err != nil {
			return err
		}
		s.Before, s.After = now, far
		if back {
			s.Before, s.After = far, now
		}
		now = far
	}
	return nil
}
