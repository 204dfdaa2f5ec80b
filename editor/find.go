package editor

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Scope says in which texts of an essay a search looks.
type Scope int

// The scopes of a search. Notes in the bin are in none.
const (
	Everywhere Scope = iota
	InBody
	InNotes
)

// Query is what a search looks for. Without MatchCase, letters match whatever
// their case by the simple foldings of Unicode. A regular expression has the
// syntax of package regexp; ^ and $ match at lines.
type Query struct {
	Text      string
	MatchCase bool
	WholeWord bool // both ends are bounds of words (Unicode Standard Annex 29)
	Regexp    bool
	Scope     Scope
	Within    Selection // if it is not empty, the search stays in it, whatever the scope
}

// Match is where a search found something: at least one rune, within one block.
// Markers are passed over: they may stand inside a match and are no part of it.
type Match struct {
	In       essay.NoteID // "" is the body
	From, To doc.Pos
}

// Selection selects the match.
func (m Match) Selection() Selection { return Selection{m.In, m.From, m.To} }

// Finder finds what a query looks for. It is never modified after it is made.
type Finder struct {
	query Query
	words literal        // of a query that is no regular expression
	re    *regexp.Regexp // or nil
}

// Compile prepares a search, or says what is wrong with the query.
func (q Query) Compile() (*Finder, error) {
	if q.Text == "" {
		return nil, errors.New("there is nothing to look for: type a word")
	}
	if !q.Regexp {
		return &Finder{query: q, words: newLiteral(q.Text, q.MatchCase)}, nil
	}
	flags := "(?m)"
	if !q.MatchCase {
		flags = "(?mi)"
	}
	re, err := regexp.Compile(flags + q.Text)
	if err != nil {
		return nil, explain(err)
	}
	return &Finder{query: q, re: re}, nil
}

// faults says what is wrong with the part of a regular expression in quotation
// marks.
var faults = map[syntax.ErrorCode]string{
	syntax.ErrInvalidCharClass:      "“%s” is not a set of characters",
	syntax.ErrInvalidCharRange:      "the range “%s” is not one: its first character comes after its last, or is unknown",
	syntax.ErrInvalidEscape:         "“%s” means nothing here: write two backslashes to find one",
	syntax.ErrInvalidNamedCapture:   "“%s” does not name a group: write (?P<name>…)",
	syntax.ErrInvalidPerlOp:         "“%s” means nothing after an opening parenthesis",
	syntax.ErrInvalidRepeatOp:       "“%s” repeats a repetition: put parentheses around the first",
	syntax.ErrInvalidRepeatSize:     "“%s” repeats too often: 1000 times is the most",
	syntax.ErrInvalidUTF8:           "“%s” is not text",
	syntax.ErrMissingBracket:        "“%s” opens a bracket that nothing closes: add ]",
	syntax.ErrMissingParen:          "“%s” opens a parenthesis that nothing closes: add )",
	syntax.ErrMissingRepeatArgument: "“%s” has nothing before it to repeat: write a backslash before it to find the sign itself",
	syntax.ErrTrailingBackslash:     "“%s\\” at its end means nothing: write two backslashes to find one",
	syntax.ErrUnexpectedParen:       "“%s” closes a parenthesis that nothing opened: write a backslash before it to find the sign itself",
	syntax.ErrNestingDepth:          "“%s” is nested too deeply",
	syntax.ErrLarge:                 "“%s” is too large",
}

// explain tells in a sentence why a regular expression is none.
func explain(err error) error {
	const cannot = "this regular expression cannot be read: "
	var bad *syntax.Error
	if !errors.As(err, &bad) || faults[bad.Code] == "" {
		return fmt.Errorf(cannot+"%w", err)
	}
	part := strings.TrimPrefix(strings.TrimPrefix(bad.Expr, "(?mi)"), "(?m)")
	return fmt.Errorf(cannot+faults[bad.Code], part)
}

// Matches finds all matches in an essay in the order of reading: those in the
// body, then those in the notes, in the order of their markers. They are found
// as they are asked for; when ctx is done there are no more.
func (f *Finder) Matches(ctx context.Context, e *essay.Essay) iter.Seq[Match] {
	return func(yield func(Match) bool) {
		for _, in := range f.texts(e) {
			if !f.forward(ctx, e, in, 0, yield) {
				return
			}
		}
	}
}

