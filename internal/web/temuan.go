package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteTemuan are the page of what contradicts itself in an agency-year, and what is done
// about one finding.
var ruteTemuan = []Route{
	{"GET", tahunOPD + "/reviu", service.LihatOPD, (*handler).temuanTahun, false},
	{"POST", tahunOPD + "/reviu/{temuan}/terima", service.TerimaTemuan, (*handler).terimaTemuan, false},
	{"POST", tahunOPD + "/reviu/{temuan}/cabut", service.TerimaTemuan, (*handler).cabutPenerimaan, false},
}

// Reviu is the page of the findings at the end of a quarter, 0 for the latest with figures.
func (a alamat) Reviu(tw int) string {
	if tw == 0 {
		return a.Halaman() + "/reviu"
	}
	return a.Halaman() + "/reviu?periode=" + teksTW(tw)
}

// AlamatTemuan is the place of a finding on that page.
func (a alamat) AlamatTemuan(tw int, id string) string { return a.Reviu(tw) + "#t-" + id }

// kelompokReviu are the parts of the page, in their order.
type kelompokReviu string

const (
	temuanMenahan    kelompokReviu = "menahan" // contradictions that nobody accepted
	temuanPeringatan kelompokReviu = "peringatan"
	temuanInfo       kelompokReviu = "info"
	temuanDiterima   kelompokReviu = "diterima"
)

var semuaKelompokReviu = []struct {
	Kode               kelompokReviu
	Judul, Arti, Tanda string
}{
	{temuanMenahan, "Menahan", "Dua angka bertentangan, jadi tidak mungkin keduanya benar. Selama belum diperbaiki atau diterima dengan alasan, triwulan ini tidak dapat final dan laporannya tidak dapat terbit.", "✕"},
	{temuanPeringatan, "Peringatan", "Mungkin benar, tetapi perlu dilihat.", "!"},
	{temuanInfo, "Info", "Layak dipertimbangkan atau dijelaskan.", "i"},
	{temuanDiterima, "Diterima", "Dibiarkan seperti adanya, dengan alasan. Berlaku selama angkanya tidak berubah.", "✓"},
}

// Tanda is the shape that stands beside the word of a group.
func (k kelompokReviu) Tanda() string {
	for _, x := range semuaKelompokReviu {
		if x.Kode == k {
			return x.Tanda
		}
	}
	return ""
}

// tempatTampil is one place of a finding, and where its value is entered or explained.
type tempatTampil struct {
	Nama     string
	Tercetak string
	Hitung   string // what it should say; "" where nothing tells
	Alamat   string
}

// tempatTerbuka is how many places of a finding are shown at once.
const tempatTerbuka = 8

// temuanTampil is one finding.
type temuanTampil struct {
	ID       string
	Kelompok kelompokReviu
	Nama     string // of its rule
	Arti     string
	Pesan    string
	Usulan   string
	Tempat   []tempatTampil
	Lebih    []tempatTampil // the places beyond tempatTerbuka
	Banding  []tempatTampil
	Akibat   []tempatTampil
	Perbaiki *pilihanMenu // where it is put right when no place says so
	Terima   *penerimaanTampil
	Boleh    bool // the person accepts it, or takes back that somebody did
	Alamat   string
	Versi    string
	Kunci    string
	Alasan   bidang // as typed, when it did not go
}

// penerimaanTampil is who accepted a finding, why and when.
type penerimaanTampil struct {
	Temuan, Nama, Alasan, Pada, Pesan, Aturan string
	Alamat, Versi, Kunci                      string
}

// bagianTemuan is one group of the page.
type bagianTemuan struct {
	Kode        kelompokReviu
	Judul, Arti string
	Isi         []temuanTampil
	Lain        int // findings beyond what a page shows
}

// saringTemuan is a link of the filter.
type saringTemuan struct {
	Teks, Alamat string
	N            int
	Sini         bool
}

// isiTemuan is the page.
type isiTemuan struct {
	alamat
	TW        int
	Nama      string
	Hitung    service.HitunganTemuan
	Dihitung  int
	Cocok     int
	Bagian    []bagianTemuan
	Saring    []saringTemuan
	Aturan    []opsi // of the rules that found something
	Kelompok  kelompokReviu
	Lewat     []penerimaanTampil // of findings that this quarter has not
	Boleh     bool
	Tersimpan string // what was just done
	Umum      []string
	Salin     string // a reason that was typed for a finding that is gone
}

// maksTemuan is how many findings a page shows of each group.
const maksTemuan = 150

// saringanTemuan narrows the page.
type saringanTemuan struct {
	Kelompok kelompokReviu
	Aturan   review.Aturan
}

