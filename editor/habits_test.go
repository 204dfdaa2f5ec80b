package editor

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

var all = Habits{Markdown: true, Quotes: true, Dashes: true, Spaces: true}

// styled is a text with its kinds and styles to be read: “h2:”, “<b>…</b>”.
func styled(d *doc.Document) string {
	names := map[doc.Kind]string{doc.Heading: "h", doc.Quote: "quote", doc.Bullet: "item", doc.Numbered: "number", doc.Task: "task", doc.Code: "code", doc.Rule: "rule", doc.Cell: "cell"}
	var blocks []string
	for _, b := range d.All() {
		head := ""
		if b.Kind != doc.Paragraph {
			head = names[b.Kind]
			if b.Level > 0 {
				head += fmt.Sprint(b.Level)
			}
			if b.Info != (doc.Info{}) {
				head += strings.TrimRight(fmt.Sprintf("(%d%v%s)", b.Info.Start, map[bool]string{true: "done"}[b.Info.Done], b.Info.Language), "")
			}
			head += ": "
		}
		for _, s := range b.Spans() {
			text := s.Text
			if s.Atom != nil {
				text = "¤"
			}
			for _, st := range []struct {
				style doc.Style
				name  string
			}{{doc.Bold, "b"}, {doc.Italic, "i"}, {doc.Mono, "c"}, {doc.Strike, "s"}} {
				if s.Style&st.style != 0 {
					text = "<" + st.name + ">" + text + "</" + st.name + ">"
				}
			}
			if s.Link != "" {
				text = "{" + text + "|" + s.Link + "}"
			}
			head += text
		}
		blocks = append(blocks, head)
	}
	return strings.NewReplacer("\u00a0", "~", "\u202f", "^").Replace(strings.Join(blocks, "\n"))
}

