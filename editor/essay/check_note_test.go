package essay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

func TestCheckQuotes(t *testing.T) {
	runChecks(t, singles(map[string]string{
		"Defectors: Their Life,” Ko, 72.":                   "quotes@”",
		"“Defectors: Their Life, Ko, 72.":                   "quotes@“",
		"“Defectors “Again,” Ko, 72.":                       "quotes@“",
		"„Regen, Marsh, 72.":                                "quotes@„",
		"Regen“, Marsh, 72.":                                "quotes@“",
		"« La pluie, Marsh, 72.":                            "quotes@«",
		"La pluie », Marsh, 72.":                            "quotes@»",
		"»Regen, Marsh, 72.":                                "quotes@»",
		"\"Defectors, Ko, 72.":                              "quotes@\"",
		"Defectors\", Ko, 72.":                              "quotes@\"",
		"‘Defectors, Ko, 72.":                               "quotes@‘",
		"‚Regen, Marsh, 72.":                                "quotes@‚",
		"“One.”\n“Two.":                                     "quotes@“",
		"“Defectors,” Ko, 72.":                              "",
		"“Defectors ‘in slight’ of it,” Ko, 72.":            "",
		"„Regen“, Marsh, 72.":                               "",
		"„Regen”, Marsh, 72.":                               "",
		"„Regen ‚und‘ Wind“, Marsh, 72.":                    "",
		"«Pluie», « pluie » et «\u00a0pluie\u00a0», 72.":    "",
		"»Regen«, »Regen ›und‹ Wind«, 72.":                  "",
		"”Regn”, ”vind”, Marsh, 72.":                        "",
		"»Regn», Marsh, 72.":                                "",
		"”Regen“, Marsh, 72.":                               "",
		"「雨」と『風』、72。":                                       "",
		"\"Defectors\" and \"(rain)\", Ko, 72.":             "",
		"A gauge of 5\" by 8\" and 12” high.":               "",
		"\"A 5\" gauge\", Marsh, 72.":                       "",
		"\"Rain of 1887\" and \"Wind\", 72.":                "",
		"The gauges’ rims; the Smiths’; rock ’n’ roll.":     "",
		"‘Tis the rain, and ‘twas the wind of the ‘90s.":    "",
		"Marsh's gauge, the '90s, 'tis rain.":               "",
		"“A quotation.\n“It opens anew.\n“And closes.”":     "",
		"“A quotation\nof two paragraphs,” Ko.":             "",
		"\"A quotation.\n\"It opens anew.\n\"And closes.\"": "",
		"Sonata in E, Op. 109; \" in F, \" 110; \" in G.":   "",
		"Home » Archive » Rain, a path.":                    "",
		"Home › Archive › Rain, a path.":                    "",
		"“Rain (“and wind”) fell,” Ko, 72.":                 "",
		"(“Rain”), [“wind”], “—hail—”, 72.":                 "",
		"https://a.org/?q=\"rain is an address.":            "quotes@\"",
		"‘Rain’ and ’wind’ and Marsh’s gauge.":              "",
		"He said “rain”, “wind”, and “hail”—so he said.":    "",
		"Hawai‘i, the Qur’an and the ‘ayn of Sa‘id are ‘":   "",
	}))
}

func TestCheckBrackets(t *testing.T) {
	runChecks(t, singles(map[string]string{
		"Ko (Hull: Quayside, 1981, 72.":                      "brackets@(",
		"Ko, Hull: Quayside, 1981), 72.":                     "brackets@)",
		"Ko [sic, 72.":                                       "brackets@[",
		"Ko [a, 72] and so forth], 72.":                      "brackets@]",
		"Ko (Hull [UK), 72.":                                 "brackets@[",
		"{Ko, 72.":                                           "brackets@{",
		"Ko (Hull: Quayside, 1981), 72.":                     "",
		"Ko (Hull [UK]: Quayside, 1981), 72.":                "",
		"Of a) the garden, b) the roof and iv) 12) the can.": "",
		"1) The garden; 2) the roof.":                        "",
		"The interval [0, 1) of it, and (0, 1].":             "",
		"So he said :) and ;-) and :-(":                      "",
		"harbour] haven Q2, port F.":                         "",
		"See https://en.wikipedia.org/wiki/Rain_(gauge), 2.": "",
		"See https://a.org/rain(gauge, 2.":                   "",
		"See (https://en.wikipedia.org/wiki/Rain), 2.":       "",
		"[...] and [sic] and [their] rain.":                  "",
		"(A note\nof two paragraphs.)":                       "",
		"501(c)(3) is a law.":                                "",
	}))
}

