package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/essay"
)

// SourceRow is what a source of the library is or becomes. Its item's ID is its
// key.
type SourceRow struct {
	ID      SourceID
	Item    *csl.Item
	Deleted bool
}

// SourceStep is a change of the library's sources, with that of the essays that
// follow it. Applied, it gives the step back.
type SourceStep struct {
	Rows   []SourceRow
	essays map[EssayID]recite
}

// recite is how an essay follows: what it means by some keys, where 0 is
// nothing, and citations before and after. A citation that is something else by
// now is left alone, and no key goes that is still cited.
type recite struct {
	links map[string]SourceID
	cites [][2]*cite.Citation
}

// Cited is what becomes of an essay that lies open when sources change: sources
// and citations that it is given, and keys that mean nothing any more.
type Cited struct {
	Sources   []*csl.Item
	Citations []*cite.Citation
	Dropped   []string
}

// ChangeSources gives sources other contents, keys too, or deletes them or
// brings them back. What cites one of those in merged cites from then on the one
// that it names, and what calls a source by its key in the library follows a
// new key. All of it comes about, or nothing.
//
// The essay that lies open must be saved; what becomes of its text is given, to
// be done there.
func (l *Library) ChangeSources(rows []SourceRow, merged map[SourceID]SourceID, open EssayID) (back SourceStep, mine Cited, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	step, err := l.plan(rows, merged)
	if err != nil {
		return SourceStep{}, Cited{}, l.sentence("read", err)
	}
	return l.apply(step, open)
}

// ApplySources takes a step back, or does it again.
func (l *Library) ApplySources(step SourceStep, open EssayID) (back SourceStep, mine Cited, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.apply(step, open)
}

// plan finds the essays that must follow.
func (l *Library) plan(rows []SourceRow, merged map[SourceID]SourceID) (SourceStep, error) {
	step := SourceStep{Rows: rows, essays: map[EssayID]recite{}}
	becomes := map[SourceID]string{} // keys
	for _, r := range rows {
		becomes[r.ID] = r.Item.ID
	}
	renamed := map[EssayID]map[string]string{}
	for _, r := range rows {
		into, merges := merged[r.ID]
		var before string
		if err := l.db.QueryRow("SELECT key FROM source WHERE id = ?", r.ID).Scan(&before); err != nil {
			return step, err
		}
		if before == r.Item.ID && !merges {
			continue
		}
		if !merges {
			into = r.ID
		}
		links, err := l.linksOf(r.ID)
		if err != nil {
			return step, err
		}
		for _, link := range links {
			id, key := link.essay, link.key
			if step.essays[id].links == nil {
				step.essays[id], renamed[id] = recite{links: map[string]SourceID{}}, map[string]string{}
			}
			step.essays[id].links[key] = into
			if merges || key == before {
				renamed[id][key] = becomes[into]
			}
		}
	}
	for id, keys := range renamed {
		st, err := l.state(id)
		if err != nil {
			return step, err
		}
		step.essays[id] = step.essays[id].rename(st, keys, merged)
	}
	return step, nil
}

// rename has the citations of an essay follow new keys, except where the essay
// means another source by one.
func (r recite) rename(st *state, keys map[string]string, merged map[SourceID]SourceID) recite {
	means := func(key string) SourceID {
		id := st.cited.sources[key]
		if to, planned := r.links[key]; planned && to != 0 {
			id = to
		}
		if into, gone := merged[id]; gone {
			id = into
		}
		return id
	}
	follows := map[string]string{}
	for key, to := range keys {
		if other := means(to); key != to && (other == 0 || other == means(key)) {
			follows[key] = to
		}
	}
	for key, to := range follows {
		r.links[to] = means(key)
	}
	for key := range follows {
		if !slices.Contains(slices.Collect(maps.Values(follows)), key) {
			r.links[key] = 0
		}
	}
	for _, c := range st.saved.PlacedCitations() {
		if d := c.Renamed(follows); d != c {
			r.cites = append(r.cites, [2]*cite.Citation{c, d})
		}
	}
	return r
}

// link is a key by which an essay calls a source.
type link struct {
	essay EssayID
	key   string
}

