package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"capaian/infra/contoh"
	"capaian/infra/test/program"
	"capaian/internal/wire"
)

// kills is how often a thing is killed: a few times here, share of CAPAIAN_KILLS when
// that is set.
func kills(t *testing.T, few, share int) int {
	t.Helper()
	v := os.Getenv("CAPAIAN_KILLS")
	if v == "" {
		return few
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatal(err)
	}
	return max(few, n/share)
}

// writer is somebody who enters ever larger figures into one budget row and does not
// give up: each figure is sent under one Idempotency-Key until it is acknowledged.
type writer struct {
	path     string
	baseline int
	acked    int
	etag     string         // If-Match of a figure that was sent and not acknowledged
	refusals map[string]int // what was answered instead, by status and code
}

// office is several writers at a stack that may be killed under them.
type office struct {
	t       *testing.T
	url     func() string
	token   func() string
	writers []*writer
}

// newOffice takes n budget rows of the real year.
func newOffice(t *testing.T, n int, at, token func() string) *office {
	t.Helper()
	o := &office{t: t, url: at, token: token}
	var year struct {
		RealisasiAnggaran []struct{ Kode, Sumber string } `json:"realisasi_anggaran"`
	}
	base := fmt.Sprintf("/v1/opd/%s/tahun/%d", contoh.OPD, contoh.Tahun)
	o.read(base, &year)
	for _, r := range year.RealisasiAnggaran[:n] {
		o.writers = append(o.writers, &writer{path: base + "/realisasi-anggaran/" + r.Kode + "/TW4?sumber=" + url.QueryEscape(r.Sumber), baseline: 1_000_000, refusals: map[string]int{}})
	}
	return o
}

// call is one request; it gives 0 when no answer came.
func (o *office) call(method, path string, header map[string]string, body any) (int, http.Header, []byte) {
	b, err := json.Marshal(body)
	if err != nil {
		return 0, nil, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, o.url()+path, bytes.NewReader(b))
	if err != nil {
		return 0, nil, nil
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+o.token())
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, nil
	}
	answer, err := io.ReadAll(res.Body)
	if errors.Join(err, res.Body.Close()) != nil {
		return 0, nil, nil
	}
	return res.StatusCode, res.Header, answer
}

func (o *office) read(path string, into any) {
	o.t.Helper()
	until(o.t, "GET "+path, func() bool {
		status, _, body := o.call("GET", path, nil, nil)
		return status == http.StatusOK && json.Unmarshal(body, into) == nil
	})
}

// work enters figures until stop is set, and then until the last is acknowledged.
func (o *office) work(stop *atomic.Bool) {
	var wg sync.WaitGroup
	for _, w := range o.writers {
		wg.Go(func() {
			for !stop.Load() && !o.t.Failed() {
				o.enter(w)
			}
		})
	}
	wg.Wait()
}

func (o *office) enter(w *writer) {
	if w.etag == "" && !o.persist(w, func() (int, []byte) {
		status, header, body := o.call("GET", w.path, nil, nil)
		w.etag = header.Get("ETag")
		return status, body
	}) {
		return
	}
	o.persist(w, func() (int, []byte) { return o.put(w) })
}

// put sends the next figure; the same one in the same words until it is acknowledged.
func (o *office) put(w *writer) (int, []byte) {
	n := max(w.acked, w.baseline) + 1
	status, _, body := o.call("PUT", w.path, map[string]string{"If-Match": w.etag, "Idempotency-Key": fmt.Sprintf("%s-%d", w.path, n)},
		map[string]string{"nilai": fmt.Sprint(n)})
	if status == http.StatusOK {
		w.acked, w.etag = n, ""
	}
	return status, body
}

// persist repeats a request until it succeeds, and looks at each refusal: it must be one
// that is worth repeating, and say so in a way that programs and people understand.
func (o *office) persist(w *writer, send func() (int, []byte)) bool {
	for range 2000 {
		status, body := send()
		if status == http.StatusOK {
			return true
		}
		var problem struct{ Code, Detail, Message string }
		if status != 0 && json.Unmarshal(body, &problem) != nil {
			o.t.Errorf("%s: got %d %q, want a problem", w.path, status, body)
			return false
		}
		if status != 0 && status < 500 {
			o.t.Errorf("%s: got %d %s, want it acknowledged once it can be", w.path, status, body)
			return false
		}
		w.refusals[fmt.Sprintf("%d %s", status, problem.Code+problem.Message)]++
		time.Sleep(20 * time.Millisecond)
	}
	o.t.Errorf("%s: never acknowledged: %v", w.path, w.refusals)
	return false
}

