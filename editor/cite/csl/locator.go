package csl

import (
	"regexp"
	"strings"
)

// locator is a cite's locator: what is counted, and where.
type locator struct {
	label string // the name of a term, such as "page" or "chapter"
	text  string
	head  string // the part that the label is about
}

// locatorAbbreviations are the labels that may stand inside a locator, as in
// "vol. 2, p. 5".
var locatorAbbreviations = map[string]string{
	"app.": "appendix", "art.": "article", "bk.": "book", "ch.": "chapter", "chap.": "chapter",
	"chs.": "chapter", "chaps.": "chapter", "col.": "column", "cols.": "column", "fig.": "figure",
	"figs.": "figure", "fol.": "folio", "fols.": "folio", "l.": "line", "ll.": "line", "n.": "note",
	"nn.": "note", "no.": "issue", "nos.": "issue", "op.": "opus", "p.": "page", "pp.": "page",
	"para.": "paragraph", "paras.": "paragraph", "¶": "paragraph", "¶¶": "paragraph", "pt.": "part",
	"pts.": "part", "r.": "rule", "sec.": "section", "secs.": "section", "§": "section",
	"§§": "section", "s.v.": "sub verbo", "supp.": "supplement", "tbl.": "table", "v.": "verse",
	"vv.": "verse", "vol.": "volume", "vols.": "volume",
}

// embeddedLabel finds an abbreviated label before a number or a word.
var embeddedLabel = regexp.MustCompile(`(?:^|[\s,;&(])((?:[a-z]{1,5}\.(?:[a-z]\.)?)|¶+|§+)\s*`)

// normalLabel gives the name of the term for a locator type.
func normalLabel(label string) string {
	switch label {
	case "":
		return "page"
	case "sub-verbo":
		return "sub verbo"
	}
	return label
}

func (r *renderer) locator() locator {
	if r.area != forCitation {
		return locator{}
	}
	text := strings.TrimSpace(r.cite.Locator)
	l := locator{label: normalLabel(r.cite.Label), text: text, head: text}
	if text == "" {
		return l
	}
	for _, m := range embeddedLabel.FindAllStringSubmatchIndex(text, -1) {
		label, known := locatorAbbreviations[text[m[2]:m[3]]]
		if !known {
			continue
		}
		if m[2] == 0 && m[1] < len(text) {
			l.label = label
			l.text = text[m[1]:]
			l.head = l.text
			continue
		}
		if from := len(text) - len(l.text); m[2] >= from {
			l.head = strings.TrimRight(text[from:m[2]], " ,;&")
			break
		}
	}
	return l
}

// locatorLabel is what the locator condition compares with.
func (r *renderer) locatorLabel() string { return r.locator().label }

func (r *renderer) locatorNode() *node {
	l := r.locator()
	if l.text == "" {
		return nil
	}
	format := ""
	if l.label == "page" {
		format = r.style.pageRangeFormat
	}
	text := r.locale.localizeAnd(pageRanges(l.text, format, r.locale.rangeDelimiter()))
	return &node{kids: []*node{r.locale.rich(text)}, role: roleLocator}
}
