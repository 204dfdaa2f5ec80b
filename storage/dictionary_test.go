package storage

import (
	"slices"
	"testing"
)

func TestDictionary(t *testing.T) {
	l := openTemp(t)
	first, second := create(t, l, written("One")), create(t, l, written("Two"))
	for _, w := range []string{"moorings", "Ellen", "Ellen", "l’homme"} {
		must(t, l.AddWord(w))
	}
	must(t, l.IgnoreWord(first, "harbor"))
	must(t, l.IgnoreWord(first, "harbor"))
	must(t, l.IgnoreWord(first, "Ellen"))
	must(t, l.RemoveWord("moorings"))
	must(t, l.RemoveWord("harbor")) // is no word of the personal dictionary
	expect := func(what string, list []string, err error, want ...string) {
		t.Helper()
		must(t, err)
		if !slices.Equal(list, want) {
			t.Errorf("%s %q, want %q", what, list, want)
		}
	}
	list, err := l.Words()
	expect("the dictionary holds", list, err, "Ellen", "l’homme")
	list, err = l.Ignored(first)
	expect("ignored in the first essay are", list, err, "Ellen", "harbor")
	list, err = l.Ignored(second)
	expect("ignored in the second essay are", list, err)
	must(t, l.Delete(first))
	must(t, l.Purge(first))
	list, err = l.Ignored(first)
	expect("ignored in the purged essay are", list, err)
	list, err = l.Words()
	expect("the dictionary then holds", list, err, "Ellen", "l’homme")
	if l.IgnoreWord(first, "word") == nil {
		t.Error("a word is ignored in an essay that is not there")
	}
}
