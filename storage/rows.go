package storage

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// state is an essay as the file holds it, and the rows that hold it. It is
// never modified: a saving makes the next.
type state struct {
	saved *essay.Essay // nil if the file holds nothing yet
	words int          // of the body
	body  []row
	notes map[essay.NoteID][]row
	cited citedRows
	heads []head // of the steps that led here; nil if they are not read
}

// row is where a block is stored. The rows of one text ascend by rank.
type row struct{ id, rank int64 }

// writer writes one essay in one transaction.
type writer struct {
	tx     *sql.Tx
	essay  EssayID
	forget func() // what is known of other essays
}

// put writes what differs between what the file holds and e.
func (l *Library) put(tx *sql.Tx, id EssayID, old *state, e *essay.Essay) (*state, error) {
	w := writer{tx, id, func() { l.forgetOthers(id) }}
	st := &state{saved: e, notes: old.notes, heads: old.heads}
	var body *doc.Document
	if old.saved != nil {
		body = old.saved.Body()
	}
	if old.saved == nil || !old.saved.SameNotes(e) {
		if st.notes = maps.Clone(old.notes); st.notes == nil {
			st.notes = map[essay.NoteID][]row{}
		}
		if err := w.notes(old, st, e); err != nil {
			return nil, err
		}
	}
	var err error
	if st.body, err = w.text(nil, body, old.body, e.Body()); err != nil {
		return nil, err
	}
	if err := w.comments(old, st); err != nil {
		return nil, err
	}
	st.words = old.words + moreWords(body, e.Body())
	if st.cited, err = w.cited(old, e, l.Now().UnixMilli()); err != nil {
		return nil, err
	}
	scheme, err := encodeScheme(e.Scheme())
	if err != nil {
		return nil, err
	}
	citing, err := encodeCiting(e.Citing())
	if err != nil {
		return nil, err
	}
	head, err := encodeHead(e.Head())
	if err != nil {
		return nil, err
	}
	_, err = tx.Exec("UPDATE essay SET title = ?, words = ?, notes = ?, changed = ?, scheme = ?, language = ?, citing = ?, head = ? WHERE id = ?",
		e.Title(), st.words, len(e.Numbered()), l.Now().UnixMilli(), scheme, e.Language(), citing, head, id)
	return st, err
}

// notes writes the notes that differ.
func (w writer) notes(old, st *state, e *essay.Essay) error {
	if old.saved != nil {
		if err := w.removeNotes(old.saved, e, st.notes); err != nil {
			return err
		}
	}
	for n := range e.Notes() {
		var before *essay.Note
		if old.saved != nil {
			before = noteIn(old.saved, n.ID)
		}
		if n == before {
			continue
		}
		rows, err := w.note(before, n, old.notes[n.ID])
		if err != nil {
			return err
		}
		st.notes[n.ID] = rows
	}
	return nil
}

// noteIn is a note that was written, or nil: a citation of the body, which may
// be a note of the same identity, has no row of its own.
func noteIn(e *essay.Essay, id essay.NoteID) *essay.Note {
	if e.IsCitation(id) {
		return nil
	}
	return e.Note(id)
}

// removeNotes removes the notes that e no longer has, with their texts.
func (w writer) removeNotes(old, e *essay.Essay, rows map[essay.NoteID][]row) error {
	for n := range old.Notes() {
		if noteIn(e, n.ID) != nil {
			continue
		}
		if _, err := w.tx.Exec("DELETE FROM note WHERE essay = ? AND id = ?", w.essay, string(n.ID)); err != nil {
			return err
		}
		delete(rows, n.ID)
	}
	return nil
}

