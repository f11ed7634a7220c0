package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isiNarasi is what the page of a section of the report says beside its form.
type isiNarasi struct {
	sakip.BagianNarasi
	Unit    string          // who owes it
	Blok    []document.Blok // as it will stand in the report: what is typed, or what is stored
	Riwayat []versiNarasi   // newest first
	Kembali string          // when the version was saved that the form was filled with; "" for none
	Baku    []document.Blok // what the report says as long as nobody has written; nil where it says something beside
	Sebelum *tautanTeks
	Sesudah *tautanTeks
}

// naskahForm is a text of the report as its form has it.
type naskahForm struct {
	Naskah string `json:"naskah"`
	Sumber string `json:"sumber"`
}

func (n naskahForm) narasi(bagian string) sakip.Narasi {
	return sakip.Narasi{Bagian: bagian, Isi: n.Naskah, Sumber: n.Sumber}
}

func naskahDari(n sakip.Narasi) []byte { return raw(naskahForm{n.Isi, n.Sumber}) }

type tautanTeks struct{ Teks, Alamat string }

// versiNarasi is a text as it was saved once.
type versiNarasi struct {
	Waktu, Oleh string
	Ringkas     string // its beginning
	Dihapus     bool
	Pakai       string // address of the form filled with it; "" for who may not write
}

// keadaanNarasi says where a section stands.
func keadaanNarasi(b sakip.BagianNarasi, isi string) (teks string, kurang bool) {
	switch {
	case isi != "":
		return "ditulis", false
	case b.Sifat == sakip.NarasiWajib:
		return "belum ditulis", true
	case b.Sifat == sakip.NarasiPengganti:
		return "memakai teks dari data", false
	}
	return "tanpa tambahan", false
}

func (h *handler) daftarNarasi(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Narasi laporan", Satu: "bagian", Petunjuk: "Teks LKjIP yang ditulis orang. Bagian yang wajib dan belum ditulis tampak sebagai celah pada laporan; selebihnya laporan memakai teks dari data.",
		Kolom: []kolomDaftar{{"Letak", false}, {"Keadaan", false}, {"Menjadi tugas", false}}}
	for _, b := range k.d.BagianNarasi() {
		keadaan := selDaftar{}
		if teks, kurang := keadaanNarasi(b, k.d.CariNarasi(b.ID)); kurang {
			keadaan.Kurang = teks
		} else {
			keadaan.Teks = teks
		}
		d.Baris = append(d.Baris, barisRencana{"", b.Sebutan(), k.Rencana("narasi", b.ID), []selDaftar{{Teks: b.Letak}, keadaan, {Teks: k.penulisNarasi(b)}}})
	}
	return d
}

// penulisNarasi names who owes a section.
func (k konteks) penulisNarasi(b sakip.BagianNarasi) string {
	if b.Unit == "" {
		return "Perencana"
	}
	return k.d.OPD.NamaUnit(b.Unit)
}

// tentangNarasi tells the findings about what a section says.
func tentangNarasi(b sakip.BagianNarasi) func(review.Temuan) bool {
	return func(t review.Temuan) bool {
		return slices.ContainsFunc(t.Tempat, func(p review.Perbaikan) bool { return p.Tabel == review.TabelNarasi && p.Baris == b.Sebutan() })
	}
}

