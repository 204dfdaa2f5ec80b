package doctor_test

import (
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// unclear has two sections of one note each that could be either's, and a
// third with two.
const unclear = `Two Harbours

The harbour at Ashham was dredged by people who kept no books, and what they left is a line of stones that nobody claims.[1]

Elsewhere the same spring brought a quarrel about the price of rope, and the matter was settled out of doors.[1]

A third place had neither, and its people remember only that the light was put out one winter.[1] The lamp is mentioned again in a list of things that were sold.[2]

[1] See the report of the commissioners, p. 41.

[1] Compare what is said below about the minutes.

[1] A letter in the author's possession says otherwise.

[2] Sale of effects, lot 19.
`

func examined(t *testing.T, s string) *doctor.Diagnosis {
	t.Helper()
	d, _ := text.Read(s)
	return doctor.Examine(d)
}

// firstWords names the pairs' notes by their first words, in order.
func firstWords(g *doctor.Diagnosis) string {
	var s []string
	for _, p := range g.Pairs {
		s = append(s, strings.Fields(p.Note.Text)[0])
	}
	return strings.Join(s, " ")
}

// noteNamed is the note among some that begins with a word.
func noteNamed(t *testing.T, notes []doctor.Note, word string) *doctor.Note {
	t.Helper()
	for i := range notes {
		if strings.HasPrefix(notes[i].Text, word) {
			return &notes[i]
		}
	}
	t.Fatalf("no note begins with %q", word)
	return nil
}

func TestAQuestionNamesItsMarkerAndNotes(t *testing.T) {
	g := examined(t, unclear)
	if len(g.Questions) != 1 {
		t.Fatalf("%d questions", len(g.Questions))
	}
	q := g.Questions[0]
	if q.Marker == nil || *q.Marker != g.Pairs[0].Marker {
		t.Errorf("the question is about %v, want the first marker", q.Marker)
	}
	if len(q.Notes) != len(q.Choices) {
		t.Fatalf("%d choices have %d lists of notes", len(q.Choices), len(q.Notes))
	}
	if n := q.Notes[0]; len(n) != 1 || !strings.HasPrefix(n[0].Text, "See") {
		t.Errorf("the first choice gives %v", n)
	}
	if n := q.Notes[len(q.Notes)-1]; n != nil {
		t.Errorf("the choice of none gives %v", n)
	}
}

func TestAssignBringsTheRunAlong(t *testing.T) {
	g := examined(t, unclear)
	m := g.Pairs[0].Marker
	got := g.Assign(m, noteNamed(t, g.Alternatives(m), "Compare"))
	if firstWords(got) != "Compare See A Sale" || !got.Certain {
		t.Errorf("after the first marker was given the second note the notes are %q, certain %t", firstWords(got), got.Certain)
	}
	if firstWords(g) != "See Compare A Sale" {
		t.Error("the diagnosis itself was changed")
	}
	back := got.Assign(m, noteNamed(t, got.Alternatives(m), "See"))
	if firstWords(back) != "See Compare A Sale" || !back.Certain {
		t.Errorf("given back, the notes are %q, certain %t", firstWords(back), back.Certain)
	}
}

func TestAssignExchangesNotesOfARun(t *testing.T) {
	g := examined(t, unclear)
	m := g.Pairs[2].Marker
	got := g.Assign(m, noteNamed(t, g.Alternatives(m), "Sale"))
	if firstWords(got) != "See Compare Sale A" {
		t.Errorf("the notes are %q", firstWords(got))
	}
	again := got.Answer(0, 1) // what was said stays through the rest
	if firstWords(again) != "Compare See Sale A" {
		t.Errorf("after an answer the notes are %q", firstWords(again))
	}
	undone := again.Assign(m, noteNamed(t, again.Alternatives(m), "A letter"))
	if firstWords(undone) != "Compare See A Sale" {
		t.Errorf("exchanged back, the notes are %q", firstWords(undone))
	}
}

func TestAssignNone(t *testing.T) {
	g := examined(t, unclear)
	m := g.Pairs[3].Marker
	got := g.Assign(m, nil)
	if firstWords(got) != "See Compare A" || len(got.Markers) != 1 || got.Markers[0] != m || len(got.Notes) != 1 {
		t.Fatalf("the notes are %q, left are %v and %v", firstWords(got), got.Markers, got.Notes)
	}
	if n := len(got.Essay().Bin()); n != 1 {
		t.Errorf("%d notes are in the bin", n)
	}
	again := got.Assign(m, &got.Notes[0])
	if firstWords(again) != "See Compare A Sale" || len(again.Markers)+len(again.Notes) != 0 {
		t.Errorf("given to its marker again: %q, left are %v and %v", firstWords(again), again.Markers, again.Notes)
	}
}

// Whatever is assigned, every marker and every note is in one place.
func FuzzAssign(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3})
	f.Add([]byte{3, 255, 0, 0, 3, 1, 1, 2, 2, 200})
	f.Fuzz(func(t *testing.T, steps []byte) {
		g := examined(t, unclear)
		steps = steps[:min(len(steps), 48)]
		for len(steps) >= 2 && len(g.Pairs) > 0 {
			m := g.Pairs[int(steps[0])%len(g.Pairs)].Marker
			var n *doctor.Note
			if list := g.Alternatives(m); len(list) > 0 && steps[1] < 240 {
				n = &list[int(steps[1])%len(list)]
			}
			g, steps = g.Assign(m, n), steps[2:]
			if n != nil {
				found := false
				for _, p := range g.Pairs {
					found = found || p.Marker == m && p.Note.Text == n.Text
				}
				if !found {
					t.Fatalf("the marker %v has not the note %q", m, n.Text)
				}
			}
			notes := map[string]bool{}
			for _, p := range g.Pairs {
				notes[p.Note.Text] = true
			}
			if len(g.Pairs)+len(g.Markers) != 4 || len(notes)+len(g.Notes) != 4 {
				t.Fatalf("%d pairs, %d markers left, %d notes left", len(g.Pairs), len(g.Markers), len(g.Notes))
			}
		}
	})
}
