package impor

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/impor/berkas"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

var kolomAnggaran = func() []arti {
	out := []arti{
		{id: "kode", nama: "Kode", sinonim: []string{"kode rekening", "kode program", "kode program kegiatan", "kode kegiatan", "kode sub kegiatan", "kode rek", "rekening"}},
		{id: "uraian", nama: "Uraian", wajib: true, sinonim: []string{"nama"}, pola: regexp.MustCompile(
			`^(?:(?:nama|uraian|urusan|bidang|pemerintahan|daerah|dan|organisasi|sub) )*(?:program|kegiatan)(?: (?:program|kegiatan|sub|dan|uraian|belanja))*$`)},
		{id: "tingkat", nama: "Tingkat", sinonim: []string{"level", "jenjang"}},
		{id: "induk", nama: "Kode induk", sinonim: []string{"induk"}},
		{id: "sub_unit", nama: "Sub unit", sinonim: []string{"unit", "sub skpd", "unit kerja", "sub unit organisasi", "unit organisasi", "nama sub unit"}},
		{id: "sumber", nama: "Sumber dana", sinonim: []string{"sumber", "sumber pendanaan"}},
		{id: "pagu", nama: "Pagu", sinonim: []string{"anggaran", "jumlah", "pagu anggaran", "jumlah anggaran", "pagu indikatif", "nilai", "pagu rp", "anggaran rp", "jumlah rp",
			"pagu perubahan", "anggaran setelah perubahan", "jumlah setelah perubahan", "setelah perubahan", "total"}},
		{id: "alasan", nama: "Alasan", sinonim: []string{"penjelasan"}},
		{id: "realisasi", nama: "Realisasi", sinonim: []string{"realisasi anggaran", "realisasi keuangan", "realisasi rp", "jumlah realisasi"}},
	}
	for tw := 1; tw <= 4; tw++ {
		n := strconv.Itoa(tw)
		out = append(out, arti{id: "realisasi_tw" + n, nama: "Realisasi s.d. TW" + n, sinonim: []string{"realisasi tw" + n, "realisasi anggaran tw" + n, "realisasi keuangan tw" + n}})
	}
	return out
}()

// barisPagu is one row of a budget table.
type barisPagu struct {
	*baca
	sakip.BarisAnggaran
	realisasi [5]*decimal.Decimal // by quarter
	anak      bool
}

// anggaran reads a budget: the tree of codes, the pagu of its leaves, what was spent. A
// table with pagu replaces the version whole, so that one refused row refuses it; one
// without adds what was spent to the leaves that are there.
func (h *hitungan) anggaran() {
	denganPagu := h.k.letak("pagu") >= 0
	denganReal := h.k.letak("realisasi") >= 0 && h.p.Opsi.Triwulan > 0
	for tw := 1; tw <= 4; tw++ {
		denganReal = denganReal || h.k.letak("realisasi_tw"+strconv.Itoa(tw)) >= 0
	}
	if h.k.letak("realisasi") >= 0 && h.p.Opsi.Triwulan == 0 {
		h.catat("Kolom Realisasi dilewati: pilih triwulannya (realisasi Januari sampai akhir triwulan itu) lalu baca ulang bila ingin ikut diimpor.")
	}
	if !denganPagu && !denganReal {
		h.tolak("Kolom Pagu belum ditemukan. Pilih pada “Arti kolom”, lalu tekan Baca ulang.")
		return
	}
	if denganPagu {
		h.versi()
	}
	rows, jumlah := h.barisAnggaran()
	tanpaKode := len(rows) > 0 && !slices.ContainsFunc(rows, func(b *barisPagu) bool { return b.Kode != "" })
	if tanpaKode && denganPagu {
		h.susunTanpaKode(rows)
	} else {
		h.susunKode(rows)
	}
	if denganPagu {
		rows = h.puncak(rows)
		h.versiAnggaran(rows, jumlah)
	}
	if denganReal {
		h.realisasiAnggaran(rows)
	}
	for _, b := range rows {
		if b.baca.b.No == 0 {
			h.p.Baris = append(h.p.Baris, b.hasil)
			continue
		}
		lama := h.barisLama(b.IdentitasBaris)
		b.selesai(!denganPagu || lama != nil)
	}
	slices.SortStableFunc(h.p.Baris, func(a, b Hasil) int { return cmp.Compare(a.No, b.No) })
	if denganPagu {
		h.yangHilang(rows)
		if slices.ContainsFunc(h.p.Baris, func(b Hasil) bool { return b.Keadaan == Ditolak }) {
			h.tolak("Anggaran diganti utuh, jadi semua baris harus diterima. Betulkan baris yang ditolak, lalu unggah lagi.")
			h.p.baru.Anggaran = slices.Clone(h.d.Anggaran)
			h.p.baru.RealisasiAnggaran = slices.Clone(h.d.RealisasiAnggaran)
		}
	}
}

