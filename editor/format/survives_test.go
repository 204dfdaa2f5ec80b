package format

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

var update = flag.Bool("update", false, "write testdata/survives.txt anew")

// lostKinds are the letters of the table: what of a document does not survive.
var lostKinds = []struct{ letter, what string }{
	{"m", "markers"},
	{"M", "more markers than there were"},
	{"n", lostNotes},
	{"N", "more notes than there were"},
	{"w", lostWords},
	{"l", lostLinks},
	{"p", lostPictures},
	{"h", lostHeadings},
	{"q", lostQuotes},
	{"i", lostLists},
	{"t", lostTables},
	{"f", lostForm},
	{"s", "styles"},
}

// survivors are the documents of the table, each with what is lost easily.
func survivors() (names []string, of map[string]*essay.Essay) {
	text := func(s string) doc.Span { return doc.Span{Text: s} }
	para := func(spans ...doc.Span) *doc.Block { return doc.NewBlock(doc.Paragraph, 0, spans...) }
	m := essay.MarkerOf
	note := func(id essay.NoteID, blocks ...*doc.Block) *essay.Note {
		return &essay.Note{ID: id, Text: doc.New(blocks...)}
	}
	title := doc.NewBlock(doc.Heading, 1, text("On trees"))
	scripts := func(lang, body, a, b string) *essay.Essay {
		return essay.New(doc.New(doc.NewBlock(doc.Heading, 1, text(body)), para(text(body), m("a"), text(" "+body+"."), m("b")), para(text(body))),
			note("a", para(text(a))), note("b", para(text(b)))).WithLanguage(lang)
	}
	long := strings.Repeat("Donaudampfschifffahrt", 200)
	picture := doc.NewBlock(doc.Image, 0, text("The gauge")).WithInfo(doc.Info{Source: "https://a.example/gauge.png", Alt: "A gauge"})
	of = map[string]*essay.Essay{
		"1,000 notes": chapters(1000, 50),
		"notes of several paragraphs": essay.New(doc.New(title, para(text("One"), m("a"), text(" and two"), m("b"), text("."))),
			note("a", para(text("First.")), para(text("Second.")), para(text("Third."))), note("b", para(text("Alone.")))),
		"notes with lists": essay.New(doc.New(title, para(text("One"), m("a"), text(" and two"), m("b"), text("."))),
			note("a", para(text("These:")), doc.NewBlock(doc.Bullet, 1, text("oak")), doc.NewBlock(doc.Bullet, 2, text("holm oak")), doc.NewBlock(doc.Numbered, 1, text("ash"))), note("b", para(text("Alone.")))),
		"notes with quotations and links": essay.New(doc.New(title, para(text("One"), m("a"), text(" and two"), m("b"), text("."))),
			note("a", para(text("As she says:")), doc.NewBlock(doc.Quote, 1, text("Quoted here.")), para(text("See "), doc.Span{Text: "the page", Link: "https://a.example/b?c=1&d=2"}, text("."))),
			note("b", para(doc.Span{Text: "Title", Style: doc.Italic}, text(", p. 4.")))),
		"notes with pictures": essay.New(doc.New(title, para(text("One"), m("a"), text("."))), note("a", para(text("See:")), picture)),
		"a note with several markers": essay.New(doc.New(title, para(text("One"), m("a"), text(" and two"), m("b"), text(".")), para(text("Again"), m("a"), text(" and again"), m("a"), text("."))),
			note("a", para(text("First."))), note("b", para(text("Second.")))),
		"notes in headings, tables and lists": essay.New(doc.New(title, doc.NewBlock(doc.Heading, 2, text("Oaks"), m("a")),
			doc.NewBlock(doc.Cell, 0, text("Tree")), doc.NewBlock(doc.Cell, 1, text("Height"), m("b")), doc.NewBlock(doc.Cell, 0, text("Oak"), m("c")), doc.NewBlock(doc.Cell, 1, text("40")),
			doc.NewBlock(doc.Bullet, 1, text("Ash"), m("d")), doc.NewBlock(doc.Numbered, 2, text("Rowan"), m("e")), doc.NewBlock(doc.Quote, 1, text("Quoted"), m("f")), para(text("End."))),
			note("a", para(text("To the heading."))), note("b", para(text("To the head."))), note("c", para(text("To the cell."))), note("d", para(text("To the item."))), note("e", para(text("To the inner item."))), note("f", para(text("To the quotation.")))),
		"right to left":        scripts("he", "שלום עולם", "הערה ראשונה, עמ׳ 4.", "شكرا جزيلا."),
		"Chinese and Japanese": scripts("ja", "漢字とかな。", "注釈である。", "第二の注釈。"),
		"emoji":                scripts("en", "Waving 👋🏽 family 👩‍👩‍👧‍👦 flag 🇮🇸", "Note 🧑‍🚀.", "Two ❤️."),
		"very long words":      scripts("de", long, "Siehe "+long+".", "Ebd."),
	}
	for name := range of {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, of
}

// What survives of documents from each format in each other is written in
// testdata/survives.txt; what is lost more, or less, fails.
func TestSurvives(t *testing.T) {
	var table strings.Builder
	table.WriteString("What of a document is lost on its way from the format of a row, in which it was written\nfirst, into that of a column. A dot stands for nothing.\n\n")
	for _, l := range lostKinds {
		fmt.Fprintf(&table, "%s  %s\n", l.letter, strings.ToLower(l.what))
	}
	var formats []Format
	for _, f := range Formats {
		if f.Write != nil {
			formats = append(formats, f)
		}
	}
	names, of := survivors()
	for _, name := range names {
		e := of[name]
		fmt.Fprintf(&table, "\n%-12s", "")
		for _, f := range formats {
			fmt.Fprintf(&table, "%-11s", f.Name)
		}
		fmt.Fprintf(&table, "  %s\n", name)
		var known []*row // most readers give the same essay, which is written once
		for _, from := range formats {
			if !from.CanRead() {
				continue
			}
			source, err := Export(e, from, Options{Standalone: true})
			if err != nil {
				t.Fatal(err)
			}
			k := slices.IndexFunc(known, func(r *row) bool { return r.loose == from.loose && r.from.Equal(source.Back) })
			if k < 0 {
				k, known = len(known), append(known, &row{from: source.Back, loose: from.loose})
				for _, to := range formats {
					w, err := Export(source.Back, to, Options{Standalone: true})
					if err != nil {
						t.Fatalf("%s from %s to %s: %v", name, from.Name, to.Name, err)
					}
					known[k].cells += fmt.Sprintf("%-11s", lostLetters(e, w.Back, from.loose || to.loose))
				}
			}
			fmt.Fprintf(&table, "%-12s%s\n", from.Name, known[k].cells)
		}
	}
	const file = "testdata/survives.txt"
	var lines []string
	for line := range strings.SplitSeq(table.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	got := strings.Join(lines, "\n")
	t.Log("\n" + got)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Errorf("line %d differs from %s; if it is meant to, run go test ./editor/format -run Survives -update", i+1, file)
			break
		}
	}
}

// row is what becomes of an essay that some format gave.
type row struct {
	from  *essay.Essay
	loose bool
	cells string
}

// lostLetters are what of an essay is lost in another.
func lostLetters(e, back *essay.Essay, loose bool) string {
	of := map[string]bool{}
	switch have, want := len(back.Refs()), len(e.Refs()); {
	case have < want:
		of["m"] = true
	case have > want:
		of["M"] = true
	}
	if len(back.Numbered()) > len(e.Numbered()) {
		of["N"] = true
	}
	for _, l := range losses(e, back, loose) {
		letter := "s"
		for _, x := range lostKinds {
			if x.what == l.What {
				letter = x.letter
			}
		}
		of[letter] = true
	}
	var s strings.Builder
	for _, x := range lostKinds {
		if of[x.letter] {
			s.WriteString(x.letter)
		}
	}
	if s.Len() == 0 {
		return "."
	}
	return s.String()
}
