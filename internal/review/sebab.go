package review

import (
	"slices"
	"sort"

	"github.com/shopspring/decimal"
)

// How much speaks for an explanation. A tie that it mends counts in full; one that it
// breaks counts against it, by half where the broken value is reckoned from the mended one,
// for who wrote the wrong value will have reckoned on with it.
const (
	bobotLanggar   = 100
	bobotLonggar   = 40
	bobotKetik     = 30 // the wrong value is a slip of the right one
	bobotKebetulan = 75 // the right value stands where only the explanation would put it
	bobotSebelah   = 40 // less where only one side of an exchange mends something
	bobotLama      = 65 // the wrong value is that of the year before
	bobotVersi     = 20 // the right value is that of another version of the same plan
	bobotBeda      = 15 // explanations closer than this are not told apart
)

const (
	batasKerja    = 200_000 // inputs and explanations that are looked at in search of causes; what is broken beyond is named, not explained
	batasTemuan   = 5000    // findings that are told, galat before others; those beyond are counted
	batasSetempat = 64      // statements of one row, or of one fact, that explain one another; more are no row
	batasPasangan = 60      // violated statements of a column that are tried in pairs
	batasMasukan  = 12      // inputs of a tie that are each tried for an exchange
	batasTempat   = 6       // places that an undecided finding names
	kolomBaris    = 3       // columns of a table whose rows may be out of line
	batasBanding  = 12      // places that a finding names for comparison
)

// jenisCalon is the kind of an explanation.
type jenisCalon int

const (
	ganti jenisCalon = iota
	tukarBaris
	tukarKolom
	kolomSalah
)

// calon is an explanation that is tried: what the statements in ubah should say.
type calon struct {
	jenis jenisCalon
	ubah  peta
	teks  map[int]string
	kabur bool // a value nearby would do as well
	pola  pola
	kolom *sebabKolom // of whole columns
	bonus int
	skor  int
	baik  []int // ties that it mends
	putus int   // how many it breaks
}

func (c *calon) sel() []int {
	out := make([]int, 0, len(c.ubah)+len(c.teks))
	for i := range c.ubah {
		out = append(out, i)
	}
	for i := range c.teks {
		out = append(out, i)
	}
	sort.Ints(out)
	return out
}

// pencari looks for the causes of violated ties.
type pencari struct {
	*pemeriksa
	status []keadaan
	abai   []bool // ties that a finding already speaks of
	beres  []bool // statements that a finding repairs
	sebab  []sebab
	mulai  int                 // no tie before is violated
	baris  map[[2]string][]int // table, row → statements
	versi  map[Kunci][]int     // fact of whatever version → statements
}

// sebab is a cause that was found.
type sebab struct {
	calon
	lama    peta // what the statements said
	akibat  []akibat
	pasti   bool
	tempat  []int // of an undecided one
	saran   peta  // what they would have to say
	mirip   int   // how many of them, the first, look like slips
	ikat    []int
	pilihan []calon // of whole columns: all that may be
}

// akibat is a value that was reckoned from a wrong one.
type akibat struct {
	i    int
	v    decimal.Decimal
	teks string
}

func (s *pencari) bobot(k int, st keadaan) int {
	switch {
	case s.abai[k]:
		return 0
	case st == langgar:
		return bobotLanggar
	case st == longgar:
		return bobotLonggar
	}
	return 0
}

func (s *pencari) rusak(k int) bool { return s.bobot(k, s.status[k]) > 0 }

// cari explains every violated tie, the best explanation first.
func (p *pemeriksa) cari() []sebab {
	s := &pencari{pemeriksa: p, status: make([]keadaan, len(p.ikat)), abai: make([]bool, len(p.ikat)), beres: make([]bool, len(p.nilai)),
		baris: map[[2]string][]int{}, versi: map[Kunci][]int{}}
	for k := range p.ikat {
		s.status[k] = p.nilaiIkatan(&p.ikat[k], nil)
		switch s.status[k] {
		case takTerhitung:
			continue
		case cocok:
			p.hasil.Cocok++
		}
		p.hasil.Dihitung++
	}
	for i := range p.n.Pernyataan {
		t := &p.n.Pernyataan[i].Tempat
		s.baris[[2]string{t.Tabel, t.Baris}] = append(s.baris[[2]string{t.Tabel, t.Baris}], i)
		k := p.n.Pernyataan[i].Kunci
		k.Versi = ""
		s.versi[k] = append(s.versi[k], i)
	}
	for b, list := range s.baris {
		if len(list) > batasSetempat {
			delete(s.baris, b)
		}
	}
	p.kerja = 0
	s.seluruhKolom()
	for k := 0; k < len(p.ikat); {
		switch {
		case !s.rusak(k):
			k++
		case p.kerja > batasKerja:
			s.lewati(k)
		default:
			s.mulai = k
			s.jelaskan(s.kelompok(k))
			k = s.mulai
		}
	}
	return s.sebab
}

