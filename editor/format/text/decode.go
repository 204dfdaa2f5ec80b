package text

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode turns the bytes of a text file into a string with line feeds as ends
// of lines. It reads UTF-8, UTF-16 and, where the bytes are neither,
// Windows-1252; typographic characters and no-break spaces stay as they are.
// An error says why the file is no text to read.
func Decode(b []byte) (string, error) {
	if len(b) == 0 {
		return "", errors.New("the file is empty")
	}
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.start)) {
			return "", fmt.Errorf("this is not a text file: it looks like %s", m.what)
		}
	}
	s, err := decode(b)
	if err != nil {
		return "", err
	}
	controls, blank := 0, true
	for _, r := range s {
		if r < ' ' && !strings.ContainsRune("\t\n\v\f\r\b\x1a\x1b", r) {
			controls++
		}
		blank = blank && unicode.IsSpace(r)
	}
	switch {
	case blank:
		return "", errors.New("the file holds nothing but blanks")
	case controls > 8+len(s)/200, controls > len(s)/4:
		return "", errors.New("this is not a text file: it is full of control characters, as programs and pictures are")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s, nil
}

// magic is how files of other kinds start.
var magic = []struct{ start, what string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a ZIP archive, as Word, OpenDocument and EPUB files are"},
	{"\x89PNG", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"{\\rtf", "an RTF file; save it as DOCX or plain text first"},
	{"\xd0\xcf\x11\xe0", "an old Word file; save it as DOCX first"},
	{"\x1f\x8b", "a compressed (gzip) file"},
	{"7z\xbc\xaf", "a 7z archive"},
	{"Rar!", "a RAR archive"},
	{"SQLite format 3\x00", "a database"},
	{"\x7fELF", "a program"},
	{"MZ\x90\x00", "a program"},
}

func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decode16(b[2:], binary.LittleEndian), nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decode16(b[2:], binary.BigEndian), nil
	}
	if bytes.IndexByte(b, 0) >= 0 {
		order := order16(b)
		if order == nil {
			return "", errors.New("this is not a text file: it holds zero bytes, as programs and pictures do")
		}
		return decode16(b, order), nil
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	return decodeBytes(b), nil
}

// order16 is the byte order of UTF-16 without a mark, or nil where it is not
// plain: zeros must stand on one side of the pairs, and often.
func order16(b []byte) binary.ByteOrder {
	b = b[:min(len(b), 1<<16)&^1]
	var zeros [2]int
	for i, c := range b {
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch pairs := len(b) / 2; {
	case zeros[0]*8 < zeros[1] && zeros[1]*2 > pairs:
		return binary.LittleEndian
	case zeros[1]*8 < zeros[0] && zeros[0]*2 > pairs:
		return binary.BigEndian
	}
	return nil
}

func decode16(b []byte, order binary.ByteOrder) string {
	var s strings.Builder
	s.Grow(len(b) / 2)
	for ; len(b) > 1; b = b[2:] {
		r := rune(order.Uint16(b))
		if utf16.IsSurrogate(r) && len(b) > 3 {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(b[2:]))); pair != unicode.ReplacementChar {
				r, b = pair, b[2:]
			}
		}
		s.WriteRune(r) // a lone surrogate becomes U+FFFD
	}
	return s.String()
}

// windows1252 are the characters of the bytes 0x80 to 0x9f.
var windows1252 = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// decodeBytes reads Windows-1252. Where most of what is not ASCII is UTF-8, as
// in a file with one damaged place, only the other bytes are read so.
func decodeBytes(b []byte) string {
	good, bad := 0, 0
	for rest := b; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else if size > 1 {
			good++
		}
		rest = rest[size:]
	}
	var s strings.Builder
	s.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		r, size := rune(b[0]), 1
		if r >= utf8.RuneSelf {
			if good > bad {
				r, size = utf8.DecodeRune(b)
			}
			if size == 1 {
				r = rune(b[0])
				if r < 0xa0 {
					r = windows1252[r-0x80]
				}
			}
		}
		s.WriteRune(r)
		b = b[size:]
	}
	return s.String()
}
