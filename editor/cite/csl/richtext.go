package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fields of items, affixes and terms may carry a little markup and quotation
// marks. parseRich makes pieces of them: markup becomes formats that flip
// inside the same format, quotation marks become quotations that the style's
// language prints, and straight apostrophes become curved ones.

// maxTokens bounds the marks in one field; a field with more is no text that
// anyone wrote, and is printed as it is.
const maxTokens = 2_000

type markupTag struct {
	open, close string
	format      Format
	noCase      bool
	noDecor     bool
}

var markupTags = []markupTag{
	{open: "<i>", close: "</i>", format: Format{Style: StyleItalic}},
	{open: "<em>", close: "</em>", format: Format{Style: StyleItalic}},
	{open: "<b>", close: "</b>", format: Format{Weight: WeightBold}},
	{open: "<strong>", close: "</strong>", format: Format{Weight: WeightBold}},
	{open: "<sup>", close: "</sup>", format: Format{Align: AlignSuper}, noCase: true},
	{open: "<sub>", close: "</sub>", format: Format{Align: AlignSub}, noCase: true},
	{open: "<sc>", close: "</sc>", format: Format{Variant: VariantSmallCaps}, noCase: true},
	{open: `<span style="font-variant: small-caps;">`, close: "</span>", format: Format{Variant: VariantSmallCaps}, noCase: true},
	{open: `<span style="font-variant:small-caps;">`, close: "</span>", format: Format{Variant: VariantSmallCaps}, noCase: true},
	{open: `<span class="nocase">`, close: "</span>", noCase: true},
	{open: `<span class="nodecor">`, close: "</span>", noDecor: true, noCase: true},
}

// noDecoration takes every format back.
var noDecoration = Format{StyleNormal, VariantNormal, WeightNormal, LineNone, AlignBaseline}

// richToken is a stretch of text, or a mark that opens or closes something.
type richToken struct {
	text        string
	tag         *markupTag
	open, close bool
	quote       string // the quotation mark as written
	match       int    // the index of the token that it pairs with, or -1
}

// rich makes one piece of a text with markup. Punctuation inside it is the
// author's and stays as it is.
func (l *locale) rich(s string) *node { return &node{kids: l.parseRich(s), raw: true} }

// isQuote reports whether the language uses a character as quotation mark.
// Those of other languages are text.
func (l *locale) isQuote(r rune) bool {
	if r == '"' || r == '\'' {
		return true
	}
	return strings.ContainsRune("“”‘’", r) && (r == '’' || l.quoteMarks == "" || strings.ContainsRune(l.quoteMarks, r))
}

// frenchSpaces makes the spaces inside French quotation marks and before high
// punctuation narrow and unbreakable.
var frenchSpaces = strings.NewReplacer(" ;", "\u202f;", " :", "\u202f:", " ?", "\u202f?", " !", "\u202f!",
	" »", "\u202f»", "« ", "«\u202f")

// parseRich reads a text with markup.
func (l *locale) parseRich(s string) []*node {
	s = frenchSpaces.Replace(s)
	if !strings.ContainsAny(s, "<\"'“”‘’") {
		return superscripts(s)
	}
	tokens := l.richTokens(s)
	if len(tokens) > maxTokens {
		return superscripts(s)
	}
	pairTags(tokens)
	pairQuotes(tokens)
	return buildRich(tokens, 0, len(tokens))
}

