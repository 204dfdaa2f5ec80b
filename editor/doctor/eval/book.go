package eval

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// Book is a real text with numbered notes, from which documents are made whose
// answer is known: some of its paragraphs, each a section, with their notes.
type Book struct {
	paras []string // with markers
	notes map[string]string
}

var (
	numbered = regexp.MustCompile(`\[(\d+)\]`)
	noteLead = regexp.MustCompile(`^\s*\[(?:Footnote )?(\d+)(?:\]|:)\s*`)
)

// ReadBook reads a book in which “[1]” is numbered through, and each note
// starts a paragraph with “[1]” or “[Footnote 1:”. Numbers that stand more than
// once on either side are left out.
func ReadBook(s string) (*Book, error) {
	b := &Book{notes: map[string]string{}}
	marks, again := map[string]int{}, map[string]bool{}
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		p = strings.Join(strings.Fields(p), " ")
		if m := noteLead.FindStringSubmatch(p); m != nil {
			again[m[1]] = again[m[1]] || b.notes[m[1]] != ""
			b.notes[m[1]] = strings.TrimSuffix(p[len(noteLead.FindString(p)):], "]")
			continue
		}
		found := numbered.FindAllStringSubmatch(p, -1)
		for _, m := range found {
			marks[m[1]]++
		}
		if len(found) > 0 && len(p) > 120 {
			b.paras = append(b.paras, p)
		}
	}
	b.paras = slices.DeleteFunc(b.paras, func(p string) bool {
		for _, m := range numbered.FindAllStringSubmatch(p, -1) {
			if b.notes[m[1]] == "" || again[m[1]] || marks[m[1]] > 1 || numbered.MatchString(b.notes[m[1]]) {
				return true
			}
		}
		return false
	})
	if len(b.paras) < 20 {
		return nil, fmt.Errorf("only %d paragraphs of the book have notes that are numbered through, and 20 are needed", len(b.paras))
	}
	return b, nil
}

// Make makes a document of so many sections, each of one or more neighbouring
// paragraphs with size notes, or, where size is 0, with as many as they have;
// numbering restarts, and the blocks of notes stand at the end in an order.
func (b *Book) Make(sections, size int, o order, seed uint64) Document {
	r := rand.New(rand.NewPCG(seed, 11))
	m := &maker{writer: &writer{Rand: r}}
	var out []string
	var blocks [][]string
	for _, at := range r.Perm(len(b.paras)) {
		if len(blocks) == sections {
			break
		}
		want := size
		if want == 0 {
			want = 1 + r.IntN(5)
		}
		n := 0
		var notes, paras []string
		for ; at < len(b.paras) && n < want; at++ {
			p := numbered.ReplaceAllStringFunc(b.paras[at], func(s string) string {
				n++
				id := m.id + n
				notes = append(notes, string(rune(noteRune+id))+fmt.Sprintf("[%d] %s", n, b.notes[s[1:len(s)-1]]))
				return string(rune(markRune+id)) + fmt.Sprintf("[%d]", n)
			})
			paras = append(paras, p)
		}
		if n == 0 || size > 0 && n != size || slices.ContainsFunc(out, func(s string) bool { return sameStart(s, paras) }) {
			continue
		}
		m.id += n
		out = append(out, paras...)
		blocks = append(blocks, notes)
	}
	switch o {
	case reverse:
		slices.Reverse(blocks)
	case shuffled:
		r.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	}
	for _, notes := range blocks {
		out = append(append(out, ""), notes...)
	}
	return m.finish(append([]string{"Passages from a book"}, out...))
}

// sameStart reports whether a paragraph is among others, by its first words.
func sameStart(s string, paras []string) bool {
	return slices.ContainsFunc(paras, func(p string) bool { return s[:min(len(s), 60)] == p[:min(len(p), 60)] })
}
