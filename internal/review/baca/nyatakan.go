package baca

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

var seratus = decimal.NewFromInt(100)

// fakta is what a table states of a subject, without the version of a plan.
type fakta struct {
	subjek string
	besar  review.Besaran
	tahun  int
}

// nilai reads a cell of a column as its Besaran has it.
func (p *pembaca) nilai(t *bacaanTabel, x selTabel, b review.Besaran) (angka, bool) {
	kind := locale.KindRasio
	switch {
	case uang(b) || b == review.PaguBertambah:
		kind = locale.KindRupiah
	case b == review.Nilai || b == review.Pembilang || b == review.Penyebut:
		kind = locale.KindBilangan
	}
	s := t.baris[x.baris].isi(x.kolom)
	if b == review.Peringkat {
		s = urutan(s)
	}
	return bacaAngka(s, kind, t.kolom[x.kolom].pemisah)
}

// urutan is a rank without how many there are: 8 of "8 dari 38".
func urutan(s string) string {
	s, _, _ = strings.Cut(s, " dari ")
	return s
}

func (p *pembaca) tahunKolom(k *kolom) int {
	if k.tahun == 0 {
		return p.n.Tahun
	}
	return k.tahun
}

// putuskan settles which version of a plan each table prints, and what columns state whose
// headings can be understood in two ways.
func (p *pembaca) putuskan() {
	for _, t := range p.tabel {
		if t.jenis != tabelIndikator && t.jenis != tabelAnggaran {
			continue
		}
		versi := t.versi()
		for c := range t.kolom {
			k := &t.kolom[c]
			if k.peran != peranNilai || !k.hanya(review.Target) && !k.hanya(review.Pagu) {
				continue
			}
			if k.versi == "" && t.pk {
				k.versi = versi
			}
			if k.versi == versiPerubahan {
				p.berubah[k.calon[0]] = true
			}
			if k.renstra && k.hanya(review.Target) || k.hanya(review.Target) && strings.Contains(strings.ToLower(t.judul), "renstra") && !t.punyaNilai(review.Realisasi) {
				k.versi = versiRenstra
			}
			if w := kata(t.judul); k.hanya(review.Target) && k.versi == "" && !t.pk && !t.punyaNilai(review.Realisasi) && (punya(w, "rkt", "renja", "rkpd") || punya(w, "rencana") && punya(w, "tahunan")) {
				k.versi = versiRenja
			}
		}
	}
	for _, t := range p.tabel {
		for c := range t.kolom {
			k := &t.kolom[c]
			switch {
			case k.versi == versiPerubahan:
				k.versi = ""
			case k.versi == "" && t.pk && len(k.calon) == 1 && p.berubah[k.calon[0]]:
				k.versi = versiInduk
			case k.versi == versiInduk && len(k.calon) == 1 && !p.berubah[k.calon[0]] && !p.adaKabur():
				k.versi = "" // the only one
			}
		}
	}
	tahu := map[fakta][]decimal.Decimal{}
	for _, t := range p.tabel {
		for _, x := range t.sel {
			k := &t.kolom[x.kolom]
			if x.besar != "" || len(k.calon) != 1 || k.triwulan > 0 || k.versi != "" {
				continue
			}
			if a, ok := p.nilai(t, x, k.calon[0]); ok {
				f := fakta{x.subjek, k.calon[0], p.tahunKolom(k)}
				tahu[f] = append(tahu[f], a.nilai)
			}
		}
	}
	for _, t := range p.tabel {
		p.putuskanAkhirTahun(t)
		p.putuskanKolom(t, tahu)
		p.putuskanSelisih(t)
		p.putuskanTahun(t, tahu)
	}
}

// putuskanAkhirTahun takes what was achieved in the fourth quarter as that of the year, in a
// table that has no other figure of the year and percentages that follow from it.
func (p *pembaca) putuskanAkhirTahun(t *bacaanTabel) {
	target, capaian, keempat := -1, -1, -1
	for c := range t.kolom {
		k := &t.kolom[c]
		switch {
		case k.peran != peranNilai || p.tahunKolom(k) != p.n.Tahun:
		case k.triwulan == 0 && k.mungkin(review.Realisasi) && !k.mungkin(review.Capaian):
			return
		case k.triwulan == 0 && k.hanya(review.Target):
			target = c
		case k.triwulan == 0 && k.hanya(review.Capaian):
			capaian = c
		case k.triwulan == 4 && k.hanya(review.Realisasi):
			keempat = c
		}
	}
	if target < 0 || capaian < 0 || keempat < 0 {
		return
	}
	banyak, cocok := 0, 0
	for i := range t.baris {
		isi := func(c int) (angka, bool) {
			return bacaAngka(t.baris[i].isi(c), locale.KindRasio, t.kolom[c].pemisah)
		}
		g, ok := isi(target)
		r, ok2 := isi(keempat)
		a, ok3 := isi(capaian)
		if ok && ok2 && ok3 {
			banyak++
			if len(cara(r.nilai, g.nilai, a)) > 0 {
				cocok++
			}
		}
	}
	if cocok > 0 && 2*cocok >= banyak {
		t.kolom[keempat].triwulan, t.kolom[keempat].versi = 0, ""
	}
}

