package format

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ibid-editor/ibid/editor/essay"
)

// NumberingChoices says what [ParseNumbering] reads.
const NumberingChoices = "continuous, section or section:N (numbers begin again at headings of rank 1 to 6, or higher); " +
	"arabic, roman, letters or symbols; foot, end or section-end; parted by commas"

// choice is a word that says how notes are numbered.
type choice struct {
	word string
	kind string // of two words of one kind the second is too much
	set  func(*essay.Series)
}

var choices = []choice{
	{"continuous", "run", func(s *essay.Series) { s.Restart = false }},
	{"section", "run", func(s *essay.Series) { s.Restart = true }},
	{"arabic", "style", func(s *essay.Series) { s.Style = essay.Arabic }},
	{"roman", "style", func(s *essay.Series) { s.Style = essay.LowerRoman }},
	{"letters", "style", func(s *essay.Series) { s.Style = essay.LowerLetters }},
	{"symbols", "style", func(s *essay.Series) { s.Style = essay.Symbols }},
	{"foot", "place", func(s *essay.Series) { s.Place = essay.Foot }},
	{"end", "place", func(s *essay.Series) { s.Place = essay.EssayEnd }},
	{"section-end", "place", func(s *essay.Series) { s.Place = essay.SectionEnd }},
}

// ParseNumbering reads how the essay's own notes are numbered, such as
// “section:3,symbols,end”. What is not said is continuous, arabic, at the foot.
func ParseNumbering(words string) (essay.Scheme, error) {
	var s essay.Series
	said := map[string]string{}
	for word := range strings.SplitSeq(words, ",") {
		word = strings.ToLower(strings.TrimSpace(word))
		c, rank, ok := choose(word)
		if !ok {
			return essay.Scheme{}, fmt.Errorf("%q does not say how notes are numbered: there are %s", word, NumberingChoices)
		}
		if said[c.kind] != "" {
			return essay.Scheme{}, fmt.Errorf("%s and %s cannot both hold: name one of them", said[c.kind], word)
		}
		said[c.kind] = word
		c.set(&s)
		s.Section = max(s.Section, rank)
	}
	return essay.Scheme{Series: []essay.Series{s}}, nil
}

// choose finds a choice by its word, and the rank that a section may name.
func choose(word string) (c choice, rank int, ok bool) {
	if digit, found := strings.CutPrefix(word, "section:"); found {
		n, err := strconv.Atoi(digit)
		if err != nil || len(digit) != 1 || n < 1 || n > 6 {
			return choice{}, 0, false
		}
		word, rank = "section", n
	}
	for _, c := range choices {
		if c.word == word {
			return c, rank, true
		}
	}
	return choice{}, 0, false
}
