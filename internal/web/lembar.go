package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteIsian are the entry forms.
var ruteIsian = []Route{
	{"GET", tahunOPD + "/isi/{indikator}/{tw}", service.LihatOPD, (*handler).lembar, false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}", service.EntriRealisasi, (*handler).simpan, false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}/pratinjau", service.EntriRealisasi, (*handler).pratinjau, false},
	{"GET", tahunOPD + "/anggaran/{tw}/{kode}", service.LihatOPD, (*handler).lembarAnggaran, false},
	{"POST", tahunOPD + "/anggaran/{tw}/{kode}", service.EntriRealisasi, (*handler).simpanAnggaran, false},
}

// batasIsian bounds an entry form in bytes: its free texts are five of 20.000 letters and
// percent-encoding triples a letter.
const batasIsian = 512 << 10

// isiLembar is the entry form of one indicator and quarter.
type isiLembar struct {
	alamat
	F            service.LembarLengkap
	Alamat       string
	Rumus        string
	Komponen     []bidang
	Predikat     []string // labels of the scale, best first
	Teks         []bidang
	BelumTerbit  bool
	TindakLanjut []barisTL
	Isian        isian
	Versi        string
	Kunci        string
	Galat        galatIsian
	Keliru       []bidang // the fields with faults, for the list above the form
	KirimLain    bool     // the form was sent before with something else in it
	Bentrok      *bentrokTampil
	Tersimpan    bool
	Formulir     bool // the fields may be typed in; else they are read
	Lalu         []barisLalu
	LaluTahun    []wire.RealisasiTahun
	SelKini      []sel
	Tenggat      []string // quarters that an action may be due in
	Peringatan   []bidang // what was noticed, with the fields for its reasons
	Pratinjau    *isiPratinjau
	Tinjauan     *isiTinjauan
	Sebelum      string // addresses of the indicators beside this one; "" for none
	Sesudah      string
	Daftar       string // address of the list
	Bukti        []barisBukti
	Alur         alurAngka
	Terkirim     bool // a file was just sent
	FormBukti    formBukti

	bukti      isian // the fields of the form for a file as typed
	galatBukti error
}

// formBukti is the form that asks for a file.
type formBukti struct {
	Alamat, Kunci                         string
	Nama, Keterangan, Tanggal, Penjelasan bidang
	Umum                                  []string
	Batas                                 int64 // of the file, in bytes
}

// isiPratinjau is what the report as typed would come to.
type isiPratinjau struct {
	Tahun, TW int
	Hasil     []sel
	Komponen  []barisKomponen
	Sebelum   sel
	Sesudah   sel
	Sasaran   string // "" for an indicator of no sasaran
	N, M      int
}

// barisKomponen is one number of the formula as it was entered and in the other way.
type barisKomponen struct{ Label, TW, SD string }

// bidang is one field with what was typed and what is wrong with it.
type bidang struct {
	Nama, Label, Petunjuk, Nilai string
	Galat                        []string
}

// barisTL is one row for an action, its fields by name.
type barisTL struct {
	No                   int
	Uraian, PIC, Tenggat bidang
	Selesai              bool
	NamaSelesai          string
	Sejak                string // the quarter that it was carried from; "" for none
	Lewat                bool   // it is due and not done
}

// TenggatLain is a due time that is none of the choices, "" for none.
func (b barisTL) TenggatLain(pilihan []string) string {
	if slices.Contains(pilihan, b.Tenggat.Nilai) {
		return ""
	}
	return b.Tenggat.Nilai
}

// bentrokTampil are both values of a figure that somebody else changed meanwhile.
type bentrokTampil struct {
	Hilang bool // it is there no more
	Baris  []banding
}

type banding struct {
	Label, Kini, Anda string
	Beda              bool
}

// barisLalu is an earlier quarter as it was reported.
type barisLalu struct {
	TW      int
	Isi     string
	Nilai   sel
	Capaian sel
	Keadaan keadaanIsian
}

