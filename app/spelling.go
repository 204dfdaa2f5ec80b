package app

import (
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/ibid-editor/ibid/app/page"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/spell"
	"github.com/ibid-editor/ibid/storage"
)

// spelling has the essay on the desk checked off the user interface's
// goroutine, and its wrong words underlined.
type spelling struct {
	w     *Window
	off   bool
	marks *page.Decorations // of the texts on the desk
	own   *spell.Dictionary // the personal dictionary, and what is ignored in this essay
	used  *spell.Dictionary // what the marks were found with; nil if no dictionary is there
	words []string          // the personal dictionary
	asked atomic.Int64      // the latest check that was asked for
	proof proof
}

// checkAfter is how long the typing must pause before the words are checked.
const checkAfter = 500 * time.Millisecond

func newSpelling(w *Window) *spelling {
	s := &spelling{w: w, marks: &page.Decorations{}}
	off, err := w.lib.Setting("spelling")
	s.off = err == nil && off == "off"
	return s
}

// begin gets ready for an essay that is about to be opened.
func (s *spelling) begin(id storage.EssayID) {
	s.marks = &page.Decorations{}
	s.readOwn(id)
}

// readOwn reads the words that the library says are right.
func (s *spelling) readOwn(id storage.EssayID) {
	words, err := s.w.lib.Words()
	s.w.fail(err)
	ignored, err := s.w.lib.Ignored(id)
	s.w.fail(err)
	s.words = words
	s.own = spell.FromWords(slices.Concat(words, ignored)...)
}

// check has the essay checked after a pause, if nothing else is asked for
// before.
func (s *spelling) check(pause time.Duration) {
	n := s.asked.Add(1)
	if s.off {
		return
	}
	d, e, own := s.w.desk, s.w.desk.session.Essay(), s.own
	late := func() bool { return s.asked.Load() != n }
	time.AfterFunc(pause, func() {
		found, err := s.proof.read(e, own, late)
		if err == nil && late() {
			return
		}
		fyne.Do(func() {
			s.w.fail(err)
			if s.w.desk != d || late() {
				return
			}
			s.used = found.with
			s.mark(found.wrong)
		})
	})
}

// mark underlines what was found, and paints only if it differs.
func (s *spelling) mark(wrong map[*doc.Block][]page.Range) {
	same := true
	ranges := map[*doc.Block][]page.Range{}
	for b, list := range wrong {
		same = same && slices.Equal(list, s.marks.In(page.Misspelled, b))
		if len(list) > 0 {
			ranges[b] = list
		}
	}
	s.marks.Set(page.Misspelled, ranges)
	if !same {
		s.refresh()
	}
}

func (s *spelling) refresh() {
	s.w.desk.page.Refresh()
	s.w.desk.notes.Refresh()
}

// toggleSpelling turns the checking on or off.
func (w *Window) toggleSpelling() {
	s := w.spelling
	s.off = !s.off
	w.tick()
	if s.off {
		w.keep("spelling", "off")
		s.check(0) // what is under way comes too late
		s.marks.Set(page.Misspelled, nil)
		s.refresh()
		return
	}
	w.keep("spelling", "on")
	s.check(0)
}

// proof reads essays, one after the other and off the user interface's
// goroutine, and reads no block twice that it has seen with the same words.
type proof struct {
	mu        sync.Mutex
	installed []spell.Source
	looked    bool // for what is installed
	loaded    spell.Source
	checker   spell.Checker
	known     map[*doc.Block][]page.Range
}

// finding is what was found in an essay: for each of its blocks the words that
// are wrong.
type finding struct {
	wrong map[*doc.Block][]page.Range
	with  *spell.Dictionary
}

// read checks an essay, with its notes, and stops early when it is late.
func (p *proof) read(e *essay.Essay, own *spell.Dictionary, late func() bool) (finding, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if late() {
		return finding{}, nil
	}
	err := p.take(e.Language(), own)
	known := make(map[*doc.Block][]page.Range, len(p.known))
	read := func(text *doc.Document) bool {
		for b := range text.Each() {
			list, ok := p.known[b]
			if !ok {
				for _, w := range p.checker.Wrong(b) {
					list = append(list, page.Range{From: w.From, To: w.To})
				}
			}
			known[b] = list
			if late() {
				return false
			}
		}
		return true
	}
	done := read(e.Body())
	for n := range e.Notes() {
		done = done && read(n.Text)
	}
	if !done {
		maps.Copy(known, p.known) // the next reading goes on from here
		p.known = known
		return finding{}, err
	}
	p.known = known
	return finding{known, p.checker.Dictionary}, err
}

// take takes the dictionaries for a language in hand.
func (p *proof) take(tag string, own *spell.Dictionary) error {
	if !p.looked {
		p.looked = true
		p.installed = installed()
	}
	source, _ := sourceFor(p.installed, tag)
	if source == p.loaded && own == p.checker.Own && p.known != nil {
		return nil
	}
	var err error
	if source != p.loaded {
		p.loaded, p.checker.Dictionary = source, nil
		if source.Dic != "" {
			p.checker.Dictionary, err = source.Load()
		}
	}
	p.checker.Own, p.known = own, map[*doc.Block][]page.Range{}
	return err
}

// installed lists the system's dictionaries.
func installed() []spell.Source {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // the folders of the system are left
	}
	return spell.Installed(spell.Folders(runtime.GOOS, home, os.Getenv))
}

// sourceFor is the dictionary for an essay in a language; one that says none is
// in the desktop's, or in English.
func sourceFor(installed []spell.Source, tag string) (spell.Source, bool) {
	if tag != "" {
		return spell.Best(installed, tag)
	}
	if s, ok := spell.Best(installed, lang.SystemLocale().LanguageString()); ok {
		return s, true
	}
	return spell.Best(installed, "en")
}