// jumlahTertulis is a row that states a sum of the whole table.
type jumlahTertulis struct {
	r    *baca
	pagu *decimal.Decimal
}

var (
	polaJumlah   = regexp.MustCompile(`(?i)^(grand )?(jumlah|total)( (total|keseluruhan|anggaran|belanja|pagu|seluruhnya|semua))*\s*:?$`)
	polaSubUnit  = regexp.MustCompile(`(?i)^(?:sub unit(?: organisasi)?|sub skpd|unit kerja)\s*:\s*(.+)$`)
	polaUrusan   = regexp.MustCompile(`^[0-9X]$`)
	polaBidang   = regexp.MustCompile(`^[0-9X]\.[0-9X]{2}$`)
	polaSKPD     = regexp.MustCompile(`^[0-9X]\.[0-9X]{2}\.[0-9]\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2}(?:\.[0-9]{4})?$`)
	polaRekening = regexp.MustCompile(`^[4-6]\.[1-9](?:\.|$)`)
)

// barisAnggaran reads the rows: titles, totals and account lines are told from what is a
// row of the tree.
func (h *hitungan) barisAnggaran() (rows []*barisPagu, jumlah []jumlahTertulis) {
	subUnit := ""
	lanjut := h.kolomKodeLanjut()
	berurusan := slices.ContainsFunc(h.k.baris, func(b Baris) bool { return polaBidang.MatchString(h.baca(b).kode(lanjut)) })
	for _, b := range h.k.baris {
		r := h.baca(b)
		kode, uraian := r.kode(lanjut), r.teks("uraian")
		r.hasil.Kode, r.hasil.Uraian = kode, potong(uraian, 200)
		angka := slices.ContainsFunc(b.Sel, func(s Sel) bool { return s.Jenis == berkas.Angka || s.Jenis == berkas.Persen })
		label := cmp.Or(uraian, r.sel("kode").Teks, pertama(b))
		switch {
		case polaSubUnit.MatchString(label):
			subUnit = unitDari(h.d.OPD, strings.TrimSpace(polaSubUnit.FindStringSubmatch(label)[1]))
			r.lewat("Baris di bawahnya milik sub unit " + subUnit + ".")
			continue
		case polaJumlah.MatchString(label):
			jumlah = append(jumlah, jumlahTertulis{r, r.angka("pagu", locale.KindRupiah)})
			r.lewat("Baris jumlah; dipakai untuk memeriksa.")
			continue
		case !r.ada("tingkat") && (polaSKPD.MatchString(kode) || berurusan && polaUrusan.MatchString(kode)):
			r.lewat("Baris urusan atau perangkat daerah dilewati; jumlahnya dihitung dari baris di bawahnya.")
			continue
		case polaRekening.MatchString(kode):
			r.lewat("Baris rekening belanja dilewati; pagu dibaca sampai sub kegiatan.")
			continue
		case (kode == "" || uraian == "") && !angka && !r.ada("pagu") && !r.ada("realisasi"):
			r.lewat("Baris judul tanpa angka dilewati.")
			continue
		}
		x := &barisPagu{baca: r, BarisAnggaran: sakip.BarisAnggaran{Nama: uraian, Pagu: r.angka("pagu", locale.KindRupiah)}}
		x.Kode, x.Sumber, x.SubUnit = kode, r.teks("sumber"), subUnit
		if r.ada("sub_unit") {
			x.SubUnit = unitDari(h.d.OPD, r.teks("sub_unit"))
		}
		x.Induk = rapikanKode(r.teks("induk"))
		x.Tingkat = r.tingkat()
		for tw := 1; tw <= 4; tw++ {
			x.realisasi[tw] = r.angka("realisasi_tw"+strconv.Itoa(tw), locale.KindRupiah)
		}
		if tw := h.p.Opsi.Triwulan; tw > 0 && x.realisasi[tw] == nil {
			x.realisasi[tw] = r.angka("realisasi", locale.KindRupiah)
		}
		rows = append(rows, x)
	}
	return rows, jumlah
}

