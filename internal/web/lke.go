package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteLKE are the pages of an agency-year's evaluation sheet: its overview and steps, the
// form of one sub-komponen, the sheet to be printed and taken along.
var ruteLKE = []Route{
	{"GET", tahunOPD + "/lke", service.LihatOPD, (*handler).lke, false},
	{"GET", tahunOPD + "/lke/lembar", service.LihatOPD, (*handler).lembarLKE, false},
	{"GET", tahunOPD + "/lke/ekspor", service.LihatOPD, (*handler).eksporLKE, false},
	{"POST", tahunOPD + "/lke/mulai", service.IsiLKE, langkahLKE(mulaiLKE), false},
	{"POST", tahunOPD + "/lke/ajukan", service.AjukanLKE, langkahLKE(sakip.LKEAjukan), false},
	{"POST", tahunOPD + "/lke/kembalikan", service.NilaiLKE, langkahLKE(sakip.LKEKembalikan), false},
	{"POST", tahunOPD + "/lke/selesai", service.NilaiLKE, langkahLKE(sakip.LKENilai), false},
	{"POST", tahunOPD + "/lke/nilai-ulang", service.NilaiLKE, langkahLKE(sakip.LKENilaiUlang), false},
	{"POST", tahunOPD + "/lke/finalkan", service.FinalkanLKE, langkahLKE(sakip.LKEFinalkan), false},
	{"POST", tahunOPD + "/lke/buka-kembali", service.BukaKembali, langkahLKE(sakip.LKEBuka), false},
	{"POST", tahunOPD + "/lke/salurkan", service.FinalkanLKE, langkahLKE(salurkanLKE), false},
	{"GET", tahunOPD + "/lke/{sub}", service.LihatOPD, (*handler).subLKE, false},
	{"POST", tahunOPD + "/lke/{sub}", service.IsiLKE, simpanLKE(sakip.SisiMandiri), false},
	{"POST", tahunOPD + "/lke/{sub}/penilaian", service.NilaiLKE, simpanLKE(sakip.SisiPenilai), false},
	{"POST", tahunOPD + "/lke/{sub}/bukti", service.IsiLKE, (*handler).mintaBuktiLKE, false},
	{"GET", tahunOPD + "/lke/{sub}/bukti/{id}", service.IsiLKE, (*handler).kirimBuktiLKE, false},
	{"GET", tahunKabupaten + "/lke", service.LihatKabupaten, (*handler).daftarLKE, false},
}

// batasLKE bounds the forms of an evaluation sheet in bytes: the notes of eleven criteria
// of 20.000 letters each are seldom written.
const batasLKE = 512 << 10

// mulaiLKE is the step before any of a sheet's own, salurkanLKE brings what a final one
// recommends to the year after where that broke off.
const mulaiLKE, salurkanLKE sakip.TahapLKE = "mulai", "salurkan"

// tahapLKETampil is a step for people: its button, the end of its address, what is to be
// typed with it, what it does, and what the history says of it.
var tahapLKETampil = map[sakip.TahapLKE]struct {
	Tombol, Alamat, Petunjuk, Riwayat string
	Kedua                             bool
	Isian                             []bidang
}{
	mulaiLKE:    {Tombol: "Mulai LKE", Alamat: "mulai"},
	salurkanLKE: {Tombol: "Salurkan rekomendasi", Alamat: "salurkan", Petunjuk: "Sebagian rekomendasi belum ada pada daftar tindak lanjut tahun berikutnya."},
	sakip.LKEAjukan: {Tombol: "Ajukan ke Inspektorat", Alamat: "ajukan", Riwayat: "mengajukan LKE",
		Petunjuk: "Sesudah diajukan, jawaban terkunci sampai Inspektorat selesai menilai atau mengembalikannya."},
	sakip.LKEKembalikan: {Tombol: "Kembalikan ke perangkat daerah", Alamat: "kembalikan", Riwayat: "mengembalikan LKE", Kedua: true,
		Isian: []bidang{{Nama: "catatan", Label: "Catatan: apa yang harus diperbaiki"}}},
	sakip.LKENilai: {Tombol: "Selesaikan penilaian", Alamat: "selesai", Riwayat: "menyelesaikan penilaian",
		Petunjuk: "Perangkat daerah lalu melihat jawaban, catatan dan rekomendasi Inspektorat."},
	sakip.LKENilaiUlang: {Tombol: "Buka penilaian lagi", Alamat: "nilai-ulang", Riwayat: "membuka penilaian lagi", Kedua: true},
	sakip.LKEFinalkan: {Tombol: "Finalkan LKE", Alamat: "finalkan", Riwayat: "memfinalkan LKE",
		Petunjuk: "LKE final dikutip laporan hasil evaluasi (LHE). Rekomendasinya menjadi tindak lanjut tahun berikutnya.",
		Isian:    []bidang{{Nama: "nomor", Label: "Nomor LHE"}, {Nama: "tanggal", Label: "Tanggal LHE"}}},
	sakip.LKEBuka: {Tombol: "Buka kembali", Alamat: "buka-kembali", Riwayat: "membuka kembali LKE", Kedua: true,
		Isian: []bidang{{Nama: "alasan", Label: "Alasan dibuka kembali"}}},
}

