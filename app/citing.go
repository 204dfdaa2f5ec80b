package app

import (
	"slices"
	"time"

	"github.com/ibid-editor/ibid/editor/cite"
	"github.com/ibid-editor/ibid/editor/citing"
	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/storage"
)

// printing keeps what the citations of the essay on the desk read as. What can
// be printed within a frame is printed when it is asked for; the rest off the
// user interface's goroutine, and meanwhile what was printed before is shown.
type printing struct {
	w       *Window
	printer *citing.Printer
	printed *citing.Printed
	essay   *essay.Essay // that printed is right for
	citing  essay.Citing // that the printer is warm for
	warm    bool
	busy    bool // the printer is at work elsewhere
	took    time.Duration
	failed  essay.Citing // what could not be printed, and was said
}

// frame is how long printing may take within one.
const frame = 8 * time.Millisecond

func newPrinting(w *Window) *printing {
	return &printing{w: w, printer: citing.NewPrinter(styleFolders(w.lib))}
}

// now is what the citations read as, as far as it is known in this frame.
func (p *printing) now() *citing.Printed {
	if p.w.desk == nil {
		return nil
	}
	e := p.w.desk.session.Essay()
	if p.essay == e || p.busy {
		return p.printed
	}
	if p.printed.Of(e) {
		p.essay = e
		return p.printed
	}
	if p.warm && p.citing == e.Citing() && p.took < frame {
		p.take(e, p.print(e))
		return p.printed
	}
	p.busy = true
	p.w.later(0, func() {
		out := p.print(e)
		p.w.do(func() {
			p.busy = false
			p.take(e, out)
			p.reprint()
		})
	})
	return p.printed
}

// outcome is what printing gave.
type outcome struct {
	printed *citing.Printed
	err     error
	took    time.Duration
}

func (p *printing) print(e *essay.Essay) outcome {
	start := time.Now()
	out, err := p.printer.Print(e)
	return outcome{out, err, time.Since(start)}
}

func (p *printing) take(e *essay.Essay, out outcome) {
	p.printed, p.essay, p.took = out.printed, e, out.took
	if !p.warm || p.citing != e.Citing() {
		p.took = 0 // the first time a style is read, which says nothing
	}
	p.citing, p.warm = e.Citing(), out.err == nil
	if out.err != nil && p.failed != e.Citing() {
		p.failed = e.Citing()
		p.w.fail(out.err)
	}
}

// reprint shows what the citations read as now.
func (p *printing) reprint() {
	if d := p.w.desk; d != nil {
		d.page.Reprint()
		d.notes.Reprint()
	}
}

// styleFolders are where styles are looked for: the library's own folder, and
// the system's.
func styleFolders(lib *storage.Library) cite.Folders {
	f := cite.SystemFolders()
	f.Styles = slices.Insert(f.Styles, 0, lib.StyleFolder())
	return f
}

// asText is a piece of an essay with its citations as they are printed, for
// other programs.
func asText(f essay.Fragment, folders cite.Folders) essay.Fragment {
	if len(f.Citations) == 0 {
		return f
	}
	e := f.Essay()
	printed, _ := citing.NewPrinter(folders).Print(e) // what cannot be printed is as it is typed
	flat := printed.Flat(e)
	out := f
	out.Slice.Blocks = slices.Collect(flat.Body().Each())
	out.Notes, out.Citations, out.Sources = flat.Numbered(), nil, nil
	return out
}
