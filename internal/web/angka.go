package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteAngka is the page that explains the figures of one thing.
var ruteAngka = []Route{
	{"GET", tahunOPD + "/angka/{jenis}/{id}", service.LihatOPD, (*handler).angka, false},
}

// isiAngka explains the figures of an indicator, a sasaran or a budget code.
type isiAngka struct {
	alamat
	TW        int
	Jenis     service.JenisAngka
	ID        string
	Nama      string
	Ket       string // id, unit and who answers for it
	Segar     bool
	Galat     string
	Angka     []uraian
	Bagian    []bagianAngka // the figures that these are made of
	Kebijakan kebijakanTampil
	Masukan   []barisMasukan
	Riwayat   []riwayat
	Isian     string // address of the entry form
}

// uraian is one figure with its steps.
type uraian struct {
	angkaUraian
	No      int
	Langkah []butir
}

// bagianAngka is a figure that another one is made of, with its own explanation.
type bagianAngka struct {
	Nama, Alamat string
	Sel          []sel // capaian and absorption; of budget rows money and share
}

// kebijakanTampil is the policy that the figures follow.
type kebijakanTampil struct {
	Versi string
	Butir []butir
	Kelas []butir
}

// barisMasukan is one input with who reported it.
type barisMasukan struct {
	Nama, Nilai string
	Oleh, Waktu string
	Cara        string // how it came: the command
	Bukti       int
	BisaBukti   bool // files are handed in for it
	Hitung      bool // it takes part in the results
	Status      string
}

// riwayat is the history of one chain, newest first.
type riwayat struct {
	Judul string
	Baris []barisAudit
	Lebih string // address of what is older
	Jauh  bool   // entries are left that were not looked at
}

// Periode is the same page at the end of a quarter.
func (i isiAngka) Periode(tw int) string { return i.alamat.Angka(i.Jenis, i.ID, tw) }

func (h *handler) angka(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatDari(r)
	if err != nil {
		return err
	}
	tw, err := periodeDari(r)
	if err != nil {
		return err
	}
	jenis, id := service.JenisAngka(r.PathValue("jenis")), r.PathValue("id")
	dari := service.Sebelum{Tahun: sebelumDari(r, "sebelum"), OPD: sebelumDari(r, "sebelum_opd")}
	u, err := h.Service.Angka(r.Context(), o, a.OPD, a.Tahun, tw, jenis, id, dari)
	if err != nil {
		return err
	}
	zona, err := locale.Zona(u.Profil.Zona)
	if err != nil {
		return fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", a.OPD, err))
	}
	isi := uraikanAngka(u, a, tw, jenis, id, zona)
	isi.Riwayat = riwayatDari(u, isi.Periode(tw), zona)
	return h.tulis(w, r, http.StatusOK, "angka", halaman{Judul: "Mengapa angka ini: " + isi.Nama, Orang: &o, Di: &a, Isi: isi})
}

// periodeDari is the quarter that a page's address asks for, TW4 unless it says so.
func periodeDari(r *http.Request) (int, error) {
	if s := r.URL.Query().Get("periode"); s != "" {
		return sakip.ParseTriwulan(s)
	}
	return 4, nil
}

// sebelumDari is where a chain is to be read from; anything but a number is its end.
func sebelumDari(r *http.Request, nama string) int64 {
	n, err := strconv.ParseInt(r.URL.Query().Get(nama), 10, 64)
	if err != nil {
		return 0
	}
	return max(n, 0)
}

func itoa(n int32) string { return strconv.Itoa(int(n)) }

