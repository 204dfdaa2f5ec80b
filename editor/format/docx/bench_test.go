package docx

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func BenchmarkWrite(b *testing.B) {
	for _, words := range []int{2_000, 20_000, 100_000} {
		e := officetest.Long(words)
		b.Run(fmt.Sprint(words, " words"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Write(io.Discard, e, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, words := range []int{2_000, 20_000, 100_000} {
		var file bytes.Buffer
		if _, err := Write(&file, officetest.Long(words), Options{}); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(words, " words"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, _, err := Read(file.Bytes()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
