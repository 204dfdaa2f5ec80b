package storage

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// cites tells what an essay's citations cite: the titles, each with its key.
func cites(t *testing.T, l *Library, id EssayID) string {
	t.Helper()
	delete(l.open, id)
	e, err := l.Load(id)
	must(t, err)
	var list []string
	for _, p := range e.CitePlaces() {
		for _, c := range p.Citation.Cites {
			title := "nothing"
			if it := e.Source(c.Key); it != nil {
				title = it.Fields["title"]
			}
			list = append(list, c.Key+" "+title)
		}
	}
	keys := []string{}
	for _, it := range e.Sources() {
		keys = append(keys, it.ID)
	}
	return strings.Join(list, ", ") + " | " + strings.Join(keys, " ")
}

// both is an essay that cites two sources, and its place in the library.
func both(t *testing.T, l *Library, a, b *csl.Item) EssayID {
	t.Helper()
	e := citing("Both", a, b)
	return create(t, l, e)
}

func ids(t *testing.T, l *Library) map[string]Source {
	t.Helper()
	list, err := l.Sources("", 1000)
	must(t, err)
	byKey := map[string]Source{}
	for _, s := range list {
		byKey[s.Item.ID] = s
	}
	return byKey
}

func TestAMergedSourceIsCitedAsTheKeptOneAndOneUndoBringsAllBack(t *testing.T) {
	for _, key := range []string{"ko-a", "ko-b"} { // the key that is kept
		l := openTemp(t)
		essays := []EssayID{
			create(t, l, citing("A", source("ko-a", "One"))),
			create(t, l, citing("B", source("ko-b", "One."))),
			both(t, l, source("ko-a", "One"), source("ko-b", "One.")),
			create(t, l, citing("C", source("lee", "Two"))),
		}
		before := map[EssayID]string{}
		for _, id := range essays {
			before[id] = cites(t, l, id)
		}
		at := ids(t, l)
		kept, gone := source(key, "One, kept"), at["ko-b"].Item.Clone()
		if key == "ko-b" {
			gone.ID = "ko-a"
		}
		rows := []SourceRow{{at["ko-a"].ID, kept, false}, {at["ko-b"].ID, gone, true}}
		back, _, err := l.ChangeSources(rows, map[SourceID]SourceID{at["ko-b"].ID: at["ko-a"].ID}, 0)
		must(t, err)
		one := key + " One, kept | " + key
		for i, want := range []string{one, one, key + " One, kept, " + one, "lee Two | lee"} {
			if got := cites(t, l, essays[i]); got != want {
				t.Errorf("kept %s, essay %d cites %q, want %q", key, i, got, want)
			}
		}
		if left := ids(t, l); len(left) != 2 {
			t.Errorf("%d sources are left, want 2", len(left))
		}
		again, _, err := l.ApplySources(back, 0)
		must(t, err)
		for _, id := range essays {
			if got := cites(t, l, id); got != before[id] {
				t.Errorf("kept %s, taken back, essay %d cites %q, want %q", key, id, got, before[id])
			}
		}
		if now := ids(t, l); now["ko-a"].ID != at["ko-a"].ID || now["ko-b"].ID != at["ko-b"].ID || now["ko-b"].Item.Fields["title"] != "One." {
			t.Errorf("taken back, the library has %v", slices.Sorted(maps.Keys(now)))
		}
		_, _, err = l.ApplySources(again, 0)
		must(t, err)
		if got := cites(t, l, essays[2]); got != key+" One, kept, "+one {
			t.Errorf("done again, it cites %q", got)
		}
	}
}

