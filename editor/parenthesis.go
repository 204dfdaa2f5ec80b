package editor

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

const (
	stops   = ".,;:!?…" // what a parenthesis stands before and most languages' markers behind
	opening = "([{“‘«‹„\"'¿¡"
	closing = "”’»›\"')]"
)

// NoteToParenthesis puts the notes' texts into the essay's text in the place of
// their markers, each in parentheses: before the punctuation mark that the
// marker follows, without the full stop at its end, and paragraphs joined by a
// space. The notes themselves are gone then. It refuses notes that the text
// leads to from several places.
func (s *Session) NoteToParenthesis(ids ...essay.NoteID) error {
	return s.Do("Turn into parenthesis", func(t *Transaction) error {
		for _, id := range ids {
			if t.essay.IsCitation(id) {
				return fmt.Errorf("%s is a citation, which stands in the text where the style wants it there: choose such a style for the essay", t.name(id))
			}
		}
		notes, err := t.inOrder(ids)
		if err != nil {
			return err
		}
		var edits []edit
		for _, n := range notes {
			at, err := t.soleMarker(n)
			if err != nil {
				return err
			}
			edits = append(edits, t.parenthesis(n, at)...)
		}
		slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
		t.edit("", edits...)
		for _, n := range notes {
			t.DropNote(n.ID)
			if t.sel.In == n.ID && len(edits) > 0 {
				t.sel = Caret("", edits[0].from+edits[0].slice.Len())
			}
		}
		return nil
	})
}

// soleMarker is where a note stands in the text, if only one marker and no
// cross-reference leads to it.
func (t *Transaction) soleMarker(n *essay.Note) (doc.Pos, error) {
	at, err := t.placed(n.ID)
	switch {
	case err != nil:
		return 0, err
	case blank(n.Text):
		return 0, fmt.Errorf("%s is empty: write it, or delete its marker", t.name(n.ID))
	case len(t.markers(n.ID)) > 1:
		return 0, fmt.Errorf("%s has several markers and cannot stand in all their places: make them independent first", t.name(n.ID))
	}
	for _, in := range t.essay.CrossRefs(n.ID) {
		if in == n.ID {
			continue
		}
		where := "the text"
		if r, ok := t.essay.Ref(in); ok {
			where = "note " + r.Label
		} else if in != "" {
			where = "a note in the bin"
		}
		return 0, fmt.Errorf("%s refers to %s by its number, which it would lose: delete that cross-reference first", where, t.name(n.ID))
	}
	return at, nil
}

// parenthesis makes the edits that put a note's text in the place of its
// marker at a position of the body.
func (t *Transaction) parenthesis(n *essay.Note, at doc.Pos) []edit {
	body := t.essay.Body()
	i, off := body.Find(at)
	b := body.Block(i)
	text := []rune(b.Text())
	to := beforeStop(b, text, int(off))
	spans := []doc.Span{{Text: "("}}
	if to > 0 && !unicode.IsSpace(text[to-1]) && !strings.ContainsRune(opening, text[to-1]) {
		spans[0].Text = " ("
	}
	spans = append(spans, oneLine(n)...)
	spans = append(spans, doc.Span{Text: ")"})
	if to == int(off) {
		if to+1 < len(text) && (unicode.IsLetter(text[to+1]) || unicode.IsDigit(text[to+1])) {
			spans = append(spans, doc.Span{Text: " "})
		}
		return []edit{{at, at + 1, spanSlice(spans...)}}
	}
	p := at - off + doc.Pos(to)
	return []edit{{p, p, spanSlice(spans...)}, {from: at, to: at + 1}}
}

// beforeStop is the offset before the punctuation mark that the marker at off
// follows, perhaps behind other markers; off itself where there is none, or
// where it belongs to an ellipsis or an abbreviation.
func beforeStop(b *doc.Block, text []rune, off int) int {
	end := off
	for end > 0 && isMarker(b, end-1) {
		end--
	}
	from := end
	for from > 0 && strings.ContainsRune(stops, text[from-1]) {
		from--
	}
	if from == end || from == 0 || strings.Contains(string(text[from:end]), "..") {
		return off
	}
	if text[end-1] == '.' {
		next := off + 1
		for next < len(text) && (isMarker(b, next) || strings.ContainsRune(closing, text[next])) {
			next++
		}
		if next < len(text) && (!unicode.IsSpace(text[next]) || next+1 < len(text) && unicode.IsLower(text[next+1])) {
			return off
		}
	}
	return from
}

func isMarker(b *doc.Block, off int) bool {
	a := b.AtomAt(doc.Pos(off))
	return a != nil && a.Kind == doc.Marker
}

