package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
)

// Bounds of the annex of findings, lest what a report finds outweigh the report. The page
// of findings has all of them whole.
const (
	batasTemuan   = 100 // findings that it lists
	batasLetak    = 4   // places that it names of one
	hurufPesan    = 900
	hurufLetak    = 200
	hurufAlasan   = 400
	halamanReviu  = "halaman Reviu"
	judulReviu    = "Hasil Reviu"
	tanpaHubungan = "Belum ada hubungan antarangka yang dapat dihitung ulang."
)

// olehReviu is who settles a contradiction.
const olehReviu = "perencana (verifikator), pada " + halamanReviu

// namaTingkat is what people call how grave a finding is, the gravest first.
var namaTingkat = []struct {
	tingkat review.Tingkat
	nama    string
}{{review.Galat, "Galat"}, {review.Peringatan, "Peringatan"}, {review.Info, "Info"}}

// hasilReviu is the annex of what the review found in the figures that the report is made
// of, and what became of it. It is made of the same data by the same rules as the page of
// findings, so that a reader sees what its agency saw.
func (p *penyusun) hasilReviu() {
	t := review.Tinjau(p.d, p.h, p.opt.Bukti, baca.DariNarasi)
	p.paragraf("%s", kalimatReviu(t))
	if n := len(t.Menahan()); n > 0 {
		p.tambah(document.Celah{Apa: fmt.Sprintf("%d galat belum diselesaikan atau diterima dengan alasan, sehingga laporan ini belum dapat diterbitkan", n), Oleh: olehReviu})
	}
	if len(t.Temuan) > 0 {
		p.tambah(p.tabelTemuan(t))
	}
}

// kalimatReviu says how much was checked and what was found.
func kalimatReviu(t review.Tinjauan) string {
	hitung := tanpaHubungan
	if t.Dihitung > 0 {
		hitung = fmt.Sprintf("Angka laporan ini diperiksa satu terhadap yang lain: %s hubungan antarangka dihitung ulang, %s cocok.", bilanganBulat(t.Dihitung), bilanganBulat(t.Cocok))
	}
	if len(t.Temuan) == 0 {
		return hitung + " Tidak ada temuan."
	}
	n := map[review.Tingkat]int{}
	diterima := 0
	for _, x := range t.Temuan {
		n[x.Tingkat]++
		if _, ada := t.Diterima[x.ID()]; ada {
			diterima++
		}
	}
	var bagian []string
	for _, k := range namaTingkat {
		bagian = append(bagian, fmt.Sprintf("%s %s", bilanganBulat(n[k.tingkat]), strings.ToLower(k.nama)))
	}
	s := fmt.Sprintf("%s Temuan: %s, %s dan %s", hitung, bagian[0], bagian[1], bagian[2])
	if diterima > 0 {
		s += fmt.Sprintf("; %s di antaranya diterima dengan alasan", bilanganBulat(diterima))
	}
	return s + "."
}

