package doctor

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Place says where in a source an offset in a block stood: the line and the
// column, in characters and both from 1.
type Place func(block int, off doc.Pos) (line, column int)

// The diagnosis as JSON; the fields stand in the order in which they are
// written.
type (
	jsonDiagnosis struct {
		Title     string         `json:"title"`
		Certain   bool           `json:"certain"`
		Pairs     []jsonPair     `json:"pairs"`
		Unpaired  jsonUnpaired   `json:"unpaired"`
		Dropped   []jsonDropped  `json:"dropped"`
		Questions []jsonQuestion `json:"questions"`
	}
	jsonPair struct {
		Number     int         `json:"number"`
		Certain    bool        `json:"certain"`
		Confidence float64     `json:"confidence"`
		Marker     jsonMarker  `json:"marker"`
		Note       jsonNote    `json:"note"`
		Why        []string    `json:"why"`
		RunnerUp   *jsonRunner `json:"runnerUp"`
	}
	jsonMarker struct {
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Label  string `json:"label"`
	}
	jsonNote struct {
		Line  int    `json:"line"`
		Label string `json:"label"`
		Text  string `json:"text"`
	}
	jsonRunner struct {
		Line  int    `json:"line"`
		Label string `json:"label"`
	}
	jsonUnpaired struct {
		Markers []jsonMarker `json:"markers"`
		Notes   []jsonNote   `json:"notes"`
	}
	jsonDropped struct {
		FromLine int    `json:"fromLine"`
		ToLine   int    `json:"toLine"`
		Why      string `json:"why"`
	}
	jsonQuestion struct {
		Ask     string   `json:"ask"`
		Choices []string `json:"choices"`
	}
)

// JSON is the diagnosis as “ibid doctor --json” prints it, indented by two
// blanks, with a line feed at its end. No list is null; runnerUp is where there
// is none.
func (g *Diagnosis) JSON(place Place) ([]byte, error) {
	out := jsonDiagnosis{
		Title: g.Title, Certain: g.Certain, Pairs: []jsonPair{}, Dropped: []jsonDropped{}, Questions: []jsonQuestion{},
		Unpaired: jsonUnpaired{[]jsonMarker{}, []jsonNote{}},
	}
	marker := func(m Marker) jsonMarker {
		line, column := place(m.Block, m.From)
		return jsonMarker{line, column, m.Label}
	}
	note := func(n Note) jsonNote {
		line, _ := place(n.Block, 0)
		return jsonNote{line, n.Label, n.Text}
	}
	for _, p := range g.Pairs {
		j := jsonPair{p.Number, p.Certain, p.Confidence, marker(p.Marker), note(p.Note), append([]string{}, p.Why...), nil}
		if p.RunnerUp != nil {
			r := note(*p.RunnerUp)
			j.RunnerUp = &jsonRunner{r.Line, r.Label}
		}
		out.Pairs = append(out.Pairs, j)
	}
	for _, m := range g.Markers {
		out.Unpaired.Markers = append(out.Unpaired.Markers, marker(m))
	}
	for _, n := range g.Notes {
		out.Unpaired.Notes = append(out.Unpaired.Notes, note(n))
	}
	for _, d := range g.Dropped {
		from, to := g.lines(d, place)
		out.Dropped = append(out.Dropped, jsonDropped{from, to, d.Why})
	}
	for _, q := range g.Questions {
		out.Questions = append(out.Questions, jsonQuestion{q.Ask, append([]string{}, q.Choices...)})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("the diagnosis cannot be written as JSON: %w", err)
	}
	return b.Bytes(), nil
}

// lines are the first and the last line of what is left out.
func (g *Diagnosis) lines(d Dropped, place Place) (from, to int) {
	from, _ = place(d.FromBlock, 0)
	to, _ = place(d.ToBlock, g.found.blocks[d.ToBlock].Len())
	return from, to
}

// Write writes the diagnosis for a reader.
func (g *Diagnosis) Write(w io.Writer, place Place) error {
	var b strings.Builder
	if g.Title != "" {
		fmt.Fprintf(&b, "%s\n\n", g.Title)
	}
	if !g.Found() {
		b.WriteString("There are no typed notes in the text.\n")
	}
	for _, p := range g.Pairs {
		line, column := place(p.Marker.Block, p.Marker.From)
		noteLine, _ := place(p.Note.Block, 0)
		sure := "certain"
		if !p.Certain {
			sure = fmt.Sprintf("likely, %.0f %%", p.Confidence*100)
		}
		fmt.Fprintf(&b, "%d  marker [%s] in line %d, column %d (%s)\n", p.Number, p.Marker.Label, line, column, sure)
		fmt.Fprintf(&b, "   note [%s] in line %d: %s\n", p.Note.Label, noteLine, essay.Excerpt(p.Note.Text, 90))
		for _, s := range p.Why {
			fmt.Fprintf(&b, "   - %s\n", s)
		}
	}
	for _, m := range g.Markers {
		line, column := place(m.Block, m.From)
		fmt.Fprintf(&b, "No note: marker [%s] in line %d, column %d\n", m.Label, line, column)
	}
	for _, n := range g.Notes {
		line, _ := place(n.Block, 0)
		fmt.Fprintf(&b, "No marker: note [%s] in line %d: %s\n", n.Label, line, essay.Excerpt(n.Text, 90))
	}
	for _, d := range g.Dropped {
		if from, to := g.lines(d, place); from == to {
			fmt.Fprintf(&b, "Left out: line %d, %s\n", from, d.Why)
		} else {
			fmt.Fprintf(&b, "Left out: lines %d to %d, %s\n", from, to, d.Why)
		}
	}
	for _, q := range g.Questions {
		fmt.Fprintf(&b, "Question: %s\n", q.Ask)
		for i, c := range q.Choices {
			fmt.Fprintf(&b, "   %d. %s\n", i+1, c)
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("the diagnosis could not be written: %w", err)
	}
	return nil
}