func (h *handler) lembar(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	f, err := h.Service.LembarLengkap(r.Context(), o, a.OPD, a.Tahun, r.PathValue("indikator"), tw)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	isi := isiLembar{Isian: isianAwal(f), Versi: teksVersi(f.Versi), Tersimpan: q.Get("tersimpan") == "1", Terkirim: q.Get("terkirim") == "1"}
	return h.tulisLembar(w, r, o, a, f, isi, nil)
}

// isianAwal are the fields as the form is opened: the report that lies there, and the open
// actions of the quarters and years before.
func isianAwal(f service.LembarLengkap) isian {
	out := isianDari(f.Realisasi, f.Indikator.Formula)
	if !f.BolehIsi {
		return out
	}
	for n, t := range f.Terbawa {
		n += len(f.Realisasi.TindakLanjut)
		out[namaTindakLanjut(n, "uraian")], out[namaTindakLanjut(n, "pic")], out[namaTindakLanjut(n, "tenggat")] = t.Uraian, t.PIC, t.Tenggat
	}
	return out
}

// pratinjau answers the part of the page that says what the report would come to.
func (h *handler) pratinjau(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	f, err := h.Service.LembarLengkap(r.Context(), o, a.OPD, a.Tahun, r.PathValue("indikator"), tw)
	if err != nil {
		return err
	}
	isi := isiLembar{Isian: isianForm(form)}
	err = h.lihat(r, o, a, f, &isi)
	if err != nil && !formulirUlang(err) {
		return err
	}
	isi.bidang(f.Indikator, err)
	return h.tulis(w, r, http.StatusOK, "bagian-pratinjau", halaman{Isi: isi})
}

// lihat computes what the fields would come to.
func (h *handler) lihat(r *http.Request, o sakip.Orang, a alamat, f service.LembarLengkap, isi *isiLembar) error {
	isi.alamat, isi.F = a, f
	s := maps.Clone(isi.Isian)
	s["aksi"] = "draf" // what is still missing is no fault yet
	real, _, err := s.realisasi(f.Indikator, f.Triwulan)
	var p service.Pratinjau
	if err == nil {
		p, err = h.Service.Pratinjau(r.Context(), o, a.OPD, a.Tahun, real)
	}
	if err != nil {
		isi.Tinjauan = tertunda(a, f.Triwulan, err)
		return err
	}
	isi.Tinjauan = tinjauanDiketik(a, p.Tinjauan, tentang(f.Indikator.ID))
	isi.Pratinjau = pratinjauIsian(a, f, p)
	for _, w := range p.Peringatan {
		isi.Peringatan = append(isi.Peringatan, isi.alasan(w.Aturan, w.Teks))
	}
	return nil
}

// alasan is the field for the reason of a warning.
func (isi *isiLembar) alasan(a sakip.AturanPeringatan, teks string) bidang {
	nama := isianPenjelasan + string(a)
	return bidang{Nama: nama, Label: "Alasannya, bila memang demikian", Petunjuk: teks, Nilai: isi.Isian[nama]}
}

func pratinjauIsian(a alamat, f service.LembarLengkap, p service.Pratinjau) *isiPratinjau {
	b := barisIndikator{HasilIndikator: p.Indikator}
	out := &isiPratinjau{Tahun: a.Tahun, TW: f.Triwulan, Hasil: append(b.SelRealisasi(true), b.SelCapaian(true)...)}
	for _, k := range p.Komponen {
		label, _ := labelKomponen(f.Indikator, k.Nama)
		tulis := func(d *decimal.Decimal) string {
			if d == nil {
				return ""
			}
			return locale.AngkaRingkas(d.Round(desimalTampil))
		}
		out.Komponen = append(out.Komponen, barisKomponen{label, tulis(k.TW), tulis(k.SD)})
	}
	if p.Sebelum != nil && p.Sesudah != nil {
		out.Sasaran, out.N, out.M = p.Sesudah.Nama, p.Sesudah.N, p.Sesudah.M
		out.Sebelum, out.Sesudah = blokSasaran{HasilSasaran: *p.Sebelum}.SelSasaran()[0], blokSasaran{HasilSasaran: *p.Sesudah}.SelSasaran()[0]
	}
	return out
}

