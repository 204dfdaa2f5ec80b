package storage

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Hit is a place where a search found something.
type Hit struct {
	Essay   EssayID
	Title   string       // the essay's
	Note    essay.NoteID // "" for the body
	Block   int          // of the body or of the note's text, counted from 0
	Snippet string       // the block's text around what was found, without markers
	Marks   [][2]int     // what was found, as ranges of bytes in Snippet
}

// Search finds at most limit blocks that hold all words of the query, in any
// order and whatever their case and accents; of the last word its beginning is
// enough. Words joined by a hyphen or an apostrophe, or standing in "quotation
// marks", must follow each other. Essays changed last come first, in each its
// body before its notes; those in the trash are not searched.
func (l *Library) Search(query string, limit int) ([]Hit, error) {
	match := matchExpression(query)
	if match == "" || limit < 1 {
		return nil, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	hits, err := find(l.db, match, limit)
	if err != nil {
		return nil, l.sentence("searched", err)
	}
	return hits, nil
}

func find(db *sql.DB, match string, limit int) ([]Hit, error) {
	rows, err := db.Query(`
		SELECT essay.id, essay.title, ifnull(block.note, ''), block.text, offsets(word), (
			SELECT count(*) FROM block AS earlier
			WHERE earlier.essay = block.essay AND earlier.note IS block.note AND earlier.rank < block.rank)
		FROM word JOIN block ON block.id = word.docid JOIN essay ON essay.id = block.essay
		WHERE word MATCH ? AND essay.trashed IS NULL
		ORDER BY essay.changed DESC, essay.id DESC, block.note, block.rank LIMIT ?`, match, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var hits []Hit
	for rows.Next() {
		var h Hit
		var text, offsets string
		if err := rows.Scan(&h.Essay, &h.Title, &h.Note, &text, &offsets, &h.Block); err != nil {
			return nil, err
		}
		h.Snippet, h.Marks = snippet(text, found(text, offsets))
		hits = append(hits, h)
	}
	return hits, rows.Err()
}

// matchExpression writes a query for SQLite so that no character in it has a
// meaning of its own: as phrases of letters and digits alone.
func matchExpression(query string) string {
	var phrases []string
	for i, part := range strings.Split(query, `"`) {
		pieces := []string{part} // every other part stood in quotation marks
		if i%2 == 0 {
			pieces = strings.Fields(part)
		}
		for _, p := range pieces {
			if words := strings.FieldsFunc(p, notOfWord); len(words) > 0 {
				phrases = append(phrases, strings.Join(words, " "))
			}
		}
	}
	if len(phrases) == 0 {
		return ""
	}
	expression := `"` + strings.Join(phrases, `" "`)
	if !strings.HasSuffix(query, `"`) {
		expression += "*"
	}
	return expression + `"`
}

func notOfWord(r rune) bool { return !unicode.In(r, unicode.Letter, unicode.Number, unicode.Mark) }

// found reads what SQLite's offsets function gives: column, term, byte and size
// of each word found.
func found(text, offsets string) [][2]int {
	var marks [][2]int
	for f := strings.Fields(offsets); len(f) >= 4; f = f[4:] {
		at, err1 := strconv.Atoi(f[2])
		size, err2 := strconv.Atoi(f[3])
		if err1 == nil && err2 == nil && at >= 0 && size > 0 && at+size <= len(text) {
			marks = append(marks, [2]int{at, at + size})
		}
	}
	slices.SortFunc(marks, func(a, b [2]int) int { return a[0] - b[0] })
	return marks
}

// Runes of text that a snippet shows before and from the first mark on.
const (
	snippetBefore = 40
	snippetAfter  = 120
)

// snippet cuts a piece around the first mark, as one line, and moves the marks
// along.
func snippet(text string, marks [][2]int) (string, [][2]int) {
	at := 0
	if len(marks) > 0 {
		at = marks[0][0]
	}
	lo, hi := cutBefore(text, at), cutAfter(text, at)
	var out strings.Builder
	if lo > 0 {
		out.WriteString("…")
	}
	var moved [][2]int
	for _, m := range marks {
		if m[0] < lo || m[1] > hi { // of another piece, or the same word again
			continue
		}
		writeLine(&out, text[lo:m[0]])
		start := out.Len()
		writeLine(&out, text[m[0]:m[1]])
		moved = append(moved, [2]int{start, out.Len()})
		lo = m[1]
	}
	writeLine(&out, text[lo:hi])
	if hi < len(text) {
		out.WriteString("…")
	}
	return out.String(), moved
}

// writeLine writes text without markers and breaks of lines.
func writeLine(out *strings.Builder, text string) {
	for _, r := range text {
		switch r {
		case doc.AtomRune:
		case '\n', '\t':
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
}

// cutBefore and cutAfter find where a snippet begins and ends: at a space, if
// there is one in the outer half.
func cutBefore(text string, at int) int {
	lo, n := at, 0
	space := -1
	for lo > 0 && n < snippetBefore {
		r, size := utf8.DecodeLastRuneInString(text[:lo])
		if n > snippetBefore/2 && unicode.IsSpace(r) {
			space = lo
		}
		lo -= size
		n++
	}
	if lo > 0 && space >= 0 {
		return space
	}
	return lo
}

func cutAfter(text string, at int) int {
	n, space := 0, -1
	for i, r := range text[at:] {
		if n == snippetAfter {
			if space >= 0 {
				return space
			}
			return at + i
		}
		if n > snippetAfter/2 && unicode.IsSpace(r) {
			space = at + i
		}
		n++
	}
	return len(text)
}
