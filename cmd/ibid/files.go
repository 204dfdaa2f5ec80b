package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor"
	"github.com/ibid-editor/ibid/editor/format"
)

// hurried is the size of a file up to which memory is not spared for time.
const hurried = 4 << 20

// convert writes an essay in another format and closes with what reading the
// output back has certified.
func convert(c *call) error {
	out := c.flags.String("o", "", "")
	from := c.flags.String("from", "", "")
	to := c.flags.String("to", "", "")
	accept := c.flags.Bool("accept", false, "")
	fragment := c.flags.Bool("fragment", false, "")
	options := format.Options{}
	c.flags.Func("numbering", "", func(words string) (err error) {
		options.Scheme, err = format.ParseNumbering(words)
		return err
	})
	var chosen []string
	c.flags.Func("option", "", func(word string) error {
		chosen = append(chosen, word)
		return nil
	})
	style, locale, sources := c.flags.String("style", "", ""), c.flags.String("locale", "", ""), c.flags.String("bibliography", "", "")
	operands, err := c.operands(1)
	if err != nil {
		return err
	}
	if *out == "" {
		return usageError("convert wants -o and the file to write")
	}
	source, err := named(*from, operands[0])
	if err != nil {
		return err
	}
	target, err := named(*to, *out)
	if err != nil {
		return err
	}
	if options.Choices, err = target.ParseChoices(chosen); err != nil {
		return usageError(err.Error())
	}
	if options.Cite, err = c.citing(*style, *locale, *sources); err != nil {
		return err
	}
	in, err := c.read(operands[0])
	if err != nil {
		return err
	}
	options.Standalone = !*fragment
	options.Pictures = target.Reach([]string{filepath.Dir(operands[0])}, *out, nil)
	if len(in) < hurried {
		// The program ends before what it leaves behind is in anybody's way.
		defer debug.SetGCPercent(debug.SetGCPercent(-1))
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30))
	}
	done, err := format.Convert(in, source, target, options, *accept)
	if err != nil {
		return about(operands[0], err)
	}
	c.warn(done.Warnings)
	if err := c.save(done.Written, *out); err != nil {
		return err
	}
	c.certain = done.Certain || *accept
	return nil
}

// save writes an essay into a file, or to standard output for -, and prints what
// was certified.
func (c *call) save(w format.Written, out string) error {
	if out != "-" {
		if err := w.Save(out); err != nil {
			return err
		}
		_, err := fmt.Fprintln(c.out, w.Certificate)
		return err
	}
	if _, err := c.out.Write(w.Output); err != nil {
		return fmt.Errorf("the output cannot be written: %w", err)
	}
	if n := len(w.Pictures); n > 0 {
		c.warn([]string{fmt.Sprintf("Pictures that belong beside a file and were not written: %d; name a file with -o.", n)})
	}
	_, err := fmt.Fprintln(c.errors, w.Certificate)
	return err
}

// named finds the format that is named, or that a file's ending tells.
func named(name, path string) (format.Format, error) {
	if name != "" {
		if f, ok := format.ByName(name); ok {
			return f, nil
		}
		return format.Format{}, usageError(fmt.Sprintf("there is no format %q: %s", name, formats()))
	}
	if f, ok := format.ByPath(path); ok {
		return f, nil
	}
	if path == "-" {
		return format.Format{}, usageError("- has no ending that tells the format: name it with --from or --to; " + formats())
	}
	return format.Format{}, usageError(fmt.Sprintf("the ending of %s tells no format: %s", path, formats()))
}

func formats() string {
	var names []string
	for _, f := range format.Formats {
		names = append(names, f.Name)
	}
	return "there are " + strings.Join(names, ", ")
}

// read reads a file, or standard input for -.
func (c *call) read(path string) ([]byte, error) {
	if path == "-" {
		b, err := io.ReadAll(c.in)
		if err != nil {
			return nil, fmt.Errorf("standard input cannot be read: %w", err)
		}
		return b, nil
	}
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder: name a file in it", path)
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	return b, nil
}

func about(path string, err error) error {
	if path == "-" {
		path = "standard input"
	}
	return fmt.Errorf("%s: %w", path, err)
}

// input reads an essay; a file whose ending tells no format is text.
func (c *call) input(path, from string) (format.Import, error) {
	f, err := named(from, path)
	if err != nil {
		if from != "" {
			return format.Import{}, err
		}
		f, _ = format.ByName("text")
	}
	b, err := c.read(path)
	if err != nil {
		return format.Import{}, err
	}
	in, err := f.Read(b)
	if err != nil {
		return format.Import{}, about(path, err)
	}
	c.warn(in.Warnings)
	return in, nil
}

// diagnose prints how typed markers and notes pair.
func diagnose(c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	from := c.flags.String("from", "", "")
	operands, err := c.operands(1)
	if err != nil {
		return err
	}
	in, err := c.input(operands[0], *from)
	if err != nil {
		return err
	}
	d, place := in.Diagnosis, in.Places.Place
	if d == nil {
		d = doctor.Examine(in.Essay.Body())
	}
	if line, _ := place(0, 0); line == 0 {
		// Formats other than text have no lines of their own: a block is one.
		place = func(block int, off doc.Pos) (int, int) { return block + 1, int(off) + 1 }
	}
	c.certain = d.Certain
	if !*asJSON {
		return d.Write(c.out, place)
	}
	b, err := d.JSON(place)
	if err != nil {
		return err
	}
	_, err = c.out.Write(b)
	return err
}

func printVersion(c *call) error {
	if _, err := c.operands(0); err != nil {
		return err
	}
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 10 {
				revision = " (" + s.Value[:10] + ")"
			}
		}
	}
	fmt.Fprintf(c.out, "ibid %s%s\n", version, revision)
	return nil
}
