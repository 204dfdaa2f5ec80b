package sourcefile

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns a file into UTF-8 without a byte order mark, and says what it
// had to assume.
func decode(data []byte) (text []byte, says string) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		if text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data); err == nil {
			return text, ""
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return data, ""
	}
	if text, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
		return text, "The file is not in UTF-8; it is read as Windows-1252, as older programs wrote."
	}
	return data, "The file is not in UTF-8; what cannot be read of it is marked �."
}
