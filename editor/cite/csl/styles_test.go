package csl

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleItems are a handful of sources of different kinds.
func sampleItems(t testing.TB) []*Item {
	t.Helper()
	items, err := ParseItems([]byte(sampleJSON))
	if err != nil {
		t.Fatal(err)
	}
	return items
}

const sampleJSON = `[
{"id":"ko","type":"article-journal","title":"Reading in the margins: a study of \"small\" notes","title-short":"Reading in the margins",
 "author":[{"family":"Ko","given":"Min-jae"},{"family":"van der Berg","given":"Anna Maria"},{"family":"Oh","given":"Sun"}],
 "container-title":"Journal of Marginalia","volume":"12","issue":"3-4","page":"101-108","DOI":"10.1000/182","issued":{"date-parts":[[2019,5]]}},
{"id":"book","type":"book","title":"The Footnote: A Curious History","title-short":"The Footnote",
 "author":[{"family":"Grafton","given":"Anthony"}],"publisher":"Harvard University Press","publisher-place":"Cambridge, MA",
 "edition":"2","issued":{"date-parts":[[1997]]}},
{"id":"book2","type":"book","title":"Another Footnote","author":[{"family":"Grafton","given":"Anthony"}],
 "publisher":"Press","publisher-place":"Paris","issued":{"date-parts":[[1997]]}},
{"id":"chapter","type":"chapter","title":"Notes <i>sub rosa</i>","author":[{"family":"Humboldt","given":"Alexander von"}],
 "editor":[{"family":"Roe","given":"Jane"}],"translator":[{"family":"Roe","given":"Jane"}],
 "container-title":"Collected Notes","page":"7-23","publisher":"Verlag","issued":{"date-parts":[[1848],[1850]],"circa":true}},
{"id":"web","type":"webpage","title":"How notes are numbered","URL":"https://example.org/notes?a=1&b=2",
 "author":[{"literal":"The Office of Notes"}],"accessed":{"date-parts":[[2024,2,29]]}},
{"id":"bare","type":"manuscript","title":"Untitled leaves"},
{"id":"case","type":"legal_case","title":"Roe v. Doe","container-title":"U.S.","volume":"410","page":"113","authority":"Supreme Court","issued":"1973-01-22"}
]`

// sampleDocument cites every sample item in several ways.
func sampleDocument(items []*Item) Document {
	var doc Document
	note := 0
	cite := func(cites ...Cite) {
		note++
		doc.Citations = append(doc.Citations, Citation{Cites: cites, Note: note})
	}
	for _, it := range items {
		cite(Cite{ID: it.ID})
		cite(Cite{ID: it.ID, Locator: "12-15"})
		cite(Cite{ID: it.ID, Locator: "3", Label: "chapter", Prefix: "see ", Suffix: " and passim"})
	}
	for i := range items {
		cite(Cite{ID: items[i].ID}, Cite{ID: items[(i+1)%len(items)].ID, SuppressAuthor: true}, Cite{ID: items[0].ID, AuthorOnly: true})
	}
	return doc
}

// TestStyles loads every style of a folder and renders some sources in it.
func TestStyles(t *testing.T) {
	dir := os.Getenv("IBID_CSL_STYLES")
	if dir == "" {
		dir = shared("styles")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.csl"))
	more, _ := filepath.Glob(filepath.Join(dir, "dependent", "*.csl"))
	files = append(files, more...)
	if len(files) == 0 {
		t.Skipf("no styles in %s; set IBID_CSL_STYLES to a folder of them", dir)
	}
	items := sampleItems(t)
	doc := sampleDocument(items)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".csl"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			style, err := ParseStyleBytes(data)
			if err != nil {
				t.Fatal(err)
			}
			if style.Dependent() {
				return
			}
			p, err := NewProcessor(style, Options{Locales: sharedLocales()})
			if err != nil {
				t.Fatal(err)
			}
			p.SetItems(items)
			out := p.Render(doc)
			seen := 0
			for _, c := range out.Citations {
				seen += len(c.Text())
			}
			if seen == 0 {
				t.Error("no citation has any text")
			}
			if style.HasBibliography() && len(out.Bibliography(nil).Entries) == 0 {
				t.Error("the bibliography is empty")
			}
		})
	}
}

// TestRenamedStyles follows the names of styles that have been renamed.
func TestRenamedStyles(t *testing.T) {
	data, err := os.ReadFile(shared("styles", "renamed-styles.json"))
	if err != nil {
		t.Skip("no list of renamed styles beside the checkout")
	}
	renamed, err := ParseRenamed(data)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]string
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	for old := range raw {
		now := renamed.Current("http://www.zotero.org/styles/" + old)
		if _, again := raw[now]; again {
			t.Errorf("%s leads to %s, which has been renamed too", old, now)
		}
	}
	if got := renamed.Current("http://www.zotero.org/styles/apa"); got != "apa" {
		t.Errorf("a style that keeps its name became %q", got)
	}
}
