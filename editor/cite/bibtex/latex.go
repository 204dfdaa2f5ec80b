package bibtex

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth bounds nested groups; deeper braces are left out.
const maxDepth = 60

// manner says what LaTeX is turned into.
type manner uint8

const (
	asText  manner = iota // text alone
	asRich                // with the markup of CSL
	asTitle               // and with braces as protection of upper and lower case
)

// latex reads LaTeX.
type latex struct {
	src       string
	at        int
	manner    manner
	depth     int
	quotes    int  // levels of quotation marks around
	math      bool // between dollar signs
	protected bool // inside braces that keep the case
}

// unlatex turns LaTeX into Unicode.
func unlatex(src string, m manner) string {
	p := &latex{src: src, manner: m}
	var b strings.Builder
	for p.at < len(p.src) {
		b.WriteString(p.run())
		p.at++ // a closing brace without its partner
	}
	return collapse(b.String())
}

// collapse makes one space of white space. A no-break space is none.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r'
	}), " ")
}

// fonts are the commands whose argument has another look, and declarations
// that change the rest of their group.
var (
	italic = [2]string{"<i>", "</i>"}
	bold   = [2]string{"<b>", "</b>"}
	small  = [2]string{`<span style="font-variant:small-caps;">`, "</span>"}
	raised = [2]string{"<sup>", "</sup>"}
	sunk   = [2]string{"<sub>", "</sub>"}

	fonts = map[string][2]string{
		"textit": italic, "emph": italic, "textsl": italic, "mkbibemph": italic, "mkbibitalic": italic,
		"textbf": bold, "mkbibbold": bold, "textsc": small, "mkbibsc": small,
		"textsuperscript": raised, "mkbibsuperscript": raised, "textsubscript": sunk, "mkbibsubscript": sunk,
	}
	declarations = map[string][2]string{
		"em": italic, "it": italic, "itshape": italic, "sl": italic, "slshape": italic, "bf": bold, "bfseries": bold,
		"sc": small, "scshape": small,
		"rm": {}, "rmfamily": {}, "sf": {}, "sffamily": {}, "tt": {}, "ttfamily": {}, "normalfont": {}, "upshape": {}, "mdseries": {},
		"small": {}, "footnotesize": {}, "large": {},
	}
)

// run reads up to the closing brace of the group, or the closing dollar sign.
func (p *latex) run() string {
	var b strings.Builder
	for p.at < len(p.src) {
		rest := p.src[p.at:]
		switch c := rest[0]; {
		case c == '}':
			return b.String()
		case c == '$':
			if p.math {
				return b.String()
			}
			b.WriteString(p.formula())
		case c == '{':
			b.WriteString(p.group())
		case c == '\\':
			if look, ok := p.declaration(); ok {
				b.WriteString(p.wrap(look, p.deeper()))
				continue
			}
			b.WriteString(p.command())
		case p.math && (c == '^' || c == '_'):
			p.at++
			b.WriteString(p.wrap(map[byte][2]string{'^': raised, '_': sunk}[c], p.argument()))
		default:
			text, size := ligature(rest)
			b.WriteString(text)
			p.at += size
		}
	}
	return b.String()
}

// ligatures are what TeX's fonts join.
var ligatures = []struct{ from, to string }{
	{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"`", "‘"}, {"~", "\u00a0"}, {"?`", "¿"}, {"!`", "¡"}, {",,", "„"},
}

func ligature(s string) (text string, size int) {
	for _, l := range ligatures {
		if strings.HasPrefix(s, l.from) {
			return l.to, len(l.from)
		}
	}
	_, size = utf8.DecodeRuneInString(s)
	return s[:size], size
}

func (p *latex) wrap(look [2]string, text string) string {
	if p.manner == asText || text == "" {
		return text
	}
	return look[0] + text + look[1]
}

// deeper reads on one level further in.
func (p *latex) deeper() string {
	if p.depth >= maxDepth {
		return ""
	}
	p.depth++
	defer func() { p.depth-- }()
	return p.run()
}

