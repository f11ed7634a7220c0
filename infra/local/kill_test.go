package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"capaian/infra/contoh"
)

// mesinUji makes this test binary a machine, to be killed.
const mesinUji = "CAPAIAN_UJI_MESIN"

func TestMain(m *testing.M) {
	if os.Getenv(mesinUji) != "" {
		if err := command(context.Background(), []string{"run"}); err != nil {
			fmt.Fprintln(os.Stderr, explain(err))
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// kills is how often the whole machine is killed: a few times here, for package
// embedded kills the store itself two hundred times; a fiftieth of CAPAIAN_KILLS.
func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("CAPAIAN_KILLS"))
	if os.Getenv("CAPAIAN_KILLS") != "" && err != nil {
		t.Fatal(err)
	}
	return max(4, n/50)
}

// anak is a machine in a process of its own.
type anak struct {
	cmd *exec.Cmd
	url string
}

func startAnak(t *testing.T, data string) *anak {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), mesinUji+"=1", "CAPAIAN_DATA="+data, "CAPAIAN_ADDR=127.0.0.1:0", "CAPAIAN_URL=")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the machine did not say where it listens: %v", err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return &anak{cmd, strings.Fields(strings.TrimPrefix(line, "Capaian:"))[0]}
}

func (a *anak) kill() {
	_ = a.cmd.Process.Kill()
	_ = a.cmd.Wait()
}

// TestKilledMachineLosesNothing kills the whole machine while people save. After each
// start every acknowledged figure is there, the audit chain is whole, and the results
// are those of the data.
func TestKilledMachineLosesNothing(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	data := t.TempDir()
	acked := map[string]int{} // path → the last figure that was acknowledged
	sent := map[string]int{}  // path → the last figure that was sent
	var paths []string
	for round := range kills(t) + 1 {
		a := startAnak(t, data)
		h := &harness{t: t, url: a.url, tokens: map[string]string{}}
		h.until("healthz", func() bool {
			res, err := http.Get(a.url + "/healthz")
			if err != nil {
				return false
			}
			res.Body.Close()
			return res.StatusCode == http.StatusOK
		})
		if paths == nil {
			paths = h.barisUji()
		}
		for path, n := range acked {
			var got struct{ Nilai string }
			h.read("verifikator-dinsos", path, &got)
			if v, _ := strconv.Atoi(got.Nilai); v < n || v > sent[path] {
				t.Errorf("round %d, %s: got %s, acknowledged was %d, sent %d", round, path, got.Nilai, n, sent[path])
			}
		}
		var v struct {
			Utuh  bool
			Galat string
		}
		h.read("inspektorat-trenggalek", alamatTahun(contoh.OPD, contoh.Tahun)+"/audit?periksa=1", &v)
		if !v.Utuh {
			t.Errorf("round %d: audit chain: %s", round, v.Galat)
		}
		h.samakan("inspektorat-trenggalek", contoh.OPD, contoh.Tahun, 4)
		if round == kills(t) {
			a.kill()
			break
		}
		h.token("verifikator-dinsos")
		stop := time.AfterFunc(time.Duration(20+r.IntN(400))*time.Millisecond, a.kill)
		var mu sync.Mutex
		var wg sync.WaitGroup
		for n := range 4 {
			wg.Go(func() { h.simpanSampaiMati(paths[n*3:n*3+3], &mu, acked, sent) })
		}
		wg.Wait()
		stop.Stop()
	}
	if len(acked) == 0 {
		t.Error("nothing was acknowledged: the kills came too early to show anything")
	}
}

func (h *harness) barisUji() []string {
	h.t.Helper()
	var year struct {
		RealisasiAnggaran []struct{ Kode, Sumber string } `json:"realisasi_anggaran"`
	}
	h.read("verifikator-dinsos", alamatTahun(contoh.OPD, contoh.Tahun), &year)
	var out []string
	for _, r := range year.RealisasiAnggaran[:12] {
		out = append(out, fmt.Sprintf("%s/realisasi-anggaran/%s/TW4?sumber=%s", alamatTahun(contoh.OPD, contoh.Tahun), r.Kode, r.Sumber))
	}
	return out
}

// simpanSampaiMati saves ever larger figures until the machine does not answer.
func (h *harness) simpanSampaiMati(paths []string, mu *sync.Mutex, acked, sent map[string]int) {
	for i := 0; ; i++ {
		path := paths[i%len(paths)]
		etag, ok := h.coba("GET", path, "", nil)
		if !ok {
			return
		}
		mu.Lock()
		n := max(sent[path], acked[path], 1_000_000) + 1
		sent[path] = n
		mu.Unlock()
		if _, ok := h.coba("PUT", path, etag, map[string]any{"nilai": fmt.Sprint(n), "penjelasan": alasan}); !ok {
			return
		}
		mu.Lock()
		acked[path] = n
		mu.Unlock()
	}
}

// coba is one request that may meet a dead machine.
func (h *harness) coba(method, path, etag string, body any) (string, bool) {
	b, err := json.Marshal(body)
	if err != nil {
		return "", false
	}
	req, err := http.NewRequest(method, h.url+path, strings.NewReader(string(b)))
	if err != nil {
		return "", false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+h.tokens["verifikator-dinsos"])
	if etag != "" {
		req.Header.Set("If-Match", etag)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", false
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
		return "", false
	}
	return res.Header.Get("ETag"), true
}
