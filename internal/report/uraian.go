package report

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// This file says figures in sentences. Each follows from the results and nothing else,
// so that no sentence can contradict a table.

var seratus = decimal.NewFromInt(100)

// ringkasan is what the IKU of a year came to.
type ringkasan struct {
	iku                    []sakip.HasilIndikator
	tercapai, tidak, belum []sakip.HasilIndikator // reached, not reached, not known
	total                  sakip.HasilSasaran     // of all IKU together
}

func iku(i sakip.Indikator) bool { return i.Tingkat == sakip.TingkatSasaran }

func (p *penyusun) ringkas() ringkasan {
	r := ringkasan{iku: p.saring(iku)}
	r.tercapai, r.tidak, r.belum = p.pilah(r.iku)
	r.total = sakip.RingkasanIKU(sakip.Sasaran{}, r.iku, p.k)
	return r
}

// pilah tells indicators apart by whether they reached their target.
func (p *penyusun) pilah(list []sakip.HasilIndikator) (tercapai, tidak, belum []sakip.HasilIndikator) {
	for _, h := range list {
		switch {
		case !h.Capaian.Ada():
			belum = append(belum, h)
		case p.mencapai(*h.Capaian.Nilai):
			tercapai = append(tercapai, h)
		default:
			tidak = append(tidak, h)
		}
	}
	return tercapai, tidak, belum
}

// mencapai tells whether a raw percentage is the whole of its target, by the value that
// classes are taken from: no two equal printed numbers are judged differently.
func (p *penyusun) mencapai(mentah decimal.Decimal) bool {
	if p.k.DasarKategori != sakip.DariMentah {
		mentah = p.k.Bulat(mentah)
	}
	return mentah.GreaterThanOrEqual(seratus)
}

// rumusMencapai is 1 where the raw percentage of a cell reaches the target, else 0.
func (p *penyusun) rumusMencapai(mentah string) string {
	v := bulat(mentah, p.k.Desimal, p.k.Pembulatan)
	if p.k.DasarKategori == sakip.DariMentah {
		v = "ROUND(" + mentah + ",10)"
	}
	return "IF(" + v + ">=100,1,0)"
}

// kalimatTercapai says how many IKU reached their target.
func (p *penyusun) kalimatTercapai(r ringkasan) string {
	n, a := len(r.iku), len(r.tercapai)
	target := pilih(p.setahun(), "target", "target tahunan")
	var s string
	switch {
	case len(r.belum) == n:
		return fmt.Sprintf("Dari %d indikator kinerja utama (IKU), belum ada yang capaiannya dapat dihitung.", n)
	case a == n:
		s = fmt.Sprintf("Seluruh %d indikator kinerja utama (IKU) mencapai %s", n, target)
	case a == 0:
		s = fmt.Sprintf("Dari %d indikator kinerja utama (IKU), tidak ada yang mencapai %s", n, target)
	default:
		s = fmt.Sprintf("Dari %d indikator kinerja utama (IKU), %d mencapai %s", n, a, target)
	}
	if len(r.tidak) > 0 && a > 0 {
		s += fmt.Sprintf("%s %d %s mencapainya", pilih(len(r.belum) > 0, ",", " dan"), len(r.tidak), p.tidak())
	}
	if len(r.belum) > 0 {
		s += fmt.Sprintf(", dan %d belum dapat dihitung", len(r.belum))
	}
	return s + "."
}

// tidak denies; before the year's end not yet.
func (p *penyusun) tidak() string { return pilih(p.setahun(), "tidak", "belum") }

// kalimatKelas counts by class, best first.
func (p *penyusun) kalimatKelas(list []sakip.HasilIndikator) string {
	n := map[string]int{}
	for _, h := range list {
		if h.Capaian.Ada() {
			n[h.Capaian.Kategori]++
		}
	}
	var s []string
	for _, k := range p.k.Skala.Kelas {
		if n[k.Nama] > 0 {
			s = append(s, fmt.Sprintf("%d IKU berkategori %s", n[k.Nama], k.Nama))
		}
	}
	if len(s) == 0 {
		return ""
	}
	return "Menurut capaiannya, " + dan(s) + "."
}

// dan joins words with commas and a last "dan".
func dan(s []string) string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	return strings.Join(s[:len(s)-1], ", ") + " dan " + s[len(s)-1]
}

// butirIndikator says one indicator's figures: its name, realisasi, target and capaian.
func (p *penyusun) butirIndikator(h sakip.HasilIndikator) string {
	if !h.Capaian.Ada() {
		s := h.Indikator.Nama + ": "
		if h.Realisasi.Ada() {
			return s + fmt.Sprintf("realisasi %s, capaian belum dapat dihitung karena %s", p.nilaiTeks(h), h.Capaian.Alasan.Teks())
		}
		return s + p.realisasi(h).Teks
	}
	return fmt.Sprintf("%s: realisasi %s terhadap target %s, capaian %s (%s)", h.Indikator.Nama, p.nilaiTeks(h),
		p.targetTeks(h), p.capaianTeks(h), h.Capaian.Kategori)
}

func (p *penyusun) capaianTeks(h sakip.HasilIndikator) string { return p.selCapaian(h).Tampil() }