// note writes a note that is new, if before is nil, or that changed.
func (w writer) note(before, n *essay.Note, rows []row) ([]row, error) {
	var text *doc.Document
	var err error
	switch {
	case before == nil:
		_, err = w.tx.Exec(`INSERT INTO note (series, context, "offset", lost, label, essay, id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			n.Series, n.Lost.Sentence, n.Lost.Offset, n.Lost.At, n.Label, w.essay, string(n.ID))
	case before.Lost != n.Lost || before.Series != n.Series || before.Label != n.Label:
		_, err = w.tx.Exec(`UPDATE note SET series = ?, context = ?, "offset" = ?, lost = ?, label = ? WHERE essay = ? AND id = ?`,
			n.Series, n.Lost.Sentence, n.Lost.Offset, n.Lost.At, n.Label, w.essay, string(n.ID))
	}
	if err != nil {
		return nil, err
	}
	if before != nil {
		text = before.Text
	}
	return w.text(string(n.ID), text, rows, n.Text)
}

// text writes the blocks in which a text differs from old, which may be nil,
// and returns the rows of all of them. The note is nil for the body.
func (w writer) text(note any, old *doc.Document, rows []row, now *doc.Document) ([]row, error) {
	at, n, m := differ(old, now)
	k := min(n, m)
	for i := at; i < at+k; i++ {
		if b := now.Block(i); !b.Same(old.Block(i)) {
			if err := w.update(rows[i].id, b); err != nil {
				return nil, err
			}
		}
	}
	for _, r := range rows[at+k : at+n] {
		if _, err := w.tx.Exec("DELETE FROM block WHERE id = ?", r.id); err != nil {
			return nil, err
		}
	}
	if n == m {
		return rows, nil
	}
	fresh := make([]row, m-k)
	all := slices.Concat(rows[:at+k], fresh, rows[at+n:])
	if !rankBetween(all, at+k, m-k) {
		if err := w.rankAnew(all); err != nil {
			return nil, err
		}
	}
	for i := at + k; i < at+m; i++ {
		id, err := w.insert(note, all[i].rank, now.Block(i))
		if err != nil {
			return nil, err
		}
		all[i].id = id
	}
	return all, nil
}

func (w writer) update(id int64, b *doc.Block) error {
	c, err := encode(b)
	if err != nil {
		return err
	}
	_, err = w.tx.Exec("UPDATE block SET kind = ?, level = ?, text = ?, spans = ?, info = ?, source = ?, parts = ? WHERE id = ?",
		c.kind, c.level, c.text, c.spans, c.info, c.source, c.parts, id)
	return err
}

func (w writer) insert(note any, rank int64, b *doc.Block) (int64, error) {
	c, err := encode(b)
	if err != nil {
		return 0, err
	}
	r, err := w.tx.Exec("INSERT INTO block (essay, note, rank, kind, level, text, spans, info, source, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		w.essay, note, rank, c.kind, c.level, c.text, c.spans, c.info, c.source, c.parts)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// Between the ranks of neighbours a gap is left, so that some thirty blocks can
// be put in one after the other at one place before ranks are given anew. No
// rank is beyond rankMax.
const (
	gap     = 1 << 32
	rankMax = 1 << 62
)

// rankBetween gives ranks to the n rows from at on that fit between their
// neighbours, or reports that there is no room.
func rankBetween(rows []row, at, n int) bool {
	before, after := at > 0, at+n < len(rows)
	var first, step int64 = 0, gap
	switch {
	case before && after:
		lo, hi := rows[at-1].rank, rows[at+n].rank
		step = (hi - lo) / int64(n+1)
		first = lo + step
	case before:
		first = rows[at-1].rank + gap
	case after:
		first = rows[at+n].rank - int64(n)*gap
	}
	if step < 1 || first < -rankMax || first > rankMax-int64(n)*step {
		return false
	}
	for i := range n {
		rows[at+i].rank = first + int64(i)*step
	}
	return true
}

// rankAnew gives all rows ranks from 0 on, in the file those that are there.
func (w writer) rankAnew(rows []row) error {
	for i := range rows {
		rows[i].rank = int64(i) * gap
		if rows[i].id == 0 {
			continue
		}
		if _, err := w.tx.Exec("UPDATE block SET rank = ? WHERE id = ?", rows[i].rank, rows[i].id); err != nil {
			return err
		}
	}
	return nil
}

// differ narrows what [doc.Diff] finds to blocks that are not the same. Of a
// text that is not there yet, as old is nil, all is different.
func differ(old, now *doc.Document) (at, n, m int) {
	if old == nil {
		return 0, 0, now.Blocks()
	}
	at, n, m = doc.Diff(old, now)
	for n > 0 && m > 0 && old.Block(at).Same(now.Block(at)) {
		at, n, m = at+1, n-1, m-1
	}
	for n > 0 && m > 0 && old.Block(at+n-1).Same(now.Block(at+m-1)) {
		n, m = n-1, m-1
	}
	return at, n, m
}

// moreWords counts how many words more than old a text has.
func moreWords(old, now *doc.Document) int {
	at, n, m := differ(old, now)
	words := 0
	for i := at; i < at+m; i++ {
		words += doc.Words(now.Block(i).Text())
	}
	for i := at; i < at+n; i++ {
		words -= doc.Words(old.Block(i).Text())
	}
	return words
}

// text gathers the blocks of one text while they are read.
type text struct {
	blocks []*doc.Block
	rows   []row
}

// readState reads an essay; sql.ErrNoRows says that there is none.
func readState(db *sql.DB, id EssayID) (*state, error) {
	st := &state{notes: map[essay.NoteID][]row{}}
	var code, language, citing, top string
	if err := db.QueryRow("SELECT words, scheme, language, citing, head FROM essay WHERE id = ?", id).Scan(&st.words, &code, &language, &citing, &top); err != nil {
		return nil, err
	}
	scheme, err := decodeScheme(code)
	if err != nil {
		return nil, err
	}
	head, err := decodeHead(top)
	if err != nil {
		return nil, err
	}
	body, texts, err := readTexts(db, id)
	if err != nil {
		return nil, err
	}
	if len(body.blocks) == 0 {
		return nil, fmt.Errorf("its body is missing")
	}
	rows, err := db.Query(`SELECT id, series, context, "offset", lost, label FROM note WHERE essay = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var notes []*essay.Note
	for rows.Next() {
		n := &essay.Note{}
		if err := rows.Scan((*string)(&n.ID), &n.Series, &n.Lost.Sentence, &n.Lost.Offset, &n.Lost.At, &n.Label); err != nil {
			return nil, err
		}
		t := texts[n.ID]
		if t == nil {
			return nil, fmt.Errorf("the text of its note %s is missing", n.ID)
		}
		n.Text = doc.New(t.blocks...)
		notes = append(notes, n)
		st.notes[n.ID] = t.rows
	}
	st.body = body.rows
	if err := rows.Err(); err != nil {
		return nil, err
	}
	st.saved = essay.New(doc.New(body.blocks...), notes...).WithScheme(scheme).WithLanguage(language).WithHead(head)
	if err := readComments(db, id, st); err != nil {
		return nil, err
	}
	return st, st.readCited(db, id, citing)
}

func readTexts(db *sql.DB, id EssayID) (body *text, notes map[essay.NoteID]*text, err error) {
	rows, err := db.Query("SELECT note, id, rank, kind, level, text, spans, info, source, parts FROM block WHERE essay = ? ORDER BY note, rank", id)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	body, notes = &text{}, map[essay.NoteID]*text{}
	for rows.Next() {
		var note sql.NullString
		var r row
		var c columns
		if err := rows.Scan(&note, &r.id, &r.rank, &c.kind, &c.level, &c.text, &c.spans, &c.info, &c.source, &c.parts); err != nil {
			return nil, nil, err
		}
		b, err := c.block()
		if err != nil {
			return nil, nil, err
		}
		t := body
		if note.Valid {
			if t = notes[essay.NoteID(note.String)]; t == nil {
				t = &text{}
				notes[essay.NoteID(note.String)] = t
			}
		}
		t.blocks, t.rows = append(t.blocks, b), append(t.rows, r)
	}
	return body, notes, rows.Err()
}
