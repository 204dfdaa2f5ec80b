package storage

import (
	"fmt"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

func keysOf(list []Source) (keys []string) {
	for _, s := range list {
		keys = append(keys, s.Item.ID)
	}
	return keys
}

func TestSourcesAreFoundByWhatTheySay(t *testing.T) {
	l := openTemp(t)
	lee := source("lee1999", "Éloquence of <i>birds</i>")
	lee.Names["author"] = []csl.Name{{Family: "Lee", Given: "Bo"}}
	lee.Dates["issued"] = csl.Date{From: csl.DateParts{Year: 1999}}
	lee.Fields["keyword"] = "flight, song"
	added, _, err := l.AddSources(source("ko", "One"), lee, source("again", "One"))
	must(t, err)
	if added != 2 {
		t.Errorf("%d sources were added, want 2: one came twice", added)
	}
	for query, want := range map[string]string{"eloq": "[lee1999]", "lee 1999": "[lee1999]", "bir": "[lee1999]", "song": "[lee1999]", "lee19": "[lee1999]", "ann": "[ko]", "": "[ko lee1999]", "tag:flight": "[lee1999]", "tag:Fli": "[lee1999]", "tag:song bo": "[lee1999]", "tag:eloquence": "[]", "tag:song tag:none": "[]", "nothing": "[]"} {
		list, err := l.Sources(query, 10)
		must(t, err)
		if got := fmt.Sprint(keysOf(list)); got != want {
			t.Errorf("%q finds %s, want %s", query, got, want)
		}
	}
}

func TestASourceThatIsDeletedStaysWhereItIsCited(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, citing("A", source("ko", "One")))
	list, err := l.Sources("one", 10)
	must(t, err)
	in, err := l.WhereCited(list[0].ID)
	must(t, err)
	if len(in) != 1 || in[0].Essay != id || in[0].Times != 1 {
		t.Errorf("it is cited in %+v", in)
	}
	_, _, err = l.ChangeSources([]SourceRow{{list[0].ID, list[0].Item, true}}, nil, 0)
	must(t, err)
	delete(l.open, id)
	e, err := l.Load(id)
	must(t, err)
	gone, err := l.Gone(id)
	must(t, err)
	left, err := l.Sources("", 10)
	must(t, err)
	if e.Source("ko") == nil || len(gone) != 1 || len(left) != 0 {
		t.Errorf("the essay has %+v, gone are %q, and the library lists %q", e.Source("ko"), gone, keysOf(left))
	}
	added, _, err := l.AddSources(source("ko", "One"))
	must(t, err)
	if gone, _ = l.Gone(id); added != 0 || len(gone) != 0 {
		t.Error("a source that comes again does not come back")
	}
}

func TestSourcesThatAreThereTwice(t *testing.T) {
	l := openTemp(t)
	other := source("ko-b", "One")
	other.Fields["publisher"] = "Press"
	_, _, err := l.AddSources(source("ko-a", "One"), source("lee", "Two"), other)
	must(t, err)
	list, err := l.Twice(10)
	must(t, err)
	if got := fmt.Sprint(keysOf(list)); got != "[ko-a ko-b]" {
		t.Errorf("there twice are %s", got)
	}
}

func TestChangedSourcesReachTheEssaysThatCiteThem(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, citing("A", source("ko", "One")))
	_, _, err := l.AddSources(source("lee", "Two"))
	must(t, err)
	list, err := l.Sources("one", 10)
	must(t, err)
	changed := source("ko2019", "One, changed")
	_, _, err = l.ChangeSources([]SourceRow{{ID: list[0].ID, Item: changed}}, nil, 0)
	must(t, err)
	e, err := l.Load(id)
	must(t, err)
	if it := e.Source("ko2019"); it == nil || it.Fields["title"] != "One, changed" {
		t.Errorf("the essay has %+v", it)
	}
	if key, _ := l.KeyIn(id, list[0].ID); key != "ko2019" {
		t.Errorf("the essay calls it %q", key)
	}
	if _, _, err := l.ChangeSources([]SourceRow{{ID: list[0].ID, Item: source("lee", "Three")}}, nil, 0); err == nil {
		t.Error("two sources have one key")
	}
}

// A search as it is typed, over 50,000 sources.
func BenchmarkSources(b *testing.B) {
	l := openTemp(b)
	items := make([]*csl.Item, 50_000)
	for i := range items {
		items[i] = source(fmt.Sprintf("key%d", i), fmt.Sprintf("The title of number %d about matter %d", i, i%977))
		items[i].Names["author"] = []csl.Name{{Family: fmt.Sprintf("Name%d", i%5000), Given: "Ann"}}
		items[i].Dates["issued"] = csl.Date{From: csl.DateParts{Year: 1900 + i%120}}
	}
	if _, _, err := l.AddSources(items...); err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"t", "na", "name12", "title 1950", "matter 500 name1"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Sources(query, 60); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
