package sakip

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// UbahBaris is one change of a budget version: the row in the place of Asal, the row
// Asal taken out (Hapus), or, without Asal, a row more. A row in the place of another
// stays under its parent. The pagu of a row with children is what the document prints as
// their sum: it is held against the sum and not kept.
type UbahBaris struct {
	BarisAnggaran
	Asal  *IdentitasBaris
	Hapus bool
}

// Ubah makes the changes of some rows in the whole version; rows that no change speaks
// of stay as they are. Rows under a code that gets another one follow it. Faults are under
// baris[n], n counting the changes.
func (v VersiAnggaran) Ubah(ubah []UbahBaris) (VersiAnggaran, error) {
	var l fault.List
	u := perubahanVersi{v: v, asal: map[IdentitasBaris]int{}, dari: make([]int, len(v.Baris)), hapus: map[int]bool{}}
	v.Baris = slices.Clone(v.Baris)
	for i, b := range v.Baris {
		u.asal[b.IdentitasBaris], u.dari[i] = i, -1
	}
	u.ganti(&l, v.Baris, ubah)
	u.ikut(v.Baris)
	v.Baris = u.buang(&l, v.Baris)
	for n, b := range ubah {
		if b.Asal == nil {
			i := tempatBaru(v.Baris, b.Induk)
			v.Baris, u.dari = slices.Insert(v.Baris, i, b.BarisAnggaran), slices.Insert(u.dari, i, n)
		}
	}
	u.jumlahTercetak(&l, v)
	if len(l) == 0 {
		u.faults(&l, v.Validasi(), v.Baris)
	}
	return v, l.Err()
}

// perubahanVersi is a version on its way from one state to the next.
type perubahanVersi struct {
	v     VersiAnggaran          // as it was
	asal  map[IdentitasBaris]int // its rows by identity
	dari  []int                  // of each row as it is, the change that it comes from; -1 for none
	hapus map[int]bool           // rows of v that are taken out
}

func (u *perubahanVersi) ganti(l *fault.List, baris []BarisAnggaran, ubah []UbahBaris) {
	for n, b := range ubah {
		if b.Asal == nil {
			continue
		}
		i, ok := u.asal[*b.Asal]
		if !ok {
			l.Add("", fault.At(at("baris", n)+".kode", fault.Unknown, "Baris anggaran", b.Asal.Kode))
			continue
		}
		u.dari[i], u.hapus[i] = n, b.Hapus
		if !b.Hapus {
			b.Induk = baris[i].Induk
			baris[i] = b.BarisAnggaran
		}
	}
}

// ikut gives rows whose parent has got another code that code. Where several rows had the
// parent's code, all of them must have got the same.
func (u *perubahanVersi) ikut(baris []BarisAnggaran) {
	baru := map[string]string{}
	for i, b := range u.v.Baris {
		switch kode, ada := baru[b.Kode]; {
		case u.hapus[i]:
		case !ada:
			baru[b.Kode] = baris[i].Kode
		case kode != baris[i].Kode:
			baru[b.Kode] = b.Kode
		}
	}
	for i := range baris {
		if kode, ok := baru[baris[i].Induk]; ok {
			baris[i].Induk = kode
		}
	}
}

// buang takes rows out, but none that would leave others without a parent.
func (u *perubahanVersi) buang(l *fault.List, baris []BarisAnggaran) []BarisAnggaran {
	ada, anak := map[string]bool{}, map[string]int{}
	for i, b := range baris {
		if !u.hapus[i] {
			ada[b.Kode] = true
			anak[b.Induk]++
		}
	}
	var out []BarisAnggaran
	var dari []int
	for i, b := range baris {
		switch {
		case !u.hapus[i]:
			out, dari = append(out, b), append(dari, u.dari[i])
		case !ada[b.Kode] && anak[b.Kode] > 0:
			l.Add("", fault.At(at("baris", u.dari[i])+".hapus", fault.Invalid,
				"Di bawah "+b.Kode+" masih ada "+strconv.Itoa(anak[b.Kode])+" baris. Hapus baris di bawahnya lebih dahulu."))
		}
	}
	u.dari = dari
	return out
}

// tempatBaru is where a row under a parent is added: after all that lies under it, or at
// the end.
func tempatBaru(baris []BarisAnggaran, induk string) int {
	i := slices.IndexFunc(baris, func(b BarisAnggaran) bool { return b.Kode == induk })
	if induk == "" || i < 0 {
		return len(baris)
	}
	di := map[string]bool{induk: true}
	for i++; i < len(baris) && (di[baris[i].Induk] || baris[i].Kode == induk); i++ {
		di[baris[i].Kode] = true
	}
	return i
}

// JumlahBeda is the Data of a fault: a sum as it was typed, and as the rows have it.
type JumlahBeda struct{ Tercetak, Jumlah decimal.Decimal }

// jumlahTercetak holds the sums that were typed against what they are, and drops them.
func (u *perubahanVersi) jumlahTercetak(l *fault.List, v VersiAnggaran) {
	anak := map[string]bool{}
	for _, b := range v.Baris {
		anak[b.Induk] = true
	}
	tercetak := map[int]decimal.Decimal{}
	for i := range v.Baris {
		if b := &v.Baris[i]; anak[b.Kode] && b.Pagu != nil && u.dari[i] >= 0 {
			tercetak[i], b.Pagu = *b.Pagu, nil
		}
	}
	jumlah := v.Jumlah()
	for i, b := range v.Baris {
		if t, ok := tercetak[i]; ok && !t.Equal(jumlah[b.Kode]) {
			l.Add("", &fault.Error{Code: fault.Invalid, Field: at("baris", u.dari[i]) + ".pagu", Data: JumlahBeda{t, jumlah[b.Kode]},
				Args: []string{"Tidak sama dengan jumlah baris di bawahnya. Periksa barisnya, atau kosongkan isian ini."}})
		}
	}
}

