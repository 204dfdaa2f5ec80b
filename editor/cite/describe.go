package cite

import (
	"fmt"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Makers are the family names of those who made a source: its authors, or
// else its editors and others.
func Makers(it *csl.Item) []string {
	for _, variable := range []string{"author", "editor", "translator", "director", "container-author"} {
		var names []string
		for _, n := range it.Names[variable] {
			name := n.Family + n.Literal
			if n.NonDroppingParticle != "" {
				name = n.NonDroppingParticle + " " + name
			}
			names = append(names, strings.TrimSpace(name))
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// Year is when a source came out, as a list shows it, or "".
func Year(it *csl.Item) string {
	d := it.Dates["issued"]
	if d.From.Year != 0 {
		return fmt.Sprint(d.From.Year)
	}
	return d.Literal
}

// Title is a source's title without its markup.
func Title(it *csl.Item) string { return Plain(it.Fields["title"]) }

// Line is a source in one line: “Ko, Chung & Oh 2019”, or its title if nobody
// made it.
func Line(it *csl.Item) string {
	names := Makers(it)
	var who string
	switch n := len(names); {
	case n == 0:
		who = Title(it)
	case n > 3:
		who = names[0] + " et al."
	case n > 1:
		who = strings.Join(names[:n-1], ", ") + " & " + names[n-1]
	default:
		who = names[0]
	}
	return strings.TrimSpace(who + " " + Year(it))
}

// Plain is a field without the markup of CSL-JSON.
func Plain(s string) string {
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
		if !closed || strings.Contains(inside, "<") || len(inside) > 30 {
			out.WriteString("<")
			after = rest
		}
		s = after
	}
	return out.String()
}
