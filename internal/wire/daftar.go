package wire

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// packers are writers that wait to be used again: one allocates more than it writes.
var packers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a valid one
	return z
}}

// Gzip is the stored form of a result.
func (c Capaian) Gzip() ([]byte, error) {
	var b bytes.Buffer
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&b)
	if err := json.NewEncoder(z).Encode(c); err != nil {
		return nil, fmt.Errorf("encode result: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compress result: %w", err)
	}
	return b.Bytes(), nil
}

// maksHasil bounds what a stored result may unpack to.
const maksHasil = 64 << 20

// UraiCapaian reads what Gzip wrote.
func UraiCapaian(b []byte) (*Capaian, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("open result: %w", err)
	}
	var c Capaian
	if err := json.NewDecoder(io.LimitReader(z, maksHasil)).Decode(&c); err != nil {
		return nil, fmt.Errorf("read result: %w", err)
	}
	return &c, nil
}

// DaftarPerjanjian are the versions of a year's agreement with what was changed, and
// the budget in force with its amounts in words.
type DaftarPerjanjian struct {
	Versi        []VersiPerjanjian        `json:"versi"`
	Perbandingan []PerbandinganPerjanjian `json:"perbandingan"`
	Anggaran     *TotalAnggaran           `json:"anggaran"`
}

// VersiPerjanjian is one version with its total.
type VersiPerjanjian struct {
	Perjanjian
	Total          string `json:"total"`
	TotalTampil    string `json:"total_tampil"`
	TotalTerbilang string `json:"total_terbilang"`
}

// PerbandinganPerjanjian is what a version changed against the one before.
type PerbandinganPerjanjian struct {
	Dari         string             `json:"dari"`
	Ke           string             `json:"ke"`
	Target       []PerubahanTarget  `json:"target"`
	Program      []PerubahanProgram `json:"program"`
	SelisihTotal string             `json:"selisih_total"`
	SelisihTeks  string             `json:"selisih_total_tampil"`
}

// PerubahanTarget is an indicator's target in both versions, as printed.
type PerubahanTarget struct {
	Indikator string  `json:"indikator"`
	Dari      *string `json:"dari"`
	DariTeks  string  `json:"dari_tampil"`
	Ke        *string `json:"ke"`
	KeTeks    string  `json:"ke_tampil"`
	Berubah   bool    `json:"berubah"`
}

// PerubahanProgram is a program's money in both versions; null is absent.
type PerubahanProgram struct {
	Kode        string  `json:"kode"`
	Nama        string  `json:"nama"`
	Dari        *string `json:"dari"`
	Ke          *string `json:"ke"`
	Selisih     string  `json:"selisih"`
	SelisihTeks string  `json:"selisih_tampil"`
}

// TotalAnggaran is the agency's whole budget and what was spent of it at year's end.
// *_rupiah is the whole rupiah; the words leave the sen out where the policy says so.
type TotalAnggaran struct {
	Anggaran           string  `json:"anggaran"`
	AnggaranRupiah     string  `json:"anggaran_rupiah"`
	AnggaranTerbilang  string  `json:"anggaran_terbilang"`
	Realisasi          *string `json:"realisasi"`
	RealisasiRupiah    *string `json:"realisasi_rupiah"`
	RealisasiTerbilang string  `json:"realisasi_terbilang"`
	CapaianTampil      string  `json:"capaian_tampil"`
}

// FromDaftarPerjanjian computes the agreement's page of a year.
func FromDaftarPerjanjian(d sakip.DataTahun) DaftarPerjanjian {
	out := DaftarPerjanjian{Versi: []VersiPerjanjian{}, Perbandingan: []PerbandinganPerjanjian{}}
	for _, p := range sakip.UrutPerjanjian(d.Perjanjian) {
		t := p.Total()
		out.Versi = append(out.Versi, VersiPerjanjian{FromPerjanjian(p), sakip.Teks(t), locale.Rupiah(t), Terbilang(t, d.Kebijakan)})
	}
	for _, b := range sakip.BandingkanPerjanjian(d.Perjanjian, d.IndikatorUrut()) {
		w := PerbandinganPerjanjian{Dari: b.Dari, Ke: b.Ke, Target: []PerubahanTarget{}, Program: []PerubahanProgram{},
			SelisihTotal: sakip.Teks(b.SelisihTotal), SelisihTeks: locale.Rupiah(b.SelisihTotal)}
		for _, t := range b.Target {
			w.Target = append(w.Target, PerubahanTarget{t.Indikator, teks(t.Dari.Nilai), TampilTarget(t.Dari),
				teks(t.Ke.Nilai), TampilTarget(t.Ke), t.Berubah})
		}
		for _, p := range b.Program {
			w.Program = append(w.Program, PerubahanProgram{p.Kode, p.Nama, teks(p.Dari), teks(p.Ke),
				sakip.Teks(p.Selisih), locale.Rupiah(p.Selisih)})
		}
		out.Perbandingan = append(out.Perbandingan, w)
	}
	out.Anggaran = totalAnggaran(d)
	return out
}

