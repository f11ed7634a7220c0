package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isiAnggaran is the entry form of one budget row and quarter.
type isiAnggaran struct {
	alamat
	F         service.LembarAnggaran
	Alamat    string
	Pagu      string
	Realisasi bidang
	Versi     string
	Kunci     string
	Umum      []string
	KirimLain bool
	Bentrok   *bentrokTampil
	Tersimpan bool
	Formulir  bool
	Alasan    []bidang // what was noticed, with the fields for its reasons
	Tinjauan  *isiTinjauan
	Tabel     string // address of the table that the row stands in
	Alur      alurAngka
}

// isiPilih lists the rows that share one code.
type isiPilih struct {
	alamat
	TW    int
	Baris []pilihan
}

type pilihan struct {
	sakip.BarisAnggaran
	NamaUnit string
	Alamat   string
}

func (h *handler) lembarAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	id := identitas(r)
	f, err := h.Service.LembarAnggaran(r.Context(), o, a.OPD, a.Tahun, id, tw)
	if fault.CodeOf(err) == fault.NotFound && id.SubUnit == "" && id.Sumber == "" {
		return h.pilihBaris(w, r, o, a, tw, id.Kode)
	}
	if err != nil {
		return err
	}
	isi := isiAnggaran{Versi: teksVersi(f.Versi), Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	if f.Realisasi != nil {
		isi.Realisasi.Nilai = ketik(f.Realisasi.Nilai, locale.KindRupiah)
		for _, p := range sakip.SemuaPeringatan {
			if s := f.Realisasi.Penjelasan[string(p)]; s != "" {
				isi.Alasan = append(isi.Alasan, bidang{Nama: isianPenjelasan + string(p), Label: "Alasan", Petunjuk: p.Nama() + ".", Nilai: s})
			}
		}
	}
	return h.tulisAnggaran(w, r, o, a, f, isi, nil)
}

// identitas is the row that an address names: the code alone does not.
func identitas(r *http.Request) sakip.IdentitasBaris {
	q := r.URL.Query()
	return sakip.IdentitasBaris{SubUnit: q.Get("sub_unit"), Kode: r.PathValue("kode"), Sumber: q.Get("sumber")}
}

// pilihBaris finds what rows a code names: one is opened, several are listed.
func (h *handler) pilihBaris(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, tw int, kode string) error {
	t, err := h.Service.Tahun(r.Context(), o, a.OPD, a.Tahun)
	if err != nil {
		return err
	}
	isi := isiPilih{alamat: a, TW: tw}
	sudah := map[sakip.IdentitasBaris]bool{}
	for _, v := range t.Data.Anggaran {
		for _, b := range v.Baris {
			if b.Kode != kode || b.Pagu == nil || sudah[b.IdentitasBaris] {
				continue
			}
			sudah[b.IdentitasBaris] = true
			p := pilihan{BarisAnggaran: b, Alamat: a.Anggaran(b.IdentitasBaris, tw)}
			if b.SubUnit != "" {
				p.NamaUnit = t.Data.OPD.NamaUnit(b.SubUnit)
			}
			isi.Baris = append(isi.Baris, p)
		}
	}
	switch len(isi.Baris) {
	case 0:
		return fault.New(fault.NotFound, "Baris anggaran", kode)
	case 1:
		http.Redirect(w, r, isi.Baris[0].Alamat, http.StatusSeeOther)
		return nil
	}
	return h.tulis(w, r, http.StatusOK, "pilih-anggaran", halaman{Judul: "Anggaran " + kode, Orang: &o, Di: &a, Isi: isi})
}

func (h *handler) simpanAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	id := identitas(r)
	f, err := h.Service.LembarAnggaran(r.Context(), o, a.OPD, a.Tahun, id, tw)
	if err != nil {
		return err
	}
	typed := isianForm(form)
	if cara := typed[bidangTinjau]; cara != "" {
		isi := isiAnggaran{Versi: typed["versi"], Realisasi: bidang{Nilai: typed["realisasi"]}}
		err := h.tinjauAnggaran(w, r, o, a, f, typed, &isi)
		if cara == tinjauBagian || err != nil && !formulirUlang(err) {
			return h.tulisTinjauan(w, r, isi.Tinjauan, err)
		}
		return h.tulisAnggaran(w, r, o, a, f, isi, err)
	}
	err = h.rekamAnggaran(r, o, a, f, typed, form)
	switch {
	case err == nil:
		tersimpan := "?tersimpan=1"
		if id.SubUnit != "" || id.Sumber != "" {
			tersimpan = "&tersimpan=1"
		}
		http.Redirect(w, r, a.Anggaran(id, tw)+tersimpan, http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	isi := isiAnggaran{Versi: typed["versi"], Realisasi: bidang{Nilai: typed["realisasi"]}, KirimLain: fault.CodeOf(err) == fault.IdemReused}
	for _, f := range fault.All(err) {
		if f.Code == fault.Unexplained {
			isi.Alasan = append(isi.Alasan, bidang{Nama: f.Field, Label: "Alasannya, bila memang demikian", Petunjuk: f.Args[0], Nilai: typed[f.Field],
				Galat: []string{"Perbaiki angkanya, atau tulis alasannya di sini."}})
		}
	}
	if b, ok := bentrokDari(err); ok {
		isi.Versi = teksVersi(b.Versi)
		isi.Bentrok = &bentrokTampil{Hilang: b.Versi == 0, Baris: bandingkanAnggaran(b, typed["realisasi"])}
	}
	return h.tulisAnggaran(w, r, o, a, f, isi, err)
}

// tinjauAnggaran tells what an amount as typed would be warned of and would contradict.
func (h *handler) tinjauAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarAnggaran, typed isian, isi *isiAnggaran) error {
	if err := h.pembatas.Limit(w, bidangTinjau+" "+o.Sub, lajuTinjau); err != nil {
		return err
	}
	real := sakip.RealisasiAnggaran{IdentitasBaris: f.Baris.IdentitasBaris, Triwulan: f.Triwulan}
	var l fault.List
	var err error
	var p service.PratinjauAnggaran
	real.Nilai, err = locale.Parse(typed["realisasi"], locale.KindRupiah)
	if l.Add("realisasi", err); err == nil {
		p, err = h.Service.PratinjauAnggaran(r.Context(), o, a.OPD, a.Tahun, f.Triwulan, real)
		l.Add("", err)
	}
	if err := l.Err(); err != nil {
		isi.Tinjauan = tertunda(a, f.Triwulan, err)
		return err
	}
	isi.Tinjauan = tinjauanUang(a, p, f.Baris.Kode)
	for _, x := range p.Peringatan {
		nama := isianPenjelasan + string(x.Aturan)
		isi.Alasan = append(isi.Alasan, bidang{Nama: nama, Label: "Alasannya, bila memang demikian", Petunjuk: x.Teks, Nilai: typed[nama]})
	}
	return nil
}

