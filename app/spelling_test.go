package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/spell"
	"github.com/ibid-editor/ibid/storage"
)

// dictionaries installs two small ones: English and Latin.
func dictionaries(t *testing.T) []spell.Source {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"en_US.aff": "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n", "en_US.dic": "9\nthe\nharbor\nis\na\npromise\nsee\nledger\nword\nof\n",
		"la.aff": "SET UTF-8\n", "la.dic": "3\nportus\nest\nibidem\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return spell.Installed([]string{dir})
}

// spelled lays an essay on a desk whose words have been checked. Nothing is
// checked by itself.
func spelled(t *testing.T) *spelling {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.Theme{Mode: theme.Light})
	lib, err := storage.Open(filepath.Join(t.TempDir(), "library.ibid"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	marker := essay.MarkerOf("n")
	e := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "The harbour"}),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "A "}, doc.Span{Text: "harbr", Style: doc.Italic}, doc.Span{Text: " is a promise"}, marker, doc.Span{Text: "."}),
	), &essay.Note{ID: "n", Text: doc.FromText("See the leger.")}).WithLanguage("en-US")
	id, err := lib.Create(e)
	if err != nil {
		t.Fatal(err)
	}
	w := &Window{app: a, lib: lib, status: newStatus(nil, nil)}
	w.win = test.NewTempWindow(t, w.status.content)
	w.spelling = newSpelling(w)
	s := w.spelling
	s.off = true
	s.proof = proof{looked: true, installed: dictionaries(t)}
	s.begin(id)
	save := storage.NewAutosave(lib, id, func(storage.SaveState) {})
	w.desk = newDesk(id, e, save, w.win.Canvas(), usualLook.settings(), &w.clip, func(x *page.Text) { x.Decorations = s.marks })
	t.Cleanup(func() {
		if err := w.desk.close(); err != nil {
			t.Error(err)
		}
	})
	w.win.SetContent(w.desk.page)
	w.win.Resize(fyne.NewSize(800, 600))
	w.win.Canvas().Focus(w.desk.page)
	reread(t, s)
	return s
}