func pertama(b Baris) string {
	for _, s := range b.Sel {
		if s.Jenis == berkas.Teks {
			return s.Teks
		}
	}
	return ""
}

// kolomKodeLanjut counts the columns without a name right of the code's: prints write each
// segment of a code into one of its own.
func (h *hitungan) kolomKodeLanjut() int {
	c := h.k.letak("kode")
	n := 0
	for c >= 0 && c+n+1 < len(h.k.arti) && h.k.arti[c+n+1] == "" && h.k.judul[c+n+1] == "" {
		n++
	}
	return n
}

func (r *baca) kode(lanjut int) string {
	bagian := []string{r.teks("kode")}
	c := r.h.k.letak("kode")
	for n := 1; n <= lanjut; n++ {
		bagian = append(bagian, r.b.Di(c+n).Teks)
	}
	if s := r.sel("kode"); s.Jenis == berkas.Angka && strings.Contains(s.Teks, ".") && lanjut == 0 {
		r.awas("kode", "Kode tersimpan sebagai angka; nol di belakang bisa hilang. Periksa, atau ubah format kolom kode menjadi teks.")
	}
	return rapikanKode(strings.Join(bagian, "."))
}

// versi is the budget version that the table is: the one that was named, else the last.
func (h *hitungan) versi() (v sakip.VersiAnggaran, ada bool) {
	o := &h.p.Opsi
	for _, x := range h.d.Anggaran {
		if o.Anggaran == x.Versi || o.Anggaran == "" && (!ada || x.Tanggal >= v.Tanggal) {
			v, ada = x, true
		}
	}
	if !ada {
		v = sakip.VersiAnggaran{Versi: cmp.Or(o.Anggaran, "induk"), Jenis: sakip.AnggaranInduk, Tanggal: sakip.Tanggal(fmt.Sprintf("%04d-01-01", h.d.Tahun))}
		if len(h.d.Anggaran) > 0 {
			v.Jenis = sakip.AnggaranPerubahan
		}
	}
	v.Jenis, v.Tanggal, v.Nomor = cmp.Or(o.JenisAng, v.Jenis), cmp.Or(o.Tanggal, v.Tanggal), cmp.Or(o.Nomor, v.Nomor)
	o.Anggaran, o.JenisAng, o.Tanggal, o.Nomor = v.Versi, v.Jenis, v.Tanggal, v.Nomor
	return v, ada
}

// barisLama is a row of the version that the table replaces.
func (h *hitungan) barisLama(id sakip.IdentitasBaris) *sakip.BarisAnggaran {
	if h.lama == nil {
		h.lama = map[sakip.IdentitasBaris]*sakip.BarisAnggaran{}
		for _, v := range h.d.Anggaran {
			if v.Versi != h.p.Opsi.Anggaran {
				continue
			}
			for n := range v.Baris {
				h.lama[v.Baris[n].IdentitasBaris] = &v.Baris[n]
			}
		}
	}
	return h.lama[id]
}

// versiAnggaran makes the rows the version's, beside what it was.
func (h *hitungan) versiAnggaran(rows []*barisPagu, jumlah []jumlahTertulis) {
	v, _ := h.versi()
	v.Baris = nil
	identitas := map[sakip.IdentitasBaris]int{}
	for _, b := range rows {
		if b.Kode != "" {
			h.barisVersi(b, identitas)
		}
	}
	h.periksaJumlah(rows, jumlah)
	for _, b := range rows {
		if b.Kode != "" {
			v.Baris = append(v.Baris, b.BarisAnggaran)
		}
	}
	h.p.baru.Anggaran = pasang(h.p.baru.Anggaran, v, func(x sakip.VersiAnggaran) bool { return x.Versi == v.Versi })
}

