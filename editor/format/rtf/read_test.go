package rtf

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/docx"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

// shown is an essay in lines: its blocks with their kinds and styles, then its
// notes.
func shown(e *essay.Essay) string {
	var s strings.Builder
	line := func(d *doc.Document) {
		for _, b := range d.All() {
			fmt.Fprintf(&s, "%d.%d ", b.Kind, b.Level)
			for _, sp := range b.Spans() {
				switch {
				case sp.Atom != nil:
					fmt.Fprintf(&s, "(%s)", e.Label(essay.NoteID(sp.Atom.ID)))
				case sp.Link != "":
					fmt.Fprintf(&s, "<%s %s>", sp.Text, sp.Link)
				case sp.Style != 0:
					fmt.Fprintf(&s, "{%d %s}", sp.Style, sp.Text)
				default:
					s.WriteString(sp.Text)
				}
			}
			s.WriteString("|")
		}
	}
	line(e.Body())
	for _, n := range e.Numbered() {
		fmt.Fprintf(&s, " %s: ", e.Label(n.ID))
		line(n.Text)
	}
	return s.String()
}

func TestRead(t *testing.T) {
	const fonts = `{\fonttbl{\f0\froman Times;}{\f1\fmodern Courier New;}{\f2\fcharset204 Arial Cyr;}{\f3\fcharset128 MS Mincho;}{\f4\fcharset2 Symbol;}}{\stylesheet{Normal;}{\s1 heading 1;}{\s2 Quote;}{\s3 HTML Preformatted;}{\*\cs9 Footnote Reference;}}`
	for name, tt := range map[string]struct{ in, want string }{
		"styles":         {`a {\b b{\i c}}\i0 {\ul d}\plain e{\super 2}\par`, "0.0 a {1 b}{3 c}{64 d}e{16 2}|"},
		"signs":          {`\ldblquote a\rdblquote\emdash b\~c\_d\{\}\\\par x\line y\par`, "0.0 “a”—b\u00a0c\u2011d{}\\|0.0 x\u2028y|"},
		"encodings":      {`d\'e9j\'e0 \f2\'cf\'f0\'e8\f3\'93\'fa\'96\'7b\f0\u8217\'92\u-10179?\u-8704?x\par`, "0.0 déjà При日本’😀x|"},
		"skipped signs":  {`{\uc2\u960\'a1\'a2x}{\uc0\u961y}\u962?z\par`, "0.0 πxρyςz|"},
		"headings":       {`\pard\s1 {\b One}\par\pard\outlinelevel1 Two\par\pard three\par`, "1.1 One|1.2 Two|0.0 three|"},
		"quote and code": {`\pard\s2 q\par\pard\s3 a\par\pard\s3  b\par\pard{\f1 m}\par`, "2.1 q|5.0 a\n b|0.0 {4 m}|"},
		"notes":          {`a{\super\chftn{\footnote\pard\plain{\super\chftn} First {\i note}.\par Second.}}b{\super\chftn}{\*\footnote\ftnalt\chftn End.}\par`, "0.0 a(1)b(1)| 1: 0.0 First {2 note}.|0.0 Second.| 1: 0.0 End.|"},
		"a mark":         {`a{\super *{\footnote {\super *} Starred.}}\par`, "0.0 a(*)| *: 0.0 Starred.|"},
		"a list":         {`\pard{\listtext\pard\plain 3.\tab}\ls1 three\par{\listtext 4.\tab}\ls1 four\par\pard\ls2\ilvl1{\listtext\f4\'b7\tab}dot\par`, "4.1 three|4.1 four|3.2 dot|"},
		"a table":        {`\trowd\cellx1\cellx2\pard\intbl a\cell b\par c\cell\row\trowd\pard\intbl d\cell e\cell\row\pard f\par`, "11.0 a|11.1 b\u2028c|11.0 d|11.1 e|0.0 f|"},
		"a link":         {`{\field{\*\fldinst{HYPERLINK "http://a.b/?x"}}{\fldrslt{\ul here}}} {\field{\*\fldinst PAGE}{\fldrslt 7}}{\field{\*\fldinst HYPERLINK "javascript:x"}{\fldrslt no}}\par`, "0.0 <here http://a.b/?x> 7no|"},
		"what is hidden": {`{\*\unknown x}{\header y}{\v z}{\*\bkmkstart b}{\info{\title T}}a{\deleted gone}\par`, "0.0 a|"},
		"no end":         {`{\b open`, "0.0 {1 open}|"},
	} {
		t.Run(name, func(t *testing.T) {
			e, _, _, err := Read([]byte(`{\rtf1\ansi\ansicpg1252\deff0 ` + fonts + tt.in + `}`))
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(e); got != tt.want {
				t.Errorf("read as\n%s\nnot\n%s", got, tt.want)
			}
		})
	}
}

