package api

import (
	"net/http"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// rutePelaporan are how far a quarter's reports are, of every agency that one may see, and
// having them made.
func rutePelaporan() []Route {
	return []Route{
		{"GET", "/v1/pelaporan/{tahun}/{tw}", service.LihatDiri, (*handler).pelaporan},
		{"POST", "/v1/pelaporan/{tahun}/{tw}", service.JalankanPelaporan, (*handler).jalankanPelaporan},
	}
}

// pelaporanWire is a quarter's reports.
type pelaporanWire struct {
	Tahun    int                            `json:"tahun"`
	Triwulan int                            `json:"triwulan"`
	Jadwal   wire.Jadwal                    `json:"jadwal"`
	Hari     sakip.Tanggal                  `json:"hari"`
	Hitung   map[sakip.KeadaanPelaporan]int `json:"hitung"`
	Daftar   []pelaporanOPDWire             `json:"daftar"`
}

type pelaporanOPDWire struct {
	OPD     string                 `json:"opd"`
	Nama    string                 `json:"nama"`
	Keadaan sakip.KeadaanPelaporan `json:"keadaan"`
	Batas   sakip.Tanggal          `json:"batas_tunggu,omitempty"`
	Lengkap bool                   `json:"lengkap"`
	Angka   hitunganWire           `json:"angka"`
	Kurang  []kemajuanUnitWire     `json:"kurang"`
	Laporan []laporanRingkasWire   `json:"laporan"`
}

// laporanRingkasWire is one file of an agency's reports.
type laporanRingkasWire struct {
	ID         string              `json:"id"`
	Jenis      sakip.JenisLaporan  `json:"jenis"`
	Format     sakip.FormatLaporan `json:"format"`
	Status     sakip.StatusLaporan `json:"status"`
	Paket      string              `json:"paket,omitempty"`
	JatuhTempo sakip.Tanggal       `json:"jatuh_tempo,omitempty"`
	Kurang     int                 `json:"kurang,omitempty"`
	Diminta    time.Time           `json:"diminta"`
	Dibuat     *time.Time          `json:"dibuat,omitempty"`
	Galat      string              `json:"galat,omitempty"`
	Tautan     string              `json:"tautan,omitempty"`
}

func (h *handler) pelaporan(w http.ResponseWriter, r *http.Request) error {
	a, o, tw, err := h.siapaTriwulan(r)
	if err != nil {
		return err
	}
	p, err := h.Service.Pelaporan(r.Context(), o, a.tahun, tw)
	if err != nil {
		return err
	}
	out := pelaporanWire{Tahun: p.Tahun, Triwulan: p.Triwulan, Jadwal: wire.Jadwal(p.Jadwal), Hari: p.Hari, Hitung: p.Hitung(), Daftar: []pelaporanOPDWire{}}
	for _, x := range p.OPD {
		y := pelaporanOPDWire{OPD: x.ID, Nama: x.Nama, Keadaan: x.Keadaan, Batas: x.Batas, Lengkap: x.Lengkap, Angka: hitunganWire(x.Total),
			Kurang: []kemajuanUnitWire{}, Laporan: []laporanRingkasWire{}}
		for _, u := range x.Unit {
			y.Kurang = append(y.Kurang, kemajuanUnitWire{u.Unit, u.Nama, hitunganWire(u.Indikator), hitunganWire(u.Anggaran)})
		}
		for _, l := range x.Laporan {
			z := laporanRingkasWire{ID: l.ID, Jenis: l.Jenis, Format: l.Format, Status: l.Status, Paket: l.Paket, JatuhTempo: l.JatuhTempo, Kurang: l.Kurang,
				Diminta: l.Diminta, Galat: l.Galat}
			if !l.Laporan.Dibuat.IsZero() {
				z.Dibuat = &l.Laporan.Dibuat
			}
			if l.Token != "" {
				z.Tautan = h.PublicURL + "/l/" + l.Token
			}
			y.Laporan = append(y.Laporan, z)
		}
		out.Daftar = append(out.Daftar, y)
	}
	return isi(w, 0, out)
}

// hasilPelaporanWire is what became of one agency.
type hasilPelaporanWire struct {
	OPD   string                 `json:"opd"`
	Nama  string                 `json:"nama"`
	Paket string                 `json:"paket,omitempty"`
	Lewat service.LewatPelaporan `json:"lewat,omitempty"`
	Galat fault.Code             `json:"code,omitempty"`
	Pesan string                 `json:"pesan,omitempty"`
}

func (h *handler) jalankanPelaporan(w http.ResponseWriter, r *http.Request) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	var body struct {
		OPD    string `json:"opd,omitempty"`
		Kurang bool   `json:"kurang,omitempty"`
	}
	if err := httpx.DecodeJSON(r, batasIsian, &body); err != nil {
		return err
	}
	req, err := h.request(r, &body)
	if err != nil {
		return err
	}
	hasil, err := h.Service.RequestPelaporan(r.Context(), req, a.tahun, tw, service.PilihPelaporan{OPD: body.OPD, Kurang: body.Kurang})
	if err != nil {
		return err
	}
	daftar := []hasilPelaporanWire{}
	for _, x := range hasil {
		daftar = append(daftar, hasilPelaporanWire{x.OPD, x.Nama, x.Paket, x.Lewat, x.Kode, x.Galat})
	}
	return isi(w, 0, map[string]any{"daftar": daftar})
}
