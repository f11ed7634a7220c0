package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// rutePagu are the pages of the budget versions and of where their money goes.
var rutePagu = []Route{
	{"GET", tahunOPD + "/pagu", service.LihatOPD, (*handler).daftarPagu, false},
	{"POST", tahunOPD + "/pagu", service.Rencanakan, (*handler).buatPagu, false},
	{"GET", tahunOPD + "/pagu/{versi}", service.LihatOPD, (*handler).versiPagu, false},
	{"POST", tahunOPD + "/pagu/{versi}", service.Rencanakan, (*handler).ubahVersiPagu, false},
	{"GET", tahunOPD + "/pagu/{versi}/banding", service.LihatOPD, (*handler).bandingPagu, false},
	{"GET", tahunOPD + "/pagu/{versi}/baris", service.LihatOPD, (*handler).lembarPagu, false},
	{"POST", tahunOPD + "/pagu/{versi}/baris", service.Rencanakan, (*handler).simpanPagu, false},
	{"GET", tahunOPD + "/pagu/{versi}/baris/{kode}", service.LihatOPD, (*handler).lembarPagu, false},
	{"POST", tahunOPD + "/pagu/{versi}/baris/{kode}", service.Rencanakan, (*handler).simpanPagu, false},
	{"GET", tahunOPD + "/tautan-anggaran", service.LihatOPD, (*handler).daftarTautanAnggaran, false},
	{"GET", tahunOPD + "/tautan-anggaran/{indikator}", service.LihatOPD, (*handler).tautanAnggaran, false},
	{"POST", tahunOPD + "/tautan-anggaran/{indikator}", service.Rencanakan, (*handler).simpanTautanAnggaran, false},
}

// Pagu is the page of a budget version.
func (a alamat) Pagu(versi string) string { return a.Halaman() + "/pagu/" + url.PathEscape(versi) }

// PaguBaris is the form of the rows at and under a code; "" is what stands at the top.
func (a alamat) PaguBaris(versi, kode string) string {
	s := a.Pagu(versi) + "/baris"
	if kode != "" {
		s += "/" + url.PathEscape(kode)
	}
	return s
}

// TautanAnggaran is the form of an indicator's edges to budget codes.
func (a alamat) TautanAnggaran(indikator string) string {
	return a.Halaman() + "/tautan-anggaran/" + url.PathEscape(indikator)
}

var namaJenisAnggaran = map[sakip.JenisAnggaran]string{sakip.AnggaranInduk: "Induk", sakip.AnggaranPergeseran: "Pergeseran", sakip.AnggaranPerubahan: "Perubahan"}

var namaTingkat = map[sakip.Tingkat]string{sakip.TingkatPerangkatDaerah: "Perangkat daerah", sakip.TingkatBidangUrusan: "Bidang urusan",
	sakip.TingkatTujuan: "Tujuan", sakip.TingkatSasaran: "Sasaran", sakip.TingkatProgram: "Program", sakip.TingkatKegiatan: "Kegiatan",
	sakip.TingkatSubKegiatan: "Sub kegiatan"}

// tingkatAnggaran are the levels of a budget row, from the top.
var tingkatAnggaran = []sakip.Tingkat{sakip.TingkatPerangkatDaerah, sakip.TingkatBidangUrusan, sakip.TingkatProgram, sakip.TingkatKegiatan, sakip.TingkatSubKegiatan}

// galatFormulir is what is wrong with a form, for the part above it.
type galatFormulir struct {
	Umum      []string
	Keliru    []bidang
	KirimLain bool // the form was sent before with something else in it
}

// pilihanBidang is a field that one of several is chosen in.
type pilihanBidang struct {
	bidang
	Pilihan []opsi
}

type opsi struct {
	Nilai, Teks string
	Dipilih     bool
}

func pilih(b bidang, pilihan ...opsi) pilihanBidang {
	ada := b.Nilai == ""
	for n := range pilihan {
		pilihan[n].Dipilih = pilihan[n].Nilai == b.Nilai
		ada = ada || pilihan[n].Dipilih
	}
	if !ada { // what is stored or was typed is never changed by not being on the list
		pilihan = append(pilihan, opsi{b.Nilai, b.Nilai, true})
	}
	return pilihanBidang{b, pilihan}
}

// pengisi makes the fields of a form from what was typed and what is wrong with it.
type pengisi struct {
	isian  isian
	salah  map[string][]string // by field; a field that was made is taken out
	keliru []bidang
}

