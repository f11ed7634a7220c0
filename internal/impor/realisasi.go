package impor

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/impor/berkas"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

var kolomRealisasi = func() []arti {
	out := []arti{
		{id: "kode", nama: "Kode indikator", sinonim: []string{"kode", "id", "id indikator", "kode iku"}},
		{id: "nama", nama: "Indikator", sinonim: []string{"indikator kinerja", "nama indikator", "uraian", "indikator kinerja utama", "nama"}},
		{id: "triwulan", nama: "Triwulan", sinonim: []string{"tw", "periode"}},
		{id: "pembilang", nama: "Pembilang", sinonim: []string{"realisasi pembilang", "x"}},
		{id: "penyebut", nama: "Penyebut", sinonim: []string{"realisasi penyebut", "y"}},
		{id: "skor", nama: "Skor"},
		{id: "nilai", nama: "Nilai"},
		{id: "predikat", nama: "Predikat"},
		{id: "realisasi", nama: "Realisasi", sinonim: []string{"realisasi kinerja", "capaian realisasi"}},
		{id: "belum_terbit", nama: "Belum terbit"},
		{id: "alasan", nama: "Alasan", sinonim: []string{"penjelasan"}},
		{id: "sumber", nama: "Sumber data", sinonim: []string{"sumber"}},
		{id: "faktor_pendorong", nama: "Faktor pendorong"},
		{id: "faktor_penghambat", nama: "Faktor penghambat"},
		{id: "solusi", nama: "Solusi"},
	}
	for tw := 1; tw <= 4; tw++ {
		n := strconv.Itoa(tw)
		out = append(out, arti{id: "realisasi_tw" + n, nama: "Realisasi TW" + n, sinonim: []string{"realisasi kinerja tw" + n, "realisasi sd tw" + n}})
	}
	return out
}()

// teksRealisasi are the texts of a report, by column.
var teksRealisasi = []struct {
	id, nama string
	di       func(*sakip.Realisasi) *string
}{
	{"sumber", "Sumber data", func(r *sakip.Realisasi) *string { return &r.Sumber }},
	{"faktor_pendorong", "Faktor pendorong", func(r *sakip.Realisasi) *string { return &r.FaktorPendorong }},
	{"faktor_penghambat", "Faktor penghambat", func(r *sakip.Realisasi) *string { return &r.FaktorPenghambat }},
	{"solusi", "Solusi", func(r *sakip.Realisasi) *string { return &r.Solusi }},
}

// komponen are the columns of the components that a formula takes; the last of a formula
// with one is also what the column Realisasi means.
var komponen = map[sakip.JenisFormula][]string{
	sakip.FormulaRasio: {"pembilang", "penyebut"}, sakip.FormulaSkor: {"skor"}, sakip.FormulaNilai: {"nilai"}, sakip.FormulaPredikat: {"predikat"},
}

// realisasi reads a table of what was achieved: a row for an indicator and quarter, or one
// for an indicator with a column for each quarter.
func (h *hitungan) realisasi() {
	if h.k.letak("kode") < 0 && h.k.letak("nama") < 0 {
		h.tolak("Kolom Kode indikator atau Indikator belum ditemukan. Pilih pada “Arti kolom”, lalu tekan Baca ulang.")
		return
	}
	melebar := false
	for tw := 1; tw <= 4; tw++ {
		melebar = melebar || h.k.letak("realisasi_tw"+strconv.Itoa(tw)) >= 0
	}
	h.turunkan("kode", "nama")
	sudah := map[string]int{}
	for _, b := range h.k.baris {
		if !melebar {
			h.barisRealisasi(b, 0, "realisasi", sudah)
			continue
		}
		ada := false
		for tw := 1; tw <= 4; tw++ {
			id := "realisasi_tw" + strconv.Itoa(tw)
			if s := b.Di(h.k.letak(id)); s.Jenis != berkas.Kosong && !tanpaNilai(s) {
				ada = true
				h.barisRealisasi(b, tw, id, sudah)
			}
		}
		if !ada {
			h.baca(b).lewat("")
		}
	}
}

