package eval

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// writer makes up essays: people, places and books that belong to an essay's
// subject, sentences about them, and notes on those sentences.
type writer struct {
	*rand.Rand
	field  field
	common []string // people and places that the whole essay speaks of
	cited  []source // books cited in full so far
}

// field is what an essay is about.
type field struct {
	things, doings, qualities []string
}

func list(s string) []string { return strings.Split(s, "|") }

var fields = []field{
	{
		list("lock|towpath|lighter|sluice|tollhouse|bargeman|wharf|aqueduct|puddled clay|winding hole|coal staithe|summit level|reservoir|culvert|dredger|horse boat|toll clerk|embankment|lengthsman|gauging stick"),
		list("was dug|was let by auction|leaked for a season|carried more coal than wool|froze in the second winter|was widened at the parish's cost|stood idle|paid a dividend|silted up|was surveyed twice"),
		list("narrow|tidal|ruinous|well-puddled|disputed|half-finished"),
	},
	{
		list("psalter|antiphon|organ loft|chorister|plainsong|bellows|reed stop|hymnal|precentor|descant|cadence|part-book|verger|fugue|ground bass|pitch pipe|cantor|motet|trumpet rank|tuning"),
		list("was sung without books|was copied by a boy|fell out of use|was tuned too high|survives in one manuscript|was thought popish|was repaired with kid leather|was heard across the river|was printed at last|divided the parish"),
		list("unaccompanied|mutilated|sharp-tongued|contrapuntal|worn|forgotten"),
	},
	{
		list("herbarium|seed-drill|orchard|graft|rootstock|glasshouse|specimen|gardener|bindweed|lichen|nurseryman|tuber|hedge|blight|pomology|espalier|hotbed|spore|medlar|quince"),
		list("failed in the wet year|was raised from seed|was sent home in moss|was drawn from life|was mistaken for a weed|fruited once|was forced under glass|was named after a patron|spread along the railway|was pressed and mislaid"),
		list("hardy|etiolated|south-facing|barren|variegated|imported"),
	},
	{
		list("garrison|bastion|musket|parley|breach|forage|siege train|drummer|quartermaster|ravelin|mutiny|billet|picket|cannonade|muster roll|sutler|truce|counterscarp|powder mill|deserter"),
		list("held out until the autumn|was stormed at dawn|went unpaid|was relieved from the sea|changed sides twice|was buried without honours|marched on biscuit|was blown up by accident|capitulated on terms|was never found"),
		list("outnumbered|unpaid|stubborn|ill-provided|veteran|forsworn"),
	},
	{
		list("ledger|bill of exchange|counting-house|guild|tariff|insurer|freight|specie|bankruptcy|broker|cargo|bottomry|clipper|monopoly|staple|coinage|underwriter|creditor|lien|brokerage"),
		list("was called in|doubled in a decade|was paid in pepper|was written off|ruined two families|was smuggled in casks|was taxed by weight|rested on a handshake|was sold at a loss|was entered twice"),
		list("speculative|bonded|overdue|clandestine|solvent|deep-laden"),
	},
	{
		list("almshouse|vestry|overseer|workhouse|dole|foundling|pauper|settlement|indenture|charity school|infirmary|relief|bastardy bond|apprentice|churchwarden|vagrant|lying-in ward|matron|bread ticket|outdoor relief"),
		list("was refused at the gate|was bound to a glover|outlived three overseers|was entered as deserving|was sent back to the parish|was whipped and passed on|ate better on Sundays|was audited late|was voted a shilling|died in the infirmary"),
		list("deserving|settled|itinerant|destitute|well-endowed|grudging"),
	},
	{
		list("telescope|transit|ephemeris|quadrant|comet|parallax|observatory|micrometer|eclipse|star chart|meridian|lens-grinder|pendulum|aberration|planet|nebula|assistant|correction|sidereal clock|logbook"),
		list("was seen through cloud|was reduced by a clerk|was predicted to the minute|was lost by four seconds|was ground in a cellar|agreed with the tables|was doubted for a generation|was timed by ear|was hauled up by oxen|was insured for more than the house"),
		list("achromatic|provincial|faint|meticulous|uncorrected|nocturnal"),
	},
	{
		list("ferry|inn|mountain pass|mule|customs post|guidebook|passport|glacier|diligence|hospice|postilion|carriage|monastery|vineyard|bandit|quarantine|lake steamer|table d'hôte|landlord|watercolour"),
		list("was closed by snow|cost a guinea|was full of Englishmen|smelt of wet dog|was crossed on foot|was described by everyone|lost a wheel|charged for the view|was reached after dark|was sketched in the rain"),
		list("verminous|picturesque|snowbound|overpriced|hospitable|interminable"),
	},
}

