package lookup

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// Kind is what an identifier names.
type Kind int

// The kinds of identifiers.
const (
	DOI Kind = iota + 1
	ISBN
	PMID
	ArXiv
	Page // the address of a web page
)

func (k Kind) String() string {
	return [...]string{"", "DOI", "ISBN", "PubMed", "arXiv", "web address"}[k]
}

// Identifier is what a source is looked up by, in its plain form: a DOI without
// its resolver, an ISBN of 13 digits.
type Identifier struct {
	Kind  Kind
	Value string
}

var (
	doi    = lazyregexp.New(`(?i)^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/\S+)$`)
	pmid   = lazyregexp.New(`(?i)^(?:pmid:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/|https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/)(\d{1,9})/?$`)
	arxiv  = lazyregexp.New(`(?i)^(?:arxiv:?\s*|https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/)((?:[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5}))(?:v\d+)?(?:\.pdf)?/?$`)
	isbn   = lazyregexp.New(`(?i)^(?:isbn(?:-1[03])?:?\s*)?([\dx][\dx\s\x{2010}-\x{2015}-]{8,})$`)
	inISBN = lazyregexp.New(`[^0-9Xx]`)
)

// Identify reads an identifier in any of the ways in which such are written. The
// error says what there is to look up, or what is wrong with the number.
func Identify(text string) (Identifier, error) {
	text = strings.TrimSpace(text)
	if m := doi.FindStringSubmatch(text); m != nil {
		value := m[1]
		if i := strings.Index(strings.ToLower(text), "doi.org/"); i >= 0 {
			if plain, err := url.PathUnescape(value); err == nil {
				value = plain
			}
		}
		return Identifier{DOI, trimDOI(value)}, nil
	}
	if m := pmid.FindStringSubmatch(text); m != nil {
		return Identifier{PMID, m[1]}, nil
	}
	if m := arxiv.FindStringSubmatch(text); m != nil {
		return Identifier{ArXiv, m[1]}, nil
	}
	if m := isbn.FindStringSubmatch(text); m != nil {
		return readISBN(inISBN.ReplaceAllString(m[1], ""))
	}
	if u, err := url.Parse(text); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return Identifier{Page, text}, nil
	}
	return Identifier{}, fmt.Errorf("%q is nothing that can be looked up: write a DOI, an ISBN, “PMID:” or “arXiv:” with a number, or the address of a web page", text)
}

// trimDOI takes off what stands behind a DOI in a sentence.
func trimDOI(value string) string {
	value = strings.TrimRight(value, ".,;:\"'”’")
	if strings.HasSuffix(value, ")") && strings.Count(value, "(") < strings.Count(value, ")") {
		value = value[:len(value)-1]
	}
	return value
}

// readISBN checks an ISBN of 10 or 13 digits and gives that of 13.
func readISBN(digits string) (Identifier, error) {
	digits = strings.ToUpper(digits)
	mistyped := fmt.Errorf("%s is no ISBN: its last digit does not fit the others, so one is mistyped", digits)
	switch {
	case len(digits) == 10 && !strings.Contains(digits[:9], "X"):
		sum := 0
		for i, r := range digits {
			n := int(r - '0')
			if r == 'X' {
				n = 10
			}
			sum += (10 - i) * n
		}
		if sum%11 != 0 {
			return Identifier{}, mistyped
		}
		return Identifier{ISBN, "978" + digits[:9] + check13("978"+digits[:9])}, nil
	case len(digits) == 13 && !strings.Contains(digits, "X"):
		if digits[12:] != check13(digits[:12]) {
			return Identifier{}, mistyped
		}
		return Identifier{ISBN, digits}, nil
	}
	return Identifier{}, fmt.Errorf("%s is no ISBN: those have 10 or 13 digits", digits)
}

// check13 is the last digit of an ISBN whose first twelve are given.
func check13(twelve string) string {
	sum := 0
	for i, r := range twelve {
		sum += int(r-'0') * (1 + 2*(i%2))
	}
	return fmt.Sprint((10 - sum%10) % 10)
}
