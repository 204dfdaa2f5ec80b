package clip

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os/exec"
	"sync"
	"time"
)

// Native is the pasteboard of a Mac.
func Native(bool) Board { return &macBoard{} }

// macBoard is a store that is reached through osascript, which each Mac has,
// instead of through cgo. What is offered is put there in all its types at once,
// on a goroutine of its own, and reading waits until that is done.
type macBoard struct{ mu sync.Mutex }

// The scripts take and give JSON: pairs of a type's name and bytes in base64.
const (
	macPut = `ObjC.import('AppKit');
function run() {
  const input = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
  const items = JSON.parse($.NSString.alloc.initWithDataEncoding(input, $.NSUTF8StringEncoding).js);
  const board = $.NSPasteboard.generalPasteboard;
  board.clearContents;
  for (const [type, data] of items)
    board.setDataForType($.NSData.alloc.initWithBase64EncodedStringOptions(data, 0), type);
}`
	macGet = `ObjC.import('AppKit');
function run(types) {
  const board = $.NSPasteboard.generalPasteboard;
  for (const type of types) {
    const data = board.dataForType(type);
    if (!data.isNil()) return JSON.stringify([type, data.base64EncodedStringWithOptions(0).js]);
  }
  return '';
}`
)

// patience is how long the script may take.
const patience = 20 * time.Second

func macName(kind string) string {
	switch kind {
	case Text:
		return "public.utf8-plain-text"
	case HTML:
		return "public.html"
	case PNG:
		return "public.png"
	}
	return "io.github.ibid-editor.piece"
}

func script(ctx context.Context, input []byte, source string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c := exec.CommandContext(ctx, "osascript", append([]string{"-l", "JavaScript", "-e", source}, args...)...)
	c.Stdin = bytes.NewReader(input)
	out, err := c.Output()
	if ctx.Err() != nil {
		return nil, errSilent
	}
	return out, err
}

func (m *macBoard) Offer(flavours ...Flavour) error {
	m.mu.Lock()
	go func() {
		defer m.mu.Unlock()
		var items [][2]string
		for _, f := range flavours {
			if data := f.Data(); data != nil {
				items = append(items, [2]string{macName(f.Type), base64.StdEncoding.EncodeToString(data)})
			}
		}
		if input, err := json.Marshal(items); err == nil {
			// Nobody is there to be told of a failure: the pasteboard then holds
			// what it held before.
			_, _ = script(context.Background(), input, macPut)
		}
	}()
	return nil
}

func (m *macBoard) Read(ctx context.Context, wanted ...string) (string, []byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var types []string
	kinds := map[string]string{}
	for _, k := range wanted {
		types = append(types, macName(k))
		kinds[macName(k)] = k
	}
	out, err := script(ctx, nil, macGet, types...)
	if out = bytes.TrimSpace(out); err != nil || len(out) == 0 {
		return "", nil, err
	}
	var found [2]string
	if err := json.Unmarshal(out, &found); err != nil {
		return "", nil, errors.New("the clipboard gives something that cannot be read: copy once more")
	}
	if base64.StdEncoding.DecodedLen(len(found[1])) > Limit {
		return "", nil, errLarge
	}
	data, err := base64.StdEncoding.DecodeString(found[1])
	return kinds[found[0]], data, err
}

// Close waits until what was offered is stored.
func (m *macBoard) Close() {
	m.mu.Lock()
	defer m.mu.Unlock()
}