// What is code is no prose.
func TestCheckOpaque(t *testing.T) {
	n := &essay.Note{ID: "1", Text: doc.New(
		doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "Type "}, doc.Span{Text: "f(\"", Style: doc.Mono}, doc.Span{Text: "."}),
		doc.NewBlock(doc.Code, 0, doc.Span{Text: "if (x {"}))}
	if got := find(essay.New(doc.New(doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: "So."}, essay.MarkerOf("1"))), n)); len(got) > 0 {
		t.Errorf("in code: %q", got)
	}
}

func TestCheckAddresses(t *testing.T) {
	runChecks(t, singles(map[string]string{
		"See http:/www.unhcr.org/pages/49c.html.":                  "url@http:/www.unhcr.org/pages/49c.html",
		"See htp://www.unhcr.org, 2.":                              "url@htp://www.unhcr.org",
		"See htpps://www.unhcr.org, 2.":                            "url@htpps://www.unhcr.org",
		"See http//www.unhcr.org, 2.":                              "url@http//www.unhcr.org",
		"See http:\\\\www.unhcr.org, 2.":                           "url@http:\\\\www.unhcr.org",
		"See http;//www.unhcr.org, 2.":                             "url@http;//www.unhcr.org",
		"See http:///www.unhcr.org, 2.":                            "url@http:///www.unhcr.org",
		"See http:// www.unhcr.org/pages, 2.":                      "url@http:// www.unhcr.org/pages",
		"See http://wwwunhcrorg/pages, 2.":                         "url@http://wwwunhcrorg/pages",
		"See http://www.unhcr,org/pages, 2.":                       "url@http://www.unhcr,org/pages",
		"See http://www..unhcr.org/pages, 2.":                      "url@http://www..unhcr.org/pages",
		"See http://www.unhcr.org/pages/ 49c3646.html, 2.":         "url@http://www.unhcr.org/pages/ 49c3646.html",
		"See http://www.unhcr.org/pages/49c…":                      "url@http://www.unhcr.org/pages/49c",
		"See http://www.unhcr.org:99999/a, 2.":                     "url@http://www.unhcr.org:99999/a",
		"See http://www.unhcr.o/pages, 2.":                         "url@http://www.unhcr.o/pages",
		"See www.unhcr/pages, 2.":                                  "url@www.unhcr/pages",
		"See |http://a.org/rain. the register|, 2.":                "url@the register",
		"See |http:/a.org/rain the register|, 2.":                  "url@the register",
		"See |www.unhcr.org the register|, 2.":                     "url@the register",
		"See |http://www.unhcr.org/pages/49c.html here|.":          "",
		"See |http://nodot http://nodot|, 2.":                      "url@http://nodot",
		"(UNHCR) http://www.unhcr.org/pages/49c3646c.html":         "",
		"See http://www.unhcr.org/pages/49c.html.":                 "",
		"See <https://www.unhcr.org>; and so on.":                  "",
		"See (https://www.unhcr.org/a_(b)), “https://a.org/rain.”": "",
		"See https://doi.org/10.1000/182, 2.":                      "",
		"See doi:10.1000/182 and urn:isbn:978 and mailto:a@b.org.": "",
		"See www.gov.uk, www.parliament.uk/rain and gov.uk/rain.":  "",
		"See http://localhost:8080/a and http://127.0.0.1/a.":      "",
		"See http://[2001:db8::1]:80/a, ftp://a.org/rain.":         "",
		"See https://köln.de/регистр and http://xn--kln-sna.de.":   "",
		"See https://user:word@a.org:443/rain?q=a,b;c#d.":          "",
		"See file:///tmp/rain.txt, zotero://select/1, git://a.org": "",
		"Rain and/or wind, 1881/82, km/h, n/a, c:/rain, his//her.": "",
		"It starts with http:// or https://, as a rule.":           "",
		"See https://a.org/ and rain.":                             "",
		"See https://a.org/rain- and wind.":                        "",
		"See https://en.wikipedia.org/wiki/Yahoo! and more.":       "",
		"See |https://en.wikipedia.org/wiki/Dr. a title|.":         "",
		"See |#gauge above|, |rain.html there|, |mailto:a@b c|.":   "",
		"See http://a_b.example.org/rain.":                         "",
		"The www. prefix, and WWW for short.":                      "",
		"Visit www.a.org...":                                       "url@www.a.org",
	}))
}

