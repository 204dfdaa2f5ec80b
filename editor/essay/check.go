package essay

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Severity says how surely a finding is a fault.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // something is lost or leads nowhere
	Warning Severity = "warning" // most likely a slip
	Hint    Severity = "hint"    // an editor would ask; the author may mean it
)

// Kind is one of the checks.
type Kind struct {
	Name     string // never changes: settings and programs go by it
	Severity Severity
	Finds    string // what it looks for
}

// Checks is the table of checks.
var Checks = []Kind{
	{"missing", Error, "a marker without a note"},
	{"reference", Error, "a reference to a note without a marker"},
	{"source", Error, "a citation of a source that is not there"},
	{"gone", Warning, "a citation of a source that was deleted from the library"},
	{"unmarked", Warning, "a note without a marker"},
	{"empty", Warning, "an empty note"},
	{"url", Error, "an address that cannot be one"},
	{"quotes", Warning, "a quotation mark without its partner in a note"},
	{"brackets", Warning, "a bracket without its partner in a note"},
	{"ibid", Warning, "“Ibid.” without the one source that it means"},
	{"short", Warning, "a short form before the full citation"},
	{"number", Warning, "a number typed beside a marker"},
	{"space", Warning, "a space before a marker"},
	{"punctuation", Hint, "a marker on the wrong side of punctuation"},
	{"link", Hint, "a marker inside a link"},
	{"heading", Hint, "a note in a heading"},
	{"page", Hint, "a page in the text that the note gives too"},
	{"repeated", Hint, "the same note twice"},
}

// Finding is something about a note that its author may want to look at.
type Finding struct {
	Check    string // the name of a check in [Checks]
	Severity Severity
	Note     NoteID  // whose note or marker it is
	Number   int     // of the note, 0 if it has no marker
	Label    string  // the number as the scheme writes it, "" if it has no marker
	In       NoteID  // where it is: in this note's text, or in the body for ""
	From, To doc.Pos // there
	Says     string  // one sentence for the author
	Mend     *Mend   // what would set it right; nil where nothing is sure to
}

// Mend is a change that sets a finding right. It holds for the essay that was
// checked and for no other.
type Mend struct {
	Label string   // what it does, as a button says it
	Edits []Edit   // by position in each text, and none within another
	Drops []NoteID // notes that are taken out of the essay

	of *Essay
}

// Edit puts With in the place of From … To, in a note's text or in the body
// for "".
type Edit struct {
	In       NoteID
	From, To doc.Pos
	With     doc.Slice
}

// Fits reports whether the mend may be done on e: whether e is still the essay
// that was checked.
func (m *Mend) Fits(e *Essay) bool { return m.of.Equal(e) }

// Check looks over the markers and the notes and returns what it finds in the
// order of the notes, and then what concerns notes without a marker. It changes
// nothing, and takes time in proportion to the length of the essay.
func Check(e *Essay) []Finding {
	c := &checker{essay: e}
	c.read()
	c.markers()
	c.notes()
	c.references()
	c.repeated()
	c.shortForms()
	c.ibidem()
	c.bin()
	c.sources(nil)
	slices.SortStableFunc(c.found, func(f, g found) int {
		return cmp.Or(cmp.Compare(f.order, g.order), cmp.Compare(f.rank, g.rank),
			strings.Compare(string(f.In), string(g.In)), cmp.Compare(f.From, g.From))
	})
	var list []Finding
	for _, f := range c.found {
		list = append(list, f.Finding)
	}
	return list
}

// found is a finding with what it is sorted by.
type found struct {
	Finding
	order int // of its note; those without a marker come last
	rank  int // of its check in the table
}

// checker looks over one essay.
type checker struct {
	essay   *Essay
	lines   []line
	texts   []noteText          // of the notes with a marker, in their order
	byNote  map[NoteID]int      // the place in texts
	placed  map[NoteID][]placed // filled by atoms
	typedTo doc.Pos             // up to where typed numbers are found
	found   []found
}

// find adds a finding about a note at a place.
func (c *checker) find(check string, note, in NoteID, from, to doc.Pos, says string, m *Mend) {
	rank := slices.IndexFunc(Checks, func(k Kind) bool { return k.Name == check })
	f := Finding{Check: check, Severity: Checks[rank].Severity, Note: note, In: in, From: from, To: to, Says: says}
	order := len(c.essay.Refs()) + 1
	if r, ok := c.essay.Ref(note); ok {
		f.Number, f.Label, order = r.Number, r.Label, r.Order
	}
	if m != nil {
		m.of = c.essay
		f.Mend = m
	}
	c.found = append(c.found, found{f, order, rank})
}