// Whatever is merged, renamed and deleted in turn, every citation goes on to
// cite something, and taking all back in turn restores every essay.
func TestAnyStepsOfSourcesCanBeTakenBack(t *testing.T) {
	for seed := range uint64(15) {
		r := rand.New(rand.NewPCG(seed, 5))
		l := openTemp(t)
		items := make([]*csl.Item, 6)
		for i := range items {
			items[i] = source(fmt.Sprintf("k%d", i), fmt.Sprintf("Title %d", i))
		}
		var essays []EssayID
		for i := range 4 {
			var of []*csl.Item
			for _, it := range items {
				if r.IntN(2) == 0 {
					of = append(of, it)
				}
			}
			essays = append(essays, create(t, l, citing(fmt.Sprint("E", i), of...)))
		}
		tell := func() (all []string) {
			for _, id := range essays {
				all = append(all, cites(t, l, id))
			}
			return append(all, fmt.Sprint(slices.Sorted(maps.Keys(ids(t, l)))))
		}
		states, steps := [][]string{tell()}, []SourceStep{}
		for range 6 {
			at := ids(t, l)
			keys := slices.Sorted(maps.Keys(at))
			if len(keys) < 2 {
				break
			}
			r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
			a, b := at[keys[0]], at[keys[1]]
			x, y := a.Item.Clone(), b.Item.Clone()
			rows, merged := []SourceRow{{a.ID, x, false}, {b.ID, y, false}}, map[SourceID]SourceID(nil)
			x.ID, y.ID = y.ID, x.ID
			if r.IntN(2) == 0 {
				rows[1].Deleted, merged = true, map[SourceID]SourceID{b.ID: a.ID}
			}
			back, _, err := l.ChangeSources(rows, merged, 0)
			must(t, err)
			states, steps = append(states, tell()), append(steps, back)
			if now := strings.Join(tell(), "\n"); strings.Contains(now, "nothing") {
				t.Fatalf("seed %d: a citation cites nothing:\n%s", seed, now)
			}
		}
		for i := len(steps) - 1; i >= 0; i-- {
			_, _, err := l.ApplySources(steps[i], 0)
			must(t, err)
			if got := tell(); !slices.Equal(got, states[i]) {
				t.Fatalf("seed %d: taken back, step %d gives\n%s\nwant\n%s", seed, i, strings.Join(got, "\n"), strings.Join(states[i], "\n"))
			}
		}
	}
}

func TestWhatWasCitedAnewStaysWhenAMergeIsTakenBack(t *testing.T) {
	l := openTemp(t)
	id := create(t, l, citing("B", source("ko-b", "One.")))
	_, _, err := l.AddSources(source("ko-a", "One"))
	must(t, err)
	at := ids(t, l)
	back, _, err := l.ChangeSources([]SourceRow{{at["ko-a"].ID, source("ko-a", "One"), false}, {at["ko-b"].ID, source("ko-b", "One."), true}}, map[SourceID]SourceID{at["ko-b"].ID: at["ko-a"].ID}, 0)
	must(t, err)
	e, err := l.Load(id)
	must(t, err)
	changed := *e.CitePlaces()[0].Citation
	changed.Cites = []cite.Cite{{Key: "ko-a", Locator: "7"}}
	must(t, l.Save(id, e.WithCitations(&changed)))
	_, _, err = l.ApplySources(back, 0)
	must(t, err)
	if got := cites(t, l, id); got != "ko-a One | ko-a ko-b" {
		t.Errorf("it cites %q", got)
	}
}

func TestWhatWasAddedCanBeTakenBack(t *testing.T) {
	l := openTemp(t)
	_, _, err := l.AddSources(source("lee", "Two"))
	must(t, err)
	added, back, err := l.AddSources(source("ko", "One"), source("lee", "Two"), source("ko", "Other"))
	must(t, err)
	again, _, err := l.ApplySources(back, 0)
	must(t, err)
	if n, _ := l.CountSources(); added != 2 || n != 1 {
		t.Errorf("%d were added, and %d are left", added, n)
	}
	_, _, err = l.ApplySources(again, 0)
	must(t, err)
	if got := slices.Sorted(maps.Keys(ids(t, l))); fmt.Sprint(got) != "[ko ko-2 lee]" {
		t.Errorf("done again, there are %v", got)
	}
}
