package review

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

const (
	batasCapaian  = 120 // a capaian beyond asks whether the target was too low
	batasUkuran   = 300 // indicators that are compared with one another
	batasNama     = 240 // letters of a name that a finding repeats
	batasSimpulan = 30  // indicators that a finding on a conclusion names
	samaUkuran    = 3   // columns in which two indicators agree before they seem one measure
)

// periksaAturan applies the rules that look at one fact or one thing at a time. They see
// the values as repaired, so that nothing is said twice.
func (p *pemeriksa) periksaAturan() {
	p.periksaPresisi()
	p.periksaUrutan()
	p.periksaPenyebut()
	p.periksaUkuran()
	p.periksaSebutan()
	p.periksaSkala()
	p.periksaKet()
	p.periksaPeringkat()
	p.periksaTahun()
	p.periksaSimpulan()
	p.periksaRencana()
	p.periksaTarget()
	for _, r := range p.n.Rekomendasi {
		if strings.TrimSpace(r.TindakLanjut) == "" {
			p.temukanTentang(PerihalRekomendasi+strconv.Itoa(r.No), BelumDijawab, Peringatan, fmt.Sprintf("Rekomendasi nomor %d belum dijawab dengan tindak lanjut.", r.No), "Isi tindak lanjutnya.")
		}
	}
}

// temukanTentang adds a finding of what is not there to point at.
func (p *pemeriksa) temukanTentang(perihal string, a Aturan, t Tingkat, pesan, usulan string) {
	p.temukan(a, t, pesan, usulan).Perihal = perihal
}

// temukan adds a finding at statements, and returns it.
func (p *pemeriksa) temukan(a Aturan, t Tingkat, pesan, usulan string, sel ...int) *Temuan {
	f := Temuan{Aturan: a, Tingkat: t, Pesan: pesan, Usulan: usulan, Pasti: true}
	for _, i := range sel {
		f.Tempat = append(f.Tempat, p.perbaikan(i, nil, ""))
	}
	if r := p.ruang(t); r != nil {
		*r = f
		return r
	}
	return &f
}

// satu is a statement of a fact; -1 is none.
func (p *pemeriksa) satu(k Kunci) int {
	for _, i := range p.kunci[k] {
		if j := p.n.Pernyataan[i].Jenis; j != JenisTeks && j != JenisTerbilang {
			return i
		}
	}
	return -1
}

func (p *pemeriksa) dari(s *Subjek, b Besaran, tahun int) int {
	return p.satu(Kunci{Besaran: b, Subjek: s.ID, Tahun: tahun})
}

// periksaPresisi finds a value that has lost decimals which the rest of its column has.
func (p *pemeriksa) periksaPresisi() {
	umumnya := p.desimalUmum()
	for n := range p.ikat {
		t := &p.ikat[n]
		s := p.n.Pernyataan[t.out]
		if t.rumus == rumusSama || t.rumus == rumusKelas || t.rumus == rumusKet {
			continue
		}
		umum := umumnya[[2]string{s.Tabel, s.Kolom}]
		if umum <= s.Desimal {
			continue
		}
		v, ok := p.hitung(t, nil)
		if !ok || p.bulatkan(v, umum).Equal(p.nilai[t.out]) || !p.bulatkan(v, s.Desimal).Equal(p.nilai[t.out]) {
			continue
		}
		s.Desimal = umum
		b := p.bulatkan(v, umum)
		f := p.temukan(Presisi, Info, fmt.Sprintf("%s tercetak %s dengan desimal yang lebih sedikit daripada sel lain di kolomnya; nilainya %s.", besar(p.sebut(s.Kunci)), s.Tercetak, cetak(s, b)), "", t.out)
		f.Tempat[0].Hitung = cetak(s, b)
	}
}

