package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// isiVersiPagu is one budget version with its rows.
type isiVersiPagu struct {
	alamat
	V         barisVersi
	Blok      []blokPagu
	Buka      bool
	Sebaran   isiSebaran
	Lain      []string // other versions, to compare with
	Formulir  bool
	Ubah      bool // the form of the head is open
	Kepala    kepalaIsian
	Versi     string
	Kunci     string
	Galat     galatFormulir
	Bentrok   *bentrokTampil
	Tersimpan bool
}

// blokPagu is a row above the programs, or a program with what lies under it.
type blokPagu struct {
	Kepala *barisPagu
	Judul  barisPagu
	Anak   []barisPagu
	Ubah   string // address of the form of its rows
}

// barisPagu is one row of a version; a row with others below it shows their sum.
type barisPagu struct {
	sakip.BarisAnggaran
	NamaUnit string
	Nilai    string
	Ubah     string
}

func atasProgram(t sakip.Tingkat) bool {
	return t == sakip.TingkatPerangkatDaerah || t == sakip.TingkatBidangUrusan
}

func blokDari(a alamat, p sakip.PerangkatDaerah, v sakip.VersiAnggaran) []blokPagu {
	jumlah, induk := v.Jumlah(), map[string]string{}
	var out []blokPagu
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
		row := barisPagu{BarisAnggaran: b, Nilai: locale.Rupiah(jumlah[b.Kode]), Ubah: a.PaguBaris(v.Versi, b.Kode)}
		if b.Pagu != nil {
			row.Nilai = locale.Rupiah(*b.Pagu)
		}
		if b.SubUnit != "" {
			row.NamaUnit = p.NamaUnit(b.SubUnit)
		}
		n := len(out)
		switch {
		case atasProgram(b.Tingkat):
			out = append(out, blokPagu{Kepala: &row, Ubah: row.Ubah})
		case b.Tingkat == sakip.TingkatProgram || n == 0 || out[n-1].Kepala != nil || !diBawah(induk, b.Kode, out[n-1].Judul.Kode):
			out = append(out, blokPagu{Judul: row, Ubah: row.Ubah})
		default:
			out[n-1].Anak = append(out[n-1].Anak, row)
		}
	}
	return out
}

// diBawah tells by the codes' parents whether a code is another or lies under it.
func diBawah(induk map[string]string, kode, atas string) bool {
	for n := 0; kode != "" && n <= len(induk); n++ {
		if kode == atas {
			return true
		}
		kode = induk[kode]
	}
	return false
}

func (h *handler) versiPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	v, err := f.CariVersi(r.PathValue("versi"))
	if err != nil {
		return err
	}
	isi := isiVersiPagu{Versi: teksVersi(f.Versi[v.Versi]), Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	return h.tulisVersiPagu(w, r, o, a, f, v, isi, isianKepala(v), nil)
}

func isianKepala(v sakip.VersiAnggaran) isian {
	s := isian{"tanggal": string(v.Tanggal), "nomor": v.Nomor, "catatan": v.Catatan}
	for n, d := range v.Kas {
		s[namaKas(n)] = ketik(d, locale.KindRupiah)
	}
	return s
}

