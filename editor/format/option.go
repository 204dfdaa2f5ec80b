package format

import (
	"fmt"
	"slices"
	"strings"
)

// Option is something about a format that is the author's to choose.
type Option struct {
	Name   string  // as it is named on the command line and in settings
	Title  string  // as it is named to the author
	Values []Value // what it can be; the first is the usual one
}

// Value is what an option can be.
type Value struct{ Name, Title string }

// Option finds one of the format's options.
func (f Format) Option(name string) (Option, bool) {
	i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Name == name })
	if i < 0 {
		return Option{}, false
	}
	return f.Options[i], true
}

// Choose takes a choice of the form “name=value”, as it is made on the command
// line, into those that are made.
func (f Format) Choose(chosen map[string]string, choice string) error {
	name, value, _ := strings.Cut(choice, "=")
	o, ok := f.Option(name)
	if !ok {
		if len(f.Options) == 0 {
			return fmt.Errorf("%s has no options: leave %q out", f.Title, choice)
		}
		return fmt.Errorf("%s has no option %q: there are %s", f.Title, name, names(f.Options, func(o Option) string { return o.Name }))
	}
	if !slices.ContainsFunc(o.Values, func(v Value) bool { return v.Name == value }) {
		return fmt.Errorf("%s cannot be %q: it is one of %s", name, value, names(o.Values, func(v Value) string { return v.Name }))
	}
	chosen[name] = value
	return nil
}

func names[T any](list []T, name func(T) string) string {
	var s []string
	for _, x := range list {
		s = append(s, name(x))
	}
	return strings.Join(s, ", ")
}

// chosen is the value of an option: what was chosen, or "" for the usual one
// and for what the format does not know.
func (o Options) chosen(name string) string { return o.Chosen[name] }

// paper is the option of formats with pages.
var paper = Option{"paper", "Paper", []Value{{"a4", "A4"}, {"letter", "Letter"}}}
