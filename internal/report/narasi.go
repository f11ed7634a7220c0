package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// olehNarasi owes what a unit does not owe.
const olehNarasi = "perencana perangkat daerah, pada halaman Narasi"

// naskah places what was written for a section, without a heading; it tells whether
// there was anything.
func (p *penyusun) naskah(bagian string) bool {
	p.pakai[bagian] = true
	blok := document.UraiNaskah(p.d.CariNarasi(bagian))
	p.tambah(blok...)
	return len(blok) > 0
}

// naskahAtauCelah places what was written for a section, or the gap that it leaves.
func (p *penyusun) naskahAtauCelah(bagian, apa string) {
	if !p.naskah(bagian) {
		p.tambah(document.Celah{Apa: apa + " belum ditulis", Oleh: olehNarasi})
	}
}

// naskahAtauBaku places what was written for a section, or the text that stands there
// until somebody writes.
func (p *penyusun) naskahAtauBaku(bagian string) {
	if !p.naskah(bagian) {
		p.tambah(document.UraiNaskah(p.baku(bagian))...)
	}
}

// narasi places the texts of the sections that begin so and that stand nowhere yet, so
// that nothing written is lost.
func (p *penyusun) narasi(awalan string) {
	for _, n := range p.d.Narasi {
		if p.pakai[n.Bagian] || !strings.HasPrefix(n.Bagian, awalan) {
			continue
		}
		p.tambah(document.Judul{Tingkat: 3, Teks: judulBagian(n.Bagian)})
		p.naskah(n.Bagian)
	}
}

