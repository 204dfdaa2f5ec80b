package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/essay"
)

// EssayID names an essay in its library. No essay gets the identity of one
// that was purged.
type EssayID int64

// Entry is an essay as a list shows it.
type Entry struct {
	ID               EssayID
	Title            string
	Words            int // of the body
	Notes            int // that have a marker
	Created, Changed time.Time
}

// List lists the essays that are not in the trash, the one changed last first.
func (l *Library) List() ([]Entry, error) {
	return l.entries("SELECT id, title, words, notes, created, changed FROM essay WHERE trashed IS NULL ORDER BY changed DESC, id DESC")
}

// Trash lists the essays in the trash, the one put there last first.
func (l *Library) Trash() ([]Entry, error) {
	return l.entries("SELECT id, title, words, notes, created, changed FROM essay WHERE trashed IS NOT NULL ORDER BY trashed DESC, id DESC")
}

func (l *Library) entries(query string) ([]Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(query)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	defer rows.Close()
	var list []Entry
	for rows.Next() {
		var e Entry
		var created, changed int64
		if err := rows.Scan(&e.ID, &e.Title, &e.Words, &e.Notes, &created, &changed); err != nil {
			return nil, l.sentence("read", err)
		}
		e.Created, e.Changed = time.UnixMilli(created), time.UnixMilli(changed)
		list = append(list, e)
	}
	if err := rows.Err(); err != nil {
		return nil, l.sentence("read", err)
	}
	return list, nil
}

// Create puts a new essay into the library.
func (l *Library) Create(e *essay.Essay) (EssayID, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var id EssayID
	var st *state
	err := transact(l.db, func(tx *sql.Tx) error {
		now := l.Now().UnixMilli()
		r, err := tx.Exec("INSERT INTO essay (title, words, notes, created, changed) VALUES ('', 0, 0, ?, ?)", now, now)
		if err != nil {
			return err
		}
		n, err := r.LastInsertId()
		if err != nil {
			return err
		}
		id = EssayID(n)
		st, err = l.put(tx, id, &state{}, e)
		return err
	})
	if err != nil {
		return 0, l.sentence("written", err)
	}
	l.keep(id, st)
	return id, nil
}

// Load reads an essay, also one in the trash.
func (l *Library) Load(id EssayID) (*essay.Essay, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	st, err := l.state(id)
	if err != nil {
		return nil, err
	}
	return st.saved, nil
}

// Save writes what differs from the essay as it was last saved or loaded, all
// of it or, with an error, nothing. What it was before is kept as a past state.
func (l *Library) Save(id EssayID, e *essay.Essay) error { return l.save(id, e, nil) }

// SaveSteps is Save for an essay of which is known what was done to it: the
// last of the steps done, or of those undone, led to what it is.
func (l *Library) SaveSteps(id EssayID, e *essay.Essay, h editor.History) error {
	return l.save(id, e, &h)
}

func (l *Library) save(id EssayID, e *essay.Essay, h *editor.History) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	st, err := l.state(id)
	if err == nil {
		err = l.readHeads(id, st)
	}
	if err != nil || st.saved.Same(e) && (h == nil || settled(st.heads, *h)) {
		return err
	}
	if h == nil {
		now := l.Now()
		s := &editor.Step{ID: rand.Int64(), Before: st.saved, After: e, Began: now, At: now}
		h = &editor.History{Done: endOf(st.heads).With(s)}
	}
	err = transact(l.db, func(tx *sql.Tx) error {
		if st, err = l.put(tx, id, st, e); err != nil {
			return err
		}
		st.heads, err = writer{tx: tx, essay: id}.steps(st.heads, *h)
		return err
	})
	if err != nil {
		// Whether a commit that failed half-way will stand is for the file to
		// say: the next saving reads it.
		delete(l.open, id)
		return l.sentence("written", err)
	}
	l.keep(id, st)
	return nil
}

// Delete puts an essay into the trash, where it stays until it is restored or
// purged.
func (l *Library) Delete(id EssayID) error {
	return l.change(id, "UPDATE essay SET trashed = ? WHERE id = ? AND trashed IS NULL", "is not there, or is in the trash already", l.now().UnixMilli(), id)
}

// Restore takes an essay out of the trash.
func (l *Library) Restore(id EssayID) error {
	return l.change(id, "UPDATE essay SET trashed = NULL WHERE id = ? AND trashed IS NOT NULL", "is not in the trash", id)
}

// Purge removes an essay that is in the trash, with its notes, for good.
func (l *Library) Purge(id EssayID) error {
	return l.change(id, "DELETE FROM essay WHERE id = ? AND trashed IS NOT NULL", "is not in the trash, and only what is there can be deleted for good", id)
}

// change runs a statement that must find its essay.
func (l *Library) change(id EssayID, query, otherwise string, args ...any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	r, err := l.db.Exec(query, args...)
	if err != nil {
		return l.sentence("written", err)
	}
	delete(l.open, id)
	if n, err := r.RowsAffected(); err != nil {
		return l.sentence("written", err)
	} else if n == 0 {
		return fmt.Errorf("essay %d of the library %s %s", id, l.path, otherwise)
	}
	return nil
}

// openMax bounds the essays whose saved state is kept. Of those beyond, one is
// dropped and read again when it is needed.
const openMax = 8

func (l *Library) keep(id EssayID, st *state) {
	for other := range l.open {
		if len(l.open) < openMax {
			break
		}
		if other != id {
			delete(l.open, other)
		}
	}
	l.open[id] = st
}

// forgetOthers drops what is known of all essays but one.
func (l *Library) forgetOthers(id EssayID) {
	for other := range l.open {
		if other != id {
			delete(l.open, other)
		}
	}
}

// state is what the file holds of an essay.
func (l *Library) state(id EssayID) (*state, error) {
	if st := l.open[id]; st != nil {
		return st, nil
	}
	st, err := readState(l.db, id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("essay %d is not in the library %s", id, l.path)
	} else if err != nil {
		return nil, l.sentence("read", fmt.Errorf("essay %d: %w", id, err))
	}
	l.keep(id, st)
	return st, nil
}
