package sakip

import (
	"slices"
	"sort"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Target is what an indicator is to reach: a value, a range (arah rentang), or the
// label of a predikat. Tercetak is how the agreement prints it when that says more
// than the value, as in "90,30 (AA)".
type Target struct {
	Nilai    *decimal.Decimal
	Bawah    *decimal.Decimal
	Atas     *decimal.Decimal
	Predikat string
	Tercetak string
}

// Kosong tells whether nothing was set.
func (t Target) Kosong() bool {
	return t.Nilai == nil && t.Bawah == nil && t.Atas == nil && t.Predikat == ""
}

// Validasi lists every fault of the target.
func (t Target) Validasi() error {
	var l fault.List
	takNegatif := func(field string, v *decimal.Decimal) {
		if v != nil && v.IsNegative() {
			l.Add("", fault.At(field, fault.Invalid, "Target tidak boleh negatif."))
		}
	}
	takNegatif("nilai", t.Nilai)
	takNegatif("bawah", t.Bawah)
	takNegatif("atas", t.Atas)
	if (t.Bawah == nil) != (t.Atas == nil) {
		l.Add("", fault.At("atas", fault.Invalid, "Rentang memerlukan batas bawah dan batas atas."))
	}
	if t.Bawah != nil && t.Atas != nil && t.Bawah.GreaterThan(*t.Atas) {
		l.Add("", fault.At("bawah", fault.Invalid, "Batas bawah melebihi batas atas."))
	}
	return l.Err()
}

// JenisPerjanjian tells the first agreement of a year from its changes.
type JenisPerjanjian string

const (
	PKInduk     JenisPerjanjian = "induk"
	PKPerubahan JenisPerjanjian = "perubahan"
)

// Perjanjian is one version of the Perjanjian Kinerja (PermenPANRB 53/2014,
// lampiran I). It counts from Tanggal on once it is Ditandatangani.
type Perjanjian struct {
	Versi          string // e.g. "induk", "perubahan-1"
	Jenis          JenisPerjanjian
	Nomor          string
	Tanggal        Tanggal
	Ditandatangani bool
	Alasan         string // why it was changed
	Catatan        string
	PihakPertama   string // id of the Pejabat
	PihakKedua     string // as printed, e.g. "Bupati Trenggalek"
	Target         map[string]Target
	Program        []AnggaranProgram
}

// AnggaranProgram is a program's money in the agreement.
type AnggaranProgram struct {
	Kode, Nama string
	Anggaran   decimal.Decimal
	SumberDana string
}

// Total is the sum of the programs' money.
func (p Perjanjian) Total() decimal.Decimal {
	sum := nol
	for _, a := range p.Program {
		sum = sum.Add(a.Anggaran)
	}
	return sum
}

// PerjanjianBerlaku is the version in force on a day: of the signed ones dated on or
// before it the last of UrutPerjanjian.
func PerjanjianBerlaku(semua []Perjanjian, pada Tanggal) (Perjanjian, bool) {
	var hasil Perjanjian
	ada := false
	for _, p := range UrutPerjanjian(semua) {
		if p.Ditandatangani && p.Tanggal <= pada {
			hasil, ada = p, true
		}
	}
	return hasil, ada
}

// UrutPerjanjian orders versions by day, induk first on one day; a draft without a day
// is the last. What is equal stays as listed.
func UrutPerjanjian(semua []Perjanjian) []Perjanjian {
	out := append([]Perjanjian(nil), semua...)
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := out[i].Tanggal, out[j].Tanggal; a != b {
			return b == "" || a != "" && a < b
		}
		return out[i].Jenis == PKInduk && out[j].Jenis != PKInduk
	})
	return out
}

// Validasi lists every fault of the version on its own.
func (p Perjanjian) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("versi", p.Versi))
	pilihan(&l, "jenis", p.Jenis, PKInduk, PKPerubahan)
	l.Add("", p.Tanggal.validasi("tanggal", p.Ditandatangani))
	if p.Jenis == PKPerubahan && p.Ditandatangani {
		l.Add("", wajib("alasan", p.Alasan))
	}
	for _, id := range kunciUrut(p.Target) {
		l.Add("target."+id, p.Target[id].Validasi())
		if p.Target[id].Kosong() {
			l.Add("", fault.At("target."+id, fault.Required))
		}
	}
	kode := unik{jenis: "program", l: &l}
	for i, a := range p.Program {
		f := at("program", i)
		l.Add(f, wajib("kode", a.Kode))
		kode.tambah(f+".kode", a.Kode)
		l.Add("", rupiah(f+".anggaran", a.Anggaran))
	}
	return l.Err()
}

