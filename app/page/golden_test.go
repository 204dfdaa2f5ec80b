package page

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/editor"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// everyKind has each kind of block and each style, in scripts whose letters the
// embedded faces hold, so that its picture depends on nothing outside.
func everyKind() *essay.Essay {
	b := func(kind doc.Kind, level int, spans ...doc.Span) *doc.Block {
		return doc.NewBlock(kind, level, spans...)
	}
	s := func(text string, style doc.Style) doc.Span { return doc.Span{Text: text, Style: style} }
	cell := func(column int, text string, a doc.Align) *doc.Block {
		return b(doc.Cell, column, s(text, 0)).WithInfo(doc.Info{Align: a})
	}
	return essay.New(doc.New(
		b(doc.Heading, 1, s("Every Kind of Block", 0)),
		b(doc.Paragraph, 0, s("Plain, ", 0), s("bold, ", doc.Bold), s("italic, ", doc.Italic), s("both, ", doc.Bold|doc.Italic),
			s("underlined, ", doc.Underline), s("struck, ", doc.Strike), s("Small Capitals, ", doc.SmallCaps), s("lit, ", doc.Lit), s("code", doc.Mono),
			s(", H", 0), s("2", doc.Sub), s("O and 3", 0), s("rd", doc.Super), s("; a ", 0), doc.Span{Text: "link", Link: "https://example.org"}, s(".", 0),
			essay.MarkerOf("a"), s(" A second marker", 0), essay.MarkerOf("b"), s("; see note ", 0),
			doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: "a"}}, s(".", 0)),
		b(doc.Heading, 2, s("Second rank", 0)),
		b(doc.Quote, 1, s("The sea gives no receipts. What is owed is owed by those who stay behind.", 0)),
		b(doc.Quote, 2, s("And this is quoted in the quotation.", 0)),
		b(doc.Bullet, 1, s("An item", 0)), b(doc.Bullet, 2, s("An item below it", 0)),
		b(doc.Numbered, 1, s("First", 0)).WithInfo(doc.Info{Start: 4}), b(doc.Numbered, 1, s("Second", 0)),
		b(doc.Task, 1, s("To be done", 0)), b(doc.Task, 1, s("Done", 0)).WithInfo(doc.Info{Done: true}),
		b(doc.Verse, 0, s("Rain is easy to notice\nand hard to count.", 0)),
		b(doc.Code, 0, s("for rain := range years {\n\tcount(rain)\n}", 0)),
		b(doc.Rule, 0),
		cell(0, "Year", doc.Left), cell(1, "Days", doc.Center), cell(2, "Rain", doc.Right),
		cell(0, "1877", doc.Left), cell(1, "112", doc.Center), cell(2, "34.1", doc.Right),
		b(doc.Image, 0, s("A gauge in the grass.", doc.Italic)).WithInfo(doc.Info{Source: "gauge"}),
		b(doc.Verbatim, 0, s("<aside>kept as it came</aside>", 0)),
		b(doc.Paragraph, 0, s("The last paragraph is selected in part.", 0)),
	), &essay.Note{ID: "a", Text: doc.FromText("One.")}, &essay.Note{ID: "b", Text: doc.FromText("Two.")})
}

// gauge is a picture made here.
func gauge(string) Picture {
	img := image.NewNRGBA(image.Rect(0, 0, 120, 60))
	for y := range 60 {
		for x := range 120 {
			img.Set(x, y, color.NRGBA{uint8(x * 2), uint8(y * 4), 140, 255})
		}
	}
	return Picture{Width: 120, Height: 60, Pixels: img}
}

// The pictures lie in testdata; a test that fails leaves its own in
// testdata/failed, which takes the place of the other when it is right.
func TestEveryKindLooksAsItShould(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			th := theme.Theme{Mode: mode}
			test.NewTempApp(t).Settings().SetTheme(th)
			p := NewPage(editor.NewSession(everyKind()), NewSetting(19, 1.6), &Clip{})
			t.Cleanup(p.Close)
			p.Pictures = gauge
			p.SetActive("b")
			c := software.NewCanvas()
			c.SetPadded(false)
			c.SetContent(container.NewStack(canvas.NewRectangle(th.Color(theme.ColorNamePage, 0)), p))
			c.Resize(fyne.NewSize(700, 1100))
			p.Select(editor.Selection{Anchor: p.doc.Len() - 25, Head: p.doc.Len() - 8})
			test.AssertImageMatches(t, "kinds-"+string(mode)+".png", c.Capture())
		})
	}
}

// commentedOn has words with a comment, words with the lit one, some with both,
// a comment whose words were deleted, and one that is resolved.
func commentedOn() *essay.Essay {
	e := essay.New(doc.FromText("Some words have a comment, and others have the comment that is lit, here over more than one line of the page, as happens.",
		"What stood here was deleted, and this is resolved."))
	on := func(id string, from, to doc.Pos, resolved bool) {
		e = e.WithComment(essay.Comment{ID: essay.CommentID(id), From: from, To: to, Remarks: []essay.Remark{{Text: id}}, Resolved: resolved})
	}
	on("quiet", 5, 10, false)
	on("lit", 31, 90, false)
	on("within", 47, 54, false)
	on("lost", 137, 137, false)
	on("resolved", 150, 170, true)
	return e
}

func TestCommentsLookAsTheyShould(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			th := theme.Theme{Mode: mode}
			test.NewTempApp(t).Settings().SetTheme(th)
			p := NewPage(editor.NewSession(commentedOn()), NewSetting(19, 1.6), &Clip{})
			t.Cleanup(p.Close)
			p.Commented = &Commented{Lit: "lit"}
			c := software.NewCanvas()
			c.SetPadded(false)
			c.SetContent(container.NewStack(canvas.NewRectangle(th.Color(theme.ColorNamePage, 0)), p))
			c.Resize(fyne.NewSize(620, 260))
			test.AssertImageMatches(t, "comments-"+string(mode)+".png", c.Capture())
		})
	}
}
