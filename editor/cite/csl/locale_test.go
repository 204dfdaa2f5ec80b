package csl

import (
	"fmt"
	"io/fs"
	"testing"
)

// TestLocaleFallback draws every text from the first source that has it.
func TestLocaleFallback(t *testing.T) {
	file := func(lang, terms string) string {
		return fmt.Sprintf(`<locale xml:lang=%q version="1.0"><terms>%s</terms></locale>`, lang, terms)
	}
	files := map[string]string{
		"de-AT": file("de-AT", `<term name="month-01">Jänner</term>`),
		"de-DE": file("de-DE", `<term name="month-01">Januar</term><term name="and">und</term><term name="page"><single>Seite</single><multiple>Seiten</multiple></term>`),
		"en-US": file("en-US", `<term name="and">and</term><term name="page" form="short"><single>p.</single><multiple>pp.</multiple></term><term name="editor">editor</term>`),
	}
	locales := Locales(func(lang string) ([]byte, error) {
		if s, ok := files[lang]; ok {
			return []byte(s), nil
		}
		return nil, fs.ErrNotExist
	})
	style, err := ParseStyleBytes([]byte(`<style class="note" version="1.0">
		<locale><terms><term name="in">IN</term></terms></locale>
		<locale xml:lang="de"><terms><term name="editor"/><term name="in">in</term></terms></locale>
		<citation><layout><text variable="title"/></layout></citation></style>`))
	if err != nil {
		t.Fatal(err)
	}
	l, err := newLocale(style, "de-AT", locales)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, form string
		plural     bool
		want       string
	}{
		{"month-01", "long", false, "Jänner"}, // the dialect
		{"and", "long", false, "und"},         // its primary dialect
		{"page", "short", true, "pp."},        // another language before another form
		{"page", "verb", true, "Seiten"},      // another form
		{"editor", "long", false, ""},         // defined as empty
		{"in", "long", false, "in"},           // the style's own for the language
		{"et-al", "long", false, "et al."},    // built in
	} {
		if got, ok := l.term(c.name, c.form, c.plural); got != c.want || !ok {
			t.Errorf("%s %s is %q, %t; want %q", c.name, c.form, got, ok, c.want)
		}
	}
	if _, err := newLocale(style, "../../etc/passwd", locales); err != nil {
		t.Errorf("an impossible language is no error: %v", err)
	}
}

// TestOrdinals follows the rules of CSL 1.0.1 and of 1.0.
func TestOrdinals(t *testing.T) {
	l := &locale{sources: []*localeData{mustEnglish(t)}}
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 111: "111th", 102: "102nd"} {
		if got := l.ordinal(n, ""); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{1: "first", 10: "tenth", 11: "11th"} {
		if got := l.longOrdinal(n, ""); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func mustEnglish(t *testing.T) *localeData {
	t.Helper()
	d, err := ownEnglish()
	if err != nil {
		t.Fatal(err)
	}
	return d
}
