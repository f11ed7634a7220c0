package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

const (
	satu     = thn + "/realisasi/{indikator}/{tw}"
	opr      = "operator-contoh-pembinaan"
	verifKdu = "verifikator-contoh"
)

func urai[T any](t *testing.T, raw []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("read %s: %v", raw, err)
	}
	return v
}

// TestFigureOnItsWay takes a figure from entry to final and back, through every route.
func TestFigureOnItsWay(t *testing.T) {
	d := newDunia(t)
	isian := contoh("indikator", "PI-03", "tw", "TW3")
	etag := func() string {
		return d.harus(http.StatusOK, minta{oleh: opr, rute: "GET " + satu, isian: isian}).Header().Get("ETag")
	}
	cocok := func() map[string]string { return map[string]string{"If-Match": etag()} }
	d.harus(http.StatusCreated, minta{oleh: opr, rute: "PUT " + satu, isian: isian, header: map[string]string{"If-None-Match": "*"}, body: map[string]string{"nilai": "6"}})
	lama := etag()
	d.harus(http.StatusOK, minta{oleh: opr, rute: "POST " + satu + "/tarik", isian: isian, header: cocok()})
	d.harus(http.StatusLocked, minta{oleh: verifKdu, rute: "POST " + satu + "/verifikasi", isian: isian, header: cocok()})
	d.harus(http.StatusOK, minta{oleh: opr, rute: "PUT " + satu, isian: isian, header: cocok(), body: map[string]string{"nilai": "7"}})
	d.harus(http.StatusForbidden, minta{oleh: opr, rute: "POST " + satu + "/verifikasi", isian: isian, header: cocok()})

	// Who looked at 6 does not verify 7.
	w := d.harus(http.StatusPreconditionFailed, minta{oleh: verifKdu, rute: "POST " + satu + "/verifikasi", isian: isian, header: map[string]string{"If-Match": lama}})
	b := urai[struct{ Data service.Bentrok }](t, w.Body.Bytes()).Data
	if kini, anda := urai[wire.Realisasi](t, b.Kini).Nilai, urai[wire.Realisasi](t, b.Anda).Nilai; kini != angkaUji("7") || anda != angkaUji("6") {
		t.Errorf("conflict: got kini %v, anda %v, want 7 and 6", kini, anda)
	}
	d.harus(http.StatusPreconditionRequired, minta{oleh: verifKdu, rute: "POST " + satu + "/verifikasi", isian: isian, salah: true})
	d.harus(http.StatusUnprocessableEntity, minta{oleh: verifKdu, rute: "POST " + satu + "/kembalikan", isian: isian, header: cocok(), body: map[string]string{"catatan": " "}})
	d.harus(http.StatusOK, minta{oleh: verifKdu, rute: "POST " + satu + "/kembalikan", isian: isian, header: cocok(), body: map[string]string{"catatan": "cek SIKS"}})
	d.harus(http.StatusOK, minta{oleh: opr, rute: "PUT " + satu, isian: isian, header: cocok(), body: map[string]string{"nilai": "8"}})
	k := urai[keadaanWire](t, d.harus(http.StatusOK, minta{oleh: verifKdu, rute: "GET " + satu + "/keadaan", isian: isian}).Body.Bytes())
	if k.Status != "diajukan" || k.Catatan != "cek SIKS" || len(k.Riwayat) != 5 || k.Riwayat[1].Teks != "cek SIKS" || k.Tutup != "" {
		t.Errorf("state after the return: got %+v", k)
	}
	ulang := minta{oleh: verifKdu, rute: "POST " + thn + "/verifikasi/{tw}", isian: isian, header: map[string]string{"Idempotency-Key": "banyak-1"},
		body: map[string]any{"angka": []pilihanWire{{angkaWire{Indikator: "PI-03"}, k.Versi}, {angkaWire{Indikator: "IKU-1.1"}, 1}}}}
	w = d.harus(http.StatusOK, ulang)
	daftar := urai[struct{ Daftar []hasilAngkaWire }](t, w.Body.Bytes()).Daftar
	if len(daftar) != 2 || !daftar[0].Berhasil || daftar[1].Berhasil || daftar[1].Galat != "locked" {
		t.Errorf("many: got %+v, want the first alone verified", daftar)
	}
	if again := d.harus(http.StatusOK, ulang); again.Body.String() != w.Body.String() {
		t.Errorf("repeat: got %s, want %s", again.Body, w.Body)
	}
	w = d.harus(http.StatusLocked, minta{oleh: opr, rute: "PUT " + satu, isian: isian, header: cocok(), body: map[string]string{"nilai": "9"}})
	if !strings.Contains(w.Body.String(), "sudah diverifikasi") {
		t.Errorf("entry on a verified figure: got %s", w.Body)
	}
	final := minta{oleh: "kepala-contoh", rute: "POST " + thn + "/periode/{tw}/final", isian: isian, body: map[string]bool{}}
	if w := d.kirim(final); w.Code == http.StatusLocked {
		if belum := urai[struct{ Data []service.BelumVerifikasi }](t, w.Body.Bytes()).Data; len(belum) == 0 {
			t.Errorf("refused without saying what is missing: %s", w.Body)
		}
		final.body = map[string]bool{"tinggalkan": true}
		d.harus(http.StatusOK, final)
	}
	d.harus(http.StatusOK, minta{oleh: "admin-contoh", rute: "POST " + satu + "/buka-kembali", isian: isian, header: cocok(), body: map[string]string{"alasan": "salah ketik"}})
	d.harus(http.StatusOK, minta{oleh: "admin-contoh", rute: "POST " + thn + "/periode/{tw}/buka-kembali", isian: isian, body: map[string]string{"alasan": "temuan"}})
	d.harus(http.StatusOK, minta{oleh: opr, rute: "PUT " + satu, isian: isian, header: cocok(), body: map[string]string{"nilai": "9"}})
}