// tabelTemuan lists the findings, the gravest first, of one level those that somebody
// accepted.
func (p *penyusun) tabelTemuan(tin review.Tinjauan) *document.Tabel {
	t := &document.Tabel{ID: "Hasil Reviu", Judul: "Temuan Reviu " + p.masa(), Kolom: kolom(document.Kiri, 6, 26, 54, 40, 37),
		Kepala: kepalaSatu("No.", "Tingkat dan Aturan", "Temuan", "Tempat", "Status"),
		Catatan: []string{"Galat: dua angka tidak mungkin benar bersamaan; laporan terbit setelah setiap galat diselesaikan atau diterima dengan alasan. " +
			"Peringatan: mungkin benar, tetapi perlu diperiksa. Info: untuk diketahui."}}
	t.Kolom[0].Rata = document.Tengah
	urut := slices.Clone(tin.Temuan)
	letak := func(x review.Temuan) int {
		n := 2 * slices.IndexFunc(namaTingkat, func(k struct {
			tingkat review.Tingkat
			nama    string
		}) bool {
			return k.tingkat == x.Tingkat
		})
		if _, ada := tin.Diterima[x.ID()]; !ada {
			n++
		}
		return n
	}
	slices.SortStableFunc(urut, func(a, b review.Temuan) int { return letak(a) - letak(b) })
	for n, x := range urut[:min(len(urut), batasTemuan)] {
		var g document.Gaya
		terima, ada := tin.Diterima[x.ID()]
		if !ada && x.Tingkat == review.Galat {
			g = document.Tebal
		}
		t.Baris = append(t.Baris, []document.Sel{teks(fmt.Sprintf("%d.", n+1)), {Teks: sebutanTingkat(x.Tingkat) + ": " + x.Aturan.Nama(), Gaya: g},
			teks(potong(strings.TrimSpace(x.Pesan+" "+x.Usulan), hurufPesan)), teks(tempatTemuan(x)), teks(p.statusTemuan(terima, ada))})
	}
	if sisa := urut[len(t.Baris):]; len(sisa) > 0 {
		var bagian []string
		for _, k := range namaTingkat {
			n := 0
			for _, x := range sisa {
				if x.Tingkat == k.tingkat {
					n++
				}
			}
			if n > 0 {
				bagian = append(bagian, fmt.Sprintf("%s %s", bilanganBulat(n), strings.ToLower(k.nama)))
			}
		}
		t.Catatan = append(t.Catatan, fmt.Sprintf("%s temuan lain tidak dicantumkan di sini (%s); seluruhnya ada pada %s.", bilanganBulat(len(sisa)), strings.Join(bagian, ", "), halamanReviu))
	}
	if slices.ContainsFunc(t.Baris, func(r []document.Sel) bool {
		return slices.ContainsFunc(r, func(s document.Sel) bool { return strings.HasSuffix(s.Teks, terpotong) })
	}) {
		t.Catatan = append(t.Catatan, "Teks yang berakhir dengan “"+terpotong+"” dipotong; lengkapnya pada "+halamanReviu+".")
	}
	return t
}

func sebutanTingkat(t review.Tingkat) string {
	for _, k := range namaTingkat {
		if k.tingkat == t {
			return k.nama
		}
	}
	return string(t)
}

// tempatTemuan names the places of a finding with what stands there and what should.
func tempatTemuan(x review.Temuan) string {
	var out []string
	for _, t := range x.Tempat[:min(len(x.Tempat), batasLetak)] {
		s := strings.Join(slices.DeleteFunc([]string{t.Tabel, t.Baris, t.Kolom}, func(s string) bool { return s == "" }), ", ") + ": " + t.Tercetak
		switch {
		case t.Hitung == "":
		case x.Pasti:
			s += ", seharusnya " + t.Hitung
		default:
			s += ", bila ini yang salah: " + t.Hitung
		}
		out = append(out, potong(s, hurufLetak))
	}
	if n := len(x.Tempat) - len(out); n > 0 {
		out = append(out, fmt.Sprintf("dan %d tempat lain", n))
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, "; ")
}

// statusTemuan is what became of a finding.
func (p *penyusun) statusTemuan(a sakip.Penerimaan, ada bool) string {
	if !ada {
		return "terbuka"
	}
	return potong(fmt.Sprintf("diterima oleh %s, %s: %s", a.Nama, locale.Tanggal(a.Pada.In(p.zona())), strings.Join(strings.Fields(a.Alasan), " ")), hurufAlasan)
}

// terpotong ends a text that was cut.
const terpotong = "…"

// potong cuts a text to n letters.
func potong(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimRight(string(r[:n]), " ") + terpotong
}

// bilanganBulat is a count as sentences write it.
func bilanganBulat(n int) string { return locale.AngkaRingkas(decimal.NewFromInt(int64(n))) }

// zona is where the report's days are counted.
func (p *penyusun) zona() *time.Location {
	if p.opt.Zona != nil {
		return p.opt.Zona
	}
	if z, err := locale.Zona(p.d.OPD.Zona); err == nil {
		return z
	}
	return time.UTC
}
