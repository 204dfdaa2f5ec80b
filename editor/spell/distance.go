package spell

import (
	"slices"
	"strings"
	"unicode"
)

// distance weighs the slips that lead from one word to another: letters left
// out, put in, mistaken and swapped. Slips that are often made weigh less; a
// letter is sooner left out of a than put in.
func distance(r *rules, a, b []rune) float32 {
	before := make([]float32, len(b)+1) // the rows of the usual table
	last, row := make([]float32, len(b)+1), make([]float32, len(b)+1)
	for j := 1; j <= len(b); j++ {
		last[j] = last[j-1] + 0.9*gap(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = last[0] + gap(a, i-1)
		for j := 1; j <= len(b); j++ {
			row[j] = min(last[j]+gap(a, i-1), row[j-1]+0.9*gap(b, j-1), last[j-1]+r.mistake(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] && a[i-1] != a[i-2] {
				row[j] = min(row[j], before[j-2]+0.7)
			}
		}
		before, last, row = last, row, before
	}
	d := last[len(b)]
	if len(a) > 0 && len(b) > 0 && unicode.ToLower(a[0]) != unicode.ToLower(b[0]) {
		d += 0.3 // the first letter is the one that is mostly right
	}
	return d
}

// gap weighs a letter that one word has and the other has not.
func gap(word []rune, i int) float32 {
	switch {
	case strings.ContainsRune("'’- ", word[i]):
		return 0.5
	case i > 0 && word[i-1] == word[i]:
		return 0.6
	}
	return 1
}

// mistake weighs a letter in the place of another.
func (r *rules) mistake(x, y rune) float32 {
	if x == y {
		return 0
	}
	if unicode.ToLower(x) == unicode.ToLower(y) {
		return 0.1
	}
	for _, group := range r.like {
		if slices.Contains(group, string(x)) && slices.Contains(group, string(y)) {
			return 0.3
		}
	}
	const vowels = "aeiouyäöüáàâéèêëíìîïóòôúùû"
	if strings.ContainsRune(vowels, x) && strings.ContainsRune(vowels, y) || r.neighbours(x, y) {
		return 0.8
	}
	return 1
}

// neighbours reports whether two letters lie beside each other on the keys.
func (r *rules) neighbours(x, y rune) bool {
	rows := r.key
	if len(rows) == 0 {
		rows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}
	}
	for _, row := range rows {
		if strings.Contains(row, string([]rune{x, y})) || strings.Contains(row, string([]rune{y, x})) {
			return true
		}
	}
	return false
}
