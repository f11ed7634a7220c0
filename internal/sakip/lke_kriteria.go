package sakip

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Dimensi is what a sub-komponen of the evaluation looks at.
type Dimensi string

const (
	Keberadaan  Dimensi = "keberadaan"
	Kualitas    Dimensi = "kualitas"
	Pemanfaatan Dimensi = "pemanfaatan"
)

// SemuaDimensi lists them in the order of the sheet.
var SemuaDimensi = []Dimensi{Keberadaan, Kualitas, Pemanfaatan}

// JawabanKriteria is how far a criterion is fulfilled; "" is not answered, never no.
type JawabanKriteria string

const (
	Terpenuhi         JawabanKriteria = "ya"
	SebagianTerpenuhi JawabanKriteria = "sebagian"
	TidakTerpenuhi    JawabanKriteria = "tidak"
)

// SemuaJawaban lists the answers, the best one first.
var SemuaJawaban = []JawabanKriteria{Terpenuhi, SebagianTerpenuhi, TidakTerpenuhi}

// KriteriaLKE is one version of what the evaluation of accountability asks and how the
// answers make its value (PermenPANRB 88/2021). All of it is policy: a later regulation or
// a kabupaten's own is another version, and what was answered stays under the one that it
// was answered by.
type KriteriaLKE struct {
	ID       string
	Nama     string
	Sumber   string
	Mulai    int    // the first year that it is for
	Skala    string // name of the preset scale of the total's predikat
	Nilai    map[JawabanKriteria]decimal.Decimal
	Gradasi  map[Dimensi][]Gradasi // best first
	Komponen []KomponenLKE
}

// Gradasi is one grade of a sub-komponen: what it is worth, and the share of fulfilled
// criteria in percent that it needs. One with a Syarat follows from no share alone: it is
// claimed, with what shows it.
type Gradasi struct {
	Nama      string
	Nilai     decimal.Decimal // of 100
	LebihDari decimal.Decimal
	Termasuk  bool // whether LebihDari itself is enough
	Syarat    string
	Uraian    string
}

// KomponenLKE is one of the four things that are evaluated; Bobot is its part of the total.
type KomponenLKE struct {
	ID, Nama string
	Bobot    decimal.Decimal
	Sub      []SubKomponenLKE
}

// SubKomponenLKE is one dimension of a component, which gets a Gradasi.
type SubKomponenLKE struct {
	ID, Nama string
	Dimensi  Dimensi
	Bobot    decimal.Decimal
	Kriteria []Kriteria
}

// Kriteria is one question. Its Bobot counts against the others of its sub-komponen alone.
type Kriteria struct {
	ID          string
	Teks        string
	Bobot       decimal.Decimal
	Bantuan     string
	ContohBukti []string
	Otomatis    string // one of SemuaOtomatis: what our own data say of it; "" for nothing
}

// CariKriteria finds a question and the sub-komponen that it belongs to.
func (k KriteriaLKE) CariKriteria(id string) (Kriteria, SubKomponenLKE, bool) {
	for _, c := range k.Komponen {
		for _, s := range c.Sub {
			if n := slices.IndexFunc(s.Kriteria, func(q Kriteria) bool { return q.ID == id }); n >= 0 {
				return s.Kriteria[n], s, true
			}
		}
	}
	return Kriteria{}, SubKomponenLKE{}, false
}

// CariSub finds a sub-komponen.
func (k KriteriaLKE) CariSub(id string) (SubKomponenLKE, bool) {
	for _, c := range k.Komponen {
		if n := slices.IndexFunc(c.Sub, func(s SubKomponenLKE) bool { return s.ID == id }); n >= 0 {
			return c.Sub[n], true
		}
	}
	return SubKomponenLKE{}, false
}

// Semua lists the questions in the order of the sheet.
func (k KriteriaLKE) Semua() []Kriteria {
	var out []Kriteria
	for _, c := range k.Komponen {
		for _, s := range c.Sub {
			out = append(out, s.Kriteria...)
		}
	}
	return out
}

// Diakui lists the grades of a sub-komponen that are claimed, the best one first.
func (k KriteriaLKE) Diakui(s SubKomponenLKE) []Gradasi {
	return slices.DeleteFunc(slices.Clone(k.Gradasi[s.Dimensi]), func(g Gradasi) bool { return g.Syarat == "" })
}

// KriteriaBerlaku is the version that a year's evaluation begins with: the last one that is
// for it.
func KriteriaBerlaku(semua []KriteriaLKE, tahun int) (KriteriaLKE, bool) {
	var hasil KriteriaLKE
	ada := false
	for _, k := range semua {
		if k.Mulai <= tahun && (!ada || k.Mulai > hasil.Mulai || k.Mulai == hasil.Mulai && k.ID > hasil.ID) {
			hasil, ada = k, true
		}
	}
	return hasil, ada
}

