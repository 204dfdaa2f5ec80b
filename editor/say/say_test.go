package say

import (
	"fmt"
	"testing"
)

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		s               Sentence
		text, key, gaps string
	}{
		{Of("It is so."), "It is so.", "It is so.", "map[]"},
		{Of("Note %s has %d words, %c first, 100 %%.", "iv", 3, '“'), "Note iv has 3 words, “ first, 100 %.", "Note {{.A}} has {{.B}} words, {{.C}} first, 100 %.", "map[A:iv B:3 C:“]"},
		{Sentence{}, "", "", "map[]"},
	} {
		key, gaps := c.s.Key()
		if c.s.String() != c.text || key != c.key || fmt.Sprint(gaps) != c.gaps {
			t.Errorf("%q has the key %q with %v, want %q, %q, %s", c.s, key, gaps, c.text, c.key, c.gaps)
		}
	}
}
