package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteOPD are the pages of an agency-year's results.
var ruteOPD = []Route{
	{"GET", tahunOPD, service.LihatOPD, (*handler).opd, false},
}

// ukuranTabel is how many rendered table parts a process keeps (about 300 KB each).
const ukuranTabel = 64

// kunciTabel is all that the tables of an agency page depend on. Equal pointers are
// equal results; the cache holds the pointer, so that it cannot come to mean another.
type kunciTabel struct {
	isi  *wire.Capaian
	izin izinIsi
}

// izinIsi is what a person may enter in one agency, for showing links; the service
// decides again when something is sent.
type izinIsi struct {
	lingkup service.Lingkup
	unit    string // of an operator
}

func izinEntri(o sakip.Orang, opd string) izinIsi {
	l := service.Hak(service.EntriRealisasi, o.Peran)
	switch {
	case o.OPD != opd || l == service.TidakBoleh:
		return izinIsi{}
	case l == service.UnitSendiri:
		return izinIsi{l, o.Unit}
	}
	return izinIsi{lingkup: l}
}

// boleh tells whether what belongs to a unit may be entered.
func (i izinIsi) boleh(unit string) bool {
	return i.lingkup != service.TidakBoleh && (i.lingkup != service.UnitSendiri || i.unit == unit)
}

// tabelSiap is the rendered part of an agency page, with what its frame needs.
type tabelSiap struct {
	html     []byte
	hash     string
	nama     string
	sintetis bool
	zona     *time.Location
}

// isiOPD is the frame of an agency page.
type isiOPD struct {
	alamat
	TW       int
	Nama     string
	Sintetis bool
	Segar    bool
	Belum    bool // nothing was computed yet
	Galat    string
	Laporan  []barisLaporan
	Minta    bool // may ask for reports
	Terbit   bool // may publish them
	Kunci    string
}

