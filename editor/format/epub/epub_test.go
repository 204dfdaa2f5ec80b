package epub

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func written(t *testing.T, e *essay.Essay, o Options) ([]byte, []string) {
	t.Helper()
	var out bytes.Buffer
	warnings, err := Write(&out, e, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), warnings
}

// content is the names and texts of a book's XML parts.
func content(t *testing.T, b []byte) map[string]string {
	t.Helper()
	r, err := archive.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, name := range []string{"EPUB/package.opf", "EPUB/nav.xhtml", "META-INF/container.xml"} {
		data, err := r.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		parts[name] = string(data)
	}
	for i := 0; r.Has("EPUB/" + fileName(i)); i++ {
		data, err := r.Read("EPUB/" + fileName(i))
		if err != nil {
			t.Fatal(err)
		}
		parts["EPUB/"+fileName(i)] = string(data)
	}
	return parts
}

// targets checks that a part is well-formed and gives its links and the places
// in it.
func targets(t *testing.T, name, s string) (links []string, ids map[string]int) {
	t.Helper()
	ids = map[string]int{}
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return links, ids
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, s)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch {
			case a.Name.Local == "id":
				ids[a.Value]++
			case a.Name.Local == "href" && start.Name.Local == "a":
				links = append(links, a.Value)
			}
		}
	}
}

// checkLinks holds that every link within the book leads to one place.
func checkLinks(t *testing.T, parts map[string]string) {
	t.Helper()
	ids := map[string]map[string]int{}
	links := map[string][]string{}
	for name, s := range parts {
		name = strings.TrimPrefix(name, "EPUB/")
		links[name], ids[name] = targets(t, name, s)
	}
	for from, list := range links {
		for _, l := range list {
			file, id, ok := strings.Cut(l, "#")
			if !ok || strings.Contains(file, ":") {
				continue // an address of the essay's
			}
			if file == "" {
				file = from
			}
			if ids[file][id] != 1 {
				t.Errorf("the link %q in %s leads to %d places", l, from, ids[file][id])
			}
		}
	}
}

func TestWriteRandom(t *testing.T) {
	for seed := range uint64(100) {
		e := officetest.Random(rand.New(rand.NewPCG(seed, 3)))
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			b, _ := written(t, e, Options{Coverless: true})
			parts := content(t, b)
			checkLinks(t, parts)
			notes := 0
			for _, s := range parts {
				notes += strings.Count(s, "<aside ")
			}
			if want := len(e.Numbered()); notes < want {
				t.Errorf("the book has %d notes, not %d", notes, want)
			}
			if again, _ := written(t, e, Options{Coverless: true}); !bytes.Equal(again, b) {
				t.Error("the same essay gave two books")
			}
		})
	}
}

