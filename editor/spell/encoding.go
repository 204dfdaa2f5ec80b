package spell

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// encodings are the names that the option SET gives to encodings, in small
// letters and without separators.
var encodings = map[string]encoding.Encoding{
	"iso88591": charmap.ISO8859_1, "iso88592": charmap.ISO8859_2, "iso88593": charmap.ISO8859_3,
	"iso88594": charmap.ISO8859_4, "iso88595": charmap.ISO8859_5, "iso88596": charmap.ISO8859_6,
	"iso88597": charmap.ISO8859_7, "iso88598": charmap.ISO8859_8, "iso88599": charmap.ISO8859_9,
	"iso885910": charmap.ISO8859_10, "iso885913": charmap.ISO8859_13, "iso885914": charmap.ISO8859_14,
	"iso885915": charmap.ISO8859_15, "iso885916": charmap.ISO8859_16,
	"koi8r": charmap.KOI8R, "koi8u": charmap.KOI8U, "tis620": charmap.Windows874, "tis6202533": charmap.Windows874,
	"cp1250": charmap.Windows1250, "cp1251": charmap.Windows1251, "cp1252": charmap.Windows1252,
	"cp1253": charmap.Windows1253, "cp1254": charmap.Windows1254, "cp1255": charmap.Windows1255,
	"cp1256": charmap.Windows1256, "cp1257": charmap.Windows1257, "cp1258": charmap.Windows1258,
}

// decoder gives what turns the bytes of a dictionary's files into text: by the
// option SET of its rules, else as ISO 8859-1.
func decoder(aff []byte) (func([]byte) string, error) {
	name := "ISO8859-1"
	lines := bufio.NewScanner(bytes.NewReader(aff))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if f := strings.Fields(strings.TrimPrefix(lines.Text(), "\ufeff")); len(f) > 1 && f[0] == "SET" {
			name = f[1]
			break
		}
	}
	key := strings.NewReplacer("-", "", "_", "", "microsoft", "", "windows", "cp").Replace(strings.ToLower(name))
	if key == "utf8" {
		return func(b []byte) string {
			return strings.TrimPrefix(strings.ToValidUTF8(string(b), "\uFFFD"), "\ufeff")
		}, nil
	}
	e := encodings[key]
	if e == nil {
		return nil, fmt.Errorf("the dictionary is written in the encoding %q, which is not known; install a version of it in UTF-8", name)
	}
	return func(b []byte) string {
		s, err := e.NewDecoder().Bytes(b)
		if err != nil { // a table of bytes has no errors but what it marks itself
			return strings.ToValidUTF8(string(b), "\uFFFD")
		}
		return string(s)
	}, nil
}
