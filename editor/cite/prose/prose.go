// Package prose reads citations that were typed as text, as notes and lists of
// references have them: full citations of books, chapters, articles and web
// pages in the manners of Chicago, MLA, APA and of German notes, and the short
// forms that come after them.
//
// It reads by general marks: quotation marks, italics, names, places before
// colons, years, volumes, pages. It says how sure it is, and leaves alone what it
// cannot read. Absent are the texts that the citations stand in, and printing.
package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Run is a piece of typed text.
type Run struct {
	Text   string
	Italic bool
}

// Reading is what one typed citation says.
type Reading struct {
	Prefix  string    // “See”
	Item    *csl.Item // of a full citation, without a key; nil for others
	Short   *Short    // of a short form; nil for others
	Ibid    bool      // it is that of the citation before
	Locator string
	Label   string
	Suffix  string  // what follows and is no citation
	Sure    float64 // from 0 to 1
}

// Short is a short form: “Ko, Chung, and Oh, 72”, “Marsh, Nine O’Clock People,
// 112”.
type Short struct {
	Names []string // families
	Title string   // some words of the title, or ""
}

// least is how sure a reading must be to be told.
const least = 0.6

var (
	signal = lazyregexp.New(`^(?i:(see also|see for example|see, for example,|see e\.g\.,?|see, e\.g\.,|see|but see|cf\.|compare|quoted in|cited in|vgl\. auch|vgl\.|siehe auch|siehe|zit\. nach|zitiert nach))\s+`)
	ibid   = lazyregexp.New(`^(?i:ibid|ibidem|ebd|ebenda)\b\.?[,.]?\s*(.*)$`)
)

// Read reads a text that is one citation. It fails where the text cannot be
// read as one.
func Read(runs []Run) (Reading, bool) {
	t := newText(runs)
	var r Reading
	if m := signal.FindString(t.s); m != "" {
		r.Prefix = strings.TrimSpace(m)
		t = t.from(len(m))
	}
	if m := ibid.FindStringSubmatch(t.s); m != nil {
		label, locator, rest := cite.ParseLocator(strings.TrimSuffix(strings.TrimSpace(m[1]), "."))
		if rest != "" {
			return r, false
		}
		r.Ibid, r.Label, r.Locator, r.Sure = true, label, locator, 0.95
		return r, true
	}
	if s, label, locator, ok := readShort(t); ok {
		r.Short, r.Label, r.Locator, r.Sure = s, label, locator, 0.9
		return r, true
	}
	f := full{text: t, item: &csl.Item{Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}}
	if !f.read() {
		return r, false
	}
	r.Item, r.Label, r.Locator, r.Suffix, r.Sure = f.item, f.label, f.locator, f.suffix, f.sure()
	return r, r.Sure >= least
}

// ReadAll reads a text of several citations that semicolons part, or of one.
// All of them must be readable.
func ReadAll(runs []Run) ([]Reading, bool) {
	if r, ok := Read(runs); ok {
		return []Reading{r}, true
	}
	t := newText(runs)
	parts := t.split(';')
	if len(parts) < 2 {
		return nil, false
	}
	var list []Reading
	for _, p := range parts {
		r, ok := Read(p.runs())
		if !ok {
			return nil, false
		}
		list = append(list, r)
	}
	return list, true
}

// text is typed text, with its bytes in italics.
type text struct {
	s      string
	italic []bool
}

func newText(runs []Run) text {
	var t text
	for _, r := range runs {
		t.s += r.Text
		for range len(r.Text) {
			t.italic = append(t.italic, r.Italic)
		}
	}
	return t.trim()
}

func (t text) slice(a, b int) text { return text{t.s[a:b], t.italic[a:b]} }

func (t text) from(a int) text { return t.slice(a, len(t.s)).trim() }

func (t text) trim() text {
	a := len(t.s) - len(strings.TrimLeft(t.s, " \u00a0\n\t"))
	b := len(strings.TrimRight(t.s, " \u00a0\n\t"))
	return t.slice(a, max(a, b))
}

func (t text) runs() []Run {
	var runs []Run
	for i := 0; i < len(t.s); {
		j := i
		for j < len(t.s) && t.italic[j] == t.italic[i] {
			j++
		}
		runs = append(runs, Run{t.s[i:j], t.italic[i]})
		i = j
	}
	return runs
}

// italics is the first stretch of italics of more than a word's length; the
// blanks at its ends are left out.
func (t text) italics() (a, b int, ok bool) {
	for i := 0; i < len(t.s); {
		j := i
		for j < len(t.s) && t.italic[j] {
			j++
		}
		if n := strings.TrimSpace(t.s[i:j]); len(n) > 2 && !strings.EqualFold(strings.Trim(n, ".,"), "ibid") {
			return i, j, true
		}
		i = max(j, i+1)
	}
	return 0, 0, false
}

// split parts a text at a mark outside of quotation marks and parentheses.
func (t text) split(mark rune) []text {
	var parts []text
	depth, from := 0, 0
	for i, r := range t.s {
		switch r {
		case '(', '[', '“', '„', '«':
			depth++
		case ')', ']', '”', '»':
			depth = max(0, depth-1)
		case mark:
			if depth == 0 {
				parts = append(parts, t.slice(from, i).trim())
				from = i + utf8.RuneLen(r)
			}
		}
	}
	return append(parts, t.from(from))
}
