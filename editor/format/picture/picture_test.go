package picture

import (
	"regexp"
	"testing"
)

func TestFind(t *testing.T) {
	library := func(source string) ([]byte, bool) {
		data, ok := map[string]string{"ibid:png": "\x89PNG\r\n\x1a\nx", "ibid:text": "plain"}[source]
		return []byte(data), ok
	}
	webp, ok := Of([]byte("RIFF\x00\x00\x00\x00WEBPx"))
	if !ok {
		t.Fatal("a WebP is none")
	}
	tests := []struct{ source, want string }{
		{"ibid:png", "image/png"},
		{"ibid:text", ""},
		{"ibid:gone", ""},
		{"http://a.b/c.png", ""},
		{"data:image/png;base64,R0lGODlhAQ==", "image/gif"}, // what it is, not what it says
		{"DATA:;BASE64,/9j/4A==", "image/jpeg"},
		{"data:image/svg+xml;base64,PHN2Zz4=", ""},
		{"data:image/png,x", ""},
		{"data:image/png;base64,%%%", ""},
		{webp.Address(), "image/webp"},
	}
	for _, tt := range tests {
		p, ok := Find(tt.source, library)
		if p.Type != tt.want || ok != (tt.want != "") {
			t.Errorf("%q is %q, %t; want %q", tt.source, p.Type, ok, tt.want)
		}
		if again, _ := Find(p.Address(), nil); ok && string(again.Data) != string(p.Data) {
			t.Errorf("%q is another picture as %q", tt.source, p.Address())
		}
		if ok && !regexp.MustCompile(`^pictures/[0-9a-f]{12}\.[a-z]{3,4}$`).MatchString(p.Name()) {
			t.Errorf("%q is named %q", tt.source, p.Name())
		}
	}
	if _, ok := Find("ibid:png", nil); ok || !InLibrary("ibid:png") || InLibrary("a/ibid:png") {
		t.Error("a source of the library is one without it, or is not told")
	}
}
