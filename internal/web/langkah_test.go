package web

import (
	"net/url"
	"strings"
	"testing"

	"capaian/internal/sakip"
)

// TestStepsOfFigures takes figures along their way and keeps the calendar from the pages,
// each as somebody who may; who may not is archtest's to try.
func TestStepsOfFigures(t *testing.T) {
	w := buat(t)
	const verif, admin = "verifikator-contoh", "admin-contoh"
	isi, uang, kalender := contoh+"/isi/PI-03/TW3", contoh+"/anggaran/TW4/C.U1.P04.K01.S01", "/kabupaten/contoh/kalender/"
	for _, c := range []struct {
		name, sub, alamat string
		form              func() url.Values
	}{
		{"several verified", verif, contoh + "/verifikasi/TW3", func() url.Values {
			return url.Values{"aksi": {"pilihan"}, "pilih": {"i=PI-03&v=" + w.jadikan(angkaUji, sakip.Diajukan).Get("versi")}}
		}},
		{"a quarter final", "kepala-contoh", contoh + "/verifikasi/TW3/final", func() url.Values { return w.jadikan(angkaUji, sakip.Diverifikasi, "tinggalkan", "1") }},
		{"a quarter reopened", admin, contoh + "/verifikasi/TW3/buka-kembali", func() url.Values { return w.jadikan(angkaUji, sakip.Final, "alasan", "temuan") }},
		{"withdrawn", verif, isi + "/tarik", func() url.Values { return w.jadikan(angkaUji, sakip.Diajukan) }},
		{"verified", verif, isi + "/verifikasi", func() url.Values { return w.jadikan(angkaUji, sakip.Diajukan) }},
		{"returned", verif, isi + "/kembalikan", func() url.Values { return w.jadikan(angkaUji, sakip.Diajukan, "catatan", "cek") }},
		{"reopened", admin, isi + "/buka-kembali", func() url.Values { return w.jadikan(angkaUji, sakip.Diverifikasi, "alasan", "temuan") }},
		{"money withdrawn by an operator", "operator-contoh-layanan", uang + "/tarik?sumber=APBD", func() url.Values { return w.jadikan(uangUji, sakip.Diajukan) }},
		{"money verified", verif, uang + "/verifikasi?sumber=APBD", func() url.Values { return w.jadikan(uangUji, sakip.Diajukan) }},
		{"money returned", verif, uang + "/kembalikan?sumber=APBD", func() url.Values { return w.jadikan(uangUji, sakip.Diajukan, "catatan", "cek") }},
		{"money reopened", admin, uang + "/buka-kembali?sumber=APBD", func() url.Values { return w.jadikan(uangUji, sakip.Diverifikasi, "alasan", "temuan") }},
		{"the calendar", "bappeda-contoh", kalender + "2031", func() url.Values { return url.Values{"versi": {"0"}} }},
		{"an exception", admin, kalender + "2025/pengecualian", func() url.Values {
			return url.Values{"opd": {"dinas-contoh"}, "tw": {"TW1"}, "sampai": {"2026-02-01"}, "alasan": {"banjir"}}
		}},
		{"an exception withdrawn", admin, kalender + "2025/pengecualian/cabut", func() url.Values {
			return url.Values{"opd": {"dinas-contoh"}, "tw": {"TW1"}, "versi": {teksVersi(w.kecuali(sakip.Pengecualian{Triwulan: 1, Sampai: "2026-02-01", Alasan: "banjir"}))}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if rec := w.post(c.sub, c.alamat, c.form()); rec.Code != 303 {
				t.Errorf("got %d, want 303: %s", rec.Code, rec.Body)
			}
		})
	}
}

// TestRefusedStepsSayWhy: whoever presses a step that a figure no longer takes reads why.
func TestRefusedStepsSayWhy(t *testing.T) {
	w := buat(t)
	for _, langkah := range []string{"tarik", "verifikasi", "kembalikan"} {
		t.Run(langkah, func(t *testing.T) {
			rec := w.post("verifikator-contoh", contoh+"/isi/PI-03/TW3/"+langkah, w.jadikan(angkaUji, sakip.Diverifikasi, "catatan", "cek"))
			if langkah == "kembalikan" { // what is verified may still be returned
				rec = w.post("verifikator-contoh", contoh+"/isi/PI-03/TW3/"+langkah, w.jadikan(angkaUji, sakip.Final, "catatan", "cek"))
			}
			if rec.Code != 423 || !strings.Contains(rec.Body.String(), "Data terkunci: realisasi PI-03 TW3") {
				t.Errorf("got %d without its reason: %s", rec.Code, rec.Body)
			}
		})
	}
}
