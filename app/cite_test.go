package app

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/sourcefile"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

const threeSources = `@article{ko2019, author={Ko, Ann and Chung, Bo}, title={Reading Notes in the Margin}, journal={Journal of Marginalia}, volume=12, number=3, year=2019, pages={61--90}}
@book{grafton1997, author={Grafton, Anthony}, title={The Footnote}, publisher={Press}, address={London}, year=1997}
@book{broken, author={Nobody
`

// citingWindow is a window whose library has the sources above.
func citingWindow(t *testing.T) *Window {
	t.Helper()
	w := wholeWindow(t, "# T", "One.", "Two.", "Three.")
	path := filepath.Join(t.TempDir(), "refs.bib")
	f, ok := sourcefile.ByPath(path)
	if !ok {
		t.Fatal("no format reads .bib")
	}
	w.takeSources("refs.bib", f, []byte(threeSources))
	settle(w)
	return w
}

// citeAt cites what a search finds first, with a locator, at the end of a block.
func citeAt(w *Window, block int, search, locator string) {
	body := w.desk.session.Essay().Body()
	sel := editor.Caret("", body.Start(block)+body.Block(block).Len())
	w.desk.page.Select(sel)
	b := w.cite(&w.desk.page.Text, sel)
	settle(w)
	b.search.SetText(search)
	settle(w)
	b.pick()
	b.locator.SetText(locator)
	settle(w)
	b.insert()
	settle(w)
}

// reads are the citations in the order of the text, as they are printed.
func reads(w *Window) []string {
	w.printing.now()
	settle(w)
	e, printed := w.desk.session.Essay(), w.printing.now()
	var list []string
	for _, p := range e.CitePlaces() {
		var s strings.Builder
		for _, sp := range printed.Spans(e, p.Citation.ID) {
			s.WriteString(sp.Text)
		}
		list = append(list, s.String())
	}
	return list
}

func TestCitingFromImportToExport(t *testing.T) {
	w := citingWindow(t)
	if n, err := w.lib.CountSources(); err != nil || n != 3 {
		t.Fatalf("%d sources were imported, want 3: also what is broken is kept (%v)", n, err)
	}
	if w.beside.Shown() != "sources" {
		t.Error("what was wrong with the sources is not shown")
	}
	citeAt(w, 1, "ko", "72")
	citeAt(w, 2, "footnote", "ch. 3")
	citeAt(w, 3, "margin", "80")
	got := reads(w)
	want := []string{
		"Ann Ko and Bo Chung, “Reading Notes in the Margin,” Journal of Marginalia 12, no. 3 (2019): 72.",
		"Anthony Grafton, The Footnote (London: Press, 1997), chap. 3.",
		"Ko and Chung, “Reading Notes in the Margin,” 80.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Fatalf("the notes are\n%s", strings.Join(got, "\n"))
	}

	err := w.desk.session.Do("Move", func(tr *editor.Transaction) error {
		last := tr.Essay().Body().Block(3)
		tr.ReplaceBlocks("", 3, 1)
		tr.ReplaceBlocks("", 1, 0, last)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got = reads(w)
	if !strings.HasSuffix(got[0], "(2019): 80.") || got[1] != "Ko and Chung, “Reading Notes in the Margin,” 72." && got[1] != "Ibid., 72." {
		t.Errorf("after the paragraph was moved the notes are\n%s", strings.Join(got, "\n"))
	}

	w.setStyle(styleFolders(w.lib), cite.StyleInfo{Name: "ibid-author-date", Title: "Ibid Author–Date"})
	settle(w)
	body := w.desk.session.Essay().Body()
	got = reads(w)
	if got[0] != "(Ko and Chung 2019, 80)" || len(w.desk.session.Essay().Numbered()) != 0 || body != w.desk.session.Essay().Body() {
		t.Errorf("in the other style the citations are\n%s", strings.Join(got, "\n"))
	}
	w.desk.session.Select(editor.Caret("", body.Len()))
	if err := w.desk.session.InsertBibliography(essay.List{}); err != nil {
		t.Fatal(err)
	}
	f, _ := format.ByName("text")
	out, err := format.Export(w.desk.session.Essay(), f, format.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{"Three (Ko and Chung 2019, 80).", "Two (Grafton 1997, chap. 3).", "Grafton, Anthony. 1997. "} {
		if !strings.Contains(strings.Join(strings.Fields(string(out.Output)), " "), says) {
			t.Errorf("exported, it does not say %q:\n%s", says, out.Output)
		}
	}
}

func TestChangingACitation(t *testing.T) {
	w := citingWindow(t)
	citeAt(w, 1, "ko", "72")
	b := w.cite(&w.desk.page.Text, w.desk.page.Selection())
	settle(w)
	if b.old == nil || b.locator.Text != "72" {
		t.Fatalf("the box does not show the citation at the caret: %q", b.locator.Text)
	}
	b.locator.SetText("s.v. margin")
	b.prefix.SetText("see")
	b.suppress.SetChecked(true)
	b.insert()
	places := w.desk.session.Essay().CitePlaces()
	want := cite.Cite{Key: "ko2019", Prefix: "see", Locator: "margin", Label: "sub-verbo", Mode: cite.SuppressAuthor}
	if len(places) != 1 || places[0].Citation.Cites[0] != want {
		t.Errorf("the citation is %+v", places[0].Citation.Cites)
	}
}

func TestTypingBracketAtOpensTheBox(t *testing.T) {
	w := citingWindow(t)
	body := w.desk.session.Essay().Body()
	w.desk.page.Select(editor.Caret("", body.Len()))
	for _, s := range []string{" ", "[", "@"} {
		w.desk.page.Do(func() error { return w.desk.session.Type(s) })
		settle(w)
	}
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("no box opened")
	}
}

func TestAChangedSourceIsChangedInTheEssay(t *testing.T) {
	w := citingWindow(t)
	citeAt(w, 1, "ko", "72")
	if err := w.desk.save.Flush(); err != nil {
		t.Fatal(err)
	}
	found, err := w.lib.Sources("ko", 1)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	w.editSource(found[0])
	it := found[0].Item.Clone()
	it.Fields["title"] = "Another Title"
	if err := w.saveSource(found[0], it); err != nil {
		t.Fatal(err)
	}
	if got := reads(w); !strings.Contains(got[0], "Another Title") {
		t.Errorf("the citation reads %q", got[0])
	}
}

func TestAnEssayTakesTheSourcesThatItCitesByKey(t *testing.T) {
	w := citingWindow(t)
	c := cite.New(cite.Cite{Key: "grafton1997"})
	if err := w.desk.session.InsertCitation(c); err != nil {
		t.Fatal(err)
	}
	w.adoptSources()
	if got := reads(w); len(got) != 1 || !strings.HasPrefix(got[0], "Anthony Grafton, The Footnote") {
		t.Errorf("the citation reads %q", got)
	}
}
