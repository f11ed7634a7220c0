package baca

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
)

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

var polaJudulLain = susunPola(`(?i)perbandingan|sebelum|renstra|rpjm|s\.?/?d\.?\b|periode|lalu|sampai|dibanding|nomor|peraturan|permen|perpres|tren|perkembangan`)

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
