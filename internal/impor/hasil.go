package impor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/impor/berkas"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// Jenis is what the rows of a table are.
type Jenis string

const (
	JenisIndikator Jenis = "indikator" // indicators with their targets
	JenisRealisasi Jenis = "realisasi" // of indicators, by quarter
	JenisAnggaran  Jenis = "anggaran"  // a budget version, and what was spent
)

// SemuaJenis are the kinds in the order in which they are offered.
var SemuaJenis = []Jenis{JenisIndikator, JenisRealisasi, JenisAnggaran}

// Opsi is what people say of a table beyond what it says itself. What is blank is taken
// from the table and the year.
type Opsi struct {
	Jenis    Jenis             `json:"jenis"`
	Lembar   string            `json:"lembar,omitempty"`
	Peta     map[string]string `json:"kolom,omitempty"`    // letter of a column → what it means, "" for nothing
	Triwulan int               `json:"triwulan,omitempty"` // of a realisasi that names none

	PK       string              `json:"pk,omitempty"`             // version of the agreement that targets go to
	Anggaran string              `json:"anggaran,omitempty"`       // budget version
	JenisAng sakip.JenisAnggaran `json:"jenis_anggaran,omitempty"` // of a budget version that is new
	Tanggal  sakip.Tanggal       `json:"tanggal,omitempty"`
	Nomor    string              `json:"nomor,omitempty"`
}

// Keadaan is what becomes of a row.
type Keadaan string

const (
	Baru    Keadaan = "baru"
	Berubah Keadaan = "berubah"
	Sama    Keadaan = "sama"
	Ditolak Keadaan = "ditolak"
	Dihapus Keadaan = "dihapus" // lies in the year and not in the table, which replaces it
	Lewat   Keadaan = "lewat"   // a title, a total, a row without figures
)

// Pesan is what is to be said of a cell: a warning, or why the row is refused.
type Pesan struct {
	Sel   string `json:"sel,omitempty"`
	Teks  string `json:"teks"`
	Tolak bool   `json:"tolak,omitempty"`
}

// Beda is one value before and after.
type Beda struct {
	Nama string `json:"nama"`
	Lama string `json:"lama"`
	Baru string `json:"baru"`
}

// Hasil is one row with what becomes of it; No is 0 for one that the table lacks.
type Hasil struct {
	No      int     `json:"baris,omitempty"`
	Kode    string  `json:"kode"`
	Uraian  string  `json:"uraian"`
	Keadaan Keadaan `json:"keadaan"`
	Pesan   []Pesan `json:"pesan,omitempty"`
	Beda    []Beda  `json:"beda,omitempty"`
}

// Awas tells whether a row that is taken has a warning.
func (h Hasil) Awas() bool {
	return len(h.Pesan) > 0 && (h.Keadaan == Baru || h.Keadaan == Berubah || h.Keadaan == Sama)
}

// Periksa is a sum that the table states, beside the one of its rows.
type Periksa struct {
	Sel      string `json:"sel"`
	Uraian   string `json:"uraian"`
	Tertulis string `json:"tertulis"`
	Dihitung string `json:"dihitung"`
	Cocok    bool   `json:"cocok"`
}

// Pratinjau is what a table means for a year. Nothing of it is saved.
type Pratinjau struct {
	Opsi    Opsi            `json:"opsi"` // as used
	Lembar  []string        `json:"lembar"`
	Kepala  int             `json:"kepala"` // row of the header, 0 for none
	Kolom   []KolomBaca     `json:"kolom"`
	Baris   []Hasil         `json:"baris"`
	Banyak  map[Keadaan]int `json:"banyak"`
	Awas    int             `json:"awas"`
	Periksa []Periksa       `json:"periksa"`
	Catatan []string        `json:"catatan"`
	Galat   []string        `json:"galat"` // why nothing of the table can be saved

	baru sakip.DataTahun
}

// Jadi is the year as it would be, with every row that is accepted.
func (p Pratinjau) Jadi() sakip.DataTahun { return p.baru }

// Entri takes a figure a step of being entered, kept or handed in: of an indicator, or of a
// budget row when indikator is "". Its fault says why it may not be entered now.
type Entri func(l sakip.Tahap, indikator string, baris sakip.IdentitasBaris, tw int, unit string, a sakip.Alur) (sakip.Alur, error)

