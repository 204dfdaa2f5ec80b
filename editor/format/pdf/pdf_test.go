package pdf

import (
	"bytes"
	"fmt"
	stdimage "image"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func written(t testing.TB, e *essay.Essay, o Options) ([]byte, []string) {
	t.Helper()
	var out bytes.Buffer
	warnings, err := Write(&out, e, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), warnings
}

func read(t testing.TB, b []byte) *essay.Essay {
	t.Helper()
	e, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// wordy is an essay of n paragraphs whose notes have up to most sentences.
func wordy(r *rand.Rand, n, most int) *essay.Essay {
	text := func(sentences int) string {
		var s strings.Builder
		for range sentences {
			for range 4 + r.IntN(20) {
				s.WriteString([]string{"the", "ledger", "of", "correspondents", "says", "a", "winter", "efficiently"}[r.IntN(8)] + " ")
			}
			s.WriteString("so. ")
		}
		return strings.TrimSpace(s.String())
	}
	var blocks []*doc.Block
	var notes []*essay.Note
	for i := range n {
		if r.IntN(8) == 0 {
			blocks = append(blocks, doc.NewBlock(doc.Heading, 1+r.IntN(3), doc.Span{Text: "A heading"}))
		}
		var spans []doc.Span
		for k := range 1 + r.IntN(4) {
			id := essay.NoteID(fmt.Sprintf("n%d-%d", i, k))
			spans = append(spans, doc.Span{Text: text(1 + r.IntN(2))}, essay.MarkerOf(id), doc.Span{Text: " "})
			note := &essay.Note{ID: id, Text: doc.FromText(text(1 + r.IntN(most)))}
			if r.IntN(6) == 0 {
				note.Text = doc.FromText(text(1), text(1+r.IntN(most)))
			}
			notes = append(notes, note)
		}
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, spans...))
	}
	return essay.New(doc.New(blocks...), notes...)
}

// Each note begins on the page of its marker, all of it stands on that page and
// the next ones, no page is fuller than it can be, and nothing is lost.
func TestNotesStandAtTheirMarkers(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		s, pages := compose(wordy(r, 30, 1+r.IntN(14)), Options{Letter: seed%2 == 0, Ragged: seed%3 == 0})
		items, going := 0, 0
		for i, p := range pages {
			var due []*office.Note
			high := 0.0
			for k, it := range p.items {
				due = append(due, it.notes...)
				high += it.high
				if k > 0 {
					high += it.before
				}
			}
			for k, it := range p.notes {
				if high += it.high; k > 0 {
					high += it.before
				} else {
					high += ruleGap
				}
			}
			if high > s.o.paper().high+0.1 {
				t.Errorf("seed %d: page %d is %.1f points high of %.1f", seed, i+1, high, s.o.paper().high)
			}
			items += len(p.items)
			begun := map[string]bool{}
			for _, it := range p.notes {
				for _, r := range it.lines[0].runs {
					begun[r.name] = true
				}
			}
			for _, n := range due {
				if !begun[noteName(n)] {
					t.Errorf("seed %d: note %s does not begin on page %d, where its marker is", seed, n.Label, i+1)
				}
			}
			going += len(p.notes)
			if n := len(p.items); n > 0 && i+1 < len(pages) && p.items[n-1].keep && n > 3 {
				t.Errorf("seed %d: page %d ends where none may", seed, i+1)
			}
		}
		slices := 0
		for _, list := range s.foot {
			slices += len(list)
		}
		if items != len(s.items) || going != slices {
			t.Errorf("seed %d: %d of %d items, %d of %d slices of notes", seed, items, len(s.items), going, slices)
		}
	}
}

func TestReadsBack(t *testing.T) {
	for _, e := range []*essay.Essay{officetest.Sample(), officetest.Long(3000), wordy(rand.New(rand.NewPCG(1, 1)), 20, 3), essay.Blank()} {
		b, _ := written(t, e, Options{})
		back := read(t, b)
		if got, want := len(back.Refs()), len(e.Refs()); got != want {
			t.Errorf("%d markers came back of %d", got, want)
		}
		notes := back.Numbered()
		for i, n := range e.Numbered() {
			if i >= len(notes) || notes[i].Text.String() != n.Text.String() {
				t.Fatalf("note %d came back as %q, not %q", i+1, notes[i].Text, n.Text)
			}
		}
		if back.Language() != e.Language() {
			t.Errorf("the language is %q", back.Language())
		}
		again, _ := written(t, e, Options{})
		if !bytes.Equal(b, again) {
			t.Error("the same essay gave two files")
		}
	}
}

