package doctor

import (
	"strings"
	"unicode"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/doctor/typed"
)

// chrome says of each block what part of a web page it is, or "" for what may
// be the author's.
type chrome []string

// The parts of web pages that are no part of an essay.
const (
	commentForm = "the web page's comment form"
	comments    = "the comments of the web page's readers"
	sharing     = "the web page's share buttons"
	related     = "the web page's links to other pages"
	navigation  = "the web page's navigation"
	consent     = "the web page's notice on cookies or privacy"
	login       = "the web page's login or subscription form"
	advertising = "an advertisement on the web page"
)

// surePhrases are lines, or starts of short lines, that no author writes as a
// paragraph. A phrase that ends in “$” must be the whole line.
var surePhrases = []struct{ part, phrases string }{
	{commentForm, "leave a reply|leave a comment|post a comment$|add a comment$|write a comment|join the conversation$|" +
		"your email address will not be published|required fields are marked|fill in your details below|" +
		"you are commenting using your|log out / change|connecting to %s|notify me of |save my name, email|" +
		"post comment$|cancel reply|you must be logged in to|this site uses akismet|learn how your comment data|" +
		"wordpress.com logo$|twitter picture$|facebook photo$|google+ photo$|google photo$|enter your comment here|" +
		"comments are closed|comments feed|submit comment$|please enter your comment|please enter your name"},
	{sharing, "share this:|share this$|share this post|share this article|share on |click to share|click to email|click to print|tweet this|pin it$|" +
		"like this:|like loading|be the first to like this|like this$|copy link$|share via|email a link to a friend|follow us on |follow me on "},
	{related, "related posts|related articles|related stories|related content|you might also like|you may also like|recommended for you|recommended reading$|" +
		"more from |older post|newer post|previous post|next post|older posts$|newer posts$|read next|most popular$|most read$|recent posts$|recent comments$|trending now$|post navigation$|← |continue reading"},
	{navigation, "skip to content|skip to main|skip to navigation|toggle navigation|main menu$|primary menu|menu$|search for:|search this site|posted in |filed under|bookmark the permalink|" +
		"back to top|just another wordpress|proudly powered by|powered by wordpress|blog at wordpress|create a free website or blog|theme: |view all posts by|you are here:|jump to navigation|site map$|breadcrumb"},
	{consent, "we use cookies|this website uses cookies|this site uses cookies|by continuing to use this website|by using this site, you agree|accept all cookies|accept cookies|accept all$|reject all$|cookie settings|cookie policy|manage cookies|privacy & cookies|to find out more, including how to control cookies|close and accept|manage preferences$|your privacy choices"},
	{login, "log in$|log in |sign in$|sign in |sign up$|sign up for |register$|forgot your password|forgot password|create an account|already have an account|subscribe to |subscribe now|subscribe$|enter your email|join our mailing list|get new posts|already have a wordpress.com account|remember me$"},
	{advertising, "advertisement$|advertisements$|report this ad|sponsored content$|sponsored$|privacy settings$"},
}

// weakLines are lines that are parts of a web page only beside another part.
var weakLines = "|share|tweet|email|e-mail|print|more|home|about|about me|about us|contact|contact us|blog|archives|archive|categories|tags|search|name|name *|email *|website|" +
	"comment|comment *|comments|reply|facebook|twitter|x|linkedin|reddit|pinterest|tumblr|whatsapp|telegram|pocket|mastodon|google+|instagram|youtube|rss|like|likes|follow|following|followers|" +
	"related|previous|next|loading...|loading…|submit|send|cancel|close|edit|permalink|uncategorized|privacy policy|privacy|terms of service|terms|terms of use|cookies|help|login|logout|my account|cart|shop|store|news|skip|accept|decline|ok|" +
	"published by|all rights reserved|newsletter|support|donate|faq|legal|imprint|"

const quotedPunctuation = "“”\"'‘’«»· \u00a0\t:>|*"

// findChrome finds the parts of a web page in a text: lines that only web
// pages hold, and the short lines among them.
func findChrome(blocks []*doc.Block, texts []string) chrome {
	page := make(chrome, len(blocks))
	any, readers := false, false
	for i, s := range texts {
		if len(s) < 400 && blocks[i].Kind != doc.Code && len(typed.Marks(s, typed.Bracket, typed.Raised)) == 0 {
			page[i] = part(s)
			any = any || page[i] != ""
			readers = readers || page[i] == comments
		}
	}
	for i, s := range texts {
		if readers && page[i] == "" && readerSays(s) {
			page[i] = comments
		}
	}
	if any {
		page.spread(texts)
	}
	return page
}

