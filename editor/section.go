package editor

import (
	"errors"

	"github.com/ibid-editor/ibid/editor/doc"
)

// A section is a heading with all that follows it up to the next heading of
// the same or a higher rank. The title, a heading of rank 1 that the body
// begins with, is none.

var (
	errNoSection = errors.New("no section begins here: put the caret below a heading first")
	errTitle     = errors.New("the title stands above all sections: put the caret below another heading")
	errUp        = errors.New("this section is the first: there is none to move it before")
	errDown      = errors.New("this section is the last: there is none to move it behind")
	errRank      = errors.New("headings have ranks from 1 to 6: a heading of this section would leave them")
)

// IsTitle reports whether the i-th block of a body is the essay's title.
func IsTitle(body *doc.Document, i int) bool {
	b := body.Block(i)
	return i == 0 && b.Kind == doc.Heading && b.Level == 1
}

// SectionAt is the index of the heading whose section the block with index i
// stands in; false if no heading but the title stands above it.
func SectionAt(body *doc.Document, i int) (heading int, ok bool) {
	for ; i >= 0; i-- {
		if body.Block(i).Kind == doc.Heading {
			return i, !IsTitle(body, i)
		}
	}
	return 0, false
}

// SectionEnd is the index of the block after the section that a heading begins.
func SectionEnd(body *doc.Document, heading int) int {
	level := body.Block(heading).Level
	for i, b := range body.From(heading + 1) {
		if b.Kind == doc.Heading && b.Level <= level {
			return i
		}
	}
	return body.Blocks()
}

// MoveSection moves the section that the heading with index block begins to
// before the block with another index, which may be the number of blocks. Its
// markers move with it and the notes' numbers follow. The caret goes along, and
// comes to the heading if it stood elsewhere.
func (s *Session) MoveSection(block, before int) error {
	return s.Do("Move section", func(t *Transaction) error {
		body := t.essay.Body()
		if block < 0 || block >= body.Blocks() || body.Block(block).Kind != doc.Heading {
			return errNoSection
		}
		if IsTitle(body, block) {
			return errTitle
		}
		t.moveSection(block, max(0, min(before, body.Blocks())))
		return nil
	})
}

func (t *Transaction) moveSection(block, before int) {
	body := t.essay.Body()
	if before == 0 && IsTitle(body, 0) {
		before = 1
	}
	end := SectionEnd(body, block)
	if before >= block && before <= end {
		return
	}
	blocks := make([]*doc.Block, 0, end-block)
	for i, b := range body.From(block) {
		if i == end {
			break
		}
		blocks = append(blocks, b)
	}
	within := doc.Pos(0) // of the caret, if it stands in the section
	if i, _ := body.Find(t.sel.Head); t.sel.In == "" && i >= block && i < end {
		within = t.sel.Head - body.Start(block)
	}
	// The section stands in both places for a moment, so that none of its notes
	// is ever without a marker.
	t.ReplaceBlocks("", before, 0, blocks...)
	gone, to := block, before
	if before < block {
		gone += len(blocks)
	} else {
		to -= len(blocks)
	}
	t.ReplaceBlocks("", gone, len(blocks))
	t.sel = Caret("", t.essay.Body().Start(to)+within)
}

// MoveSectionBy moves the section of the caret past the one before it, if by is
// negative, else past the one after it. The first section below a heading goes
// up to the end of the section before that heading's, the last one down into the
// section after it.
func (s *Session) MoveSectionBy(by int) error {
	return s.Do("Move section", func(t *Transaction) error {
		block, err := t.sectionOfCaret()
		if err != nil {
			return err
		}
		body := t.essay.Body()
		level, end := body.Block(block).Level, SectionEnd(body, block)
		if by < 0 {
			for i := block - 1; i >= 0 && !IsTitle(body, i); i-- {
				if b := body.Block(i); b.Kind == doc.Heading && b.Level <= level {
					t.moveSection(block, i)
					return nil
				}
			}
			return errUp
		}
		if end == body.Blocks() {
			return errDown
		}
		if body.Block(end).Level == level {
			t.moveSection(block, SectionEnd(body, end))
			return nil
		}
		to := end + 1 // behind what the next heading begins with
		for to < body.Blocks() && body.Block(to).Kind != doc.Heading {
			to++
		}
		t.moveSection(block, to)
		return nil
	})
}

// ShiftSection lowers the rank of the caret's heading by so many steps, or
// raises it if by is negative; the headings below it go along.
func (s *Session) ShiftSection(by int) error {
	return s.Do("Change rank", func(t *Transaction) error {
		block, err := t.sectionOfCaret()
		if err != nil {
			return err
		}
		body := t.essay.Body()
		end := SectionEnd(body, block)
		sel := t.sel
		for i, b := range body.From(block) {
			if i == end {
				break
			}
			if b.Kind != doc.Heading {
				continue
			}
			if b.Level+by < 1 || b.Level+by > 6 {
				return errRank
			}
			t.SetKind("", body.Start(i), body.Start(i), doc.Heading, b.Level+by)
		}
		t.sel = sel // no position moved
		return nil
	})
}

// sectionOfCaret is the heading of the caret's section; for a caret in a note,
// of the one that the note's marker stands in.
func (t *Transaction) sectionOfCaret() (int, error) {
	body, at := t.essay.Body(), t.sel.Head
	if t.sel.In != "" {
		var ok bool
		if at, ok = t.essay.MarkerPos(t.sel.In); !ok {
			return 0, errNoSection
		}
	}
	i, _ := body.Find(at)
	heading, ok := SectionAt(body, i)
	switch {
	case ok:
		return heading, nil
	case IsTitle(body, i):
		return 0, errTitle
	}
	return 0, errNoSection
}
