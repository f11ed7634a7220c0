package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/sakip"
	"capaian/internal/service"
)

// isiLembarLKE is the whole sheet on one page, to be printed.
type isiLembarLKE struct {
	alamat
	Nama       string
	Kriteria   sakip.KriteriaLKE
	Keadaan    string
	LHE        sakip.LHE
	Hari       string // of the LHE
	AdaPenilai bool
	Nilai      []nilaiTampil
	Komponen   []lembarKomponen
}

type lembarKomponen struct {
	komponenTampil
	Lembar []lembarSub
}

type lembarSub struct {
	subTampil
	Baris []barisLembarLKE
}

// barisLembarLKE is one criterion with the answers of both sides.
type barisLembarLKE struct {
	ID, Teks         string
	Mandiri, Penilai pihakTampil
	Saran            []saranTampil
}

func (h *handler) lembarLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, _, isi, err := h.isiLembarLKE(r, o)
	if err != nil {
		return err
	}
	return h.tulis(w, r, http.StatusOK, "lke-lembar", halaman{Judul: "Lembar LKE " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

// isiLembarLKE reads the sheet that an address names, with what is printed of it.
func (h *handler) isiLembarLKE(r *http.Request, o sakip.Orang) (alamat, lembarLKE, isiLembarLKE, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, lembarLKE{}, isiLembarLKE{}, err
	}
	l, err := h.bacaLKE(r, o, a)
	if err != nil {
		return a, l, isiLembarLKE{}, err
	}
	isi, err := isiLembarDari(a, l)
	return a, l, isi, err
}

func isiLembarDari(a alamat, l lembarLKE) (isiLembarLKE, error) {
	zona, err := zonaLKE(l)
	if err != nil {
		return isiLembarLKE{}, err
	}
	isi := isiLembarLKE{alamat: a, Nama: l.Profil.Nama, Kriteria: l.Kriteria, Keadaan: statusLKETampil[l.Status].Kata, LHE: l.LHE, Hari: hariTeks(l.LHE.Tanggal),
		AdaPenilai: adaPenilai(l), Nilai: nilaiLKE(l)}
	for n, k := range komponenLKE(a, l) {
		out := lembarKomponen{komponenTampil: k}
		for m, s := range k.Sub {
			x := lembarSub{subTampil: s}
			for _, q := range l.Kriteria.Komponen[n].Sub[m].Kriteria {
				x.Baris = append(x.Baris, l.barisLembar(a, q.ID, q.Teks, zona))
			}
			if mandiri, penilai := l.DuaSisi(s.ID); mandiri.Gradasi+penilai.Gradasi != "" {
				x.Baris = append(x.Baris, l.barisLembar(a, s.ID, "Pernyataan gradasi lebih tinggi", zona))
			}
			out.Lembar = append(out.Lembar, x)
		}
		isi.Komponen = append(isi.Komponen, out)
	}
	return isi, nil
}

// eksporLKE writes the sheet as a table, one criterion a row, to take along.
func (h *handler) eksporLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, l, isi, err := h.isiLembarLKE(r, o)
	if err != nil {
		return err
	}
	return unduhTabel(w, r, namaBerkas("lke", a.OPD, a.Tahun), isi.tabel(l))
}

// tabel is the sheet as cells: what each criterion was answered, under each sub-komponen
// what it comes to, at the end the total.
func (i isiLembarLKE) tabel(l lembarLKE) [][]petak {
	kepala := []string{"Kode", "Uraian", "Bobot", "Jawaban sendiri", "Nilai sendiri", "Catatan", "Bukti"}
	if i.AdaPenilai {
		kepala = append(kepala, "Jawaban Inspektorat", "Nilai Inspektorat", "Catatan Inspektorat", "Rekomendasi", "Tenggat")
	}
	var judul []petak
	for _, k := range kepala {
		judul = append(judul, petakTeks(k))
	}
	out := [][]petak{judul}
	nilai := func(kode, uraian, bobot string, m, p sel) {
		row := []petak{petakTeks(kode), petakTeks(uraian), {Angka: strings.Replace(bobot, ",", ".", 1)}, petakTeks(gradasiPetak(m)), petakTampil(m), {}, {}}
		if i.AdaPenilai {
			row = append(row, petakTeks(gradasiPetak(p)), petakTampil(p), petak{}, petak{}, petak{})
		}
		out = append(out, row)
	}
	for _, k := range i.Komponen {
		nilai(k.ID, k.Nama, k.Bobot, k.Mandiri, k.Penilai)
		for _, s := range k.Lembar {
			nilai(s.ID, s.Nama, s.Bobot, s.Mandiri, s.Penilai)
			for _, b := range s.Baris {
				out = append(out, b.petak(i.AdaPenilai))
			}
		}
	}
	m, p := l.Hasil.Mandiri, l.Hasil.Penilai
	nilai("", "Jumlah", "100", selNilaiLKE(m.Total, m.Sementara, m.Predikat), selNilaiLKE(p.Total, p.Sementara, p.Predikat))
	return out
}