// versi is the version of the plan that a table's title names.
func (t *bacaanTabel) versi() string {
	w := kata(t.judul)
	if !punya(w, "perjanjian", "pk", "perubahan", "induk") {
		w = kata(t.konteks)
	}
	switch {
	case punya(w, "perubahan", "revisi") && !punya(w, "induk", "perbandingan", "sebelum"):
		return versiPerubahan
	case punya(w, "induk", "murni"):
		return versiInduk
	}
	return ""
}

// putuskanKolom decides whether columns state what was achieved, or that in percent of the
// target: by what other tables say, by the share of the end target, else by what stands
// beside them.
func (p *pembaca) putuskanKolom(t *bacaanTabel, tahu map[fakta][]decimal.Decimal) {
	suara := map[string]int{}
	akhir := map[string]map[review.Besaran]decimal.Decimal{}
	for _, x := range t.sel {
		k := &t.kolom[x.kolom]
		if k.hanya(review.TargetAkhir) || k.hanya(review.PersenTargetAkhir) {
			if a, ok := p.nilai(t, x, k.calon[0]); ok {
				if akhir[x.subjek] == nil {
					akhir[x.subjek] = map[review.Besaran]decimal.Decimal{}
				}
				akhir[x.subjek][k.calon[0]] = a.nilai
			}
		}
	}
	for _, x := range t.sel {
		k := &t.kolom[x.kolom]
		if len(k.calon) != 2 {
			continue
		}
		a, ok := p.nilai(t, x, review.Capaian)
		if !ok {
			continue
		}
		th := p.tahunKolom(k)
		real, cap := slices.ContainsFunc(tahu[fakta{x.subjek, review.Realisasi, th}], a.nilai.Equal), slices.ContainsFunc(tahu[fakta{x.subjek, review.Capaian, th}], a.nilai.Equal)
		switch {
		case real && !cap:
			suara[k.ukuran]++
		case cap && !real:
			suara[k.ukuran]--
		}
		if m := akhir[x.subjek]; th == p.n.Tahun && !m[review.TargetAkhir].IsZero() {
			if v, ada := m[review.PersenTargetAkhir]; ada && a.nilai.Mul(seratus).DivRound(m[review.TargetAkhir], 8).Sub(v).Abs().LessThan(decimal.New(1, -1)) {
				suara[k.ukuran]++
			}
		}
	}
	p.putuskanPersen(t)
	realisasiLain := t.punyaSaja(review.Realisasi)
	for c := range t.kolom {
		k := &t.kolom[c]
		if len(k.calon) != 2 {
			continue
		}
		b := k.calon[0]
		switch n := suara[k.ukuran]; {
		case n > 0:
			b = review.Realisasi
		case n < 0:
			b = review.Capaian
		case !realisasiLain && (t.punyaSaja(review.TargetAkhir) || t.punyaSaja(review.PersenTargetAkhir)):
			b = review.Realisasi
		case realisasiLain && t.punyaSaja(review.Target):
			b = review.Capaian
		}
		k.calon = []review.Besaran{b}
	}
}

