package sakip

import (
	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// JenisAnggaran is which stage of the budget year a version belongs to.
type JenisAnggaran string

const (
	AnggaranInduk      JenisAnggaran = "induk"
	AnggaranPergeseran JenisAnggaran = "pergeseran"
	AnggaranPerubahan  JenisAnggaran = "perubahan"
)

// VersiAnggaran is one dated version of the agency's budget (DPA).
type VersiAnggaran struct {
	Versi   string // e.g. "induk", "pergeseran-1", "perubahan"
	Jenis   JenisAnggaran
	Nomor   string
	Tanggal Tanggal
	Catatan string
	Baris   []BarisAnggaran
}

// IdentitasBaris is what makes a budget row that row: never its name, for names
// repeat, and never its code alone, for one sub kegiatan may repeat per sub-unit and source.
type IdentitasBaris struct{ SubUnit, Kode, Sumber string }

// BarisAnggaran is one row in the order of the document. Rows with children are sums
// and have no Pagu of their own.
type BarisAnggaran struct {
	IdentitasBaris
	Induk   string // code of the parent; "" at the top
	Nama    string
	Tingkat Tingkat
	Pagu    *decimal.Decimal
}

// RealisasiAnggaran is what was spent on a leaf from January up to a quarter, as the
// LRA prints it.
type RealisasiAnggaran struct {
	IdentitasBaris
	Triwulan int
	Nilai    decimal.Decimal
	Status   Status

	// As in Alur.
	Catatan, DibukaKembali, Pengisi, Pemeriksa string
	Sebelum                                    int64
}

// AnggaranBerlaku is the version in force on a day: the latest dated on or before it.
func AnggaranBerlaku(semua []VersiAnggaran, pada Tanggal) (VersiAnggaran, bool) {
	var hasil VersiAnggaran
	ada := false
	for _, v := range semua {
		if v.Tanggal <= pada && (!ada || v.Tanggal >= hasil.Tanggal) {
			hasil, ada = v, true
		}
	}
	return hasil, ada
}

// Validasi lists every fault of the version.
func (v VersiAnggaran) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("versi", v.Versi))
	pilihan(&l, "jenis", v.Jenis, AnggaranInduk, AnggaranPergeseran, AnggaranPerubahan)
	l.Add("", v.Tanggal.validasi("tanggal", true))
	kode := map[string]string{} // code → parent
	anak := map[string]bool{}
	identitas := map[IdentitasBaris]bool{}
	for i, b := range v.Baris {
		f := at("baris", i)
		l.Add(f, ValidasiID("kode", b.Kode))
		l.Add(f, wajib("nama", b.Nama))
		pilihan(&l, f+".tingkat", b.Tingkat, TingkatPerangkatDaerah, TingkatBidangUrusan, TingkatProgram, TingkatKegiatan, TingkatSubKegiatan)
		if identitas[b.IdentitasBaris] {
			l.Add("", fault.At(f+".kode", fault.Duplicate, "Baris anggaran", b.Kode))
		}
		identitas[b.IdentitasBaris] = true
		if b.Induk != "" {
			if _, ok := kode[b.Induk]; !ok {
				l.Add("", fault.At(f+".induk", fault.Unknown, "Kode induk", b.Induk))
			}
			anak[b.Induk] = true
		}
		if induk, ok := kode[b.Kode]; ok && induk != b.Induk {
			l.Add("", fault.At(f+".induk", fault.Invalid, "Satu kode hanya boleh punya satu induk."))
		}
		kode[b.Kode] = b.Induk
		if b.Pagu != nil {
			l.Add("", rupiah(f+".pagu", *b.Pagu))
		}
	}
	for i, b := range v.Baris {
		switch {
		case anak[b.Kode] && b.Pagu != nil:
			l.Add("", fault.At(at("baris", i)+".pagu", fault.Invalid, "Pagu baris induk dihitung dari anaknya; kosongkan."))
		case !anak[b.Kode] && b.Pagu == nil:
			l.Add("", fault.At(at("baris", i)+".pagu", fault.Required))
		}
	}
	return l.Err()
}

// Validasi lists every fault of what was spent.
func (r RealisasiAnggaran) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("kode", r.Kode))
	pilihan(&l, "triwulan", r.Triwulan, 1, 2, 3, 4)
	pilihan(&l, "status", r.Status, Draf, Diajukan, Dikembalikan, Diverifikasi, Final)
	l.Add("", rupiah("nilai", r.Nilai))
	l.Add("", panjang("catatan", r.Catatan))
	l.Add("", panjang("dibuka_kembali", r.DibukaKembali))
	return l.Err()
}
