package storage

import (
	"database/sql"
	"fmt"
	"slices"
)

// CollectionID names a collection in its library.
type CollectionID int64

// Collection is an ordered list of essays, such as the chapters of a book. An
// essay is in one collection at most.
type Collection struct {
	ID     CollectionID // 0 for one that is not in the library yet
	Name   string
	RunsOn bool      // the numbers of notes run on from essay to essay
	Essays []EssayID // also those in the trash
}

// Collections lists the collections in their order.
func (l *Library) Collections() ([]Collection, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	list, err := readCollections(l.db)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	return list, nil
}

func readCollections(db *sql.DB) ([]Collection, error) {
	rows, err := db.Query(`SELECT c.id, c.name, c.runs_on, m.essay FROM collection c LEFT JOIN member m ON m.collection = c.id
		ORDER BY c.rank, c.id, m.rank`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Collection
	for rows.Next() {
		var c Collection
		var member sql.NullInt64
		if err := rows.Scan(&c.ID, &c.Name, &c.RunsOn, &member); err != nil {
			return nil, err
		}
		if n := len(list); n == 0 || list[n-1].ID != c.ID {
			list = append(list, c)
		}
		if member.Valid {
			c := &list[len(list)-1]
			c.Essays = append(c.Essays, EssayID(member.Int64))
		}
	}
	return list, rows.Err()
}

// SetCollections puts a list of collections in the place of all that there are.
// An essay that several of them name is in the last. To set a list that
// Collections gave undoes all that was done to them since.
func (l *Library) SetCollections(list []Collection) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := transact(l.db, func(tx *sql.Tx) error {
		if _, err := tx.Exec("DELETE FROM collection"); err != nil {
			return err
		}
		for rank, c := range list {
			if err := putCollection(tx, rank, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return l.sentence("written", err)
	}
	return nil
}

func putCollection(tx *sql.Tx, rank int, c Collection) error {
	r, err := tx.Exec("INSERT INTO collection (id, name, rank, runs_on) VALUES (nullif(?, 0), ?, ?, ?)", c.ID, c.Name, rank, c.RunsOn)
	if err != nil {
		return err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return err
	}
	for rank, member := range c.Essays {
		// An essay that was purged since is no longer there to be a member.
		_, err := tx.Exec(`INSERT OR REPLACE INTO member (essay, collection, rank) SELECT id, ?, ? FROM essay WHERE id = ?`, id, rank, member)
		if err != nil {
			return err
		}
	}
	return nil
}

// NumbersBefore is how many notes of each series stand before an essay in its
// collection, if the numbers run on there; else nil.
func (l *Library) NumbersBefore(id EssayID) (map[string]int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(`SELECT e.id FROM member m JOIN collection c ON c.id = m.collection AND c.runs_on
		JOIN member b ON b.collection = m.collection AND b.rank < m.rank JOIN essay e ON e.id = b.essay AND e.trashed IS NULL
		WHERE m.essay = ? ORDER BY b.rank`, id)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	before, err := idsOf(rows)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	var counts map[string]int
	for _, other := range before {
		own, err := l.countsOf(other)
		if err != nil {
			return nil, l.sentence("read", fmt.Errorf("essay %d: %w", other, err))
		}
		if counts == nil {
			counts = map[string]int{}
		}
		for series, n := range own {
			counts[series] += n
		}
	}
	return counts, nil
}

func idsOf(rows *sql.Rows) (list []EssayID, err error) {
	defer rows.Close()
	for rows.Next() {
		var id EssayID
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		list = append(list, id)
	}
	return list, rows.Err()
}

// countsOf counts the notes of an essay without keeping it in the place of those
// that are open.
func (l *Library) countsOf(id EssayID) (map[string]int, error) {
	if st := l.open[id]; st != nil {
		return st.saved.Counts(), nil
	}
	st, err := readState(l.db, id)
	if err != nil {
		return nil, err
	}
	return st.saved.Counts(), nil
}

// Of is the collection that an essay is in, as its place in a list, and the
// essay's place in it; -1 if it is in none.
func Of(list []Collection, id EssayID) (collection, place int) {
	for i, c := range list {
		if k := slices.Index(c.Essays, id); k >= 0 {
			return i, k
		}
	}
	return -1, -1
}
