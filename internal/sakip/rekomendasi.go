package sakip

import "capaian/internal/fault"

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
}

// Validasi lists every fault.
func (r Rekomendasi) Validasi() error {
	var l fault.List
	if r.No < 1 || r.No > 999 {
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
	return l.Err()
}
