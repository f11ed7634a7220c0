package reporter

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// Open data: the figures that a published report shows, rounded as it prints them, from
// what its snapshot has.

// lisensi is under which anybody may use them.
const lisensi = "Creative Commons Atribusi 4.0 Internasional (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/deed.id"

// dataTerbuka is the open data as JSON. Numbers are texts with a point; null is unknown.
type dataTerbuka struct {
	Lisensi   string                 `json:"lisensi"`
	Sumber    string                 `json:"sumber"` // the report's page
	OPD       string                 `json:"opd"`
	Instansi  string                 `json:"instansi"`
	Daerah    string                 `json:"daerah"`
	Sintetis  bool                   `json:"sintetis,omitempty"`
	Tahun     int                    `json:"tahun"`
	Periode   string                 `json:"periode"`
	Jenis     sakip.JenisLaporan     `json:"jenis"`
	Indikator []indikatorTerbuka     `json:"indikator"`
	Sasaran   []sasaranTerbuka       `json:"sasaran"`
	Anggaran  []barisAnggaranTerbuka `json:"anggaran"`
	Reviu     *reviu                 `json:"reviu"` // null when nothing was reviewed
}

type indikatorTerbuka struct {
	ID          string  `json:"id"`
	Nama        string  `json:"nama"`
	Tingkat     string  `json:"tingkat"`
	Induk       string  `json:"induk"`
	Satuan      string  `json:"satuan"`
	Arah        string  `json:"arah"`
	Target      *string `json:"target"`
	TargetTeks  string  `json:"target_teks"` // as the agreement prints it
	Realisasi   *string `json:"realisasi"`
	Capaian     *string `json:"capaian"` // percent
	Kategori    string  `json:"kategori"`
	TargetSD    *string `json:"target_sd"`
	CapaianSD   *string `json:"capaian_sd"`
	KategoriSD  string  `json:"kategori_sd"`
	Alasan      string  `json:"alasan"` // why there is no capaian
	TargetAkhir *string `json:"target_akhir"`
}

type sasaranTerbuka struct {
	ID                  string  `json:"id"`
	Nama                string  `json:"nama"`
	RataCapaian         *string `json:"rata_capaian"`
	Kategori            string  `json:"kategori"`
	RataCapaianAnggaran *string `json:"rata_capaian_anggaran"`
	TingkatEfisiensi    *string `json:"tingkat_efisiensi"`
}

type barisAnggaranTerbuka struct {
	Kode      string  `json:"kode"`
	Induk     string  `json:"induk"`
	Nama      string  `json:"nama"`
	Tingkat   string  `json:"tingkat"`
	Anggaran  *string `json:"anggaran"` // rupiah
	Realisasi *string `json:"realisasi"`
	Capaian   *string `json:"capaian"`
}

