package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
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
	Paket    []barisPaket // the latest
	Minta    bool         // may ask for reports
	Kunci    string
	Jenis    []opsiPilihan // what may be asked for
	Reviu    ringkasTemuan
}

// paketTerbaru is how many Paket the agency page lists; all are on the page of reports.
const paketTerbaru = 3

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
	temuan, err := h.Service.TemuanTahun(r.Context(), hasil)
	if err != nil {
		return err
	}
	isi := isiOPD{alamat: a, TW: tw, Nama: t.nama, Sintetis: t.sintetis, Segar: hasil.Segar, Galat: hasil.Galat,
		Belum: belumDihitung(hasil.Isi), Minta: bolehMinta(o, a.OPD),
		Reviu: ringkasTemuan{TW: tw, Alamat: a.Reviu(tw), Hitung: temuan}}
	semua, tunggu := barisPaketDari(a, list, t.zona, h.Clock())
	isi.Paket = semua[:min(len(semua), paketTerbaru)]
	isi.Kunci, isi.Jenis = kunciLaporan(hasil.Versi, list), pilihanLaporan()
	p := h.bingkai(r, halaman{Judul: t.nama + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
	if !isi.Segar && isi.Galat == "" || tunggu {
		p.Segarkan, p.Sini = 2, a.HalamanTW(tw) // packed, so nothing of the request is repeated
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
// result with a fault, or none yet, is a new pointer each time and not kept; nor are
// tables whose earlier quarters lag behind it.
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
	lalu, sama, err := h.Service.TriwulanLalu(ctx, hasil)
	if err != nil {
		return nil, err
	}
	b := bahanTabel{C: hasil.Isi, Lalu: lalu, Renstra: opd.Renstra, Profil: opd.Profil, alamat: a, TW: tw, Izin: key.izin}
	if t.html, err = render("opd-tabel", b.tabel()); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(t.html)
	t.hash = hex.EncodeToString(sum[:])
	if hasil.Galat == "" && sama {
		h.tabel.Add(key, t)
	}
	return t, nil
}

// bahanTabel is what the tables of an agency page are made of: the results at the end of a
// quarter with those of the quarters before (nil where there are none), and the agency.
type bahanTabel struct {
	alamat
	C       *wire.Capaian
	Lalu    []*wire.Capaian
	Renstra sakip.Renstra
	Profil  sakip.PerangkatDaerah
	TW      int
	Izin    izinIsi
}

// isiRingkas is the head of the tables: how much is known, what is missing, and the totals.
type isiRingkas struct {
	IKU, Lain, Baris kelengkapan
	Pagu             *wire.HasilAnggaran
	AlamatPagu       string // of its explanation
}

// kelengkapan says n dari m, with what is missing.
type kelengkapan struct {
	N, M   int
	Kurang []kurang
}

// kurang is a figure that is missing: what and why, and where it is entered or explained.
type kurang struct{ Nama, Alasan, Alamat string }

// isiTabel is everything below the frame that follows from the results alone.
type isiTabel struct {
	C        *wire.Capaian
	TW       int
	Ringkas  isiRingkas
	Sasaran  []blokSasaran
	Banding  gambar           // capaian beside serapan, by sasaran
	Kelompok []tabelIndikator // indicators of the other levels
	Program  gambar           // serapan by program
	Baris    []barisAnggaran
	BolehIsi bool // of any budget row
	Luar     []wire.HasilAnggaran
	Rencana  string // address of the plan, while there is nothing to account for; else ""
}

// blokSasaran is a sasaran with its IKU.
type blokSasaran struct {
	wire.HasilSasaran
	No     int
	Tabel  tabelIndikator
	Jelas  []jelas
	Alamat string // of its explanation
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
	Angka    string // address of its explanation
	BolehIsi bool
	Jelas    []jelas
	Tren     []tren // of an IKU
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
	Angka   string // address of its explanation
	Rincian []rincian
}

type rincian struct {
	wire.RincianAnggaran
	NamaUnit string
	Isi      string
}

func (b bahanTabel) tabel() isiTabel {
	c := b.C
	t := isiTabel{C: c, TW: b.TW, BolehIsi: b.Izin.lingkup != service.TidakBoleh}
	dasar := tabelIndikator{Rinci: b.TW < 4, Tahun: c.Tahun, TW: b.TW, Lalu: tahunLalu(c)}
	for _, i := range c.Indikator {
		dasar.Rinci = dasar.Rinci || i.TargetTWTampil != ""
	}
	for n, s := range c.Sasaran {
		x := blokSasaran{HasilSasaran: s, No: n + 1, Tabel: dasar, Jelas: jelasSasaran(s), Alamat: b.Angka(service.AngkaSasaran, s.ID, b.TW)}
		b.isi(&x.Tabel, "Indikator kinerja utama sasaran "+strconv.Itoa(n+1), func(i wire.HasilIndikator) bool {
			return sakip.Tingkat(i.Tingkat) == sakip.TingkatSasaran && i.Induk == s.ID
		})
		for i := range x.Tabel.Baris {
			x.Tabel.Baris[i].Tren = b.tren(x.Tabel.Baris[i].HasilIndikator)
		}
		t.Ringkas.IKU.tambah(x.Tabel.Baris)
		t.Sasaran = append(t.Sasaran, x)
	}
	if t.Ringkas.IKU.M == 0 {
		t.Rencana = b.alamat.Rencana()
	}
	t.Banding = gambarSasaran(t.Sasaran)
	for _, k := range []struct {
		tingkat sakip.Tingkat
		judul   string
	}{{sakip.TingkatTujuan, "Indikator tujuan"}, {sakip.TingkatProgram, "Indikator program"},
		{sakip.TingkatKegiatan, "Indikator kegiatan"}, {sakip.TingkatSubKegiatan, "Indikator sub kegiatan"}} {
		x := dasar
		x.Ket = k.tingkat == sakip.TingkatProgram
		b.isi(&x, k.judul, func(i wire.HasilIndikator) bool { return sakip.Tingkat(i.Tingkat) == k.tingkat })
		t.Ringkas.Lain.tambah(x.Baris)
		if len(x.Baris) > 0 {
			t.Kelompok = append(t.Kelompok, x)
		}
	}
	b.anggaran(&t)
	return t
}

// tambah counts indicators, and keeps those whose capaian is not known.
func (k *kelengkapan) tambah(list []barisIndikator) {
	for _, i := range list {
		k.M++
		if i.Capaian != nil {
			k.N++
			continue
		}
		x := kurang{Nama: i.ID + " " + i.Nama, Alasan: pertama(i.AlasanTampil), Alamat: i.Angka}
		if i.BolehIsi && sakip.StatusSel(i.Sel) == sakip.SelBelumDilaporkan {
			x.Alamat = i.Alamat
		}
		k.Kurang = append(k.Kurang, x)
	}
}

// isi fills a table with the indicators that pilih takes.
func (b bahanTabel) isi(t *tabelIndikator, judul string, pilih func(wire.HasilIndikator) bool) {
	t.Judul, t.Kolom, t.Baris = judul, 4+len(t.Lalu)+2+1, nil
	if t.Rinci {
		t.Kolom += 5
	}
	if t.Ket {
		t.Kolom++
	}
	for _, i := range b.C.Indikator {
		if !pilih(i) {
			continue
		}
		r := barisIndikator{HasilIndikator: i, Alamat: b.Isi(i.ID, t.TW), Angka: b.Angka(service.AngkaIndikator, i.ID, t.TW),
			BolehIsi: b.Izin.boleh(i.PenanggungJawab), Jelas: jelasIndikator(i)}
		for _, tahun := range t.Lalu {
			s := ""
			for _, l := range i.Sebelumnya {
				if l.Tahun == tahun {
					s = l.RealisasiTampil
				}
			}
			r.Lalu = append(r.Lalu, s)
		}
		t.Baris = append(t.Baris, r)
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

func (b bahanTabel) anggaran(t *isiTabel) {
	c, luar := b.C, map[string]bool{}
	for _, kode := range c.TanpaSasaran.Kode {
		luar[kode] = true
	}
	for n, x := range c.Anggaran {
		if x.Induk == "" && t.Ringkas.Pagu == nil {
			t.Ringkas.Pagu, t.Ringkas.AlamatPagu = &c.Anggaran[n], b.Angka(service.AngkaAnggaran, x.Kode, b.TW)
			t.Ringkas.Baris.N, t.Ringkas.Baris.M = x.N, x.M
		}
		if luar[x.Kode] {
			t.Luar = append(t.Luar, x)
		}
		row := barisAnggaran{HasilAnggaran: x, Angka: b.Angka(service.AngkaAnggaran, x.Kode, b.TW)}
		for _, d := range x.Rincian {
			r := b.rincian(t.BolehIsi, x.Kode, d)
			if d.Realisasi == nil && d.Anggaran != nolRupiah {
				k := kurang{Nama: strings.TrimSpace(x.Kode + " " + x.Nama + " " + r.NamaUnit + " " + d.Sumber), Alasan: sakip.BelumDilaporkan.Teks(), Alamat: row.Angka}
				if r.Isi != "" {
					k.Alamat = r.Isi
				}
				t.Ringkas.Baris.Kurang = append(t.Ringkas.Baris.Kurang, k)
			}
			row.Rincian = append(row.Rincian, r)
		}
		if len(row.Rincian) == 1 { // its one leaf is the row itself
			row.Isi, row.Rincian = row.Rincian[0].Isi, nil
		}
		t.Baris = append(t.Baris, row)
	}
	t.Program = gambarProgram(c.Anggaran)
}

// nolRupiah is how results write no money.
const nolRupiah = "0.00"

func (b bahanTabel) rincian(bolehIsi bool, kode string, d wire.RincianAnggaran) rincian {
	r := rincian{RincianAnggaran: d}
	if d.SubUnit != "" {
		r.NamaUnit = b.Profil.NamaUnit(d.SubUnit)
	}
	if bolehIsi && (d.SubUnit == "" || b.Izin.boleh(d.SubUnit)) {
		r.Isi = b.Anggaran(sakip.IdentitasBaris{SubUnit: d.SubUnit, Kode: kode, Sumber: d.Sumber}, b.TW)
	}
	return r
}
