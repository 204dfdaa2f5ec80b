package bibtex

import (
	"strings"
	"testing"
)

// TestHostile reads files that no one writes, large enough that a reader whose
// time grows with the square of the file would not come back.
func TestHostile(t *testing.T) {
	const n = 20_000
	for name, src := range map[string]string{
		"open values":    "@a{b,\n" + strings.Repeat("x={\n", n),
		"open entries":   strings.Repeat("@a{b,x={", n),
		"known entries":  strings.Repeat("@book{b,x={\n", n/4),
		"quotes":         "@a{b,x=" + strings.Repeat("\"#{", n),
		"braces":         "@a{b,title={" + strings.Repeat("{", n) + strings.Repeat("}", n) + "}}",
		"commands":       "@a{b,title={" + strings.Repeat(`\em\'\c`, n) + "}}",
		"groups":         "@a{b,title={" + strings.Repeat(`{\em\frac`, n) + strings.Repeat("}", n) + "}}",
		"dollars":        "@a{b,title={" + strings.Repeat(`$^`, n) + "}}",
		"options":        "@a{b,title={" + strings.Repeat(`\a[`, n) + "}}",
		"names":          "@a{b,author={" + strings.Repeat("a and ", n) + "}}",
		"words":          "@a{b,author={" + strings.Repeat("a ", n) + "}}",
		"commas":         "@a{b," + strings.Repeat(",", n),
		"comments":       strings.Repeat("@comment{", n),
		"fields":         "@a{b," + strings.Repeat("x y,", n),
		"at signs":       strings.Repeat("@", n),
		"spaces":         "@a{b,x={\n" + strings.Repeat(" ", n) + "@",
		"lines of space": "@a{b,x={\n" + strings.Repeat(" @", n),
	} {
		t.Run(name, func(t *testing.T) {
			items := Read([]byte(src), nil)
			_ = Write(items, BibLaTeX)
		})
	}
}