// tinjauanUang shows what amounts would do, and what they would be warned of beside it.
func tinjauanUang(a alamat, p service.PratinjauAnggaran, kode ...string) *isiTinjauan {
	out := tinjauanDiketik(a, p.Tinjauan, tentang(kode...))
	for _, x := range p.Peringatan {
		pesan := x.Teks
		if len(kode) > 1 {
			pesan = x.Kode + ": " + pesan
		}
		out.Baru = append([]temuanIsian{{Kelompok: temuanPeringatan, Nama: x.Aturan.Nama(), Pesan: pesan, Usulan: "Perbaiki angkanya, atau jelaskan saat disimpan.", Di: x.Kode}}, out.Baru...)
	}
	return out
}

func (h *handler) rekamAnggaran(r *http.Request, o sakip.Orang, a alamat, f service.LembarAnggaran, typed isian, form map[string][]string) error {
	real := sakip.RealisasiAnggaran{IdentitasBaris: f.Baris.IdentitasBaris, Triwulan: f.Triwulan, Penjelasan: typed.penjelasan("")}
	var l fault.List
	var err error
	real.Nilai, err = locale.Parse(typed["realisasi"], locale.KindRupiah)
	if err != nil && !f.BolehIsi {
		// Who may not enter is told so, not what is wrong with the number.
		real, err = sakip.RealisasiAnggaran{IdentitasBaris: f.Baris.IdentitasBaris, Triwulan: f.Triwulan}, nil
	}
	l.Add("realisasi", err)
	versi, err := typed.versi()
	l.Add("", err)
	req := request(r, o)
	req.Idem, err = idem(r, form)
	l.Add("", err)
	if err := l.Err(); err != nil {
		return err
	}
	_, err = h.Service.RecordRealisasiAnggaran(r.Context(), req, a.OPD, a.Tahun, real, versi)
	return err
}

func bandingkanAnggaran(b service.Bentrok, typed string) []banding {
	var kini wire.RealisasiAnggaran
	if err := json.Unmarshal(b.Kini, &kini); err != nil || b.Versi == 0 {
		return nil
	}
	var l fault.List
	teks := ketik(kini.Domain(&l).Nilai, locale.KindRupiah)
	return []banding{{"Realisasi s.d. triwulan (Rp)", teks, typed, teks != typed}}
}

func (h *handler) tulisAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarAnggaran, isi isiAnggaran, galat error) error {
	isi.alamat, isi.F, isi.Alamat, isi.Kunci = a, f, a.Anggaran(f.Baris.IdentitasBaris, f.Triwulan), h.NewID()
	if f.Baris.Pagu != nil {
		isi.Pagu = locale.Rupiah(*f.Baris.Pagu)
	}
	if isi.Tinjauan == nil {
		var err error
		if isi.Tinjauan, err = h.tinjauanTersimpan(r, o, a, f.Triwulan, tentang(f.Baris.Kode)); err != nil {
			return err
		}
	}
	isi.Tabel = a.TabelAnggaran(f.Triwulan, f.Baris.SubUnit)
	if f.Baris.Pagu != nil {
		var err error
		if isi.Alur, err = h.alurDari(r, o, a, service.Angka{Baris: f.Baris.IdentitasBaris, Triwulan: f.Triwulan}); err != nil {
			return err
		}
	}
	isi.Formulir = f.BolehIsi && (isi.Alur.Tutup == "" || galat != nil)
	g := galatDari(galat, func(f string) bool { return f == "realisasi" || f == "nilai" || strings.HasPrefix(f, isianPenjelasan) })
	isi.Realisasi.Nama, isi.Realisasi.Label = "realisasi", "Realisasi Januari s.d. akhir triwulan ini (Rp)"
	isi.Realisasi.Petunjuk, isi.Umum = "misalnya 1.977.070.000,00", g.Umum
	isi.Realisasi.Galat = append(g.Bidang["realisasi"], g.Bidang["nilai"]...)
	return h.tulis(w, r, statusFormulir(galat), "anggaran", halaman{Judul: "Realisasi anggaran " + f.Baris.Kode + " " + teksTW(f.Triwulan), Orang: &o, Di: &a, Skrip: []string{"tinjau.js"}, Isi: isi})
}

func teksVersi(v int64) string { return strconv.FormatInt(v, 10) }
