package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// Bounds of a report that is given as statements.
const (
	MaksPernyataan = 20000 // and as many subjects
	maksTautan     = 200   // budget edges of an indicator
	maksInduk      = 32    // levels of subjects
	maksKelas      = 50
	maksDesimal    = 15
	maksGalat      = 100 // faults that are told at once
)

// Bacaan is a report as the statements that it makes.
type Bacaan struct {
	Tahun      int                `json:"tahun"`
	Skala      *Skala             `json:"skala,omitempty"` // classes of capaian
	Ambang     Angka              `json:"ambang,omitzero"` // % of the end target from which a program is Menunjang
	Pembulatan sakip.Pembulatan   `json:"pembulatan,omitempty"`
	RumusTurun sakip.RumusTurun   `json:"rumus_turun,omitempty"`
	Subjek     Banyak[Subjek]     `json:"subjek"`
	Pernyataan Banyak[Pernyataan] `json:"pernyataan"`
}

// Subjek is a thing that facts are stated of, and what ties them.
type Subjek struct {
	ID           string             `json:"id"`
	Nama         string             `json:"nama,omitempty"`
	Jenis        review.JenisSubjek `json:"jenis"`
	Induk        string             `json:"induk,omitempty"`
	Arah         sakip.Arah         `json:"arah,omitempty"`
	Pembilang    string             `json:"pembilang,omitempty"` // what the formula's parts are called
	Penyebut     string             `json:"penyebut,omitempty"`
	Pengali      Angka              `json:"pengali,omitzero"`
	SkorMaksimal Angka              `json:"skor_maksimal,omitzero"`
	BagianDari   bool               `json:"bagian_dari,omitempty"`
	Kumulatif    bool               `json:"kumulatif,omitempty"`
	Anggaran     []TautanAnggaran   `json:"anggaran,omitempty"` // budget subjects that its money is summed of
}

// Pernyataan is one statement: a fact, and what is printed at a place of it.
type Pernyataan struct {
	Besaran  review.Besaran  `json:"besaran"`
	Subjek   string          `json:"subjek,omitempty"`
	Tahun    int             `json:"tahun,omitempty"` // 0 is the report's
	Triwulan int             `json:"triwulan,omitempty"`
	Versi    string          `json:"versi,omitempty"`
	Jenis    JenisPernyataan `json:"jenis,omitempty"` // "" as usual for what is stated
	Tempat   Tempat          `json:"tempat"`
	// What the printed text says, where it is not read as it stands: the value, known to as
	// many decimals (its own without them, fewer than none in millions), or the words.
	Nilai   Angka  `json:"nilai,omitzero"`
	Desimal *int32 `json:"desimal,omitempty"`
	Teks    string `json:"teks,omitempty"`
}

// JenisPernyataan is how a value is written.
type JenisPernyataan string

const (
	PernyataanAngka     JenisPernyataan = "angka"
	PernyataanPersen    JenisPernyataan = "persen"
	PernyataanRupiah    JenisPernyataan = "rupiah"
	PernyataanTerbilang JenisPernyataan = "terbilang"
	PernyataanTeks      JenisPernyataan = "teks"
)

var jenisPernyataan = map[JenisPernyataan]review.Jenis{PernyataanAngka: review.JenisAngka, PernyataanPersen: review.JenisPersen, PernyataanRupiah: review.JenisRupiah,
	PernyataanTerbilang: review.JenisTerbilang, PernyataanTeks: review.JenisTeks}

// lazim is how a value is written where nothing else is said; what is not here, as a number.
var lazim = map[review.Besaran]review.Jenis{
	review.Capaian: review.JenisPersen, review.PersenTargetAkhir: review.JenisPersen, review.CapaianAnggaran: review.JenisPersen, review.RataCapaian: review.JenisPersen,
	review.RataSerapan: review.JenisPersen, review.Efisiensi: review.JenisPersen, review.PerubahanPersen: review.JenisPersen, review.Bagian: review.JenisPersen,
	review.Pagu: review.JenisRupiah, review.RealisasiAnggaran: review.JenisRupiah, review.SisaAnggaran: review.JenisRupiah, review.PaguBertambah: review.JenisRupiah,
	review.Kategori: review.JenisTeks, review.Ket: review.JenisTeks, review.Nama: review.JenisTeks, review.Satuan: review.JenisTeks, review.Simpulan: review.JenisTeks,
}