func saringanTemuanDari(q url.Values) (saringanTemuan, error) {
	s := saringanTemuan{kelompokReviu(q.Get("kelompok")), review.Aturan(q.Get("aturan"))}
	if s.Kelompok != "" && s.Kelompok.Tanda() == "" {
		return s, fault.At("kelompok", fault.Unknown, "Kelompok", string(s.Kelompok))
	}
	if s.Aturan != "" && !slices.Contains(review.SemuaAturan(), s.Aturan) {
		return s, fault.At("aturan", fault.Unknown, "Aturan", string(s.Aturan))
	}
	return s, nil
}

// alamat is the page narrowed so.
func (s saringanTemuan) alamat(a alamat, tw int) string {
	q := url.Values{"periode": {teksTW(tw)}}
	if s.Kelompok != "" {
		q.Set("kelompok", string(s.Kelompok))
	}
	if s.Aturan != "" {
		q.Set("aturan", string(s.Aturan))
	}
	return a.Halaman() + "/reviu?" + q.Encode()
}

// tahapTemuan is what was just done about a finding, for people.
var tahapTemuan = map[string]string{"terima": "Temuan diterima. Alasannya ikut tercetak di laporan.", "cabut": "Penerimaan dicabut: temuannya terbuka lagi."}

func (h *handler) temuanTahun(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	return h.tulisTemuan(w, r, o, a, http.StatusOK, "", isiTemuan{Tersimpan: tahapTemuan[r.URL.Query().Get("tersimpan")]}, bidang{})
}