// faults puts what is wrong with the whole version to the changes that it comes from.
func (u *perubahanVersi) faults(l *fault.List, err error, baris []BarisAnggaran) {
	for _, f := range fault.All(err) {
		c := *f
		rest, ok := strings.CutPrefix(f.Field, "baris[")
		nomor, kolom, _ := strings.Cut(rest, "].")
		if i, err := strconv.Atoi(nomor); ok && err == nil {
			if n := u.dari[i]; n >= 0 {
				c.Field = at("baris", n) + "." + kolom
			} else {
				c = *fault.New(fault.Invalid, "Baris "+baris[i].Kode+": "+fault.Text(f))
			}
		}
		l.Add("", &c)
	}
}

// Jumlah is the pagu by code: of a leaf its rows', of any other code all below it.
func (v VersiAnggaran) Jumlah() map[string]decimal.Decimal {
	induk, out := map[string]string{}, map[string]decimal.Decimal{}
	for _, b := range v.Baris {
		induk[b.Kode], out[b.Kode] = b.Induk, nol
	}
	for _, b := range v.Baris {
		if b.Pagu == nil {
			continue
		}
		// A loop in the parents cannot pass validation; the bound keeps even that from hanging.
		for kode, n := b.Kode, 0; kode != "" && n <= len(v.Baris); kode, n = induk[kode], n+1 {
			out[kode] = out[kode].Add(*b.Pagu)
		}
	}
	return out
}

// Total is all the money of the version.
func (v VersiAnggaran) Total() decimal.Decimal {
	sum := nol
	for _, b := range v.Baris {
		if b.Pagu != nil {
			sum = sum.Add(*b.Pagu)
		}
	}
	return sum
}

// BedaBaris is a row in two budget versions: in the first, in the second or in both. Its
// amounts are sums where it has rows below it, and zero where it is not there.
type BedaBaris struct {
	Dari, Ke         *BarisAnggaran
	PaguDari, PaguKe decimal.Decimal
}

// Selisih is how much more the second version has.
func (b BedaBaris) Selisih() decimal.Decimal { return b.PaguKe.Sub(b.PaguDari) }

// Sama tells whether nothing but the place in the document is another.
func (b BedaBaris) Sama() bool {
	return b.Dari != nil && b.Ke != nil && b.PaguDari.Equal(b.PaguKe) && b.Dari.Nama == b.Ke.Nama &&
		b.Dari.Tingkat == b.Ke.Tingkat && b.Dari.Induk == b.Ke.Induk
}

// BandingkanAnggaran puts two versions side by side, in the order of the second with what
// is gone where it was. A row is the same by its identity; where a row was broken down or
// closed up, so that only its source of funds moved, by a code that both have once.
func BandingkanAnggaran(dari, ke VersiAnggaran) []BedaBaris {
	jumlahDari, jumlahKe := dari.Jumlah(), ke.Jumlah()
	pagu := func(b BarisAnggaran, jumlah map[string]decimal.Decimal) decimal.Decimal {
		if b.Pagu != nil {
			return *b.Pagu
		}
		return jumlah[b.Kode]
	}
	lama := pasangan(dari.Baris, ke.Baris)
	out := make([]BedaBaris, 0, len(ke.Baris))
	sudah := map[int]int{} // row of dari → its place in out
	for i, b := range ke.Baris {
		x := BedaBaris{Ke: &ke.Baris[i], PaguKe: pagu(b, jumlahKe)}
		if n, ok := lama[i]; ok {
			x.Dari, x.PaguDari = &dari.Baris[n], pagu(dari.Baris[n], jumlahDari)
			sudah[n] = len(out)
		}
		out = append(out, x)
	}
	sisip := map[int][]BedaBaris{} // place in out → what is gone right after it
	terakhir := -1
	for n, b := range dari.Baris {
		if at, ok := sudah[n]; ok {
			terakhir = at
			continue
		}
		sisip[terakhir] = append(sisip[terakhir], BedaBaris{Dari: &dari.Baris[n], PaguDari: pagu(b, jumlahDari)})
	}
	all := slices.Clone(sisip[-1])
	for i, x := range out {
		all = append(append(all, x), sisip[i]...)
	}
	return all
}

// pasangan finds for rows of ke those of dari that they are.
func pasangan(dari, ke []BarisAnggaran) map[int]int {
	out, id, kode, banyak := map[int]int{}, map[IdentitasBaris]int{}, map[string]int{}, map[string]int{}
	for n, b := range dari {
		id[b.IdentitasBaris], kode[b.Kode] = n, n
		banyak[b.Kode]++
	}
	banyakKe := map[string]int{}
	for _, b := range ke {
		banyakKe[b.Kode]++
	}
	for i, b := range ke {
		if n, ok := id[b.IdentitasBaris]; ok {
			out[i] = n
		} else if n, ok := kode[b.Kode]; ok && banyak[b.Kode] == 1 && banyakKe[b.Kode] == 1 {
			out[i] = n
		}
	}
	return out
}