func (l *locale) richTokens(s string) []richToken {
	var out []richToken
	start := 0
	flush := func(end int) {
		if end > start {
			out = append(out, richToken{text: s[start:end], match: -1})
		}
	}
scan:
	for i := 0; i < len(s); {
		if s[i] == '<' {
			for t := range markupTags {
				tag := &markupTags[t]
				if strings.HasPrefix(s[i:], tag.open) {
					flush(i)
					out = append(out, richToken{text: tag.open, tag: tag, open: true, match: -1})
					i += len(tag.open)
					start = i
					continue scan
				}
				if strings.HasPrefix(s[i:], tag.close) {
					flush(i)
					out = append(out, richToken{text: tag.close, tag: tag, close: true, match: -1})
					i += len(tag.close)
					start = i
					continue scan
				}
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if l.isQuote(r) {
			flush(i)
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			after, _ := utf8.DecodeRuneInString(s[i+size:])
			if i == 0 {
				before = ' '
			}
			if i+size == len(s) {
				after = ' '
			}
			out = append(out, quoteToken(r, s[i:i+size], before, after))
			start = i + size
		}
		i += size
	}
	flush(len(s))
	return out
}

// quoteToken judges by its neighbours what a quotation mark may be.
func quoteToken(r rune, text string, before, after rune) richToken {
	t := richToken{text: text, quote: text, match: -1}
	opensAfter := unicode.IsSpace(before) || strings.ContainsRune("([{-–—/>\"'“‘«\u202f", before)
	switch r {
	case '“', '‘':
		t.open = true
	case '”':
		t.close = true
	case '’':
		t.close = !unicode.IsLetter(after) && !unicode.IsDigit(after)
	default:
		t.open = opensAfter && !unicode.IsSpace(after) && after != r
		t.close = !t.open && !unicode.IsSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
		if before == '>' || before == '"' || before == '\'' || before == '“' {
			t.close = !unicode.IsLetter(after) && !unicode.IsDigit(after)
		}
	}
	return t
}

// pairTags matches opening with closing tags; what has no partner stays text.
func pairTags(tokens []richToken) {
	var open []int
	for i := range tokens {
		t := &tokens[i]
		if t.tag == nil {
			continue
		}
		if t.open {
			open = append(open, i)
			continue
		}
		for k := len(open) - 1; k >= 0; k-- {
			if tokens[open[k]].tag.close == t.text {
				tokens[open[k]].match, t.match = i, open[k]
				open = open[:k]
				break
			}
		}
	}
}

// pairQuotes matches quotation marks of one kind inside the same tags.
func pairQuotes(tokens []richToken) {
	kind := func(q string) string {
		switch q {
		case "‘", "’":
			return "‘"
		case "“", "”":
			return "“"
		}
		return q
	}
	var open []int // indexes of opening quotes, and of tags as walls
	for i := range tokens {
		t := &tokens[i]
		switch {
		case t.tag != nil && t.match >= 0:
			if t.open {
				open = append(open, i)
				continue
			}
			for len(open) > 0 && open[len(open)-1] != t.match {
				open = open[:len(open)-1]
			}
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case t.quote != "":
			if t.close {
				k := len(open) - 1
				for k >= 0 && tokens[open[k]].tag == nil && kind(tokens[open[k]].quote) != kind(t.quote) {
					k--
				}
				if k >= 0 && tokens[open[k]].tag == nil {
					tokens[open[k]].match, t.match = i, open[k]
					open = open[:k]
					continue
				}
			}
			if t.open {
				open = append(open, i)
			}
		}
	}
}

func buildRich(tokens []richToken, from, to int) []*node {
	var out []*node
	add := func(s string) {
		if hasSuperscript(s) {
			out = append(out, superscripts(s)...)
			return
		}
		if last := len(out) - 1; last >= 0 && len(out[last].kids) == 0 && out[last].format == (Format{}) && !out[last].noCase {
			out[last].text += s
			return
		}
		out = append(out, textNode(s))
	}
	for i := from; i < to; i++ {
		t := tokens[i]
		switch {
		case t.match > i && t.match < to && t.tag != nil:
			n := &node{kids: buildRich(tokens, i+1, t.match), format: t.tag.format, markup: true, noCase: t.tag.noCase}
			if t.tag.noDecor {
				n.format, n.markup = noDecoration, false
			}
			out = append(out, n)
			i = t.match
		case t.match > i && t.match < to:
			out = append(out, &node{kids: buildRich(tokens, i+1, t.match), quotes: true})
			i = t.match
		case t.quote == "'":
			add("’")
		default:
			add(t.text)
		}
	}
	return out
}
