package reporter

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"capaian/internal/dispatch"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Every kind is made under its name, and again from its snapshot: also of an action that
// the year before left open.
func TestMakeOtherKinds(t *testing.T) {
	e := servicetest.Seeded(t)
	key := record.KeyRealisasi("IKU-1.1", 4)
	it, err := e.Embedded.Get(ctx, store.TahunOPD(opd, tahun-1), key)
	must(t, "read", err)
	var isi map[string]any
	must(t, "read", json.Unmarshal(it.Data, &isi))
	isi["tindak_lanjut"] = []wire.TindakLanjut{{Uraian: "Melatih petugas loket", PIC: "bid-layanan", Tenggat: "TW4"}}
	data, err := json.Marshal(isi)
	must(t, "write", err)
	_, err = e.Embedded.Do(ctx, store.Command{Partition: store.TahunOPD(opd, tahun-1), Writes: []store.Write{{Key: key, Versi: it.Versi, Data: data}},
		Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}})
	must(t, "an action of the year before", err)
	for _, c := range []struct {
		jenis   sakip.JenisLaporan
		dokumen string
		periode int
		nama    string
		berisi  string
	}{
		{sakip.LaporanTriwulan, "", 2, "Laporan-Triwulan-II-2025-dinas-contoh.html", "Melatih petugas loket"},
		{sakip.LaporanPerjanjian, "", 1, "Perjanjian-Kinerja-induk-2025-dinas-contoh.html", "PIHAK PERTAMA"},
		{sakip.LaporanPerjanjian, "perubahan", 1, "Perjanjian-Kinerja-perubahan-2025-dinas-contoh.html", "Perubahan APBD"},
		{sakip.LaporanPerjanjian, "/jenjang", 4, "Perjanjian-Kinerja-jenjang-perubahan-2025-dinas-contoh.html", "KONSEP"},
		{sakip.LaporanRencana, "", 4, "Rencana-Aksi-TW4-2025-dinas-contoh.html", "RENCANA AKSI"},
		{sakip.FormulirE81, "", 3, "Formulir-E81-TW3-2025-dinas-contoh.html", "Predikat kinerja"},
	} {
		t.Run(c.nama, func(t *testing.T) {
			l, err := e.RequestLaporan(ctx, e.As(t, "kepala-contoh"), opd, tahun, sakip.Laporan{Jenis: c.jenis, Dokumen: c.dokumen, Periode: c.periode, Format: sakip.HTML})
			must(t, "ask", err)
			j := dispatch.Job{OPD: opd, Tahun: tahun, Laporan: l.ID}
			must(t, "make", pembuat(e).Make(ctx, j))
			if l = laporan(t, e, j); l.Status != sakip.LaporanSelesai || l.Nama != c.nama {
				t.Fatalf("record: got %+v, want %s made", l, c.nama)
			}
			body := isiBerkas(t, e, l.Objek)
			if !strings.Contains(string(body), c.berisi) {
				t.Errorf("file lacks %q", c.berisi)
			}
			if again := dariCuplikan(t, isiBerkas(t, e, l.Cuplikan), sakip.HTML); !bytes.Equal(again, body) {
				t.Errorf("made again from the snapshot: other bytes: %s", beda(again, body))
			}
		})
	}
}