// typeKeys types a text as a hand does: a line feed is Return.
func typeKeys(t *testing.T, s *Session, text string) {
	t.Helper()
	for _, r := range text {
		err := error(nil)
		if r == '\n' {
			err = s.TypeReturn()
		} else {
			err = s.TypeRune(r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, language string, h Habits, text string) *Session {
	t.Helper()
	s, _ := newSession(essay.New(doc.New()).WithLanguage(language))
	s.Habits = h
	typeKeys(t, s, text)
	return s
}

func TestMarkdownAsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"# A":                          "h1: A",
		"###### A":                     "h6: A",
		"####### A":                    "####### A",
		"#A":                           "#A",
		"a # b":                        "a # b",
		"> said":                       "quote1: said",
		"> > said":                     "quote2: said",
		"- one\ntwo":                   "item1: one\nitem1: two",
		"* one":                        "item1: one",
		"1. one\ntwo":                  "number1: one\nnumber1: two",
		"7. one":                       "number1(7): one",
		"7) one":                       "number1(7): one",
		"1999. That":                   "number1(1999): That",
		"1. one\n\n2. two":             "number1: one\nnumber1: two",
		"1. one\n\n5. two":             "number1: one\nnumber1(5): two",
		"1. one\n\n1. two":             "number1: one\nnumber1(1): two",
		"[ ] do":                       "task1: do",
		"[x] did":                      "task1(0done): did",
		"- [ ] do":                     "task1: do",
		"```\nx := \"a\"":              "code: x := \"a\"",
		"```go\nx -- y":                "code(0go): x -- y",
		"```go x":                      "code(0go): x",
		"---\nb":                       "rule: \nb",
		"***\nb":                       "rule: \nb",
		"a\n---\nb":                    "a\nrule: \nb",
		"--\nb":                        "--\nb",
		"**b** c":                      "<b>b</b> c",
		"a *b c* d":                    "a <i>b c</i> d",
		"a _b_ d":                      "a <i>b</i> d",
		"__b__":                        "<b>b</b>",
		"***b***":                      "<i><b>b</b></i>",
		"*a **b** c*.":                 "<i>a </i><i><b>b</b></i><i> c</i>.",
		"a `*b*` c":                    "a <c>*b*</c> c",
		"a `it's` c":                   "a <c>it's</c> c",
		"~~s~~ t":                      "<s>s</s> t",
		"~s~":                          "~s~",
		"snake_case_name":              "snake_case_name",
		"2*3*4":                        "2*3*4",
		"a * b * c":                    "a * b * c",
		"a*b c*":                       "a*b c*",
		"\\*a*":                        "\\*a*",
		"see [it](https://a.org/b--c)": "see {it|https://a.org/b--c}",
		"[it](a.org) b":                "{it|https://a.org} b",
		"[it](a(b).org)":               "[it](a(b).org)",
		"[a](https://x.org/(y))":       "{a|https://x.org/(y)}",
		"[a *b* c](x.org)":             "{a |https://x.org}{<i>b</i>|https://x.org}{ c|https://x.org}",
		"![it](https://a.org)":         "![it](https://a.org)",
		"[it](javascript:x)":           "[it](javascript:x)",
		"[it] (a.org)":                 "[it] (a.org)",
		"(a.org)":                      "(a.org)",
		"(see [1](a.org))":             "(see {1|https://a.org})",
		"a[@key]":                      "a[@key]",
	} {
		s := write(t, "en", all, typed)
		if got := styled(s.Essay().Body()); got != want {
			t.Errorf("%q becomes\n%s\nwant\n%s", typed, got, want)
		}
	}
}

func TestTypographyOfLanguages(t *testing.T) {
	for _, c := range []struct{ language, typed, want string }{
		{"", `He said "no".`, "He said “no”."},
		{"en", `"It's 'so'," he`, "“It’s ‘so’,” he"},
		{"en", `("a") ["b"] - "c"`, "(“a”) [“b”] - “c”"},
		{"en", `"But I--"`, "“But I–”"},
		{"en", `--"Yes," he`, "–“Yes,” he"},
		{"en", `'Tis the '90s, '69. Rock 'n' roll 'em all`, "’Tis the ’90s, ’69. Rock ’n’ roll ’em all"},
		{"en", `'em' and 'tisane is'`, "‘em’ and ‘tisane is’"},
		{"en", `the dogs' bone`, "the dogs’ bone"},
		{"en-GB", `'a "b" c'`, "‘a “b” c’"},
		{"de", `"Das 'Wort' war's", sagte`, "„Das ‚Wort‘ war’s“, sagte"},
		{"de-CH", `"a" 'b'`, "«a» ‹b›"},
		{"fr", `"L'eau" dit`, "«~L’eau~» dit"},
		{"fr", `dit "oui " et`, "dit «~oui~» et"},
		{"fr", `"oui ?" dit`, "«~oui^?~» dit"},
		{"fr", "Quoi ? Non ! Si; alors: voilà : «mot» « mot »", "Quoi^? Non^! Si^; alors~: voilà~: «~mot~» «~mot~»"},
		{"fr", "Quoi?! 12:30 https://a.org/?b http://c mailto:x", "Quoi^?! 12:30 https://a.org/?b http://c mailto:x"},
		{"fr-CA", "Quoi? alors: \"a\"", "Quoi? alors~: «~a~»"},
		{"fr-CH", "\"a\"", "«^a^»"},
		{"es", `"a 'b'"`, "«a “b”»"},
		{"it", `l'"uomo"`, "l’«uomo»"},
		{"ru-RU", `"a"`, "«a»"},
		{"pl", `"a 'b'"`, "„a «b»”"},
		{"sv", `"a" b`, "”a” b"},
		{"nl", `'s avonds "a"`, "’s avonds “a”"},
		{"ja", `"a"`, "「a」"},
		{"tlh", `"a"`, "“a”"},
		{"en", "a -- b --- c... d", "a – b — c… d"},
		{"en", "-- a", "– a"},
		{"en", "---a", "—a"},
		{"en", "1....", "1…."},
		{"en", "a <!-- b", "a <!-- b"},
	} {
		s := write(t, c.language, all, c.typed)
		if got := styled(s.Essay().Body()); got != c.want {
			t.Errorf("%s: %s becomes\n%s\nwant\n%s", c.language, c.typed, got, c.want)
		}
	}
}

func TestEachHabitIsSwitchedByItself(t *testing.T) {
	const typed = `"a" -- b? *c*`
	for _, c := range []struct {
		h    Habits
		want string
	}{
		{Habits{}, `"a" -- b? *c*`},
		{Habits{Markdown: true}, `"a" -- b? <i>c</i>`},
		{Habits{Quotes: true}, `«a» -- b? *c*`},
		{Habits{Quotes: true, Spaces: true}, `«~a~» -- b^? *c*`},
		{Habits{Dashes: true}, `"a" – b? *c*`},
		{Habits{Spaces: true}, `"a" -- b^? *c*`},
	} {
		if got := styled(write(t, "fr", c.h, typed).Essay().Body()); got != c.want {
			t.Errorf("%+v: %s, want %s", c.h, got, c.want)
		}
	}
	if got := styled(write(t, "", Habits{Quotes: true, Language: "de_DE"}, `"a"`).Essay().Body()); got != "„a“" {
		t.Errorf("the usual language gives %s", got)
	}
}

// One undo gives back what was typed, and what is typed on does not convert it
// again.
func TestOneUndoGivesBackWhatWasTyped(t *testing.T) {
	for _, c := range []struct{ language, typed, undone, more, then string }{
		{"en", "# ", "# ", "a", "# a"},
		{"en", "- ", "- ", "a ", "- a "},
		{"en", "[x] ", "[x] ", "a", "[x] a"},
		{"en", "12. ", "12. ", "a", "12. a"},
		{"en", "```go\n", "```go\n", "a", "```go\na"},
		{"en", "---\n", "---\n", "a", "---\na"},
		{"en", "**b**", "**b**", " c", "**b** c"},
		{"en", "a _b_", "a _b_", " c_", "a _b_ c_"},
		{"en", "[a](b.org)", "[a](b.org)", " c", "[a](b.org) c"},
		{"en", "a[^", "a[^", "1]", "a[^1]"},
		{"en", `"`, `"`, `a`, `"a`},
		{"en", `it'`, `it'`, `s`, `it's`},
		{"en", `'tis `, `‘tis `, `so`, `‘tis so`},
		{"en", "a--", "a--", "-b", "a---b"},
		{"en", "a---", "a–-", "-b", "a–--b"},
		{"en", "a...", "a...", ".", "a...."},
		{"fr", "a ?", "a ?", " b", "a ? b"},
		{"fr", "a;", "a;", " b", "a; b"},
		{"fr", `"`, `"`, `a`, `"a`},
	} {
		s := write(t, c.language, all, c.typed)
		converted := s.Essay()
		s.Undo()
		if got := styled(s.Essay().Body()); got != c.undone {
			t.Errorf("%q undone once is %q, want %q", c.typed, got, c.undone)
		}
		if want := Caret("", s.Essay().Body().Len()); s.Selection() != want {
			t.Errorf("%q: the caret is at %v after the undo, want %v", c.typed, s.Selection(), want)
		}
		s.Redo()
		if s.Essay() != converted {
			t.Errorf("%q: redo does not convert again", c.typed)
		}
		s.Undo()
		typeKeys(t, s, c.more)
		if got := styled(s.Essay().Body()); got != c.then {
			t.Errorf("%q typed on after %q is %q, want %q", c.more, c.typed, got, c.then)
		}
	}
}

func TestTypographyDoesNotPartTheUndoOfTyping(t *testing.T) {
	s, c := newSession(essay.New(doc.New()))
	s.Habits = all
	for _, r := range `don't "go" -- now` {
		c.t = c.t.Add(100 * time.Millisecond)
		if err := s.TypeRune(r); err != nil {
			t.Fatal(err)
		}
	}
	s.Observe(func(u Update) { checkChanges(t, u) })
	s.Undo()
	if got := s.Essay().Body().String(); got != "" {
		t.Errorf("a sentence typed at once is undone to %q", got)
	}
	s.Redo()
	if got := s.Essay().Body().String(); got != "don’t “go” – now" {
		t.Errorf("redone it is %q", got)
	}
}

func TestNoteAsTyped(t *testing.T) {
	s := write(t, "en", all, "a[^")
	id := s.Selection().In
	if id == "" || s.Essay().Number(id) != 1 {
		t.Fatalf("the caret is in %q", id)
	}
	typeKeys(t, s, `# "b" [^`)
	if got := s.Essay().Note(id).Text.String(); got != "# “b” [^" {
		t.Errorf("the note says %q", got)
	}
	if got := styled(s.Essay().Body()); got != "a¤" {
		t.Errorf("the body is %q", got)
	}
	s.Select(Caret("", 2))
	typeKeys(t, s, `" b`)
	if got := styled(s.Essay().Body()); got != "a¤” b" {
		t.Errorf("behind a marker: %q", got)
	}
}

func TestWhereNothingIsConverted(t *testing.T) {
	code := doc.NewBlock(doc.Code, 0, doc.Span{Text: "x"})
	verbatim := doc.NewBlock(doc.Verbatim, 0, doc.Span{Text: "x"})
	mono := doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "x", Style: doc.Mono})
	link := doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "xy", Link: "https://a.org"})
	cell := doc.NewBlock(doc.Cell, 0)
	for _, c := range []struct {
		b     *doc.Block
		at    doc.Pos
		typed string
		want  string
	}{
		{code, 1, `"a" *b* --`, `x"a" *b* --`},
		{verbatim, 1, `"a" *b* --`, `x"a" *b* --`},
		{mono, 1, `"a" *b* --`, `x"a" *b* --`},
		{link, 1, `"a" *b* --`, `x"a" *b* --y`},
		{cell, 0, `# a`, `# a`},
		{cell, 0, `- "a" *b*`, `- “a” b`},
	} {
		s, _ := newSession(essay.New(doc.New(c.b, doc.NewBlock(doc.Paragraph, 0))))
		s.Habits = all
		s.Select(Caret("", c.at))
		typeKeys(t, s, c.typed)
		if got := s.Essay().Body().Block(0); got.Text() != c.want || got.Kind != c.b.Kind {
			t.Errorf("%q in %v gives %q of kind %v", c.typed, c.b.Kind, got.Text(), got.Kind)
		}
	}
}

