// Package format holds the table of formats that essays come from and leave
// in, the conversion of one into another with its certificate, and the safe
// writing of files.
//
// Absent: what a format looks like. Each has a package of its own below this
// one.
package format

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/docx"
	"github.com/ibid-editor/ibid/editor/format/epub"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/latex"
	"github.com/ibid-editor/ibid/editor/format/markdown"
	"github.com/ibid-editor/ibid/editor/format/odt"
	"github.com/ibid-editor/ibid/editor/format/pdf"
	"github.com/ibid-editor/ibid/editor/format/rtf"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// Options say how an essay is written.
type Options struct {
	Standalone bool         // a whole page, of HTML, unless it is chosen otherwise; else what stands in its body
	Lang       string       // the language's tag; "" is the essay's own
	IDPrefix   string       // before all ids, so that several essays can stand on one page
	Scheme     essay.Scheme // the series in it are numbered so, and not as the essay says
	Choices    Choices      // of the format's own options

	// Cite gives an essay that was read the sources and the style that its
	// citations are to be printed with; nil leaves it as it is.
	Cite func(*essay.Essay) *essay.Essay

	// Print says how an essay's citations read; nil prints them with the styles
	// of the system.
	Print func(*essay.Essay) (*citing.Printed, error)

	// Pictures finds the bytes of a picture that is no file, such as one in the
	// library, by an image's source; nil finds none.
	Pictures func(source string) ([]byte, bool)
}

// Format is one way in which essays come or leave.
type Format struct {
	Name    string   // as it is named on the command line
	Title   string   // as it is named to the author
	Endings []string // of files, with the dot; the first is the usual one
	Options []Option // what the author can choose, in the order in which it is shown

	// Write writes an essay. The warnings are sentences for the author about
	// what the format cannot hold; an error is one of the writer.
	Write func(io.Writer, *essay.Essay, Options) (warnings []string, err error)

	read  func(src string) (Import, error)         // a text; nil if its files are none
	open  func(b []byte) (Import, error)           // a file that is no text
	back  func(b []byte) (Import, error)           // what was written here, where files of others are not read; else nil
	own   func(string) (*essay.Essay, bool)        // reads fast what was written here; false where it is not sure; nil if nothing does
	shown func(*essay.Essay, Options) *essay.Essay // as the format can hold it; nil if it can hold all
	exact bool                                     // reading takes a text as it came, with its ends of lines
	loose bool                                     // where its paragraphs end, reading has to guess
	cites func(*essay.Essay, Options) bool         // it writes citations itself, by these options; nil has them as text

	pictures func(*essay.Essay, Options) map[string][]byte // see [Written.Pictures]; nil if there are none
}

// Import is what was read.
type Import struct {
	Essay     *essay.Essay
	Diagnosis *doctor.Diagnosis // of the typed notes in it; nil where all notes are real
	Places    text.Places       // where in plain text its blocks stood
	Warnings  []string          // sentences for the author

	Others []Import // further texts of the file, of which the first is this one

	typed bool // notes may be left that are typed

	Pictures map[string][]byte // by the sources under which the essay has them; nil if it came with none
}