// putuskanPersen decides whether a percentage is of the target or of the end target, where
// its figures say otherwise than its heading.
func (p *pembaca) putuskanPersen(t *bacaanTabel) {
	nilai := map[int]map[review.Besaran]decimal.Decimal{}
	for _, x := range t.sel {
		k := &t.kolom[x.kolom]
		b := review.Besaran("")
		switch {
		case k.hanya(review.Target), k.hanya(review.TargetAkhir):
			b = k.calon[0]
		case k.mungkin(review.Realisasi) && p.tahunKolom(k) == p.n.Tahun:
			b = review.Realisasi
		}
		if b == "" || k.triwulan > 0 {
			continue
		}
		if a, ok := p.nilai(t, x, b); ok {
			if nilai[x.baris] == nil {
				nilai[x.baris] = map[review.Besaran]decimal.Decimal{}
			}
			nilai[x.baris][b] = a.nilai
		}
	}
	for c := range t.kolom {
		k := &t.kolom[c]
		if k.peran != peranNilai || !k.hanya(review.Capaian) && !k.hanya(review.PersenTargetAkhir) || k.triwulan > 0 {
			continue
		}
		target, akhir := 0, 0
		for _, x := range t.sel {
			if x.kolom != c {
				continue
			}
			a, ok := p.nilai(t, x, review.Capaian)
			n := nilai[x.baris]
			r, ada := n[review.Realisasi]
			if !ok || !ada {
				continue
			}
			if g, ada := n[review.Target]; ada && len(cara(r, g, a)) > 0 {
				target++
			}
			if g, ada := n[review.TargetAkhir]; ada && len(cara(r, g, a)) > 0 {
				akhir++
			}
		}
		switch {
		case akhir > target && akhir > 1:
			k.calon = []review.Besaran{review.PersenTargetAkhir}
		case target > akhir && target > 1:
			k.calon = []review.Besaran{review.Capaian}
		}
	}
}

func (t *bacaanTabel) punyaSaja(b review.Besaran) bool {
	for c := range t.kolom {
		if t.kolom[c].peran == peranNilai && t.kolom[c].hanya(b) {
			return true
		}
	}
	return false
}

// beda is a way that a difference may be reckoned.
type beda struct {
	hasil       review.Besaran
	dari, ke    review.Besaran
	lalu, induk bool // the second is of the year before, or of the first version
	persen      bool
}

var caraBeda = []beda{
	{hasil: review.SisaAnggaran, dari: review.Pagu, ke: review.RealisasiAnggaran},
	{hasil: review.Deviasi, dari: review.Realisasi, ke: review.Target},
	{hasil: review.PaguBertambah, dari: review.Pagu, ke: review.Pagu, induk: true},
	{hasil: review.Perubahan, dari: review.Realisasi, ke: review.Realisasi, lalu: true},
	{hasil: review.PerubahanPersen, dari: review.Realisasi, ke: review.Realisasi, lalu: true, persen: true},
	{hasil: review.Perubahan, dari: review.Nilai, ke: review.Nilai, lalu: true},
	{hasil: review.PerubahanPersen, dari: review.Nilai, ke: review.Nilai, lalu: true, persen: true},
}

// putuskanSelisih finds what a column of differences is the difference of: what most of its
// rows reproduce.
func (p *pembaca) putuskanSelisih(t *bacaanTabel) {
	for c := range t.kolom {
		k := &t.kolom[c]
		if k.peran != peranNilai || !k.hanya(selisihTakTentu) && !k.hanya(ubahTakTentu) {
			continue
		}
		type letak struct {
			baris  int
			subjek string
			besar  review.Besaran
			kapan  string // year and version
		}
		ada := map[letak]decimal.Decimal{}
		for _, x := range t.sel {
			y := &t.kolom[x.kolom]
			b := x.besar
			if b == "" && len(y.calon) == 1 {
				b = y.calon[0]
			}
			if b == "" || x.kolom == c {
				continue
			}
			if a, ok := p.nilai(t, x, b); ok {
				ada[letak{x.baris, x.subjek, b, strconv.Itoa(p.tahunKolom(y)) + y.versi}] = a.nilai
			}
		}
		banyak, cocok := 0, make([]int, len(caraBeda))
		for _, x := range t.sel {
			if x.kolom != c {
				continue
			}
			a, ok := bacaAngka(t.baris[x.baris].isi(c), locale.KindRasio, k.pemisah)
			if !ok {
				a, ok = bacaAngka(t.baris[x.baris].isi(c), locale.KindRupiah, k.pemisah)
			}
			if !ok || a.nilai.IsZero() {
				continue
			}
			banyak++
			for n, w := range caraBeda {
				kini, lalu := strconv.Itoa(p.n.Tahun), strconv.Itoa(p.n.Tahun)
				if w.lalu {
					lalu = strconv.Itoa(p.n.Tahun - 1)
				}
				if w.induk {
					lalu += versiInduk
				}
				u, ok := ada[letak{x.baris, x.subjek, w.dari, kini}]
				v, ok2 := ada[letak{x.baris, x.subjek, w.ke, lalu}]
				if !ok || !ok2 {
					continue
				}
				r := u.Sub(v)
				if w.persen {
					if v.IsZero() {
						continue
					}
					r = r.Mul(seratus).DivRound(v, 8)
				}
				if r.Sub(a.nilai).Abs().LessThanOrEqual(decimal.New(1, -max(0, a.desimal))) {
					cocok[n]++
				}
			}
		}
		k.calon = nil
		for n, m := range cocok {
			if banyak > 0 && 2*m > banyak {
				k.calon = []review.Besaran{caraBeda[n].hasil}
				break
			}
		}
		if k.calon == nil {
			k.peran = peranLewat
			if banyak > 0 {
				p.takTerbaca(review.Tempat{Tabel: t.nama, Baris: nomor(t.nomor), Kolom: k.nama, Tercetak: "selisih yang tidak dapat dihitung ulang dari kolom lain"})
			}
		}
	}
}