// kelompok are the violated ties that hang together with k over the statements they share.
func (s *pencari) kelompok(k int) []int {
	out := []int{k}
	seen, lihat := map[int]bool{k: true}, map[int]bool{}
	for n := 0; n < len(out); n++ {
		t := &s.ikat[out[n]]
		for _, i := range append([]int{t.out}, t.in...) {
			if lihat[i] {
				continue
			}
			lihat[i] = true
			s.kerja += len(s.pakai[i]) / 16
			for _, l := range s.pakai[i] {
				if !seen[l] && s.rusak(l) {
					seen[l] = true
					out = append(out, l)
				}
			}
		}
	}
	sort.Ints(out)
	return out
}

// jelaskan takes the best explanation of a group of violated ties, or says that the
// report does not tell.
func (s *pencari) jelaskan(ikat []int) {
	// A repaired statement is not repaired again, so that the search ends.
	list := slices.DeleteFunc(s.calon(ikat), func(c calon) bool {
		return slices.ContainsFunc(c.sel(), func(i int) bool { return s.beres[i] })
	})
	for n := range list {
		if s.kerja > batasKerja {
			break
		}
		s.nilaikan(&list[n])
	}
	if s.kerja > batasKerja {
		s.lewati(ikat[0])
		return
	}
	sort.SliceStable(list, func(a, b int) bool {
		if list[a].skor != list[b].skor {
			return list[a].skor > list[b].skor
		}
		return list[a].putus < list[b].putus
	})
	if len(list) == 0 || list[0].skor <= 0 {
		s.biarkan(ikat[0])
		return
	}
	baik := list[0]
	var saingan []calon
	sama := himpunan(baik.baik)
	for _, c := range list[1:] {
		if baik.skor-c.skor < bobotBeda && !bersentuhan(c.sel(), baik.sel()) && slices.ContainsFunc(c.baik, sama) {
			saingan = append(saingan, c)
		}
	}
	if baik.pola.jenis == polaSalahKolom && !s.didukung(baik.pola.dari) {
		// The two columns may as well be exchanged.
		for _, c := range list[1:] {
			if c.jenis == tukarKolom && slices.Contains(c.sel(), baik.pola.dari) && slices.ContainsFunc(c.baik, sama) {
				saingan = append(saingan, c)
			}
		}
	}
	if len(saingan) > 0 || baik.kabur {
		s.ragu(baik, saingan)
		return
	}
	s.terapkan(baik)
}

// didukung tells whether a value is stated elsewhere too: of the same fact, or of another
// subject that seems to be the same measure.
func (s *pencari) didukung(i int) bool {
	t := &s.n.Pernyataan[i]
	s.kerja += len(s.n.Pernyataan) / 64
	for j := range s.n.Pernyataan {
		x := &s.n.Pernyataan[j]
		if j != i && x.Besaran == t.Besaran && x.Tahun == t.Tahun && x.Triwulan == t.Triwulan && x.Jenis != JenisTeks && s.nilai[j].Equal(s.nilai[i]) {
			return true
		}
	}
	return false
}

// himpunan tells what is in a list.
func himpunan(list []int) func(int) bool {
	m := make(map[int]bool, len(list))
	for _, i := range list {
		m[i] = true
	}
	return func(i int) bool { return m[i] }
}

func bersentuhan(a, b []int) bool {
	return slices.ContainsFunc(a, func(i int) bool { return slices.Contains(b, i) })
}