func reread(t *testing.T, s *spelling) {
	t.Helper()
	found, err := s.proof.read(s.w.desk.session.Essay(), s.own, func() bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	s.used = found.with
	s.mark(found.wrong)
}

// wrong lists the words that are underlined, in order.
func wrong(s *spelling) (words []string) {
	e := s.w.desk.session.Essay()
	for _, id := range []essay.NoteID{"", "n"} {
		text := e.Text(id)
		for p := doc.Pos(0); ; {
			r, ok := s.marks.Next(page.Misspelled, text, p)
			if !ok {
				break
			}
			words = append(words, text.Text(r.From, r.To))
			p = r.To
		}
	}
	return words
}

func expectWrong(t *testing.T, s *spelling, want ...string) {
	t.Helper()
	if got := wrong(s); !slices.Equal(got, want) {
		t.Errorf("underlined are %q, want %q", got, want)
	}
}

func TestWordsOfBodyAndNotesAreChecked(t *testing.T) {
	s := spelled(t)
	expectWrong(t, s, "harbour", "harbr", "leger")
	s.w.setLanguage("la")
	reread(t, s)
	expectWrong(t, s, "The", "harbour", "harbr", "is", "promise", "See", "the", "leger")
	s.w.desk.session.Undo()
	reread(t, s)
	expectWrong(t, s, "harbour", "harbr", "leger")
	s.w.setLanguage("fr")
	reread(t, s)
	expectWrong(t, s) // no dictionary, no mistakes
	if s.used != nil {
		t.Error("there is a dictionary for French")
	}
}

func TestAReadingThatIsLateStops(t *testing.T) {
	s := spelled(t)
	e := s.w.desk.session.Essay()
	looks := 0
	found, err := s.proof.read(e, spell.FromWords("harbour"), func() bool { looks++; return looks > 2 })
	if err != nil || found.wrong != nil {
		t.Errorf("a late reading found %v, %v", found, err)
	}
	found, _ = s.proof.read(e, s.own, func() bool { return false })
	if n := len(found.wrong[e.Body().Block(0)]); n != 1 {
		t.Errorf("the next reading found %d words in the title, want 1", n)
	}
}

// item is the action of a menu's item.
func item(t *testing.T, items []*fyne.MenuItem, label string) func() {
	t.Helper()
	for _, i := range items {
		if i.Label == label {
			return i.Action
		}
	}
	t.Fatalf("the menu has no %q", label)
	return nil
}

func (s *spelling) menuFor(m misspelled) []*fyne.MenuItem { return s.menu(m, s.used.Suggest(m.word)) }

func TestReplacingAWordIsOneStep(t *testing.T) {
	s := spelled(t)
	session := s.w.desk.session
	s.w.desk.page.Select(editor.Caret("", 15))
	m, ok := s.atCaret()
	if !ok || m.word != "harbr" {
		t.Fatalf("at the caret is %q", m.word)
	}
	before := session.Essay()
	item(t, s.menuFor(m), "harbor")()
	if got := session.Essay().Body().String(); got != "The harbour\nA harbor is a promise\uFFFC." {
		t.Errorf("the text is %q", got)
	}
	if session.Essay().Body().StyleIn(14, 20) != doc.Italic {
		t.Error("the word has lost its style")
	}
	if sel := session.Selection(); sel != editor.Caret("", 20) {
		t.Errorf("the selection is %v", sel)
	}
	if !session.Undo() || session.Essay() != before || session.Undo() {
		t.Error("the replacement is not the one step that is undone")
	}
	s.replace(misspelled{"", page.Range{From: 4, To: 7}, "gone"}, "word")
	if session.Essay() != before {
		t.Error("a word that is no longer there was replaced")
	}
}

func TestTheNextWrongWordIsFoundInAllTexts(t *testing.T) {
	s := spelled(t)
	s.w.desk.session.Select(editor.Caret("", 0))
	for _, want := range []string{"harbour", "harbr", "leger", "harbour"} {
		m, ok := s.after()
		if !ok || m.word != want {
			t.Fatalf("next is %q, want %q", m.word, want)
		}
		s.w.desk.session.Select(editor.Selection{In: m.in, Anchor: m.at.From, Head: m.at.To})
	}
}

func TestWordsAreLearned(t *testing.T) {
	s := spelled(t)
	s.w.desk.session.Select(editor.Caret("", 5))
	m, _ := s.atCaret()
	item(t, s.menuFor(m), "Ignore in this essay")()
	reread(t, s)
	expectWrong(t, s, "harbr", "leger")
	s.w.desk.session.Select(editor.Caret("n", 9))
	m, _ = s.atCaret()
	item(t, s.menuFor(m), "Add to dictionary")()
	reread(t, s)
	expectWrong(t, s, "harbr")
	own, err := s.w.lib.Words()
	if err != nil || !slices.Equal(own, []string{"leger"}) {
		t.Errorf("the personal dictionary holds %q, %v", own, err)
	}
	ignored, err := s.w.lib.Ignored(s.w.desk.id)
	if err != nil || !slices.Equal(ignored, []string{"harbour"}) {
		t.Errorf("ignored are %q, %v", ignored, err)
	}
	s.w.desk.session.Select(editor.Caret("n", 9))
	remove := s.ownWord()
	if remove == nil {
		t.Fatal("the word cannot be removed")
	}
	remove.Action()
	reread(t, s)
	expectWrong(t, s, "harbr", "leger")
}

func TestLanguageNames(t *testing.T) {
	for tag, want := range map[string]string{"en-GB": "British English", "de-DE": "German (Germany)", "la": "Latin", "?": "?"} {
		if got := languageName(tag); got != want {
			t.Errorf("%s is called %q, want %q", tag, got, want)
		}
	}
}
