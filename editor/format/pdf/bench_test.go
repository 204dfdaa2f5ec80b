package pdf

import (
	"fmt"
	"io"
	"testing"

	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func BenchmarkWrite(b *testing.B) {
	for _, words := range []int{10_000, 20_000, 100_000} {
		e := officetest.Long(words)
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			for b.Loop() {
				if _, err := Write(io.Discard, e, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