// settle checks that every acknowledged figure is there, once, that the audit chain is
// whole, and that the results become those of the data.
func (o *office) settle(before int64) {
	o.t.Helper()
	want := 0
	for _, w := range o.writers {
		var got struct{ Nilai string }
		o.read(w.path, &got)
		if w.acked == 0 {
			o.t.Errorf("%s: nothing was acknowledged", w.path)
		} else if got.Nilai != fmt.Sprint(w.acked) {
			o.t.Errorf("%s: got %s, want the acknowledged %d", w.path, got.Nilai, w.acked)
		}
		want += max(w.acked-w.baseline, 0)
	}
	base := fmt.Sprintf("/v1/opd/%s/tahun/%d", contoh.OPD, contoh.Tahun)
	var chain struct {
		Utuh   bool
		Banyak int64
		Galat  string
	}
	o.read(base+"/audit?periksa=1", &chain)
	if !chain.Utuh || chain.Banyak != before+int64(want) {
		o.t.Errorf("audit chain: got whole %v %s, %d entries, want %d of before and one for each of %d figures", chain.Utuh, chain.Galat, chain.Banyak, before, want)
	}
	var c wire.Capaian
	until(o.t, "fresh results", func() bool {
		c = wire.Capaian{}
		status, _, body := o.call("GET", base+"/capaian?periode=TW4", nil, nil)
		return status == http.StatusOK && json.Unmarshal(body, &c) == nil && c.Segar && c.Galat == ""
	})
	var leaves int
	for _, a := range c.Anggaran {
		for _, w := range o.writers {
			if strings.Contains(w.path, "/"+a.Kode+"/") && a.Realisasi != nil && *a.Realisasi == fmt.Sprint(w.acked)+".00" {
				leaves++
			}
		}
	}
	if leaves < len(o.writers) {
		o.t.Errorf("results: got %d of the %d last figures", leaves, len(o.writers))
	}
	for _, w := range o.writers {
		o.t.Logf("%s: %d figures acknowledged, refused %v", w.path, w.acked-w.baseline, w.refusals)
	}
}

// entries is how long the chain of the real year is.
func (o *office) entries() int64 {
	o.t.Helper()
	var chain struct{ Banyak int64 }
	o.read(fmt.Sprintf("/v1/opd/%s/tahun/%d/audit?periksa=1", contoh.OPD, contoh.Tahun), &chain)
	return chain.Banyak
}

func (w *world) office(t *testing.T, n int) *office {
	return newOffice(t, n, func() string { return w.s.url }, func() string { return w.token(t, contoh.Verifikator) })
}

// Functions that are killed in the middle of commands and of recalculations lose
// nothing that was acknowledged, and nothing takes effect twice.
func TestKilledFunctionsLoseNothing(t *testing.T) {
	w := stackWithSamples(t)
	o := w.office(t, 3)
	before := o.entries()
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		o.work(&stop)
		close(done)
	}()
	killed := 0
	for n := 0; n < 100_000 && killed < kills(t, 30, 2); n++ {
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
		for _, name := range []string{"api", "recalc"} {
			for _, pid := range w.s.function(name).pids() {
				if rand.IntN(2) == 0 && syscall.Kill(pid, syscall.SIGKILL) == nil {
					killed++
				}
			}
		}
	}
	stop.Store(true)
	<-done
	t.Logf("%d kills", killed)
	o.settle(before)
}

// DynamoDB Local that is ended and started again on what it left: the functions say
// that they cannot reach the table, and go on when they can. It is ended by SIGTERM: after
// SIGKILL it has itself forgotten the last transaction that it answered, now and then.
func TestKilledTableLosesNothing(t *testing.T) {
	data := t.TempDir()
	opt := testOptions(data)
	opt.memory = false
	w := ownStack(t, opt)
	o := w.office(t, 3)
	before := o.entries()
	s := w.s
	u, err := url.Parse(s.endpoints.dynamodb)
	if err != nil {
		t.Fatal(err)
	}
	port, _ := strconv.Atoi(u.Port())
	for range kills(t, 3, 50) {
		var stop atomic.Bool
		done := make(chan struct{})
		go func() {
			o.work(&stop)
			close(done)
		}()
		time.Sleep(time.Duration(300+rand.IntN(700)) * time.Millisecond)
		if err := s.stops[0](); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second) // longer than the functions try by themselves
		if _, s.stops[0], err = program.DynamoDBAt(filepath.Join(data, "dynamodb"), port); err != nil {
			t.Fatal(err)
		}
		stop.Store(true)
		<-done
	}
	o.settle(before)
	refused := 0
	for _, w := range o.writers {
		for _, n := range w.refusals {
			refused += n
		}
	}
	if refused == 0 {
		t.Error("nobody was refused: the kills came too early to show anything")
	}
}

