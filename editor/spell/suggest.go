package spell

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// suggestions is a search for the words that were meant. Each candidate has a
// cost: how far the mistake is from what fingers and ears do.
type suggestions struct {
	*Dictionary
	word  []rune // in small letters, unless it has capitals within
	title bool   // it was written with a capital, as German nouns are
	found []suggestion
	seen  map[string]bool
	left  int       // words that may still be looked up, so that the search ends soon
	until time.Time // and when it ends at the latest
}

type suggestion struct {
	word string
	cost float32
}

const (
	suggestMost = 10     // words that are suggested
	enough      = 4      // words near by, so that none is looked for farther away
	lookUps     = 40_000 // words that are looked up
	rootsMost   = 60     // entries that are compared closely

	// Most words take some milliseconds; this is for languages whose words are
	// made of many others.
	suggestWithin = 400 * time.Millisecond
)

// Suggest lists words that may have been meant by a wrong one, the likeliest
// first. It looks at a bounded number of words, for a bounded time.
func (d *Dictionary) Suggest(word string) []string {
	word = strings.ReplaceAll(d.strip(d.in.convert(unsoft(word))), "’", "'")
	if n := utf8.RuneCountInString(word); n == 0 || n > wordMax {
		return nil
	}
	c := capitalsOf(word)
	base := word
	if c == first || c == all {
		base = d.lower(word)
	}
	s := suggestions{
		Dictionary: d, word: []rune(base), title: c == first,
		seen: map[string]bool{}, left: lookUps, until: time.Now().Add(suggestWithin),
	}
	s.try(base, 0.1)
	s.try(d.titled(base), 0.1)
	s.try(d.upper(base), 0.2)
	s.usual(base)
	s.nearby()
	s.split()
	if len(s.found) < enough {
		s.faraway()
	}
	slices.SortStableFunc(s.found, func(a, b suggestion) int {
		switch {
		case a.cost < b.cost:
			return -1
		case a.cost > b.cost:
			return 1
		}
		return cmp.Or(s.common(b.word)-s.common(a.word), strings.Compare(a.word, b.word))
	})
	var list []string
	for _, f := range s.found {
		w := d.out.convert(f.word)
		switch {
		case c == all:
			w = d.upper(w)
		case c == first && capitalsOf(w) == none:
			_, n := utf8.DecodeRuneInString(w)
			w = d.upper(w[:n]) + w[n:]
		}
		fragment := strings.HasPrefix(w, "-") || strings.HasSuffix(w, "-")
		if w != word && !fragment && !slices.Contains(list, w) && len(list) < suggestMost {
			list = append(list, w)
		}
	}
	return list
}

// common counts the letters at the start that a candidate shares.
func (s *suggestions) common(word string) int {
	n := 0
	for _, r := range word {
		if n == len(s.word) || r != s.word[n] {
			break
		}
		n++
	}
	return n
}

// far is a cost that no slip has.
const far = 1000

// try takes a candidate, at a cost of no more than most, if it is a word; names
// are found in small letters too.
func (s *suggestions) try(word string, most float32) {
	if word == "" || s.seen[word] || s.over() {
		return
	}
	s.seen[word] = true
	s.left--
	if s.offered(word) {
		s.found = append(s.found, suggestion{word, min(most, s.cost(word))})
	} else if titled := s.titled(word); (s.title || s.words[titled] != nil) && !s.seen[titled] {
		s.seen[titled] = true
		if s.offered(titled) {
			s.found = append(s.found, suggestion{titled, min(most, s.cost(word)) + 0.2})
		}
	}
}

// over reports whether the search has taken long enough.
func (s *suggestions) over() bool { return s.left <= 0 || time.Now().After(s.until) }

// cost is how far a candidate is from the word. Genitives are seldom meant where
// no apostrophe is.
func (s *suggestions) cost(word string) float32 {
	d := distance(&s.rules, s.word, []rune(word))
	if strings.HasSuffix(word, "'s") && !slices.Contains(s.word, '\'') {
		d += 0.7
	}
	return d
}

// offered reports whether a word is right and not kept from being suggested.
func (s *suggestions) offered(word string) bool {
	if s.forbids(word) {
		return false
	}
	right := false
	s.forms(word, func(f form) bool {
		right = !f.entry.caps && s.stands(f)
		if f.has(s.noSuggest) || f.has(s.substandard) {
			right = false
			return false
		}
		return !right
	})
	return right || s.compound.any() && s.joined(word, &s.left)
}

// usual tries the mistakes that the dictionary names (the option REP).
func (s *suggestions) usual(word string) {
	for _, r := range s.rep {
		from, head := strings.CutPrefix(r.from, "^")
		from, tail := strings.CutSuffix(from, "$")
		for at := 0; from != "" && at < len(word); {
			k := strings.Index(word[at:], from)
			if k < 0 {
				break
			}
			at += k
			if end := at + len(from); (!head || at == 0) && (!tail || end == len(word)) {
				made := word[:at] + r.to + word[end:]
				most := float32(1)
				if utf8.RuneCountInString(from) > 2 { // of shorter ones many are far-fetched
					most = 0.7
				}
				if a, b, ok := strings.Cut(made, " "); ok {
					if s.simple(a, asWritten, s.noSuggest) && s.simple(b, asWritten, s.noSuggest) {
						s.found = append(s.found, suggestion{made, min(most, s.cost(made))})
					}
				} else {
					s.try(made, most)
				}
			}
			at += len(from)
		}
	}
}

