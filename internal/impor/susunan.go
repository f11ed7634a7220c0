package impor

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/sakip"
)

var pemisahKode = regexp.MustCompile(`[.\s]+`)

// rapikanKode writes a code with one dot between its segments.
func rapikanKode(s string) string {
	return strings.Trim(pemisahKode.ReplaceAllString(strings.TrimSpace(s), "."), ".")
}

var urutTingkat = []sakip.Tingkat{sakip.TingkatPerangkatDaerah, sakip.TingkatBidangUrusan, sakip.TingkatProgram, sakip.TingkatKegiatan, sakip.TingkatSubKegiatan}

func (r *baca) tingkat() sakip.Tingkat {
	if !r.ada("tingkat") {
		return ""
	}
	s := sakip.Tingkat(strings.ReplaceAll(rata(r.teks("tingkat")), " ", "_"))
	if t, ok := map[sakip.Tingkat]sakip.Tingkat{"opd": sakip.TingkatPerangkatDaerah, "skpd": sakip.TingkatPerangkatDaerah, "urusan": sakip.TingkatBidangUrusan, "subkegiatan": sakip.TingkatSubKegiatan}[s]; ok {
		s = t
	}
	if !slices.Contains(urutTingkat, s) {
		r.tolak("tingkat", "“"+potong(string(s), 30)+"” bukan tingkat. Pilih: "+gabung(urutTingkat)+".")
	}
	return s
}

// The shapes of codes of Permendagri 90/2019 and its successors.
var bentukKode = []struct {
	pola    *regexp.Regexp
	tingkat sakip.Tingkat
}{
	{polaBidang, sakip.TingkatBidangUrusan},
	{regexp.MustCompile(`^[0-9X]\.[0-9X]{2}\.[0-9]{2}$`), sakip.TingkatProgram},
	{regexp.MustCompile(`^[0-9X]\.[0-9X]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2}$`), sakip.TingkatKegiatan},
	{regexp.MustCompile(`^[0-9X]\.[0-9X]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2,4}$`), sakip.TingkatSubKegiatan},
}

func tingkatDariKode(kode string) sakip.Tingkat {
	for _, b := range bentukKode {
		if b.pola.MatchString(kode) {
			return b.tingkat
		}
	}
	return ""
}

// susunKode finds each row's parent: the one that the table names, else the row with the
// longest part of its code, else the agency's.
func (h *hitungan) susunKode(rows []*barisPagu) {
	ada := map[string]*barisPagu{}
	dikenal := map[string]sakip.Tingkat{} // what the year's budgets say of a code
	for _, v := range h.d.Anggaran {
		for _, b := range v.Baris {
			dikenal[b.Kode] = b.Tingkat
		}
	}
	kodeSKPD := ""
	for _, b := range rows {
		if b.Kode == "" {
			if !b.ditolak() {
				b.tolak("kode", "Kode belum ada, padahal baris ini berangka. Isi kodenya, atau kosongkan semua kode supaya susunannya dibaca dari jumlah.")
			}
			continue
		}
		b.Tingkat = cmp.Or(b.Tingkat, tingkatDariKode(b.Kode), dikenal[b.Kode])
		if b.Tingkat == sakip.TingkatPerangkatDaerah && kodeSKPD == "" {
			kodeSKPD = b.Kode
		}
		if b.Induk == "" && b.Tingkat != sakip.TingkatPerangkatDaerah {
			b.Induk = indukDari(b.Kode, ada)
			if b.Induk == "" && b.Kode != kodeSKPD {
				b.Induk = kodeSKPD
			}
		}
		if b.Induk != "" {
			if p := ada[b.Induk]; p == nil {
				b.tolak(cmp.Or(map[bool]string{true: "induk"}[b.ada("induk")], "kode"), "Kode induk “"+b.Induk+"” belum ada di baris sebelumnya.")
			} else {
				p.anak = true
			}
		}
		if ada[b.Kode] == nil {
			ada[b.Kode] = b
		}
		if b.Tingkat == "" {
			b.Tingkat = tingkatAnak(ada[b.Induk])
			if b.Induk != "" {
				b.awas("kode", "Tingkat ditebak dari susunan kode: "+sebutTingkat(b.Tingkat)+".")
			}
		}
	}
}

// indukDari is the longest part of a code, cut at a dot, that a row before has.
func indukDari(kode string, ada map[string]*barisPagu) string {
	for n := strings.LastIndexByte(kode, '.'); n > 0; n = strings.LastIndexByte(kode[:n], '.') {
		if ada[kode[:n]] != nil {
			return kode[:n]
		}
	}
	return ""
}

func tingkatAnak(induk *barisPagu) sakip.Tingkat {
	if induk == nil {
		return sakip.TingkatPerangkatDaerah
	}
	n := slices.Index(urutTingkat, induk.Tingkat)
	return urutTingkat[min(n+1, len(urutTingkat)-1)]
}

func sebutTingkat(t sakip.Tingkat) string { return strings.ReplaceAll(string(t), "_", " ") }

