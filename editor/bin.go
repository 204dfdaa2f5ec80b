package editor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// PutBack takes a note out of the bin: its marker goes to the end of the
// sentence it stood in, if that still stands somewhere, else to at.
func (s *Session) PutBack(id essay.NoteID, at doc.Pos) error {
	n := s.essay.Note(id)
	if n == nil || s.essay.Number(id) > 0 {
		return nil
	}
	return s.Do("Put note back", func(t *Transaction) error {
		if p, ok := oldPlace(t.essay.Body(), n.Lost); ok {
			at = p
		}
		t.Replace("", at, at, markerSlice(id))
		t.sel = Caret("", at+1)
		return nil
	})
}

// oldPlace finds in the body the sentence that a note lost its marker in, and
// in it the marker's place. Markers that stand there now are passed over.
func oldPlace(body *doc.Document, lost essay.Lost) (doc.Pos, bool) {
	if lost.Sentence == "" {
		return 0, false
	}
	want := []rune(lost.Sentence)
	for i, b := range body.All() {
		text := []rune(b.Text())
		for from := range text {
			if at, ok := matchPast(text[from:], want, int(lost.Offset)); ok {
				return body.Start(i) + doc.Pos(from+at), true
			}
		}
	}
	return 0, false
}

// matchPast reports whether text starts with want when atoms are passed over,
// and after how many runes of text the first n of want, with the atoms after
// them, have passed.
func matchPast(text, want []rune, n int) (at int, ok bool) {
	k := 0
	for i, r := range text {
		switch {
		case r == doc.AtomRune:
		case k == len(want):
			return at, true
		case r != want[k]:
			return 0, false
		default:
			k++
		}
		if k <= n {
			at = i + 1
		}
	}
	return at, k == len(want)
}

// comingBack looks in what is to be pasted at a position of the body for the
// old sentences of notes in the bin, and tells where their markers go once it
// is pasted. A sentence that brings markers says itself which notes it has,
// and one that still stands in the body was never gone.
func (t *Transaction) comingBack(pasted doc.Slice, at doc.Pos) []edit {
	lost := t.essay.LostNotes()
	if len(lost) == 0 || len(pasted.Blocks) == 0 {
		return nil
	}
	slices.SortStableFunc(lost, func(a, b *essay.Note) int {
		return cmp.Or(cmp.Compare(a.Lost.Offset, b.Lost.Offset), cmp.Compare(a.Lost.At, b.Lost.At))
	})
	bare := bareSentences(doc.New(pasted.Blocks...))
	if len(bare) == 0 {
		return nil
	}
	stands := standing(t.essay.Body())
	var edits []edit
	for _, n := range lost {
		found, ok := bare[n.Lost.Sentence]
		if !ok || stands[n.Lost.Sentence] {
			continue
		}
		if past, ok := matchPast(found.text, []rune(n.Lost.Sentence), int(n.Lost.Offset)); ok {
			p := at + found.at + doc.Pos(past)
			edits = append(edits, edit{p, p, markerSlice(n.ID)})
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	return edits
}

// standing is the set of the sentences of a text, without their markers.
func standing(d *doc.Document) map[string]bool {
	found := map[string]bool{}
	for b := range d.Each() {
		for _, text := range essay.Sentences(b) {
			found[strings.TrimSpace(withoutMarkers(text))] = true
		}
	}
	return found
}

func withoutMarkers(text []rune) string {
	return strings.ReplaceAll(string(text), string(doc.AtomRune), "")
}

// bareSentence is a sentence without a marker, and its position in a text.
type bareSentence struct {
	at   doc.Pos
	text []rune
}

// bareSentences lists the sentences of a text that have no marker in them; of
// one that stands there twice, the first.
func bareSentences(d *doc.Document) map[string]bareSentence {
	found := map[string]bareSentence{}
	var start doc.Pos
	for b := range d.Each() {
		for from, text := range essay.Sentences(b) {
			if slices.Contains(text, doc.AtomRune) && hasMarker(b, from, from+posOf(len(text))) {
				continue
			}
			sentence := strings.TrimSpace(withoutMarkers(text))
			if _, again := found[sentence]; !again && sentence != "" {
				found[sentence] = bareSentence{start + from, text}
			}
		}
		start += b.Len() + 1
	}
	return found
}

func hasMarker(b *doc.Block, from, to doc.Pos) bool {
	return slices.ContainsFunc(b.Slice(from, to), doc.Span.IsMarker)
}

// EmptyBin takes the given notes out of the essay for good, with the comments on
// them, as one step.
func (s *Session) EmptyBin(ids ...essay.NoteID) error {
	return s.Do("Empty the bin", func(t *Transaction) error {
		for _, id := range ids {
			n := t.essay.Note(id)
			if n == nil || t.essay.Number(id) > 0 {
				continue
			}
			for _, c := range t.essay.CommentsOn(id, 0, n.Text.Len()) {
				t.essay = t.essay.WithoutComment(c.ID)
			}
			t.DropNote(id)
		}
		return nil
	})
}
