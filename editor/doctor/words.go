package doctor

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word in a text: its number in the vocabulary, the byte at which it
// stands, the sentence it is in, and whether it starts with a capital.
type word struct {
	id       int
	at       int
	sentence int
	capital  bool
	weak     bool // too common to say anything
}

// vocabulary numbers the words of a document and counts them.
type vocabulary struct {
	ids    map[string]int
	texts  []string // as first written
	counts []int
	total  int
}

// words splits a text, in which marks are no part, and counts its words.
func (v *vocabulary) words(s string, marks []extent) []word {
	var list []word
	sentence := 0
	for i := 0; i < len(s); {
		for len(marks) > 0 && marks[0].to <= i {
			marks = marks[1:]
		}
		if len(marks) > 0 && marks[0].from <= i {
			i = marks[0].to
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if r == '.' || r == '?' || r == '!' {
				if next, _ := utf8.DecodeRuneInString(s[i+1:]); i+1 == len(s) || !unicode.IsLetter(next) && !unicode.IsDigit(next) {
					sentence += endOfSentence(list)
				}
			}
			i += size
			continue
		}
		end := i + wordLen(s[i:])
		list = append(list, v.word(s[i:end], i, sentence))
		i = end
	}
	return list
}

// endOfSentence is 1 unless the last word is so short that the stop behind it
// may be that of an abbreviation.
func endOfSentence(list []word) int {
	if n := len(list); n > 0 && list[n-1].weak && list[n-1].capital {
		return 0
	}
	return 1
}

// wordLen is the length of the word at the start of s, with apostrophes,
// hyphens and decimal points inside.
func wordLen(s string) int {
	end := 0
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			end = i + utf8.RuneLen(r)
			continue
		}
		inner := (r == '’' || r == '\'' || r == '.' && s[0] <= '9') && i == end
		if !inner {
			break
		}
	}
	return end
}

// stem is the number of letters by which words are told apart, so that “Norman”
// and “Normandy” are one.
const stem = 6

func (v *vocabulary) word(s string, at, sentence int) word {
	first, _ := utf8.DecodeRuneInString(s)
	w := strings.ToLower(s)
	w = strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s")
	if len(w) > 4 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		w = w[:len(w)-1]
	}
	common := strings.Contains(commonWords, " "+w+" ")
	if r := []rune(w); len(r) > stem && !unicode.IsDigit(first) {
		w = string(r[:stem])
	}
	id, ok := v.ids[w]
	if !ok {
		id = len(v.texts)
		v.ids[w] = id
		v.texts = append(v.texts, s)
		v.counts = append(v.counts, 0)
	}
	v.counts[id]++
	v.total++
	capital := unicode.IsUpper(first)
	weak := common
	switch {
	case unicode.IsDigit(first):
		weak = len(w) < 4 // pages are compared as pages; years say something
	case capital:
		weak = weak || utf8.RuneCountInString(w) < 2
	default:
		weak = weak || utf8.RuneCountInString(w) < 4
	}
	return word{id, at, sentence, capital, weak}
}

const commonWords = " a about above according after again against ago all almost along already also although always am among an and another any are around as at away back be became because become been before began behind being below between beyond both but by " +
	"came can cannot come comes could day days did do does done down during each either else enough even ever every far few first five following for four found from full further gave general get give given go gone good got great " +
	"had half hand has have having he hence her here herself him himself his how however i if in indeed instead into is it its itself just kind know known large last late later least left less let like little long made make makes making man many may me mean men merely might mine more moreover most much must my myself " +
	"near nearly need never new next no none nor not nothing now number of off often old on once one only or order other others otherwise our out over own part people perhaps place point possible put quite rather really right said same saw say says second see seem seemed seems seen several shall she should show shown since small so some something sometimes soon still such " +
	"take taken than that the their them themselves then there therefore these they thing things think third this those though three through thus time times to together too took toward towards true two under until up upon us use used very was way we well went were what whatever when where whether which while who whole whom whose why will with within without word words work works world would year years yet you your " +
	"sir mr mrs miss dr lord lady king queen prince duke saint captain colonel professor john william james george charles henry thomas robert edward richard " +
	"england english britain british france french germany german america american europe european january february march april june july august september october november december book books paragraph chap " +
	"ibid vol pp ed eds op cit idem note chapter page edition press university journal review london york "

// usual is how often a word is expected in any text, per word of text, before
// the document is looked at: rarer the longer it is.
func usual(s string) float64 {
	switch n := utf8.RuneCountInString(s); {
	case n <= 4:
		return 4e-4
	case n <= 6:
		return 2e-4
	default:
		return 1e-4
	}
}

// usualWeight is how many words of text the expectation weighs.
const usualWeight = 2000

// setting is what a marker's paragraph says, with its words by number.
type setting struct {
	words []word
	where map[int][]int // of each word that says something, its places in words
}

