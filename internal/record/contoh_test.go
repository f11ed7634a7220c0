package record

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
	"capaian/internal/wire"
)

func des(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func ada(s string) *decimal.Decimal { d := des(s); return &d }

var contohOPD = sakip.PerangkatDaerah{ID: "dinsos", Kabupaten: "trenggalek", Nama: "Dinas Sosial", Zona: "WIB"}

var contohRenstra = sakip.Renstra{TahunAwal: 2021, TahunAkhir: 2026, Visi: "Maju"}

func identitas(sub, kode, sumber string) sakip.IdentitasBaris {
	return sakip.IdentitasBaris{SubUnit: sub, Kode: kode, Sumber: sumber}
}

// contohTahun is an agency-year with every list in the order that it is loaded in,
// which is nowhere the order of the keys alone.
func contohTahun() sakip.DataTahun {
	return sakip.DataTahun{
		OPD: contohOPD, Tahun: 2023, Renstra: contohRenstra, Kebijakan: sakip.KebijakanBaku(2023),
		Indikator: []sakip.Indikator{
			{ID: "IKU-2", Kunci: "nilai", Urut: 1, Formula: sakip.Formula{Jenis: sakip.FormulaNilai}, Frekuensi: sakip.Tahunan, AkumulasiX: sakip.PosisiAkhir},
			{ID: "IKU-1", Kunci: "skor", Urut: 2, Formula: sakip.Formula{Jenis: sakip.FormulaSkor, SkorMaksimal: ada("4.00")}},
			{ID: "IKU-10", Kunci: "lain", Urut: 2, Formula: sakip.Formula{Jenis: sakip.FormulaNilai}},
		},
		Perjanjian: []sakip.Perjanjian{
			{Versi: "zz-induk", Jenis: sakip.PKInduk, Tanggal: "2023-01-02", Target: map[string]sakip.Target{"IKU-1": {Nilai: ada("90.30")}}},
			{Versi: "perubahan-1", Jenis: sakip.PKPerubahan, Tanggal: "2023-01-02"},
			{Versi: "perubahan-2", Jenis: sakip.PKPerubahan, Tanggal: "2023-01-02"},
			{Versi: "awal", Jenis: sakip.PKPerubahan, Tanggal: "2023-10-02"},
		},
		RencanaAksi: []sakip.RencanaAksi{{Indikator: "IKU-1", Triwulan: 1}, {Indikator: "IKU-1", Triwulan: 2}, {Indikator: "IKU-2", Triwulan: 1}},
		Realisasi: []sakip.Realisasi{
			{Indikator: "IKU-1", Triwulan: 1, X: ada("3.40"), Status: sakip.Final},
			{Indikator: "IKU-1", Triwulan: 4, X: ada("3.5"), Status: sakip.Final},
			{Indikator: "IKU-10", Triwulan: 1, X: ada("1"), Status: sakip.Draf},
			{Indikator: "IKU-2", Triwulan: 4, X: ada("98.90"), Status: sakip.Final},
			{Indikator: "IKU-GONE", Triwulan: 4, X: ada("1"), Y: ada("2"), Status: sakip.Final},
		},
		Anggaran: []sakip.VersiAnggaran{
			{Versi: "perubahan", Tanggal: "2023-01-01", Baris: []sakip.BarisAnggaran{
				{IdentitasBaris: identitas("", "9", ""), Nama: "atas"},
				{IdentitasBaris: identitas("b#9", "1", "DAU"), Induk: "9", Nama: "sama", Pagu: ada("10.50")},
				{IdentitasBaris: identitas("a", "1", "DAU"), Induk: "9", Nama: "sama", Pagu: ada("20")},
			}},
			{Versi: "awal", Tanggal: "2023-03-01"},
			{Versi: "induk", Tanggal: "2023-03-01", Baris: []sakip.BarisAnggaran{{IdentitasBaris: identitas("", "9", ""), Nama: "lain", Pagu: ada("1")}}},
		},
		RealisasiAnggaran: []sakip.RealisasiAnggaran{
			{IdentitasBaris: identitas("a", "1", "DAU"), Triwulan: 1, Nilai: des("5.05")},
			{IdentitasBaris: identitas("a", "1", "DAU"), Triwulan: 2, Nilai: des("6")},
			{IdentitasBaris: identitas("b#9", "1", "DAU"), Triwulan: 1, Nilai: des("0")},
		},
		Pembanding:  []sakip.TabelPembanding{{ID: "a", Judul: "A"}, {ID: "b", Judul: "B"}},
		Fakta:       []sakip.Fakta{{ID: "a", Nilai: ada("1.50")}, {ID: "b", Nilai: ada("2")}},
		Rekomendasi: []sakip.Rekomendasi{{No: 2, Uraian: "b"}, {No: 10, Uraian: "a"}},
		Narasi:      []sakip.Narasi{{Bagian: "bab1", Isi: "<b>"}, {Bagian: "bab2", Isi: "x"}},
		Penerimaan: []sakip.Penerimaan{
			{Temuan: "0f", Aturan: "beda_tempat", Pesan: "a", Alasan: "b", Oleh: "u-1", Nama: "Sari", Pada: time.Date(2024, 1, 3, 0, 0, 0, 0, time.UTC)},
			{Temuan: "1f", Aturan: "beda_tempat", Pesan: "c", Alasan: "d", Oleh: "u-1", Nama: "Sari", Pada: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC)},
		},
		Lalu: []sakip.TahunLalu{{Tahun: 2022, Realisasi: map[string]decimal.Decimal{"nilai": des("97.10")}}},
	}
}

