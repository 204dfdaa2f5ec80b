package csl_test

import (
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/ibid-editor/ibid/editor/cite/csl"
)

const sources = `[
	{"id": "grafton", "type": "book", "title": "The footnote: a curious history", "title-short": "The footnote",
	 "author": [{"family": "Grafton", "given": "Anthony"}],
	 "publisher": "Harvard University Press", "publisher-place": "Cambridge, MA",
	 "issued": {"date-parts": [[1997]]}},
	{"id": "ko", "type": "article-journal", "title": "Reading in the margins",
	 "author": [{"family": "Ko", "given": "Min-jae"}, {"family": "Oh", "given": "Sun"}],
	 "container-title": "Journal of Marginalia", "volume": "12", "issue": "3", "page": "101-108",
	 "issued": {"date-parts": [[2019]]}}
]`

// A processor is made of a style and given sources; it renders the citations
// of a document in their order.
func Example() {
	style, err := csl.Builtin("ibid-notes")
	if err != nil {
		log.Fatal(err)
	}
	processor, err := csl.NewProcessor(style, csl.Options{})
	if err != nil {
		log.Fatal(err)
	}
	items, err := csl.ParseItems([]byte(sources))
	if err != nil {
		log.Fatal(err)
	}
	processor.SetItems(items)

	rendered := processor.Render(csl.Document{Citations: []csl.Citation{
		{Note: 1, Cites: []csl.Cite{{ID: "grafton", Locator: "12"}}},
		{Note: 2, Cites: []csl.Cite{{ID: "grafton", Locator: "14-16"}}},
		{Note: 3, Cites: []csl.Cite{{ID: "ko", Prefix: "see "}, {ID: "grafton", Locator: "2", Label: "chapter"}}},
	}})
	for _, note := range rendered.Citations {
		fmt.Println(note.Markdown())
	}
	fmt.Println()
	fmt.Println(rendered.Bibliography(nil).Markdown())
	// Output:
	// Anthony Grafton, *The Footnote: A Curious History* (Cambridge, MA: Harvard University Press, 1997), 12.
	// Ibid., 14–16.
	// see Min-jae Ko and Sun Oh, “Reading in the Margins,” *Journal of Marginalia* 12, no. 3 (2019): 101–8; Grafton, *The Footnote*, chap. 2.
	//
	// Grafton, Anthony. *The Footnote: A Curious History*. Cambridge, MA: Harvard University Press, 1997.
	//
	// Ko, Min-jae, and Sun Oh. “Reading in the Margins.” *Journal of Marginalia* 12, no. 3 (2019): 101–8.
}

// The same document in another style.
func ExampleProcessor_Render() {
	style, err := csl.Builtin("ibid-author-date")
	if err != nil {
		log.Fatal(err)
	}
	processor, err := csl.NewProcessor(style, csl.Options{Locale: "en-US"})
	if err != nil {
		log.Fatal(err)
	}
	items, err := csl.ParseItems([]byte(sources))
	if err != nil {
		log.Fatal(err)
	}
	processor.SetItems(items)
	rendered := processor.Render(csl.Document{
		Citations: []csl.Citation{
			{Cites: []csl.Cite{{ID: "ko", Locator: "103"}, {ID: "grafton"}}},
			{Cites: []csl.Cite{{ID: "grafton", Locator: "7"}}, AuthorInText: true},
			{Cites: []csl.Cite{{ID: "lost"}}},
		},
	})
	fmt.Println(rendered.Citations[0].HTML())
	fmt.Println(rendered.Citations[1].HTML())
	fmt.Println(rendered.Citations[2].Text(), rendered.Missing)
	// Output:
	// (Ko and Oh 2019, 103; Grafton 1997)
	// Grafton (1997, 7)
	// ([lost?]) [lost]
}

// Styles and locales come from files that the program finds.
func ExampleParseStyle() {
	style, err := csl.ParseStyle(strings.NewReader(`<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
		<info><title>Numbers</title><id>numbers</id></info>
		<citation collapse="citation-number">
			<sort><key variable="citation-number"/></sort>
			<layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout>
		</citation>
	</style>`))
	if err != nil {
		log.Fatal(err)
	}
	processor, err := csl.NewProcessor(style, csl.Options{
		Locale:  "de-DE",
		Locales: csl.LocaleFS(os.DirFS("/usr/share/citation-style-language/locales")),
	})
	if err != nil {
		log.Fatal(err)
	}
	processor.SetItems([]*csl.Item{{ID: "a"}, {ID: "b"}, {ID: "c"}})
	rendered := processor.Render(csl.Document{Citations: []csl.Citation{
		{Cites: []csl.Cite{{ID: "a"}, {ID: "b"}, {ID: "c"}}},
	}})
	fmt.Println(rendered.Citations[0].Text())
	// Output: [1–3]
}
