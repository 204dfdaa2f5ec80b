package essay

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

var carriedTexts = []string{"word", " ", "é", "漢字", "👩‍👩‍👧", "\u2028", "<b>", `"`, "\\", "\u00a0", "a\tb"}

// randomFragment cuts a piece out of a random essay that has all kinds of
// blocks, styles and atoms.
func randomFragment(r *rand.Rand) Fragment {
	ids := []NoteID{"a", "b", "c"}
	spans := func(atoms bool) []doc.Span {
		var list []doc.Span
		for range r.IntN(6) {
			s := doc.Span{Text: carriedTexts[r.IntN(len(carriedTexts))], Style: doc.Style(r.IntN(1 << len(styleNames)))}
			switch id := string(ids[r.IntN(len(ids))]); {
			case r.IntN(5) == 0:
				s.Link = "https://example.org/?a=b&c"
			case atoms && r.IntN(4) == 0:
				s = doc.Span{Atom: &doc.Atom{Kind: doc.Marker, ID: id}}
			case r.IntN(6) == 0:
				s = doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: id}}
			}
			list = append(list, s)
		}
		return list
	}
	var blocks []*doc.Block
	for range 1 + r.IntN(6) {
		b := doc.NewBlock(doc.Kind(r.IntN(len(kindNames))), r.IntN(4), spans(true)...)
		blocks = append(blocks, b.WithInfo(doc.Info{Start: r.IntN(3), Done: r.IntN(2) == 0, Language: "go", Source: "ibid:0", Alt: "a quay", Align: doc.Center}))
	}
	var notes []*Note
	for _, id := range ids {
		notes = append(notes, &Note{ID: id, Text: doc.New(doc.NewBlock(doc.Paragraph, 0, spans(false)...), doc.NewBlock(doc.Quote, 1, spans(false)...)), Series: []string{"", Endnotes}[r.IntN(2)]})
	}
	e := New(doc.New(blocks...), notes...)
	from, to := doc.Pos(r.IntN(int(e.Body().Len()+1))), doc.Pos(r.IntN(int(e.Body().Len()+1)))
	return e.Cut("", min(from, to), max(from, to))
}

func equalFragments(a, b Fragment) bool {
	equal := func(a, b []*doc.Block) bool { return doc.New(a...).Equal(doc.New(b...)) && len(a) == len(b) }
	if !equal(a.Slice.Blocks, b.Slice.Blocks) || len(a.Notes) != len(b.Notes) || len(a.Labels)+len(b.Labels) > 0 && !reflect.DeepEqual(a.Labels, b.Labels) ||
		len(a.markers)+len(b.markers) > 0 && !reflect.DeepEqual(a.markers, b.markers) {
		return false
	}
	for i, n := range a.Notes {
		if m := b.Notes[i]; n.ID != m.ID || n.Series != m.Series || !n.Text.Equal(m.Text) {
			return false
		}
	}
	return true
}

func TestAFragmentIsCarriedWhole(t *testing.T) {
	for seed := range uint64(2000) {
		f := randomFragment(rand.New(rand.NewPCG(seed, 1)))
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var g Fragment
		if err := json.Unmarshal(data, &g); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if !equalFragments(f, g) {
			t.Fatalf("seed %d: %s comes as %+v", seed, data, g)
		}
		anew := f.Anew()
		if len(anew.Notes) != len(f.Notes) || anew.Slice.Len() != f.Slice.Len() {
			t.Fatalf("seed %d: another piece came anew", seed)
		}
		for a := range atomsOf(anew.Slice.Blocks) {
			if a.Kind == doc.Marker && New(doc.New(), anew.Notes...).Note(NoteID(a.ID)) == nil {
				t.Fatalf("seed %d: a marker lost its note", seed)
			}
		}
	}
}

func TestStrangeFragmentsAreNotRead(t *testing.T) {
	for _, src := range []string{
		``, `[]`, `{"blocks":[{"kind":"spell"}]}`, `{"blocks":[{"kind":"paragraph","spans":[{"atom":"note","to":"x"}]}]}`,
		`{"blocks":[{"kind":"paragraph","spans":[{"atom":"comet","to":"x"}]}],"notes":[{"id":"x"}]}`, `{"notes":[{"id":"x"},{"id":"x"}]}`,
	} {
		if err := json.Unmarshal([]byte(src), new(Fragment)); err == nil {
			t.Errorf("%s is read", src)
		}
	}
}

func FuzzFragment(f *testing.F) {
	for seed := range uint64(5) {
		data, err := json.Marshal(randomFragment(rand.New(rand.NewPCG(seed, 2))))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var one, again Fragment
		if json.Unmarshal(data, &one) != nil {
			return
		}
		data, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &again); err != nil || !equalFragments(one, again) {
			t.Fatalf("%s is not read as it was: %v", data, err)
		}
	})
}
