package twins

import (
	"reflect"
	"slices"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// TypeField names the kind of a source among its fields.
const TypeField = "type"

// Differ lists the fields in which sources differ, the ones that say most
// first. A field that only some of them have is among them.
func Differ(items []*csl.Item) []string {
	var names []string
	for _, it := range items {
		for name := range fields(it) {
			if !slices.Contains(names, name) && slices.ContainsFunc(items, func(other *csl.Item) bool {
				return !reflect.DeepEqual(fields(it)[name], fields(other)[name])
			}) {
				names = append(names, name)
			}
		}
	}
	first := []string{TypeField, "author", "title", "issued", "editor", "container-title"}
	slices.SortFunc(names, func(a, b string) int {
		i, j := slices.Index(first, a), slices.Index(first, b)
		switch {
		case i >= 0 && (j < 0 || i < j):
			return -1
		case j >= 0 && i != j:
			return 1
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	return names
}

// fields are the values of a source that are not empty, by their names.
func fields(it *csl.Item) map[string]any {
	all := map[string]any{}
	if it.Type != "" {
		all[TypeField] = it.Type
	}
	for name, v := range it.Fields {
		if v != "" {
			all[name] = v
		}
	}
	for name, v := range it.Names {
		if len(v) > 0 {
			all[name] = v
		}
	}
	for name, v := range it.Dates {
		if v != (csl.Date{}) {
			all[name] = v
		}
	}
	return all
}

// Has reports whether a source says anything in a field.
func Has(it *csl.Item, name string) bool { return fields(it)[name] != nil }

// Merge makes one source of several. It has the key of the one at kept; each
// field comes from the source that from names, or else from the kept one, or
// where that has none from the first that has it.
func Merge(items []*csl.Item, kept int, from map[string]int) *csl.Item {
	it := items[kept].Clone()
	if it.Fields == nil {
		it.Fields = map[string]string{}
	}
	if it.Dates == nil {
		it.Dates = map[string]csl.Date{}
	}
	for _, name := range Differ(items) {
		source := Choice(items, kept, from, name)
		if source == kept {
			continue
		}
		delete(it.Fields, name)
		delete(it.Names, name)
		delete(it.Dates, name)
		switch v := fields(items[source])[name].(type) {
		case string:
			if name == TypeField {
				it.Type = v
			} else {
				it.Fields[name] = v
			}
		case []csl.Name:
			it.Names[name] = slices.Clone(v)
		case csl.Date:
			it.Dates[name] = v
		}
	}
	return it
}

// Choice is the place of the source that a field of the merged one comes from.
func Choice(items []*csl.Item, kept int, from map[string]int, name string) int {
	if i, chosen := from[name]; chosen {
		return i
	}
	if !Has(items[kept], name) {
		if i := slices.IndexFunc(items, func(it *csl.Item) bool { return Has(it, name) }); i >= 0 {
			return i
		}
	}
	return kept
}