// inNote adds a finding at a place in a note's text.
func (c *checker) inNote(check string, n *noteText, from, to int, says string, m *Mend) {
	c.find(check, n.note.ID, n.note.ID, doc.Pos(from), doc.Pos(to), says, m)
}

// read takes apart the blocks that hold markers, and the notes.
func (c *checker) read() {
	refs := c.essay.Refs()
	var at doc.Pos
	for _, b := range c.essay.body.All() {
		if b.Atoms() > 0 {
			c.lines = append(c.lines, line{block: b, start: at, text: plain(nil, b)})
		}
		at += b.Len() + 1
	}
	c.byNote = make(map[NoteID]int, len(refs))
	for _, r := range refs {
		if n := c.essay.notes.get(r.Note); r.First && n != nil { // a citation is no written note
			c.byNote[r.Note] = len(c.texts)
			c.texts = append(c.texts, readNote(n, r))
		}
	}
}

// plain appends a block's text; a marker is doc.AtomRune, and a reference to a
// note, which shows a number, is crossRune.
func plain(to []rune, b *doc.Block) []rune {
	to = slices.Grow(to, int(b.Len())+1)
	for _, s := range b.Spans() {
		switch {
		case s.IsMarker():
			to = append(to, doc.AtomRune)
		case s.Atom != nil:
			to = append(to, crossRune)
		default:
			for _, r := range s.Text {
				to = append(to, r)
			}
		}
	}
	return to
}

// crossRune stands for a reference to a note: the checks read it as a word.
const crossRune = 'x'

// notes checks what can be said of each note by itself.
func (c *checker) notes() {
	for i := range c.texts {
		n := &c.texts[i]
		if strings.TrimSpace(string(n.text)) == "" {
			c.inNote("empty", n, 0, len(n.text), fmt.Sprintf("Note %s is empty.", n.ref.Label), nil)
			continue
		}
		c.addresses(n) // first: brackets in an address are no brackets of the note
		c.pairs(n)
	}
}

// references finds references to notes that have no number.
func (c *checker) references() {
	look := func(in NoteID, d *doc.Document) {
		for i, a := range d.Atoms() {
			if a.Kind != doc.CrossRef || c.essay.Number(NoteID(a.ID)) > 0 {
				continue
			}
			at, _ := d.AtomPos(i)
			says := "The text refers to a note that has no marker."
			note := NoteID(a.ID)
			if in != "" {
				says, note = fmt.Sprintf("Note %s refers to a note that has no marker.", c.essay.Label(in)), in
			}
			c.find("reference", note, in, at, at+1, says, nil)
		}
	}
	look("", c.essay.body)
	for _, n := range c.texts {
		look(n.note.ID, n.note.Text)
	}
}

// bin tells of the notes without a marker. An empty one may go for good.
func (c *checker) bin() {
	for _, n := range c.essay.Bin() {
		text := n.Text.String()
		if strings.TrimSpace(text) == "" {
			c.find("unmarked", n.ID, n.ID, 0, n.Text.Len(), "No marker refers to an empty note.",
				&Mend{Label: "Delete the empty note", Drops: []NoteID{n.ID}})
			continue
		}
		c.find("unmarked", n.ID, n.ID, 0, n.Text.Len(),
			fmt.Sprintf("No marker refers to the note “%s”.", Excerpt(text, 48)), nil)
	}
}

// inline makes a slice of spans that goes into a paragraph.
func inline(parts ...[]doc.Span) doc.Slice {
	return doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, slices.Concat(parts...)...)}}
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// isBlank leaves out no-break and thin spaces: who sets them means them.
func isBlank(r rune) bool { return r == ' ' || r == '\t' }

// isWord reports whether a rune belongs to a word or a number.
func isWord(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || isDigit(r)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// endsText reports whether a rune can be the last of what a marker is about: of
// a word, of punctuation, of what is quoted or in brackets.
func endsText(r rune) bool {
	return isWord(r) || isRaised(r) || strings.ContainsRune(".,;:?!…”’“»«\"')]}%‘›*", r)
}
