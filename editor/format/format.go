// Package format holds the table of formats that essays come from and leave
// in, the conversion of one into another with its certificate, and the safe
// writing of files.
//
// Absent: what a format looks like. Each has a package of its own below this
// one.
package format

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/html"
	"github.com/ibid-editor/ibid/editor/format/markdown"
	"github.com/ibid-editor/ibid/editor/format/text"
)

// Options say how an essay is written.
type Options = html.Options

// Format is one way in which essays come or leave.
type Format struct {
	Name    string   // as it is named on the command line
	Title   string   // as it is named to the author
	Endings []string // of files, with the dot; the first is the usual one
	Write   func(io.Writer, *essay.Essay, Options) error

	read func(src string) (Import, error)
}

// Import is what was read.
type Import struct {
	Essay     *essay.Essay
	Diagnosis *doctor.Diagnosis // of the typed notes in plain text; nil for other formats
	Places    text.Places       // where in plain text its blocks stood
	Warnings  []string          // sentences for the author
}

// Formats is the table of formats. Plain text is only read: it cannot hold
// notes.
var Formats = []Format{
	{
		Name: "markdown", Title: "Markdown", Endings: []string{".md", ".markdown"},
		Write: func(w io.Writer, e *essay.Essay, _ Options) error { return markdown.Write(w, e) },
		read:  reading(markdown.Read),
	},
	{
		Name: "html", Title: "HTML", Endings: []string{".html", ".htm", ".xhtml"},
		Write: html.Write,
		read:  reading(html.Read),
	},
	{
		Name: "text", Title: "Plain text", Endings: []string{".txt", ".text"},
		read: func(src string) (Import, error) {
			d, places := text.Read(src)
			return Import{Essay: essay.New(d), Diagnosis: doctor.Examine(d), Places: places}, nil
		},
	},
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
	src, err := text.Decode(b)
	if err != nil {
		return Import{}, err
	}
	return f.read(src)
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
