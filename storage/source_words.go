package storage

import (
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// lineOf is what sources are sorted by: author, year and title.
func lineOf(it *csl.Item) string {
	year := ""
	if y := it.Dates["issued"].From.Year; y != 0 {
		year = fmt.Sprintf("%05d", y)
	}
	return strings.ToLower(strings.Join([]string{authorsOf(it), year, plainField(it, "title")}, "\t"))
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
		parts = append(parts, plainField(it, field))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// authorsOf is the family names of those who made a source.
func authorsOf(it *csl.Item) string {
	for _, variable := range []string{"author", "editor", "translator", "director"} {
		var names []string
		for _, n := range it.Names[variable] {
			names = append(names, strings.TrimSpace(n.Family+n.Literal))
		}
		if len(names) > 0 {
			return strings.Join(names, " ")
		}
	}
	return ""
}

// plainField is a field without its markup.
func plainField(it *csl.Item, name string) string {
	s := it.Fields[name]
	if !strings.Contains(s, "<") {
		return s
	}
	var out strings.Builder
	for s != "" {
		before, rest, tag := strings.Cut(s, "<")
		out.WriteString(before)
		if !tag {
			break
		}
		inside, after, closed := strings.Cut(rest, ">")
		if !closed || strings.ContainsAny(inside, "<") || len(inside) > 30 {
			out.WriteString("<" + rest)
			break
		}
		s = after
	}
	return out.String()
}
