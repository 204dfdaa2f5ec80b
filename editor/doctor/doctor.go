// Package doctor makes typed notes real: it finds markers such as “[1]” in a
// text and the notes typed below it, pairs them, and says why and how sure it
// is. Where numbering starts anew and runs of notes stand in another order than
// their sections, the content decides; where the content does not, it asks.
//
// The way there: [Examine] sets aside what a web page or a transcribed book has
// around the text (chrome.go, frame.go), reads what could be notes (notes.go)
// and markers (marks.go), and chooses the runs of notes (choose.go). Notes that
// stand among the text belong to the markers before them (local.go). Where they
// stand together it parts both into series where the numbering starts anew
// (series.go), weighs which series belongs to which (lexicon.go, words.go,
// evidence.go, manner.go, order.go, headings.go), looks at all assignments
// (assign.go, large.go) and makes pairs with reasons, and questions, of the
// outcome (solution.go, reasons.go, pair.go). How well that works is measured
// in the package eval.
//
// Absent: any change. A [Diagnosis] is a value; [Diagnosis.Essay] makes the
// document in which its pairs are notes, and nothing is lost in it.
package doctor

import (
	"context"
	"slices"
	"sync"

	"github.com/ibid-editor/ibid/editor/doc"
)

// Diagnosis is what the doctor found in a document. It is never modified after
// it is made.
type Diagnosis struct {
	Title     string     // as [essay.Essay.Title] gives it
	Certain   bool       // every pair is beyond doubt and nothing is left over
	Pairs     []Pair     // in the order of the markers
	Markers   []Marker   // typed markers without a note
	Notes     []Note     // typed notes without a marker
	Dropped   []Dropped  // what is left out, in the order of the text
	Questions []Question // what only the author can decide: the one thing that decides most, or none

	found   *findings
	settled []decision
}

// Marker is a typed marker.
type Marker struct {
	Block    int
	From, To doc.Pos // offsets in the block
	Label    string  // without brackets

	index int // among the markers that were found
}

// Note is a typed note.
type Note struct {
	Block, Blocks int     // the first block, and how many there are
	From          doc.Pos // where it starts in the first block
	Label         string
	Text          string // without the label, paragraphs parted by a line feed

	index int // among the notes that were found
}

// Pair is a marker with its note.
type Pair struct {
	Number     int // counted from 1 in the order of first markers, as the essay numbers its notes
	Marker     Marker
	Note       Note
	Certain    bool
	Confidence float64  // the probability that the pair is right, from 0 to 1
	Why        []string // short sentences for the author
	RunnerUp   *Note    // the next best note, or nil if no other can be meant
}

// Dropped is a range of blocks that is left out.
type Dropped struct {
	FromBlock, ToBlock int // both included
	Why                string
}

// Question is one thing only the author can decide. The first choice is what
// the diagnosis assumes.
type Question struct {
	Ask     string
	Choices []string
	Marker  *Marker  // the marker it asks about, the first of a series; nil where it is about no single one
	Notes   [][]Note // of each choice, the notes it gives to the marker and those that follow it

	settle  []decision // what each choice decides
	decides float64    // how many pairs hang on it
}

// Examine finds the typed notes of a document.
func Examine(d *doc.Document) *Diagnosis {
	g, _ := ExamineContext(context.Background(), d, nil)
	return g
}

// ExamineContext is [Examine] for long documents: it gives up with the
// context's error when that is done, and tells progress, if that is not nil,
// the share of the work that is done, from 0 to 1.
func ExamineContext(ctx context.Context, d *doc.Document, progress func(float64)) (*Diagnosis, error) {
	w := &work{ctx: ctx, progress: progress}
	f := find(d, w)
	g := diagnose(f, nil, w)
	if w.err != nil {
		return nil, w.err
	}
	return g, nil
}

// work is how far an examination is, and whether it is to go on.
type work struct {
	ctx      context.Context
	progress func(float64)
	err      error
}

// stopped reports whether the work is to go on no further.
func (w *work) stopped() bool {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	return w.err != nil
}

// at says that a share of the work is done, and whether to go on.
func (w *work) at(share float64) bool {
	if w.stopped() {
		return false
	}
	if w.progress != nil {
		w.progress(share)
	}
	return true
}

// Found reports whether there are typed notes at all.
func (g *Diagnosis) Found() bool { return len(g.found.notes) > 0 }

// Answer is the diagnosis with a question settled by one of its choices. An
// answer to a question that is not there changes nothing.
func (g *Diagnosis) Answer(question, choice int) *Diagnosis {
	if question < 0 || question >= len(g.Questions) || choice < 0 || choice >= len(g.Questions[question].settle) {
		return g
	}
	return g.decide(g.Questions[question].settle[choice])
}

// decide is the diagnosis with one more decision, which takes the place of
// those that cannot stand beside it.
func (g *Diagnosis) decide(d ...decision) *Diagnosis {
	settled := slices.DeleteFunc(slices.Clone(g.settled), func(old decision) bool {
		return slices.ContainsFunc(d, old.against)
	})
	return diagnose(g.found, append(settled, d...), &work{ctx: context.Background()})
}

// findings are what the doctor reads in a document, before it pairs anything.
type findings struct {
	doc        *doc.Document
	blocks     []*doc.Block
	texts      []string // of the blocks
	page       []string // of each block, what it is where it is not the author's, or ""
	candidates [][]mark // of each block, what could be markers
	notes      []note   // in the order of the text
	marks      []mark   // in the order of the text
	dropped    []Dropped
	gone       []bool         // of each block, whether it is a note's or left out
	cuts       map[int][]note // of each block, the notes that stand in its text
	title      int            // a block that reads like the title and is no heading yet, or -1
	lexicon    *lexicon       // its words, once they are read
	reading    sync.Once
}

// find reads a document. Without typed notes nothing is left out.
func find(d *doc.Document, w *work) *findings {
	f := &findings{doc: d, title: -1, cuts: map[int][]note{}}
	for _, b := range d.All() {
		f.blocks = append(f.blocks, b)
		f.texts = append(f.texts, b.Text())
	}
	f.gone = make([]bool, len(f.blocks))
	f.page = findChrome(f.blocks, f.texts)
	f.findFrame()
	if !w.at(0.1) {
		return f
	}
	f.findCandidates()
	if !w.at(0.3) {
		return f
	}
	f.findNotes()
	if len(f.notes) == 0 {
		f.findLoneMarks()
		return f
	}
	if !w.at(0.4) {
		return f
	}
	f.dropPage()
	f.dropHeadings()
	f.findTitle()
	slices.SortFunc(f.dropped, func(a, b Dropped) int { return a.FromBlock - b.FromBlock })
	return f
}

func (f *findings) drop(from, to int, why string) {
	f.dropped = append(f.dropped, Dropped{from, to, why})
	for i := from; i <= to; i++ {
		f.gone[i] = true
	}
}
