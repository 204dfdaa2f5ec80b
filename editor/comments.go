package editor

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// ErrNoWords says that a comment was to be about nothing.
var ErrNoWords = errors.New("a comment is about some words: select them first")

// ErrNoComment says that a comment is not there, or no longer.
var ErrNoComment = errors.New("this comment is no longer there")

// Comment says something about what is selected, under a new identity.
func (s *Session) Comment(id essay.CommentID, sel Selection, author, text string) error {
	c := essay.Comment{ID: id, In: sel.In}
	return s.Do("Comment", func(t *Transaction) error {
		d := t.essay.Text(sel.In)
		if d == nil || sel.Empty() {
			return ErrNoWords
		}
		c.From, c.To = sel.Range()
		c.Words = d.Text(c.From, c.To)
		c.Remarks = []essay.Remark{{Author: author, At: t.now.UnixMilli(), Text: text}}
		t.Typing()
		t.PutComment(c)
		return nil
	})
}

// Remark writes the i-th remark of a comment anew; for the number of remarks that
// there are it is a new one, an answer. Writing on at one remark is one step.
func (s *Session) Remark(id essay.CommentID, i int, author, text string) error {
	return s.onComment("Comment", id, func(t *Transaction, c *essay.Comment) error {
		switch {
		case i < 0 || i > len(c.Remarks):
			return ErrNoComment
		case i == len(c.Remarks):
			c.Remarks = append(slices.Clip(c.Remarks), essay.Remark{Author: author, At: t.now.UnixMilli()})
		case c.Remarks[i].Text == text:
			return nil
		default:
			c.Remarks = slices.Clone(c.Remarks)
		}
		c.Remarks[i].Text = text
		t.Typing()
		return nil
	})
}

// DropRemark takes an answer away, or with the first remark the whole comment.
func (s *Session) DropRemark(id essay.CommentID, i int) error {
	if i == 0 {
		return s.DropComment(id)
	}
	return s.onComment("Delete answer", id, func(_ *Transaction, c *essay.Comment) error {
		if i < 0 || i >= len(c.Remarks) {
			return ErrNoComment
		}
		c.Remarks = slices.Delete(slices.Clone(c.Remarks), i, i+1)
		return nil
	})
}

// Resolve says whether what a comment asks for is settled.
func (s *Session) Resolve(id essay.CommentID, settled bool) error {
	label := "Resolve comment"
	if !settled {
		label = "Reopen comment"
	}
	return s.onComment(label, id, func(_ *Transaction, c *essay.Comment) error {
		c.Resolved = settled
		return nil
	})
}

// DropComment takes a comment away.
func (s *Session) DropComment(id essay.CommentID) error {
	return s.Do("Delete comment", func(t *Transaction) error {
		if _, ok := t.essay.Comment(id); !ok {
			return ErrNoComment
		}
		t.essay = t.essay.WithoutComment(id)
		return nil
	})
}

// onComment changes a comment as one step.
func (s *Session) onComment(label string, id essay.CommentID, f func(*Transaction, *essay.Comment) error) error {
	return s.Do(label, func(t *Transaction) error {
		c, ok := t.essay.Comment(id)
		if !ok {
			return ErrNoComment
		}
		before := c
		if err := f(t, &c); err != nil || c.Equal(before) {
			return err
		}
		t.PutComment(c)
		return nil
	})
}

// PutComment adds a comment, or puts it in the place of the one of its identity.
func (t *Transaction) PutComment(c essay.Comment) { t.essay = t.essay.WithComment(c) }

