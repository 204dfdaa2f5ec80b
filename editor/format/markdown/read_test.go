package markdown

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"lines are joined", "a\nb  \nc\\\nd\n", "0.0 {0 }a b\u2028c\u2028d\n"},
		{"styles", "*a* __b__ ~~c~~ `d` H<sub>2</sub>O <b>e</b>", "0.0 {2 }a {1 }b {8 }c {4 }d {0 }H{32 }2{0 }O {1 }e\n"},
		{"links", "[a](b \"t\") [c] <http://d.e>\n\n[c]: <f g>", "0.0 {0 b}a {0 f g}c {0 }http://d.e\n"},
		{"raised and lowered", "H~2~O, x^2^, a^b c^, ~d~ ~~e~~ f~ g~ h^\\^^", "0.0 {0 }H{32 }2{0 }O, x{16 }2{0 }, a^b c^, {8 }d e {0 }f~ g~ h{16 }^\n"},
		{"citations", "a [see @ko2019, pp. 3-5, and more; -@lee] b\n@{x y} @ko2019 [ch. 3] me@a.org @lee's [@a](b) [@a\nb]", "0.0 {0 }a [see @ko2019, p. 3-5, and more; -@lee] b @{x y} @ko2019 [ch. 3] me@a.org @lee's {0 b}@a [@a, b]\n"},
		{"no citation", "thanks to @somebody and [@x](y)", "0.0 {0 }thanks to @somebody and {0 y}@x\n"},
		{"a citation in a note", "a[^1] [@b]\n\n[^1]: [@c, 72]", "0.0 {0 }a(*) [@b]\nnote 1\n0.0 [@c, p. 72]\n"},
		{"a division", "a\n\n::: {.note}\nb[^1]\n:::\n\n[^1]: c", "0.0 {0 }a\n7.0 ::: {.note}\n0.0 {0 }b(*)\n7.0 :::\nnote 1\n0.0 {0 }c\n"},
		{"a formula", "a\n\n$$\nb_1 * c_2\n$$\n\nd", "0.0 {0 }a\n7.0 $$␤b_1 * c_2␤$$\n0.0 {0 }d\n"},
		{"a list of terms", "a\n: b *c*\n\nd", "7.0 a␤: b *c*\n0.0 {0 }d\n"},
		{"entities", "&copy; &#65; &x; \\& \\&amp;", "0.0 {0 }© A &x; & &amp;\n"},
		{"a heading with lines below", "a\nb\n===", "1.1 {0 }a b\n"},
		{"quotes", "> a\n>\n> > b\n>\n> c", "2.1 {0 }a\n2.2 {0 }b\n2.1 {0 }c\n"},
		{"lists", "1. a\n   - b\n\n2. c", "4.1 {0 }a\n3.2 {0 }b\n4.1 {0 }c\n"},
		{"indented code", "    a\n\n      b", "5.0 a␤␤  b\n"},
		{
			"a table", "a|b|c|*d*\n-|:-|:-:|-:\n1|2 \\| `\\|`<br>3\n\nc",
			"11.0 {0 }a\n11.1 align 1 {0 }b\n11.2 align 2 {0 }c\n11.3 align 3 {2 }d\n11.0 {0 }1\n11.1 align 1 {0 }2 | {4 }|\u2028{0 }3\n11.2 align 2 \n11.3 align 3 \n0.0 {0 }c\n",
		},
		{"a table with a picture", "a|b\n-|-\n1|![c](d)\n\ne", "7.0 a|b␤-|-␤1|![c](d)\n0.0 {0 }e\n"},
		{"a table in a note", "a[^1]\n\n[^1]: b\n\n    |c|\n    |-|\n    |d|", "0.0 {0 }a(*)\nnote 1\n0.0 {0 }b\n11.0 {0 }c\n11.0 {0 }d\n"},
		{"a note in a table", "a|b\n-|-\n1[^1]|2\n\n[^1]: c", "11.0 {0 }a\n11.1 {0 }b\n11.0 {0 }1(*)\n11.1 {0 }2\nnote 1\n0.0 {0 }c\n"},
		{"tasks", "- [ ] a\n- [x] b\n  - [X] c\n- d\n- [x](e)\n- [ ]f\n- \\[ ] g", "8.1 {0 }a\n8.1 done {0 }b\n8.2 done {0 }c\n3.1 {0 }d\n3.1 {0 e}x\n3.1 {0 }[ ]f\n3.1 {0 }[ ] g\n"},
		{"a numbered task", "1. [ ] a", "8.1 {0 }a\n"},
		{"numbers", "3. a\n9. b\n\n1) c\n2) d\n   7. e\n3) f\n\ng\n\n1. h", "4.1 start 3 {0 }a\n4.1 {0 }b\n4.1 start 1 {0 }c\n4.1 {0 }d 7. e\n4.1 {0 }f\n0.0 {0 }g\n4.1 {0 }h\n"},
		{"the number 0", "0. a", "4.1 {0 }a\n"},
		{"verse with spaces", "a  \nb  \nc", "9.0 {0 }a\u2028b\u2028c\n"},
		{"verse with backslashes", "a\\\n*b*\\\n[^1]c\n\n[^1]: d  \n    e  ", "9.0 {0 }a\u2028{2 }b\u2028(*){0 }c\nnote 1\n9.0 {0 }d\u2028e\n"},
		{"verse of two lines", "a\\\nb  \n\nc", "9.0 {0 }a\u2028b\n0.0 {0 }c\n"},
		{"verse of one line", "a  ", "9.0 {0 }a\n"},
		{"one hard break", "a\\\nb", "0.0 {0 }a\u2028b\n"},
		{"a soft break among hard ones", "a\\\nb\nc\\\nd", "0.0 {0 }a\u2028b c\u2028d\n"},
		{"breaks as tags", "a<br>b<br>c", "0.0 {0 }a\u2028b\u2028c\n"},
		{"hard breaks in a quote", "> a\\\n> b\\\n> c", "2.1 {0 }a\u2028b\u2028c\n"},
		{"HTML", "<div>\n*a*\n</div>\n\nb", "7.0 <div>␤*a*␤</div>\n0.0 {0 }b\n"},
		{"a picture", "a\n\n![b *c*](<d e>)\n\nf", "0.0 {0 }a\n10.0 from \"d e\" shows \"b c\" \n0.0 {0 }f\n"},
		{"a picture with a title", "![b](c \"d & e\")", "10.0 from \"c\" shows \"b\" {0 }d & e\n"},
		{"a picture with a caption", "![b](c 't')\\\n*d*[^1]  \ne\n\n[^1]: f", "10.0 from \"c\" shows \"b\" {2 }d(*)\u2028{0 }e\nnote 1\n0.0 {0 }f\n"},
		{"a picture in a text", "![b](c) d", "7.0 ![b](c) d\n"},
		{"two pictures", "![b](c)\\\n![d](e)", "7.0 ![b](c)\\␤![d](e)\n"},
		{"a picture in an item", "- ![b](c)", "7.0 - ![b](c)\n"},
		{"a picture defined below", "![b]\n\n[b]: c 'd'", "10.0 from \"c\" shows \"b\" {0 }d\n"},
		{"a list in a quote", "> a\n> - b\n\nc", "7.0 > a␤> - b\n0.0 {0 }c\n"},
		{"an item of two paragraphs", "- a\n\n  b\n- c\n\nd", "7.0 - a␤␤  b␤- c\n0.0 {0 }d\n"},
		{"code in a language", "```go\na\n```\n\n~~~ {.c++}\n~~~", "5.0 in go a\n5.0 in c++ \n"},
		{"code with more", "```go title=x\na\n```\n\nb", "7.0 ```go title=x␤a␤```\n0.0 {0 }b\n"},
		{
			"more styles", "<u>a</u> <mark>b *c*</mark> <span class=\"smallcaps\">d</span> [e [f]]{.smallcaps} [g]{.underline}[h]{.mark}[i]{.x} <span>j</span>",
			"0.0 {64 }a {256 }b {258 }c {128 }d e [f] {64 }g{256 }h{0 }[i]{.x} j\n",
		},
		{"a style in a style", "[a <span>b</span> [c]{.smallcaps} d]{.smallcaps} `]{.mark}`", "0.0 {128 }a b c d {4 }]{.mark}\n"},
		{"a note", "a[^x]b\n\n[^x]: c\nd\n\n    e\n\nf", "0.0 {0 }a(*)b\n0.0 {0 }f\nnote 1\n0.0 {0 }c d\n0.0 {0 }e\n"},
		{"a definition above, without a blank line", "a\n[^1]: b\n\nc[^1]", "0.0 {0 }a\n0.0 {0 }c(*)\nnote 1\n0.0 {0 }b\n"},
		{"a note in another case", "a[^My]\n\n[^my]: b", "0.0 {0 }a(*)\nnote 1\n0.0 {0 }b\n"},
		{"two notes that differ in case", "a[^my][^My]\n\n[^My]: b\n\n[^my]: c", "0.0 {0 }a(*)(*)\nnote 1\n0.0 {0 }c\nnote 2\n0.0 {0 }b\n"},
		{"repeated", "a[^1]b[^1]\n\n[^1]: c", "0.0 {0 }a(*)b(*)\nnote 1\n0.0 {0 }c\nnote 2\n0.0 {0 }See note 1.\n"},
		{"no note", "a[^1] b", "0.0 {0 }a[^1] b\n"},
		{"escaped", "a\\[^1]`[^1]`\n\n[^1]: b", "0.0 {0 }a[^1]{4 }[^1]\n"},
		{"an exclamation mark", "a![^1]\n\n[^1]: b", "0.0 {0 }a!(*)\nnote 1\n0.0 {0 }b\n"},
		{"a bracket after it", "a[^1](67)[^2][x]\n\n[^1]: b\n\n[^2]: c", "0.0 {0 }a(*)(67)(*)[x]\nnote 1\n0.0 {0 }b\nnote 2\n0.0 {0 }c\n"},
		{"in a link", "[a[^1]](b)\n\n[^1]: c", "0.0 {0 b}a(*)\nnote 1\n0.0 {0 }c\n"},
		{"inline notes", "a^[b *c* [d](e)\nf] g^[h]\n", "0.0 {0 }a(*) g(*)\nnote 1\n0.0 {0 }b {2 }c {0 e}d {0 }f\nnote 2\n0.0 {0 }h\n"},
		{"a note in a note", "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c", "0.0 {0 }a(*)\nnote 1\n0.0 {0 }b[^2]\n"},
		{
			"a note of a list", "a[^1]\n\n[^1]:\n    - b\n    - c\n\n    > d\n\n    ```\n    e\n\n      f\n    ```",
			"0.0 {0 }a(*)\nnote 1\n3.1 {0 }b\n3.1 {0 }c\n2.1 {0 }d\n5.0 e␤␤  f\n",
		},
		{"a definition in a list", "- a[^1]\n\n  [^1]: b\n- c", "3.1 {0 }a(*)\n3.1 {0 }c\nnote 1\n0.0 {0 }b\n"},
		{"a title above the text", "---\ntitle: \"A \\\"b\\\"\"\nauthor: c\n---\n\nd", "1.1 {0 }A \"b\"\n0.0 {0 }d\n"},
		{"a title of its own", "---\ntitle: a\n---\n# b", "1.1 {0 }b\n"},
		{"rules", "---\na\n\n---\n\nb", "6.0 \n0.0 {0 }a\n6.0 \n0.0 {0 }b\n"},
		{"Windows", "\ufeffa\r\nb\r\n\r\nc", "0.0 {0 }a b\n0.0 {0 }c\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _, err := Read(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got := canon(e); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	tests := []struct {
		name, in, want string
		bin            int
	}{
		{"nothing", "a[^1]\n\n[^1]: b", "", 0},
		{"a note without a marker", "a\n\n[^1]: b", "", 1},
		{"no note", "a\n\nb[^x]", "Line 3: there is no note for the marker [^x]; it was kept as text.", 0},
		{"two notes of a label", "a[^1]\n\n[^1]: b\n\n[^1]: c", "Line 5: there is a second note with the label “1”; it waits in the bin.", 1},
		{
			"a note in a table with a picture", "a|b\n-|-\n1[^1]|![2](3)\n\n[^1]: c",
			"Line 1: a table with a picture was kept as Markdown; notes that only it refers to wait in the bin ([^1]).", 1,
		},
		{"a list from 0", "a\n\n0. b", "Line 3: a list that starts with the number 0 starts with 1.", 0},
		{"a numbered task", "1. [x] b", "Line 1: the number of an item that can be done was left out.", 0},
		{"a note in a note", "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c", "Line 3: the marker [^2] stands within a note and was kept as text.", 1},
		{"front matter", "---\ntitle: a\ndate: 2020\ntags:\n  - b\n---\nc", "What stands above the text is kept for Markdown alone: tags.", 0},
		{"tags", "a <abbr>b</abbr> <abbr>c</abbr>", "HTML within the text was left out: <abbr>.", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, warnings, err := Read(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(warnings, "\n"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if n := len(e.Bin()); n != tt.bin {
				t.Errorf("%d notes in the bin, want %d", n, tt.bin)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"too large", strings.Repeat("a", maxSize+1), "larger than 64 MB"},
		{"quotes in quotes", "a\n\n" + strings.Repeat("> ", 200) + "a", "line 3 of"},
		{"lists in lists", strings.Repeat("- ", 200) + "a", "line 1 of"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := Read(tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if _, _, err := Read(strings.Repeat("- ", 200) + "\n" + strings.Repeat("-", 500) + "|\n"); err != nil {
		t.Errorf("a rule: %v", err)
	}
}

// hostile are texts on which careless readers take a time that grows with the
// square of the length, or recurse without bound.
var hostile = []string{
	"[", "](", "[^", "^[", "*a **b ", "_a ", "`", "~~a", "<", "![", "&", "\\", "> a\n", "- a\n\n", "[^a]: b\n\n", "[a]: b\n\n",
	"[a]", "a[^a]", "a\n", "<b>", "|", "a|b\n", "***", "^[a]", "[^a]\n", "\t", "$a", "(", "[a](b)",
}

func TestHostile(t *testing.T) {
	for _, s := range hostile {
		t.Run(s, func(t *testing.T) {
			e, _, err := Read(strings.Repeat(s, (200<<10)/len(s)))
			if err != nil {
				t.Fatal(err)
			}
			back, _, err := Read(write(e))
			if err != nil {
				t.Fatal(err)
			}
			if len(back.Body().String()) < len(e.Body().String())/2 {
				t.Error("text was lost")
			}
		})
	}
}