// many are notes of one essay in order, each with a marker beyond reproach.
func many(want []string, notes ...string) checkTest {
	var body strings.Builder
	for i := range notes {
		fmt.Fprintf(&body, "It rained.‹%d› ", i+1)
	}
	return checkTest{strings.Join(notes, " / "), "", body.String(), notes, want}
}

const (
	marsh = "Eleanor Marsh, The Nine O’Clock People: Amateur Observers (Dunmere: Tarn Press, 1987), 41."
	ko    = "“North Korean Defectors,” Sung Ho Ko, Kiseon Chung, and Yoo-seok Oh, Asian Perspective, 67, Vol. 28, 2004."
)

func TestCheckIbid(t *testing.T) {
	runChecks(t, []checkTest{
		many([]string{"ibid@Ibid"}, "Ibid., 12."),
		many([]string{"ibid@ibid"}, "See ibid., 12."),
		many([]string{"ibid@Ebd"}, "Ebd., 12."),
		many([]string{"ibid@Ibid"}, "Marsh, Rain, 12; Hobbs, Letters, 14.", "Ibid., 15."),
		many([]string{"ibid@Ibid"}, "Marsh, Rain, 12. See also Hobbs, Letters, 14.", "Ibid."),
		many([]string{"ibid@Ibid"}, marsh, "Ibid., 12; Hobbs, 14.", "Ibid., 15.", "Ibid., 16."),
		many([]string{"ibid@Ibid"}, "I thank Clara Hobbs for this remark.", "Ibid., 15."),
		many([]string{"ibid@Ibid"}, "The harbour is gone now, and so are its gauges.", "Ibid., 15."),
		many(nil, marsh, "Ibid., 12.", "Ibid.", "ibid., 14–16."),
		many(nil, "Marsh, Rain, 12; 14–15.", "Ibid."),
		many(nil, "Marsh, Rain (London, 1912; repr. Oxford, 1950), 12.", "Ibid."),
		many(nil, "Marsh, “Rain, 3; Or the Gauge, 4,” 12.", "Ibid."),
		many(nil, "Marsh, Rain, vol. 1, 12; Vol. 2, 14.", "Ibid."),
		many(nil, "Marsh, Rain; A History, 12.", "Ibid."),
		many(nil, "Marsh, Les histoires de la petite pluie.", "Ibid."),
		many(nil, "Letter from Clara Hobbs to the author.", "Ibid."),
		many(nil, "Personal communication, as it was given.", "Ibid."),
		many(nil, "See the register of rain that is at Combe Ferrers.", "Ibid."),
		many(nil, "In 1887 the drought was worst of all.", "Ibid."),
		many(nil, "The ibid. of Marsh, 12."),
	})
	series := made("", "One.‹1› Two.‹2› Three.‹3›", marsh, "Ibid., 12.", "Ibid., 13.")
	n := *series.Note("2")
	n.Series = "editor"
	if got := find(series.WithNote(&n)); !slices.Equal(got, []string{"ibid@Ibid"}) {
		t.Errorf("“Ibid.” first in its series: %q", got)
	}
	sections := made("", "# A\nOne.‹1›\n# B\nTwo.‹2›", marsh, "Ibid., 12.")
	if got := find(sections); len(got) > 0 {
		t.Errorf("“Ibid.” in notes numbered through: %q", got)
	}
	if got := find(sections.WithScheme(essay.Scheme{}.With(essay.Series{Restart: true}))); !slices.Equal(got, []string{"ibid@Ibid"}) {
		t.Errorf("“Ibid.” as the first note of a section: %q", got)
	}
}

