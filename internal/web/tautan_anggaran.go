package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isiTautanAnggaran is where the money of a year goes: each indicator's edges, and the
// rows that no sasaran has or several count.
type isiTautanAnggaran struct {
	alamat
	Nama     string
	Sebaran  isiSebaran
	IKU      []indikatorTertaut
	Lain     []indikatorTertaut
	Belum    []daunTampil
	Ganda    []daunTampil
	Formulir bool
}

type indikatorTertaut struct {
	sakip.Indikator
	Tautan []tautanTampil
	Pagu   sel
	Alamat string
}

type tautanTampil struct {
	Kode, Nama, Nilai string
	Kurang, Putus     bool
}

type daunTampil struct {
	sakip.DaunSebaran
	Nilai   string
	Program string
	Alamat  string
}

func (h *handler) daftarTautanAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	p := sakip.Periode{Tahun: a.Tahun, Triwulan: 4}
	s, v := f.Data.Sebaran(p), berlaku(f.Data)
	isi := isiTautanAnggaran{alamat: a, Nama: f.Data.OPD.Nama, Sebaran: sebaranDari(a, s), Formulir: f.BolehIsi}
	isi.Sebaran.Alamat = "" // this page itself
	for _, i := range sakip.Hitung(f.Data, p).Indikator {
		t := tertautDari(a, i, v)
		if i.Indikator.Tingkat == sakip.TingkatSasaran {
			isi.IKU = append(isi.IKU, t)
		} else {
			isi.Lain = append(isi.Lain, t)
		}
	}
	for _, d := range s.Daun {
		t := daunTampil{DaunSebaran: d, Nilai: locale.Rupiah(d.Pagu), Program: programDari(v, d.Kode), Alamat: a.PaguBaris(v.Versi, d.Induk)}
		switch n := len(d.Indikator); {
		case n == 0:
			isi.Belum = append(isi.Belum, t)
		case n > 1:
			isi.Ganda = append(isi.Ganda, t)
		}
	}
	return h.tulis(w, r, http.StatusOK, "tautan-anggaran", halaman{Judul: "Tautan anggaran " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

// berlaku is the budget version in force at the end of the year, empty for none.
func berlaku(d sakip.DataTahun) sakip.VersiAnggaran {
	v, _ := sakip.AnggaranBerlaku(d.Anggaran, sakip.Periode{Tahun: d.Tahun, Triwulan: 4}.Akhir())
	return v
}

func tertautDari(a alamat, h sakip.HasilIndikator, v sakip.VersiAnggaran) indikatorTertaut {
	t := indikatorTertaut{Indikator: h.Indikator, Alamat: a.TautanAnggaran(h.Indikator.ID), Pagu: sel{Alasan: h.Anggaran.Alasan.Teks()}}
	if h.Anggaran.Ada() {
		t.Pagu = sel{Tampil: locale.Rupiah(*h.Anggaran.Nilai)}
	}
	jumlah := v.Jumlah()
	for _, e := range h.Indikator.Anggaran {
		x := tautanTampil{Kode: e.Kode, Kurang: e.Kurang, Putus: true}
		for _, b := range v.Baris {
			if b.Kode == e.Kode {
				x.Nama, x.Nilai, x.Putus = b.Nama, locale.Rupiah(jumlah[b.Kode]), false
			}
		}
		t.Tautan = append(t.Tautan, x)
	}
	return t
}

// programDari is the name of the program that a code lies under, "" for none.
func programDari(v sakip.VersiAnggaran, kode string) string {
	oleh := map[string]sakip.BarisAnggaran{}
	for _, b := range v.Baris {
		oleh[b.Kode] = b
	}
	for n := 0; kode != "" && n <= len(v.Baris); n++ {
		if oleh[kode].Tingkat == sakip.TingkatProgram {
			return oleh[kode].Nama
		}
		kode = oleh[kode].Induk
	}
	return ""
}

// tautanBaru is how many blank rows the form has; maksTautan is how many it may send.
const tautanBaru, maksTautan = 3, 100

func namaTautan(n int, kolom string) string { return "anggaran[" + strconv.Itoa(n) + "]." + kolom }

// isiFormTautan is the form of one indicator's edges.
type isiFormTautan struct {
	alamat
	T         indikatorTertaut
	Sebaran   isiSebaran
	Baris     []barisTautan
	Kode      []opsi // codes of the version in force, with what they are
	Belum     []daunTampil
	Formulir  bool
	Versi     string
	Kunci     string
	Banyak    int
	Galat     galatFormulir
	Bentrok   *bentrokTampil
	Tersimpan bool
	Tinjauan  *isiTinjauan
}

type barisTautan struct {
	N    int
	Kode bidang
	Cara pilihanBidang
}

func isianTautan(t []sakip.TautanAnggaran) isian {
	s := isian{"banyak": strconv.Itoa(len(t) + tautanBaru)}
	for n, e := range t {
		s[namaTautan(n, "kode")] = e.Kode
		if e.Kurang {
			s[namaTautan(n, "kurang")] = "1"
		}
	}
	return s
}

// tautan reads the edges of a form; rows left blank are none. asal says where each stood.
func (s isian) tautan() (out []sakip.TautanAnggaran, asal []int) {
	n, _ := strconv.Atoi(s["banyak"]) // a form without it has no rows
	for n := range max(0, min(n, maksTautan)) {
		if kode := strings.TrimSpace(s[namaTautan(n, "kode")]); kode != "" {
			out, asal = append(out, sakip.TautanAnggaran{Kode: kode, Kurang: s[namaTautan(n, "kurang")] != ""}), append(asal, n)
		}
	}
	return out, asal
}

func (h *handler) tautanAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	i, ok := f.Data.CariIndikator(r.PathValue("indikator"))
	if !ok {
		return fault.New(fault.NotFound, "Indikator", r.PathValue("indikator"))
	}
	isi := isiFormTautan{Versi: teksVersi(f.VersiIndikator[i.ID]), Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	if isi.Tinjauan, err = h.tinjauanTersimpan(r, o, a, 4, tentangTautan(i, f.Data)); err != nil {
		return err
	}
	return h.tulisTautan(w, r, o, a, f, i, isi, isianTautan(i.Anggaran), nil)
}

func (h *handler) simpanTautanAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, typed, req, err := h.formPagu(r, o)
	if err != nil {
		return err
	}
	i, ok := f.Data.CariIndikator(r.PathValue("indikator"))
	if !ok {
		return fault.New(fault.NotFound, "Indikator", r.PathValue("indikator"))
	}
	tautan, asal := typed.tautan()
	simpan := func(h *handler) error {
		versi, err := typed.versi()
		if err == nil || !f.BolehIsi {
			_, err = h.Service.PutTautanAnggaran(r.Context(), req, a.OPD, a.Tahun, i.ID, tautan, versi)
			err = keTautan(err, asal)
		}
		return err
	}
	if cara := typed[bidangTinjau]; cara != "" {
		t, err := h.tinjau(w, r, o, a, tentangTautan(i, f.Data), simpan)
		if cara == tinjauBagian || err != nil && !formulirUlang(err) {
			return h.tulisTinjauan(w, r, t, err)
		}
		return h.tulisTautan(w, r, o, a, f, i, isiFormTautan{Versi: typed["versi"], Tinjauan: t}, typed, err)
	}
	err = simpan(h)
	switch {
	case err == nil:
		http.Redirect(w, r, a.TautanAnggaran(i.ID)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	isi := isiFormTautan{Versi: typed["versi"]}
	if b, ok := bentrokBaris(err); ok {
		isi.Versi = teksVersi(b.Versi)
		var kini wire.Indikator
		isi.Bentrok = &bentrokTampil{Hilang: b.Versi == 0}
		if json.Unmarshal(b.Kini, &kini) == nil && b.Versi > 0 {
			var l fault.List
			x, y := teksTautan(kini.Domain(&l).Anggaran), teksTautan(tautan)
			isi.Bentrok.Baris = []banding{{"Kode anggaran", x, y, x != y}}
		}
	}
	return h.tulisTautan(w, r, o, a, f, i, isi, typed, err)
}

// tentangTautan tells the findings about the money of an indicator.
func tentangTautan(i sakip.Indikator, d sakip.DataTahun) func(review.Temuan) bool {
	induk, kode := map[string]string{}, []string{}
	for _, b := range berlaku(d).Baris {
		induk[b.Kode] = b.Induk
	}
	for k := range induk {
		for n, x := 0, k; x != "" && n <= len(induk); n, x = n+1, induk[x] {
			if slices.ContainsFunc(i.Anggaran, func(e sakip.TautanAnggaran) bool { return e.Kode == x }) {
				kode = append(kode, k)
			}
		}
	}
	return func(t review.Temuan) bool { return t.Aturan == review.AnggaranGanda && t.Menyangkut(kode...) }
}

// keTautan moves the faults of edges to the rows that they were typed in.
func keTautan(err error, asal []int) error {
	if err == nil {
		return nil
	}
	out := fault.All(err)
	for _, f := range out {
		if rest, ok := strings.CutPrefix(f.Field, "anggaran["); ok {
			nomor, kolom, _ := strings.Cut(rest, "].")
			if n, err := strconv.Atoi(nomor); err == nil && n < len(asal) {
				f.Field = namaTautan(asal[n], kolom)
			}
		}
	}
	return out
}

// teksTautan writes edges in one line: + for what is added, − for what is taken off.
func teksTautan(t []sakip.TautanAnggaran) string {
	var out []string
	for _, e := range t {
		if e.Kurang {
			out = append(out, "− "+e.Kode)
		} else {
			out = append(out, "+ "+e.Kode)
		}
	}
	return strings.Join(out, " ")
}

func (h *handler) tulisTautan(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarPagu, i sakip.Indikator,
	isi isiFormTautan, s isian, galat error) error {
	periode := sakip.Periode{Tahun: a.Tahun, Triwulan: 4}
	sebaran, v := f.Data.Sebaran(periode), berlaku(f.Data)
	isi.alamat, isi.Sebaran, isi.Formulir, isi.Kunci = a, sebaranDari(a, sebaran), f.BolehIsi, h.NewID()
	isi.T = indikatorTertaut{Indikator: i}
	for _, x := range sakip.Hitung(f.Data, periode).Indikator {
		if x.Indikator.ID == i.ID {
			isi.T = tertautDari(a, x, v)
		}
	}
	jumlah := v.Jumlah()
	sudah := map[string]bool{}
	for _, b := range v.Baris {
		if !sudah[b.Kode] {
			sudah[b.Kode] = true
			isi.Kode = append(isi.Kode, opsi{Nilai: b.Kode, Teks: b.Nama + ", " + locale.Rupiah(jumlah[b.Kode])})
		}
	}
	for _, d := range sebaran.Daun {
		if len(d.Indikator) == 0 {
			isi.Belum = append(isi.Belum, daunTampil{DaunSebaran: d, Nilai: locale.Rupiah(d.Pagu), Program: programDari(v, d.Kode)})
		}
	}
	p := pengisiDari(s, galat)
	n, _ := strconv.Atoi(s["banyak"])
	isi.Banyak = max(tautanBaru, min(n, maksTautan))
	for n := range isi.Banyak {
		isi.Baris = append(isi.Baris, barisTautan{N: n + 1, Kode: p.bidang(namaTautan(n, "kode"), "Kode anggaran "+strconv.Itoa(n+1), ""),
			Cara: pilih(p.bidang(namaTautan(n, "kurang"), "Cara", ""), opsi{Teks: "ditambahkan"}, opsi{Nilai: "1", Teks: "dikurangkan"})})
	}
	isi.Galat = p.galat(galat)
	return h.tulis(w, r, statusFormulir(galat), "tautan-anggaran-isi", halaman{Judul: "Tautan anggaran " + i.ID, Orang: &o, Di: &a, Skrip: []string{"tinjau.js"}, Isi: isi})
}