func pengisiDari(s isian, galat error) *pengisi {
	p := &pengisi{isian: s, salah: map[string][]string{}}
	for _, f := range fault.All(galat) {
		p.salah[f.Field] = append(p.salah[f.Field], teksGalat(f))
	}
	return p
}

// teksGalat is a fault for people; amounts of money are written as such.
func teksGalat(f *fault.Error) string {
	if j, ok := f.Data.(sakip.JumlahBeda); ok {
		return "Tertulis " + locale.Rupiah(j.Tercetak) + ", jumlah baris di bawahnya " + locale.Rupiah(j.Jumlah) + ", selisih " +
			locale.Rupiah(j.Tercetak.Sub(j.Jumlah)) + ". Periksa barisnya, atau kosongkan isian ini."
	}
	return fault.Text(f)
}

func (p *pengisi) bidang(nama, label, petunjuk string) bidang {
	b := bidang{nama, label, petunjuk, p.isian[nama], p.salah[nama]}
	if len(b.Galat) > 0 {
		p.keliru = append(p.keliru, b)
		delete(p.salah, nama)
	}
	return b
}

// galat is what is left over when all fields are made: what is wrong with the whole.
func (p *pengisi) galat(err error) galatFormulir {
	g := galatFormulir{Keliru: p.keliru, KirimLain: fault.CodeOf(err) == fault.IdemReused}
	for _, f := range fault.All(err) {
		if _, lain := p.salah[f.Field]; lain {
			g.Umum = append(g.Umum, teksGalat(f))
		}
	}
	return g
}

// statusFormulir is the status of a form that is shown (again).
func statusFormulir(galat error) int {
	if galat == nil {
		return http.StatusOK
	}
	return httpx.Status(fault.CodeOf(galat))
}

// isiSebaran is where the money of a budget version goes, always in sight on its pages.
type isiSebaran struct {
	Alamat                string
	Versi                 string
	Total, Tertaut        string
	Belum, Ganda          string // "" for none
	NBelum, NGanda, NDaun int
	Putus                 []sakip.TautanPutus
}

func sebaranDari(a alamat, s sakip.Sebaran) isiSebaran {
	out := isiSebaran{Alamat: a.Halaman() + "/tautan-anggaran", Versi: s.Versi, Total: locale.Rupiah(s.Total), Tertaut: locale.Rupiah(s.Tertaut),
		NDaun: len(s.Daun), Putus: s.Putus}
	for _, d := range s.Daun {
		switch n := len(d.Indikator); {
		case n == 0:
			out.NBelum++
		case n > 1:
			out.NGanda++
		}
	}
	if out.NBelum > 0 {
		out.Belum = locale.Rupiah(s.BelumTertaut)
	}
	if out.NGanda > 0 {
		out.Ganda = locale.Rupiah(s.Ganda)
	}
	return out
}

// sebaranVersi is the same of one version, in force or not.
func sebaranVersi(a alamat, d sakip.DataTahun, v sakip.VersiAnggaran) isiSebaran {
	v.Tanggal = sakip.Tanggal(strconv.Itoa(d.Tahun) + "-01-01")
	d.Anggaran = []sakip.VersiAnggaran{v}
	return sebaranDari(a, d.Sebaran(sakip.Periode{Tahun: d.Tahun, Triwulan: 4}))
}

// isiDaftarPagu is the list of a year's budget versions.
type isiDaftarPagu struct {
	alamat
	Nama      string
	Versi     []barisVersi
	Sebaran   isiSebaran
	Formulir  bool
	Baru      pilihanBidang
	Dasar     pilihanBidang
	Kepala    kepalaIsian
	Kunci     string
	Galat     galatFormulir
	Tersimpan bool
}

// kepalaIsian are the fields of what a version says of itself.
type kepalaIsian struct {
	Tanggal, Nomor, Catatan bidang
	Kas                     []bidang // of the quarters I to IV
}

// barisVersi is one version in the list.
type barisVersi struct {
	sakip.VersiAnggaran
	NamaJenis  string
	Hari       string
	Total      string
	Selisih    string // from the version before; "" for the first
	Arah       string // of the Selisih: naik, turun or tetap
	Berlaku    string
	HariIni    bool
	Triwulan   []string // quarters whose end it is in force at
	Sebelumnya string
}

// hariTeks writes a day for people; what is none stays as it is.
func hariTeks(t sakip.Tanggal) string {
	d, err := time.Parse("2006-01-02", string(t))
	if err != nil {
		return string(t)
	}
	return locale.Tanggal(d)
}