// letters are those that a missing or wrong one may have been.
func (s *suggestions) letters() []rune {
	letters := s.Dictionary.try
	if letters == "" {
		letters = "esianrtolcdugmphbyfvkwzxjq'-"
	}
	var list []rune
	for _, r := range letters {
		// Capitals within a word are names' own; names are found without.
		if !unicode.IsUpper(r) && !slices.Contains(list, r) && len(list) < 80 {
			list = append(list, r)
		}
	}
	return list
}

// nearby tries all words that one slip leads to.
func (s *suggestions) nearby() {
	w := s.word
	if len(w) > wordMax/2 {
		return
	}
	try := func(made ...[]rune) {
		var all []rune
		for _, m := range made {
			all = append(all, m...)
		}
		s.try(string(all), far)
	}
	for i := range w {
		for j := i + 1; j < min(i+4, len(w)); j++ {
			try(w[:i], w[j:j+1], w[i+1:j], w[i:i+1], w[j+1:])
		}
		try(w[:i], w[i+1:])
		try(w[:i+1], w[i:])
		if i+3 < len(w) && w[i] == w[i+2] && w[i+1] == w[i+3] { // vacacation
			try(w[:i], w[i+2:])
		}
	}
	for _, r := range s.letters() {
		for i := range w {
			if r != w[i] {
				try(w[:i], []rune{r}, w[i+1:])
			}
		}
		for i := 0; i <= len(w); i++ {
			try(w[:i], []rune{r}, w[i:])
		}
	}
	for _, group := range s.like {
		for _, from := range group {
			for _, to := range group {
				if from != to {
					s.replaceEach(string(w), from, to)
				}
			}
		}
	}
}

func (s *suggestions) replaceEach(word, from, to string) {
	for at := 0; from != ""; {
		k := strings.Index(word[at:], from)
		if k < 0 {
			return
		}
		at += k
		s.try(word[:at]+to+word[at+len(from):], far)
		at += len(from)
	}
}

// split tries two words in the place of one.
func (s *suggestions) split() {
	for i := 1; i < len(s.word); i++ {
		a, b := string(s.word[:i]), string(s.word[i:])
		if !s.simple(a, asWritten, s.noSuggest) || !s.simple(b, asWritten, s.noSuggest) {
			continue
		}
		cost := float32(1)
		for _, part := range []string{a, b} {
			switch n := utf8.RuneCountInString(part); {
			case n == 1 && part != "a" && part != "i":
				cost += 2
			case n < 3:
				cost += 0.3
			}
		}
		s.found = append(s.found, suggestion{a + " " + b, cost})
	}
}

// faraway looks through all entries for those that share most pairs of letters
// with the word, and compares what is made of them closely.
func (s *suggestions) faraway() {
	if len(s.word) < 3 || len(s.word) > wordMax/2 {
		return
	}
	type root struct {
		word  string
		entry *entry
		score int
	}
	want := pairs(string(s.word))
	var best []root
	for w, e := range s.words {
		if e.caps || e.flags.has(s.noSuggest) || e.flags.has(s.forbidden) || e.flags.has(s.onlyInCompound) || len(w) > len(s.word)*4+8 {
			continue
		}
		score := 4*want.shared(w) - max(0, utf8.RuneCountInString(w)-len(s.word))
		if r, _ := utf8.DecodeRuneInString(w); unicode.ToLower(r) == unicode.ToLower(s.word[0]) {
			score += 2
		}
		if score > 0 && (len(best) < 4*rootsMost || score >= best[len(best)/2].score) {
			best = append(best, root{w, e, score})
		}
		if len(best) == 8*rootsMost {
			slices.SortFunc(best, func(a, b root) int { return b.score - a.score })
			best = best[:4*rootsMost]
		}
	}
	slices.SortFunc(best, func(a, b root) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return strings.Compare(a.word, b.word)
	})
	most := max(2, float32(len(s.word))/2.8)
	left := lookUps / 10
	for _, r := range best[:min(len(best), rootsMost)] {
		s.expand(r.word, r.entry, func(word string) bool {
			left--
			if !s.seen[word] && s.cost(word) <= most {
				s.try(word, far)
			}
			return left > 0 && !s.over()
		})
	}
}

// letterPairs are the pairs of letters that stand beside each other in a word,
// each at a place that few others share.
type letterPairs [1 << 12]bool

func placeOf(a, b rune) rune { return (a*37 + b) & (1<<12 - 1) }

func pairs(word string) *letterPairs {
	p := &letterPairs{}
	last := ' '
	for _, r := range word {
		p[placeOf(last, r)] = true
		last = r
	}
	p[placeOf(last, ' ')] = true
	return p
}

// shared counts the pairs that a word has of them.
func (p *letterPairs) shared(word string) int {
	n := 0
	last := ' '
	for _, r := range word {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r |= 0x20
			}
		} else {
			r = unicode.ToLower(r)
		}
		if p[placeOf(last, r)] {
			n++
		}
		last = r
	}
	if p[placeOf(last, ' ')] {
		n++
	}
	return n
}
