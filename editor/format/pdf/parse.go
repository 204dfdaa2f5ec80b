package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// errForeign says that a file is none of ours.
var errForeign = errors.New("the PDF was not written by Ibid, or it is damaged: open it as a reading instead")

// Values of a file: name, string, float64, bool, ref, []any, dict, or nil. An
// operator of a page is an op.
type (
	name string
	dict map[name]any
	op   string
)

// lexer reads the values of a piece of a file.
type lexer struct {
	b     []byte
	at    int
	depth int
}

// Limits of reading.
const (
	maxNest   = 64
	maxStream = 512 << 20
)

// next is the next value; io.EOF at the end.
func (l *lexer) next() (any, error) {
	l.blank()
	if l.at >= len(l.b) {
		return nil, io.EOF
	}
	switch c := l.b[l.at]; {
	case c == '/':
		l.at++
		return name(l.word()), nil
	case c == '(':
		return l.literal()
	case c == '<' && l.at+1 < len(l.b) && l.b[l.at+1] == '<':
		l.at += 2
		return l.dict()
	case c == '<':
		return l.hex()
	case c == '[':
		l.at++
		return l.array()
	case strings.IndexByte("]>)}{", c) >= 0:
		l.at++
		if c == '>' && l.at < len(l.b) && l.b[l.at] == '>' {
			l.at++
			return op(">>"), nil
		}
		return op(c), nil
	}
	w := l.word()
	switch w {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	case "":
		return nil, errForeign
	}
	if n, err := strconv.ParseFloat(w, 64); err == nil {
		return n, nil
	}
	return op(w), nil
}

func (l *lexer) blank() {
	for l.at < len(l.b) && (l.b[l.at] <= ' ') {
		l.at++
	}
}

func (l *lexer) word() string {
	from := l.at
	for l.at < len(l.b) && l.b[l.at] > ' ' && strings.IndexByte("/()<>[]{}%", l.b[l.at]) < 0 {
		l.at++
	}
	return string(l.b[from:l.at])
}

// values are those up to a closing sign; “3 0 R” is one.
func (l *lexer) values(end op) ([]any, error) {
	if l.depth++; l.depth > maxNest {
		return nil, errForeign
	}
	defer func() { l.depth-- }()
	var list []any
	for {
		v, err := l.next()
		if err != nil {
			return nil, errForeign
		}
		switch v {
		case end:
			return list, nil
		case op("R"):
			n := len(list)
			if n < 2 {
				return nil, errForeign
			}
			num, ok := list[n-2].(float64)
			if !ok {
				return nil, errForeign
			}
			list = append(list[:n-2], ref(num))
		default:
			if _, stray := v.(op); stray {
				return nil, errForeign
			}
			list = append(list, v)
		}
	}
}

func (l *lexer) array() (any, error) {
	list, err := l.values("]")
	return list, err
}

func (l *lexer) dict() (any, error) {
	list, err := l.values(">>")
	if err != nil || len(list)%2 != 0 {
		return nil, errForeign
	}
	d := dict{}
	for i := 0; i < len(list); i += 2 {
		k, ok := list[i].(name)
		if !ok {
			return nil, errForeign
		}
		d[k] = list[i+1]
	}
	return d, nil
}

func (l *lexer) hex() (any, error) {
	end := bytes.IndexByte(l.b[l.at:], '>')
	if end < 0 {
		return nil, errForeign
	}
	b, err := hex.DecodeString(string(l.b[l.at+1 : l.at+end]))
	if err != nil {
		return nil, errForeign
	}
	l.at += end + 1
	return string(b), nil
}

func (l *lexer) literal() (any, error) {
	var out []byte
	for l.at++; l.at < len(l.b); l.at++ {
		switch c := l.b[l.at]; c {
		case ')':
			l.at++
			return string(out), nil
		case '\\':
			l.at++
			if l.at+2 < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7' {
				n, err := strconv.ParseUint(string(l.b[l.at:l.at+3]), 8, 8)
				if err != nil {
					return nil, errForeign
				}
				out = append(out, byte(n))
				l.at += 2
			} else if l.at < len(l.b) {
				out = append(out, l.b[l.at])
			}
		default:
			out = append(out, c)
		}
	}
	return nil, errForeign
}

// text16 is a string that people read.
func text16(s string) string {
	rest, ok := strings.CutPrefix(s, "\xFE\xFF")
	if !ok {
		return s
	}
	return utf16Text(rest)
}

