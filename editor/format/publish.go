package format

import (
	"io"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/ghost"
	"github.com/ibid-editor/ibid/editor/format/wordpress"
)

// wordpressFile is a file between Ibid and WordPress's importer and exporter.
var wordpressFile = Format{
	Name: "wordpress", Title: "WordPress", Endings: []string{".xml", ".wxr"},
	Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
		return wordpress.Write(w, o.numbered(e))
	},
	read: func(src string) (Import, error) {
		texts, err := wordpress.Read(src)
		if err != nil {
			return Import{}, err
		}
		list := make([]Import, len(texts))
		for i, t := range texts {
			list[i] = Import{Essay: t.Essay, Warnings: t.Warnings, typed: t.Typed}
		}
		return several(list), nil
	},
	shown: func(e *essay.Essay, _ Options) *essay.Essay { return wordpress.Shown(e) },
}

// ghostFile is a file between Ibid and Ghost's importer and exporter.
var ghostFile = Format{
	Name: "ghost", Title: "Ghost", Endings: []string{".json"},
	Write: func(w io.Writer, e *essay.Essay, o Options) ([]string, error) {
		return ghost.Write(w, o.numbered(e))
	},
	read: func(src string) (Import, error) {
		texts, err := ghost.Read(src)
		if err != nil {
			return Import{}, err
		}
		list := make([]Import, len(texts))
		for i, t := range texts {
			list[i] = Import{Essay: t.Essay, Warnings: t.Warnings}
		}
		return several(list), nil
	},
	shown: func(e *essay.Essay, _ Options) *essay.Essay { return ghost.Shown(e) },
}

// several is what was read of a file with at least one text.
func several(list []Import) Import {
	in := list[0]
	in.Others = list[1:]
	return in
}
