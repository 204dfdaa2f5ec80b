package spell

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func load(t testing.TB, aff, dic string) *Dictionary {
	t.Helper()
	d, err := Load(strings.NewReader(aff), strings.NewReader(dic))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name, aff, dic string
		right, wrong   string
	}{
		{
			name:  "suffixes by their conditions",
			aff:   "SFX S Y 3\nSFX S y ies [^aeiou]y\nSFX S 0 s [aeiou]y\nSFX S 0 s [^y]",
			dic:   "3\nberry/S\nquay/S\nboat/S\nsheep",
			right: "berry berries quay quays boat boats sheep Boats BOATS", wrong: "berrys quaies boaties sheeps bOATS",
		},
		{
			name:  "prefix and suffix cross where both may",
			aff:   "PFX U Y 1\nPFX U 0 un .\nSFX D Y 1\nSFX D 0 ed .\nSFX N N 1\nSFX N 0 ness .",
			dic:   "1\nlock/UDN",
			right: "lock unlock locked unlocked lockness", wrong: "unlockness unun uned",
		},
		{
			name:  "a suffix on a suffix",
			aff:   "SFX A Y 1\nSFX A 0 er/B .\nSFX B Y 1\nSFX B 0 s .",
			dic:   "1\nbake/A\nmake",
			right: "bake bakeer bakeers", wrong: "bakes makes bakeerss",
		},
		{
			name:  "a suffix that a prefix leads to",
			aff:   "PFX P Y 1\nPFX P 0 re/S .\nSFX S Y 1\nSFX S 0 ing .",
			dic:   "1\nread/P",
			right: "read reread rereading", wrong: "reading",
		},
		{
			name:  "long flags",
			aff:   "FLAG long\nSFX Aa Y 1\nSFX Aa 0 s .\nSFX aA Y 1\nSFX aA 0 t .",
			dic:   "1\nkey/AaXx\nlock/aA",
			right: "keys lockt", wrong: "keyt locks",
		},
		{
			name:  "numbered flags",
			aff:   "FLAG num\nSFX 1001 Y 1\nSFX 1001 0 s .",
			dic:   "1\nkey/12,1001\nlock/1,100",
			right: "keys lock", wrong: "locks",
		},
		{
			name:  "flags beyond ASCII",
			aff:   "SET UTF-8\nFLAG UTF-8\nSFX Ő Y 1\nSFX Ő 0 ök .",
			dic:   "1\nkör/Ő",
			right: "kör körök KÖRÖK Körök", wrong: "körő",
		},
		{
			name:  "aliases of sets of flags",
			aff:   "AF 2\nAF SD # 1\nAF D # 2\nSFX S Y 1\nSFX S 0 s .\nSFX D Y 1\nSFX D 0 ed .",
			dic:   "1\nlink/1\nwant/2\nodd/7",
			right: "links linked wanted odd", wrong: "wants odds",
		},
		{
			name:  "a stem that needs an affix",
			aff:   "NEEDAFFIX X\nSFX S Y 1\nSFX S 0 s .",
			dic:   "1\ntrouser/XS",
			right: "trousers", wrong: "trouser",
		},
		{
			name:  "an affix that needs another",
			aff:   "NEEDAFFIX X\nSFX A Y 1\nSFX A 0 ar/XB .\nSFX B Y 1\nSFX B 0 an .",
			dic:   "1\nkit/A",
			right: "kit kitaran", wrong: "kitar",
		},
		{
			name:  "affixes around a word",
			aff:   "CIRCUMFIX X\nPFX A Y 1\nPFX A 0 ge/X .\nSFX B Y 1\nSFX B 0 t/X .\nSFX C Y 1\nSFX C 0 e .",
			dic:   "1\nmach/ABC",
			right: "mach gemacht mache", wrong: "gemach macht gemache",
		},
		{
			name:  "forbidden words",
			aff:   "FORBIDDENWORD !\nSFX S Y 1\nSFX S 0 s .",
			dic:   "1\nfoot/S\nfoots/!",
			right: "foot", wrong: "foots Foots",
		},
		{
			name:  "capitals that must stay",
			aff:   "KEEPCASE K\n",
			dic:   "1\nkg/K\nPa/K\nharbour\nAnna\nNASA\niPod",
			right: "kg Pa harbour Harbour HARBOUR Anna ANNA NASA iPod IPOD", wrong: "Kg KG PA anna nasa Nasa ipod Ipod",
		},
		{
			name:  "a whole word stripped",
			aff:   "FULLSTRIP\nSFX A Y 1\nSFX A go went go",
			dic:   "1\ngo/A",
			right: "go went", wrong: "gowent",
		},
		{
			name:  "a strip that leaves nothing without leave",
			aff:   "SFX A Y 1\nSFX A go went go",
			dic:   "1\ngo/A",
			right: "go", wrong: "went",
		},
		{
			name:  "conversion of what is typed, and letters that do not count",
			aff:   "SET UTF-8\nICONV 2\nICONV ’ '\nICONV ﬁ fi\nIGNORE \u0301\n",
			dic:   "1\ndon't\nfind\nmore",
			right: "don't don’t ﬁnd mo\u0301re", wrong: "dont",
		},
		{
			name:  "either apostrophe",
			aff:   "SET UTF-8\n",
			dic:   "2\naren’t\nisn't",
			right: "aren't aren’t isn't isn’t", wrong: "aren",
		},
		{
			name:  "words with hyphens",
			aff:   "",
			dic:   "2\nwell\nknown",
			right: "well-known well- -known well-well-known", wrong: "well-knwn wellknown well–known",
		},
		{
			name:  "breaks of the dictionary's own",
			aff:   "SET UTF-8\nBREAK 1\nBREAK –",
			dic:   "2\nwell\nknown",
			right: "well–known", wrong: "well-known",
		},
		{
			name:  "a dictionary that breaks nothing",
			aff:   "BREAK 0",
			dic:   "2\nwell\nknown",
			right: "well", wrong: "well-known",
		},
		{
			name:  "compounds of any words with a flag",
			aff:   "COMPOUNDFLAG C\nCOMPOUNDMIN 3\n",
			dic:   "4\nfoot/C\nball/C\nis/C\nteam",
			right: "football ballfoot footballfoot Football FOOTBALL", wrong: "footis footteam teamfoot footbal",
		},
		{
			name:  "places in compounds",
			aff:   "SET UTF-8\nCOMPOUNDBEGIN B\nCOMPOUNDMIDDLE M\nCOMPOUNDEND E\nONLYINCOMPOUND O\n",
			dic:   "4\nhaus/B\ntür/BMEX\nschloss/E\nmitte/MO",
			right: "haustür haustürschloss hausmitteschloss türschloss schloss", wrong: "schlosshaus türhaus mitte hausmitte",
		},
		{
			name:  "affixes in compounds",
			aff:   "COMPOUNDFLAG C\nCOMPOUNDPERMITFLAG P\nCOMPOUNDFORBIDFLAG F\nSFX S Y 1\nSFX S 0 s .\nSFX T Y 1\nSFX T 0 en/P .\nSFX U Y 1\nSFX U 0 um/F .",
			dic:   "2\nfrau/CSTU\nkirche/C",
			right: "fraukirche frauenkirche kirchefraus frauum", wrong: "frauskirche kirchefrauum",
		},
		{
			name:  "what must not be where words meet",
			aff:   "COMPOUNDFLAG C\nCHECKCOMPOUNDDUP\nCHECKCOMPOUNDTRIPLE\nCHECKCOMPOUNDPATTERN 1\nCHECKCOMPOUNDPATTERN oo ea\n",
			dic:   "4\nschiff/C\nfahrt/C\nfoo/C\neast/C\nwest/C",
			right: "westeast fahrtschiff foowest", wrong: "schifffahrt westwest fooeast",
		},
		{
			name:  "three letters that become two",
			aff:   "COMPOUNDFLAG C\nCHECKCOMPOUNDTRIPLE\nSIMPLIFIEDTRIPLE\n",
			dic:   "2\nbuss/C\nstopp/C",
			right: "busstopp", wrong: "bussstopp",
		},
		{
			name:  "compounds by a rule",
			aff:   "COMPOUNDMIN 1\nONLYINCOMPOUND c\nCOMPOUNDRULE 2\nCOMPOUNDRULE n*1t\nCOMPOUNDRULE n*mp\n",
			dic:   "5\n0/nm\n1/n1\n2/nm\n1st/p\n1th/tc\n2th/tc\n2nd/p\nth",
			right: "21st 11th 22nd 112th 1021st", wrong: "11st 12nd 21th nd",
		},
		{
			name:  "ß in capitals",
			aff:   "SET UTF-8\nCHECKSHARPS\n",
			dic:   "2\nstraße\nmasse",
			right: "straße STRASSE Straße MASSE", wrong: "strasse",
		},
		{
			name:  "Turkish capitals",
			aff:   "SET UTF-8\nLANG tr_TR\n",
			dic:   "2\nışık\nizin",
			right: "IŞIK İZİN İzin Işık", wrong: "IZIN",
		},
		{
			name:  "two prefixes",
			aff:   "COMPLEXPREFIXES\nPFX A Y 1\nPFX A 0 ka/B .\nPFX B Y 1\nPFX B 0 na .",
			dic:   "1\nlut/A",
			right: "lut kalut nakalut", wrong: "nalut kanalut",
		},
		{
			name:  "slashes, comments and morphology",
			aff:   "# nothing\nSFX S Y 1 # plural\nSFX S 0 s . # is:plural\n",
			dic:   "3\nkm\\/h\nbook/S po:noun\nread\tpo:verb\n",
			right: "km/h books read", wrong: "noun verb reads",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := load(t, tt.aff, tt.dic)
			for _, w := range strings.Fields(tt.right) {
				if !d.Check(w) {
					t.Errorf("%s is wrong", w)
				}
			}
			for _, w := range strings.Fields(tt.wrong) {
				if d.Check(w) {
					t.Errorf("%s is right", w)
				}
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	latin2, err := charmap.ISO8859_2.NewEncoder().String("SET ISO8859-2\nSFX A Y 1\nSFX A 0 ů .\n")
	if err != nil {
		t.Fatal(err)
	}
	words, err := charmap.ISO8859_2.NewEncoder().String("1\nžák/A\n")
	if err != nil {
		t.Fatal(err)
	}
	if d := load(t, latin2, words); !d.Check("žáků") || d.Check("žaku") {
		t.Error("a dictionary in ISO 8859-2 is read wrong")
	}
	for _, name := range []string{"UTF-8", "utf8", "ISO8859-15", "KOI8-R", "microsoft-cp1251", "ISO-8859-1"} {
		load(t, "SET "+name+"\n", "1\nword\n")
	}
	if _, err := Load(strings.NewReader("SET EBCDIC"), strings.NewReader("1\nword")); err == nil || !strings.Contains(err.Error(), "EBCDIC") {
		t.Errorf("an unknown encoding gives the error %v", err)
	}
	if _, err := Load(strings.NewReader(""), strings.NewReader("0\n")); err == nil {
		t.Error("a dictionary without words is taken")
	}
}

// randomRules makes rules and words at random, with affixes at both ends that
// lead to others.
func randomRules(r *rand.Rand) (aff, dic string) {
	var a, w strings.Builder
	const letters = "abcd"
	text := func(least, most int) string {
		b := make([]byte, least+r.IntN(most-least+1))
		for i := range b {
			b[i] = letters[r.IntN(len(letters))]
		}
		return string(b)
	}
	or0 := func(s string) string {
		if s == "" {
			return "0"
		}
		return s
	}
	set := func(flags string, n int) string {
		var s string
		for range r.IntN(n + 1) {
			s += string(flags[r.IntN(len(flags))])
		}
		return s
	}
	a.WriteString("NEEDAFFIX N\nCIRCUMFIX O\n")
	if r.IntN(3) == 0 {
		a.WriteString("FULLSTRIP\n")
	}
	if r.IntN(4) == 0 {
		a.WriteString("COMPLEXPREFIXES\n")
	}
	for _, f := range "pqrstuv" {
		kind := "SFX"
		if f < 's' {
			kind = "PFX"
		}
		n := 1 + r.IntN(3)
		fmt.Fprintf(&a, "%s %c %s %d\n", kind, f, []string{"Y", "N"}[r.IntN(2)], n)
		for range n {
			strip := text(0, 1)
			when := []string{".", "[^a]", "[bc]", "a", "b."}[r.IntN(5)]
			if strip != "" {
				when = strip
			}
			add := or0(text(0, 2))
			if s := set("stuvNOpqr", 2); s != "" && r.IntN(2) == 0 {
				add += "/" + s
			}
			fmt.Fprintf(&a, "%s %c %s %s %s\n", kind, f, or0(strip), add, when)
		}
	}
	w.WriteString("30\n")
	for range 30 {
		fmt.Fprintf(&w, "%s/%s\n", text(1, 5), set("pqrstuvN", 4))
	}
	return a.String(), w.String()
}

func TestEveryWordThatTheAffixesMakeIsRight(t *testing.T) {
	made := 0
	for seed := range uint64(400) {
		aff, dic := randomRules(rand.New(rand.NewPCG(seed, 1)))
		d := load(t, aff, dic)
		for stem, e := range d.words {
			for ; e != nil; e = e.next {
				d.expand(stem, e, func(word string) bool {
					made++
					if !d.Check(word) {
						t.Fatalf("%s, made of %s, is wrong by these rules:\n%s\n%s", word, stem, aff, dic)
					}
					return true
				})
			}
		}
	}
	if made < 10_000 {
		t.Fatalf("only %d words were made", made)
	}
}

func TestSuggest(t *testing.T) {
	english := load(t, "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nNOSUGGEST !\nREP 2\nREP f ph\nREP alot a_lot\nMAP 1\nMAP eé\nSFX S Y 1\nSFX S 0 s .\nOCONV 1\nOCONV ' ’\n",
		"9\nthe\nreceive/S\nharbourmaster/S\nwhole\na\nlot\nphone\nLondon\ndon't\ncafé\nshoddy/!\nwell\nknown\nneighbourhood/S")
	compounds := load(t, "SET UTF-8\nTRY enrtalk\nCOMPOUNDFLAG C\n", "2\nfuß/C\nball/C\nspiel/C")
	tests := []struct {
		d           *Dictionary
		wrong, want string // want is among the first three
	}{
		{english, "pohne", "phone"},
		{english, "Pohne", "Phone"},
		{english, "POHNE", "PHONE"},
		{english, "receeve", "receive"},
		{english, "receeves", "receives"},
		{english, "harbourmastre", "harbourmaster"},
		{english, "harborrmastres", "harbourmasters"},
		{english, "fone", "phone"},
		{english, "alot", "a lot"},
		{english, "london", "London"},
		{english, "dont", "don’t"},
		{english, "cafe", "café"},
		{english, "wellknown", "well known"},
		{english, "neighborhud", "neighbourhood"},
		{compounds, "fußbal", "fußball"},
		{compounds, "ballspeil", "ballspiel"},
	}
	for _, tt := range tests {
		list := tt.d.Suggest(tt.wrong)
		if !slices.Contains(list[:min(3, len(list))], tt.want) {
			t.Errorf("for %s %q are suggested, want %s among the first", tt.wrong, list, tt.want)
		}
	}
	if list := english.Suggest("shody"); slices.Contains(list, "shoddy") {
		t.Errorf("a word that is not to be suggested is: %q", list)
	}
	for _, word := range []string{"", "x", strings.Repeat("ab", 400), "日本", "’", "\xff\xfe"} {
		if list := english.Suggest(word); len(list) > suggestMost {
			t.Errorf("for %.20q there are %d suggestions", word, len(list))
		}
	}
}

func TestReads(t *testing.T) {
	d := load(t, "SET UTF-8\n", "2\nword\nnaïve")
	for word, want := range map[string]bool{"anything": true, "élan": true, "слово": false, "λόγος": false, "漢字": false, "’tis": true} {
		if d.Reads(word) != want {
			t.Errorf("Reads(%s) is %v", word, !want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for seed := range uint64(4) {
		aff, dic := randomRules(rand.New(rand.NewPCG(seed, 2)))
		f.Add(aff, dic, "abca")
	}
	f.Add("SET UTF-8\nFLAG num\nCOMPOUNDRULE 1\nCOMPOUNDRULE (1)*(2)?\nCOMPOUNDMIN 1\nREP 1\nREP a b\nMAP 1\nMAP a(bb)\nICONV 1\nICONV a b\n", "1\na/1,2\nb/2\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab")
	f.Add("SET UTF-8\nCOMPOUNDFLAG C\nCOMPOUNDMIN 1\nSIMPLIFIEDTRIPLE\nCHECKCOMPOUNDREP\nREP 1\nREP aa a\n", "1\na/C\naa/C\n", strings.Repeat("a", 90)+"b")
	f.Add("SFX A Y 1\nSFX A 0 0/A .\nPFX B Y 1\nPFX B 0 0/AB .\n", "1\nx/AB\n", "x")
	f.Add("BREAK 2\nBREAK ^\nBREAK $\n", "1\nx\n", "x-x-x-x-x-x-x-x-x-x-y")
	f.Fuzz(func(t *testing.T, aff, dic, word string) {
		d, err := Load(strings.NewReader(aff), strings.NewReader(dic))
		if err != nil {
			return
		}
		right := d.Check(word)
		if d.Check(word) != right {
			t.Errorf("%q is right and wrong", word)
		}
		if list := d.Suggest(word); len(list) > suggestMost {
			t.Errorf("%d suggestions", len(list))
		}
	})
}
