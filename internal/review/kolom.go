package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// This file explains columns that are wrong from top to bottom by what they hold instead:
// one cause where each cell alone would be a finding.

const (
	selKolom   = 3 // cells that are wrong in one way before their column is
	cocokKolom = 4 // of those, for each cell that speaks against it
	pangkatSel = 9 // powers of ten that a column may be off by
	contohSel  = 8 // wrong cells that tell which power that could be
	batasKolom = batasKerja / 2
)

// kolomTabel is a column of a table that states one thing of every row.
type kolomTabel struct {
	tabel, kolom    string
	besaran         Besaran
	tahun, triwulan int
	versi           string
}

// isiKolom is a column with its cells in their order.
type isiKolom struct {
	kolomTabel
	sel   []int
	benar map[int]decimal.Decimal // what cells should say, where that is known
	lewat map[int]int             // the tie that this follows from; none of what is stated elsewhere
}

// sebabKolom tells what a wrong column holds.
type sebabKolom struct {
	pola   string   // "berisi angka tahun 2022"
	kolom  []string // its heading; of a factor those of all that share it
	hampir bool     // some cell speaks against it
}

// semuaKolom are the columns of which at least selKolom cells take part in violated ties.
func (s *pencari) semuaKolom() []*isiKolom {
	kena := map[int]bool{}
	for k := range s.ikat {
		if !s.rusak(k) {
			continue
		}
		kena[s.ikat[k].out] = true
		if len(s.ikat[k].in) <= batasMasukan {
			for _, i := range s.ikat[k].in {
				kena[i] = true
			}
		}
	}
	s.kerja += len(s.ikat) / 16
	if len(kena) < selKolom {
		return nil
	}
	s.kerja += len(s.n.Pernyataan) / 4
	var out []*isiKolom
	di := map[kolomTabel]*isiKolom{}
	banyak := map[*isiKolom]int{}
	for i := range s.n.Pernyataan {
		p := &s.n.Pernyataan[i]
		if p.Jenis == JenisTeks || p.Jenis == JenisTerbilang {
			continue
		}
		k := kolomTabel{p.Tabel, p.Kolom, p.Besaran, p.Tahun, p.Triwulan, p.Versi}
		if di[k] == nil {
			di[k] = &isiKolom{kolomTabel: k, benar: map[int]decimal.Decimal{}, lewat: map[int]int{}}
			out = append(out, di[k])
		}
		di[k].sel = append(di[k].sel, i)
		if kena[i] && !s.beres[i] {
			banyak[di[k]]++
		}
	}
	out = slices.DeleteFunc(out, func(c *isiKolom) bool { return banyak[c] < selKolom })
	for _, c := range out {
		for _, i := range c.sel {
			if v, lewat, ok := s.seharusnya(i); ok {
				c.benar[i] = v
				if lewat >= 0 {
					c.lewat[i] = lewat
				}
			}
		}
	}
	return out
}

// seharusnya is what the rest of the report makes of a statement: what most others say of
// the fact where they do not agree with it, else what it is reckoned from; lewat is the tie
// of that, -1 where there is none.
func (s *pencari) seharusnya(i int) (v decimal.Decimal, lewat int, ok bool) {
	p := &s.n.Pernyataan[i]
	s.kerja += 1 + min(len(s.kunci[p.Kunci]), batasSetempat)/4
	setuju, banyak := 0, 0
	for _, j := range s.kunci[p.Kunci][:min(len(s.kunci[p.Kunci]), batasSetempat)] {
		x := &s.n.Pernyataan[j]
		switch {
		case j == i || x.Jenis == JenisTeks || x.Tempat == p.Tempat:
		case s.bulatkan(s.nilai[j], p.Desimal).Equal(s.nilai[i]):
			setuju++
		case banyak == 0:
			v, banyak = s.nilai[j], 1
		case v.Equal(s.nilai[j]):
			banyak++
		}
	}
	if banyak > setuju {
		return v, -1, true
	}
	for _, k := range s.pakai[i] {
		t := &s.ikat[k]
		if t.out != i || t.rumus == rumusSama || s.status[k] == takTerhitung {
			continue
		}
		// The sum of a column says nothing of a column that is wrong from top to bottom.
		if x := &s.n.Pernyataan[t.in[0]]; x.Tabel == p.Tabel && x.Kolom == p.Kolom {
			continue
		}
		if f, ok := s.hitung(t, nil); ok {
			return s.bulatkan(f, s.wajar[i]), k, true
		}
	}
	return s.nilai[i], -1, setuju > 0
}

