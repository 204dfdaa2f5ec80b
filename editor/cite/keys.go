package cite

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// KeyPattern says how keys of sources are made: “{author}{year}” gives
// “ko2019”. What stands in braces is put in, folded to small letters without
// accents; with a capital, as in “{Author}”, it begins with one. {author} is the
// first maker's family name, {year} the year, {title} the title's first word of
// more than three letters.
type KeyPattern string

// UsualKeys is the pattern where none was chosen.
const UsualKeys KeyPattern = "{author}{year}"

// Check tells what is wrong with a pattern.
func (p KeyPattern) Check() error {
	rest := string(p)
	for _, part := range []string{"author", "Author", "year", "title", "Title"} {
		rest = strings.ReplaceAll(rest, "{"+part+"}", "")
	}
	if rest == string(p) {
		return fmt.Errorf("a pattern of keys needs {author}, {year} or {title} in it")
	}
	if i := strings.IndexFunc(rest, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-:.", r)
	}); i >= 0 {
		return fmt.Errorf("beside {author}, {year} and {title} a pattern of keys has letters, figures and - _ : . alone")
	}
	return nil
}

// Key makes a key of a source that is not taken, with a, b, c and so on behind
// it where it would be.
func (p KeyPattern) Key(it *csl.Item, taken func(string) bool) string {
	key := p.plain(it)
	if !taken(key) {
		return key
	}
	for n := 0; ; n++ {
		if lettered := key + letters(n); !taken(lettered) {
			return lettered
		}
	}
}

// letters counts a, b … z, aa, ab and on.
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + string(rune('a'+n%26))
}

func (p KeyPattern) plain(it *csl.Item) string {
	title := titleWord(it)
	author, year := title, ""
	if makers := Makers(it); len(makers) > 0 {
		author = Fold(makers[0])
	}
	if y := it.Dates["issued"].From.Year; y > 0 {
		year = fmt.Sprint(y)
	}
	key := strings.NewReplacer("{author}", author, "{Author}", capital(author), "{year}", year, "{title}", title, "{Title}", capital(title)).Replace(string(p))
	if key = strings.Trim(key, "-_:."); key == "" {
		return "source"
	}
	return key
}

func titleWord(it *csl.Item) string {
	words := strings.Fields(Title(it))
	for _, word := range words {
		if word = Fold(word); len([]rune(word)) > 3 {
			return word
		}
	}
	return Fold(strings.Join(words, ""))
}

func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}
