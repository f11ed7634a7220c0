package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
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
	"capaian/internal/wire"
)

// ruteAlur are the page of a quarter that is verified and made final, and the steps of one
// figure.
var ruteAlur = []Route{
	{"GET", tahunOPD + "/verifikasi", service.LihatOPD, (*handler).keVerifikasi, false},
	{"GET", tahunOPD + "/verifikasi/{tw}", service.LihatOPD, (*handler).verifikasi, false},
	{"POST", tahunOPD + "/verifikasi/{tw}", service.Verifikasi, (*handler).verifikasiBanyak, false},
	{"POST", tahunOPD + "/verifikasi/{tw}/final", service.Finalkan, (*handler).finalkan, false},
	{"POST", tahunOPD + "/verifikasi/{tw}/buka-kembali", service.BukaKembali, (*handler).bukaPeriode, false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}/tarik", service.Tarik, langkah(sakip.Tarik), false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}/verifikasi", service.Verifikasi, langkah(sakip.Verifikasi), false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}/kembalikan", service.Verifikasi, langkah(sakip.Kembalikan), false},
	{"POST", tahunOPD + "/isi/{indikator}/{tw}/buka-kembali", service.BukaKembali, langkah(sakip.BukaKembali), false},
	{"POST", tahunOPD + "/anggaran/{tw}/{kode}/tarik", service.Tarik, langkah(sakip.Tarik), false},
	{"POST", tahunOPD + "/anggaran/{tw}/{kode}/verifikasi", service.Verifikasi, langkah(sakip.Verifikasi), false},
	{"POST", tahunOPD + "/anggaran/{tw}/{kode}/kembalikan", service.Verifikasi, langkah(sakip.Kembalikan), false},
	{"POST", tahunOPD + "/anggaran/{tw}/{kode}/buka-kembali", service.BukaKembali, langkah(sakip.BukaKembali), false},
}

// batasAlur bounds the forms of this file in bytes: a note of 20.000 letters, or 900 figures.
const batasAlur = 256 << 10

// Verifikasi is the page of a quarter that is verified.
func (a alamat) Verifikasi(tw int) string { return a.Halaman() + "/verifikasi/" + teksTW(tw) }

// statusTampil is a status for people: a word and a shape, never a colour alone.
type statusTampil struct{ Kata, Bentuk, Kelas string }

var namaStatus = map[sakip.Status]statusTampil{
	sakip.Belum:        {"belum diisi", "○", "belum"},
	sakip.Draf:         {"draf", "✎", "draf"},
	sakip.Diajukan:     {"diajukan", "▶", "diajukan"},
	sakip.Dikembalikan: {"dikembalikan", "↩", "dikembalikan"},
	sakip.Diverifikasi: {"diverifikasi", "✓", "diverifikasi"},
	sakip.Final:        {"final", "■", "final"},
}

func tampilStatus(s sakip.Status) statusTampil { return namaStatus[s] }

// tahapTampil is a step for people: its button, the end of its address, what its text is
// called where it needs one, and what the history says of it.
var tahapTampil = map[sakip.Tahap]struct{ Tombol, Alamat, Teks, Label string }{
	sakip.Tarik:       {"Tarik kembali", "tarik", "", ""},
	sakip.Verifikasi:  {"Verifikasi", "verifikasi", "", ""},
	sakip.Kembalikan:  {"Kembalikan", "kembalikan", "catatan", "Catatan: apa yang harus diperbaiki"},
	sakip.BukaKembali: {"Buka kembali", "buka-kembali", "alasan", "Alasan dibuka kembali"},
}

// riwayatTeks says what a command of the audit chain did to a figure.
var riwayatTeks = map[string]string{"RecordRealisasi": "Diisi", "RecordRealisasiAnggaran": "Diisi", "WithdrawRealisasi": "Ditarik", "ReturnRealisasi": "Dikembalikan",
	"VerifyRealisasi": "Diverifikasi", "VerifyBanyak": "Diverifikasi", "ReopenRealisasi": "Dibuka kembali", "ReopenPeriode": "Dibuka kembali bersama triwulan",
	"FinalizePeriode": "Dijadikan final", "LoadTahun": "Dimuat bersama data tahun", "ApplyImpor": "Diimpor"}

