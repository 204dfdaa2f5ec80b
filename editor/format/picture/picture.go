// Package picture finds the bytes of images and tells what they are, so that
// formats can carry them.
//
// Absent: pixels, and files. Where the library keeps pictures is told by the
// function that finds them.
package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/ibid-editor/ibid/editor/doc"
)

// libraryScheme begins the source of an image whose bytes are in the library.
const libraryScheme = "ibid:"

// InLibrary reports whether a source means something in the library alone.
func InLibrary(source string) bool { return strings.HasPrefix(source, libraryScheme) }

// Picture is a picture that formats can carry.
type Picture struct {
	Data   []byte
	Type   string // such as image/png
	ending string // of a file's name, with the dot
}

var kinds = []struct{ sign, kind, ending string }{
	{"\x89PNG\r\n\x1a\n", "image/png", ".png"},
	{"\xff\xd8\xff", "image/jpeg", ".jpg"},
	{"GIF87a", "image/gif", ".gif"},
	{"GIF89a", "image/gif", ".gif"},
}

// Of tells by its first bytes what a picture is; false if it is no PNG, JPEG,
// GIF or WebP.
func Of(data []byte) (Picture, bool) {
	for _, k := range kinds {
		if bytes.HasPrefix(data, []byte(k.sign)) {
			return Picture{data, k.kind, k.ending}, true
		}
	}
	if len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
		return Picture{data, "image/webp", ".webp"}, true
	}
	return Picture{}, false
}

// Find is the picture that a source leads to: one that library finds, which
// may be nil, or one that the source itself holds as a data address.
func Find(source string, library func(source string) ([]byte, bool)) (Picture, bool) {
	if len(source) > 5 && strings.EqualFold(source[:5], "data:") {
		head, data, _ := strings.Cut(source, ",")
		if !strings.HasSuffix(strings.ToLower(head), ";base64") {
			return Picture{}, false
		}
		b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(data))
		if err != nil {
			return Picture{}, false
		}
		return Of(b)
	}
	if library == nil {
		return Picture{}, false
	}
	if b, ok := library(source); ok {
		return Of(b)
	}
	return Picture{}, false
}

// Name is the name of the picture's file beside a text, with its folder; the
// same bytes have the same name.
func (p Picture) Name() string {
	sum := sha256.Sum256(p.Data)
	return "pictures/" + hex.EncodeToString(sum[:6]) + p.ending
}

// Address is the picture as a data address.
func (p Picture) Address() string {
	return "data:" + p.Type + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
}

// Instead is the paragraph that stands for an image whose picture cannot be
// written: what it shows, and its caption.
func Instead(b *doc.Block) *doc.Block {
	spans := b.Spans()
	if text := Alt(b); text != "" {
		if strings.TrimSpace(b.Text()) != "" {
			text += "\u2028"
		}
		spans = append([]doc.Span{{Text: text}}, spans...)
	}
	return doc.NewBlock(doc.Paragraph, 0, spans...)
}

// Alt is what an image shows, on one line.
func Alt(b *doc.Block) string { return strings.Join(strings.Fields(b.Info.Alt), " ") }