// Formats is the table of formats.
var Formats = []Format{
	dialect("markdown", "Markdown", markdown.Portable),
	dialect("gfm", "Markdown for GitHub", markdown.GitHub),
	dialect("pandoc", "Markdown for Pandoc", markdown.Pandoc),
	commonMark(),
	{
		Name: "html", Title: "HTML", Endings: []string{".html", ".htm", ".xhtml"}, Options: []Option{htmlPage, htmlNotes},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return html.Write(w, o.numbered(e), o.html(e))
		},
		read: func(src string) (Import, error) {
			p, err := html.ReadPage(src)
			if err != nil {
				return Import{}, err
			}
			return Import{Essay: p.Essay, Warnings: p.Warnings, typed: p.Typed}, nil
		},
		own: html.ReadOwn,
		shown: func(e *essay.Essay, o Options) *essay.Essay {
			return html.Shown(e, html.Options{Pictures: o.Pictures})
		},
	},
	{
		Name: "text", Title: "Plain text", Endings: []string{".txt", ".text"},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return text.Write(w, o.numbered(e))
		},
		read: func(src string) (Import, error) {
			d, places := text.Read(src)
			return Import{Essay: essay.New(d), Diagnosis: doctor.Examine(d), Places: places}, nil
		},
		shown: func(e *essay.Essay, _ Options) *essay.Essay { return text.Shown(e) },
		loose: true,
	},
	{
		Name: "docx", Title: "Word", Endings: []string{".docx"},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return docx.Write(w, o.numbered(e), docx.Options{Picture: o.Pictures})
		},
		open: office(docx.Read),
	},
	{
		Name: "odt", Title: "OpenDocument", Endings: []string{".odt"},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return odt.Write(w, o.numbered(e), odt.Options{Picture: o.Pictures})
		},
		open: office(odt.Read),
	},
	{
		Name: "rtf", Title: "Rich Text", Endings: []string{".rtf"},
		open: office(rtf.Read),
	},
	{
		Name: "epub", Title: "E-book", Endings: []string{".epub"}, Options: []Option{epubCover},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return epub.Write(w, o.numbered(e), o.epub(e))
		},
		open:  office(epub.Read),
		shown: func(e *essay.Essay, o Options) *essay.Essay { return epub.Shown(e, o.epub(e)) },
	},
	wordpressFile,
	ghostFile,
	{
		Name: "pdf", Title: "PDF", Endings: []string{".pdf"}, Options: []Option{paper, pdfLines, pdfSize},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return pdf.Write(w, o.numbered(e), o.pdf(e))
		},
		back: func(b []byte) (Import, error) {
			e, err := pdf.Read(b)
			return Import{Essay: e}, err
		},
		shown: func(e *essay.Essay, o Options) *essay.Essay { return pdf.Shown(e, o.pdf(e)) },
	},
	{
		Name: "latex", Title: "LaTeX", Endings: []string{".tex"}, Options: []Option{paper},
		Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
			return latex.Write(w, o.numbered(e), o.latex())
		},
		back: func(b []byte) (Import, error) {
			e, err := latex.Read(string(b))
			return Import{Essay: e}, err
		},
		shown:    func(e *essay.Essay, o Options) *essay.Essay { return latex.Shown(e, o.latex()) },
		pictures: func(e *essay.Essay, o Options) map[string][]byte { return latex.Pictures(e, o.latex()) },
	},
}

// htmlPage says how much of a page is written.
var htmlPage = Option{Name: "page", Title: "Page", Values: []Value{
	{"whole", "Whole page"}, {"fragment", "Without head, for pasting into a page"},
}}

// htmlNotes says where a page's notes stand.
var htmlNotes = Option{Name: "notes", Title: "Notes", Values: []Value{
	{"end", "In lists"},
	{"beside", "Beside the text"},
	{"typed", "Typed, for editors that strip links"},
	{"substack", "As Substack takes them"},
	{"word", "As Word takes them"},
}}

var htmlManners = map[string]html.Manner{"beside": html.Beside, "typed": html.Typed, "substack": html.Substack, "word": html.Word}

// html are the options for HTML. In what is to stand in a page among others,
// all identities begin with one that is the essay's own.
func (o Options) html(e *essay.Essay) html.Options {
	h := html.Options{
		Standalone: o.Standalone && o.Choices.Of(htmlPage) == "whole", Notes: htmlManners[o.Choices.Of(htmlNotes)],
		Lang: o.Lang, IDPrefix: o.IDPrefix, Pictures: o.Pictures,
	}
	if !h.Standalone && h.IDPrefix == "" {
		h.IDPrefix = html.Prefix(e)
	}
	return h
}

// authors are those of an essay as one name.
func authors(e *essay.Essay) string { return strings.Join(e.Meta().Authors, ", ") }

// IsText reports whether the format's files are texts that can be read as such.
func (f Format) IsText() bool { return f.read != nil }

// CanRead reports whether the format's files can be read.
func (f Format) CanRead() bool { return f.open != nil || f.read != nil }

