package citing

import (
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// sentence says how a citation in a note's prose stands in its sentence.
type sentence struct{ begun, goesOn bool }

// sentences looks at the prose around the citations of written notes, for
// styles that cite in notes; those of others stand as they are.
func sentences(e *essay.Essay, places []essay.CitePlace, notes bool) map[cite.ID]sentence {
	if !notes {
		return nil
	}
	found := map[cite.ID]sentence{}
	var last essay.NoteID
	for _, p := range places {
		if p.Note == "" || p.Note == last || e.IsCitation(p.Note) {
			continue
		}
		last = p.Note
		for b := range e.Note(p.Note).Text.Each() {
			if b.Atoms() > 0 {
				inBlock(b, found)
			}
		}
	}
	return found
}

func inBlock(b *doc.Block, found map[cite.ID]sentence) {
	spans := b.Spans()
	for i, sp := range spans {
		if sp.IsCitation() {
			found[cite.ID(sp.Atom.ID)] = sentence{begun: begins(spans[:i]), goesOn: goesOn(spans[i+1:])}
		}
	}
}

// begins reports whether the text before a citation leaves a sentence open.
func begins(before []doc.Span) bool {
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].Atom != nil {
			return before[i].Atom.Kind == doc.CrossRef
		}
		text := strings.TrimRight(strings.TrimRightFunc(before[i].Text, unicode.IsSpace), `"'”’»)]`)
		if text == "" {
			continue
		}
		if strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "…") {
			return false
		}
		if !strings.HasSuffix(text, ".") {
			return true
		}
		// “Cf.”, “see e.g.” are no sentences.
		return len(strings.Fields(text)) < 3
	}
	return false
}

// goesOn reports whether the text behind a citation ends its sentence, or goes
// on in it.
func goesOn(behind []doc.Span) bool {
	var text strings.Builder
	for _, sp := range behind {
		if sp.Atom != nil {
			text.WriteRune(doc.AtomRune)
		} else {
			text.WriteString(sp.Text)
		}
	}
	rest := text.String()
	first := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if first == "" || first[0] == '(' && rest != first {
		return false
	}
	for i, r := range first {
		switch {
		case i == 0 && unicode.IsUpper(r) && rest != first:
			return false // another sentence
		case r == doc.AtomRune:
			return false
		default:
			return true
		}
	}
	return true
}