// alurAngka is the part of a figure's form that tells where the figure stands.
type alurAngka struct {
	service.KeadaanAngka
	Versi   string
	Kunci   string
	Langkah []tombolLangkah
	Riwayat []riwayatTampil
	Batas   string // until when it may be entered
	Maju    bool   // a step was just taken
}

type tombolLangkah struct{ Tombol, Alamat, Teks, Label string }

type riwayatTampil struct{ Waktu, Nama, Apa, Teks string }

// alurDari reads the part of a figure's form.
func (h *handler) alurDari(r *http.Request, o sakip.Orang, a alamat, x service.Angka) (alurAngka, error) {
	k, err := h.Service.Keadaan(r.Context(), o, a.OPD, a.Tahun, x)
	if err != nil {
		return alurAngka{}, err
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return alurAngka{}, err
	}
	out := alurAngka{KeadaanAngka: k, Versi: teksVersi(k.Versi), Kunci: h.NewID(), Maju: r.URL.Query().Get("alur") == "1"}
	for _, l := range sakip.SemuaTahap {
		if t, ada := tahapTampil[l]; ada && k.Boleh[l] {
			out.Langkah = append(out.Langkah, tombolLangkah{t.Tombol, alamatLangkah(a, x, l), t.Teks, t.Label})
		}
	}
	for _, x := range k.Riwayat {
		out.Riwayat = append(out.Riwayat, riwayatTampil{locale.Waktu(x.Waktu, zona), x.Nama, cmp.Or(riwayatTeks[x.Perintah], namaPerintah(x.Perintah)), x.Teks})
	}
	if j := k.Jadwal; j.Tutup != "" {
		out.Batas = hariTeks(j.MasaUntuk(o.Peran, k.Alur).Selesai)
	}
	return out, nil
}

// zona is an agency's time zone.
func (h *handler) zona(ctx context.Context, o sakip.Orang, opd string) (*time.Location, error) {
	p, err := h.Service.OPD(ctx, o, opd)
	if err != nil {
		return nil, err
	}
	z, err := locale.Zona(p.Profil.Zona)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", opd, err))
	}
	return z, nil
}

// halamanAngka is the form of a figure.
func halamanAngka(a alamat, x service.Angka) string {
	if x.Indikator != "" {
		return a.Isi(x.Indikator, x.Triwulan)
	}
	return a.Anggaran(x.Baris, x.Triwulan)
}

// alamatLangkah is where a step of a figure is sent.
func alamatLangkah(a alamat, x service.Angka, l sakip.Tahap) string {
	path, query, ada := strings.Cut(halamanAngka(a, x), "?")
	path += "/" + tahapTampil[l].Alamat
	if ada {
		path += "?" + query
	}
	return path
}

// angkaDari is the figure that a form's address names.
func angkaDari(r *http.Request, tw int) service.Angka {
	if i := r.PathValue("indikator"); i != "" {
		return service.Angka{Indikator: i, Triwulan: tw}
	}
	return service.Angka{Baris: identitas(r), Triwulan: tw}
}

// isiLangkah is the page of a step that did not go: why, both values of a figure that was
// changed meanwhile, and the step again.
type isiLangkah struct {
	alamat
	TW        int
	Judul     string
	Formulir  string // the figure's own page
	Alamat    string
	Versi     string
	Kunci     string
	Kembali   string
	Tombol    string
	Teks      *bidang
	Umum      []string
	KirimLain bool
	Bentrok   *bentrokTampil
}

// langkah takes a figure one step further and goes back to where it was pressed.
func langkah(l sakip.Tahap) func(*handler, http.ResponseWriter, *http.Request, sakip.Orang) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
		a, tw, err := alamatTriwulan(r)
		if err != nil {
			return err
		}
		form, err := httpx.ReadForm(r, batasAlur)
		if err != nil {
			return err
		}
		typed, x := isianForm(form), angkaDari(r, tw)
		err = h.ambilLangkah(r, o, a, x, l, typed, form)
		switch {
		case err == nil:
			http.Redirect(w, r, keHalaman(a, x, typed["kembali"]), http.StatusSeeOther)
			return nil
		case !formulirUlang(err):
			return err
		}
		return h.langkahUlang(w, r, o, a, x, l, typed, err)
	}
}

