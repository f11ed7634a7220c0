package api

import (
	"encoding/json"
	"net/http"
	"testing"

	"capaian/internal/sakip"
	"capaian/internal/servicetest"
)

// TestLKE takes an evaluation sheet from its beginning to its end by JSON.
func TestLKE(t *testing.T) {
	d := newDunia(t)
	const inspektorat, kepala = "inspektorat-contoh", "kepala-contoh"
	verif := "verifikator-contoh"
	pada := func(id string) map[string]string { return contoh("id", id) }
	baru := map[string]string{"If-None-Match": "*"}
	lke := func(oleh string) (l lkeWire, tag map[string]string) {
		t.Helper()
		w := d.harus(http.StatusOK, minta{oleh: oleh, rute: "GET " + thn + "/lke", isian: contoh()})
		if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		return l, map[string]string{"If-Match": w.Header().Get("ETag")}
	}
	tahap := func(status int, oleh, jalan string, body any) {
		t.Helper()
		_, tag := lke(oleh)
		d.harus(status, minta{oleh: oleh, rute: "POST " + thn + "/lke/" + jalan, isian: contoh(), header: tag, body: body})
	}
	if l, tag := lke(verif); l.Status != sakip.LKEBelum || tag["If-Match"] != "" || l.Mandiri.Alasan != string(sakip.BelumDijawab) || len(l.Boleh) > 0 {
		t.Errorf("not begun: got %+v with %v", l.LKE, tag)
	}
	mulai := minta{oleh: verif, rute: "POST " + thn + "/lke/mulai", isian: contoh()}
	d.harus(http.StatusForbidden, minta{oleh: inspektorat, rute: mulai.rute, isian: mulai.isian})
	pertama := d.harus(http.StatusOK, mulai)
	if ulang := d.harus(http.StatusOK, mulai); ulang.Body.String() != pertama.Body.String() {
		t.Errorf("begun again: got %s, the first %s", ulang.Body, pertama.Body)
	}
	l, _ := lke(verif)
	if l.Kriteria == "" || l.Sumber == "" || len(l.Komponen) != 4 || len(l.Gradasi) != 3 || len(l.BolehJawab) != 1 {
		t.Fatalf("begun: got %+v", l.LKE)
	}
	var semua []string
	usulan := 0
	for _, c := range l.Komponen {
		for _, s := range c.Sub {
			for _, k := range s.Kriteria {
				semua = append(semua, k.ID)
				if k.Usulan != nil {
					usulan++
				}
			}
		}
	}
	if usulan == 0 {
		t.Error("the data prove nothing")
	}

	put := minta{oleh: verif, rute: "PUT " + thn + "/lke/jawaban/{id}", isian: pada(semua[0]), header: baru, body: map[string]any{"jawaban": "sebagian", "catatan": "x", "rujukan": []any{map[string]string{"jenis": "renstra"}}}}
	w := d.harus(http.StatusCreated, put)
	d.harus(http.StatusConflict, put)
	put.header = nil
	d.harus(http.StatusPreconditionRequired, put)
	put.header, put.body, put.salah = map[string]string{"If-Match": w.Header().Get("ETag")}, map[string]string{"jawaban": "mungkin"}, true
	d.harus(http.StatusUnprocessableEntity, put)
	put.salah = false
	hapus := minta{oleh: verif, rute: "DELETE " + thn + "/lke/jawaban/{id}", isian: pada(semua[0]), header: put.header}
	d.harus(http.StatusNoContent, hapus)
	d.harus(http.StatusNotFound, hapus)
	tahap(http.StatusUnprocessableEntity, verif, "ajukan", nil)
	for _, id := range semua {
		d.harus(http.StatusCreated, minta{oleh: verif, rute: put.rute, isian: pada(id), header: baru, body: map[string]string{"jawaban": "ya"}})
	}
	aku := minta{oleh: verif, rute: put.rute, isian: pada("1.a"), header: baru, body: map[string]string{"gradasi": "A", "catatan": "Sejak 2021."}}
	d.harus(http.StatusCreated, aku)
	d.harus(http.StatusForbidden, minta{oleh: inspektorat, rute: put.rute, isian: pada(semua[0]), header: baru, body: map[string]string{"jawaban": "ya"}})
	if l, _ = lke(verif); l.Mandiri.Nilai == nil || l.Mandiri.Predikat == "" || l.Komponen[0].Sub[0].Mandiri.Gradasi != "A" || l.Komponen[0].Sub[0].Mandiri.Pengakuan == nil {
		t.Errorf("answered: got %+v, sub %+v", l.Mandiri, l.Komponen[0].Sub[0].Mandiri)
	}
	tahap(http.StatusOK, kepala, "ajukan", nil)
	tahap(http.StatusLocked, kepala, "ajukan", nil)
	tahap(http.StatusUnprocessableEntity, inspektorat, "kembalikan", map[string]string{"catatan": " "})
	tahap(http.StatusOK, inspektorat, "kembalikan", map[string]string{"catatan": "Lengkapi."})
	tahap(http.StatusOK, verif, "ajukan", nil)

	nilai := minta{oleh: inspektorat, rute: "PUT " + thn + "/lke/penilaian/{id}", header: baru, body: map[string]string{"jawaban": "ya"}}
	for _, id := range semua[1:] {
		nilai.isian = pada(id)
		d.harus(http.StatusCreated, nilai)
	}
	nilai.isian, nilai.body = pada(semua[0]), map[string]string{"jawaban": "tidak"}
	d.harus(http.StatusUnprocessableEntity, nilai)
	nilai.body = map[string]string{"jawaban": "tidak", "catatan": "Tidak ditunjukkan."}
	w = d.harus(http.StatusCreated, nilai)
	d.harus(http.StatusNoContent, minta{oleh: inspektorat, rute: "DELETE " + thn + "/lke/penilaian/{id}", isian: nilai.isian, header: map[string]string{"If-Match": w.Header().Get("ETag")}})
	d.harus(http.StatusCreated, nilai)
	saran := minta{oleh: inspektorat, rute: "PUT " + thn + "/lke/saran/{id}", isian: pada("s-1"), header: baru, body: map[string]string{"kriteria": semua[0], "uraian": "Tunjukkan.", "tenggat": "2026-06-30"}}
	w = d.harus(http.StatusCreated, saran)
	d.harus(http.StatusNoContent, minta{oleh: inspektorat, rute: "DELETE " + thn + "/lke/saran/{id}", isian: saran.isian, header: map[string]string{"If-Match": w.Header().Get("ETag")}})
	d.harus(http.StatusCreated, saran)
	if l, _ := lke(verif); len(l.Saran) != 0 || l.Komponen[0].Sub[0].Kriteria[0].Penilai != nil {
		t.Errorf("the agency sees what is being evaluated: %+v", l.Saran)
	}
	tahap(http.StatusOK, inspektorat, "nilai", nil)
	tahap(http.StatusOK, inspektorat, "nilai-ulang", nil)
	tahap(http.StatusOK, inspektorat, "nilai", nil)
	l, _ = lke(verif)
	if k := l.Komponen[0].Sub[0].Kriteria[0]; !k.Berbeda || k.Mandiri == nil || k.Penilai == nil || len(l.Saran) != 1 || l.Penilai.Nilai == nil {
		t.Errorf("evaluated: got %+v, %d recommendations", k, len(l.Saran))
	}
	final := map[string]string{"nomor": "700/12/2026", "tanggal": "2026-03-20"}
	tahap(http.StatusForbidden, verif, "final", final)
	tahap(http.StatusOK, inspektorat, "final", final)
	d.harus(http.StatusCreated, minta{oleh: verif, rute: "POST " + thn + "/mulai", isian: contoh("tahun", "2026"), body: map[string]int{"dari": 2025}})
	if w := d.harus(http.StatusOK, minta{oleh: inspektorat, rute: "POST " + thn + "/lke/salurkan", isian: contoh()}); w.Body.String() != `{"banyak":0}`+"\n" {
		t.Errorf("distribute what is there: got %s", w.Body)
	}
	l, _ = lke(verif)
	if len(l.Berikutnya) != 1 || l.Berikutnya[0].Asal == nil || l.Berikutnya[0].Asal.Tahun != servicetest.Tahun || !l.TahunDepan || l.LHE.Nomor != final["nomor"] {
		t.Errorf("final: got %+v of %+v", l.Berikutnya, l.LHE)
	}
	w = d.harus(http.StatusOK, minta{oleh: verif, rute: "GET " + thn + "/rekomendasi/{id}", isian: contoh("tahun", "2026", "id", "1")})
	d.harus(http.StatusOK, minta{oleh: verif, rute: "PUT " + thn + "/rekomendasi/{id}", isian: contoh("tahun", "2026", "id", "1"), body: w.Body.Bytes(), header: map[string]string{"If-Match": w.Header().Get("ETag")}})
	tahap(http.StatusForbidden, inspektorat, "buka-kembali", map[string]string{"alasan": "Salah menilai."})
	tahap(http.StatusUnprocessableEntity, "admin-contoh", "buka-kembali", map[string]string{"alasan": "Salah     "})
	tahap(http.StatusOK, "admin-contoh", "buka-kembali", map[string]string{"alasan": "Salah menilai dua kriteria."})
	d.harus(http.StatusNotFound, minta{oleh: "inspektorat-trenggalek", rute: "GET " + thn + "/lke", isian: contoh()})
}
