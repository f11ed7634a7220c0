package sakip

import (
	"sort"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// TabelPembanding is a table from elsewhere, kept as its source prints it; what
// follows from it is computed, never typed.
type TabelPembanding struct {
	ID     string
	Judul  string
	Sumber string
	Kolom  []KolomPembanding
	Baris  []BarisPembanding
	// Dari and Ke are the columns whose change is computed; Peringkat the column by
	// which rows of the JenisPeringkat are ranked, highest first; Fokus the row that the
	// report is about; Total the row that stands for the sum of the others.
	Dari, Ke, Peringkat string
	JenisPeringkat      []string
	Fokus, Total        string
}

// KolomPembanding is one column of values.
type KolomPembanding struct{ ID, Nama, Satuan string }

// BarisPembanding is one row; a column without a value is not known.
type BarisPembanding struct {
	Nama  string
	Jenis string // e.g. kabupaten, kota, provinsi
	Nilai map[string]decimal.Decimal
}

// HasilBanding is what follows from one row.
type HasilBanding struct {
	Perubahan       Angka // Ke − Dari
	PerubahanPersen Angka // (Ke − Dari) ÷ Dari × 100
	Bagian          Angka // Ke ÷ total row's Ke × 100
	Peringkat       int   // 1 is the highest; 0 is not ranked
	DariBanyak      int
}

// Banding computes every row of the table, in its order.
func (t TabelPembanding) Banding(k Kebijakan) []HasilBanding {
	out := make([]HasilBanding, len(t.Baris))
	var total *decimal.Decimal
	for _, b := range t.Baris {
		if t.Total != "" && b.Nama == t.Total {
			total = b.nilai(t.Ke)
		}
	}
	for i, b := range t.Baris {
		dari, ke := b.nilai(t.Dari), b.nilai(t.Ke)
		out[i].Perubahan = selisih(dari, ke, k)
		out[i].PerubahanPersen = selisihPersen(dari, ke, k)
		out[i].Bagian = bagian(ke, total, k)
	}
	t.beriPeringkat(out)
	return out
}

// beriPeringkat ranks by standard competition: equal values share the better place.
func (t TabelPembanding) beriPeringkat(out []HasilBanding) {
	var ikut []int
	for i, b := range t.Baris {
		if b.nilai(t.Peringkat) != nil && memuat(t.JenisPeringkat, b.Jenis) {
			ikut = append(ikut, i)
		}
	}
	sort.SliceStable(ikut, func(a, b int) bool {
		return t.Baris[ikut[a]].nilai(t.Peringkat).GreaterThan(*t.Baris[ikut[b]].nilai(t.Peringkat))
	})
	for n, i := range ikut {
		out[i].Peringkat, out[i].DariBanyak = n+1, len(ikut)
		if n > 0 && t.Baris[i].nilai(t.Peringkat).Equal(*t.Baris[ikut[n-1]].nilai(t.Peringkat)) {
			out[i].Peringkat = out[ikut[n-1]].Peringkat
		}
	}
}

func (b BarisPembanding) nilai(kolom string) *decimal.Decimal {
	if v, ok := b.Nilai[kolom]; ok {
		return &v
	}
	return nil
}

func memuat(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func selisih(dari, ke *decimal.Decimal, k Kebijakan) Angka {
	j := Penjelasan{Aturan: "pembanding.perubahan", Rumus: "nilai − nilai sebelumnya", Kebijakan: k.Versi,
		Masukan: []Masukan{masukan("sebelumnya", dari, ""), masukan("nilai", ke, "")}}
	if dari == nil || ke == nil {
		return takDiketahui(NilaiTidakAda, j)
	}
	return diketahui(ke.Sub(*dari), j)
}

func selisihPersen(dari, ke *decimal.Decimal, k Kebijakan) Angka {
	j := Penjelasan{Aturan: "pembanding.perubahan_persen", Rumus: "(nilai − nilai sebelumnya) ÷ nilai sebelumnya × 100", Kebijakan: k.Versi,
		Masukan: []Masukan{masukan("sebelumnya", dari, ""), masukan("nilai", ke, "")}}
	switch {
	case dari == nil || ke == nil:
		return takDiketahui(NilaiTidakAda, j)
	case dari.IsZero():
		return takDiketahui(PembagiNol, j)
	}
	return diketahui(persen(ke.Sub(*dari), dari.Abs()), j)
}

func bagian(nilai, total *decimal.Decimal, k Kebijakan) Angka {
	j := Penjelasan{Aturan: "pembanding.bagian", Rumus: "nilai ÷ total × 100", Kebijakan: k.Versi,
		Masukan: []Masukan{masukan("nilai", nilai, ""), masukan("total", total, "")}}
	switch {
	case nilai == nil || total == nil:
		return takDiketahui(NilaiTidakAda, j)
	case total.IsZero():
		return takDiketahui(PembagiNol, j)
	}
	return diketahui(persen(*nilai, *total), j)
}

// Fakta is a single supporting figure with its source. What may be given beside the
// value decides what is computed: Sebelumnya its change, DariTotal its share,
// Rincian the value itself as their sum.
type Fakta struct {
	ID         string
	Nama       string
	Satuan     string
	Sumber     string
	Keterangan string
	Nilai      *decimal.Decimal
	Sebelumnya *decimal.Decimal
	DariTotal  *decimal.Decimal
	Rincian    []Rincian
}

// Rincian is one part of a value.
type Rincian struct {
	Nama  string
	Nilai decimal.Decimal
}

// HasilFakta is what follows from a fact.
type HasilFakta struct {
	Nilai           Angka // given, or the sum of the parts
	Perubahan       Angka
	PerubahanPersen Angka
	Bagian          Angka
}

// Hitung computes what follows from the fact.
func (f Fakta) Hitung(k Kebijakan) HasilFakta {
	j := Penjelasan{Aturan: "fakta.nilai", Kebijakan: k.Versi}
	nilai := takDiketahui(NilaiTidakAda, j)
	switch {
	case f.Nilai != nil:
		nilai = diketahui(*f.Nilai, j)
	case len(f.Rincian) > 0:
		sum := nol
		j.Aturan, j.Rumus = "fakta.jumlah", "jumlah rincian"
		for _, r := range f.Rincian {
			sum = sum.Add(r.Nilai)
			j.Masukan = append(j.Masukan, masukan(r.Nama, salin(r.Nilai), ""))
		}
		nilai = diketahui(sum, j)
	}
	return HasilFakta{Nilai: nilai, Perubahan: selisih(f.Sebelumnya, nilai.Nilai, k),
		PerubahanPersen: selisihPersen(f.Sebelumnya, nilai.Nilai, k), Bagian: bagian(nilai.Nilai, f.DariTotal, k)}
}

// Validasi lists every fault of the table.
func (t TabelPembanding) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", t.ID))
	l.Add("", wajib("judul", t.Judul))
	l.Add("", wajib("sumber", t.Sumber))
	kolom := unik{jenis: "kolom", l: &l}
	for i, k := range t.Kolom {
		l.Add(at("kolom", i), ValidasiID("id", k.ID))
		kolom.tambah(at("kolom", i)+".id", k.ID)
	}
	rujuk := func(field, jenis, id string, u *unik) {
		if id != "" && !u.ada(id) {
			l.Add("", fault.At(field, fault.Unknown, jenis, id))
		}
	}
	rujuk("dari", "Kolom", t.Dari, &kolom)
	rujuk("ke", "Kolom", t.Ke, &kolom)
	rujuk("peringkat", "Kolom", t.Peringkat, &kolom)
	baris := unik{jenis: "baris", l: &l}
	for i, b := range t.Baris {
		l.Add(at("baris", i), wajib("nama", b.Nama))
		baris.tambah(at("baris", i)+".nama", b.Nama)
		for _, id := range kunciUrut(b.Nilai) {
			if !kolom.ada(id) {
				l.Add("", fault.At(at("baris", i)+".nilai", fault.Unknown, "Kolom", id))
			}
		}
	}
	rujuk("fokus", "Baris", t.Fokus, &baris)
	rujuk("total", "Baris", t.Total, &baris)
	return l.Err()
}

// Validasi lists every fault of the fact.
func (f Fakta) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", f.ID))
	l.Add("", wajib("nama", f.Nama))
	l.Add("", wajib("sumber", f.Sumber))
	if (f.Nilai == nil) == (len(f.Rincian) == 0) {
		l.Add("", fault.At("nilai", fault.Invalid, "Isi salah satu: nilai, atau rincian yang dijumlahkan."))
	}
	return l.Err()
}