// seluruhKolom takes the causes that whole columns have, the best first. What it may cost is
// bounded on its own: where that is not enough, the cells are looked at one by one.
func (s *pencari) seluruhKolom() {
	defer func(kerja int) { s.kerja = kerja }(s.kerja)
	s.kerja = 0
	for {
		list := s.calonKolom()
		for n := range list {
			if s.kerja > batasKolom {
				break
			}
			s.nilaikan(&list[n])
		}
		if s.kerja > batasKolom {
			return
		}
		list = slices.DeleteFunc(list, func(c calon) bool {
			return c.skor <= 0 || len(c.baik) < selKolom || slices.ContainsFunc(c.sel(), func(i int) bool { return s.beres[i] })
		})
		if len(list) == 0 {
			return
		}
		slices.SortStableFunc(list, func(a, b calon) int { return b.skor - a.skor })
		baik := list[0]
		sama := himpunan(baik.baik)
		var saingan []calon
		for _, c := range list[1:] {
			if baik.skor-c.skor < bobotBeda && slices.ContainsFunc(c.baik, sama) && !slices.Equal(c.sel(), baik.sel()) {
				saingan = append(saingan, c)
			}
		}
		if len(saingan) > 0 {
			s.ragu(baik, saingan)
			s.sebab[len(s.sebab)-1].pilihan = append([]calon{baik}, saingan...)
			continue
		}
		s.terapkan(baik)
	}
}

// calonKolom lists the explanations of wrong columns.
func (s *pencari) calonKolom() []calon {
	var out []calon
	kolom := s.semuaKolom()
	for _, c := range kolom {
		if s.kerja > batasKolom {
			return nil
		}
		out = append(out, s.tukarSeluruh(c, kolom)...)
		for _, d := range s.dugaan(c) {
			s.kerja += len(c.sel)
			x, ok := s.cocokkan(c, d)
			if !ok {
				continue
			}
			out = append(out, x)
			if y, ok := s.seisiTabel(c, d, x); ok {
				out = append(out, y)
			}
		}
	}
	return out
}

// dugaan is what a wrong column might hold: what cells would print for the right value to
// be what it is (nilai), and of some also what a cell should say for what it prints (jadi),
// which can be tried where nothing else states the right value.
type dugaan struct {
	pola        string
	nilai, jadi map[int]decimal.Decimal
	pangkat     int32 // of a factor
}

