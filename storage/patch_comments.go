package storage

import (
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// commentThere is a comment that is another one on the far side, or stands
// elsewhere. Without Said it says the same on both sides.
type commentThere struct {
	ID   exact   `json:"id"`
	Gone bool    `json:"gone,omitempty"`
	In   exact   `json:"in,omitempty"`
	From doc.Pos `json:"f,omitempty"`
	To   doc.Pos `json:"t,omitempty"`
	Said *said   `json:"said,omitempty"`
}

// said is what a comment says.
type said struct {
	Words    exact    `json:"w,omitempty"`
	Resolved bool     `json:"r,omitempty"`
	Remarks  []remark `json:"say,omitempty"`
}

type remark struct {
	Author exact `json:"a,omitempty"`
	At     int64 `json:"at,omitempty"`
	Text   exact `json:"t,omitempty"`
}

// commentsFrom finds what differs in the comments. A comment moves with each key
// before it, so most differ in their places alone.
func commentsFrom(near, far *essay.Essay) []commentThere {
	if near.SameComments(far) {
		return nil
	}
	var list []commentThere
	old := map[essay.CommentID]essay.Comment{}
	for _, c := range near.Comments() {
		if _, ok := far.Comment(c.ID); !ok {
			list = append(list, commentThere{ID: exact(c.ID), Gone: true})
		}
		old[c.ID] = c
	}
	for _, c := range far.Comments() {
		before, known := old[c.ID]
		if known && before.Equal(c) {
			continue
		}
		there := commentThere{ID: exact(c.ID), In: exact(c.In), From: c.From, To: c.To}
		before.In, before.From, before.To = c.In, c.From, c.To
		if !known || !before.Equal(c) {
			there.Said = &said{Words: exact(c.Words), Resolved: c.Resolved}
			for _, r := range c.Remarks {
				there.Said.Remarks = append(there.Said.Remarks, remark{exact(r.Author), r.At, exact(r.Text)})
			}
		}
		list = append(list, there)
	}
	slices.SortFunc(list, func(a, b commentThere) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return list
}

// applyComments puts the far comments into an essay that has the far texts.
func (p patch) applyComments(near, far *essay.Essay) (*essay.Essay, error) {
	for _, there := range p.Comments {
		id := essay.CommentID(there.ID)
		if there.Gone {
			far = far.WithoutComment(id)
			continue
		}
		c, known := near.Comment(id)
		if !known && there.Said == nil {
			return nil, errPatch
		}
		c.ID, c.In, c.From, c.To = id, essay.NoteID(there.In), there.From, there.To
		if there.Said != nil {
			c.Words, c.Resolved, c.Remarks = string(there.Said.Words), there.Said.Resolved, nil
			for _, r := range there.Said.Remarks {
				c.Remarks = append(c.Remarks, essay.Remark{Author: string(r.Author), At: r.At, Text: string(r.Text)})
			}
		}
		far = far.WithComment(c)
	}
	return far, nil
}