// susunTanpaKode builds the tree of a table without codes: by the column of levels, else by
// the sums. A row whose pagu is the sum of the rows right below it is their parent; which
// it is, is found from the bottom up. Codes are made of the places in the tree.
func (h *hitungan) susunTanpaKode(rows []*barisPagu) {
	bertingkat := !slices.ContainsFunc(rows, func(b *barisPagu) bool { return b.Tingkat == "" })
	akhir := make([]int, len(rows)) // the row after the last one below
	if !bertingkat {
		for n := len(rows) - 1; n >= 0; n-- {
			akhir[n] = akhirJumlah(rows, akhir, n)
		}
	}
	var susun func(dari, ke int, induk *barisPagu)
	susun = func(dari, ke int, induk *barisPagu) {
		no := 0
		for n := dari; n < ke; {
			no++
			b := rows[n]
			b.Kode = strconv.Itoa(no)
			if induk != nil {
				b.Kode, b.Induk, induk.anak = induk.Kode+"."+strconv.Itoa(no), induk.Kode, true
			}
			b.hasil.Kode = b.Kode
			sampai := akhir[n]
			if bertingkat {
				for sampai = n + 1; sampai < ke && slices.Index(urutTingkat, rows[sampai].Tingkat) > slices.Index(urutTingkat, b.Tingkat); sampai++ {
				}
			} else {
				b.Tingkat = tingkatAnak(induk)
			}
			susun(n+1, min(sampai, ke), b)
			n = min(sampai, ke)
		}
	}
	susun(0, len(rows), nil)
	if bertingkat {
		h.catat("Tabel ini tanpa kode: susunannya dibaca dari kolom Tingkat, dan kodenya dibuat menurut urutan.")
	} else {
		h.catat("Tabel ini tanpa kode: susunannya ditebak dari jumlah, dan kodenya dibuat menurut urutan. Periksa tingkat setiap baris sebelum menyimpan.")
	}
}

// akhirJumlah is the row after those that make up row n: of n alone when none do.
func akhirJumlah(rows []*barisPagu, akhir []int, n int) int {
	if rows[n].Pagu == nil || !rows[n].Pagu.IsPositive() {
		return n + 1
	}
	sisa := *rows[n].Pagu
	for j := n + 1; j < len(rows) && rows[j].Pagu != nil; j = akhir[j] {
		sisa = sisa.Sub(*rows[j].Pagu)
		if sisa.IsZero() {
			return akhir[j]
		}
		if sisa.IsNegative() {
			break
		}
	}
	return n + 1
}

// puncak merges rows that are sums and repeat one code (a print has them again per
// sub-unit), and gives a tree with several tops the agency as its top.
func (h *hitungan) puncak(rows []*barisPagu) []*barisPagu {
	pertama := map[string]*barisPagu{}
	ulang := map[string]bool{}
	for _, b := range rows {
		if p := pertama[b.Kode]; p != nil && b.Kode != "" {
			ulang[b.Kode] = true
			b.anak = b.anak || p.anak
		} else {
			pertama[b.Kode] = b
		}
	}
	var out []*barisPagu
	atas := 0
	for _, b := range rows {
		if ulang[b.Kode] && pertama[b.Kode].anak {
			if p := pertama[b.Kode]; p != b {
				if p.Pagu != nil && b.Pagu != nil {
					sum := p.Pagu.Add(*b.Pagu)
					p.Pagu = &sum
				}
				b.lewat("Baris induk yang berulang; digabung dengan baris " + strconv.Itoa(p.baca.b.No) + ".")
				continue
			}
			b.SubUnit, b.Sumber = "", ""
		}
		if b.Induk == "" && b.Kode != "" {
			atas++
		}
		out = append(out, b)
	}
	if atas < 2 {
		return out
	}
	kode := h.kodePuncak(pertama)
	akar := &barisPagu{baca: h.baca(Baris{}), anak: true, BarisAnggaran: sakip.BarisAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: kode},
		Nama: h.d.OPD.Nama, Tingkat: sakip.TingkatPerangkatDaerah}}
	akar.hasil = Hasil{Kode: kode, Uraian: h.d.OPD.Nama, Keadaan: Baru, Pesan: []Pesan{{Teks: "Baris perangkat daerah ditambahkan di atas, supaya ada satu jumlah seluruhnya."}}}
	if h.barisLama(akar.IdentitasBaris) != nil {
		akar.hasil.Keadaan = Sama
	}
	for _, b := range out {
		if b.Induk == "" && b.Kode != "" {
			b.Induk = kode
			if b.Tingkat == sakip.TingkatPerangkatDaerah {
				b.Tingkat = sakip.TingkatBidangUrusan
			}
		}
	}
	return append([]*barisPagu{akar}, out...)
}

// kodePuncak is the code of the agency's own row: the one it had, else one that is free.
func (h *hitungan) kodePuncak(ada map[string]*barisPagu) string {
	for _, v := range slices.Backward(h.d.Anggaran) {
		for _, b := range v.Baris {
			if b.Tingkat == sakip.TingkatPerangkatDaerah && ada[b.Kode] == nil {
				return b.Kode
			}
		}
	}
	kode := "OPD"
	for n := 2; ada[kode] != nil; n++ {
		kode = "OPD-" + strconv.Itoa(n)
	}
	return kode
}