// gradasiPetak is a grade; that of an unfinished side says so.
func gradasiPetak(s sel) string {
	if s.Sebagian {
		return s.Kategori + " (sementara)"
	}
	return s.Kategori
}

func (b barisLembarLKE) petak(penilai bool) []petak {
	row := []petak{petakTeks(b.ID), petakTeks(b.Teks), {}, petakTeks(b.Mandiri.Jawaban), {}, petakTeks(b.Mandiri.Catatan), petakTeks(b.Mandiri.namaBukti())}
	if !penilai {
		return row
	}
	var saran, tenggat []string
	for _, s := range b.Saran {
		saran, tenggat = append(saran, s.Uraian), append(tenggat, s.Tenggat)
	}
	return append(row, petakTeks(b.Penilai.Jawaban), petak{}, petakTeks(b.Penilai.Catatan), petakTeks(strings.Join(saran, "; ")), petakTeks(strings.Join(tenggat, "; ")))
}

func (p pihakTampil) namaBukti() string {
	var out []string
	for _, b := range p.Bukti {
		out = append(out, b.Teks)
	}
	return strings.Join(out, "; ")
}

// barisLembar is a thing of the sheet with the answers of both sides.
func (l lembarLKE) barisLembar(a alamat, id, teks string, zona *time.Location) barisLembarLKE {
	m, p := l.DuaSisi(id)
	b := barisLembarLKE{ID: id, Teks: teks, Mandiri: l.pihak(a, "Perangkat daerah", m, zona), Penilai: l.pihak(a, "Inspektorat", p, zona)}
	for _, x := range l.saranUntuk(id) {
		b.Saran = append(b.Saran, saranDari(a, l.Kriteria, x))
	}
	return b
}

// isiDaftarLKE are the sheets of a kabupaten's agencies.
type isiDaftarLKE struct {
	Kabupaten sakip.Kabupaten
	Tahun     int
	Banding   string
	Hitung    []butir
	Baris     []barisDaftarLKE
}

// barisDaftarLKE is one agency's.
type barisDaftarLKE struct {
	service.BarisLKE
	Keadaan          string
	Bentuk           string
	Alamat           string // "" for an agency that has not got the year
	Mandiri, Penilai sel
	LHE              string
}

func (h *handler) daftarLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	k, _, _, err := h.Service.TahunKabupaten(r.Context(), o, r.PathValue("kab"))
	if err != nil {
		return err
	}
	list, err := h.Service.DaftarLKE(r.Context(), o, a.Tahun)
	if err != nil {
		return err
	}
	isi := isiDaftarLKE{Kabupaten: k, Tahun: a.Tahun, Banding: "/kabupaten/" + url.PathEscape(k.ID) + "/tahun/" + strconv.Itoa(a.Tahun)}
	banyak := map[sakip.StatusLKE]int{}
	for _, x := range list {
		banyak[x.Status]++
		b := barisDaftarLKE{BarisLKE: x, Keadaan: statusLKETampil[x.Status].Kata, Bentuk: statusLKETampil[x.Status].Bentuk}
		if x.Ada {
			b.Alamat = alamat{x.OPD, a.Tahun}.LKE()
		}
		m, p := x.Hasil.Mandiri, x.Hasil.Penilai
		b.Mandiri, b.Penilai = selNilaiLKE(m.Total, m.Sementara, m.Predikat), selNilaiLKE(p.Total, p.Sementara, p.Predikat)
		if p.N == 0 {
			b.Penilai.Alasan = "belum dinilai"
		}
		if x.LHE.Nomor != "" {
			b.LHE = x.LHE.Nomor + ", " + hariTeks(x.LHE.Tanggal)
		}
		isi.Baris = append(isi.Baris, b)
	}
	for _, s := range sakip.SemuaStatusLKE {
		isi.Hitung = append(isi.Hitung, butir{statusLKETampil[s].Kata, strconv.Itoa(banyak[s])})
	}
	slices.SortStableFunc(isi.Baris, func(a, b barisDaftarLKE) int { return cmp.Compare(a.Nama, b.Nama) })
	return h.tulis(w, r, http.StatusOK, "daftar-lke", halaman{Judul: "LKE " + k.Nama + " " + strconv.Itoa(a.Tahun), Orang: &o, Isi: isi})
}
