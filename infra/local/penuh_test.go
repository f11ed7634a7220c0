package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"testing"

	"capaian/infra/contoh"
	"capaian/infra/test/program"
	"capaian/internal/fault"
)

// A full disk refuses in words that say so what cannot be kept, loses nothing that was
// acknowledged, and no start is needed once there is room.
func TestFullDiskLosesNothing(t *testing.T) {
	folder, inside := program.SmallDisk(t, 64<<20)
	if !inside {
		return // it was done in a process of its own
	}
	h := startMachineIn(t, folder, seed(t))
	paths := h.barisUji()
	var chain struct {
		Utuh   bool
		Banyak int64
		Galat  string
	}
	audit := alamatTahun(contoh.OPD, contoh.Tahun) + "/audit?periksa=1"
	h.read("inspektorat-trenggalek", audit, &chain)
	before := chain.Banyak
	acked := map[string]int{}
	n := 1_000_000
	save := func() (int, []byte) {
		n++
		path := paths[n%len(paths)]
		_, header, _ := h.exchange("verifikator-dinsos", "GET", path, nil, nil)
		status, body := h.send("verifikator-dinsos", "PUT", path, map[string]string{"If-Match": header.Get("ETag")}, map[string]any{"nilai": fmt.Sprint(n), "penjelasan": alasan})
		if status == http.StatusOK {
			acked[path] = n
			before++
		}
		return status, body
	}
	if status, body := save(); status != http.StatusOK {
		t.Fatalf("before: got %d %s", status, body)
	}
	ballast := program.Fill(t, folder)
	refused := 0
	for i := 0; i < 20_000 && refused < 5; i++ {
		status, body := save()
		if status == http.StatusOK { // there was room inside the file
			continue
		}
		refused++
		var p struct{ Code, Detail string }
		if err := json.Unmarshal(body, &p); err != nil || status != http.StatusServiceUnavailable || p.Code != string(fault.ReadOnly) || p.Detail == "" {
			t.Fatalf("full: got %d %s, want 503 %s", status, body, fault.ReadOnly)
		}
	}
	if refused == 0 {
		t.Fatal("the disk never was full")
	}
	if status, _ := h.get("verifikator-dinsos", alamatTahun(contoh.OPD, contoh.Tahun)+"/capaian"); status != http.StatusOK {
		t.Errorf("reading from a full disk: got %d, want 200", status)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	for range len(paths) {
		if status, body := save(); status != http.StatusOK {
			t.Errorf("with room again: got %d %s", status, body)
		}
	}
	for path, want := range acked {
		var got struct{ Nilai string }
		if h.read("verifikator-dinsos", path, &got); got.Nilai != fmt.Sprint(want) {
			t.Errorf("%s: got %s, want the acknowledged %d", path, got.Nilai, want)
		}
	}
	if h.read("inspektorat-trenggalek", audit, &chain); !chain.Utuh || chain.Banyak != before {
		t.Errorf("audit chain: got whole %v %s, %d entries, want %d", chain.Utuh, chain.Galat, chain.Banyak, before)
	}
	h.samakan("inspektorat-trenggalek", contoh.OPD, contoh.Tahun, 4)
}
