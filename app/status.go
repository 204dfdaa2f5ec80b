package app

import (
	"fmt"
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"github.com/ibid-editor/ibid/storage"
)

// status is the quiet line at the window's foot.
type status struct {
	content         fyne.CanvasObject
	length          *quiet // of the essay, or of what is selected
	notes, language *quiet
	ring            *ring
	written         *quiet // towards the target
	text            *quiet
	failed, saving  bool

	measure  measure
	counts   counts
	selected *tally // nil if nothing is
}

// measure is what the length of an essay is told in.
type measure int

// The measures, as they follow one another by a click.
const (
	inWords measure = iota
	inCharacters
	inTime
	measureEnd
)

// wordsPerMinute is how fast adults read English non-fiction silently: the mean
// that Brysbaert (2019, doi:10.1016/j.jml.2019.104047) finds over 190 studies.
const wordsPerMinute = 238

func newStatus(nextMeasure, askTarget func()) *status {
	s := &status{length: newQuiet(), notes: newQuiet(), language: newQuiet(), ring: newRing(), written: newQuiet(), text: newQuiet()}
	s.length.tap = nextMeasure
	s.ring.tap, s.written.tap = askTarget, askTarget
	gap := func(w float32) fyne.CanvasObject {
		r := canvas.NewRectangle(color.Transparent)
		r.SetMinSize(fyne.NewSize(w, 1))
		return r
	}
	s.content = container.NewHBox(gap(10), s.length, gap(12), s.notes, gap(12), s.language,
		layout.NewSpacer(), container.NewCenter(s.ring), s.written, gap(12), s.text, gap(10))
	s.ring.Hide()
	s.written.Hide()
	return s
}

// counted takes what was counted of the essay.
func (s *status) counted(c counts) {
	s.counts = c
	s.notes.set(lang.N("NotesCount", c.markers, map[string]any{"Count": thousands(c.markers)}))
	s.language.set("")
	if c.language != "" {
		s.language.set(languageName(c.language))
	}
	s.showLength()
}

// selectedIs takes what was counted of the selection, or nil.
func (s *status) selectedIs(t *tally) {
	s.selected = t
	s.showLength()
}

func (s *status) showLength() {
	if s.selected != nil {
		s.length.set(lang.L("Selected:") + " " + wordsCount(s.selected.words) + ", " + charsCount(s.selected.chars))
		return
	}
	s.length.set(s.measure.of(s.counts))
}

// of tells how long an essay is.
func (m measure) of(c counts) string {
	body, notes, unit := c.body.words, c.notes.words, wordsCount
	switch m {
	case inCharacters:
		body, notes, unit = c.body.chars, c.notes.chars, charsCount
	case inTime:
		return readingTime(c.body.words)
	}
	if notes == 0 {
		return unit(body)
	}
	return unit(body) + " + " + lang.N("InNotesCount", notes, map[string]any{"Count": thousands(notes)})
}

func wordsCount(n int) string {
	return lang.N("WordsCount", n, map[string]any{"Count": thousands(n)})
}

func charsCount(n int) string {
	return lang.N("CharactersCount", n, map[string]any{"Count": thousands(n)})
}

// readingTime tells how long words take to read.
func readingTime(words int) string {
	minutes := (words + wordsPerMinute/2) / wordsPerMinute
	switch {
	case words == 0:
		return lang.L("Nothing to read")
	case minutes == 0:
		return lang.L("Less than a minute to read")
	case minutes < 60:
		return lang.L("{{.Minutes}} min to read", map[string]any{"Minutes": minutes})
	}
	return lang.L("{{.Hours}} h {{.Minutes}} min to read", map[string]any{"Hours": minutes / 60, "Minutes": minutes % 60})
}

// progress shows how far the day's target is reached.
func (s *status) progress(t target) {
	if t.Words == 0 {
		s.ring.Hide()
		s.written.Hide()
		return
	}
	s.ring.set(t.share())
	s.written.set(lang.L("{{.Written}} of {{.Words}} today",
		map[string]any{"Written": thousands(max(0, t.Written)), "Words": thousands(t.Words)}))
	s.ring.Show()
	s.written.Show()
}

// thousands writes a number with commas.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// saved tells how the essay's saving goes. A failure stays until it is over.
func (s *status) saved(st storage.SaveState) {
	switch {
	case st.Err != nil:
		s.failed, s.saving = true, false
		s.text.loud(sentence(st.Err))
	case st.Saving:
		if !s.saving && !s.failed {
			s.saving = true
			time.AfterFunc(slowSaving, func() { fyne.Do(s.stillSaving) })
		}
	default:
		s.failed, s.saving = false, false
		s.text.set(lang.L("Saved at {{.Time}}", map[string]any{"Time": st.Saved.Format("15:04")}))
	}
}

// slowSaving is how long a saving may take before it is spoken of: the usual one
// is over at once, and saying so would have the window painted twice for each key.
const slowSaving = 700 * time.Millisecond

func (s *status) stillSaving() {
	if s.saving && !s.failed {
		s.text.set(lang.L("Saving…"))
	}
}

// say shows a sentence, for as long as nothing else is to be said.
func (s *status) say(text string) { s.text.plain(text) }

// warn shows a sentence about what went wrong.
func (s *status) warn(text string) { s.text.loud(text) }

// sayQuietly shows a sentence that the next saving may take the place of.
func (s *status) sayQuietly(text string) { s.text.set(text) }

// nextMeasure tells the length in words, characters or time, in turn.
func (w *Window) nextMeasure() {
	w.status.measure = (w.status.measure + 1) % measureEnd
	w.status.showLength()
	w.keep("length", strconv.Itoa(int(w.status.measure)))
}
