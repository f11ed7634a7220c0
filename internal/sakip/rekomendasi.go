package sakip

import (
	"slices"

	"capaian/internal/fault"
)

// HasilTindakLanjut is how far a recommendation was followed up, as the report's
// table has it: TS (tuntas sesuai), TB (tindak lanjut belum selesai), BT (belum
// ditindaklanjuti).
type HasilTindakLanjut string

const (
	TuntasSesuai        HasilTindakLanjut = "TS"
	TindakLanjutBelum   HasilTindakLanjut = "TB"
	BelumDitindaklanjut HasilTindakLanjut = "BT"
)

// Rekomendasi is a recommendation of the SAKIP evaluation and what became of it.
type Rekomendasi struct {
	No           int
	Uraian       string
	TindakLanjut string
	Hasil        HasilTindakLanjut
	Keterangan   string
	Tenggat      Tanggal  // by when it is to be followed up
	Bukti        []string // ids of files handed in for the year
	Asal         *AsalRekomendasi
}

// AsalRekomendasi is the recommendation of an evaluation sheet that one came from; what it
// says is then the evaluator's, and not changed here.
type AsalRekomendasi struct {
	Tahun    int    // of the sheet
	Saran    string // id of its SaranLKE
	Kriteria string
	Dicabut  bool // taken back after something had been done about it
}

// Berlaku tells whether the recommendation is to be followed up: it was not taken back.
func (r Rekomendasi) Berlaku() bool { return r.Asal == nil || !r.Asal.Dicabut }

// RekomendasiBerlaku are the year's recommendations that are to be followed up.
func (d DataTahun) RekomendasiBerlaku() []Rekomendasi {
	var out []Rekomendasi
	for _, r := range d.Rekomendasi {
		if r.Berlaku() {
			out = append(out, r)
		}
	}
	return out
}

// belumDikerjakan tells whether nobody has written anything about it yet.
func (r Rekomendasi) belumDikerjakan() bool {
	return r.Hasil == BelumDitindaklanjut && kosong(r.TindakLanjut) && kosong(r.Keterangan) && len(r.Bukti) == 0
}

// Validasi lists every fault.
func (r Rekomendasi) Validasi() error {
	var l fault.List
	if r.No < 1 || r.No > maksNo {
		l.Add("", fault.At("no", fault.OutOfRange, "1", "999"))
	}
	l.Add("", wajib("uraian", r.Uraian))
	l.Add("", panjang("tindak_lanjut", r.TindakLanjut))
	l.Add("", panjang("keterangan", r.Keterangan))
	l.Add("", r.Tenggat.validasi("tenggat", false))
	bukti := unik{jenis: "bukti", l: &l}
	for i, id := range r.Bukti {
		l.Add("", ValidasiID(at("bukti", i), id))
		bukti.tambah(at("bukti", i), id)
	}
	pilihan(&l, "hasil", r.Hasil, TuntasSesuai, TindakLanjutBelum, BelumDitindaklanjut)
	if r.Asal != nil {
		l.Add("", ValidasiTahun("asal.tahun", r.Asal.Tahun))
		l.Add("", ValidasiID("asal.saran", r.Asal.Saran))
		l.Add("", ValidasiID("asal.kriteria", r.Asal.Kriteria))
	}
	return l.Err()
}

// maksNo is the highest number that a recommendation may have.
const maksNo = 999

// Salurkan is what a final sheet changes of the recommendations of the year after: tulis
// are new and corrected ones, hapus the numbers of those that were taken back before
// anybody did something about them. Doing it again changes nothing. A sheet that is not
// final changes nothing.
func (k LKE) Salurkan(ada []Rekomendasi) (tulis []Rekomendasi, hapus []int, err error) {
	if k.Status != LKEFinal {
		return nil, nil, nil
	}
	dipakai := map[int]bool{}
	dari := map[string]Rekomendasi{}
	for _, r := range ada {
		dipakai[r.No] = true
		if r.Asal != nil && r.Asal.Tahun == k.Tahun {
			dari[r.Asal.Saran] = r
		}
	}
	no := 0
	for _, s := range k.Saran {
		asal := AsalRekomendasi{Tahun: k.Tahun, Saran: s.ID, Kriteria: s.Kriteria}
		r, sudah := dari[s.ID]
		delete(dari, s.ID)
		if sudah && r.Uraian == s.Uraian && r.Tenggat == s.Tenggat && *r.Asal == asal {
			continue
		}
		if !sudah {
			for no++; dipakai[no]; no++ {
			}
			if no > maksNo {
				return nil, nil, fault.New(fault.TooLarge, "999 rekomendasi")
			}
			r = Rekomendasi{No: no, Hasil: BelumDitindaklanjut}
		}
		r.Uraian, r.Tenggat, r.Asal = s.Uraian, s.Tenggat, &asal
		tulis = append(tulis, r)
	}
	for _, id := range kunciUrut(dari) {
		switch r := dari[id]; {
		case r.belumDikerjakan():
			hapus = append(hapus, r.No)
		case !r.Asal.Dicabut:
			asal := *r.Asal
			asal.Dicabut = true
			r.Asal = &asal
			tulis = append(tulis, r)
		}
	}
	slices.Sort(hapus)
	return tulis, hapus, nil
}
