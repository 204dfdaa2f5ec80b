package markdown

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Text that came from a file leaves with the bytes it came from, and what was
// edited is written anew between them. Bytes may mean something else in new
// surroundings, so the result is read: what does not say what the essay says is
// written anew as well.

// keptTries bounds how often that is done before all is written anew.
const keptTries = 4

// alone is the wear of a block of whose source not even the gap is kept.
const alone = doc.Reshaped + 1

// cameFromFile reports whether some of an essay may leave as it came.
func cameFromFile(e *essay.Essay) bool {
	if e.Head().Source != nil {
		return true
	}
	for b := range e.Body().Each() {
		if b.Source() != nil {
			return true
		}
	}
	return false
}

// kept is the essay with what was not edited as it came; false if that cannot
// be.
func (w *writer) kept(e *essay.Essay) (string, bool) {
	wear := map[*doc.Block]doc.Wear{}
	for try := range keptTries {
		w.counts = counts{}
		k := newKeeper(w, e, wear)
		out := k.essay()
		counted := w.counts
		if k.whole() {
			return out, true
		}
		bad := w.strays(e, out, try > 0)
		w.counts = counted
		if len(bad) == 0 {
			return out, true
		}
		worse := false
		for _, b := range bad {
			if now := max(wear[b], doc.Reworded); now < alone {
				wear[b] = now + 1
				worse = true
			}
		}
		if !worse { // they are new already: what is written anew cannot say it
			return out, true
		}
	}
	w.counts, w.given = counts{}, nil
	return "", false
}

// keeper writes one essay.
type keeper struct {
	w      *writer
	e      *essay.Essay
	wear   map[*doc.Block]doc.Wear // beside what the sources say
	labels map[essay.NoteID]string
	queue  map[string][]*essay.Note       // the notes with a place in the file, by their labels
	after  map[essay.NoteID][]*essay.Note // those without, by the note whose definition theirs follows; "" is none

	out     strings.Builder
	newline string
	last    *doc.Source // the part that was written last, if nothing follows it yet
	wait    pending
	parts   int // how many were written whole, each after the one before it in the file
	others  int // and what else was
	lists   listStack
}

// pending is what follows a part, and waits for what is new to be written
// before it.
type pending struct {
	gap   string
	notes []string
	place int
}

func newKeeper(w *writer, e *essay.Essay, wear map[*doc.Block]doc.Wear) *keeper {
	k := &keeper{w: w, e: e, wear: wear, newline: newlineOf(e)}
	k.label()
	k.place()
	return k
}

// newlineOf is how the lines of the essay's file end.
func newlineOf(e *essay.Essay) string {
	is := func(s *doc.Source) (string, bool) {
		if s == nil {
			return "", false
		}
		i := strings.IndexByte(s.Bytes, '\n')
		if i > 0 && s.Bytes[i-1] == '\r' {
			return "\r\n", true
		}
		return "\n", i >= 0
	}
	if s, ok := is(e.Head().Source); ok {
		return s
	}
	for b := range e.Body().Each() {
		if s, ok := is(b.Source()); ok {
			return s
		}
	}
	return "\n"
}

// whole reports whether the output is the file, byte for byte.
func (k *keeper) whole() bool {
	h := k.e.Head()
	return h.Source != nil && k.parts == h.Parts && k.others == 0 && k.out.Len() > 0
}

func (k *keeper) essay() string {
	blocks := slices.Collect(k.e.Body().Each())
	if h := k.e.Head().Source; h != nil {
		head, titled := above(k.e, h.Bytes[h.Text:])
		if titled {
			blocks = blocks[1:]
		}
		if k.out.WriteString(h.Bytes[:h.Text] + head); head != h.Bytes[h.Text:] {
			k.others++
		}
		k.last = h
		k.wait.notes = h.Notes
	}
	for i := 0; i < len(blocks); {
		n := 1
		if blocks[i].Kind == doc.Cell {
			for i+n < len(blocks) && blocks[i+n].Kind == doc.Cell {
				n++
			}
			k.table(blocks[i : i+n])
		} else {
			k.block(blocks[i], blocks[i+1:])
		}
		i += n
	}
	ended := k.finish()
	if rest := k.rest(); len(rest) > 0 {
		for _, n := range rest {
			k.note(n)
		}
		ended = k.finish()
	}
	k.links()
	out := k.out.String()
	if !ended && out != "" {
		out = strings.TrimRight(out, "\r\n") + k.newline
	}
	return out
}