var (
	firstNames = list("Ada|Albert|Alice|Ambrose|Amos|Anne|Arabella|Aubrey|Barnaby|Beatrice|Cecily|Clement|Constance|Cornelius|Dinah|Dorothea|Ebenezer|Edith|Eleanor|Elias|Esther|Ezra|Fanny|Gervase|Gilbert|Giles|Grace|Hannah|Harriet|Hester|Horace|Humphrey|Ida|Isaac|Jane|Jasper|Josiah|Judith|Kitty|Lambert|Leonard|Lettice|Lucy|Luke|Mabel|Margery|Martha|Matthias|Miles|Nathaniel|Nicholas|Obadiah|Oliver|Patience|Percival|Phoebe|Ralph|Rhoda|Rowland|Ruth|Samson|Silas|Susannah|Tabitha|Tobias|Ursula|Walter|Winifred|Zachary")
	nameStarts = list("Ash|Bar|Beck|Birk|Black|Brad|Bram|Brock|Cald|Carl|Chad|Clay|Col|Cop|Crow|Dal|Den|Dun|Eas|El|Far|Fen|Flax|Fox|Gar|Gold|Graf|Hal|Ham|Hart|Hasel|Haw|Heb|Hol|Horn|Hut|Kel|Kim|Lang|Lath|Led|Lind|Lock|Lud|Mal|Mars|Mel|Mor|Nant|Nor|Oak|Old|Orm|Pad|Pen|Pick|Quar|Rad|Rams|Red|Rook|Rus|Salt|Sel|Shel|Skel|Stan|Stock|Sut|Tad|Thorn|Til|Tor|Tre|Ul|Vent|Wad|Wal|War|Wel|Whar|Win|Wool|Wych|Yar")
	nameEnds   = list("by|bourne|bridge|bury|combe|cote|den|dale|fold|ford|gate|grave|ham|hurst|land|leigh|low|mere|more|ney|ridge|scar|shaw|stead|stone|stow|thorpe|ton|wick|wold|worth|yard")
	titleNouns = list("Annals|Survey|Anatomy|Chronicle|Defence|Description|Discourse|Essay|Handbook|History|Inquiry|Letters|Memoir|Memorials|Narrative|Notes|Observations|Portrait|Reckoning|Recollections|Register|Sketches|Studies|Treatise|View")
	presses    = list("Tarn Press|Oriel House|Marlowe & Sons|at the Author's cost|University of the North|Hollin and Pike|Meridian Books|Gannet Press|Carrow & Co.|the Antiquarian Society")
	journals   = list("Transactions of the Northern Society|Quarterly of Local Studies|Notes from the Archives|Proceedings of the Cabinet Club|The Provincial Review|Journal of Lesser Histories|Annals of the Diocese|Miscellany of Records")
	archives   = list("County Record Office|Chapter Library|Estate Papers|Port Books|Vestry Minutes|Corporation Muniments|Harbour Board Letters|Quarter Sessions Rolls|Parish Chest|Private Collection")
)

func (w *writer) pick(from []string) string { return from[w.IntN(len(from))] }

func (w *writer) chance(p float64) bool { return w.Float64() < p }

func (w *writer) place() string { return w.pick(nameStarts) + w.pick(nameEnds) }

func (w *writer) person() string {
	if w.chance(0.2) {
		return w.pick(firstNames) + " " + string(rune('A'+w.IntN(20))) + ". " + w.place()
	}
	return w.pick(firstNames) + " " + w.place()
}

func surname(person string) string { return person[strings.LastIndexByte(person, ' ')+1:] }

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// source is a book or an article that notes cite.
type source struct {
	author, title, rest string
	page                int
}

