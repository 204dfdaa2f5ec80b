package bibtex

import (
	"slices"
	"strings"
)

// escapes are the characters that mean something in LaTeX. Braces are spelt
// out, because BibTeX counts them even after a backslash.
var escapes = map[rune]string{
	'\\': `\textbackslash{}`, '{': `\textbraceleft{}`, '}': `\textbraceright{}`, '$': `\$`, '&': `\&`, '%': `\%`, '#': `\#`,
	'_': `\_`, '~': `\textasciitilde{}`, '^': `\textasciicircum{}`, '`': `\textasciigrave{}`, '\u00a0': "~", '–': "--",
	'—': "---", '„': `\quotedblbase{}`, '\u202f': `\,`,
}

// escape writes a text as LaTeX.
func escape(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if joins(last, r) {
			b.WriteString("{}")
		}
		if text, ok := escapes[r]; ok {
			b.WriteString(text)
		} else {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// joins reports whether two characters would become another one.
func joins(a, b rune) bool {
	dash := func(r rune) bool { return r == '-' || r == '–' || r == '—' }
	return dash(a) && dash(b) || a == '\'' && b == '\'' || a == ',' && b == ','
}

// looks are the tags of CSL's markup with the commands for them.
var looks = []struct{ open, close, command string }{
	{"<i>", "</i>", `\textit{`},
	{"<em>", "</em>", `\emph{`},
	{"<b>", "</b>", `\textbf{`},
	{"<strong>", "</strong>", `\textbf{`},
	{"<sup>", "</sup>", `\textsuperscript{`},
	{"<sub>", "</sub>", `\textsubscript{`},
	{"<sc>", "</sc>", `\textsc{`},
	{`<span style="font-variant:small-caps;">`, "</span>", `\textsc{`},
	{`<span style="font-variant: small-caps;">`, "</span>", `\textsc{`},
	{`<span class="nocase">`, "</span>", "{"},
}

// tag is a tag inside a text.
type tag struct {
	from, to int
	latex    string // what is written for it, once it has found its partner
	close    string // the tag that it waits for
}

// tags finds the tags of a text that have a partner, in order.
func tags(s string) []tag {
	var all []tag
	var open []int
	for i := 0; i < len(s); i++ {
		if s[i] != '<' {
			continue
		}
		for _, l := range looks {
			if strings.HasPrefix(s[i:], l.open) {
				open = append(open, len(all))
				all = append(all, tag{from: i, to: i + len(l.open), latex: l.command, close: l.close})
				break
			}
			if !strings.HasPrefix(s[i:], l.close) {
				continue
			}
			if n := len(open) - 1; n >= 0 && all[open[n]].close == l.close {
				all[open[n]].close = ""
				open = open[:n]
				all = append(all, tag{from: i, to: i + len(l.close), latex: "}"})
			}
			break
		}
	}
	return slices.DeleteFunc(all, func(t tag) bool { return t.close != "" })
}

// escapeRich writes a text with CSL's markup as LaTeX.
func escapeRich(s string) string {
	var b strings.Builder
	at := 0
	add := func(text string) {
		if strings.HasPrefix(text, `\`) && strings.HasSuffix(b.String(), "{") {
			b.WriteString("{}")
		}
		b.WriteString(text)
	}
	for _, t := range tags(s) {
		add(escape(s[at:t.from]))
		add(t.latex)
		at = t.to
	}
	add(escape(s[at:]))
	return b.String()
}

// escapeVerbatim writes an address or identifier, in which only braces must
// be kept from being counted.
func escapeVerbatim(s string) string {
	if isBalanced(s) {
		return s
	}
	return strings.NewReplacer("{", "%7B", "}", "%7D").Replace(s)
}
