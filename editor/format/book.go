package format

import "github.com/ibid-editor/ibid/editor/format/epub"

// The options of the formats with pages and of books.
var (
	epubCover = Option{Name: "cover", Title: "Cover", Values: []Value{{"title", "Title and author"}, {"none", "None"}}}
)

func (o Options) epub() epub.Options {
	return epub.Options{Picture: o.Pictures, Lang: o.Lang, Coverless: o.Choices.Of(epubCover) == "none"}
}
