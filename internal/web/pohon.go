package web

import (
	"net/http"
	"net/url"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// rutePohon is the page of the pohon kinerja.
var rutePohon = []Route{
	{"GET", tahunOPD + "/pohon", service.LihatOPD, (*handler).pohon, false},
}

// kolomPohon is the column of each level. What hangs on no sasaran stands where the
// sasaran stand, so that programs are one column.
var kolomPohon = map[sakip.Tingkat]int{sakip.TingkatTujuan: 0, sakip.TingkatSasaran: 1, sakip.SimpulTanpaSasaran: 1, sakip.SimpulLepas: 1,
	sakip.TingkatPerangkatDaerah: 2, sakip.TingkatBidangUrusan: 2, sakip.TingkatProgram: 2, sakip.TingkatKegiatan: 3, sakip.TingkatSubKegiatan: 4}

// tingkatPohon are the levels that the tree can be shown down to.
var tingkatPohon = []sakip.Tingkat{sakip.TingkatTujuan, sakip.TingkatSasaran, sakip.TingkatProgram, sakip.TingkatKegiatan, sakip.TingkatSubKegiatan}

// isiPohon is the tree, drawn and as a list.
type isiPohon struct {
	alamat
	Nama     string
	TW       int
	Sampai   sakip.Tingkat
	Akar     string
	Tingkat  []sakip.Tingkat
	Simpul   []simpulTampil
	Bagan    bagan
	Legenda  []legenda
	Versi    string
	Periode  []opsi
	NamaAkar string
}

type legenda struct{ Tanda, Bentuk, Kata string }

// simpulTampil is a node for people: what it is, how it stands, what it costs.
type simpulTampil struct {
	Kunci     string
	Jenis     string // e.g. "Sasaran S1"
	Nama      string
	Kelas     string
	Alamat    string // its page
	Keadaan   *keadaan
	Indikator []keadaan
	Pagu      sel
	Serapan   sel
	Sebagian  bool
	Dalam     string // address of the tree that begins here, where something is not shown
	NDalam    int
	Anak      []simpulTampil
	kolom     int
}

// keadaan is a figure with its class: a sign, a number and a word. What is not known says
// why.
type keadaan struct {
	ID, Nama, Alamat string
	Tanda            string // a key of bentuk
	Sel              sel
	N, M             int // of a sasaran: indicators computed, in all
}

// Huruf is the sign as a character.
func (k keadaan) Huruf() string { return hurufTanda[k.Tanda] }

var hurufTanda = map[string]string{"k1": "▲", "k2": "●", "k3": "◆", "k4": "▼", "kx": "■", "k0": "○"}

// tandaKategori is the sign of a class; without one nothing is known.
func tandaKategori(kategori string) string {
	switch k := kelasKategori(kategori); {
	case kategori == "":
		return "k0"
	case k == "":
		return "kx"
	default:
		return k
	}
}

// Pohon is the page of the tree at the end of a quarter, down to a level, from a node on.
func (a alamat) Pohon(tw int, sampai sakip.Tingkat, akar string) string {
	q := url.Values{"sampai": {string(sampai)}, "periode": {teksTW(tw)}}
	if akar != "" {
		q.Set("akar", akar)
	}
	return a.Halaman() + "/pohon?" + q.Encode()
}

func (h *handler) pohon(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	isi := isiPohon{alamat: a, Nama: f.Data.OPD.Nama, TW: 4, Sampai: sakip.TingkatProgram, Akar: q.Get("akar"), Tingkat: tingkatPohon}
	if s := q.Get("periode"); s != "" {
		if isi.TW, err = sakip.ParseTriwulan(s); err != nil {
			return err
		}
	}
	if s := sakip.Tingkat(q.Get("sampai")); s != "" {
		if _, ok := kolomPohon[s]; !ok || namaTingkat[s] == "" {
			return fault.At("sampai", fault.Unknown, "Tingkat", string(s))
		}
		isi.Sampai = s
	}
	p := sakip.Periode{Tahun: a.Tahun, Triwulan: isi.TW}
	v, _ := sakip.AnggaranBerlaku(f.Data.Anggaran, p.Akhir())
	isi.Versi = v.Versi
	b := pembuatTampil{isi: &isi, k: f.Data.Kebijakan, sasaran: map[string]int{}}
	for n, s := range f.Data.Renstra.Sasaran {
		b.sasaran[s.ID] = n + 1
	}
	for _, s := range f.Data.PohonKinerja(p) {
		isi.Simpul = append(isi.Simpul, b.simpul(s, "", 0))
	}
	if isi.Akar != "" {
		s, ok := cariSimpul(isi.Simpul, isi.Akar)
		if !ok {
			return fault.New(fault.NotFound, "Simpul pohon kinerja", isi.Akar)
		}
		isi.Simpul, isi.NamaAkar = []simpulTampil{s}, s.Nama
	}
	isi.Simpul = isi.potong(isi.Simpul)
	isi.Bagan = tataBagan(baganDari(isi.Simpul, isi.kolomPertama()))
	isi.Legenda = legendaDari(f.Data.Kebijakan)
	for tw := 1; tw <= 4; tw++ {
		isi.Periode = append(isi.Periode, opsi{a.Pohon(tw, isi.Sampai, isi.Akar), teksTW(tw), tw == isi.TW})
	}
	return h.tulis(w, r, http.StatusOK, "pohon", halaman{Judul: "Pohon kinerja " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

// pembuatTampil writes the nodes of the domain for people.
type pembuatTampil struct {
	isi     *isiPohon
	k       sakip.Kebijakan
	sasaran map[string]int // the numbers that the agency page gives them
}

// simpul writes a node; atas is the sasaran that it stands under, for a row that several
// share stands under each.
func (b pembuatTampil) simpul(s sakip.Simpul, atas string, kolom int) simpulTampil {
	a := b.isi.alamat
	t := simpulTampil{Jenis: namaTingkat[s.Tingkat] + " " + s.ID, Nama: s.Nama, Kelas: "tp-" + string(s.Tingkat), Sebagian: s.Sebagian,
		kolom: max(kolom, kolomPohon[s.Tingkat])}
	switch s.Tingkat {
	case sakip.TingkatTujuan:
		t.Kunci, t.Alamat = "tujuan/"+s.ID, a.HalamanTW(b.isi.TW)
	case sakip.TingkatSasaran:
		atas = "sasaran/" + s.ID
		t.Kunci, t.Alamat = atas, a.HalamanTW(b.isi.TW)+"#sasaran-"+strconv.Itoa(b.sasaran[s.ID])
		t.Keadaan = &keadaan{Tanda: tandaKategori(s.Sasaran.RataCapaian.Kategori), Sel: b.persen(s.Sasaran.RataCapaian), N: s.Sasaran.N, M: s.Sasaran.M}
	case sakip.SimpulTanpaSasaran:
		atas = string(s.Tingkat)
		t.Kunci, t.Jenis, t.Alamat = atas, "Perhatikan", a.Halaman()+"/tautan-anggaran"
	case sakip.SimpulLepas:
		t.Kunci, t.Jenis, t.Alamat = string(s.Tingkat), "Perhatikan", a.HalamanTW(b.isi.TW)
	default:
		t.Kunci, t.Alamat = atas+"/"+s.ID, a.PaguBaris(b.isi.Versi, s.ID)
	}
	for _, i := range s.Indikator {
		t.Indikator = append(t.Indikator, keadaan{ID: i.Indikator.ID, Nama: i.Indikator.Nama, Alamat: a.Isi(i.Indikator.ID, b.isi.TW),
			Tanda: tandaKategori(i.Capaian.Kategori), Sel: b.persen(i.Capaian)})
	}
	if t.Pagu.Alasan = s.Anggaran.Alasan.Teks(); s.Anggaran.Ada() {
		t.Pagu.Tampil = locale.Rupiah(*s.Anggaran.Nilai)
	}
	t.Serapan = b.persen(s.Serapan)
	for _, x := range s.Anak {
		t.Anak = append(t.Anak, b.simpul(x, atas, t.kolom+1))
	}
	return t
}

func (b pembuatTampil) persen(c sakip.Capaian) sel {
	if c.Tampil == nil {
		return selPersen("", "", c.Alasan.Teks())
	}
	return selPersen(locale.Angka(*c.Tampil, b.k.Desimal), c.Kategori)
}

func cariSimpul(list []simpulTampil, kunci string) (simpulTampil, bool) {
	for _, s := range list {
		if s.Kunci == kunci {
			return s, true
		}
		if x, ok := cariSimpul(s.Anak, kunci); ok {
			return x, true
		}
	}
	return simpulTampil{}, false
}

// potong leaves out what lies below the level that the tree is shown down to, and says how
// many and where they are.
func (isi *isiPohon) potong(list []simpulTampil) []simpulTampil {
	batas := kolomPohon[isi.Sampai]
	var out []simpulTampil
	for _, s := range list {
		var tampil []simpulTampil
		for _, x := range s.Anak {
			if x.kolom <= batas {
				tampil = append(tampil, x)
			}
		}
		if s.NDalam = len(s.Anak) - len(tampil); s.NDalam > 0 {
			s.Dalam = isi.Pohon(isi.TW, sakip.TingkatSubKegiatan, s.Kunci)
		}
		s.Anak = isi.potong(tampil)
		out = append(out, s)
	}
	return out
}

// kolomPertama is the leftmost column that is drawn.
func (isi *isiPohon) kolomPertama() int {
	n := len(tingkatPohon)
	for _, s := range isi.Simpul {
		n = min(n, s.kolom)
	}
	return n
}

// Texts of a box are at most so many lines and so wide.
const (
	barisNama = 5
	lebarIsi  = lebarKotak - 2*tepiKotak
)

// baganDari writes nodes as boxes, the first column being kolom.
func baganDari(list []simpulTampil, kolom int) []simpulBagan {
	var out []simpulBagan
	for _, s := range list {
		b := simpulBagan{Kolom: s.kolom - kolom, Kelas: s.Kelas, Anak: baganDari(s.Anak, kolom)}
		b.Baris = append(b.Baris, barisBagan{Teks: potongTeks(s.Jenis, false), Kelas: "jenis"})
		for n, teks := range lipat(s.Nama, lebarIsi, barisNama, true) {
			baris := barisBagan{Teks: teks, Kelas: "nama"}
			if n == 0 {
				baris.Alamat, baris.Label = s.Alamat, s.Jenis+": "+s.Nama
			}
			b.Baris = append(b.Baris, baris)
		}
		if k := s.Keadaan; k != nil {
			b.Baris = append(b.Baris, barisBagan{Teks: "Rata-rata capaian " + strconv.Itoa(k.N) + " dari " + strconv.Itoa(k.M), Kelas: "jenis"})
			for n, teks := range lipat(teksSel(k.Sel), lebarIsi-lebarTanda, 2, true) {
				baris := barisBagan{Teks: teks, Kelas: "tebal"}
				if n == 0 {
					baris.Tanda = k.Tanda
				}
				b.Baris = append(b.Baris, baris)
			}
		}
		for _, i := range s.Indikator {
			b.Baris = append(b.Baris, barisBagan{Teks: potongTeks(i.ID+" "+teksSel(i.Sel), false), Alamat: i.Alamat, Label: i.ID + " " + i.Nama + ": " + teksSel(i.Sel), Tanda: i.Tanda})
		}
		if s.Pagu.Tampil != "" {
			b.Baris = append(b.Baris, barisBagan{Teks: potongTeks("Pagu "+s.Pagu.Tampil, false)}, barisBagan{Teks: potongTeks("Serapan "+teksSel(s.Serapan), false)})
		} else {
			b.Baris = append(b.Baris, barisBagan{Teks: potongTeks("Pagu: "+s.Pagu.Alasan, false)})
		}
		if s.Sebagian {
			b.Baris = append(b.Baris, barisBagan{Teks: "hanya bagian untuk sasaran ini", Kelas: "jenis"})
		}
		if s.Dalam != "" {
			b.Baris = append(b.Baris, barisBagan{Teks: "Buka " + strconv.Itoa(s.NDalam) + " di bawahnya", Alamat: s.Dalam, Label: "Buka " + strconv.Itoa(s.NDalam) + " di bawah " + s.Jenis})
		}
		out = append(out, b)
	}
	return out
}

// potongTeks is a text in one line of a box that may have a sign before it.
func potongTeks(s string, tebal bool) string {
	l := lipat(s, lebarIsi-lebarTanda, 1, tebal)
	if len(l) == 0 {
		return ""
	}
	return l[0]
}

// teksSel says a figure in words: 114,39% Sangat Baik, or why there is none.
func teksSel(s sel) string {
	switch {
	case s.Tampil == "":
		return s.Alasan
	case s.Kategori != "":
		return s.Tampil + "% " + s.Kategori
	}
	return s.Tampil + "%"
}

// legendaDari is what each sign stands for: the classes of the scale, and what is not known.
func legendaDari(k sakip.Kebijakan) []legenda {
	oleh, urut := map[string]string{}, []string{}
	for _, c := range k.Skala.Kelas {
		t := tandaKategori(c.Nama)
		if oleh[t] == "" {
			urut = append(urut, t)
			oleh[t] = c.Nama
		} else {
			oleh[t] += ", " + c.Nama
		}
	}
	var out []legenda
	for _, t := range urut {
		out = append(out, legenda{t, hurufTanda[t], oleh[t]})
	}
	return append(out, legenda{"k0", hurufTanda["k0"], "belum dapat dihitung"})
}
