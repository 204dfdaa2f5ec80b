package format

import (
	"strconv"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/epub"
	"github.com/ibid-editor/ibid/editor/format/latex"
	"github.com/ibid-editor/ibid/editor/format/pdf"
)

// The options of books and of formats with pages.
var (
	epubCover = Option{Name: "cover", Title: "Cover", Values: []Value{{"title", "Title and author"}, {"none", "None"}}}
	paper     = Option{Name: "paper", Title: "Paper", Values: []Value{{"a4", "A4"}, {"letter", "Letter"}}}
	pdfLines  = Option{Name: "lines", Title: "Lines", Values: []Value{{"justified", "Justified"}, {"ragged", "Ragged right"}}}
	pdfSize   = Option{Name: "size", Title: "Type size", Values: []Value{{"11", "11 pt"}, {"10", "10 pt"}, {"12", "12 pt"}}}
)

func (o Options) epub(e *essay.Essay) epub.Options {
	return epub.Options{Picture: o.Pictures, Author: authors(e), Lang: o.Lang, Coverless: o.Choices.Of(epubCover) == "none"}
}

func (o Options) pdf(e *essay.Essay) pdf.Options {
	size, _ := strconv.ParseFloat(o.Choices.Of(pdfSize), 64) // one of its values
	return pdf.Options{
		Picture: o.Pictures, Author: authors(e), Lang: o.Lang, Size: size,
		Letter: o.Choices.Of(paper) == "letter", Ragged: o.Choices.Of(pdfLines) == "ragged",
	}
}

func (o Options) latex() latex.Options {
	return latex.Options{Picture: o.Pictures, Lang: o.Lang, Letter: o.Choices.Of(paper) == "letter"}
}
