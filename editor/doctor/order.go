package doctor

import "strings"

// Notes refer back: “Ibid.” to the note before, “Ko, 72” to the full citation
// of Ko. So what a run of notes needs before it says in which order runs can
// stand.

// needs is what a series of notes needs before it.
type needs struct {
	anything bool     // it starts with “Ibid.”
	full     []uint64 // for each short form, the series that hold its full citation
}

// The cost of a short form before its full citation, and of a text that starts
// with “Ibid.”.
const (
	shortFirst = -2.5
	maxShort   = -5.0
	ibidFirst  = -5.0
)

// cost of series with these needs standing after the series in before.
func (n needs) cost(before uint64) float64 {
	sum := 0.0
	for _, full := range n.full {
		if before&full == 0 {
			sum += shortFirst
		}
	}
	sum = max(sum, maxShort)
	if n.anything && before == 0 {
		sum += ibidFirst
	}
	return sum
}

// maxOrdered bounds the series of notes whose order is weighed by what refers
// back.
const maxOrdered = 64

// citations lists the full citations of a problem's notes.
func (e *evidence) citations(p problem) []citation {
	var full []citation
	for j, s := range p.notes[:min(len(p.notes), maxOrdered)] {
		for _, x := range s {
			if e.isFull(x) {
				full = append(full, newCitation(j, x, e.notes[x]))
			}
		}
	}
	return full
}

// needsOf finds the short forms of a problem's notes and what they need.
func (e *evidence) needsOf(p problem) []needs {
	list := make([]needs, len(p.notes))
	for j, s := range p.notes[:min(len(p.notes), maxOrdered)] {
		for k, x := range s {
			if k == 0 && isIbid(e.noteText[x]) {
				list[j].anything = true
				continue
			}
			if mask, inside := e.fullOf(x, j, e.full); mask != 0 && !inside {
				list[j].full = append(list[j].full, mask)
			}
		}
	}
	return list
}

// citation is a full citation with the words in it.
type citation struct {
	series, note int
	words        map[int]bool
}

func newCitation(series, note int, words []word) citation {
	c := citation{series, note, map[int]bool{}}
	for _, w := range words {
		c.words[w.id] = true
	}
	return c
}

// isFull reports whether a note reads like a full citation: a year, a title in
// quotation marks or an address, and more than a few words.
func (e *evidence) isFull(x int) bool {
	words := e.notes[x]
	if len(words) < 7 || isIbid(e.noteText[x]) {
		return false
	}
	s := e.noteText[x]
	if strings.ContainsAny(s, "“”\"«»") || strings.Contains(s, "http") {
		return true
	}
	return hasYear(s)
}

func hasYear(s string) bool {
	for _, r := range readPages(s) {
		if r[0] >= 1400 && r[0] < 2100 {
			return true
		}
	}
	return false
}

// fullOf finds the series that hold the full citation of a short form, and
// whether its own series has it before it.
func (e *evidence) fullOf(x, series int, full []citation) (mask uint64, inside bool) {
	text, words := strings.TrimSpace(e.noteText[x]), e.notes[x]
	for len(words) > 0 && strings.Contains(" see also cf in compare ", " "+strings.ToLower(e.vocab.texts[words[0].id])+" ") {
		words = words[1:]
	}
	if len(words) == 0 || len(words) > 14 || hasYear(text) || strings.Contains(text, "http") || isIbid(text) {
		return 0, false
	}
	var names []int
	for _, w := range words {
		if w.capital && !w.weak {
			names = append(names, w.id)
		}
	}
	if len(names) == 0 || names[0] != words[0].id || !shortShape(text) {
		return 0, false
	}
	for _, c := range full {
		if c.note == x || len(c.words) < len(words)+2 || !hasAll(c.words, names) {
			continue
		}
		if c.series == series && c.note < x {
			return 0, true
		}
		mask |= 1 << c.series
	}
	return mask, false
}

// shortShape reports whether a text that starts with a name reads like a short
// form: it ends with a page, or says “op. cit.”.
func shortShape(text string) bool {
	if strings.Contains(strings.ToLower(text), "op. cit") {
		return true
	}
	trimmed := strings.TrimRight(text, " .;)]”\u00a0")
	return trimmed != "" && trimmed[len(trimmed)-1] >= '0' && trimmed[len(trimmed)-1] <= '9'
}

func hasAll(set map[int]bool, ids []int) bool {
	for _, id := range ids {
		if !set[id] {
			return false
		}
	}
	return true
}

// isIbid reports whether a note starts with a word that means the one before.
func isIbid(s string) bool {
	s = strings.ToLower(strings.TrimLeft(s, " \u00a0“\"(_*["))
	for _, w := range []string{"ibid", "ib.", "id.", "idem", "loc. cit", "ebd.", "ebenda"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// whyOrder says where a note refers back: to the note before it, or to a full
// citation in a series that stands before its own.
func (e *evidence) whyOrder(s *solution, i, x int) []string {
	j := s.best[i]
	if isIbid(e.noteText[x]) && x != s.notes[j][0] {
		return []string{"“ibid.” stands behind the note it refers to"}
	}
	mask, inside := e.fullOf(x, j, e.full)
	for h := range i {
		if g := s.best[h]; !inside && g >= 0 && g < maxOrdered && mask&(1<<g) != 0 {
			return []string{"it is a short form, and its full citation comes in a note before it"}
		}
	}
	return nil
}