// Hitung puts a sheet of a file beside a year. entri decides which figures may be entered.
func Hitung(b Berkas, d sakip.DataTahun, o Opsi, entri Entri) (Pratinjau, error) {
	p := Pratinjau{Opsi: o, Banyak: map[Keadaan]int{}, Catatan: slices.Clone(b.Catatan), baru: salin(d)}
	semua, ok := artiKolom[o.Jenis]
	if !ok {
		return p, fault.At("jenis", fault.Unknown, "Jenis impor", string(o.Jenis))
	}
	if o.Triwulan < 0 || o.Triwulan > 4 {
		return p, fault.At("triwulan", fault.OutOfRange, "1", "4")
	}
	l, k := pilihLembar(b, o.Lembar, semua)
	if l.Nama == "" {
		return p, fault.At("lembar", fault.Unknown, "Lembar", o.Lembar)
	}
	for _, x := range b.Lembar {
		p.Lembar = append(p.Lembar, x.Nama)
	}
	p.Opsi.Lembar = l.Nama
	k.pakai(o.Peta, semua)
	p.Kepala, p.Kolom = k.no, k.kolom()
	h := hitungan{p: &p, k: k, l: l, d: d, entri: entri}
	if h.lengkap(semua) {
		switch o.Jenis {
		case JenisIndikator:
			h.indikator()
		case JenisRealisasi:
			h.realisasi()
		case JenisAnggaran:
			h.anggaran()
		}
	}
	h.akhiri()
	return p, nil
}

// salin copies what an import may change, so that the year as it was stays as it is.
func salin(d sakip.DataTahun) sakip.DataTahun {
	d.Indikator = slices.Clone(d.Indikator)
	d.RencanaAksi = slices.Clone(d.RencanaAksi)
	d.Realisasi = slices.Clone(d.Realisasi)
	d.RealisasiAnggaran = slices.Clone(d.RealisasiAnggaran)
	d.Perjanjian = slices.Clone(d.Perjanjian)
	for i, p := range d.Perjanjian {
		t := make(map[string]sakip.Target, len(p.Target))
		for id, v := range p.Target {
			t[id] = v
		}
		d.Perjanjian[i].Target = t
	}
	d.Anggaran = slices.Clone(d.Anggaran)
	return d
}

// pilihLembar is the named sheet, or the one with the best header.
func pilihLembar(b Berkas, nama string, semua []arti) (Lembar, kepala) {
	var lembar Lembar
	var terbaik kepala
	for _, l := range b.Lembar {
		if nama != "" && l.Nama != nama {
			continue
		}
		k := cariKepala(l, semua)
		if lembar.Nama == "" || k.nilai > terbaik.nilai || len(lembar.Baris) == 0 {
			lembar, terbaik = l, k
		}
	}
	return lembar, terbaik
}

// hitungan is a table that is being put beside a year.
type hitungan struct {
	p *Pratinjau
	k kepala
	l Lembar
	d sakip.DataTahun // as it was

	entri Entri
	lama  map[sakip.IdentitasBaris]*sakip.BarisAnggaran // of the budget version that is replaced
}

// lengkap refuses a table that lacks a column which nothing can be done without.
func (h *hitungan) lengkap(semua []arti) bool {
	if len(h.k.baris) == 0 {
		h.tolak("Lembar “%s” tidak memuat baris di bawah kepala tabel.", h.l.Nama)
		return false
	}
	kurang := false
	for _, a := range semua {
		if a.wajib && h.k.letak(a.id) < 0 {
			h.tolak("Kolom %s belum ditemukan. Pilih pada “Arti kolom”, lalu tekan Baca ulang.", a.nama)
			kurang = true
		}
	}
	return !kurang
}

func (h *hitungan) tolak(format string, a ...any) {
	h.p.Galat = append(h.p.Galat, fmt.Sprintf(format, a...))
}

func (h *hitungan) catat(format string, a ...any) {
	if s := fmt.Sprintf(format, a...); !slices.Contains(h.p.Catatan, s) {
		h.p.Catatan = append(h.p.Catatan, s)
	}
}

// maksGalat is how many reasons of the whole are listed.
const maksGalat = 20

