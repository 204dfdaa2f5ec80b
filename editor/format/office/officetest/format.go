package officetest

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/archive"
	"github.com/ibid-editor/ibid/editor/format/office"
)

// Format is a format of word processors whose writer and reader are tested.
type Format struct {
	Name  string // as Pandoc names it
	Write func(io.Writer, *essay.Essay, office.Options) ([]string, error)
	Read  func([]byte) (*essay.Essay, map[string][]byte, []string, error)
	Main  string                             // the name of the part that holds the text
	Holds func(essay.Scheme) essay.Scheme    // a scheme as the format has it; nil holds all
	Text  func(body string) (content string) // a main part with a body
	Body  string                             // a paragraph of that body, with %s for its text
}

func (f Format) written(t *testing.T, e *essay.Essay, o office.Options) ([]byte, []string) {
	t.Helper()
	var out bytes.Buffer
	warnings, err := f.Write(&out, e, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), warnings
}

// RoundTrip writes essays of everything and reads them back.
func (f Format) RoundTrip(t *testing.T) {
	for seed := range uint64(400) {
		e := Random(rand.New(rand.NewPCG(seed, 1)))
		if f.Holds != nil {
			e = e.WithScheme(f.Holds(e.Scheme()))
		}
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			b, _ := f.written(t, e, office.Options{})
			back, _, warnings, err := f.Read(b)
			if err != nil {
				t.Fatal(err)
			}
			if want, got := Canon(e), Canon(back); got != want {
				t.Fatalf("came back other than it was written\n--- want\n%s\n--- got\n%s\n--- warnings %q", want, got, warnings)
			}
			if again, _ := f.written(t, e, office.Options{}); !bytes.Equal(again, b) {
				t.Fatal("the same essay gave two files")
			}
		})
		if t.Failed() {
			return
		}
	}
}

// Pandoc finds all notes of the sample.
func (f Format) Pandoc(t *testing.T) {
	b, _ := f.written(t, Sample(), office.Options{})
	notes := PandocNotes(t, f.Name, b)
	if len(notes) != 6 {
		t.Fatalf("Pandoc finds %d notes, not 6: %q", len(notes), notes)
	}
	for i, id := range []string{"h", "a", "b", "c", "d", "e"} {
		if !strings.HasSuffix(notes[i], "Note "+id+". Its second paragraph.") {
			t.Errorf("Pandoc reads note %d as %q", i+1, notes[i])
		}
	}
}

// Sample writes the sample with a picture and reads it back.
func (f Format) Sample(t *testing.T) {
	var pixel bytes.Buffer
	if err := png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	picture := func(source string) ([]byte, bool) { return pixel.Bytes(), source == "x.png" }
	e := Sample()
	b, warnings := f.written(t, e, office.Options{Picture: picture, Author: "A. Author", Time: time.Unix(0, 0)})
	if len(warnings) != 1 || !strings.Contains(warnings[0], "“editor”") {
		t.Errorf("the warnings are %q", warnings)
	}
	back, pictures, warnings, err := f.Read(b)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	if want, got := Canon(e), Canon(back); got != want {
		t.Errorf("came back as\n%s\nnot as\n%s", got, want)
	}
	if !bytes.Equal(pictures["x.png"], pixel.Bytes()) {
		t.Error("the picture did not come back")
	}
	if got, want := back.Scheme(), e.Scheme().Of("editor"); got.Of("editor") != want {
		t.Errorf("the editor's notes are numbered %+v, not %+v", got.Of("editor"), want)
	}
	if got := back.Meta().Authors; len(got) != 1 || got[0] != "A. Author" {
		t.Errorf("the author is %q", got)
	}
}

// Zip is an archive of parts, as pairs of names and contents.
func Zip(t *testing.T, parts ...string) []byte {
	t.Helper()
	var list []archive.Part
	for i := 0; i+1 < len(parts); i += 2 {
		list = append(list, archive.Part{Name: parts[i], Data: []byte(parts[i+1])})
	}
	var out bytes.Buffer
	if err := archive.Write(&out, list); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Refuses gives the reader files that are none, are damaged or are made to harm;
// other is a file of another word processor. Each is refused in a sentence.
func (f Format) Refuses(t *testing.T, other []byte) {
	body := func(s string) []byte { return Zip(t, f.Main, f.Text(s)) }
	file, _ := f.written(t, Long(2000), office.Options{})
	refused := map[string][]byte{
		"nothing": nil, "text": []byte("Hello"), "old": []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
		"of another word processor": other, "no text": Zip(t, "a.xml", "<a/>"), "not XML": Zip(t, f.Main, "word"), "cut XML": Zip(t, f.Main, "<a><b>"),
		"document type":            Zip(t, f.Main, `<!DOCTYPE a [<!ENTITY b "c">]>`+f.Text(fmt.Sprintf(f.Body, "&b;"))),
		"entity from elsewhere":    Zip(t, f.Main, `<!DOCTYPE a SYSTEM "file:///etc/passwd">`+f.Text("")),
		"entities in entities":     Zip(t, f.Main, `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`+f.Text(fmt.Sprintf(f.Body, "&c;"))),
		"unknown entity":           body(fmt.Sprintf(f.Body, "&nosuch;")),
		"nested 10,000 deep":       body(strings.Repeat("<x>", 10_000) + strings.Repeat("</x>", 10_000)),
		"an attribute of 20 MB":    body(`<x y="` + strings.Repeat("a", 20<<20) + `"/>`),
		"an attribute of 100 MB":   body(`<x y="` + strings.Repeat("a", 100<<20) + `"/>`),
		"bomb":                     Zip(t, f.Main, strings.Repeat(" ", 40<<20)),
		"outside":                  Zip(t, f.Main, f.Text(""), "../../etc/passwd", "x"),
		"outside with backslashes": Zip(t, f.Main, f.Text(""), `..\..\windows\x`, "x"),
		"twice":                    Zip(t, f.Main, f.Text(""), f.Main, f.Text("")),
	}
	for _, share := range []int{1, 10, 50, 90, 99} {
		refused[fmt.Sprintf("cut after %d %%", share)] = file[:len(file)*share/100]
	}
	for name, b := range refused {
		t.Run(name, func(t *testing.T) {
			_, _, _, err := f.Read(b)
			if err == nil {
				t.Fatal("it was read")
			}
			if s := err.Error(); len(s) < 20 || len(s) > 300 || strings.Contains(s, "xml:") || strings.Contains(s, "zip:") {
				t.Errorf("%q is no sentence for an author", s)
			}
		})
	}
	if _, _, _, err := f.Read([]byte("\xD0\xCF\x11\xE0")); !errors.Is(err, archive.ErrOldWord) {
		t.Error("an older Word file is not known as one")
	}
}
