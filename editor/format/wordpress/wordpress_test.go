package wordpress

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func text(s string) doc.Span { return doc.Span{Text: s} }

func sample() *essay.Essay {
	return essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, text("The harbour ]]> office")),
		doc.NewBlock(doc.Paragraph, 0, text("Kept"), essay.MarkerOf("a"), text(" a "), doc.Span{Text: "ledger", Style: doc.Italic}, essay.MarkerOf("b"), text(", again"), essay.MarkerOf("a"), text(", see note "), essay.CrossRefTo("b"), text(".")),
		doc.NewBlock(doc.Heading, 3, text("Part")),
		doc.NewBlock(doc.Quote, 1, text("Quoted")), doc.NewBlock(doc.Quote, 2, text("deeper")),
		doc.NewBlock(doc.Numbered, 1, text("One")).WithInfo(doc.Info{Start: 4}), doc.NewBlock(doc.Bullet, 2, text("under")), doc.NewBlock(doc.Numbered, 1, text("Two")),
		doc.NewBlock(doc.Task, 1, text("Done")).WithInfo(doc.Info{Done: true}),
		doc.NewBlock(doc.Code, 0, text("a < b\n  c")), doc.NewBlock(doc.Verse, 0, text("A line\nanother")), doc.NewBlock(doc.Rule, 0),
		doc.NewBlock(doc.Cell, 0, text("A")), doc.NewBlock(doc.Cell, 1, text("B")).WithInfo(doc.Info{Align: doc.Right}), doc.NewBlock(doc.Cell, 0, text("1")),
		doc.NewBlock(doc.Image, 0, text("Caption")).WithInfo(doc.Info{Source: "https://a.example/b.png", Alt: `A "gauge"`}),
	),
		&essay.Note{ID: "a", Text: doc.New(doc.NewBlock(doc.Paragraph, 0, text(`A "quoted" \ note, `), doc.Span{Text: "linked", Link: `https://a.b/?c=1&d="2"`}))},
		&essay.Note{ID: "b", Text: doc.New(doc.NewBlock(doc.Paragraph, 0, text("First.")), doc.NewBlock(doc.Bullet, 1, text("item")))},
	).WithLanguage("en-GB").WithMeta(essay.Meta{Authors: []string{"A. Writer"}, Date: "2025-03-01"})
}

