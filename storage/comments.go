package storage

import (
	"database/sql"
	"slices"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// anchor is where a comment is stored: by the rows of the blocks that it begins
// and ends in, so that a key moves none but those behind it in its block.
type anchor struct {
	block    int64
	off      doc.Pos
	endBlock int64
	endOff   doc.Pos
}

// anchorOf gives a comment's place in a saved essay.
func (st *state) anchorOf(c essay.Comment) anchor {
	rows := st.body
	if c.In != "" {
		rows = st.notes[c.In]
	}
	text := st.saved.Text(c.In)
	i, off := text.Find(c.From)
	j, end := text.Find(c.To)
	return anchor{rows[i].id, off, rows[j].id, end}
}

// comments writes those in which what the file holds and what it is about to hold
// differ, also if only the rows that they stand in do.
func (w writer) comments(old, now *state) error {
	if old.saved != nil && old.saved.SameComments(now.saved) {
		return nil // whoever touches a block before a comment moves the comment
	}
	before := map[essay.CommentID]essay.Comment{}
	if old.saved != nil {
		for _, c := range old.saved.Comments() {
			before[c.ID] = c
		}
	}
	for _, c := range now.saved.Comments() {
		was, known := before[c.ID]
		delete(before, c.ID)
		if err := w.comment(c, now.anchorOf(c), was, known && old.anchorOf(was) == now.anchorOf(c)); err != nil {
			return err
		}
	}
	for id := range before {
		if _, err := w.tx.Exec("DELETE FROM comment WHERE essay = ? AND id = ?", w.essay, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// comment writes one that was another, or with no remarks not there; there says
// that its place is stored.
func (w writer) comment(c essay.Comment, at anchor, was essay.Comment, there bool) error {
	if !there || c.Words != was.Words || c.Resolved != was.Resolved {
		_, err := w.tx.Exec(`INSERT INTO comment (essay, id, block, "offset", end_block, end_offset, words, resolved) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET block = excluded.block, "offset" = excluded."offset", end_block = excluded.end_block,
			end_offset = excluded.end_offset, words = excluded.words, resolved = excluded.resolved`,
			w.essay, string(c.ID), at.block, at.off, at.endBlock, at.endOff, c.Words, c.Resolved)
		if err != nil {
			return err
		}
	}
	if slices.Equal(c.Remarks, was.Remarks) {
		return nil
	}
	if _, err := w.tx.Exec("DELETE FROM remark WHERE essay = ? AND comment = ?", w.essay, string(c.ID)); err != nil {
		return err
	}
	for i, r := range c.Remarks {
		if _, err := w.tx.Exec("INSERT INTO remark (essay, comment, rank, author, made, text) VALUES (?, ?, ?, ?, ?, ?)",
			w.essay, string(c.ID), i, r.Author, r.At, r.Text); err != nil {
			return err
		}
	}
	return nil
}

// readComments puts the comments of an essay into what was read of it.
func readComments(db *sql.DB, id EssayID, st *state) error {
	list, err := commentRows(db, id)
	if err != nil || len(list) == 0 {
		return err
	}
	remarks, err := readRemarks(db, id)
	if err != nil {
		return err
	}
	starts := st.starts()
	for _, c := range list {
		// A block that is gone, which no saving leaves behind, is the essay's start.
		from, to := starts[c.at.block], starts[c.at.endBlock]
		c.In, c.From, c.To = from.in, from.at+c.at.off, to.at+c.at.endOff
		if from.in != to.in {
			c.To = c.From
		}
		c.Remarks = remarks[c.ID]
		st.saved = st.saved.WithComment(c.Comment)
	}
	return nil
}

type storedComment struct {
	essay.Comment
	at anchor
}

func commentRows(db *sql.DB, id EssayID) (list []storedComment, err error) {
	rows, err := db.Query(`SELECT id, block, "offset", end_block, end_offset, words, resolved FROM comment WHERE essay = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c storedComment
		if err := rows.Scan((*string)(&c.ID), &c.at.block, &c.at.off, &c.at.endBlock, &c.at.endOff, &c.Words, &c.Resolved); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

func readRemarks(db *sql.DB, id EssayID) (map[essay.CommentID][]essay.Remark, error) {
	rows, err := db.Query("SELECT comment, author, made, text FROM remark WHERE essay = ? ORDER BY comment, rank", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := map[essay.CommentID][]essay.Remark{}
	for rows.Next() {
		var in essay.CommentID
		var r essay.Remark
		if err := rows.Scan((*string)(&in), &r.Author, &r.At, &r.Text); err != nil {
			return nil, err
		}
		said[in] = append(said[in], r)
	}
	return said, rows.Err()
}

// start is where a block begins.
type start struct {
	in essay.NoteID
	at doc.Pos
}

// starts gives the beginning of each block by its row.
func (st *state) starts() map[int64]start {
	starts := make(map[int64]start, len(st.body))
	add := func(in essay.NoteID, rows []row) {
		var at doc.Pos
		for i, b := range st.saved.Text(in).All() {
			starts[rows[i].id] = start{in, at}
			at += b.Len() + 1
		}
	}
	add("", st.body)
	for in, rows := range st.notes {
		if in != "" {
			add(in, rows)
		}
	}
	return starts
}