func uraikanAngka(u service.UraianAngka, a alamat, tw int, jenis service.JenisAngka, id string, zona *time.Location) isiAngka {
	isi := isiAngka{alamat: a, TW: tw, Jenis: jenis, ID: id, Segar: u.Hasil.Segar, Galat: u.Hasil.Galat, Kebijakan: kebijakanDari(u.Kebijakan)}
	var angka []angkaUraian
	switch {
	case u.Indikator != nil:
		i := *u.Indikator
		isi.Nama, isi.Ket = i.Nama, i.ID+" · "+i.Satuan+" · "+i.Unit
		isi.Isian = a.Isi(i.ID, tw)
		angka = angkaIndikator(i)
		angka[0].Asal = asalIsian(u.Masukan, tw)
	case u.Sasaran != nil:
		isi.Nama, isi.Ket = u.Sasaran.Nama, "Sasaran "+u.Sasaran.ID+" · "+strconv.Itoa(u.Sasaran.N)+" dari "+strconv.Itoa(u.Sasaran.M)+" IKU terhitung"
		angka = angkaSasaran(*u.Sasaran)
		for _, i := range u.Hasil.Isi.Indikator {
			if sakip.Tingkat(i.Tingkat) == sakip.TingkatSasaran && i.Induk == u.Sasaran.ID {
				b := barisIndikator{HasilIndikator: i}
				isi.Bagian = append(isi.Bagian, bagianAngka{i.ID + " " + i.Nama, a.Angka(service.AngkaIndikator, i.ID, tw), []sel{b.SelCapaian(false)[0], b.SelAnggaran()[2]}})
			}
		}
	case u.Anggaran != nil:
		b := *u.Anggaran
		isi.Nama, isi.Ket = b.Nama, b.Kode+" · "+strconv.Itoa(b.N)+" dari "+strconv.Itoa(b.M)+" baris dilaporkan"
		angka = angkaAnggaran(b, u.Hasil.Isi.Kebijakan)
		for _, x := range u.Hasil.Isi.Anggaran {
			if x.Induk == b.Kode {
				isi.Bagian = append(isi.Bagian, bagianAngka{x.Kode + " " + x.Nama, a.Angka(service.AngkaAnggaran, x.Kode, tw), selAnggaran(x)})
			}
		}
		if len(b.Rincian) == 1 {
			isi.Isian = a.Anggaran(sakip.IdentitasBaris{SubUnit: b.Rincian[0].SubUnit, Kode: b.Kode, Sumber: b.Rincian[0].Sumber}, tw)
		}
	}
	for n, x := range angka {
		isi.Angka = append(isi.Angka, uraian{x, n + 1, x.langkah(u.Kebijakan)})
	}
	for _, m := range u.Masukan {
		isi.Masukan = append(isi.Masukan, masukanDari(m, u, zona))
	}
	return isi
}

// asalIsian reads the entries among the inputs. What cannot be read explains nothing; the
// results then have their own reason.
func asalIsian(list []service.MasukanAngka, tw int) []butir {
	var i wire.Indikator
	real := map[int]wire.Realisasi{}
	for _, m := range list {
		var r wire.Realisasi
		switch {
		case m.Doc == "IND" && json.Unmarshal(m.Isi, &i) != nil:
			return nil
		case m.Doc == "REAL" && json.Unmarshal(m.Isi, &r) == nil:
			real[m.Triwulan] = r
		}
	}
	return asalKomponen(i, real, tw)
}

