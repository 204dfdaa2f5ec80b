package csl

import (
	"embed"
	"fmt"
	"sync"
)

// builtin holds the package's own locale and styles.
//
//go:embed builtin/*.csl builtin/*.xml
var builtin embed.FS

func builtinLocales(lang string) ([]byte, error) {
	return builtin.ReadFile("builtin/locales-" + lang + ".xml")
}

// BuiltinStyles names the styles that the package brings with it, for
// Builtin.
var BuiltinStyles = []string{"ibid-notes", "ibid-author-date"}

var builtinCache sync.Map // name → *Style

// Builtin returns one of the package's own styles, which need no files.
func Builtin(name string) (*Style, error) {
	if s, ok := builtinCache.Load(name); ok {
		return s.(*Style), nil
	}
	data, err := builtin.ReadFile("builtin/" + name + ".csl")
	if err != nil {
		return nil, fmt.Errorf("there is no built-in style %q; there are %v", name, BuiltinStyles)
	}
	s, err := ParseStyleBytes(data)
	if err != nil {
		return nil, err
	}
	builtinCache.Store(name, s)
	return s, nil
}
