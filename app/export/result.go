package export

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/app/pane"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format"
)

// Notice says something about the file that is named; replace is set if one is
// there.
func (s *Sheet) Notice(text string, replace bool) {
	label(s.notice, text)
	title := lang.L("Export")
	if replace {
		title = lang.L("Replace")
	}
	s.press.button.SetText(title)
	s.form.Refresh()
	s.Refresh()
}

// Busy says what goes on, in the place of a certificate.
func (s *Sheet) Busy(text string) {
	s.state.Importance = widget.LowImportance
	label(s.state, text)
	s.Refresh()
}

// Failed says why nothing can be written so.
func (s *Sheet) Failed(text string) {
	s.state.Importance = widget.DangerImportance
	label(s.state, text)
	label(s.warnings, "")
	s.showLosses(nil, nil)
}

// Certified shows what reading the output back has shown. In done, if it is not
// empty, is where it was written to.
func (s *Sheet) Certified(e *essay.Essay, w format.Written, done string) {
	s.state.Importance = widget.MediumImportance
	text := Certificate(w.Certificate)
	if done != "" {
		text = done + "\n" + text
	}
	label(s.state, text)
	label(s.warnings, few(w.Warnings))
	s.showLosses(e, w.Losses)
}

// Certificate words what reading an output back has shown.
func Certificate(c format.Certificate) string {
	return lang.N("MarkersCount", c.Markers, map[string]any{"Count": c.Markers}) + ", " +
		lang.N("NotesCount", c.Notes, map[string]any{"Count": c.Notes}) + ", " +
		lang.L("{{.Count}} changed", map[string]any{"Count": c.Changed})
}

// warningsMax bounds the sentences that are shown at once.
const warningsMax = 4

func few(sentences []string) string {
	shown := sentences[:min(len(sentences), warningsMax)]
	text := strings.Join(shown, "\n")
	if n := len(sentences) - len(shown); n > 0 {
		text += "\n" + lang.L("and {{.Count}} more of this kind", map[string]any{"Count": n})
	}
	return text
}

// label shows a text, and takes no room without one.
func label(l *widget.Label, text string) {
	l.SetText(text)
	if text == "" {
		l.Hide()
	} else {
		l.Show()
	}
}

// showLosses lists what was not carried over, by kind and place.
func (s *Sheet) showLosses(e *essay.Essay, losses []format.Loss) {
	s.losses.Set(s.lossItems(e, losses))
	if len(losses) == 0 {
		s.losses.Hide()
	} else {
		s.losses.Show()
	}
	s.form.Refresh()
	s.Refresh()
}

func (s *Sheet) lossItems(e *essay.Essay, losses []format.Loss) []pane.Item {
	var kinds []string
	byKind := map[string][]format.Loss{}
	for _, l := range losses {
		if byKind[l.What] == nil {
			kinds = append(kinds, l.What)
		}
		byKind[l.What] = append(byKind[l.What], l)
	}
	var items []pane.Item
	if len(losses) > 0 {
		items = append(items, pane.Item{Heading: true, Text: strings.ToUpper(lang.L("Not carried over"))})
	}
	for _, kind := range kinds {
		items = append(items, pane.Item{Text: lang.L(kind), Remark: fmt.Sprint(len(byKind[kind])), Quiet: true})
		for _, l := range byKind[kind] {
			item := pane.Item{Text: Excerpt(e, l.Here), Level: 1, Tap: func() { s.Go(l) }}
			if l.Here.In != "" {
				item.Remark = lang.L("note {{.Number}}", map[string]any{"Number": e.Label(l.Here.In)})
			}
			items = append(items, item)
		}
	}
	return items
}

// excerptMax bounds what a list shows of a place, in characters.
const excerptMax = 60

// Excerpt is what stands at a place of an essay.
func Excerpt(e *essay.Essay, p format.Place) string {
	text := e.Text(p.In)
	if text == nil || p.Block >= text.Blocks() {
		return ""
	}
	start := text.Start(p.Block)
	words := essay.Excerpt(text.Text(start+p.From, start+p.To), excerptMax)
	if strings.TrimSpace(words) == "" {
		return fmt.Sprintf("(%s)", lang.L("no words"))
	}
	return words
}

// Focusable parts of the sheet, in the order of Tab, are the file, the formats,
// the options, the button, the link to another place and what is lost.
var _ fyne.Widget = (*Sheet)(nil)
