package format

import (
	"fmt"
	"slices"
	"strings"
)

// Option is something that a format lets the author choose.
type Option struct {
	Name   string  // on the command line, and where a choice is remembered
	Title  string  // as it is named to the author
	Values []Value // the first holds where none is chosen
}

// Value is one that an option can have.
type Value struct{ Name, Title string }

// Choices are the names of values by those of their options.
type Choices map[string]string

// Of is the value that is chosen of an option, or the usual one.
func (c Choices) Of(o Option) string {
	if v := c[o.Name]; o.has(v) {
		return v
	}
	return o.Values[0].Name
}

func (o Option) has(value string) bool {
	return slices.ContainsFunc(o.Values, func(v Value) bool { return v.Name == value })
}

// ParseChoices reads choices such as “page=fragment” of the format's options.
func (f Format) ParseChoices(words []string) (Choices, error) {
	c := Choices{}
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Name == name })
		if i < 0 || !f.Options[i].has(value) {
			return nil, fmt.Errorf("%s has no option %q: %s", f.Title, word, f.optionWords())
		}
		c[name] = value
	}
	return c, nil
}

// optionWords lists what can be chosen.
func (f Format) optionWords() string {
	var words []string
	for _, o := range f.Options {
		for _, v := range o.Values {
			words = append(words, o.Name+"="+v.Name)
		}
	}
	if len(words) == 0 {
		return "it has none"
	}
	return "there are " + strings.Join(words, ", ")
}
