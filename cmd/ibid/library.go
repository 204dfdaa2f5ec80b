package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/format"
	"github.com/ibid-editor/ibid/storage"
)

// library does one thing to a library without its window.
func library(c *call) error {
	file := c.flags.String("file", "", "")
	out := c.flags.String("o", "", "")
	to := c.flags.String("to", "", "")
	from := c.flags.String("from", "", "")
	accept := c.flags.Bool("accept", false, "")
	operands, err := c.operands(-1)
	if err != nil {
		return err
	}
	const wants = "library wants one of info, verify, backup OUT, list, export ESSAY -o OUT, import FILE…"
	if len(operands) == 0 {
		return usageError(wants)
	}
	what, operands := operands[0], operands[1:]
	want, ok := map[string]int{"info": 0, "verify": 0, "list": 0, "backup": 1, "export": 1, "import": -1}[what]
	if !ok || want >= 0 && len(operands) != want || want < 0 && len(operands) == 0 || (what == "export") != (*out != "") {
		return usageError(wants)
	}
	l, err := openLibrary(*file, what == "import")
	if err != nil {
		return err
	}
	switch what {
	case "info":
		err = libraryInfo(c, l)
	case "verify":
		err = verify(c, l)
	case "list":
		err = list(c, l)
	case "backup":
		if err = l.Backup(operands[0]); err == nil {
			_, err = fmt.Fprintf(c.out, "The library was copied to %s.\n", operands[0])
		}
	case "export":
		err = exportEssay(c, l, operands[0], *out, *to)
	case "import":
		err = importFiles(c, l, operands, *from, *accept)
	}
	return errors.Join(err, l.Close())
}

// openLibrary opens a library; only with create is one made that is not there.
func openLibrary(path string, create bool) (*storage.Library, error) {
	if path == "" {
		var err error
		if path, err = storage.DefaultPath(); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && !create {
		return nil, fmt.Errorf("there is no library %s: name one with --file", path)
	}
	return storage.Open(path)
}

func libraryInfo(c *call, l *storage.Library) error {
	list, err := l.List()
	if err != nil {
		return err
	}
	trash, err := l.Trash()
	if err != nil {
		return err
	}
	words, notes := 0, 0
	for _, x := range list {
		words += x.Words
		notes += x.Notes
	}
	size := int64(0)
	if info, err := os.Stat(l.Path()); err == nil {
		size = info.Size()
	}
	_, err = fmt.Fprintf(c.out, "%s: %d kB, %d essays with %d words and %d notes, %d in the trash\n",
		l.Path(), (size+1023)/1024, len(list), words, notes, len(trash))
	return err
}

func verify(c *call, l *storage.Library) error {
	found, err := l.Verify()
	if err != nil {
		return err
	}
	for _, s := range found {
		fmt.Fprintln(c.out, oneLine(s))
	}
	if len(found) > 0 {
		return fmt.Errorf("the library %s is damaged; copy what can still be read with “ibid library export”, or restore it from a backup", l.Path())
	}
	_, err = fmt.Fprintln(c.out, "The library is whole.")
	return err
}

func list(c *call, l *storage.Library) error {
	entries, err := l.List()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, x := range entries {
		title := x.Title
		if title == "" {
			title = "(untitled)"
		}
		fmt.Fprintf(w, "%d\t%d words\t%d notes\t%s\t  %s\n", x.ID, x.Words, x.Notes, x.Changed.Format("2006-01-02 15:04"), oneLine(title))
	}
	return w.Flush()
}

// findEssay looks an essay up by its number or its title.
func findEssay(l *storage.Library, name string) (storage.EssayID, error) {
	entries, err := l.List()
	if err != nil {
		return 0, err
	}
	number, _ := strconv.ParseInt(name, 10, 64)
	var found []storage.Entry
	for _, x := range entries {
		if int64(x.ID) == number {
			return x.ID, nil
		}
		if strings.EqualFold(oneLine(x.Title), oneLine(name)) {
			found = append(found, x)
		}
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("there is no essay %q in the library: “ibid library list” shows their numbers and titles", name)
	case 1:
		return found[0].ID, nil
	}
	return 0, fmt.Errorf("%d essays are called %q: give the number of one, as “ibid library list” shows it", len(found), name)
}

func exportEssay(c *call, l *storage.Library, name, out, to string) error {
	target, err := named(to, out)
	if err != nil {
		return err
	}
	id, err := findEssay(l, name)
	if err != nil {
		return err
	}
	e, err := l.Load(id)
	if err != nil {
		return err
	}
	folders := cite.SystemFolders()
	folders.Styles = slices.Insert(folders.Styles, 0, l.StyleFolder())
	written, err := format.Export(e, target, format.Options{
		Standalone: true,
		Print:      citing.NewPrinter(folders).Print,
		Pictures: func(source string) ([]byte, bool) {
			data, found, err := l.Picture(source)
			return data, found && err == nil
		},
	})
	if err != nil {
		return err
	}
	c.warn(written.Warnings)
	return c.save(written, out)
}

// importFiles makes essays of what each file holds. What one of them cannot be
// read for keeps none of the others out.
func importFiles(c *call, l *storage.Library, files []string, from string, accept bool) error {
	failures := 0
	for _, file := range files {
		in, err := c.input(file, from)
		if err == nil {
			err = c.keep(l, file, in, accept)
		}
		if err != nil {
			c.warn([]string{err.Error()})
			failures++
		}
	}
	if failures > 0 {
		return fmt.Errorf("%d of %d files could not be imported", failures, len(files))
	}
	return nil
}

// keep puts the texts of a file into the library.
func (c *call) keep(l *storage.Library, file string, in format.Import, accept bool) error {
	for _, one := range append([]format.Import{in}, in.Others...) {
		e, err := l.KeepPictures(one.Repaired(accept), one.Pictures)
		if err != nil {
			return err
		}
		c.certain = c.certain && (accept || one.Diagnosis == nil || one.Diagnosis.Certain)
		id, err := l.Create(e)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(c.out, "%s: essay %d, %d notes\n", file, id, len(e.Numbered())); err != nil {
			return err
		}
	}
	return nil
}