// desimalUmum is the precision of most cells of a column, by table and column: the mode,
// the smaller one of two.
func (p *pemeriksa) desimalUmum() map[[2]string]int32 {
	banyak := map[[2]string]map[int32]int{}
	for n := range p.n.Pernyataan {
		s := &p.n.Pernyataan[n]
		if s.Jenis == JenisTeks || s.Jenis == JenisTerbilang {
			continue
		}
		k := [2]string{s.Tabel, s.Kolom}
		if banyak[k] == nil {
			banyak[k] = map[int32]int{}
		}
		banyak[k][s.Desimal]++
	}
	umum := map[[2]string]int32{}
	for k, hitung := range banyak {
		terbanyak := 0
		for d, n := range hitung {
			if n > terbanyak || n == terbanyak && d < umum[k] {
				umum[k], terbanyak = d, n
			}
		}
	}
	return umum
}

// periksaUrutan compares the figures of one thing that stand in an order.
func (p *pemeriksa) periksaUrutan() {
	for n := range p.n.Subjek {
		s := &p.n.Subjek[n]
		if p.subjek[s.ID] != s {
			continue
		}
		tahun := p.n.Tahun
		x, y := p.dari(s, Pembilang, tahun), p.dari(s, Penyebut, tahun)
		if s.BagianDari && x >= 0 && y >= 0 && p.nilai[x].GreaterThan(p.nilai[y]) {
			usul := ""
			if !p.nilai[x].IsZero() {
				usul = "Periksa keduanya. Bila tertukar, realisasinya " + locale.Angka(p.nilai[y].Mul(seratus).DivRound(p.nilai[x], skala), 2) + "."
			}
			p.temukan(BagianLebih, Peringatan, fmt.Sprintf("Bagian lebih besar daripada keseluruhannya: %s dari %s pada %s.", p.n.Pernyataan[x].Tercetak, p.n.Pernyataan[y].Tercetak, p.namaSubjek(s.ID)), usul, x, y)
		}
		if n := p.dari(s, Nilai, tahun); s.Jenis == SubjekPembanding && n >= 0 && y >= 0 && p.nilai[n].GreaterThan(p.nilai[y]) {
			p.temukan(BagianLebih, Peringatan, fmt.Sprintf("Bagian lebih besar daripada keseluruhannya: %s dari %s pada %s.", p.n.Pernyataan[n].Tercetak, p.n.Pernyataan[y].Tercetak, p.namaSubjek(s.ID)), "Periksa keduanya.", n, y)
		}
		a, b := p.dari(s, RealisasiAnggaran, tahun), p.dari(s, Pagu, tahun)
		if a >= 0 && b >= 0 && p.nilai[a].GreaterThan(p.nilai[b]) {
			p.temukan(SerapanLebih, Peringatan, fmt.Sprintf("%s (%s) melebihi anggarannya (%s).", besar(p.sebut(p.n.Pernyataan[a].Kunci)), p.n.Pernyataan[a].Tercetak, p.n.Pernyataan[b].Tercetak), "Periksa anggaran yang berlaku dan realisasinya.", a, b)
		}
		if s.Jenis == SubjekIndikator {
			p.periksaIndikator(s)
		}
	}
}