func (h *hitungan) barisVersi(b *barisPagu, identitas map[sakip.IdentitasBaris]int) {
	if n := identitas[b.IdentitasBaris]; n > 0 {
		b.tolak("kode", "Kode "+b.Kode+" dengan sub unit dan sumber dana yang sama sudah ada di baris "+strconv.Itoa(n)+". Isi kolom Sub unit atau Sumber dana, atau gabungkan.")
	}
	identitas[b.IdentitasBaris] = max(b.baca.b.No, 1)
	b.galat(sakip.ValidasiID("kode", b.Kode), func(f string) string { return f })
	if strings.TrimSpace(b.Nama) == "" {
		b.tolak("uraian", "Uraian belum diisi.")
	}
	lama := h.barisLama(b.IdentitasBaris)
	baru := b.BarisAnggaran
	if b.anak {
		baru.Pagu = nil
	} else if b.Pagu == nil && !b.ditolak() {
		b.tolak("pagu", "Pagu belum diisi. Tulis 0 bila memang tidak ada anggarannya.")
	} else if b.Pagu != nil && b.Pagu.IsNegative() {
		b.tolak("pagu", "Pagu tidak boleh negatif.")
	} else if b.Pagu != nil && !b.Pagu.Equal(b.Pagu.Truncate(2)) {
		b.tolak("pagu", "Rupiah ditulis paling banyak dua desimal (sen).")
	}
	if lama != nil {
		if samaSel(selAda(lama.Pagu), selAda(baru.Pagu)) {
			baru.Pagu = lama.Pagu
		}
		if strings.TrimSpace(lama.Nama) == baru.Nama {
			baru.Nama = lama.Nama
		}
		b.beda("Uraian", selIsi(lama.Nama), selIsi(baru.Nama))
		b.beda("Tingkat", selIsi(string(lama.Tingkat)), selIsi(string(baru.Tingkat)))
		b.beda("Induk", selIsi(lama.Induk), selIsi(baru.Induk))
		b.beda("Pagu", selAda(lama.Pagu), selAda(baru.Pagu))
	} else {
		b.beda("Pagu", Sel{}, selAda(baru.Pagu))
	}
	b.hasil.Uraian = potong(b.Nama, 200)
	tertulis := b.Pagu
	b.BarisAnggaran = baru
	if b.anak {
		b.Pagu = tertulis // beside the sum of the rows below
	}
}

// periksaJumlah puts what the table states as a sum beside the sum of its leaves, and takes
// the sums out of the tree, which computes them itself.
func (h *hitungan) periksaJumlah(rows []*barisPagu, jumlah []jumlahTertulis) {
	induk := map[string]string{}
	for _, b := range rows {
		induk[b.Kode] = b.Induk
	}
	dihitung := map[string]decimal.Decimal{}
	var semua decimal.Decimal
	for _, b := range rows {
		if b.anak || b.Pagu == nil {
			continue
		}
		semua = semua.Add(*b.Pagu)
		for k, n := b.Induk, 0; k != "" && n < len(urutTingkat)+20; k, n = induk[k], n+1 {
			dihitung[k] = dihitung[k].Add(*b.Pagu)
		}
	}
	for _, b := range rows {
		if !b.anak {
			continue
		}
		if b.Pagu != nil && !b.Pagu.Equal(dihitung[b.Kode]) {
			b.awas("pagu", "Tertulis "+locale.Rupiah(*b.Pagu)+", sedangkan jumlah baris di bawahnya "+locale.Rupiah(dihitung[b.Kode])+". Yang disimpan jumlahnya.")
			h.p.Periksa = append(h.p.Periksa, periksa(b.baca, potong(b.Kode+" "+b.Nama, 80), *b.Pagu, dihitung[b.Kode]))
		}
		b.Pagu = nil
	}
	for _, j := range jumlah {
		if j.pagu != nil {
			h.p.Periksa = append(h.p.Periksa, periksa(j.r, cmp.Or(j.r.hasil.Uraian, "Jumlah"), *j.pagu, semua))
		}
	}
}

