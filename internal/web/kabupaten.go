package web

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

const tahunKabupaten = "/kabupaten/{kab}/tahun/{tahun}"

// ruteKabupaten are the agencies of a kabupaten side by side.
var ruteKabupaten = []Route{
	{"GET", "/kabupaten", service.LihatKabupaten, (*handler).kabupaten, false},
	{"GET", "/kabupaten/{kab}", service.LihatKabupaten, (*handler).kabupaten, false},
	{"GET", tahunKabupaten, service.LihatKabupaten, (*handler).banding, false},
	{"GET", tahunKabupaten + "/ekspor", service.LihatKabupaten, (*handler).eksporBanding, false},
}

// isiKabupaten is the index of a kabupaten: its years, the newest first.
type isiKabupaten struct {
	sakip.Kabupaten
	OPD   int
	Tahun []tahunBerapa
}

type tahunBerapa struct{ Tahun, OPD int }

// kabupaten lists the years of a kabupaten, one's own unless the address names one.
func (h *handler) kabupaten(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, opd, tahun, err := h.Service.TahunKabupaten(r.Context(), o, cmp.Or(r.PathValue("kab"), o.Kabupaten))
	if err != nil {
		return err
	}
	isi := isiKabupaten{Kabupaten: k, OPD: opd}
	for _, t := range slices.Backward(slices.Sorted(maps.Keys(tahun))) {
		isi.Tahun = append(isi.Tahun, tahunBerapa{t, tahun[t]})
	}
	return h.tulis(w, r, http.StatusOK, "kabupaten", halaman{Judul: k.Nama, Orang: &o, Isi: isi})
}

// kolomUrut is a column that the table may be sorted by.
type kolomUrut struct {
	Kode, Judul string
	nilai       func(service.BandingOPD) *decimal.Decimal
}

// urutan are the columns that the table is sorted by: the better or the larger first where
// that is asked for. nilai is nil for what cannot be compared.
var urutan = []kolomUrut{
	{"nama", "Perangkat daerah", nil},
	{"lengkap", "IKU terhitung", func(b service.BandingOPD) *decimal.Decimal { return bagianDari(b.IKU.N, b.IKU.M) }},
	{"capaian", "Rata-rata capaian IKU", func(b service.BandingOPD) *decimal.Decimal { return wire.AngkaHasil(b.IKU.RataCapaian) }},
	{"serapan", "Serapan anggaran", func(b service.BandingOPD) *decimal.Decimal {
		if b.Anggaran == nil {
			return nil
		}
		return wire.AngkaHasil(b.Anggaran.Capaian)
	}},
	{"efisiensi", "Tingkat efisiensi", func(b service.BandingOPD) *decimal.Decimal { return wire.AngkaHasil(b.IKU.TingkatEfisiensi) }},
	{"masuk", "Sudah masuk", func(b service.BandingOPD) *decimal.Decimal {
		k := b.Kemajuan()
		return bagianDari(k.Masuk(), k.Wajib)
	}},
	{"verifikasi", "Terverifikasi", func(b service.BandingOPD) *decimal.Decimal {
		k := b.Kemajuan()
		return bagianDari(k.Terverifikasi(), k.Wajib)
	}},
	{"belum", "Belum lapor", func(b service.BandingOPD) *decimal.Decimal {
		if !b.Ada {
			return nil
		}
		d := decimal.NewFromInt(int64(b.Kemajuan().BelumLapor()))
		return &d
	}},
}

func bagianDari(n, m int) *decimal.Decimal {
	if m == 0 {
		return nil
	}
	d := decimal.NewFromInt(int64(n)).DivRound(decimal.NewFromInt(int64(m)), 6)
	return &d
}

// pilihanBanding is how the table is sorted and filtered, as its address says.
type pilihanBanding struct {
	Urut   string
	Turun  bool
	Cari   string
	Saring string // "", "belum" or "kurang"
}

func pilihanBandingDari(q url.Values) (pilihanBanding, error) {
	p := pilihanBanding{Urut: cmp.Or(q.Get("urut"), "nama"), Turun: q.Get("arah") == "turun", Cari: strings.TrimSpace(q.Get("cari")), Saring: q.Get("saring")}
	if !slices.ContainsFunc(urutan, func(u kolomUrut) bool { return u.Kode == p.Urut }) {
		return p, fault.At("urut", fault.Unknown, "Urutan", p.Urut)
	}
	if !slices.Contains([]string{"", "belum", "kurang"}, p.Saring) {
		return p, fault.At("saring", fault.Unknown, "Saringan", p.Saring)
	}
	return p, nil
}

