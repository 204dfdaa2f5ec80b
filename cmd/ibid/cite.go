package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/cite/csl"
	"github.com/ibid-editor/ibid/editor/cite/sourcefile"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/essay"
)

// citeFormats say how citations and the bibliography are written.
var citeFormats = map[string]struct {
	citation     func(csl.Spans) string
	bibliography func(csl.Bibliography) string
}{
	"text":     {csl.Spans.Text, csl.Bibliography.Text},
	"html":     {csl.Spans.HTML, csl.Bibliography.HTML},
	"markdown": {csl.Spans.Markdown, csl.Bibliography.Markdown},
}

// renderCitations prints sources as a style cites them: every citation on a
// line and, after an empty line, the bibliography.
func renderCitations(c *call) error {
	style := c.flags.String("style", "", "")
	locale := c.flags.String("locale", "", "")
	name := c.flags.String("format", "text", "")
	operands, err := c.operands(-1)
	if err != nil {
		return err
	}
	as, ok := citeFormats[*name]
	switch {
	case !ok:
		return usageError(fmt.Sprintf("cite writes text, html or markdown, not %s", *name))
	case *style == "":
		return usageError("cite wants --style and the name of a style, or its file")
	case len(operands) < 2:
		return usageError("cite wants a file of sources and the key of at least one")
	}
	items, err := c.sources(operands[0])
	if err != nil {
		return err
	}
	citations, err := citationsOf(operands[1:], items, operands[0])
	if err != nil {
		return err
	}
	processor, err := c.processor(*style, *locale)
	if err != nil {
		return err
	}
	processor.SetItems(items)
	out := processor.Render(csl.Document{Citations: citations})
	for _, spans := range out.Citations {
		fmt.Fprintln(c.out, as.citation(spans))
	}
	if list := out.Bibliography(nil); len(list.Entries) > 0 {
		_, err = fmt.Fprintf(c.out, "\n%s\n", strings.TrimRight(as.bibliography(list), "\n"))
	}
	return err
}

// sources reads a file of sources.
func (c *call) sources(path string) ([]*csl.Item, error) {
	format, ok := sourcefile.ByPath(path)
	if !ok {
		var endings []string
		for _, f := range sourcefile.Formats {
			endings = append(endings, f.Endings[0])
		}
		return nil, usageError(fmt.Sprintf("the ending of %s tells no format of sources: there are %s", path, strings.Join(endings, ", ")))
	}
	data, err := c.read(path)
	if err != nil {
		return nil, err
	}
	items, problems := format.Read(data)
	var warnings []string
	for _, p := range problems {
		warnings = append(warnings, path+": "+p.String())
	}
	c.warn(warnings)
	return items, nil
}

// citationsOf makes a citation of every operand: a key, or a key, a comma and
// a locator. Each stands in a note of its own; styles without notes pass that
// over.
func citationsOf(operands []string, items []*csl.Item, path string) ([]csl.Citation, error) {
	var keys []string
	for _, it := range items {
		keys = append(keys, it.ID)
	}
	var out []csl.Citation
	for i, operand := range operands {
		key, locator := operand, ""
		if !slices.Contains(keys, operand) { // a key may have a comma itself
			key, locator, _ = strings.Cut(operand, ",")
		}
		key = strings.TrimSpace(key)
		if !slices.Contains(keys, key) {
			return nil, unknownKey(key, keys, path)
		}
		out = append(out, csl.Citation{Note: i + 1, Cites: []csl.Cite{{ID: key, Locator: strings.TrimSpace(locator)}}})
	}
	return out, nil
}

func unknownKey(key string, keys []string, path string) error {
	switch near := cite.Near(key, keys); {
	case len(keys) == 0:
		return fmt.Errorf("there are no sources in %s", path)
	case len(near) > 0:
		return fmt.Errorf("there is no source %s in %s; near it are %s", key, path, strings.Join(near, ", "))
	default:
		return fmt.Errorf("there is no source %s in %s, which has %d others", key, path, len(keys))
	}
}

// processor joins a style with a language, both of the system's folders.
func (c *call) processor(style, locale string) (*csl.Processor, error) {
	folders := cite.SystemFolders()
	s, err := folders.Style(style)
	if err != nil {
		return nil, err
	}
	wanted := locale
	if wanted == "" {
		wanted = s.DefaultLocale
	}
	language, _, _ := strings.Cut(wanted, "-")
	found := wanted == "" || language == "en"
	p, err := csl.NewProcessor(s, csl.Options{Locale: locale, Locales: func(lang string) ([]byte, error) {
		data, err := folders.Locale(lang)
		if err == nil && strings.HasPrefix(lang, language) {
			found = true
		}
		return data, err
	}})
	if err != nil {
		return nil, err
	}
	if !found {
		c.warn([]string{fmt.Sprintf("there is no locale %s on this machine; American English is used", wanted)})
	}
	return p, nil
}

// citing gives an essay a style and a file of sources to cite with. Where one
// is named and the essay has no bibliography, the style's own closes it.
func (c *call) citing(style, locale, sources string) (func(*essay.Essay) *essay.Essay, error) {
	if style == "" && locale == "" && sources == "" {
		return nil, nil
	}
	var items []*csl.Item
	var err error
	if sources != "" {
		if items, err = c.sources(sources); err != nil {
			return nil, err
		}
	}
	inText := false
	if style != "" {
		s, err := cite.SystemFolders().Style(style)
		if err != nil {
			return nil, err
		}
		inText = s.Class != "note"
	}
	return func(e *essay.Essay) *essay.Essay {
		e = e.WithSources(items...)
		how := e.Citing()
		if style != "" {
			how.Style, how.InText = style, inText
		}
		if locale != "" {
			how.Locale = locale
		}
		return citing.WithBibliography(e.WithCiting(how))
	}, nil
}
