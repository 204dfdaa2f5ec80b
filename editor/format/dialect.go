package format

import (
	"io"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
)

// dialect is a format of Markdown.
func dialect(name, title string, p markdown.Profile) Format {
	options := func(o Options) markdown.Options { return markdown.Options{Profile: p, Pictures: o.Pictures} }
	return Format{
		Name: name, Title: title, Endings: []string{".md", ".markdown"},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return markdown.Write(w, o.numbered(e), options(o))
		},
		read:  reading(markdown.Read),
		exact: true,
		cites: func(e *essay.Essay, _ Options) bool { // in what came from Markdown they stay as they are
			return p == markdown.Pandoc || p == markdown.Portable && e.Head().Source != nil
		},
		shown:    func(e *essay.Essay, o Options) *essay.Essay { return markdown.Shown(e, options(o)) },
		pictures: func(e *essay.Essay, o Options) map[string][]byte { return markdown.Pictures(e, options(o)) },
	}
}

// commonMark is CommonMark without any extension, which has notes as HTML: it
// is read as what its readers make of it.
func commonMark() Format {
	f := dialect("commonmark", "CommonMark", markdown.CommonMark)
	f.read = func(src string) (Import, error) {
		page, err := markdown.HTML(src)
		if err != nil {
			return Import{}, err
		}
		p, err := html.ReadPage(page)
		return Import{Essay: p.Essay, Warnings: p.Warnings, typed: p.Typed}, err
	}
	return f
}
