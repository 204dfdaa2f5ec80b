package cite

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// unfolded are letters that Unicode does not take apart into a letter of ASCII
// and its accents.
var unfolded = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i", "ħ", "h")

// Fold is a text as it is compared: its letters and figures alone, small and
// without accents. Letters of other scripts stay.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, unfolded.Replace(norm.NFKD.String(strings.ToLower(s))))
}
