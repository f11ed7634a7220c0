package sakip

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// HasilLKE is what the answers of both sides come to.
type HasilLKE struct {
	Mandiri, Penilai NilaiLKE
}

// NilaiLKE is what one side's answers come to. Total is known once every criterion is
// answered; until then Sementara, if anything is answered, is what the answered parts come
// to, of BobotSementara. N of M criteria are answered.
type NilaiLKE struct {
	Komponen       []NilaiKomponen
	Total          Angka
	Predikat       string // "" while Total is not known
	Sementara      *decimal.Decimal
	BobotSementara decimal.Decimal
	N, M           int
}

// NilaiKomponen is what one component comes to, as NilaiLKE does.
type NilaiKomponen struct {
	ID, Nama       string
	Bobot          decimal.Decimal
	Sub            []NilaiSub
	Nilai          Angka
	Sementara      *decimal.Decimal
	BobotSementara decimal.Decimal
	N, M           int
}

// NilaiSub is what one sub-komponen comes to. Bagian is the share of its answered criteria
// that is fulfilled, in percent, and Gradasi and Sementara what it would be by them; Nilai
// is known once all are answered. Diakui is the grade that is claimed; TakSampai tells that
// not enough criteria are fulfilled for it.
type NilaiSub struct {
	ID, Nama  string
	Dimensi   Dimensi
	Bobot     decimal.Decimal
	Bagian    Angka
	Gradasi   string
	Diakui    string
	TakSampai bool
	Nilai     Angka
	Sementara *decimal.Decimal
	N, M      int
}

// HitungLKE is what the sheet's answers come to under the criteria that it is on.
func HitungLKE(kr KriteriaLKE, k LKE) HasilLKE {
	return HasilLKE{hitungSisi(kr, k.Mandiri), hitungSisi(kr, k.Penilai)}
}

func hitungSisi(kr KriteriaLKE, jawaban []JawabanLKE) NilaiLKE {
	di := map[string]JawabanLKE{}
	for _, j := range jawaban {
		di[j.Butir] = j
	}
	var h NilaiLKE
	var masuk []Masukan
	for _, c := range kr.Komponen {
		n := kr.hitungKomponen(c, di)
		h.Komponen = append(h.Komponen, n)
		h.N, h.M = h.N+n.N, h.M+n.M
		h.Sementara, h.BobotSementara = tambahSementara(h.Sementara, n.Sementara), h.BobotSementara.Add(n.BobotSementara)
		masuk = append(masuk, masukan(n.Nama, n.Nilai.Nilai, n.Nilai.Jelas.Aturan))
	}
	h.Total = kr.jumlah("lke.total", "jumlah nilai komponen", masuk, h.N, h.M, h.Sementara)
	if s, ok := SkalaBaku(kr.Skala); ok && h.Total.Ada() {
		h.Predikat = s.Kategori(*h.Total.Nilai)
	}
	return h
}

func (kr KriteriaLKE) hitungKomponen(c KomponenLKE, di map[string]JawabanLKE) NilaiKomponen {
	h := NilaiKomponen{ID: c.ID, Nama: c.Nama, Bobot: c.Bobot}
	var masuk []Masukan
	for _, s := range c.Sub {
		n := kr.hitungSub(s, di)
		h.Sub = append(h.Sub, n)
		h.N, h.M = h.N+n.N, h.M+n.M
		if n.Sementara != nil {
			h.Sementara, h.BobotSementara = tambahSementara(h.Sementara, n.Sementara), h.BobotSementara.Add(s.Bobot)
		}
		masuk = append(masuk, masukan(n.Nama, n.Nilai.Nilai, n.Nilai.Jelas.Aturan))
	}
	h.Nilai = kr.jumlah("lke.komponen", "jumlah nilai subkomponen", masuk, h.N, h.M, h.Sementara)
	return h
}

// jumlah is a sum that is known once all is answered.
func (kr KriteriaLKE) jumlah(aturan, rumus string, masuk []Masukan, n, m int, sum *decimal.Decimal) Angka {
	j := Penjelasan{Aturan: aturan, Rumus: rumus, Masukan: masuk, Kebijakan: kr.ID}
	if n < m || sum == nil {
		return takDiketahui(BelumDijawab, j)
	}
	return diketahui(*sum, j)
}

// hitungSub finds the grade by the share of criteria that are fulfilled, compared without
// dividing: a share is no decimal as soon as three criteria are asked.
func (kr KriteriaLKE) hitungSub(s SubKomponenLKE, di map[string]JawabanLKE) NilaiSub {
	h := NilaiSub{ID: s.ID, Nama: s.Nama, Dimensi: s.Dimensi, Bobot: s.Bobot, M: len(s.Kriteria), Diakui: di[s.ID].Gradasi}
	terpenuhi, dijawab := nol, nol
	j := Penjelasan{Aturan: "lke.bagian", Rumus: "jumlah (bobot × nilai jawaban) kriteria yang dijawab ÷ jumlah bobotnya × 100", Kebijakan: kr.ID}
	for _, q := range s.Kriteria {
		a := di[q.ID].Jawaban
		j.Masukan = append(j.Masukan, Masukan{Nama: q.ID, Label: string(a)})
		if a == "" {
			continue
		}
		h.N++
		dijawab = dijawab.Add(q.Bobot)
		terpenuhi = terpenuhi.Add(q.Bobot.Mul(kr.Nilai[a]))
	}
	nilai := Penjelasan{Aturan: "lke.subkomponen", Rumus: "nilai gradasi ÷ 100 × bobot", Kebijakan: kr.ID}
	if h.N == 0 {
		h.Bagian, h.Nilai = takDiketahui(BelumDijawab, j), takDiketahui(BelumDijawab, nilai)
		return h
	}
	h.Bagian = diketahui(persen(terpenuhi, dijawab), j)
	g := kr.gradasi(s.Dimensi, terpenuhi, dijawab, h.Diakui)
	h.Gradasi, h.TakSampai = g.Nama, h.Diakui != "" && g.Nama != h.Diakui
	v := g.Nilai.Mul(s.Bobot).Shift(-2)
	h.Sementara = &v
	nilai.Masukan = []Masukan{
		masukan("bagian kriteria terpenuhi (%)", h.Bagian.Nilai, "lke.bagian"),
		masukan("nilai gradasi "+g.Nama, salin(g.Nilai), ""),
		masukan("bobot", salin(s.Bobot), ""),
		{Nama: "kriteria dijawab", Label: strconv.Itoa(h.N) + " dari " + strconv.Itoa(h.M)},
	}
	if h.N < h.M {
		h.Nilai = takDiketahui(BelumDijawab, nilai)
	} else {
		h.Nilai = diketahui(v, nilai)
	}
	return h
}

// gradasi is the best grade that the share terpenuhi ÷ dari reaches and that needs no claim
// or is the claimed one.
func (kr KriteriaLKE) gradasi(d Dimensi, terpenuhi, dari decimal.Decimal, diakui string) Gradasi {
	var g Gradasi
	for _, g = range kr.Gradasi[d] {
		c := terpenuhi.Mul(seratus).Cmp(g.LebihDari.Mul(dari))
		if (c > 0 || c == 0 && g.Termasuk) && (g.Syarat == "" || g.Nama == diakui) {
			break
		}
	}
	return g
}

func tambahSementara(a, b *decimal.Decimal) *decimal.Decimal {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return salin(a.Add(*b))
}