// statusLKETampil is a status for people: a word and a shape.
var statusLKETampil = map[sakip.StatusLKE]struct{ Kata, Bentuk string }{sakip.LKEBelum: {"belum dimulai", "○"},
	sakip.LKEDraf: {"draf", "✎"}, sakip.LKEDiajukan: {"diajukan", "▶"}, sakip.LKEDinilai: {"dinilai", "✓"}, sakip.LKEFinal: {"final", "■"}}

// kataJawaban are the answers for people.
var kataJawaban = map[sakip.JawabanKriteria]string{sakip.Terpenuhi: "Ya", sakip.SebagianTerpenuhi: "Sebagian", sakip.TidakTerpenuhi: "Tidak"}

var namaDimensi = map[sakip.Dimensi]string{sakip.Keberadaan: "Keberadaan", sakip.Kualitas: "Kualitas", sakip.Pemanfaatan: "Pemanfaatan"}

// LKE is the address of the evaluation sheet, or of a page below it.
func (a alamat) LKE(bagian ...string) string {
	s := a.Halaman() + "/lke"
	for _, b := range bagian {
		s += "/" + url.PathEscape(b)
	}
	return s
}

// butirLKE is the address of a criterion of the sheet.
func (a alamat) butirLKE(sub, kriteria string) string { return a.LKE(sub) + "#butir-" + kriteria }

// Rujukan is the page of a thing that shows something, "" for one without a page, with
// what the link says.
func (a alamat) rujukan(r sakip.Rujukan) tautanTeks {
	rencana := func(teks, jenis string) tautanTeks {
		if r.ID != "" {
			return tautanTeks{teks, a.Rencana(jenis, r.ID)}
		}
		return tautanTeks{teks, a.Rencana(jenis)}
	}
	switch r.Jenis {
	case sakip.RujukRenstra:
		return tautanTeks{"Renstra", a.Rencana("renstra")}
	case sakip.RujukPerjanjian:
		return rencana("Perjanjian Kinerja", "perjanjian")
	case sakip.RujukRencanaAksi:
		return rencana("rencana aksi", "aksi")
	case sakip.RujukIndikator:
		return rencana("indikator", "indikator")
	case sakip.RujukAnggaran:
		s := a.Halaman() + "/pagu"
		if r.ID != "" {
			s += "/" + url.PathEscape(r.ID)
		}
		return tautanTeks{"anggaran", s}
	case sakip.RujukSebaran:
		return tautanTeks{"tautan anggaran", a.Halaman() + "/tautan-anggaran"}
	case sakip.RujukIsian:
		if tw, err := sakip.ParseTriwulan(r.ID); err == nil {
			return tautanTeks{"triwulan " + locale.TriwulanRomawi(tw), a.Verifikasi(tw)}
		}
		return tautanTeks{"isian", a.Verifikasi(4)}
	case sakip.RujukCapaian:
		return tautanTeks{"capaian", a.Halaman()}
	case sakip.RujukLaporan:
		return tautanTeks{"laporan", a.AlamatLaporan()}
	case sakip.RujukNarasi:
		return tautanTeks{"narasi", a.Rencana("narasi")}
	case sakip.RujukReviu:
		return tautanTeks{"reviu", a.Reviu(0)}
	case sakip.RujukRekomendasi:
		return tautanTeks{"rekomendasi", a.Rencana("rekomendasi")}
	}
	return tautanTeks{}
}

