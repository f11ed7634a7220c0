package review

import (
	"strings"

	"capaian/internal/locale"
)

// Tabel is a table as a reader of other people's reports hands it over: what every
// column means, and whose row it is.
type Tabel struct {
	Nama  string
	Kolom []Kolom
	Baris []Baris
}

// Kolom is what a column states. A column without Besaran is not read.
type Kolom struct {
	Nama    string
	Besaran Besaran
	Tahun   int // 0 is the report's year
	Versi   string
	Jenis   Jenis
}

// Baris is a row: one cell for each column, "" where there is none.
type Baris struct {
	Nomor  string // as places name it
	Subjek string
	Sel    []string
}

// Tambah reads a table's cells as statements. What cannot be read is listed in TakTerbaca.
func (n *Bacaan) Tambah(t Tabel) {
	for _, b := range t.Baris {
		for i, sel := range b.Sel {
			if i >= len(t.Kolom) || t.Kolom[i].Besaran == "" || strings.TrimSpace(sel) == "" {
				continue
			}
			k := t.Kolom[i]
			if k.Tahun == 0 {
				k.Tahun = n.Tahun
			}
			n.Nyatakan(Kunci{Besaran: k.Besaran, Subjek: b.Subjek, Tahun: k.Tahun, Versi: k.Versi}, k.Jenis, Tempat{t.Nama, b.Nomor, k.Nama, sel})
		}
	}
}

// Nyatakan adds what is printed at a place as a statement of a fact, or lists the place as
// unreadable.
func (n *Bacaan) Nyatakan(k Kunci, j Jenis, t Tempat) {
	if ujung, ok := bacaRentang(k, j, t); ok {
		n.Pernyataan = append(n.Pernyataan, ujung[:]...)
		return
	}
	p := Pernyataan{Kunci: k, Tempat: t, Jenis: j}
	if !p.baca() {
		n.TakTerbaca = append(n.TakTerbaca, t)
		return
	}
	n.Pernyataan = append(n.Pernyataan, p)
}

// baca fills in the value from what is printed.
func (p *Pernyataan) baca() bool {
	s := strings.TrimSpace(p.Tercetak)
	kind := locale.KindRasio
	var err error
	switch p.Jenis {
	case JenisTeks:
		p.Teks = s
		return s != ""
	case JenisTerbilang:
		p.Nilai, err = locale.ParseTerbilang(s)
		return err == nil
	case JenisRupiah:
		kind = locale.KindRupiah
	case JenisAngka:
		if p.Besaran == Pembilang || p.Besaran == Penyebut {
			kind = locale.KindBilangan
		}
	}
	s, _, _ = strings.Cut(s, " (") // a predikat beside its score: 90,30 (AA)
	p.Nilai, err = locale.Parse(s, kind)
	p.Desimal = desimalTercetak(s, p.Nilai.IsInteger())
	return err == nil
}

// desimalTercetak counts the decimals of a number that was read: the digits after its last
// separator, unless that one groups.
func desimalTercetak(s string, utuh bool) int32 {
	s = strings.TrimSuffix(strings.TrimRight(s, "% \u00a0"), ",-")
	i := strings.LastIndexAny(s, ".,")
	if i < 0 {
		return 0
	}
	ekor := s[i+1:]
	if len(ekor) == 3 && utuh && (s[i] == '.' || strings.Count(s, ",") > 1) {
		return 0
	}
	return int32(len(ekor))
}
