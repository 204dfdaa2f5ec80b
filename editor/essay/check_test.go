package essay_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// made makes an essay of lines in which ‹1› is the marker of the first note and
// {1} a reference to it. A line that starts with # is a heading, and in
// |http://a.org words| the words lead to the address.
func made(language, body string, notes ...string) *essay.Essay {
	var blocks []*doc.Block
	for line := range strings.SplitSeq(body, "\n") {
		kind, level := doc.Paragraph, 0
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			kind, level, line = doc.Heading, 2, rest
		}
		blocks = append(blocks, doc.NewBlock(kind, level, spansOf(line)...))
	}
	e := essay.New(doc.New(blocks...)).WithLanguage(language)
	for i, n := range notes {
		var text []*doc.Block
		for line := range strings.SplitSeq(n, "\n") {
			text = append(text, doc.NewBlock(doc.Paragraph, 0, spansOf(line)...))
		}
		e = e.WithNote(&essay.Note{ID: essay.NoteID('1' + rune(i)), Text: doc.New(text...)})
	}
	return e
}

var sign = regexp.MustCompile(`‹(\d)›|\{(\d)\}|\|(\S+ )?`)

func spansOf(line string) []doc.Span {
	var spans []doc.Span
	link := ""
	for line != "" {
		m := sign.FindStringSubmatchIndex(line)
		if m == nil {
			return append(spans, doc.Span{Text: line, Link: link})
		}
		spans = append(spans, doc.Span{Text: line[:m[0]], Link: link})
		switch end := m[1]; {
		case m[2] >= 0:
			marker := essay.MarkerOf(essay.NoteID(line[m[2]:m[3]]))
			marker.Link = link
			spans, line = append(spans, marker), line[end:]
		case m[4] >= 0:
			spans, line = append(spans, doc.Span{Atom: &doc.Atom{Kind: doc.CrossRef, ID: line[m[4]:m[5]]}}), line[end:]
		case link == "" && m[6] >= 0:
			link, line = line[m[6]:m[7]-1], line[end:]
		default:
			link, line = "", line[m[0]+1:]
		}
	}
	return spans
}

// find lists the findings as “check@text of the place”.
func find(e *essay.Essay) []string {
	var list []string
	for _, f := range essay.Check(e) {
		list = append(list, f.Check+"@"+strings.ReplaceAll(e.Text(f.In).Text(f.From, f.To), "\ufffc", "‹›"))
	}
	return list
}

type checkTest struct {
	name, language, body string
	notes                []string
	want                 []string
}

func runChecks(t *testing.T, tests []checkTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := find(made(tt.language, tt.body, tt.notes...)); !slices.Equal(got, tt.want) {
				t.Errorf("the checks find %q, want %q", got, tt.want)
			}
		})
	}
}

// bodies are tests of what stands around a marker; the note is beyond reproach.
func bodies(language string, bodies map[string]string) []checkTest {
	var tests []checkTest
	for body, want := range bodies {
		tt := checkTest{name: body, language: language, body: body, notes: []string{"Marsh, Rain, 3.", "Hobbs, Letters, 4."}}
		if !strings.Contains(body, "‹2›") {
			tt.notes = tt.notes[:1]
		}
		if want != "" {
			tt.want = []string{want}
		}
		tests = append(tests, tt)
	}
	return tests
}

// singles are tests of one note, whose marker is beyond reproach.
func singles(notes map[string]string) []checkTest {
	var tests []checkTest
	for note, want := range notes {
		tt := checkTest{name: note, body: "It rained.‹1›", notes: []string{note}}
		if want != "" {
			tt.want = []string{want}
		}
		tests = append(tests, tt)
	}
	return tests
}