func totalAnggaran(d sakip.DataTahun) *TotalAnggaran {
	h := sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4})
	if len(h.Anggaran) == 0 {
		return nil
	}
	puncak := h.Anggaran[0]
	out := &TotalAnggaran{Anggaran: rupiah(*puncak.Anggaran.Nilai), AnggaranRupiah: sakip.Teks(puncak.Anggaran.Nilai.Truncate(0)), AnggaranTerbilang: Terbilang(*puncak.Anggaran.Nilai, d.Kebijakan),
		CapaianTampil: tampil(puncak.Capaian, d.Kebijakan)}
	if r := puncak.Realisasi.Nilai; r != nil {
		bulat := sakip.Teks(r.Truncate(0))
		out.Realisasi, out.RealisasiRupiah, out.RealisasiTerbilang = rupiahPtr(r), &bulat, Terbilang(*r, d.Kebijakan)
	}
	return out
}

// DaftarPembanding are a year's benchmark tables and facts with what follows from them.
type DaftarPembanding struct {
	Tabel []HasilTabel `json:"tabel"`
	Fakta []HasilFakta `json:"fakta"`
}

// HasilTabel is a benchmark table with its computed columns; Hasil is by row.
type HasilTabel struct {
	TabelPembanding
	Hasil []HasilBanding `json:"hasil"`
}

// HasilBanding is what follows from one row.
type HasilBanding struct {
	Nama            string  `json:"nama"`
	Perubahan       *string `json:"perubahan"`
	PerubahanTampil string  `json:"perubahan_tampil"`
	Persen          *string `json:"perubahan_persen"`
	PersenTampil    string  `json:"perubahan_persen_tampil"`
	Bagian          *string `json:"bagian"`
	BagianTampil    string  `json:"bagian_tampil"`
	Peringkat       *int    `json:"peringkat"`
	DariBanyak      int     `json:"dari_banyak,omitempty"`
}

// HasilFakta is a fact with what follows from it.
type HasilFakta struct {
	Fakta
	Hasil HasilFaktaAngka `json:"hasil"`
}

// HasilFaktaAngka are the computed figures of a fact.
type HasilFaktaAngka struct {
	Nilai           *string `json:"nilai"`
	NilaiTampil     string  `json:"nilai_tampil"`
	Perubahan       *string `json:"perubahan"`
	PerubahanTampil string  `json:"perubahan_tampil"`
	Persen          *string `json:"perubahan_persen"`
	PersenTampil    string  `json:"perubahan_persen_tampil"`
	Bagian          *string `json:"bagian"`
	BagianTampil    string  `json:"bagian_tampil"`
}

// FromDaftarPembanding computes the comparisons of a year.
func FromDaftarPembanding(d sakip.DataTahun) DaftarPembanding {
	k := d.Kebijakan
	out := DaftarPembanding{Tabel: []HasilTabel{}, Fakta: []HasilFakta{}}
	for _, t := range d.Pembanding {
		w := HasilTabel{TabelPembanding: FromTabelPembanding(t), Hasil: []HasilBanding{}}
		for i, h := range t.Banding(k) {
			b := HasilBanding{Nama: t.Baris[i].Nama, Perubahan: mentah(h.Perubahan.Nilai), PerubahanTampil: tampilBulat(h.Perubahan, k),
				Persen: mentah(h.PerubahanPersen.Nilai), PersenTampil: tampilBulat(h.PerubahanPersen, k),
				Bagian: mentah(h.Bagian.Nilai), BagianTampil: tampilBulat(h.Bagian, k)}
			if h.Peringkat > 0 {
				b.Peringkat, b.DariBanyak = &h.Peringkat, h.DariBanyak
			}
			w.Hasil = append(w.Hasil, b)
		}
		out.Tabel = append(out.Tabel, w)
	}
	for _, f := range d.Fakta {
		h := f.Hitung(k)
		out.Fakta = append(out.Fakta, HasilFakta{FromFakta(f), HasilFaktaAngka{
			Nilai: mentah(h.Nilai.Nilai), NilaiTampil: tampilNilai(h.Nilai.Nilai),
			Perubahan: mentah(h.Perubahan.Nilai), PerubahanTampil: tampilBulat(h.Perubahan, k),
			Persen: mentah(h.PerubahanPersen.Nilai), PersenTampil: tampilBulat(h.PerubahanPersen, k),
			Bagian: mentah(h.Bagian.Nilai), BagianTampil: tampilBulat(h.Bagian, k)}})
	}
	return out
}

func tampilBulat(a sakip.Angka, k sakip.Kebijakan) string {
	if a.Nilai == nil {
		return ""
	}
	return locale.Angka(k.Bulat(*a.Nilai), k.Desimal)
}

// Terbilang is an amount in words, spelled and with or without its sen as the policy
// has it; "" for an amount that has no words.
func Terbilang(d decimal.Decimal, k sakip.Kebijakan) string {
	ejaan := locale.Miliar
	if k.EjaanMiliar == "milyar" {
		ejaan = locale.Milyar
	}
	if !k.TerbilangSen {
		d = d.Truncate(0)
	}
	s, err := locale.Terbilang(d, ejaan)
	if err != nil {
		return ""
	}
	return s
}