// part is the part of a web page that a line belongs to for sure, or "".
func part(s string) string {
	line := plainLine(s)
	words := len(strings.Fields(line))
	for _, p := range surePhrases {
		for phrase := range strings.SplitSeq(p.phrases, "|") {
			limit := 14
			if p.part == consent || p.part == commentForm {
				limit = 45
			}
			if whole, ok := strings.CutSuffix(phrase, "$"); ok {
				if line == whole {
					return p.part
				}
			} else if words <= limit && strings.HasPrefix(line, phrase) && (limit == 45 || !reads(line, phrase, words)) {
				return p.part
			}
		}
	}
	if words <= 8 && commentCount(line) {
		return comments
	}
	return ""
}

// readerSays reads “Ada Ashby says:”, which stands above a reader's comment.
func readerSays(s string) bool {
	line := plainLine(s)
	return len(strings.Fields(line)) <= 6 && (strings.HasSuffix(line, " says") || strings.HasSuffix(line, " said")) && strings.HasSuffix(strings.TrimSpace(s), ":")
}

// reads reports whether a line that starts with a short phrase goes on as a
// sentence of the author's may.
func reads(line, phrase string, words int) bool {
	return len(phrase) < 16 && words > 3 && strings.HasSuffix(line, ".")
}

// plainLine is a line in small letters, with one blank between words and no
// marks around it.
func plainLine(s string) string {
	return strings.ToLower(strings.Trim(strings.Join(strings.Fields(s), " "), quotedPunctuation))
}

// commentCount reads “12 comments”, “3 responses to …” and “One thought on …”.
func commentCount(line string) bool {
	first, rest, _ := strings.Cut(line, " ")
	if first != "one" && first != "no" && strings.Trim(first, "0123456789") != "" {
		return false
	}
	what, _, _ := strings.Cut(rest, " ")
	switch what {
	case "comment", "comments", "response", "responses", "reply", "replies":
		return rest == what || strings.HasPrefix(rest, what+" to ") || strings.HasPrefix(rest, what+" on ")
	case "thought", "thoughts":
		return strings.HasPrefix(rest, what+" on ")
	}
	return false
}

// spread takes in what stands among the parts of the page: known short lines
// beside them, and, between two of them or after the last to the end of the
// text, short lines that are no sentences.
func (page chrome) spread(texts []string) {
	for i := 1; i < len(page); i++ {
		if page[i] == "" && page[i-1] != "" && isWeak(texts[i]) {
			page[i] = page[i-1]
		}
	}
	for i := len(page) - 2; i >= 0; i-- {
		if page[i] == "" && page[i+1] != "" && isWeak(texts[i]) {
			page[i] = page[i+1]
		}
	}
	start := firstProse(texts)
	last := -1
	for i := range page {
		if page[i] == "" {
			continue
		}
		if gap := i - last - 1; last >= 0 && gap > 0 && i > start && gap <= 3 && page.scraps(texts, last+1, i) {
			for k := last + 1; k < i; k++ {
				page[k] = page[last]
			}
		}
		last = i
	}
	if last >= start && len(page)-last <= 30 && page.scraps(texts, last+1, len(page)) {
		for k := last + 1; k < len(page); k++ {
			page[k] = page[last]
		}
	}
}

func isWeak(s string) bool {
	return len(s) < 40 && strings.Contains(weakLines, "|"+plainLine(s)+"|")
}

// firstProse is the first block that is a sentence of some length. Before it
// stand titles, which must not be taken for scraps.
func firstProse(texts []string) int {
	for i, s := range texts {
		if len(s) > 80 && strings.ContainsAny(s, ".!?") {
			return i
		}
	}
	return len(texts)
}

// scraps reports whether the blocks are what stands among a page's parts:
// short, no sentences, without a note's label or a marker; or a reader's
// comment between two other parts of the comments.
func (page chrome) scraps(texts []string, from, to int) bool {
	readers := from > 0 && page[from-1] == comments && to < len(page) && (page[to] == comments || page[to] == commentForm)
	for _, s := range texts[from:to] {
		if _, n := typed.Lead(s); n > 0 || len(typed.Marks(s[:min(len(s), 2000)], typed.Bracket, typed.Raised)) > 0 {
			return false
		}
		if readers && len(s) < 1500 {
			continue
		}
		trimmed := strings.TrimRightFunc(s, unicode.IsSpace)
		if len(strings.Fields(s)) > 10 || strings.HasSuffix(trimmed, ".") || strings.HasSuffix(trimmed, "”") {
			return false
		}
	}
	return true
}

// dropPage leaves out the parts of the page and of the book's frame.
func (f *findings) dropPage() {
	for i := 0; i < len(f.page); {
		if f.page[i] == "" || f.gone[i] {
			i++
			continue
		}
		end := i
		for end+1 < len(f.page) && f.page[end+1] == f.page[i] && !f.gone[end+1] {
			end++
		}
		f.drop(i, end, f.page[i])
		i = end + 1
	}
}