func TestWrite(t *testing.T) {
	var pixel bytes.Buffer
	if err := png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	b, warnings := written(t, officetest.Sample(), Options{Picture: func(string) ([]byte, bool) { return pixel.Bytes(), true }})
	if len(warnings) > 0 {
		t.Error(warnings)
	}
	if !bytes.HasPrefix(b[30:], []byte("mimetypeapplication/epub+zip")) {
		t.Error("the file does not begin with its type")
	}
	parts := content(t, b)
	checkLinks(t, parts)
	text := parts["EPUB/part1.xhtml"] + parts["EPUB/part2.xhtml"] + parts["EPUB/part3.xhtml"]
	for _, want := range []string{
		`<a epub:type="noteref" role="doc-noteref" id="fnref-n2" href="#fn-n2"><sup>2</sup></a>`,
		`<a epub:type="noteref" role="doc-noteref" id="fnref-n2-2" href="#fn-n2"><sup>2</sup></a>, see note <a class="fn-xref" href="part2.xhtml#fn-n3">3</a>`,
		`<aside epub:type="footnote" role="doc-footnote" id="fn-n5">` + "\n" + `<p><a href="#fnref-n5" role="doc-backlink">*</a> Note d.</p>`,
		`<li value="3">third`, `<li>☑ done`, `<figure><img src="pictures/`,
		`<a href="http://a.b/c%20d">link</a>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
}

func TestNavigation(t *testing.T) {
	var blocks []*doc.Block
	for _, level := range []int{3, 1, 3, 2, 2, 1} {
		blocks = append(blocks, doc.NewBlock(doc.Heading, level, doc.Span{Text: fmt.Sprint("H", level)}), doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "Text"}))
	}
	b, _ := written(t, essay.New(doc.New(blocks...)), Options{})
	parts := content(t, b)
	checkLinks(t, parts)
	nav := strings.NewReplacer("\n", "", "href=", "").Replace(parts["EPUB/nav.xhtml"])
	want := `<ol><li><a "part1.xhtml#h1">H3</a></li><li><a "part2.xhtml#h2">H1</a><ol><li><a "part2.xhtml#h3">H3</a></li><li><a "part3.xhtml#h4">H2</a></li><li><a "part4.xhtml#h5">H2</a></li></ol></li><li><a "part5.xhtml#h6">H1</a></li></ol>`
	if !strings.Contains(nav, want) {
		t.Errorf("got %s, want %s", nav, want)
	}
}

func TestNotesAcrossFiles(t *testing.T) {
	mark := essay.MarkerOf("a")
	e := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "A"}, mark),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "Text"}),
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "B"}, mark),
	), &essay.Note{ID: "a", Text: doc.FromText("Note")})
	for place, want := range map[essay.Place]string{essay.Foot: "EPUB/part1.xhtml", essay.EssayEnd: "EPUB/part3.xhtml"} {
		b, _ := written(t, e.WithScheme(essay.Scheme{Series: []essay.Series{{Place: place}}}), Options{})
		parts := content(t, b)
		checkLinks(t, parts)
		if !strings.Contains(parts[want], "<aside ") {
			t.Errorf("notes of %q do not stand in %s", place, want)
		}
	}
}

func TestPandoc(t *testing.T) {
	b, _ := written(t, officetest.Sample(), Options{})
	if notes := officetest.PandocNotes(t, "epub", b); len(notes) != 6 { // of seven markers; one leads to another file, which is a mere link to Pandoc
		t.Errorf("Pandoc finds %d notes: %q", len(notes), notes)
	}
}

// Others' judgement of a book. EPUBCheck is run where the environment names its
// jar or there is a command of that name.
func TestEPUBCheck(t *testing.T) {
	run := []string{"epubcheck"}
	if jar := os.Getenv("EPUBCHECK_JAR"); jar != "" {
		run = []string{"java", "-jar", jar}
	}
	if _, err := exec.LookPath(run[0]); err != nil {
		t.Skip("EPUBCheck is not installed: name its jar in EPUBCHECK_JAR")
	}
	var pixel bytes.Buffer
	if err := png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	o := Options{Author: "A. Author", Picture: func(string) ([]byte, bool) { return pixel.Bytes(), true }}
	end := essay.Scheme{Series: []essay.Series{{Place: essay.EssayEnd}}}
	essays := []*essay.Essay{officetest.Sample(), officetest.Sample().WithScheme(end).WithLanguage("ar"), essay.Blank(), officetest.Long(2000)}
	for seed := range uint64(2) {
		essays = append(essays, officetest.Random(rand.New(rand.NewPCG(seed, 3))))
	}
	for i, e := range essays {
		b, _ := written(t, e, o)
		file := filepath.Join(t.TempDir(), "essay.epub")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if said, err := exec.Command(run[0], append(run[1:], file)...).CombinedOutput(); err != nil {
			t.Errorf("essay %d: %v\n%s", i, err, said)
		}
	}
}

func TestCover(t *testing.T) {
	e := officetest.Sample().WithMeta(essay.Meta{Authors: []string{"A. Author", "B. Other"}, Date: "2025-03", Keywords: []string{"quay"}, Description: "Of quays"})
	b, _ := written(t, e, Options{})
	r, err := archive.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	data, err := r.Read("EPUB/cover.png")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() != coverWide {
		t.Errorf("the cover is %v, %v", img.Bounds(), err)
	}
	back, pictures, _, err := Read(b)
	if err != nil || len(pictures) > 0 {
		t.Fatal(err, len(pictures))
	}
	if got, want := back.Meta(), e.Meta(); !got.Equal(want) {
		t.Errorf("the facts are %+v, not %+v", got, want)
	}
	if back.Title() != "The Title" {
		t.Errorf("the title is %q", back.Title())
	}
	plain, _ := written(t, e, Options{Coverless: true})
	if r, err := archive.Open(plain); err != nil || r.Has("EPUB/cover.png") {
		t.Error("a book without a cover has one")
	}
}
