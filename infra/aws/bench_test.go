package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"capaian/infra/contoh"
	"capaian/internal/httpx"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// event is one that a function meets often, by the function's name. Of recalc it is the hint
// that a fresh year changed: what computing costs is measured elsewhere.
func (w *world) event(b *testing.B, name string) []byte {
	b.Helper()
	year := fmt.Sprintf("/opd/%s/tahun/%d", contoh.OPD, contoh.Tahun)
	get := func(path, header, value string) []byte {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set(header, value)
		return mustJSON(b, httpx.FromHTTP(r, nil, "GET "+path, "uji", time.Now()))
	}
	token := w.token(b, contoh.Verifikator)
	switch name {
	case "web":
		return get(year, "Cookie", w.session(contoh.Verifikator))
	case "api":
		return get("/v1"+year+"/capaian", "Authorization", "Bearer "+token)
	case "publik":
		return get("/l/tiada", "Accept", "*/*")
	case "recalc":
		return []byte(fmt.Sprintf(`{"Records":[{"eventSource":"aws:dynamodb","eventName":"MODIFY","dynamodb":{"Keys":{"PK":{"S":%q},"SK":{"S":"META"}}}}]}`,
			store.TahunOPD(contoh.OPD, contoh.Tahun)))
	case "report":
		return []byte(fmt.Sprintf(`{"Records":[{"messageId":"1","eventSource":"aws:sqs","body":%q}]}`,
			fmt.Sprintf(`{"opd":%q,"tahun":%d,"laporan":"TIADA"}`, contoh.OPD, contoh.Tahun)))
	case "bukti":
		return []byte(`{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"x"},"object":{"key":"bukti/x/2025/y","size":1,"version-id":"1"}}}`)
	}
	for _, l := range w.s.functions {
		if l.Name == name && len(l.Ticks) > 0 {
			return l.Ticks[0].Input
		}
	}
	b.Fatalf("%s: no event", name)
	return nil
}

func mustJSON(b *testing.B, v any) []byte {
	b.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// percentiles reports the median and the 99th percentile of durations, in ms.
func percentiles(b *testing.B, d []time.Duration) {
	b.ReportMetric(float64(percentile(d, 50).Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(percentile(d, 99).Microseconds())/1000, "p99-ms")
	b.ReportMetric(0, "ns/op") // the mean hides what is of interest
}

// BenchmarkFunction invokes the real programs, cold and warm, one event at a time.
func BenchmarkFunction(b *testing.B) {
	w := stackWithSamples(b)
	until(b, "fresh results", func() bool {
		var c wire.Capaian
		w.read(b, contoh.Verifikator, fmt.Sprintf("/v1/opd/%s/tahun/%d/capaian", contoh.OPD, contoh.Tahun), &c)
		return c.Segar
	})
	for _, l := range w.s.functions {
		event := w.event(b, l.Name)
		for _, cold := range []bool{true, false} {
			b.Run(fmt.Sprintf("%s/cold=%v", l.Name, cold), func(b *testing.B) {
				_, _ = l.Invoke(event)
				var took []time.Duration
				b.ResetTimer()
				for range b.N {
					if cold {
						l.cool()
					}
					start := time.Now()
					if _, err := l.Invoke(event); err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
				}
				percentiles(b, took)
				b.ReportMetric(float64(l.usage.peak)/(1<<20), "peak-MB")
			})
		}
	}
}

// row is a budget row of the real year with the ETag that the next save needs.
type row struct{ path, etag string }

func (w *world) rows(b *testing.B, n int) []*row {
	b.Helper()
	base := fmt.Sprintf("/v1/opd/%s/tahun/%d", contoh.OPD, contoh.Tahun)
	var year struct {
		RealisasiAnggaran []struct{ Kode, Sumber string } `json:"realisasi_anggaran"`
	}
	w.read(b, contoh.Verifikator, base, &year)
	var out []*row
	for _, r := range year.RealisasiAnggaran[:n] {
		path := base + "/realisasi-anggaran/" + r.Kode + "/TW4?sumber=" + r.Sumber
		_, header, _ := w.send(b, contoh.Verifikator, "GET", path, nil, nil)
		out = append(out, &row{path, header.Get("ETag")})
	}
	return out
}

func (w *world) save(b *testing.B, r *row, n int) {
	status, header, body := w.send(b, contoh.Verifikator, "PUT", r.path, map[string]string{"If-Match": r.etag}, map[string]string{"nilai": fmt.Sprint(1_000_000 + n)})
	if status != http.StatusOK {
		b.Errorf("save: got %d %s", status, body)
	}
	r.etag = header.Get("ETag")
}

// BenchmarkFormToFresh is from a form that is sent to results that have its figure, on
// DynamoDB Local: gateway, function, table, stream, recalc, table, page.
func BenchmarkFormToFresh(b *testing.B) {
	w := stackWithSamples(b)
	var took []time.Duration
	for n := range b.N {
		values := w.form(b, "verifikator-contoh", formPath)
		values.Set("nilai", fmt.Sprintf("%d,5", n+1))
		start := time.Now()
		if status, _, body := w.submit(b, "verifikator-contoh", formPath, values); status != http.StatusSeeOther {
			b.Fatalf("form: got %d %s", status, body)
		}
		for fresh := false; !fresh; {
			var c wire.Capaian
			w.read(b, "verifikator-contoh", "/v1/opd/dinas-contoh/tahun/2025/capaian?periode=TW3", &c)
			fresh = c.Segar
		}
		took = append(took, time.Since(start))
	}
	percentiles(b, took)
}

// BenchmarkSave sends realisasi with eight connections, each acknowledged when DynamoDB
// Local has it in its file with its audit entry. All rows are of one agency-year, whose
// audit chain lets commands through one by one: the worst case.
func BenchmarkSave(b *testing.B) {
	opt := testOptions(b.TempDir())
	opt.memory = false
	w := ownStack(b, opt)
	rows := w.rows(b, 8)
	var next atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	b.ResetTimer()
	for _, r := range rows {
		wg.Go(func() {
			for {
				n := int(next.Add(1))
				if n > b.N {
					return
				}
				w.save(b, r, n)
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "saves/s")
	b.ReportMetric(0, "ns/op")
	if failed := w.s.function("api").usage.failed; failed > 0 {
		b.Errorf("%d invocations failed", failed)
	}
}
