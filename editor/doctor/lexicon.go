package doctor

import (
	"slices"
)

// lexicon holds the words of a document and its notes.
type lexicon struct {
	vocab     *vocabulary
	blocks    [][]word         // of each block that stays in the text
	settings  []*setting       // of each block with a marker
	phrases   map[uint64][]int // of three words in a row, the blocks with markers they stand in
	noteText  []string
	notes     [][]word
	phrasesOf [][]uint64   // of each note, its three words in a row
	manners   []noteManner // of each note
	marks     []markPlace  // of each marker
}

// markPlace is where a marker stands.
type markPlace struct {
	markManner
	words int // of its block, that stand before it
	page  int // that stands before it, or 0
}

// read reads the words of a document, once.
func (f *findings) read(w *work) *lexicon {
	f.reading.Do(func() {
		x := &lexicon{
			vocab: &vocabulary{ids: map[string]int{}}, phrases: map[uint64][]int{},
			blocks: make([][]word, len(f.blocks)), settings: make([]*setting, len(f.blocks)),
			noteText: make([]string, len(f.notes)), notes: make([][]word, len(f.notes)),
		}
		marks := f.plainMarks()
		for i, s := range f.texts {
			if f.gone[i] || f.page[i] != "" {
				continue
			}
			if i%256 == 0 && !w.at(0.4+0.2*float64(i)/float64(len(f.texts))) {
				return
			}
			x.blocks[i] = x.vocab.words(s, marks[i])
			if len(marks[i]) == 0 {
				continue
			}
			x.settings[i] = newSetting(x.blocks[i])
			for _, h := range trigrams(x.blocks[i]) {
				if list := x.phrases[h]; len(list) == 0 || list[len(list)-1] != i {
					x.phrases[h] = append(list, i)
				}
			}
		}
		for k, n := range f.notes {
			x.noteText[k] = f.noteText(n)
			x.notes[k] = x.vocab.words(x.noteText[k], nil)
			x.phrasesOf = append(x.phrasesOf, trigrams(x.notes[k]))
			x.manners = append(x.manners, mannerOf(x.noteText[k]))
		}
		for _, m := range f.marks {
			before := f.texts[m.block][:m.From]
			page, _ := pageBefore(before)
			words, _ := slices.BinarySearchFunc(x.blocks[m.block], m.From, func(w word, at int) int { return w.at - at })
			x.marks = append(x.marks, markPlace{mannerBefore(before), words, page})
		}
		f.lexicon = x
	})
	return f.lexicon
}

// plainMarks are the markers of each block, and what stands in it and is no
// part of the text, in order.
func (f *findings) plainMarks() map[int][]extent {
	of := map[int][]extent{}
	for _, m := range f.marks {
		of[m.block] = append(of[m.block], extent{m.From, m.To})
	}
	for i, notes := range f.cuts {
		for _, n := range notes {
			from, to := f.extentOf(n, i)
			of[i] = append(of[i], extent{from, to})
		}
		slices.SortFunc(of[i], func(a, b extent) int { return a.from - b.from })
	}
	return of
}

// extent is a stretch of bytes.
type extent struct{ from, to int }

// trigrams hashes each three words in a row of which two say something.
func trigrams(words []word) []uint64 {
	var list []uint64
	for i := 2; i < len(words); i++ {
		a, b, c := words[i-2], words[i-1], words[i]
		if weakOnes(a, b, c) <= 1 {
			list = append(list, uint64(a.id)<<42^uint64(b.id)<<21^uint64(c.id))
		}
	}
	return list
}

func weakOnes(words ...word) int {
	n := 0
	for _, w := range words {
		if w.weak && !w.capital {
			n++
		}
	}
	return n
}
