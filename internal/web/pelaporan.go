package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// rutePelaporan are how far the reports of a quarter are, of every agency that one may see.
var rutePelaporan = []Route{
	{"GET", "/pelaporan", service.LihatDiri, (*handler).kePelaporan, false},
	{"GET", pelaporanTW, service.LihatDiri, (*handler).pelaporan, false},
	{"POST", pelaporanTW, service.JalankanPelaporan, (*handler).jalankanPelaporan, false},
}

const pelaporanTW = "/pelaporan/{tahun}/{tw}"

// alamatPelaporan is the page of a quarter.
func alamatPelaporan(tahun, tw int) string {
	return "/pelaporan/" + strconv.Itoa(tahun) + "/" + teksTW(tw)
}

// keadaanLaporan is a state for people: a word, a shape, and the head of the group.
type keadaanLaporan struct{ Kata, Bentuk, Kelas string }

var namaPelaporan = map[sakip.KeadaanPelaporan]keadaanLaporan{
	sakip.PelaporanGagal:     {"gagal", "✕", "gagal"},
	sakip.PelaporanTersendat: {"tersendat", "!", "gagal"},
	sakip.PelaporanMenunggu:  {"menunggu data", "◔", "tunggu"},
	sakip.PelaporanGiliran:   {"menunggu giliran", "▷", "jalan"},
	sakip.PelaporanDibuat:    {"sedang dibuat", "▶", "jalan"},
	sakip.PelaporanNanti:     {"belum jatuh tempo", "○", "nanti"},
	sakip.PelaporanSelesai:   {"selesai", "✓", "selesai"},
	sakip.PelaporanTanpaData: {"tanpa data tahun ini", "–", "nanti"},
}

// isiPelaporan is the page.
type isiPelaporan struct {
	service.PelaporanTriwulan
	Alamat   string
	Kunci    string
	Tempo    string // the due day
	Batas    string // until when reports wait for data where nobody has longer
	Lewat    bool   // the due day has come
	Kalender string
	Ringkas  string // how many of how many are made, and what of the others
	Genap    bool   // all that can be made are
	Sisa     int    // agencies whose reports are not made
	Kurang   int    // of those, how many lack data
	Kelompok []kelompokPelaporan
	Pesan    string // what came of a run
	Awas     bool   // and something did not go
}

// kelompokPelaporan are the agencies of one state.
type kelompokPelaporan struct {
	keadaanLaporan
	Keadaan sakip.KeadaanPelaporan
	Baris   []barisPelaporan
}

// barisPelaporan is one agency.
type barisPelaporan struct {
	service.PelaporanOPD
	Alamat   string   // its reports
	Periksa  string   // its figures of the quarter
	Apa      string   // what is so, and what happens next
	Unit     []string // what each unit lacks
	Buka     bool     // that is what the reports wait for
	Berkas   []berkasPelaporan
	Tombol   string // "" for who may not, or where there is nothing to do
	Kurangi  bool   // the button takes it although data are missing
	Sesudah  string // of a report that lacks figures which are there now
	namaUrut string
}

// berkasPelaporan are the files of one kind.
type berkasPelaporan struct {
	Jenis string
	Isi   []tautanBerkas
}

type tautanBerkas struct{ Format, Alamat string }

// AlamatTW is the page of another quarter of the year.
func (i isiPelaporan) AlamatTW(tw int) string { return alamatPelaporan(i.Tahun, tw) }

// AlamatTahun is the page of the same quarter of another year.
func (i isiPelaporan) AlamatTahun(beda int) string { return alamatPelaporan(i.Tahun+beda, i.Triwulan) }

// kePelaporan leads to the quarter that ended last.
func (h *handler) kePelaporan(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	kini := h.Clock()
	tahun, tw := kini.Year(), (int(kini.Month())-1)/3
	if tw == 0 {
		tahun, tw = tahun-1, 4
	}
	http.Redirect(w, r, alamatPelaporan(tahun, tw), http.StatusSeeOther)
	return nil
}

func (h *handler) pelaporan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	p, err := h.Service.Pelaporan(r.Context(), o, a.Tahun, tw)
	if err != nil {
		return err
	}
	zona, err := locale.Zona(cmp.Or(p.Kabupaten.Zona, "WIB"))
	if err != nil {
		return err
	}
	isi := isiPelaporan{PelaporanTriwulan: p, Alamat: alamatPelaporan(a.Tahun, tw), Kunci: h.NewID(), Tempo: hariTeks(p.Jadwal.Laporan),
		Lewat: p.Jadwal.Laporan != "" && p.Jadwal.Laporan <= p.Hari, Kalender: alamatKalender(o.Kabupaten, a.Tahun)}
	if isi.Tempo != "" {
		isi.Batas = hariTeks(p.Jadwal.Laporan.Tambah(sakip.TungguData))
	}
	isi.Pesan, isi.Awas = pesanPelaporan(r.URL.Query())
	halaman := halaman{Judul: "Pelaporan " + teksTW(tw) + " " + strconv.Itoa(a.Tahun), Orang: &o}
	for _, x := range p.OPD {
		isi.tambah(barisPelaporanDari(x, p, zona))
		for _, l := range x.Laporan {
			if l.Status == sakip.LaporanMenunggu && h.Clock().Sub(l.Laporan.Diminta) < lamaTunggu {
				halaman.Segarkan = 5
			}
		}
	}
	isi.urutkan()
	halaman.Isi = isi
	return h.tulis(w, r, http.StatusOK, "pelaporan", halaman)
}

