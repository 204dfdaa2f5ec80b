package app

import (
	"strings"
	"testing"
)

func TestMatchDestinations(t *testing.T) {
	all := destinations(writtenEssay("# Harbours", "x‹a›", "## The ledger of 1873", "y‹b›", "### Who was counted: the ledger", "z‹c›"))
	all[3].title, all[3].key = "Ko, 1873.", "ko, 1873."
	for text, want := range map[string]string{
		"":          "Harbours, The ledger of 1873, Who was counted: the ledger, Ko, 1873., Note b., Note c.",
		"2":         "Note b.",
		"note 2":    "Note b.",
		"Note 9":    "",
		"note 1873": "Ko, 1873.",
		"1873":      "The ledger of 1873, Ko, 1873.",
		"ledger":    "The ledger of 1873, Who was counted: the ledger",
		"who":       "Who was counted: the ledger",
		"THE LED":   "The ledger of 1873, Who was counted: the ledger",
		"note c":    "Note c.",
		"nothing":   "",
	} {
		var got []string
		for _, d := range matchDestinations(all, text) {
			got = append(got, d.title)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q finds %q, want %q", text, strings.Join(got, ", "), want)
		}
	}
}

func TestGoingTo(t *testing.T) {
	w := wholeWindow(t, chapters...)
	go1 := func(text string) {
		found := matchDestinations(destinations(w.desk.session.Essay()), text)
		if len(found) == 0 {
			t.Fatalf("%q finds nothing", text)
		}
		w.destinationItem(found[0]).Tap()
	}
	go1("c")
	if sel := w.desk.session.Selection(); sel.In != "" || sel.Head != w.desk.session.Essay().Body().Start(6) {
		t.Errorf("the heading leads to %v", sel)
	}
	w.toggleNotes()
	go1("note 2")
	if sel := w.desk.session.Selection(); sel.In != "b" || w.sheet.noNotes {
		t.Errorf("the note leads to %v with the notes folded away: %v", sel, w.sheet.noNotes)
	}
}