// Validasi lists every fault of the version: what does not add up, and what could not be
// told apart.
func (k KriteriaLKE) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", k.ID))
	l.Add("", wajib("nama", k.Nama))
	l.Add("", wajib("sumber", k.Sumber))
	l.Add("", ValidasiTahun("mulai", k.Mulai))
	if _, ok := SkalaBaku(k.Skala); !ok {
		l.Add("", fault.At("skala", fault.Unknown, "Skala", k.Skala))
	}
	k.validasiNilai(&l)
	dipakai := map[Dimensi]bool{}
	id := unik{jenis: "butir", l: &l}
	total := nol
	for n, c := range k.Komponen {
		f := at("komponen", n)
		l.Add(f, ValidasiID("id", c.ID))
		id.tambah(f+".id", c.ID)
		l.Add(f, wajib("nama", c.Nama))
		positif(&l, f+".bobot", c.Bobot)
		total = total.Add(c.Bobot)
		sub := nol
		for m, s := range c.Sub {
			f := f + "." + at("subkomponen", m)
			l.Add(f, ValidasiID("id", s.ID))
			id.tambah(f+".id", s.ID)
			l.Add(f, wajib("nama", s.Nama))
			pilihan(&l, f+".dimensi", s.Dimensi, SemuaDimensi...)
			positif(&l, f+".bobot", s.Bobot)
			sub = sub.Add(s.Bobot)
			dipakai[s.Dimensi] = true
			if len(s.Kriteria) == 0 {
				l.Add("", fault.At(f+".kriteria", fault.Required))
			}
			for q, r := range s.Kriteria {
				l.Add(f+"."+at("kriteria", q), r.validasi())
				id.tambah(f+"."+at("kriteria", q)+".id", r.ID)
			}
		}
		if !sub.Equal(c.Bobot) {
			l.Add("", fault.At(f+".bobot", fault.Invalid, "Bobot subkomponen berjumlah "+Teks(sub)+", bukan "+Teks(c.Bobot)+"."))
		}
	}
	if !total.Equal(seratus) {
		l.Add("", fault.At("komponen", fault.Invalid, "Bobot komponen berjumlah "+Teks(total)+", bukan 100."))
	}
	for _, d := range slices.Sorted(maps.Keys(dipakai)) {
		l.Add("gradasi."+string(d), validasiGradasi(k.Gradasi[d]))
	}
	return l.Err()
}

func (q Kriteria) validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", q.ID))
	l.Add("", wajib("teks", q.Teks))
	positif(&l, "bobot", q.Bobot)
	if q.Otomatis != "" && !slices.Contains(SemuaOtomatis(), q.Otomatis) {
		l.Add("", fault.At("otomatis", fault.Unknown, "Kunci", q.Otomatis))
	}
	return l.Err()
}

func positif(l *fault.List, field string, d decimal.Decimal) {
	if !d.IsPositive() {
		l.Add("", fault.At(field, fault.Invalid, "Bobot harus lebih dari nol."))
	}
}

// validasiNilai wants every answer's value, none outside 0…1, full for a criterion that is
// fulfilled and nothing for one that is not.
func (k KriteriaLKE) validasiNilai(l *fault.List) {
	for _, j := range SemuaJawaban {
		v, ok := k.Nilai[j]
		switch f := "nilai_jawaban." + string(j); {
		case !ok:
			l.Add("", fault.At(f, fault.Required))
		case v.IsNegative() || v.GreaterThan(satu):
			l.Add("", fault.At(f, fault.OutOfRange, "0", "1"))
		case j == Terpenuhi && !v.Equal(satu) || j == TidakTerpenuhi && !v.IsZero():
			l.Add("", fault.At(f, fault.Invalid, "“ya” bernilai 1 dan “tidak” bernilai 0."))
		}
	}
	for _, j := range slices.Sorted(maps.Keys(k.Nilai)) {
		pilihan(l, "nilai_jawaban."+string(j), j, SemuaJawaban...)
	}
}

// validasiGradasi wants grades from the best one down, each worth less and asking no more
// than the one before, the last one asking nothing.
func validasiGradasi(list []Gradasi) error {
	var l fault.List
	if len(list) == 0 {
		return fault.At("", fault.Required)
	}
	nama := unik{jenis: "gradasi", l: &l}
	for n, g := range list {
		f := at("gradasi", n)
		l.Add(f, wajib("nama", g.Nama))
		nama.tambah(f+".nama", g.Nama)
		if g.Nilai.IsNegative() || g.Nilai.GreaterThan(seratus) {
			l.Add("", fault.At(f+".nilai", fault.OutOfRange, "0", "100"))
		}
		if n == 0 {
			continue
		}
		atas := list[n-1]
		if !g.Nilai.LessThan(atas.Nilai) {
			l.Add("", fault.At(f+".nilai", fault.Invalid, "Gradasi ditulis dari yang terbaik, masing-masing bernilai kurang dari yang di atasnya."))
		}
		if g.LebihDari.GreaterThan(atas.LebihDari) || g.LebihDari.Equal(atas.LebihDari) && atas.Termasuk && !g.Termasuk {
			l.Add("", fault.At(f+".lebih_dari", fault.Invalid, "Gradasi ini menuntut lebih dari yang di atasnya."))
		}
	}
	if akhir := list[len(list)-1]; !akhir.LebihDari.IsZero() || !akhir.Termasuk || akhir.Syarat != "" {
		l.Add("", fault.At(at("gradasi", len(list)-1), fault.Invalid, "Gradasi terakhir berlaku mulai 0 tanpa syarat."))
	}
	return l.Err()
}
