package csl

import "strings"

// citationLabel is the label of styles that cite by a trigraph: letters of
// the authors' names and two digits of the year, such as "Aalt02".
func (r *renderer) citationLabel() string {
	if s := r.item.field("citation-label"); s != "" {
		return s
	}
	var names []Name
	for _, v := range []string{"author", "editor", "translator"} {
		if names = r.item.names[v]; len(names) > 0 {
			break
		}
	}
	// How many letters each name gives, by the number of names.
	letters := [][]int{{4}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}}
	var b strings.Builder
	if len(names) > 0 {
		for i, count := range letters[min(len(names), 4)-1] {
			n := names[i]
			word := []rune(strings.ReplaceAll(r.locale.rich(n.Family+n.Literal).plain(), " ", ""))
			b.WriteString(capitalized(string(word[:min(count, len(word))])))
		}
	} else {
		word := []rune(strings.ReplaceAll(r.locale.rich(r.item.field("title")).plain(), " ", ""))
		b.WriteString(string(word[:min(4, len(word))]))
	}
	if year := r.item.Dates["issued"].From.Year; year > 0 {
		digits := "0" + itoa(year)
		b.WriteString(digits[len(digits)-2:])
	}
	return b.String()
}
