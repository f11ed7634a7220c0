package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"capaian/internal/httpx"
)

// badan is a form's body that does not end, and how much of it was read.
type badan struct{ dibaca int64 }

func (b *badan) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	if b.dibaca == 0 {
		copy(p, "x=")
	}
	b.dibaca += int64(len(p))
	return len(p), nil
}

// batasRute is how much a form's route takes; a form without free text takes batasKecil.
var batasRute = map[string]int64{
	tahunOPD + "/isi/{indikator}/{tw}":           batasIsian,
	tahunOPD + "/isi/{indikator}/{tw}/pratinjau": batasIsian,
	tahunOPD + "/isi/{indikator}/{tw}/bukti":     batasIsian,
	tahunOPD + "/anggaran/{tw}/{kode}":           batasIsian,
	tahunOPD + "/isian/{tw}/anggaran":            batasIsian,

	"/opd/{opd}/unit": batasUnit,

	tahunOPD + "/impor/{id}":                  batasIsian,
	tahunOPD + "/laporan/{id}/salinan":        batasIsian,
	tahunOPD + "/kebijakan":                   batasIsian,
	tahunOPD + "/pagu":                        batasPagu,
	tahunOPD + "/pagu/{versi}":                batasPagu,
	tahunOPD + "/pagu/{versi}/baris":          batasPagu,
	tahunOPD + "/pagu/{versi}/baris/{kode}":   batasPagu,
	tahunOPD + "/tautan-anggaran/{indikator}": batasPagu,

	tahunOPD + "/rencana/profil":                       batasRencana,
	tahunOPD + "/rencana/renstra":                      batasRencana,
	tahunOPD + "/rencana/{jenis}/{id}":                 batasRencana,
	tahunOPD + "/rencana/tambah/{jenis}":               batasRencana,
	tahunOPD + "/rencana/perjanjian/{id}/tanda-tangan": batasRencana,
	tahunOPD + "/rencana/perjanjian/{id}/buka":         batasRencana,
	tahunOPD + "/rencana/rekomendasi/{id}/hasil":       batasRencana,

	kalenderKab:                         batasAlur,
	kalenderKab + "/pengecualian":       batasAlur,
	kalenderKab + "/pengecualian/cabut": batasAlur,

	tahunOPD + "/reviu/{temuan}/terima":             batasAlur,
	tahunOPD + "/reviu/{temuan}/cabut":              batasAlur,
	tahunOPD + "/verifikasi/{tw}":                   batasAlur,
	tahunOPD + "/verifikasi/{tw}/final":             batasAlur,
	tahunOPD + "/verifikasi/{tw}/buka-kembali":      batasAlur,
	tahunOPD + "/isi/{indikator}/{tw}/tarik":        batasAlur,
	tahunOPD + "/isi/{indikator}/{tw}/verifikasi":   batasAlur,
	tahunOPD + "/isi/{indikator}/{tw}/kembalikan":   batasAlur,
	tahunOPD + "/isi/{indikator}/{tw}/buka-kembali": batasAlur,
	tahunOPD + "/anggaran/{tw}/{kode}/tarik":        batasAlur,
	tahunOPD + "/anggaran/{tw}/{kode}/verifikasi":   batasAlur,
	tahunOPD + "/anggaran/{tw}/{kode}/kembalikan":   batasAlur,
	tahunOPD + "/anggaran/{tw}/{kode}/buka-kembali": batasAlur,
}

// tanpaIsian are the forms that are a button alone: nothing of them is read but whose they
// are; and the one with a file, which is of another type and bounded in TestImporRefuses.
var tanpaIsian = []string{tahunOPD + "/impor", "/keluar", "/orang/{sub}/sandi"}

// TestFormsAreBounded sends each form's route a body without end, and one that is just
// longer than its form may be: it reads no further than that, and refuses.
func TestFormsAreBounded(t *testing.T) {
	w := buat(t)
	for _, rt := range slices.Concat(Routes(), DevRoutes()) {
		if rt.Method != http.MethodPost {
			continue
		}
		t.Run(rt.Path, func(t *testing.T) {
			batas, ada := batasRute[rt.Path]
			if !ada {
				batas = batasKecil
			}
			jenis := "application/x-www-form-urlencoded"
			if rt.json {
				jenis = "application/json"
			}
			kirim := func(body io.Reader, panjang int64) int {
				r := httptest.NewRequest(rt.Method, isiPola(rt.Path), io.NopCloser(body))
				r.ContentLength = panjang
				r.Header.Set("Content-Type", jenis)
				r.Header.Set("Cookie", w.kuki("verifikator-contoh"))
				rec := httptest.NewRecorder()
				w.ServeHTTP(rec, r)
				return rec.Code
			}
			b := &badan{}
			// A buffer that grows asks for up to twice what it has.
			if code := kirim(b, -1); code != http.StatusRequestEntityTooLarge || b.dibaca > 2*batasFormulir {
				t.Errorf("without end: got %d after %d bytes, want 413 after at most about %d", code, b.dibaca, batasFormulir)
			}
			panjang := "csrf=" + w.csrf("verifikator-contoh") + "&x=" + strings.Repeat("a", int(batas))
			if code := kirim(strings.NewReader(panjang), int64(len(panjang))); code != http.StatusRequestEntityTooLarge && !slices.Contains(tanpaIsian, rt.Path) {
				t.Errorf("one of %d bytes: got %d, want 413", len(panjang), code)
			}
			if code := kirim(strings.NewReader("x"), httpx.MaxBody+1); code != http.StatusRequestEntityTooLarge {
				t.Errorf("announced as too large: got %d, want 413", code)
			}
		})
	}
}