func angkaIndikator(i wire.HasilIndikator) []angkaUraian {
	persen := func(s string) string {
		if s == "" {
			return ""
		}
		return s + "%"
	}
	satuan := ""
	if i.Satuan != "" {
		satuan = " " + i.Satuan
	}
	nilai := i.RealisasiTampil
	if nilai != "" {
		nilai += satuan
	}
	j := i.Penjelasan
	out := []angkaUraian{
		{Judul: "Realisasi s.d. triwulan", Tampil: nilai, Mentah: isiTeks(i.Realisasi), Satuan: satuan, Jelas: j["realisasi"]},
		{Judul: "Capaian terhadap target tahun", Tampil: persen(i.CapaianTampil), Mentah: isiTeks(i.Capaian), Satuan: "%", Bulat: true, Batas: true, Kategori: i.Kategori, Jelas: j["capaian"]},
		{Judul: "Terhadap target akhir Renstra", Tampil: persen(i.PersenTargetAkhirTampil), Mentah: isiTeks(i.PersenTargetAkhir), Satuan: "%", Bulat: true, Batas: true, Jelas: j["persen_target_akhir"]},
	}
	if p, ok := j["persen_standar"]; ok {
		out = append(out, angkaUraian{Judul: "Terhadap standar", Tampil: persen(i.PersenStandarTampil), Mentah: isiTeks(i.PersenStandar), Satuan: "%", Bulat: true, Batas: true, Jelas: p})
	}
	return append(out, angkaUraian{Judul: "Anggaran", Tampil: rupiahTampil(i.Anggaran), Mentah: isiTeks(i.Anggaran), Satuan: " rupiah", Jelas: j["anggaran"]},
		angkaUraian{Judul: "Capaian anggaran", Tampil: persen(i.CapaianAnggaranTampil), Mentah: isiTeks(i.CapaianAnggaran), Satuan: "%", Bulat: true, Jelas: j["capaian_anggaran"]})
}

func rupiahTampil(s *string) string {
	if s == nil {
		return ""
	}
	return "Rp" + tampilRupiah(*s)
}

func angkaSasaran(s wire.HasilSasaran) []angkaUraian {
	out := []angkaUraian{
		{Judul: "Rata-rata capaian", Tampil: s.RataCapaianTampil, Mentah: isiTeks(s.RataCapaian), Batas: true, Kategori: s.Kategori, Jelas: s.Penjelasan["rata_capaian"]},
		{Judul: "Rata-rata capaian anggaran", Tampil: s.RataCapaianAnggaranTampil, Mentah: isiTeks(s.RataCapaianAnggaran), Jelas: s.Penjelasan["rata_capaian_anggaran"]},
		{Judul: "Tingkat efisiensi", Tampil: s.TingkatEfisiensiTampil, Mentah: isiTeks(s.TingkatEfisiensi), Jelas: s.Penjelasan["tingkat_efisiensi"]},
		{Judul: "Serapan tertimbang pagu", Tampil: s.SerapanTertimbangTampil, Mentah: isiTeks(s.SerapanTertimbang), Jelas: s.Penjelasan["serapan_tertimbang"]},
	}
	for n := range out {
		out[n].Satuan, out[n].Bulat = "%", true
		if out[n].Tampil != "" {
			out[n].Tampil += "%"
		}
	}
	return out
}

// angkaAnggaran explains a budget row: what it is made of follows from its place.
func angkaAnggaran(b wire.HasilAnggaran, kebijakan string) []angkaUraian {
	dasar := wire.Penjelasan{Aturan: "anggaran.jumlah", Rumus: "jumlah baris di bawahnya", Kebijakan: kebijakan}
	if b.Daun {
		dasar = wire.Penjelasan{Aturan: "anggaran.entri", Kebijakan: kebijakan}
	}
	realisasi := dasar
	if b.Realisasi == nil {
		realisasi.Alasan = pertama(b.Alasan, string(sakip.BelumDilaporkan))
	}
	persen := ""
	if b.CapaianTampil != "" {
		persen = b.CapaianTampil + "%"
	}
	return []angkaUraian{
		{Judul: "Anggaran", Tampil: rupiahTampil(b.Anggaran), Mentah: isiTeks(b.Anggaran), Satuan: " rupiah", Jelas: dasar},
		{Judul: "Realisasi", Tampil: rupiahTampil(b.Realisasi), Mentah: isiTeks(b.Realisasi), Satuan: " rupiah", Jelas: realisasi},
		{Judul: "Capaian anggaran", Tampil: persen, Mentah: isiTeks(b.Capaian), Satuan: "%", Bulat: true, Jelas: wire.Penjelasan{Aturan: "anggaran.capaian",
			Rumus: "realisasi ÷ anggaran × 100", Kebijakan: kebijakan, Alasan: b.Alasan,
			Masukan: []wire.Masukan{{Nama: "anggaran", Nilai: b.Anggaran}, {Nama: "realisasi", Nilai: b.Realisasi}}}},
	}
}