// ambilLangkah is the one call of the service that a step makes.
func (h *handler) ambilLangkah(r *http.Request, o sakip.Orang, a alamat, x service.Angka, l sakip.Tahap, typed isian, form url.Values) error {
	versi, err := typed.versi()
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	ctx, s := r.Context(), h.Service
	switch l {
	case sakip.Tarik:
		_, err = s.WithdrawRealisasi(ctx, req, a.OPD, a.Tahun, x, versi)
	case sakip.Verifikasi:
		_, err = s.VerifyRealisasi(ctx, req, a.OPD, a.Tahun, x, versi)
	case sakip.Kembalikan:
		_, err = s.ReturnRealisasi(ctx, req, a.OPD, a.Tahun, x, typed["catatan"], versi)
	case sakip.BukaKembali:
		_, err = s.ReopenRealisasi(ctx, req, a.OPD, a.Tahun, x, typed["alasan"], versi)
	}
	return err
}

// keHalaman is where a step leads: to the quarter's page when it was pressed there.
func keHalaman(a alamat, x service.Angka, kembali string) string {
	if kembali == "verifikasi" {
		return a.Verifikasi(x.Triwulan) + "?tersimpan=1"
	}
	s := halamanAngka(a, x)
	if strings.Contains(s, "?") {
		return s + "&alur=1"
	}
	return s + "?alur=1"
}

func (h *handler) langkahUlang(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, x service.Angka, l sakip.Tahap, typed isian, galat error) error {
	t := tahapTampil[l]
	g := galatDari(galat, func(f string) bool { return f != "" && f == t.Teks })
	isi := isiLangkah{alamat: a, TW: x.Triwulan, Judul: t.Tombol + ": " + cmp.Or(x.Indikator, x.Baris.Kode), Formulir: halamanAngka(a, x), Alamat: alamatLangkah(a, x, l),
		Versi: typed["versi"], Kunci: h.NewID(), Kembali: typed["kembali"], Tombol: t.Tombol, Umum: g.Umum, KirimLain: fault.CodeOf(galat) == fault.IdemReused}
	if t.Teks != "" {
		isi.Teks = &bidang{Nama: t.Teks, Label: t.Label, Nilai: typed[t.Teks], Galat: g.Bidang[t.Teks]}
	}
	if b, ok := bentrokDari(galat); ok {
		isi.Versi = teksVersi(b.Versi)
		var err error
		if isi.Bentrok, err = h.duaNilai(r, o, a, x, b); err != nil {
			return err
		}
	}
	return h.tulis(w, r, httpx.Status(fault.CodeOf(galat)), "langkah", halaman{Judul: isi.Judul, Orang: &o, Di: &a, Isi: isi})
}

// duaNilai puts what lies there now beside what the person had looked at.
func (h *handler) duaNilai(r *http.Request, o sakip.Orang, a alamat, x service.Angka, b service.Bentrok) (*bentrokTampil, error) {
	if x.Indikator == "" {
		var lihat wire.RealisasiAnggaran
		teks := ""
		if json.Unmarshal(b.Anda, &lihat) == nil && lihat.Kode != "" {
			teks = ketik(lihat.Domain(&fault.List{}).Nilai, locale.KindRupiah)
		}
		return &bentrokTampil{Hilang: b.Versi == 0, Baris: bandingkanAnggaran(b, teks)}, nil
	}
	f, err := h.Service.Lembar(r.Context(), o, a.OPD, a.Tahun, x.Indikator, x.Triwulan)
	if err != nil {
		return nil, err
	}
	var lihat wire.Realisasi
	typed := isian{}
	if json.Unmarshal(b.Anda, &lihat) == nil && lihat.Indikator != "" {
		typed = isianDari(lihat.Tersimpan(&fault.List{}), f.Indikator.Formula)
	}
	return bandingkan(b, f.Indikator, typed), nil
}