// isiLKE is the overview of a sheet.
type isiLKE struct {
	alamat
	Nama       string
	Kriteria   sakip.KriteriaLKE
	Dimulai    bool
	Final      bool
	TahunDepan bool // whether the year after is begun
	AdaPenilai bool
	Alur       []langkahAlur
	Berikutnya []string
	Lanjut     *tautanTeks
	Langkah    []tombolLKE
	Nilai      []nilaiTampil
	Komponen   []komponenTampil
	Saran      []saranTampil
	Riwayat    []riwayatTampil
	Tersimpan  bool
	Umum       []string
	Kurang     []tautanTeks // criteria that keep a step from being taken
}

// langkahAlur is one status on the way, and whether it lies behind.
type langkahAlur struct{ Kata, Bentuk, Kelas string }

// tombolLKE is a step that the person may take.
type tombolLKE struct {
	Tombol, Alamat, Petunjuk string
	Isian                    []bidang
	Kedua, Buka              bool
	Versi, Kunci             string
}

type nilaiTampil struct {
	Judul string
	Sel   sel
	Teks  string
}

type komponenTampil struct {
	ID, Nama, Bobot  string
	N, M             int
	Mandiri, Penilai sel
	Sub              []subTampil
}

type subTampil struct {
	ID, Nama, Dimensi, Bobot, Alamat string
	N, M                             int
	Mandiri, Penilai                 sel
	Beda                             int // criteria that both sides answer differently
	Usul                             int // that wait for an answer and have a proposal
}

type saranTampil struct {
	Uraian, Kriteria, Alamat, Tenggat string
	Tindak                            *tautanTeks // what became of it in the year after; nil while it is not there
}

// Depan is the year in which the recommendations are followed up.
func (i isiLKE) Depan() int { return i.Tahun + 1 }

// TindakLanjut is where they are listed then.
func (i isiLKE) TindakLanjut() string { return alamat{i.OPD, i.Tahun + 1}.Rencana("rekomendasi") }

// Ekspor is the address of the sheet as a table, but for the kind of file.
func (i isiLKE) Ekspor() string { return i.LKE("ekspor") + "?bentuk=" }

// Lembar is the sheet to be printed.
func (i isiLKE) Lembar() string { return i.LKE("lembar") }

func (h *handler) lke(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	return h.tulisLKE(w, r, o, a, "", nil, nil)
}

// tulisLKE draws the overview; after a step that did not go with what was typed and why.
func (h *handler) tulisLKE(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, tahap sakip.TahapLKE, typed isian, galat error) error {
	l, err := h.bacaLKE(r, o, a)
	if err != nil {
		return err
	}
	zona, err := zonaLKE(l)
	if err != nil {
		return err
	}
	isi := isiLKE{alamat: a, Nama: l.Profil.Nama, Kriteria: l.Kriteria, Dimulai: l.Status != sakip.LKEBelum, Final: l.Status == sakip.LKEFinal, TahunDepan: l.TahunDepan,
		AdaPenilai: adaPenilai(l), Alur: alurLKE(l.Status), Tersimpan: galat == nil && r.URL.Query().Get("tersimpan") == "1"}
	isi.Berikutnya, isi.Lanjut = berikutnyaLKE(a, l)
	isi.Langkah = h.tombolLKE(a, l, tahap, typed, galat)
	isi.Nilai, isi.Komponen = nilaiLKE(l), komponenLKE(a, l)
	for _, s := range l.Saran {
		x := saranDari(a, l.Kriteria, s)
		x.Tindak = l.tindak(a, s.ID)
		isi.Saran = append(isi.Saran, x)
	}
	for _, x := range l.Langkah {
		isi.Riwayat = append(isi.Riwayat, riwayatTampil{locale.Waktu(x.Pada, zona), x.Nama, cmp.Or(tahapLKETampil[x.Tahap].Riwayat, string(x.Tahap)), x.Teks})
	}
	isi.sebutKurang(l.Kriteria, galat)
	return h.tulis(w, r, statusFormulir(galat), "lke", halaman{Judul: "LKE " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi})
}