// isiBanding is the page of a kabupaten and year.
type isiBanding struct {
	Kabupaten sakip.Kabupaten
	Tahun, TW int
	Pilih     pilihanBanding
	Kolom     []kolomBanding
	Baris     []barisBanding
	Luar      []barisBanding // not ranked with the others
	Semua     int            // agencies of the kabupaten
	Ada       int            // that have the year
	Lengkap   int            // that can be compared
	Lapor     int            // that have handed in all that is due
	Jadwal    []butir        // the quarter's days in the calendar
	Kebijakan []string       // different ways to calculate, when there are several
	Ekspor    string
}

// kolomBanding is one head of the table, which is also the link that sorts by it.
type kolomBanding struct {
	Judul, Alamat string
	Aria          string // ascending, descending, or "" for another column
}

// barisBanding is one agency.
type barisBanding struct {
	service.BandingOPD
	No      int // place among those that can be compared; 0 is none
	Alamat  string
	Reviu   string
	Sel     []sel
	Sebab   string // why it is not ranked
	Maju    sakip.Hitungan
	Skala   string
	urutkan *decimal.Decimal
}

// Nama is the agency's.
func (b barisBanding) Nama() string { return b.Profil.Nama }

func (h *handler) banding(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	isi, err := h.isiBanding(r, o)
	if err != nil {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "banding", halaman{Judul: isi.Kabupaten.Nama + " " + strconv.Itoa(isi.Tahun), Orang: &o, Isi: isi})
}

func (h *handler) isiBanding(r *http.Request, o sakip.Orang) (isiBanding, error) {
	a, err := alamatDari(r)
	if err != nil {
		return isiBanding{}, err
	}
	tw, err := periodeDari(r)
	if err != nil {
		return isiBanding{}, err
	}
	p, err := pilihanBandingDari(r.URL.Query())
	if err != nil {
		return isiBanding{}, err
	}
	b, err := h.Service.Banding(r.Context(), o, r.PathValue("kab"), a.Tahun, tw)
	if err != nil {
		return isiBanding{}, err
	}
	return bandingDari(b, a.Tahun, tw, p), nil
}

// alamat is the page with another choice.
func (i isiBanding) alamat(p pilihanBanding, tw int) string {
	q := url.Values{"periode": {teksTW(tw)}}
	if p.Urut != "nama" || p.Turun {
		q.Set("urut", p.Urut)
	}
	if p.Turun {
		q.Set("arah", "turun")
	}
	for k, v := range map[string]string{"cari": p.Cari, "saring": p.Saring} {
		if v != "" {
			q.Set(k, v)
		}
	}
	return i.Dasar() + "?" + q.Encode()
}

// Dasar is the page's address without any choice.
func (i isiBanding) Dasar() string {
	return "/kabupaten/" + url.PathEscape(i.Kabupaten.ID) + "/tahun/" + strconv.Itoa(i.Tahun)
}

// Urutan are the columns that the table may be sorted by.
func (isiBanding) Urutan() []kolomUrut { return urutan }

// Periode is the same page at the end of a quarter.
func (i isiBanding) Periode(tw int) string { return i.alamat(i.Pilih, tw) }

// bandingDari sorts, filters and counts. Only agencies whose every IKU is known from the
// latest data get a place; the others stand below them, with the reason. Where agencies
// calculate in different ways nobody gets a place, for the figures are not of one kind.
func bandingDari(b service.Banding, tahun, tw int, p pilihanBanding) isiBanding {
	isi := isiBanding{Kabupaten: b.Kabupaten, Tahun: tahun, TW: tw, Pilih: p, Semua: len(b.OPD), Jadwal: jadwalDari(b.Jadwal)}
	isi.kolom()
	cara := map[string]bool{}
	for _, x := range b.OPD {
		r := barisBanding{BandingOPD: x, Alamat: alamat{x.Profil.ID, tahun}.HalamanTW(tw), Reviu: alamat{x.Profil.ID, tahun}.Reviu(tw), Sebab: sebabLuar(x), Skala: x.Kebijakan.Skala.Nama}
		r.Maju = x.Kemajuan()
		if x.Ada {
			r.Sel = selBanding(x)
			isi.Ada++
			if r.Maju.Wajib > 0 && r.Maju.BelumLapor() == 0 {
				isi.Lapor++
			}
		}
		if x.Lengkap() {
			isi.Lengkap++
			cara[caraHitung(x.Kebijakan)] = true
		}
		for _, u := range urutan {
			if u.Kode == p.Urut && u.nilai != nil {
				r.urutkan = u.nilai(x)
			}
		}
		if !cocokBanding(r, p) {
			continue
		}
		if r.Sebab == "" || !dibandingkan(p.Urut) {
			isi.Baris = append(isi.Baris, r)
		} else {
			isi.Luar = append(isi.Luar, r)
		}
	}
	if len(cara) > 1 {
		isi.Kebijakan = slices.Sorted(maps.Keys(cara))
	}
	urutkanBanding(isi.Baris, p)
	urutkanBanding(isi.Luar, p)
	if dibandingkan(p.Urut) && len(cara) <= 1 && p.Cari == "" && p.Saring == "" {
		beriNomor(isi.Baris)
	}
	isi.Ekspor = strings.Replace(isi.alamat(p, tw), isi.Dasar()+"?", isi.Dasar()+"/ekspor?", 1) + "&bentuk="
	return isi
}

