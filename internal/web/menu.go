package web

import (
	"strings"

	"capaian/internal/sakip"
	"capaian/internal/service"
)

// pilihanMenu is one entry of the navigation.
type pilihanMenu struct {
	Teks, Alamat string
	Sini         bool // the page that is shown lies there
}

// menu lists the entries of the navigation in their order: each for those who have the
// right, of the agency-year that a page is about or of everybody.
var menu = []struct {
	teks   string
	aksi   service.Aksi
	alamat string // after the agency-year's address; or, beginning with "/", of the site
	tahun  bool   // of an agency-year
}{
	{"Beranda", service.LihatDiri, "/", false},
	{"Kabupaten", service.LihatKabupaten, "/kabupaten", false},
	{"Perangkat daerah", service.AturKabupaten, "/perangkat-daerah", false},
	{"Orang", service.KelolaOrang, "/orang", false},
	{"Capaian", service.LihatOPD, "", true},
	{"Rencana", service.LihatOPD, "/rencana", true},
	{"Isian", service.EntriRealisasi, "/isian", true},
	{"Verifikasi", service.LihatOPD, "/verifikasi", true},
	{"Kalender", service.AturKalender, "/kalender", false},
	{"Pohon kinerja", service.LihatOPD, "/pohon", true},
	{"Pagu", service.LihatOPD, "/pagu", true},
	{"Tautan anggaran", service.LihatOPD, "/tautan-anggaran", true},
	{"Kebijakan", service.LihatOPD, "/kebijakan", true},
	{"Impor", service.Rencanakan, "/impor", true},
	{"Jejak audit", service.LihatAudit, "/audit", true},
}

// menuUntuk is the navigation of a person on a page of an agency-year, or of none.
func menuUntuk(o sakip.Orang, di *alamat, path string) []pilihanMenu {
	var out []pilihanMenu
	terpilih, panjang := -1, 0
	for _, m := range menu {
		l := service.Hak(m.aksi, o.Peran)
		if l == service.TidakBoleh || m.tahun && di == nil || m.tahun && l != service.KabupatenSendiri && di.OPD != o.OPD {
			continue
		}
		p := pilihanMenu{Teks: m.teks, Alamat: m.alamat}
		if m.tahun {
			p.Alamat = di.Halaman() + m.alamat
		}
		if n := len(p.Alamat); path == p.Alamat || n > 1 && strings.HasPrefix(path, p.Alamat+"/") {
			if n > panjang {
				terpilih, panjang = len(out), n
			}
		}
		out = append(out, p)
	}
	if terpilih >= 0 {
		out[terpilih].Sini = true
	}
	return out
}
