package editor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Apply makes what was changed between base and edited a change of the essay,
// as one step. Base is what the essay was when it was given out to be edited
// elsewhere, in the form that came back of it unchanged, such as its Markdown
// read again. So what was not touched there stays as it is here, also what that
// form does not hold: blocks and notes keep their identity, and what was written
// here in the meantime stays where nothing was changed there.
//
// A note is known again by its text, else by its place among the others. One
// whose marker is gone goes to the bin; one that was not there is new.
//
// An essay that came from a file comes from what was edited afterwards.
func (s *Session) Apply(base, edited *essay.Essay) error {
	return s.Do("Edit the source", func(t *Transaction) error {
		fromFile := t.essay.Head().Source != nil
		if !fromFile {
			base, edited = sourceless(base), sourceless(edited)
		}
		base, edited = t.recited(base, edited)
		a := newApplication(t.essay, base, edited)
		for _, n := range a.added {
			t.PutNote(n)
		}
		for _, id := range a.kept {
			if t.essay.Note(id) != nil {
				t.merge(id, a.baseTexts[id], a.texts[id])
			}
		}
		t.merge("", a.base, a.edited)
		if fromFile {
			t.comesFrom(a, edited.Head())
		}
		return nil
	})
}

// comesFrom gives the essay the sources of what was edited.
func (t *Transaction) comesFrom(a *application, head essay.Head) {
	t.takeSources("", a.edited)
	for id, text := range a.texts {
		n := t.essay.Note(id)
		if n == nil {
			continue
		}
		t.takeSources(id, text)
		if label := a.labels[id]; n.Label != label {
			called := *t.essay.Note(id)
			called.Label = label
			t.PutNote(&called)
		}
	}
	if !t.essay.Head().Equal(head) {
		t.essay = t.essay.WithHead(head)
	}
}

// takeSources gives the blocks of a text the sources of those that are equal.
func (t *Transaction) takeSources(in essay.NoteID, edited *doc.Document) {
	now := t.essay.Text(in)
	blocks, changed := slices.Collect(now.Each()), false
	for _, p := range align(keys(now, exactKey), keys(edited, exactKey)) {
		if b, s := blocks[p[0]], edited.Block(p[1]).Source(); !b.Source().Equal(s) {
			blocks[p[0]], changed = b.WithSource(s), true
		}
	}
	if !changed {
		return
	}
	text, _ := now.ReplaceBlocks(0, now.Blocks(), blocks...)
	t.setText(in, text, Change{in, doc.Change{At: now.Len()}})
}

// application is what is to be applied, with the essay's identities of notes.
type application struct {
	base, edited     *doc.Document
	kept             []essay.NoteID // notes whose texts may have changed
	baseTexts, texts map[essay.NoteID]*doc.Document
	labels           map[essay.NoteID]string
	added            []*essay.Note
}

func newApplication(now, base, edited *essay.Essay) *application {
	a := &application{baseTexts: map[essay.NoteID]*doc.Document{}, texts: map[essay.NoteID]*doc.Document{}, labels: map[essay.NoteID]string{}}
	ofBase := identities(base, now)
	for _, b := range inText(base) {
		if id, known := ofBase[b.ID]; known && a.baseTexts[id] == nil {
			a.baseTexts[id] = b.Text
		}
	}
	ofEdited := map[essay.NoteID]essay.NoteID{}
	pairs := pairNotes(inText(edited), inText(base))
	for _, n := range inText(edited) {
		b := pairs[n]
		id, known := essay.NoteID(""), false
		if b != nil {
			id, known = ofBase[b.ID]
		}
		switch _, twice := a.texts[id]; {
		case known && a.baseTexts[id] == b.Text && !twice:
			a.texts[id], a.labels[id] = n.Text, n.Label
			a.kept = append(a.kept, id)
		case known && n.Text.Equal(b.Text): // a further marker to a note
		default:
			id = essay.NewNoteID()
			a.added = append(a.added, &essay.Note{ID: id, Text: n.Text, Series: n.Series, Label: n.Label})
		}
		ofEdited[n.ID] = id
	}
	a.base, a.edited = renamed(base.Body(), ofBase), renamed(edited.Body(), ofEdited)
	return a
}