// barisVersiDari says of each version when it is in force. Versions come by their dates.
func barisVersiDari(d sakip.DataTahun, kini sakip.Tanggal) []barisVersi {
	var out []barisVersi
	for n, v := range d.Anggaran {
		b := barisVersi{VersiAnggaran: v, NamaJenis: namaJenisAnggaran[v.Jenis], Hari: hariTeks(v.Tanggal), Total: locale.Rupiah(v.Total())}
		if n > 0 {
			b.Sebelumnya = d.Anggaran[n-1].Versi
			b.Selisih, b.Arah = selisihTeks(v.Total().Sub(d.Anggaran[n-1].Total()))
		}
		b.Berlaku = "sejak " + b.Hari + " sampai akhir tahun"
		if n+1 < len(d.Anggaran) {
			b.Berlaku = "sejak " + b.Hari
			if sampai := d.Anggaran[n+1].Tanggal; sampai == v.Tanggal {
				b.Berlaku = "tidak pernah: diganti pada hari yang sama"
			} else {
				b.Berlaku += " sampai sebelum " + hariTeks(sampai)
			}
		}
		if hari, ok := sakip.AnggaranBerlaku(d.Anggaran, kini); ok && strings.HasPrefix(string(kini), strconv.Itoa(d.Tahun)+"-") {
			b.HariIni = hari.Versi == v.Versi // of an earlier year none is in force any more
		}
		for tw := 1; tw <= 4; tw++ {
			if x, ok := sakip.AnggaranBerlaku(d.Anggaran, sakip.Periode{Tahun: d.Tahun, Triwulan: tw}.Akhir()); ok && x.Versi == v.Versi {
				b.Triwulan = append(b.Triwulan, teksTW(tw))
			}
		}
		out = append(out, b)
	}
	slices.Reverse(out)
	return out
}

// selisihTeks writes a difference with its sign, and which way it goes.
func selisihTeks(d decimal.Decimal) (teks, arah string) {
	switch d.Sign() {
	case 1:
		return "+" + locale.Rupiah(d), "naik"
	case -1:
		return "−" + locale.Rupiah(d.Neg()), "turun"
	}
	return locale.Rupiah(d), "tetap"
}

func (h *handler) daftarPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	s := isian{}
	if hari := h.hariIni(f.Data.OPD); strings.HasPrefix(string(hari), strconv.Itoa(a.Tahun)+"-") {
		s["tanggal"] = string(hari)
	}
	if n := len(f.Data.Anggaran); n > 0 {
		s["dasar"] = f.Data.Anggaran[n-1].Versi
	}
	return h.tulisDaftarPagu(w, r, o, a, f, s, nil)
}

// pagu reads the budget of the year that an address names.
func (h *handler) pagu(r *http.Request, o sakip.Orang) (alamat, service.LembarPagu, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, service.LembarPagu{}, err
	}
	f, err := h.Service.LembarPagu(r.Context(), o, a.OPD, a.Tahun)
	return a, f, err
}

// hariIni is the day that it is where an agency is.
func (h *handler) hariIni(p sakip.PerangkatDaerah) sakip.Tanggal {
	zona, err := locale.Zona(p.Zona)
	if err != nil {
		zona = time.UTC
	}
	return sakip.TanggalDari(h.Clock().In(zona))
}

