package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/ibid-editor/ibid/"

// rule says what the packages below one folder must not know, themselves or
// through others.
type rule struct {
	under string
	never []string
	why   string
}

var rules = []rule{
	{under: "editor", never: []string{"fyne.io/", "database/sql", "github.com/mattn/go-sqlite3"}, why: "the editor knows neither screens nor databases"},
	{under: "editor", never: []string{module + "app", module + "storage", module + "cmd"}, why: "the editor is below the library and the window"},
	{under: "storage", never: []string{"fyne.io/", module + "app", module + "cmd"}, why: "the library knows no window"},
	{under: "editor/doc", never: []string{module + "editor/essay", module + "editor/format"}, why: "a document knows nothing above it"},
	{under: "editor/cite", never: []string{module + "editor/essay", module + "editor/doc"}, why: "citing is below the text that cites"},
	{under: "editor/essay", never: []string{module + "editor/format", module + "editor/doctor"}, why: "an essay knows no formats"},
	{under: "editor/essay", never: []string{module + "editor/cite/sourcefile"}, why: "an essay knows sources, but no files of them"},
	{under: "assets", never: []string{module, "fyne.io/"}, why: "assets import only embed"},
	{under: "app/theme", never: []string{module + "editor", module + "storage"}, why: "type and colour know no essays"},
	{under: "app/page", never: []string{module + "storage"}, why: "the page knows no library"},
	{under: "app/pane", never: []string{module + "storage"}, why: "a pane knows no library"},
}

// allowed are the only packages, other than the standard library's and its own,
// that a folder may import.
var allowed = map[string][]string{
	"editor/doc":      {"github.com/clipperhouse/uax29/"},
	"editor/essay":    {"github.com/clipperhouse/uax29/", module + "editor/doc", module + "editor/say", module + "editor/cite", module + "editor/lazyregexp", "golang.org/x/text/"},
	"editor/cite":     {"github.com/clipperhouse/uax29/", "golang.org/x/text/", "golang.org/x/net/html", "go.yaml.in/yaml/", module + "editor/"},
	"editor/cite/csl": {"golang.org/x/text/"},
	"assets":          {},
}

type pkg struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Standard,Imports,Deps", module+"...")
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("go list: %v\n%s", err, failed.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func under(path, folder string) bool {
	folder = module + folder
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func TestWhoMayKnowWhom(t *testing.T) {
	all := listPackages(t)
	standard := map[string]bool{}
	seen := 0
	for _, p := range all {
		standard[p.ImportPath] = p.Standard
	}
	for _, p := range all {
		if !strings.HasPrefix(p.ImportPath, module) {
			continue
		}
		seen++
		for _, r := range rules {
			if !under(p.ImportPath, r.under) {
				continue
			}
			for _, d := range p.Deps {
				for _, never := range r.never {
					if strings.HasPrefix(d, never) && !strings.HasPrefix(d, module+r.under) {
						t.Errorf("%s knows %s, but %s", p.ImportPath, d, r.why)
					}
				}
			}
		}
		for _, d := range p.Imports {
			if d == "database/sql" && !under(p.ImportPath, "storage") {
				t.Errorf("%s imports database/sql, which storage alone does", p.ImportPath)
			}
			if strings.HasPrefix(d, "fyne.io/") && !under(p.ImportPath, "app") && !under(p.ImportPath, "cmd") {
				t.Errorf("%s imports %s, which only app and cmd do", p.ImportPath, d)
			}
		}
		for folder, only := range allowed {
			if under(p.ImportPath, folder) {
				checkAllowed(t, p, folder, only, standard)
			}
		}
	}
	if seen < 8 {
		t.Fatalf("go list found only %d packages of the project", seen)
	}
}

func checkAllowed(t *testing.T, p pkg, folder string, only []string, standard map[string]bool) {
	t.Helper()
	for _, d := range p.Deps {
		ok := standard[d] || under(d, folder)
		for _, prefix := range only {
			ok = ok || strings.HasPrefix(d, prefix)
		}
		if !ok {
			t.Errorf("%s knows %s, but %s may only know %v", p.ImportPath, d, folder, only)
		}
	}
}