var polaJudulLain = regexp.MustCompile(`(?i)perbandingan|sebelum|renstra|rpjm|s\.?/?d\.?\b|periode|lalu|sampai|dibanding|nomor|peraturan|permen|perpres|tren|perkembangan`)

// putuskanTahun takes a table whose title names another year as one of that year, unless its
// figures are those of the report's year: then the title is wrong.
func (p *pembaca) putuskanTahun(t *bacaanTabel, tahu map[fakta][]decimal.Decimal) {
	th := tahunDalam(t.judul)
	if t.jenis != tabelIndikator && t.jenis != tabelAnggaran || len(th) == 0 || slices.ContainsFunc(th, func(x int) bool { return x != th[0] }) || polaJudulLain.MatchString(t.judul) || len(t.judul) > 3*panjangJudul {
		return
	}
	if th[0] == p.n.Tahun {
		if polaTabel.MatchString(t.judul) && t.jenis == tabelIndikator {
			p.nyatakanTahun(t)
		}
		return
	}
	banyak, sesuai := 0, 0
	for _, x := range t.sel {
		k := &t.kolom[x.kolom]
		if k.tahun != 0 || len(k.calon) != 1 || teksnya(k.calon[0]) {
			continue
		}
		a, ok := p.nilai(t, x, k.calon[0])
		list := tahu[fakta{x.subjek, k.calon[0], p.n.Tahun}]
		if !ok || len(list) < 2 { // its own, and another table's
			continue
		}
		banyak++
		n := 0
		for _, v := range list {
			if v.Equal(a.nilai) {
				n++
			}
		}
		if n > 1 {
			sesuai++
		}
	}
	if banyak >= 2 && 2*sesuai > banyak {
		p.nyatakanTahun(t)
		return
	}
	for c := range t.kolom {
		if k := &t.kolom[c]; k.peran == peranNilai && k.tahun == 0 && !k.hanya(review.TargetAkhir) && !k.hanya(review.PersenTargetAkhir) {
			k.tahun = th[0]
		}
	}
}

// nyatakanTahun states the year that a table's title names.
func (p *pembaca) nyatakanTahun(t *bacaanTabel) {
	th := tahunDalam(t.judul)
	if len(th) == 0 || t.jenis == tabelSkala && th[0] != p.n.Tahun {
		return
	}
	s := strconv.Itoa(th[0])
	p.nyatakan(review.Kunci{Besaran: review.TahunLaporan, Subjek: t.nama}, review.Tempat{Tabel: t.nama, Baris: nomor(t.nomor), Kolom: "judul", Tercetak: s},
		angka{nilai: decimal.NewFromInt(int64(th[0]))})
}

// predikat are labels that stand where others have numbers.
var predikat = set("aa a bb b cc c d a+ a- b+ b- wtp wdp tmp tw nindya madya utama pratama paripurna tinggi sedang rendah baik cukup kurang sesuai tercapai ada prima unggul maju mandiri berkembang")

// nyatakanTabel states the cells of all tables.
func (p *pembaca) nyatakanTabel() {
	for _, t := range p.tabel {
		p.nyatakanSel(t)
		if len(t.sel) == 0 && (t.jenis == tabelLain || t.jenis == tabelIndikator || t.jenis == tabelAnggaran) {
			p.takDipahami(t)
		}
	}
}

// ujungRentang are the ends of a printed range: 80 – 90.
func ujungRentang(s string, p pemisah) (bawah, atas angka, ok bool) {
	a, b, ada := strings.Cut(rapi(s), " - ")
	if !ada {
		return bawah, atas, false
	}
	bawah, ok = bacaAngka(a, locale.KindRasio, p)
	atas, ada = bacaAngka(b, locale.KindRasio, p)
	return bawah, atas, ok && ada
}

