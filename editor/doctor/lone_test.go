package doctor

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Markers in a text that has no notes are told, and change nothing.
func TestMarkersWithoutNotes(t *testing.T) {
	d := doc.FromText("A text[1] with markers,[2] years [1877] and lists [4].", "It begins anew.[1] And [or her] is none[3].")
	g := Examine(d)
	if g.Found() || !g.Certain || len(g.Pairs)+len(g.Notes)+len(g.Questions)+len(g.Dropped) > 0 {
		t.Errorf("the text has no notes, the doctor says %+v", g)
	}
	var labels []string
	for _, m := range g.Markers {
		labels = append(labels, m.Label)
	}
	if len(labels) != 3 || labels[0] != "1" || labels[1] != "2" || labels[2] != "1" {
		t.Errorf("its markers are %v, want 1, 2, 1", labels)
	}
	if e := g.ForFile(true); !e.Body().Equal(d) {
		t.Errorf("the text became %q", e.Body().String())
	}
}
