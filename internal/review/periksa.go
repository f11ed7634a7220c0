package review

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Periksa reviews a report.
func Periksa(n Bacaan) Hasil { return periksa(n).hasil }

func periksa(n Bacaan) *pemeriksa {
	p := bangun(n)
	for _, x := range gabungkan(p, p.cari()) {
		if f := p.ruang(p.tingkat(x)); f != nil {
			*f = p.temuan(x)
		}
	}
	p.periksaAturan()
	p.hasil.TakTerbaca = n.TakTerbaca
	urut := map[Tingkat]int{Galat: 0, Peringatan: 1, Info: 2}
	sort.SliceStable(p.hasil.Temuan, func(a, b int) bool {
		return urut[p.hasil.Temuan[a].Tingkat] < urut[p.hasil.Temuan[b].Tingkat]
	})
	return p
}

// gabungkan makes one cause of those that are one: the same two rows exchanged, or one
// wrong value copied, in several tables.
func gabungkan(p *pemeriksa, list []sebab) []sebab {
	var out []sebab
	di := map[string]int{}
	for _, x := range list {
		rupa := p.rupa(x)
		n, ada := di[rupa]
		if !ada || rupa == "" {
			di[rupa] = len(out)
			out = append(out, x)
			continue
		}
		y := &out[n]
		for i, v := range x.ubah {
			y.ubah[i], y.lama[i] = v, x.lama[i]
		}
		y.akibat = append(y.akibat, x.akibat...)
		y.ikat = append(y.ikat, x.ikat...)
	}
	return out
}

// rupa is equal for causes that are one; "" is like no other.
func (p *pemeriksa) rupa(s sebab) string {
	if !s.pasti || s.teks != nil {
		return ""
	}
	out := []string{fmt.Sprint(s.jenis)}
	for _, i := range s.sel() {
		k := p.n.Pernyataan[i].Kunci
		k.Versi = ""
		f := fmt.Sprintf("%q %d %d %q", string(k.Besaran), k.Tahun, k.Triwulan, k.Subjek)
		switch {
		case s.jenis == tukarBaris && len(s.ubah) > 2:
			f = fmt.Sprintf("%q", []string{k.Subjek, p.n.Pernyataan[i].Tabel})
		case s.jenis == ganti:
			f += s.lama[i].String() + ">" + s.ubah[i].String()
		}
		out = append(out, f)
	}
	sort.Strings(out)
	return strings.Join(slices.Compact(out), "\n")
}

func (p *pemeriksa) perbaikan(i int, v *decimal.Decimal, teks string) Perbaikan {
	s := p.n.Pernyataan[i]
	r := Perbaikan{Tempat: s.Tempat, Kunci: s.Kunci, Hitung: teks}
	if v != nil {
		r.Hitung = cetak(s, *v)
		if t, ok := p.cetakRentang(i, *v); ok {
			r.Hitung = t
		}
	}
	return r
}

// temuan writes a cause as a finding.
func (p *pemeriksa) temuan(x sebab) Temuan {
	t := Temuan{Tingkat: p.tingkat(x), Pasti: x.pasti}
	sel := x.tempat
	if x.pasti {
		sel = x.sel()
	}
	for _, i := range sel {
		var v *decimal.Decimal
		if d, ada := x.ubah[i]; ada {
			v = &d
		} else if d, ada := x.saran[i]; ada {
			v = &d
		}
		t.Tempat = append(t.Tempat, p.perbaikan(i, v, x.teks[i]))
	}
	if !x.pasti && len(x.pilihan) == 0 && len(sel) > batasTempat {
		// Any of many parts may be wrong: the whole stands for them.
		out := p.ikat[x.ikat[0]].out
		total := p.perbaikan(out, nil, "")
		if v, ok := p.hitung(&p.ikat[x.ikat[0]], nil); ok {
			b := p.bulatkan(v, p.wajar[out])
			total = p.perbaikan(out, &b, "")
		}
		// Those that look like slips first.
		mirip := slices.DeleteFunc(slices.Clone(t.Tempat[:min(x.mirip, len(t.Tempat))]), func(r Perbaikan) bool { return r.Tempat == total.Tempat })
		t.Tempat = append([]Perbaikan{total}, mirip[:min(len(mirip), batasTempat-1)]...)
	}
	disebut := map[int]bool{}
	for _, i := range sel {
		disebut[i] = slices.ContainsFunc(t.Tempat, func(r Perbaikan) bool { return r.Tempat == p.n.Pernyataan[i].Tempat })
	}
	for _, k := range x.ikat {
		for _, i := range append([]int{p.ikat[k].out}, p.ikat[k].in...) {
			if !disebut[i] && len(t.Banding) < batasBanding {
				disebut[i] = true
				t.Banding = append(t.Banding, p.n.Pernyataan[i].Tempat)
			}
		}
	}
	sudah := map[int]int{}
	for _, a := range x.akibat {
		r := p.perbaikan(a.i, &a.v, "")
		if a.teks != "" {
			r.Hitung = a.teks
		}
		if n, ada := sudah[a.i]; ada {
			t.Akibat[n] = r
			continue
		}
		sudah[a.i] = len(t.Akibat)
		t.Akibat = append(t.Akibat, r)
	}
	t.Aturan = p.aturan(x, sel, t.Tingkat == Info)
	if x.pola.jenis == polaSalahKolom {
		t.Usulan = "Hitung ulang. Periksa juga apakah kolom " + p.n.Pernyataan[x.pola.dari].Kolom + " tertukar dengan kolom yang seharusnya dipakai."
	}
	t.Pesan = p.pesan(t, x, sel)
	return t
}

