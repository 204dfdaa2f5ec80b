package editor

import (
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Copy takes what is selected, with its notes.
func (s *Session) Copy() essay.Fragment {
	from, to := s.sel.Range()
	return s.essay.Cut(s.sel.In, from, to)
}

// Paste puts a fragment in the place of the selection. Notes that the essay
// still refers to become independent copies; those that wait in the bin come
// back, also when only the sentence that they stood in is pasted. Into a note
// only text is put.
func (s *Session) Paste(f essay.Fragment) error {
	return s.Do("Paste", func(t *Transaction) error {
		in, from, to := t.selected()
		// What is replaced goes first: a marker in it is no reason for a copy.
		t.Replace(in, from, to, doc.Slice{})
		put := t.own(f, in, from)
		var back []edit
		if in == "" {
			back = t.comingBack(put, from)
		}
		t.Replace(in, from, from, put)
		t.sel = Caret(in, from+put.Len())
		t.edit(in, back...)
		return nil
	})
}

// PasteText puts plain text in the place of the selection, a paragraph for
// each line that is not empty.
func (s *Session) PasteText(text string) error {
	return s.Paste(essay.Fragment{Slice: PlainSlice(text)})
}

// PlainSlice makes paragraphs of plain text: lines are paragraphs, and empty
// lines only part them.
func PlainSlice(text string) doc.Slice {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var blocks []*doc.Block
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		if strings.TrimSpace(line) == "" && strings.Contains(text, "\n") {
			continue
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: line}))
	}
	if len(blocks) > 0 && strings.HasSuffix(text, "\n") && len(blocks) > 1 {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0))
	}
	return doc.Slice{Blocks: blocks}
}