// berupaTeks are facts that are words, and can be nothing else.
func berupaTeks(b review.Besaran) bool { return lazim[b] == review.JenisTeks }

// Banyak is a list that is not read further than MaksPernyataan: short elements in a body
// of a few megabytes would fill a function's memory.
type Banyak[T any] []T

// UnmarshalJSON reads strictly, as the body around it is read.
func (d *Banyak[T]) UnmarshalJSON(b []byte) error {
	*d = nil
	if string(b) == "null" {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return fault.New(fault.BadJSON, "subjek dan pernyataan harus daftar")
	}
	for dec.More() {
		if len(*d) == MaksPernyataan {
			return fault.New(fault.TooLarge, strconv.Itoa(MaksPernyataan)+" subjek dan pernyataan masing-masing")
		}
		var v T
		if err := dec.Decode(&v); err != nil {
			if kind := (*json.UnmarshalTypeError)(nil); errors.As(err, &kind) {
				di := fmt.Sprintf("unsur ke-%d", len(*d)+1)
				if kind.Field != "" {
					di += ", " + kind.Field
				}
				return fault.Wrap(fault.BadJSON, err, "nilai di "+di+" bukan jenis yang diminta")
			}
			return err
		}
		*d = append(*d, v)
	}
	return nil
}

// Domain is the report that the shape says, with what it prints read as numbers; what
// cannot be read is listed in it.
func (w Bacaan) Domain() (review.Bacaan, error) {
	var l fault.List
	n := review.Bacaan{Tahun: w.Tahun, Pembulatan: w.Pembulatan, RumusTurun: w.RumusTurun, Ambang: w.Ambang.Bebas("ambang", locale.KindRasio, &l)}
	l.Add("", sakip.ValidasiTahun("tahun", w.Tahun))
	if w.Pembulatan != "" && w.Pembulatan != sakip.SetengahKeAtas && w.Pembulatan != sakip.Potong {
		l.Add("", fault.At("pembulatan", fault.Unknown, "Pembulatan", pendek(string(w.Pembulatan), 60)))
	}
	if w.RumusTurun != "" && w.RumusTurun != sakip.DuaTMinusR && w.RumusTurun != sakip.TBagiR {
		l.Add("", fault.At("rumus_turun", fault.Unknown, "Rumus", pendek(string(w.RumusTurun), 60)))
	}
	if w.Skala != nil {
		s := di(&l, "skala", *w.Skala, Skala.domain)
		n.Skala = &s
		if len(s.Kelas) > maksKelas {
			l.Add("", fault.At("skala.kelas", fault.OutOfRange, "1", strconv.Itoa(maksKelas)))
		}
		for i, k := range s.Kelas {
			l.Add("", teksWajib("skala.kelas["+strconv.Itoa(i)+"].nama", k.Nama))
		}
	}
	if len(w.Pernyataan) == 0 {
		l.Add("", fault.At("pernyataan", fault.Required))
	}
	dikenal := w.subjek(&n, &l)
	for i, p := range w.Pernyataan {
		if len(l) >= maksGalat {
			break
		}
		di(&l, "pernyataan["+strconv.Itoa(i)+"]", p, func(p Pernyataan, l *fault.List) struct{} {
			p.nyatakan(&n, dikenal, l)
			return struct{}{}
		})
	}
	if err := l[:min(len(l), maksGalat)].Err(); err != nil {
		return review.Bacaan{}, err
	}
	return n, nil
}

// subjek reads the subjects, and returns whose places in the list they have.
func (w Bacaan) subjek(n *review.Bacaan, l *fault.List) map[string]int {
	dikenal := make(map[string]int, len(w.Subjek))
	for i, s := range w.Subjek {
		if _, ada := dikenal[s.ID]; ada && len(*l) < maksGalat {
			l.Add("", fault.At("subjek["+strconv.Itoa(i)+"].id", fault.Duplicate, "Subjek", pendek(s.ID, 60)))
		}
		dikenal[s.ID] = i
	}
	for i, s := range w.Subjek {
		if len(*l) >= maksGalat {
			break
		}
		at := "subjek[" + strconv.Itoa(i) + "]"
		n.Subjek = append(n.Subjek, di(l, at, s, func(s Subjek, l *fault.List) review.Subjek { return s.domain(dikenal, l) }))
		dalam := 0
		for j, ada := i, true; ada && w.Subjek[j].Induk != "" && dalam <= maksInduk; dalam++ {
			j, ada = dikenal[w.Subjek[j].Induk]
		}
		if dalam > maksInduk {
			l.Add("", fault.At(at+".induk", fault.Invalid, "Induknya berputar, atau lebih dari "+strconv.Itoa(maksInduk)+" tingkat."))
		}
	}
	return dikenal
}

