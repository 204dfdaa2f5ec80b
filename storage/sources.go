package storage

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Source is a source of the library. Its item's ID is its key.
type Source struct {
	ID    SourceID
	Item  *csl.Item
	Cited int // essays that it belongs to
}

// scanMax bounds what a search sorts. Of the sources that hold a single letter
// more are found than anybody reads.
const scanMax = 500

const sourceColumns = `source.id, source.item, (SELECT count(*) FROM essay_source WHERE essay_source.source = source.id)`

// Sources lists at most limit sources that hold all words of a query, as
// [Library.Search] reads it, or any if there are none, by author, year and
// title. Those that were deleted are not listed.
func (l *Library) Sources(query string, limit int) ([]Source, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var rows *sql.Rows
	var err error
	if match := matchExpression(query); match != "" {
		rows, err = l.db.Query(`SELECT `+sourceColumns+` FROM source
			WHERE trashed IS NULL AND id IN (SELECT docid FROM source_word WHERE source_word MATCH ? LIMIT ?) ORDER BY line, id LIMIT ?`, match, scanMax, limit)
	} else {
		rows, err = l.db.Query(`SELECT `+sourceColumns+` FROM source WHERE trashed IS NULL ORDER BY line, id LIMIT ?`, limit)
	}
	list, err := readSources(rows, err)
	if err != nil {
		return nil, l.sentence("searched", err)
	}
	return list, nil
}

// NeverCited lists at most limit sources that belong to no essay.
func (l *Library) NeverCited(limit int) ([]Source, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(`SELECT `+sourceColumns+` FROM source
		WHERE trashed IS NULL AND NOT EXISTS (SELECT 1 FROM essay_source WHERE essay_source.source = source.id) ORDER BY line, id LIMIT ?`, limit)
	list, err := readSources(rows, err)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	return list, nil
}

func readSources(rows *sql.Rows, err error) ([]Source, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Source
	for rows.Next() {
		var s Source
		var code string
		if err := rows.Scan(&s.ID, &code, &s.Cited); err != nil {
			return nil, err
		}
		if s.Item, err = decodeSource(code); err != nil {
			return nil, fmt.Errorf("source %d cannot be read: %w", s.ID, err)
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// CountSources counts the sources that are not deleted.
func (l *Library) CountSources() (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var n int
	if err := l.db.QueryRow("SELECT count(*) FROM source WHERE trashed IS NULL").Scan(&n); err != nil {
		return 0, l.sentence("read", err)
	}
	return n, nil
}

// AddSources puts sources into the library, under their keys or ones near them
// that are free. Those that it has already are not put in twice; one that was
// deleted comes back. It says how many were new.
func (l *Library) AddSources(items ...*csl.Item) (added int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.Now().UnixMilli()
	err = transact(l.db, func(tx *sql.Tx) error {
		added = 0
		for _, it := range items {
			id, err := sameSource(tx, it)
			switch {
			case errors.Is(err, sql.ErrNoRows):
				if _, _, err = insertSource(tx, it, now); err == nil {
					added++
				}
			case err == nil:
				_, err = tx.Exec("UPDATE source SET trashed = NULL WHERE id = ? AND trashed IS NOT NULL", id)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, l.sentence("written", err)
	}
	return added, nil
}

// ChangeSource gives a source other content, also a key that is free.
func (l *Library) ChangeSource(id SourceID, it *csl.Item) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := transact(l.db, func(tx *sql.Tx) error {
		var taken bool
		if err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM source WHERE key = ? AND id <> ?)", it.ID, id).Scan(&taken); err != nil {
			return err
		}
		if taken || it.ID == "" {
			return fmt.Errorf("another source has the key “%s” already: choose another", it.ID)
		}
		if _, err := tx.Exec("UPDATE source SET key = ?, hash = '' WHERE id = ?", it.ID, id); err != nil {
			return err
		}
		return updateSource(tx, id, it, l.Now().UnixMilli())
	})
	if err != nil {
		return l.sentence("written", err)
	}
	clear(l.open) // essays that cite it are read again
	return nil
}

// DeleteSource takes a source out of the library. Essays that cite it keep it.
func (l *Library) DeleteSource(id SourceID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, err := l.db.Exec("UPDATE source SET trashed = ? WHERE id = ?", l.Now().UnixMilli(), id); err != nil {
		return l.sentence("written", err)
	}
	return nil
}

// Gone lists the keys of those of an essay's sources that were deleted from the
// library.
func (l *Library) Gone(id EssayID) ([]string, error) {
	return l.keys("SELECT essay_source.key FROM essay_source JOIN source ON source.id = essay_source.source WHERE essay = ? AND trashed IS NOT NULL ORDER BY essay_source.key", id)
}

// KeyIn is the key under which an essay has a source, or "".
func (l *Library) KeyIn(essay EssayID, id SourceID) (string, error) {
	keys, err := l.keys("SELECT key FROM essay_source WHERE essay = ? AND source = ?", essay, id)
	if len(keys) == 0 {
		return "", err
	}
	return keys[0], err
}

func (l *Library) keys(query string, args ...any) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(query, args...)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	defer rows.Close()
	var keys []string
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, l.sentence("read", err)
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}

// CitedIn is an essay that cites a source, and how often.
type CitedIn struct {
	Essay EssayID
	Title string
	Times int
}

// WhereCited lists the essays that have a source, those in the trash left out,
// with how many of their citations cite it.
func (l *Library) WhereCited(id SourceID) ([]CitedIn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	list, err := l.whereCited(id)
	if err != nil {
		return nil, l.sentence("read", err)
	}
	return list, nil
}

func (l *Library) whereCited(id SourceID) ([]CitedIn, error) {
	rows, err := l.db.Query(`SELECT essay.id, essay.title, essay_source.key, citation.cites
		FROM essay_source JOIN essay ON essay.id = essay_source.essay LEFT JOIN citation ON citation.essay = essay.id
		WHERE essay_source.source = ? AND essay.trashed IS NULL ORDER BY essay.changed DESC, essay.id`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []CitedIn
	for rows.Next() {
		var in CitedIn
		var key string
		var code sql.NullString
		if err := rows.Scan(&in.Essay, &in.Title, &key, &code); err != nil {
			return nil, err
		}
		if n := len(list); n == 0 || list[n-1].Essay != in.Essay {
			list = append(list, in)
		}
		var cites []cite.Cite
		if code.Valid {
			if err := json.Unmarshal([]byte(code.String), &cites); err != nil {
				return nil, err
			}
		}
		if slices.ContainsFunc(cites, func(c cite.Cite) bool { return c.Key == key }) {
			list[len(list)-1].Times++
		}
	}
	return list, rows.Err()
}
