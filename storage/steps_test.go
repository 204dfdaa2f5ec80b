package storage

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// do makes a step of a session that edits at random.
func (w writing) do(s *editor.Session) error {
	e := w.edit(s.Essay())
	return s.Do(w.pick("one", "two"), func(t *editor.Transaction) error {
		t.Become(e)
		t.Select(editor.Selection{Anchor: doc.Pos(w.IntN(20)), Head: doc.Pos(w.IntN(20))})
		return nil
	})
}

// sameHistory compares a history with another one that ends sooner or not.
func sameHistory(t *testing.T, got, want *editor.Steps) {
	t.Helper()
	for ; want.Holds() && got.Holds(); want, got = want.Below, got.Below {
		if got.ID != want.ID || got.Label != want.Label || got.SelBefore != want.SelBefore || got.SelAfter != want.SelAfter ||
			got.At.UnixMilli() != want.At.UnixMilli() || got.Milestone != want.Milestone || got.Aside != want.Aside {
			t.Fatalf("step %+v, want %+v", got.Step, want.Step)
		}
		if !got.Before.Equal(want.Before) || !got.After.Equal(want.After) {
			t.Fatalf("step %q leads from %q to %q, want %q to %q", want.Label, got.Before.Body(), got.After.Body(), want.Before.Body(), want.After.Body())
		}
	}
	if want.Holds() || got.Holds() {
		t.Fatalf("one history holds more than the other: %v, %v", got, want)
	}
}

// A session is saved now and then, undone and done again, taken up by others
// after a restart, and its history is always what the file holds.
func TestStepsOutliveTheProgram(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := writing{rand.New(rand.NewPCG(seed, 2))}
			l := openTemp(t)
			_, err := l.db.Exec("PRAGMA synchronous = OFF") // no power is cut here
			must(t, err)
			first := w.essay()
			id := create(t, l, first)
			other := create(t, l, w.essay())
			s := editor.NewSession(first)
			for range 60 {
				switch w.IntN(10) {
				case 0:
					s.Undo()
				case 1:
					s.Redo()
				case 2:
					for range w.IntN(6) {
						s.Undo()
					}
				case 3: // as at a restart, or when another essay took its place in memory
					must(t, l.SaveSteps(id, s.Essay(), s.History()))
					delete(l.open, id)
					h, err := l.Past(id)
					must(t, err)
					sameHistory(t, h.Done, s.History().Done)
					sameHistory(t, h.Undone, s.History().Undone)
					if w.IntN(2) == 0 {
						e, err := l.Load(id)
						must(t, err)
						s = editor.NewSession(e)
						s.Recall(h)
					}
				case 4:
					must(t, l.Save(other, w.essay()))
				default:
					must(t, w.do(s))
				}
				if w.IntN(3) > 0 {
					must(t, l.SaveSteps(id, s.Essay(), s.History()))
					same(t, l, id, s.Essay())
				}
			}
			must(t, l.SaveSteps(id, s.Essay(), s.History()))
			h, err := l.Past(id)
			must(t, err)
			sameHistory(t, h.Done, s.History().Done)
			again := editor.NewSession(s.Essay())
			again.Recall(h)
			for again.Undo() {
			}
			if !again.Essay().Equal(first) {
				t.Errorf("all undone leaves %q, want %q", again.Essay().Body(), first.Body())
			}
		})
	}
}

// What is saved without a session is a step too.
func TestSavingAloneKeepsWhatWasBefore(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, written("0"))
	must(t, l.Save(id, written("0", "One.")))
	must(t, l.Save(id, written("0", "One.", "Two more.")))
	must(t, l.Save(id, written("0", "One.", "Two more.")))
	h, err := l.Past(id)
	must(t, err)
	s := editor.NewSession(written("0", "One.", "Two more."))
	s.Recall(h)
	for _, want := range []*essay.Essay{written("0", "One."), written("0")} {
		if !s.Undo() || !s.Essay().Equal(want) {
			t.Errorf("undo gives %q, want %q", s.Essay().Body(), want.Body())
		}
	}
	if s.Undo() {
		t.Error("there is a step more")
	}
}

// Steps beyond those that are recalled stay when all that is recalled is undone.
func TestUndoDownToTheEndOfWhatIsRecalled(t *testing.T) {
	l := openTemp(t)
	_, err := l.db.Exec("PRAGMA synchronous = OFF")
	must(t, err)
	id := create(t, l, written("0"))
	for i := range recallMax + 20 {
		must(t, l.Save(id, written(fmt.Sprint(i+1))))
	}
	h, err := l.Past(id)
	must(t, err)
	e, err := l.Load(id)
	must(t, err)
	s := editor.NewSession(e)
	s.Recall(h)
	n := 0
	for s.Undo() {
		n++
	}
	if n != recallMax || s.Essay().Title() != "20" {
		t.Fatalf("%d steps were undone, down to %q", n, s.Essay().Title())
	}
	must(t, l.SaveSteps(id, s.Essay(), s.History()))
	must(t, s.PasteText("x"))
	must(t, l.SaveSteps(id, s.Essay(), s.History()))
	delete(l.open, id)
	h, err = l.Past(id)
	must(t, err)
	below := 0
	last := h.Done
	for l := h.Done; l.Holds(); l = l.Below {
		last = l
		below++
	}
	if below != 23 || !last.Before.Equal(written("0")) { // the typed, the two aside, and twenty
		t.Errorf("%d steps are kept, the first of which begins with %q", below, last.Before.Title())
	}
}

