package csl

import (
	"regexp"
	"strings"
)

// Reference managers that lack a field for a variable let it be written into
// the item's note, a line each: "event-date: 2004-10-01". Names are written
// "editor: Family || Given", and may come on several lines.

var noteLine = regexp.MustCompile(`^\{?:?([A-Za-z][A-Za-z_-]*):\s*(.+?)\}?\s*$`)

// withNoteFields returns the item with the variables of its note. Fields that
// the item has already are kept.
func withNoteFields(it *Item) *Item {
	note, ok := it.Fields["note"]
	if !ok || !strings.Contains(note, ":") {
		return it
	}
	var rest []string
	out := it
	own := map[string]bool{} // name variables that the note is filling
	for _, line := range strings.Split(note, "\n") {
		m := noteLine.FindStringSubmatch(line)
		if m == nil || !isVariable(m[1]) {
			rest = append(rest, line)
			continue
		}
		if out == it {
			out = it.Clone()
		}
		out.fill(m[1], m[2], own)
	}
	if out != it {
		out.Fields["note"] = strings.Join(rest, "\n")
	}
	return out
}

func (it *Item) fill(variable, value string, own map[string]bool) {
	switch {
	case variable == "type":
		it.Type = value
	case isDateVariable[variable]:
		if it.Dates[variable].IsZero() {
			if it.Dates == nil {
				it.Dates = map[string]Date{}
			}
			it.Dates[variable] = ParseDate(value)
		}
	case isNameVariable[variable]:
		if len(it.Names[variable]) > 0 && !own[variable] {
			return
		}
		own[variable] = true
		family, given, parted := strings.Cut(value, "||")
		n := Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
		if !parted {
			n = Name{Literal: strings.TrimSpace(value)}
		}
		it.Names[variable] = append(it.Names[variable], n)
	case it.Fields[variable] == "":
		it.Fields[variable] = value
	}
}

// isVariable reports whether a line of a note may fill the variable.
func isVariable(name string) bool {
	return name == "type" || isDateVariable[name] || isNameVariable[name] || isNumberVariable[name] || isTextVariable[name]
}

var isTextVariable = setOf(strings.Fields(`abstract annote archive archive_collection archive_location
	archive-place authority call-number citation-key citation-label collection-title collection-title-short
	container-title container-title-short dimensions division DOI event event-title event-place genre ISBN
	ISSN jurisdiction keyword language license medium original-publisher original-publisher-place
	original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title
	scale source status title title-short URL volume-title`))