func (i *isiPelaporan) tambah(b barisPelaporan) {
	n := slices.IndexFunc(i.Kelompok, func(k kelompokPelaporan) bool { return k.Keadaan == b.Keadaan })
	if n < 0 {
		n = len(i.Kelompok)
		i.Kelompok = append(i.Kelompok, kelompokPelaporan{keadaanLaporan: namaPelaporan[b.Keadaan], Keadaan: b.Keadaan})
	}
	i.Kelompok[n].Baris = append(i.Kelompok[n].Baris, b)
	switch b.Keadaan {
	case sakip.PelaporanSelesai, sakip.PelaporanDibuat, sakip.PelaporanTanpaData:
		return
	}
	i.Sisa++
	if !b.Lengkap {
		i.Kurang++
	}
}

// urutkan puts first what somebody has to do something about, and says how far all are.
func (i *isiPelaporan) urutkan() {
	slices.SortFunc(i.Kelompok, func(a, b kelompokPelaporan) int {
		return slices.Index(sakip.SemuaPelaporan, a.Keadaan) - slices.Index(sakip.SemuaPelaporan, b.Keadaan)
	})
	hitung := i.Hitung()
	semua := len(i.OPD) - hitung[sakip.PelaporanTanpaData]
	var lain []string
	for _, k := range i.Kelompok {
		slices.SortFunc(k.Baris, func(a, b barisPelaporan) int {
			return cmp.Or(cmp.Compare(a.namaUrut, b.namaUrut), cmp.Compare(a.ID, b.ID))
		})
		if k.Keadaan != sakip.PelaporanSelesai {
			lain = append(lain, strconv.Itoa(len(k.Baris))+" "+k.Kata)
		}
	}
	i.Genap = semua > 0 && hitung[sakip.PelaporanSelesai] == semua
	i.Ringkas = strings.Join(append([]string{strconv.Itoa(hitung[sakip.PelaporanSelesai]) + " dari " + strconv.Itoa(semua) + " selesai"}, lain...), ", ")
}

func barisPelaporanDari(x service.PelaporanOPD, p service.PelaporanTriwulan, zona *time.Location) barisPelaporan {
	a := alamat{x.ID, p.Tahun}
	b := barisPelaporan{PelaporanOPD: x, Alamat: a.AlamatLaporan(), Periksa: a.Verifikasi(p.Triwulan), Buka: x.Keadaan == sakip.PelaporanMenunggu, namaUrut: x.Nama}
	belum := strconv.Itoa(x.Total.Wajib-x.Total.Terverifikasi()) + " dari " + strconv.Itoa(x.Total.Wajib) + " angka belum diverifikasi"
	switch {
	case !x.Rencana:
		belum = "tahun ini belum punya indikator"
	case x.Lengkap:
		belum = "semua angka sudah diverifikasi"
	}
	var diminta time.Time
	for _, l := range x.Laporan {
		if diminta.IsZero() || l.Laporan.Diminta.After(diminta) {
			diminta = l.Laporan.Diminta
		}
	}
	switch x.Keadaan {
	case sakip.PelaporanGagal:
		n := slices.IndexFunc(x.Laporan, func(l service.LaporanTautan) bool { return l.Status == sakip.LaporanGagal })
		b.Apa = cmp.Or(x.Laporan[n].Laporan.Galat, "Berkas tidak dapat dibuat.") + " Diminta " + locale.Waktu(diminta, zona) + "."
	case sakip.PelaporanTersendat:
		b.Apa = "Diminta " + locale.Waktu(diminta, zona) + " dan belum berhasil dibuat. Dicoba lagi setiap malam selama tujuh hari; bila mendesak, laporkan kepada pengelola sistem."
	case sakip.PelaporanMenunggu:
		b.Apa = kapital(belum) + ". Ditunggu sampai " + hariTeks(x.Batas) + ", lalu dibuat dengan bagian yang kosong ditandai."
	case sakip.PelaporanGiliran:
		b.Apa = kapital(belum) + ". Dibuat pada putaran malam berikutnya."
	case sakip.PelaporanDibuat:
		b.Apa = "Diminta " + locale.Waktu(diminta, zona) + "; biasanya selesai dalam beberapa menit."
	case sakip.PelaporanNanti:
		b.Apa = kapital(belum) + "."
	case sakip.PelaporanSelesai:
		b.selesai(zona)
	case sakip.PelaporanTanpaData:
		b.Alamat, b.Periksa = "", ""
	}
	switch x.Keadaan {
	case sakip.PelaporanMenunggu, sakip.PelaporanGiliran, sakip.PelaporanNanti: // else it is not data that they wait for
		for _, u := range x.Unit {
			b.Unit = append(b.Unit, unitPelaporan(u))
		}
	}
	if p.Jalankan {
		b.tombol()
	}
	return b
}

