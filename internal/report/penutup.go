package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// penutup is chapter IV: what follows from the figures, what is to be done, and what
// became of recommendations; and the signature.
func (p *penyusun) penutup() {
	p.tambah(document.Judul{Tingkat: 1, Teks: "PENUTUP"}, document.Judul{Tingkat: 2, Teks: "KESIMPULAN"})
	p.kesimpulan()
	p.tambah(document.Judul{Tingkat: 2, Teks: "UPAYA PERBAIKAN"})
	p.upaya()
	p.tambah(document.Judul{Tingkat: 2, Teks: "TINDAK LANJUT ATAS REKOMENDASI EVALUASI AKUNTABILITAS KINERJA"})
	if len(p.d.RekomendasiBerlaku()) > 0 {
		p.paragraf("%s", p.kalimatRekomendasi())
		p.tambah(p.tabelRekomendasi())
	} else {
		p.tambah(document.Celah{Apa: "Rekomendasi evaluasi akuntabilitas kinerja dan tindak lanjutnya belum dicatat", Oleh: olehRencana})
	}
	p.pakai["bab4.penutup"] = true
	p.narasi("bab4.")
	p.narasi("")
	p.naskahAtauBaku("bab4.penutup")
	p.tambah(p.tandaTangan(p.opt))
}

// kesimpulan lists what the figures come to; what was written follows it.
func (p *penyusun) kesimpulan() {
	r := p.ringkas()
	d := document.Daftar{Bernomor: true}
	butir := func(s string, anak *document.Daftar) {
		if s != "" {
			d.Butir = append(d.Butir, document.Butir{Teks: document.T(s), Anak: anak})
		}
	}
	if len(r.iku) > 0 {
		butir(strings.TrimSpace(p.kalimatTercapai(r)+" "+p.kalimatKelas(r.iku)), nil)
		for _, g := range []struct {
			judul string
			list  []sakip.HasilIndikator
		}{{fmt.Sprintf("IKU yang %s mencapai target:", p.tidak()), r.tidak}, {"IKU yang capaiannya belum dapat dihitung:", r.belum}} {
			if len(g.list) > 0 {
				anak := p.daftarIndikator(g.list)
				butir(g.judul, &anak)
			}
		}
	}
	anak := document.Daftar{}
	for _, s := range p.h.Sasaran {
		if s.RataCapaian.Ada() {
			anak.Butir = append(anak.Butir, document.Butir{Teks: document.T(p.kalimatSasaran(s))})
		}
	}
	if len(anak.Butir) > 0 {
		butir("Capaian sasaran strategis:", &anak)
	}
	butir(p.kalimatSerapan(p.totalAnggaran()), nil)
	butir(p.kalimatEfisiensi(), nil)
	p.paragraf("Berdasarkan uraian pada bab sebelumnya, kinerja %s %s disimpulkan sebagai berikut:", p.instansi(), p.sampai())
	p.tambah(d)
	p.naskah("bab4.kesimpulan")
}

// upaya lists what the units agreed to do and have not done, and the solutions that they
// gave; what was written follows. An IKU that missed its target and has neither is a gap.
func (p *penyusun) upaya() {
	var d document.Daftar
	var tanpa, unit []string
	for _, h := range p.h.Indikator {
		i := h.Indikator
		anak := &document.Daftar{}
		for _, r := range p.laporan(i) {
			if s := satuBaris(r.Solusi); s != "" && r.Triwulan == p.h.Periode.Triwulan {
				anak.Butir = append(anak.Butir, document.Butir{Teks: document.UraiTeks(s)})
			}
		}
		for _, t := range p.tindakanIndikator(i) {
			if !t.selesai {
				anak.Butir = append(anak.Butir, document.Butir{Teks: document.T(t.teks)})
			}
		}
		if len(anak.Butir) > 0 {
			d.Butir = append(d.Butir, document.Butir{Teks: document.Teks{{Teks: i.Nama + ":", Tebal: true}}, Anak: anak})
			continue
		}
		if iku(i) && h.Capaian.Ada() && !p.mencapai(*h.Capaian.Nilai) {
			tanpa = append(tanpa, i.Nama)
			if u := p.d.OPD.NamaUnit(i.PenanggungJawab); u != "" && !slices.Contains(unit, u) {
				unit = append(unit, u)
			}
		}
	}
	if len(d.Butir) > 0 {
		p.paragraf("Solusi dan tindak lanjut yang disepakati untuk memperbaiki capaian:")
		p.tambah(d)
	}
	ditulis := p.naskah("bab4.upaya")
	if len(unit) == 0 {
		unit = []string{"unit penanggung jawab"}
	}
	switch {
	case ditulis:
	case len(tanpa) > 0:
		p.tambah(document.Celah{Apa: fmt.Sprintf("Solusi dan tindak lanjut belum diisi untuk IKU yang %s mencapai target: %s", p.tidak(), strings.Join(tanpa, "; ")),
			Oleh: strings.Join(unit, "; ") + ", pada halaman Isian"})
	case len(d.Butir) == 0:
		p.tambah(document.Celah{Apa: "Upaya perbaikan belum ditulis", Oleh: olehNarasi})
	}
}