// finish writes what waits, and reports whether the file's own end is the last
// of it.
func (k *keeper) finish() bool {
	ended := k.wait.place == k.e.Head().Parts
	k.flush()
	return ended || k.last != nil && k.last.Place == k.e.Head().Parts
}

// write writes text that is new.
func (k *keeper) write(s string) {
	if k.newline != "\n" {
		s = strings.ReplaceAll(s, "\n", k.newline)
	}
	k.out.WriteString(s)
	k.last = nil
	k.others++
}

// wornOf says what of a block's source holds; of none nothing does.
func (k *keeper) wornOf(b *doc.Block) doc.Wear {
	s := b.Source()
	if s == nil {
		return alone
	}
	return max(s.Worn, k.wear[b])
}

// flush writes what waits.
func (k *keeper) flush() {
	for k.wait.gap != "" || len(k.wait.notes) > 0 {
		p := k.wait
		k.wait = pending{}
		if strings.HasPrefix(p.gap, "\n") || strings.HasPrefix(p.gap, "\r\n") || k.last != nil {
			k.out.WriteString(p.gap)
		}
		for _, label := range p.notes {
			if q := k.queue[label]; len(q) > 0 {
				k.queue[label] = q[1:]
				if n := q[0]; n != nil {
					k.note(n)
				}
			}
		}
	}
}

// join makes room for a part: none is needed if it follows the part that was
// written last in the file as well.
func (k *keeper) join(s *doc.Source, lines int) {
	k.flush()
	if k.last != nil && k.last.Place+1 == s.Place {
		return
	}
	k.separate(lines)
}

// separate ends the line, and for 2 leaves a blank one.
func (k *keeper) separate(lines int) {
	text := k.out.String()
	at := strings.TrimRight(text, " \t\r\n>")
	if strings.Trim(at, "\ufeff") == "" {
		return
	}
	for n := strings.Count(text[len(at):], "\n"); n < lines; n++ {
		k.out.WriteString(k.newline)
	}
}

// block writes a block that is no cell.
func (k *keeper) block(b *doc.Block, next []*doc.Block) {
	s := b.Source()
	lines := 2
	if b.IsItem() && k.lists != nil {
		lines = 1
	}
	switch wear := k.wornOf(b); {
	case wear < doc.Reshaped:
		k.join(s, lines)
		k.part(b, wear)
		if !b.IsItem() {
			k.lists = nil
		} else if !k.lists.learn(b.Level, s.Bytes[:s.Text]) {
			k.lists = nil
		}
		return
	default:
		k.anew(b, next)
		if wear == doc.Reshaped {
			k.flush()
			k.await(s)
		} else if s != nil {
			k.wait.notes = append(k.wait.notes, s.Notes...)
		}
	}
}

// await has what follows a part wait.
func (k *keeper) await(s *doc.Source) {
	k.wait = pending{gap: s.Bytes[s.Gap:], notes: s.Notes, place: s.Place}
	if strings.Trim(k.wait.gap, " \t\r\n>") != "" { // definitions of links
		k.out.WriteString(k.wait.gap)
		k.wait.gap = ""
	}
}

