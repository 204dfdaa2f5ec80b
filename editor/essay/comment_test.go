package essay

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

func commentOn(in NoteID, id string, from, to doc.Pos, words string) Comment {
	return Comment{ID: CommentID(id), In: in, From: from, To: to, Words: words, Remarks: []Remark{{"Ada", 1, "Why " + id + "?"}}}
}

func TestCommentsMoveWithTheText(t *testing.T) {
	for _, c := range []struct {
		name     string
		change   doc.Change
		from, to doc.Pos
		words    string // once they are lost
	}{
		{"typing before", doc.Change{At: 0, New: 3}, 13, 17, ""},
		{"typing behind", doc.Change{At: 20, New: 3}, 10, 14, ""},
		{"typing at the start", doc.Change{At: 10, New: 3}, 13, 17, ""},
		{"typing at the end", doc.Change{At: 14, New: 3}, 10, 14, ""},
		{"typing within", doc.Change{At: 12, New: 3}, 10, 17, ""},
		{"deleting before", doc.Change{At: 2, Old: 3}, 7, 11, ""},
		{"deleting the beginning", doc.Change{At: 8, Old: 4}, 8, 10, ""},
		{"deleting the end", doc.Change{At: 12, Old: 9}, 10, 12, ""},
		{"replacing it", doc.Change{At: 10, Old: 4, New: 9}, 10, 19, ""},
		{"deleting it", doc.Change{At: 10, Old: 4}, 10, 10, "word"},
		{"deleting all around it", doc.Change{At: 5, Old: 12}, 5, 5, "word"},
	} {
		old := doc.FromText("a line of words, and more")
		e := New(old).WithComment(commentOn("", "c", 10, 14, "word"))
		body, change := old.Replace(c.change.At, c.change.At+doc.Pos(c.change.Old), doc.TextSlice("and more to come"[:c.change.New], 0, ""))
		e = e.WithBody(body).MoveComments("", old, change)
		got, ok := e.Comment("c")
		if !ok || got.From != c.from || got.To != c.to {
			t.Errorf("%s: the comment is on %d to %d, want %d to %d", c.name, got.From, got.To, c.from, c.to)
		}
		if got.Lost() != (c.words != "") || got.Lost() && got.Words != c.words {
			t.Errorf("%s: lost %v with the words %q, want %q", c.name, got.Lost(), got.Words, c.words)
		}
	}
}

func TestWordsThatGoLetterByLetterAreRemembered(t *testing.T) {
	e := New(doc.FromText("the old words")).WithComment(commentOn("", "c", 4, 13, "old words"))
	for e.Body().Len() > 0 {
		old := e.Body()
		body, change := old.Replace(old.Len()-1, old.Len(), doc.Slice{})
		e = e.WithBody(body).MoveComments("", old, change)
	}
	if c, _ := e.Comment("c"); !c.Lost() || c.Words != "old words" {
		t.Errorf("the comment remembers %q, want what it was made for", c.Words)
	}
}

// The stretches in which comments are kept give what moving each by itself gives.
func TestCommentsInStretchesMoveLikeEachAlone(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		text := doc.FromText(string(make([]rune, 4000)))
		e := New(text)
		var want []place
		for i := range 300 {
			from := doc.Pos(r.IntN(4000))
			c := commentOn("", fmt.Sprint(i), from, min(4000, from+doc.Pos(r.IntN(60))), "w")
			e = e.WithComment(c)
			want = append(want, place{c.From, c.To, c.said()})
		}
		for range 60 {
			old := e.Body()
			var changes []doc.Change
			body := old
			for range 1 + r.IntN(3) {
				from := doc.Pos(r.IntN(int(body.Len())))
				next, c := body.Replace(from, min(body.Len(), from+doc.Pos(r.IntN(30))), doc.TextSlice("some text"[:r.IntN(9)], 0, ""))
				body, changes = next, append(changes, c)
			}
			e = e.WithBody(body).MoveComments("", old, changes...)
			for i := range want {
				want[i] = want[i].moved(old, changes)
			}
		}
		for _, p := range want {
			if c, ok := e.Comment(p.id); !ok || !c.Equal(p.comment("")) {
				t.Fatalf("seed %d: comment %s is %+v, want %+v", seed, p.id, c, p.comment(""))
			}
		}
		for range 20 {
			from := doc.Pos(r.IntN(int(e.Body().Len())))
			var ids []CommentID
			for _, p := range want {
				if p.to >= from && p.from <= from+50 {
					ids = append(ids, p.id)
				}
			}
			var got []CommentID
			for _, c := range e.CommentsOn("", from, from+50) {
				got = append(got, c.ID)
			}
			slices.Sort(ids)
			slices.Sort(got)
			if !slices.Equal(ids, got) {
				t.Fatalf("seed %d: on %d to %d are %v, want %v", seed, from, from+50, got, ids)
			}
		}
	}
}

func TestCommentsInTheOrderOfReading(t *testing.T) {
	body := doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "One"}, MarkerOf("n"), doc.Span{Text: " and two."}))
	e := New(body, &Note{ID: "n", Text: doc.FromText("A note.")}, &Note{ID: "bin", Text: doc.FromText("Gone.")})
	for _, c := range []Comment{
		commentOn("bin", "last", 0, 4, "Gone"), commentOn("", "third", 5, 8, "and"), commentOn("n", "second", 2, 6, "note"), commentOn("", "first", 0, 3, "One"),
	} {
		e = e.WithComment(c)
	}
	var got []CommentID
	for _, c := range e.Comments() {
		got = append(got, c.ID)
	}
	if want := []CommentID{"first", "second", "third", "last"}; !slices.Equal(got, want) {
		t.Errorf("the comments are %v, want %v", got, want)
	}
	f := e.WithoutNote("n")
	if c, _ := f.Comment("second"); c.In != "" || c.From != 3 || !c.Lost() || c.Words != "note" {
		t.Errorf("without its note the comment is %+v, want it in the body with its words", c)
	}
	if e.Equal(f) || !e.Equal(e.WithComment(commentOn("", "first", 0, 3, "One"))) || e.Equal(e.WithoutComment("first")) {
		t.Error("essays are equal if and only if their comments are")
	}
}

func TestAKeyBesideCommentsMovesNone(t *testing.T) {
	old := doc.FromText("A long enough text.")
	e := New(old).WithComment(commentOn("", "c", 2, 6, "long"))
	body, change := old.Replace(19, 19, doc.TextSlice("x", 0, ""))
	if f := e.WithBody(body).MoveComments("", old, change); !f.SameComments(e) {
		t.Error("a key behind a comment made its place anew")
	}
}

func BenchmarkMoveComments(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			old := doc.FromText(string(make([]rune, 100*n)))
			var list []place
			for i := range n {
				list = append(list, place{doc.Pos(100 * i), doc.Pos(100*i + 20), &said{id: CommentID(fmt.Sprint(i))}})
			}
			e := New(old)
			e.comments = e.comments.with("", newPlaces(list))
			at := doc.Change{At: doc.Pos(50 * n), New: 1}
			for b.Loop() {
				e.MoveComments("", old, at)
			}
		})
	}
}
