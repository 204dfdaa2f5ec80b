package office

import (
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Role is what a paragraph is by its style.
type Role struct {
	Kind    doc.Kind
	Level   int
	Name    string // of a programming language
	Caption bool
	TOC     bool // a line of the table of contents
}

// numberedRoles are styles that come as several, told apart by a number at the
// end.
var numberedRoles = map[string]doc.Kind{
	"heading": doc.Heading, "quote": doc.Quote, "quotations": doc.Quote, "listbullet": doc.Bullet, "listnumber": doc.Numbered,
}

// roles are the paragraph styles of Word, LibreOffice, Pandoc and of our own,
// in small letters without blanks.
var roles = map[string]Role{
	"title":            {Kind: doc.Heading, Level: 1},
	"caption":          {Caption: true},
	"imagecaption":     {Caption: true},
	"intensequote":     {Kind: doc.Quote, Level: 1},
	"blocktext":        {Kind: doc.Quote, Level: 1},
	"blockquotation":   {Kind: doc.Quote, Level: 1},
	"sourcecode":       {Kind: doc.Code},
	"htmlpreformatted": {Kind: doc.Code},
	"preformattedtext": {Kind: doc.Code},
	"macrotext":        {Kind: doc.Code},
	"verse":            {Kind: doc.Verse},
	"markdown":         {Kind: doc.Verbatim},
	"horizontalrule":   {Kind: doc.Rule},
	"horizontalline":   {Kind: doc.Rule},
	"tableofcontents":  {TOC: true},
}

// RoleOf is what a paragraph is whose style has a name, if the name is known.
func RoleOf(name string) (Role, bool) {
	plain := folded(name)
	if known, ok := roles[plain]; ok {
		return known, true
	}
	base := strings.TrimRight(plain, "0123456789")
	n, err := strconv.Atoi(plain[len(base):])
	if kind, ok := numberedRoles[base]; ok && (err == nil || base == plain && kind != doc.Heading) {
		return Role{Kind: kind, Level: max(1, n)}, true
	}
	if base == "toc" && err == nil {
		return Role{TOC: true}, true
	}
	if name, ok := Derived(name, "source code"); ok {
		return Role{Kind: doc.Code, Name: name}, true
	}
	return Role{}, false
}

func folded(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) }

// Derived is what follows another's name in the name of a style that is made
// from it.
func Derived(name, base string) (string, bool) {
	n := len(base)
	if len(name) <= n+1 || !strings.EqualFold(name[:n], base) || name[n] != ' ' {
		return "", false
	}
	return name[n+1:], true
}

// IsLink reports whether a style of characters is that of links, whose look is
// no style of their text.
func IsLink(name string) bool {
	switch folded(name) {
	case "hyperlink", "followedhyperlink", "internetlink", "visitedinternetlink":
		return true
	}
	return false
}

// IsMono reports whether a style of characters is that of code within a line.
func IsMono(name string) bool {
	switch folded(name) {
	case "verbatimchar", "verbatim", "sourcetext", "htmlcode", "sourcecodechar":
		return true
	}
	return false
}

// Monospaced reports whether a font's letters are all of one width, by its
// name.
func Monospaced(font string) bool {
	font = strings.ToLower(font)
	for _, name := range []string{"courier", "consolas", "mono", "menlo", "lucida console", "typewriter"} {
		if strings.Contains(font, name) && !strings.Contains(font, "monotype") {
			return true
		}
	}
	return false
}

// Look is what text looks like by its properties: the styles that they name,
// and those of them that are on.
type Look struct {
	set, on doc.Style
	Hidden  bool
}

// Style is the styles that are on.
func (l Look) Style() doc.Style { return l.on }

// Over is the look with that of closer properties put over it.
func (l Look) Over(x Look) Look {
	return Look{set: l.set | x.set, on: l.on&^x.set | x.on, Hidden: l.Hidden || x.Hidden}
}

// Set turns styles on or off.
func (l *Look) Set(style doc.Style, on bool) {
	l.set |= style
	l.on &^= style
	if on {
		l.on |= style
	}
}
