package prose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/cite"
)

// runs makes italics of what stands between asterisks.
func runs(s string) []Run {
	var list []Run
	for i, part := range strings.Split(s, "*") {
		list = append(list, Run{part, i%2 == 1})
	}
	return list
}

// says is what was read, in one line: type, makers, year, title, and the other
// fields by name.
func says(r Reading) string {
	if r.Ibid {
		return "ibid @" + r.Locator
	}
	if r.Short != nil {
		return "short " + strings.Join(r.Short.Names, "+") + " " + r.Short.Title + "@" + r.Locator
	}
	var who []string
	for _, variable := range []string{"author", "editor"} {
		for _, n := range r.Item.Names[variable] {
			name := strings.TrimSpace(n.NonDroppingParticle+" "+n.Family) + "/" + n.Given
			if n.Literal != "" {
				name = n.Literal
			}
			if variable == "editor" {
				name = "ed " + name
			}
			who = append(who, name)
		}
	}
	out := fmt.Sprintf("%s | %s | %s | %s", r.Item.Type, strings.Join(who, "; "), cite.Year(r.Item), r.Item.Fields["title"])
	for _, name := range []string{"container-title", "publisher-place", "publisher", "volume", "issue", "page", "edition", "URL", "DOI"} {
		if v := r.Item.Fields[name]; v != "" {
			out += " | " + name + "=" + v
		}
	}
	if r.Locator != "" {
		out += " @" + r.Locator
	}
	return out
}

