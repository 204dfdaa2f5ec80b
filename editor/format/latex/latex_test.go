package latex

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func written(t testing.TB, e *essay.Essay) string {
	t.Helper()
	var out strings.Builder
	if _, err := Write(&out, e, Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWrite(t *testing.T) {
	got := written(t, officetest.Sample())
	for _, want := range []string{
		`\usepackage[british]{babel}`, `\begin{center}\LARGE The Title\footnote{Note h.` + "\n\n" + `Its second paragraph.}\par`,
		`\textbf{bold}\footnote{\label{fn:n2}Note a.`, ` again\footref{fn:n2}, see note \ref{fn:n3}.\href{http://a.b/c\%20d}{link}`,
		`\section{Part}`, "\\begin{itemize}\n\\item one\n\\begin{enumerate}\n\\item first below one\\footnote{", `\setcounter{enumi}{2}\item third`,
		`\item[\boxdone] done`, "func~x()~\\{\\\\\n~~~~return", "\\begin{verse}\nA line\\\\\nAnother\n\\end{verse}",
		`B\markednote{*}{Note d.`, `\markedend{i}{Note e.`, `\theendnotes`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}

func TestEscapes(t *testing.T) {
	const all = `\{}$&#_%~^"'` + "`" + `[]<>|--,,!?` + "\u00a0\u202f\u00ad\u2011"
	src := written(t, essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: all}))))
	e, err := Read(src)
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Body().String(); got != all {
		t.Errorf("came back as %q, not %q", got, all)
	}
	if strings.Contains(src, "--") || strings.Contains(src, ",,") {
		t.Error("two signs are left for LaTeX to make one of")
	}
}

// What is written comes back with all its markers and notes.
func TestRandom(t *testing.T) {
	for seed := range uint64(400) {
		e := officetest.Random(rand.New(rand.NewPCG(seed, 3)))
		src := written(t, e)
		back, err := Read(src)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, src)
		}
		if got, want := len(back.Refs()), len(e.Refs()); got != want {
			t.Errorf("seed %d: %d markers came back of %d", seed, got, want)
		}
		if got, want := len(back.Numbered()), len(office.PlanOf(e).Notes); got != want {
			t.Errorf("seed %d: %d notes came back of %d", seed, got, want)
		}
	}
}

func TestReadForeign(t *testing.T) {
	for _, src := range []string{"", "x", "\\begin{document}", "\\begin{document}\\foo{x}\\end{document}", "\\begin{document}\\footnote{x\\end{document}", "\\begin{document}" + strings.Repeat("\\emph{", 5000)} {
		if _, err := Read(src); err == nil {
			t.Errorf("%.40q was read", src)
		}
	}
}

// pdfLaTeX makes pages of it, where it is installed.
func TestCompiles(t *testing.T) {
	tex, err := exec.LookPath("pdflatex")
	if err != nil {
		t.Skip("pdflatex is not installed")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "essay.tex"), []byte(written(t, officetest.Sample())), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tex, "-interaction=nonstopmode", "-halt-on-error", "essay.tex")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, officetest.Sample()))
	f.Add("\\begin{document}\\begin{longtable}{l}\n\\toprule\na \\\\\n\\bottomrule\n\\end{longtable}\\end{document}")
	f.Fuzz(func(t *testing.T, src string) {
		if e, err := Read(src); err == nil && e == nil {
			t.Error("neither an essay nor an error")
		}
	})
}
