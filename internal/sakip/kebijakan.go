package sakip

import (
	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// RumusTurun is how the capaian of an indicator is reckoned that is to fall.
type RumusTurun string

const (
	DuaTMinusR RumusTurun = "2T-R" // (2T − R) ÷ T × 100 (PermenPANRB 8/2021)
	TBagiR     RumusTurun = "T/R"  // T ÷ R × 100
)

// DasarKategori is which value a class is taken from.
type DasarKategori string

const (
	DariTampil DasarKategori = "tampil" // no two equal printed numbers carry different classes
	DariMentah DasarKategori = "mentah"
)

// Kebijakan is everything about the calculation that an agency may decide
// differently: data of the agency and year, never a constant in code.
type Kebijakan struct {
	Tahun            int    // from this year on
	Versi            string // for print, e.g. "2023 v2"
	Desimal          int32  // 0…4, of shown percentages
	DesimalRealisasi int32  // 0…4, of the realisasi of ratio and score indicators, which is a published figure
	Pembulatan       Pembulatan
	RumusTurun       RumusTurun
	BatasAtas        *decimal.Decimal // cap on what is shown; nil is none
	BatasBawah       *decimal.Decimal // floor on what is shown; nil is none
	Skala            Skala
	DasarKategori    DasarKategori
	AmbangMenunjang  decimal.Decimal            // % of the end target from which a program is "Menunjang"
	Bobot            map[string]decimal.Decimal // weight per indicator id within its sasaran; default 1
	SkalaPredikat    []SkalaPredikat
	EjaanMiliar      string // "miliar" (KBBI) or "milyar"
	TerbilangSen     bool   // false drops the sen before writing an amount in words
}

// SkalaPredikat maps the labels of a named scale to scores.
type SkalaPredikat struct {
	Nama  string
	Label []LabelPredikat
}

// LabelPredikat is one label and its score.
type LabelPredikat struct {
	Label string
	Skor  decimal.Decimal
}

// KebijakanBaku is the policy where an agency has decided nothing.
func KebijakanBaku(tahun int) Kebijakan {
	skala, _ := SkalaBaku("lkjip-2023")
	return Kebijakan{
		Tahun: tahun, Versi: "baku", Desimal: 2, DesimalRealisasi: 2, Pembulatan: SetengahKeAtas,
		RumusTurun: DuaTMinusR, BatasBawah: salin(nol), Skala: skala, DasarKategori: DariTampil,
		AmbangMenunjang: decimal.NewFromInt(75), EjaanMiliar: "miliar", TerbilangSen: true,
	}
}

// KebijakanBerlaku is the policy of a year: the latest that begins in or before it.
func KebijakanBerlaku(semua []Kebijakan, tahun int) Kebijakan {
	hasil := KebijakanBaku(tahun)
	ada := false
	for _, k := range semua {
		if k.Tahun <= tahun && (!ada || k.Tahun > hasil.Tahun) {
			hasil, ada = k, true
		}
	}
	return hasil
}

// Tampilkan is a percentage as shown: within floor and cap, cut to the decimals.
func (k Kebijakan) Tampilkan(d decimal.Decimal) decimal.Decimal {
	if k.BatasBawah != nil && d.LessThan(*k.BatasBawah) {
		d = *k.BatasBawah
	}
	if k.BatasAtas != nil && d.GreaterThan(*k.BatasAtas) {
		d = *k.BatasAtas
	}
	return k.Bulat(d)
}

// Bulat cuts d to the decimals shown, without floor or cap.
func (k Kebijakan) Bulat(d decimal.Decimal) decimal.Decimal {
	return Bulatkan(d, k.Desimal, k.Pembulatan)
}

// Kategori is the class of a raw percentage, taken from the value as shown unless
// the policy says otherwise.
func (k Kebijakan) Kategori(mentah decimal.Decimal) string {
	if k.DasarKategori == DariMentah {
		return k.Skala.Kategori(mentah)
	}
	return k.Skala.Kategori(k.Tampilkan(mentah))
}

// SkorPredikat is the score of a label on a named scale.
func (k Kebijakan) SkorPredikat(skala, label string) (decimal.Decimal, bool) {
	for _, s := range k.SkalaPredikat {
		if s.Nama != skala {
			continue
		}
		for _, l := range s.Label {
			if l.Label == label {
				return l.Skor, true
			}
		}
	}
	return nol, false
}

func (k Kebijakan) bobot(id string) decimal.Decimal {
	if b, ok := k.Bobot[id]; ok {
		return b
	}
	return satu
}

// Validasi lists every fault of the policy.
func (k Kebijakan) Validasi() error {
	var l fault.List
	l.Add("", ValidasiTahun("tahun", k.Tahun))
	if k.Desimal < 0 || k.Desimal > 4 {
		l.Add("", fault.At("desimal", fault.OutOfRange, "0", "4"))
	}
	if k.DesimalRealisasi < 0 || k.DesimalRealisasi > 4 {
		l.Add("", fault.At("desimal_realisasi", fault.OutOfRange, "0", "4"))
	}
	pilihan(&l, "pembulatan", k.Pembulatan, SetengahKeAtas, Potong)
	pilihan(&l, "rumus_turun", k.RumusTurun, DuaTMinusR, TBagiR)
	pilihan(&l, "dasar_kategori", k.DasarKategori, DariTampil, DariMentah)
	pilihan(&l, "ejaan_miliar", k.EjaanMiliar, "miliar", "milyar")
	l.Add("skala", k.Skala.Validasi())
	if k.BatasAtas != nil && k.BatasBawah != nil && k.BatasAtas.LessThan(*k.BatasBawah) {
		l.Add("", fault.At("batas_atas", fault.Invalid, "Batas atas lebih rendah daripada batas bawah."))
	}
	if k.AmbangMenunjang.IsNegative() {
		l.Add("", fault.At("ambang_menunjang", fault.Invalid, "Ambang tidak boleh negatif."))
	}
	for _, id := range kunciUrut(k.Bobot) {
		if !k.Bobot[id].IsPositive() {
			l.Add("", fault.At("bobot."+id, fault.Invalid, "Bobot harus lebih dari nol."))
		}
	}
	skala := unik{jenis: "skala predikat", l: &l}
	for i, s := range k.SkalaPredikat {
		l.Add(at("skala_predikat", i), wajib("nama", s.Nama))
		skala.tambah(at("skala_predikat", i)+".nama", s.Nama)
		label := unik{jenis: "label", l: &l}
		for n, b := range s.Label {
			f := at("skala_predikat", i) + "." + at("label", n)
			l.Add("", wajib(f, b.Label))
			label.tambah(f, b.Label)
		}
	}
	return l.Err()
}