func TestTypedCitationsAreRead(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{
			"North Korean Defectors: Their Life and Well-Being after Defection,” Sung Ho Ko, Kiseon Chung, and Yoo-seok Oh, Asian Perspective, 67, Vol. 28, No. 2, 2004, pp.65-99.",
			"article-journal | Ko/Sung Ho; Chung/Kiseon; Oh/Yoo-seok | 2004 | North Korean Defectors: Their Life and Well-Being after Defection | container-title=Asian Perspective | volume=28 | issue=2 | page=65–99 @67",
		},
		{"Ko, Chung, and Oh, 72-73.", "short Ko+Chung+Oh @72-73"},
		{
			"“United Nations High Commissioner for Refugees,” (UNHCR) http://www.unhcr.org/pages/49c3646c125.html",
			"webpage |  |  | United Nations High Commissioner for Refugees | container-title=UNHCR | URL=http://www.unhcr.org/pages/49c3646c125.html",
		},
		{"Marsh, Nine O’Clock People, 112.", "short Marsh Nine O’Clock People@112"},
		{"Ibid., 421.", "ibid @421"},
		{"Ebd., S. 44.", "ibid @44"},
		{
			"Eleanor Marsh, The Nine O’Clock People: Amateur Observers and the Map of English Rain (Dunmere: Tarn Press, 1987), 41.",
			"book | Marsh/Eleanor | 1987 | The Nine O’Clock People: Amateur Observers and the Map of English Rain | publisher-place=Dunmere | publisher=Tarn Press @41",
		},
		{
			"William Heberden, “Of the Different Quantities of Rain,” Philosophical Transactions 59 (1769): 359–362.",
			"article-journal | Heberden/William | 1769 | Of the Different Quantities of Rain | container-title=Philosophical Transactions | volume=59 @359–362",
		},
		{
			"W. Stanley Jevons, “On the Deficiency of Rain in an Elevated Rain-Gauge, as Caused by Wind,” Philosophical Magazine, 4th ser., 22 (1861): 421–433.",
			"article-journal | Jevons/W. Stanley | 1861 | On the Deficiency of Rain in an Elevated Rain-Gauge, as Caused by Wind | container-title=Philosophical Magazine | volume=22 | page=421–433",
		},
		{
			"Ann Ko, Bo Chung, and Carl Oh, “Reading Notes,” *Journal of Marginalia* 12, no. 3 (2019): 72.",
			"article-journal | Ko/Ann; Chung/Bo; Oh/Carl | 2019 | Reading Notes | container-title=Journal of Marginalia | volume=12 | issue=3 @72",
		},
		{
			"Anthony Grafton, *The Footnote: A Curious History* (Cambridge, MA: Harvard University Press, 1997), 22–23.",
			"book | Grafton/Anthony | 1997 | The Footnote: A Curious History | publisher-place=Cambridge, MA | publisher=Harvard University Press @22–23",
		},
		{
			"Bo Lee, “Where Sources Stand,” in *Handbook of Citing*, ed. Dae Kim (London: Press, 2001), 14.",
			"chapter | Lee/Bo; ed Kim/Dae | 2001 | Where Sources Stand | container-title=Handbook of Citing | publisher-place=London | publisher=Press @14",
		},
		{
			"Mary Hill, “A Town Without Clocks,” *The Guardian*, May 3, 2014, https://example.org/clocks.",
			"article-newspaper | Hill/Mary | 2014 | A Town Without Clocks | container-title=The Guardian | URL=https://example.org/clocks",
		},
		{
			"“How to Keep a Notebook,” Paper Society, accessed March 4, 2020, https://example.org/notebook.",
			"webpage |  |  | How to Keep a Notebook | container-title=Paper Society | URL=https://example.org/notebook",
		},
		// Bibliographies, MLA.
		{
			"Grafton, Anthony. *The Footnote: A Curious History*. Harvard University Press, 1997.",
			"book | Grafton/Anthony | 1997 | The Footnote: A Curious History | publisher=Harvard University Press",
		},
		{
			"Ko, Ann, and Bo Chung. “Reading Notes.” *Journal of Marginalia*, vol. 12, no. 3, 2019, pp. 61–90.",
			"article-journal | Ko/Ann; Chung/Bo | 2019 | Reading Notes | container-title=Journal of Marginalia | volume=12 | issue=3 | page=61–90",
		},
		{
			"Grafton, Anthony. The Footnote: A Curious History. Cambridge: Harvard University Press, 1997.",
			"book | Grafton/Anthony | 1997 | The Footnote: A Curious History | publisher-place=Cambridge | publisher=Harvard University Press",
		},
		// APA.
		{
			"Ko, S. H., Chung, K., & Oh, Y. (2004). North Korean defectors. *Asian Perspective*, 28(2), 65–99. https://doi.org/10.1000/xyz123",
			"article-journal | Ko/S. H.; Chung/K.; Oh/Y. | 2004 | North Korean defectors | container-title=Asian Perspective | volume=28 | issue=2 | page=65–99 | DOI=10.1000/xyz123",
		},
		{
			"Grafton, A. (1997). *The footnote: A curious history*. Harvard University Press.",
			"book | Grafton/A. | 1997 | The footnote: A curious history | publisher=Harvard University Press",
		},
		{
			"Lee, B. (2001). Where sources stand. In D. Kim (Ed.), *Handbook of citing* (pp. 3–29). Press.",
			"chapter | Lee/B.; ed Kim/D. | 2001 | Where sources stand | container-title=Handbook of citing | publisher=Press | page=3–29",
		},
		// German.
		{
			"Schmidt, Anna: Die Fußnote. Eine Geschichte. München: Beck 2003, S. 44.",
			"book | Schmidt/Anna | 2003 | Die Fußnote. Eine Geschichte | publisher-place=München | publisher=Beck @44",
		},
		{
			"Anna Schmidt, Die Fußnote, München 2003, S. 44 f.",
			"book | Schmidt/Anna | 2003 | Die Fußnote | publisher-place=München @44 f",
		},
		{
			"Schmidt, Anna: „Vom Zitieren“. In: Zeitschrift für Ränder 12 (2019), H. 3, S. 61–90.",
			"article-journal | Schmidt/Anna | 2019 | Vom Zitieren | container-title=Zeitschrift für Ränder | volume=12 | issue=3 | page=61–90",
		},
		{"Vgl. Müller, Fußnoten, S. 12.", "short Müller Fußnoten@12"},
		{"See Ko et al., 72.", "short Ko @72"},
		{
			"Ludwig van Dyk, *Seas and Maps* (London: Ship, 1950), chap. 3.",
			"book | van Dyk/Ludwig | 1950 | Seas and Maps | publisher-place=London | publisher=Ship @3",
		},
	} {
		r, ok := Read(runs(c.typed))
		if !ok {
			t.Errorf("not read (%.2f): %s", r.Sure, c.typed)
			continue
		}
		if got := strings.TrimSuffix(says(r), "."); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.typed, got, c.want)
		}
	}
}

func TestProseIsLeftAlone(t *testing.T) {
	for _, typed := range []string{
		"This is what I meant when I said that notes are read first.",
		"Genesis 1:3.",
		"I owe this to a conversation with Ann Ko in 1998.",
		"The year 1848 was a hard one, in London as in Paris.",
		"Register of rain, Combe Ferrers Rectory, vol. 2 (1877–93), entries for 3–11 March, private collection.",
		"“Yes,” she said, “and no.”",
		"Smith & Sons, 12 High Street.",
		"See the introduction.",
		"",
		"72.",
	} {
		if r, ok := Read(runs(typed)); ok {
			t.Errorf("read as %s (%.2f): %s", says(r), r.Sure, typed)
		}
	}
}

func TestSeveralCitationsInANote(t *testing.T) {
	list, ok := ReadAll(runs("Ko, Chung, and Oh, 72; Marsh, Nine O’Clock People, 112."))
	if !ok || len(list) != 2 {
		t.Fatalf("read are %+v", list)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Ann Ko, “Reading,” *Journal* 12, no. 3 (2019): 72.")
	f.Add("„“(”: 1999), S. 4; vgl. &")
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := Read(runs(s))
		if ok && r.Item == nil && r.Short == nil && !r.Ibid {
			t.Error("nothing was read, and it was said to be something")
		}
		ReadAll(runs(s))
	})
}