func (s Subjek) domain(dikenal map[string]int, l *fault.List) review.Subjek {
	l.Add("", teksWajib("id", s.ID))
	l.Add("", teksPendek("nama", s.Nama))
	l.Add("", teksPendek("pembilang", s.Pembilang))
	l.Add("", teksPendek("penyebut", s.Penyebut))
	switch s.Jenis {
	case review.SubjekIndikator, review.SubjekSasaran, review.SubjekAnggaran, review.SubjekPembanding:
	default:
		l.Add("", fault.At("jenis", fault.Unknown, "Jenis subjek", pendek(string(s.Jenis), 60)))
	}
	switch s.Arah {
	case "", sakip.Naik, sakip.Turun, sakip.Rentang:
	default:
		l.Add("", fault.At("arah", fault.Unknown, "Arah", pendek(string(s.Arah), 60)))
	}
	if s.Induk != "" {
		l.Add("", dirujuk(dikenal, "induk", s.Induk))
	}
	if len(s.Anggaran) > maksTautan {
		l.Add("", fault.At("anggaran", fault.OutOfRange, "0", strconv.Itoa(maksTautan)))
	}
	for i, t := range s.Anggaran[:min(len(s.Anggaran), maksTautan)] {
		l.Add("", dirujuk(dikenal, "anggaran["+strconv.Itoa(i)+"].kode", t.Kode))
	}
	out := review.Subjek{ID: s.ID, Nama: s.Nama, Jenis: s.Jenis, Induk: s.Induk, Arah: s.Arah, Pembilang: s.Pembilang, Penyebut: s.Penyebut,
		SkorMaksimal: s.SkorMaksimal.Bebas("skor_maksimal", locale.KindBilangan, l), BagianDari: s.BagianDari, Kumulatif: s.Kumulatif,
		Anggaran: petakan(s.Anggaran, func(t TautanAnggaran) sakip.TautanAnggaran { return sakip.TautanAnggaran(t) })}
	if p := s.Pengali.Bebas("pengali", locale.KindBilangan, l); p != nil {
		out.Pengali = *p
	}
	return out
}

func dirujuk(dikenal map[string]int, field, id string) error {
	if _, ok := dikenal[id]; !ok {
		return fault.At(field, fault.Unknown, "Subjek", pendek(id, 60))
	}
	return nil
}

func (p Pernyataan) nyatakan(n *review.Bacaan, dikenal map[string]int, l *fault.List) {
	if !p.Besaran.Dikenal() {
		l.Add("", fault.At("besaran", fault.Unknown, "Besaran", pendek(string(p.Besaran), 60)))
	}
	umum := p.Besaran == review.TahunLaporan || p.Besaran == review.Simpulan // of the report itself
	if l.Add("", teksPendek("subjek", p.Subjek)); !umum {
		l.Add("", dirujuk(dikenal, "subjek", p.Subjek))
	}
	k := review.Kunci{Besaran: p.Besaran, Subjek: p.Subjek, Tahun: p.Tahun, Triwulan: p.Triwulan, Versi: p.Versi}
	if k.Tahun == 0 {
		k.Tahun = n.Tahun
	} else {
		l.Add("", sakip.ValidasiTahun("tahun", p.Tahun))
	}
	if p.Triwulan < 0 || p.Triwulan > 4 {
		l.Add("", fault.At("triwulan", fault.OutOfRange, "0", "4"))
	}
	l.Add("", teksPendek("versi", p.Versi))
	jenis, ok := jenisPernyataan[p.Jenis]
	switch {
	case p.Jenis == "":
		jenis = lazim[p.Besaran]
	case !ok:
		l.Add("", fault.At("jenis", fault.Unknown, "Jenis", pendek(string(p.Jenis), 60)))
	case berupaTeks(p.Besaran) != (jenis == review.JenisTeks) && p.Besaran.Dikenal():
		l.Add("", fault.At("jenis", fault.Invalid, "Kategori, ket, nama, satuan dan simpulan berupa teks; yang lain berupa bilangan."))
	}
	l.Add("tempat", teksWajib("tabel", p.Tempat.Tabel))
	l.Add("tempat", teksPendek("baris", p.Tempat.Baris))
	l.Add("tempat", teksPendek("kolom", p.Tempat.Kolom))
	l.Add("tempat", teksWajib("tercetak", p.Tempat.Tercetak))
	nilai := p.Nilai.Kanonik("nilai", l)
	l.Add("", teksPendek("teks", p.Teks))
	if p.Desimal != nil && (*p.Desimal < -maksDesimal || *p.Desimal > maksDesimal) {
		l.Add("", fault.At("desimal", fault.OutOfRange, strconv.Itoa(-maksDesimal), strconv.Itoa(maksDesimal)))
	}
	if len(*l) > 0 {
		return
	}
	s := review.Pernyataan{Kunci: k, Tempat: review.Tempat(p.Tempat), Jenis: jenis}
	switch {
	case jenis == review.JenisTeks && p.Teks != "":
		s.Teks = p.Teks
	case jenis != review.JenisTeks && nilai != nil:
		s.Nilai, s.Desimal = *nilai, max(0, -nilai.Exponent())
		if p.Desimal != nil {
			s.Desimal = *p.Desimal
		}
	default:
		n.Nyatakan(k, jenis, s.Tempat)
		return
	}
	n.Pernyataan = append(n.Pernyataan, s)
}