func TestCheckPairing(t *testing.T) {
	runChecks(t, []checkTest{
		{"nothing", "", "", nil, nil},
		{"in order", "en", "One.‹1› Two.‹2› One again.‹1›", []string{"Marsh, Rain, 3.", "Hobbs, Letters, 4."}, nil},
		{"missing", "", "One.‹9› Again.‹9›", nil, []string{"missing@‹›"}},
		{"unmarked", "", "One.", []string{"Left over."}, []string{"unmarked@Left over."}},
		{"empty", "", "One.‹1›", []string{" "}, []string{"empty@ "}},
		{"empty paragraphs", "", "One.‹1›", []string{"\n"}, []string{"empty@\n"}},
		{"a lone reference is no empty note", "", "One.‹1› Two.‹2›", []string{"{2}", "Hobbs, Letters, 4."}, nil},
		{"unmarked and empty", "", "One.", []string{""}, []string{"unmarked@"}},
		{"reference", "", "One.‹1› See note {1}.", []string{"See note {1}."}, nil},
		{"reference to the bin", "", "One. See note {1}.", []string{"Left over."}, []string{"reference@‹›", "unmarked@Left over."}},
		{"reference to nothing", "", "One.‹1›", []string{"See note {9}."}, []string{"reference@‹›"}},
		{"heading", "", "# The gauge‹1›\nIt rained.", []string{"Marsh, Rain, 3."}, []string{"heading@‹›"}},
		{"link", "", "See |http://a.org the register‹1› of rain|.", []string{"Marsh, Rain, 3."}, []string{"link@‹›"}},
		{"link's end", "", "See |http://a.org the register‹1›|.", []string{"Marsh, Rain, 3."}, []string{"link@‹›"}},
		{"behind a link", "", "See |http://a.org the register|.‹1›", []string{"Marsh, Rain, 3."}, nil},
		{"between links", "", "See |http://a.org the register|‹1›|http://b.org of rain|.", []string{"Marsh, Rain, 3."}, nil},
		{"before a link", "", "It rained.‹1› |http://b.org See here|.", []string{"Marsh, Rain, 3."}, nil},
	})
}

func TestCheckSpace(t *testing.T) {
	runChecks(t, bodies("", map[string]string{
		"It rained. ‹1›":                "space@ ",
		"It rained  ‹1› a lot.":         "space@  ",
		"The “rain” ‹1› fell.":          "space@ ",
		"It rained. ‹1›‹2›":             "space@ ",
		"It rained.‹1› ‹2›":             "",
		"It rained‹1›, ‹2›.":            "",
		"It rained.‹1›":                 "",
		"‹1› It rained.":                "",
		" ‹1› It rained.":               "",
		"It ‹1›rained.":                 "",
		"It – ‹1› that is, rain – fell": "",
		"He said: ‹1›“It rained.”":      "",
		"Il pleuvait\u202f‹1›.":         "",
		"It rained\u00a0‹1› a lot.":     "",
		"See note {1} ‹1›":              "space@ ",
	}))
}

func TestCheckPunctuation(t *testing.T) {
	runChecks(t, bodies("en-GB", map[string]string{
		"It rained‹1›.":                       "punctuation@‹›.",
		"It rained‹1›, and how":               "punctuation@‹›,",
		"Did it rain‹1›? It did.":             "punctuation@‹›?",
		"“It rained‹1›.” She said so.":        "punctuation@‹›.”",
		"“It rained”‹1›. She said so.":        "punctuation@‹›.",
		"It rained‹1›‹2›. She said so.":       "punctuation@‹›‹›.",
		"Rain, wind, etc.‹1›, fell.":          "punctuation@‹›,",
		"(It rained‹1›.) So be it.":           "punctuation@‹›.",
		"It rained.‹1›":                       "",
		"It rained,‹1› and how":               "",
		"It rained‹1›—and how":                "",
		"It rained‹1› – and how":              "",
		"It (it rained‹1›) fell":              "",
		"It rained‹1›... and on":              "",
		"It rained‹1›… and on":                "",
		"It rained‹1›,‹2› and on":             "",
		"It rained‹1›, ‹2› and on":            "",
		"Version‹1›.5 of it":                  "",
		"It rained‹1› and on":                 "",
		"‹1›. The first":                      "",
		"It rained.‹1› : so he said":          "",
		"The gauge at example‹1›.org is dry.": "",
	}))
	runChecks(t, bodies("fr", map[string]string{
		"Il pleuvait.‹1› Elle chantait.":            "punctuation@.‹›",
		"Il pleuvait,‹1› elle chantait.":            "punctuation@,‹›",
		"Il pleuvait\u00a0;‹1› elle chantait.":      "punctuation@\u00a0;‹›",
		"« Il pleuvait ».‹1›":                       "punctuation@.‹›",
		"Il pleuvait‹1›. Elle chantait.":            "",
		"Il pleuvait‹1›, elle chantait.":            "",
		"De la pluie, etc.‹1› Puis le soleil.":      "",
		"Voir la p.‹1› suivante":                    "",
		"Les pluies du XIXe s.‹1›":                  "",
		"C’est dans le chap.‹1› Voilà":              "",
		"Il pleuvait‹1›,‹2› elle chantait":          "",
		"Il pleuvait !‹1›":                          "",
		"Il pleuvait…‹1›":                           "",
		"Il pleuvait beaucoup.‹1› et puis plus bas": "",
	}))
	for _, language := range []string{"de", "de-AT", "sv", ""} {
		runChecks(t, bodies(language, map[string]string{"Es regnete‹1›, und wie.": "", "Es regnete,‹1› und wie.": ""}))
	}
}