func TestCheckShortForm(t *testing.T) {
	runChecks(t, []checkTest{
		many([]string{"short@Ko, 72."}, "Ko, 72.", ko),
		many([]string{"short@Ko, Chung, and Oh, 72-73."}, "Ko, Chung, and Oh, 72-73.", "Hobbs, Letters, 4.", "Ko, 70.", ko),
		many([]string{"short@Marsh, Nine O’Clock People, 112."}, "See Marsh, Nine O’Clock People, 112.", marsh),
		many([]string{"short@Marsh 112"}, "Marsh 112", marsh),
		many([]string{"short@Marsh, p. 112f."}, "Marsh, p. 112f.", "Marsh, Eleanor: Rain and Wind in Hull. Dunmere 1987."),
		many(nil, ko, "Ko, 72."),
		many(nil, "Ko, 72.", "Ko, 73.", "Hobbs, Letters, 4."),
		many(nil, "Ko, 72.", "Ko wrote much on this, as I have said before.", ko),
		many(nil, "Ko, Rain, 72.", ko),
		many(nil, "Oakley, 72.", ko),
		many(nil, "Perspective 28", "John Marsh, The Perspective of Rain and Wind (Oxford, 1990), 4."),
		many(nil, "Psalm 23.", "John Marsh, Psalm 23 and the Rain of Hull (Oxford: Tarn, 1990), 4."),
		many(nil, "Genesis 1:3.", "Peter Genesis, The Rain and the Wind of Hull (Oxford, 1990), 4."),
		many(nil, "Ko 1998, 72.", ko),
		many(nil, "Ko, 1998.", ko),
		many(nil, "Chapter 3.", "Chapter, John, The Rain and the Wind (Oxford, 1990), 4."),
		many(nil, "Marsh tells more of it, 12.", marsh),
		many(nil, "Tarn, 12.", marsh),
	})
}

func TestCheckRepeated(t *testing.T) {
	again := "repeated@" + marsh
	runChecks(t, []checkTest{
		many([]string{again}, marsh, marsh),
		many([]string{again, again}, marsh, "Hobbs, Letters, 4.", marsh, marsh),
		many([]string{again}, strings.ToUpper(marsh), marsh),
		many([]string{again}, strings.NewReplacer(",", "", "’", "'").Replace(marsh), marsh),
		many([]string{again}, strings.Replace(marsh, "Amateur", "Amataeur", 1), marsh),
		many([]string{again}, strings.Replace(marsh, "Observers", "Observer", 1), marsh),
		many([]string{again}, strings.Replace(marsh, "The ", "", 1), marsh),
		many([]string{"repeated@" + strings.Replace(marsh, "The ", "", 1)}, marsh, strings.Replace(marsh, "The ", "", 1)),
		many(nil, marsh, strings.Replace(marsh, "41", "42", 1)),
		many(nil, marsh, strings.Replace(marsh, "1987", "1988", 1)),
		many(nil, marsh, strings.Replace(marsh, "Amateur", "Honest", 1)),
		many(nil, marsh, strings.Replace(marsh, "Eleanor", "", 1)),
		many(nil, "Letter from Eleanor Marsh to Clara Hobbs, 3 May 1881, private.", "Letter from Clara Hobbs to Eleanor Marsh, 3 May 1881, private."),
		many(nil, "The register of rain at Combe Ferrers, part ii, page ten.", "The register of rain at Combe Ferrers, part iii, page ten."),
		many(nil, "Marsh, Nine O’Clock People, 112.", "Marsh, Nine O’Clock People, 112."),
		many(nil, "Ko, Chung, and Oh, 72–73.", "Ko, Chung, and Oh, 72–73."),
		many(nil, marsh, "Ibid., 12, and the table there.", "Hobbs, 4.", "Ibid., 12, and the table there."),
		many(nil, "Emphasis in the original.", "Emphasis in the original."),
		many(nil, "My translation.", "My translation."),
		many(nil, "See the whole register of rain |http://a.org here|.", "See the whole register of rain |http://b.org here|."),
		many(nil, "See the whole register of rain in note {1}.", "See the whole register of rain in note {2}."),
	})
	e := made("", "One.‹1› Two.‹2›", marsh, marsh)
	n := *e.Note("2")
	n.Series = "editor"
	if got := find(e.WithNote(&n)); len(got) > 0 {
		t.Errorf("two series that say the same: %q", got)
	}
}
