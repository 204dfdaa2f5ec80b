package sourcefile

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

func read(t *testing.T, path, src string) (keys []string, problems string) {
	t.Helper()
	f, ok := ByPath(path)
	if !ok {
		t.Fatalf("%s tells no format", path)
	}
	items, list := f.Read([]byte(src))
	for _, it := range items {
		keys = append(keys, it.ID)
	}
	return keys, fmt.Sprint(list)
}

func TestByPath(t *testing.T) {
	for path, want := range map[string]string{"a/B.BIB": "BibLaTeX", "x.ris": "RIS", "x.json": "CSL-JSON", "x.txt": "", "bib": ""} {
		if f, _ := ByPath(path); f.Name != want {
			t.Errorf("%s is %q, want %q", path, f.Name, want)
		}
	}
}

// TestKeys: every source has a key of its own.
func TestKeys(t *testing.T) {
	src := "@book{k, title = {A}}\n@book{k, title = {B}}\n@book{k-2, title = {C}}\n@book{, author = {O'Brien, Ann}, year = 1999}\n@book{, title = {Über alles}}\n@book{, title = {Über alles}}\n@book{}"
	keys, problems := read(t, "x.bib", src)
	if got, want := strings.Join(keys, " "), "k k-3 k-2 obrien1999 über über-2 source"; got != want {
		t.Errorf("keys %s, want %s", got, want)
	}
	if want := "Two sources have the key k; the second is called k-3 here."; !strings.Contains(problems, want) {
		t.Errorf("%s lacks %q", problems, want)
	}
}

func TestEncodings(t *testing.T) {
	const src = "@book{k, author = {Müller}, title = {– A}}"
	units := utf16.Encode([]rune(src))
	little, big := "\xff\xfe", "\xfe\xff"
	for _, u := range units {
		little += string([]byte{byte(u), byte(u >> 8)})
		big += string([]byte{byte(u >> 8), byte(u)})
	}
	older := strings.NewReplacer("ü", "\xfc", "–", "\x96").Replace(src)
	f, _ := ByPath("x.bib")
	for name, text := range map[string]string{"UTF-8": src, "with a mark": "\ufeff" + src, "little": little, "big": big, "older": older} {
		items, problems := f.Read([]byte(text))
		if len(items) != 1 || items[0].Fields["title"] != "– A" || items[0].Names["author"][0].Family != "Müller" {
			t.Errorf("%s: %v", name, items)
		}
		if (len(problems) > 0) != (name == "older") {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// TestFormats writes and reads in every format.
func TestFormats(t *testing.T) {
	source, _ := ByPath("x.bib")
	items, _ := source.Read([]byte("@article{k, author = {Ko, Min}, title = {A \\emph{b}}, journal = {J}, year = 2001, pages = {1--2}}"))
	for _, f := range Formats {
		data, err := f.Write(items)
		if err != nil {
			t.Fatal(err)
		}
		again, problems := f.Read(data)
		if len(again) != 1 || len(problems) > 0 || fmt.Sprint(*again[0]) != fmt.Sprint(*items[0]) {
			t.Errorf("%s: %v %v\n%s", f.Name, again, problems, data)
		}
	}
}

func TestBegins(t *testing.T) {
	for text, want := range map[string]string{
		"% a comment\n@article{ko,\n": "BibLaTeX", "TY  - BOOK\nER  - ": "RIS", "[\n  {\"DOI\": \"x\"}]": "CSL-JSON",
		`{"id":"a","type":"book"}`: "CSL-JSON", "---\nreferences:\n- id: a": "CSL-YAML", "- id: a\n": "CSL-YAML",
		"<?xml version=\"1.0\"?><xml><records><record>": "EndNote XML", `{"db":[{"data":{"posts":[{"id":"1"}]}}]}`: "",
		`<rss xmlns:wp="http://wordpress.org/export/1.2/">`: "", "An essay about @ and { and TY.": "", "- a list": "", "": "",
	} {
		got := ""
		for _, f := range Formats {
			if f.Begins([]byte(text)) {
				got += f.Name
			}
		}
		if got != want {
			t.Errorf("%q begins as %q, want %q", text, got, want)
		}
	}
}
