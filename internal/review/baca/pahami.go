package baca

import (
	"strconv"
	"strings"

	"capaian/internal/locale"
	"capaian/internal/review"
)

// Pahami finds what the tables and sentences of a report state. The subjects of the Bacaan
// have ids of their own ("indikator 7"); a name that may stand for several of them, or that
// only resembles one, is a subject of its own. Where reported percentages do not decide
// which way is better for an indicator, its Arah is left empty, which review takes as naik.
func Pahami(n Naskah) review.Bacaan {
	p := pembacaBaru()
	p.n.Tahun = tahunLaporan(n)
	var paragraf []Bagian
	for _, b := range n.Bagian {
		if b.Kisi == nil && !nomorHalaman(b) && !polaDaftarIsi.MatchString(b.Paragraf) {
			paragraf = append(paragraf, b)
		}
	}
	for _, t := range tata(n, p.n.Tahun) {
		p.tabel = append(p.tabel, &bacaanTabel{tabel: t})
	}
	p.kenali()
	p.bacaTabelAnggaran()
	for _, t := range p.tabel {
		if t.jenis == tabelIndikator {
			p.bacaTabelIndikator(t)
		}
	}
	for _, t := range p.tabel {
		switch t.jenis {
		case tabelPembanding, tabelLain:
			if !p.bacaPerhitungan(t) && t.jenis == tabelPembanding {
				p.bacaTabelPembanding(t)
			}
		case tabelSkala:
			p.bacaSkala(t)
		case tabelRekomendasi:
			p.bacaRekomendasi(t)
		}
	}
	// Sentences come after the tables, whose subjects they name.
	p.bacaAmbang(paragraf)
	p.putuskan()
	p.nyatakanTabel()
	p.bacaTautan()
	p.bacaKalimat(paragraf)
	p.bacaCatatan(paragraf)
	p.bacaSkor()
	p.bacaArah()
	return p.n
}

// pembacaBaru knows of nothing yet.
func pembacaBaru() *pembaca {
	return &pembaca{
		indikator: daftarBaru(review.SubjekIndikator, "indikator"), sasaran: daftarBaru(review.SubjekSasaran, "sasaran"),
		anggaran: daftarBaru(review.SubjekAnggaran, "anggaran"),
		letak:    map[string]int{}, kode: map[string]string{}, berkode: map[string]bool{}, pokok: map[string]bool{}, tingkat: map[string]int{}, berubah: map[review.Besaran]bool{}, skor: map[string]bool{}, banyak: map[review.Kunci]int{},
	}
}

var (
	polaJudulLaporan = susunPola(`(?i)(?:laporan (?:akuntabilitas )?kinerja|lkj?ip|lakip|lkj|perjanjian kinerja|tahun anggaran|capaian kinerja|realisasi anggaran)[^.;:]{0,200}?(20[0-9][0-9])`)
	polaTahunKata    = susunPola(`(?i)tahun(?: anggaran)? (20[0-9][0-9])`)
)

// tahunLaporan is the year that a report is of: the one that its titles name most, then its
// sentences.
func tahunLaporan(n Naskah) int {
	suara := map[int]int{}
	hitung := func(s string, nomor int) {
		if len(s) > 4000 || polaDaftarIsi.MatchString(s) {
			return
		}
		for _, m := range polaJudulLaporan.FindAllStringSubmatch(s, 8) {
			t, _ := strconv.Atoi(m[1])
			suara[t] += 4
			if nomor < 60 {
				suara[t] += 4 // the cover
			}
		}
		for _, m := range polaTahunKata.FindAllStringSubmatch(s, 8) {
			t, _ := strconv.Atoi(m[1])
			suara[t]++
		}
	}
	for _, b := range n.Bagian {
		if b.Kisi == nil {
			hitung(b.Paragraf, b.Nomor)
			continue
		}
		for i, r := range b.Kisi.Baris {
			if i < 3 {
				hitung(gabung(r), r.Nomor)
			}
		}
	}
	tahun, banyak := 0, 0
	for t, n := range suara {
		if n > banyak || n == banyak && t > tahun {
			tahun, banyak = t, n
		}
	}
	return tahun
}