func TestWrite(t *testing.T) {
	var s strings.Builder
	warnings, err := Write(&s, sample())
	if err != nil {
		t.Fatal(err)
	}
	out := s.String()
	for _, part := range []string{
		"<title><![CDATA[The harbour ]]]]><![CDATA[> office]]></title>", "<wp:meta_key>footnotes</wp:meta_key>", "<dc:creator><![CDATA[A. Writer]]></dc:creator>",
		`<!-- wp:heading {"level":3} -->` + "\n" + `<h3 class="wp-block-heading">Part</h3>`, `<!-- wp:list {"ordered":true,"start":4} -->`, "<!-- wp:footnotes /-->",
		"<li>☑ Done</li>", "<wp:post_date_gmt><![CDATA[2025-03-01 00:00:00]]>",
	} {
		if !strings.Contains(out, part) {
			t.Errorf("no %s in\n%s", part, out)
		}
	}
	if len(warnings) != 2 {
		t.Errorf("warnings %q", warnings)
	}
	// The field holds no backslash, which importers take out.
	_, _, footnotes, _ := Post(sample())
	if strings.Contains(footnotes, `\`) || !json.Valid([]byte(footnotes)) {
		t.Errorf("footnotes %s", footnotes)
	}
	if err := xml.Unmarshal([]byte(out), new(struct{})); err != nil {
		t.Error(err)
	}
	texts, err := Read(out)
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	got := texts[0]
	if !got.Essay.Meta().Equal(sample().Meta()) || got.Essay.Language() != "en-GB" || got.Essay.Title() != "The harbour ]]> office" {
		t.Errorf("read as %+v, title %q", got, got.Essay.Title())
	}
	if notes := wordsOf(got.Essay); notes != "A \"quoted\" \\ note, linked|First.\u2028• item" {
		t.Errorf("notes %q", notes)
	}
	if n := len(got.Essay.Refs()); n != 3 {
		t.Errorf("%d markers in %q", n, got.Essay.Body().String())
	}
}

func wordsOf(e *essay.Essay) string {
	var notes []string
	for _, n := range e.Numbered() {
		notes = append(notes, n.Text.String())
	}
	return strings.Join(notes, "|")
}

// Whatever an essay holds, its blocks open and close in order, and its notes
// come back.
func TestRandom(t *testing.T) {
	for seed := range uint64(500) {
		e := officetest.Random(rand.New(rand.NewPCG(seed, 11)))
		var s strings.Builder
		if _, err := Write(&s, e); err != nil {
			t.Fatal(err)
		}
		texts, err := Read(s.String())
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, s.String())
		}
		if got, want := len(texts[0].Essay.Numbered()), len(e.Numbered()); got != want {
			t.Fatalf("seed %d: %d notes, want %d\n%s", seed, got, want, s.String())
		}
		_, content, _, _ := Post(e)
		var open []string
		for _, part := range strings.Split(content, "<!-- ")[1:] {
			name := strings.Fields(part)[0]
			switch {
			case strings.HasPrefix(name, "/wp:"):
				if len(open) == 0 || open[len(open)-1] != name[1:] {
					t.Fatalf("seed %d: %s closes %v\n%s", seed, name, open, content)
				}
				open = open[:len(open)-1]
			case strings.HasPrefix(name, "wp:") && !strings.HasPrefix(part, "wp:footnotes /"):
				open = append(open, name)
			}
		}
		if len(open) > 0 {
			t.Fatalf("seed %d: %v stay open\n%s", seed, open, content)
		}
	}
}

const export = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Quays</title><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
<item><title><![CDATA[Blocks]]></title><dc:creator><![CDATA[writer]]></dc:creator><content:encoded><![CDATA[<!-- wp:paragraph -->
<p>One<sup data-fn="6a72f4e2-36f7-4d39-a34e-79d9f9a37342" class="fn"><a href="#6a72f4e2-36f7-4d39-a34e-79d9f9a37342" id="6a72f4e2-36f7-4d39-a34e-79d9f9a37342-link">1</a></sup> two.</p>
<!-- /wp:paragraph -->

<!-- wp:footnotes /-->

<!-- wp:paragraph -->
<p>After.</p>
<!-- /wp:paragraph -->]]></content:encoded><excerpt:encoded><![CDATA[Of quays]]></excerpt:encoded><wp:post_date_gmt>2025-03-01 12:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key><![CDATA[footnotes]]></wp:meta_key><wp:meta_value><![CDATA[%s]]></wp:meta_value></wp:postmeta></item>
<item><title>photo</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>
<item><title>Gone</title><content:encoded>x</content:encoded><wp:post_type>post</wp:post_type><wp:status>trash</wp:status></item>
<item><title>Classic</title><content:encoded><![CDATA[First paragraph[efn_note]An <em>easy</em> note (1999), p. 4.[/efn_note] goes
on. Another ((A note in brackets (Ko 70).)) here.

<blockquote>Quoted.[mfn]Modern.[/mfn]</blockquote>
<pre>a ((b))

c</pre>
[caption id="x" align="left" width="300"]<img src="https://a.example/b.png" alt="B" /> The caption[/caption]

Last.]]></content:encoded><wp:post_type>page</wp:post_type><wp:status>draft</wp:status></item>
</channel></rss>`

func TestRead(t *testing.T) {
	for _, meta := range []string{
		`[{"content":"See \"<a href=\"https://a.b\">there</a>\".","id":"6a72f4e2-36f7-4d39-a34e-79d9f9a37342"}]`, // its backslashes are gone, or kept
		`[{"content":"See \u0022<a href='https://a.b'>there</a>\u0022.","id":"6a72f4e2-36f7-4d39-a34e-79d9f9a37342"}]`,
	} {
		texts, err := Read(fmt.Sprintf(export, meta))
		if err != nil || len(texts) != 2 {
			t.Fatal(texts, err)
		}
		blocks, classic := texts[0], texts[1]
		if got := blocks.Essay.Body().String(); got != "Blocks\nOne\uFFFC two.\nAfter." {
			t.Errorf("blocks read as %q", got)
		}
		if got := wordsOf(blocks.Essay); got != `See "there".` {
			t.Errorf("notes %q", got)
		}
		if want := (essay.Meta{Authors: []string{"writer"}, Description: "Of quays", Date: "2025-03-01"}); !blocks.Essay.Meta().Equal(want) || blocks.Essay.Language() != "en-GB" {
			t.Errorf("read as %+v", blocks)
		}
		if got := classic.Essay.Body().String(); got != "Classic\nFirst paragraph\uFFFC goes\u2028on. Another\uFFFC here.\nQuoted.\uFFFC\na ((b))\n\nc\nThe caption\nLast." {
			t.Errorf("classic read as %q", got)
		}
		if got := wordsOf(classic.Essay); got != "An easy note (1999), p. 4.|A note in brackets (Ko 70).|Modern." {
			t.Errorf("notes %q", got)
		}
	}
	for _, bad := range []string{"", "words", "<rss><channel></channel></rss>", "<rss><channel><item>", "<rss><item><title>&x;"} {
		if texts, err := Read(bad); err == nil {
			t.Errorf("%q is read as %v", bad, texts)
		}
	}
	post, err := Read("<!-- wp:paragraph -->\n<p>Alone.</p>\n<!-- /wp:paragraph -->")
	if err != nil || post[0].Essay.Body().String() != "Alone." {
		t.Errorf("a post alone: %v, %v", post, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fmt.Sprintf(export, `[{"content":"a","id":"6a72f4e2-36f7-4d39-a34e-79d9f9a37342"}]`))
	f.Add("<!-- wp:list --><ul><li>a[fn]b[/fn]</li></ul>")
	f.Add("<rss><item><content:encoded>((a)) [caption]<img src=b>c[/caption]\n\nd<pre>e")
	f.Fuzz(func(t *testing.T, src string) {
		texts, err := Read(src)
		if err != nil {
			return
		}
		for _, x := range texts {
			var s strings.Builder
			if _, err := Write(&s, x.Essay); err != nil {
				t.Fatal(err)
			}
			if _, err := Read(s.String()); err != nil {
				t.Fatal(err)
			}
		}
	})
}
