package sakip

import (
	"sort"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Kelas is one class of a scale, an interval whose ends belong to it or not. A nil
// end is open to infinity.
type Kelas struct {
	Nama          string
	Bawah         *decimal.Decimal
	BawahTermasuk bool
	Atas          *decimal.Decimal
	AtasTermasuk  bool
}

// Skala is a list of classes that covers the line, best class first.
type Skala struct {
	Nama  string
	Kelas []Kelas
}

func (k Kelas) memuat(v decimal.Decimal) bool {
	if k.Bawah != nil {
		if c := v.Cmp(*k.Bawah); c < 0 || c == 0 && !k.BawahTermasuk {
			return false
		}
	}
	if k.Atas != nil {
		if c := v.Cmp(*k.Atas); c > 0 || c == 0 && !k.AtasTermasuk {
			return false
		}
	}
	return true
}

// Kategori is the class of a value; "" only when the scale does not cover it.
func (s Skala) Kategori(v decimal.Decimal) string {
	for _, k := range s.Kelas {
		if k.memuat(v) {
			return k.Nama
		}
	}
	return ""
}

// Validasi refuses a scale with a gap or an overlap: every value must be in exactly
// one class.
func (s Skala) Validasi() error {
	var l fault.List
	if len(s.Kelas) == 0 {
		return fault.At("kelas", fault.Required)
	}
	nama := unik{jenis: "kelas", l: &l}
	for i, k := range s.Kelas {
		l.Add(at("kelas", i), wajib("nama", k.Nama))
		nama.tambah(at("kelas", i)+".nama", k.Nama)
	}
	urut := append([]Kelas(nil), s.Kelas...)
	sort.SliceStable(urut, func(i, j int) bool { return urut[i].sebelum(urut[j]) })
	if urut[0].Bawah != nil || urut[len(urut)-1].Atas != nil {
		l.Add("", fault.At("kelas", fault.Invalid, "Kelas terendah harus tanpa batas bawah dan kelas tertinggi tanpa batas atas."))
	}
	for i := 1; i < len(urut); i++ {
		a, b := urut[i-1], urut[i]
		switch {
		case a.Atas == nil || b.Bawah == nil || a.Atas.GreaterThan(*b.Bawah) ||
			a.Atas.Equal(*b.Bawah) && a.AtasTermasuk && b.BawahTermasuk:
			l.Add("", fault.At("kelas", fault.Invalid, "Kelas “"+a.Nama+"” dan “"+b.Nama+"” bertumpang tindih."))
		case a.Atas.LessThan(*b.Bawah) || !a.AtasTermasuk && !b.BawahTermasuk:
			l.Add("", fault.At("kelas", fault.Invalid, "Ada celah antara kelas “"+a.Nama+"” dan “"+b.Nama+"”."))
		}
	}
	for i, k := range s.Kelas {
		if k.Bawah != nil && k.Atas != nil && (k.Bawah.GreaterThan(*k.Atas) ||
			k.Bawah.Equal(*k.Atas) && !(k.BawahTermasuk && k.AtasTermasuk)) {
			l.Add("", fault.At(at("kelas", i), fault.Invalid, "Kelas “"+k.Nama+"” kosong."))
		}
	}
	return l.Err()
}

// batas makes a scale from lower bounds, best first; the last class has none. terbuka
// excludes a bound from its class (as in "> 100").
func batas(nama string, kelas ...kelasBawah) Skala {
	s := Skala{Nama: nama}
	var atas *kelasBawah
	for i := range kelas {
		k := Kelas{Nama: kelas[i].nama}
		if kelas[i].bawah != "" {
			k.Bawah = salin(decimal.RequireFromString(kelas[i].bawah))
			k.BawahTermasuk = !kelas[i].terbuka
		}
		if atas != nil {
			k.Atas = salin(decimal.RequireFromString(atas.bawah))
			k.AtasTermasuk = atas.terbuka
		}
		s.Kelas = append(s.Kelas, k)
		atas = &kelas[i]
	}
	return s
}

type kelasBawah struct {
	nama, bawah string
	terbuka     bool
}

// Preset scales by name. "lkjip-2023" is the one of the verified report; where its
// print leaves exactly 75 open the better class has it.
var skalaBaku = map[string]Skala{
	"lkjip-2023": batas("lkjip-2023", kelasBawah{"Sangat Baik", "100", true}, kelasBawah{"Baik", "75", false},
		kelasBawah{"Cukup", "55", false}, kelasBawah{"Kurang", "", false}),
	"permendagri-86-2017": batas("permendagri-86-2017", kelasBawah{"Sangat Tinggi", "91", false}, kelasBawah{"Tinggi", "76", false},
		kelasBawah{"Sedang", "66", false}, kelasBawah{"Rendah", "51", false}, kelasBawah{"Sangat Rendah", "", false}),
	"85-70-55": batas("85-70-55", kelasBawah{"Sangat Baik", "85", false}, kelasBawah{"Baik", "70", false},
		kelasBawah{"Cukup", "55", false}, kelasBawah{"Kurang", "", false}),
	"akip": batas("akip", kelasBawah{"AA", "90", true}, kelasBawah{"A", "80", true}, kelasBawah{"BB", "70", true},
		kelasBawah{"B", "60", true}, kelasBawah{"CC", "50", true}, kelasBawah{"C", "30", true}, kelasBawah{"D", "", false}),
}

// SkalaBaku finds a preset scale (Permendagri 86/2017; PermenPANRB 88/2021 for akip).
func SkalaBaku(nama string) (Skala, bool) {
	s, ok := skalaBaku[nama]
	return s, ok
}

// NamaSkalaBaku lists the presets' names in order.
func NamaSkalaBaku() []string { return kunciUrut(skalaBaku) }

// SkalaDariBawah makes a scale of classes that are given by their lower ends alone: each
// goes up to where the next higher one begins. The order of the classes stays.
func SkalaDariBawah(nama string, kelas []Kelas) Skala {
	s := Skala{Nama: nama, Kelas: append([]Kelas(nil), kelas...)}
	urut := make([]*Kelas, len(s.Kelas))
	for i := range s.Kelas {
		urut[i] = &s.Kelas[i]
		urut[i].Atas, urut[i].AtasTermasuk = nil, false
	}
	sort.SliceStable(urut, func(i, j int) bool { return urut[i].sebelum(*urut[j]) })
	for i := 1; i < len(urut); i++ {
		urut[i-1].Atas, urut[i-1].AtasTermasuk = urut[i].Bawah, !urut[i].BawahTermasuk
	}
	return s
}

// sebelum tells whether a class begins below another.
func (k Kelas) sebelum(lain Kelas) bool {
	if k.Bawah == nil || lain.Bawah == nil {
		return k.Bawah == nil && lain.Bawah != nil
	}
	// A class of one point (5 ≤ x ≤ 5) stands before the one that begins after it.
	c := k.Bawah.Cmp(*lain.Bawah)
	return c < 0 || c == 0 && k.BawahTermasuk && !lain.BawahTermasuk
}
