package essay

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/say"
)

// closing gives for each mark that opens the marks that may close it. Where a
// mark both opens and closes, as “ does in “…” and „…“, what is open decides.
var closing = map[rune]string{
	'„': "“”", '“': "”", '”': "”“", '«': "»", '»': "«»", '‹': "›", '›': "‹", '"': "\"", '「': "」", '『': "』",
	'(': ")", '[': "]", '{': "}",
}

// The marks that are paired with one another. Single marks are not among them:
// ’ is an apostrophe more often than not.
const (
	quoteMarks   = "„“”«»‹›\"「」『』"
	bracketMarks = "()[]{}"
)

// opening is a mark that waits for its partner.
type opening struct {
	mark rune
	at   int
}

// pairs finds the first quotation mark and the first bracket of a note that
// have no partner.
func (c *checker) pairs(n *noteText) {
	at, ok := n.single(quoteMarks)
	if !ok {
		at, ok = n.apostrophic()
	}
	if ok {
		c.inNote("quotes", n, at, at+1,
			say.Of("Note %s has a quotation mark %c without its partner.", n.ref.Label, n.text[at]), nil)
	}
	if at, ok := n.single(bracketMarks); ok {
		c.inNote("brackets", n, at, at+1,
			say.Of("Note %s has a bracket %c without its partner.", n.ref.Label, n.text[at]), nil)
	}
}

// single is the place of one of some marks that has no partner: of the first
// that closes nothing, else of the first that is not closed.
func (n *noteText) single(marks string) (int, bool) {
	var open []opening
	opaque := n.opaque
	for i, r := range n.text {
		for len(opaque) > 0 && i >= opaque[0].to {
			opaque = opaque[1:]
		}
		if len(opaque) > 0 && i >= opaque[0].from {
			continue
		}
		if r == '\n' {
			open = n.anew(open, i+1)
		}
		if isWord(r) || isBlank(r) || !strings.ContainsRune(marks, r) {
			continue
		}
		if k := n.closes(open, i); k >= 0 {
			open = slices.Delete(open, k, k+1)
			continue
		}
		switch n.role(i, len(open) == 0) {
		case opens:
			open = append(open, opening{r, i})
		case alone:
			return i, true
		}
	}
	if len(open) > 0 {
		return open[0].at, true
	}
	return 0, false
}

// anew forgets the mark that a new paragraph at i repeats: a quotation of
// several paragraphs opens anew in each and closes in the last.
func (n *noteText) anew(open []opening, i int) []opening {
	for unicode.IsSpace(n.at(i)) {
		i++
	}
	if k := len(open) - 1; k >= 0 && open[k].mark == n.at(i) && strings.ContainsRune("„“«»\"", n.at(i)) {
		return open[:k]
	}
	return open
}

// deepest bounds how many open marks a closing one is held against.
const deepest = 32

// closes is which open mark the mark at i closes, or -1.
func (n *noteText) closes(open []opening, i int) int {
	r := n.text[i]
	for k := len(open) - 1; k >= max(0, len(open)-deepest); k-- {
		o := open[k]
		if strings.ContainsRune(closing[o.mark], r) {
			if r == '"' && (n.inch(i) || n.ditto(i)) {
				return -1
			}
			return k
		}
		if k == len(open)-1 && n.interval(o, i) {
			return k
		}
	}
	return -1
}

// inch reports whether the mark at i, which could close a quotation, is a sign
// of inches or seconds: it follows a figure, and an odd number of marks that
// close the quotation is still to come.
func (n *noteText) inch(i int) bool {
	if !isDigit(n.at(i - 1)) {
		return false
	}
	left := 0
	for _, r := range n.text[i+1:] {
		if r == '"' {
			left++
		}
	}
	return left%2 == 1
}

// ditto reports whether the mark at i stands for the word above it in a list.
func (n *noteText) ditto(i int) bool { return unicode.IsSpace(n.at(i-1)) && unicode.IsSpace(n.at(i+1)) }