// terbaca is a cell that was read.
type terbaca struct {
	selTabel
	angka
	kunci review.Kunci
}

func (p *pembaca) nyatakanSel(t *bacaanTabel) {
	var list []terbaca
	sudah := map[[2]int]bool{}
	for _, x := range t.sel {
		k := &t.kolom[x.kolom]
		b := x.besar
		if b == "" {
			if k.peran != peranNilai || len(k.calon) == 0 {
				continue
			}
			b = k.calon[0]
		}
		if sudah[[2]int{x.baris, x.kolom}] {
			continue
		}
		sudah[[2]int{x.baris, x.kolom}] = true
		isi := t.baris[x.baris].isi(x.kolom)
		kunci := review.Kunci{Besaran: b, Subjek: x.subjek, Tahun: p.tahunKolom(k), Triwulan: k.triwulan, Versi: k.versi}
		switch b {
		case review.TargetAkhir, review.PersenTargetAkhir:
			kunci.Tahun, kunci.Versi = p.n.Tahun, ""
		case review.Target, review.Pagu:
		default:
			if k.versi != versiTriwulan {
				kunci.Versi = ""
			}
		}
		switch b {
		case review.Kategori:
			p.nyatakanTeks(kunci, t.tempat(x.baris, x.kolom), p.kelasSkala(isi))
			continue
		case review.Ket:
			switch w := kata(isi); {
			case punya(w, "menunjang", "mendukung") && punya(w, "tidak", "kurang", "belum"):
				p.nyatakanTeks(kunci, t.tempat(x.baris, x.kolom), "Tidak Menunjang")
			case punya(w, "menunjang", "mendukung"):
				p.nyatakanTeks(kunci, t.tempat(x.baris, x.kolom), "Menunjang")
			}
			continue
		}
		if kosong(isi) {
			continue
		}
		a, ok := p.nilai(t, x, b)
		switch {
		case ok && !(uang(b) && a.jenis == review.JenisPersen):
			list = append(list, terbaca{x, a, kunci})
		case rentang(isi) && (b == review.Target || b == review.TargetAkhir):
			if s := p.subjek(x.subjek); s != nil {
				s.Arah = sakip.Rentang
			}
			if bawah, atas, ok := ujungRentang(isi, k.pemisah); ok {
				x1, x2 := kunci, kunci
				x1.Besaran, x2.Besaran = review.TargetBawah, review.TargetAtas
				if b == review.TargetAkhir {
					x1.Besaran, x2.Besaran = review.AkhirBawah, review.AkhirAtas
				}
				list = append(list, terbaca{x, bawah, x1}, terbaca{x, atas, x2})
			}
		case predikat[strings.ToLower(rapi(isi))] || p.kelasSkala(isi) != "" || punya(kata(isi), "baik", "tinggi", "rendah") && len(isi) < 20:
		default:
			p.takTerbaca(t.tempat(x.baris, x.kolom))
		}
	}
	p.pecahan(list)
	buang := p.takSesuai(t, list)
	p.rataTakSesuai(t, list, buang)
	for _, x := range list {
		if !buang[[2]int{x.baris, x.kolom}] {
			p.nyatakan(x.kunci, t.tempat(x.baris, x.kolom), x.angka)
		}
	}
}

// pecahan takes a column of percentages as fractions where its figures follow only so: 0,95
// of 95 ÷ 100.
func (p *pembaca) pecahan(list []terbaca) {
	ada := map[review.Kunci]angka{}
	for _, x := range list {
		if _, sudah := ada[x.kunci]; !sudah {
			ada[x.kunci] = x.angka
		}
	}
	ratus := func(a angka) angka {
		return angka{nilai: a.nilai.Mul(seratus), desimal: a.desimal - 2, jenis: review.JenisPersen}
	}
	banyak, persen, rasio := map[int]int{}, map[int]int{}, map[int]int{}
	for _, x := range list {
		atas, bawah, ada2 := x.kunci, x.kunci, x.angka.jenis == review.JenisAngka
		switch x.kunci.Besaran {
		case review.Capaian:
			atas.Besaran, bawah.Besaran = review.Realisasi, review.Target
		case review.PersenTargetAkhir:
			atas.Besaran, bawah.Besaran = review.Realisasi, review.TargetAkhir
		case review.CapaianAnggaran:
			atas.Besaran, bawah.Besaran = review.RealisasiAnggaran, review.Pagu
		default:
			continue
		}
		r, ok := ada[atas]
		g, ok2 := ada[bawah]
		if !ok || !ok2 || !ada2 || x.nilai.IsZero() {
			continue
		}
		banyak[x.kolom]++
		if len(cara(r.nilai, g.nilai, x.angka)) > 0 {
			persen[x.kolom]++
		} else if len(cara(r.nilai, g.nilai, angka{nilai: x.nilai.Mul(seratus), desimal: max(0, x.desimal-2)})) > 0 {
			rasio[x.kolom]++
		}
	}
	for i, x := range list {
		if n := rasio[x.kolom]; n > 1 && 2*n > banyak[x.kolom] && persen[x.kolom] == 0 && banyak[x.kolom] > 0 {
			switch x.kunci.Besaran {
			case review.Capaian, review.PersenTargetAkhir, review.CapaianAnggaran:
				list[i].angka = ratus(x.angka)
			}
		}
	}
}

