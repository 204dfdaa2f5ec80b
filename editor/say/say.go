// Package say holds sentences for the person at the screen as values: what is
// said and what it is said of, so that a window can say it in another language
// and a command line in English.
package say

import (
	"fmt"
	"strconv"
	"strings"
)

// Sentence is a sentence with what stands in its gaps. The zero value is none.
type Sentence struct {
	format string
	args   []any
}

// Of makes a sentence. The format is that of package fmt, with plain verbs such
// as %s, %d and %c alone; a per cent sign is %%.
func Of(format string, args ...any) Sentence { return Sentence{format, args} }

// Plain makes a sentence, or a part of one, without gaps.
func Plain(text string) Sentence { return Sentence{format: strings.ReplaceAll(text, "%", "%%")} }

// String is the sentence in English.
func (s Sentence) String() string { return fmt.Sprintf(s.format, s.args...) }

// Key is the sentence as a key for translations, with {{.A}}, {{.B}} and so on
// in its gaps, and what stands there: a [Sentence], or a text.
func (s Sentence) Key() (key string, gaps map[string]any) {
	var k strings.Builder
	gaps = make(map[string]any, len(s.args))
	for rest := s.format; ; {
		text, verb, ok := strings.Cut(rest, "%")
		k.WriteString(text)
		if !ok || verb == "" {
			return k.String(), gaps
		}
		rest = verb[1:]
		if verb[0] == '%' || len(gaps) == len(s.args) {
			k.WriteByte('%')
			continue
		}
		name, arg := gapName(len(gaps)), s.args[len(gaps)]
		if _, ok := arg.(Sentence); !ok {
			arg = fmt.Sprintf("%"+verb[:1], arg)
		}
		gaps[name] = arg
		k.WriteString("{{." + name + "}}")
	}
}

// gapName names the gaps A to Z, and then A26 and so on.
func gapName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return "A" + strconv.Itoa(i)
}