func (p *pemeriksa) periksaIndikator(s *Subjek) {
	tahun := p.n.Tahun
	real, lalu, akhir := p.dari(s, Realisasi, tahun), p.dari(s, Realisasi, tahun-1), p.dari(s, TargetAkhir, tahun)
	lebihBaik := func(a, b int) bool {
		if a < 0 || b < 0 || s.Arah == sakip.Rentang {
			return false
		}
		c := p.nilai[a].Cmp(p.nilai[b])
		return s.Arah == sakip.Turun && c < 0 || s.Arah != sakip.Turun && c > 0
	}
	if lebihBaik(real, akhir) {
		p.temukan(TargetAkhirLewat, Info, fmt.Sprintf("Target akhir %s (%s) sudah terlampaui oleh realisasi %s.", p.namaSubjek(s.ID), p.n.Pernyataan[akhir].Tercetak, p.n.Pernyataan[real].Tercetak), "Pertimbangkan target yang lebih menantang.", akhir, real)
	}
	for _, versi := range append([]string{""}, p.n.Draf...) { // the target in force, and those that are to come
		target := p.satu(Kunci{Besaran: Target, Subjek: s.ID, Tahun: tahun, Versi: versi})
		if kini := p.dari(s, Target, tahun); !lebihBaik(lalu, target) || versi != "" && kini >= 0 && p.nilai[kini].Equal(p.nilai[target]) {
			continue // what is to come promises what is in force
		}
		p.temukan(TargetDiBawah, Info, fmt.Sprintf("Target %s (%s) lebih rendah daripada yang sudah tercapai tahun lalu (%s).", p.namaSubjek(s.ID), p.n.Pernyataan[target].Tercetak, p.n.Pernyataan[lalu].Tercetak), "Jelaskan alasan target itu.", target, lalu)
	}
	if c := p.dari(s, Capaian, tahun); c >= 0 && p.nilai[c].GreaterThan(decimal.NewFromInt(batasCapaian)) {
		p.temukan(CapaianTinggi, Info, fmt.Sprintf("Capaian %s (%s) di atas %d%%: targetnya mungkin terlalu rendah.", p.namaSubjek(s.ID), p.n.Pernyataan[c].Tercetak, batasCapaian), "Jelaskan, atau tinjau targetnya.", c)
	}
	if !s.Kumulatif {
		return
	}
	for _, b := range []Besaran{Realisasi, Pembilang} {
		dulu := -1
		for tw := 1; tw <= 4; tw++ {
			i := p.satu(Kunci{Besaran: b, Subjek: s.ID, Tahun: tahun, Triwulan: tw})
			if i >= 0 && dulu >= 0 && p.nilai[i].LessThan(p.nilai[dulu]) {
				p.temukan(KumulatifTurun, Peringatan, fmt.Sprintf("%s (%s) lebih kecil daripada triwulan sebelumnya (%s), padahal dihitung sejak Januari.", besar(p.sebut(p.n.Pernyataan[i].Kunci)), p.n.Pernyataan[i].Tercetak, p.n.Pernyataan[dulu].Tercetak), "Periksa kedua angka.", i, dulu)
			}
			if i >= 0 {
				dulu = i
			}
		}
	}
}

// periksaPenyebut finds one denominator with two numbers.
func (p *pemeriksa) periksaPenyebut() {
	pertama := map[string]int{}
	for n := range p.n.Subjek {
		s := &p.n.Subjek[n]
		nama := baku(s.Penyebut)
		i := p.dari(s, Penyebut, p.n.Tahun)
		if s.Jenis != SubjekIndikator || nama == "" || i < 0 {
			continue
		}
		j, ada := pertama[nama]
		if !ada {
			pertama[nama] = i
			continue
		}
		if p.nilai[i].Equal(p.nilai[j]) {
			continue
		}
		a, b := p.n.Pernyataan[j], p.n.Pernyataan[i]
		pesan := fmt.Sprintf("%s tercetak %s pada %s, tetapi %s pada %s.", besar(strings.TrimSpace(s.Penyebut)), a.Tercetak, p.namaSubjek(a.Subjek), b.Tercetak, p.namaSubjek(b.Subjek))
		if x := p.dari(p.subjek[a.Subjek], Pembilang, p.n.Tahun); x >= 0 && p.nilai[x].Equal(p.nilai[i]) {
			pesan += fmt.Sprintf(" Angka %s adalah pembilang %s.", b.Tercetak, p.namaSubjek(a.Subjek))
		}
		t := p.temukan(PenyebutBeda, Peringatan, pesan, "Pakai satu angka, atau beri nama yang membedakannya.", j, i)
		t.Pasti = false
		// What the other number would make of the realisasi.
		for _, k := range p.pakai[i] {
			k := &p.ikat[k]
			if k.rumus == rumusRasio && k.in[1] == i {
				if v, ok := p.hitung(k, peta{i: p.nilai[j]}); ok {
					b := p.bulatkan(v, p.halus[k.out])
					r := p.n.Pernyataan[k.out]
					r.Desimal = p.halus[k.out]
					t.Akibat = append(t.Akibat, Perbaikan{Tempat: r.Tempat, Kunci: r.Kunci, Hitung: cetak(r, b)})
				}
			}
		}
	}
}

