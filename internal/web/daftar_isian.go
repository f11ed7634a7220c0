package web

import (
	"net/http"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteDaftarIsian are the list of what is to be entered and the entry table of a budget.
var ruteDaftarIsian = []Route{
	{"GET", tahunOPD + "/isian", service.LihatOPD, (*handler).isianKini, false},
	{"GET", tahunOPD + "/isian/{tw}", service.LihatOPD, (*handler).daftarIsian, false},
	{"GET", tahunOPD + "/isian/{tw}/anggaran", service.LihatOPD, (*handler).tabelAnggaran, false},
	{"POST", tahunOPD + "/isian/{tw}/anggaran", service.EntriRealisasi, (*handler).simpanTabel, false},
}

// isiDaftarIsian is the list of a quarter.
type isiDaftarIsian struct {
	alamat
	D          service.DaftarIsian
	Nama       string
	NamaUnit   string
	Unit       []pilihanUnit // nil for who sees one unit only
	Baris      []barisDaftar
	Anggaran   []barisIsianAnggaran
	Batas      string       // the last day for entering; "" is not limited
	Berikutnya *barisDaftar // what is to be filled in next; nil when nothing is left
}

type pilihanUnit struct {
	ID, Nama string
	Sini     bool
}

// barisDaftar is one indicator of the list.
type barisDaftar struct {
	service.IsianIndikator
	Alamat  string
	Keadaan keadaanIsian
	Lalu    string // the latest value known before this quarter's, with when it is of
}

type barisIsianAnggaran struct {
	service.IsianAnggaran
	Nama   string
	Alamat string
}

// keadaanIsian is a state told by a word and a shape.
type keadaanIsian struct{ Kelas, Bentuk, Kata string }

// keadaanDari is the state of a figure; what is not due yet need not be there.
func keadaanDari(s sakip.Status, jatuhTempo bool) keadaanIsian {
	if s == sakip.Belum && !jatuhTempo {
		return keadaanIsian{"tunda", "–", "belum jatuh tempo"}
	}
	t := tampilStatus(s)
	return keadaanIsian{t.Kelas, t.Bentuk, t.Kata}
}

// isianKini leads to the quarter that is being reported on: the one that ended last, for a
// quarter is reported when it is over; of a year that has passed the fourth.
func (h *handler) isianKini(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	http.Redirect(w, r, a.Isian(triwulanKini(sakip.TanggalDari(h.Clock()), a.Tahun), ""), http.StatusSeeOther)
	return nil
}

func triwulanKini(hari sakip.Tanggal, tahun int) int {
	tw := 1
	for n := 2; n <= 4; n++ {
		if (sakip.Periode{Tahun: tahun, Triwulan: n}).Akhir() < hari {
			tw = n
		}
	}
	return tw
}

func (h *handler) daftarIsian(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	d, err := h.Service.DaftarIsian(r.Context(), o, a.OPD, a.Tahun, tw, r.URL.Query().Get("unit"))
	if err != nil {
		return err
	}
	isi := isiDaftarIsian{alamat: a, D: d, Nama: d.Data.OPD.Nama, NamaUnit: d.Data.OPD.NamaUnit(d.Unit)}
	if service.Hak(service.EntriRealisasi, o.Peran) != service.UnitSendiri {
		isi.Unit = []pilihanUnit{{"", "Semua unit", d.Unit == ""}}
		for _, u := range d.Data.OPD.Unit {
			isi.Unit = append(isi.Unit, pilihanUnit{u.ID, u.Nama, u.ID == d.Unit})
		}
	}
	for _, i := range d.Indikator {
		isi.Baris = append(isi.Baris, barisDaftar{i, a.Isi(i.ID, tw), keadaanDari(i.Laporan.Status, i.JatuhTempo), nilaiLalu(d, i)})
	}
	isi.Batas = hariTeks(d.Selesai)
	if d.Tutup == "" {
		isi.Berikutnya = berikutnya(isi.Baris)
	}
	for _, b := range d.Anggaran {
		row := barisIsianAnggaran{b, "Perangkat daerah", a.TabelAnggaran(tw, b.SubUnit)}
		if b.SubUnit != "" {
			row.Nama = d.Data.OPD.NamaUnit(b.SubUnit)
		}
		isi.Anggaran = append(isi.Anggaran, row)
	}
	return h.tulis(w, r, http.StatusOK, "daftar-isian", halaman{Judul: "Isian " + teksTW(tw) + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi,
		Skrip: []string{"isian.js"}})
}

// berikutnya is the first row that waits for its reporter: what was returned comes first.
func berikutnya(rows []barisDaftar) *barisDaftar {
	var out *barisDaftar
	for n := range rows {
		b := &rows[n]
		switch {
		case !b.BolehIsi || b.Terisi() || !b.JatuhTempo && b.Laporan.Status == "":
		case b.Laporan.Status == sakip.Dikembalikan:
			return b
		case out == nil:
			out = b
		}
	}
	return out
}

// nilaiLalu is the latest value before the quarter: of this year, else of an earlier one.
func nilaiLalu(d service.DaftarIsian, i service.IsianIndikator) string {
	ind, _ := d.Data.CariIndikator(i.ID)
	lalu := sakip.Realisasi{}
	for _, r := range d.Data.Realisasi {
		if r.Indikator == i.ID && r.Triwulan < d.Triwulan && r.Triwulan > lalu.Triwulan && !r.Kosong() {
			lalu = r
		}
	}
	if lalu.Triwulan > 0 {
		return laporanTeks(lalu, ind) + " (" + teksTW(lalu.Triwulan) + ")"
	}
	if n := len(i.Sebelumnya); n > 0 {
		return i.Sebelumnya[n-1].RealisasiTampil + " (" + strconv.Itoa(i.Sebelumnya[n-1].Tahun) + ")"
	}
	return ""
}

// SelCapaianSD is the capaian up to the quarter.
func (b barisDaftar) SelCapaianSD() sel {
	return barisIndikator{HasilIndikator: b.HasilIndikator}.SelCapaian(true)[1]
}

// Lengkap tells whether nothing is left to do of the quarter.
func (i isiDaftarIsian) Lengkap() bool {
	return i.D.N == i.D.M && !slices.ContainsFunc(i.Anggaran, func(b barisIsianAnggaran) bool { return b.N < b.M })
}

// subUnit is the sub-unit that an address names; one that the agency has not is not found.
func subUnit(r *http.Request, ada func(string) bool) (string, error) {
	s := r.URL.Query().Get("sub_unit")
	if s != "" && !ada(s) {
		return "", fault.New(fault.NotFound, "Unit", s)
	}
	return s, nil
}
