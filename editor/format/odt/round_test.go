package odt

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor/essay"
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

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(400) {
		e := officetest.Random(rand.New(rand.NewPCG(seed, 1)))
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			e = e.WithScheme(withoutSectionNotes(e.Scheme()))
			b, _ := written(t, e, Options{})
			back, _, warnings, err := Read(b)
			if err != nil {
				t.Fatal(err)
			}
			if want, got := officetest.Canon(e), officetest.Canon(back); got != want {
				t.Fatalf("came back other than it was written\n--- want\n%s\n--- got\n%s\n--- warnings %q", want, got, warnings)
			}
			if again, _ := written(t, e, Options{}); !bytes.Equal(again, b) {
				t.Fatal("the same essay gave two files")
			}
		})
		if t.Failed() {
			return
		}
	}
}

// withoutSectionNotes moves the endnotes of sections to where OpenDocument has
// them.
func withoutSectionNotes(s essay.Scheme) essay.Scheme {
	for _, x := range s.Series {
		if x.Place == essay.SectionEnd {
			x.Place = essay.EssayEnd
			s = s.With(x)
		}
	}
	return s
}

func TestPandoc(t *testing.T) {
	b, _ := written(t, officetest.Sample(), Options{})
	notes := officetest.PandocNotes(t, "odt", b)
	if len(notes) != 6 {
		t.Fatalf("Pandoc finds %d notes, not 6: %q", len(notes), notes)
	}
	for i, id := range []string{"h", "a", "b", "c", "d", "e"} {
		if !strings.HasSuffix(notes[i], "Note "+id+". Its second paragraph.") {
			t.Errorf("Pandoc reads note %d as %q", i+1, notes[i])
		}
	}
}

func TestSample(t *testing.T) {
	var pixel bytes.Buffer
	if err := png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	picture := func(source string) ([]byte, bool) { return pixel.Bytes(), source == "x.png" }
	e := officetest.Sample()
	b, warnings := written(t, e, Options{Picture: picture, Author: "A. Author", Time: time.Unix(0, 0)})
	if len(warnings) != 1 || !strings.Contains(warnings[0], "“editor”") {
		t.Errorf("the warnings are %q", warnings)
	}
	back, pictures, warnings, err := Read(b)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	if want, got := officetest.Canon(e), officetest.Canon(back); got != want {
		t.Errorf("came back as\n%s\nnot as\n%s", got, want)
	}
	if !bytes.Equal(pictures["x.png"], pixel.Bytes()) {
		t.Error("the picture did not come back")
	}
	if got, want := back.Scheme(), e.Scheme().Of("editor"); got.Of("editor") != want {
		t.Errorf("the editor's notes are numbered %+v, not %+v", got.Of("editor"), want)
	}
}