// akhiri counts, and holds the year as it would be to the rules of a year.
func (h *hitungan) akhiri() {
	for _, b := range h.p.Baris {
		h.p.Banyak[b.Keadaan]++
		if b.Awas() {
			h.p.Awas++
		}
	}
	for n, f := range fault.All(h.p.baru.Validasi()) {
		if n == maksGalat {
			h.tolak("dan lainnya.")
			break
		}
		h.tolak("%s: %s", f.Field, fault.Text(f))
	}
	for _, k := range []*[]string{&h.p.Galat, &h.p.Catatan} {
		if *k == nil {
			*k = []string{}
		}
	}
	if h.p.Periksa == nil {
		h.p.Periksa = []Periksa{}
	}
	if h.p.Kolom == nil {
		h.p.Kolom = []KolomBaca{}
	}
}

// baca is one row as it is read: its cells by what their columns mean, and what is found.
type baca struct {
	h     *hitungan
	b     Baris
	hasil Hasil
}

func (h *hitungan) baca(b Baris) *baca { return &baca{h: h, b: b, hasil: Hasil{No: b.No}} }

func (r *baca) sel(id string) Sel { return r.b.Di(r.h.k.letak(id)) }

func (r *baca) ada(id string) bool {
	s := r.sel(id)
	return s.Jenis != berkas.Kosong && !tanpaNilai(s)
}

// tanpaNilai tells a dash, by which tables say that there is nothing.
func tanpaNilai(s Sel) bool {
	return s.Jenis == berkas.Teks && strings.Trim(s.Teks, "-–—. ") == ""
}

func (r *baca) letak(id string) string {
	if c := r.h.k.letak(id); c >= 0 {
		return berkas.Alamat(c, r.b.No)
	}
	return ""
}

func (r *baca) tolak(id, teks string) {
	r.hasil.Pesan = append(r.hasil.Pesan, Pesan{r.letak(id), teks, true})
}

func (r *baca) awas(id, teks string) {
	r.hasil.Pesan = append(r.hasil.Pesan, Pesan{r.letak(id), teks, false})
}

func (r *baca) ditolak() bool {
	return slices.ContainsFunc(r.hasil.Pesan, func(p Pesan) bool { return p.Tolak })
}

// galat takes the faults of a rule of the domain; bidang names the column of a field.
func (r *baca) galat(err error, bidang func(string) string) bool {
	if err == nil {
		return false
	}
	for _, f := range fault.All(err) {
		id := bidang(f.Field)
		teks := fault.Text(f)
		if r.h.k.letak(id) < 0 {
			teks = f.Field + ": " + teks
		}
		r.tolak(id, teks)
	}
	return true
}

// jelaskan is the step that a figure with warnings takes: it is handed in when each has a
// reason, the row's for those without; else it is kept as a draft.
func (r *baca) jelaskan(p []sakip.Peringatan, alasan map[string]string, kolom func(string) string) (map[string]string, sakip.Tahap) {
	out := sakip.AlasanBerlaku(p, alasan)
	l := sakip.Ajukan
	for _, w := range sakip.BelumDijelaskan(p, out) {
		if teks := r.teks("alasan"); r.ada("alasan") {
			if out == nil {
				out = map[string]string{}
			}
			out[string(w.Aturan)] = teks
			continue
		}
		l = sakip.Simpan
		r.awas(kolom(w.Isian), w.Teks+" Disimpan sebagai draf: isi kolom Alasan, atau jelaskan pada formulir isiannya.")
	}
	return out, l
}

// teks is a cell as text.
func (r *baca) teks(id string) string {
	s := r.sel(id)
	if s.Jenis == berkas.Galat {
		r.tolak(id, "Sel ini galat ("+potong(s.Teks, 20)+"). Betulkan rumusnya.")
		return ""
	}
	if s.Jenis == berkas.Persen { // what is shown
		if d, err := desimal(s, locale.KindRasio); err == nil {
			return locale.Angka(d, max(-d.Exponent(), 0)) + "%"
		}
	}
	return s.Teks
}

