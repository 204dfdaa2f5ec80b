package editor

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// shortNote is how many runes a note may have to be joined with others in one
// sentence, as citations are.
const shortNote = 120

// MergeNotes makes one note of several, in the order of their markers; it is
// the first of them and keeps its series. Short notes of one paragraph become
// one sentence, “Ko, 72; Lee, 14.”, others follow one another as paragraphs,
// and what several of them say alike is said once.
//
// In a sentence where markers of more than one of them stand, the last stays,
// behind all that the note now speaks of. Markers in other sentences become
// further markers of the merged note, and cross-references name it, so that
// every place still leads to what was said there.
func (s *Session) MergeNotes(ids ...essay.NoteID) error {
	return s.Do("Merge notes", func(t *Transaction) error {
		notes, err := t.inOrder(ids)
		if err != nil {
			return err
		}
		if len(notes) < 2 {
			return errors.New("one note cannot be merged: choose two or more")
		}
		into := notes[0].ID
		t.joinTexts(notes)
		end := Caret(into, t.essay.Note(into).Text.Len())
		t.gather(notes)
		for _, n := range notes[1:] {
			t.DropNote(n.ID)
			if t.sel.In == n.ID {
				t.sel = end
			}
		}
		return nil
	})
}

// inOrder looks notes up, each once, in the order of their first markers; those
// in the bin come last.
func (t *Transaction) inOrder(ids []essay.NoteID) ([]*essay.Note, error) {
	var notes []*essay.Note
	place := map[*essay.Note]int{}
	for i, id := range ids {
		t.writeOut(id)
		n, err := t.note(id)
		if err != nil {
			return nil, err
		}
		if slices.Contains(notes, n) {
			continue
		}
		place[n] = len(t.essay.Refs()) + 1 + i
		if r, ok := t.essay.Ref(id); ok {
			place[n] = r.Order
		}
		notes = append(notes, n)
	}
	slices.SortFunc(notes, func(a, b *essay.Note) int { return cmp.Compare(place[a], place[b]) })
	return notes, nil
}

// joinTexts appends to the first of several notes what the others say.
func (t *Transaction) joinTexts(notes []*essay.Note) {
	var texts []*doc.Document
	short := true
	for _, n := range notes {
		said := slices.ContainsFunc(texts, func(d *doc.Document) bool { return essay.SameWords(d, n.Text) })
		if said || blank(n.Text) {
			continue
		}
		texts = append(texts, n.Text)
		b := n.Text.Block(0)
		short = short && n.Text.Blocks() == 1 && b.Kind == doc.Paragraph && b.Len() <= shortNote
	}
	own := notes[0].Text
	keep := own.Len()
	if blank(own) {
		keep = 0
	} else {
		texts = texts[1:]
	}
	if len(texts) == 0 {
		return
	}
	if !short {
		t.Replace(notes[0].ID, keep, own.Len(), furtherBlocks(own, keep, texts))
		return
	}
	var spans []doc.Span
	if keep > 0 {
		_, _, keep = trimmed(own.Block(0))
		spans = append(spans, doc.Span{Text: "; "})
	}
	for i, d := range texts {
		b := d.Block(0)
		lo, hi, bare := trimmed(b)
		if i < len(texts)-1 {
			spans = append(append(spans, b.Slice(lo, bare)...), doc.Span{Text: "; "})
		} else {
			spans = append(spans, b.Slice(lo, hi)...)
		}
	}
	t.Replace(notes[0].ID, keep, own.Len(), spanSlice(spans...))
}

// furtherBlocks is the blocks of texts as they follow on what a note keeps.
func furtherBlocks(own *doc.Document, keep doc.Pos, texts []*doc.Document) doc.Slice {
	var blocks []*doc.Block
	if keep > 0 {
		last := own.Block(own.Blocks() - 1)
		blocks = append(blocks, doc.NewBlock(last.Kind, last.Level))
	}
	for _, d := range texts {
		blocks = slices.AppendSeq(blocks, d.Each())
	}
	return doc.Slice{Blocks: blocks}
}