func teksWajib(field, s string) error {
	if s == "" {
		return fault.At(field, fault.Required)
	}
	return teksPendek(field, s)
}

func teksPendek(field, s string) error {
	if utf8.RuneCountInString(s) > maksSebutan {
		return fault.At(field, fault.TooLarge, strconv.Itoa(maksSebutan)+" huruf")
	}
	return nil
}

// FromBacaan is the shape of a report's statements. What could not be read of it is left out.
func FromBacaan(n review.Bacaan) Bacaan {
	out := Bacaan{Tahun: n.Tahun, Ambang: AngkaDariAda(n.Ambang), Pembulatan: n.Pembulatan, RumusTurun: n.RumusTurun, Subjek: Banyak[Subjek]{}, Pernyataan: Banyak[Pernyataan]{}}
	if n.Skala != nil {
		s := fromSkala(*n.Skala)
		out.Skala = &s
	}
	for _, s := range n.Subjek {
		w := Subjek{ID: s.ID, Nama: s.Nama, Jenis: s.Jenis, Induk: s.Induk, Arah: s.Arah, Pembilang: s.Pembilang, Penyebut: s.Penyebut, SkorMaksimal: AngkaDariAda(s.SkorMaksimal),
			BagianDari: s.BagianDari, Kumulatif: s.Kumulatif, Anggaran: petakan(s.Anggaran, func(t sakip.TautanAnggaran) TautanAnggaran { return TautanAnggaran(t) })}
		if !s.Pengali.Equal(decimal.Decimal{}) {
			w.Pengali = AngkaDari(s.Pengali)
		}
		out.Subjek = append(out.Subjek, w)
	}
	for _, p := range n.Pernyataan {
		w := Pernyataan{Besaran: p.Besaran, Subjek: p.Subjek, Tahun: p.Tahun, Triwulan: p.Triwulan, Versi: p.Versi, Tempat: Tempat(p.Tempat)}
		if p.Tahun == n.Tahun {
			w.Tahun = 0
		}
		for nama, j := range jenisPernyataan {
			if j == p.Jenis && j != lazim[p.Besaran] {
				w.Jenis = nama
			}
		}
		var baca review.Bacaan
		if baca.Nyatakan(p.Kunci, p.Jenis, p.Tempat); len(baca.Pernyataan) == 0 || !samaIsi(baca.Pernyataan[0], p) {
			if p.Jenis == review.JenisTeks {
				w.Teks = p.Teks
			} else {
				w.Nilai, w.Desimal = AngkaDari(p.Nilai), &p.Desimal
			}
		}
		out.Pernyataan = append(out.Pernyataan, w)
	}
	return out
}

func samaIsi(a, b review.Pernyataan) bool {
	return a.Teks == b.Teks && a.Desimal == b.Desimal && a.Nilai.Equal(b.Nilai)
}
