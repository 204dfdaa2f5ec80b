package essay

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/say"
)

// shortForm is a note that is no more than names and a page: “Ko, Chung, and
// Oh, 72.”, “Marsh, Nine O’Clock People, 112.”
type shortForm struct {
	words []word // the names and the words of the title
}

// short reads a note as a short form.
func (n *noteText) short() (shortForm, bool) {
	from, to := n.lead(0), len(n.words)
	if to-from < 2 || to-from > 14 || len(n.text) > 120 || n.isSame() || len(n.links) > 0 {
		return shortForm{}, false
	}
	if rest := strings.Trim(string(gap(n.text, n.words, to-1)), " .\n"); rest != "" {
		return shortForm{}, false
	}
	pages := false
	for to > from {
		w := n.words[to-1]
		s := n.string(w)
		if figures := strings.TrimRight(s, "frv"); w.figures || figures != s && isFigures(figures) {
			if n.isYear(w) {
				return shortForm{}, false // “Ko 1998, 72” is another way to cite
			}
			pages = true
		} else if !isLocator[w.key] {
			break
		}
		if to-1 > from && strings.ContainsAny(string(gap(n.text, n.words, to-2)), ":;()[]/§") {
			return shortForm{}, false // “Genesis 1:3”, “(Hull, 1981)”
		}
		to--
	}
	if !pages || to-from < 1 || to-from > 9 {
		return shortForm{}, false
	}
	f := shortForm{}
	for i, w := range n.words[from:to] {
		switch {
		case w.capital && !w.figures:
			f.words = append(f.words, w)
		case i == 0 || !joints[w.key]:
			return shortForm{}, false
		}
		if i < to-from-1 && strings.ContainsAny(string(gap(n.text, n.words, from+i)), ";:()[]") {
			return shortForm{}, false
		}
	}
	return f, len(f.words) > 0
}

func isFigures(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isDigit(r) })
}

// shortForms finds the first short form of a source whose full citation stands
// only in a later note. A source that no note cites in full may stand in a
// bibliography: then nothing is said.
func (c *checker) shortForms() {
	type waiting struct {
		note *noteText
		form shortForm
	}
	wait := map[uint64]waiting{} // by its first name
	known := map[uint64]bool{}   // names that a longer note has had
	isShort := make([]bool, len(c.texts))
	names := map[uint64]bool{}
	for i := range c.texts {
		if f, ok := c.texts[i].short(); ok {
			isShort[i] = true
			names[f.words[0].key] = true
		}
	}
	for i := range c.texts {
		n := &c.texts[i]
		if isShort[i] {
			f, _ := n.short()
			name := f.words[0].key
			if _, again := wait[name]; !again && !known[name] {
				wait[name] = waiting{n, f}
			}
			continue
		}
		for k, w := range n.words {
			if !names[w.key] || !w.capital || known[w.key] {
				continue
			}
			known[w.key] = true
			if first, ok := wait[w.key]; ok && n.citesInFull(k, first.form) {
				says := say.Of("Note %s is a short form, and note %s after it gives the source in full.", first.note.ref.Label, n.ref.Label)
				c.inNote("short", first.note, first.form.words[0].from, len(first.note.text), says, nil)
			}
		}
	}
}

// citesInFull reports whether the note is the full citation of a short form
// whose first name is its k-th word: it has a year and more words, all words of
// the short form are in it, and the name stands where an author's does.
func (n *noteText) citesInFull(k int, f shortForm) bool {
	year := slices.IndexFunc(n.words, func(w word) bool { return w.figures && n.isYear(w) })
	if year < k || len(n.words) < len(f.words)+4 {
		return false
	}
	for _, w := range f.words {
		if !slices.ContainsFunc(n.words, func(x word) bool { return x.key == w.key }) {
			return false
		}
	}
	after := strings.TrimLeft(string(gap(n.text, n.words, k)), ". ")
	if !nameJoints[n.words[k+1].key] && (after == "" || !strings.ContainsRune(",:(", rune(after[0]))) {
		return false
	}
	before := string(n.text[:n.words[k].from])
	return strings.Count(before, "(") == strings.Count(before, ")") && strings.Count(before, "“") == strings.Count(before, "”")
}