func (h *handler) tulisVersiPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarPagu, v sakip.VersiAnggaran,
	isi isiVersiPagu, s isian, galat error) error {
	isi.alamat, isi.Blok, isi.Sebaran, isi.Formulir = a, blokDari(a, f.Data.OPD, v), sebaranVersi(a, f.Data, v), f.BolehIsi
	isi.Buka, isi.Ubah, isi.Kunci = r.URL.Query().Get("buka") == "semua", galat != nil, h.NewID()
	for _, x := range barisVersiDari(f.Data, h.hariIni(f.Data.OPD)) {
		if x.Versi == v.Versi {
			isi.V = x
		} else {
			isi.Lain = append(isi.Lain, x.Versi)
		}
	}
	p := pengisiDari(s, galat)
	isi.Kepala = kepalaDari(p)
	isi.Galat = p.galat(galat)
	return h.tulis(w, r, statusFormulir(galat), "pagu-versi", halaman{Judul: "Pagu " + v.Versi + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

func (h *handler) ubahVersiPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, typed, req, err := h.formPagu(r, o)
	if err != nil {
		return err
	}
	v, err := f.CariVersi(r.PathValue("versi"))
	if err != nil {
		return err
	}
	kepala, err := typed.kepala()
	kepala.Versi, kepala.Jenis = v.Versi, v.Jenis
	var l fault.List
	l.Add("", err)
	versi, err := typed.versi()
	l.Add("", err)
	if err = l.Err(); err == nil || !f.BolehIsi {
		_, err = h.Service.UbahKepalaAnggaran(r.Context(), req, a.OPD, a.Tahun, kepala, versi)
	}
	switch {
	case err == nil:
		http.Redirect(w, r, a.Pagu(v.Versi)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	isi := isiVersiPagu{Versi: typed["versi"]}
	if b, ok := bentrokDari(err); ok {
		isi.Versi, isi.Bentrok = teksVersi(b.Versi), &bentrokTampil{Hilang: b.Versi == 0}
		kini := isianKepala(v)
		baris := [][2]string{{"tanggal", "Tanggal mulai berlaku"}, {"nomor", "Nomor DPA"}, {"catatan", "Catatan"}}
		for n := range 4 {
			baris = append(baris, [2]string{namaKas(n), labelKas(n)})
		}
		for _, n := range baris {
			isi.Bentrok.Baris = append(isi.Bentrok.Baris, banding{n[1], kini[n[0]], typed[n[0]], kini[n[0]] != typed[n[0]]})
		}
	}
	return h.tulisVersiPagu(w, r, o, a, f, v, isi, typed, err)
}

// bentrokDari reads both values out of a refused stale write.
func bentrokDari(err error) (service.Bentrok, bool) {
	var galat *fault.Error
	if !errors.As(err, &galat) {
		return service.Bentrok{}, false
	}
	b, ok := galat.Data.(service.Bentrok)
	return b, ok
}

// isiBandingPagu is two budget versions side by side.
type isiBandingPagu struct {
	alamat
	Dari, Ke           string
	Lain               []opsi
	Semua              bool
	Baris              []bedaPagu
	NTetap             int
	TotalDari, TotalKe string
	Selisih, Arah      string
}

// bedaPagu is a row of the comparison: what became of it, in a word and a sign.
type bedaPagu struct {
	Kode, Nama, Rinci, NamaLama string
	Tingkat                     sakip.Tingkat
	Dari, Ke, Selisih           string
	Arah                        string
	Kata                        string // baru, dihapus, berubah, uraian berubah, tetap
}

func (h *handler) bandingPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	ke, err := f.CariVersi(r.PathValue("versi"))
	if err != nil {
		return err
	}
	dari, err := f.CariVersi(cmp.Or(r.URL.Query().Get("dengan"), sebelum(f.Data.Anggaran, ke.Versi)))
	if err != nil {
		return err
	}
	isi := isiBandingPagu{alamat: a, Dari: dari.Versi, Ke: ke.Versi, Semua: r.URL.Query().Get("semua") == "1",
		TotalDari: locale.Rupiah(dari.Total()), TotalKe: locale.Rupiah(ke.Total())}
	isi.Selisih, isi.Arah = selisihTeks(ke.Total().Sub(dari.Total()))
	for _, v := range f.Data.Anggaran {
		if v.Versi != ke.Versi {
			isi.Lain = append(isi.Lain, opsi{v.Versi, v.Versi + " (" + hariTeks(v.Tanggal) + ")", v.Versi == dari.Versi})
		}
	}
	for _, b := range sakip.BandingkanAnggaran(dari, ke) {
		if b.Sama() && !isi.Semua {
			isi.NTetap++
			continue
		}
		isi.Baris = append(isi.Baris, bedaPaguDari(b))
	}
	return h.tulis(w, r, http.StatusOK, "pagu-banding", halaman{Judul: "Perbandingan pagu " + dari.Versi + " dan " + ke.Versi, Orang: &o, Di: &a, Isi: isi})
}

// sebelum is the version before another by their dates; of the first, the one after it.
func sebelum(semua []sakip.VersiAnggaran, versi string) string {
	n := slices.IndexFunc(semua, func(v sakip.VersiAnggaran) bool { return v.Versi == versi })
	switch {
	case n > 0:
		return semua[n-1].Versi
	case len(semua) > 1:
		return semua[1].Versi
	}
	return ""
}

func bedaPaguDari(b sakip.BedaBaris) bedaPagu {
	x := b.Ke
	if x == nil {
		x = b.Dari
	}
	out := bedaPagu{Kode: x.Kode, Nama: x.Nama, Tingkat: x.Tingkat, Rinci: strings.Join(slices.DeleteFunc([]string{x.SubUnit, x.Sumber}, func(s string) bool { return s == "" }), ", ")}
	if b.Dari != nil {
		out.Dari = locale.Rupiah(b.PaguDari)
	}
	if b.Ke != nil {
		out.Ke = locale.Rupiah(b.PaguKe)
	}
	out.Selisih, out.Arah = selisihTeks(b.Selisih())
	switch {
	case b.Dari == nil:
		out.Kata = "baru"
	case b.Ke == nil:
		out.Kata = "dihapus"
	case b.Sama():
		out.Kata = "tetap"
	case b.PaguDari.Equal(b.PaguKe):
		out.Kata = "uraian berubah"
	default:
		out.Kata = "pagu berubah"
	}
	if b.Dari != nil && b.Ke != nil && b.Dari.Nama != b.Ke.Nama {
		out.NamaLama = b.Dari.Nama
	}
	return out
}
