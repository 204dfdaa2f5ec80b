package essay

import (
	"cmp"
	"crypto/rand"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// CommentID names a comment for as long as it lives.
type CommentID string

// NewCommentID makes an identity that no other comment has.
func NewCommentID() CommentID { return CommentID(strings.ToLower(rand.Text()[:12])) }

// Comment is what somebody says about a part of an essay without its being a
// part of it: no export of the text alone has it. Its range moves with the text.
type Comment struct {
	ID       CommentID
	In       NoteID  // the text that it is about; "" is the body
	From, To doc.Pos // what it is about there; equal once that is deleted
	Words    string  // what it is or was about, for when that is deleted; at most [WordsMax] runes
	Remarks  []Remark
	Resolved bool
}

// Remark is a comment's own text or an answer to it, in plain text.
type Remark struct {
	Author string
	At     int64 // when it was first written, in milliseconds since 1970 (UTC)
	Text   string
}

// WordsMax bounds what a comment remembers of the text that it is about.
const WordsMax = 2000

// Lost reports whether what the comment is about was deleted. From and To say
// where it stood.
func (c Comment) Lost() bool { return c.From == c.To }

// Equal compares by content.
func (c Comment) Equal(d Comment) bool {
	return c.ID == d.ID && c.In == d.In && c.From == d.From && c.To == d.To && c.said().equal(d.said())
}

// said is a comment without its place. It is never modified after it is made.
type said struct {
	id       CommentID
	words    string
	remarks  []Remark
	resolved bool
}

func (c Comment) said() *said { return &said{c.ID, c.Words, c.Remarks, c.Resolved} }

func (s *said) equal(t *said) bool {
	return s == t || s.id == t.id && s.words == t.words && s.resolved == t.resolved && slices.Equal(s.remarks, t.remarks)
}

// comments are those of an essay by the texts that they are about. Those on the
// body stand apart, so that a key in it leaves the others alone.
type comments struct {
	onBody  places
	onNotes map[NoteID]places
}

func (c comments) on(in NoteID) places {
	if in == "" {
		return c.onBody
	}
	return c.onNotes[in]
}

// with returns the comments with others on one text.
func (c comments) with(in NoteID, p places) comments {
	if in == "" {
		c.onBody = p
		return c
	}
	notes := make(map[NoteID]places, len(c.onNotes)+1)
	for id, q := range c.onNotes {
		notes[id] = q
	}
	notes[in] = p
	if len(p) == 0 {
		delete(notes, in)
	}
	c.onNotes = notes
	return c
}

// find looks for a comment in all texts.
func (c comments) find(id CommentID) (in NoteID, at place, ok bool) {
	if at, ok := c.onBody.find(id); ok {
		return "", at, true
	}
	for in, p := range c.onNotes {
		if at, ok := p.find(id); ok {
			return in, at, true
		}
	}
	return "", place{}, false
}

// Comment returns a comment; false if there is none of that identity.
func (e *Essay) Comment(id CommentID) (Comment, bool) {
	in, at, ok := e.comments.find(id)
	if !ok {
		return Comment{}, false
	}
	return at.comment(in), true
}

// HasComments reports whether there is any comment.
func (e *Essay) HasComments() bool { return len(e.comments.onBody) > 0 || len(e.comments.onNotes) > 0 }

// Comments lists all comments in the order of reading: those on a note stand
// where its first marker does, and those on a note in the bin at the end.
func (e *Essay) Comments() []Comment {
	if !e.HasComments() {
		return nil
	}
	type at struct {
		Comment
		reading doc.Pos
	}
	var list []at
	for p := range e.comments.onBody.all {
		list = append(list, at{p.comment(""), p.from})
	}
	for in, notes := range e.comments.onNotes {
		reading, ok := e.MarkerPos(in)
		if !ok {
			reading = e.body.Len() + 1
		}
		for p := range notes.all {
			list = append(list, at{p.comment(in), reading})
		}
	}
	slices.SortFunc(list, func(a, b at) int {
		return cmp.Or(cmp.Compare(a.reading, b.reading), cmp.Compare(a.In, b.In), cmp.Compare(a.From, b.From),
			cmp.Compare(b.To, a.To), cmp.Compare(a.ID, b.ID))
	})
	out := make([]Comment, len(list))
	for i, c := range list {
		out[i] = c.Comment
	}
	return out
}

// CommentsOn lists the comments on what lies between two positions of a text,
// or touches them, in order.
func (e *Essay) CommentsOn(in NoteID, from, to doc.Pos) []Comment {
	var list []Comment
	for p := range e.comments.on(in).between(from, to) {
		list = append(list, p.comment(in))
	}
	slices.SortFunc(list, func(a, b Comment) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// SameComments reports, at no cost, whether both essays are known to have the
// same comments at the same places. False does not say that they differ.
func (e *Essay) SameComments(f *Essay) bool {
	a, b := e.comments, f.comments
	same := len(a.onBody) == len(b.onBody) && (len(a.onBody) == 0 || &a.onBody[0] == &b.onBody[0])
	if !same || len(a.onNotes) != len(b.onNotes) {
		return false
	}
	for in, p := range a.onNotes {
		if q := b.onNotes[in]; len(p) != len(q) || &p[0] != &q[0] {
			return false
		}
	}
	return true
}

// WithComment returns the essay with c added, or put in the place of the comment
// of its identity. A range outside the text is moved to its nearest end; a
// comment on a note that is not there is one on the body's start, its words lost.
func (e *Essay) WithComment(c Comment) *Essay {
	text := e.Text(c.In)
	if text == nil {
		c.In, c.From, c.To, text = "", 0, 0, e.body
	}
	c.From, c.To = text.Clamp(min(c.From, c.To)), text.Clamp(max(c.From, c.To))
	if r := []rune(c.Words); len(r) > WordsMax {
		c.Words = string(r[:WordsMax])
	}
	f := *e.WithoutComment(c.ID)
	f.comments = f.comments.with(c.In, newPlaces(append(f.comments.on(c.In).list(), place{c.From, c.To, c.said()})))
	return &f
}

// WithoutComment returns the essay without a comment.
func (e *Essay) WithoutComment(id CommentID) *Essay {
	in, _, ok := e.comments.find(id)
	if !ok {
		return e
	}
	f := *e
	left := slices.DeleteFunc(f.comments.on(in).list(), func(p place) bool { return p.id == id })
	f.comments = f.comments.with(in, newPlaces(left))
	return &f
}

// MoveComments returns the essay with the comments on a text moved along with
// changes that were made to it. Old is the text as it was before the first: a
// comment remembers from it the words that were deleted.
func (e *Essay) MoveComments(in NoteID, old *doc.Document, changes ...doc.Change) *Essay {
	p := e.comments.on(in)
	q := p.moved(old, changes)
	if len(p) == 0 || &p[0] == &q[0] {
		return e
	}
	f := *e
	f.comments = f.comments.with(in, q)
	return &f
}

// orphaned is the comments without the note that some are about: those are about
// the body from then on, at a position, with their words lost.
func (c comments) orphaned(id NoteID, text *doc.Document, at doc.Pos) comments {
	lost := c.onNotes[id]
	if len(lost) == 0 {
		return c
	}
	list := c.onBody.list()
	for p := range lost.all {
		list = append(list, p.lost(text, at))
	}
	return c.with(id, nil).with("", newPlaces(list))
}

// equalComments compares by content.
func (e *Essay) equalComments(f *Essay) bool {
	return e.SameComments(f) || slices.EqualFunc(e.Comments(), f.Comments(), Comment.Equal)
}
