package storage

import (
	"maps"
	"reflect"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// noted is an essay with a note for each name, those of capitals an endnote.
func noted(title string, names ...string) *essay.Essay {
	spans := []doc.Span{{Text: title}}
	var notes []*essay.Note
	for _, name := range names {
		n := &essay.Note{ID: essay.NoteID(name), Text: doc.FromText(name)}
		if name < "a" {
			n.Series = essay.Endnotes
		}
		notes = append(notes, n)
		spans = append(spans, essay.MarkerOf(n.ID))
	}
	return essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, spans...)), notes...)
}

func TestCollections(t *testing.T) {
	l := openTemp(t)
	one, two, three := create(t, l, noted("One", "a", "b", "C")), create(t, l, noted("Two", "a")), create(t, l, noted("Three", "a", "B"))
	must(t, l.SetCollections([]Collection{{Name: "Book", Essays: []EssayID{one, two}}, {Name: "Other", RunsOn: true, Essays: []EssayID{three, two}}}))
	list, err := l.Collections()
	must(t, err)
	if len(list) != 2 || list[0].Name != "Book" || !reflect.DeepEqual(list[0].Essays, []EssayID{one}) || !reflect.DeepEqual(list[1].Essays, []EssayID{three, two}) {
		t.Fatalf("the collections are %+v", list)
	}
	if n, err := l.NumbersBefore(two); err != nil || !maps.Equal(n, map[string]int{"": 1, essay.Endnotes: 1}) {
		t.Errorf("before the second essay stand %v: %v", n, err)
	}
	if n, err := l.NumbersBefore(three); err != nil || n != nil {
		t.Errorf("before the first essay stand %v: %v", n, err)
	}
	was := list
	must(t, l.SetCollections([]Collection{{ID: list[1].ID, Name: "All", RunsOn: true, Essays: []EssayID{two, one, three}}}))
	if n, err := l.NumbersBefore(three); err != nil || !maps.Equal(n, map[string]int{"": 3, essay.Endnotes: 1}) {
		t.Errorf("before the last essay stand %v: %v", n, err)
	}
	must(t, l.Delete(one))
	if n, err := l.NumbersBefore(three); err != nil || n[""] != 1 {
		t.Errorf("with one in the trash stand %v: %v", n, err)
	}
	must(t, l.Restore(one))
	must(t, l.SetCollections(was))
	if list, err = l.Collections(); err != nil || !reflect.DeepEqual(list, was) {
		t.Errorf("set back the collections are %+v, want %+v", list, was)
	}
	must(t, l.Delete(two))
	must(t, l.Purge(two))
	must(t, l.SetCollections(was))
	if list, err = l.Collections(); err != nil || len(list[1].Essays) != 1 {
		t.Errorf("an essay that was purged is in a collection: %+v", list)
	}
	if i, k := Of(list, three); i != 1 || k != 0 {
		t.Errorf("the essay is in collection %d at %d", i, k)
	}
}