// identities says what the notes of base are in the essay. A further marker to
// one note may be a note of its own in base, so markers are counted before texts
// are compared.
func identities(base, now *essay.Essay) map[essay.NoteID]essay.NoteID {
	ids := map[essay.NoteID]essay.NoteID{}
	if there, here := base.Refs(), now.Refs(); len(there) == len(here) {
		for i, r := range there {
			ids[r.Note] = here[i].Note
		}
		return ids
	}
	for b, n := range pairNotes(inText(base), inText(now)) {
		ids[b.ID] = n.ID
	}
	return ids
}

// inText lists an essay's notes: those with markers by their first, the others
// after them.
func inText(e *essay.Essay) []*essay.Note {
	notes := append(slices.Clone(e.Numbered()), e.Bin()...)
	return slices.DeleteFunc(notes, func(n *essay.Note) bool { return e.IsCitation(n.ID) })
}

// pairNotes finds for notes those of another list that they are: of the same
// text, else between the same others.
func pairNotes(a, b []*essay.Note) map[*essay.Note]*essay.Note {
	x, y := texts(a), texts(b)
	found, taken := map[*essay.Note]*essay.Note{}, map[*essay.Note]bool{}
	pair := func(i, j int) {
		if found[a[i]] == nil && !taken[b[j]] {
			found[a[i]], taken[b[j]] = b[j], true
		}
	}
	pairs := align(x, y)
	for _, p := range pairs {
		pair(p[0], p[1])
	}
	for _, p := range once(x, y, span{0, len(x)}, span{0, len(y)}) { // moved
		pair(p[0], p[1])
	}
	between(pairs, len(a), len(b), func(x, y span) {
		var left, right []int
		for i := x.from; i < x.to; i++ {
			if found[a[i]] == nil {
				left = append(left, i)
			}
		}
		for j := y.from; j < y.to; j++ {
			if !taken[b[j]] {
				right = append(right, j)
			}
		}
		for k := range left {
			if len(left) == len(right) {
				pair(left[k], right[k])
			}
		}
	})
	return found
}

func texts(notes []*essay.Note) []string {
	list := make([]string, len(notes))
	for i, n := range notes {
		list[i] = strings.Join(strings.Fields(n.Text.String()), " ")
	}
	return list
}

// sourceless is an essay that came from no file.
func sourceless(e *essay.Essay) *essay.Essay {
	each := func(d *doc.Document) *doc.Document {
		blocks := slices.Collect(d.Each())
		for i, b := range blocks {
			blocks[i] = b.WithSource(nil)
		}
		return doc.New(blocks...)
	}
	var notes []*essay.Note
	for n := range e.Notes() {
		m := *n
		m.Text, m.Label = each(n.Text), ""
		notes = append(notes, &m)
	}
	return e.WithBody(each(e.Body())).WithNotes(notes...).WithHead(essay.Head{})
}

// renamed is a text whose atoms name other notes.
func renamed(d *doc.Document, ids map[essay.NoteID]essay.NoteID) *doc.Document {
	blocks := slices.Collect(d.Each())
	for i, b := range blocks {
		if b.Atoms() == 0 {
			continue
		}
		spans := slices.Clone(b.Spans())
		for k, s := range spans {
			if s.Atom == nil {
				continue
			}
			if id, ok := ids[essay.NoteID(s.Atom.ID)]; ok && s.Atom.Kind != doc.Citation {
				spans[k].Atom = &doc.Atom{Kind: s.Atom.Kind, ID: string(id)}
			}
		}
		blocks[i] = b.WithSpans(spans...).WithSource(b.Source())
	}
	return doc.New(blocks...)
}

// merge makes what differs between base and edited a change of a text. The
// blocks of base are known again in the text where they are equal, or say the
// same.
func (t *Transaction) merge(in essay.NoteID, base, edited *doc.Document) {
	if base.Equal(edited) {
		return
	}
	now := t.essay.Text(in)
	old := matched(now, base)
	var kept, inBase [][2]int // blocks of edited that stay, with those of the text and of base
	for _, p := range align(keys(edited, exactKey), keys(base, exactKey)) {
		if i, ok := old[p[1]]; ok {
			kept = append(kept, [2]int{p[0], i})
			inBase = append(inBase, p)
		}
	}
	var runs, bases []span
	between(inBase, edited.Blocks(), base.Blocks(), func(_, b span) { bases = append(bases, b) })
	between(kept, edited.Blocks(), now.Blocks(), func(y, x span) { runs = append(runs, y, x) })
	for k, b := range slices.Backward(bases) {
		if y, x := runs[2*k], runs[2*k+1]; !sameBlocks(base, b, edited, y) {
			t.replaceRun(in, inked(now, old, x), edited, y)
		}
	}
}

