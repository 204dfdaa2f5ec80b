package csl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Item is a source in the shape of CSL-JSON. It is a value: a processor does
// not change the items it is given, and they must not be changed meanwhile.
type Item struct {
	ID   string
	Type string
	// Fields holds the text and number variables by name, as texts that may
	// carry the markup of CSL-JSON: <i>, <b>, <sup>, <sub>, <sc> and
	// <span class="nocase">.
	Fields map[string]string
	Names  map[string][]Name
	Dates  map[string]Date
	// Other keeps what is no variable of CSL, such as "custom" and
	// "categories", as it was read.
	Other map[string]json.RawMessage
}

// Name is one name of a name variable.
type Name struct {
	Family              string `json:"family,omitempty"`
	Given               string `json:"given,omitempty"`
	DroppingParticle    string `json:"dropping-particle,omitempty"`
	NonDroppingParticle string `json:"non-dropping-particle,omitempty"`
	Suffix              string `json:"suffix,omitempty"`
	Literal             string `json:"literal,omitempty"`
	CommaSuffix         bool   `json:"comma-suffix,omitempty"`
	StaticOrdering      bool   `json:"static-ordering,omitempty"`
	// KeepParticles leaves particles inside Family and Given where they are,
	// as "parse-names": false asks for.
	KeepParticles bool `json:"-"`
}

// ParseName reads "Family, Given, Suffix", as RIS and EndNote write names. A
// name without a comma is that of an institution, unless it is a single word;
// so is one that ends with a comma.
func ParseName(text string) Name {
	parts := strings.SplitN(text, ",", 3)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) == 1 && strings.Contains(text, " ") || parts[0] == "" || len(parts) > 1 && strings.Join(parts[1:], "") == "" {
		return Name{Literal: strings.Trim(text, ", ")}
	}
	n := Name{Family: parts[0]}
	if len(parts) > 1 {
		n.Given = parts[1]
	}
	if len(parts) > 2 {
		n.Suffix = parts[2]
	}
	return n
}

// Inverted writes a name as [ParseName] reads it.
func (n Name) Inverted() string {
	if n.Literal != "" {
		// A comma at the end keeps a single word from being a person.
		return strings.ReplaceAll(n.Literal, ",", " ") + ","
	}
	family := strings.TrimSpace(n.DroppingParticle + " " + n.NonDroppingParticle + " " + n.Family)
	switch {
	case n.Suffix != "":
		return family + ", " + n.Given + ", " + n.Suffix
	case n.Given != "":
		return family + ", " + n.Given
	}
	return family
}

// NameVariables and DateVariables are the variables of CSL 1.0.2 that hold
// names and dates. All others hold text or numbers.
var (
	NameVariables = []string{
		"author", "chair", "collection-editor", "compiler", "composer", "container-author",
		"contributor", "curator", "director", "editor", "editor-translator", "editorial-director",
		"executive-producer", "guest", "host", "illustrator", "interviewer", "narrator", "organizer",
		"original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer",
		"series-creator", "translator",
	}
	DateVariables = []string{"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}
)

var (
	isNameVariable = setOf(NameVariables)
	isDateVariable = setOf(append([]string{"container", "original-issued"}, DateVariables...))
)

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

// UnmarshalJSON reads a CSL-JSON item. Numbers may stand as numbers or as
// texts, and names may appear under variables that CSL does not know.
func (it *Item) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("this is no CSL-JSON item: %w", err)
	}
	out := Item{Fields: map[string]string{}, Names: map[string][]Name{}, Dates: map[string]Date{}}
	for key, value := range raw {
		if err := out.set(key, value); err != nil {
			return fmt.Errorf("the item %s has a %q that cannot be read: %w", out.ID, key, err)
		}
	}
	*it = out
	return nil
}

func (it *Item) set(key string, value json.RawMessage) error {
	value = bytes.TrimSpace(value)
	switch {
	case key == "id":
		it.ID, _ = scalar(value)
	case key == "type":
		it.Type, _ = scalar(value)
	case isDateVariable[key] && !bytes.HasPrefix(value, []byte("[")):
		var d Date
		if err := json.Unmarshal(value, &d); err != nil {
			return err
		}
		it.Dates[key] = d
	case isNameVariable[key] && bytes.HasPrefix(value, []byte("[")):
		var names []Name
		if err := json.Unmarshal(value, &names); err != nil {
			return err
		}
		it.Names[key] = names
	default:
		if s, ok := scalar(value); ok {
			it.Fields[key] = s
			return nil
		}
		if it.Other == nil {
			it.Other = map[string]json.RawMessage{}
		}
		it.Other[key] = bytes.Clone(value)
	}
	return nil
}

