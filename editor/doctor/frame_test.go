package doctor

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

// What names the transcribers of a book goes with its header, also where each
// line of it is a paragraph; the book's own words stay.
func TestTheHeaderTakesTheCreditsAlong(t *testing.T) {
	for _, c := range []struct {
		credits []string
		first   string
	}{
		{[]string{"Produced by A. Reader and the Online Distributed Proofreading Team"}, "FOLK LORE"},
		{[]string{"Produced by A. Reader and the Online Distributed Proofreading", "Team at http://www.pgdp.net (This file was produced from", "images generously made available by The Internet Archive)"}, "FOLK LORE"},
		{nil, "FOLK LORE"},
	} {
		text := append([]string{"The Project Gutenberg EBook of Folk Lore", "*** START OF THIS PROJECT GUTENBERG EBOOK FOLK LORE ***"}, c.credits...)
		text = append(text, c.first, "The islands have their customs.[1]", "[1] So says the register.", "A last paragraph.", "Another one.")
		d := Examine(doc.FromText(text...))
		if got := d.Essay().Body().Block(0).Text(); got != c.first {
			t.Errorf("after %q the essay begins with %q", c.credits, got)
		}
		if len(d.Dropped) == 0 || d.Dropped[0].Why != licenceHead {
			t.Errorf("left out is %+v", d.Dropped)
		}
	}
}
