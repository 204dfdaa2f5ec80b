package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// Part is a file to be put into an archive.
type Part struct {
	Name   string
	Data   []byte
	Stored bool // as it is, for what must be found at a fixed place or is packed already
}

// Write writes an archive of parts in their order. Equal parts give equal
// bytes: every part bears the first date that a zip file can hold, and no
// extra fields, as the formats ask of their first part.
func Write(w io.Writer, parts []Part) error {
	z := zip.NewWriter(w)
	f, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		return err
	}
	for _, p := range parts {
		if err := write(z, f, p); err != nil {
			return fmt.Errorf("the part %q could not be written: %w", p.Name, err)
		}
	}
	return z.Close()
}

func write(z *zip.Writer, f *flate.Writer, p Part) error {
	h := &zip.FileHeader{Name: p.Name, CRC32: crc32.ChecksumIEEE(p.Data), UncompressedSize64: uint64(len(p.Data))}
	h.ModifiedDate = 1<<5 | 1 //nolint:staticcheck // 1 January 1980; the newer field brings an extra field along
	packed := p.Data
	if !p.Stored {
		var out bytes.Buffer
		f.Reset(&out)
		if _, err := f.Write(p.Data); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
		h.Method, packed = zip.Deflate, out.Bytes()
	}
	h.CompressedSize64 = uint64(len(packed))
	part, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = part.Write(packed)
	return err
}

// Escape makes a text fit for XML, between tags and in attributes. What XML
// cannot hold becomes U+FFFD.
func Escape(s string) string {
	if !strings.ContainsFunc(s, special) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s) + 16)
	for _, r := range s {
		switch r {
		case '&':
			out.WriteString("&amp;")
		case '<':
			out.WriteString("&lt;")
		case '>':
			out.WriteString("&gt;")
		case '"':
			out.WriteString("&quot;")
		case '\t':
			out.WriteString("&#9;")
		case '\n':
			out.WriteString("&#10;")
		case '\r':
			out.WriteString("&#13;")
		default:
			if special(r) {
				r = '\uFFFD'
			}
			out.WriteRune(r)
		}
	}
	return out.String()
}

// special reports what has to be escaped, or is no character of XML 1.0.
func special(r rune) bool {
	return r < ' ' || r == '&' || r == '<' || r == '>' || r == '"' || r == '\uFFFE' || r == '\uFFFF' || r == '\uFFFD'
}
