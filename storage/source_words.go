package storage

import (
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// lineOf is what sources are sorted by: author, year and title.
func lineOf(it *csl.Item) string {
	year := ""
	if y := it.Dates["issued"].From.Year; y != 0 {
		year = fmt.Sprintf("%05d", y)
	}
	return strings.ToLower(strings.Join([]string{strings.Join(cite.Makers(it), " "), year, cite.Title(it)}, "\t"))
}

// wordsOf is the text that sources are searched in.
func wordsOf(it *csl.Item, key string) string {
	parts := []string{key}
	for _, names := range it.Names {
		for _, n := range names {
			parts = append(parts, n.NonDroppingParticle, n.Family, n.Given, n.Literal)
		}
	}
	for _, d := range it.Dates {
		if d.From.Year != 0 {
			parts = append(parts, fmt.Sprint(d.From.Year))
		}
	}
	for _, field := range []string{"title", "title-short", "container-title", "collection-title", "publisher", "keyword", "DOI", "ISBN", "note", "genre"} {
		parts = append(parts, cite.Plain(it.Fields[field]))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
