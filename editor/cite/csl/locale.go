package csl

import (
	"bytes"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
)

// Locales finds locale files by language tag, such as "de-AT". It returns an
// error for which errors.Is(err, fs.ErrNotExist) holds when there is none.
type Locales func(lang string) ([]byte, error)

// LocaleFS finds locale files named locales-xx-XX.xml in a folder, as the
// public repository of locales has them.
func LocaleFS(folder fs.FS) Locales {
	return func(lang string) ([]byte, error) {
		return fs.ReadFile(folder, "locales-"+lang+".xml")
	}
}

// localeData is one source of localized texts: a locale file or a cs:locale
// element of a style.
type localeData struct {
	lang     string
	terms    map[termKey]term
	ordinals bool // it defines ordinal suffixes, which replace all others
	dates    map[string]*dateFormat
	options  map[string]string
}

type termKey struct{ name, form, genderForm string }

type term struct {
	single, multiple string
	gender           string
	match            string
}

type dateFormat struct {
	attributes
	delimiter string
	parts     []datePart
}

// locale is what a processor localizes with: sources in falling priority.
type locale struct {
	lang    string
	sources []*localeData
	// quoteMarks holds the language's quotation marks.
	quoteMarks string
}

// primaryDialects are the languages' default dialects.
var primaryDialects = map[string]string{
	"af": "af-ZA", "ar": "ar", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB",
	"da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE",
	"eu": "eu", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN",
	"hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP",
	"km": "km-KH", "ko": "ko-KR", "la": "la", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN",
	"nb": "nb-NO", "nl": "nl-NL", "nn": "nn-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
	"ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE",
	"th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN", "zh": "zh-CN",
}

func language(lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	return base
}

// newLocale gathers the sources for a language in the order in which the
// specification consults them: the style's own locales for the dialect, for
// the language, for all; then the files for the dialect, for the language's
// primary dialect, and for American English.
func newLocale(style *Style, lang string, files Locales) (*locale, error) {
	lang = strings.ReplaceAll(strings.TrimSpace(lang), "_", "-")
	if dialect, ok := primaryDialects[lang]; ok {
		lang = dialect
	}
	l := &locale{lang: lang}
	add := func(match string) {
		// Of two elements for the same language the later counts.
		for i := len(style.locales) - 1; i >= 0; i-- {
			if style.locales[i].lang == match {
				l.sources = append(l.sources, style.locales[i])
			}
		}
	}
	add(lang)
	if base := language(lang); base != lang {
		add(base)
	}
	add("")
	tried := map[string]bool{}
	for _, name := range []string{lang, primaryDialects[language(lang)], "en-US"} {
		if name == "" || tried[name] {
			continue
		}
		tried[name] = true
		data, err := loadLocale(files, name)
		if err != nil {
			return nil, err
		}
		if data != nil {
			l.sources = append(l.sources, data)
		}
	}
	own, err := ownEnglish()
	if err != nil {
		return nil, err
	}
	l.sources = append(l.sources, own)
	for _, name := range []string{"open-quote", "close-quote", "open-inner-quote", "close-inner-quote"} {
		l.quoteMarks += strings.TrimSpace(l.text(name))
	}
	return l, nil
}

// ownEnglish is the package's own locale, which is always the last resort.
var ownEnglish = sync.OnceValues(func() (*localeData, error) { return loadLocale(builtinLocales, "en-US") })

// loadLocale reads one locale file. That there is none is no error: fallback
// goes on. Nor is it one when the name is no file's name at all.
func loadLocale(files Locales, lang string) (*localeData, error) {
	if files == nil || !plausibleTag(lang) {
		return nil, nil
	}
	data, err := files(lang)
	if err != nil {
		return nil, nil //nolint:nilerr // a language without a file falls back to the next
	}
	root, err := readXML(bytes.NewReader(data))
	if err == nil && root.name != "locale" {
		err = fmt.Errorf("its outermost element is <%s>, not <locale>", root.name)
	}
	if err != nil {
		return nil, fmt.Errorf("the locale file for %s cannot be read: %w", lang, err)
	}
	return parseLocaleData(root), nil
}