func (w *writer) source() source {
	thing := w.pick(w.field.things)
	title := w.pick([]string{
		fmt.Sprintf("A %s of %s", w.pick(titleNouns), w.place()),
		fmt.Sprintf("The %s %s", upper(w.pick(w.field.qualities)), upper(thing)),
		fmt.Sprintf("%s: A %s", w.place(), w.pick(titleNouns)),
		fmt.Sprintf("The %s of %s", upper(thing), w.place()),
		fmt.Sprintf("%s on the %s", w.pick(titleNouns), upper(thing)),
		fmt.Sprintf("Life among the %ss", upper(thing)),
	})
	s := source{author: w.person(), title: title, page: 5 + w.IntN(420)}
	year := 1690 + w.IntN(320)
	if w.chance(0.35) {
		s.title = "“" + title + ",”"
		s.rest = fmt.Sprintf("%s %d (%d)", w.pick(journals), 1+w.IntN(70), year)
	} else {
		s.title = title
		s.rest = fmt.Sprintf("(%s: %s, %d)", w.place(), w.pick(presses), year)
	}
	return s
}

// theme is what a section is about.
type theme struct {
	names []string
	books []source
}

func (w *writer) theme() theme {
	var t theme
	for range 4 + w.IntN(5) {
		if w.chance(0.5) {
			t.names = append(t.names, w.person())
		} else {
			t.names = append(t.names, w.place())
		}
	}
	for range 2 + w.IntN(3) {
		t.books = append(t.books, w.source())
	}
	return t
}

// name is one of the theme's, or one of the whole essay's.
func (w *writer) name(t theme) string {
	if len(w.common) > 0 && w.chance(0.25) {
		return w.pick(w.common)
	}
	return w.pick(t.names)
}

// subject is what a sentence speaks of.
type subject struct {
	names          []string
	thing, quality string
	year           int
}

// sentence is a sentence of the text with what it speaks of.
func (w *writer) sentence(t theme) (string, subject) {
	thing, other := w.pick(w.field.things), w.pick(w.field.things)
	doing, quality := w.pick(w.field.doings), w.pick(w.field.qualities)
	a, b := w.name(t), w.name(t)
	year := 1690 + w.IntN(230)
	type made struct {
		text  string
		names []string
	}
	m := []func() made{
		func() made {
			return made{fmt.Sprintf("The %s at %s %s, and nobody at %s thought it worth a letter", thing, a, doing, b), []string{a, b}}
		},
		func() made {
			return made{fmt.Sprintf("In %d %s asked for a second %s and was given a %s %s instead", year, a, thing, quality, other), []string{a}}
		},
		func() made {
			return made{fmt.Sprintf("What is known of the %s comes from people who had no reason to look at it twice", thing), nil}
		},
		func() made {
			return made{fmt.Sprintf("%s, who had seen the %s %s before, wrote to %s that it %s", a, quality, thing, b, doing), []string{a, b}}
		},
		func() made {
			return made{fmt.Sprintf("It is easy to forget how seldom a %s was mended once it had begun to fail", thing), nil}
		},
		func() made {
			return made{fmt.Sprintf("Between the %s and the %s there was, for some thirty years, an understanding that %s would never put on paper", thing, other, a), []string{a}}
		},
		func() made {
			return made{fmt.Sprintf("The accounts say nothing, though a %s of that size %s in most other towns", thing, doing), nil}
		},
		func() made {
			return made{fmt.Sprintf("By the time %s reached %s the %s %s", a, b, thing, doing), []string{a, b}}
		},
		func() made {
			return made{fmt.Sprintf("“I never saw a %s so %s,” said %s, “and I have seen all there are”", thing, quality, a), []string{a}}
		},
		func() made { return made{fmt.Sprintf("There was no %s, and there never had been one", thing), nil} },
		func() made {
			return made{fmt.Sprintf("It %s, and the winter of %d did the rest", doing, year), nil}
		},
		func() made {
			return made{fmt.Sprintf("Three reasons were given: (1) the %s was too dear, (2) the %s would not bear it, and (3) %s was against it", thing, other, a), []string{a}}
		},
		func() made {
			return made{fmt.Sprintf("Whoever kept the %s kept it for himself [or herself], and at 9:30 on most mornings was not at home", thing), nil}
		},
		func() made {
			return made{fmt.Sprintf("In %s the %s [sic] was still counted as %s in %d", a, thing, quality, year), []string{a}}
		},
	}
	k := w.IntN(len(m))
	if k >= 11 && w.chance(0.6) {
		k = w.IntN(11)
	}
	s := m[k]()
	return s.text, subject{s.names, thing, quality, year}
}