// ruang is where a finding of a level is told. Where there are too many, one that holds
// something up takes the place of a lesser one; nil is no place, and the finding is counted.
func (p *pemeriksa) ruang(t Tingkat) *Temuan {
	n := len(p.hasil.Temuan)
	if n < batasTemuan {
		p.hasil.Temuan = append(p.hasil.Temuan, Temuan{})
		return &p.hasil.Temuan[n]
	}
	for t == Galat && p.galat < n {
		f := &p.hasil.Temuan[p.galat]
		p.galat++
		if f.Tingkat != Galat {
			p.lebih(f.Tingkat)
			return f
		}
	}
	p.lebih(t)
	return nil
}

// lebih counts a finding that is not told.
func (p *pemeriksa) lebih(t Tingkat) {
	if p.hasil.Lebih == nil {
		p.hasil.Lebih = map[Tingkat]int{}
	}
	p.hasil.Lebih[t]++
}

// tingkat is how grave a cause is.
func (p *pemeriksa) tingkat(x sebab) Tingkat {
	semuaLonggar, semuaRingan := true, true
	for _, k := range x.ikat {
		semuaLonggar = semuaLonggar && p.longgarAwal(k)
		semuaRingan = semuaRingan && p.ikat[k].ringan
	}
	switch {
	case semuaLonggar:
		return Info
	case semuaRingan:
		return Peringatan
	}
	return Galat
}

// longgarAwal tells whether a tie held, as printed, for some inputs before rounding.
func (p *pemeriksa) longgarAwal(k int) bool {
	asli := peta{}
	t := &p.ikat[k]
	for _, i := range append([]int{t.out}, t.in...) {
		asli[i] = p.n.Pernyataan[i].Nilai
	}
	return t.rumus != rumusKelas && t.rumus != rumusKet && p.nilaiIkatan(t, asli) == longgar
}

func (p *pemeriksa) aturan(x sebab, sel []int, lunak bool) Aturan {
	switch {
	case x.jenis == kolomSalah, len(x.pilihan) > 0:
		return KolomSalah
	case lunak:
		return Pembulatan
	case x.pasti && x.jenis == tukarBaris:
		return BarisTertukar
	case x.pasti && x.jenis == tukarKolom:
		return KolomTertukar
	}
	a := p.ikat[x.ikat[0]].aturan
	for _, k := range x.ikat {
		if slices.Contains(sel, p.ikat[k].out) && p.ikat[k].rumus != rumusSama {
			return p.ikat[k].aturan
		}
		if p.ikat[k].aturan == Terbilang {
			a = Terbilang
		}
	}
	return a
}

var namaBesaran = map[Besaran]string{
	Target: "target", TargetAkhir: "target akhir", TargetBawah: "batas bawah target", TargetAtas: "batas atas target",
	AkhirBawah: "batas bawah target akhir", AkhirAtas: "batas atas target akhir", Realisasi: "realisasi", Capaian: "capaian", Kategori: "kategori",
	PersenTargetAkhir: "persentase terhadap target akhir", Ket: "keterangan", Pembilang: "pembilang", Penyebut: "penyebut",
	Pagu: "anggaran", RealisasiAnggaran: "realisasi anggaran", CapaianAnggaran: "capaian anggaran", RataCapaian: "rata-rata capaian",
	SisaAnggaran: "sisa anggaran", PaguBertambah: "perubahan anggaran", Deviasi: "selisih realisasi dari target",
	RataSerapan: "rata-rata capaian anggaran", Efisiensi: "tingkat efisiensi", Nilai: "nilai", Perubahan: "perubahan",
	PerubahanPersen: "perubahan dalam persen", Bagian: "bagian", Peringkat: "peringkat", Nama: "nama", Satuan: "satuan",
	TahunLaporan: "tahun", Simpulan: "simpulan",
}

