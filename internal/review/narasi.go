package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// Where the statements of what people write about their own year stand.
const (
	TabelNarasi     = "Narasi"              // a section of the report; the row is what it is called
	TabelKeterangan = "Keterangan triwulan" // what a unit says with an indicator's figure
)

// Pembaca reads what people wrote about a year. n are the statements of the year that it has
// to do with; what it returns states facts of n's subjects, or of subjects of its own.
type Pembaca func(d sakip.DataTahun, h sakip.Hasil, n Bacaan) Bacaan

// PeriksaNarasi holds what people wrote against the statements of their year, and what one
// sentence says of its own against itself. The year is computed and the sentence is typed,
// so the sentence is what is wrong; but sentences are not read with certainty, so that is a
// warning. The figures of the year are taken as they are: no sentence speaks for or against
// them.
func PeriksaNarasi(n Bacaan, h sakip.Hasil, narasi Bacaan) (temuan []Temuan, dihitung, cocok int) {
	p := bangunPenimbang(n, h)
	sendiri := Bacaan{Tahun: n.Tahun, Subjek: slices.DeleteFunc(slices.Clone(narasi.Subjek), func(s Subjek) bool { _, ada := p.nama[s.ID]; return ada })}
	milik := map[string]bool{}
	for _, s := range sendiri.Subjek {
		milik[s.ID] = true
	}
	disebut := map[string]int{} // a wrong figure → its finding
	for _, s := range narasi.Pernyataan {
		if milik[s.Subjek] {
			sendiri.Pernyataan = append(sendiri.Pernyataan, s)
			continue
		}
		t, ada := p.bandingkan(s)
		if !ada {
			continue
		}
		dihitung++
		if t == nil {
			cocok++
			continue
		}
		rupa := fmt.Sprintf("%v %q", s.Kunci, []string{s.Tabel, s.Baris, s.Tercetak})
		if k, sudah := disebut[rupa]; sudah { // said twice in one text
			temuan[k].Tempat = append(temuan[k].Tempat, t.Tempat...)
			continue
		}
		disebut[rupa] = len(temuan)
		temuan = append(temuan, *t)
	}
	hasil := Periksa(sendiri)
	for _, t := range hasil.Temuan {
		if t.Tingkat == Galat {
			t.Aturan, t.Tingkat = NarasiBeda, Peringatan
			temuan = append(temuan, t)
		}
	}
	return temuan, dihitung + hasil.Dihitung, cocok + hasil.Cocok
}

// penimbang weighs sentences by what is known of a year.
type penimbang struct {
	tahun  int
	nama   map[string]string
	tahu   map[Kunci][]Pernyataan // by the fact without quarter and version, what the report shows first
	kurang []Pernyataan           // capaian of the agency's own indicators below 100
}

func tanpaWaktu(k Kunci) Kunci {
	k.Triwulan, k.Versi = 0, ""
	return k
}

func bangunPenimbang(n Bacaan, h sakip.Hasil) *penimbang {
	p := &penimbang{tahun: n.Tahun, nama: map[string]string{}, tahu: map[Kunci][]Pernyataan{}}
	utama := map[string]bool{}
	for _, s := range n.Subjek {
		p.nama[s.ID], utama[s.ID] = s.Nama, s.Utama
	}
	// A policy may cap what is shown; then a sentence may say either.
	tampil := map[Kunci]decimal.Decimal{}
	kunci := func(b Besaran, id string, c sakip.Capaian) {
		if c.Tampil != nil {
			tampil[Kunci{Besaran: b, Subjek: id, Tahun: n.Tahun}] = *c.Tampil
		}
	}
	for _, x := range h.Indikator {
		kunci(Capaian, x.Indikator.ID, x.Capaian)
		kunci(PersenTargetAkhir, x.Indikator.ID, x.PersenTargetAkhir)
		kunci(CapaianAnggaran, x.Indikator.ID, x.CapaianAnggaran)
	}
	for _, x := range h.Sasaran {
		kunci(RataCapaian, x.Sasaran.ID, x.RataCapaian)
		kunci(RataSerapan, x.Sasaran.ID, x.RataCapaianAnggaran)
		kunci(Efisiensi, x.Sasaran.ID, x.TingkatEfisiensi)
	}
	for _, x := range h.Anggaran {
		kunci(CapaianAnggaran, x.Kode, x.Capaian)
	}
	for _, s := range n.Pernyataan {
		k := tanpaWaktu(s.Kunci)
		if v, ada := tampil[s.Kunci]; ada && !v.Equal(s.Nilai) {
			x := s
			x.Nilai = v
			p.tahu[k] = append(p.tahu[k], x)
		}
		p.tahu[k] = append(p.tahu[k], s)
		if s.Besaran == Capaian && s.Tahun == n.Tahun && s.Triwulan == 0 && utama[s.Subjek] && s.Nilai.LessThan(seratus) {
			p.kurang = append(p.kurang, s)
		}
	}
	return p
}

