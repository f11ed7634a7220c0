package baca

import (
	"sort"
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
	buang := p.takSesuai(t, list)
	p.rataTakSesuai(t, list, buang)
	for _, x := range list {
		if !buang[[2]int{x.baris, x.kolom}] {
			p.nyatakan(x.kunci, t.tempat(x.baris, x.kolom), x.angka)
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
