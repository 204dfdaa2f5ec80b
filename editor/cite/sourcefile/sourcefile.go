// Package sourcefile is the table of formats in which reference managers write
// sources: which of them a file is in, how it is read and written. Each format
// has a package of its own.
package sourcefile

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/bibtex"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/csljson"
	"github.com/ibid-editor/ibid/editor/cite/cslyaml"
	"github.com/ibid-editor/ibid/editor/cite/endnote"
	"github.com/ibid-editor/ibid/editor/cite/ris"
	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// Problem is something wrong in a file of sources.
type Problem struct {
	Line int // from 1, or 0 where no line is to blame
	Says string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Says
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Says)
}

// Format is a format of files of sources.
type Format struct {
	Name    string
	Endings []string           // with their dots; the first is that of new files
	begins  *lazyregexp.Regexp // what a file of the format has near its beginning
	read    func(data []byte, report func(int, string)) []*csl.Item
	// Write writes sources as a file, in UTF-8.
	Write func(items []*csl.Item) ([]byte, error)
}

// Formats are the formats of sources.
var Formats = []Format{
	{
		Name: "BibLaTeX", Endings: []string{".bib", ".bibtex"},
		begins: lazyregexp.New(`(?m)^\s*@\w+\s*[{(]`),
		read:   func(data []byte, report func(int, string)) []*csl.Item { return bibtex.Read(data, report) },
		Write:  func(items []*csl.Item) ([]byte, error) { return bibtex.Write(items, bibtex.BibLaTeX), nil },
	},
	{
		Name: "RIS", Endings: []string{".ris"},
		begins: lazyregexp.New(`(?m)^\s*TY  ?- `),
		read:   func(data []byte, report func(int, string)) []*csl.Item { return ris.Read(data, report) },
		Write:  func(items []*csl.Item) ([]byte, error) { return ris.Write(items), nil },
	},
	{
		Name: "CSL-JSON", Endings: []string{".json", ".csljson"},
		begins: lazyregexp.New(`^\s*(?:\[\s*\{|\{\s*"(?:items|references)"|\{[^\[{]*"(?:id|type|title|DOI)"\s*:)`),
		read:   func(data []byte, report func(int, string)) []*csl.Item { return csljson.Read(data, report) },
		Write:  csljson.Write,
	},
	{
		Name: "CSL-YAML", Endings: []string{".yaml", ".yml"},
		begins: lazyregexp.New(`(?m)^(?:---\s*)?(?:references|items):|^\s*- (?:id|type|title):`),
		read:   func(data []byte, report func(int, string)) []*csl.Item { return cslyaml.Read(data, report) },
		Write:  cslyaml.Write,
	},
	{
		Name: "EndNote XML", Endings: []string{".xml"},
		begins: lazyregexp.New(`<records?[\s>]`),
		read:   func(data []byte, report func(int, string)) []*csl.Item { return endnote.Read(data, report) },
		Write:  func(items []*csl.Item) ([]byte, error) { return endnote.Write(items), nil },
	},
}

// Begins reports whether a text looks like one of the format, from its first
// few thousand bytes.
func (f Format) Begins(text []byte) bool { return f.begins.Match(text) }

// ByPath finds a format by the ending of a file's name.
func ByPath(path string) (Format, bool) {
	ending := strings.ToLower(filepath.Ext(path))
	for _, f := range Formats {
		for _, e := range f.Endings {
			if e == ending {
				return f, true
			}
		}
	}
	return Format{}, false
}

// Read reads a file in any of the encodings that such files come in. It gives
// every source that is in it, each with a key of its own, and tells what is
// wrong.
func (f Format) Read(data []byte) ([]*csl.Item, []Problem) {
	var problems []Problem
	report := func(line int, says string) { problems = append(problems, Problem{line, says}) }
	text, says := decode(data)
	if says != "" {
		report(0, says)
	}
	items := f.read(text, report)
	giveKeys(items, report)
	return items, problems
}

// giveKeys makes the keys of items distinct, and names those without one after
// their author and year.
func giveKeys(items []*csl.Item, report func(int, string)) {
	taken := make(map[string]bool, len(items))
	for _, it := range items {
		taken[it.ID] = true
	}
	used := make(map[string]bool, len(items))
	for _, it := range items {
		key, free := it.ID, func(key string) bool { return !used[key] && (key == it.ID || !taken[key]) }
		if key == "" {
			key = cite.KeyFor(it)
		}
		if key == "" || !free(key) {
			base, n := key, 2
			for ; !free(fmt.Sprintf("%s-%d", base, n)); n++ {
			}
			key = fmt.Sprintf("%s-%d", base, n)
		}
		if it.ID != "" && it.ID != key {
			report(0, fmt.Sprintf("Two sources have the key %s; the second is called %s here.", it.ID, key))
		}
		it.ID, used[key] = key, true
	}
}
