package archive

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func zipped(t *testing.T, parts ...Part) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, parts); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRoundTrip(t *testing.T) {
	parts := []Part{{Name: "mimetype", Data: []byte("a/b"), Stored: true}, {Name: "dir/c.xml", Data: []byte(strings.Repeat("word ", 999))}}
	b := zipped(t, parts...)
	if string(b[30:41]) != "mimetypea/b" {
		t.Error("the first part is not where formats look for it")
	}
	if !bytes.Equal(b, zipped(t, parts...)) {
		t.Error("equal parts gave different bytes")
	}
	r, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if data, err := r.Read(p.Name); err != nil || !bytes.Equal(data, p.Data) {
			t.Errorf("%s came back as %.20q, %v", p.Name, data, err)
		}
	}
	if _, err := r.Read("other"); !errors.Is(err, ErrMissing) {
		t.Errorf("a missing part gives %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, b := range map[string][]byte{
		"no zip":    []byte("PK but not"),
		"old Word":  []byte("\xD0\xCF\x11\xE0"),
		"outside":   zipped(t, Part{Name: "../a"}),
		"backslash": zipped(t, Part{Name: `a\..\..\b`}),
		"drive":     zipped(t, Part{Name: "c:/a"}),
		"twice":     zipped(t, Part{Name: "a"}, Part{Name: `/a`}),
	} {
		if _, err := Open(b); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
}

// A part may say that it is small: what counts is what comes out.
func TestBombs(t *testing.T) {
	blank := bytes.Repeat([]byte(" "), 30<<20)
	r, err := Open(zipped(t, Part{Name: "a", Data: blank}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read("a"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a part of a thousand times its packed size gives %v", err)
	}
	half := blank[:freeRatio*2/3]
	if r, err = Open(zipped(t, Part{Name: "a", Data: half}, Part{Name: "b", Data: half})); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read("a"); err != nil {
		t.Error(err)
	}
	if _, err := r.Read("b"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("parts that are too large together give %v", err)
	}
}

func TestEscape(t *testing.T) {
	in := "a<b>&\"'\t\n\r\x00\x1f\ufffeé😀\xff"
	root, err := Parse("x", []byte(`<a b="`+Escape(in)+`">`+Escape(in)+`</a>`), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "a<b>&\"'\t\n\r\ufffd\ufffd\ufffdé😀\ufffd"
	if got := root.Attr("b"); got != want {
		t.Errorf("the attribute is %q, not %q", got, want)
	}
	if got := root.Kids[0].Text; got != want {
		t.Errorf("the text is %q, not %q", got, want)
	}
}

func TestXML(t *testing.T) {
	spaces := Spaces{"urn:a": "a"}
	const src = `<x:r xmlns:x="urn:a" xmlns:y="urn:b"><x:s><x:p x:k="1"/>t<y:p xml:space="preserve"/></x:s></x:r>`
	root, err := Parse("x", []byte(src), spaces)
	if err != nil {
		t.Fatal(err)
	}
	if root.Name != "a:r" || root.Kid("a:s", "a:p").Attr("a:k") != "1" || root.Find(":p").Attr("xml:space") != "preserve" {
		t.Errorf("read as %+v", root)
	}
	if root.Kid("a:s", "no", "more").Attr("k") != "" {
		t.Error("what is not there has an attribute")
	}
	var names []string
	err = Each("x", []byte(src), spaces, "a:s", func(n *Node) error {
		names = append(names, n.Name+n.Text)
		return nil
	})
	if got := strings.Join(names, " "); err != nil || got != "a:p :p" {
		t.Errorf("the children are %q, %v", got, err)
	}
	var wide []byte
	for _, r := range "\ufeff<a>é</a>" {
		wide = append(wide, byte(r>>8), byte(r))
	}
	if root, err := Parse("x", wide, nil); err != nil || root.Kids[0].Text != "é" {
		t.Errorf("UTF-16 gives %v", err)
	}
	for name, s := range map[string]string{
		"entity": "<a>&b;</a>", "document type": "<!DOCTYPE a><a/>", "open": "<a><b></a>", "nothing": "",
		"deep": strings.Repeat("<a>", maxDepth+1), "long": `<a b="` + strings.Repeat("c", maxAttr+1) + `"/>`,
	} {
		if _, err := Parse("x", []byte(s), nil); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