// turunkan fills a text that stands merged over several rows into each of them.
func (h *hitungan) turunkan(kolom ...string) {
	for _, id := range kolom {
		c := h.k.letak(id)
		for _, g := range h.l.Gabungan {
			if g.Kolom1 != c || g.Kolom2 != c {
				continue
			}
			var atas Sel
			for n, b := range h.k.baris {
				switch {
				case b.No == g.Baris1:
					atas = b.Di(c)
				case b.No > g.Baris1 && b.No <= g.Baris2 && b.Di(c).Jenis == berkas.Kosong && c < len(b.Sel):
					h.k.baris[n].Sel = slices.Clone(b.Sel)
					h.k.baris[n].Sel[c] = atas
				}
			}
		}
	}
}

// barisRealisasi reads one report. tw is 0 where the row says the quarter itself.
func (h *hitungan) barisRealisasi(b Baris, tw int, umum string, sudah map[string]int) {
	r := h.baca(b)
	isi := slices.ContainsFunc([]string{"pembilang", "penyebut", "skor", "nilai", "predikat", "belum_terbit", umum}, r.ada)
	if !isi || !r.ada("kode") && !r.ada("nama") {
		r.hasil.Kode, r.hasil.Uraian = r.sel("kode").Teks, potong(r.sel("nama").Teks, 200)
		r.lewat("")
		return
	}
	i, ok := h.cocokkan(r)
	r.hasil.Kode, r.hasil.Uraian = i.ID, potong(i.Nama, 200)
	if !ok {
		if r.hasil.Uraian = potong(r.teks("nama"), 200); !r.ditolak() {
			r.tolak(map[bool]string{true: "kode", false: "nama"}[r.ada("kode")], "Indikator ini belum ada pada tahun "+strconv.Itoa(h.d.Tahun)+". Impor atau tambahkan indikatornya dahulu.")
		}
		r.selesai(false)
		return
	}
	if tw == 0 {
		tw = r.triwulan()
	}
	if tw == 0 {
		r.selesai(false)
		return
	}
	r.hasil.Kode += " TW" + strconv.Itoa(tw)
	if n := sudah[r.hasil.Kode]; n > 0 {
		r.tolak("kode", r.hasil.Kode+" sudah ada di baris "+strconv.Itoa(n)+".")
	}
	sudah[r.hasil.Kode] = b.No
	h.gantiRealisasi(r, i, tw, umum)
}

// triwulan is the quarter of a row: its own cell's, else the one that was chosen; 0 is
// refused.
func (r *baca) triwulan() int {
	if !r.ada("triwulan") {
		if n := r.h.p.Opsi.Triwulan; n > 0 {
			return n
		}
		r.tolak("triwulan", "Triwulan belum diketahui. Pilih triwulan di atas tabel, atau isi kolom Triwulan.")
		return 0
	}
	s := strings.ReplaceAll(rata(r.teks("triwulan")), " ", "")
	s = strings.TrimPrefix(strings.TrimPrefix(s, "triwulan"), "tw")
	if v, ok := angkaTW[s]; ok {
		return int(v[0] - '0')
	}
	r.tolak("triwulan", "“"+potong(r.teks("triwulan"), 20)+"” bukan triwulan. Tulis TW1 sampai TW4.")
	return 0
}