// keVerifikasi leads to the quarter that is being reported, the last one of a year gone by.
func (h *handler) keVerifikasi(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	tw, kini := 4, h.Clock()
	if kini.Year() == a.Tahun {
		tw = max(1, (int(kini.Month())-1)/3)
	}
	http.Redirect(w, r, a.Verifikasi(tw), http.StatusSeeOther)
	return nil
}

// isiVerifikasi is the page of a quarter of an agency.
type isiVerifikasi struct {
	alamat
	TW        int
	L         service.LembarVerifikasi
	Kelompok  []kelompokAngka
	Batas     string
	Lengkap   int // verified or final
	Semua     int
	Belum     []barisAngka // what keeps the quarter from being final
	Sendiri   int          // verified by who entered it
	AdaFinal  bool
	Bisa      int // figures that wait to be verified by this person
	Tersimpan bool
	Segar     bool
	Hasil     []hasilBaris // of figures that did not go
	Umum      []string
	Alasan    bidang
	Kunci     string
	Menahan   *temuanMenahanTampil // nil for nothing
}

// kelompokAngka is one unit's figures.
type kelompokAngka struct {
	Nama      string
	ID        string
	Baris     []barisAngka
	Uang      []barisAngka
	Realisasi string // of the budget rows together
	Pagu      string
}

// barisAngka is one figure as the page lists it.
type barisAngka struct {
	service.AngkaLembar
	Kode       string
	Nama       string
	Isi        string // the value as it was reported
	Pagu       string
	Capaian    *sel
	Tanda      []string // who entered and who verified
	Jelas      []peringatanAngka
	Alamat     string
	Kembalikan string
	Pilih      string // what the checkbox sends; "" where it cannot be verified
	Kunci      string
}

// peringatanAngka is what is unusual about a figure and the reason given for it, "" for none.
type peringatanAngka struct{ Teks, Alasan string }

type hasilBaris struct{ Nama, Galat string }

func (h *handler) verifikasi(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	return h.tulisVerifikasi(w, r, o, a, tw, http.StatusOK, isiVerifikasi{Tersimpan: r.URL.Query().Get("tersimpan") == "1"})
}

func (h *handler) tulisVerifikasi(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, tw, status int, isi isiVerifikasi) error {
	l, err := h.Service.Verifikasi(r.Context(), o, a.OPD, a.Tahun, tw)
	if err != nil {
		return err
	}
	hasil, err := h.Service.Capaian(r.Context(), o, a.OPD, a.Tahun, tw)
	if err != nil {
		return err
	}
	isi.alamat, isi.TW, isi.L, isi.Kunci, isi.Segar = a, tw, l, h.NewID(), hasil.Segar
	isi.Batas = hariTeks(l.Jadwal.Verifikasi)
	if slices.ContainsFunc(l.Angka, func(x service.AngkaLembar) bool { return x.Alur.Status != sakip.Final }) {
		isi.Menahan = a.menahan(tw, l.Menahan)
	}
	isi.Alasan.Nama, isi.Alasan.Label = "alasan", "Alasan membuka kembali seluruh triwulan"
	capaian := map[string]wire.HasilIndikator{}
	for _, i := range hasil.Isi.Indikator {
		capaian[i.ID] = i
	}
	for _, x := range l.Angka {
		isi.tambah(h.barisAngka(a, tw, o, x, capaian))
	}
	for n := range isi.Kelompok {
		isi.Kelompok[n].jumlahkan()
	}
	p := halaman{Judul: "Verifikasi " + teksTW(tw) + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi}
	if isi.Bisa > 1 {
		p.Skrip = []string{"pilih.js"}
	}
	return h.tulis(w, r, status, "verifikasi", p)
}

