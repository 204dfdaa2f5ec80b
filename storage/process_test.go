package storage

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/ibid-editor/ibid/editor/doc"
	"github.com/ibid-editor/ibid/editor/essay"
)

// In a process that has this variable, which names a library, the tests do
// nothing but save to that library without end.
const saverVariable = "IBID_TEST_SAVE_TO"

func TestMain(m *testing.M) {
	if path := os.Getenv(saverVariable); path != "" {
		if err := saveWithoutEnd(path); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// step is the essay after n savings.
func step(n int) *essay.Essay {
	var blocks []*doc.Block
	for i := range 30 {
		blocks = append(blocks, doc.NewBlock(doc.Paragraph, 0, doc.Span{Text: fmt.Sprintf("Paragraph %d was written %d times. ", i, (n+29-i)/30)}))
		if i == n%30 {
			blocks = append(blocks, doc.NewBlock(doc.Quote, 1, doc.Span{Text: strings.Repeat("quay ", n%700)}))
		}
	}
	return essay.New(doc.New(blocks...), &essay.Note{ID: essay.NoteID(fmt.Sprint("n", n%7)), Text: doc.FromText(fmt.Sprint("note ", n))})
}

// saveWithoutEnd goes on from the step that the library is at, and says which
// are saved.
func saveWithoutEnd(path string) error {
	l, err := Open(path)
	if err != nil {
		return err
	}
	n, id, err := savedStep(l)
	for err == nil {
		fmt.Printf("ACK %d\n", n)
		n++
		err = l.Save(id, step(n))
	}
	return err
}

// savedStep finds the step that the only essay is at; its note tells.
func savedStep(l *Library) (int, EssayID, error) {
	list, err := l.List()
	if err != nil {
		return 0, 0, err
	}
	if len(list) == 0 {
		id, err := l.Create(step(0))
		return 0, id, err
	}
	e, err := l.Load(list[0].ID)
	if err != nil {
		return 0, 0, err
	}
	for note := range e.Notes() {
		n, err := strconv.Atoi(strings.TrimPrefix(note.Text.String(), "note "))
		if err == nil && !e.Equal(step(n)) {
			err = fmt.Errorf("the essay is not as step %d left it", n)
		}
		return n, list[0].ID, err
	}
	return 0, 0, fmt.Errorf("the essay has no note")
}

// saver is a process that saves without end.
type saver struct {
	cmd *exec.Cmd
	out *bufio.Scanner
}

func startSaver(t *testing.T, path string) *saver {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), saverVariable+"="+path)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it may have ended
	return &saver{cmd, bufio.NewScanner(out)}
}

// ack waits for n acknowledgements and returns the last step's number.
func (s *saver) ack(t *testing.T, n int) int {
	t.Helper()
	last := -1
	for range n {
		if !s.out.Scan() {
			t.Fatalf("the saving process ended: %v", s.out.Err())
		}
		k, ok := strings.CutPrefix(s.out.Text(), "ACK ")
		if !ok {
			t.Fatalf("the saving process says: %s", s.out.Text())
		}
		var err error
		last, err = strconv.Atoi(k)
		must(t, err)
	}
	return last
}

// kill ends the process at once and returns the last step it acknowledged, or
// last.
func (s *saver) kill(t *testing.T, last int) int {
	t.Helper()
	must(t, s.cmd.Process.Kill())
	for s.out.Scan() {
		if k, err := strconv.Atoi(strings.TrimPrefix(s.out.Text(), "ACK ")); err == nil {
			last = k
		}
	}
	_ = s.cmd.Wait() // its status is that it was killed
	return last
}

func TestKilledProcessLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.ibid")
	r := rand.New(rand.NewPCG(3, 3))
	for range 12 {
		s := startSaver(t, path)
		last := s.kill(t, s.ack(t, 1+r.IntN(60)))
		l, err := Open(path)
		must(t, err)
		at, _, err := savedStep(l)
		must(t, err)
		if at != last && at != last+1 {
			t.Fatalf("step %d was acknowledged, the library is at %d", last, at)
		}
		checkFile(t, l)
		checkPast(t, l, at)
		must(t, l.Close())
	}
}

// checkPast holds that from a step, undo leads back over all steps before it.
func checkPast(t *testing.T, l *Library, at int) {
	t.Helper()
	list, err := l.List()
	must(t, err)
	h, err := l.Past(list[0].ID)
	must(t, err)
	n := 0
	for steps := h.Done; steps.Holds(); steps = steps.Below {
		n++
		if !steps.Before.Equal(step(at - n)) {
			t.Fatalf("%d steps before step %d the essay is %q", n, at, steps.Before.Body())
		}
	}
	if n != min(at, recallMax) {
		t.Fatalf("%d steps can be undone from step %d", n, at)
	}
}

// Opening a library twice in one process is refused, and does not end the lock
// that keeps others out.
func TestSecondOpeningIsRefused(t *testing.T) {
	l := openTemp(t)
	if again, err := Open(l.path); err == nil {
		again.Close()
		t.Fatal("a library was opened twice")
	}
	s := startSaver(t, l.path)
	if !s.out.Scan() || !strings.Contains(s.out.Text(), "open in another") {
		t.Errorf("another process is not refused: %s", s.out.Text())
	}
	s.kill(t, 0)
	must(t, l.Close())
	again, err := Open(l.path)
	must(t, err)
	must(t, again.Close())
}

func TestSecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.ibid")
	s := startSaver(t, path)
	s.ack(t, 1)
	l, err := Open(path)
	if err == nil {
		l.Close()
		t.Fatal("a library that is open in another process was opened")
	}
	if !strings.Contains(err.Error(), "open in another") || !strings.Contains(err.Error(), path) {
		t.Errorf("the refusal says %q", err)
	}
	s.kill(t, 0)
	l, err = Open(path)
	if err != nil {
		t.Fatalf("after the other process was killed: %v", err)
	}
	must(t, l.Close())
}