// texts lists the texts to look in, in the order of reading.
func (f *Finder) texts(e *essay.Essay) []essay.NoteID {
	if !f.query.Within.Empty() {
		if e.Text(f.query.Within.In) == nil {
			return nil
		}
		return []essay.NoteID{f.query.Within.In}
	}
	var in []essay.NoteID
	if f.query.Scope != InNotes {
		in = append(in, "")
	}
	if f.query.Scope != InBody {
		for _, n := range e.Numbered() {
			in = append(in, n.ID)
		}
	}
	return in
}

// forward yields the matches of one text that start at p or behind, and reports
// whether to go on.
func (f *Finder) forward(ctx context.Context, e *essay.Essay, in essay.NoteID, p doc.Pos, yield func(Match) bool) bool {
	text := e.Text(in)
	i, _ := text.Find(p)
	start := text.Start(i)
	for _, b := range text.From(i) {
		if ctx.Err() != nil {
			return false
		}
		for _, h := range f.inBlock(in, b, start) {
			if h.From >= p && !yield(h.Match) {
				return false
			}
		}
		start += b.Len() + 1
	}
	return true
}

// backward returns the last match of one text that ends at p or before.
func (f *Finder) backward(e *essay.Essay, in essay.NoteID, p doc.Pos) (Match, bool) {
	text := e.Text(in)
	for i, _ := text.Find(p); i >= 0; i-- {
		for _, h := range slices.Backward(f.inBlock(in, text.Block(i), text.Start(i))) {
			if h.To <= p {
				return h.Match, true
			}
		}
	}
	return Match{}, false
}

// hit is a match with what it was found in: the bytes between which the match
// and each of its groups stand in a text.
type hit struct {
	Match
	text string
	loc  []int
}

// inBlock lists the hits in a block that starts at a position.
func (f *Finder) inBlock(in essay.NoteID, b *doc.Block, start doc.Pos) []hit {
	hay := newHaystack(b)
	locs := f.locate(hay.text)
	if len(locs) == 0 {
		return nil
	}
	lo, hi := f.query.Within.Range()
	hits := make([]hit, 0, len(locs))
	for i, r := range hay.ranges(locs) {
		m := Match{in, start + r[0], start + r[1]}
		if lo == hi || m.From >= lo && m.To <= hi {
			hits = append(hits, hit{m, hay.text, locs[i]})
		}
	}
	return hits
}

// locate finds the matches in a text as package regexp tells them: the bytes
// between which each match, and each of its groups, stands.
func (f *Finder) locate(text string) [][]int {
	bound := func(int, int) bool { return true }
	if f.query.WholeWord {
		bound = wholeWords(text)
	}
	if f.re == nil {
		return f.words.locate(text, bound)
	}
	return slices.DeleteFunc(f.re.FindAllStringSubmatchIndex(text, -1), func(loc []int) bool {
		return loc[0] == loc[1] || !bound(loc[0], loc[1])
	})
}

// wholeWords tells of two bytes of a text whether both are bounds of words.
func wholeWords(text string) func(from, to int) bool {
	var bounds []int
	return func(from, to int) bool {
		if bounds == nil {
			bounds = doc.WordBounds(text)
		}
		_, a := slices.BinarySearch(bounds, from)
		_, b := slices.BinarySearch(bounds, to)
		return a && b
	}
}

// Next is the first match behind a selection. After the last one it begins
// again at the first and says that it wrapped.
func (f *Finder) Next(e *essay.Essay, from Selection) (m Match, wrapped, ok bool) {
	texts := f.texts(e)
	first := func(in essay.NoteID, p doc.Pos) bool {
		f.forward(context.Background(), e, in, p, func(found Match) bool {
			m, ok = found, true
			return false
		})
		return ok
	}
	k := slices.Index(texts, from.In)
	if _, p := from.Range(); k >= 0 && first(from.In, p) {
		return m, false, true
	}
	for i := range texts {
		at := (k + 1 + i) % len(texts)
		if first(texts[at], 0) {
			return m, at <= k, true
		}
	}
	return m, false, false
}

// Previous is the last match before a selection. Before the first one it goes
// on at the last and says that it wrapped.
func (f *Finder) Previous(e *essay.Essay, from Selection) (m Match, wrapped, ok bool) {
	texts := f.texts(e)
	k := slices.Index(texts, from.In)
	if k < 0 {
		k = len(texts)
	} else {
		p, _ := from.Range()
		if m, ok = f.backward(e, from.In, p); ok {
			return m, false, true
		}
	}
	for i := range texts {
		at := (k - 1 - i + len(texts)) % len(texts)
		if m, ok = f.backward(e, texts[at], e.Text(texts[at]).Len()); ok {
			return m, at >= k, true
		}
	}
	return m, false, false
}