// terbuka is the open data in a format.
func (c cuplikan) terbuka(f sakip.FormatLaporan) (body []byte, contentType string, err error) {
	d := c.dataTerbuka()
	if f == sakip.CSV {
		return d.csv(), "text/csv; charset=utf-8", nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(d); err != nil {
		return nil, "", fmt.Errorf("encode open data: %w", err)
	}
	return b.Bytes(), "application/json", nil
}

func (c cuplikan) dataTerbuka() dataTerbuka {
	d := dataTerbuka{Lisensi: lisensi, Sumber: c.Alamat, OPD: c.OPD.ID, Instansi: c.OPD.Nama, Daerah: c.OPD.Daerah, Sintetis: c.OPD.Sintetis,
		Tahun: c.Periode.Tahun, Periode: c.Periode.String(), Jenis: c.Jenis,
		Indikator: []indikatorTerbuka{}, Sasaran: []sasaranTerbuka{}, Anggaran: []barisAnggaranTerbuka{}, Reviu: c.Reviu}
	for _, i := range c.Hasil.Indikator {
		d.Indikator = append(d.Indikator, indikatorTerbuka{ID: i.ID, Nama: i.Nama, Tingkat: i.Tingkat, Induk: i.Induk, Satuan: i.Satuan, Arah: i.Arah,
			Target: i.Target, TargetTeks: i.TargetTampil, Realisasi: tercetak(i.Realisasi, i.RealisasiTampil), Capaian: tercetak(i.Capaian, i.CapaianTampil), Kategori: i.Kategori,
			TargetSD: i.TargetSD, CapaianSD: tercetak(i.CapaianSD, i.CapaianSDTampil), KategoriSD: i.KategoriSD, Alasan: i.AlasanTampil, TargetAkhir: i.TargetAkhir})
	}
	for _, s := range c.Hasil.Sasaran {
		d.Sasaran = append(d.Sasaran, sasaranTerbuka{ID: s.ID, Nama: s.Nama, RataCapaian: tercetak(s.RataCapaian, s.RataCapaianTampil), Kategori: s.Kategori,
			RataCapaianAnggaran: tercetak(s.RataCapaianAnggaran, s.RataCapaianAnggaranTampil), TingkatEfisiensi: tercetak(s.TingkatEfisiensi, s.TingkatEfisiensiTampil)})
	}
	for _, b := range c.Hasil.Anggaran {
		d.Anggaran = append(d.Anggaran, barisDari(b))
	}
	return d
}

func barisDari(b wire.HasilAnggaran) barisAnggaranTerbuka {
	return barisAnggaranTerbuka{Kode: b.Kode, Induk: b.Induk, Nama: b.Nama, Tingkat: b.Tingkat, Anggaran: b.Anggaran, Realisasi: b.Realisasi, Capaian: tercetak(b.Capaian, b.CapaianTampil)}
}

// kepalaCSV are the columns: one table for all, so that any program reads it.
var kepalaCSV = []string{"bagian", "kode", "nama", "tingkat", "induk", "satuan", "target", "realisasi", "capaian_persen", "kategori", "alasan",
	"tahun", "periode", "opd", "instansi", "sumber"}

// csv writes the open data as RFC 4180 has it: commas, decimal points, UTF-8.
func (d dataTerbuka) csv() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	tulis := func(sel ...string) {
		for n := range sel {
			sel[n] = netral(sel[n])
		}
		_ = w.Write(sel) // into memory
	}
	baris := func(sel ...string) {
		tulis(append(sel, strconv.Itoa(d.Tahun), d.Periode, d.OPD, d.Instansi, d.Sumber)...)
	}
	tulis(append([]string(nil), kepalaCSV...)...)
	for _, i := range d.Indikator {
		target := teks(i.Target)
		if target == "" {
			target = i.TargetTeks
		}
		baris("indikator", i.ID, i.Nama, i.Tingkat, i.Induk, i.Satuan, target, teks(i.Realisasi), teks(i.Capaian), i.Kategori, i.Alasan)
	}
	for _, s := range d.Sasaran {
		baris("sasaran", s.ID, s.Nama, "sasaran", "", "%", "", "", teks(s.RataCapaian), s.Kategori, "")
	}
	for _, a := range d.Anggaran {
		baris("anggaran", a.Kode, a.Nama, a.Tingkat, a.Induk, "rupiah", teks(a.Anggaran), teks(a.Realisasi), teks(a.Capaian), "", "")
	}
	w.Flush()
	return b.Bytes()
}

// tercetak is a figure as the report prints it, in the machine's writing; nil when it is not
// known.
func tercetak(angka *string, tampil string) *string {
	if angka == nil {
		return nil
	}
	s := strings.ReplaceAll(strings.ReplaceAll(tampil, ".", ""), ",", ".")
	if !polaAngka.MatchString(s) {
		return angka
	}
	return &s
}

func teks(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

var polaAngka = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// netral is a text that no spreadsheet takes for a formula: names and units are people's.
func netral(s string) string {
	s = strings.ReplaceAll(s, "\x00", "")
	if s == "" || s == "%" || polaAngka.MatchString(s) || !strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", []rune(s)[0]) {
		return s
	}
	return "'" + s
}