// judulBagian makes a heading of the last part of a section's name.
func judulBagian(bagian string) string {
	s := strings.ReplaceAll(bagian[strings.LastIndexByte(bagian, '.')+1:], "_", " ")
	if s == "" {
		return bagian
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// TeksBaku is the text that stands in the LKjIP for a section of sakip.NarasiPengganti
// until somebody writes it, in the structure of document.UraiNaskah; "" for a section
// that has none. h must be what the engine makes of d.
func TeksBaku(d sakip.DataTahun, h sakip.Hasil, bagian string) string {
	return mulai(d, h, Opsi{}).baku(bagian)
}

func (p *penyusun) baku(bagian string) string {
	switch bagian {
	case "depan.kata_pengantar":
		return p.bakuPengantar()
	case "bab1.latar_belakang":
		return p.bakuLatar()
	case "bab4.penutup":
		return fmt.Sprintf("Demikian Laporan Kinerja Instansi Pemerintah %s %s disusun sebagai pertanggungjawaban atas kinerja yang telah diperjanjikan dan sebagai bahan perbaikan kinerja selanjutnya.", p.instansi(), p.masa())
	}
	return ""
}

// The regulations that the report stands on.
const (
	perpresSAKIP   = "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah"
	permenLaporan  = "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014"
	tentangLaporan = "tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah"
)

func (p *penyusun) bakuPengantar() string {
	alinea := []string{
		fmt.Sprintf("Puji syukur ke hadirat Tuhan Yang Maha Esa, Laporan Kinerja Instansi Pemerintah (LKjIP) %s %s telah selesai disusun.", p.instansi(), p.masa()),
		fmt.Sprintf("Laporan ini mempertanggungjawabkan kinerja yang telah diperjanjikan, sesuai dengan %s dan %s.", perpresSAKIP, permenLaporan),
	}
	if r := p.ringkas(); len(r.iku) > 0 {
		s := p.kalimatTercapai(r)
		if a := p.totalAnggaran(); a.serapan.Tampil != nil {
			s += fmt.Sprintf(" Anggaran terserap %s.", p.persen(a.serapan, "", "").Tampil())
		}
		alinea = append(alinea, s)
	}
	return strings.Join(append(alinea, "Semoga laporan ini bermanfaat bagi perbaikan perencanaan dan pelaksanaan kinerja selanjutnya."), "\n\n")
}

func (p *penyusun) bakuLatar() string {
	alinea := []string{
		fmt.Sprintf("%s mewajibkan setiap instansi pemerintah mempertanggungjawabkan kinerjanya atas penggunaan anggaran. Bentuk dan isi laporannya diatur dengan %s %s.", perpresSAKIP, permenLaporan, tentangLaporan),
		fmt.Sprintf("Untuk memenuhi kewajiban itu %s menyusun Laporan Kinerja Instansi Pemerintah (LKjIP) %s. Laporan ini menyajikan capaian sasaran strategis terhadap Perjanjian Kinerja, perbandingannya dengan tahun-tahun sebelumnya dan dengan target akhir Renstra, serta anggaran yang digunakan.", p.instansi(), p.masa()),
	}
	return strings.Join(alinea, "\n\n")
}

// instansi is the agency with its region, as printed.
func (p *penyusun) instansi() string { return strings.TrimSpace(p.d.OPD.Nama + " " + p.d.OPD.Daerah) }

// daftarBab lists the chapters and their sections: how the report is built up.
func daftarBab(blok []document.Blok) document.Daftar {
	var out document.Daftar
	for _, b := range blok {
		j, ok := b.(document.Judul)
		switch {
		case !ok:
		case j.Tingkat == 1:
			out.Butir = append(out.Butir, document.Butir{Teks: document.Teks{{Teks: j.Sebutan(), Tebal: true}}})
		case j.Tingkat == 2 && len(out.Butir) > 0:
			bab := &out.Butir[len(out.Butir)-1]
			if bab.Anak == nil {
				bab.Anak = &document.Daftar{}
			}
			bab.Anak.Butir = append(bab.Anak.Butir, document.Butir{Teks: document.T(judulBiasa(j.Sebutan()))})
		}
	}
	return out
}

// judulBiasa writes a heading that is all capitals as a title; short words and those in
// the middle of which a capital is needed stay as headings have them.
func judulBiasa(s string) string {
	if s != strings.ToUpper(s) {
		return s
	}
	kata := strings.Fields(s)
	for n, k := range kata {
		if slices.Contains([]string{"DAN", "ATAS", "DENGAN", "PADA", "DI", "KE", "DARI", "UNTUK", "YANG", "BAGI", "DALAM"}, k) && n > 0 {
			kata[n] = strings.ToLower(k)
			continue
		}
		if k[0] == '(' { // an abbreviation
			continue
		}
		r := []rune(k)
		for m := 1; m < len(r); m++ {
			if unicode.IsLetter(r[m-1]) {
				r[m] = unicode.ToLower(r[m])
			}
		}
		kata[n] = string(r)
	}
	return strings.Join(kata, " ")
}

// daftar are the tables of contents that the document has anything for.
func daftar(d document.Dokumen) []document.Blok {
	ada := func(t document.IsiDari) bool {
		if t == document.IsiTabel {
			return slices.ContainsFunc(d.Tabel(), func(t *document.Tabel) bool { return t.Nomor != "" })
		}
		return t == document.IsiJudul || slices.ContainsFunc(d.Gambar(), func(g *document.Gambar) bool { return g.Nomor != "" })
	}
	var out []document.Blok
	for _, t := range []struct {
		judul string
		dari  document.IsiDari
	}{{"DAFTAR ISI", document.IsiJudul}, {"DAFTAR TABEL", document.IsiTabel}, {"DAFTAR GAMBAR", document.IsiGambar}} {
		if ada(t.dari) {
			out = append(out, document.Judul{Tingkat: 1, Teks: t.judul, TanpaNomor: true}, document.DaftarIsi{Dari: t.dari})
		}
	}
	return out
}

// sampai names the moment that the figures stand at, for sentences.
func (p *penyusun) sampai() string {
	if p.setahun() {
		return fmt.Sprintf("pada akhir Tahun %d", p.d.Tahun)
	}
	return fmt.Sprintf("sampai dengan Triwulan %s Tahun %d", locale.TriwulanRomawi(p.h.Periode.Triwulan), p.d.Tahun)
}
