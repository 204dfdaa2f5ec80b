package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"github.com/ibid-editor/ibid/storage"
)

// library does something with the library: so far it lists what is in it.
func library(c *call) (err error) {
	file := c.flags.String("file", "", "")
	operands, err := c.operands(-1)
	if err != nil {
		return err
	}
	if len(operands) != 1 || operands[0] != "list" {
		return usageError("library wants what is to be done: list")
	}
	path := *file
	if path == "" {
		if path, err = storage.DefaultPath(); err != nil {
			return err
		}
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no library %s", path)
	}
	lib, err := storage.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	return listLibrary(c.out, lib)
}

// listLibrary lists the collections with their essays in order, and then the
// essays that are in none, the one changed last first.
func listLibrary(out io.Writer, lib *storage.Library) error {
	essays, err := lib.List()
	if err != nil {
		return err
	}
	collections, err := lib.Collections()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(indent string, e storage.Entry) {
		title := e.Title
		if title == "" {
			title = "Untitled"
		}
		fmt.Fprintf(w, "%s%s\t%s\t%s\tchanged %s\tessay %d\n", indent, title, several(e.Words, "word"), several(e.Notes, "note"), e.Changed.Format("2006-01-02 15:04"), e.ID)
	}
	there := map[storage.EssayID]storage.Entry{}
	for _, e := range essays {
		there[e.ID] = e
	}
	for _, c := range collections {
		numbers := "numbers begin anew in each essay"
		if c.RunsOn {
			numbers = "numbers run on"
		}
		fmt.Fprintf(w, "%s (%s)\n", c.Name, numbers)
		for _, id := range c.Essays {
			if e, ok := there[id]; ok {
				line("  ", e)
				delete(there, id)
			}
		}
	}
	for _, e := range essays {
		if _, alone := there[e.ID]; alone {
			line("", e)
		}
	}
	return w.Flush()
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