func TestADamagedPastCostsNothingElse(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, written("0"))
	for i := range 5 {
		must(t, l.Save(id, written(fmt.Sprint(i+1))))
	}
	_, err := l.db.Exec("UPDATE step SET patch = x'7b' WHERE id = (SELECT max(id) - 2 FROM step)")
	must(t, err)
	h, err := l.Past(id)
	if err == nil {
		t.Error("a damaged step is read without a word")
	}
	s := editor.NewSession(written("5"))
	s.Recall(h)
	if s.Undo() {
		t.Error("a damaged step was undone")
	}
	must(t, s.PasteText("x"))
	must(t, l.SaveSteps(id, s.Essay(), s.History()))
	var n int
	must(t, l.db.QueryRow("SELECT count(*) FROM step").Scan(&n))
	if n != 6 {
		t.Errorf("%d steps are kept, want all 5 and the new one", n)
	}
}

func TestPatchesAreSmall(t *testing.T) {
	e := book()
	body, _ := e.Body().Replace(300, 300, doc.TextSlice("typed", 0, ""))
	p, err := patchFrom(e.WithBody(body), e)
	must(t, err)
	code, err := p.pack()
	must(t, err)
	if len(code) > 3<<10 {
		t.Errorf("a key takes %d bytes", len(code))
	}
	var moved []*doc.Block
	for i := range 400 {
		moved = append(moved, e.Body().Block(400+i))
	}
	body, _ = e.Body().ReplaceBlocks(400, 400)
	body, _ = body.ReplaceBlocks(1, 0, moved...)
	p, err = patchFrom(e.WithBody(body), e)
	must(t, err)
	if code, err = p.pack(); err != nil || len(code) > 200 {
		t.Errorf("moving half of the book takes %d bytes: %v", len(code), err)
	}
	back, err := p.apply(e.WithBody(body))
	must(t, err)
	if !back.Equal(e) {
		t.Error("moved back, the book is another one")
	}
}

func FuzzPatch(f *testing.F) {
	e := essay.New(doc.FromText("a", "b", "c"), &essay.Note{ID: "n", Text: doc.FromText("x")})
	p, _ := patchFrom(e, essay.New(doc.FromText("c", "d"), &essay.Note{ID: "m", Text: doc.FromText("y")}))
	code, _ := p.pack()
	f.Add(code)
	f.Add([]byte(`{"body":[{"f":9223372036854775807,"n":9223372036854775807},{"n":-1}]}`))
	f.Add([]byte("z"))
	f.Fuzz(func(t *testing.T, code []byte) {
		p, err := unpack(code)
		if err != nil {
			return
		}
		if far, err := p.apply(e); err == nil && far.Body().Blocks() == 0 {
			t.Error("an essay without a block")
		}
	})
}

func BenchmarkPast(b *testing.B) {
	l := openTemp(b)
	e := book()
	id := create(b, l, e)
	s := editor.NewSession(e)
	now := time.Unix(0, 0)
	s.Now = func() time.Time { now = now.Add(time.Second); return now }
	for i := range recallMax {
		at := e.Body().Len() * doc.Pos(i%50) / 50
		s.Select(editor.Caret("", at))
		must(b, s.Type("x"))
	}
	must(b, l.SaveSteps(id, s.Essay(), s.History()))
	for b.Loop() {
		if _, err := l.Past(id); err != nil {
			b.Fatal(err)
		}
	}
}

// Citations, sources and the style are undone after a restart as well, also
// where a citation has become a note with words of its own.
func TestStepsKeepWhatIsCited(t *testing.T) {
	l := openTemp(t)
	e := citing("A", source("ko", "One"), source("lee", "Two"))
	id := create(t, l, e)
	s := editor.NewSession(e)
	for _, do := range []func() error{
		func() error {
			s.Select(editor.Caret("", 0))
			return s.InsertCitation(cite.New(cite.Cite{Key: "kim", Locator: "3"}), source("kim", "Three"))
		},
		func() error {
			s.Select(editor.Caret(essay.NoteID(s.Essay().Body().Atoms()[0].ID), 0))
			return s.PasteText("See ")
		},
		func() error { return s.ChangeSource(source("ko", "One, changed")) },
		func() error { return s.SetCiting(essay.Citing{Style: "ibid-author-date", InText: true}) },
		func() error {
			s.Select(editor.Selection{Anchor: 0, Head: s.Essay().Body().Len()})
			return s.Delete()
		},
	} {
		must(t, do())
		must(t, l.SaveSteps(id, s.Essay(), s.History()))
		same(t, l, id, s.Essay())
	}
	for s.Undo() {
		must(t, l.SaveSteps(id, s.Essay(), s.History()))
		same(t, l, id, s.Essay())
	}
	for s.Redo() {
	}
	must(t, l.SaveSteps(id, s.Essay(), s.History()))
	delete(l.open, id)
	h, err := l.Past(id)
	must(t, err)
	sameHistory(t, h.Done, s.History().Done)
}