func (l *Library) linksOf(id SourceID) ([]link, error) {
	rows, err := l.db.Query("SELECT essay, key FROM essay_source WHERE source = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []link
	for rows.Next() {
		var in link
		if err := rows.Scan(&in.essay, &in.key); err != nil {
			return nil, err
		}
		list = append(list, in)
	}
	return list, rows.Err()
}

func (l *Library) apply(step SourceStep, open EssayID) (back SourceStep, mine Cited, err error) {
	states := map[EssayID]*state{}
	ids := slices.Sorted(maps.Keys(step.essays))
	for _, id := range ids {
		st, err := l.state(id)
		if err == nil {
			err = l.readHeads(id, st)
		}
		if err != nil {
			return back, mine, err
		}
		states[id] = st
	}
	err = transact(l.db, func(tx *sql.Tx) error {
		back, mine = SourceStep{essays: map[EssayID]recite{}}, Cited{}
		if back.Rows, err = putRows(tx, step.Rows, l.Now().UnixMilli()); err != nil {
			return err
		}
		for _, id := range ids {
			done := follower{tx: tx, st: *states[id], e: states[id].saved}
			if err := done.follow(id, step.essays[id]); err != nil {
				return err
			}
			back.essays[id] = done.back
			if id == open {
				mine = done.mine
			} else if err := l.writeFollowed(tx, id, &done); err != nil {
				return err
			}
		}
		return ownChanged(tx, step.Rows, open, &mine)
	})
	clear(l.open) // essays that cite what changed are read again
	var taken errKeyTaken
	if errors.As(err, &taken) {
		return SourceStep{}, Cited{}, taken
	} else if err != nil {
		return SourceStep{}, Cited{}, l.sentence("written", err)
	}
	return back, mine, nil
}

// follower has one essay follow a step.
type follower struct {
	tx   *sql.Tx
	st   state
	e    *essay.Essay
	back recite
	mine Cited
}

func (f *follower) follow(id EssayID, r recite) error {
	f.back = recite{links: map[string]SourceID{}}
	f.st.cited.sources = maps.Clone(f.st.cited.sources)
	for key, to := range r.links {
		f.back.links[key] = f.st.cited.sources[key]
		if to == 0 {
			continue
		}
		var code string
		if err := f.tx.QueryRow("SELECT item FROM source WHERE id = ?", to).Scan(&code); err != nil {
			return err
		}
		it, err := decodeSource(code)
		if err != nil {
			return err
		}
		if _, err := f.tx.Exec("INSERT OR REPLACE INTO essay_source (essay, key, source) VALUES (?, ?, ?)", id, key, to); err != nil {
			return err
		}
		it.ID, f.st.cited.sources[key] = key, to
		f.mine.Sources = append(f.mine.Sources, it)
	}
	f.st.saved = f.e.WithSources(f.mine.Sources...)
	f.e = f.st.saved
	for _, c := range r.cites {
		if f.e.Citation(c[0].ID).Equal(c[0]) {
			f.mine.Citations = append(f.mine.Citations, c[1])
			f.back.cites = append(f.back.cites, [2]*cite.Citation{c[1], c[0]})
		}
	}
	f.e = f.e.WithCitations(f.mine.Citations...)
	for key, to := range r.links {
		cites := func(c *cite.Citation) bool { return slices.Contains(c.Keys(), key) }
		if to == 0 && !slices.ContainsFunc(f.e.PlacedCitations(), cites) {
			f.mine.Dropped = append(f.mine.Dropped, key)
		}
	}
	for _, key := range f.mine.Dropped {
		f.e = f.e.WithoutSource(key)
	}
	return nil
}

// writeFollowed writes an essay that followed, as a step of its own.
func (l *Library) writeFollowed(tx *sql.Tx, id EssayID, f *follower) error {
	st, err := l.put(tx, id, &f.st, f.e)
	if err != nil || f.e.Same(f.st.saved) {
		return err
	}
	now := l.Now()
	s := &editor.Step{ID: rand.Int64(), Label: "Change sources", Before: f.st.saved, After: f.e, Began: now, At: now}
	_, err = writer{tx: tx, essay: id}.steps(st.heads, editor.History{Done: endOf(st.heads).With(s)})
	return err
}

// ownChanged adds what an essay has of the sources that changed.
func ownChanged(tx *sql.Tx, changed []SourceRow, open EssayID, mine *Cited) error {
	items := map[SourceID]*csl.Item{}
	for _, r := range changed {
		items[r.ID] = r.Item
	}
	rows, err := tx.Query("SELECT key, source FROM essay_source WHERE essay = ?", open)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var id SourceID
		if err := rows.Scan(&key, &id); err != nil {
			return err
		}
		if it := items[id]; it != nil && !slices.Contains(mine.Dropped, key) {
			own := it.Clone()
			own.ID = key
			mine.Sources = append(mine.Sources, own)
		}
	}
	return rows.Err()
}

// putRows writes sources and gives what they were.
func putRows(tx *sql.Tx, rows []SourceRow, now int64) (was []SourceRow, err error) {
	for _, r := range rows {
		var code string
		var trashed sql.NullInt64
		if err := tx.QueryRow("SELECT item, trashed FROM source WHERE id = ?", r.ID).Scan(&code, &trashed); err != nil {
			return nil, err
		}
		it, err := decodeSource(code)
		if err != nil {
			return nil, err
		}
		was = append(was, SourceRow{r.ID, it, trashed.Valid})
		// Keys may go round between sources: none stands in another's way.
		if it.ID != r.Item.ID {
			if _, err := tx.Exec("UPDATE source SET key = ?, hash = '' WHERE id = ?", fmt.Sprintf("\x00%d", r.ID), r.ID); err != nil {
				return nil, err
			}
		}
	}
	for i, r := range rows {
		if was[i].Item.ID != r.Item.ID {
			if err := giveKey(tx, r.ID, r.Item.ID); err != nil {
				return nil, err
			}
		}
		if err := updateSource(tx, r.ID, r.Item, now); err != nil {
			return nil, err
		}
		deleted := sql.NullInt64{Int64: now, Valid: r.Deleted}
		if _, err := tx.Exec("UPDATE source SET trashed = ? WHERE id = ? AND (trashed IS NOT NULL) <> ?", deleted, r.ID, r.Deleted); err != nil {
			return nil, err
		}
	}
	return was, nil
}

// errKeyTaken is a key that another source has.
type errKeyTaken string

func (e errKeyTaken) Error() string {
	return fmt.Sprintf("another source has the key “%s” already: choose another", string(e))
}

// giveKey gives a source a key that no other has.
func giveKey(tx *sql.Tx, id SourceID, key string) error {
	var taken bool
	if err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM source WHERE key = ? AND id <> ?)", key, id).Scan(&taken); err != nil {
		return err
	}
	if taken || key == "" {
		return errKeyTaken(key)
	}
	_, err := tx.Exec("UPDATE source SET key = ?, hash = '' WHERE id = ?", key, id)
	return err
}
