package spell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// capitals says where a word has capital letters.
type capitals uint8

const (
	none  capitals = iota
	first          // Word
	all            // WORD
	mixed          // wOrd, WoRD
)

func capitalsOf(word string) capitals {
	upper, letters, start := 0, 0, false
	for i, r := range word {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				upper++
				start = start || i == 0
			} else if r < 'a' || r > 'z' {
				continue
			}
			letters++
			continue
		}
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			upper++
			start = start || i == 0
			letters++
		case unicode.IsLower(r):
			letters++
		}
	}
	switch {
	case upper == 0:
		return none
	case upper == 1 && start:
		return first
	case upper == letters:
		return all
	}
	return mixed
}

func (r *rules) lower(s string) string {
	if r.turkic {
		return strings.ToLowerSpecial(unicode.TurkishCase, s)
	}
	return strings.ToLower(s)
}

func (r *rules) upper(s string) string {
	if r.turkic {
		return strings.ToUpperSpecial(unicode.TurkishCase, s)
	}
	return strings.ToUpper(s)
}

// titled writes a word with its first letter alone as a capital.
func (r *rules) titled(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return r.upper(s[:n]) + r.lower(s[n:])
}

// Check reports whether a word is right. What has no letters is.
func (d *Dictionary) Check(word string) bool {
	if utf8.RuneCountInString(word) > wordMax {
		return false
	}
	if w := d.strip(d.in.convert(word)); d.right(w, breakMax) {
		return true
	}
	// Whichever apostrophe the dictionary has, the other is right too.
	switch {
	case strings.Contains(word, "’"):
		word = strings.ReplaceAll(word, "’", "'")
	case strings.Contains(word, "'"):
		word = strings.ReplaceAll(word, "'", "’")
	default:
		return false
	}
	return d.right(d.strip(d.in.convert(word)), breakMax)
}

// breakMax is how often a word is broken into two.
const breakMax = 6

func (d *Dictionary) right(word string, depth int) bool {
	if !strings.ContainsFunc(word, unicode.IsLetter) {
		return true
	}
	return d.known(word) || depth > 0 && d.broken(word, depth-1)
}

// forbids reports whether the list says of a word that it is wrong.
func (d *Dictionary) forbids(word string) bool {
	for e := d.words[word]; e != nil && d.forbidden != 0; e = e.next {
		if e.flags.has(d.forbidden) {
			return true
		}
	}
	return false
}

// broken reports whether a word is right in two parts, where it may be broken
// (the option BREAK).
func (d *Dictionary) broken(word string, depth int) bool {
	for _, b := range d.breaks {
		if at, ok := strings.CutPrefix(b, "^"); ok && at != "" {
			if rest, ok := strings.CutPrefix(word, at); ok && rest != "" && d.right(rest, depth) {
				return true
			}
			continue
		}
		if at, ok := strings.CutSuffix(b, "$"); ok && at != "" {
			if rest, ok := strings.CutSuffix(word, at); ok && rest != "" && d.right(rest, depth) {
				return true
			}
			continue
		}
		left, rest, ok := strings.Cut(word, b)
		if ok && left != "" && rest != "" && d.right(left, 0) && d.right(rest, depth) {
			return true
		}
	}
	return false
}

// known reports whether a word is right as one, with the capitals that it has.
func (d *Dictionary) known(word string) bool {
	c := capitalsOf(word)
	if c == mixed && d.sharpS && capitalsOf(strings.ReplaceAll(word, "ß", "")) == all {
		c = all // an ß may stay small there
	}
	switch c {
	case first:
		return d.exact(word, asWritten) || d.exact(d.lower(word), lowered)
	case all:
		lower := d.lower(word)
		if d.exact(word, asWritten) || d.exact(lower, lowered) || d.exact(d.titled(word), fromCapitals) {
			return true
		}
		// L'AQUILA is L'Aquila.
		if k := strings.IndexAny(word, "'’"); k > 0 {
			_, n := utf8.DecodeRuneInString(word[k:])
			head, tail := word[:k+n], word[k+n:]
			if tail != "" && (d.exact(d.lower(head)+d.titled(tail), fromCapitals) || d.exact(d.titled(head)+d.titled(tail), fromCapitals)) {
				return true
			}
		}
		return d.sharpS && d.sharp(lower, 0, 5)
	}
	return d.exact(word, asWritten)
}

// sharp tries an ß for each ss, at most n times.
func (d *Dictionary) sharp(lower string, from, n int) bool {
	k := strings.Index(lower[from:], "ss")
	if k < 0 || n == 0 {
		return false
	}
	k += from
	sharp := lower[:k] + "ß" + lower[k+2:]
	return d.exact(sharp, fromCapitals) || d.exact(d.titled(sharp), fromCapitals) ||
		d.sharp(sharp, k+len("ß"), n-1) || d.sharp(lower, k+2, n-1)
}

// writing says how a word that is looked up came from the one in the text.
type writing uint8

const (
	asWritten    writing = iota
	lowered              // its capital was taken from it
	fromCapitals         // it was written in capitals
)

// exact reports whether a word is right in just this writing.
func (d *Dictionary) exact(word string, how writing) bool {
	if d.forbids(word) {
		return false
	}
	left := partsMax
	return d.simple(word, how, 0) || d.compound.any() && d.joined(word, &left)
}

// simple reports whether a word is right, without being a compound, and has
// not a certain flag.
func (d *Dictionary) simple(word string, how writing, without flag) bool {
	return !d.forms(word, func(f form) bool {
		ok := d.stands(f) &&
			(how == asWritten || !f.entry.flags.has(d.keepCase) || d.sharpS && strings.Contains(word, "ß")) &&
			(!f.entry.caps || how == fromCapitals) &&
			!f.has(without)
		return !ok
	})
}