// gantiRealisasi puts one report beside the one that is there.
func (h *hitungan) gantiRealisasi(r *baca, i sakip.Indikator, tw int, umum string) {
	baru := sakip.Realisasi{Indikator: i.ID, Triwulan: tw}
	ada := false
	for _, x := range h.d.Realisasi {
		if x.Indikator == i.ID && x.Triwulan == tw {
			baru, ada = x, true
		}
	}
	lama := baru
	r.komponen(i, &baru, umum)
	for _, t := range teksRealisasi {
		if r.ada(t.id) && !samaSel(selIsi(*t.di(&lama)), selIsi(r.teks(t.id))) {
			*t.di(&baru) = r.teks(t.id)
		}
	}
	r.beda("Pembilang", komponenX(lama, i, sakip.FormulaRasio), komponenX(baru, i, sakip.FormulaRasio))
	r.beda("Penyebut", selAda(lama.Y), selAda(baru.Y))
	r.beda("Skor", komponenX(lama, i, sakip.FormulaSkor), komponenX(baru, i, sakip.FormulaSkor))
	r.beda("Nilai", komponenX(lama, i, sakip.FormulaNilai), komponenX(baru, i, sakip.FormulaNilai))
	r.beda("Predikat", selIsi(lama.Predikat), selIsi(baru.Predikat))
	r.beda("Belum terbit", yaBila(lama.BelumTerbit), yaBila(baru.BelumTerbit))
	for _, t := range teksRealisasi {
		r.beda(t.nama, selIsi(*t.di(&lama)), selIsi(*t.di(&baru)))
	}
	if len(r.hasil.Beda) > 0 || !ada {
		var l sakip.Tahap
		baru.Penjelasan, l = r.jelaskan(h.p.baru.PeriksaEntri(baru), baru.Penjelasan, func(f string) string {
			if r.ada(f) {
				return f
			}
			return umum
		})
		alur, err := h.entri(l, i.ID, sakip.IdentitasBaris{}, tw, i.PenanggungJawab, lama.Alur())
		r.galat(err, func(string) string { return "kode" })
		baru = baru.DenganAlur(alur)
		if !r.ditolak() {
			r.galat(baru.Validasi(i, h.d.Kebijakan), func(f string) string { return f })
		}
		if !r.ditolak() {
			h.p.baru.Realisasi = pasang(h.p.baru.Realisasi, baru, func(x sakip.Realisasi) bool { return x.Indikator == i.ID && x.Triwulan == tw })
		}
	}
	r.selesai(ada)
}

func yaBila(v bool) Sel {
	if v {
		return selIsi("ya")
	}
	return Sel{}
}

func komponenX(r sakip.Realisasi, i sakip.Indikator, j sakip.JenisFormula) Sel {
	if i.Formula.Jenis != j {
		return Sel{}
	}
	return selAda(r.X)
}

// komponen reads the components of an indicator's formula; the others must be blank.
func (r *baca) komponen(i sakip.Indikator, baru *sakip.Realisasi, umum string) {
	pakai := komponen[i.Formula.Jenis]
	for _, id := range []string{"pembilang", "penyebut", "skor", "nilai", "predikat"} {
		if r.ada(id) && !slices.Contains(pakai, id) {
			r.tolak(id, "Indikator ini memakai formula "+string(i.Formula.Jenis)+", tanpa isian "+id+". Kosongkan sel ini.")
		}
	}
	if r.ada("belum_terbit") && rata(r.teks("belum_terbit")) != "tidak" {
		baru.BelumTerbit, baru.X, baru.Y, baru.Predikat = true, nil, nil, ""
	}
	dari := func(id string) string {
		if !r.ada(id) && r.ada(umum) && len(pakai) == 1 {
			return umum
		}
		return id
	}
	if len(pakai) == 2 && r.ada(umum) && !r.ada("pembilang") {
		r.tolak(umum, "Indikator ini rasio: isi pembilang dan penyebut, bukan hasil baginya.")
		return
	}
	angka := func(id string, kind locale.Kind, lama *decimal.Decimal) *decimal.Decimal {
		id = dari(id)
		d := r.angka(id, kind)
		if d == nil || lama != nil && d.Equal(*lama) {
			return lama
		}
		baru.BelumTerbit = baru.BelumTerbit && r.ada("belum_terbit")
		return d
	}
	switch i.Formula.Jenis {
	case sakip.FormulaRasio:
		baru.X = angka("pembilang", locale.KindBilangan, baru.X)
		baru.Y = angka("penyebut", locale.KindBilangan, baru.Y)
	case sakip.FormulaSkor:
		baru.X = angka("skor", locale.KindRasio, baru.X)
	case sakip.FormulaNilai:
		baru.X = angka("nilai", locale.KindRasio, baru.X)
	case sakip.FormulaPredikat:
		if id := dari("predikat"); r.ada(id) {
			baru.Predikat = r.teks(id)
			baru.BelumTerbit = false
		}
	}
}
