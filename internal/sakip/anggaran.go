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
	Kas     []decimal.Decimal // money planned for each quarter I to IV (anggaran kas); none before it is entered
	Baris   []BarisAnggaran
}

// KasSD is the money planned from January up to the end of a quarter.
func (v VersiAnggaran) KasSD(tw int) (decimal.Decimal, bool) {
	sum := nol
	if len(v.Kas) != 4 {
		return sum, false
	}
	for _, d := range v.Kas[:tw] {
		sum = sum.Add(d)
	}
	return sum, true
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
	Triwulan   int
	Nilai      decimal.Decimal
	Status     Status
	Penjelasan map[string]string // as of Realisasi

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

// BarisTabel is a row of the entry table of a budget: a leaf, or the sum of the leaves
// shown below it. Realisasi is the sum of what is known of them, N leaves of M.
type BarisTabel struct {
	BarisAnggaran
	Dalam     int // 0 at the top
	Pagu      decimal.Decimal
	Realisasi decimal.Decimal
	N, M      int
	Serapan   Capaian // of Realisasi, however much of it is known
}

// TabelAnggaran are the leaves that pilih takes, each below all of its parents, in the
// order of the document. nilai is what is known to be spent on a leaf.
func (v VersiAnggaran) TabelAnggaran(pilih func(IdentitasBaris) bool, nilai map[IdentitasBaris]decimal.Decimal, k Kebijakan) []BarisTabel {
	induk := map[string]string{}
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
	}
	jumlah := map[string]BarisTabel{}
	for _, b := range v.Baris {
		if b.Pagu == nil || !pilih(b.IdentitasBaris) {
			continue
		}
		n, ada := nilai[b.IdentitasBaris]
		for kode, langkah := b.Induk, 0; kode != "" && langkah <= len(v.Baris); kode, langkah = induk[kode], langkah+1 {
			j := jumlah[kode]
			j.Pagu, j.Realisasi, j.M = j.Pagu.Add(*b.Pagu), j.Realisasi.Add(n), j.M+1
			if ada {
				j.N++
			}
			jumlah[kode] = j
		}
	}
	var out []BarisTabel
	for _, b := range v.Baris {
		t := BarisTabel{}
		switch {
		case b.Pagu == nil:
			t = jumlah[b.Kode]
		case pilih(b.IdentitasBaris):
			n, ada := nilai[b.IdentitasBaris]
			t.Pagu, t.Realisasi, t.M = *b.Pagu, n, 1
			if ada {
				t.N = 1
			}
		}
		if t.M == 0 {
			continue
		}
		t.BarisAnggaran = b
		for kode := b.Induk; kode != "" && t.Dalam <= len(v.Baris); kode = induk[kode] {
			t.Dalam++
		}
		r := takDiketahui(BelumDilaporkan, Penjelasan{Aturan: "anggaran.entri"})
		if t.N > 0 {
			r = diketahui(t.Realisasi, Penjelasan{Aturan: "anggaran.entri"})
		}
		t.Serapan = capaianAnggaran(diketahui(t.Pagu, Penjelasan{Aturan: "anggaran.entri"}), r, k)
		out = append(out, t)
	}
	return out
}

// Validasi lists every fault of the version.
func (v VersiAnggaran) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("versi", v.Versi))
	pilihan(&l, "jenis", v.Jenis, AnggaranInduk, AnggaranPergeseran, AnggaranPerubahan)
	l.Add("", v.Tanggal.validasi("tanggal", true))
	if len(v.Kas) != 0 && len(v.Kas) != 4 {
		l.Add("", fault.At("kas", fault.Invalid, "Anggaran kas diisi untuk keempat triwulan, atau dikosongkan semua."))
	}
	for i, d := range v.Kas {
		l.Add("", rupiah(at("kas", i), d))
	}
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
	validasiAlasan(&l, r.Penjelasan)
	l.Add("", panjang("catatan", r.Catatan))
	l.Add("", panjang("dibuka_kembali", r.DibukaKembali))
	return l.Err()
}
