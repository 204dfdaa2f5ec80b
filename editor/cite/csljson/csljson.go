// Package csljson reads and writes sources as CSL-JSON, the form in which
// citation processors and reference managers exchange them.
//
// [Read] takes an array of items, a single item, or an object whose "items" or
// "references" is an array. It never fails: items, and fields of items, that
// cannot be read are reported with their line and left out, and what follows a
// broken item is read.
package csljson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"

	"github.com/ibid-editor/ibid/editor/lazyregexp"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

// Report is told what is wrong in a file: in which line, counted from 1, and
// what, in a sentence.
type Report func(line int, says string)

// Read reads the items of a file in their order; an item without an "id" has an
// empty ID. What is wrong is reported, if report is not nil.
func Read(data []byte, report Report) []*csl.Item {
	if report == nil {
		report = func(int, string) {}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	r := &reader{data: data, report: report, line: 1}
	r.read()
	return r.items
}

type reader struct {
	data    []byte
	report  Report
	items   []*csl.Item
	counted int
	line    int
}

// lineOf counts lines up to an offset, which must not fall.
func (r *reader) lineOf(at int) int {
	if at > r.counted {
		r.line += bytes.Count(r.data[r.counted:at], []byte("\n"))
		r.counted = at
	}
	return r.line
}

// read finds the objects of the file and reads each.
func (r *reader) read() {
	at := 0
	if inside := r.wrapped(); inside > 0 {
		at = inside
	}
	found := false
	for {
		next := bytes.IndexByte(r.data[at:], '{')
		if next < 0 {
			break
		}
		start := at + next
		found = true
		end, ok := objectEnd(r.data, start)
		if !ok {
			end = r.resume(start)
			r.report(r.lineOf(start), "An item is not closed.")
		}
		r.item(start, end)
		at = end
	}
	if rest := bytes.TrimSpace(r.data); !found && len(rest) > 0 && string(rest) != "[]" && at == 0 {
		r.report(1, "There are no items in it: CSL-JSON is a list in brackets, with each item in braces.")
	}
}

var wrapper = lazyregexp.New(`^\s*\{\s*(?:"[^"]*"\s*:\s*(?:"[^"]*"|[\w.-]+)\s*,\s*)*"(?:items|references)"\s*:\s*\[`)

// wrapped is where the array begins that stands in an object, or 0.
func (r *reader) wrapped() int {
	if m := wrapper.FindIndex(r.data); m != nil {
		return m[1]
	}
	return 0
}

// objectEnd finds the end of the object that begins at an offset. A text that
// is not closed ends with its line.
func objectEnd(data []byte, start int) (end int, ok bool) {
	depth, quoted := 0, false
	for i := start; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == '\n':
			quoted = false
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			depth--
			if depth == 0 {
				return i + 1, true
			}
		}
	}
	return len(data), false
}

var itemStart = lazyregexp.New(`\{\s*"(?:id|type|title|author)"`)

// resume finds the next item after one that is not closed.
func (r *reader) resume(start int) int {
	if m := itemStart.FindIndex(r.data[start+1:]); m != nil {
		return start + 1 + m[0]
	}
	return len(r.data)
}

// item reads one item. If it cannot be read as a whole, its fields are tried
// one by one.
func (r *reader) item(start, end int) {
	src, line := r.data[start:end], r.lineOf(start)
	it := &csl.Item{}
	err := json.Unmarshal(src, it)
	if err == nil {
		r.items = append(r.items, it)
		return
	}
	it = &csl.Item{Fields: map[string]string{}, Names: map[string][]csl.Name{}, Dates: map[string]csl.Date{}}
	fields, syntax := fields(src)
	for _, f := range fields {
		one := &csl.Item{}
		if json.Unmarshal([]byte("{"+f.key+":"+string(f.value)+"}"), one) != nil {
			r.report(line+bytes.Count(src[:f.at], []byte("\n")), fmt.Sprintf("The field %s cannot be read and is left out.", f.key))
			continue
		}
		it.ID, it.Type = it.ID+one.ID, it.Type+one.Type
		maps.Copy(it.Fields, one.Fields)
		maps.Copy(it.Names, one.Names)
		maps.Copy(it.Dates, one.Dates)
		if len(one.Other) > 0 && it.Other == nil {
			it.Other = map[string]json.RawMessage{}
		}
		maps.Copy(it.Other, one.Other)
	}
	if syntax != nil {
		r.report(line+bytes.Count(src[:syntax.at], []byte("\n")), fmt.Sprintf("An item cannot be read from here on: %s.", syntax.says))
	}
	r.items = append(r.items, it)
}

// field is a key of an object, quoted, and its value.
type field struct {
	at    int
	key   string
	value json.RawMessage
}

type syntaxError struct {
	at   int
	says string
}

// fields parts an object, as far as its syntax holds.
func fields(src []byte) ([]field, *syntaxError) {
	dec := json.NewDecoder(bytes.NewReader(src))
	broken := func(err error) *syntaxError {
		at := dec.InputOffset()
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = max(at, syntax.Offset-1)
		}
		says := strings.TrimPrefix(err.Error(), "json: ")
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			says = "it ends too early"
		}
		return &syntaxError{at: int(min(max(at, 0), int64(len(src)))), says: says}
	}
	if _, err := dec.Token(); err != nil {
		return nil, broken(err)
	}
	var out []field
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return out, broken(err)
		}
		key, err := json.Marshal(t)
		if err != nil {
			return out, broken(err)
		}
		f := field{at: int(dec.InputOffset()), key: string(key)}
		if err := dec.Decode(&f.value); err != nil {
			return out, broken(err)
		}
		out = append(out, f)
	}
	if _, err := dec.Token(); err != nil {
		return out, broken(err)
	}
	return out, nil
}

// Write writes items as an array, with the keys of each in order.
func Write(items []*csl.Item) ([]byte, error) {
	list := make([]any, 0, len(items))
	for _, it := range items {
		data, err := json.Marshal(it)
		if err != nil {
			return nil, fmt.Errorf("the source %s cannot be written as CSL-JSON: %w", it.ID, err)
		}
		// Once more, so that "<i>" stays readable.
		var value any
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if err := dec.Decode(&value); err != nil {
			return nil, fmt.Errorf("the source %s cannot be written as CSL-JSON: %w", it.ID, err)
		}
		list = append(list, value)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		return nil, fmt.Errorf("the sources cannot be written as CSL-JSON: %w", err)
	}
	return b.Bytes(), nil
}