func (h *handler) tulisDaftarPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarPagu, s isian, galat error) error {
	p := pengisiDari(s, galat)
	isi := isiDaftarPagu{alamat: a, Nama: f.Data.OPD.Nama, Versi: barisVersiDari(f.Data, h.hariIni(f.Data.OPD)), Formulir: f.BolehIsi, Kunci: h.NewID(),
		Sebaran: sebaranDari(a, f.Data.Sebaran(sakip.Periode{Tahun: a.Tahun, Triwulan: 4}))}
	isi.Baru = pilih(p.bidang("versi", "Versi yang dibuat", ""), versiBerikut(f.Data.Anggaran)...)
	dasar := []opsi{{"", "kosong, tanpa baris", false}}
	for _, v := range isi.Versi {
		dasar = append(dasar, opsi{Nilai: v.Versi, Teks: "salinan " + v.Versi + " (" + v.Hari + ")"})
	}
	isi.Dasar = pilih(p.bidang("dasar", "Isi awal", ""), dasar...)
	isi.Kepala = kepalaDari(p)
	isi.Galat = p.galat(galat)
	return h.tulis(w, r, statusFormulir(galat), "pagu", halaman{Judul: "Pagu " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

func kepalaDari(p *pengisi) kepalaIsian {
	k := kepalaIsian{Tanggal: p.bidang("tanggal", "Tanggal mulai berlaku", "tahun-bulan-hari, misalnya 2023-10-02"),
		Nomor: p.bidang("nomor", "Nomor DPA", ""), Catatan: p.bidang("catatan", "Catatan", "")}
	for n := range 4 {
		k.Kas = append(k.Kas, p.bidang(namaKas(n), labelKas(n), ""))
	}
	return k
}

// namaKas and labelKas are the field of the money planned for the quarter n+1.
func namaKas(n int) string { return "kas[" + strconv.Itoa(n) + "]" }

func labelKas(n int) string { return "Anggaran kas triwulan " + locale.TriwulanRomawi(n+1) + " (Rp)" }

// kas reads the money planned for the quarters: all four, or none.
func (s isian) kas(l *fault.List) []decimal.Decimal {
	var out []decimal.Decimal
	kosong := 0
	for n := range 4 {
		isi := strings.TrimSpace(s[namaKas(n)])
		if isi == "" {
			kosong++
			continue
		}
		d, err := locale.Parse(isi, locale.KindRupiah)
		l.Add(namaKas(n), err)
		out = append(out, d)
	}
	for n := range 4 {
		if kosong > 0 && kosong < 4 && strings.TrimSpace(s[namaKas(n)]) == "" {
			l.Add("", fault.At(namaKas(n), fault.Required))
		}
	}
	return out
}

// versiBerikut are the names that a new version may have: a further one of each kind.
func versiBerikut(semua []sakip.VersiAnggaran) []opsi {
	var out []opsi
	for _, j := range []sakip.JenisAnggaran{sakip.AnggaranInduk, sakip.AnggaranPergeseran, sakip.AnggaranPerubahan} {
		ada := func(nama string) bool {
			return slices.ContainsFunc(semua, func(v sakip.VersiAnggaran) bool { return v.Versi == nama })
		}
		nama, n := string(j), 1
		if j == sakip.AnggaranPergeseran {
			nama += "-1"
		}
		for ; ada(nama); nama = string(j) + "-" + strconv.Itoa(n) {
			n++
		}
		if j == sakip.AnggaranInduk && n > 1 {
			continue // a year has one budget to begin with
		}
		out = append(out, opsi{Nilai: nama, Teks: nama})
	}
	return out
}

// kepala reads what a version says of itself.
func (s isian) kepala() (sakip.VersiAnggaran, error) {
	var l fault.List
	v := sakip.VersiAnggaran{Nomor: strings.TrimSpace(s["nomor"]), Catatan: strings.TrimSpace(s["catatan"])}
	t, err := locale.ParseTanggal(s["tanggal"])
	l.Add("tanggal", err)
	if err == nil {
		v.Tanggal = sakip.TanggalDari(t)
	}
	v.Kas = s.kas(&l)
	return v, l.Err()
}

func (h *handler) buatPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, typed, req, err := h.formPagu(r, o)
	if err != nil {
		return err
	}
	v, err := typed.kepala()
	v.Versi = typed["versi"]
	jenis, _, _ := strings.Cut(v.Versi, "-")
	v.Jenis = sakip.JenisAnggaran(jenis)
	if err == nil || !f.BolehIsi { // who may not plan is told so, not what is wrong with the form
		_, err = h.Service.BuatAnggaran(r.Context(), req, a.OPD, a.Tahun, v, typed["dasar"])
	}
	switch {
	case err == nil:
		http.Redirect(w, r, a.Pagu(v.Versi)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	return h.tulisDaftarPagu(w, r, o, a, f, typed, err)
}

// batasPagu bounds a form of budget rows in bytes: a program has some forty rows, and
// percent-encoding triples a letter.
const batasPagu = 1 << 20

// formPagu reads a form about the budget with the year that it is of.
func (h *handler) formPagu(r *http.Request, o sakip.Orang) (alamat, service.LembarPagu, isian, service.Request, error) {
	req := request(r, o)
	form, err := httpx.ReadForm(r, batasPagu)
	if err != nil {
		return alamat{}, service.LembarPagu{}, nil, req, err
	}
	a, f, err := h.pagu(r, o)
	if err != nil {
		return a, f, nil, req, err
	}
	req.Idem, err = idem(r, form)
	return a, f, isianForm(form), req, err
}
