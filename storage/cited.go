package storage

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/essay"
)

// SourceID names a source in its library.
type SourceID int64

// citedRows is where what an essay cites is stored. It is never modified.
type citedRows struct {
	citations map[cite.ID]*cite.Citation
	sources   map[string]SourceID // by the essay's keys
}

func encodeCiting(c essay.Citing) (string, error) {
	if c == (essay.Citing{}) {
		return "", nil
	}
	code, err := json.Marshal(c)
	return string(code), err
}

func decodeCiting(code string) (c essay.Citing, err error) {
	if code == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(code), &c); err != nil {
		return c, fmt.Errorf("the style of its citations cannot be read: %w", err)
	}
	return c, nil
}

// cited writes the citations and sources in which e differs from what the file
// holds. Citations that stand nowhere are left out.
func (w writer) cited(old *state, e *essay.Essay, now int64) (citedRows, error) {
	if old.saved != nil && old.saved.SameCited(e) {
		return old.cited, nil
	}
	rows := citedRows{citations: map[cite.ID]*cite.Citation{}, sources: maps.Clone(old.cited.sources)}
	if rows.sources == nil {
		rows.sources = map[string]SourceID{}
	}
	for _, it := range e.Sources() {
		if old.saved != nil && old.saved.Source(it.ID) == it {
			continue
		}
		if err := w.source(rows.sources, it, now); err != nil {
			return rows, err
		}
	}
	for key := range old.cited.sources {
		if e.Source(key) != nil {
			continue
		}
		if _, err := w.tx.Exec("DELETE FROM essay_source WHERE essay = ? AND key = ?", w.essay, key); err != nil {
			return rows, err
		}
		delete(rows.sources, key)
	}
	return rows, w.citations(rows, old.cited, e)
}

