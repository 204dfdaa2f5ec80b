package format

import (
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
)

// Who wrote an essay and what it is about stays known.
func TestFactsStay(t *testing.T) {
	full := essay.Meta{Authors: []string{"A. Writer", "B. O’Hara & Co"}, Date: "2025-03-01", Description: "Of <quays>.", Keywords: []string{"quay", "pier"}}
	tests := map[string]essay.Meta{
		"html":      full,
		"docx":      {Authors: full.Authors, Description: full.Description, Keywords: full.Keywords}, // its date is the file's
		"odt":       {Authors: full.Authors, Description: full.Description, Keywords: full.Keywords},
		"wordpress": {Authors: []string{"A. Writer, B. O’Hara & Co"}, Date: full.Date, Description: full.Description},
		"ghost":     {Date: full.Date, Description: full.Description},
	}
	for name, want := range tests {
		w, err := Export(chapters(3, 3).WithMeta(full).WithLanguage("en"), named(t, name), Options{Standalone: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Back.Meta(); !got.Equal(want) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		if w.Back.Language() != "en" || w.Certificate.Changed != 0 {
			t.Errorf("%s: language %q, %s", name, w.Back.Language(), w.Certificate)
		}
	}
}