func (s *pencari) dugaan(c *isiKolom) []dugaan {
	out := append(s.dugaanLain(c), s.dugaanRumus(c)...)
	// Off by a factor, or by a row.
	for _, n := range s.pangkat(c) {
		d := dugaan{nilai: map[int]decimal.Decimal{}, jadi: map[int]decimal.Decimal{}, pangkat: n}
		if n > 0 {
			d.pola = "terlalu besar: setiap angkanya " + locale.Angka(decimal.New(1, n), 0) + " kali; periksa koma atau satuannya"
		} else {
			d.pola = "terlalu kecil: setiap angkanya dibagi " + locale.Angka(decimal.New(1, -n), 0) + "; periksa koma atau satuannya"
		}
		for _, i := range c.sel {
			if v, tahu := c.benar[i]; tahu {
				d.nilai[i] = v.Shift(n)
			}
			d.jadi[i] = s.nilai[i].Shift(-n)
		}
		out = append(out, d)
	}
	for _, geser := range []struct {
		n    int
		pola string
	}{{1, "bergeser satu baris ke bawah"}, {-1, "bergeser satu baris ke atas"}} {
		d := dugaan{pola: geser.pola, nilai: map[int]decimal.Decimal{}, jadi: map[int]decimal.Decimal{}}
		for n, i := range c.sel {
			if m := n + geser.n; m >= 0 && m < len(c.sel) {
				d.jadi[i] = s.nilai[c.sel[m]]
			}
			if m := n - geser.n; m >= 0 && m < len(c.sel) {
				if v, tahu := c.benar[c.sel[m]]; tahu {
					d.nilai[i] = v
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// pangkat are the powers of ten that some of the wrong cells are off by.
func (s *pencari) pangkat(c *isiKolom) []int32 {
	var out []int32
	lihat := 0
	for _, i := range c.sel {
		if v, ada := c.benar[i]; ada && v.Equal(s.nilai[i]) || s.nilai[i].IsZero() {
			continue
		}
		if lihat++; lihat > contohSel {
			break
		}
		for n := int32(-pangkatSel); n <= pangkatSel; n++ {
			if n == 0 || slices.Contains(out, n) {
				continue
			}
			v, tahu := c.benar[i]
			if tahu && s.bulatkan(v.Shift(n), s.n.Pernyataan[i].Desimal).Equal(s.nilai[i]) || !tahu && s.cocokBila(i, s.nilai[i].Shift(-n)) == ya {
				out = append(out, n)
			}
		}
	}
	return out
}

// jawab is what a cell says to a guess.
type jawab int

const (
	diam jawab = iota
	ya
	bukan
)

// cocokBila tells whether a tie of a cell that does not hold would with another value.
func (s *pencari) cocokBila(i int, v decimal.Decimal) jawab {
	out := diam
	for _, k := range s.pakai[i] {
		t := &s.ikat[k]
		if s.status[k] != langgar || s.abai[k] || len(t.in) > batasMasukan || slices.ContainsFunc(t.in, func(j int) bool { return j != i && s.sekolom(i, j) }) {
			continue
		}
		if s.nilaiIkatan(t, peta{i: v}) == cocok {
			return ya
		}
		out = bukan
	}
	return out
}

func (s *pencari) sekolom(i, j int) bool {
	a, b := &s.n.Pernyataan[i], &s.n.Pernyataan[j]
	return a.Tabel == b.Tabel && a.Kolom == b.Kolom && a.Besaran == b.Besaran
}

// dugaanLain are the values of the year before, of another version of the plan, and of the
// other columns of the table.
func (s *pencari) dugaanLain(c *isiKolom) []dugaan {
	lama := dugaan{pola: fmt.Sprintf("berisi angka tahun %d", c.tahun-1), nilai: map[int]decimal.Decimal{}}
	versi, lain := map[string]map[int]decimal.Decimal{}, map[string]map[int]decimal.Decimal{}
	catat := func(m map[string]map[int]decimal.Decimal, k string, i int, v decimal.Decimal) {
		if m[k] == nil {
			m[k] = map[int]decimal.Decimal{}
		}
		if _, ada := m[k][i]; !ada {
			m[k][i] = v
		}
	}
	for _, i := range c.sel {
		p := &s.n.Pernyataan[i]
		k := p.Kunci
		k.Tahun--
		if j := s.satu(k); j >= 0 {
			lama.nilai[i] = s.nilai[j]
		}
		k = p.Kunci
		k.Versi = ""
		if k.Besaran == Target || k.Besaran == Pagu {
			for _, j := range s.versi[k][:min(len(s.versi[k]), batasSetempat)] {
				if v := s.n.Pernyataan[j].Versi; v != p.Versi {
					catat(versi, v, i, s.nilai[j])
				}
			}
		}
		for _, j := range s.baris[[2]string{p.Tabel, p.Baris}] {
			x := &s.n.Pernyataan[j]
			if x.Kolom != p.Kolom && x.Jenis != JenisTeks && x.Jenis != JenisTerbilang && x.Subjek == p.Subjek {
				catat(lain, x.Kolom, i, s.nilai[j])
			}
		}
	}
	out := []dugaan{lama}
	for _, k := range urutKunci(versi) {
		nama := "versi " + k
		if k == "" {
			nama = "versi yang berlaku"
		}
		out = append(out, dugaan{pola: "berisi angka " + nama, nilai: versi[k]})
	}
	for _, k := range urutKunci(lain) {
		out = append(out, dugaan{pola: "berisi angka kolom " + k, nilai: lain[k]})
	}
	return out
}

func urutKunci[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// dugaanRumus are the values by other formulas, cut instead of rounded, and with a cap.
func (s *pencari) dugaanRumus(c *isiKolom) []dugaan {
	var out []dugaan
	di := map[string]int{}
	catat := func(pola string, i int, v decimal.Decimal) {
		n, ada := di[pola]
		if !ada {
			n = len(out)
			di[pola] = n
			out = append(out, dugaan{pola: pola, nilai: map[int]decimal.Decimal{}})
		}
		out[n].nilai[i] = v
	}
	for _, i := range c.sel {
		k, ada := c.lewat[i]
		if !ada {
			continue
		}
		t := &s.ikat[k]
		for _, r := range s.rumusLain(t) {
			catat(r.pola, i, r.nilai)
		}
		if f, ok := s.hitung(t, nil); ok {
			if s.n.Pembulatan == sakip.Potong {
				catat("dibulatkan, bukan dipotong", i, sakip.Bulatkan(f, s.n.Pernyataan[i].Desimal, ""))
			} else {
				catat("dipotong, bukan dibulatkan", i, sakip.Bulatkan(f, s.n.Pernyataan[i].Desimal, sakip.Potong))
			}
			if c.besaran == Capaian || c.besaran == PersenTargetAkhir {
				for _, batas := range []int64{100, 120} {
					catat(fmt.Sprintf("dibatasi paling tinggi %d", batas), i, decimal.Min(s.bulatkan(f, s.wajar[i]), decimal.NewFromInt(batas)))
				}
			}
		}
	}
	return out
}

// hasilRumus is what another formula makes of the inputs of a tie.
type hasilRumus struct {
	pola  string
	nilai decimal.Decimal
}

func (s *pencari) rumusLain(t *ikatan) []hasilRumus {
	var out []hasilRumus
	nama := func(n int) string { return namaBesaran[s.n.Pernyataan[t.in[n]].Besaran] }
	catat := func(untuk, rumus, benar string, atas, bawah decimal.Decimal) {
		if rumus != benar && !bawah.IsZero() {
			out = append(out, hasilRumus{untuk + "dihitung dengan " + rumus + ", seharusnya " + benar, atas.Mul(seratus).DivRound(bawah, skala)})
		}
	}
	switch t.rumus {
	case rumusCapaian:
		r, target := s.nilai[t.in[0]], s.nilai[t.in[1]]
		naik, balik, dua2 := nama(0)+" ÷ "+nama(1)+" × 100", nama(1)+" ÷ "+nama(0)+" × 100", "(2 × "+nama(1)+" − "+nama(0)+") ÷ "+nama(1)+" × 100"
		benar, u := naik, ""
		if t.arah == sakip.Turun {
			benar, u = dua2, "untuk indikator yang makin rendah makin baik "
			if s.n.RumusTurun == sakip.TBagiR {
				benar = balik
			}
		}
		catat(u, naik, benar, r, target)
		catat(u, balik, benar, target, r)
		catat(u, dua2, benar, target.Mul(dua).Sub(r), target)
		catat(u, "("+nama(0)+" − "+nama(1)+") ÷ "+nama(1)+" × 100", benar, r.Sub(target), target)
		catat(u, nama(0)+" − "+nama(1), benar, r.Sub(target), seratus)
	case rumusRasio:
		x, y := s.nilai[t.in[0]], s.nilai[t.in[1]]
		benar := nama(0) + " ÷ " + nama(1) + " × 100"
		catat("", nama(1)+" ÷ "+nama(0)+" × 100", benar, y, x)
		catat("", "("+nama(1)+" − "+nama(0)+") ÷ "+nama(1)+" × 100", benar, y.Sub(x), y)
	case rumusSelisih:
		catat("", "tahun lalu − tahun ini", "tahun ini − tahun lalu", s.nilai[t.in[1]].Sub(s.nilai[t.in[0]]), seratus)
	case rumusUbah:
		kini, lalu := s.nilai[t.in[0]], s.nilai[t.in[1]]
		benar := "(tahun ini − tahun lalu) ÷ tahun lalu × 100"
		catat("", "(tahun ini − tahun lalu) ÷ tahun ini × 100", benar, kini.Sub(lalu), kini)
		catat("", "(tahun lalu − tahun ini) ÷ tahun lalu × 100", benar, lalu.Sub(kini), lalu)
	}
	return out
}

// cocokkan holds a guess against a column: most of the cells that could tell must bear it
// out.
func (s *pencari) cocokkan(c *isiKolom, d dugaan) (calon, bool) {
	x := calon{jenis: kolomSalah, ubah: peta{}, kolom: &sebabKolom{pola: d.pola, kolom: []string{c.kolom}}, bonus: bobotKetik}
	lawan := 0
	for _, i := range c.sel {
		v, j := s.tanya(c, d, i)
		switch j {
		case ya:
			x.ubah[i] = v
		case bukan:
			lawan++
		}
	}
	if len(x.ubah) < selKolom || lawan*cocokKolom > len(x.ubah) {
		return x, false
	}
	x.kolom.hampir = lawan > 0
	if !x.kolom.hampir { // what holds of all that can tell holds of the others
		for i, v := range d.jadi {
			if _, tahu := c.benar[i]; !tahu && !v.Equal(s.nilai[i]) {
				x.ubah[i] = v
			}
		}
	}
	return x, true
}

// tanya asks a cell about a guess, and what it should say where it bears it out.
func (s *pencari) tanya(c *isiKolom, d dugaan, i int) (decimal.Decimal, jawab) {
	benar, tahu := c.benar[i]
	if v, ada := d.jadi[i]; ada && !tahu && !sepele(s.nilai[i]) {
		return v, s.cocokBila(i, v)
	}
	duga, ada := d.nilai[i]
	if !tahu || !ada || sepele(benar) && sepele(duga) {
		return benar, diam
	}
	des := s.n.Pernyataan[i].Desimal
	tampil := s.bulatkan(duga, des)
	switch {
	case tampil.Equal(benar), s.bulatkan(benar, des).Equal(tampil):
		return benar, diam
	case tampil.Equal(s.nilai[i]):
		return benar, ya
	}
	return benar, bukan
}

// seisiTabel is a cause that is a factor, with the table's other columns of amounts: one
// does not write one amount in thousands and the next in rupiah.
func (s *pencari) seisiTabel(c *isiKolom, d dugaan, x calon) (calon, bool) {
	if d.pangkat == 0 || x.kolom.hampir || s.n.Pernyataan[c.sel[0]].Jenis != JenisRupiah {
		return x, false
	}
	y := x
	y.ubah = maps.Clone(x.ubah)
	y.kolom = &sebabKolom{pola: d.pola, kolom: []string{c.kolom}}
	s.kerja += len(s.n.Pernyataan) / 16
	for i := range s.n.Pernyataan {
		p := &s.n.Pernyataan[i]
		if _, ada := y.ubah[i]; !ada && p.Tabel == c.tabel && p.Jenis == JenisRupiah && !s.nilai[i].IsZero() {
			y.ubah[i] = s.nilai[i].Shift(-d.pangkat)
			y.kolom.kolom = tambahUnik(y.kolom.kolom, p.Kolom)
		}
	}
	return y, len(y.kolom.kolom) > 1
}

// tukarSeluruh lists exchanges of a column with another of its table, row by row.
func (s *pencari) tukarSeluruh(c *isiKolom, semua []*isiKolom) []calon {
	var out []calon
	for _, d := range semua {
		if d.tabel != c.tabel || d.kolom <= c.kolom { // each pair once
			continue
		}
		x := calon{jenis: tukarKolom, ubah: peta{}, kolom: &sebabKolom{kolom: []string{c.kolom, d.kolom}}}
		s.kerja += len(c.sel) + len(d.sel)
		pasangan := map[string]int{}
		for _, j := range d.sel {
			pasangan[s.n.Pernyataan[j].Baris+"\n"+s.n.Pernyataan[j].Subjek] = j
		}
		for _, i := range c.sel {
			j, ada := pasangan[s.n.Pernyataan[i].Baris+"\n"+s.n.Pernyataan[i].Subjek]
			if ada && !s.nilai[i].Equal(s.nilai[j]) {
				x.ubah[i], x.ubah[j] = s.nilai[j], s.nilai[i]
			}
		}
		if len(x.ubah) >= 2*selKolom {
			x.bonus = bobotKetik
			out = append(out, x)
		}
	}
	return out
}

// pesanKolom says what a wrong column holds, with an example.
func (p *pemeriksa) pesanKolom(x calon, t []Perbaikan) string {
	if len(t) == 0 {
		return ""
	}
	var tabel []string
	for _, r := range t {
		tabel = tambahUnik(tabel, r.Tabel)
	}
	seluruh := "eluruh"
	if x.kolom.hampir {
		seluruh = "ampir seluruh"
	}
	contoh := fmt.Sprintf("misalnya %s tercetak %s, seharusnya %s", p.sebut(t[0].Kunci), t[0].Tercetak, t[0].Hitung)
	if x.jenis == tukarKolom {
		return fmt.Sprintf("Kolom %s tertukar pada s%s baris %s (%d angka); %s.", daftar(x.kolom.kolom), seluruh, daftar(tabel), len(x.ubah), contoh)
	}
	awal := "S"
	if x.kolom.hampir {
		awal = "H"
	}
	return fmt.Sprintf("%s%s kolom %s di %s %s (%d angka); %s.", awal, seluruh, daftar(x.kolom.kolom), daftar(tabel), x.kolom.pola, len(x.ubah), contoh)
}

// pesanPilihan says which columns may be wrong where the report does not tell.
func (p *pemeriksa) pesanPilihan(list []calon) string {
	var out []string
	for _, x := range list {
		apa := "kolom " + daftar(x.kolom.kolom) + " " + x.kolom.pola
		if x.jenis == tukarKolom {
			apa = "kolom " + daftar(x.kolom.kolom) + " tertukar"
		}
		out = tambahUnik(out, apa)
	}
	i := list[0].sel()[0]
	return fmt.Sprintf("%s tidak sesuai dari atas sampai bawah: %s. Yang mana tidak dapat diputuskan dari laporan ini. Periksa ke sumbernya.",
		besar(p.n.Pernyataan[i].Tabel), strings.Join(out, ", atau "))
}