// oneLine is a note's text as it stands within a sentence. A cross-reference
// of the note to itself, which would name nothing, is left out.
func oneLine(n *essay.Note) []doc.Span {
	var spans []doc.Span
	for b := range n.Text.Each() {
		if strings.TrimSpace(b.Text()) == "" {
			continue
		}
		if len(spans) > 0 {
			spans = append(spans, doc.Span{Text: " "})
		}
		lo, hi, _ := trimmed(b)
		for _, sp := range b.Slice(lo, hi) {
			if sp.Atom == nil || sp.Atom.Kind != doc.CrossRef || essay.NoteID(sp.Atom.ID) != n.ID {
				sp.Text = strings.ReplaceAll(sp.Text, "\n", " ")
				spans = append(spans, sp)
			}
		}
	}
	all := doc.NewBlock(doc.Paragraph, 0, spans...)
	lo, _, bare := trimmed(all)
	return all.Slice(lo, bare)
}

// ParenthesisToNote makes a note of the selected parenthesis, or of the one
// around the caret: “(Ko 72)” becomes the note “Ko 72.” and a marker, behind
// the punctuation mark that follows, in French texts before it. The space
// before the parenthesis goes.
func (s *Session) ParenthesisToNote() error {
	if s.sel.In != "" {
		return ErrNoteInNote
	}
	return s.Do("Turn into note", func(t *Transaction) error {
		_, from, to := t.selected()
		body := t.essay.Body()
		i, lo := body.Find(from)
		j, hi := body.Find(to)
		b := body.Block(i)
		text := []rune(b.Text())
		start, end := -1, -1
		if i == j {
			start, end = parentheses(text, int(lo), int(hi))
		}
		if start < 0 {
			return errors.New("no parenthesis is selected: select one within a paragraph, such as “(Ko 72)”")
		}
		inner := doc.NewBlock(doc.Paragraph, 0, b.Slice(doc.Pos(start+1), doc.Pos(end-1))...)
		if strings.TrimSpace(inner.Text()) == "" {
			return errors.New("the parenthesis is empty: write into it what the note is to say")
		}
		if slices.ContainsFunc(inner.Spans(), doc.Span.IsMarker) {
			return errors.New("the parenthesis has a marker in it, and a note cannot hold another note: move the marker out first")
		}
		n := &essay.Note{ID: essay.NewNoteID(), Text: doc.New(noteBlock(inner))}
		t.PutNote(n)
		at := behindStop(text, end, t.essay.Language())
		for start > 0 && unicode.IsSpace(text[start-1]) {
			start--
		}
		block := from - lo
		away, marker := edit{from: block + doc.Pos(start), to: block + doc.Pos(end)}, block+doc.Pos(at)
		if at == end {
			away.slice = markerSlice(n.ID)
			t.edit("", away)
		} else {
			t.edit("", away, edit{marker, marker, markerSlice(n.ID)})
		}
		if p, ok := t.essay.MarkerPos(n.ID); ok {
			t.sel = Caret("", p+1)
		}
		return nil
	})
}

// noteBlock is the text of a parenthesis as a note: a sentence with its stop.
func noteBlock(inner *doc.Block) *doc.Block {
	lo, hi, _ := trimmed(inner)
	spans := inner.Slice(lo, hi)
	text := strings.TrimRight(doc.NewBlock(doc.Paragraph, 0, spans...).Text(), closing)
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "!") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "…") {
		spans = append(slices.Clone(spans), doc.Span{Text: "."})
	}
	return doc.NewBlock(doc.Paragraph, 0, spans...)
}

// parentheses finds the innermost pair of parentheses that holds lo … hi or
// is, with spaces around, what they select; a caret may also stand just
// outside. It returns the ends of the pair, or -1 if there is none.
func parentheses(text []rune, lo, hi int) (start, end int) {
	for lo < hi && unicode.IsSpace(text[lo]) {
		lo++
	}
	for hi > lo && unicode.IsSpace(text[hi-1]) {
		hi--
	}
	for k := min(lo, len(text)-1); k >= 0; k-- {
		if text[k] != '(' {
			continue
		}
		if end := partner(text, k) + 1; end > lo && end >= hi || end > 0 && end == lo && lo == hi {
			return k, end
		}
	}
	return -1, -1
}

// partner is where the parenthesis that opens at k closes, or -1.
func partner(text []rune, k int) int {
	depth := 0
	for ; k < len(text); k++ {
		switch text[k] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return -1
}

// behindStop is where the marker of a note goes that stood before text[k]:
// behind the punctuation marks there, and the quotation marks and brackets that
// close behind them. French puts it before them (Imprimerie nationale, Lexique
// des règles typographiques).
func behindStop(text []rune, k int, language string) int {
	if tag, _, _ := strings.Cut(strings.ToLower(language), "-"); tag == "fr" {
		return k
	}
	end := k
	for end < len(text) && strings.ContainsRune(stops, text[end]) {
		end++
	}
	past := end
	for past < len(text) && strings.ContainsRune(closing, text[past]) {
		past++
	}
	if past < len(text) && (unicode.IsLetter(text[past]) || unicode.IsDigit(text[past])) {
		return end // an opening mark, or an apostrophe
	}
	return past
}