// biarkan reports a tie that nothing mends.
func (s *pencari) biarkan(k int) {
	s.abai[k] = true
	s.sebab = append(s.sebab, sebab{tempat: []int{s.ikat[k].out}, ikat: []int{k}})
}

// lewati reports a tie whose cause is not sought.
func (s *pencari) lewati(k int) {
	s.biarkan(k)
	s.hasil.SebabTakDicari++
}

// ragu reports explanations that are as good as one another.
func (s *pencari) ragu(baik calon, saingan []calon) {
	x := sebab{saran: peta{}, ikat: baik.baik}
	ada := map[int]bool{}
	semua := append([]calon{baik}, saingan...)
	sort.SliceStable(semua, func(a, b int) bool { return semua[a].pola.jenis != "" && semua[b].pola.jenis == "" })
	for _, c := range semua {
		if c.pola.jenis != "" {
			x.mirip = len(x.tempat) + len(c.sel())
		}
		for _, i := range c.sel() {
			if !ada[i] {
				ada[i] = true
				x.tempat = append(x.tempat, i)
				if v, angka := c.ubah[i]; angka && !c.kabur {
					x.saran[i] = v
				}
			}
		}
		for _, k := range c.baik {
			s.abai[k] = true
		}
	}
	s.sebab = append(s.sebab, x)
}

// terapkan repairs the values of a cause, and those reckoned from them.
func (s *pencari) terapkan(c calon) {
	x := sebab{calon: c, lama: peta{}, pasti: true, ikat: c.baik}
	sudah := map[int]bool{}
	var antre []int
	for _, i := range c.sel() {
		sudah[i], s.beres[i] = true, true
		antre = append(antre, i)
		x.lama[i] = s.nilai[i]
		if v, ada := c.ubah[i]; ada {
			s.ubahNilai(i, v)
		}
		if t, ada := c.teks[i]; ada {
			s.teks[i] = t
		}
	}
	for n := 0; n < len(antre); n++ {
		for _, k := range s.pakai[antre[n]] {
			t := &s.ikat[k]
			dulu := s.status[k]
			s.status[k] = s.nilaiIkatan(t, nil)
			s.mulai = min(s.mulai, k)
			if dulu == langgar || s.status[k] != langgar || s.abai[k] {
				continue
			}
			ikut := t.out
			if t.rumus == rumusSama && t.out == antre[n] {
				ikut = t.in[0]
			}
			// What the repair itself set stays; a statement that agreed with one reckoned
			// from a wrong value was reckoned from it too.
			if sudah[ikut] || t.rumus == rumusSama && n < len(c.ubah)+len(c.teks) {
				continue
			}
			a := akibat{i: ikut}
			switch t.rumus {
			case rumusKelas, rumusKet:
				a.teks = s.kelas(t, nil)[0]
				s.teks[ikut] = a.teks
			default:
				v, ok := s.hitung(t, nil)
				if t.rumus == rumusSama {
					v = s.nilai[antre[n]]
				}
				if !ok {
					continue
				}
				a.v = s.bulatkan(v, s.n.Pernyataan[ikut].Desimal)
				s.ubahNilai(ikut, a.v)
			}
			sudah[ikut] = true
			x.akibat = append(x.akibat, a)
			antre = append(antre, ikut)
			s.status[k] = s.nilaiIkatan(t, nil)
		}
	}
	for _, k := range c.baik {
		if s.status[k] != cocok {
			s.abai[k] = true // mended only in part: it is this finding's all the same
		}
	}
	s.sebab = append(s.sebab, x)
}