// inked is a run of a text without the empty paragraphs at its ends that base
// has not: the other form cannot hold them, so that nobody took them away there.
func inked(d *doc.Document, base map[int]int, x span) span {
	there := map[int]bool{}
	for _, i := range base {
		there[i] = true
	}
	empty := func(i int) bool { return !there[i] && d.Block(i).Kind == doc.Paragraph && saidKey(d.Block(i)) == "" }
	for x.len() > 0 && empty(x.to-1) {
		x.to--
	}
	for x.len() > 0 && empty(x.from) {
		x.from++
	}
	return x
}

func sameBlocks(a *doc.Document, x span, b *doc.Document, y span) bool {
	if x.len() != y.len() {
		return false
	}
	for i := range x.len() {
		if !a.Block(x.from + i).Equal(b.Block(y.from + i)) {
			return false
		}
	}
	return true
}

// replaceRun puts a run of blocks of another text in the place of one. Where a
// block only has other words, the rest of it stays, and carets with it.
func (t *Transaction) replaceRun(in essay.NoteID, x span, edited *doc.Document, y span) {
	text := t.essay.Text(in)
	if x.len() == 1 && y.len() == 1 {
		a, b := text.Block(x.from), edited.Block(y.from)
		if a.Kind == b.Kind && a.Level == b.Level && a.Info == b.Info {
			head, tail := doc.Common(a, b)
			at := text.Start(x.from)
			mid := doc.Slice{}
			if spans := b.Slice(head, b.Len()-tail); len(spans) > 0 {
				mid = spanSlice(spans...)
			}
			t.Replace(in, at+head, at+a.Len()-tail, mid)
			return
		}
	}
	blocks := make([]*doc.Block, 0, y.len())
	for i := y.from; i < y.to; i++ {
		blocks = append(blocks, edited.Block(i))
	}
	t.ReplaceBlocks(in, x.from, x.len(), blocks...)
}

// matched finds the blocks of base in a text: those that are equal, and between
// them those that say the same.
func matched(now, base *doc.Document) map[int]int {
	exactNow, exactBase := keys(now, exactKey), keys(base, exactKey)
	saidNow, saidBase := keys(now, saidKey), keys(base, saidKey)
	found := map[int]int{}
	pairs := align(exactBase, exactNow)
	for _, p := range pairs {
		found[p[0]] = p[1]
	}
	between(pairs, base.Blocks(), now.Blocks(), func(x, y span) {
		for _, p := range align(saidBase[x.from:x.to], saidNow[y.from:y.to]) {
			if saidBase[x.from+p[0]] != "" {
				found[x.from+p[0]] = y.from + p[1]
			}
		}
	})
	return found
}

func keys(d *doc.Document, key func(*doc.Block) string) []string {
	list := make([]string, 0, d.Blocks())
	for b := range d.Each() {
		list = append(list, key(b))
	}
	return list
}

// exactKey is the same for blocks that are equal.
func exactKey(b *doc.Block) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d %d %+v", b.Kind, b.Level, b.Info)
	for _, sp := range b.Spans() {
		if sp.Atom != nil {
			fmt.Fprintf(&s, "\x00a%d %s", sp.Atom.Kind, sp.Atom.ID)
		} else {
			fmt.Fprintf(&s, "\x00%d %s\x00%s", sp.Style, sp.Link, sp.Text)
		}
	}
	return s.String()
}

// saidKey is the same for blocks that say the same, in whatever style. A note's
// number within prose may be any, since each form writes its own.
func saidKey(b *doc.Block) string {
	var s strings.Builder
	for _, sp := range b.Spans() {
		switch {
		case sp.Atom == nil:
			s.WriteString(number.ReplaceAllString(sp.Text, "#"))
		case sp.Atom.Kind == doc.CrossRef:
			s.WriteString("#")
		default:
			s.WriteString("\x00" + sp.Atom.ID + "\x00")
		}
	}
	return strings.Join(strings.Fields(s.String()), " ")
}

var number = lazyregexp.New(`[0-9]+`)