func (isi *isiVerifikasi) tambah(b barisAngka) {
	isi.Semua++
	switch {
	case b.Alur.Status.Terkunci():
		isi.Lengkap++
	default:
		isi.Belum = append(isi.Belum, b)
	}
	isi.AdaFinal = isi.AdaFinal || b.Alur.Status == sakip.Final
	if b.Alur.PeriksaSendiri() {
		isi.Sendiri++
	}
	if b.Pilih != "" {
		isi.Bisa++
	}
	n := 0
	for n < len(isi.Kelompok) && isi.Kelompok[n].ID != b.Unit {
		n++
	}
	if n == len(isi.Kelompok) {
		isi.Kelompok = append(isi.Kelompok, kelompokAngka{ID: b.Unit, Nama: cmp.Or(b.NamaUnit, "Seluruh perangkat daerah")})
	}
	if b.Baris != nil {
		isi.Kelompok[n].Uang = append(isi.Kelompok[n].Uang, b)
	} else {
		isi.Kelompok[n].Baris = append(isi.Kelompok[n].Baris, b)
	}
}

// jumlahkan totals the budget rows that were reported.
func (k *kelompokAngka) jumlahkan() {
	var pagu, real decimal.Decimal
	for _, b := range k.Uang {
		pagu = pagu.Add(*b.Baris.Pagu)
		if b.Serapan != nil {
			real = real.Add(b.Serapan.Nilai)
		}
	}
	k.Pagu, k.Realisasi = tampilRupiah(sakip.Teks(pagu)), tampilRupiah(sakip.Teks(real))
}

func (h *handler) barisAngka(a alamat, tw int, o sakip.Orang, x service.AngkaLembar, capaian map[string]wire.HasilIndikator) barisAngka {
	b := barisAngka{AngkaLembar: x, Alamat: halamanAngka(a, x.Angka), Kunci: h.NewID()}
	if x.Boleh[sakip.Kembalikan] {
		b.Kembalikan = alamatLangkah(a, x.Angka, sakip.Kembalikan)
	}
	if x.Boleh[sakip.Verifikasi] {
		b.Pilih = pilihanDari(x).Encode()
	}
	if x.Alur.PeriksaSendiri() {
		b.Tanda = append(b.Tanda, "diverifikasi oleh pengisinya sendiri")
	} else if x.Alur.Status == sakip.Diajukan && x.Alur.Pengisi == o.Sub {
		b.Tanda = append(b.Tanda, "Anda sendiri yang mengisi")
	}
	if x.Indikator != nil {
		b.Kode, b.Nama, b.Isi = x.Indikator.ID, x.Indikator.Nama, "belum diisi"
		if r := x.Realisasi; r != nil {
			b.Isi = laporanTeks(*r, *x.Indikator)
			b.jelaskan(r.Penjelasan)
		}
		if c, ok := capaian[x.Indikator.ID]; ok && x.Alur.Status.Dihitung() {
			s := barisIndikator{HasilIndikator: c}.SelCapaian(true)[1]
			if c.TargetSDTampil == "" {
				s = barisIndikator{HasilIndikator: c}.SelCapaian(true)[0]
			}
			b.Capaian = &s
		}
		return b
	}
	b.Kode, b.Nama, b.Pagu = x.Baris.Kode, x.Baris.Nama, tampilRupiah(sakip.Teks(*x.Baris.Pagu))
	if s := x.Serapan; s != nil {
		b.Isi = tampilRupiah(sakip.Teks(s.Nilai))
		b.jelaskan(s.Penjelasan)
	}
	return b
}

// jelaskan puts the reasons given beside what is unusual.
func (b *barisAngka) jelaskan(alasan map[string]string) {
	for _, p := range b.Peringatan {
		b.Jelas = append(b.Jelas, peringatanAngka{p.Teks, alasan[string(p.Aturan)]})
	}
}

// pilihanDari is a figure, as it is shown, in one value of a form.
func pilihanDari(x service.AngkaLembar) url.Values {
	v := url.Values{"v": {teksVersi(x.Versi)}}
	if x.Angka.Indikator != "" {
		v.Set("i", x.Angka.Indikator)
		return v
	}
	v.Set("k", x.Angka.Baris.Kode)
	v.Set("u", x.Angka.Baris.SubUnit)
	v.Set("s", x.Angka.Baris.Sumber)
	return v
}

