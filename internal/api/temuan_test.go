package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// TestFindingsOfAYear accepts a contradiction and takes that back; while it is open the
// quarter cannot be made final.
func TestFindingsOfAYear(t *testing.T) {
	d := newDunia(t)
	v := d.env.As(t, "verifikator-contoh")
	l, err := d.env.LembarPagu(t.Context(), v.Orang, "dinas-contoh", 2025)
	if err != nil {
		t.Fatal(err)
	}
	versi, err := l.CariVersi("perubahan")
	if err != nil {
		t.Fatal(err)
	}
	n := decimal.NewFromInt(140000000)
	for _, b := range versi.Baris {
		if b.Kode == "C.U1.P04.K01.S01" {
			id := b.IdentitasBaris
			b.Pagu = &n
			if _, err := d.env.UbahBarisAnggaran(t.Context(), v, "dinas-contoh", 2025, "perubahan", []sakip.UbahBaris{{BarisAnggaran: b, Asal: &id}}, false, l.Versi["perubahan"]); err != nil {
				t.Fatal(err)
			}
		}
	}
	baca := func() (out reviuTahunWire) {
		t.Helper()
		w := d.harus(http.StatusOK, minta{oleh: "inspektorat-contoh", rute: "GET " + thn + "/reviu", isian: contoh()})
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	awal := baca()
	if len(awal.Menahan) != 1 || awal.Periode != "TW4" || awal.Reviu.Jumlah.Galat != 1 || awal.Reviu.Dihitung <= awal.Reviu.Cocok || len(awal.Diterima) != 0 {
		t.Fatalf("got %+v, want the one contradiction of the fourth quarter", awal)
	}
	id := awal.Menahan[0]
	var ada *wire.Temuan
	for n := range awal.Reviu.Temuan {
		if awal.Reviu.Temuan[n].ID == id {
			ada = &awal.Reviu.Temuan[n]
		}
	}
	if ada == nil || ada.Aturan != "beda_tempat" || ada.Hitung == "" {
		t.Errorf("the finding that holds the quarter up: got %+v", ada)
	}

	final := minta{oleh: "kepala-contoh", rute: "POST " + thn + "/periode/{tw}/final", isian: contoh(), body: map[string]bool{"tinggalkan": true}}
	w := d.harus(http.StatusLocked, final)
	var p struct {
		Detail string
		Data   []service.TemuanMenahan
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || len(p.Data) != 1 || p.Data[0].ID != id || p.Data[0].Pesan != ada.Pesan || !strings.Contains(p.Detail, "Reviu") {
		t.Errorf("final: got %s, %v, want the finding", w.Body, err)
	}

	put := minta{oleh: "verifikator-contoh", rute: "PUT " + thn + "/reviu/{temuan}/penerimaan", isian: contoh("temuan", id), header: map[string]string{"If-None-Match": "*", "Idempotency-Key": "t-1"},
		body: map[string]string{"alasan": "Dokumen menyusul."}}
	tanpa := put
	tanpa.header = nil
	d.harus(http.StatusPreconditionRequired, tanpa)
	lain := put
	lain.isian = contoh("temuan", "0000000000000000")
	d.harus(http.StatusConflict, lain)
	lain = put
	lain.query = "periode=TW1"
	d.harus(http.StatusConflict, lain)
	lain = put
	lain.oleh = "inspektorat-contoh"
	d.harus(http.StatusForbidden, lain)
	lain = put
	lain.body, lain.salah = map[string]string{"alasan": ""}, true
	d.harus(http.StatusUnprocessableEntity, lain)
	put.header["Idempotency-Key"] = "t-2"
	w = d.harus(http.StatusCreated, put)
	d.harus(http.StatusCreated, put) // sent again
	put.header = map[string]string{"If-None-Match": "*"}
	d.harus(http.StatusConflict, put)
	tag := map[string]string{"If-Match": w.Header().Get("ETag")}
	put.header, put.body = tag, map[string]string{"alasan": "Disahkan kemudian."}
	w = d.harus(http.StatusOK, put)
	d.harus(http.StatusPreconditionFailed, put)
	kini := baca()
	if len(kini.Menahan) != 0 || len(kini.Diterima) != 1 || !kini.Diterima[0].Berlaku || kini.Diterima[0].Alasan != "Disahkan kemudian." || kini.Diterima[0].Nama == "" {
		t.Errorf("accepted: got %v open, %+v", kini.Menahan, kini.Diterima)
	}
	// Nothing is verified yet: that is what refuses now.
	if w := d.harus(http.StatusLocked, final); strings.Contains(w.Body.String(), "Reviu") {
		t.Errorf("accepted, and final is still refused for it: %s", w.Body)
	}

	del := minta{oleh: "kepala-contoh", rute: "DELETE " + thn + "/reviu/{temuan}/penerimaan", isian: contoh("temuan", id), header: tag}
	d.harus(http.StatusPreconditionFailed, del)
	del.header = map[string]string{"If-Match": w.Header().Get("ETag")}
	d.harus(http.StatusNoContent, del)
	d.harus(http.StatusNotFound, del)
	if got := baca(); len(got.Menahan) != 1 || len(got.Diterima) != 0 {
		t.Errorf("taken back: got %+v", got)
	}
}