func (h *handler) lembarNarasi(k konteks, id string) (lembarRencana, error) {
	semua := k.d.BagianNarasi()
	n := slices.IndexFunc(semua, func(b sakip.BagianNarasi) bool { return b.ID == id })
	if n < 0 {
		return lembarRencana{}, fault.New(fault.NotFound, "Bagian laporan", id)
	}
	b := semua[n]
	simpanan := sakip.Narasi{Bagian: id}
	if i := slices.IndexFunc(k.d.Narasi, func(x sakip.Narasi) bool { return x.Bagian == id }); i >= 0 {
		simpanan = k.d.Narasi[i]
	}
	lain := isiNarasi{BagianNarasi: b, Unit: k.penulisNarasi(b)}
	if b.Sifat == sakip.NarasiPengganti {
		h := sakip.Hitung(k.d, sakip.Periode{Tahun: k.Tahun, Triwulan: 4})
		lain.Baku = document.UraiNaskah(report.TeksBaku(k.d, h, id))
	}
	if n > 0 {
		lain.Sebelum = &tautanTeks{semua[n-1].Sebutan(), k.Rencana("narasi", semua[n-1].ID)}
	}
	if n+1 < len(semua) {
		lain.Sesudah = &tautanTeks{semua[n+1].Sebutan(), k.Rencana("narasi", semua[n+1].ID)}
	}
	l := lembarRencana{konteks: k, template: "narasi", perihal: tentangNarasi(b), judul: b.Sebutan(), anak: b.Letak, tujuan: k.Rencana("narasi", id), remah: k.remah(remah{"Narasi laporan", k.Rencana("narasi")}),
		versi: teksVersi(k.versi[service.BarisNarasi(id)]), aksi: service.Rencanakan, perbarui: "Lihat pratinjau", awal: naskahDari(simpanan)}
	if l.versi != "0" {
		l.hapus = k.Rencana("narasi", id, "hapus")
	}
	l.bagian = func(isian) []bagianUraian {
		return []bagianUraian{{"Teks", b.Petunjuk, []gambaran{{nama: "naskah", label: "Isi bagian ini", ragam: teksPanjang, gaya: "naskah",
			petunjuk: "Pisahkan paragraf dengan baris kosong. Awali baris dengan “- ” atau “1. ” untuk daftar; **tebal**, *miring*."},
			{nama: "sumber", label: "Sumber, bila dikutip dari dokumen lain"}}}}
	}
	l.simpan = func(s *service.Service, req service.Request, isi []byte, versi string) error {
		n, err := dariJSON[naskahForm](isi)
		if err != nil {
			return err
		}
		v, err := versiForm(versi)
		if err != nil {
			return err
		}
		switch kosong := strings.TrimSpace(n.Naskah) == ""; {
		case kosong && v == 0 && l.bisa(): // as it was
			return nil
		case kosong && l.bisa(): // what the report says without it comes back
			_, err = s.DeleteBaris(k.r.Context(), req, k.OPD, k.Tahun, service.BarisNarasi(id), v)
			return err
		}
		_, err = s.PutNarasi(k.r.Context(), req, k.OPD, k.Tahun, n.narasi(id), v)
		return err
	}
	l.sesudah = func(b service.Bentrok) ([]byte, string, error) {
		w, err := dariJSON[wire.Narasi](b.Kini)
		return naskahDari(w.Domain(nil)), teksVersi(b.Versi), err
	}
	zona, err := h.zona(k.r.Context(), k.o, k.OPD)
	if err != nil {
		return l, err
	}
	riwayat, err := h.Service.RiwayatNarasi(k.r.Context(), k.o, k.OPD, k.Tahun, id)
	if err != nil {
		return l, err
	}
	lain.isiRiwayat(riwayat, l, zona)
	if v, ok := dipakai(riwayat, k.r.URL.Query()); ok && l.bisa() {
		lain.Kembali = locale.Waktu(v.Waktu, zona)
		simpanan.Isi = v.Isi
		l.awal = naskahDari(simpanan)
	}
	l.lainDari = func(s isian) any {
		lain.Blok = document.UraiNaskah(s["naskah"])
		return lain
	}
	return l, nil
}

// pakaiVersi in a form's address names the entry whose text it is filled with.
const pakaiVersi = "pakai"

func dipakai(riwayat []service.VersiNarasi, q url.Values) (service.VersiNarasi, bool) {
	for _, v := range riwayat {
		if strconv.FormatInt(v.Seq, 10) == q.Get(pakaiVersi) && v.Isi != "" {
			return v, true
		}
	}
	return service.VersiNarasi{}, false
}

func (i *isiNarasi) isiRiwayat(list []service.VersiNarasi, l lembarRencana, zona *time.Location) {
	for _, v := range list {
		t := versiNarasi{Waktu: locale.Waktu(v.Waktu, zona), Oleh: v.Oleh, Ringkas: potong(v.Isi, 160), Dihapus: v.Dihapus}
		if l.bisa() && v.Isi != "" {
			t.Pakai = l.tujuan + "?" + pakaiVersi + "=" + strconv.FormatInt(v.Seq, 10)
		}
		i.Riwayat = append(i.Riwayat, t)
	}
}

// langkahNarasi is how far the texts of the report are.
func langkahNarasi(k konteks) langkahRencana {
	l := langkahRencana{Judul: "Narasi laporan", Alamat: k.Rencana("narasi"), Keadaan: "sudah"}
	ditulis, kurang, semua := 0, 0, k.d.BagianNarasi()
	for _, b := range semua {
		isi := k.d.CariNarasi(b.ID)
		if isi != "" {
			ditulis++
		}
		if _, wajib := keadaanNarasi(b, isi); wajib {
			kurang++
		}
	}
	l.Teks = strconv.Itoa(ditulis) + " dari " + strconv.Itoa(len(semua)) + " bagian ditulis."
	if kurang > 0 {
		l.Keadaan, l.Teks = "bila perlu", l.Teks+" "+strconv.Itoa(kurang)+" yang wajib belum ditulis dan tampak sebagai celah pada LKjIP."
	}
	return l
}