// pilihanForm reads the figures that were chosen.
func pilihanForm(nilai []string, tw int) ([]service.Pilihan, error) {
	var out []service.Pilihan
	for _, s := range nilai {
		v, err := url.ParseQuery(s)
		versi, errVersi := strconv.ParseInt(v.Get("v"), 10, 64)
		if err != nil || errVersi != nil {
			return nil, fault.New(fault.Invalid, "Pilihan angka tidak terbaca. Muat ulang halaman lalu pilih lagi.")
		}
		out = append(out, service.Pilihan{Versi: versi, Angka: service.Angka{Indikator: v.Get("i"), Triwulan: tw,
			Baris: sakip.IdentitasBaris{SubUnit: v.Get("u"), Kode: v.Get("k"), Sumber: v.Get("s")}}})
	}
	return out, nil
}

func (h *handler) verifikasiBanyak(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasAlur)
	if err != nil {
		return err
	}
	nilai := form["pilih"]
	if form.Get("aksi") == "semua" {
		nilai = form["semua"]
	}
	pilihan, err := pilihanForm(nilai, tw)
	if err == nil && len(pilihan) == 0 {
		err = fault.New(fault.Invalid, "Pilih dahulu angka yang diverifikasi.")
	}
	if err == nil {
		var hasil []service.HasilAngka
		req := request(r, o)
		if req.Idem, err = idem(r, form); err == nil {
			hasil, err = h.Service.VerifyBanyak(r.Context(), req, a.OPD, a.Tahun, tw, pilihan)
		}
		if err == nil {
			return h.setelahBanyak(w, r, o, a, tw, hasil)
		}
	}
	return h.verifikasiUlang(w, r, o, a, tw, isiVerifikasi{}, err)
}

// setelahBanyak tells what did not go, or goes back to the page.
func (h *handler) setelahBanyak(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, tw int, hasil []service.HasilAngka) error {
	var isi isiVerifikasi
	status := http.StatusOK
	for _, x := range hasil {
		if x.Kode != "" {
			status = httpx.Status(x.Kode)
			isi.Hasil = append(isi.Hasil, hasilBaris{cmp.Or(x.Angka.Indikator, x.Angka.Baris.Kode), x.Galat})
		}
	}
	if len(isi.Hasil) == 0 {
		http.Redirect(w, r, a.Verifikasi(tw)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	}
	return h.tulisVerifikasi(w, r, o, a, tw, status, isi)
}

// verifikasiUlang shows the page again with why something did not go.
func (h *handler) verifikasiUlang(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, tw int, isi isiVerifikasi, err error) error {
	if !formulirUlang(err) {
		return err
	}
	g := galatDari(err, func(f string) bool { return f == "alasan" })
	isi.Umum, isi.Alasan.Galat = g.Umum, g.Bidang["alasan"]
	return h.tulisVerifikasi(w, r, o, a, tw, httpx.Status(fault.CodeOf(err)), isi)
}

// finalkan makes a quarter final.
func (h *handler) finalkan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.periode(w, r, o, func(req service.Request, a alamat, tw int, form isian) error {
		_, err := h.Service.FinalizePeriode(r.Context(), req, a.OPD, a.Tahun, tw, form["tinggalkan"] != "")
		return err
	})
}

// bukaPeriode reopens a quarter.
func (h *handler) bukaPeriode(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.periode(w, r, o, func(req service.Request, a alamat, tw int, form isian) error {
		_, err := h.Service.ReopenPeriode(r.Context(), req, a.OPD, a.Tahun, tw, form["alasan"])
		return err
	})
}

func (h *handler) periode(w http.ResponseWriter, r *http.Request, o sakip.Orang, do func(service.Request, alamat, int, isian) error) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasAlur)
	if err != nil {
		return err
	}
	typed, req := isianForm(form), request(r, o)
	if req.Idem, err = idem(r, form); err == nil {
		err = do(req, a, tw, typed)
	}
	if err == nil {
		http.Redirect(w, r, a.Verifikasi(tw)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	}
	return h.verifikasiUlang(w, r, o, a, tw, isiVerifikasi{Alasan: bidang{Nilai: typed["alasan"]}}, err)
}
