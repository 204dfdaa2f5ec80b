package app

import (
	"strings"
	"sync"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// counts are the words of an essay, and of each of its sections.
type counts struct {
	body, notes, markers int
	sections             []section
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
	known map[*doc.Block]int
}

func (c *counter) count(e *essay.Essay) counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := make(map[*doc.Block]int, len(c.known))
	words := func(b *doc.Block) int {
		n, ok := c.known[b]
		if !ok {
			n = doc.Words(b.Text())
		}
		known[b] = n
		return n
	}
	var r counts
	for i, b := range e.Body().All() {
		n := words(b)
		r.body += n
		if b.Kind == doc.Heading && (i > 0 || b.Level > 1) {
			title := strings.TrimSpace(strings.ReplaceAll(b.Text(), string(doc.AtomRune), ""))
			r.sections = append(r.sections, section{title: title, level: b.Level, block: i})
		} else if len(r.sections) > 0 {
			r.sections[len(r.sections)-1].words += n
		}
	}
	for _, n := range e.Numbered() {
		r.markers++
		for _, b := range n.Text.All() {
			r.notes += words(b)
		}
	}
	c.known = known
	return r
}