// TestExceptionByRoutes closes a quarter, is refused, gives an exception, and takes it back.
func TestExceptionByRoutes(t *testing.T) {
	d := newDunia(t)
	baru := map[string]string{"If-None-Match": "*"}
	d.harus(http.StatusCreated, minta{oleh: "bappeda-contoh", rute: "PUT /v1/kabupaten/{kab}/kalender/{tahun}", isian: contoh("kab", "contoh"), header: baru,
		body: wire.Kalender{Tahun: servicetest.Tahun, Triwulan: [4]wire.Jadwal{2: {Buka: "2025-10-01", Tutup: "2025-10-10", Verifikasi: "2025-10-15", Laporan: "2025-10-20"}}}})
	isian := contoh("indikator", "PI-03", "tw", "TW3")
	isi := minta{oleh: opr, rute: "PUT " + satu, isian: isian, header: baru, body: map[string]string{"nilai": "6"}}
	w := d.harus(http.StatusLocked, isi)
	for _, want := range []string{"masa pengisian TW3 2025 berakhir 10 Oktober 2025 pukul 24.00 WIB", "admin kabupaten, dengan pengecualian"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("closed: got %s, want %q in it", w.Body, want)
		}
	}
	kecuali := minta{oleh: "admin-contoh", rute: "PUT " + thn + "/pengecualian/{tw}", isian: isian, header: baru,
		body: map[string]string{"sampai": "2026-01-20", "alasan": "banjir"}}
	kecuali.query = "unit=" + d.unit(t)
	w = d.harus(http.StatusCreated, kecuali)
	d.harus(http.StatusCreated, isi)
	d.harus(http.StatusForbidden, minta{oleh: "bappeda-contoh", rute: kecuali.rute, isian: isian, query: kecuali.query, header: baru, body: kecuali.body})
	d.harus(http.StatusNoContent, minta{oleh: "admin-contoh", rute: "DELETE " + thn + "/pengecualian/{tw}", isian: isian, query: kecuali.query,
		header: map[string]string{"If-Match": w.Header().Get("ETag")}})
	get := d.harus(http.StatusOK, minta{oleh: opr, rute: "GET " + satu, isian: isian})
	isi.header = map[string]string{"If-Match": get.Header().Get("ETag")}
	d.harus(http.StatusLocked, isi)
}

// unit is the unit of the operator who enters.
func (d *dunia) unit(t *testing.T) string { return d.env.As(t, opr).Orang.Unit }

func angkaUji(s string) wire.Angka { return wire.AngkaDari(decimal.RequireFromString(s)) }
