package essay

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/say"
)

// line is a block that holds atoms, as the checks read it.
type line struct {
	block *doc.Block
	start doc.Pos // in the body
	text  []rune  // as plain gives it
}

// run is one marker, or several with nothing between them.
type run struct {
	line
	from, to int // in the text
	span     int // the place of the first among the block's spans
	refs     []Ref
}

// before is the rune before the run, or 0.
func (r run) before() rune { return r.at(r.from - 1) }

// at is the rune at i, or 0.
func (l line) at(i int) rune {
	if i < 0 || i >= len(l.text) {
		return 0
	}
	return l.text[i]
}

// slice is the content between two places of the line.
func (l line) slice(from, to int) []doc.Span { return l.block.Slice(doc.Pos(from), doc.Pos(to)) }

// edit replaces what lies between two places of the line.
func (l line) edit(label say.Sentence, from, to int, with ...[]doc.Span) *Mend {
	return &Mend{Label: label, Edits: []Edit{{"", l.start + doc.Pos(from), l.start + doc.Pos(to), inline(with...)}}}
}

// beside adds a finding about the run's first marker at a place of its line.
func (c *checker) beside(check string, r run, from, to int, says say.Sentence, m *Mend) {
	c.find(check, r.refs[0].Note, "", r.start+doc.Pos(from), r.start+doc.Pos(to), says, m)
}

// markers checks where the markers stand.
func (c *checker) markers() {
	runs := c.runs()
	style := placing(c.essay.language, runs)
	for _, r := range runs {
		for i, ref := range r.refs {
			if ref.First && c.essay.Note(ref.Note) == nil {
				at := r.start + doc.Pos(r.from+i)
				c.find("missing", ref.Note, "", at, at+1, say.Of("Marker %s has no note.", ref.Label), nil)
			}
		}
		if r.block.Kind == doc.Code || r.block.Kind == doc.Verbatim {
			continue
		}
		if r.block.Kind == doc.Heading {
			c.beside("heading", r, r.from, r.to, say.Of("Marker %s stands in a heading.", r.refs[0].Label), nil)
		}
		c.links(r)
		c.space(r)
		c.punctuation(r, style)
		c.typed(r)
		c.page(r)
	}
}

// runs gathers the markers with the notes they refer to.
func (c *checker) runs() []run {
	refs := c.essay.Refs()
	runs := make([]run, 0, len(refs))
	for _, l := range c.lines {
		spans, at := l.block.Spans(), 0
		for i := 0; i < len(spans); {
			n := 0
			for i+n < len(spans) && spans[i+n].IsMarker() {
				n++
			}
			if n == 0 {
				at += int(spans[i].Len())
				i++
				continue
			}
			runs = append(runs, run{l, at, at + n, i, refs[:n]})
			refs, at, i = refs[n:], at+n, i+n
		}
	}
	return runs
}

// around are the spans before and after the run; of none the zero value.
func (r run) around() (before, after doc.Span) {
	spans := r.block.Spans()
	if r.span > 0 {
		before = spans[r.span-1]
	}
	if i := r.span + len(r.refs); i < len(spans) {
		after = spans[i]
	}
	return before, after
}

// links finds markers that belong to a link's text. The mend puts them behind
// the link.
func (c *checker) links(r run) {
	before, after := r.around()
	for i, s := range r.block.Spans()[r.span : r.span+len(r.refs)] {
		link := s.Link
		if link == "" && before.Link == after.Link {
			link = before.Link
		}
		if link != "" {
			c.unlink(r, i, link)
			return
		}
	}
}

// unlink adds the finding that the run's i-th marker is in a link.
func (c *checker) unlink(r run, i int, link string) {
	var own, rest []doc.Span
	at := r.from + i
	end := at
	before, _ := r.around()
	for _, s := range r.block.Spans()[r.span+i:] {
		if s.Link != link && !s.IsMarker() && (s.Link == "" || s.Link != before.Link) {
			break
		}
		end += int(s.Len())
		if s.IsMarker() {
			s.Link = ""
			own = append(own, s)
		} else {
			rest = append(rest, s)
		}
	}
	c.find("link", r.refs[i].Note, "", r.start+doc.Pos(at), r.start+doc.Pos(at+1),
		say.Of("Marker %s stands inside a link: whoever follows the one follows the other.", r.refs[i].Label),
		r.edit(say.Of("Take the marker out of the link"), at, end, rest, own))
}

// space finds blanks between a text and its marker. A marker that a word
// follows at once belongs to that word, and one behind a comma after another
// marker is one of a list.
func (c *checker) space(r run) {
	from := r.from
	for isBlank(r.at(from - 1)) {
		from--
	}
	if from == r.from || !endsText(r.at(from-1)) {
		return
	}
	if after := r.at(r.to); isWord(after) || strings.ContainsRune("([{“„«‘¿¡", after) {
		return
	}
	if strings.ContainsRune(",;.", r.at(from-1)) && r.at(from-2) == doc.AtomRune {
		return
	}
	c.beside("space", r, from, r.from, say.Of("A space stands before marker %s.", r.refs[0].Label),
		r.edit(say.Of("Delete the space"), from, r.from))
}

// side is where the markers stand to a comma or a full stop.
type side int

const (
	anywhere side = iota // by sense, or nobody can tell
	behind
	ahead
)

