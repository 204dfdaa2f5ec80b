package csl

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestItemJSON reads an item and writes it back with everything it had.
func TestItemJSON(t *testing.T) {
	const in = `{"DOI":"10.1/x","accessed":{"date-parts":[[2024,2,29]]},"author":[{"family":"Gogh","given":"Vincent",
		"non-dropping-particle":"van"},{"literal":"The Office"}],"categories":["a","b"],"custom":{"k":{"deep":[1,2]}},
		"id":7,"issued":{"circa":true,"date-parts":[["1888",12],[1889]]},"title":"On <i>ears</i>","type":"book","volume":3,"x-own":true}`
	var first, second Item
	if err := json.Unmarshal([]byte(in), &first); err != nil {
		t.Fatal(err)
	}
	if first.ID != "7" || first.Fields["volume"] != "3" || !first.Dates["issued"].Circa || first.Names["author"][0].NonDroppingParticle != "van" {
		t.Errorf("read as %+v", first)
	}
	if first.Dates["issued"].From != (DateParts{Year: 1888, Month: 12}) || !first.Dates["issued"].Range {
		t.Errorf("issued is %+v", first.Dates["issued"])
	}
	out, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &second); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Errorf("came back as %s", out)
	}
	var loose map[string]any
	if err := json.Unmarshal(out, &loose); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"categories", "custom", "x-own"} {
		if _, ok := loose[key]; !ok {
			t.Errorf("%s is lost in %s", key, out)
		}
	}
}

// TestParseDate reads dates written as texts.
func TestParseDate(t *testing.T) {
	day := func(y, m, d int) DateParts { return DateParts{Year: y, Month: m, Day: d} }
	for in, want := range map[string]Date{
		"2004":                 {From: day(2004, 0, 0)},
		"2004-06":              {From: day(2004, 6, 0)},
		"2004-06-11":           {From: day(2004, 6, 11)},
		"2004-06-11T23:11:10Z": {From: day(2004, 6, 11)},
		"1999-21":              {From: DateParts{Year: 1999, Season: 1}},
		"1984?":                {From: day(1984, 0, 0), Circa: true},
		"1984~":                {From: day(1984, 0, 0), Circa: true},
		"ca. 1984":             {From: day(1984, 0, 0), Circa: true},
		"[1956?]":              {From: day(1956, 0, 0), Circa: true},
		"-0043-03-15":          {From: day(-44, 3, 15)},
		"0000":                 {From: day(-1, 0, 0)},
		"199x":                 {From: day(1990, 0, 0), Circa: true},
		"2004/2005":            {From: day(2004, 0, 0), To: day(2005, 0, 0), Range: true},
		"2004-06/..":           {From: day(2004, 6, 0), Range: true},
		"1848-1850":            {From: day(1848, 0, 0), To: day(1850, 0, 0), Range: true},
		"5 May 2003":           {From: day(2003, 5, 5)},
		"May 5, 2003":          {From: day(2003, 5, 5)},
		"spring 1999":          {From: DateParts{Year: 1999, Season: 1}},
		"44 BC":                {Literal: "44 BC"},
		"forthcoming":          {Literal: "forthcoming"},
		"":                     {},
	} {
		if got := ParseDate(in); got != want {
			t.Errorf("%q is read as %+v, want %+v", in, got, want)
		}
	}
}

// TestPageRanges writes the examples of the specification.
func TestPageRanges(t *testing.T) {
	for _, c := range []struct{ format, in, want string }{
		{"chicago-16", "92-113", "92–113"},
		{"chicago-16", "1496-1500", "1496–500"},
		{"chicago-16", "12991-13001", "12991–3001"},
		{"chicago-15", "1496-1504", "1496–1504"},
		{"chicago", "107-108", "107–8"},
		{"chicago", "600-613", "600–613"},
		{"expanded", "321-8", "321–328"},
		{"minimal", "2787-2816", "2787–816"},
		{"minimal-two", "321-328", "321–28"},
		{"expanded", `A\-3`, "A-3"},
		{"", "1-2, 5-6", "1–2, 5–6"},
	} {
		if got := pageRanges(c.in, c.format, "–"); got != c.want {
			t.Errorf("%s in %q is %q, want %q", c.in, c.format, got, c.want)
		}
	}
}
