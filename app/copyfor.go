package app

import (
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/clip"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// recipient is a program that an essay is copied for: in which format, and with
// which choices, it is given as HTML and as text; "" gives none.
type recipient struct {
	html format.Choices // nil is no HTML
	text string         // a format's name
	hint string         // how it is pasted there; a key for translations
}

var (
	forWordPress = recipient{format.Choices{"page": "fragment", "notes": "typed"}, "text", "Copied: paste it into a post. Notes stay linked there; to have real footnotes, export a file for WordPress."}
	forSubstack  = recipient{format.Choices{"page": "fragment", "notes": "substack"}, "text", "Copied: paste it into a post; its notes become footnotes."}
	forGhost     = recipient{nil, "markdown", "Copied: in Ghost, type /md and paste it into that card."}
	forWord      = recipient{format.Choices{"page": "fragment", "notes": "word"}, "text", "Copied: paste it into a document; its notes become footnotes."}
	asMarkdown   = recipient{nil, "markdown", "Copied as Markdown."}
)

// copyFor copies what is selected in the essay's text, or the whole essay, in
// the form that another program takes notes in.
func copyFor(t recipient) func(*Window) {
	return func(w *Window) {
		e := w.toCopy()
		var list []clip.Flavour
		var text string
		if t.html != nil {
			page, err := w.formatted(e, "html", t.html)
			if err != nil {
				w.fail(err)
				return
			}
			list = append(list, clip.Flavour{Type: clip.HTML, Data: func() []byte { return framed(t, page) }})
		}
		if t.text == "markdown" { // without what stands above the text of a file
			e = e.WithHead(essay.Head{}).WithLanguage("")
		}
		text, err := w.formatted(e, t.text, nil)
		if err != nil {
			w.fail(err)
			return
		}
		list = append(list, clip.Flavour{Type: clip.Text, Data: func() []byte { return []byte(text) }})
		w.board.offer(w.app.Clipboard(), text, list)
		w.status.say(lang.L(t.hint))
	}
}

// toCopy is what is selected in the essay's text as an essay, or the whole
// essay.
func (w *Window) toCopy() *essay.Essay {
	s := w.desk.session
	e, sel := s.Essay(), s.Selection()
	from, to := sel.Range()
	if sel.In != "" || from == to {
		return e
	}
	return e.Cut("", from, to).Essay().WithLanguage(e.Language()).WithScheme(e.Scheme())
}

// formatted is an essay in a format that is text.
func (w *Window) formatted(e *essay.Essay, name string, c format.Choices) (string, error) {
	f, _ := format.ByName(name)
	written, err := format.Export(e, f, format.Options{Choices: c, Pictures: f.Reach([]string{w.desk.folder}, "", w.libraryPicture)})
	return string(written.Output), err
}

// framed is a page for a clipboard. Word looks into its head for who wrote it.
func framed(t recipient, page string) []byte {
	if t.html["notes"] == "word" {
		return []byte(`<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"><meta name="ProgId" content="Word.Document"><meta name="Generator" content="Microsoft Word 15"></head><body>` + page + "</body></html>")
	}
	return []byte(`<meta charset="utf-8">` + page)
}
