package storage

import (
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestList(t *testing.T) {
	l := openTemp(t)
	harbours := create(t, l, written("Harbours", "Three words here."))
	create(t, l, written("Tides"))
	if got := titles(t, l.List); !slices.Equal(got, []string{"Tides", "Harbours"}) {
		t.Errorf("List = %q, want the newest first", got)
	}
	e := written("Ports", "Four words are here.")
	e = e.WithNote(&essay.Note{ID: "a", Text: doc.FromText("A note.")})
	body, _ := e.Body().Replace(e.Body().Len(), e.Body().Len(), doc.Slice{Blocks: []*doc.Block{doc.NewBlock(doc.Paragraph, 0, essay.MarkerOf("a"))}})
	must(t, l.Save(harbours, e.WithBody(body)))
	list, err := l.List()
	must(t, err)
	got := list[0]
	if got.ID != harbours || got.Title != "Ports" || got.Words != 5 || got.Notes != 1 || !got.Changed.After(got.Created) {
		t.Errorf("after a saving: %+v", got)
	}
}

func TestTrash(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, written("Harbours", "Quays."))
	create(t, l, written("Tides"))
	if l.Purge(id) == nil {
		t.Error("an essay that is not in the trash was purged")
	}
	must(t, l.Delete(id))
	if got := titles(t, l.Trash); !slices.Equal(got, []string{"Harbours"}) {
		t.Errorf("Trash = %q", got)
	}
	if got := titles(t, l.List); !slices.Equal(got, []string{"Tides"}) {
		t.Errorf("List = %q", got)
	}
	must(t, l.Restore(id))
	if l.Restore(id) == nil {
		t.Error("an essay was restored twice")
	}
	must(t, l.Delete(id))
	must(t, l.Purge(id))
	if _, err := l.Load(id); err == nil {
		t.Error("an essay that was purged can be loaded")
	}
	if l.Save(id, written("Harbours", "Again.")) == nil {
		t.Error("an essay that was purged can be saved")
	}
	var left int
	must(t, l.db.QueryRow("SELECT count(*) FROM block WHERE essay = ?", id).Scan(&left))
	if left != 0 {
		t.Errorf("%d blocks are left of an essay that was purged", left)
	}
}

func TestSettings(t *testing.T) {
	l := openTemp(t)
	for _, want := range []string{"", "1200x800", "900x700"} {
		if want != "" {
			must(t, l.SetSetting("window", want))
		}
		got, err := l.Setting("window")
		must(t, err)
		if got != want {
			t.Errorf("Setting = %q, want %q", got, want)
		}
	}
}

// A file that was tampered with, or damaged where SQLite does not see it, is
// told from an essay.
func TestEssaysThatCannotBeRead(t *testing.T) {
	tests := []struct{ name, damage, says string }{
		{"an unknown kind", "UPDATE block SET kind = 'table' WHERE note IS NULL", "“table”"},
		{"spans that do not fit", "UPDATE block SET spans = '99b' WHERE note IS NULL", "longer than its text"},
		{"spans that cannot be read", "UPDATE block SET spans = '4?' WHERE note IS NULL", "cannot be read"},
		{"no body", "DELETE FROM block WHERE note IS NULL", "body is missing"},
		{"a note without text", "DELETE FROM block WHERE note = 'a'", "note a is missing"},
		{"a rank that is no number", "UPDATE block SET rank = 'x'", "rank"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := openTemp(t)
			whole := create(t, l, written("Whole"))
			id := create(t, l, written("Harbours").WithNote(&essay.Note{ID: "a", Text: doc.FromText("A note.")}))
			_, err := l.db.Exec(tt.damage)
			must(t, err)
			delete(l.open, id)
			_, err = l.Load(id)
			if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), l.path) {
				t.Errorf("Load: %v, want a sentence with %q", err, tt.says)
			}
			if l.Save(id, written("Harbours", "Again.")) == nil {
				t.Error("Save wrote over what could not be read")
			}
			_, err = l.Load(whole)
			must(t, err)
		})
	}
}

func TestUnknownStyleIsNotSaved(t *testing.T) {
	l := openTemp(t)
	before := written("Harbours")
	id := create(t, l, before)
	if l.Save(id, essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "x", Style: 1 << 15})))) == nil {
		t.Error("a style that has no letter was saved")
	}
	same(t, l, id, before)
}
