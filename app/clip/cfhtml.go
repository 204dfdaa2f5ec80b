package clip

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/ibid-editor/ibid/editor/lazyregexp"
)

// Windows has HTML under the name “HTML Format”: a head that gives the places of
// the page and of the fragment in it as offsets in bytes, then the page in
// UTF-8 with two comments around the fragment.

const (
	cfHead = "Version:0.9\r\nStartHTML:%010d\r\nEndHTML:%010d\r\nStartFragment:%010d\r\nEndFragment:%010d\r\n"
	cfOpen = "<html><head><meta charset=\"utf-8\"></head><body>\r\n<!--StartFragment-->"
	cfEnd  = "<!--EndFragment-->\r\n</body></html>"
)

// toCFHTML frames a piece of HTML as Windows has it.
func toCFHTML(piece []byte) []byte {
	start := len(fmt.Sprintf(cfHead, 0, 0, 0, 0))
	from := start + len(cfOpen)
	to := from + len(piece)
	var b bytes.Buffer
	fmt.Fprintf(&b, cfHead, start, to+len(cfEnd), from, to)
	b.WriteString(cfOpen)
	b.Write(piece)
	b.WriteString(cfEnd)
	return b.Bytes()
}

var cfOffset = lazyregexp.New(`(?m)^(StartHTML|EndHTML|StartFragment):\s*(-?\d+)\r?$`)

// fromCFHTML takes the head away. A page with a head that does not fit it is
// returned from its first tag on.
func fromCFHTML(data []byte) []byte {
	data = bytes.TrimRight(data, "\x00")
	first := max(0, bytes.IndexByte(data, '<'))
	at := map[string]int{}
	for _, m := range cfOffset.FindAllSubmatch(data[:first], -1) {
		n, err := strconv.Atoi(string(m[2]))
		if err != nil {
			n = -1
		}
		at[string(m[1])] = n
	}
	if start, end := at["StartHTML"], at["EndHTML"]; start >= first && start < end && end <= len(data) {
		return data[start:end]
	}
	return data[first:]
}
