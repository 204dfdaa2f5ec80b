// Package spell checks the words of a text against dictionaries in Hunspell's
// format, suggests others for the wrong ones, and finds the dictionaries that
// are installed. The format is that of Hunspell's manual, hunspell(5).
//
// Absent: grammar, phonetic rules (PHONE), morphological fields, Hungarian's
// own rules for long compounds (COMPOUNDSYLLABLE), and screens. A [Dictionary]
// and a [Checker] are never modified after they are made, so that any goroutine
// may use them.
package spell

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Dictionary is a list of words with the rules by which others are made of them.
type Dictionary struct {
	rules
	words   map[string]*entry
	scripts scripts
}

// entry is a line of the list of words. Words that are written alike are
// chained.
type entry struct {
	flags flags
	caps  bool // stands for a word of mixed capitals when it is written in capitals
	next  *entry
}

const (
	fileMax = 64 << 20 // bytes that are read of a file; the largest known has 20 MB
	wordMax = 100      // runes of a word that is looked up at all, as in Hunspell
)

// Load reads the two files of a dictionary: the rules (.aff) and the words
// (.dic), in the encoding that the rules name. Lines that make no sense are
// passed over, as Hunspell does.
func Load(aff, dic io.Reader) (*Dictionary, error) {
	raw, err := io.ReadAll(io.LimitReader(aff, fileMax))
	if err != nil {
		return nil, fmt.Errorf("the rules of the dictionary cannot be read: %w", err)
	}
	decode, err := decoder(raw)
	if err != nil {
		return nil, err
	}
	d := &Dictionary{rules: parseRules(decode(raw))}
	if raw, err = io.ReadAll(io.LimitReader(dic, fileMax)); err != nil {
		return nil, fmt.Errorf("the words of the dictionary cannot be read: %w", err)
	}
	d.readWords(decode(raw))
	if len(d.words) == 0 {
		return nil, fmt.Errorf("the dictionary holds no words: its file is empty or damaged; install it again")
	}
	return d, nil
}

// FromWords makes a dictionary of words as they are, without rules.
func FromWords(words ...string) *Dictionary {
	d := &Dictionary{rules: parseRules(""), words: make(map[string]*entry, len(words))}
	for _, w := range words {
		if w = strings.ReplaceAll(unsoft(w), "’", "'"); w != "" {
			d.add(w, &entry{})
		}
	}
	return d
}

func (d *Dictionary) readWords(text string) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimSpace(strings.Trim(first, "0123456789\ufeff\r")) != "" {
		rest = text // the number of words is missing
	}
	d.words = make(map[string]*entry, strings.Count(rest, "\n")+1)
	known := map[string]flags{}
	var block []entry // entries are made many at a time
	for line := range strings.SplitSeq(rest, "\n") {
		word, field := cutEntry(line)
		if word == "" || utf8.RuneCountInString(word) > wordMax {
			continue
		}
		set, ok := known[field]
		if !ok {
			set = d.flagsOf(field)
			known[field] = set
		}
		if len(block) == 0 {
			block = make([]entry, 256)
		}
		e := &block[0]
		block = block[1:]
		e.flags = set
		d.add(d.strip(word), e)
	}
}

// cutEntry parts a line of the list of words in the word and its flags. A slash
// in a word is written with a backslash before it. Morphological fields, which
// follow a tab or begin with two letters and a colon, are left out.
func cutEntry(line string) (word, field string) {
	line, _, _ = strings.Cut(line, "\t")
	for at := 0; ; {
		k := strings.IndexByte(line[at:], ':')
		if k < 0 {
			break
		}
		if at += k; at > 3 && line[at-3] == ' ' {
			line = line[:at-3]
			break
		}
		at++
	}
	line = strings.TrimRight(line, " \r")
	for i := 1; i < len(line); i++ {
		if line[i] == '/' && line[i-1] != '\\' {
			line, field = line[:i], line[i+1:]
			break
		}
	}
	return strings.ReplaceAll(line, `\/`, "/"), field
}

// add puts a word into the list. One of mixed capitals may also be written all
// in capitals; for that it stands there once more.
func (d *Dictionary) add(word string, e *entry) {
	if word == "" {
		return
	}
	e.next, d.words[word] = d.words[word], e
	d.scripts.add(word)
	c := capitalsOf(word)
	if (c == mixed || c == all && len(e.flags) > 0) && !e.flags.has(d.forbidden) {
		titled := d.titled(word)
		if titled != word {
			d.words[titled] = &entry{flags: e.flags, caps: true, next: d.words[titled]}
		}
	}
}

// Reads reports whether the dictionary has words in the script of a word: of
// words in another script it can say nothing.
func (d *Dictionary) Reads(word string) bool { return d.scripts.has(word) }
