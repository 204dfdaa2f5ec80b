package text

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/ibid-editor/ibid/editor/doc"
)

func utf16Bytes(s string, big, mark bool) []byte {
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	var b []byte
	for _, u := range units {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestDecode(t *testing.T) {
	const plain = "The “tide” turned – at\u00a0dusk.\nAll went home."
	tests := []struct {
		name string
		in   string
		want string
	}{
		{"UTF-8", plain, plain},
		{"UTF-8 with a mark", "\xef\xbb\xbf" + plain, plain},
		{"UTF-16, little end first", string(utf16Bytes(plain, false, true)), plain},
		{"UTF-16, big end first", string(utf16Bytes(plain, true, true)), plain},
		{"UTF-16 without a mark", string(utf16Bytes("The tide turned 😀.\n", false, false)), "The tide turned 😀.\n"},
		{"UTF-16 without a mark, big end first", string(utf16Bytes("The tide turned.\n", true, false)), "The tide turned.\n"},
		{"Windows-1252", "The \x93tide\x94 turned \x96 in Troms\xf8.", "The “tide” turned – in Tromsø."},
		{"Latin-1", "Gar\xe7on, d\xe9j\xe0", "Garçon, déjà"},
		{"UTF-8 with one damaged place", "“Öl” – ‘süß’ \x93", "“Öl” – ‘süß’ “"},
		{"UTF-8 cut off in a character", "“Öl” – süß \xe2\x80", "“Öl” – süß â€"},
		{"line ends of Windows", "a\r\nb\r\n\r\nc", "a\nb\n\nc"},
		{"line ends of old Macs", "a\rb\r\rc", "a\nb\n\nc"},
		{"a page break", "a\fb", "a\fb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Decode([]byte(tt.in))
			if err != nil || got != tt.want {
				t.Errorf("Decode = %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", "the file is empty"},
		{"blanks", " \n\t\u00a0\r\n", "the file holds nothing but blanks"},
		{"only a mark", "\xef\xbb\xbf", "the file holds nothing but blanks"},
		{"a PDF", "%PDF-1.7\n…", "looks like a PDF"},
		{"a Word file", "PK\x03\x04\x14\x00", "ZIP archive"},
		{"a picture", "\x89PNG\r\n\x1a\n", "a PNG picture"},
		{"zero bytes", "ab\x00\x00\x01c", "zero bytes"},
		{"control characters", strings.Repeat("\x01\x02ab", 20), "control characters"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if s, err := Decode([]byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Decode = %q, %v; want an error with %q", s, err, tt.want)
			}
		})
	}
}

func texts(d *doc.Document) []string {
	var list []string
	for _, b := range d.All() {
		s := b.Text()
		if b.Kind == doc.Heading {
			s = fmt.Sprint(strings.Repeat("#", b.Level), " ", s)
		}
		list = append(list, s)
	}
	return list
}

const prose = "The harbour office kept its ledger by hand until the winter of the long frost, when the ink froze in its well and the clerk, a patient man, learned to count the ships by heart and to write them down in spring."

// fold breaks a text to a width as an old mail program does.
func fold(s string, width int) string {
	var out []string
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && len(line)+1+len(w) > width {
			out = append(out, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return strings.Join(append(out, line), "\n")
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"blank lines part", "One.\n\nTwo.\n \t\n\nThree.", []string{"One.", "Two.", "Three."}},
		{"a title", "The Frozen Ink\n\n" + prose, []string{"# The Frozen Ink", prose}},
		{"a title with a no-break space", "The Frozen\u00a0Ink: Part\u00a0II\n\n" + prose, []string{"# The Frozen\u00a0Ink: Part\u00a0II", prose}},
		{"a sentence is no title", "It froze.\n\n" + prose, []string{"It froze.", prose}},
		{"a note is no title", "[1] The ledger\n\n" + prose, []string{"[1] The ledger", prose}},
		{"no title without a blank line", "The Frozen Ink\n" + prose, []string{"The Frozen Ink", prose}},
		{"no title without a body", "The Frozen Ink\n\nPart Two", []string{"The Frozen Ink", "Part Two"}},
		{"each line a paragraph", prose + "\n" + prose + "\nShort.\n" + prose, []string{prose, prose, "Short.", prose}},
		{"wrapped lines", fold(prose, 72) + "\n\n" + fold(prose, 72), []string{prose, prose}},
		{"wrapped narrowly", fold(prose, 45) + "\n\n" + fold(prose, 45), []string{prose, prose}},
		{"wrapped without blank lines", fold(prose, 66) + "\n" + fold(prose, 66), []string{prose, prose}},
		{"a wrapped text with verse", fold(prose, 72) + "\n\nThe tide came in,\nThe tide went out,\nAnd no one wrote.\n", []string{prose, "The tide came in,", "The tide went out,", "And no one wrote."}},
		{"wrapped with indents", "  " + fold(prose, 72) + "\n  " + fold(prose, 72), []string{prose, prose}},
		{"notes without blank lines", "Notes\n[1] Ash, 12.\n[2] Ash, 14.\n[3] Elm, 3.", []string{"Notes", "[1] Ash, 12.", "[2] Ash, 14.", "[3] Elm, 3."}},
		{"wrapped notes", fold(prose, 72) + "\n\n" + fold("[1] "+prose, 72) + "\n" + fold("[2] "+prose, 72), []string{prose, "[1] " + prose, "[2] " + prose}},
		{"other labels", fold(prose, 72) + "\n\n" + fold("1. "+prose, 72) + "\n" + fold("2. "+prose, 72), []string{prose, "1. " + prose, "2. " + prose}},
		{"a year at the start of a line", "All the ships that came to the harbour lay there until the spring of\n1918. Then they left, one by one, and nobody counted them any more in\nthe old way.", []string{"All the ships that came to the harbour lay there until the spring of 1918. Then they left, one by one, and nobody counted them any more in the old way."}},
		{"no-break spaces stay", "\u00a0a\u00a0b\u00a0 \n\nc", []string{"\u00a0a\u00a0b\u00a0", "c"}},
		{"only blanks", " \n\n", []string{""}},
		{"nothing", "", []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := Read(tt.in)
			if got := texts(d); !slices.Equal(got, tt.want) {
				t.Errorf("Read = %q\nwant   %q", got, tt.want)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	_, p := Read("Title here\n\n  " + fold(prose, 72) + "\n\nEnd “é” x.")
	tests := []struct {
		block        int
		off          doc.Pos
		line, column int
	}{
		{0, 0, 1, 1},
		{0, 6, 1, 7},
		{1, 0, 3, 3},
		{1, 4, 3, 7},
		{2, 4, 7, 5},
		{2, 8, 7, 9},
		{3, 0, 0, 0},
		{-1, 0, 0, 0},
	}
	for _, tt := range tests {
		if line, column := p.Place(tt.block, tt.off); line != tt.line || column != tt.column {
			t.Errorf("Place(%d, %d) = %d, %d; want %d, %d", tt.block, tt.off, line, column, tt.line, tt.column)
		}
	}
}

// checkRead holds that reading keeps every word in its order, and that places
// lead back to the characters of the source.
func checkRead(t *testing.T, s string) {
	t.Helper()
	d, p := Read(s)
	lines := strings.Split(s, "\n")
	var words []string
	for i, b := range d.All() {
		words = append(words, strings.Fields(b.Text())...)
		for off, r := range []rune(b.Text()) {
			if off > 200 && off%97 > 0 {
				continue
			}
			line, column := p.Place(i, doc.Pos(off))
			source := []rune(lines[line-1])
			switch {
			case column-1 < len(source) && (source[column-1] == r || r == '\uFFFD'):
			case r == ' ' && column-1 == len([]rune(strings.TrimRight(lines[line-1], blanks))):
			default:
				t.Fatalf("block %d, offset %d, %q: line %d, column %d holds something else", i, off, r, line, column)
			}
		}
	}
	clean := strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\uFFFC", "\uFFFD")
	if want := strings.Fields(clean); !slices.Equal(words, want) {
		t.Fatalf("words changed:\n%q\n%q", words, want)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"a\r\nb", "\xff\xfea\x00", "\x93a\x94", prose, fold(prose, 50) + "\n\n[1] x\n[2] y", "1. a\n2. b", "\xef\xbb\xbf[1]\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(b)
		if err != nil {
			return
		}
		if strings.Contains(s, "\r") {
			t.Fatal("a carriage return is left")
		}
		checkRead(t, s)
	})
}

func TestReadCorpus(t *testing.T) {
	root, err := filepath.Abs(".")
	for err == nil && root != filepath.Dir(root) {
		if _, e := os.Stat(filepath.Join(root, "go.mod")); e == nil {
			break
		}
		root = filepath.Dir(root)
	}
	name := filepath.Join(root, "..", "shared", "corpus", "part-ii.txt")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Skip("the folder ../shared/corpus is not here")
	}
	s, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	checkRead(t, s)
	d, p := Read(s)
	if first := d.Block(0); first.Kind != doc.Heading || !strings.HasSuffix(first.Text(), "Part\u00a0II") {
		t.Errorf("the title is %q", first.Text())
	}
	if got, want := strings.Count(d.String(), "\u00a0"), strings.Count(s, "\u00a0"); got != want {
		t.Errorf("%d no-break spaces, want %d", got, want)
	}
	if line, column := p.Place(1, 0); line != 3 || column != 1 {
		t.Errorf("the body starts at %d, %d", line, column)
	}
}
