package storage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// writing makes random essays and edits them.
type writing struct{ *rand.Rand }

func (w writing) pick(list ...string) string { return list[w.IntN(len(list))] }

func (w writing) id() essay.NoteID {
	return essay.NoteID(w.pick("a", "b", "c", "d", "é n", "\xff", ""))
}

func (w writing) text() string {
	return w.pick("", "plain", "zwei Wörter", "line\nline", "\x00nul", "\xffbad", "12 3#4:5 '\"", "𝔘nicode \u202e", "\uFFFC", " ")
}

func (w writing) style() doc.Style {
	if w.IntN(2) == 0 {
		return 0
	}
	return doc.Style(w.IntN(1 << len(styleLetters)))
}

func (w writing) span() doc.Span {
	s := doc.Span{Text: w.text(), Style: w.style(), Link: w.pick("", "", "https://example.org/ä?a=1 2", "\xff:#")}
	if w.IntN(4) == 0 {
		s.Atom = essay.MarkerOf(w.id()).Atom
	}
	return s
}

func (w writing) block() *doc.Block {
	spans := make([]doc.Span, w.IntN(4))
	for i := range spans {
		spans[i] = w.span()
	}
	b := doc.NewBlock(doc.Kind(w.IntN(len(kindNames))), w.IntN(8), spans...)
	if w.IntN(2) == 0 {
		b = b.WithInfo(doc.Info{
			Start: w.IntN(3), Done: true, Language: w.pick("", "go"), Source: w.text(), Alt: w.text(), Align: doc.Align(w.IntN(4)),
		})
	}
	return b
}

func (w writing) blocks() []*doc.Block {
	blocks := make([]*doc.Block, w.IntN(5))
	for i := range blocks {
		blocks[i] = w.block()
	}
	return blocks
}

func (w writing) note() *essay.Note {
	return &essay.Note{ID: w.id(), Text: doc.New(w.blocks()...), Series: w.series(), Lost: w.lost()}
}

func (w writing) series() string { return []string{"", "", essay.Endnotes, "editor"}[w.IntN(4)] }

func (w writing) lost() essay.Lost {
	return essay.Lost{Sentence: w.text(), Offset: doc.Pos(w.IntN(9)), At: w.Int64N(1 << 41)}
}

func (w writing) essay() *essay.Essay {
	e := essay.New(doc.New(w.blocks()...))
	for range w.IntN(4) {
		e = e.WithNote(w.note())
	}
	return e
}

// editText replaces a random piece.
func (w writing) editText(d *doc.Document) *doc.Document {
	from := doc.Pos(w.IntN(int(d.Len()) + 1))
	to := min(d.Len(), from+doc.Pos(w.IntN(8)))
	if w.IntN(3) == 0 {
		return d.Restyle(from, to, doc.Style(w.IntN(64)), doc.Style(w.IntN(64))).SetKind(from, to, doc.Kind(w.IntN(len(kindNames))), 2)
	}
	d, _ = d.Replace(from, to, doc.Slice{Blocks: w.blocks()})
	return d
}

func (w writing) edit(e *essay.Essay) *essay.Essay {
	for range 1 + w.IntN(3) {
		switch w.IntN(9) {
		case 7:
			e = e.WithComment(w.comment(e))
		case 8:
			for _, c := range e.Comments() {
				e = e.WithoutComment(c.ID)
				break
			}
		case 0:
			e = e.WithNote(w.note())
		case 1:
			e = e.WithoutNote(w.id())
		case 2:
			if n := e.Note(w.id()); n != nil {
				e = e.WithNote(&essay.Note{ID: n.ID, Text: w.editText(n.Text), Series: w.series(), Lost: n.Lost})
			}
		case 3:
			style := essay.NumberStyles[w.IntN(len(essay.NumberStyles))]
			e = e.WithScheme(e.Scheme().With(essay.Series{Name: w.series(), Style: style, Restart: w.IntN(2) == 0})).WithLanguage("en")
		default:
			e = e.WithBody(w.editText(e.Body()))
		}
	}
	for _, c := range e.Comments() { // no change said where they are
		e = e.WithComment(c)
	}
	return e
}

