// Package lazyregexp holds regular expressions that are compiled when they are
// first used, so that a program which uses few of many starts at once.
//
// Absent: expressions that come from outside, which can be wrong; those are for
// package regexp.
package lazyregexp

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// Regexp is a regular expression of the program's own.
type Regexp struct {
	compile func() *regexp.Regexp
}

// testing reports whether this is a test's binary, in which a wrong expression
// is to be noticed although nothing uses it.
var testing = len(os.Args) > 0 && strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")

// New is the regular expression that is written as for package regexp. A wrong
// one panics where it is first used, and in tests at once.
func New(expr string) *Regexp {
	r := &Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
	if testing {
		r.compile()
	}
	return r
}

// The methods are those of [regexp.Regexp].

// MatchString reports whether s contains a match.
func (r *Regexp) MatchString(s string) bool { return r.compile().MatchString(s) }

// FindString is the leftmost match in s.
func (r *Regexp) FindString(s string) string { return r.compile().FindString(s) }

// FindStringIndex is where the leftmost match in s stands.
func (r *Regexp) FindStringIndex(s string) []int { return r.compile().FindStringIndex(s) }

// FindStringSubmatch is the leftmost match in s with its groups.
func (r *Regexp) FindStringSubmatch(s string) []string { return r.compile().FindStringSubmatch(s) }

// FindStringSubmatchIndex is where the leftmost match and its groups stand.
func (r *Regexp) FindStringSubmatchIndex(s string) []int {
	return r.compile().FindStringSubmatchIndex(s)
}

// FindAllString lists the first n matches, or all for -1.
func (r *Regexp) FindAllString(s string, n int) []string { return r.compile().FindAllString(s, n) }

// FindAllStringIndex lists where the first n matches stand.
func (r *Regexp) FindAllStringIndex(s string, n int) [][]int {
	return r.compile().FindAllStringIndex(s, n)
}

// FindAllStringSubmatch lists the first n matches with their groups.
func (r *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return r.compile().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex lists where the first n matches and their groups
// stand.
func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return r.compile().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString replaces each match by repl, with its $1.
func (r *Regexp) ReplaceAllString(s, repl string) string {
	return r.compile().ReplaceAllString(s, repl)
}

// ReplaceAllLiteralString replaces each match by repl as it is.
func (r *Regexp) ReplaceAllLiteralString(s, repl string) string {
	return r.compile().ReplaceAllLiteralString(s, repl)
}

// ReplaceAllStringFunc replaces each match by what repl makes of it.
func (r *Regexp) ReplaceAllStringFunc(s string, repl func(string) string) string {
	return r.compile().ReplaceAllStringFunc(s, repl)
}

// Split parts s at its matches, into at most n pieces, or all for -1.
func (r *Regexp) Split(s string, n int) []string { return r.compile().Split(s, n) }

// FindIndex is where the leftmost match in b stands.
func (r *Regexp) FindIndex(b []byte) []int { return r.compile().FindIndex(b) }

// FindSubmatchIndex is where the leftmost match in b and its groups stand.
func (r *Regexp) FindSubmatchIndex(b []byte) []int { return r.compile().FindSubmatchIndex(b) }

// FindAllSubmatch lists the first n matches in b with their groups.
func (r *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	return r.compile().FindAllSubmatch(b, n)
}

// Match reports whether b contains a match.
func (r *Regexp) Match(b []byte) bool { return r.compile().Match(b) }

// FindSubmatch is the leftmost match in b with its groups.
func (r *Regexp) FindSubmatch(b []byte) [][]byte { return r.compile().FindSubmatch(b) }