// SiapTandaTangan lists what keeps a version from being signed: whom and what it binds,
// and what it follows.
func (d DataTahun) SiapTandaTangan(p Perjanjian) error {
	var l fault.List
	if n := slices.IndexFunc(d.OPD.Pejabat, func(o Pejabat) bool { return o.ID == p.PihakPertama }); p.PihakPertama == "" {
		l.Add("", fault.At("pihak_pertama", fault.Required))
	} else if n < 0 {
		l.Add("", fault.At("pihak_pertama", fault.Unknown, "Pejabat", p.PihakPertama))
	} else if !d.OPD.Pejabat[n].Menjabat(p.Tanggal) {
		l.Add("", fault.At("pihak_pertama", fault.Invalid, d.OPD.Pejabat[n].Nama+" tidak menjabat pada tanggal ini. Periksa tanggalnya atau masa jabatannya di profil."))
	}
	l.Add("", wajib("pihak_kedua", p.PihakKedua))
	if len(p.Target) == 0 {
		l.Add("", fault.At("target", fault.Invalid, "Perjanjian Kinerja ini belum punya target. Isi target lebih dahulu."))
	}
	induk := false
	for _, lain := range d.Perjanjian {
		switch {
		case lain.Versi == p.Versi || !lain.Ditandatangani:
		case lain.Jenis == PKInduk && p.Jenis == PKInduk:
			l.Add("", fault.At("jenis", fault.Invalid, "Perjanjian Kinerja induk versi "+lain.Versi+" sudah ditandatangani; buat versi perubahan."))
		case lain.Tanggal > p.Tanggal && p.Jenis == PKPerubahan:
			l.Add("", fault.At("tanggal", fault.Invalid, "Versi "+lain.Versi+" bertanggal lebih baru. Pilih tanggal sesudahnya."))
		case lain.Jenis == PKInduk:
			induk = true
		}
	}
	if p.Jenis == PKPerubahan && !induk && len(l) == 0 {
		l.Add("", fault.At("jenis", fault.Invalid, "Belum ada Perjanjian Kinerja induk yang ditandatangani sebelum perubahan ini."))
	}
	return l.Err()
}

// PerbandinganPerjanjian is what one version changed against the one before.
type PerbandinganPerjanjian struct {
	Dari, Ke     string // versions
	Target       []PerubahanTarget
	Program      []PerubahanProgram
	SelisihTotal decimal.Decimal
}

// PerubahanTarget is an indicator's target in both versions; an empty one is absent.
type PerubahanTarget struct {
	Indikator string
	Dari, Ke  Target
	Berubah   bool
}

// PerubahanProgram is a program's money in both versions; nil is absent.
type PerubahanProgram struct {
	Kode, Nama string
	Dari, Ke   *decimal.Decimal
	Selisih    decimal.Decimal
}

// BandingkanPerjanjian compares each version with the one before, by date.
// Indicators stand in the order given, programs in that of the later version.
func BandingkanPerjanjian(semua []Perjanjian, indikator []Indikator) []PerbandinganPerjanjian {
	var out []PerbandinganPerjanjian
	urut := UrutPerjanjian(semua)
	for n := 1; n < len(urut); n++ {
		a, b := urut[n-1], urut[n]
		p := PerbandinganPerjanjian{Dari: a.Versi, Ke: b.Versi, SelisihTotal: b.Total().Sub(a.Total())}
		for _, i := range indikator {
			dari, ke := a.Target[i.ID], b.Target[i.ID]
			if !dari.Kosong() || !ke.Kosong() {
				p.Target = append(p.Target, PerubahanTarget{i.ID, dari, ke, !dari.sama(ke)})
			}
		}
		p.Program = bandingkanProgram(a.Program, b.Program)
		out = append(out, p)
	}
	return out
}

func bandingkanProgram(dari, ke []AnggaranProgram) []PerubahanProgram {
	var out []PerubahanProgram
	lama := map[string]AnggaranProgram{}
	for _, p := range dari {
		lama[p.Kode] = p
	}
	for _, p := range ke {
		c := PerubahanProgram{Kode: p.Kode, Nama: p.Nama, Ke: salin(p.Anggaran), Selisih: p.Anggaran}
		if l, ok := lama[p.Kode]; ok {
			c.Dari, c.Selisih = salin(l.Anggaran), p.Anggaran.Sub(l.Anggaran)
			delete(lama, p.Kode)
		}
		out = append(out, c)
	}
	for _, p := range dari {
		if _, hilang := lama[p.Kode]; hilang {
			out = append(out, PerubahanProgram{Kode: p.Kode, Nama: p.Nama, Dari: salin(p.Anggaran), Selisih: p.Anggaran.Neg()})
		}
	}
	return out
}

func (t Target) sama(u Target) bool {
	eq := func(a, b *decimal.Decimal) bool { return a == nil && b == nil || a != nil && b != nil && a.Equal(*b) }
	return eq(t.Nilai, u.Nilai) && eq(t.Bawah, u.Bawah) && eq(t.Atas, u.Atas) && t.Predikat == u.Predikat
}