// office reads a word processor's file, which brings its pictures along.
func office(read func([]byte) (*essay.Essay, map[string][]byte, []string, error)) func([]byte) (Import, error) {
	return func(b []byte) (Import, error) {
		e, pictures, warnings, err := read(b)
		return Import{Essay: e, Pictures: pictures, Warnings: warnings}, err
	}
}

// citesItself reports whether citations leave as such: where the format does so
// and nobody asks for a style, and in Markdown where none of the sources that they
// name is known.
func (f Format) citesItself(e *essay.Essay, o Options) bool {
	if f.exact && !citing.Known(e) {
		return true
	}
	return f.cites != nil && f.cites(e, o) && (o.Cite == nil || f.Name == "pandoc")
}

// printed is the essay with its citations as text, unless the format writes them
// itself.
func (f Format) printed(e *essay.Essay, o Options) (*essay.Essay, []string) {
	if f.citesItself(e, o) { // whoever prints them makes the bibliography too
		return citing.WithoutBibliography(e), nil
	}
	print := o.Print
	if print == nil {
		print = citing.NewPrinter(cite.SystemFolders()).Print
	}
	printed, err := print(e)
	var warnings []string
	if err != nil {
		warnings = append(warnings, fmt.Sprintf("The citations stand as they are typed: %s.", strings.TrimSuffix(err.Error(), ".")))
	}
	for _, key := range printed.Missing {
		warnings = append(warnings, fmt.Sprintf("There is no source %s, which is cited.", key))
	}
	return printed.Flat(e), warnings
}

// numbered is the essay with the numbering that the options ask for.
func (o Options) numbered(e *essay.Essay) *essay.Essay {
	s := e.Scheme()
	for _, x := range o.Scheme.Series {
		s = s.With(x)
	}
	return e.WithScheme(s)
}

func reading(read func(string) (*essay.Essay, []string, error)) func(string) (Import, error) {
	return func(src string) (Import, error) {
		e, warnings, err := read(src)
		return Import{Essay: e, Warnings: warnings}, err
	}
}

// Read reads the bytes of a file. Typed notes in plain text are diagnosed but
// not yet made real.
func (f Format) Read(b []byte) (Import, error) {
	switch {
	case !f.CanRead():
		return Import{}, fmt.Errorf("%s files cannot be read as essays: open what this one was made from", f.Title)
	case f.open != nil:
		return f.open(b)
	}
	src, err := text.Decode(b)
	if err != nil {
		return Import{}, err
	}
	if f.exact && utf8.Valid(b) {
		src = string(b)
	}
	in, err := f.read(src)
	if err != nil {
		return Import{}, err
	}
	in.diagnose()
	for i := range in.Others {
		in.Others[i].diagnose()
	}
	return in, nil
}

// diagnose looks for typed notes where there may be some.
func (in *Import) diagnose() {
	if !in.typed {
		return
	}
	if d := doctor.Examine(in.Essay.Body()); d.Found() {
		in.Diagnosis = d
	}
}

// Repaired is the essay with its typed notes made real: those that are certain,
// and with accept also the best guess at the others. The notes that were real
// stay.
func (in Import) Repaired(accept bool) *essay.Essay {
	if in.Diagnosis == nil {
		return in.Essay
	}
	e := in.Diagnosis.ForFile(accept)
	for n := range in.Essay.Notes() {
		e = e.WithNote(n)
	}
	return e.WithLanguage(in.Essay.Language()).WithScheme(in.Essay.Scheme())
}

// written reads what the format's writer wrote: of text it is known that it is
// UTF-8, whatever characters it holds.
func (f Format) written(output []byte) (Import, error) {
	switch {
	case f.back != nil:
		return f.back(output)
	case f.open != nil:
		return f.open(output)
	}
	return f.read(string(output))
}

// ByName finds a format by its name.
func ByName(name string) (Format, bool) {
	return find(func(f Format) bool { return f.Name == strings.ToLower(name) })
}

// ByPath finds a format by the ending of a file's name.
func ByPath(path string) (Format, bool) {
	ending := strings.ToLower(filepath.Ext(path))
	return find(func(f Format) bool { return slices.Contains(f.Endings, ending) })
}

func find(is func(Format) bool) (Format, bool) {
	i := slices.IndexFunc(Formats, is)
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}
