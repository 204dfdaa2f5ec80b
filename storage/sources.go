package storage

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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
// title. A word tag:x asks for sources with a tag that begins with x. Those that
// were deleted are not listed.
func (l *Library) Sources(query string, limit int) ([]Source, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	words, tags := tagsIn(query)
	most := limit
	if len(tags) > 0 {
		most = -1 // words of a tag may stand elsewhere in a source too
	}
	var rows *sql.Rows
	var err error
	if match := matchExpression(words); match != "" {
		scan := scanMax
		if most < 0 {
			scan = most
		}
		rows, err = l.db.Query(`SELECT `+sourceColumns+` FROM source
			WHERE trashed IS NULL AND id IN (SELECT docid FROM source_word WHERE source_word MATCH ? LIMIT ?) ORDER BY line, id LIMIT ?`, match, scan, most)
	} else {
		rows, err = l.db.Query(`SELECT `+sourceColumns+` FROM source WHERE trashed IS NULL ORDER BY line, id LIMIT ?`, most)
	}
	list, err := readSources(rows, err)
	if err != nil {
		return nil, l.sentence("searched", err)
	}
	list = slices.DeleteFunc(list, func(s Source) bool {
		has := cite.Tags(s.Item)
		return slices.ContainsFunc(tags, func(tag string) bool {
			return !slices.ContainsFunc(has, func(t string) bool { return strings.HasPrefix(cite.Fold(t), tag) })
		})
	})
	return list[:min(len(list), max(0, limit))], nil
}

// tagsIn takes the tags that a query asks for out of it, folded. Their words
// stay, for sources with the tag hold them.
func tagsIn(query string) (words string, tags []string) {
	var rest []string
	for word := range strings.FieldsSeq(query) {
		if tag, ok := strings.CutPrefix(strings.ToLower(word), "tag:"); ok {
			tags = append(tags, cite.Fold(tag))
			word = tag
		}
		rest = append(rest, word)
	}
	return strings.Join(rest, " "), tags
}

// SourcesOf gives the sources that have some keys.
func (l *Library) SourcesOf(keys []string) ([]*csl.Item, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var items []*csl.Item
	for _, key := range keys {
		var code string
		err := l.db.QueryRow("SELECT item FROM source WHERE key = ? AND trashed IS NULL", key).Scan(&code)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, l.sentence("read", err)
		}
		it, err := decodeSource(code)
		if err != nil {
			return nil, l.sentence("read", fmt.Errorf("the source %s: %w", key, err))
		}
		items = append(items, it)
	}
	return items, nil
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

// Twice lists at most limit sources of which there are several with the same
// makers, year and title, beside each other.
func (l *Library) Twice(limit int) ([]Source, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query(`SELECT `+sourceColumns+` FROM source WHERE trashed IS NULL AND line IN
		(SELECT line FROM source WHERE trashed IS NULL GROUP BY line HAVING count(*) > 1) ORDER BY line, id LIMIT ?`, limit)
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

// SourceKeys are the keys of those sources that want lets through, the deleted
// ones too, for they keep theirs.
func (l *Library) SourceKeys(want func(SourceID) bool) (map[string]bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows, err := l.db.Query("SELECT id, key FROM source")
	if err != nil {
		return nil, l.sentence("read", err)
	}
	defer rows.Close()
	keys := map[string]bool{}
	for rows.Next() {
		var id SourceID
		var key string
		if err := rows.Scan(&id, &key); err != nil {
			return nil, l.sentence("read", err)
		}
		if want(id) {
			keys[key] = true
		}
	}
	return keys, rows.Err()
}

// AddSources puts sources into the library, under their keys or ones near them
// that are free. Those that it has already are not put in twice; one that was
// deleted comes back. It says how many were new. The step back deletes what is
// new or came back.
func (l *Library) AddSources(items ...*csl.Item) (added int, back SourceStep, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.Now().UnixMilli()
	err = transact(l.db, func(tx *sql.Tx) error {
		added, back = 0, SourceStep{}
		for _, it := range items {
			id, err := sameSource(tx, it)
			key := it.ID
			if errors.Is(err, sql.ErrNoRows) {
				id, key, err = insertSource(tx, it, now)
				added++
			} else if err == nil {
				err = tx.QueryRow("UPDATE source SET trashed = NULL WHERE id = ? AND trashed IS NOT NULL RETURNING key", id).Scan(&key)
				if errors.Is(err, sql.ErrNoRows) {
					continue // it is there
				}
			}
			if err != nil {
				return err
			}
			own := it.Clone()
			own.ID = key
			back.Rows = append(back.Rows, SourceRow{id, own, true})
		}
		return nil
	})
	if err != nil {
		return 0, SourceStep{}, l.sentence("written", err)
	}
	return added, back, nil
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