// kalimatRekomendasi counts the recommendations by what became of them.
func (p *penyusun) kalimatRekomendasi() string {
	var s []string
	for _, g := range hasilRekomendasi {
		n := 0
		for _, r := range p.d.RekomendasiBerlaku() {
			if r.Hasil == g.hasil {
				n++
			}
		}
		if n > 0 {
			s = append(s, fmt.Sprintf("%d %s", n, g.kata))
		}
	}
	return fmt.Sprintf("Dari %d rekomendasi, %s.", len(p.d.RekomendasiBerlaku()), dan(s))
}

// hasilRekomendasi are what may become of a recommendation, with their words.
var hasilRekomendasi = []struct {
	hasil sakip.HasilTindakLanjut
	kata  string
}{{sakip.TuntasSesuai, "tuntas sesuai"}, {sakip.TindakLanjutBelum, "tindak lanjutnya belum selesai"}, {sakip.BelumDitindaklanjut, "belum ditindaklanjuti"}}

// tabelRekomendasi is what became of the evaluation's recommendations, by number.
func (p *penyusun) tabelRekomendasi() *document.Tabel {
	t := &document.Tabel{ID: "Rekomendasi", Judul: "Tindak Lanjut atas Rekomendasi", Kolom: kolom(document.Kiri, 6, 45, 40, 7, 7, 7, 18),
		Kepala: [][]document.Sel{{kepala("No.", 2, 1), kepala("Uraian Rekomendasi", 2, 1), kepala("Uraian Tindak Lanjut", 2, 1),
			kepala("Hasil Tindak Lanjut", 1, 3), kepala("Ket.", 2, 1)}, {kepala("TS", 1, 1), kepala("TB", 1, 1), kepala("BT", 1, 1)}},
		Catatan: []string{"TS: tuntas sesuai; TB: tindak lanjut belum selesai; BT: belum ditindaklanjuti."}}
	t.Kolom[0].Rata, t.Kolom[3].Rata, t.Kolom[4].Rata, t.Kolom[5].Rata = document.Tengah, document.Tengah, document.Tengah, document.Tengah
	list := p.d.RekomendasiBerlaku()
	slices.SortStableFunc(list, func(a, b sakip.Rekomendasi) int { return a.No - b.No })
	for _, r := range list {
		row := []document.Sel{teks(locale.AngkaRingkas(decimal.NewFromInt(int64(r.No))) + "."), teks(r.Uraian), teks(r.TindakLanjut)}
		for _, h := range []sakip.HasilTindakLanjut{sakip.TuntasSesuai, sakip.TindakLanjutBelum, sakip.BelumDitindaklanjut} {
			row = append(row, teks(pilih(r.Hasil == h, string(h), "")))
		}
		t.Baris = append(t.Baris, append(row, teks(p.keteranganRekomendasi(r))))
	}
	return t
}

// keteranganRekomendasi is what was remarked, and the files that bear it out.
func (p *penyusun) keteranganRekomendasi(r sakip.Rekomendasi) string {
	s := strings.TrimSpace(r.Keterangan)
	var berkas []string
	for _, id := range r.Bukti {
		n := slices.IndexFunc(p.opt.Bukti, func(b sakip.Bukti) bool { return b.ID == id && b.Status == sakip.BuktiDiterima })
		if n >= 0 {
			berkas = append(berkas, p.opt.Bukti[n].Nama)
		}
	}
	if len(berkas) > 0 {
		s = strings.TrimSpace(s + " Bukti: " + strings.Join(berkas, ", ") + ".")
	}
	if r.Tenggat != "" && r.Hasil != sakip.TuntasSesuai {
		s = strings.TrimSpace(s + " Tenggat: " + tanggal(r.Tenggat) + ".")
	}
	return s
}
