package spell

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
)

func TestWords(t *testing.T) {
	tests := []struct{ in, want string }{
		{"The office, which kept it.", "The office which kept it"},
		{"don't can’t ‘quoted’ 'tis", "don't can’t quoted tis"},
		{"a well-known up-to-date co‑op – dash—here", "well-known up-to-date co‑op dash here"},
		{"in 1873, 3rd, B2B, MP3 and x86_64", "in and"},
		{"see https://example.org/a-page, www.example.org or me@example.org", "see or"},
		{"the file main.go or /usr/lib, C:\\temp, and/or", "the file or and or"},
		{"J. R. Smith et al.", "Smith et al"},
		{"soft\u00adhyphens are no\u00adthing", "softhyphens are nothing"},
		{"[^label] and #tag @user", "and"},
		{"слово λόγος", "слово λόγος"},
		{"snake_case words", "words"},
	}
	for _, tt := range tests {
		b := doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: tt.in})
		runes := []rune(b.Text())
		var got []string
		for w := range Words(b) {
			got = append(got, w.Text)
			if in := unsoft(string(runes[w.From:w.To])); in != w.Text {
				t.Errorf("%q: the word %q stands where %q is", tt.in, w.Text, in)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q has the words %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCodeAndMarkersAreNoWords(t *testing.T) {
	b := doc.NewBlock(doc.Paragraph, 0,
		doc.Span{Text: "before "}, doc.Span{Text: "some code", Style: doc.Mono}, doc.Span{Text: " after"},
		doc.Span{Atom: &doc.Atom{ID: "note"}}, doc.Span{Text: "word"})
	var got []string
	for w := range Words(b) {
		got = append(got, w.Text)
		if string([]rune(b.Text())[w.From:w.To]) != w.Text {
			t.Errorf("the word %q stands at %d", w.Text, w.From)
		}
	}
	if want := []string{"before", "after", "word"}; !slices.Equal(got, want) {
		t.Errorf("words %q, want %q", got, want)
	}
	for _, k := range []doc.Kind{doc.Code, doc.Verbatim} {
		for w := range Words(doc.NewBlock(k, 0, doc.Span{Text: "func main"})) {
			t.Errorf("%q in a block of code is a word", w.Text)
		}
	}
}

func TestWrong(t *testing.T) {
	c := &Checker{
		Dictionary: load(t, "SET UTF-8\n", "9\nthe\nwell\nknown\nharbour\netc.\n'tis\ngoin'\nand"),
		Own:        FromWords("Marsh", "O’Hara"),
	}
	tests := []struct{ in, want string }{
		{"the well-known harbour", ""},
		{"the wel-known harbuor", "wel harbuor"},
		{"‘tis goin' and etc. well.", ""},
		{"tis goin etc", "tis goin etc"},
		{"Marsh and Marsh’s harbour, MARSH; marsh", "marsh"},
		{"O'Hara and O’Hara’s", ""},
		{"the Слово", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, w := range c.Wrong(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: tt.in})) {
			got = append(got, w.Text)
			if in := string([]rune(tt.in)[w.From:w.To]); in != w.Text {
				t.Errorf("%q: the word %q stands where %q is", tt.in, w.Text, in)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: wrong are %q, want %q", tt.in, got, tt.want)
		}
	}
	if w := (&Checker{}).Wrong(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "xyzzy"})); len(w) > 0 {
		t.Errorf("without a dictionary %v is wrong", w)
	}
}

func TestInstalled(t *testing.T) {
	home := t.TempDir()
	for _, f := range []string{
		"hunspell/en_US.aff", "hunspell/en_US.dic", "hunspell/de_DE_frami.aff", "hunspell/de_DE_frami.dic",
		"hunspell/de_DE.aff", "hunspell/de_DE.dic", "hunspell/fr.aff", "hunspell/hyph_fr.dic",
		"office/dict-en/en_GB.aff", "office/dict-en/en_GB.dic", "office/dict-en/en_US.aff", "office/dict-en/en_US.dic",
		"office/dict-sr/sr-Latn.aff", "office/dict-sr/sr-Latn.dic", "office/dict-ca/ca-valencia.aff", "office/dict-ca/ca-valencia.dic",
	} {
		path := filepath.Join(home, f)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("1\nword\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list := Installed([]string{filepath.Join(home, "hunspell"), filepath.Join(home, "none"), filepath.Join(home, "office", "dict-*")})
	var got []string
	for _, s := range list {
		got = append(got, s.Tag+" "+filepath.Base(filepath.Dir(s.Aff))+"/"+filepath.Base(s.Dic))
	}
	want := []string{
		"ca-valencia dict-ca/ca-valencia.dic", "de-DE hunspell/de_DE.dic", "en-GB dict-en/en_GB.dic",
		"en-US hunspell/en_US.dic", "sr-Latn dict-sr/sr-Latn.dic",
	}
	if !slices.Equal(got, want) {
		t.Errorf("installed are %q, want %q", got, want)
	}
	for tag, want := range map[string]string{"en": "en-US", "en-AU": "en-US", "en_GB": "en-GB", "de": "de-DE", "sr": "sr-Latn", "fr": "", "": ""} {
		if s, ok := Best(list, tag); s.Tag != want || ok != (want != "") {
			t.Errorf("the best for %q is %q, want %q", tag, s.Tag, want)
		}
	}
	if d, err := list[0].Load(); err != nil || !d.Check("word") {
		t.Errorf("an installed dictionary is not read: %v", err)
	}
	if _, err := (Source{Aff: "none.aff"}).Load(); err == nil {
		t.Error("a dictionary that is not there is read")
	}
}

func TestFolders(t *testing.T) {
	env := func(set map[string]string) func(string) string { return func(k string) string { return set[k] } }
	for _, tt := range []struct {
		system string
		set    map[string]string
		want   string
	}{
		{"linux", nil, "/home/a/.local/share/hunspell"},
		{"linux", nil, "/usr/share/myspell/dicts"},
		{"linux", nil, "/usr/lib64/libreoffice/share/extensions/dict-*"},
		{"linux", map[string]string{"XDG_DATA_HOME": "/data"}, "/data/hunspell"},
		{"linux", map[string]string{"DICPATH": "/my"}, "/my"},
		{"darwin", nil, "/home/a/Library/Spelling"},
		{"windows", map[string]string{"PROGRAMFILES": "/pf"}, "/pf/LibreOffice/share/extensions/dict-*"},
	} {
		var got []string
		for _, f := range Folders(tt.system, "/home/a", env(tt.set)) {
			got = append(got, filepath.ToSlash(f))
		}
		if !slices.Contains(got, tt.want) {
			t.Errorf("on %s with %v the folders are %q, without %s", tt.system, tt.set, got, tt.want)
		}
	}
}
