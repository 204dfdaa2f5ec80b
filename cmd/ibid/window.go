package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/ibid-editor/ibid/app"
	"github.com/ibid-editor/ibid/assets"
	"github.com/ibid-editor/ibid/editor/format"
)

// open opens the window. Without a display it says so and does the same job on
// the sample essay without a window.
func open(c *call) error {
	library := c.flags.String("library", "", "")
	files, err := c.operands(-1)
	if err != nil {
		return err
	}
	for _, f := range files {
		if _, err := os.Stat(f); err != nil && !strings.ContainsAny(f, "./\\") {
			return usageError(fmt.Sprintf("%s is no command, and no file of that name is there", f))
		} else if err != nil {
			return fmt.Errorf("there is no file %s", f)
		}
	}
	if !hasDisplay() {
		if len(files) > 0 {
			return fmt.Errorf("there is no display to open a window on: ibid convert works without one")
		}
		return sample(c)
	}
	return app.Run(app.Options{Library: *library, Files: files, Version: version})
}

func hasDisplay() bool {
	switch runtime.GOOS {
	case "darwin", "windows":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// sample shows on the embedded essay what the window would: how its typed notes
// pair, and the finished Markdown and HTML.
func sample(c *call) error {
	fmt.Fprintln(c.out, "There is no display to open a window on, so here is the sample essay without one.")
	fmt.Fprintln(c.out)
	text, _ := format.ByName("text")
	in, err := text.Read([]byte(assets.Sample))
	if err != nil {
		return fmt.Errorf("the sample essay: %w", err)
	}
	if err := in.Diagnosis.Write(c.out, in.Places.Place); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "ibid-sample-")
	if err != nil {
		return fmt.Errorf("there is no place to write the sample to: %w", err)
	}
	fmt.Fprintln(c.out)
	for _, name := range []string{"markdown", "html"} {
		to, _ := format.ByName(name)
		done, err := format.Convert([]byte(assets.Sample), text, to, format.Options{Standalone: true}, false)
		if err != nil {
			return fmt.Errorf("the sample essay: %w", err)
		}
		path := filepath.Join(folder, "sample"+to.Endings[0])
		if err := format.Save(path, func(w io.Writer) error {
			_, err := io.Copy(w, bytes.NewReader(done.Output))
			return err
		}); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s: %s\n", path, done.Certificate)
	}
	fmt.Fprintf(c.out, "Both are in the folder %s.\n", folder)
	return nil
}
