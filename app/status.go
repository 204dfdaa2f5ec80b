package app

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/theme"
	"github.com/ibid-editor/ibid/storage"
)

// status is the quiet line at the window's foot.
type status struct {
	content            fyne.CanvasObject
	words, notes, text *quiet
	failed             bool
}

func newStatus() *status {
	s := &status{words: newQuiet(), notes: newQuiet(), text: newQuiet()}
	gap := func(w float32) fyne.CanvasObject {
		r := canvas.NewRectangle(color.Transparent)
		r.SetMinSize(fyne.NewSize(w, 1))
		return r
	}
	s.content = container.NewHBox(gap(10), s.words, gap(12), s.notes, layout.NewSpacer(), s.text, gap(10))
	return s
}

func (s *status) counted(c counts) {
	words := lang.N("WordsCount", c.body, map[string]any{"Count": thousands(c.body)})
	if c.notes > 0 {
		words += " + " + lang.N("InNotesCount", c.notes, map[string]any{"Count": thousands(c.notes)})
	}
	s.words.set(words)
	s.notes.set(lang.N("NotesCount", c.markers, map[string]any{"Count": thousands(c.markers)}))
}

// thousands writes a number with commas.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	rest := n % 1000
	tail := string([]byte{byte('0' + rest/100), byte('0' + rest/10%10), byte('0' + rest%10)})
	return thousands(n/1000) + "," + tail
}

// saved tells how the essay's saving goes. A failure stays until it is over.
func (s *status) saved(st storage.SaveState) {
	switch {
	case st.Err != nil:
		s.failed = true
		s.text.loud(sentence(st.Err))
	case st.Saving:
		if !s.failed {
			s.text.set(lang.L("Saving…"))
		}
	default:
		s.failed = false
		s.text.set(lang.L("Saved at {{.Time}}", map[string]any{"Time": st.Saved.Format("15:04")}))
	}
}

// say shows a sentence, for as long as nothing else is to be said.
func (s *status) say(text string) { s.text.loud(text) }

// sayFor shows a sentence that the next saving may take the place of.
func (s *status) sayQuietly(text string) { s.text.set(text) }

// quiet is a line of small text in the quiet ink.
type quiet struct {
	widget.BaseWidget
	text *canvas.Text
	ink  fyne.ThemeColorName
}

func newQuiet() *quiet {
	q := &quiet{text: canvas.NewText("", color.Black), ink: theme.ColorNameQuiet}
	q.text.TextSize = 12
	q.ExtendBaseWidget(q)
	return q
}

func (q *quiet) set(s string) { q.show(s, theme.ColorNameQuiet) }

func (q *quiet) loud(s string) { q.show(s, theme.ColorNameAccent) }

func (q *quiet) show(s string, ink fyne.ThemeColorName) {
	if q.text.Text == s && q.ink == ink {
		return
	}
	q.text.Text, q.ink = s, ink
	q.Refresh()
}

func (q *quiet) CreateRenderer() fyne.WidgetRenderer { return &quietRenderer{q} }

type quietRenderer struct{ q *quiet }

func (r *quietRenderer) Destroy()                     {}
func (r *quietRenderer) Layout(s fyne.Size)           { r.q.text.Resize(s) }
func (r *quietRenderer) MinSize() fyne.Size           { return r.q.text.MinSize() }
func (r *quietRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.q.text} }
func (r *quietRenderer) Refresh() {
	r.q.text.Color = r.q.Theme().Color(r.q.ink, fyne.CurrentApp().Settings().ThemeVariant())
	canvas.Refresh(r.q.text)
}