// asOwnStack makes this test's program a stack on the folder that it names, to be killed.
const asOwnStack = "CAPAIAN_UJI_TUMPUKAN"

func asStack() (code int, ok bool) {
	data := os.Getenv(asOwnStack)
	if data == "" {
		return 0, false
	}
	opt := testOptions(data)
	opt.memory, opt.programs, opt.log = false, os.Getenv(builtPrograms), slog.New(slog.NewTextHandler(os.Stderr, nil))
	s, err := open(context.Background(), opt)
	if err == nil {
		err = s.load(context.Background())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1, true
	}
	fmt.Println(s.url)
	_, _ = io.Copy(io.Discard, os.Stdin) // until it is killed
	return 0, true
}

// The whole stack, its poller in the middle of a batch and its table included, is
// killed and started on what it left.
func TestKilledStackLosesNothing(t *testing.T) {
	data := t.TempDir()
	var at atomic.Value // URL
	var token atomic.Value
	start := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), asOwnStack+"="+data)
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = in.Close() })
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		cmd.Stderr = &said
		dieWithParent(cmd)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatalf("the stack did not say where it listens: %v: %s", err, said.String())
		}
		at.Store(strings.TrimSpace(line))
		return cmd
	}
	sign := func(o *office) {
		status, _, body := o.call("POST", "/dev/token", nil, map[string]string{"orang": contoh.Verifikator})
		var tok struct{ Token string }
		if status != http.StatusOK || json.Unmarshal(body, &tok) != nil {
			t.Fatalf("token: got %d %s", status, body)
		}
		token.Store(tok.Token)
	}
	token.Store("")
	cmd := start()
	o := &office{t: t, url: func() string { return at.Load().(string) }, token: func() string { return token.Load().(string) }}
	sign(o)
	o.writers = newOffice(t, 3, o.url, o.token).writers
	before := o.entries()
	for range kills(t, 2, 100) {
		var stop atomic.Bool
		done := make(chan struct{})
		go func() {
			for !stop.Load() { // what is refused because the stack is gone is tried at the next
				o.enterUntil(&stop)
			}
			close(done)
		}()
		time.Sleep(time.Duration(300+rand.IntN(1200)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		stop.Store(true)
		<-done
		cmd = start()
		sign(o)
		o.finish()
	}
	o.settle(before)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// enterUntil has every writer enter figures until the stack is gone; the figure that was
// not acknowledged then stays open.
func (o *office) enterUntil(stop *atomic.Bool) {
	var wg sync.WaitGroup
	for _, w := range o.writers {
		wg.Go(func() {
			for !stop.Load() {
				if w.etag == "" {
					status, header, _ := o.call("GET", w.path, nil, nil)
					if status != http.StatusOK {
						return
					}
					w.etag = header.Get("ETag")
				}
				if status, _ := o.put(w); status != http.StatusOK {
					return
				}
			}
		})
	}
	wg.Wait()
}

// finish sends again what was not acknowledged. It may have taken effect already; the
// same key then answers the same.
func (o *office) finish() {
	o.t.Helper()
	for _, w := range o.writers {
		o.enter(w)
	}
}

// A table that is full refuses what it cannot keep, in words that say so, and goes on
// once there is room.
func TestFullDiskLosesNothing(t *testing.T) {
	folder, inside := program.SmallDisk(t, 96<<20)
	if !inside {
		return // it was done in a process of its own
	}
	opt := testOptions(t.TempDir())
	opt.memory = false
	// The table alone lies on the small disk.
	if err := os.Symlink(folder, filepath.Join(opt.data, "dynamodb")); err != nil {
		t.Fatal(err)
	}
	w := ownStack(t, opt)
	o := w.office(t, 2)
	before := o.entries()
	ballast := program.Fill(t, folder)
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		o.work(&stop)
		close(done)
	}()
	time.Sleep(3 * time.Second) // people try in vain
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	stop.Store(true)
	<-done
	o.settle(before)
}