// NextComment is the comment that stands step places after a selection in the
// order of reading, among those that are open, or that all counts; after the last
// one comes the first. False if there is none.
func NextComment(e *essay.Essay, from Selection, step int, counts func(essay.Comment) bool) (essay.Comment, bool) {
	list := slices.DeleteFunc(e.Comments(), func(c essay.Comment) bool { return !counts(c) })
	if len(list) == 0 {
		return essay.Comment{}, false
	}
	at := readingPlace(e, from.In, from.Head)
	passed := 0 // comments that begin before the caret, and at it
	here := -1
	for i, c := range list {
		lo, hi := readingPlace(e, c.In, c.From), readingPlace(e, c.In, c.To)
		if lo.compare(at) <= 0 {
			passed = i + 1
			if at.compare(hi) <= 0 {
				here = i
			}
		}
	}
	next := passed
	switch {
	case here >= 0:
		next = here + step
	case step < 0:
		next = passed - 1
	}
	return list[((next%len(list))+len(list))%len(list)], true
}

// reading is a place in the order of reading: a note's text stands at its marker.
type reading struct{ body, note doc.Pos }

func readingPlace(e *essay.Essay, in essay.NoteID, p doc.Pos) reading {
	if in == "" {
		return reading{p, -1}
	}
	at, ok := e.MarkerPos(in)
	if !ok {
		at = e.Body().Len() + 1
	}
	return reading{at, p}
}

func (r reading) compare(s reading) int {
	if r.body != s.body {
		return int(r.body - s.body)
	}
	return int(r.note - s.note)
}

// comeBack gives comments that lost their words back to them, where a step has
// put these in again: a section that was moved, a sentence that was cut and is
// pasted, the whole essay after the doctor's repair.
func (t *Transaction) comeBack(before *essay.Essay) {
	if t.typing {
		return // nobody types what was lost in one go
	}
	var put []inserted
	for _, c := range t.essay.Comments() {
		if !c.Lost() || c.Words == "" {
			continue
		}
		old, was := before.Comment(c.ID)
		moved := was && !old.Lost()
		if !moved && !unmistakable(c.Words) {
			continue
		}
		if put == nil {
			put = t.inserted(before)
		}
		for _, in := range put {
			if from, to, ok := in.find(before, old, c.Words, moved); ok {
				c.In, c.From, c.To = in.in, from, to
				t.PutComment(c)
				break
			}
		}
	}
}

// unmistakable reports whether words are enough to be known again by.
func unmistakable(words string) bool {
	return utf8.RuneCountInString(words) >= 8 && len(strings.Fields(words)) >= 2
}

// inserted is a part of a text that a step has put there.
type inserted struct {
	in       essay.NoteID
	text     *doc.Document
	from, to doc.Pos
}

// inserted lists what the step has put into texts that are there now.
func (t *Transaction) inserted(before *essay.Essay) []inserted {
	var list []inserted
	for i, c := range t.changes {
		text := t.essay.Text(c.In)
		if c.New == 0 || text == nil {
			continue
		}
		from, to := c.At, c.At+posOf(c.New)
		for _, later := range t.changes[i+1:] {
			if later.In == c.In {
				from, _ = later.Map(from, doc.Before)
				to, _ = later.Map(to, doc.After)
			}
		}
		if from < to {
			list = append(list, inserted{c.In, text, from, to})
		}
	}
	for n := range t.essay.Notes() {
		if before.Note(n.ID) == nil {
			list = append(list, inserted{n.ID, n.Text, 0, n.Text.Len()})
		}
	}
	return list
}

// find looks for the words that a comment lost: if the step has moved them, by
// the very block that they stood in, else by the words.
func (p inserted) find(before *essay.Essay, old essay.Comment, words string, moved bool) (from, to doc.Pos, ok bool) {
	first, _ := p.text.Find(p.from)
	if moved {
		text := before.Text(old.In)
		i, off := text.Find(old.From)
		if b := text.Block(i); off+old.To-old.From <= b.Len() {
			at := p.text.Start(first)
			for _, other := range p.text.From(first) {
				if at > p.to {
					break
				}
				if other == b {
					return at + off, at + off + old.To - old.From, true
				}
				at += other.Len() + 1
			}
		}
	}
	text := p.text.Text(p.from, p.to)
	at := strings.Index(text, words)
	if at < 0 {
		return 0, 0, false
	}
	from = p.from + posOf(utf8.RuneCountInString(text[:at]))
	return from, from + posOf(utf8.RuneCountInString(words)), true
}