// angka is a cell as a number; nil for none. What is doubtful is warned of.
func (r *baca) angka(id string, kind locale.Kind) *decimal.Decimal {
	if !r.ada(id) {
		return nil
	}
	s := r.sel(id)
	d, err := desimal(s, kind)
	if err != nil {
		r.tolak(id, fault.Text(fault.All(err)[0]))
		return nil
	}
	if s.Rumus {
		r.awas(id, "Sel ini memakai rumus; dipakai nilai yang terakhir tersimpan: "+tampil(d)+".")
	}
	if s.Jenis != berkas.Teks && len(strings.TrimLeft(d.Coefficient().String(), "-")) > 15 {
		r.awas(id, "Angka tersimpan "+tampil(d)+". Bila maksudnya "+locale.AngkaRingkas(bulat15(d))+", ketik ulang.")
	}
	return &d
}

// desimal reads a cell as a number. A stored number is taken digit for digit.
func desimal(s Sel, kind locale.Kind) (decimal.Decimal, error) {
	switch s.Jenis {
	case berkas.Tanggal:
		return decimal.Decimal{}, fault.New(fault.Invalid, "Sel ini berformat tanggal. Ubah formatnya menjadi angka lalu ketik ulang nilainya.")
	case berkas.Galat:
		return decimal.Decimal{}, fault.New(fault.Invalid, "Sel ini galat ("+potong(s.Teks, 20)+"). Betulkan rumusnya.")
	case berkas.Teks:
		return locale.Parse(s.Teks, kind)
	}
	d, err := locale.ParseCanonical(s.Teks)
	if s.Jenis == berkas.Persen {
		d = d.Shift(2)
	}
	return d, err
}

// bulat15 is a number to fifteen digits, as many as a spreadsheet shows.
func bulat15(d decimal.Decimal) decimal.Decimal {
	n := len(strings.TrimLeft(d.Coefficient().String(), "-"))
	return d.Round(-d.Exponent() - int32(n-15))
}

// tampil writes a number for people, with the decimals that it has.
func tampil(d decimal.Decimal) string { return locale.Angka(d, max(-d.Exponent(), 0)) }

// tampilSel writes a value for people.
func tampilSel(s Sel) string {
	if s.Jenis == berkas.Angka {
		if d, err := locale.ParseCanonical(s.Teks); err == nil {
			return tampil(d)
		}
	}
	return s.Teks
}

// samaSel tells whether two values say the same: numbers by their value.
func samaSel(a, b Sel) bool {
	if a.Jenis == berkas.Angka && b.Jenis == berkas.Angka {
		x, err1 := locale.ParseCanonical(a.Teks)
		y, err2 := locale.ParseCanonical(b.Teks)
		return err1 == nil && err2 == nil && x.Equal(y)
	}
	return strings.TrimSpace(a.Teks) == strings.TrimSpace(b.Teks)
}

func selAngkaDari(d decimal.Decimal) Sel { return Sel{Teks: sakip.Teks(d), Jenis: berkas.Angka} }

func selAda(d *decimal.Decimal) Sel {
	if d == nil {
		return Sel{}
	}
	return selAngkaDari(*d)
}

func selIsi(s string) Sel {
	if s == "" {
		return Sel{}
	}
	return Sel{Teks: s, Jenis: berkas.Teks}
}

// selesai puts the row to the results: refused, new, changed or the same.
func (r *baca) selesai(ada bool) {
	switch {
	case r.ditolak():
		r.hasil.Keadaan, r.hasil.Beda = Ditolak, nil
	case !ada:
		r.hasil.Keadaan = Baru
	case len(r.hasil.Beda) > 0:
		r.hasil.Keadaan = Berubah
	default:
		r.hasil.Keadaan = Sama
	}
	r.h.p.Baris = append(r.h.p.Baris, r.hasil)
}

func (r *baca) lewat(teks string) {
	r.hasil.Keadaan = Lewat
	if teks != "" {
		r.hasil.Pesan = append(r.hasil.Pesan, Pesan{Teks: teks})
	}
	r.h.p.Baris = append(r.h.p.Baris, r.hasil)
}

// beda notes a value that changes; it tells whether it does.
func (r *baca) beda(nama string, lama, baru Sel) bool {
	if samaSel(lama, baru) {
		return false
	}
	r.hasil.Beda = append(r.hasil.Beda, Beda{nama, tampilSel(lama), tampilSel(baru)})
	return true
}
