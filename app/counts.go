package app

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// tally is how long a text is.
type tally struct {
	words, chars int // chars are runes with spaces, without markers and breaks
}

func (t *tally) add(o tally) { t.words, t.chars = t.words+o.words, t.chars+o.chars }

func tallyOf(text string) tally {
	return tally{doc.Words(text), utf8.RuneCountInString(text) - strings.Count(text, string(doc.AtomRune))}
}

// counts are the lengths of an essay and of each of its sections.
type counts struct {
	body, notes tally
	markers     int
	language    string
	sections    []section
}

// section is a heading with the words that follow it up to the next.
type section struct {
	title string
	level int
	block int
	words int
}

// counter counts essays one after the other off the user interface's goroutine,
// and counts a block that it has seen before no second time.
type counter struct {
	mu    sync.Mutex
	known map[*doc.Block]tally
}

func (c *counter) count(e *essay.Essay) counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := make(map[*doc.Block]tally, len(c.known))
	of := func(b *doc.Block) tally {
		n, ok := c.known[b]
		if !ok {
			n = tallyOf(b.Text())
		}
		known[b] = n
		return n
	}
	r := counts{language: e.Language()}
	for i, b := range e.Body().All() {
		n := of(b)
		r.body.add(n)
		if b.Kind == doc.Heading && !editor.IsTitle(e.Body(), i) {
			r.sections = append(r.sections, section{title: headingText(b), level: b.Level, block: i})
		} else if len(r.sections) > 0 {
			r.sections[len(r.sections)-1].words += n.words
		}
	}
	for _, n := range e.Numbered() {
		r.markers++
		for _, b := range n.Text.All() {
			r.notes.add(of(b))
		}
	}
	c.known = known
	return r
}

func headingText(b *doc.Block) string {
	return strings.TrimSpace(strings.ReplaceAll(b.Text(), string(doc.AtomRune), ""))
}

// selected counts what is selected; blocks that were counted with the essay are
// not counted anew.
func (c *counter) selected(e *essay.Essay, sel editor.Selection) tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	var sum tally
	text := e.Text(sel.In)
	if text == nil {
		return sum
	}
	from, to := sel.Range()
	first, _ := text.Find(from)
	last, _ := text.Find(to)
	start := text.Start(first)
	for i, b := range text.From(first) {
		if i > last {
			break
		}
		lo, hi := max(from, start), min(to, start+b.Len())
		if n, ok := c.known[b]; ok && hi-lo == b.Len() {
			sum.add(n)
		} else {
			sum.add(tallyOf(text.Text(lo, hi)))
		}
		start += b.Len() + 1
	}
	return sum
}