func plausibleTag(lang string) bool {
	for _, c := range lang {
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return lang != "" && len(lang) < 40
}

func parseLocaleData(root *xmlNode) *localeData {
	d := &localeData{
		lang:    root.attr("lang"),
		terms:   map[termKey]term{},
		dates:   map[string]*dateFormat{},
		options: map[string]string{},
	}
	for _, k := range root.kids {
		switch k.name {
		case "terms":
			for _, t := range k.kids {
				d.addTerm(t)
			}
		case "date":
			d.dates[k.attr("form")] = &dateFormat{
				attributes: parseAttributes(k),
				delimiter:  k.attr("delimiter"),
				parts:      parseDateParts(k),
			}
		case "style-options":
			for _, a := range k.attrs {
				d.options[a.Name.Local] = a.Value
			}
		}
	}
	return d
}

func (d *localeData) addTerm(n *xmlNode) {
	if n.name != "term" {
		return
	}
	form := n.attr("form")
	if form == "" {
		form = "long"
	}
	t := term{single: termText(n), multiple: termText(n), gender: n.attr("gender"), match: n.attr("match")}
	if len(n.kids) > 0 {
		t.single = termText(n.child("single"))
		t.multiple = termText(n.child("multiple"))
	}
	name := normalTerm(n.attr("name"))
	if strings.HasPrefix(name, "ordinal") {
		d.ordinals = true
	}
	d.terms[termKey{name, form, n.attr("gender-form")}] = t
}

// termText is a term as it is written; a line break alone is an empty term.
func termText(n *xmlNode) string {
	text := n.content()
	if strings.ContainsAny(text, "\n\r") && strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}

// normalTerm gives the one name of terms that are spelled in several ways.
func normalTerm(name string) string {
	switch name {
	case "sub-verbo":
		return "sub verbo"
	case "editor-translator":
		return "editortranslator"
	}
	return name
}

var formFallback = map[string]string{"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}

// term looks a term up; ok is false when no source defines it in any form.
func (l *locale) term(name, form string, plural bool) (text string, ok bool) {
	t, ok := l.lookup(name, form)
	if !ok {
		return "", false
	}
	if plural {
		return t.multiple, true
	}
	return t.single, true
}

func (l *locale) lookup(name, form string) (term, bool) {
	name = normalTerm(name)
	if form == "" {
		form = "long"
	}
	for form != "" {
		for _, s := range l.sources {
			if t, ok := s.terms[termKey{name, form, ""}]; ok {
				return t, true
			}
		}
		form = formFallback[form]
	}
	return term{}, false
}

// text returns the singular of a term in its long form, or "".
func (l *locale) text(name string) string {
	s, _ := l.term(name, "long", false)
	return s
}

func (l *locale) option(name string) bool {
	for _, s := range l.sources {
		if v, ok := s.options[name]; ok {
			return v == "true"
		}
	}
	return false
}

func (l *locale) dateFormat(form string) *dateFormat {
	for _, s := range l.sources {
		if f, ok := s.dates[form]; ok {
			return f
		}
	}
	return nil
}

// gender is the gender of the noun that numbers of the variable count.
func (l *locale) gender(name string) string {
	for _, s := range l.sources {
		if t, ok := s.terms[termKey{normalTerm(name), "long", ""}]; ok {
			return t.gender
		}
	}
	return ""
}

// ordinal returns the number n with its ordinal suffix.
func (l *locale) ordinal(n int, gender string) string {
	return strconv.Itoa(n) + l.ordinalSuffix(n, gender)
}

func (l *locale) ordinalSuffix(n int, gender string) string {
	for _, s := range l.sources {
		if s.ordinals {
			return s.ordinalSuffix(n, gender)
		}
	}
	return ""
}

func (d *localeData) ordinalSuffix(n int, gender string) string {
	get := func(name string) (term, bool) {
		if t, ok := d.terms[termKey{name, "long", gender}]; ok {
			return t, true
		}
		t, ok := d.terms[termKey{name, "long", ""}]
		return t, ok
	}
	_, modern := get("ordinal")
	if !modern && n%100/10 == 1 {
		// CSL 1.0 had four suffixes, the fourth for all that is left.
		t, _ := get("ordinal-04")
		return t.single
	}
	for _, digits := range []int{n % 100, n % 10} {
		t, ok := get(fmt.Sprintf("ordinal-%02d", digits))
		if ok && t.matchesNumber(n, digits) {
			return t.single
		}
	}
	if t, ok := get("ordinal"); ok {
		return t.single
	}
	t, _ := get("ordinal-04")
	return t.single
}

// matchesNumber reports whether the suffix that is named after some last
// digits of n may be used for n.
func (t term) matchesNumber(n, digits int) bool {
	switch t.match {
	case "whole-number":
		return n == digits
	case "last-two-digits":
		return n%100 == digits
	}
	return true
}

func (l *locale) longOrdinal(n int, gender string) string {
	if n >= 1 && n <= 10 {
		name := fmt.Sprintf("long-ordinal-%02d", n)
		for _, g := range []string{gender, ""} {
			for _, s := range l.sources {
				if t, ok := s.terms[termKey{name, "long", g}]; ok {
					return t.single
				}
			}
		}
	}
	return l.ordinal(n, gender)
}