// sebutKurang names each criterion that keeps a step from being taken, and what else does.
func (i *isiLKE) sebutKurang(kr sakip.KriteriaLKE, galat error) {
	for _, f := range fault.All(galat) {
		if q, s, ok := kr.CariKriteria(f.Field); ok {
			teks := "belum dijawab"
			if f.Code != fault.Required {
				teks = fault.Text(f)
			}
			i.Kurang = append(i.Kurang, tautanTeks{q.ID + ": " + teks, i.butirLKE(s.ID, q.ID)})
		} else if s, ok := kr.CariSub(f.Field); ok {
			i.Kurang = append(i.Kurang, tautanTeks{s.ID + ": " + fault.Text(f), i.LKE(s.ID) + "#klaim"})
		} else if f.Field == "" || !slices.ContainsFunc(tahapLKETampil[sakip.LKEFinalkan].Isian, func(b bidang) bool { return b.Nama == f.Field }) && f.Field != "catatan" && f.Field != "alasan" {
			i.Umum = append(i.Umum, fault.Text(f))
		}
	}
}

// zonaLKE is the time zone of the sheet's agency.
func zonaLKE(l lembarLKE) (*time.Location, error) {
	z, err := locale.Zona(l.Profil.Zona)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", l.OPD, err))
	}
	return z, nil
}

// adaPenilai tells whether the person sees anything of the evaluation.
func adaPenilai(l lembarLKE) bool { return l.sisi == sakip.SisiPenilai || len(l.Penilai) > 0 }

// alurLKE are the statuses after the beginning, with where the sheet stands among them.
func alurLKE(s sakip.StatusLKE) []langkahAlur {
	kini := slices.Index(sakip.SemuaStatusLKE, s)
	var out []langkahAlur
	for n, x := range sakip.SemuaStatusLKE {
		kelas := "nanti"
		switch {
		case x == sakip.LKEBelum:
			continue
		case n == kini:
			kelas = "kini"
		case n < kini:
			kelas = "lewat"
		}
		t := statusLKETampil[x]
		out = append(out, langkahAlur{t.Kata, t.Bentuk, kelas})
	}
	return out
}

// lembarLKE is a sheet as a person sees it.
type lembarLKE struct {
	service.LembarLKE
	sisi sakip.SisiLKE   // which side the person answers now; "" for none
	lalu *sakip.NilaiLKE // what the year before came to: evaluated once that is final; nil for no sheet

	laluFinal bool
}

// bacaLKE reads the sheet that an address is about.
func (h *handler) bacaLKE(r *http.Request, o sakip.Orang, a alamat) (lembarLKE, error) {
	l := lembarLKE{}
	var err error
	if l.LembarLKE, err = h.Service.LKE(r.Context(), o, a.OPD, a.Tahun); err != nil {
		return l, err
	}
	switch {
	case l.Status == sakip.LKEDraf && l.Boleh[service.IsiLKE]:
		l.sisi = sakip.SisiMandiri
	case l.Status == sakip.LKEDiajukan && l.Boleh[service.NilaiLKE]:
		l.sisi = sakip.SisiPenilai
	}
	lalu, err := h.Service.HasilLKE(r.Context(), o, a.OPD, a.Tahun-1)
	switch {
	case fault.CodeOf(err) == fault.NotFound: // no criteria are for so early a year
		return l, nil
	case err != nil:
		return l, err
	case lalu.Status == sakip.LKEFinal:
		l.lalu = &lalu.Hasil.Penilai
	case lalu.Status != sakip.LKEBelum:
		l.lalu = &lalu.Hasil.Mandiri
	}
	l.laluFinal = lalu.Status == sakip.LKEFinal
	return l, nil
}