const pixel = "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"

func TestPictures(t *testing.T) {
	data, err := hex.DecodeString(pixel)
	if err != nil {
		t.Fatal(err)
	}
	for name, pict := range map[string]string{
		"hex":    `{\*\shppict{\pict\pngblip\picw1 ` + pixel[:40] + "\n" + pixel[40:] + `}}{\nonshppict{\pict\wmetafile8 00}}`,
		"binary": fmt.Sprintf(`{\pict\pngblip\bin%d %s}`, len(data), data),
	} {
		e, pictures, warnings, err := Read([]byte(`{\rtf1 a\par ` + pict + `\par b}`))
		if err != nil || len(warnings) > 0 {
			t.Fatal(name, err, warnings)
		}
		if b := e.Body().Block(1); b.Kind != doc.Image || string(pictures[b.Info.Source]) != string(data) {
			t.Errorf("%s: %+v, %d pictures", name, b, len(pictures))
		}
	}
}

func TestHostile(t *testing.T) {
	for _, b := range []string{"", "x", "{\\rt", "<html>"} {
		if _, _, _, err := Read([]byte(b)); !errors.Is(err, errNotRTF) {
			t.Errorf("%q: %v", b, err)
		}
	}
	if _, _, _, err := Read([]byte(`{\rtf1` + strings.Repeat("{", 100_000))); !errors.Is(err, errDeep) {
		t.Error(err)
	}
	for name, in := range map[string]string{
		"a huge picture":   `{\pict\pngblip\bin2000000000 x}`,
		"cells":            strings.Repeat(`\cell`, 100_000) + `\row`,
		"rows":             strings.Repeat(`\intbl\cell\row`, 50_000),
		"notes in notes":   strings.Repeat(`{\footnote a`, 400),
		"closing":          strings.Repeat("}", 1000) + "x",
		"numbers":          `\u99999999999999\'zz\uc-5\ilvl-3\s-1\outlinelevel-7 x\par`,
		"halves":           strings.Repeat(`\u-10179?`, 1000),
		"fonts":            `{\fonttbl` + strings.Repeat(`{\f7\fcharset999 x;}`, 10_000) + `}`,
		"a long word":      strings.Repeat("a", 1<<20),
		"a long control":   `\` + strings.Repeat("a", 1<<20),
		"paragraphs":       strings.Repeat(`\s1\par`, 100_000),
		"lines after code": `{\stylesheet{\s3 HTML Preformatted;}}` + strings.Repeat(`\s3 x\par`, 3000),
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, _, err := Read([]byte(`{\rtf1 ` + in + `}`)); err != nil {
				t.Error(err)
			}
		})
	}
}

// What others write is read, where they are installed.
func TestOthers(t *testing.T) {
	var src strings.Builder
	if _, err := docx.Write(&src, officetest.Sample(), docx.Options{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "essay.docx")
	if err := os.WriteFile(file, []byte(src.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, command := range map[string][]string{
		"pandoc":  {"pandoc", "-s", "-t", "rtf", "-o", filepath.Join(dir, "pandoc.rtf"), file},
		"soffice": {"soffice", "-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "rtf:Rich Text Format", "--outdir", dir, file},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skip(name + " is not installed")
			}
			if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
				t.Skipf("%s does not work here: %v %s", name, err, out)
			}
			path := filepath.Join(dir, map[string]string{"pandoc": "pandoc.rtf", "soffice": "essay.rtf"}[name])
			b, err := os.ReadFile(path)
			if err != nil {
				t.Skip(err)
			}
			e, _, _, err := Read(b)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(e.Numbered()); got < 6 {
				t.Errorf("%d notes are read of %s's file", got, name)
			}
			for i, n := range e.Numbered() {
				if text := n.Text.String(); !strings.Contains(text, "Note ") || !strings.HasSuffix(text, "\nIts second paragraph.") {
					t.Errorf("note %d is %q", i+1, text)
				}
			}
			if got := shown(e); !strings.Contains(got, "1.2 Part|") || !strings.Contains(got, "{1 bold}") || !strings.Contains(got, "11.1 2|") {
				t.Errorf("read as %s", got)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{\rtf1\ansi a{\super\chftn{\footnote {\super\chftn} b}}\par}`, `{\rtf1{\fonttbl{\f0\fcharset128 M;}}\f0\'93\'fa\u8217\'92}`,
		`{\rtf1\trowd\intbl a\cell\row\pard}`, `{\rtf1{\field{\*\fldinst HYPERLINK "http://a.b"}{\fldrslt c}}}`, `{\rtf1{\*\shppict{\pict\pngblip ` + pixel + `}}}`,
		`{\rtf1{\listtext 1.\tab}\ls1 x\par}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e, _, _, err := Read(b)
		if err == nil && e == nil {
			t.Error("neither an essay nor an error")
		}
	})
}
