package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/ibid-editor/ibid/editor/cite/lookup"
)

// A number that is typed is asked about after Return and not before; what the
// answer says stands in the form of a new source, and is kept from there.
func TestLookUpASource(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Path != "/10.1000/ko" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, `{"type":"article-journal","title":"Reading in the Margins","author":[{"family":"Ko","given":"Min-jae"}],"issued":{"date-parts":[[2019]]}}`)
	}))
	defer server.Close()
	w := wholeWindow(t, "# T", "One.")
	w.network = lookup.At(server.URL)
	var begun []func()
	later := w.later
	w.later = func(_ time.Duration, f func()) { begun = append(begun, f) }
	defer func() { w.later = later }()

	typed := func(text string) {
		w.lookUp()
		entry := w.win.Canvas().Focused().(*pickEntry)
		entry.SetText(text)
		if asked != 0 || len(begun) != 0 {
			t.Fatalf("%d were asked while it was typed", asked)
		}
		entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	typed("nothing of the kind")
	if len(begun) != 0 {
		t.Error("what names nothing is asked about")
	}
	typed("https://doi.org/10.1000/ko")
	for _, f := range begun {
		f()
	}
	settle(w)
	if asked != 1 {
		t.Fatalf("%d were asked", asked)
	}
	if authors, ok := w.win.Canvas().Focused().(*widget.Entry); !ok || authors.Text != "Ko, Min-jae" {
		t.Errorf("the form of what was found is not shown: %T has the keys", w.win.Canvas().Focused())
	}
	list, err := w.lib.Sources("", 10)
	if err != nil || len(list) != 0 {
		t.Errorf("before it was looked at, the library has %d sources, %v", len(list), err)
	}
}
