package editor

import "github.com/ibid-editor/ibid/editor/essay"

// SetScheme numbers the essay's notes in another way.
func (s *Session) SetScheme(scheme essay.Scheme) error {
	return s.Do("Numbering", func(t *Transaction) error {
		t.essay = t.essay.WithScheme(scheme)
		return nil
	})
}
