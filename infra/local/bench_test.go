package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"capaian/internal/httpx"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/store"
)

// koneksi is how many clients at once the benchmarks have.
const koneksi = 8

// benchMachine runs a machine with n made-up agencies.
func benchMachine(b *testing.B, n int) (*harness, []sample.Agency) {
	b.Helper()
	agencies := sample.Generate(1, n)
	bundle := sample.Bundle{Kabupaten: []sakip.Kabupaten{sample.Uji()}, OPD: agencies}
	for _, a := range agencies {
		bundle.Orang = append(bundle.Orang, sample.Orang(a.Profil)...)
	}
	return startMachine(b, bundle), agencies
}

// simpanan is one row that a client keeps saving.
type simpanan struct {
	url, token string
	versi      int64
}

// BenchmarkSave sends realisasi of budget rows of fifty agencies over HTTP, every one
// acknowledged only when it lies on the disk with its audit entry.
func BenchmarkSave(b *testing.B) {
	h, agencies := benchMachine(b, 50)
	var rows []*simpanan
	for _, a := range agencies {
		d := a.Tahun[len(a.Tahun)-1]
		tok := h.token(verifikatorDari(sample.Bundle{Orang: sample.Orang(a.Profil)}, a.Profil.ID))
		n := 0
		for _, r := range d.RealisasiAnggaran {
			if r.Triwulan != 4 || r.Status.Terkunci() {
				continue
			}
			item, err := h.m.store.Get(b.Context(), store.TahunOPD(a.Profil.ID, d.Tahun), record.KeyRealisasiAnggaran(r.IdentitasBaris, 4))
			if err != nil {
				b.Fatal(err)
			}
			rows = append(rows, &simpanan{token: tok, versi: item.Versi, url: fmt.Sprintf("%s%s/realisasi-anggaran/%s/TW4?sumber=%s&sub_unit=%s",
				h.url, alamatTahun(a.Profil.ID, d.Tahun), r.Kode, strings.ReplaceAll(r.Sumber, " ", "%20"), strings.ReplaceAll(r.SubUnit, " ", "%20"))})
			if n++; n == koneksi {
				break
			}
		}
	}
	work := make([][]*simpanan, koneksi)
	for n, r := range rows {
		work[n%koneksi] = append(work[n%koneksi], r)
	}
	var lama []time.Duration
	var mu sync.Mutex
	var done atomic.Int64
	client := benchClient()
	b.ResetTimer()
	var wg sync.WaitGroup
	for n := range koneksi {
		wg.Go(func() {
			var own []time.Duration
			for i := 0; done.Add(1) <= int64(b.N); i++ {
				r := work[n][i%len(work[n])]
				start := time.Now()
				if err := r.save(client, i); err != nil {
					b.Error(err)
					return
				}
				own = append(own, time.Since(start))
			}
			mu.Lock()
			lama = append(lama, own...)
			mu.Unlock()
		})
	}
	wg.Wait()
	b.StopTimer()
	laporkan(b, lama)
}

func (r *simpanan) save(c *http.Client, i int) error {
	req, err := http.NewRequest("PUT", r.url, strings.NewReader(fmt.Sprintf(`{"nilai":"%d","penjelasan":{"realisasi_anggaran_turun":"Uji.","realisasi_melebihi_pagu":"Uji."}}`, 1000+i)))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+r.token)
	req.Header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(r.versi)))
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d: %s", res.StatusCode, body)
	}
	_, err = fmt.Sscanf(res.Header.Get("ETag"), `"%d"`, &r.versi)
	return err
}

// BenchmarkAgencyPage asks for the page of fifty agencies' tables.
func BenchmarkAgencyPage(b *testing.B) {
	h, agencies := benchMachine(b, 50)
	type page struct {
		url    string
		cookie *http.Cookie
	}
	sessions := httpx.NewSessions(h.m.config.Rahasia, time.Now, func() string { return "uji" }, false)
	var pages []page
	for _, a := range agencies {
		rec := httptest.NewRecorder()
		sessions.Start(rec, httptest.NewRequest("GET", "/", nil), verifikatorDari(sample.Bundle{Orang: sample.Orang(a.Profil)}, a.Profil.ID))
		pages = append(pages, page{fmt.Sprintf("%s/opd/%s/tahun/%d", h.url, a.Profil.ID, sample.TahunUji), rec.Result().Cookies()[0]})
	}
	client := benchClient()
	var lama []time.Duration
	var mu sync.Mutex
	var done atomic.Int64
	b.ResetTimer()
	var wg sync.WaitGroup
	for n := range koneksi {
		wg.Go(func() {
			var own []time.Duration
			for i := n; done.Add(1) <= int64(b.N); i += koneksi {
				p := pages[i%len(pages)]
				start := time.Now()
				req, err := http.NewRequest("GET", p.url, nil)
				if err != nil {
					b.Error(err)
					return
				}
				req.AddCookie(p.cookie)
				res, err := client.Do(req)
				if err != nil {
					b.Error(err)
					return
				}
				_, err = io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if err != nil || res.StatusCode != http.StatusOK || res.Request.URL.Path == "/masuk" {
					b.Errorf("page: status %d, %v, %s", res.StatusCode, err, res.Request.URL)
					return
				}
				own = append(own, time.Since(start))
			}
			mu.Lock()
			lama = append(lama, own...)
			mu.Unlock()
		})
	}
	wg.Wait()
	b.StopTimer()
	laporkan(b, lama)
}

// BenchmarkFormToFresh sends one figure and waits until the results show it: what a
// person waits for between the button and the new capaian.
func BenchmarkFormToFresh(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprintf("agencies=%d", n), func(b *testing.B) {
			h, agencies := benchMachine(b, n)
			a := agencies[len(agencies)-1]
			d := a.Tahun[len(a.Tahun)-1]
			orang := verifikatorDari(sample.Bundle{Orang: sample.Orang(a.Profil)}, a.Profil.ID)
			var id string
			for _, r := range d.Realisasi {
				if i, _ := d.CariIndikator(r.Indikator); r.Triwulan == 4 && r.Status != sakip.Final && i.Formula.Jenis == sakip.FormulaNilai {
					id = r.Indikator
				}
			}
			if id == "" {
				b.Fatal("no entry to change")
			}
			path := fmt.Sprintf("%s/realisasi/%s/TW4", alamatTahun(a.Profil.ID, d.Tahun), id)
			var kini map[string]any
			etag := h.read(orang, path, &kini)
			var lama []time.Duration
			b.ResetTimer()
			for i := range b.N {
				start := time.Now()
				etag = h.write(orang, path, etag, map[string]any{"nilai": fmt.Sprint(10 + i%80), "penjelasan": alasan})
				for {
					var c struct{ Segar bool }
					h.read(orang, alamatTahun(a.Profil.ID, d.Tahun)+"/capaian?periode=TW4", &c)
					if c.Segar {
						break
					}
					time.Sleep(time.Millisecond)
				}
				lama = append(lama, time.Since(start))
			}
			b.StopTimer()
			laporkan(b, lama)
		})
	}
}

func benchClient() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: koneksi, MaxConnsPerHost: koneksi, DisableCompression: true}}
}

// laporkan reports the rate and the middle and slow ends of what was waited for.
func laporkan(b *testing.B, lama []time.Duration) {
	b.Helper()
	if len(lama) == 0 {
		return
	}
	slices.Sort(lama)
	b.ReportMetric(float64(len(lama))/b.Elapsed().Seconds(), "ops/s")
	b.ReportMetric(float64(lama[len(lama)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(lama[len(lama)*99/100].Microseconds())/1000, "p99-ms")
}