func kebijakanDari(k sakip.Kebijakan) kebijakanTampil {
	out := kebijakanTampil{Versi: k.Versi}
	for _, x := range kataKebijakan(k) {
		out.Butir = append(out.Butir, butir{x[0], x[1]})
	}
	for _, x := range k.Skala.Kelas {
		out.Kelas = append(out.Kelas, butir{x.Nama, batasKelas(x)})
	}
	return out
}

// masukanDari is one input as the page lists it.
func masukanDari(m service.MasukanAngka, u service.UraianAngka, zona *time.Location) barisMasukan {
	b := barisMasukan{Nama: namaObjek(m.Objek), Bukti: m.Bukti, BisaBukti: m.Doc == "REAL", Nilai: nilaiMasukan(m, u)}
	if m.Doc == "REAL" || m.Doc == "RANG" {
		var s struct {
			Status sakip.Status `json:"status"`
		}
		if json.Unmarshal(m.Isi, &s) == nil {
			b.Status, b.Hitung = string(s.Status), s.Status.Dihitung()
		}
	}
	if e := m.Entri; e != nil {
		b.Oleh, b.Waktu, b.Cara = e.Pelaku.Nama, locale.Waktu(e.Waktu, zona), namaPerintah(e.Perintah)
	}
	return b
}

// nilaiMasukan is what an input says of the figure, in a line.
func nilaiMasukan(m service.MasukanAngka, u service.UraianAngka) string {
	var lama json.RawMessage
	baris, _ := bedaJSON(lama, m.Isi, perluMasukan(m.Doc, u))
	s := ""
	for _, x := range baris {
		if s != "" {
			s += "; "
		}
		s += x.Label + " " + x.Baru
	}
	return s
}

// perluMasukan tells which members of an item go into the figure.
func perluMasukan(doc string, u service.UraianAngka) func(jalur string) bool {
	awal := map[string][]string{"REAL": {"pembilang", "penyebut", "skor", "nilai", "predikat", "belum_terbit"}, "RANG": {"nilai"}, "RA": {"target"},
		"IND": {"arah", "formula.pengali", "formula.skor_maksimal", "entri", "akumulasi", "frekuensi", "standar"}, "KBJ": {"tahun"}}[doc]
	switch {
	case doc == "PK" && u.Indikator != nil:
		awal = []string{"target." + u.Indikator.ID, "tanggal"}
	case doc == "PK":
		awal = []string{"tanggal", "nomor"}
	case doc == "RENSTRA":
		awal = []string{"judul"}
	case len(awal) == 0:
		awal = []string{"pagu"}
	}
	return func(jalur string) bool {
		for _, a := range awal {
			if len(jalur) >= len(a) && jalur[:len(a)] == a {
				return true
			}
		}
		return false
	}
}

func riwayatDari(u service.UraianAngka, alamat string, zona *time.Location) []riwayat {
	out := []riwayat{{Judul: "Perubahan data tahun ini", Baris: barisAuditDari(u.Riwayat.Entri, zona)}}
	lebih := func(r *riwayat, nama string, h service.HalamanAudit) {
		if h.Lanjut > 0 {
			r.Lebih = alamat + "&" + url.Values{nama: {strconv.FormatInt(h.Lanjut, 10)}}.Encode() + "#riwayat"
			r.Jauh = len(h.Entri) == 0
		}
	}
	lebih(&out[0], "sebelum", u.Riwayat)
	if len(u.RiwayatOPD.Entri) > 0 || u.RiwayatOPD.Lanjut > 0 {
		r := riwayat{Judul: "Perubahan kebijakan dan Renstra", Baris: barisAuditDari(u.RiwayatOPD.Entri, zona)}
		lebih(&r, "sebelum_opd", u.RiwayatOPD)
		out = append(out, r)
	}
	return out
}
