package essay

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Finding is something about a note that its author may want to look at.
type Finding struct {
	Check  string // the check's name: missing, unmarked, empty, repeated, quotes
	Note   NoteID
	Number int    // 0 if the note has no marker
	Says   string // one sentence for the author
}

// Check looks over the notes and returns what it finds in the order of the
// markers, and then what concerns notes without one. It changes nothing.
func Check(e *Essay) []Finding {
	var found []Finding
	same := map[string]int{}
	for _, r := range e.Refs() {
		if !r.First {
			continue
		}
		n := e.Note(r.Note)
		if n == nil {
			found = append(found, Finding{
				"missing", r.Note, r.Number,
				fmt.Sprintf("Marker %d has no note.", r.Number),
			})
			continue
		}
		found = append(found, checkText(n, r.Number, same)...)
	}
	for _, n := range e.Bin() {
		found = append(found, Finding{
			"unmarked", n.ID, 0,
			fmt.Sprintf("No marker refers to the note “%s”.", Excerpt(n.Text.String(), 48)),
		})
	}
	return found
}

func checkText(n *Note, number int, same map[string]int) []Finding {
	text := strings.TrimSpace(n.Text.String())
	if text == "" {
		return []Finding{{"empty", n.ID, number, fmt.Sprintf("Note %d is empty.", number)}}
	}
	var found []Finding
	if first, ok := same[text]; ok && len(text) > 20 {
		found = append(found, Finding{
			"repeated", n.ID, number,
			fmt.Sprintf("Note %d says the same as note %d.", number, first),
		})
	} else if !ok {
		same[text] = number
	}
	if mark := unpaired(text); mark != "" {
		found = append(found, Finding{
			"quotes", n.ID, number,
			fmt.Sprintf("Note %d has a quotation mark %s without its partner.", number, mark),
		})
	}
	return found
}

// unpaired returns the first double quotation mark that has no partner, or "".
// A mark that opens a paragraph anew within one quotation is not counted.
func unpaired(text string) string {
	open := 0
	for _, r := range text {
		switch r {
		case '“':
			open++
		case '”':
			if open == 0 {
				return "”"
			}
			open--
		case '\n':
			if open > 0 {
				open = 0
			}
		}
	}
	if open > 0 {
		return "“"
	}
	return ""
}

// Excerpt shortens a text to about n runes, at a space where there is one.
func Excerpt(s string, n int) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == doc.AtomRune || r == '\n' }), " ")
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := n
	for i := n; i > n/2; i-- {
		if unicode.IsSpace(r[i]) {
			cut = i
			break
		}
	}
	return string(r[:cut]) + "…"
}

// SentenceAt is the sentence around p without its markers. A full stop, a
// question or exclamation mark ends a sentence when a space and then no
// lower-case letter follow it; closing quotation marks and brackets belong to
// the sentence.
func SentenceAt(d *doc.Document, p doc.Pos) string {
	from, to := SentenceBounds(d, p)
	return strings.TrimSpace(withoutAtoms(d.Text(from, to)))
}

// LostAt describes where a marker at p stands, for the time when it is gone.
func LostAt(d *doc.Document, p doc.Pos, at time.Time) Lost {
	from, _ := SentenceBounds(d, p)
	before := strings.TrimLeft(withoutAtoms(d.Text(from, p)), " \t")
	return Lost{SentenceAt(d, p), doc.Pos(utf8.RuneCountInString(before)), at.UnixMilli()}
}

func withoutAtoms(s string) string { return strings.ReplaceAll(s, string(doc.AtomRune), "") }

// SentenceBounds is the range of the sentence that [SentenceAt] returns.
func SentenceBounds(d *doc.Document, p doc.Pos) (from, to doc.Pos) {
	i, off := d.Find(p)
	start := d.Start(i)
	text := []rune(d.Block(i).Text())
	lo, hi := 0, len(text)
	for k := range text {
		if !endsSentence(text, k) {
			continue
		}
		if k < int(off) {
			lo = k
		} else {
			hi = k
			break
		}
	}
	return start + doc.Pos(lo), start + doc.Pos(hi)
}

// endsSentence reports whether a sentence ends before text[k], a space.
func endsSentence(text []rune, k int) bool {
	if !unicode.IsSpace(text[k]) {
		return false
	}
	j := k - 1
	for j >= 0 && (strings.ContainsRune("”’\"')]»", text[j]) || text[j] == doc.AtomRune) {
		j--
	}
	if j < 0 || !strings.ContainsRune(".!?…", text[j]) {
		return false
	}
	return k+1 >= len(text) || !unicode.IsLower(text[k+1])
}