// dibandingkan tells whether a column's figures are ones that agencies are ranked by.
func dibandingkan(urut string) bool {
	return slices.Contains([]string{"capaian", "serapan", "efisiensi"}, urut)
}

// jadwalDari are the days of a quarter, none where the calendar does not limit it.
func jadwalDari(j sakip.Jadwal) []butir {
	if j == (sakip.Jadwal{}) {
		return nil
	}
	hari := func(t sakip.Tanggal) string {
		d, err := locale.ParseTanggal(string(t))
		if err != nil {
			return string(t)
		}
		return locale.Tanggal(d)
	}
	return []butir{{"Pengisian", hari(j.Buka) + " sampai " + hari(j.Tutup)}, {"Verifikasi", "sampai " + hari(j.Verifikasi)}, {"Laporan", "paling lambat " + hari(j.Laporan)}}
}

func (i *isiBanding) kolom() {
	for _, u := range urutan {
		k, p := kolomBanding{Judul: u.Judul}, i.Pilih
		p.Urut, p.Turun = u.Kode, u.Kode != "nama"
		if i.Pilih.Urut == u.Kode {
			k.Aria = "ascending"
			if i.Pilih.Turun {
				k.Aria = "descending"
			}
			p.Turun = !i.Pilih.Turun
		}
		k.Alamat = i.alamat(p, i.TW)
		i.Kolom = append(i.Kolom, k)
	}
}

// caraHitung is what makes the figures of two agencies ones of a kind.
func caraHitung(k sakip.Kebijakan) string {
	bobot := "tanpa bobot"
	if len(k.Bobot) > 0 {
		bobot = "berbobot"
	}
	return "indikator turun " + string(k.RumusTurun) + ", skala " + k.Skala.Nama + ", " + bobot
}

// sebabLuar is why an agency is not ranked, "" for one that is.
func sebabLuar(b service.BandingOPD) string {
	switch {
	case !b.Ada:
		return "belum ada data tahun ini"
	case belumDihitung(b.Hasil.Isi):
		return "sedang dihitung"
	case b.Hasil.Galat != "":
		return "perhitungan gagal; angka keadaan sebelumnya"
	case !b.Hasil.Segar:
		return "ada perubahan yang sedang dihitung"
	case b.IKU.M == 0:
		return "belum punya IKU"
	case b.IKU.N < b.IKU.M:
		return strconv.Itoa(b.IKU.N) + " dari " + strconv.Itoa(b.IKU.M) + " IKU terhitung"
	}
	return ""
}

// selBanding are an agency's mean capaian, absorption and efficiency. What is not from the
// latest data or not from all of it has its class, but no colour.
func selBanding(b service.BandingOPD) []sel {
	teks := func(angka string) string { return sakip.Alasan(b.IKU.Penjelasan[angka].Alasan).Teks() }
	rata := selPersen(b.IKU.RataCapaianTampil, b.IKU.Kategori, teks("rata_capaian"))
	rata.Sebagian = !b.Lengkap()
	serapan := sel{Alasan: sakip.AnggaranTidakAda.Teks()}
	if b.Anggaran != nil {
		serapan = selAnggaran(*b.Anggaran)[2]
	}
	return []sel{rata, serapan, selPersen(b.IKU.TingkatEfisiensiTampil, "", teks("tingkat_efisiensi"))}
}

func cocokBanding(r barisBanding, p pilihanBanding) bool {
	switch {
	case p.Cari != "" && !strings.Contains(strings.ToLower(r.Profil.Nama+" "+r.Profil.ID), strings.ToLower(p.Cari)):
		return false
	case p.Saring == "belum":
		return !r.Ada || r.Maju.Wajib == 0 || r.Maju.BelumLapor() > 0
	case p.Saring == "kurang":
		return !r.Lengkap()
	}
	return true
}