// boleh tells whether the person may take a step now.
func (l lembarLKE) boleh(t sakip.TahapLKE) bool {
	switch t {
	case mulaiLKE:
		return l.Status == sakip.LKEBelum && l.Boleh[service.IsiLKE]
	case salurkanLKE:
		return l.Status == sakip.LKEFinal && l.BelumTersalur > 0 && l.Boleh[service.FinalkanLKE]
	}
	return l.BolehTahap[t]
}

// berikutnyaLKE says where the sheet stands and what the person does next.
func berikutnyaLKE(a alamat, l lembarLKE) (teks []string, lanjut *tautanTeks) {
	m, p := l.Hasil.Mandiri, l.Hasil.Penilai
	dari := func(n sakip.NilaiLKE) string { return strconv.Itoa(n.N) + " dari " + strconv.Itoa(n.M) + " kriteria" }
	switch l.Status {
	case sakip.LKEBelum:
		if l.boleh(mulaiLKE) {
			return []string{"LKE tahun ini belum dimulai. Capaian menyiapkan usul jawaban dari data tahun ini; Anda memeriksa dan menjawabnya."}, nil
		}
		return []string{"LKE tahun ini belum dimulai. Yang memulainya: verifikator perangkat daerah."}, nil
	case sakip.LKEDraf:
		if n := len(l.Langkah); n > 0 && l.Langkah[n-1].Teks != "" {
			teks = append(teks, "Catatan "+l.Langkah[n-1].Nama+": "+l.Langkah[n-1].Teks)
		}
		switch {
		case l.sisi == sakip.SisiMandiri && m.N < m.M:
			return append(teks, "Sudah dijawab "+dari(m)+". Jawab sisanya, lalu ajukan ke Inspektorat."), l.pertama(a, m, "Lanjut menjawab")
		case m.N < m.M:
			return append(teks, "Perangkat daerah sedang menilai diri sendiri: "+dari(m)+" dijawab."), nil
		case l.boleh(sakip.LKEAjukan):
			return append(teks, "Semua kriteria sudah dijawab. Periksa lagi bila perlu, lalu ajukan ke Inspektorat."), nil
		}
		return append(teks, "Semua kriteria sudah dijawab dan menunggu diajukan oleh verifikator atau kepala perangkat daerah."), nil
	case sakip.LKEDiajukan:
		switch {
		case l.sisi == sakip.SisiPenilai && p.N < p.M:
			return []string{"Sudah dinilai " + dari(p) + ". Jawaban perangkat daerah tampak di sebelah isian Anda."}, l.pertama(a, p, "Lanjut menilai")
		case l.sisi == sakip.SisiPenilai:
			return []string{"Semua kriteria sudah dinilai. Selesaikan penilaian supaya perangkat daerah melihat hasilnya."}, nil
		}
		return []string{"Sudah diajukan dan sedang dinilai Inspektorat. Jawaban terkunci; hasilnya tampak setelah penilaian selesai."}, nil
	case sakip.LKEDinilai:
		if l.boleh(sakip.LKEFinalkan) {
			return []string{"Perangkat daerah sudah dapat melihat penilaian. Finalkan bila laporan hasil evaluasi (LHE) terbit, atau buka penilaiannya lagi."}, nil
		}
		return []string{"Inspektorat selesai menilai. Baca jawaban yang berbeda dan rekomendasinya; nilainya resmi setelah Inspektorat memfinalkan LKE."}, nil
	}
	return []string{"LKE final. LHE nomor " + l.LHE.Nomor + ", " + hariTeks(l.LHE.Tanggal) + "."}, nil
}

// pertama is the first sub-komponen that a side has not answered whole.
func (l lembarLKE) pertama(a alamat, n sakip.NilaiLKE, teks string) *tautanTeks {
	for _, k := range n.Komponen {
		for _, s := range k.Sub {
			if s.N < s.M {
				return &tautanTeks{teks + ": " + s.ID, a.LKE(s.ID)}
			}
		}
	}
	return nil
}

