package sakip

import (
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Renstra is the agency's five-year plan: what it is for, and where each indicator
// is to stand year by year (PermenPANRB 53/2014, Bab II of the report).
type Renstra struct {
	Judul         string // e.g. "Renstra Tahun 2021-2026"
	TahunAwal     int
	TahunAkhir    int
	Visi          string
	Misi          []Misi
	Tujuan        []Tujuan
	Sasaran       []Sasaran
	Strategi      []Strategi
	ArahKebijakan []ArahKebijakan
	Program       []ProgramMisi
	Kolom         []KolomRenstra
}

// Misi is a mission of the kabupaten; Didukung tells whether this agency serves it.
type Misi struct {
	ID, Teks string
	Didukung bool
}

// Tujuan is a goal of the agency under a misi.
type Tujuan struct{ ID, Misi, Teks string }

// Sasaran is a strategic objective under a tujuan; IKU measure it.
type Sasaran struct{ ID, Tujuan, Nama string }

// Strategi and ArahKebijakan belong to a sasaran.
type Strategi struct{ Sasaran, Teks string }

// ArahKebijakan is the policy direction printed beside a strategi. (Kebijakan alone
// is the calculation policy.)
type ArahKebijakan struct{ Sasaran, Teks string }

// ProgramMisi says which misi a program serves.
type ProgramMisi struct{ Kode, Nama, Misi string }

// KolomRenstra are an indicator's columns in the plan: kondisi awal, the target of
// each year, and the end target. Indikator is the indicator's Kunci, which stays the
// same over the years.
type KolomRenstra struct {
	Indikator string
	Awal      *decimal.Decimal
	Tahunan   map[int]decimal.Decimal
	Akhir     *Target
}

// CariSasaran finds a sasaran by its id.
func (r Renstra) CariSasaran(id string) (Sasaran, bool) {
	for _, s := range r.Sasaran {
		if s.ID == id {
			return s, true
		}
	}
	return Sasaran{}, false
}

func (r Renstra) kolom(kunci string) KolomRenstra {
	for _, k := range r.Kolom {
		if k.Indikator == kunci {
			return k
		}
	}
	return KolomRenstra{}
}

// Validasi lists every fault of the plan.
func (r Renstra) Validasi() error {
	var l fault.List
	l.Add("", ValidasiTahun("tahun_awal", r.TahunAwal))
	l.Add("", ValidasiTahun("tahun_akhir", r.TahunAkhir))
	if r.TahunAkhir < r.TahunAwal || r.TahunAkhir-r.TahunAwal > 5 {
		l.Add("", fault.At("tahun_akhir", fault.Invalid, "Renstra memuat paling banyak enam tahun dan tidak berakhir sebelum awalnya."))
	}
	misi := unik{jenis: "misi", l: &l}
	for i, m := range r.Misi {
		l.Add(at("misi", i), ValidasiID("id", m.ID))
		l.Add(at("misi", i), wajib("teks", m.Teks))
		misi.tambah(at("misi", i)+".id", m.ID)
	}
	tujuan := unik{jenis: "tujuan", l: &l}
	for i, t := range r.Tujuan {
		l.Add(at("tujuan", i), ValidasiID("id", t.ID))
		l.Add(at("tujuan", i), wajib("teks", t.Teks))
		tujuan.tambah(at("tujuan", i)+".id", t.ID)
		if !misi.ada(t.Misi) {
			l.Add("", fault.At(at("tujuan", i)+".misi", fault.Unknown, "Misi", t.Misi))
		}
	}
	sasaran := unik{jenis: "sasaran", l: &l}
	for i, s := range r.Sasaran {
		l.Add(at("sasaran", i), ValidasiID("id", s.ID))
		l.Add(at("sasaran", i), wajib("nama", s.Nama))
		sasaran.tambah(at("sasaran", i)+".id", s.ID)
		if !tujuan.ada(s.Tujuan) {
			l.Add("", fault.At(at("sasaran", i)+".tujuan", fault.Unknown, "Tujuan", s.Tujuan))
		}
	}
	for i, s := range r.Strategi {
		if !sasaran.ada(s.Sasaran) {
			l.Add("", fault.At(at("strategi", i)+".sasaran", fault.Unknown, "Sasaran", s.Sasaran))
		}
	}
	for i, a := range r.ArahKebijakan {
		if !sasaran.ada(a.Sasaran) {
			l.Add("", fault.At(at("arah_kebijakan", i)+".sasaran", fault.Unknown, "Sasaran", a.Sasaran))
		}
	}
	for i, p := range r.Program {
		if !misi.ada(p.Misi) {
			l.Add("", fault.At(at("program", i)+".misi", fault.Unknown, "Misi", p.Misi))
		}
	}
	kolom := unik{jenis: "kolom Renstra", l: &l}
	for i, k := range r.Kolom {
		f := at("kolom", i)
		l.Add(f, ValidasiID("indikator", k.Indikator))
		kolom.tambah(f+".indikator", k.Indikator)
		for _, t := range slices.Sorted(maps.Keys(k.Tahunan)) {
			if t < r.TahunAwal || t > r.TahunAkhir {
				l.Add("", fault.At(f+".tahunan."+strconv.Itoa(t), fault.Invalid, "Tahun ini di luar masa Renstra."))
			}
		}
		if k.Akhir != nil {
			l.Add(f+".akhir", k.Akhir.Validasi())
		}
	}
	return l.Err()
}
