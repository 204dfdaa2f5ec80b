package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// Written is an essay in a format.
type Written struct {
	Output      []byte
	Certificate Certificate
	Warnings    []string     // sentences for the author about what the format cannot hold
	Back        *essay.Essay // what reading the output back gave, numbered as it was written
	Losses      []Loss       // what of the essay that does not hold, by place

	// Pictures are files that the output refers to, by their names relative to
	// its folder; [Written.Save] writes them.
	Pictures map[string][]byte
}

// Export writes an essay in a format and reads the output back to certify it.
func Export(e *essay.Essay, to Format, o Options) (Written, error) {
	return ExportContext(context.Background(), e, to, o)
}

// ExportContext is [Export] until the context is done; then its error is why.
func ExportContext(ctx context.Context, e *essay.Essay, to Format, o Options) (Written, error) {
	var out bytes.Buffer
	if to.Write == nil {
		return Written{}, fmt.Errorf("%s can be read here but not written: choose another format", to.Title)
	}
	e, unprinted := to.printed(e, o)
	warnings, err := to.Write(until{ctx, &out}, e, o)
	if ctx.Err() != nil {
		return Written{}, context.Cause(ctx)
	}
	if err != nil {
		return Written{}, err
	}
	warnings = append(unprinted, warnings...)
	if n := len(e.Bin()); n > 0 {
		warnings = append(warnings, fmt.Sprintf("Notes without a marker, which are left out: %d.", n))
	}
	w := Written{Output: out.Bytes(), Warnings: warnings}
	if to.pictures != nil {
		w.Pictures = to.pictures(e, o)
	}
	e = o.numbered(e)
	var sure bool
	if to.own != nil {
		w.Back, sure = to.own(out.String())
		sure = sure && alike(e, w.Back)
	}
	if !sure {
		if w.Back, err = to.readBack(w.Output); err != nil {
			return Written{}, err
		}
	}
	if ctx.Err() != nil {
		return Written{}, context.Cause(ctx)
	}
	if sure || alike(e, w.Back) {
		n := len(w.Back.Refs())
		w.Certificate = Certificate{Markers: n, Notes: n}
		w.Back = w.Back.WithScheme(e.Scheme())
		return w, nil
	}
	w.Certificate = to.compare(e, o, w.Back)
	w.Losses = losses(e, w.Back, to.loose)
	w.Back = w.Back.WithScheme(e.Scheme())
	return w, nil
}

// until is a writer that fails when its context is done.
type until struct {
	ctx context.Context
	w   io.Writer
}

func (u until) Write(b []byte) (int, error) {
	if u.ctx.Err() != nil {
		return 0, context.Cause(u.ctx)
	}
	return u.w.Write(b)
}

// Conversion is an essay that was read from one format and written in another.
type Conversion struct {
	Written      // its warnings are also those of reading
	Certain bool // no pairing of typed notes needs an answer
}

// Convert reads one format and writes another. Typed notes in plain text
// become real where their pairing is certain, and with accept also where it is
// the best guess; others stay as they are typed.
func Convert(in []byte, from, to Format, o Options, accept bool) (Conversion, error) {
	read, err := from.Read(in)
	if err != nil {
		return Conversion{}, err
	}
	if others := o.Pictures; read.Pictures != nil {
		o.Pictures = func(source string) ([]byte, bool) {
			if data, ok := read.Pictures[source]; ok || others == nil {
				return data, ok
			}
			return others(source)
		}
	}
	c := Conversion{Certain: true}
	c.Warnings = read.Warnings
	if n := len(read.Others); n > 0 {
		c.Warnings = append(c.Warnings, fmt.Sprintf("The file holds further texts, which are left out: %d. “ibid library import” takes them all.", n))
	}
	e := read.Repaired(accept)
	if d := read.Diagnosis; d != nil {
		c.Certain = d.Certain
		for _, x := range d.Dropped {
			c.Warnings = append(c.Warnings, fmt.Sprintf("Left out from %s: %s.", read.where(x.FromBlock, 0), x.Why))
		}
		for _, q := range d.Questions {
			c.Warnings = append(c.Warnings, fmt.Sprintf("%s %s", q.Ask, strings.Join(q.Choices, " / ")))
		}
		for _, m := range d.Markers {
			c.Warnings = append(c.Warnings, fmt.Sprintf("The marker “%s” in %s has no note.", m.Label, read.where(m.Block, m.From)))
		}
		for _, n := range d.Notes {
			c.Warnings = append(c.Warnings, fmt.Sprintf("The note “%s” in %s has no marker; it stays in the text.", essay.Excerpt(n.Text, 48), read.where(n.Block, 0)))
		}
	}
	if o.Cite != nil {
		e = o.Cite(e)
	}
	written, err := Export(e, to, o)
	if err != nil {
		return Conversion{}, err
	}
	written.Warnings = append(c.Warnings, written.Warnings...)
	c.Written = written
	return c, nil
}

// where names a place for the author: a line of plain text, else a paragraph.
func (in Import) where(block int, off doc.Pos) string {
	if line, _ := in.Places.Place(block, off); line > 0 {
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("paragraph %d", block+1)
}
