package wire

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"sync"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// KriteriaLKE is a version of the evaluation's criteria, as its file has it.
type KriteriaLKE struct {
	ID       string                          `json:"id"`
	Nama     string                          `json:"nama"`
	Sumber   string                          `json:"sumber"`
	Mulai    int                             `json:"mulai"`
	Skala    string                          `json:"skala"`
	Nilai    map[sakip.JawabanKriteria]Angka `json:"nilai_jawaban"`
	Gradasi  map[sakip.Dimensi][]Gradasi     `json:"gradasi"`
	Komponen []KomponenLKE                   `json:"komponen"`
}

// Gradasi is one grade, best first; Syarat is of one that is claimed.
type Gradasi struct {
	Nama      string `json:"nama"`
	Nilai     Angka  `json:"nilai"`
	LebihDari Angka  `json:"lebih_dari"`
	Termasuk  bool   `json:"termasuk,omitempty"`
	Syarat    string `json:"syarat,omitempty"`
	Uraian    string `json:"uraian"`
}

// KomponenLKE is a component with its parts.
type KomponenLKE struct {
	ID    string           `json:"id"`
	Nama  string           `json:"nama"`
	Bobot Angka            `json:"bobot"`
	Sub   []SubKomponenLKE `json:"subkomponen"`
}

// SubKomponenLKE is one dimension of a component.
type SubKomponenLKE struct {
	ID       string        `json:"id"`
	Dimensi  sakip.Dimensi `json:"dimensi"`
	Nama     string        `json:"nama"`
	Bobot    Angka         `json:"bobot"`
	Kriteria []Kriteria    `json:"kriteria"`
}

// Kriteria is one question; Bobot is 1 when left out.
type Kriteria struct {
	ID          string   `json:"id"`
	Teks        string   `json:"teks"`
	Bobot       Angka    `json:"bobot,omitzero"`
	Bantuan     string   `json:"bantuan,omitempty"`
	ContohBukti []string `json:"contoh_bukti,omitempty"`
	Otomatis    string   `json:"otomatis,omitempty"`
}

// Domain is the version that the shape says.
func (w KriteriaLKE) Domain(l *fault.List) sakip.KriteriaLKE {
	k := sakip.KriteriaLKE{ID: w.ID, Nama: w.Nama, Sumber: w.Sumber, Mulai: w.Mulai, Skala: w.Skala,
		Nilai: map[sakip.JawabanKriteria]decimal.Decimal{}, Gradasi: map[sakip.Dimensi][]sakip.Gradasi{},
		Komponen: daftar(l, "komponen", w.Komponen, KomponenLKE.domain)}
	for _, j := range kunciUrut(w.Nilai) {
		k.Nilai[j] = w.Nilai[j].wajib("nilai_jawaban."+string(j), l)
	}
	for _, d := range kunciUrut(w.Gradasi) {
		k.Gradasi[d] = daftar(l, "gradasi."+string(d), w.Gradasi[d], Gradasi.domain)
	}
	return k
}

func (w Gradasi) domain(l *fault.List) sakip.Gradasi {
	return sakip.Gradasi{Nama: w.Nama, Nilai: w.Nilai.wajib("nilai", l), LebihDari: w.LebihDari.wajib("lebih_dari", l),
		Termasuk: w.Termasuk, Syarat: w.Syarat, Uraian: w.Uraian}
}

func (w KomponenLKE) domain(l *fault.List) sakip.KomponenLKE {
	return sakip.KomponenLKE{ID: w.ID, Nama: w.Nama, Bobot: w.Bobot.wajib("bobot", l), Sub: daftar(l, "subkomponen", w.Sub, SubKomponenLKE.domain)}
}

func (w SubKomponenLKE) domain(l *fault.List) sakip.SubKomponenLKE {
	return sakip.SubKomponenLKE{ID: w.ID, Nama: w.Nama, Dimensi: w.Dimensi, Bobot: w.Bobot.wajib("bobot", l), Kriteria: daftar(l, "kriteria", w.Kriteria, Kriteria.domain)}
}

func (w Kriteria) domain(l *fault.List) sakip.Kriteria {
	q := sakip.Kriteria{ID: w.ID, Teks: w.Teks, Bobot: decimal.NewFromInt(1), Bantuan: w.Bantuan, ContohBukti: w.ContohBukti, Otomatis: w.Otomatis}
	if !w.Bobot.IsZero() {
		q.Bobot = w.Bobot.wajib("bobot", l)
	}
	return q
}

//go:embed lke/*.json
var berkasLKE embed.FS

// bacaKriteriaLKE reads every version that the program has. They are part of it: a fault
// is a mistake in the program, which a test finds.
var bacaKriteriaLKE = sync.OnceValues(func() ([]sakip.KriteriaLKE, error) {
	list, err := berkasLKE.ReadDir("lke")
	if err != nil {
		return nil, fmt.Errorf("list criteria: %w", err)
	}
	var out []sakip.KriteriaLKE
	for _, f := range list {
		b, err := berkasLKE.ReadFile("lke/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("read criteria: %w", err)
		}
		k, err := uraiKriteriaLKE(b)
		if err == nil && k.ID+path.Ext(f.Name()) != f.Name() {
			err = fault.At("id", fault.Invalid, k.ID)
		}
		if err != nil {
			return nil, fmt.Errorf("criteria %s: %w", f.Name(), err)
		}
		out = append(out, k)
	}
	return out, nil
})

func uraiKriteriaLKE(b []byte) (sakip.KriteriaLKE, error) {
	var w KriteriaLKE
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return sakip.KriteriaLKE{}, fmt.Errorf("decode: %w", err)
	}
	var l fault.List
	k := w.Domain(&l)
	if len(l) == 0 {
		l.Add("", k.Validasi())
	}
	return k, l.Err()
}

// SemuaKriteriaLKE are the versions of the evaluation's criteria that the program has.
func SemuaKriteriaLKE() ([]sakip.KriteriaLKE, error) { return bacaKriteriaLKE() }
