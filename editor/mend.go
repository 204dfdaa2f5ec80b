package editor

import (
	"errors"
	"slices"

	"github.com/ibid-editor/ibid/editor/essay"
)

// ErrChanged says that a mend was found for an essay that has changed since.
var ErrChanged = errors.New("the essay has changed since it was checked: look at the checks again")

// Mend does what a finding of [essay.Check] offers, as one step. It fails with
// [ErrChanged] if the essay is no longer the one that was checked.
func (s *Session) Mend(m *essay.Mend) error {
	if !m.Fits(s.essay) {
		return ErrChanged
	}
	return s.Do(m.Label.String(), func(t *Transaction) error {
		for _, e := range slices.Backward(m.Edits) {
			t.Replace(e.In, e.From, e.To, e.With)
		}
		for _, id := range m.Drops {
			t.DropNote(id)
		}
		return nil
	})
}
