package spell

import "unicode"

// scripts is a set of the scripts that words are written in.
type scripts uint32

// tables are the scripts that are told apart; all others are one.
var tables = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Armenian, unicode.Georgian,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Tibetan, unicode.Khmer, unicode.Ethiopic,
	unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana,
}

// scriptOf is the script of a word's first letter, or none.
func scriptOf(word string) scripts {
	for _, r := range word {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return 1
		case r < 0x80 || !unicode.IsLetter(r):
			continue
		}
		for i, t := range tables {
			if unicode.Is(t, r) {
				return 1 << i
			}
		}
		return 1 << len(tables)
	}
	return 0
}

func (s *scripts) add(word string) { *s |= scriptOf(word) }

func (s scripts) has(word string) bool {
	of := scriptOf(word)
	return of == 0 || s&of != 0
}