// part writes a block of whose source at most the text is worn.
func (k *keeper) part(b *doc.Block, wear doc.Wear) {
	s := b.Source()
	if wear == doc.Whole {
		if k.last != nil && k.last.Place+1 == s.Place {
			k.parts++
		} else {
			k.others++
		}
		if b.Atoms() > 0 && slices.ContainsFunc(b.Spans(), doc.Span.IsCitation) {
			k.others++ // it may have been changed where it is kept, beside the text
		}
		k.out.WriteString(s.Bytes[:s.Gap])
		k.last = s
		k.await(s)
		return
	}
	k.others++
	if text := k.w.inner(b, s.Bytes[:s.Text]); text != "" || b.IsItem() || b.Kind == doc.Cell || b.Kind == doc.Code {
		lead := s.Bytes[:s.Text]
		k.out.WriteString(lead)
		k.write(indent(text, continued(lead)))
		k.out.WriteString(s.Bytes[s.Tail:s.Gap])
	}
	k.last = s
	k.await(s)
}

// inner is a block's text without the marks of its kind.
func (w *writer) inner(b *doc.Block, lead string) string {
	b = w.resolved(b)
	switch b.Kind {
	case doc.Heading:
		if !strings.Contains(lead, "#") { // it starts a line, as a paragraph does
			b = b.As(doc.Quote, 1)
		}
		return w.inline(b)
	case doc.Quote, doc.Bullet, doc.Numbered, doc.Task, doc.Cell:
		return w.inline(b)
	case doc.Code:
		return lines(b)
	}
	return w.block(b)
}

// continued is what stands before further lines of a text that has a lead
// before its first.
func continued(lead string) string {
	lead = lead[strings.LastIndexByte(lead, '\n')+1:]
	label := strings.Index(lead, "[^")
	if label >= 0 && strings.Contains(lead[label:], "]:") {
		return continued(lead[:label]) + "    "
	}
	return strings.Map(func(r rune) rune {
		if r == '>' || r == '\t' {
			return r
		}
		return ' '
	}, lead)
}

// anew writes a block without its source, if it holds something.
func (k *keeper) anew(b *doc.Block, next []*doc.Block) {
	shown := k.w.shown(doc.New(b))
	if len(shown) == 0 {
		return
	}
	b = shown[0]
	if strings.Trim(k.wait.gap, "\r\n") != "" || k.wait.place == 0 { // nothing new can stand before it
		k.flush()
	}
	if !b.IsItem() {
		k.lists = nil
		k.separate(2)
		k.write(k.w.block(b))
		return
	}
	first := k.lists == nil
	if first {
		k.seed(b, next)
	}
	prefix, width, joins := k.lists.next(b)
	if joins && !first {
		k.separate(1)
	} else {
		k.separate(2)
	}
	k.write(prefix + indent(box(b)+k.w.inline(b), strings.Repeat(" ", width)))
}

// seed lets a new first item take the marks of the next one that has any.
func (k *keeper) seed(b *doc.Block, next []*doc.Block) {
	for _, n := range next {
		if !n.IsItem() {
			return
		}
		if s := n.Source(); s != nil && n.Level == b.Level && n.Kind == b.Kind && k.wornOf(n) < doc.Reshaped {
			if k.lists.learn(n.Level, s.Bytes[:s.Text]) {
				k.lists[len(k.lists)-1].last = max(b.Info.Start, 1) - 1
			}
			return
		}
	}
}

// table writes the cells of a table: if one of them is new, all anew.
func (k *keeper) table(cells []*doc.Block) {
	k.lists = nil
	holds := true
	for i, c := range cells {
		holds = holds && k.wornOf(c) < doc.Reshaped && (i == 0 || cells[i-1].Source().Place+1 == c.Source().Place)
	}
	if holds {
		for _, c := range cells {
			k.join(c.Source(), 2)
			k.part(c, k.wornOf(c))
		}
		return
	}
	var notes []string
	var last *doc.Source
	for _, c := range cells {
		if s := c.Source(); s != nil {
			notes = append(notes, s.Notes...)
			if k.wornOf(c) < alone {
				last = s
			}
		}
	}
	k.flush()
	k.separate(2)
	k.write(k.w.document(k.w.shown(doc.New(cells...))))
	if last != nil {
		k.await(last)
		k.wait.notes = notes
	}
}