// tulisTemuan writes the page; alasan is what was typed for a finding and why it did not go.
func (h *handler) tulisTemuan(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, status int, temuan string, isi isiTemuan, alasan bidang) error {
	q := r.URL.Query()
	s, err := saringanTemuanDari(q)
	if err != nil {
		return err
	}
	tw := 0
	if p := q.Get("periode"); p != "" {
		if tw, err = sakip.ParseTriwulan(p); err != nil {
			return err
		}
	}
	rv, err := h.Service.Reviu(r.Context(), o, a.OPD, a.Tahun, tw)
	if err != nil {
		return err
	}
	zona, err := locale.Zona(rv.Data.OPD.Zona)
	if err != nil {
		return fault.Wrap(fault.Internal, err)
	}
	terima := func(p sakip.Penerimaan) penerimaanTampil {
		return penerimaanTampil{Temuan: p.Temuan, Nama: p.Nama, Alasan: p.Alasan, Pada: locale.Waktu(p.Pada, zona), Pesan: p.Pesan, Aturan: review.Aturan(p.Aturan).Nama(),
			Alamat: a.tindakTemuan(rv.Triwulan, p.Temuan, "cabut", s), Versi: teksVersi(rv.Terima[p.Temuan]), Kunci: h.NewID()}
	}
	isi.alamat, isi.TW, isi.Nama, isi.Dihitung, isi.Cocok, isi.Boleh = a, rv.Triwulan, rv.Data.OPD.Nama, rv.Dihitung, rv.Cocok, rv.Boleh
	isi.Hitung, isi.Kelompok = service.HitungTemuan(rv.Tinjauan), s.Kelompok
	for _, k := range semuaKelompokReviu {
		isi.Bagian = append(isi.Bagian, bagianTemuan{Kode: k.Kode, Judul: k.Judul, Arti: k.Arti})
	}
	l := letakTemuan{a, rv.Data, rv.Triwulan}
	aturan, ada := map[review.Aturan]int{}, false
	for _, t := range rv.Temuan {
		x := h.temuanTampil(l, t)
		x.Boleh, x.Alamat, x.Versi = rv.Boleh, a.tindakTemuan(rv.Triwulan, x.ID, "terima", s), teksVersi(rv.Terima[x.ID])
		x.Alasan = bidang{Nama: "alasan-" + x.ID, Label: "Mengapa dibiarkan seperti adanya"}
		if p, diterima := rv.Diterima[x.ID]; diterima {
			pt := terima(p)
			x.Kelompok, x.Terima, x.Alasan.Nilai = temuanDiterima, &pt, p.Alasan
		}
		if x.ID == temuan {
			x.Alasan.Nilai, x.Alasan.Galat, ada = alasan.Nilai, alasan.Galat, true
		}
		aturan[t.Aturan]++
		if (s.Kelompok == "" || s.Kelompok == x.Kelompok) && (s.Aturan == "" || s.Aturan == t.Aturan) || x.ID == temuan {
			isi.tambah(x)
		}
	}
	if temuan != "" && !ada {
		isi.Salin, isi.Umum = alasan.Nilai, append(isi.Umum, alasan.Galat...)
	}
	for _, p := range rv.Lewat {
		isi.Lewat = append(isi.Lewat, terima(p))
	}
	isi.saring(s, aturan)
	return h.tulis(w, r, status, "temuan-tahun", halaman{Judul: "Reviu " + teksTW(rv.Triwulan) + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

func (isi *isiTemuan) tambah(x temuanTampil) {
	n := slices.IndexFunc(isi.Bagian, func(b bagianTemuan) bool { return b.Kode == x.Kelompok })
	if b := &isi.Bagian[n]; len(b.Isi) < maksTemuan || len(x.Alasan.Galat) > 0 {
		b.Isi = append(b.Isi, x)
	} else {
		b.Lain++
	}
}

// saring fills in the links of the filter and its list of rules.
func (isi *isiTemuan) saring(s saringanTemuan, aturan map[review.Aturan]int) {
	h := isi.Hitung
	n := map[kelompokReviu]int{"": h.Terbuka() + h.Diterima, temuanMenahan: h.Menahan, temuanPeringatan: h.Peringatan, temuanInfo: h.Info, temuanDiterima: h.Diterima}
	tambah := func(k kelompokReviu, teks string) {
		isi.Saring = append(isi.Saring, saringTemuan{teks, saringanTemuan{k, s.Aturan}.alamat(isi.alamat, isi.TW), n[k], k == s.Kelompok})
	}
	tambah("", "Semua")
	for _, k := range semuaKelompokReviu {
		tambah(k.Kode, k.Judul)
	}
	for _, a := range review.SemuaAturan() {
		if aturan[a] > 0 || a == s.Aturan {
			isi.Aturan = append(isi.Aturan, opsi{string(a), a.Nama() + " (" + strconv.Itoa(aturan[a]) + ")", a == s.Aturan})
		}
	}
}

// tindakTemuan is where a form about a finding is sent.
func (a alamat) tindakTemuan(tw int, id, apa string, s saringanTemuan) string {
	_, q, _ := strings.Cut(s.alamat(a, tw), "?")
	return a.Halaman() + "/reviu/" + url.PathEscape(id) + "/" + apa + "?" + q
}

var kelompokTingkat = map[review.Tingkat]kelompokReviu{review.Galat: temuanMenahan, review.Peringatan: temuanPeringatan, review.Info: temuanInfo}

func (h *handler) temuanTampil(l letakTemuan, t review.Temuan) temuanTampil {
	x := temuanTampil{ID: t.ID(), Kelompok: kelompokTingkat[t.Tingkat], Nama: t.Aturan.Nama(), Arti: t.Aturan.Penjelasan(), Pesan: t.Pesan, Usulan: t.Usulan,
		Tempat: l.perbaikan(t.Tempat), Akibat: l.perbaikan(t.Akibat), Perbaiki: l.perbaiki(t), Kunci: h.NewID()}
	for _, b := range t.Banding {
		x.Banding = append(x.Banding, l.tempat(b, review.Kunci{}))
	}
	if len(x.Tempat) > tempatTerbuka {
		x.Tempat, x.Lebih = x.Tempat[:tempatTerbuka], x.Tempat[tempatTerbuka:]
	}
	return x
}

// letakTemuan finds where the figures of a year are entered, by where the review states them.
type letakTemuan struct {
	alamat
	d  sakip.DataTahun
	tw int
}

func (l letakTemuan) perbaikan(list []review.Perbaikan) []tempatTampil {
	var out []tempatTampil
	for _, p := range list {
		t := l.tempat(p.Tempat, p.Kunci)
		t.Hitung = p.Hitung
		out = append(out, t)
	}
	return out
}

func (l letakTemuan) tempat(t review.Tempat, k review.Kunci) tempatTampil {
	return tempatTampil{Nama: t.Tabel + ", " + t.Baris + ", " + t.Kolom, Tercetak: t.Tercetak, Alamat: l.cari(t, k)}
}

// cari is the form where a figure is put right; of what is reckoned, the page that explains it.
func (l letakTemuan) cari(t review.Tempat, k review.Kunci) string {
	if versi, pk := strings.CutPrefix(t.Tabel, review.AwalanPerjanjian); pk {
		return l.Rencana("perjanjian", versi)
	}
	_, indikator := l.d.CariIndikator(t.Baris)
	switch t.Tabel {
	case review.TabelCapaian:
		switch t.Kolom {
		case review.KolomTarget:
			return l.perjanjian()
		case review.KolomRealisasi:
			return l.Isi(t.Baris, l.tw)
		}
		return l.Angka(service.AngkaIndikator, t.Baris, l.tw)
	case review.TabelBanding:
		if y, lalu := strings.CutPrefix(t.Kolom, review.KolomTahun); lalu {
			n, _ := strconv.Atoi(y)
			return alamat{l.OPD, n}.HalamanTW(4)
		}
		if t.Kolom == review.KolomTargetAkhir {
			return l.Rencana("renstra")
		}
		return l.Angka(service.AngkaIndikator, t.Baris, l.tw)
	case review.TabelHitungan:
		return l.Isi(t.Baris, l.tw)
	case review.TabelTriwulan:
		n, err := sakip.ParseTriwulan(t.Kolom)
		if err != nil {
			n = l.tw
		}
		return l.Isi(t.Baris, n)
	case review.TabelEfisiensi:
		if indikator {
			return l.TautanAnggaran(t.Baris)
		}
		return l.Angka(service.AngkaSasaran, t.Baris, l.tw)
	case review.TabelAnggaran:
		return l.anggaran(t)
	case review.TabelRencanaAksi:
		return l.Rencana("aksi", t.Baris)
	case review.TabelRenstra:
		return l.Rencana("renstra")
	case review.TabelBukti:
		return l.Isi(k.Subjek, k.Triwulan) + "#bukti"
	case review.TabelKeterangan:
		return l.Isi(t.Baris, l.tw)
	case review.TabelNarasi:
		for _, b := range l.d.BagianNarasi() {
			if b.Sebutan() == t.Baris {
				return l.Rencana("narasi", b.ID)
			}
		}
		return l.Rencana("narasi")
	}
	return l.pembanding(t)
}

func (l letakTemuan) periode() sakip.Periode {
	return sakip.Periode{Tahun: l.Tahun, Triwulan: l.tw}
}

// perjanjian is the agreement in force, or the list of agreements where none is.
func (l letakTemuan) perjanjian() string {
	if pk, ada := sakip.PerjanjianBerlaku(l.d.Perjanjian, l.periode().Akhir()); ada {
		return l.Rencana("perjanjian", pk.Versi)
	}
	return l.Rencana("perjanjian")
}

// anggaran is the form of a budget row, or of what was spent on it where it is one leaf.
func (l letakTemuan) anggaran(t review.Tempat) string {
	v, ada := sakip.AnggaranBerlaku(l.d.Anggaran, l.periode().Akhir())
	if !ada {
		return l.Halaman() + "/pagu"
	}
	switch t.Kolom {
	case review.KolomAnggaran:
		return l.PaguBaris(v.Versi, t.Baris)
	case review.KolomRealisasi:
		var daun []sakip.IdentitasBaris
		for _, b := range v.Baris {
			if b.Kode == t.Baris && b.Pagu != nil {
				daun = append(daun, b.IdentitasBaris)
			}
		}
		if len(daun) == 1 {
			return l.Anggaran(daun[0], l.tw)
		}
	}
	return l.Angka(service.AngkaAnggaran, t.Baris, l.tw)
}

// pembanding is the form of a fact or of a table to compare with.
func (l letakTemuan) pembanding(t review.Tempat) string {
	for _, f := range l.d.Fakta {
		if t.Tabel == review.TabelFakta && f.Nama == t.Baris {
			return l.Rencana("fakta", f.ID)
		}
	}
	for _, p := range l.d.Pembanding {
		if p.Judul == t.Tabel {
			return l.Rencana("pembanding", p.ID)
		}
	}
	return l.Rencana()
}

// perbaiki is where a finding is put right that no place of it says so of: what is missing,
// and links of the budget.
func (l letakTemuan) perbaiki(t review.Temuan) *pilihanMenu {
	switch t.Aturan {
	case review.AnggaranGanda, review.TanpaSasaran:
		return &pilihanMenu{Teks: "Tautan anggaran", Alamat: l.Halaman() + "/tautan-anggaran"}
	case review.SasaranKosong:
		return &pilihanMenu{Teks: "Daftar indikator", Alamat: l.Rencana("indikator")}
	}
	if no, rek := strings.CutPrefix(t.Perihal, review.PerihalRekomendasi); rek {
		return &pilihanMenu{Teks: "Rekomendasi " + no, Alamat: l.Rencana("rekomendasi", no)}
	}
	if t.Perihal == review.PerihalKebijakan {
		return &pilihanMenu{Teks: "Kebijakan perhitungan", Alamat: l.Halaman() + "/kebijakan"}
	}
	if _, ada := l.d.CariIndikator(t.Perihal); ada {
		return &pilihanMenu{Teks: "Indikator " + t.Perihal, Alamat: l.Rencana("indikator", t.Perihal)}
	}
	return nil
}

// terimaTemuan accepts a finding with a reason, or changes the reason.
func (h *handler) terimaTemuan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.tindakTemuan(w, r, o, "terima", func(req service.Request, a alamat, tw int, id string, typed isian, versi int64) error {
		_, err := h.Service.AcceptTemuan(r.Context(), req, a.OPD, a.Tahun, tw, id, typed["alasan"], versi)
		return err
	})
}

// cabutPenerimaan takes back that a finding was accepted.
func (h *handler) cabutPenerimaan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	return h.tindakTemuan(w, r, o, "cabut", func(req service.Request, a alamat, _ int, id string, _ isian, versi int64) error {
		_, err := h.Service.RevokePenerimaan(r.Context(), req, a.OPD, a.Tahun, id, versi)
		return err
	})
}

func (h *handler) tindakTemuan(w http.ResponseWriter, r *http.Request, o sakip.Orang, apa string, do func(service.Request, alamat, int, string, isian, int64) error) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasAlur)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	s, err := saringanTemuanDari(q)
	if err != nil {
		return err
	}
	tw, err := sakip.ParseTriwulan(q.Get("periode"))
	if err != nil {
		return err
	}
	typed, id, req := isianForm(form), r.PathValue("temuan"), request(r, o)
	versi, err := typed.versi()
	if err == nil {
		req.Idem, err = idem(r, form)
	}
	if err == nil {
		err = do(req, a, tw, id, typed, versi)
	}
	if err == nil {
		http.Redirect(w, r, s.alamat(a, tw)+"&tersimpan="+apa, http.StatusSeeOther)
		return nil
	}
	if code := fault.CodeOf(err); !formulirUlang(err) && code != fault.FindingGone && code != fault.NotFound {
		return err
	}
	status, teks := httpx.Status(fault.CodeOf(err)), galatTemuan(err, apa)
	if apa == "cabut" {
		return h.tulisTemuan(w, r, o, a, status, "", isiTemuan{Umum: teks}, bidang{})
	}
	return h.tulisTemuan(w, r, o, a, status, id, isiTemuan{}, bidang{Nilai: typed["alasan"], Galat: teks})
}