func TestBlankHeadingTakesARank(t *testing.T) {
	s, _ := newSession(essay.Blank())
	s.Habits = all
	typeKeys(t, s, "## A\n1. b")
	if got, want := styled(s.Essay().Body()), "h2: A\nnumber1: b\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestReturnLeavesCodeBehindAnEmptyLine(t *testing.T) {
	s := write(t, "en", all, "```\na\n\nb")
	if got, want := styled(s.Essay().Body()), "code: a\nb"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Whatever marks are typed wherever, nothing is lost and all can be undone.
func TestRandomMarksKeepNotesAndUndo(t *testing.T) {
	marks := []rune("#>-*+_`~[]()^x1. .\"'!?:;«»abé\n \n-*`[^(a.b)")
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		first := threeNotes().WithLanguage([]string{"en", "fr", "de", "sv"}[seed%4])
		s, c := newSession(first)
		s.Habits = all
		s.Observe(func(u Update) { checkChanges(t, u) })
		for range 200 {
			c.t = c.t.Add(time.Duration(r.IntN(700)) * time.Millisecond)
			if r.IntN(12) == 0 {
				text := s.Essay().Text(s.Selection().In)
				s.Select(Caret([]essay.NoteID{"", s.Selection().In}[r.IntN(2)], doc.Pos(r.IntN(int(text.Len())+1))))
			}
			if r.IntN(15) == 0 {
				s.Undo()
			}
			before := s.Essay()
			typeKeys(t, s, string(marks[r.IntN(len(marks))]))
			checkNothingLost(t, before, s.Essay())
			checkEssay(t, s.Essay())
		}
		for s.Undo() {
		}
		if s.Essay() != first {
			t.Fatalf("seed %d: undoing everything does not give the first essay", seed)
		}
	}
}
