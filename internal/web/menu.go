package web

import (
	"strconv"
	"strings"

	"capaian/internal/service"
)

// pilihanMenu is one entry of the navigation.
type pilihanMenu struct {
	Teks, Alamat string
	Sini         bool // the page that is shown lies there
}

// kelompokMenu are the entries of the site, or those of an agency-year.
type kelompokMenu struct {
	Judul string // "" for the site's
	Isi   []pilihanMenu
}

// menuTampil is the navigation of one page: Sini is the entry that the page lies under.
type menuTampil struct {
	Sini     string
	Kelompok []kelompokMenu
}

// menu lists the entries of the navigation in their order: each for those who have the
// right, of the agency-year that a page is about or of everybody.
var menu = []struct {
	teks   string
	aksi   service.Aksi
	alamat string // after the agency-year's address; or, beginning with "/", of the site
	tahun  bool   // of an agency-year
	awal   bool   // there before the year was begun
	juga   string // pages elsewhere that lie under it too
}{
	{teks: "Beranda", aksi: service.LihatDiri, alamat: "/"},
	{teks: "Kabupaten", aksi: service.LihatKabupaten, alamat: "/kabupaten"},
	{teks: "Pelaporan", aksi: service.LihatKabupaten, alamat: "/pelaporan"},
	{teks: "Kalender", aksi: service.AturKalender, alamat: "/kalender", juga: "/kalender/"},
	{teks: "Perangkat daerah", aksi: service.AturKabupaten, alamat: "/perangkat-daerah", juga: "/perangkat-daerah-baru"},
	{teks: "Orang", aksi: service.KelolaOrang, alamat: "/orang", juga: "/orang-baru"},

	{teks: "Capaian", aksi: service.LihatOPD, tahun: true},
	{teks: "Isian", aksi: service.EntriRealisasi, alamat: "/isian", tahun: true, juga: "/isi/"},
	{teks: "Verifikasi", aksi: service.LihatOPD, alamat: "/verifikasi", tahun: true},
	{teks: "Reviu", aksi: service.LihatOPD, alamat: "/reviu", tahun: true},
	{teks: "Rencana", aksi: service.LihatOPD, alamat: "/rencana", tahun: true, awal: true},
	{teks: "Pagu", aksi: service.LihatOPD, alamat: "/pagu", tahun: true},
	{teks: "Tautan anggaran", aksi: service.LihatOPD, alamat: "/tautan-anggaran", tahun: true},
	{teks: "Pohon kinerja", aksi: service.LihatOPD, alamat: "/pohon", tahun: true},
	{teks: "Kebijakan", aksi: service.LihatOPD, alamat: "/kebijakan", tahun: true},
	{teks: "Laporan", aksi: service.LihatOPD, alamat: "/laporan", tahun: true, juga: "/tautan-unduh"},
	{teks: "Impor", aksi: service.Rencanakan, alamat: "/impor", tahun: true, juga: "/templat-impor/"},
	{teks: "Jejak audit", aksi: service.LihatAudit, alamat: "/audit", tahun: true},
}

// menuUntuk is the navigation of a page at a path: of the person whom it is shown to, with
// the entries of the agency-year that it is about.
func menuUntuk(p halaman, path string) menuTampil {
	m := menuTampil{Kelompok: []kelompokMenu{{}}}
	if p.Di != nil {
		m.Kelompok = append(m.Kelompok, kelompokMenu{Judul: "Tahun " + strconv.Itoa(p.Di.Tahun)})
	}
	var sini struct{ kelompok, isi, panjang int }
	for _, e := range menu {
		l := service.Hak(e.aksi, p.Orang.Peran)
		switch {
		case l == service.TidakBoleh, e.tahun && p.Di == nil, e.tahun && p.Kosong && !e.awal,
			e.tahun && l != service.KabupatenSendiri && p.Di.OPD != p.Orang.OPD:
			continue
		}
		n, awal := 0, ""
		if e.tahun {
			n, awal = 1, p.Di.Halaman()
		}
		k := &m.Kelompok[n]
		baru := pilihanMenu{Teks: e.teks, Alamat: awal + e.alamat}
		k.Isi = append(k.Isi, baru)
		cocok := len(baru.Alamat)
		if e.juga != "" && strings.Contains(path, e.juga) {
			cocok += len(e.juga)
		} else if path != baru.Alamat && (cocok <= 1 || !strings.HasPrefix(path, baru.Alamat+"/")) {
			continue
		}
		if cocok > sini.panjang { // the entry that says most of the path
			sini.kelompok, sini.isi, sini.panjang = n, len(k.Isi)-1, cocok
		}
	}
	if sini.panjang > 0 {
		e := &m.Kelompok[sini.kelompok].Isi[sini.isi]
		e.Sini, m.Sini = true, e.Teks
	}
	return m
}
