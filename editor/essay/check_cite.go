package essay

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/say"
)

// Small words of references, in small letters.
var (
	// leadIns stand before a source.
	leadIns = keySet([]string{
		"see", "also", "cf", "compare", "and", "but", "for", "in", "as", "quoted", "cited", "so", "thus", "e", "g", "eg",
		"vgl", "siehe", "auch", "und", "zit", "nach", "voir", "aussi", "et", "véase", "también", "y", "cfr", "vedi", "anche",
	})
	// joints stand within short titles, and between names.
	joints = keySet([]string{
		"and", "und", "et", "y", "e", "i", "en", "al", "the", "of", "in", "de", "del", "della", "di", "da", "von", "van",
		"der", "den", "ter", "zu", "zur", "la", "le", "les", "l", "du", "des", "dos", "a", "an", "to", "on", "for",
		"der", "die", "das", "el", "los", "il",
	})
	// nameJoints stand between the names of authors.
	nameJoints = keySet([]string{"and", "und", "et", "y", "e", "en", "och", "og"})
	// sames stand for the source of the note before.
	sames = keySet([]string{"ibid", "ibidem", "ibíd", "ibídem", "ebd", "ebda", "ebenda", "tamże"})
)

// lead is the place among the note's words of the first that belongs to a
// source.
func (n *noteText) lead(from int) int {
	for from < len(n.words) && leadIns[n.words[from].key] {
		from++
	}
	return from
}

// isSame reports whether the note starts with “Ibid.” or the like.
func (n *noteText) isSame() bool {
	i := n.lead(0)
	return i < len(n.words) && n.words[i].from < 24 && sames[n.words[i].key]
}

// ibidem finds notes that point to the one before where none is, or where it
// has two sources or none.
func (c *checker) ibidem() {
	before := map[string]*noteText{} // of each series
	for i := range c.texts {
		n := &c.texts[i]
		prev := before[n.note.Series]
		before[n.note.Series] = n
		if !n.isSame() {
			continue
		}
		w := n.words[n.lead(0)]
		same := n.string(w)
		var why say.Sentence
		switch {
		case n.ref.Number == 1 || prev == nil:
			why = say.Of("no note stands before it")
		case prev.sources() > 1:
			why = say.Of("note %s has more than one source", prev.ref.Label)
		case prev.citesNothing():
			why = say.Of("note %s cites nothing", prev.ref.Label)
		default:
			continue
		}
		c.inNote("ibid", n, w.from, w.to, say.Of("Note %s says “%s”, but %s.", n.ref.Label, same, why), nil)
	}
}

// sources counts the parts of the note, parted by semicolons or by “. See”,
// that are a source with its page.
func (n *noteText) sources() int {
	count, depth, from := 0, 0, 0
	var quote rune
	end := func(to int) {
		if n.isSource(from, to) {
			count++
		}
		from = to
	}
	for i, r := range n.text {
		switch {
		case quote != 0:
			if strings.ContainsRune(closing[quote], r) {
				quote = 0
			}
		case r == '“' || r == '„' || r == '«':
			quote = r
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case r == ';' && depth == 0, r == '.' && depth == 0 && n.turns(i+1):
			end(i)
		}
	}
	end(len(n.text))
	return count
}

// turns reports whether what follows at i turns to another source: “See …”.
func (n *noteText) turns(i int) bool {
	s := string(n.text[i:min(i+6, len(n.text))])
	for _, start := range []string{" See ", " Cf. ", " Vgl.", " Voir", " Cf "} {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return false
}

// isSource reports whether a part of the note starts with a name, or points to
// the note before, and gives a page.
func (n *noteText) isSource(from, to int) bool {
	i, _ := slices.BinarySearchFunc(n.words, from, func(w word, at int) int { return w.from - at })
	i = n.lead(i)
	if i >= len(n.words) || n.words[i].to > to {
		return false
	}
	first := n.words[i]
	if !first.capital || isLocator[first.key] {
		return false
	}
	for k := i + 1; k < len(n.words) && n.words[k].to <= to; k++ {
		w := n.words[k]
		if w.figures && !n.isYear(w) && n.isPage(k) {
			return true
		}
		if ranged(n.text, n.words, k) {
			k++
		}
	}
	return false
}

// citesNothing reports whether the note is plain prose: a sentence with a verb,
// without a figure, a title, a quotation, an address or the name of a kind of
// source.
func (n *noteText) citesNothing() bool {
	if len(n.words) < 5 || len(n.links) > 0 || strings.ContainsAny(string(n.text), "“”„«»\"‘@/_") {
		return false
	}
	if w := n.words[0]; leadIns[w.key] || n.at(w.to) == ',' || n.at(n.words[1].to) == ',' && n.words[1].capital {
		return false // “See …”, “Marsh, …”, “Eleanor Marsh, …”
	}
	verbs := false
	for _, w := range n.words {
		if strings.ContainsFunc(n.string(w), unicode.IsDigit) || sourceWords[w.key] || sames[w.key] {
			return false
		}
		verbs = verbs || verbWords[w.key] && w.from > 0 || n.string(w) == "I"
	}
	for _, b := range n.note.Text.All() {
		for _, s := range b.Spans() {
			if s.Style&doc.Italic != 0 || s.Atom != nil {
				return false
			}
		}
	}
	return verbs
}

var (
	verbWords = keySet([]string{
		"i", "we", "is", "are", "was", "were", "has", "have", "had", "does", "did", "do", "can", "could", "will", "would",
		"must", "should", "ich", "wir", "ist", "sind", "war", "waren", "hat", "haben", "je", "nous", "est", "sont", "était",
		"es", "son", "fue", "era", "hay",
	})
	sourceWords = keySet([]string{
		"letter", "letters", "interview", "conversation", "communication", "email", "mail", "diary", "manuscript", "ms", "mss",
		"papers", "archive", "archives", "collection", "register", "author", "op", "loc", "cit", "see", "cf", "according",
		"says", "writes", "wrote", "quoted", "cited", "book", "article", "essay", "edition", "vgl", "siehe", "brief", "voir",
	})
)
