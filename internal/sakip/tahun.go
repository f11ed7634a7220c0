package sakip

import (
	"slices"
	"sort"
	"strconv"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// DataTahun is everything that the results of an agency-year follow from.
type DataTahun struct {
	OPD               PerangkatDaerah
	Tahun             int
	Renstra           Renstra
	Kebijakan         Kebijakan
	Indikator         []Indikator
	Perjanjian        []Perjanjian
	RencanaAksi       []RencanaAksi
	Realisasi         []Realisasi
	Anggaran          []VersiAnggaran
	RealisasiAnggaran []RealisasiAnggaran
	Pembanding        []TabelPembanding
	Fakta             []Fakta
	Rekomendasi       []Rekomendasi
	Narasi            []Narasi
	Penerimaan        []Penerimaan // of findings, in the order of their ids
	Lalu              []TahunLalu  // earlier years, oldest first
}

// TahunLalu is what an earlier year came to, by the indicators' Kunci.
type TahunLalu struct {
	Tahun     int
	Realisasi map[string]decimal.Decimal

	// Actions by the indicators' Kunci, done or not, as the year's last report that has
	// them says.
	TindakLanjut map[string][]TindakLanjutTerbuka
}

// CariIndikator finds an indicator by its id.
func (d DataTahun) CariIndikator(id string) (Indikator, bool) {
	for _, i := range d.Indikator {
		if i.ID == id {
			return i, true
		}
	}
	return Indikator{}, false
}

// CariPerjanjian finds a version of the agreement.
func (d DataTahun) CariPerjanjian(versi string) (Perjanjian, bool) {
	for _, p := range d.Perjanjian {
		if p.Versi == versi {
			return p, true
		}
	}
	return Perjanjian{}, false
}

// CaraHitungTerkunci tells whether baru computes an indicator of the year in another way
// than the one that its verified or final figures were found right for. What its parts are
// called may be put right.
func (d DataTahun) CaraHitungTerkunci(baru Indikator) bool {
	lama, ada := d.CariIndikator(baru.ID)
	return ada && !lama.samaCaraHitung(baru) && slices.ContainsFunc(d.Realisasi, func(r Realisasi) bool {
		return r.Indikator == baru.ID && r.Status.Terkunci()
	})
}

func (i Indikator) samaCaraHitung(j Indikator) bool {
	f, g := i.Formula, j.Formula
	maks := f.SkorMaksimal == nil && g.SkorMaksimal == nil || f.SkorMaksimal != nil && g.SkorMaksimal != nil && f.SkorMaksimal.Equal(*g.SkorMaksimal)
	return i.Arah == j.Arah && i.Entri == j.Entri && i.AkumulasiX == j.AkumulasiX && i.AkumulasiY == j.AkumulasiY && i.TahunData == j.TahunData &&
		f.Jenis == g.Jenis && f.Pengali.Equal(g.Pengali) && maks && f.SkalaPredikat == g.SkalaPredikat
}

// IndikatorUrut are the indicators in the order of the report.
func (d DataTahun) IndikatorUrut() []Indikator {
	out := append([]Indikator(nil), d.Indikator...)
	sort.SliceStable(out, func(a, b int) bool {
		if out[a].Urut != out[b].Urut {
			return out[a].Urut < out[b].Urut
		}
		return out[a].ID < out[b].ID
	})
	return out
}

// Validasi lists every fault of the year: each noun's own, and what refers to a thing
// that is not there.
func (d DataTahun) Validasi() error {
	var l fault.List
	l.Add("", ValidasiTahun("tahun", d.Tahun))
	ind := unik{jenis: "indikator", l: &l}
	kunci := unik{jenis: "kunci indikator", l: &l}
	for n, i := range d.Indikator {
		f := at("indikator", n)
		l.Add(f, i.Validasi())
		ind.tambah(f+".id", i.ID)
		kunci.tambah(f+".kunci", i.Kunci)
		if _, ok := d.Renstra.CariSasaran(i.Induk); i.Tingkat == TingkatSasaran && !ok {
			l.Add("", fault.At(f+".induk", fault.Unknown, "Sasaran", i.Induk))
		}
	}
	d.validasiRencana(&l, &ind)
	d.validasiRealisasi(&l)
	d.validasiAnggaran(&l)
	pemb := unik{jenis: "tabel pembanding", l: &l}
	for n, t := range d.Pembanding {
		l.Add(at("pembanding", n), t.Validasi())
		pemb.tambah(at("pembanding", n)+".id", t.ID)
	}
	fakta := unik{jenis: "fakta", l: &l}
	for n, t := range d.Fakta {
		l.Add(at("fakta", n), t.Validasi())
		fakta.tambah(at("fakta", n)+".id", t.ID)
	}
	no := map[int]bool{}
	for n, r := range d.Rekomendasi {
		l.Add(at("rekomendasi", n), r.Validasi())
		if no[r.No] {
			l.Add("", fault.At(at("rekomendasi", n)+".no", fault.Duplicate, "Rekomendasi", strconv.Itoa(r.No)))
		}
		no[r.No] = true
	}
	bagian := unik{jenis: "narasi", l: &l}
	for n, t := range d.Narasi {
		l.Add(at("narasi", n), t.Validasi())
		bagian.tambah(at("narasi", n)+".bagian", t.Bagian)
	}
	return l.Err()
}

func (d DataTahun) validasiRencana(l *fault.List, ind *unik) {
	versi := unik{jenis: "versi perjanjian", l: l}
	for n, p := range d.Perjanjian {
		f := at("perjanjian", n)
		l.Add(f, p.Validasi())
		versi.tambah(f+".versi", p.Versi)
		for _, id := range kunciUrut(p.Target) {
			if !ind.ada(id) {
				l.Add("", fault.At(f+".target."+id, fault.Unknown, "Indikator", id))
			}
		}
	}
	ra := unik{jenis: "rencana aksi", l: l}
	for n, r := range d.RencanaAksi {
		f := at("rencana_aksi", n)
		l.Add(f, r.Validasi())
		ra.tambah(f, r.Indikator+" "+Periode{d.Tahun, r.Triwulan}.String())
		if !ind.ada(r.Indikator) {
			l.Add("", fault.At(f+".indikator", fault.Unknown, "Indikator", r.Indikator))
		}
	}
}

func (d DataTahun) validasiRealisasi(l *fault.List) {
	sel := unik{jenis: "realisasi", l: l}
	for n, r := range d.Realisasi {
		f := at("realisasi", n)
		sel.tambah(f, r.Indikator+" "+Periode{d.Tahun, r.Triwulan}.String())
		i, ok := d.CariIndikator(r.Indikator)
		if !ok {
			l.Add("", fault.At(f+".indikator", fault.Unknown, "Indikator", r.Indikator))
			continue
		}
		l.Add(f, r.Validasi(i, d.Kebijakan))
	}
}

func (d DataTahun) validasiAnggaran(l *fault.List) {
	versi := unik{jenis: "versi anggaran", l: l}
	daun := map[IdentitasBaris]bool{}
	for n, v := range d.Anggaran {
		l.Add(at("anggaran", n), v.Validasi())
		versi.tambah(at("anggaran", n)+".versi", v.Versi)
		for _, b := range v.Baris {
			if b.Pagu != nil {
				daun[b.IdentitasBaris] = true
			}
		}
	}
	type sel struct {
		id IdentitasBaris
		tw int
	}
	seen := map[sel]bool{}
	for n, r := range d.RealisasiAnggaran {
		f := at("realisasi_anggaran", n)
		l.Add(f, r.Validasi())
		if seen[sel{r.IdentitasBaris, r.Triwulan}] {
			l.Add("", fault.At(f+".kode", fault.Duplicate, "Realisasi anggaran", r.Kode))
		}
		seen[sel{r.IdentitasBaris, r.Triwulan}] = true
		if !daun[r.IdentitasBaris] {
			l.Add("", fault.At(f+".kode", fault.Unknown, "Baris anggaran (tanpa anak)", r.Kode))
		}
	}
}