func periksa(r *baca, uraian string, tertulis, dihitung decimal.Decimal) Periksa {
	return Periksa{r.letak("pagu"), uraian, locale.Rupiah(tertulis), locale.Rupiah(dihitung), tertulis.Equal(dihitung)}
}

// yangHilang lists what the version has now and the table has not.
func (h *hitungan) yangHilang(rows []*barisPagu) {
	ada := map[sakip.IdentitasBaris]bool{}
	for _, b := range rows {
		ada[b.IdentitasBaris] = true
	}
	for _, v := range h.d.Anggaran {
		if v.Versi != h.p.Opsi.Anggaran {
			continue
		}
		for _, b := range v.Baris {
			if !ada[b.IdentitasBaris] {
				x := Hasil{Kode: b.Kode, Uraian: potong(b.Nama, 200), Keadaan: Dihapus, Pesan: []Pesan{{Teks: "Ada pada anggaran " + v.Versi + ", tidak ada pada berkas."}}}
				if b.Pagu != nil {
					x.Beda = []Beda{{"Pagu", tampilSel(selAda(b.Pagu)), ""}}
				}
				h.p.Baris = append(h.p.Baris, x)
			}
		}
	}
}

// realisasiAnggaran puts what was spent to the leaves.
func (h *hitungan) realisasiAnggaran(rows []*barisPagu) {
	daun := map[sakip.IdentitasBaris]bool{}
	for _, v := range h.p.baru.Anggaran {
		for _, b := range v.Baris {
			daun[b.IdentitasBaris] = daun[b.IdentitasBaris] || b.Pagu != nil
		}
	}
	kini := map[string]sakip.RealisasiAnggaran{}
	kunci := func(id sakip.IdentitasBaris, tw int) string { return fmt.Sprintf("%q %d", id, tw) }
	for _, r := range h.d.RealisasiAnggaran {
		kini[kunci(r.IdentitasBaris, r.Triwulan)] = r
	}
	for _, b := range rows {
		for tw := 1; tw <= 4; tw++ {
			if b.realisasi[tw] == nil || b.anak || b.ditolak() {
				continue
			}
			kolom := "realisasi_tw" + strconv.Itoa(tw)
			if !b.ada(kolom) {
				kolom = "realisasi"
			}
			if !daun[b.IdentitasBaris] {
				if _, jumlah := daun[b.IdentitasBaris]; !jumlah {
					b.tolak(kolom, "Baris anggaran ini belum ada pada tahun "+strconv.Itoa(h.d.Tahun)+". Periksa kode, sub unit dan sumber dananya.")
				}
				continue
			}
			lama, ada := kini[kunci(b.IdentitasBaris, tw)]
			h.gantiRealisasiAnggaran(b, tw, kolom, lama, ada)
		}
	}
}

func (h *hitungan) gantiRealisasiAnggaran(b *barisPagu, tw int, kolom string, lama sakip.RealisasiAnggaran, ada bool) {
	baru := sakip.RealisasiAnggaran{IdentitasBaris: b.IdentitasBaris, Triwulan: tw, Nilai: *b.realisasi[tw]}
	lamaSel := Sel{}
	if ada {
		lamaSel = selAngkaDari(lama.Nilai)
	}
	if !b.beda("Realisasi s.d. TW"+strconv.Itoa(tw), lamaSel, selAngkaDari(baru.Nilai)) {
		return
	}
	var l sakip.Tahap
	baru.Penjelasan, l = b.jelaskan(h.p.baru.PeriksaSerapan(baru), lama.Penjelasan, func(string) string { return kolom })
	alur, err := h.entri(l, "", b.IdentitasBaris, tw, b.SubUnit, lama.Alur())
	if b.galat(err, func(string) string { return kolom }) {
		return
	}
	baru = baru.DenganAlur(alur)
	if b.galat(baru.Validasi(), func(string) string { return kolom }) {
		return
	}
	h.p.baru.RealisasiAnggaran = pasang(h.p.baru.RealisasiAnggaran, baru, func(x sakip.RealisasiAnggaran) bool {
		return x.IdentitasBaris == baru.IdentitasBaris && x.Triwulan == tw
	})
}