const barisUji = 3 // rows from which a column can be seen to mean something else

// takSesuai are the cells of percentages that are not stated: of columns in which next to no
// row follows from the figures beside it, so that the heading must mean something else, and
// those that a cap cut off.
func (p *pembaca) takSesuai(t *bacaanTabel, list []terbaca) map[[2]int]bool {
	buang := map[[2]int]bool{}
	ada := map[review.Kunci]angka{}
	for _, x := range list {
		if _, sudah := ada[x.kunci]; !sudah {
			ada[x.kunci] = x.angka
		}
	}
	kolom := map[int][]terbaca{}
	var urut []int
	for _, x := range list {
		switch x.kunci.Besaran {
		case review.Capaian, review.PersenTargetAkhir, review.CapaianAnggaran:
			if kolom[x.kolom] == nil {
				urut = append(urut, x.kolom)
			}
			kolom[x.kolom] = append(kolom[x.kolom], x)
		}
	}
	for _, c := range urut {
		banyak, sesuai, tertinggi := 0, 0, decimal.Zero
		var dipotong []terbaca
		for _, x := range kolom[c] {
			tertinggi = decimal.Max(tertinggi, x.nilai)
			atas, bawah := review.Realisasi, review.Target
			switch x.kunci.Besaran {
			case review.PersenTargetAkhir:
				bawah = review.TargetAkhir
			case review.CapaianAnggaran:
				atas, bawah = review.RealisasiAnggaran, review.Pagu
			}
			k := x.kunci
			k.Besaran = atas
			r, ok := ada[k]
			k.Besaran = bawah
			g, ok2 := ada[k]
			if !ok || !ok2 || g.nilai.IsZero() {
				continue
			}
			banyak++
			if len(cara(r.nilai, g.nilai, x.angka)) > 0 {
				sesuai++
			} else if r.nilai.GreaterThan(g.nilai) {
				dipotong = append(dipotong, x)
			}
		}
		if banyak >= barisUji && 4*sesuai < banyak {
			for _, x := range kolom[c] {
				buang[[2]int{x.baris, x.kolom}] = true
			}
			p.takTerbaca(review.Tempat{Tabel: t.nama, Baris: nomor(t.nomor), Kolom: t.kolom[c].nama, Tercetak: "persentase yang tidak mengikuti angka di sebelahnya"})
			continue
		}
		// 100 where more was achieved, and nothing above 100 in the column, is a cap.
		for _, x := range dipotong {
			if x.nilai.Equal(tertinggi) && (tertinggi.Equal(seratus) || tertinggi.Equal(decimal.NewFromInt(120)) || tertinggi.Equal(decimal.NewFromInt(150))) {
				buang[[2]int{x.baris, x.kolom}] = true
			}
		}
	}
	return buang
}

