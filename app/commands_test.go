package app

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the README's table of commands")

// readmeTable is the table of commands as it stands in the README.
func readmeTable() string {
	var s strings.Builder
	s.WriteString("| Menu | Command | Keys |\n|---|---|---|\n")
	for _, c := range Commands() {
		var keys []string
		for _, k := range c.Keys {
			keys = append(keys, k.String())
		}
		fmt.Fprintf(&s, "| %s | %s | %s |\n", c.Menu, c.Title, strings.Join(keys, ", "))
	}
	return s.String()
}

func TestTheREADMEListsAllCommands(t *testing.T) {
	const path, start, end = "../README.md", "<!-- commands -->\n", "<!-- /commands -->"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), start)
	table, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("the README has no place for the table of commands")
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+start+readmeTable()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != readmeTable() {
		t.Error("the README's table of commands is not the program's; go test ./app -run README -update rewrites it")
	}
}

func TestEachCommandHasItsOwnKeysAndName(t *testing.T) {
	names, keys := map[string]bool{}, map[Key]string{}
	menus := map[string]bool{}
	for _, m := range Menus {
		menus[m] = true
	}
	for _, c := range Commands() {
		if names[c.Menu+c.Title] || c.Do == nil || !menus[c.Menu] {
			t.Errorf("%s: %s is there twice, does nothing, or stands in no menu", c.Menu, c.Title)
		}
		names[c.Menu+c.Title] = true
		for _, k := range c.Keys {
			if other := keys[k]; other != "" {
				t.Errorf("%v is the key of %s and of %s", k, other, c.Title)
			}
			keys[k] = c.Title
		}
	}
}

func TestMatchCommands(t *testing.T) {
	for text, want := range map[string]string{"bold": "Bold", "ins note": "Note", "dark": "Dark", "note": "Note"} {
		found := MatchCommands(text)
		if len(found) == 0 || found[0].Title != want {
			t.Errorf("%q finds %v first, want %s", text, found, want)
		}
	}
	if found := MatchCommands("no such thing"); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}