// urutkanBanding sorts by the chosen column; what has no value there is last either way,
// and equal ones stand by name.
func urutkanBanding(list []barisBanding, p pilihanBanding) {
	slices.SortStableFunc(list, func(a, b barisBanding) int {
		nama := cmp.Or(cmp.Compare(a.Profil.Nama, b.Profil.Nama), cmp.Compare(a.Profil.ID, b.Profil.ID))
		if p.Urut == "nama" {
			if p.Turun {
				return -nama
			}
			return nama
		}
		switch x, y := a.urutkan, b.urutkan; {
		case x == nil && y == nil:
			return nama
		case x == nil:
			return 1
		case y == nil:
			return -1
		case p.Turun:
			return cmp.Or(y.Cmp(*x), nama)
		default:
			return cmp.Or(x.Cmp(*y), nama)
		}
	})
}

// beriNomor gives places from the order; equal figures share the better place.
func beriNomor(list []barisBanding) {
	for n := range list {
		switch {
		case list[n].urutkan == nil:
		case n > 0 && list[n-1].urutkan != nil && list[n].urutkan.Equal(*list[n-1].urutkan):
			list[n].No = list[n-1].No
		default:
			list[n].No = n + 1
		}
	}
}

// eksporBanding writes the table as it is sorted and filtered, to take along.
func (h *handler) eksporBanding(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	isi, err := h.isiBanding(r, o)
	if err != nil {
		return err
	}
	return unduhTabel(w, r, namaBerkas("capaian", isi.Kabupaten.ID, isi.Tahun)+"-"+teksTW(isi.TW), isi.tabel())
}

// tabel is the page's table as cells, the figures as they are printed.
func (i isiBanding) tabel() [][]petak {
	kepala := []string{"Pengenal", "Perangkat daerah", "Keadaan", "IKU terhitung", "IKU seluruhnya", "Rata-rata capaian IKU (%)", "Kelas", "Skala",
		"Serapan anggaran (%)", "Tingkat efisiensi (%)", "Anggaran (Rp)", "Realisasi (Rp)", "Angka jatuh tempo", "Sudah masuk", "Terverifikasi", "Final", "Unit belum lapor"}
	var judul []petak
	for _, k := range kepala {
		judul = append(judul, petakTeks(k))
	}
	out := [][]petak{judul}
	bulat := func(n int) petak { return petak{Angka: strconv.Itoa(n)} }
	for _, r := range append(slices.Clone(i.Baris), i.Luar...) {
		row := []petak{petakTeks(r.Profil.ID), petakTeks(r.Profil.Nama), petakTeks(cmp.Or(r.Sebab, "lengkap"))}
		if r.Ada {
			uang := wire.HasilAnggaran{}
			if r.Anggaran != nil {
				uang = *r.Anggaran
			}
			row = append(row, bulat(r.IKU.N), bulat(r.IKU.M), petakTampil(r.Sel[0]), petakTeks(r.IKU.Kategori), petakTeks(r.Skala), petakTampil(r.Sel[1]),
				petakTampil(r.Sel[2]), petakAngka(uang.Anggaran, ""), petakAngka(uang.Realisasi, ""), bulat(r.Maju.Wajib), bulat(r.Maju.Masuk()), bulat(r.Maju.Terverifikasi()), bulat(r.Maju.Final),
				petakTeks(strings.Join(r.Belum(), "; ")))
		}
		out = append(out, row)
	}
	return out
}

// petakTampil is a percentage as it is printed, so that the file says what the page says.
func petakTampil(s sel) petak {
	if s.Tampil == "" {
		return petakTeks(s.Alasan)
	}
	return petak{Angka: strings.Replace(strings.ReplaceAll(s.Tampil, ".", ""), ",", ".", 1)}
}

// Belum lists the units that have not handed in all that is due, with how much of it.
func (b barisBanding) Belum() []string {
	var out []string
	for _, u := range b.Unit {
		var apa []string
		if n := u.Indikator.BelumLapor(); n > 0 {
			apa = append(apa, strconv.Itoa(n)+" indikator")
		}
		if n := u.Anggaran.BelumLapor(); n > 0 {
			apa = append(apa, strconv.Itoa(n)+" baris anggaran")
		}
		if len(apa) > 0 {
			out = append(out, cmp.Or(u.Nama, "perangkat daerah")+": "+strings.Join(apa, ", "))
		}
	}
	return out
}
