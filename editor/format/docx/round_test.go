package docx

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ibid-editor/ibid/editor/essay"
	"github.com/ibid-editor/ibid/editor/format/office/officetest"
)

func written(t *testing.T, e *essay.Essay, o Options) ([]byte, []string) {
	t.Helper()
	var out bytes.Buffer
	warnings, err := Write(&out, e, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), warnings
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(400) {
		e := officetest.Random(rand.New(rand.NewPCG(seed, 1)))
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			b, _ := written(t, e, Options{})
			back, _, warnings, err := Read(b)
			if err != nil {
				t.Fatal(err)
			}
			if want, got := officetest.Canon(e), officetest.Canon(back); got != want {
				t.Fatalf("came back other than it was written\n--- want\n%s\n--- got\n%s\n--- warnings %q", want, got, warnings)
			}
			if again, _ := written(t, e, Options{}); !bytes.Equal(again, b) {
				t.Fatal("the same essay gave two files")
			}
		})
		if t.Failed() {
			return
		}
	}
}