func (w writing) comment(e *essay.Essay) essay.Comment {
	c := essay.Comment{ID: essay.CommentID(w.pick("a", "b", "\xff", "")), Words: w.text(), Resolved: w.IntN(2) == 0}
	if in := w.id(); e.Note(in) != nil {
		c.In = in
	}
	size := int(e.Text(c.In).Len()) + 1
	c.From, c.To = doc.Pos(w.IntN(size)), doc.Pos(w.IntN(size))
	for range 1 + w.IntN(3) {
		c.Remarks = append(c.Remarks, essay.Remark{Author: w.pick("Ada", "Bo", ""), At: w.Int64N(1 << 41), Text: w.text()})
	}
	return c
}

// same loads an essay and compares it, also as a fresh reading has it.
func same(t *testing.T, l *Library, id EssayID, want *essay.Essay) {
	t.Helper()
	st, err := readState(l.db, id)
	if err != nil {
		t.Fatal(err)
	}
	if !st.saved.Equal(want) {
		t.Fatalf("saved %q, loaded %q", want.Body().String(), st.saved.Body().String())
	}
	held, err := l.state(id)
	must(t, err)
	if !slices.Equal(st.body, held.body) || st.words != held.words || len(st.notes) != len(held.notes) {
		t.Fatalf("the library holds %v, its file %v", held.body, st.body)
	}
	for n, rows := range st.notes {
		if !slices.Equal(rows, held.notes[n]) {
			t.Fatalf("note %q: the library holds %v, its file %v", n, held.notes[n], rows)
		}
	}
	words := 0
	for _, b := range want.Body().All() {
		words += doc.Words(b.Text())
	}
	if words != st.words {
		t.Fatalf("%d words are stored of %d", st.words, words)
	}
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := writing{rand.New(rand.NewPCG(seed, 1))}
			l := openTemp(t)
			_, err := l.db.Exec("PRAGMA synchronous = OFF") // no power is cut here
			must(t, err)
			e := w.essay()
			id := create(t, l, e)
			other := create(t, l, w.essay())
			same(t, l, id, e)
			for range 25 {
				e = w.edit(e)
				must(t, l.Save(id, e))
				same(t, l, id, e)
				if w.IntN(5) == 0 { // go on with what a reader sees
					delete(l.open, id)
					e, err = l.Load(id)
					must(t, err)
				}
			}
			must(t, l.Delete(other))
			must(t, l.Purge(other))
			must(t, l.Close())
			again, err := Open(l.path)
			must(t, err)
			defer again.Close()
			same(t, again, id, e)
			checkFile(t, again)
		})
	}
}

// checkFile has SQLite check the file and the index of words.
func checkFile(t *testing.T, l *Library) {
	t.Helper()
	var says string
	must(t, l.db.QueryRow("PRAGMA integrity_check").Scan(&says))
	if says != "ok" {
		t.Fatalf("integrity_check: %s", says)
	}
	if _, err := l.db.Exec("INSERT INTO word (word) VALUES ('integrity-check')"); err != nil {
		t.Fatalf("the index of words: %v", err)
	}
}

// Blocks put in at one place use the ranks there up, in either direction.
func TestRanksRunOut(t *testing.T) {
	for _, forward := range []bool{true, false} {
		t.Run(fmt.Sprint("forward ", forward), func(t *testing.T) {
			l := openTemp(t)
			_, err := l.db.Exec("PRAGMA synchronous = OFF")
			must(t, err)
			blocks := []*doc.Block{doc.NewBlock(doc.Heading, 1), doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "The end."})}
			id := create(t, l, essay.New(doc.New(blocks...)))
			at := 1
			for i := range 150 {
				blocks = slices.Insert(slices.Clone(blocks), at, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: fmt.Sprint(i)}))
				if forward {
					at++
				}
				e := essay.New(doc.New(blocks...))
				must(t, l.Save(id, e))
				same(t, l, id, e)
			}
		})
	}
}

func FuzzDecodeSpans(f *testing.F) {
	f.Add("plain", "")
	f.Add("a linked word\uFFFC", "2 6bi@19:https://example.org 5 3#1:n")
	f.Add("\uFFFC", "3u@1:x#0:")
	f.Add("ab", "1b 1b")
	f.Add("é", "1 1")
	f.Fuzz(func(t *testing.T, text, code string) {
		spans, err := decodeSpans(text, code)
		if err != nil {
			return
		}
		b := doc.NewBlock(doc.Paragraph, 0, spans...)
		col, err := encode(b)
		must(t, err)
		c, err := col.block()
		if err != nil {
			t.Fatalf("%q with spans %q, once read and written, is %+v: %v", text, code, col, err)
		}
		if !c.Equal(b) {
			t.Fatalf("%q with spans %q reads otherwise the second time", text, code)
		}
	})
}