// opd is the page of an agency-year at the end of a quarter, TW4 unless said otherwise.
func (h *handler) opd(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	tw := 4
	if s := r.URL.Query().Get("periode"); s != "" {
		if tw, err = sakip.ParseTriwulan(s); err != nil {
			return err
		}
	}
	hasil, err := h.Service.Capaian(r.Context(), o, a.OPD, a.Tahun, tw)
	if err != nil {
		return err
	}
	t, err := h.tabelUntuk(r.Context(), o, a, tw, hasil)
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarLaporan(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return err
	}
	isi := isiOPD{alamat: a, TW: tw, Nama: t.nama, Sintetis: t.sintetis, Segar: hasil.Segar, Galat: hasil.Galat,
		Belum: belumDihitung(hasil.Isi), Minta: bolehMinta(o, a.OPD), Terbit: bolehTerbitkan(o, a.OPD)}
	tunggu := false
	isi.Laporan, tunggu = barisLaporanDari(list, t.zona, h.Clock())
	isi.Kunci = kunciLaporan(hasil.Versi, list)
	p := h.bingkai(r, halaman{Judul: t.nama + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
	if !isi.Segar && isi.Galat == "" || tunggu {
		p.Segarkan = 2
	}
	atas, err := render("opd-atas", p)
	if err != nil {
		return err
	}
	bawah, err := render("opd-bawah", p)
	if err != nil {
		return err
	}
	sum := sha256.New()
	sum.Write(atas)
	sum.Write([]byte(t.hash))
	sum.Write(bawah)
	w.Header().Set("Cache-Control", "private, no-cache")
	return h.kirim(w, r, hex.EncodeToString(sum.Sum(nil)), atas, t.html, bawah)
}

// belumDihitung tells the empty answer that stands in before the first computation.
func belumDihitung(c *wire.Capaian) bool { return c.Nama == "" }

// tabelUntuk renders the tables, or takes what was rendered of the same results. A
// result with a fault, or none yet, is a new pointer each time and not kept.
func (h *handler) tabelUntuk(ctx context.Context, o sakip.Orang, a alamat, tw int, hasil service.HasilTahun) (*tabelSiap, error) {
	key := kunciTabel{hasil.Isi, izinEntri(o, a.OPD)}
	if t, ok := h.tabel.Get(key); ok {
		return t, nil
	}
	opd, err := h.Service.OPD(ctx, o, a.OPD)
	if err != nil {
		return nil, err
	}
	t := &tabelSiap{nama: opd.Profil.Nama, sintetis: opd.Profil.Sintetis}
	if t.zona, err = locale.Zona(opd.Profil.Zona); err != nil {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", a.OPD, err))
	}
	if belumDihitung(hasil.Isi) {
		return t, nil
	}
	if t.html, err = render("opd-tabel", tabelDari(hasil.Isi, a, tw, key.izin, opd.Profil)); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(t.html)
	t.hash = hex.EncodeToString(sum[:])
	if hasil.Galat == "" {
		h.tabel.Add(key, t)
	}
	return t, nil
}

// isiRingkas is the head of the tables: how much is known, and the totals.
type isiRingkas struct {
	N, M         int // IKU computed, IKU in all
	NLain, MLain int // other indicators
	Pagu         *wire.HasilAnggaran
}

// isiTabel is everything below the frame that follows from the results alone.
type isiTabel struct {
	C        *wire.Capaian
	TW       int
	Ringkas  isiRingkas
	Sasaran  []blokSasaran
	Kelompok []tabelIndikator // indicators of the other levels
	Baris    []barisAnggaran
	BolehIsi bool // of any budget row
	Luar     []wire.HasilAnggaran
}

// blokSasaran is a sasaran with its IKU.
type blokSasaran struct {
	wire.HasilSasaran
	No    int
	Tabel tabelIndikator
	Jelas []jelas
}

// tabelIndikator is one table of indicators. Rinci adds the columns of the quarter, which
// a year without quarterly targets has no use for.
type tabelIndikator struct {
	Judul string
	Rinci bool
	Ket   bool
	Tahun int
	TW    int
	Lalu  []int
	Kolom int
	Baris []barisIndikator
}

type barisIndikator struct {
	wire.HasilIndikator
	Lalu     []string // by the table's years, "" where there is none
	Alamat   string
	BolehIsi bool
	Jelas    []jelas
}

// jelas is one figure with how it came about.
type jelas struct {
	Judul string
	Nilai string
	wire.Penjelasan
}

// barisAnggaran is one row of the budget table; Isi are links to the forms of its leaves.
type barisAnggaran struct {
	wire.HasilAnggaran
	Isi     string
	Rincian []rincian
}

type rincian struct {
	wire.RincianAnggaran
	NamaUnit string
	Isi      string
}

func tabelDari(c *wire.Capaian, a alamat, tw int, izin izinIsi, profil sakip.PerangkatDaerah) isiTabel {
	t := isiTabel{C: c, TW: tw, BolehIsi: izin.lingkup != service.TidakBoleh}
	dasar := tabelIndikator{Rinci: tw < 4, Tahun: c.Tahun, TW: tw, Lalu: tahunLalu(c)}
	for _, i := range c.Indikator {
		dasar.Rinci = dasar.Rinci || i.TargetTWTampil != ""
	}
	for n, s := range c.Sasaran {
		b := blokSasaran{HasilSasaran: s, No: n + 1, Tabel: dasar, Jelas: jelasSasaran(s)}
		b.Tabel.isi("Indikator kinerja utama sasaran "+strconv.Itoa(n+1), c, a, izin, func(i wire.HasilIndikator) bool {
			return sakip.Tingkat(i.Tingkat) == sakip.TingkatSasaran && i.Induk == s.ID
		})
		t.Sasaran = append(t.Sasaran, b)
		t.Ringkas.N, t.Ringkas.M = t.Ringkas.N+s.N, t.Ringkas.M+s.M
	}
	for _, k := range []struct {
		tingkat sakip.Tingkat
		judul   string
	}{{sakip.TingkatTujuan, "Indikator tujuan"}, {sakip.TingkatProgram, "Indikator program"},
		{sakip.TingkatKegiatan, "Indikator kegiatan"}, {sakip.TingkatSubKegiatan, "Indikator sub kegiatan"}} {
		b := dasar
		b.Ket = k.tingkat == sakip.TingkatProgram
		b.isi(k.judul, c, a, izin, func(i wire.HasilIndikator) bool { return sakip.Tingkat(i.Tingkat) == k.tingkat })
		for _, i := range b.Baris {
			t.Ringkas.MLain++
			if i.Capaian != nil {
				t.Ringkas.NLain++
			}
		}
		if len(b.Baris) > 0 {
			t.Kelompok = append(t.Kelompok, b)
		}
	}
	t.anggaran(c, a, tw, izin, profil)
	return t
}

// isi fills a table with the indicators that pilih takes.
func (t *tabelIndikator) isi(judul string, c *wire.Capaian, a alamat, izin izinIsi, pilih func(wire.HasilIndikator) bool) {
	t.Judul, t.Kolom, t.Baris = judul, 4+len(t.Lalu)+2+1, nil
	if t.Rinci {
		t.Kolom += 5
	}
	if t.Ket {
		t.Kolom++
	}
	for _, i := range c.Indikator {
		if !pilih(i) {
			continue
		}
		b := barisIndikator{HasilIndikator: i, Alamat: a.Isi(i.ID, t.TW), BolehIsi: izin.boleh(i.PenanggungJawab), Jelas: jelasIndikator(i)}
		for _, tahun := range t.Lalu {
			s := ""
			for _, l := range i.Sebelumnya {
				if l.Tahun == tahun {
					s = l.RealisasiTampil
				}
			}
			b.Lalu = append(b.Lalu, s)
		}
		t.Baris = append(t.Baris, b)
	}
}

// tahunLalu are the earlier years that any indicator has, oldest first.
func tahunLalu(c *wire.Capaian) []int {
	var out []int
	for tahun := c.Tahun - 6; tahun < c.Tahun; tahun++ {
		ada := false
		for _, i := range c.Indikator {
			for _, l := range i.Sebelumnya {
				ada = ada || l.Tahun == tahun
			}
		}
		if ada {
			out = append(out, tahun)
		}
	}
	return out
}

func (t *isiTabel) anggaran(c *wire.Capaian, a alamat, tw int, izin izinIsi, profil sakip.PerangkatDaerah) {
	luar := map[string]bool{}
	for _, kode := range c.TanpaSasaran.Kode {
		luar[kode] = true
	}
	for n, b := range c.Anggaran {
		if b.Induk == "" && t.Ringkas.Pagu == nil {
			t.Ringkas.Pagu = &c.Anggaran[n]
		}
		if luar[b.Kode] {
			t.Luar = append(t.Luar, b)
		}
		row := barisAnggaran{HasilAnggaran: b}
		for _, d := range b.Rincian {
			x := rincian{RincianAnggaran: d}
			if d.SubUnit != "" {
				x.NamaUnit = profil.NamaUnit(d.SubUnit)
			}
			if t.BolehIsi && (d.SubUnit == "" || izin.boleh(d.SubUnit)) {
				x.Isi = a.Anggaran(sakip.IdentitasBaris{SubUnit: d.SubUnit, Kode: b.Kode, Sumber: d.Sumber}, tw)
			}
			row.Rincian = append(row.Rincian, x)
		}
		if len(row.Rincian) == 1 { // its one leaf is the row itself
			row.Isi, row.Rincian = row.Rincian[0].Isi, nil
		}
		t.Baris = append(t.Baris, row)
	}
}