// tombolLKE are the steps that the person may take, the one that was just tried with what
// was typed.
func (h *handler) tombolLKE(a alamat, l lembarLKE, dicoba sakip.TahapLKE, typed isian, galat error) []tombolLKE {
	var out []tombolLKE
	for _, t := range append([]sakip.TahapLKE{mulaiLKE, salurkanLKE}, sakip.SemuaTahapLKE...) {
		if !l.boleh(t) || l.belumLengkap(t) && t != dicoba {
			continue
		}
		x := tahapLKETampil[t]
		b := tombolLKE{Tombol: x.Tombol, Alamat: a.LKE(x.Alamat), Petunjuk: x.Petunjuk, Kedua: x.Kedua, Versi: teksVersi(l.Versi), Kunci: h.NewID()}
		for _, i := range x.Isian {
			if t == dicoba {
				i.Nilai, b.Buka = typed[i.Nama], true
				for _, f := range fault.All(galat) {
					if f.Field == i.Nama {
						i.Galat = append(i.Galat, fault.Text(f))
					}
				}
			}
			b.Isian = append(b.Isian, i)
		}
		out = append(out, b)
	}
	return out
}

// belumLengkap tells whether a step waits for answers.
func (l lembarLKE) belumLengkap(t sakip.TahapLKE) bool {
	m, p := l.Hasil.Mandiri, l.Hasil.Penilai
	return t == sakip.LKEAjukan && m.N < m.M || t == sakip.LKENilai && p.N < p.M
}

// selNilaiLKE is what answers come to: with the grade once all is answered.
func selNilaiLKE(total sakip.Angka, sementara *decimal.Decimal, predikat string) sel {
	switch {
	case total.Ada():
		return sel{Tampil: locale.Angka(*total.Nilai, 2), Kategori: predikat}
	case sementara != nil:
		return sel{Tampil: locale.Angka(*sementara, 2), Kategori: "sementara"}
	}
	return sel{Alasan: "belum dijawab"}
}

func nilaiLKE(l lembarLKE) []nilaiTampil {
	satu := func(judul string, n sakip.NilaiLKE) nilaiTampil {
		t := nilaiTampil{Judul: judul, Sel: selNilaiLKE(n.Total, n.Sementara, n.Predikat), Teks: "dari 100; " + strconv.Itoa(n.N) + " dari " + strconv.Itoa(n.M) + " kriteria dijawab"}
		if n.N < n.M && n.Sementara != nil {
			t.Teks = "dari bobot " + locale.AngkaRingkas(n.BobotSementara) + "; " + strconv.Itoa(n.N) + " dari " + strconv.Itoa(n.M) + " kriteria dijawab. Predikat menyusul setelah semua dijawab."
		}
		return t
	}
	out := []nilaiTampil{satu("Penilaian sendiri", l.Hasil.Mandiri)}
	if adaPenilai(l) {
		out = append(out, satu("Penilaian Inspektorat", l.Hasil.Penilai))
	}
	if l.lalu != nil {
		t := nilaiTampil{"Tahun " + strconv.Itoa(l.Tahun-1), selNilaiLKE(l.lalu.Total, l.lalu.Sementara, l.lalu.Predikat), "penilaian sendiri; LKE tahun itu belum final"}
		if l.laluFinal {
			t.Teks = "penilaian Inspektorat, final"
		}
		out = append(out, t)
	}
	return out
}

