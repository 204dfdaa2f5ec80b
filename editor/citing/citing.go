// Package citing prints the citations of an essay: each as it reads where it
// stands, in the essay's style and language, and the list of what was cited.
//
// What is printed follows from the essay alone. Absent are the text it stands
// in, which holds identities, and the rules of styles, which are those of
// package csl.
package citing

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Printer prints essays one after the other, and prints again only what differs
// from the time before. It must not be used by two goroutines at a time.
type Printer struct {
	// Style finds a style by its name.
	Style func(name string) (*csl.Style, error)
	// Locale finds locale files, as [csl.Locales] says.
	Locale csl.Locales

	citing    essay.Citing
	locale    string
	notes     bool // the style cites in notes
	processor *csl.Processor
	names     *csl.Processor           // for the authors that stand in the sentence
	memo      map[*csl.Span][]doc.Span // by what the processor remembers
}

// NewPrinter prints with the styles and locales of folders.
func NewPrinter(f cite.Folders) *Printer { return &Printer{Style: f.Style, Locale: f.Locale} }

// Printed is how an essay's citations read. It is never modified after it is
// made.
type Printed struct {
	Missing []string // keys that no source has, each once, in the order of the text

	spans   map[cite.ID][]doc.Span
	authors map[cite.ID][]doc.Span
	lists   map[string][]Entry
	texts   map[string][]doc.Span // of the lists
	essay   *essay.Essay
}

// Entry is one source of a bibliography as it is printed.
type Entry struct {
	Key   string
	Spans []doc.Span
	// First is how many spans are the column in front, such as “[1]”, in styles
	// that have one.
	First int
}

// Spans is how a citation reads, or, where it was not printed, as it is typed.
func (p *Printed) Spans(e *essay.Essay, id cite.ID) []doc.Span {
	if p != nil {
		if s := p.spans[id]; len(s) > 0 {
			return s
		}
	}
	return []doc.Span{{Text: e.CitationText(id)}}
}

// Authors are the names that stand in the sentence before a citation's note,
// where the style cites in notes and the citation wants its author in the text;
// nil for others.
func (p *Printed) Authors(id cite.ID) []doc.Span {
	if p == nil {
		return nil
	}
	return p.authors[id]
}

// Of reports whether what is printed is that of the essay as it is: the same
// citations in the same places.
func (p *Printed) Of(e *essay.Essay) bool {
	return p != nil && (p.essay == e || p.essay.SameCited(e) && p.essay.SameRefs(e) && samePlaces(p.essay, e))
}

// samePlaces reports whether the texts with citations are known to be the same.
func samePlaces(a, b *essay.Essay) bool {
	if !a.Body().SameAtoms(b.Body()) {
		return false
	}
	if a.SameNotes(b) {
		return true
	}
	for n := range b.Notes() {
		if m := a.Note(n.ID); m != n && (m == nil || len(m.Text.Atoms())+len(n.Text.Atoms()) > 0) {
			return false
		}
	}
	return true
}

// Print prints an essay's citations. It fails where the style cannot be read;
// then what is printed is what is typed.
func (p *Printer) Print(e *essay.Essay) (*Printed, error) {
	places := e.CitePlaces()
	lists := bibliographies(e)
	out := &Printed{spans: make(map[cite.ID][]doc.Span, len(places)), authors: map[cite.ID][]doc.Span{}, lists: map[string][]Entry{}, texts: map[string][]doc.Span{}, essay: e}
	if len(places) == 0 && len(lists) == 0 {
		return out, nil
	}
	if err := p.prepare(e); err != nil {
		return out, err
	}
	document := csl.Document{Citations: make([]csl.Citation, len(places)), Uncited: uncited(e, lists)}
	around := sentences(e, places, p.notes)
	for i, place := range places {
		document.Citations[i] = citation(place, around[place.Citation.ID], p.notes)
	}
	rendered := p.processor.Render(document)
	out.Missing = rendered.Missing
	memo := make(map[*csl.Span][]doc.Span, len(p.memo))
	for i, place := range places {
		id := place.Citation.ID
		if known(e, place.Citation) {
			out.spans[id] = p.spans(memo, rendered.Citations[i])
		}
		if p.notes && essay.NoteID(id) == place.Note && inText(place.Citation) && known(e, place.Citation) {
			out.authors[id] = p.author(place.Citation)
		}
	}
	p.memo = memo
	for _, list := range lists {
		out.lists[string(list)] = p.entries(e, rendered, list)
		out.texts[string(list)] = joined(out.lists[string(list)])
	}
	return out, nil
}