func TestCheckPunctuationByMajority(t *testing.T) {
	note := []string{"Marsh, Rain, 3."}
	runChecks(t, []checkTest{
		{"three behind, one ahead", "", "A.‹1› B.‹1› C,‹1› d‹1›, e", note, []string{"punctuation@‹›,"}},
		{"three ahead, one behind", "it", "A‹1›. B‹1›. C‹1›, mais,‹1› e", note, []string{"punctuation@,‹›"}},
		{"three and two", "", "A.‹1› B.‹1› C,‹1› d‹1›, e‹1›, f", note, nil},
		{"one", "", "A‹1›.", note, nil},
		{"two and one", "es", "A.‹1› B.‹1› c‹1›, d", note, nil},
		{"by sense", "", strings.Repeat("Es regnete.‹1› ", 30) + strings.Repeat("Regen‹1›, Wind ", 6), note, nil},
	})
}

func TestCheckTypedNumber(t *testing.T) {
	runChecks(t, bodies("", map[string]string{
		"It rained12‹1›":               "number@12",
		"It rained.12‹1›":              "number@12",
		"“It rained.”12‹1›":            "number@12",
		"It rained[3]‹1›.":             "number@[3]",
		"It rained [3]‹1›.":            "number@ [3]",
		"It rained[3][4]‹1›.":          "number@[3][4]",
		"It rained.[^3]‹1›":            "number@[^3]",
		"It rained.‹1›²":               "number@²",
		"It rained.‹1›[2]":             "number@[2]",
		"It rained.‹1›2 Then not.":     "number@2",
		"It rained²‹1›":                "number@²",
		"It rained.²³‹1› Then":         "number@²³",
		"It rained in 12‹1› places":    "",
		"It rained in 1887‹1›":         "",
		"It rained on p. [12]‹1›":      "",
		"It said gague [sic]‹1›":       "",
		"It fell in [1887]‹1›":         "",
		"On 12 m²‹1› it rained":        "",
		"On 12 km²‹1› it rained":       "",
		"10²‹1› drops":                 "",
		"the x²‹1› of it":              "",
		"a B12‹1› deficit":             "",
		"the G20‹1› met":               "",
		"in html5‹1› and":              "",
		"Covid19‹1› came":              "",
		"see vol.3‹1› and":             "",
		"see chap.12‹1› and":           "",
		"see 3.12‹1› and":              "",
		"In Genesis 1:12‹1›":           "",
		"It fell 1.12‹1› in":           "",
		"A drop of 12,300‹1› litres":   "",
		"It rained.‹1› 12 men came":    "",
		"It rained.‹1›12 men came":     "",
		"‹1›12 men came":               "",
		"It took‹1›½ hour":             "",
		"It took‹1›3.5 hours":          "",
		"It took‹1›30% of it":          "",
		"an MP3‹1› file":               "",
		"the sha256‹1› sum":            "",
		"at https://a.org/rain12‹1›":   "",
		"The 1st‹1› and the 2nd‹2› of": "",
		"See note {1}‹1›":              "",
		"a rain-12‹1› thing":           "",
		"Friday the 13‹1›":             "",
	}))
}