// nilaikan weighs an explanation.
func (s *pencari) nilaikan(c *calon) {
	seen := map[int]bool{}
	for _, i := range c.sel() {
		s.kerja += 1 + len(s.pakai[i])/16
		for _, k := range s.pakai[i] {
			if seen[k] || s.abai[k] {
				continue
			}
			seen[k] = true
			t := &s.ikat[k]
			after := s.nilaiTeks(t, c)
			if after == takTerhitung && s.status[k] != takTerhitung {
				after = langgar
			}
			beda := s.bobot(k, s.status[k]) - s.bobot(k, after)
			if beda < 0 {
				c.putus++
			}
			switch {
			case beda > 0:
				c.baik = append(c.baik, k)
			case beda < 0 && t.rumus != rumusSama && slices.ContainsFunc(t.in, func(j int) bool { _, ada := c.ubah[j]; return ada }):
				beda /= 2
			}
			c.skor += beda
		}
	}
	if len(c.baik) == 0 {
		return
	}
	if c.jenis != ganti && !slices.ContainsFunc(c.baik, func(k int) bool { return !s.ikat[k].bulat }) {
		c.bonus = 0 // a sum of rounded figures fits many exchanges
	}
	c.skor += c.bonus
	// An exchange of which one side mends nothing says no more than that the other side
	// was reckoned with it.
	if c.jenis != ganti && c.bonus > 0 && !slices.ContainsFunc(c.baik, func(k int) bool { return s.ikat[k].rumus == rumusSama }) &&
		slices.ContainsFunc(c.sel(), func(i int) bool { return !slices.ContainsFunc(s.pakai[i], himpunan(c.baik)) }) {
		c.skor -= bobotSebelah
	}
}

func (s *pencari) nilaiTeks(t *ikatan, c *calon) keadaan {
	baru, ada := c.teks[t.out]
	if !ada {
		return s.nilaiIkatan(t, c.ubah)
	}
	lama := s.teks[t.out]
	s.teks[t.out] = baru
	st := s.nilaiIkatan(t, c.ubah)
	s.teks[t.out] = lama
	return st
}

// calon lists the explanations that are tried for a group of violated ties.
func (s *pencari) calon(ikat []int) []calon {
	var out []calon
	sudah := map[int][]decimal.Decimal{}
	tambah := func(i int, v decimal.Decimal, kabur bool, k *ikatan) {
		if k.rumus != rumusSama {
			v = s.bulatkan(v, s.wajar[i])
		}
		s.kerja += 1 + len(sudah[i])/16
		if v.Equal(s.nilai[i]) || slices.ContainsFunc(sudah[i], v.Equal) {
			return
		}
		sudah[i] = append(sudah[i], v)
		c := calon{ubah: peta{i: v}, kabur: kabur, pola: s.polaKetik(i, v, kabur)}
		switch {
		case kabur && c.pola.jenis != "":
			c.bonus = bobotBeda / 2
		case c.pola.jenis == polaLama:
			c.bonus = bobotLama
		case c.pola.jenis != "":
			c.bonus = bobotKetik
		}
		if !kabur {
			if s.versiLain(i, v) {
				c.bonus += bobotVersi
			}
			if k.out == i {
				if sumber, ada := s.salahKolom(k); ada {
					c.pola, c.bonus = pola{jenis: polaSalahKolom, dari: sumber}, bobotKebetulan
				}
			}
		}
		out = append(out, c)
	}
	// Where only a range follows for a value, the slips are tried that would lead into it.
	tambahKabur := func(i int, v decimal.Decimal, k *ikatan) {
		pas := false
		for _, w := range sebelumKetik(s.nilai[i], s.n.Pernyataan[i].Desimal, !k.bulat) {
			if s.nilaiIkatan(k, peta{i: w}) == cocok {
				tambah(i, w, false, k)
				pas = true
			}
		}
		if !pas {
			tambah(i, v, true, k)
		}
	}
	for _, n := range ikat {
		if s.kerja > batasKerja {
			return nil
		}
		k := &s.ikat[n]
		switch k.rumus {
		case rumusSama:
			tambah(k.out, s.nilai[k.in[0]], false, k)
			tambah(k.in[0], s.nilai[k.out], false, k)
			continue
		case rumusKelas, rumusKet:
			out = append(out, calon{teks: map[int]string{k.out: s.kelas(k, nil)[0]}})
			continue
		}
		if v, ok := s.hitung(k, nil); ok && k.bulat {
			tambahKabur(k.out, v, k)
		} else if ok {
			tambah(k.out, v, false, k)
		}
		for _, i := range k.in {
			if s.kerja > batasKerja {
				return nil
			}
			switch v, kabur, ok := s.balik(k, i); {
			case ok && kabur:
				tambahKabur(i, v, k)
			case ok:
				tambah(i, v, false, k)
			}
		}
	}
	return append(out, s.tukaran(ikat)...)
}

// sepele are values that stand in many places without meaning one another.
func sepele(d decimal.Decimal) bool { return d.IsZero() || d.Equal(seratus) }