// scalar reads a JSON text, number or boolean as a text.
func scalar(value json.RawMessage) (string, bool) {
	if len(value) == 0 {
		return "", false
	}
	switch c := value[0]; {
	case c == '"':
		var s string
		if json.Unmarshal(value, &s) != nil {
			return "", false
		}
		return s, true
	case c == '{' || c == '[' || string(value) == "null":
		return "", false
	}
	return string(value), true
}

// MarshalJSON writes the item as CSL-JSON, with its keys in order.
func (it Item) MarshalJSON() ([]byte, error) {
	out := map[string]any{"id": it.ID}
	for k, v := range it.Other {
		out[k] = v
	}
	for k, v := range it.Fields {
		out[k] = v
	}
	for k, v := range it.Names {
		out[k] = v
	}
	for k, v := range it.Dates {
		out[k] = v
	}
	if it.Type != "" {
		out["type"] = it.Type
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads a name; flags may be booleans, numbers or texts.
func (n *Name) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return errors.New("a name must be an object with family and given, or literal")
	}
	text := func(key string) string {
		s, _ := scalar(raw[key])
		return s
	}
	flag := func(key string) bool {
		s := text(key)
		return s != "" && s != "false" && s != "0"
	}
	*n = Name{
		Family:              text("family"),
		Given:               text("given"),
		DroppingParticle:    text("dropping-particle"),
		NonDroppingParticle: text("non-dropping-particle"),
		Suffix:              text("suffix"),
		Literal:             text("literal"),
		CommaSuffix:         flag("comma-suffix"),
		StaticOrdering:      flag("static-ordering"),
	}
	if flag("isInstitution") && n.Literal == "" {
		n.Literal, n.Family = n.Family, ""
	}
	if raw["parse-names"] != nil {
		n.KeepParticles = !flag("parse-names")
	}
	return nil
}

// MarshalJSON writes the name as CSL-JSON.
func (n Name) MarshalJSON() ([]byte, error) {
	type plain Name
	out := struct {
		plain
		ParseNames *bool `json:"parse-names,omitempty"`
	}{plain: plain(n)}
	if n.KeepParticles {
		out.ParseNames = new(bool)
	}
	return json.Marshal(out)
}

// ParseItems reads a CSL-JSON file: an array of items, or an object whose
// "items" is one.
func ParseItems(data []byte) ([]*Item, error) {
	data = bytes.TrimSpace(data)
	if bytes.HasPrefix(data, []byte("{")) {
		var wrapped struct {
			Items json.RawMessage `json:"items"`
		}
		if err := json.Unmarshal(data, &wrapped); err != nil {
			return nil, fmt.Errorf("this is no CSL-JSON: %w", err)
		}
		if wrapped.Items != nil {
			data = wrapped.Items
		}
	}
	var items []*Item
	if err := json.Unmarshal(data, &items); err != nil {
		return nil, fmt.Errorf("these sources cannot be read as CSL-JSON: %w", err)
	}
	items = slices.DeleteFunc(items, func(it *Item) bool { return it == nil })
	return items, nil
}

// Clone returns a copy that shares nothing with the item.
func (it *Item) Clone() *Item {
	c := &Item{ID: it.ID, Type: it.Type, Fields: maps.Clone(it.Fields), Dates: maps.Clone(it.Dates), Other: maps.Clone(it.Other)}
	c.Names = make(map[string][]Name, len(it.Names))
	for k, v := range it.Names {
		c.Names[k] = slices.Clone(v)
	}
	return c
}

// fieldAliases are older and newer names of the same variable.
var fieldAliases = map[string]string{
	"event-title": "event", "event": "event-title",
	"shortTitle": "title-short", "title-short": "shortTitle",
	"container-title-short": "journalAbbreviation", "journalAbbreviation": "container-title-short",
}

// field returns a text or number variable.
func (it *Item) field(name string) string {
	if v, ok := it.Fields[name]; ok && v != "" {
		return v
	}
	if alias, ok := fieldAliases[name]; ok {
		if v := it.Fields[alias]; v != "" {
			return v
		}
	}
	if name == "page-first" {
		return firstPage(it.Fields["page"])
	}
	return ""
}

func firstPage(page string) string {
	page = strings.ReplaceAll(page, `\-`, "\u2011") // a hyphen inside one page
	for i, c := range page {
		if !isPageRune(c) {
			page = strings.TrimSpace(page[:i])
			break
		}
	}
	return strings.ReplaceAll(page, "\u2011", "-")
}

func isPageRune(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == ':' || c == '.' || c == '\u2011'
}

func itoa(n int) string { return strconv.Itoa(n) }