func newSetting(words []word) *setting {
	c := &setting{words, map[int][]int{}}
	for i, w := range words {
		if !w.weak {
			c.where[w.id] = append(c.where[w.id], i)
		}
	}
	return c
}

// reach says how close to a marker a word stands.
type reach int

const (
	justBefore reach = iota // among the last four words before it
	close                   // among the eight before those
	sentence                // before that, in its sentence
	after                   // among the twelve words after it, in its sentence
	passage                 // elsewhere in its paragraph
	section                 // elsewhere in its section
	reaches
)

// The words of each reach; a sentence has about so many that are not close.
const (
	justWords     = 4
	closeWords    = 8
	sentenceWords = 25
	afterWords    = 12
)

// find is how close to a marker after the first n words a word stands, and
// false if it stands nowhere in the paragraph.
func (c *setting) find(id, n int) (reach, bool) {
	places, ok := c.where[id]
	if !ok {
		return 0, false
	}
	in := -1
	if n > 0 {
		in = c.words[n-1].sentence
	}
	best := passage
	for _, p := range places {
		at := passage
		switch {
		case p < n && p >= n-justWords:
			at = justBefore
		case p < n && p >= n-justWords-closeWords:
			at = close
		case p < n && c.words[p].sentence == in:
			at = sentence
		case p >= n && p < n+afterWords && c.words[p].sentence == in:
			at = after
		}
		best = min(best, at)
	}
	return best, true
}

// sizeOf is how many words a reach has in a paragraph.
func sizeOf(at reach, paragraph int) int {
	return [passage + 1]int{justWords, closeWords, min(sentenceWords, paragraph), afterWords, paragraph}[at]
}

// shareOf is how often a note's word stands in each reach of its marker because
// the note is about it: for names and for other words, among the note's first
// four, the next eight, and the others; measured on annotated books.
var shareOf = [2][3][reaches]float64{
	{{0.045, 0.014, 0.014, 0.008, 0.010, 0.008}, {0.035, 0.018, 0.016, 0.009, 0.012, 0.008}, {0.012, 0.012, 0.012, 0.006, 0.012, 0.008}},
	{{0.120, 0.018, 0.015, 0.006, 0.016, 0.015}, {0.050, 0.022, 0.015, 0.010, 0.020, 0.015}, {0.020, 0.012, 0.012, 0.008, 0.018, 0.012}},
}

// weigh is the evidence, as the logarithm of a likelihood ratio, of the n-th
// word of a note standing so close to a marker: the stronger, the rarer the
// word is elsewhere. outside counts it elsewhere among total words; size is the
// number of words within the reach.
func (v *vocabulary) weigh(w word, n int, at reach, size, outside, total int) float64 {
	f := (float64(outside) + usualWeight*usual(v.texts[w.id])) / float64(total+usualWeight)
	chance := 1 - math.Pow(1-f, float64(size)) + 1e-9
	name, part := 0, 2
	if w.capital {
		name = 1
	}
	switch {
	case n < 4:
		part = 0
	case n < 12:
		part = 1
	}
	return math.Log1p(shareOf[name][part][at] / chance)
}

// pages are the page numbers and ranges of pages in a text.
type pages [][2]int

// readPages reads numbers of up to four digits and ranges such as “65–99”,
// “421–33”.
func readPages(s string) pages {
	var list pages
	for i := 0; i < len(s); {
		n := digitsAt(s[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		from := s[i : i+n]
		i += n
		if n > 4 {
			continue
		}
		a := atoi(from)
		b := a
		if dash := dashLen(s[i:]); dash > 0 {
			if m := digitsAt(s[i+dash:]); m > 0 && m <= 4 {
				to := s[i+dash : i+dash+m]
				if m < n {
					to = from[:n-m] + to
				}
				b = max(a, atoi(to))
				i += dash + m
			}
		}
		list = append(list, [2]int{a, b})
	}
	return list
}

func digitsAt(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

func atoi(s string) int {
	n := 0
	for i := range min(len(s), 6) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func dashLen(s string) int {
	for _, d := range []string{"-", "–", "—", "‑"} {
		if strings.HasPrefix(s, d) {
			return len(d)
		}
	}
	return 0
}

// pageBefore is the page in parentheses that stands just before a marker, as
// “(67)” or “(pp. 67–68)”, and how it is written.
func pageBefore(s string) (page int, typedAs string) {
	s = strings.TrimRight(s, " .,;:”’\"'\u00a0")
	if !strings.HasSuffix(s, ")") {
		return 0, ""
	}
	open := strings.LastIndexByte(s[max(0, len(s)-40):], '(')
	if open < 0 {
		return 0, ""
	}
	inner := s[max(0, len(s)-40)+open:]
	if list := readPages(inner); len(list) > 0 {
		last := list[len(list)-1]
		if last[0] >= 1000 && last[0] < 2100 && last[0] == last[1] { // a year
			return 0, ""
		}
		return last[0], inner
	}
	return 0, ""
}