// periksaUkuran finds two indicators that agree in all columns but one: they seem to be one
// measure.
func (p *pemeriksa) periksaUkuran() {
	type ukuran struct {
		b     Besaran
		tahun int
	}
	kolom := [4]ukuran{{Target, p.n.Tahun}, {TargetAkhir, p.n.Tahun}, {Realisasi, p.n.Tahun}, {Realisasi, p.n.Tahun - 1}}
	type diukur struct {
		*Subjek
		sel [4]int
	}
	var list []diukur
	for n := range p.n.Subjek {
		if s := &p.n.Subjek[n]; s.Jenis == SubjekIndikator && len(list) < batasUkuran {
			x := diukur{Subjek: s}
			for n, k := range kolom {
				x.sel[n] = p.dari(s, k.b, k.tahun)
			}
			list = append(list, x)
		}
	}
	for m, a := range list {
		for _, b := range list[m+1:] {
			sama := 0
			var beda [][2]int
			for n := range kolom {
				i, j := a.sel[n], b.sel[n]
				switch {
				case i < 0 || j < 0:
				case !p.nilai[i].Equal(p.nilai[j]):
					beda = append(beda, [2]int{i, j})
				case !sepele(p.nilai[i]):
					sama++
				}
			}
			if sama >= samaUkuran && len(beda) == 1 {
				i, j := beda[0][0], beda[0][1]
				f := p.temukan(UkuranSama, Peringatan, fmt.Sprintf("%s dan %s bernilai sama di %d kolom, tetapi %s berbeda: %s dan %s. Bila ukurannya satu, salah satu angka salah; yang mana tidak dapat diputuskan dari laporan ini.",
					p.namaSubjek(a.ID), p.namaSubjek(b.ID), sama, namaBesaran[p.n.Pernyataan[i].Besaran], p.n.Pernyataan[i].Tercetak, p.n.Pernyataan[j].Tercetak), "Cocokkan dengan Renstra.", i, j)
				f.Pasti = false
			}
		}
	}
}