// rataTakSesuai adds to buang the means and efficiencies that cannot be reckoned again: of a
// sasaran of which the table has other indicators than the report, and efficiencies that are
// not the one mean by the other.
func (p *pembaca) rataTakSesuai(t *bacaanTabel, list []terbaca, buang map[[2]int]bool) {
	anak, baris := map[string]int{}, map[string]map[string]bool{}
	for _, s := range p.n.Subjek {
		if s.Jenis == review.SubjekIndikator && s.Induk != "" {
			anak[s.Induk]++
		}
	}
	serapan := map[string][]decimal.Decimal{}
	rata := map[string]decimal.Decimal{}
	for _, x := range list {
		s := p.subjek(x.subjek)
		switch {
		case s == nil:
		case s.Jenis == review.SubjekIndikator && s.Induk != "":
			if baris[s.Induk] == nil {
				baris[s.Induk] = map[string]bool{}
			}
			baris[s.Induk][s.ID] = true
			if x.kunci.Besaran == review.CapaianAnggaran {
				serapan[s.Induk] = append(serapan[s.Induk], x.nilai)
			}
		case x.kunci.Besaran == review.RataCapaian:
			rata[s.ID] = x.nilai
		}
	}
	var efisiensi []terbaca
	banyak, sesuai := 0, 0
	for _, x := range list {
		switch x.kunci.Besaran {
		case review.RataCapaian, review.RataSerapan, review.Efisiensi:
		default:
			continue
		}
		if n := len(baris[x.subjek]); n > 0 && n != anak[x.subjek] {
			buang[[2]int{x.baris, x.kolom}] = true
			continue
		}
		r, ada := rata[x.subjek]
		if s := serapan[x.subjek]; x.kunci.Besaran == review.Efisiensi && ada && len(s) > 0 {
			efisiensi = append(efisiensi, x)
			bagi := decimal.Avg(s[0], s[1:]...)
			banyak++
			if !bagi.IsZero() && r.Mul(seratus).DivRound(bagi, 8).Sub(x.nilai).Abs().LessThan(decimal.NewFromInt(1)) {
				sesuai++
			} else if r.Sub(bagi).Sub(x.nilai).Abs().LessThan(decimal.New(5, -2)) {
				banyak++ // the difference of the two: another formula
			}
		}
	}
	if banyak > 1 && 3*sesuai < banyak {
		for _, x := range efisiensi {
			buang[[2]int{x.baris, x.kolom}] = true
		}
		p.takTerbaca(review.Tempat{Tabel: t.nama, Baris: nomor(t.nomor), Kolom: t.kolom[efisiensi[0].kolom].nama, Tercetak: "efisiensi dengan rumus lain"})
	}
}

// caraCapaian is a formula of a capaian.
type caraCapaian int

const (
	caraNaik caraCapaian = iota
	caraDuaT
	caraTBagiR
)

// cara are the formulas by which a percentage follows from what was achieved and the target.
func cara(r, t decimal.Decimal, persen angka) []caraCapaian {
	var out []caraCapaian
	kira := decimal.New(1, -max(0, persen.desimal)) // rounded or cut off
	dekat := func(v decimal.Decimal) bool { return v.Sub(persen.nilai).Abs().LessThan(kira) }
	if !t.IsZero() {
		if dekat(r.Mul(seratus).DivRound(t, 12)) {
			out = append(out, caraNaik)
		}
		if dekat(t.Add(t).Sub(r).Mul(seratus).DivRound(t, 12)) {
			out = append(out, caraDuaT)
		}
	}
	if !r.IsZero() && dekat(t.Mul(seratus).DivRound(r, 12)) {
		out = append(out, caraTBagiR)
	}
	return out
}

var kataTurun = set("menurun menurunnya penurunan turunnya kemiskinan miskin pengangguran stunting kematian prevalensi kasus temuan keluhan pengaduan inflasi gini ketimpangan kesenjangan kejadian konflik kriminalitas kerusakan kebocoran kehilangan lama waktu bencana kecelakaan sampah emisi pelanggaran putus gizi buruk kekerasan perceraian perkawinan rawan")

// bacaArah finds for which indicators less is better: where the printed percentages follow
// from a formula of such, and not from the other. A table whose target and realisasi are
// exchanged looks like target ÷ realisasi, so that formula counts only where the name says
// that less is better. Undecided is left as it is.
func (p *pembaca) bacaArah() {
	type suara struct{ naik, dua, bagi int }
	semua := map[string]*suara{}
	pasang := map[review.Kunci]review.Pernyataan{}
	kunci := func(s review.Pernyataan, b review.Besaran) review.Kunci {
		k := s.Kunci
		k.Besaran = b
		k.Versi += "\x00" + s.Tabel + "\x00" + s.Baris
		return k
	}
	for _, s := range p.n.Pernyataan {
		switch s.Besaran {
		case review.Target, review.Realisasi, review.TargetAkhir, review.Pagu, review.RealisasiAnggaran:
			pasang[kunci(s, s.Besaran)] = s
		}
	}
	var urut []string
	for _, s := range p.n.Pernyataan {
		bawah := review.Target
		switch s.Besaran {
		case review.Capaian:
		case review.PersenTargetAkhir:
			bawah = review.TargetAkhir
		default:
			continue
		}
		r, ok := pasang[kunci(s, review.Realisasi)]
		t, ok2 := pasang[kunci(s, bawah)]
		x := p.subjek(s.Subjek)
		if !ok || !ok2 || x == nil || x.Jenis != review.SubjekIndikator || x.Arah != "" {
			continue
		}
		if semua[s.Subjek] == nil {
			semua[s.Subjek] = &suara{}
			urut = append(urut, s.Subjek)
		}
		list := cara(r.Nilai, t.Nilai, angka{nilai: s.Nilai, desimal: s.Desimal})
		for _, c := range list {
			switch c {
			case caraNaik:
				semua[s.Subjek].naik++
			case caraDuaT:
				semua[s.Subjek].dua++
			case caraTBagiR:
				semua[s.Subjek].bagi++
			}
		}
	}
	dua, bagi := 0, 0
	var turun []string
	for _, id := range urut {
		v := semua[id]
		s := p.subjek(id)
		menurun := punya(kata(s.Nama), kunciUrut(kataTurun)...)
		switch {
		case v.naik > 0 && v.naik >= max(v.dua, v.bagi):
		case v.dua > 0 && v.dua >= v.bagi:
			turun = append(turun, id)
			dua++
		case v.bagi > 0 && menurun:
			turun = append(turun, id)
			bagi++
		}
	}
	for _, id := range turun {
		p.subjek(id).Arah = sakip.Turun
	}
	if bagi > dua {
		p.n.RumusTurun = sakip.TBagiR
	}
	p.bacaPembulatan(pasang, kunci)
}