// interval reports whether brackets of two kinds bound an interval of numbers:
// “[0, 1)”.
func (n *noteText) interval(o opening, i int) bool {
	if o.mark != '[' && o.mark != '(' || n.text[i] != ')' && n.text[i] != ']' || i-o.at > 40 {
		return false
	}
	inner := string(n.text[o.at+1 : i])
	return strings.Contains(inner, ",") && !strings.ContainsFunc(inner, unicode.IsLetter)
}

// role is what a mark does that closes nothing.
type role int

const (
	nothing role = iota // it is no quotation mark or bracket here
	opens
	alone
)

// role judges the mark at i by what stands around it.
func (n *noteText) role(i int, noneOpen bool) role {
	r, before, after := n.text[i], n.at(i-1), n.at(i+1)
	starts := before == 0 || unicode.IsSpace(before) || isDash(before) || strings.ContainsRune("([{“„«»‘‚\"/", before)
	ends := after == 0 || unicode.IsSpace(after) || isDash(after) || strings.ContainsRune(".,;:!?)]}”’»\"", after)
	switch r {
	case '„', '“', '[', '{', '「', '『':
		return opens
	case '(':
		if face := string(n.text[max(0, i-2):i]); strings.HasSuffix(face, ":") || face == ":-" {
			return nothing // a face
		}
		return opens
	case '«', '»', '‹', '›':
		if unicode.IsSpace(before) && unicode.IsSpace(after) && r != '«' {
			return nothing // steps of a path: Home » Archive
		}
		if r == '«' && starts || starts && !ends {
			return opens
		}
		return alone
	case '"', '”':
		switch {
		case n.ditto(i):
			return nothing
		case isDigit(before) && (noneOpen || r == '"' && n.inch(i)):
			return nothing // inches
		case starts && !ends, r == '"' && starts, r == '"' && !ends:
			return opens
		}
		return alone
	case ')':
		if strings.ContainsRune(":;-", before) || n.enumerates(i) {
			return nothing
		}
	case ']':
		if n.lemma(i) {
			return nothing
		}
	}
	return alone
}

// enumerates reports whether the bracket at i ends the number of an item:
// “a) the garden, b) the roof”.
func (n *noteText) enumerates(i int) bool {
	from := i
	for isWord(n.at(from-1)) && i-from < 5 {
		from--
	}
	before := n.at(from - 1)
	if from == i || before != 0 && !unicode.IsSpace(before) {
		return false
	}
	s := n.text[from:i]
	return len(s) == 1 || !slices.ContainsFunc(s, func(r rune) bool { return !isDigit(r) }) && len(s) < 4 ||
		!slices.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune("ivx", r) })
}

// lemma reports whether the bracket at i stands behind the word that a note to
// an edited text takes up: “harbour] haven B”.
func (n *noteText) lemma(i int) bool {
	before := string(n.text[max(0, i-60):i])
	return i < 60 && !strings.ContainsAny(before, "[]\n") && len(strings.Fields(before)) <= 6 && unicode.IsSpace(n.at(i+1))
}

// apostrophic is the place of a single quotation mark, ‘ or ‚, that opens a
// word and after which nothing comes that could close it.
func (n *noteText) apostrophic() (int, bool) {
	for i := len(n.text) - 1; i >= 0; i-- {
		switch r := n.text[i]; r {
		case '’', '\'':
			return 0, false
		case '‘', '‚':
			before := n.at(i - 1)
			starts := before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([“„«", before)
			if !starts || !unicode.IsLetter(n.at(i+1)) {
				if r == '‘' {
					return 0, false
				}
				continue
			}
			if r == '‘' && n.elided(i+1) {
				continue
			}
			return i, true
		}
	}
	return 0, false
}

// elided reports whether the word at i is one whose start is left out; its
// apostrophe is often typed as an opening mark: “‘tis”.
func (n *noteText) elided(i int) bool {
	end := i
	for unicode.IsLetter(n.at(end)) {
		end++
	}
	return slices.Contains([]string{"tis", "twas", "em", "til", "cause", "n", "bout", "round", "neath", "twere", "s", "t"},
		strings.ToLower(string(n.text[i:end])))
}
