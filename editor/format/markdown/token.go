package markdown

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/doc"
)

// token is a part of a line of Markdown.
type token struct {
	kind  tokenKind
	text  string
	style doc.Style // that it opens or closes
	pair  int       // the token that closes, or opens, it
}

type tokenKind uint8

const (
	asItIs tokenKind = iota
	words            // text whose ends may be written as entities
	opening
	closing
)

// join writes out the delimiters of styles. CommonMark takes a delimiter for
// one by the characters around it; where these are in the way, the outer one
// is written as its number.
func join(tokens []token) string {
	for i := range tokens {
		if tokens[i].kind == opening {
			mark := delimiter(tokens, i)
			tokens[i].text, tokens[tokens[i].pair].text = mark, mark
		}
	}
	for i := range tokens {
		if tokens[i].text == "~~" && i > 0 { // not even an escaped one may stand before it
			if s, ok := strings.CutSuffix(tokens[i-1].text, `\~`); ok {
				tokens[i-1].text = s + "&#126;"
			}
		}
	}
	// A rune that alone stands between two marks is inner to one and outer to
	// the other: where its number stands for it, the one farther out may be in
	// the way next.
	for i := len(tokens) - 1; i > 0; i-- {
		if tokens[i].kind == opening && inTheWay(tokens[i], before(tokens, i), after(tokens, i)) {
			encodeLast(&tokens[i-1])
		}
	}
	for i := range tokens[:max(0, len(tokens)-1)] {
		if tokens[i].kind == closing && inTheWay(tokens[i], after(tokens, i), before(tokens, i)) {
			encodeFirst(&tokens[i+1])
		}
	}
	var out strings.Builder
	for i, t := range tokens {
		if t.kind == words && strings.HasSuffix(t.text, "!") && after(tokens, i) == '[' {
			t.text = t.text[:len(t.text)-1] + `\!` // before a link it would make a picture of it
		}
		out.WriteString(t.text)
	}
	return out.String()
}

// inTheWay reports whether a mark is not taken for one by the runes outside and
// inside of it.
func inTheWay(mark token, outer, inner rune) bool {
	return !free(outer) && (mark.text == "_" || !isWord(inner))
}

// delimiter is the mark of a style. Italic that starts or ends where bold does
// takes another mark than bold.
func delimiter(tokens []token, i int) string {
	switch tokens[i].style {
	case doc.Bold:
		return "**"
	case doc.Strike:
		return "~~"
	}
	for _, k := range []int{i - 1, i + 1, tokens[i].pair - 1, tokens[i].pair + 1} {
		if k >= 0 && k < len(tokens) && tokens[k].style == doc.Bold {
			return "_"
		}
	}
	return "*"
}

// before is the last rune before a token, after the first one after it; at the
// ends it is a space.
func before(tokens []token, i int) rune {
	if i == 0 {
		return ' '
	}
	c, _ := utf8.DecodeLastRuneInString(tokens[i-1].text)
	return c
}

func after(tokens []token, i int) rune {
	if i+1 == len(tokens) {
		return ' '
	}
	c, _ := utf8.DecodeRuneInString(tokens[i+1].text)
	return c
}

// free reports whether all readers take a rune for a blank or a punctuation
// mark. Some take symbols for letters.
func free(c rune) bool {
	return unicode.IsSpace(c) || unicode.IsPunct(c) || c < utf8.RuneSelf && unicode.IsSymbol(c)
}

func encodeLast(t *token) {
	if c, n := utf8.DecodeLastRuneInString(t.text); t.kind == words {
		t.text = fmt.Sprintf("%s&#%d;", t.text[:len(t.text)-n], c)
	}
}

func encodeFirst(t *token) {
	if c, n := utf8.DecodeRuneInString(t.text); t.kind == words {
		t.text = fmt.Sprintf("&#%d;%s", c, t.text[n:])
	}
}

var (
	address = lazyregexp.New(`\b(?i:https?://|ftp://|mailto:)[-\w.~:/?#\[\]@!$&'()*+,;=%\p{L}\p{N}]+` +
		`|\b[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]*[A-Za-z0-9])+\b`)
	webAddress = lazyregexp.New(`^(?i:https?://|ftp://|mailto:)[-\w.~:/?#\[\]@!$&'()*+,;=%\p{L}\p{N}]+$`)
	mail       = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]*[A-Za-z0-9])+$`)
	entityIn   = lazyregexp.New(`&#?[0-9A-Za-z]+;`)
)

// maxAddress bounds the bytes of what is taken for an address.
const maxAddress = 4096

// isAddress reports whether a link leads to the address that its text is.
func isAddress(text, link string) bool {
	if entityIn.MatchString(text) {
		return false
	}
	return text == link && webAddress.MatchString(text) || "mailto:"+text == link && mail.MatchString(text)
}

// addresses finds the addresses that stand in a text. Some readers make links
// of them and others do not, unless they stand in angle brackets.
func addresses(text string) [][]int {
	if !strings.Contains(text, ":") && !strings.Contains(text, "@") {
		return nil
	}
	var list [][]int
	for _, m := range address.FindAllStringIndex(text, -1) {
		s := text[m[0]:m[1]]
		if len(s) > maxAddress || entityIn.MatchString(s) {
			continue
		}
		for s != "" {
			cut := strings.TrimRight(s, ".,:;!?*_'~&")
			if strings.HasSuffix(cut, ")") && strings.Count(cut, "(") < strings.Count(cut, ")") ||
				strings.HasSuffix(cut, "]") && strings.Count(cut, "[") < strings.Count(cut, "]") {
				cut = cut[:len(cut)-1]
			}
			if cut == s {
				break
			}
			s = cut
		}
		if webAddress.MatchString(s) || mail.MatchString(s) {
			list = append(list, []int{m[0], m[0] + len(s)})
		}
	}
	return list
}

// destination is an address as it stands in a link.
func destination(s string) string {
	var out strings.Builder
	angled := false
	for _, c := range s {
		switch {
		case c == '\\' || c == '<' || c == '>' || c == '&':
			out.WriteByte('\\')
			angled = true
		case c < ' ':
			fmt.Fprintf(&out, "%%%02X", c)
			continue
		case c == '(' || c == ')' || unicode.IsSpace(c):
			angled = true
		}
		out.WriteRune(c)
	}
	if angled {
		return "<" + out.String() + ">"
	}
	return out.String()
}
