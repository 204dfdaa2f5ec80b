package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
)

// file is the objects of a PDF file while they are made (ISO 32000-1). What is
// no stream is packed into streams of objects.
type file struct {
	objects []string // by number from 1; "" for those that are streams
	streams map[int]stream
}

type stream struct {
	dict string
	data []byte // packed
}

// ref is the number of an object.
type ref int

func (r ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// reserve is the number of an object that is set later.
func (f *file) reserve() ref {
	f.objects = append(f.objects, "null")
	return ref(len(f.objects))
}

func (f *file) set(r ref, format string, args ...any) {
	f.objects[r-1] = fmt.Sprintf(format, args...)
}

func (f *file) add(format string, args ...any) ref {
	r := f.reserve()
	f.set(r, format, args...)
	return r
}

// addStream adds a stream, which is packed.
func (f *file) addStream(dict string, data []byte) ref {
	return f.addPacked(dict+" /Filter /FlateDecode", pack(data))
}

// addPacked adds a stream whose dictionary says how it is packed.
func (f *file) addPacked(dict string, data []byte) ref {
	r := f.reserve()
	f.objects[r-1] = ""
	if f.streams == nil {
		f.streams = map[int]stream{}
	}
	f.streams[int(r)] = stream{dict, data}
	return r
}

func pack(data []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write(data) // a buffer takes all
	_ = z.Close()
	return out.Bytes()
}

// perStream is how many objects are packed together.
const perStream = 200

// place is where an object is: at an offset of the file, or in a stream of
// objects.
type place struct {
	stream int // 0 if it is at the offset
	at     int
}

// bytes is the whole file with its list of objects.
func (f *file) bytes(root, info ref) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	f.packObjects()
	places := make([]place, len(f.objects)+1)
	for i := range f.objects {
		n := i + 1
		s, ok := f.streams[n]
		if !ok {
			continue
		}
		places[n] = place{at: out.Len()}
		fmt.Fprintf(&out, "%d 0 obj\n<< %s /Length %d >>\nstream\n", n, s.dict, len(s.data))
		out.Write(s.data)
		out.WriteString("\nendstream\nendobj\n")
	}
	for n, p := range f.packed() {
		places[n] = p
	}
	sum := sha256.Sum256(out.Bytes())
	n, at := len(places), out.Len()
	var table bytes.Buffer
	table.Write([]byte{0, 0, 0, 0, 0, 0xFF, 0xFF})
	row := func(p place) {
		if p.stream > 0 {
			table.Write([]byte{2, byte(p.stream >> 24), byte(p.stream >> 16), byte(p.stream >> 8), byte(p.stream), byte(p.at >> 8), byte(p.at)})
		} else {
			table.Write([]byte{1, byte(p.at >> 24), byte(p.at >> 16), byte(p.at >> 8), byte(p.at), 0, 0})
		}
	}
	for _, p := range places[1:] {
		row(p)
	}
	row(place{at: at})
	data := pack(table.Bytes())
	fmt.Fprintf(&out, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root %s /Info %s /ID [<%x> <%x>] /Filter /FlateDecode /Length %d >>\nstream\n",
		n, n+1, root, info, sum[:16], sum[:16], len(data))
	out.Write(data)
	fmt.Fprintf(&out, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at)
	return out.Bytes()
}

// packObjects packs what is no stream into streams.
func (f *file) packObjects() {
	n := len(f.objects)
	for from := 0; from < n; {
		var head, body strings.Builder
		count := 0
		for ; from < n && count < perStream; from++ {
			if f.objects[from] == "" {
				continue
			}
			fmt.Fprintf(&head, "%d %d ", from+1, body.Len())
			body.WriteString(f.objects[from] + "\n")
			count++
		}
		if count > 0 {
			f.addStream(fmt.Sprintf("/Type /ObjStm /N %d /First %d", count, head.Len()), []byte(head.String()+body.String()))
		}
	}
}

// packed tells in which stream each packed object is. It goes through them as
// [file.packObjects] did.
func (f *file) packed() map[int]place {
	places := map[int]place{}
	total := 0
	for _, o := range f.objects {
		if o != "" {
			total++
		}
	}
	first := len(f.objects) - (total+perStream-1)/perStream + 1
	k := 0
	for i, o := range f.objects {
		if o != "" {
			places[i+1] = place{stream: first + k/perStream, at: k % perStream}
			k++
		}
	}
	return places
}

// text is a string as PDF writes such as people read.
func text(s string) string {
	ascii := true
	for _, r := range s {
		ascii = ascii && r >= ' ' && r < 0x7F
	}
	if ascii {
		return literal(s)
	}
	var out strings.Builder
	out.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", u)
	}
	return out.String() + ">"
}

// literal is a string of bytes.
func literal(s string) string {
	var out strings.Builder
	out.WriteByte('(')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(' || c == ')' || c == '\\':
			out.WriteByte('\\')
			out.WriteByte(c)
		case c < ' ' || c >= 0x7F:
			fmt.Fprintf(&out, "\\%03o", c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String() + ")"
}

// number writes a measure with as few digits as needed.
func number(v float64) string {
	s := fmt.Sprintf("%.2f", v)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
