package report

import (
	"fmt"
	"strings"

	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// Who owes what is not written but entered on other pages.
const (
	olehProfil  = "perencana perangkat daerah, pada profil perangkat daerah"
	olehRencana = "perencana perangkat daerah, pada halaman Rencana"
	olehPagu    = "perencana perangkat daerah, pada halaman Pagu"
)

// pendahuluan is chapter I. It returns the place of the list of chapters, which is known
// only when they are there.
func (p *penyusun) pendahuluan() int {
	p.tambah(document.Judul{Tingkat: 1, Teks: "PENDAHULUAN"}, document.Judul{Tingkat: 2, Teks: "LATAR BELAKANG"})
	p.naskahAtauBaku("bab1.latar_belakang")
	p.gambaranUmum()
	p.tambah(document.Judul{Tingkat: 2, Teks: "ASPEK STRATEGIS DAN ISU STRATEGIS"}, document.Judul{Tingkat: 3, Teks: "Aspek Strategis"})
	p.naskahAtauCelah("bab1.aspek_strategis", "Aspek strategis")
	p.tambah(document.Judul{Tingkat: 3, Teks: "Isu Strategis"})
	p.naskahAtauCelah("bab1.isu_strategis", "Isu strategis")
	p.narasi("bab1.")
	p.tambah(document.Judul{Tingkat: 2, Teks: "SISTEMATIKA PELAPORAN"})
	p.paragraf("Laporan ini disusun dengan sistematika sebagai berikut:")
	p.tambah(document.Daftar{})
	return len(p.blok) - 1
}

// gambaranUmum is what the agency is, and who is in it.
func (p *penyusun) gambaranUmum() {
	o := p.d.OPD
	p.tambah(document.Judul{Tingkat: 2, Teks: "GAMBARAN UMUM ORGANISASI"}, document.Judul{Tingkat: 3, Teks: "Kedudukan, Tugas dan Fungsi"})
	var s []string
	if o.DasarHukum != "" {
		s = append(s, fmt.Sprintf("Kedudukan, tugas dan fungsi %s diatur dengan %s.", p.instansi(), o.DasarHukum))
	}
	var urusan []string
	for _, u := range o.Urusan {
		urusan = append(urusan, namaUrusan(u.Nama))
	}
	if len(urusan) > 0 {
		s = append(s, fmt.Sprintf("Urusan pemerintahan yang diselenggarakan: %s.", strings.Join(urusan, "; ")))
	}
	if len(s) > 0 {
		p.paragraf("%s", strings.Join(s, " "))
	}
	if o.DasarHukum == "" {
		p.tambah(document.Celah{Apa: "Dasar hukum kedudukan, tugas dan fungsi belum dicatat", Oleh: olehProfil})
	}
	p.naskahAtauCelah("bab1.kedudukan_tugas_fungsi", "Kedudukan, tugas dan fungsi")
	p.tambah(document.Judul{Tingkat: 3, Teks: "Struktur Organisasi"})
	p.struktur()
	if p.d.CariNarasi("bab1.sumber_daya") != "" {
		p.tambah(document.Judul{Tingkat: 3, Teks: "Sumber Daya"})
		p.naskah("bab1.sumber_daya")
	}
}

// namaUrusan is a bidang urusan's name with the word before it.
func namaUrusan(s string) string {
	if strings.HasPrefix(strings.ToLower(s), "urusan ") {
		return s
	}
	return "Urusan " + s
}

// jenisUnit are the kinds of units in the order of charts, with their words.
var jenisUnit = []struct{ jenis, kata string }{{"sekretariat", "sekretariat"}, {"bidang", "bidang"}, {"uptd", "unit pelaksana teknis daerah (UPTD)"}}

// struktur says and draws who stands under whom at the end of the period.
func (p *penyusun) struktur() {
	o := p.d.OPD
	if len(o.Unit) == 0 {
		p.tambah(document.Celah{Apa: "Unit organisasi belum dicatat, sehingga bagannya belum dapat digambar", Oleh: olehProfil})
		p.naskah("bab1.struktur_organisasi")
		return
	}
	kepala := document.Simpul{Judul: "Kepala " + o.Nama, Isi: "(belum tercatat)"}
	if k, ada := o.Kepala(p.h.Periode.Akhir()); ada {
		kepala = document.Simpul{Judul: k.Sebutan(), Isi: k.Nama}
	} else {
		p.tambah(document.Celah{Apa: "Kepala perangkat daerah " + p.sampai() + " belum tercatat", Oleh: olehProfil})
	}
	var urut []sakip.Unit
	var jumlah []string
	pilihUnit := func(kata string, ya func(sakip.Unit) bool) {
		n := 0
		for _, u := range o.Unit {
			if ya(u) {
				urut = append(urut, u)
				n++
			}
		}
		if n > 0 {
			jumlah = append(jumlah, fmt.Sprintf("%d %s", n, kata))
		}
	}
	dikenal := map[string]bool{}
	for _, j := range jenisUnit {
		dikenal[j.jenis] = true
		pilihUnit(j.kata, func(u sakip.Unit) bool { return strings.ToLower(u.Jenis) == j.jenis })
	}
	pilihUnit("unit lain", func(u sakip.Unit) bool { return !dikenal[strings.ToLower(u.Jenis)] })
	for _, u := range urut {
		kepala.Anak = append(kepala.Anak, p.simpulUnit(u))
	}
	p.paragraf("%s dipimpin oleh %s dan terdiri atas %s, sebagaimana digambarkan pada bagan berikut.", o.Nama, kepala.Judul, dan(jumlah))
	p.naskah("bab1.struktur_organisasi")
	p.tambah(&document.Gambar{ID: "Struktur Organisasi", Judul: "Struktur Organisasi " + p.instansi(),
		Alt:   fmt.Sprintf("Bagan organisasi: %s di puncak, di bawahnya %d unit.", kepala.Judul, len(urut)),
		Bagan: &document.Bagan{Akar: []document.Simpul{kepala}}})
}

// simpulUnit is a unit with whoever heads it.
func (p *penyusun) simpulUnit(u sakip.Unit) document.Simpul {
	s := document.Simpul{Judul: u.Nama}
	if o, ada := p.d.OPD.KepalaUnit(u.ID, p.h.Periode.Akhir()); ada {
		s.Isi = strings.TrimSpace(o.Status + " " + o.Nama)
	}
	return s
}