// selesai says from what the reports were made, and where they lie.
func (b *barisPelaporan) selesai(zona *time.Location) {
	var dibuat time.Time
	for _, l := range b.Laporan {
		if l.Laporan.Dibuat.After(dibuat) {
			dibuat = l.Laporan.Dibuat
		}
		f := tautanBerkas{strings.ToUpper(string(l.Format)), b.Alamat}
		if l.Token != "" {
			f.Alamat = "/l/" + l.Token
		}
		if n := len(b.Berkas); n == 0 || b.Berkas[n-1].Jenis != l.Jenis.Nama() {
			b.Berkas = append(b.Berkas, berkasPelaporan{Jenis: l.Jenis.Nama()})
		}
		satu := &b.Berkas[len(b.Berkas)-1]
		satu.Isi = append(satu.Isi, f)
	}
	b.Apa = "Dibuat " + locale.Waktu(dibuat, zona) + "."
	if n := b.Kurang(); n > 0 {
		b.Apa += " Saat diminta, " + strconv.Itoa(n) + " angka belum diverifikasi; bagian itu ditandai dalam laporan."
		if b.Lengkap {
			b.Sesudah = "Sekarang semua angka sudah diverifikasi: buat lagi agar laporannya lengkap."
		}
	}
}

func (b *barisPelaporan) tombol() {
	b.Kurangi = true
	switch b.Keadaan {
	case sakip.PelaporanGagal, sakip.PelaporanTersendat, sakip.PelaporanSelesai:
		b.Tombol = "Buat lagi"
	case sakip.PelaporanMenunggu:
		b.Tombol = "Buat sekarang tanpa menunggu"
	case sakip.PelaporanGiliran, sakip.PelaporanNanti:
		b.Tombol = "Buat sekarang"
	}
}

// unitPelaporan is what a unit lacks.
func unitPelaporan(u service.UnitKemajuan) string {
	h := u.Semua()
	var apa []string
	if n := h.BelumLapor(); n > 0 {
		apa = append(apa, strconv.Itoa(n)+" belum diajukan")
	}
	if h.Diajukan > 0 {
		apa = append(apa, strconv.Itoa(h.Diajukan)+" menunggu verifikasi")
	}
	return cmp.Or(u.Nama, "Seluruh perangkat daerah") + ": " + strings.Join(apa, ", ")
}

func kapital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// jalankanPelaporan has reports made: of one agency, or of all that lack them.
func (h *handler) jalankanPelaporan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasKecil)
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	hasil, err := h.Service.RequestPelaporan(r.Context(), req, a.Tahun, tw, service.PilihPelaporan{OPD: form.Get("opd"), Kurang: form.Get("kurang") == "1"})
	if err != nil {
		return err
	}
	hitung := map[string]int{}
	for _, x := range hasil {
		switch {
		case x.Kode == fault.IdemReused:
			return fault.New(x.Kode)
		case x.Kode != "":
			hitung["galat"]++
		case x.Lewat != "":
			hitung[string(x.Lewat)]++
		default:
			hitung["diminta"]++
		}
	}
	q := url.Values{}
	for k, n := range hitung {
		q.Set(k, strconv.Itoa(n))
	}
	http.Redirect(w, r, alamatPelaporan(a.Tahun, tw)+"?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// kataPelaporan is what came of a run, by the names that its answer leads back with.
var kataPelaporan = [][2]string{{"diminta", "diminta"}, {"sedang_dibuat", "sedang dibuat"}, {"sudah_ada", "sudah ada"},
	{"menunggu_data", "menunggu data"}, {"tanpa_data", "tanpa data tahun ini"}, {"galat", "gagal diminta; coba lagi"}}

func pesanPelaporan(q url.Values) (pesan string, awas bool) {
	var bagian []string
	for _, k := range kataPelaporan {
		if n, err := strconv.Atoi(q.Get(k[0])); err == nil && n > 0 {
			bagian = append(bagian, strconv.Itoa(n)+" "+k[1])
			awas = awas || k[0] == "galat" || k[0] == "menunggu_data"
		}
	}
	if bagian == nil {
		return "", false
	}
	return "Perangkat daerah: " + strings.Join(bagian, ", ") + ".", awas
}

// Pelaporan is how far the reports of the page's quarter are.
func (i isiOPD) Pelaporan() string { return alamatPelaporan(i.Tahun, i.TW) }