func TestReadsBackWhatIsHard(t *testing.T) {
	para := func(spans ...doc.Span) *doc.Block { return doc.NewBlock(doc.Paragraph, 0, spans...) }
	text := func(s string) doc.Span { return doc.Span{Text: s} }
	for name, b := range map[string]*doc.Block{
		"ligatures":        para(text("difficult efficient flowing")),
		"no-break":         para(text("a\u00a0b c\u202fd e\u2011f")),
		"Hebrew":           para(text("עברית היא שפה שמית (Hebrew) עם 123 מספרים.")),
		"Arabic":           para(text("العربية لغة سامية")),
		"Hebrew within":    para(text("He wrote שלום עולם to her.")),
		"combined":         para(text("e\u0301 a\u0308\u0323 q\u0307")),
		"Japanese":         para(text("日本語のテキスト")),
		"emoji":            para(text("😀 👩‍👩‍👧")),
		"soft hyphens":     para(text(strings.Repeat("Donau\u00addampf\u00adschiff ", 30))),
		"a long word":      para(text(strings.Repeat("abcdefgh", 60))),
		"styles":           para(text("a "), doc.Span{Text: "b", Style: doc.Bold | doc.Underline}, doc.Span{Text: "c", Style: doc.SmallCaps}, doc.Span{Text: "2", Style: doc.Super}),
		"links":            para(text("a "), doc.Span{Text: strings.Repeat("over several lines ", 30), Link: "http://a.b/c"}, text("end")),
		"links one by one": para(doc.Span{Text: "a", Link: "http://a.b/"}, doc.Span{Text: "b", Link: "http://a.c/"}),
		"signs":            para(text(`(a) <b> [c] \d /e %f`)),
		"code":             doc.NewBlock(doc.Code, 0, text("if x {\n\treturn\n}\n\nend")),
		"verse":            doc.NewBlock(doc.Verse, 0, text("A line\n  another")),
		"a deep item":      doc.NewBlock(doc.Bullet, 9, text("item")),
		"a deep quote":     doc.NewBlock(doc.Quote, 9, text("quote")),
	} {
		t.Run(name, func(t *testing.T) {
			b := b
			back := read(t, first(written(t, essay.New(doc.New(b)), Options{})))
			got := back.Body().Block(0)
			if got.Kind != b.Kind || got.Level != b.Level {
				t.Errorf("came back as %d.%d", got.Kind, got.Level)
			}
			fields := func(s string) string { return strings.Join(strings.Fields(s), " ") }
			var want, have []string
			for _, s := range b.Spans() {
				want = append(want, fmt.Sprintf("%s|%d|%s", fields(s.Text), s.Style, s.Link))
			}
			for _, s := range got.Spans() {
				have = append(have, fmt.Sprintf("%s|%d|%s", fields(s.Text), s.Style, s.Link))
			}
			if name == "a long word" || name == "code" || name == "verse" {
				return
			}
			if strings.Join(have, "\n") != strings.Join(want, "\n") {
				t.Errorf("came back as\n%s\nnot\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func first(b []byte, _ []string) []byte { return b }

func TestRandom(t *testing.T) {
	for seed := range uint64(60) {
		e := officetest.Random(rand.New(rand.NewPCG(seed, 3)))
		b, _ := written(t, e, Options{Ragged: seed%2 == 0})
		back := read(t, b)
		if got, want := len(back.Refs()), len(e.Refs()); got != want {
			t.Errorf("seed %d: %d markers came back of %d", seed, got, want)
		}
		if got, want := len(back.Numbered()), len(office.PlanOf(e).Notes); got != want {
			t.Errorf("seed %d: %d notes came back of %d", seed, got, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	e := essay.New(doc.New(
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "A sign \U0010FFF0 of nobody's"}),
		doc.NewBlock(doc.Image, 0).WithInfo(doc.Info{Source: "x.png", Alt: "a ship"}),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "bad", Link: "javascript:x()"}),
	))
	b, warnings := written(t, e, Options{})
	said := strings.Join(warnings, "\n")
	for _, want := range []string{"U+10FFF0", "“A sign", "x.png", "javascript"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not in %q", want, said)
		}
	}
	if s := read(t, b).Body().String(); !strings.Contains(s, "\U0010FFF0") || !strings.Contains(s, "a ship") {
		t.Errorf("the text came back as %q", s)
	}
}

func TestPictures(t *testing.T) {
	var wide bytes.Buffer
	if err := png.Encode(&wide, stdimage.NewNRGBA(stdimage.Rect(0, 0, 3000, 4000))); err != nil {
		t.Fatal(err)
	}
	e := essay.New(doc.New(doc.NewBlock(doc.Image, 0, doc.Span{Text: "A caption"}).WithInfo(doc.Info{Source: "x", Alt: "a ship"})))
	o := Options{Picture: func(string) ([]byte, bool) { return wide.Bytes(), true }}
	b, warnings := written(t, e, o)
	if len(warnings) > 0 {
		t.Error(warnings)
	}
	got, want := read(t, b).Body().Block(0), Shown(e, o).Body().Block(0)
	if !got.Equal(want) {
		t.Errorf("came back as %+v, not %+v", got, want)
	}
}

// Others' judgement of the file, where they are installed.
func TestOthers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "essay.pdf")
	e := wordy(rand.New(rand.NewPCG(2, 2)), 25, 6)
	body, _ := e.Body().ReplaceBlocks(0, 0, doc.NewBlock(doc.Heading, 1, doc.Span{Text: "A title"}))
	e = e.WithBody(body)
	b, _ := written(t, e, Options{Author: "Ä. Author"})
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("qpdf", func(t *testing.T) {
		if _, err := exec.LookPath("qpdf"); err != nil {
			t.Skip("qpdf is not installed")
		}
		if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("pdftotext", func(t *testing.T) {
		if _, err := exec.LookPath("pdftotext"); err != nil {
			t.Skip("pdftotext is not installed")
		}
		out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"ledger", "correspondents", "efficiently"} {
			want := strings.Count(e.Body().String(), word)
			for n := range e.Notes() {
				want += strings.Count(n.Text.String(), word)
			}
			if got := strings.Count(string(out), word); got != want {
				t.Errorf("it reads %q %d times, not %d", word, got, want)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	b, _ := written(f, officetest.Sample(), Options{})
	f.Add(b)
	small, _ := written(f, essay.New(doc.FromText("a")), Options{})
	f.Add(small)
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<< /Type /XRef /Length 0 >>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := Read(b)
		if err == nil && e == nil {
			t.Error("neither an essay nor an error")
		}
	})
}