// baku is a name without case, brackets and the words that only introduce it.
func baku(s string) string {
	var b strings.Builder
	dalam := 0
	for _, r := range strings.ToLower(s) {
		switch {
		case r == '(':
			dalam++
		case r == ')':
			dalam = max(0, dalam-1)
		case dalam > 0:
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127:
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	kata := strings.Fields(b.String())
	for len(kata) > 1 && (kata[0] == "jumlah" || kata[0] == "total" || kata[0] == "keseluruhan") {
		kata = kata[1:]
	}
	return strings.Join(kata, " ")
}

// periksaSebutan finds what is named or united in two ways.
func (p *pemeriksa) periksaSebutan() {
	for n := range p.n.Subjek {
		s := &p.n.Subjek[n]
		for _, k := range []struct {
			b Besaran
			a Aturan
		}{{Nama, NamaBeda}, {Satuan, SatuanBeda}} {
			list := p.kunci[Kunci{Besaran: k.b, Subjek: s.ID, Tahun: p.n.Tahun}]
			if len(list) < 2 {
				continue
			}
			x := &p.n.Pernyataan[list[0]]
			pertama := baku(x.Teks)
			for _, i := range list[1:] {
				y := &p.n.Pernyataan[i]
				if pertama != baku(y.Teks) {
					p.temukan(k.a, Peringatan, fmt.Sprintf("%s %s ditulis “%s” di %s, tetapi “%s” di %s.", besar(namaBesaran[k.b]), s.ID, x.Teks, x.Tabel, y.Teks, y.Tabel), "Pakai satu sebutan.", list[0], i)
					break
				}
			}
		}
	}
}

// periksaSkala finds values that no class or two classes have.
func (p *pemeriksa) periksaSkala() {
	if p.n.Skala == nil || len(p.n.Skala.Kelas) == 0 {
		return
	}
	batas := map[string]decimal.Decimal{}
	for _, k := range p.n.Skala.Kelas {
		for _, v := range []*decimal.Decimal{k.Bawah, k.Atas} {
			if v != nil {
				batas[v.String()] = *v
			}
		}
	}
	urut := make([]decimal.Decimal, 0, len(batas))
	for _, v := range batas {
		urut = append(urut, v)
	}
	sort.Slice(urut, func(a, b int) bool { return urut[a].LessThan(urut[b]) })
	lihat := func(v decimal.Decimal, teks string) {
		switch nama := p.kelasDari(v); len(nama) {
		case 1:
		case 0:
			p.temukanTentang(PerihalKebijakan, SkalaTumpang, Peringatan, "Skala kategori tidak memuat nilai "+teks+".", "Perbaiki batas kelasnya.")
		default:
			p.temukanTentang(PerihalKebijakan, SkalaTumpang, Peringatan, "Nilai "+teks+" termasuk dalam dua kelas: "+daftar(nama)+".", "Tetapkan kelas mana yang memuatnya.")
		}
	}
	for n, v := range urut {
		lihat(v, "tepat "+locale.AngkaRingkas(v))
		if n > 0 {
			lihat(v.Add(urut[n-1]).DivRound(dua, skala), "antara "+locale.AngkaRingkas(urut[n-1])+" dan "+locale.AngkaRingkas(v))
		}
	}
	if len(urut) > 0 {
		lihat(urut[0].Sub(seratus), "di bawah "+locale.AngkaRingkas(urut[0]))
		lihat(urut[len(urut)-1].Add(seratus), "di atas "+locale.AngkaRingkas(urut[len(urut)-1]))
	}
}

// periksaKet compares Menunjang and Tidak Menunjang where the report states no threshold:
// some threshold must explain them all.
func (p *pemeriksa) periksaKet() {
	if p.n.Ambang != nil {
		return
	}
	rendah, tinggi := -1, -1 // lowest Menunjang, highest Tidak Menunjang
	sel := map[int]int{}
	for i, s := range p.n.Pernyataan {
		if s.Besaran != Ket {
			continue
		}
		k := s.Kunci
		k.Besaran = PersenTargetAkhir
		j := p.pilih(i, k)
		if j < 0 {
			continue
		}
		sel[j] = i
		if strings.EqualFold(s.Teks, "Menunjang") {
			if rendah < 0 || p.nilai[j].LessThan(p.nilai[rendah]) {
				rendah = j
			}
		} else if tinggi < 0 || p.nilai[j].GreaterThan(p.nilai[tinggi]) {
			tinggi = j
		}
	}
	if len(sel) == 0 {
		return
	}
	p.hasil.Dihitung++
	if rendah < 0 || tinggi < 0 || p.nilai[rendah].GreaterThan(p.nilai[tinggi]) {
		p.hasil.Cocok++
		return
	}
	f := p.temukan(SalahKet, Galat, fmt.Sprintf("Tidak ada ambang yang cocok: %s dengan %s disebut Menunjang, padahal %s dengan %s disebut Tidak Menunjang.",
		p.namaSubjek(p.n.Pernyataan[rendah].Subjek), p.n.Pernyataan[rendah].Tercetak, p.namaSubjek(p.n.Pernyataan[tinggi].Subjek), p.n.Pernyataan[tinggi].Tercetak), "Perbaiki salah satu keterangan.", sel[rendah], sel[tinggi])
	f.Pasti = false
}

// periksaPeringkat recounts ranks.
func (p *pemeriksa) periksaPeringkat() {
	urutan := map[Kunci][]decimal.Decimal{} // by parent
	for i, s := range p.n.Pernyataan {
		b := p.subjek[s.Subjek]
		k := s.Kunci
		k.Besaran = Nilai
		ini := p.satu(k)
		if s.Besaran != Peringkat || b == nil || ini < 0 {
			continue
		}
		k.Subjek = b.Induk
		turun, ada := urutan[k]
		if !ada {
			for _, id := range p.anak[b.Induk] {
				k.Subjek = id
				if j := p.satu(k); j >= 0 {
					turun = append(turun, p.nilai[j])
				}
			}
			slices.SortFunc(turun, func(a, b decimal.Decimal) int { return b.Cmp(a) })
			k.Subjek = b.Induk
			urutan[k] = turun
		}
		lebih, _ := slices.BinarySearchFunc(turun, p.nilai[ini], func(a, b decimal.Decimal) int { return b.Cmp(a) })
		urut := int64(1 + lebih)
		p.hasil.Dihitung++
		if p.nilai[i].Equal(decimal.NewFromInt(urut)) {
			p.hasil.Cocok++
			continue
		}
		f := p.temukan(HitungUlang, Galat, fmt.Sprintf("Peringkat %s tercetak %s, dari tabelnya %d.", p.namaSubjek(s.Subjek), s.Tercetak, urut), "", i, ini)
		f.Tempat[0].Hitung = strconv.FormatInt(urut, 10)
	}
}

// periksaTahun compares the years that titles name with the report's.
func (p *pemeriksa) periksaTahun() {
	for i, s := range p.n.Pernyataan {
		if s.Besaran != TahunLaporan {
			continue
		}
		p.hasil.Dihitung++
		if p.nilai[i].Equal(decimal.NewFromInt(int64(p.n.Tahun))) {
			p.hasil.Cocok++
			continue
		}
		f := p.temukan(TahunBeda, Galat, fmt.Sprintf("%s menyebut tahun %s, sedangkan laporan ini tahun %d.", s.Tabel, s.Tercetak, p.n.Tahun), "Perbaiki tahunnya, atau tabelnya.", i)
		f.Tempat[0].Hitung = strconv.Itoa(p.n.Tahun)
	}
}

// periksaSimpulan holds the conclusion that every target was reached against the figures.
func (p *pemeriksa) periksaSimpulan() {
	var kurang []int
	for n := range p.n.Subjek {
		if c := p.dari(&p.n.Subjek[n], Capaian, p.n.Tahun); c >= 0 && p.nilai[c].LessThan(seratus) {
			kurang = append(kurang, c)
		}
	}
	for i, s := range p.n.Pernyataan {
		if s.Besaran != Simpulan || !strings.EqualFold(s.Teks, SimpulanTercapai) {
			continue
		}
		p.hasil.Dihitung++
		if len(kurang) == 0 {
			p.hasil.Cocok++
			continue
		}
		p.temukan(SimpulanBeda, Peringatan, fmt.Sprintf("Simpulan menyebut semua target tercapai, padahal %d indikator tidak mencapai 100%%.", len(kurang)), "Sesuaikan simpulannya.",
			append([]int{i}, kurang[:min(len(kurang), batasSimpulan)]...)...)
	}
}

// kelasDari are the classes that have a value.
func (p *pemeriksa) kelasDari(v decimal.Decimal) []string {
	var out []string
	for _, c := range p.n.Skala.Kelas {
		if (sakip.Skala{Kelas: []sakip.Kelas{c}}).Kategori(v) != "" {
			out = append(out, c.Nama)
		}
	}
	return out
}
