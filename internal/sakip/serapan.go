package sakip

import "github.com/shopspring/decimal"

// HasilBaris is one row of the budget table: a leaf as entered, or the sum of the
// leaves below. Rows of one code (per sub-unit and source) are one result; their
// identities are told apart in Rincian.
type HasilBaris struct {
	Kode      string
	Induk     string
	Nama      string
	Tingkat   Tingkat
	Daun      bool
	Anggaran  Angka
	Realisasi Angka
	Capaian   Capaian
	N, M      int // leaves reported, leaves in all
	Rincian   []HasilRincian
}

// HasilRincian is one leaf of a row.
type HasilRincian struct {
	IdentitasBaris
	Pagu      decimal.Decimal
	Realisasi *decimal.Decimal
}

// pohon is the budget in force with what was spent up to the quarter.
type pohon struct {
	versi  string
	urut   []string // codes in the order of the document
	baris  map[string]*HasilBaris
	daun   map[string][]string // code → codes of the leaves below or at it
	alasan Alasan
}

func (d DataTahun) pohonAnggaran(p Periode) pohon {
	t := pohon{baris: map[string]*HasilBaris{}, daun: map[string][]string{}}
	v, ok := AnggaranBerlaku(d.Anggaran, p.Akhir())
	if !ok {
		t.alasan = AnggaranTidakAda
		return t
	}
	t.versi = v.Versi
	nilai := map[IdentitasBaris]decimal.Decimal{}
	for _, r := range d.RealisasiAnggaran {
		if r.Triwulan == p.Triwulan && r.Status.Dihitung() {
			nilai[r.IdentitasBaris] = r.Nilai
		}
	}
	for _, b := range v.Baris {
		h := t.baris[b.Kode]
		if h == nil {
			h = &HasilBaris{Kode: b.Kode, Induk: b.Induk, Nama: b.Nama, Tingkat: b.Tingkat}
			t.baris[b.Kode] = h
			t.urut = append(t.urut, b.Kode)
		}
		if b.Pagu == nil {
			continue
		}
		r := HasilRincian{IdentitasBaris: b.IdentitasBaris, Pagu: *b.Pagu}
		if n, ok := nilai[b.IdentitasBaris]; ok {
			r.Realisasi = salin(n)
		}
		h.Daun = true
		h.Rincian = append(h.Rincian, r)
	}
	for _, kode := range t.urut {
		if t.baris[kode].Daun {
			t.naik(kode)
		}
	}
	for _, kode := range t.urut {
		t.hitung(t.baris[kode], d.Kebijakan)
	}
	return t
}

// naik registers a leaf with itself and every code above it. A loop in the parents
// cannot pass validation; the bound keeps even that from hanging.
func (t pohon) naik(daun string) {
	for kode, n := daun, 0; kode != "" && n <= len(t.baris); n++ {
		t.daun[kode] = append(t.daun[kode], daun)
		h := t.baris[kode]
		if h == nil {
			return
		}
		kode = h.Induk
	}
}

func (t pohon) hitung(h *HasilBaris, k Kebijakan) {
	pagu, spent, n, m := t.jumlah(t.daun[h.Kode])
	j := Penjelasan{Aturan: "anggaran.jumlah", Rumus: "jumlah baris di bawahnya", Kebijakan: k.Versi}
	if h.Daun {
		j = Penjelasan{Aturan: "anggaran.entri", Kebijakan: k.Versi}
	}
	h.N, h.M = n, m
	h.Anggaran = diketahui(pagu, j)
	h.Realisasi = realisasiAnggaran(spent, n, m, j)
	h.Capaian = capaianAnggaran(h.Anggaran, h.Realisasi, k)
}

func (t pohon) jumlah(daun []string) (pagu, spent decimal.Decimal, n, m int) {
	for _, kode := range daun {
		for _, r := range t.baris[kode].Rincian {
			pagu = pagu.Add(r.Pagu)
			switch {
			case r.Realisasi != nil:
				spent = spent.Add(*r.Realisasi)
				n++
				m++
			case !r.Pagu.IsZero(): // nothing was planned: nothing need be reported
				m++
			}
		}
	}
	return pagu, spent, n, m
}