func utf16Text(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for ; len(s) >= 2; s = s[2:] {
		units = append(units, binary.BigEndian.Uint16([]byte(s[:2])))
	}
	return string(utf16.Decode(units))
}

// reader is a file while it is read.
type reader struct {
	b       []byte
	places  []place
	streams map[int][]*lexer // the objects of streams of objects
	read    int              // bytes unpacked
}

// open finds the objects of a file and gives its trailer.
func open(b []byte) (*reader, dict, error) {
	r := &reader{b: b, streams: map[int][]*lexer{}}
	at := bytes.LastIndex(b, []byte("startxref"))
	if at < 0 || !bytes.HasPrefix(b, []byte("%PDF-1.7")) {
		return nil, nil, errForeign
	}
	l := lexer{b: b[at+len("startxref"):]}
	v, err := l.next()
	start, ok := v.(float64)
	if err != nil || !ok || start < 0 || int(start) >= len(b) {
		return nil, nil, errForeign
	}
	trailer, table, err := r.streamAt(int(start))
	if err != nil || trailer["Type"] != name("XRef") {
		return nil, nil, errForeign
	}
	for ; len(table) >= 7; table = table[7:] {
		n := int(binary.BigEndian.Uint32(table[1:5]))
		switch table[0] {
		case 2:
			r.places = append(r.places, place{n, int(binary.BigEndian.Uint16(table[5:7]))})
		default:
			r.places = append(r.places, place{at: n})
		}
	}
	return r, trailer, nil
}

// streamAt reads the stream at an offset of the file.
func (r *reader) streamAt(at int) (dict, []byte, error) {
	if at < 0 || at >= len(r.b) {
		return nil, nil, errForeign
	}
	l := lexer{b: r.b, at: at}
	for range 3 { // “12 0 obj”
		if _, err := l.next(); err != nil {
			return nil, nil, errForeign
		}
	}
	v, err := l.next()
	d, ok := v.(dict)
	if err != nil || !ok {
		return nil, nil, errForeign
	}
	size, ok := d["Length"].(float64)
	body := bytes.Index(r.b[l.at:], []byte("stream\n"))
	from := l.at + body + len("stream\n")
	if !ok || body < 0 || size < 0 || from+int(size) > len(r.b) {
		return nil, nil, errForeign
	}
	data := r.b[from : from+int(size)]
	if d["Filter"] != name("FlateDecode") {
		return d, data, nil
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, nil, errForeign
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(maxStream-r.read)+1))
	r.read += len(out)
	if err != nil || r.read > maxStream {
		return nil, nil, errForeign
	}
	return d, out, nil
}

// stream is the stream of a number.
func (r *reader) stream(v any) (dict, []byte, error) {
	n, ok := v.(ref)
	if !ok || int(n) >= len(r.places) || n < 0 || r.places[n].stream != 0 {
		return nil, nil, errForeign
	}
	return r.streamAt(r.places[n].at)
}

// get is a value, or what its number refers to.
func (r *reader) get(v any) any {
	n, ok := v.(ref)
	if !ok {
		return v
	}
	if n < 0 || int(n) >= len(r.places) || r.places[n].stream == 0 {
		return nil
	}
	p := r.places[n]
	list, known := r.streams[p.stream]
	if !known {
		list = r.objects(p.stream)
		r.streams[p.stream] = list
	}
	if p.at >= len(list) {
		return nil
	}
	l := *list[p.at]
	value, err := l.next()
	if err != nil {
		return nil
	}
	return value
}

// objects finds where the objects of a stream begin.
func (r *reader) objects(stream int) []*lexer {
	d, data, err := r.stream(ref(stream))
	first, ok := d["First"].(float64)
	if err != nil || !ok || first < 0 || int(first) > len(data) {
		return nil
	}
	head := lexer{b: data[:int(first)]}
	var list []*lexer
	for {
		_, err := head.next()
		at, _ := head.next()
		offset, ok := at.(float64)
		if err != nil || !ok || offset < 0 || int(first+offset) > len(data) {
			return list
		}
		list = append(list, &lexer{b: data, at: int(first + offset)})
	}
}

func (r *reader) dict(v any) dict {
	d, _ := r.get(v).(dict)
	return d
}

func (r *reader) array(v any) []any {
	switch a := r.get(v).(type) {
	case []any:
		return a
	case nil:
		return nil
	default:
		return []any{v}
	}
}
