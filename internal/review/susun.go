package review

import (
	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// batasIkatan bounds the inputs of all ties, and the subjects that are looked at for them.
const batasIkatan = 400_000

// tetangga is how many other statements of one fact a statement is held against when there
// are many; among few, each is held against each.
const tetangga = 5

func bangun(n Bacaan) *pemeriksa {
	p := &pemeriksa{n: n, subjek: map[string]*Subjek{}, anak: map[string][]string{}, kunci: map[Kunci][]int{}, pilihan: map[Kunci]pilihan{}}
	for i := range n.Subjek {
		s := &n.Subjek[i]
		if _, ada := p.subjek[s.ID]; ada {
			continue
		}
		p.subjek[s.ID] = s
		if s.Induk != "" {
			p.anak[s.Induk] = append(p.anak[s.Induk], s.ID)
		}
	}
	p.nilai = make([]decimal.Decimal, len(n.Pernyataan))
	p.teks = make([]string, len(n.Pernyataan))
	p.halus = make([]int32, len(n.Pernyataan))
	p.wajar = make([]int32, len(n.Pernyataan))
	p.pakai = make([][]int, len(n.Pernyataan))
	urut := make([]int, len(n.Pernyataan)) // statement → place among those of its fact
	for i := range n.Pernyataan {
		s := &n.Pernyataan[i]
		p.nilai[i], p.teks[i] = s.Nilai, s.Teks
		urut[i] = len(p.kunci[s.Kunci])
		p.kunci[s.Kunci] = append(p.kunci[s.Kunci], i)
	}
	// A column is known to one precision, though some of its cells leave zeros out, and so is
	// a fact; none to less than it is printed with.
	umum := p.desimalUmum()
	fakta := map[Kunci]int32{}
	for i := range n.Pernyataan {
		s := &n.Pernyataan[i]
		p.wajar[i] = min(s.Desimal, umum[[2]string{s.Tabel, s.Kolom}])
		fakta[s.Kunci] = max(fakta[s.Kunci], p.wajar[i])
	}
	for i := range n.Pernyataan {
		s := &n.Pernyataan[i]
		p.halus[i] = max(fakta[s.Kunci], umum[[2]string{s.Tabel, s.Kolom}], s.Desimal)
	}
	for i := range n.Pernyataan {
		if p.samakan(i, urut[i]); p.berat <= batasIkatan {
			p.turunkan(i)
		}
		if p.berat > batasIkatan {
			p.hasil.TakDiperiksa++
		}
	}
	return p
}

func (p *pemeriksa) ikatkan(k ikatan) {
	n := len(p.ikat)
	p.ikat = append(p.ikat, k)
	p.berat += 1 + len(k.in)
	seen := map[int]bool{}
	for _, i := range append([]int{k.out}, k.in...) {
		if !seen[i] {
			seen[i] = true
			p.pakai[i] = append(p.pakai[i], n)
		}
	}
}

// samakan holds a statement against the later ones of its fact.
func (p *pemeriksa) samakan(i, urut int) {
	s := &p.n.Pernyataan[i]
	if s.Jenis == JenisTeks {
		return
	}
	semua := p.kunci[s.Kunci]
	n := 0
	for _, j := range semua[urut+1:] {
		if p.n.Pernyataan[j].Jenis == JenisTeks {
			continue
		}
		a := BedaTempat
		if s.Jenis == JenisTerbilang || p.n.Pernyataan[j].Jenis == JenisTerbilang {
			a = Terbilang
		}
		p.ikatkan(ikatan{rumus: rumusSama, aturan: a, out: i, in: []int{j}})
		if n++; len(semua) > 2*tetangga && n == tetangga {
			return
		}
	}
}

// pilih is the statement of a fact that one at i reckons with: of its row, else of its
// table, else the one that most others agree with.
func (p *pemeriksa) pilih(i int, k Kunci) int {
	if len(p.kunci[k]) == 0 {
		return -1
	}
	x, ada := p.pilihan[k]
	if !ada {
		x = p.pilihanDari(p.kunci[k])
		p.pilihan[k] = x
	}
	sini := &p.n.Pernyataan[i]
	if j, ada := x.baris[[2]string{sini.Tabel, sini.Baris}]; ada {
		return j
	}
	if j, ada := x.tabel[sini.Tabel]; ada {
		return j
	}
	return x.lain
}

// pilihan are the statements of a fact: the first of each row and of each table, and the
// one that most others agree with, -1 where none is a number.
type pilihan struct {
	baris map[[2]string]int
	tabel map[string]int
	lain  int
}

func (p *pemeriksa) pilihanDari(semua []int) pilihan {
	x := pilihan{baris: map[[2]string]int{}, tabel: map[string]int{}, lain: -1}
	banyak := -1
	for _, j := range semua {
		s := &p.n.Pernyataan[j]
		if s.Jenis == JenisTeks || s.Jenis == JenisTerbilang {
			continue
		}
		if _, ada := x.tabel[s.Tabel]; !ada {
			x.tabel[s.Tabel] = j
		}
		if _, ada := x.baris[[2]string{s.Tabel, s.Baris}]; !ada {
			x.baris[[2]string{s.Tabel, s.Baris}] = j
		}
		setuju := 0
		for _, l := range semua[:min(len(semua), 2*tetangga)] {
			if p.n.Pernyataan[l].Nilai.Equal(s.Nilai) {
				setuju++
			}
		}
		if setuju > banyak {
			x.lain, banyak = j, setuju
		}
	}
	return x
}

// turunkan ties a statement to what it is reckoned from.
func (p *pemeriksa) turunkan(i int) {
	s := &p.n.Pernyataan[i]
	b := p.subjek[s.Subjek]
	if b == nil || s.Jenis == JenisTerbilang {
		return
	}
	ambil := func(besaran Besaran) int {
		k := s.Kunci
		k.Besaran = besaran
		return p.pilih(i, k)
	}
	dua := func(r rumus, a Aturan, x, y int, faktor decimal.Decimal) {
		if x >= 0 && y >= 0 {
			p.ikatkan(ikatan{rumus: r, aturan: a, out: i, in: []int{x, y}, k: faktor, arah: b.Arah})
		}
	}
	switch s.Besaran {
	case Capaian:
		if !p.rentang(i, ambil, Target) && b.Arah != sakip.Rentang {
			dua(rumusCapaian, HitungUlang, ambil(Realisasi), ambil(Target), decimal.Decimal{})
		}
	case PersenTargetAkhir:
		if !p.rentang(i, ambil, TargetAkhir) && b.Arah != sakip.Rentang {
			dua(rumusCapaian, HitungUlang, ambil(Realisasi), ambil(TargetAkhir), decimal.Decimal{})
		}
	case Realisasi:
		p.realisasi(i, b, ambil(Pembilang), ambil(Penyebut))
	case Bagian:
		dua(rumusRasio, HitungUlang, ambil(Pembilang), ambil(Penyebut), seratus)
	case CapaianAnggaran:
		dua(rumusRasio, HitungUlang, ambil(RealisasiAnggaran), ambil(Pagu), seratus)
	case Kategori:
		if x := ambil(Capaian); x >= 0 && p.n.Skala != nil {
			p.ikatkan(ikatan{rumus: rumusKelas, aturan: SalahKategori, out: i, in: []int{x}})
		}
	case Ket:
		if x := ambil(PersenTargetAkhir); x >= 0 && p.n.Ambang != nil {
			p.ikatkan(ikatan{rumus: rumusKet, aturan: SalahKet, out: i, in: []int{x}})
		}
	case SisaAnggaran:
		dua(rumusSelisih, HitungUlang, ambil(Pagu), ambil(RealisasiAnggaran), decimal.Decimal{})
	case Deviasi:
		dua(rumusSelisih, HitungUlang, ambil(Realisasi), ambil(Target), decimal.Decimal{})
	case PaguBertambah:
		dulu := s.Kunci
		dulu.Besaran, dulu.Versi = Pagu, VersiInduk
		dua(rumusSelisih, HitungUlang, ambil(Pagu), p.pilih(i, dulu), decimal.Decimal{})
	case Pagu, RealisasiAnggaran:
		if b.Jenis == SubjekAnggaran && len(b.Anggaran) == 0 {
			p.jumlahkan(i, b)
		} else {
			p.anggaranIndikator(i, b)
		}
	case Nilai:
		p.jumlahkan(i, b)
		p.anggaranIndikator(i, b)
	case Perubahan, PerubahanPersen:
		kini := s.Kunci
		kini.Besaran = Nilai
		if b.Jenis == SubjekIndikator {
			kini.Besaran = Realisasi
		}
		lalu := kini
		lalu.Tahun--
		r := rumusSelisih
		if s.Besaran == PerubahanPersen {
			r = rumusUbah
		}
		dua(r, HitungUlang, p.pilih(i, kini), p.pilih(i, lalu), decimal.Decimal{})
	case RataCapaian, RataSerapan, Efisiensi:
		p.sasaran(i, b)
	}
}

func (p *pemeriksa) realisasi(i int, b *Subjek, x, y int) {
	switch {
	case x < 0:
	case b.SkorMaksimal != nil && !b.SkorMaksimal.IsZero():
		p.ikatkan(ikatan{rumus: rumusKali, aturan: HitungUlang, out: i, in: []int{x}, k: seratus.DivRound(*b.SkorMaksimal, skala)})
	case y >= 0:
		k := b.Pengali
		if k.IsZero() {
			k = seratus
		}
		p.ikatkan(ikatan{rumus: rumusRasio, aturan: HitungUlang, out: i, in: []int{x, y}, k: k})
	}
}

// jumlahkan ties a total to the nearest rows below it that its table has. A total of which
// a part is not there is not checked.
func (p *pemeriksa) jumlahkan(i int, b *Subjek) {
	k := ikatan{rumus: rumusJumlah, aturan: JumlahRincian, out: i, bulat: b.Jenis == SubjekPembanding, ringan: b.Jenis == SubjekPembanding}
	if p.kumpulkan(&k, i, b.ID, b.ID) && len(k.in) > 0 {
		p.ikatkan(k)
	}
}

// kumpulkan adds to a sum the parts of a row, going down where the table leaves a level out.
func (p *pemeriksa) kumpulkan(k *ikatan, i int, induk, asal string) bool {
	kosong := true
	for _, id := range p.anak[induk] {
		if p.berat++; p.berat > batasIkatan {
			return false
		}
		if p.subjek[id].Jenis != p.subjek[asal].Jenis {
			continue
		}
		kosong = false
		kunci := p.n.Pernyataan[i].Kunci
		kunci.Subjek = id
		j := p.pilih(i, kunci)
		if j >= 0 && j != i && p.n.Pernyataan[j].Tabel == p.n.Pernyataan[i].Tabel {
			k.in = append(k.in, j)
			continue
		}
		if id == asal || !p.kumpulkan(k, i, id, asal) {
			return false
		}
	}
	return !kosong
}

// anggaranIndikator ties the money of an indicator, or a total that is not the parent of what
// it sums, to the rows it is linked to.
func (p *pemeriksa) anggaranIndikator(i int, b *Subjek) {
	k := ikatan{rumus: rumusJumlah, aturan: JumlahRincian, out: i, bulat: b.Jenis == SubjekPembanding, ringan: b.Jenis == SubjekPembanding}
	p.berat += len(b.Anggaran)
	for _, t := range b.Anggaran {
		kunci := p.n.Pernyataan[i].Kunci
		kunci.Subjek = t.Kode
		j := p.pilih(i, kunci)
		if j < 0 {
			return
		}
		k.in = append(k.in, j)
		k.kurang = append(k.kurang, t.Kurang)
	}
	if len(k.in) > 0 {
		p.ikatkan(k)
	}
}

// sasaran ties a mean or an efficiency to the indicators of the sasaran.
func (p *pemeriksa) sasaran(i int, b *Subjek) {
	s := &p.n.Pernyataan[i]
	k := ikatan{aturan: HitungUlang, out: i, rumus: rumusRata}
	p.berat += len(p.anak[b.ID])
	for _, id := range p.anak[b.ID] {
		a := p.subjek[id]
		if a.Jenis != SubjekIndikator {
			continue
		}
		if s.Besaran != RataSerapan && !a.TanpaCapaian {
			k.bagian = append(k.bagian, p.nisbah(i, a, Realisasi, Target, Capaian))
		}
		if s.Besaran != RataCapaian && !a.TanpaSerapan {
			k.serapan = append(k.serapan, p.nisbah(i, a, RealisasiAnggaran, Pagu, CapaianAnggaran))
		}
	}
	if s.Besaran == Efisiensi {
		k.rumus = rumusEfisiensi
	}
	for _, list := range [][]nisbah{k.bagian, k.serapan} {
		for _, x := range list {
			if x.a < 0 {
				return
			}
			k.in = append(k.in, x.masukan()...)
		}
	}
	if s.Besaran == RataSerapan {
		k.bagian, k.serapan = k.serapan, nil
	}
	if len(k.bagian) > 0 {
		p.ikatkan(k)
	}
}

func (p *pemeriksa) nisbah(i int, a *Subjek, atas, bawah, persen Besaran) nisbah {
	k := p.n.Pernyataan[i].Kunci
	k.Subjek = a.ID
	ambil := func(b Besaran) int { k.Besaran = b; return p.pilih(i, k) }
	x, y := ambil(atas), ambil(bawah)
	arah := a.Arah
	if atas != Realisasi {
		arah = sakip.Naik
	} else if l, u := ambil(TargetBawah), ambil(TargetAtas); x >= 0 && l >= 0 && u >= 0 {
		return nisbah{a: x, b: l, atas: u, arah: sakip.Rentang, bobot: a.Bobot}
	}
	if x < 0 || y < 0 || arah == sakip.Rentang {
		return nisbah{a: ambil(persen), b: -1, bobot: a.Bobot}
	}
	return nisbah{a: x, b: y, arah: arah, bobot: a.Bobot}
}