func (h *handler) simpan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	f, err := h.Service.LembarLengkap(r.Context(), o, a.OPD, a.Tahun, r.PathValue("indikator"), tw)
	if err != nil {
		return err
	}
	typed := isianForm(form)
	if typed["aksi"] == "lihat" {
		isi := isiLembar{Isian: typed, Versi: typed["versi"]}
		err := h.lihat(r, o, a, f, &isi)
		if err != nil && !formulirUlang(err) {
			return err
		}
		return h.tulisLembar(w, r, o, a, f, isi, err)
	}
	asal, err := h.rekam(r, o, a, f, typed, form)
	switch {
	case err == nil:
		http.Redirect(w, r, a.Isi(f.Indikator.ID, tw)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	err = keBaris(err, asal)
	isi := isiLembar{Isian: typed, Versi: typed["versi"], KirimLain: fault.CodeOf(err) == fault.IdemReused}
	if b, ok := bentrokDari(err); ok {
		// Both values are on the page now: sending again decides between them.
		isi.Versi = teksVersi(b.Versi)
		isi.Bentrok = bandingkan(b, f.Indikator, typed)
	}
	if errLihat := h.lihat(r, o, a, f, &isi); errLihat != nil && !formulirUlang(errLihat) && fault.CodeOf(errLihat) != fault.Forbidden {
		return errLihat
	}
	return h.tulisLembar(w, r, o, a, f, isi, err)
}

// rekam is the one call of the service that the form makes.
func (h *handler) rekam(r *http.Request, o sakip.Orang, a alamat, f service.LembarLengkap, typed isian, form map[string][]string) ([]int, error) {
	real, asal, err := typed.realisasi(f.Indikator, f.Triwulan)
	if err != nil && !f.BolehIsi {
		// Who may not enter is told so, not what is wrong with the numbers.
		real, err = wire.Realisasi{Indikator: f.Indikator.ID, Triwulan: f.Triwulan}, nil
	}
	var l fault.List
	l.Add("", err)
	versi, err := typed.versi()
	l.Add("", err)
	req := request(r, o)
	req.Idem, err = idem(r, form)
	l.Add("", err)
	if err := l.Err(); err != nil {
		return asal, err
	}
	_, err = h.Service.RecordRealisasi(r.Context(), req, a.OPD, a.Tahun, real, versi)
	return asal, err
}

// keBaris moves the faults of actions to the rows of the form that they were typed in:
// rows left blank are not sent on.
func keBaris(err error, asal []int) error {
	var list fault.List
	if !errors.As(err, &list) {
		return err
	}
	out := make(fault.List, len(list))
	for i, f := range list {
		c := *f
		for n, baris := range asal {
			if kolom, ok := strings.CutPrefix(c.Field, namaTindakLanjut(n, "")); ok {
				c.Field = namaTindakLanjut(baris, kolom)
				break
			}
		}
		out[i] = &c
	}
	return out
}

func (h *handler) tulisLembar(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarLengkap, isi isiLembar, galat error) error {
	i := f.Indikator
	if i.Formula.Jenis == sakip.FormulaPredikat {
		isi.Predikat = labelPredikat(f.Kebijakan, i.Formula.SkalaPredikat)
	}
	zona, err := locale.Zona(f.OPD.Zona)
	if err != nil {
		return fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", a.OPD, err))
	}
	isi.alamat, isi.F, isi.Alamat, isi.Kunci, isi.Rumus = a, f, a.Isi(i.ID, f.Triwulan), h.NewID(), rumusTeks(i)
	if isi.Alur, err = h.alurDari(r, o, a, service.Angka{Indikator: i.ID, Triwulan: f.Triwulan}); err != nil {
		return err
	}
	// After a refusal the form stays, so that nothing typed is lost.
	isi.Formulir = f.BolehIsi && (isi.Alur.Tutup == "" || galat != nil)
	isi.Tenggat = tenggatPilihan(a.Tahun)
	isi.bidang(i, galat)
	isi.Daftar = a.Isian(f.Triwulan, i.PenanggungJawab)
	if f.Sebelum != "" {
		isi.Sebelum = a.Isi(f.Sebelum, f.Triwulan)
	}
	if f.Sesudah != "" {
		isi.Sesudah = a.Isi(f.Sesudah, f.Triwulan)
	}
	isi.lalu(f)
	if isi.Tinjauan == nil {
		if isi.Tinjauan, err = h.tinjauanTersimpan(r, o, a, f.Triwulan, func(t review.Temuan) bool {
			return len(service.TanpaDitanyakan([]review.Temuan{t}, f.Peringatan, i.ID)) > 0 && t.Menyangkut(i.ID)
		}); err != nil {
			return err
		}
	}
	for _, b := range f.Bukti {
		isi.Bukti = append(isi.Bukti, h.barisBuktiDari(a, b, o, zona))
	}
	isi.formBukti(h.NewID())
	if f.Hasil != nil {
		isi.LaluTahun = f.Hasil.Sebelumnya
		b := barisIndikator{HasilIndikator: *f.Hasil}
		isi.SelKini = append(append(b.SelRealisasi(false), b.SelCapaian(true)...), b.SelAkhir()[1])
	}
	return h.tulis(w, r, statusFormulir(cmp.Or(galat, isi.galatBukti)), "isi", halaman{Judul: "Isi " + i.ID + " " + teksTW(f.Triwulan), Orang: &o, Di: &a, Isi: isi,
		Skrip: []string{"isian.js", "unggah.js"}})
}

// lalu are the quarters before, as reported and as they came out.
func (isi *isiLembar) lalu(f service.LembarLengkap) {
	for _, l := range f.Lalu {
		b := barisLalu{TW: l.Triwulan, Isi: laporanTeks(l, f.Indikator), Keadaan: keadaanDari(l.Status, true),
			Nilai: sel{Alasan: "belum dihitung"}, Capaian: sel{Alasan: "belum dihitung"}}
		for _, h := range f.Lewat {
			if h.Triwulan == l.Triwulan {
				row := barisIndikator{HasilIndikator: h.HasilIndikator}
				b.Nilai, b.Capaian = row.SelRealisasi(true)[1], row.SelCapaian(true)[2]
			}
		}
		isi.Lalu = append(isi.Lalu, b)
	}
}

// tenggatPilihan are the quarters that an action may be due in: this year's and the next's.
func tenggatPilihan(tahun int) []string {
	var out []string
	for n := range 4 {
		out = append(out, teksTW(n+1))
	}
	for n := range 4 {
		out = append(out, teksTW(n+1)+" "+strconv.Itoa(tahun+1))
	}
	return out
}

// BatasMB is the bound of the file as people say it.
func (f formBukti) BatasMB() int64 { return f.Batas >> 20 }

// formBukti makes the form for a file from what was typed and what is wrong with it.
func (isi *isiLembar) formBukti(kunci string) {
	s := isi.bukti
	ada := map[string]bool{"nama": true, "keterangan": true, "tanggal": true, "penjelasan": true}
	g := galatDari(isi.galatBukti, func(f string) bool { return ada[f] })
	buat := func(nama, label, petunjuk string) bidang {
		return bidang{isianBukti + nama, label, petunjuk, s[isianBukti+nama], g.Bidang[nama]}
	}
	isi.FormBukti = formBukti{Alamat: isi.alamat.Bukti(isi.F.Indikator.ID, isi.F.Triwulan, ""), Kunci: kunci, Umum: g.Umum, Batas: sakip.BuktiDukung.Batas(),
		Nama:       buat("nama", "Nama berkas dengan akhirannya", "misalnya Daftar hadir.pdf; .pdf, .jpg, .png, .xlsx, .docx, .csv atau .txt"),
		Keterangan: buat("keterangan", "Keterangan", ""), Tanggal: buat("tanggal", "Tanggal bukti", ""), Penjelasan: buat("penjelasan", "Alasan tanggal di luar periode", "isi hanya bila tanggalnya memang di luar periode")}
}

// bidang makes the fields from what was typed and what is wrong with it.
func (isi *isiLembar) bidang(i sakip.Indikator, galat error) {
	s := isi.Isian
	ada := map[string]bool{"belum_terbit": true, "predikat": i.Formula.Jenis == sakip.FormulaPredikat}
	var nama []string
	for _, k := range komponenDari(i.Formula) {
		nama = append(nama, k.nama)
	}
	for _, n := range append(nama, isianTeks...) {
		ada[n] = true
	}
	baris := barisTindakLanjut
	for n := range maksTindakLanjut {
		for _, kolom := range []string{"uraian", "pic", "tenggat"} {
			ada[namaTindakLanjut(n, kolom)] = true
			if s[namaTindakLanjut(n, kolom)] != "" {
				baris = max(baris, n+1)
			}
		}
	}
	isi.peringatan(galat)
	for _, f := range fault.All(galat) {
		ada[f.Field] = ada[f.Field] || f.Code == fault.Unexplained
	}
	isi.Galat = galatDari(galat, func(f string) bool { return ada[f] })
	buat := func(nama, label, petunjuk string) bidang {
		b := bidang{nama, label, petunjuk, s[nama], isi.Galat.Bidang[nama]}
		if len(b.Galat) > 0 {
			isi.Keliru = append(isi.Keliru, b)
		}
		return b
	}
	for _, n := range nama {
		label, petunjuk := labelKomponen(i, n)
		isi.Komponen = append(isi.Komponen, buat(n, label, petunjuk))
	}
	for n, b := range isi.Peringatan {
		if isi.Peringatan[n].Galat = isi.Galat.Bidang[b.Nama]; len(isi.Peringatan[n].Galat) > 0 {
			isi.Keliru = append(isi.Keliru, bidang{Nama: b.Nama, Label: "Perlu alasan", Galat: isi.Peringatan[n].Galat})
			isi.Peringatan[n].Galat = []string{"Perbaiki angkanya, atau tulis alasannya di sini."}
		}
	}
	buat("predikat", "Predikat", "")
	buat("belum_terbit", "Data belum terbit", "")
	for _, n := range isianTeks {
		isi.Teks = append(isi.Teks, buat(n, labelTeks[n], ""))
	}
	isi.BelumTerbit = s["belum_terbit"] != ""
	for n := range baris {
		b := barisTL{No: n + 1, Uraian: buat(namaTindakLanjut(n, "uraian"), "Uraian tindak lanjut", ""),
			PIC: buat(namaTindakLanjut(n, "pic"), "Penanggung jawab", ""), Tenggat: buat(namaTindakLanjut(n, "tenggat"), "Tenggat", ""),
			NamaSelesai: namaTindakLanjut(n, "selesai"), Selesai: s[namaTindakLanjut(n, "selesai")] != ""}
		for _, t := range isi.F.Terbawa {
			if t.Uraian == b.Uraian.Nilai {
				b.Sejak, b.Lewat = teksTW(t.Sejak), !b.Selesai && t.Terlambat(isi.F.Triwulan)
				if t.Tahun != 0 {
					b.Sejak += " " + strconv.Itoa(t.Tahun)
				}
			}
		}
		isi.TindakLanjut = append(isi.TindakLanjut, b)
	}
}

// peringatan are the fields for the reasons that are asked for, or that were given.
func (isi *isiLembar) peringatan(galat error) {
	for _, f := range fault.All(galat) {
		if aturan, ok := strings.CutPrefix(f.Field, isianPenjelasan); ok && f.Code == fault.Unexplained {
			if !slices.ContainsFunc(isi.Peringatan, func(b bidang) bool { return b.Nama == f.Field }) {
				isi.Peringatan = append(isi.Peringatan, isi.alasan(sakip.AturanPeringatan(aturan), f.Args[0]))
			}
		}
	}
	if isi.Pratinjau == nil && galat == nil { // as stored
		ada := map[sakip.AturanPeringatan]bool{}
		for _, p := range isi.F.Peringatan {
			ada[p.Aturan] = true
			isi.Peringatan = append(isi.Peringatan, isi.alasan(p.Aturan, p.Teks))
		}
		for _, a := range sakip.SemuaPeringatan {
			if isi.Isian[isianPenjelasan+string(a)] != "" && !ada[a] {
				isi.Peringatan = append(isi.Peringatan, isi.alasan(a, a.Nama()+"."))
			}
		}
	}
}

var labelTeks = map[string]string{"sumber": "Sumber data", "faktor_pendorong": "Faktor pendorong",
	"faktor_penghambat": "Faktor penghambat", "solusi": "Solusi"}

func labelKomponen(i sakip.Indikator, nama string) (label, petunjuk string) {
	f := i.Formula
	switch nama {
	case "pembilang":
		return "Pembilang: " + f.Pembilang, f.Satuan
	case "penyebut":
		return "Penyebut: " + f.Penyebut, f.Satuan
	case "skor":
		label = "Skor"
		if f.Pembilang != "" {
			label += ": " + f.Pembilang
		}
		return label, "paling tinggi " + locale.AngkaRingkas(*f.SkorMaksimal)
	}
	return "Nilai (" + i.Satuan + ")", "misalnya 98,94"
}

// rumusTeks says in words how the value comes about.
func rumusTeks(i sakip.Indikator) string {
	switch f := i.Formula; f.Jenis {
	case sakip.FormulaRasio:
		return f.Pembilang + " ÷ " + f.Penyebut + " × " + locale.AngkaRingkas(f.Pengali)
	case sakip.FormulaSkor:
		return "skor ÷ skor maksimal (" + locale.AngkaRingkas(*f.SkorMaksimal) + ") × 100"
	case sakip.FormulaPredikat:
		return "skor dari predikat pada skala " + f.SkalaPredikat
	}
	return "nilai yang diisi, tanpa perhitungan"
}

// laporanTeks is what was reported of a quarter in one line.
func laporanTeks(r sakip.Realisasi, i sakip.Indikator) string {
	switch {
	case r.BelumTerbit:
		return sakip.BelumTerbit.Teks()
	case r.Kosong():
		return "belum diisi"
	case r.Predikat != "":
		return r.Predikat
	}
	s := isianDari(r, i.Formula)
	var out []string
	for _, k := range komponenDari(i.Formula) {
		out = append(out, k.nama+" "+cmp.Or(s[k.nama], "belum diisi"))
	}
	return strings.Join(out, ", ")
}

func labelPredikat(k sakip.Kebijakan, skala string) []string {
	var out []string
	for _, s := range k.SkalaPredikat {
		if s.Nama != skala {
			continue
		}
		for _, l := range s.Label {
			out = append(out, l.Label)
		}
	}
	return out
}

// bandingkan puts what lies there now beside what was typed.
func bandingkan(b service.Bentrok, i sakip.Indikator, typed isian) *bentrokTampil {
	out := &bentrokTampil{Hilang: b.Versi == 0}
	var kini wire.Realisasi
	if err := json.Unmarshal(b.Kini, &kini); err != nil {
		return out // what lies there is of another shape; the version alone is compared
	}
	var l fault.List
	s := isianDari(kini.Tersimpan(&l), i.Formula)
	tambah := func(nama, label string) {
		out.Baris = append(out.Baris, banding{label, s[nama], typed[nama], s[nama] != typed[nama]})
	}
	for _, k := range komponenDari(i.Formula) {
		label, _ := labelKomponen(i, k.nama)
		tambah(k.nama, label)
	}
	if i.Formula.Jenis == sakip.FormulaPredikat {
		tambah("predikat", "Predikat")
	}
	for _, n := range isianTeks {
		tambah(n, labelTeks[n])
	}
	for n := range maksTindakLanjut {
		if nama := namaTindakLanjut(n, "uraian"); s[nama] != typed[nama] {
			tambah(nama, "Tindak lanjut")
		}
	}
	return out
}