// note is a note to a sentence with the given names. last is the note before
// it in its run, so that it can be “ibid.”; page is what the text says before
// the marker, or 0.
func (w *writer) note(t theme, of subject, hasLast, cited bool, page int) string {
	at := 3 + w.IntN(480)
	if page > 0 {
		at = page
	}
	switch p := w.Float64(); {
	case hasLast && cited && p < 0.10:
		return w.pick([]string{"Ibid.", fmt.Sprintf("Ibid., %d.", at), fmt.Sprintf("Ibid., p. %d.", at)})
	case p < 0.18 && len(w.cited) > 0:
		s := w.cited[w.IntN(len(w.cited))]
		return w.pick([]string{fmt.Sprintf("%s, %d.", surname(s.author), at), fmt.Sprintf("%s, op. cit., p. %d.", surname(s.author), at), fmt.Sprintf("See %s, %d–%d.", surname(s.author), at, at+1+w.IntN(5))})
	case p < 0.36 || page > 0:
		s := t.books[w.IntN(len(t.books))]
		if len(of.names) > 0 && w.chance(0.4) { // the author whom the text has just named
			s.author = of.names[0]
		}
		w.cited = append(w.cited, s)
		return fmt.Sprintf("%s, %s %s, %d.", s.author, s.title, s.rest, at)
	case p < 0.44:
		return w.pick([]string{
			fmt.Sprintf("%s, bundle %d, f. %d.", w.pick(archives), 1+w.IntN(90), at),
			fmt.Sprintf("%s to %s, %d %s, in the %s.", w.person(), w.person(), 1+w.IntN(28), w.pick(list("January|March|May|June|October|November")), w.pick(archives)),
			fmt.Sprintf("See above, p. %d.", at), "The figures are those of the printed return.", "The italics are mine.", "So the manuscript; the printed text has another reading.",
		})
	default:
		return w.remark(t, of)
	}
}

// remark is a note that says more of what the text speaks of, or of something
// else.
func (w *writer) remark(t theme, of subject) string {
	about, thing := w.name(t), w.pick(w.field.things)
	if len(of.names) > 0 && w.chance(0.75) {
		about = w.pick(of.names)
	}
	if of.thing != "" && w.chance(0.7) {
		thing = of.thing
	}
	year := 1690 + w.IntN(230)
	fate := w.pick(list("went to sea|sold up|took orders|died without heirs|was never seen again|took the name of his wife"))
	judged := w.pick(list("damp|much as it was|smaller than expected|not worth the detour|locked|in the hands of strangers"))
	return w.pick([]string{
		fmt.Sprintf("%s is described by a later visitor as “%s, and not improved by the %s.”", about, judged, thing),
		fmt.Sprintf("The family of %s had held it since %d; the last of them %s.", surname(about), year, fate),
		fmt.Sprintf("%s afterwards denied this, in a letter to %s.", surname(about), w.person()),
		fmt.Sprintf("The %s in question was %s in %d, if the rate book can be believed.", thing, judged, year),
		fmt.Sprintf("There were two of that name; the one meant here was probably born at %s.", w.place()),
		fmt.Sprintf("A %s of this kind, %s, is still shown to visitors at %s.", thing, judged, about),
		fmt.Sprintf("I owe this to %s, whose collection I was allowed to use.", w.person()),
		fmt.Sprintf("On the %s generally, and on %s in particular, much has been written since; little of it is of use.", thing, about),
		fmt.Sprintf("%d–%d. %s and %s %s in the same year.", year, year+20+w.IntN(50), surname(about), w.person(), fate),
		fmt.Sprintf("Compare what %s says of the %s, which was then %s.", about, thing, judged),
	})
}