// placings is where markers stand by the usage of a language. Languages that
// know both usages, such as Spanish, Italian and Portuguese, are not listed;
// German and the Scandinavian languages put a marker ahead when it belongs to
// the word and behind when it belongs to the sentence.
//
// Sources: for English the Chicago Manual of Style 14.26 and New Hart's Rules;
// for French the Lexique of the Imprimerie nationale; for Polish and Russian the
// usual handbooks, by which “?”, “!” and “…” stand ahead of the marker.
var placings = map[string]side{
	"en": behind, "nl": behind,
	"fr": ahead, "pl": ahead, "ru": ahead,
	"de": anywhere, "sv": anywhere, "da": anywhere, "nb": anywhere, "nn": anywhere, "no": anywhere,
}

// placing is the side for a language, or else for the essay's own use where it
// is clear: three runs of markers agree, and of twenty one more may differ.
func placing(language string, runs []run) side {
	tag, _, _ := strings.Cut(strings.ToLower(language), "-")
	if s, ok := placings[tag]; ok {
		return s
	}
	before, after := 0, 0
	for _, r := range runs {
		if _, _, ok := r.standsAhead(); ok {
			before++
		} else if r.endsPhrase() {
			after++
		}
	}
	few := 1 + (before+after)/20
	switch {
	case after >= 3 && before <= few:
		return behind
	case before >= 3 && after <= few:
		return ahead
	}
	return anywhere
}

// endsPhrase reports whether the run stands behind punctuation, or behind a
// quotation that ends in it.
func (r run) endsPhrase() bool {
	i := r.from - 1
	for strings.ContainsRune("”’»\"", r.at(i)) {
		i--
	}
	return strings.ContainsRune(".,;:?!…", r.at(i)) && r.at(i-1) != doc.AtomRune
}

// marks names the punctuation that a marker stands ahead of or behind.
var marks = map[rune]string{
	'.': "full stop", ',': "comma", ';': "semicolon", ':': "colon", '?': "question mark", '!': "exclamation mark",
}

// standsAhead reports whether the run stands just ahead of punctuation that
// ends a phrase: then from is where the blanks before the run start, and to
// where the punctuation, with the quotation marks that close it, ends.
func (r run) standsAhead() (from, to int, ok bool) {
	from, to = r.from, r.to
	for isBlank(r.at(from - 1)) {
		from--
	}
	if before := r.at(from - 1); !endsText(before) || marks[before] != "" && before != '.' {
		return 0, 0, false
	}
	for marks[r.at(to)] != "" {
		to++
	}
	n := to - r.to
	if n == 0 || n > 1 && r.at(r.to) == '.' || n > 3 {
		return 0, 0, false // nothing, or dots that stand for what is left out
	}
	for strings.ContainsRune("”’»\"'", r.at(to)) {
		to++
	}
	after := r.at(to)
	if after == 0 || unicode.IsSpace(after) && !r.list(to) || strings.ContainsRune(")]}—–", after) {
		return from, to, true
	}
	return 0, 0, false
}

// list reports whether a marker follows the blanks at i: “word¹, ²”.
func (r run) list(i int) bool {
	for isBlank(r.at(i)) {
		i++
	}
	return r.at(i) == doc.AtomRune
}

// standsBehind reports whether the run stands just behind a comma or another
// mark, or behind the full stop of a sentence; from is where the mark starts,
// with the no-break space that French sets before it.
func (r run) standsBehind() (from int, ok bool) {
	mark := r.before()
	if !strings.ContainsRune(",;:.", mark) {
		return 0, false
	}
	from = r.from - 1
	if mark == '.' && !r.endsSentence() {
		return 0, false
	}
	for mark != '.' && mark != ',' && unicode.IsSpace(r.at(from-1)) {
		from--
	}
	before := r.at(from - 1)
	return from, isWord(before) || mark != '.' && before == '.' && from == r.from-1 || strings.ContainsRune("”’»«“\")]%", before)
}

// endsSentence reports whether the full stop before the run ends a sentence and
// no abbreviation: it follows a word of at least four small letters that is
// none, or what closes a quotation, and a capital follows.
func (r run) endsSentence() bool {
	next := r.to
	for unicode.IsSpace(r.at(next)) {
		next++
	}
	if next < len(r.text) && (next == r.to || unicode.IsLower(r.at(next))) {
		return false
	}
	i := r.from - 1
	if strings.ContainsRune("”’»\")]", r.at(i-1)) {
		return true
	}
	from := i
	for from > 0 && unicode.IsLetter(r.at(from-1)) {
		from--
	}
	word := strings.ToLower(string(r.text[from:i]))
	return i-from >= 4 && r.at(from-1) != '.' && !slices.Contains(abbreviations, word)
}

// abbreviations are those of four letters and more that often end a sentence.
var abbreviations = []string{"chap", "coll", "prof", "dept", "suiv", "trad", "append", "vols", "illustr", "fasc", "ibid", "bibl", "univ", "corp", "bros"}

// punctuation finds markers on the other side of punctuation than the language,
// or the essay, has them.
func (c *checker) punctuation(r run, s side) {
	label := r.refs[0].Label
	switch s {
	case behind:
		if from, to, ok := r.standsAhead(); ok {
			mark := say.Plain(marks[r.at(r.to)])
			c.beside("punctuation", r, r.from, to, say.Of("Marker %s stands before the %s and not after it.", label, mark),
				r.edit(say.Of("Move the marker after the %s", mark), from, to, r.slice(r.to, to), r.slice(r.from, r.to)))
		}
	case ahead:
		if from, ok := r.standsBehind(); ok {
			mark := say.Plain(marks[r.before()])
			c.beside("punctuation", r, from, r.to, say.Of("Marker %s stands after the %s and not before it.", label, mark),
				r.edit(say.Of("Move the marker before the %s", mark), from, r.to, r.slice(r.from, r.to), r.slice(from, r.from)))
		}
	}
}