func (w writer) citations(rows, old citedRows, e *essay.Essay) error {
	for _, c := range e.PlacedCitations() {
		rows.citations[c.ID] = c
		if before := old.citations[c.ID]; before != nil && before.Equal(c) {
			continue
		}
		code, err := json.Marshal(c.Cites)
		if err != nil {
			return err
		}
		if _, err := w.tx.Exec("INSERT OR REPLACE INTO citation (essay, id, cites) VALUES (?, ?, ?)", w.essay, string(c.ID), string(code)); err != nil {
			return err
		}
	}
	for id := range old.citations {
		if rows.citations[id] != nil {
			continue
		}
		if _, err := w.tx.Exec("DELETE FROM citation WHERE essay = ? AND id = ?", w.essay, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// source writes a source of the essay: into the row that it has already, or
// that of the same source, or a new one.
func (w writer) source(rows map[string]SourceID, it *csl.Item, now int64) error {
	if id, there := rows[it.ID]; there {
		w.forget() // other essays may have it too
		return updateSource(w.tx, id, it, now)
	}
	id, err := sameSource(w.tx, it)
	if errors.Is(err, sql.ErrNoRows) {
		id, _, err = insertSource(w.tx, it, now)
	} else if err == nil {
		_, err = w.tx.Exec("UPDATE source SET trashed = NULL WHERE id = ? AND trashed IS NOT NULL", id)
	}
	if err != nil {
		return err
	}
	rows[it.ID] = id
	_, err = w.tx.Exec("INSERT OR REPLACE INTO essay_source (essay, key, source) VALUES (?, ?, ?)", w.essay, it.ID, id)
	return err
}

// sameSource finds a source that says the same, under its own key if there are
// several; sql.ErrNoRows says that there is none.
func sameSource(tx *sql.Tx, it *csl.Item) (id SourceID, err error) {
	hash, err := hashOf(it)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow("SELECT id FROM source WHERE hash = ? ORDER BY key = ? DESC, trashed IS NOT NULL, id LIMIT 1", hash, it.ID).Scan(&id)
	return id, err
}

// insertSource adds a source under its key, or one near it that is free.
func insertSource(tx *sql.Tx, it *csl.Item, now int64) (SourceID, string, error) {
	key := it.ID
	for n := 2; ; n++ {
		var taken bool
		if err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM source WHERE key = ?)", key).Scan(&taken); err != nil {
			return 0, "", err
		}
		if !taken {
			break
		}
		key = fmt.Sprintf("%s-%d", it.ID, n)
	}
	code, hash, err := encodeSource(it, key)
	if err != nil {
		return 0, "", err
	}
	r, err := tx.Exec("INSERT INTO source (key, item, hash, line, words, created, changed) VALUES (?, ?, ?, ?, ?, ?, ?)",
		key, code, hash, lineOf(it), wordsOf(it, key), now, now)
	if err != nil {
		return 0, "", err
	}
	id, err := r.LastInsertId()
	return SourceID(id), key, err
}

// updateSource gives a source other content; its key stays.
func updateSource(tx *sql.Tx, id SourceID, it *csl.Item, now int64) error {
	var key, old string
	if err := tx.QueryRow("SELECT key, hash FROM source WHERE id = ?", id).Scan(&key, &old); err != nil {
		return err
	}
	code, hash, err := encodeSource(it, key)
	if err != nil || hash == old {
		return err
	}
	_, err = tx.Exec("UPDATE source SET item = ?, hash = ?, line = ?, words = ?, changed = ? WHERE id = ?",
		code, hash, lineOf(it), wordsOf(it, key), now, id)
	return err
}

func encodeSource(it *csl.Item, key string) (code, hash string, err error) {
	own := *it
	own.ID = key
	data, err := json.Marshal(own)
	if err != nil {
		return "", "", fmt.Errorf("the source %s: %w", it.ID, err)
	}
	hash, err = hashOf(it)
	return string(data), hash, err
}

// hashOf is the same for items that say the same under whatever key.
func hashOf(it *csl.Item) (string, error) {
	own := *it
	own.ID = ""
	data, err := json.Marshal(own)
	if err != nil {
		return "", fmt.Errorf("the source %s: %w", it.ID, err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12]), nil
}

func decodeSource(code string) (*csl.Item, error) {
	it := &csl.Item{}
	if err := json.Unmarshal([]byte(code), it); err != nil {
		return nil, err
	}
	return it, nil
}

// readCited reads what an essay cites.
func (st *state) readCited(db *sql.DB, id EssayID, code string) error {
	citing, err := decodeCiting(code)
	if err != nil {
		return err
	}
	st.cited = citedRows{map[cite.ID]*cite.Citation{}, map[string]SourceID{}}
	citations, err := st.readCitations(db, id)
	if err != nil {
		return err
	}
	sources, err := st.readSources(db, id)
	if err != nil {
		return err
	}
	st.saved = st.saved.WithCiting(citing).WithSources(sources...).WithCitations(citations...)
	return nil
}

func (st *state) readCitations(db *sql.DB, id EssayID) ([]*cite.Citation, error) {
	rows, err := db.Query("SELECT id, cites FROM citation WHERE essay = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []*cite.Citation
	for rows.Next() {
		c, code := &cite.Citation{}, ""
		if err := rows.Scan((*string)(&c.ID), &code); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(code), &c.Cites); err != nil {
			return nil, fmt.Errorf("its citation %s cannot be read: %w", c.ID, err)
		}
		st.cited.citations[c.ID] = c
		list = append(list, c)
	}
	return list, rows.Err()
}

func (st *state) readSources(db *sql.DB, id EssayID) ([]*csl.Item, error) {
	rows, err := db.Query("SELECT essay_source.key, source.id, source.item FROM essay_source JOIN source ON source.id = essay_source.source WHERE essay = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []*csl.Item
	for rows.Next() {
		var key, code string
		var source SourceID
		if err := rows.Scan(&key, &source, &code); err != nil {
			return nil, err
		}
		it, err := decodeSource(code)
		if err != nil {
			return nil, fmt.Errorf("its source %s cannot be read: %w", key, err)
		}
		it.ID = key
		st.cited.sources[key] = source
		list = append(list, it)
	}
	return list, rows.Err()
}
