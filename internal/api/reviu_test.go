package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/xuri/excelize/v2"

	"capaian/internal/fault"
	"capaian/internal/report/document"
	"capaian/internal/report/reporttest"
	"capaian/internal/report/xlsx"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

const jenisXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func init() { openapi3filter.RegisterBodyDecoder(jenisXLSX, openapi3filter.FileBodyDecoder) }

func laporanUji(t *testing.T) document.Dokumen {
	return reporttest.Susun(t, reporttest.Tahun(t, "trenggalek", 2023), sakip.LKjIP, "", 4)
}

// bukuSalah is a report as a workbook in which the first cell that shows benar says salah.
func bukuSalah(t *testing.T, benar string, salah any) []byte {
	t.Helper()
	b, err := xlsx.Render(laporanUji(t))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, lembar := range f.GetSheetList() {
		baris, err := f.GetRows(lembar, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, sel := range baris {
			for c, s := range sel {
				if s != benar {
					continue
				}
				nama, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if err := f.SetCellValue(lembar, nama, salah); err != nil {
					t.Fatal(err)
				}
				var out bytes.Buffer
				if err := f.Write(&out); err != nil {
					t.Fatal(err)
				}
				return out.Bytes()
			}
		}
	}
	t.Fatalf("no cell shows %s", benar)
	return nil
}

// TestReviu sends one report in every way that it may be sent: as it is, it has no error;
// with a wrong cell, that cell is found.
func TestReviu(t *testing.T) {
	d := newDunia(t)
	teks := reporttest.Teks(laporanUji(t), reporttest.Halaman{})
	buku, err := xlsx.Render(laporanUji(t))
	if err != nil {
		t.Fatal(err)
	}
	kosong := []byte(`{"tahun":2023,"subjek":[{"id":"I","jenis":"indikator"}],"pernyataan":[{"besaran":"target","subjek":"I","tempat":{"tabel":"T","baris":"","kolom":"","tercetak":"80"}}]}`)
	for _, c := range []struct {
		name, jenis string
		body        []byte
		minim       int // ties that are checked at least
		tercetak    string
		hitung      string
	}{
		{"text", "text/plain; charset=utf-8", []byte(teks), 500, "", ""},
		{"text with a wrong cell", "text/plain", []byte(strings.Replace(teks, "\t99,40", "\t94,90", 1)), 500, "94,90%", "99,40%"},
		{"workbook", jenisXLSX, buku, 500, "", ""},
		{"workbook with a wrong cell", jenisXLSX, bukuSalah(t, "99.4", 94.9), 500, "94,90%", "99,40%"},
		{"statements", "application/json", mustJSON(t, d.contoh("bacaan")), 2, "48,00", "84,00"},
		{"statements without a tie", "application/json", kosong, 0, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			w := d.harus(http.StatusOK, minta{rute: "POST /v1/reviu", body: c.body, header: map[string]string{"Content-Type": c.jenis}})
			var got wire.Reviu
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if got.Dihitung < c.minim || got.Cocok > got.Dihitung {
				t.Errorf("got %d of %d ties, want at least %d", got.Cocok, got.Dihitung, c.minim)
			}
			var galat []wire.Temuan
			for _, f := range got.Temuan {
				if f.Tingkat == "galat" {
					galat = append(galat, f)
				}
			}
			switch {
			case c.tercetak == "" && len(galat) > 0:
				t.Errorf("got %+v, want no error", galat)
			case c.tercetak != "" && (len(galat) == 0 || len(galat[0].Tempat) == 0 || galat[0].Tempat[0].Tercetak != c.tercetak || galat[0].Hitung != c.hitung):
				t.Errorf("got %+v, want %s for %s", galat, c.hitung, c.tercetak)
			}
			if w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("Cache-Control: got %q, want no-store", w.Header().Get("Cache-Control"))
			}
		})
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestReviuRefuses: what cannot be read says what to do.
func TestReviuRefuses(t *testing.T) {
	d := newDunia(t)
	for _, c := range []struct {
		name, jenis, body string
		status            int
		detail            string
	}{
		{"nothing", "text/plain", "", 422, "wajib"},
		{"spaces", "text/plain", " \n\t", 422, "wajib"},
		{"a PDF", "text/plain", "%PDF-1.7\n", 422, "PDF"},
		{"a picture as a workbook", jenisXLSX, "\x89PNG\r\n", 422, "gambar"},
		{"a broken workbook", jenisXLSX, "PK\x03\x04xxxx", 422, ""},
		{"text that is none", "text/plain", "a\xff\xfe\x00b", 422, ""},
		{"no type", "", "Tabel 3.1", 415, "application/json"},
		{"a form", "application/x-www-form-urlencoded", "a=b", 415, "text/plain"},
		{"HTML", "text/html", "<p>", 415, "text/plain"},
		{"a text too long", "text/plain", strings.Repeat("a", batasBerkasReviu+1), 413, "4 MB"},
		{"statements too long", "application/json", `{"tahun":2023` + strings.Repeat(" ", batasPernyataan) + "}", 413, "2 MB"},
		{"too many statements", "application/json", `{"tahun":2023,"subjek":[],"pernyataan":[` + strings.Repeat("{},", wire.MaksPernyataan) + `{}]}`, 413, "20000"},
		{"half a JSON", "application/json", `{"tahun":2023`, 400, ""},
		{"a name twice", "application/json", `{"tahun":2023,"tahun":2024,"subjek":[],"pernyataan":[]}`, 400, "lebih dari sekali"},
		{"a name that is not known", "application/json", `{"tahun":2023,"subjek":[{"id":"I","jenis":"indikator","warna":"x"}],"pernyataan":[]}`, 400, "warna"},
		{"faults", "application/json", `{"tahun":1,"subjek":[],"pernyataan":[]}`, 422, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			r := httptest.NewRequest(http.MethodPost, "/v1/reviu", strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.jenis)
			w := httptest.NewRecorder()
			d.handler[true].ServeHTTP(w, r)
			var p struct{ Detail string }
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != c.status || p.Detail == "" || !strings.Contains(w.Body.String(), c.detail) {
				t.Errorf("got %d %.300s, want %d with %q", w.Code, w.Body, c.status, c.detail)
			}
		})
	}
}

// TestReviuWaits: a review waits for others to be done; what is sent is read before that.
func TestReviuWaits(t *testing.T) {
	for range cap(reviuSekaligus) {
		reviuSekaligus <- struct{}{}
	}
	kirim := func(ctx context.Context, teks string) error {
		r := httptest.NewRequestWithContext(ctx, "POST", "/v1/reviu", strings.NewReader(teks))
		r.Header.Set("Content-Type", "text/plain")
		return new(handler).reviu(httptest.NewRecorder(), r)
	}
	pergi, batal := context.WithCancel(t.Context())
	batal()
	if err := kirim(pergi, "Laporan Kinerja 2023"); fault.CodeOf(err) != fault.Busy {
		t.Errorf("no room: got %v, want %s", err, fault.Busy)
	}
	if err := kirim(pergi, strings.Repeat("x", batasBerkasReviu+1)); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("too large and no room: got %v, want %s", err, fault.TooLarge)
	}
	<-reviuSekaligus
	if err := kirim(t.Context(), "Laporan Kinerja 2023"); err != nil {
		t.Errorf("room: got %v", err)
	}
	if got, want := len(reviuSekaligus), cap(reviuSekaligus)-1; got != want {
		t.Errorf("got %d inside, want the %d that were there", got, want)
	}
	for len(reviuSekaligus) > 0 {
		<-reviuSekaligus
	}
}