// jenisTabel is what a table is about.
type jenisTabel int

const (
	tabelLain jenisTabel = iota
	tabelIndikator
	tabelAnggaran
	tabelPembanding
	tabelSkala
	tabelRekomendasi
)

// bacaanTabel is a table as it is understood.
type bacaanTabel struct {
	*tabel
	jenis jenisTabel
	pk    bool // a table of an agreement
	sel   []selTabel
	lepas map[int]bool // columns with figures of which the subject is not known
}

// selTabel is a cell of which the subject is known.
type selTabel struct {
	kolom  int
	baris  int // index
	subjek string
	besar  review.Besaran // "" is the column's
}

// kenali tells what each table is about, and what its columns hold where the cells have to
// say it.
func (p *pembaca) kenali() {
	var contoh []string
	for _, t := range p.tabel {
		for _, b := range t.baris {
			for _, s := range b.sel {
				if len(contoh) < 20_000 && len(s) < 40 {
					contoh = append(contoh, s)
				}
			}
		}
	}
	p.pemisah = kebiasaan(contoh)
	for _, t := range p.tabel {
		p.kenaliTabel(t)
	}
}

func (p *pembaca) kenaliTabel(t *bacaanTabel) {
	ind, prog := t.cariKolom(peranIndikator), t.cariKolom(peranProgram)
	angkaTabel := make([]string, 0, 256)
	nilai, rekom := 0, t.cariKolom(peranRekomendasi) >= 0 && t.cariKolom(peranTindakLanjut) >= 0
	for c := range t.kolom {
		for i := range t.baris {
			if s := t.baris[i].isi(c); s != "" && len(s) < 40 && len(angkaTabel) < 5000 {
				angkaTabel = append(angkaTabel, s)
			}
		}
	}
	umum := kebiasaan(angkaTabel)
	if umum == pemisahTakTentu {
		umum = p.pemisah
	}
	skala := false
	tw := 0
	if m := polaTriwulan.FindStringSubmatch(t.judul); m != nil {
		tw = angkaTriwulan[strings.ToUpper(m[1])]
	}
	for c := range t.kolom {
		k := &t.kolom[c]
		k.pemisah = umum
		if k.sebagian && k.triwulan == 0 && k.peran == peranNilai {
			// Of the quarter that the title names, or of one that is not known.
			if k.triwulan = tw; tw == 0 {
				k.peran = peranLewat
			} else if !polaSampai.MatchString(k.nama) {
				k.versi = versiTriwulan
			}
		}
		var sel []string
		for i := range t.baris {
			if s := t.baris[i].isi(c); s != "" {
				sel = append(sel, s)
			}
		}
		if m := kebiasaan(sel); m != pemisahTakTentu {
			k.pemisah = m
		} else if m := pengelompok(sel); m != pemisahTakTentu {
			k.pemisah = m
		}
		p.periksaKolom(t, c, sel, ind >= 0)
		if k.peran == peranNilai && !(len(k.calon) == 1 && teksnya(k.calon[0])) {
			nilai++
		}
		if k.mungkin(review.Kategori) && len(t.kolom) <= 4 && ind < 0 && prog < 0 {
			skala = true
		}
	}
	t.pk = (strings.Contains(t.konteks, "perjanjian kinerja") || punya(kata(t.judul), "induk", "murni", "perubahan", "dpa")) && !t.punyaNilai(review.Realisasi) && !t.punyaNilai(review.RealisasiAnggaran) && !t.punyaNilai(review.Capaian)
	switch {
	case rekom:
		t.jenis = tabelRekomendasi
	case skala && p.adalahSkala(t):
		t.jenis = tabelSkala
	case ind >= 0 && (nilai > 0 || t.cariKolom(peranRumus) >= 0 || t.cariKolom(peranPIC) >= 0 || t.cariKolom(peranSasaran) >= 0):
		t.jenis = tabelIndikator
	case prog >= 0 && (t.punyaNilai(review.Pagu) || t.punyaNilai(review.RealisasiAnggaran)):
		t.jenis = tabelAnggaran
	case t.cariKolom(peranSasaran) >= 0 && nilai > 0:
		t.jenis = tabelIndikator
	case p.adalahPembanding(t):
		t.jenis = tabelPembanding
	}
}