// bacaPembulatan finds whether the report cuts decimals off: where next to no percentage is
// as rounding makes it, of those that the two ways print differently.
func (p *pembaca) bacaPembulatan(pasang map[review.Kunci]review.Pernyataan, kunci func(review.Pernyataan, review.Besaran) review.Kunci) {
	bulat, potong := 0, 0
	for _, s := range p.n.Pernyataan {
		atas, bawah := review.Realisasi, review.Target
		switch s.Besaran {
		case review.Capaian:
		case review.PersenTargetAkhir:
			bawah = review.TargetAkhir
		case review.CapaianAnggaran:
			atas, bawah = review.RealisasiAnggaran, review.Pagu
		default:
			continue
		}
		r, ok := pasang[kunci(s, atas)]
		t, ok2 := pasang[kunci(s, bawah)]
		if !ok || !ok2 || t.Nilai.IsZero() || s.Desimal < 0 || s.Desimal > 3 {
			continue
		}
		v := r.Nilai.Mul(seratus).DivRound(t.Nilai, 12)
		if x := p.subjek(s.Subjek); x != nil && x.Arah == sakip.Turun && atas == review.Realisasi {
			if v = seratus.Add(seratus).Sub(v); p.n.RumusTurun == sakip.TBagiR {
				continue
			}
		}
		a, b := sakip.Bulatkan(v, s.Desimal, sakip.SetengahKeAtas), sakip.Bulatkan(v, s.Desimal, sakip.Potong)
		switch {
		case a.Equal(b):
		case s.Nilai.Equal(a):
			bulat++
		case s.Nilai.Equal(b):
			potong++
		}
	}
	if potong > 4*bulat {
		p.n.Pembulatan = sakip.Potong
	}
}

func kunciUrut(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for w := range m {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}

// takDipahami lists a table of numbers whose columns are not understood.
func (p *pembaca) takDipahami(t *bacaanTabel) {
	if t.kabur {
		p.takTerbaca(review.Tempat{Tabel: t.nama, Baris: nomor(t.nomor), Kolom: "seluruh tabel", Tercetak: "kolomnya tidak dapat dipisahkan dengan pasti; beri tab di antara kolom, atau pakai XLSX"})
		return
	}
	angkaAda := 0
	for i := range t.baris {
		for c, s := range t.baris[i].sel {
			if c < len(t.kolom) && (t.kolom[c].peran == peranNo || t.kolom[c].peran == peranKode || t.kolom[c].peran == peranTeks) {
				continue
			}
			if _, ok := bacaAngka(s, locale.KindBilangan, p.pemisah); ok && !polaNomorKol.MatchString(s) {
				angkaAda++
			}
		}
	}
	if angkaAda < 2 {
		return
	}
	kepala := t.judul
	if len(t.kepala) > 0 {
		kepala = strings.Join(strings.Fields(strings.Join(t.kepala[0], " ")), " ")
	} else if len(t.baris) > 0 {
		kepala = strings.Join(strings.Fields(strings.Join(t.baris[0].sel, " ")), " ")
	}
	p.takTerbaca(review.Tempat{Tabel: t.nama, Baris: nomor(t.nomor), Kolom: "seluruh tabel", Tercetak: kepala})
}