func blank(d *doc.Document) bool { return strings.TrimSpace(d.String()) == "" }

// gather makes the markers of several notes, and the cross-references to them,
// those of the first.
func (t *Transaction) gather(notes []*essay.Note) {
	into := notes[0].ID
	merged := map[essay.NoteID]bool{}
	for _, n := range notes {
		merged[n.ID] = true
	}
	var edits []edit
	var sentence []int // the edits of markers in the sentence at hand
	start := doc.Pos(-1)
	body := t.essay.Body()
	endSentence := func() {
		ids := map[string]bool{}
		for _, k := range sentence {
			ids[body.AtomAt(edits[k].from).ID] = true
		}
		for _, k := range sentence[:max(0, len(sentence)-1)] {
			if len(ids) > 1 {
				edits[k].slice = doc.Slice{}
			}
		}
		sentence = sentence[:0]
	}
	for p, a := range body.AtomsIn(0, body.Len()) {
		id := essay.NoteID(a.ID)
		switch {
		case !merged[id]:
		case a.Kind == doc.Marker:
			if from, _ := essay.SentenceBounds(body, p); from != start {
				endSentence()
				start = from
			}
			sentence = append(sentence, len(edits))
			edits = append(edits, edit{p, p + 1, markerSlice(into)})
		case a.Kind == doc.CrossRef && id != into:
			edits = append(edits, edit{p, p + 1, spanSlice(essay.CrossRefTo(into))})
		}
	}
	endSentence()
	t.edit("", edits...)
	t.redirect(into, func(id essay.NoteID) bool { return merged[id] && id != into })
}

// redirect makes cross-references in notes to those that old says name a note.
func (t *Transaction) redirect(to essay.NoteID, old func(essay.NoteID) bool) {
	for n := range t.essay.Notes() {
		var edits []edit
		for p, a := range n.Text.AtomsIn(0, n.Text.Len()) {
			if a.Kind == doc.CrossRef && old(essay.NoteID(a.ID)) {
				edits = append(edits, edit{p, p + 1, spanSlice(essay.CrossRefTo(to))})
			}
		}
		if len(edits) > 0 {
			t.edit(n.ID, edits...)
		}
	}
}

// SplitNote makes a new note of what follows a position in a note, with a
// marker right behind each of the note's. Spaces at the cut go; a semicolon
// before it becomes a full stop. The caret goes to the new note's start.
func (s *Session) SplitNote(id essay.NoteID, at doc.Pos) error {
	return s.Do("Split note", func(t *Transaction) error {
		n, err := t.note(id)
		if err != nil {
			return err
		}
		text := n.Text
		before, after := text.Text(0, at), text.Text(at, text.Len())
		t.writeOut(id)
		if strings.TrimSpace(before) == "" || strings.TrimSpace(after) == "" {
			return errors.New("the note has no text on one side of the caret: put it where the second note is to begin")
		}
		from := text.Len() - posOf(utf8.RuneCountInString(strings.TrimLeftFunc(after, unicode.IsSpace)))
		keep := doc.Pos(utf8.RuneCountInString(strings.TrimRightFunc(before, unicode.IsSpace)))
		rest := &essay.Note{ID: essay.NewNoteID(), Text: doc.New(text.Slice(from, text.Len()).Blocks...), Series: n.Series, Lost: n.Lost}
		t.PutNote(rest)
		end := doc.Slice{}
		if strings.HasSuffix(text.Text(0, keep), ";") {
			keep--
			end = doc.TextSlice(".", 0, "")
		}
		t.Replace(id, keep, text.Len(), end)
		var edits []edit
		for _, p := range t.markers(id) {
			edits = append(edits, edit{p + 1, p + 1, markerSlice(rest.ID)})
		}
		t.edit("", edits...)
		t.sel = Caret(rest.ID, 0)
		return nil
	})
}
