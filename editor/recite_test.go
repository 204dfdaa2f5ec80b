package editor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// repaired is a text whose typed notes the doctor has made real.
func repaired(t *testing.T, typed string) *essay.Essay {
	t.Helper()
	d, _ := text.Read(typed)
	return doctor.Examine(d).ForFile(true)
}

func printedNotes(t *testing.T, e *essay.Essay, folders cite.Folders) []string {
	t.Helper()
	printed, err := citing.NewPrinter(folders).Print(e)
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, n := range printed.Flat(e).Numbered() {
		notes = append(notes, n.Text.String())
	}
	return notes
}

func TestTypedNotesOfTheCorpusBecomeLive(t *testing.T) {
	typed, err := os.ReadFile(filepath.Join("..", "..", "shared", "corpus", "part-ii.txt"))
	if err != nil {
		t.Skip("the corpus is not there: ", err)
	}
	s := NewSession(repaired(t, string(typed)))
	list := TypedCitations(s.Essay())
	before := s.Essay()
	if err := s.Recite(list); err != nil {
		t.Fatal(err)
	}
	e := s.Essay()
	if len(list) != 6 || len(e.CitePlaces()) != 6 || len(e.Sources()) != 2 || len(e.Bin()) != 0 {
		t.Errorf("%d citations of %d sources were made, want 6 of 2: %+v", len(e.CitePlaces()), len(e.Sources()), list)
	}
	style := filepath.Join("..", "..", "shared", "csl", "styles", "chicago-notes-bibliography-17th-edition.csl")
	if _, err := os.Stat(style); err == nil {
		notes := printedNotes(t, e.WithCiting(essay.Citing{Style: style}), cite.SystemFolders())
		all := strings.Join(notes, "\n")
		if !strings.Contains(all, "Sung Ho Ko, Kiseon Chung, and Yoo-seok Oh, “North Korean Defectors: Their Life and Well-Being after Defection,” Asian Perspective 28, no. 2 (2004): 67") || strings.Count(all, "Ko, Chung, and Oh") < 3 {
			t.Errorf("in Chicago the notes are\n%s", all)
		}
	}
	s.Undo()
	if s.Essay() != before {
		t.Error("one undo does not bring the typed notes back")
	}
}

func TestTypedNotesOfTheSampleBecomeLive(t *testing.T) {
	s := NewSession(repaired(t, assets.Sample))
	notes := len(s.Essay().Numbered())
	list := TypedCitations(s.Essay())
	if err := s.Recite(list); err != nil {
		t.Fatal(err)
	}
	e := s.Essay()
	if len(list) < notes-1 || len(e.Sources()) != 4 {
		t.Errorf("%d of %d notes became live, of %d sources", len(list), notes, len(e.Sources()))
	}
	if got := len(e.Numbered()); got != notes {
		t.Errorf("there are %d notes now, want %d", got, notes)
	}
	all := strings.Join(printedNotes(t, e, cite.Folders{}), "\n")
	for _, want := range []string{"Eleanor Marsh, The Nine O’Clock People: Amateur Observers and the Map of English Rain (Dunmere: Tarn Press, 1987), 41.", "Register of rain, Combe Ferrers Rectory"} {
		if !strings.Contains(all, want) {
			t.Errorf("the notes do not say %q:\n%s", want, all)
		}
	}
}

func TestAShortFormOfSeveralSourcesIsLeftAlone(t *testing.T) {
	note := func(id, says string) *essay.Note { return &essay.Note{ID: essay.NoteID(id), Text: doc.FromText(says)} }
	body := doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "A"}, essay.MarkerOf("a"), essay.MarkerOf("b"), essay.MarkerOf("c"), essay.MarkerOf("d"), essay.MarkerOf("e")))
	e := essay.New(body,
		note("a", "Ann Ko, One Book about It (London: Press, 1990), 4."), note("b", "Ann Ko, Another Volume of That (London: Press, 1991), 4."),
		note("c", "Ko, 12."), note("d", "Ko, Another Volume, 12. And more of that is said elsewhere."), note("e", "Ibid., 13."))
	list := TypedCitations(e)
	var notes []string
	for _, c := range list {
		notes = append(notes, string(c.Note))
	}
	if got := strings.Join(notes, ""); got != "abde" {
		t.Fatalf("read are the notes %s, want abde: “Ko, 12” may be either", got)
	}
	s := NewSession(e)
	if err := s.Recite(list); err != nil {
		t.Fatal(err)
	}
	if got := s.Essay().Note("d").Text.String(); got != "\uFFFC And more of that is said elsewhere." {
		t.Errorf("the prose behind a citation is %q", got)
	}
}