// group reads a group. One that begins with a command is none that protects.
func (p *latex) group() string {
	p.at++
	if p.depth >= maxDepth {
		return ""
	}
	protects := p.manner == asTitle && !p.protected && !p.math && !strings.HasPrefix(p.src[p.at:], `\`)
	p.protected = p.protected || protects
	text := p.deeper()
	p.skip('}')
	if protects {
		p.protected = false
		if strings.ContainsFunc(text, unicode.IsLetter) {
			return `<span class="nocase">` + text + "</span>"
		}
	}
	return text
}

// argument reads what a command applies to.
func (p *latex) argument() string {
	p.space()
	rest := p.src[p.at:]
	switch {
	case rest == "" || rest[0] == '}' || rest[0] == '$':
		return ""
	case rest[0] == '{':
		p.at++
		text := p.deeper()
		p.skip('}')
		return text
	case rest[0] == '\\':
		if p.depth >= maxDepth {
			p.at++
			return ""
		}
		p.depth++
		defer func() { p.depth-- }()
		return p.command()
	}
	_, size := utf8.DecodeRuneInString(rest)
	p.at += size
	return rest[:size]
}

// formula reads what stands between dollar signs. A lone one is a dollar.
func (p *latex) formula() string {
	end := strings.IndexByte(p.src[p.at+1:], '$')
	if end < 0 || p.depth >= maxDepth {
		p.at++
		return "$"
	}
	if end == 0 { // $$ … $$
		p.at += 2
		return ""
	}
	p.at++
	p.math = true
	text := p.deeper()
	p.math = false
	p.skip('$')
	return strings.TrimSpace(text)
}

func (p *latex) skip(c byte) {
	if p.at < len(p.src) && p.src[p.at] == c {
		p.at++
	}
}

func (p *latex) space() {
	for p.at < len(p.src) && isSpace(p.src[p.at]) {
		p.at++
	}
}

// name returns the name of the command here and what follows it.
func (p *latex) name() (name string, end int) {
	end = p.at + 1
	for end < len(p.src) && isASCIILetter(p.src[end]) {
		end++
	}
	if end > p.at+1 {
		return p.src[p.at+1 : end], end
	}
	if end < len(p.src) {
		_, size := utf8.DecodeRuneInString(p.src[end:])
		return p.src[end : end+size], end + size
	}
	return "", end
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// declaration moves behind a command that changes the rest of the group.
func (p *latex) declaration() (look [2]string, ok bool) {
	name, end := p.name()
	if look, ok = declarations[name]; ok && p.depth < maxDepth {
		p.at = end
		p.space()
		return look, true
	}
	return look, false
}

// marks are the commands of one character.
var marks = map[string]string{
	" ": " ", "\n": " ", "\t": " ", ",": "\u202f", ";": " ", ":": " ", ">": " ", "!": "", "-": "", "/": "", "@": "", `\`: " ",
	"(": "", ")": "", "[": "", "]": "",
}

// command reads a command with its arguments.
func (p *latex) command() string {
	name, end := p.name()
	p.at = end
	if mark, ok := accents[name]; ok {
		return p.accented(name, mark)
	}
	if name == "" || !isASCIILetter(name[0]) {
		if text, ok := marks[name]; ok {
			return text
		}
		return name // an escaped character
	}
	if p.at < len(p.src) && p.src[p.at] == '*' {
		p.at++
	}
	p.space()
	if text, ok := symbols[name]; ok {
		return text
	}
	return p.called(name)
}

// accented reads the letter of an accent. Without one the accent stands alone.
func (p *latex) accented(name string, mark rune) string {
	text := p.argument()
	if text != "" && !strings.HasPrefix(text, "<") {
		return accent(mark, text)
	}
	if isASCIILetter(name[0]) {
		return text
	}
	return name + text
}

// called reads a command that takes arguments. Of one that is not known the
// arguments are kept.
func (p *latex) called(name string) string {
	p.options()
	switch name {
	case "enquote", "mkbibquote", "textquote":
		marks := [2]string{"“", "”"}
		if p.quotes%2 == 1 {
			marks = [2]string{"‘", "’"}
		}
		p.quotes++
		defer func() { p.quotes-- }()
		return marks[0] + p.argument() + marks[1]
	case "mkbibparens":
		return "(" + p.argument() + ")"
	case "mkbibbrackets":
		return "[" + p.argument() + "]"
	case "href", "textcolor", "foreignlanguage", "textlang", "hspace", "vspace":
		if p.argument(); name == "hspace" || name == "vspace" {
			return ""
		}
		return p.argument()
	case "frac":
		over := p.argument()
		return over + "/" + p.argument()
	case "MakeUppercase", "uppercase":
		return strings.ToUpper(p.argument())
	case "MakeLowercase", "lowercase":
		return strings.ToLower(p.argument())
	}
	if !strings.HasPrefix(p.src[p.at:], "{") {
		return ""
	}
	return p.wrap(fonts[name], p.argument())
}

// options skips an optional argument in brackets before one in braces.
func (p *latex) options() {
	if !strings.HasPrefix(p.src[p.at:], "[") {
		return
	}
	end := strings.IndexAny(p.src[p.at:], "]{}\\")
	if end > 0 && strings.HasPrefix(p.src[p.at+end:], "]{") {
		p.at += end + 1
	}
}