// bandingkan holds a sentence's statement against the year; nil is one that is right, and
// ada is false where the year does not say.
func (p *penimbang) bandingkan(s Pernyataan) (t *Temuan, ada bool) {
	if s.Besaran == Simpulan {
		return p.simpulan(s)
	}
	semua := p.tahu[tanpaWaktu(s.Kunci)]
	kini := slices.IndexFunc(semua, func(x Pernyataan) bool { return x.Kunci == s.Kunci })
	if kini < 0 {
		return nil, false
	}
	// Of targets and money there are several versions and quarters, any of which it may mean.
	if slices.ContainsFunc(semua, s.setara) {
		return nil, true
	}
	benar := semua[kini]
	apa := namaBesaran[s.Besaran] + " “" + ringkas(p.nama[s.Subjek]) + "”"
	if s.Tahun != p.tahun {
		apa += fmt.Sprintf(" tahun %d", s.Tahun)
	}
	harus := s.menurut(benar)
	return &Temuan{Aturan: NarasiBeda, Tingkat: Peringatan, Pasti: true,
		Pesan:   fmt.Sprintf("Kalimat menyebut %s %s, sedangkan menurut data %s.", apa, s.Tercetak, harus),
		Usulan:  "Perbaiki kalimatnya; bila datanya yang keliru, perbaiki datanya.",
		Tempat:  []Perbaikan{{Tempat: s.Tempat, Kunci: s.Kunci, Hitung: harus}},
		Banding: []Tempat{benar.Tempat}}, true
}

// setara tells whether two statements of a fact say the same as far as both are known.
func (s Pernyataan) setara(x Pernyataan) bool {
	if s.Jenis == JenisTeks || x.Jenis == JenisTeks {
		return strings.EqualFold(s.Teks, x.Teks)
	}
	d := min(s.Desimal, x.Desimal)
	return slices.ContainsFunc([]sakip.Pembulatan{sakip.SetengahKeAtas, sakip.Potong}, func(c sakip.Pembulatan) bool {
		return sakip.Bulatkan(s.Nilai, d, c).Equal(sakip.Bulatkan(x.Nilai, d, c))
	})
}

// menurut is the value of another statement as this one would print it.
func (s Pernyataan) menurut(x Pernyataan) string {
	if s.Jenis == JenisTeks || s.Jenis == JenisTerbilang {
		return x.Tercetak
	}
	s.Desimal = min(max(x.Desimal, 0), desimalTerbaca)
	return cetak(s, x.Nilai.Round(s.Desimal))
}

func (p *penimbang) simpulan(s Pernyataan) (*Temuan, bool) {
	if len(p.kurang) == 0 {
		return nil, true
	}
	t := &Temuan{Aturan: SimpulanBeda, Tingkat: Peringatan, Pasti: true, Tempat: []Perbaikan{{Tempat: s.Tempat, Kunci: s.Kunci}},
		Pesan: fmt.Sprintf("Simpulan menyebut semua target tercapai, padahal %d indikator kinerja utama tidak mencapai 100%%.", len(p.kurang)), Usulan: "Sesuaikan kalimatnya."}
	for _, x := range p.kurang[:min(len(p.kurang), batasSimpulan)] {
		t.Banding = append(t.Banding, x.Tempat)
	}
	return t, true
}