// nilaiTeks is a realisasi with its unit, of a predikat with its label.
func (p *penyusun) nilaiTeks(h sakip.HasilIndikator) string {
	s := bersamaSatuan(h.Indikator, p.realisasi(h).Tampil())
	if h.Indikator.Formula.Jenis == sakip.FormulaPredikat && len(h.Realisasi.Jelas.Masukan) > 0 {
		return h.Realisasi.Jelas.Masukan[0].Label + " (skor " + s + ")"
	}
	return s
}

func (p *penyusun) targetTeks(h sakip.HasilIndikator) string {
	return bersamaSatuan(h.Indikator, p.selTarget(h).Tampil())
}

// satuanNilai are the units of plain numbers, which go without a unit in a sentence.
var satuanNilai = map[string]bool{"": true, "%": true, "indeks": true, "nilai": true, "skor": true, "predikat": true, "angka": true, "poin": true}

// bersamaSatuan adds the unit of what is counted in one.
func bersamaSatuan(i sakip.Indikator, s string) string {
	if satuanNilai[strings.ToLower(i.Satuan)] {
		return s
	}
	return s + " " + i.Satuan
}

// satuanSelisih is the unit of a difference.
func satuanSelisih(i sakip.Indikator) string {
	switch {
	case i.Satuan == "%":
		return "poin persen"
	case satuanNilai[strings.ToLower(i.Satuan)]:
		return "poin"
	}
	return i.Satuan
}

// kecil begins a label with a small letter, as inside a sentence; a name of capitals
// stays.
func kecil(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

// totalAnggaran is the agency's money.
type totalAnggaran struct {
	ada     bool
	pagu    decimal.Decimal
	spent   *decimal.Decimal // nil when a row is not reported
	serapan sakip.Capaian
	kunci   string // of the cells: kunci + "pagu", "real", "capaian"
}

func (p *penyusun) totalAnggaran() totalAnggaran {
	t := totalAnggaran{ada: len(p.h.Anggaran) > 0, kunci: "ang.JUMLAH#."}
	spent, lengkap := decimal.Zero, t.ada
	for _, kode := range p.anak[""] {
		b := p.baris[kode]
		t.pagu = t.pagu.Add(*b.Anggaran.Nilai)
		if lengkap = lengkap && b.Realisasi.Ada(); lengkap {
			spent = spent.Add(*b.Realisasi.Nilai)
		}
	}
	if atas := p.anak[""]; len(atas) == 1 {
		t.kunci = kAng(atas[0], "")
	}
	if lengkap {
		t.spent = &spent
	}
	if lengkap && !t.pagu.IsZero() {
		t.serapan = p.persenDari(spent, t.pagu)
	}
	return t
}

// kalimatSerapan says what the agency's money came to.
func (p *penyusun) kalimatSerapan(t totalAnggaran) string {
	switch {
	case !t.ada:
		return "Anggaran tidak disajikan: " + sakip.AnggaranTidakAda.Teks() + "."
	case t.spent == nil:
		return fmt.Sprintf("Anggaran sebesar %s; jumlah realisasinya belum diketahui karena sebagian baris belum dilaporkan.", locale.Rupiah(t.pagu))
	case t.serapan.Tampil == nil:
		return fmt.Sprintf("Anggaran sebesar %s, terealisasi %s.", locale.Rupiah(t.pagu), locale.Rupiah(*t.spent))
	}
	return fmt.Sprintf("Anggaran sebesar %s, terealisasi %s atau %s.", locale.Rupiah(t.pagu), locale.Rupiah(*t.spent), p.persen(t.serapan, "", "").Tampil())
}

// kalimatEfisiensi says how many sasaran did better in their work than in spending.
func (p *penyusun) kalimatEfisiensi() string {
	var efisien, tidak []string
	for _, s := range p.h.Sasaran {
		if !s.TingkatEfisiensi.Ada() {
			continue
		}
		t := p.persen(s.TingkatEfisiensi, "", "").Tampil()
		if s.TingkatEfisiensi.Tampil.GreaterThanOrEqual(seratus) {
			efisien = append(efisien, t)
		} else {
			tidak = append(tidak, t)
		}
	}
	n := len(efisien) + len(tidak)
	switch {
	case n == 0:
		return ""
	case len(tidak) == 0:
		return fmt.Sprintf("Tingkat efisiensi %d sasaran yang dapat dihitung%s mencapai 100%% atau lebih (%s).", n, pilih(n > 1, " seluruhnya", ""), dan(efisien))
	case len(efisien) == 0:
		return fmt.Sprintf("Tingkat efisiensi %d sasaran yang dapat dihitung%s di bawah 100%% (%s).", n, pilih(n > 1, " seluruhnya", ""), dan(tidak))
	}
	return fmt.Sprintf("Dari %d sasaran yang tingkat efisiensinya dapat dihitung, %d mencapai 100%% atau lebih (%s) dan %d masih di bawah 100%% (%s).",
		n, len(efisien), dan(efisien), len(tidak), dan(tidak))
}

// daftarIndikator lists indicators with their figures.
func (p *penyusun) daftarIndikator(list []sakip.HasilIndikator) document.Daftar {
	var d document.Daftar
	for _, h := range list {
		d.Butir = append(d.Butir, document.Butir{Teks: document.T(p.butirIndikator(h) + ".")})
	}
	return d
}