// realisasiAnggaran is the sum spent; with leaves unreported it is not known, for a
// partial sum would read as a low one.
func realisasiAnggaran(spent decimal.Decimal, n, m int, j Penjelasan) Angka {
	switch {
	case n == 0:
		return takDiketahui(BelumDilaporkan, j)
	case n < m:
		return takDiketahui(SebagianDilaporkan, j)
	}
	return diketahui(spent, j)
}

// capaianAnggaran is realisasi ÷ pagu × 100; 0/0 is blank, x/0 not computable, 0/x is 0.
func capaianAnggaran(pagu, spent Angka, k Kebijakan) Capaian {
	j := Penjelasan{Aturan: "anggaran.capaian", Rumus: "realisasi ÷ anggaran × 100", Kebijakan: k.Versi,
		Masukan: []Masukan{masukan("anggaran", pagu.Nilai, pagu.Jelas.Aturan), masukan("realisasi", spent.Nilai, spent.Jelas.Aturan)}}
	switch {
	case !pagu.Ada():
		return Capaian{Angka: takDiketahui(pagu.Alasan, j)}
	case !spent.Ada():
		return Capaian{Angka: takDiketahui(spent.Alasan, j)}
	case pagu.Nilai.IsZero() && spent.Nilai.IsZero():
		return Capaian{Angka: takDiketahui(PaguNol, j)}
	case pagu.Nilai.IsZero():
		return Capaian{Angka: takDiketahui(TanpaPagu, j)}
	}
	mentah := persen(*spent.Nilai, *pagu.Nilai)
	return Capaian{Angka: diketahui(mentah, j), Tampil: salin(k.Bulat(mentah))}
}

// anggaranIndikator follows an indicator's plus and minus edges. The leaves reached
// are returned for the coverage check, a leaf that two plus edges reach twice.
func (t pohon) anggaranIndikator(i Indikator, k Kebijakan) (pagu, spent Angka, cap Capaian, daun []string) {
	j := Penjelasan{Aturan: "anggaran.indikator", Rumus: "jumlah kode tertaut (kurang untuk yang dikecualikan)", Kebijakan: k.Versi}
	gagal := func(a Alasan) (Angka, Angka, Capaian, []string) {
		u := takDiketahui(a, j)
		return u, u, Capaian{Angka: u}, nil
	}
	switch {
	case t.alasan != "":
		return gagal(t.alasan)
	case len(i.Anggaran) == 0:
		return gagal(TanpaTautan)
	}
	arah := map[string]int{}
	var urut []string
	for _, e := range i.Anggaran {
		h := t.baris[e.Kode]
		if h == nil {
			return gagal(KodeTidakAda)
		}
		nama, langkah := "+ "+e.Kode, 1
		if e.Kurang {
			nama, langkah = "− "+e.Kode, -1
		}
		j.Masukan = append(j.Masukan, masukan(nama, h.Anggaran.Nilai, h.Anggaran.Jelas.Aturan))
		for _, kode := range t.daun[e.Kode] {
			if _, ada := arah[kode]; !ada {
				urut = append(urut, kode)
			}
			arah[kode] += langkah
		}
	}
	var p, s decimal.Decimal
	var n, m int
	for _, kode := range urut {
		if arah[kode] == 0 {
			continue
		}
		a, b, c, e := t.jumlah([]string{kode})
		f := decimal.NewFromInt(int64(arah[kode]))
		p, s, n, m = p.Add(a.Mul(f)), s.Add(b.Mul(f)), n+c, m+e
		for range arah[kode] {
			daun = append(daun, kode)
		}
	}
	pagu = diketahui(p, j)
	spent = realisasiAnggaran(s, n, m, j)
	return pagu, spent, capaianAnggaran(pagu, spent, k), daun
}