func (t *bacaanTabel) punyaNilai(b review.Besaran) bool {
	for i := range t.kolom {
		if t.kolom[i].peran == peranNilai && t.kolom[i].mungkin(b) {
			return true
		}
	}
	return false
}

// periksaKolom corrects what a heading seems to say by the cells below it.
func (p *pembaca) periksaKolom(t *bacaanTabel, c int, sel []string, ind bool) {
	k := &t.kolom[c]
	angka, rupiah, teks, isi := 0, 0, 0, 0
	for _, s := range sel {
		if kosong(s) {
			continue
		}
		isi++
		a, ok := bacaAngka(s, locale.KindBilangan, k.pemisah)
		switch {
		case !ok:
			teks++
		case a.jenis == review.JenisRupiah || a.nilai.Abs().IntPart() >= 100_000:
			rupiah++
			angka++
		default:
			angka++
		}
	}
	if isi == 0 {
		return
	}
	switch k.peran {
	case peranSasaran, peranIndikator, peranProgram, peranBaris, peranTeks, peranSatuan:
		if angka == isi && isi > 1 {
			k.peran = peranLewat
		}
		return
	case peranHasil:
		return
	}
	if k.peran != peranNilai {
		return
	}
	banyakUang := 2*rupiah > angka && angka > 0
	ganti := func(dari, ke review.Besaran) {
		for i := range k.calon {
			if k.calon[i] == dari {
				k.calon[i] = ke
			}
		}
	}
	switch {
	case k.mungkin(review.Ket), k.mungkin(review.Kategori):
		if angka == isi {
			k.peran = peranLewat
			return
		}
		menunjang := 0
		for _, s := range sel {
			if w := kata(s); punya(w, "menunjang", "mendukung") && len(w) <= 3 {
				menunjang++
			}
		}
		switch {
		case 2*menunjang > isi:
			k.calon = []review.Besaran{review.Ket}
		case k.hanya(review.Ket):
			k.calon = []review.Besaran{review.Kategori} // some call the class so; checked against the scale
		}
	case banyakUang && (k.mungkin(review.Target) || k.mungkin(review.Realisasi)):
		// Figures beyond a hundred thousand are money where money is at hand, or no indicator.
		if !ind || t.punyaNilai(review.Pagu) || t.punyaNilai(review.RealisasiAnggaran) {
			ganti(review.Target, review.Pagu)
			ganti(review.Realisasi, review.RealisasiAnggaran)
		}
	case angka > 0 && !banyakUang && uang(k.calon[0]) && p.persenan(sel):
		k.calon = []review.Besaran{review.CapaianAnggaran}
	}
	if k.hanya(review.Capaian) {
		// A percentage beside money is of the money.
		for d := c - 1; d >= 0; d-- {
			x := &t.kolom[d]
			if x.peran == peranNilai && len(x.calon) > 0 && !teksnya(x.calon[0]) && !x.hanya(review.Capaian) && !x.hanya(review.RataCapaian) {
				if uang(x.calon[0]) {
					k.calon = []review.Besaran{review.CapaianAnggaran}
				}
				break
			}
		}
	}
}

// persenan tells whether most cells carry a percent sign.
func (p *pembaca) persenan(sel []string) bool {
	n := 0
	for _, s := range sel {
		if strings.Contains(s, "%") {
			n++
		}
	}
	return 2*n > len(sel)
}

// angka reads a number in the document's writing.
func (p *pembaca) angka(s string, k locale.Kind) (angka, bool) { return bacaAngka(s, k, p.pemisah) }
