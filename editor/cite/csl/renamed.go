package csl

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Renamed knows the present names of styles that have been renamed, from the
// file renamed-styles.json of the public repository of styles.
type Renamed map[string]string

// ParseRenamed reads renamed-styles.json.
func ParseRenamed(data []byte) (Renamed, error) {
	var r Renamed
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("the list of renamed styles cannot be read: %w", err)
	}
	return r, nil
}

// Current returns the name under which a style is to be found now: the last
// part of its ID, or of the ID that it was renamed to. It serves for IDs that
// documents remember and for the Parent of dependent styles.
func (r Renamed) Current(id string) string {
	name := StyleName(id)
	for range len(r) { // a circle of renamings ends here
		next, ok := r[name]
		if !ok || next == name {
			break
		}
		name = next
	}
	return name
}

// StyleName is the name in a style's ID, under which the public repository
// files it: "apa" for "http://www.zotero.org/styles/apa".
func StyleName(id string) string {
	id = strings.TrimSuffix(id, "/")
	return strings.TrimSuffix(id[strings.LastIndexByte(id, '/')+1:], ".csl")
}
