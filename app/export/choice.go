// Package export is what the window shows while an essay leaves: the sheet on
// which format, options and file are chosen and where the certificate stands,
// and the preview of what would be written.
//
// Absent: writing and reading back (format), files, and what is remembered from
// one export to the next. The sheet holds a [Choice] and tells of each new one.
package export

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/format"
)

// Choice is how an essay leaves.
type Choice struct {
	Path      string         `json:"path"`
	Format    string         `json:"format"`              // by its name
	Options   format.Choices `json:"options,omitempty"`   // of the format
	Numbering string         `json:"numbering,omitempty"` // as [format.ParseNumbering] reads it; "" is as the essay says
}

// Formats lists the formats that can be written.
func Formats() []format.Format {
	return slices.DeleteFunc(slices.Clone(format.Formats), func(f format.Format) bool { return f.Write == nil })
}

// In is the format of a choice and what its writer is told.
func (c Choice) In() (f format.Format, o format.Options, ok bool) {
	f, ok = format.ByName(c.Format)
	if !ok || f.Write == nil {
		return f, o, false
	}
	o = format.Options{Standalone: true, Choices: c.Options}
	if c.Numbering != "" {
		// What cannot be read any more is as the essay says.
		if s, err := format.ParseNumbering(c.Numbering); err == nil {
			o.Scheme = s
		}
	}
	return f, o, true
}

// Equal reports whether two choices write the same to the same file.
func (c Choice) Equal(d Choice) bool { return c.Path == d.Path && c.SameOutput(d) }

// SameOutput reports whether two choices write the same.
func (c Choice) SameOutput(d Choice) bool {
	if c.Format != d.Format || c.Numbering != d.Numbering {
		return false
	}
	f, _ := format.ByName(c.Format)
	return !slices.ContainsFunc(f.Options, func(o format.Option) bool { return c.Options.Of(o) != d.Options.Of(o) })
}

// withFormat is the choice with another format, and the file's ending with it.
func (c Choice) withFormat(f format.Format) Choice {
	if len(f.Endings) > 0 && !slices.Contains(f.Endings, strings.ToLower(filepath.Ext(c.Path))) {
		c.Path = strings.TrimSuffix(c.Path, knownEnding(c.Path)) + f.Endings[0]
	}
	c.Format = f.Name
	return c
}

// withPath is the choice with another file, whose ending may tell the format.
// Several formats may share an ending: one that has it stays.
func (c Choice) withPath(path string) Choice {
	c.Path = path
	ending := strings.ToLower(filepath.Ext(path))
	if f, ok := format.ByName(c.Format); ok && slices.Contains(f.Endings, ending) {
		return c
	}
	if f, ok := format.ByPath(path); ok && f.Write != nil {
		c.Format = f.Name
	}
	return c
}

// knownEnding is the ending of a path if a format has it: “Part 2. Rain” has
// none.
func knownEnding(path string) string {
	ending := filepath.Ext(path)
	for _, f := range format.Formats {
		if slices.Contains(f.Endings, strings.ToLower(ending)) {
			return ending
		}
	}
	return ""
}

// numbering is how the notes are numbered, in the words of three pickers.
type numbering struct{ style, run, place string }

// parseNumbering takes the words of a choice apart.
func parseNumbering(words string) numbering {
	n := numbering{run: "continuous", place: "foot"}
	for word := range strings.SplitSeq(words, ",") {
		switch {
		case word == "":
		case word == "continuous" || strings.HasPrefix(word, "section:"):
			n.run = word
		case word == "foot" || word == "end" || word == "section-end":
			n.place = word
		default:
			n.style = word
		}
	}
	return n
}

func (n numbering) words() string {
	if n.style == "" {
		return ""
	}
	return n.style + "," + n.run + "," + n.place
}