// sebut names a fact.
func (p *pemeriksa) sebut(k Kunci) string {
	out := namaBesaran[k.Besaran] + " " + p.namaSubjek(k.Subjek)
	if k.Tahun != p.n.Tahun {
		out += fmt.Sprintf(" tahun %d", k.Tahun)
	}
	if k.Triwulan > 0 {
		out += fmt.Sprintf(" s.d. TW%d", k.Triwulan)
	}
	return out
}

func (t Tempat) sebut() string {
	return fmt.Sprintf("%s baris %s kolom %s", t.Tabel, t.Baris, t.Kolom)
}

func daftar(list []string) string {
	if n := len(list) - 1; n > 0 {
		return strings.Join(list[:n], ", ") + " dan " + list[n]
	}
	return strings.Join(list, "")
}

func (p *pemeriksa) pesan(t Temuan, x sebab, sel []int) string {
	var b strings.Builder
	satu := t.Tempat[0]
	switch {
	case len(x.pilihan) > 0:
		b.WriteString(p.pesanPilihan(x.pilihan))
	case x.kolom != nil:
		b.WriteString(p.pesanKolom(x.calon, t.Tempat))
	case !x.pasti:
		k := &p.ikat[x.ikat[0]]
		fmt.Fprintf(&b, "%s tidak sesuai", besar(p.sebut(p.n.Pernyataan[k.out].Kunci)))
		if k.rumus == rumusSama {
			fmt.Fprintf(&b, ": tercetak %s di %s, tetapi %s di %s.", p.n.Pernyataan[k.out].Tercetak, p.n.Pernyataan[k.out].sebut(), p.n.Pernyataan[k.in[0]].Tercetak, p.n.Pernyataan[k.in[0]].sebut())
		} else {
			fmt.Fprintf(&b, " dengan angka yang membentuknya: tercetak %s", p.n.Pernyataan[k.out].Tercetak)
			if v, ok := p.hitung(k, nil); ok {
				fmt.Fprintf(&b, ", dari angka lainnya %s", cetak(p.n.Pernyataan[k.out], p.bulatkan(v, p.wajar[k.out])))
			}
			b.WriteString(".")
		}
		b.WriteString(" Sedikitnya satu angka salah; yang mana tidak dapat diputuskan dari laporan ini. Periksa ke sumbernya.")
	case t.Aturan == Pembulatan:
		fmt.Fprintf(&b, "%s tercetak %s, sedangkan dari angka yang tercetak hasilnya %s. Keduanya cocok hanya bila masukannya belum dibulatkan.", besar(p.sebut(satu.Kunci)), satu.Tercetak, satu.Hitung)
	case x.jenis == tukarBaris:
		var siapa, apa, mana []string
		for _, i := range sel {
			s := &p.n.Pernyataan[i]
			siapa = tambahUnik(siapa, p.namaSubjek(s.Subjek))
			apa = tambahUnik(apa, namaBesaran[s.Besaran])
			mana = tambahUnik(mana, s.Tabel)
		}
		fmt.Fprintf(&b, "Nilai %s %s tertukar di %s.", daftar(apa), daftar(siapa), daftar(mana))
	case x.jenis == tukarKolom:
		fmt.Fprintf(&b, "Dua kolom tertukar pada baris %s di %s: %s tercetak %s, %s tercetak %s.", p.namaSubjek(satu.Kunci.Subjek), satu.Tabel,
			satu.Kolom, satu.Tercetak, t.Tempat[1].Kolom, t.Tempat[1].Tercetak)
	default:
		fmt.Fprintf(&b, "%s tercetak %s, seharusnya %s", besar(p.sebut(satu.Kunci)), satu.Tercetak, satu.Hitung)
		if t.Aturan == BedaTempat || t.Aturan == Terbilang {
			b.WriteString(" seperti di tempat lain")
		}
		switch x.pola.jenis {
		case "":
			b.WriteString(".")
		case polaLain, polaLama, polaSalahKolom:
			fmt.Fprintf(&b, " (%s: %s).", x.pola.jenis, p.n.Pernyataan[x.pola.dari].Kolom)
		default:
			fmt.Fprintf(&b, " (%s).", x.pola.jenis)
		}
	}
	if len(t.Akibat) > 0 {
		fmt.Fprintf(&b, " Hitung ulang %d angka yang diturunkan darinya.", len(t.Akibat))
	}
	return b.String()
}

func (p *pemeriksa) namaSubjek(id string) string {
	if s := p.subjek[id]; s != nil && s.Nama != "" {
		return "“" + ringkas(s.Nama) + "”"
	}
	return ringkas(id)
}

// ringkas keeps a name to what fits into a sentence.
func ringkas(s string) string {
	if r := []rune(s[:min(len(s), 4*batasNama)]); len(r) > batasNama {
		return string(r[:batasNama]) + "…"
	}
	return s
}

func tambahUnik(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func besar(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[n:]
}