// galatTemuan is why something about a finding did not go, for people.
func galatTemuan(err error, apa string) []string {
	switch fault.CodeOf(err) {
	case fault.Exists:
		return []string{"Sementara itu temuan ini sudah diterima orang lain; alasannya tampil di atas. Kirim lagi untuk menggantinya dengan alasan Anda."}
	case fault.NotFound:
		return []string{"Penerimaan ini sudah dicabut."}
	case fault.Conflict:
		if apa == "cabut" {
			return []string{"Alasannya baru saja diubah orang lain. Baca dahulu, lalu cabut lagi bila tetap perlu."}
		}
		return []string{"Alasannya baru saja diubah orang lain; yang tersimpan tampil di atas. Kirim lagi untuk menggantinya dengan alasan Anda."}
	}
	var out []string
	for _, f := range fault.All(err) {
		out = append(out, fault.Text(f))
	}
	return out
}

// temuanMenahanTampil are the findings that keep a quarter from being final.
type temuanMenahanTampil struct {
	TW     int
	Alamat string
	Isi    []tempatMenahan
}

// tempatMenahan is one of them.
type tempatMenahan struct{ Pesan, Alamat string }

func (a alamat) menahan(tw int, list []review.Temuan) *temuanMenahanTampil {
	if len(list) == 0 {
		return nil
	}
	out := &temuanMenahanTampil{TW: tw, Alamat: saringanTemuan{Kelompok: temuanMenahan}.alamat(a, tw)}
	for _, t := range list {
		out.Isi = append(out.Isi, tempatMenahan{t.Pesan, a.AlamatTemuan(tw, t.ID())})
	}
	return out
}

// ringkasTemuan is how many findings there are, as a link to the page of them.
type ringkasTemuan struct {
	TW     int
	Alamat string
	Hitung service.HitunganTemuan
}

// Teks says how many.
func (x ringkasTemuan) Teks() string {
	h := x.Hitung
	var out []string
	for _, x := range []struct {
		n    int
		teks string
	}{{h.Menahan, "menahan final"}, {h.Peringatan, "peringatan"}, {h.Info, "info"}, {h.Diterima, "diterima"}} {
		if x.n > 0 {
			out = append(out, strconv.Itoa(x.n)+" "+x.teks)
		}
	}
	return cmp.Or(strings.Join(out, ", "), "tidak ada temuan")
}