// kebijakan is the default as it is read from an item: Versi is told by the system.
func kebijakan(tahun int) sakip.Kebijakan {
	k := sakip.KebijakanBaku(tahun)
	k.Versi, k.BatasBawah = "", ada("0")
	return k
}

// gudang is a store with a short way to write.
type gudang struct {
	store.Store
	t testing.TB
}

func buka(t testing.TB) gudang {
	t.Helper()
	st, err := embedded.Open(t.TempDir(), embedded.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return gudang{st, t}
}

func (g gudang) do(c store.Command) int64 {
	g.t.Helper()
	c.Audit = store.Audit{Waktu: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Perintah: "Test"}
	res, err := g.Do(g.t.Context(), c)
	if err != nil {
		g.t.Fatal(err)
	}
	return res.Meta
}

// put creates an item and tells its Versi.
func (g gudang) put(p store.Partition, k store.Key, v any) int64 {
	g.t.Helper()
	return g.do(store.Command{Partition: p, Writes: []store.Write{{Key: k, Data: Encode(v)}}})
}

// muat loads an agency-year whole, as service does: stage, then switch at once.
func (g gudang) muat(lama, baru sakip.DataTahun, rev string) {
	g.t.Helper()
	p := store.TahunOPD(baru.OPD.ID, baru.Tahun)
	meta, err := g.Meta(g.t.Context(), p)
	if err != nil {
		g.t.Fatal(err)
	}
	rows := Rows(baru)
	var alih []store.Switch
	for _, doc := range Docs(lama, baru) {
		if err := g.Stage(g.t.Context(), p, doc, rev, rows[doc]); err != nil {
			g.t.Fatal(err)
		}
		alih = append(alih, store.Switch{Doc: doc, From: meta.Rev(doc), To: rev})
	}
	index := store.IndexTahun(baru.OPD.ID)
	g.do(store.Command{Partition: p, Switches: alih, Index: &index})
}

// opd creates the agency with its Renstra.
func (g gudang) opd() {
	g.put(store.OPD("dinsos"), KeyProfil(), wire.FromOPD(contohOPD))
	g.put(store.OPD("dinsos"), KeyRenstra(), wire.FromRenstra(contohRenstra))
}