// Known reports whether an essay has a source of at least one of its citations;
// where nothing is cited nothing is known.
func Known(e *essay.Essay) bool {
	return slices.ContainsFunc(e.CitePlaces(), func(p essay.CitePlace) bool { return known(e, p.Citation) })
}

// known reports whether all that a citation cites is there; else it reads as it
// is typed.
func known(e *essay.Essay, c *cite.Citation) bool {
	return !slices.ContainsFunc(c.Cites, func(one cite.Cite) bool { return e.Source(one.Key) == nil })
}

// prepare has the processor of the essay's style and language, with its
// sources.
func (p *Printer) prepare(e *essay.Essay) error {
	if p.processor == nil || p.citing != e.Citing() || p.locale != e.CiteLocale() {
		p.processor = nil
		style, err := p.Style(e.Citing().StyleName())
		if err != nil {
			return err
		}
		options := csl.Options{Locale: e.CiteLocale(), Locales: p.Locale, NoIbid: e.Citing().NoIbid}
		processor, err := csl.NewProcessor(style, options)
		if err != nil {
			return err
		}
		if p.names, err = csl.NewProcessor(style, options); err != nil {
			return err
		}
		p.processor, p.citing, p.locale, p.notes, p.memo = processor, e.Citing(), e.CiteLocale(), !e.Citing().InText, nil
	}
	items := e.Sources()
	p.processor.SetItems(items)
	p.names.SetItems(items)
	return nil
}

// citation is a citation in the processor's terms.
func citation(place essay.CitePlace, s sentence, notes bool) csl.Citation {
	c := csl.Citation{Note: place.Number, Begun: s.begun, GoesOn: s.goesOn}
	isNote := notes && essay.NoteID(place.Citation.ID) == place.Note
	for i, one := range place.Citation.Cites {
		out := csl.Cite{
			ID: one.Key, Locator: one.Locator, Label: one.Label, Prefix: behind(one.Prefix), Suffix: before(one.Suffix),
			SuppressAuthor: one.Mode == cite.SuppressAuthor,
		}
		if i == 0 && notes && place.Number > 0 && !s.begun {
			out.Prefix = capital(out.Prefix) // it begins a sentence of the note
		}
		if i == 0 && one.Mode == cite.AuthorInText {
			c.AuthorInText = !isNote
			out.SuppressAuthor = isNote
		}
		c.Cites = append(c.Cites, out)
	}
	return c
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// behind is a prefix with the space that parts it from what follows.
func behind(prefix string) string {
	if prefix == "" {
		return ""
	}
	return prefix + " "
}

// before is a suffix with what parts it from what it follows.
func before(suffix string) string {
	if suffix == "" {
		return ""
	}
	switch suffix[0] {
	case ',', ';', ':', '.', ')', '?', '!':
		return suffix
	case '(', '[':
		return " " + suffix
	}
	return ", " + suffix
}

func inText(c *cite.Citation) bool { return len(c.Cites) > 0 && c.Cites[0].Mode == cite.AuthorInText }

// author is the names of a citation's first source, as they stand in a sentence.
func (p *Printer) author(c *cite.Citation) []doc.Span {
	out := p.names.Render(csl.Document{Citations: []csl.Citation{{Note: 1, Cites: []csl.Cite{{ID: c.Cites[0].Key, AuthorOnly: true}}}}})
	return spansOf(out.Citations[0])
}

// spans are rendered text as a document's, the same as before where it says the
// same.
func (p *Printer) spans(memo map[*csl.Span][]doc.Span, s csl.Spans) []doc.Span {
	if len(s) == 0 {
		return nil
	}
	key := &s[0]
	if known, ok := memo[key]; ok {
		return known
	}
	known, ok := p.memo[key]
	if !ok {
		known = spansOf(s)
	}
	memo[key] = known
	return known
}

func spansOf(s csl.Spans) []doc.Span {
	var out []doc.Span
	for _, r := range s.Runs() {
		out = append(out, doc.Span{Text: r.Text, Style: styleOf(r.Format), Link: r.Link})
	}
	return slices.Clip(out)
}

func styleOf(f csl.Format) doc.Style {
	var s doc.Style
	if f.Style == csl.StyleItalic || f.Style == csl.StyleOblique {
		s |= doc.Italic
	}
	if f.Variant == csl.VariantSmallCaps {
		s |= doc.SmallCaps
	}
	if f.Weight == csl.WeightBold {
		s |= doc.Bold
	}
	if f.Line == csl.LineUnder {
		s |= doc.Underline
	}
	switch f.Align {
	case csl.AlignSuper:
		s |= doc.Super
	case csl.AlignSub:
		s |= doc.Sub
	}
	return s
}