func komponenLKE(a alamat, l lembarLKE) []komponenTampil {
	var out []komponenTampil
	for i, k := range l.Hasil.Mandiri.Komponen {
		p := l.Hasil.Penilai.Komponen[i]
		t := komponenTampil{ID: k.ID, Nama: k.Nama, Bobot: locale.AngkaRingkas(k.Bobot), N: k.N, M: k.M,
			Mandiri: selNilaiLKE(k.Nilai, k.Sementara, ""), Penilai: selNilaiLKE(p.Nilai, p.Sementara, "")}
		if l.sisi == sakip.SisiPenilai {
			t.N = p.N
		}
		for j, s := range k.Sub {
			ps := p.Sub[j]
			x := subTampil{ID: s.ID, Nama: s.Nama, Dimensi: namaDimensi[s.Dimensi], Bobot: locale.AngkaRingkas(s.Bobot), Alamat: a.LKE(s.ID), N: s.N, M: s.M,
				Mandiri: selSub(s), Penilai: selSub(ps)}
			if l.sisi == sakip.SisiPenilai {
				x.N = ps.N
			}
			x.Beda, x.Usul = l.hitungSub(s.ID)
			t.Sub = append(t.Sub, x)
		}
		out = append(out, t)
	}
	return out
}

// selSub is what a sub-komponen comes to, with its grade.
func selSub(s sakip.NilaiSub) sel {
	x := selNilaiLKE(s.Nilai, s.Sementara, s.Gradasi)
	if !s.Nilai.Ada() && s.Sementara != nil {
		x.Kategori, x.Sebagian = s.Gradasi, true
	}
	return x
}

// hitungSub counts a sub-komponen's criteria that both sides answer differently, and those
// that the person has still to answer and that have a proposal.
func (l lembarLKE) hitungSub(id string) (beda, usul int) {
	s, _ := l.Kriteria.CariSub(id)
	for _, q := range s.Kriteria {
		m, p := l.DuaSisi(q.ID)
		if sakip.Berbeda(m, p) {
			beda++
		}
		if _, ada := l.Usulan[q.ID]; ada && l.sisi == sakip.SisiMandiri && m.Butir == "" {
			usul++
		}
	}
	return beda, usul
}

func saranDari(a alamat, kr sakip.KriteriaLKE, s sakip.SaranLKE) saranTampil {
	_, sub, _ := kr.CariKriteria(s.Kriteria)
	return saranTampil{s.Uraian, s.Kriteria, a.butirLKE(sub.ID, s.Kriteria), hariTeks(s.Tenggat), nil}
}

// tindak is what became of a recommendation in the year after.
func (l lembarLKE) tindak(a alamat, saran string) *tautanTeks {
	for _, r := range l.Berikutnya {
		if r.Asal.Saran == saran {
			return &tautanTeks{teksOpsi(opsiHasil, string(r.Hasil)), alamat{a.OPD, a.Tahun + 1}.Rencana("rekomendasi", strconv.Itoa(r.No))}
		}
	}
	return nil
}

// langkahLKE takes the sheet one step further; when that is refused the overview says why.
func langkahLKE(t sakip.TahapLKE) func(*handler, http.ResponseWriter, *http.Request, sakip.Orang) error {
	return func(h *handler, w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
		a, err := alamatDari(r)
		if err != nil {
			return err
		}
		form, err := httpx.ReadForm(r, batasAlur)
		if err != nil {
			return err
		}
		typed := isianForm(form)
		err = h.ambilLangkahLKE(r, o, a, t, typed, form)
		switch {
		case err == nil:
			http.Redirect(w, r, a.LKE()+"?tersimpan=1", http.StatusSeeOther)
			return nil
		case !formulirUlang(err):
			return err
		}
		return h.tulisLKE(w, r, o, a, t, typed, err)
	}
}

// ambilLangkahLKE is the one call of the service that a step makes.
func (h *handler) ambilLangkahLKE(r *http.Request, o sakip.Orang, a alamat, t sakip.TahapLKE, typed isian, form url.Values) error {
	versi, err := typed.versi()
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	switch t {
	case mulaiLKE:
		_, err = h.Service.StartLKE(r.Context(), req, a.OPD, a.Tahun)
		return err
	case salurkanLKE:
		_, err = h.Service.DistributeLKE(r.Context(), req, a.OPD, a.Tahun)
		return err
	}
	_, err = h.Service.StepLKE(r.Context(), req, a.OPD, a.Tahun, t, cmp.Or(typed["catatan"], typed["alasan"]),
		sakip.LHE{Nomor: typed["nomor"], Tanggal: sakip.Tanggal(typed["tanggal"])}, versi)
	return err
}