// A figure that is raised by its style is as good as ¹.
func TestCheckRaisedNumber(t *testing.T) {
	for before, want := range map[string]bool{"It rained": true, "It rained.": true, "10": false, "m": false, "km": false, "the area x": false} {
		e := essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0,
			doc.Span{Text: before}, doc.Span{Text: "2", Style: doc.Super}, essay.MarkerOf("1"))),
			&essay.Note{ID: "1", Text: doc.FromText("Marsh, Rain, 3.")})
		if got := find(e); slices.Equal(got, []string{"number@2"}) != want || !want && len(got) > 0 {
			t.Errorf("behind %q: %q, want a finding: %t", before, got, want)
		}
	}
}

func TestCheckPage(t *testing.T) {
	tests := map[string]struct{ body, note, want string }{
		"page":                      {"by sentries” (72).‹1›", "Ko, 72.", "(72)"},
		"in a journal":              {"no permit” (67).‹1›", "“Defectors,” Ko, 67, Vol. 28, No. 2, 2004, pp.65-99.", "(67)"},
		"with p.":                   {"by sentries (p. 72).‹1›", "Ko, p. 72", "(p. 72)"},
		"with a name":               {"by sentries (Ko 72).‹1›", "Ko, 72.", "(Ko 72)"},
		"with names":                {"by sentries (Ko and Chung, 72).‹1›", "Ko and Chung, 72–73; Ko and Chung, 72.", "(Ko and Chung, 72)"},
		"range":                     {"by sentries (72–73).‹1›", "Ko, 72-73.", "(72–73)"},
		"behind the marker":         {"by sentries”‹1› (72).", "Ko, 72.", "(72)"},
		"no punctuation":            {"by sentries (72)‹1› and", "Ko, 72.", "(72)"},
		"another page":              {"by sentries (71).‹1›", "Ko, 72.", ""},
		"within the note's range":   {"by sentries (72).‹1›", "Ko, 70–75.", ""},
		"the range's start":         {"by sentries (359).‹1›", "Heberden, “Rain,” 59 (1769): 359–362.", ""},
		"another's page":            {"by sentries (Hobbs 72).‹1›", "Ko, 72.", ""},
		"a year":                    {"by Heberden (1769).‹1›", "Heberden, “Rain,” 59 (1769): 359.", ""},
		"a volume":                  {"by sentries (28).‹1›", "Ko, Vol. 28, 2004.", ""},
		"a day":                     {"by sentries (12).‹1›", "Letter of 12 June 1881.", ""},
		"a part of a number":        {"by sentries (72).‹1›", "Ko, 1.72.", ""},
		"an address":                {"by sentries (72).‹1›", "http://a.org/72.html", ""},
		"an enumeration":            {"rain (1), wind (2)‹1› and hail (3)", "Ko, 2.", ""},
		"more than a page":          {"by sentries (see below, 72).‹1›", "Ko, see below, 72.", ""},
		"a count":                   {"the sentries (72 men).‹1›", "Ko, 72.", ""},
		"too far away":              {"by sentries (72) and by dogs.‹1›", "Ko, 72.", ""},
		"words in brackets":         {"by sentries (Hull).‹1›", "Hull, 72.", ""},
		"the note of another":       {"by sentries (72).‹2› It rained.‹1›", "Ko, 72.", ""},
		"brackets that do not open": {"by sentries 72).‹1›", "Ko, 72.", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var want []string
			if tt.want != "" {
				want = []string{"page@" + tt.want}
			}
			e := made("", tt.body, tt.note, "Hobbs, Letters, 4.")
			if !strings.Contains(tt.body, "‹2›") {
				e = e.WithoutNote("2")
			}
			if got := find(e); !slices.Equal(got, want) {
				t.Errorf("the checks find %q, want %q", got, want)
			}
		})
	}
}
