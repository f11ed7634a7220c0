package baca

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

const barisPembanding = 3 // rows from which a table compares

// kolomBanding are the columns of a table from elsewhere: the names of its rows, and its
// numbers.
func (t *bacaanTabel) kolomBanding() (nama int, angka []int) {
	nama = t.cariKolom(peranBaris)
	for c := range t.kolom {
		isi, n := 0, 0
		for i := range t.baris {
			s := t.baris[i].isi(c)
			if s == "" || kosong(s) {
				continue
			}
			isi++
			if angkaSaja(s) {
				n++
			}
		}
		switch {
		case isi == 0, t.berubah(c):
		case n*10 >= isi*7 && t.kolom[c].nama != "" && t.kolom[c].peran != peranNo && t.kolom[c].peran != peranKode:
			angka = append(angka, c)
		case n == 0 && nama < 0:
			nama = c
		}
	}
	return nama, angka
}

// berubah tells whether a column has changes or ranks, not values.
func (t *bacaanTabel) berubah(c int) bool {
	k := &t.kolom[c]
	return k.peran == peranNilai && (k.hanya(ubahTakTentu) || k.hanya(selisihTakTentu) || k.hanya(review.Peringkat))
}

// ukuranSebelah is the measure of the nearest column of values to the left.
func (t *bacaanTabel) ukuranSebelah(c int, list []int) string {
	banyak := map[string]int{}
	for _, d := range list {
		banyak[t.kolom[d].ukuran]++
	}
	u := ""
	for _, d := range list {
		// A measure of two years changes; another one does not.
		if d < c && (banyak[u] < 2 || banyak[t.kolom[d].ukuran] > 1) {
			u = t.kolom[d].ukuran
		}
	}
	return u
}

// adalahPembanding tells whether a table compares rows of one kind: places, or parts of a
// total.
func (p *pembaca) adalahPembanding(t *bacaanTabel) bool {
	nama, angka := t.kolomBanding()
	if nama < 0 || len(angka) == 0 || len(t.kepala) == 0 {
		return false
	}
	for c := range t.kolom {
		if t.berubah(c) && len(angka) > 1 {
			return true
		}
	}
	if len(t.baris) < barisPembanding {
		return false
	}
	if t.kolom[nama].peran == peranBaris {
		return true
	}
	tahun := map[string]int{}
	for _, c := range angka {
		if k := &t.kolom[c]; k.tahun > 0 {
			if tahun[k.ukuran]++; tahun[k.ukuran] > 1 {
				return true
			}
		}
	}
	for _, c := range angka {
		if p.barisTotal(t, nama, c) >= 0 {
			return true
		}
	}
	return false
}

// nilaiKolom are the numbers of a column.
func (t *bacaanTabel) nilaiKolom(c int) []*angka {
	out := make([]*angka, len(t.baris))
	for i := range t.baris {
		if a, ok := bacaAngka(urutan(t.baris[i].isi(c)), locale.KindBilangan, t.kolom[c].pemisah); ok {
			out[i] = &a
		}
	}
	return out
}

// barisTotal is the last or first row of a column that the others sum to, as far as they are
// rounded; -1 is none.
func (p *pembaca) barisTotal(t *bacaanTabel, nama, c int) int {
	v := t.nilaiKolom(c)
	n := len(v) - 1
	for n > 0 && v[n] == nil {
		n--
	}
	for _, i := range []int{n, 0} {
		if v[i] == nil || v[i].nilai.IsZero() {
			continue
		}
		var sum, kabur decimal.Decimal
		banyak := 0
		for j, x := range v {
			if j == i || x == nil {
				continue
			}
			banyak++
			sum = sum.Add(x.nilai)
			if x.desimal > 0 {
				kabur = kabur.Add(decimal.New(5, -x.desimal-1))
			}
		}
		if banyak >= 2 && sum.Sub(v[i].nilai).Abs().LessThanOrEqual(kabur) {
			return i
		}
	}
	return -1
}

// bacaTabelPembanding takes the rows of a table from elsewhere.
func (p *pembaca) bacaTabelPembanding(t *bacaanTabel) {
	nama, list := t.kolomBanding()
	ukuran := map[string][]int{}
	var urut []string
	var ubah []int
	for c := range t.kolom {
		if t.berubah(c) {
			ubah = append(ubah, c)
		}
	}
	for _, c := range list {
		u := t.kolom[c].ukuran
		if u == "" && c > 0 {
			u = t.ukuranSebelah(c, list)
			t.kolom[c].ukuran = u
		}
		if ukuran[u] == nil {
			urut = append(urut, u)
		}
		ukuran[u] = append(ukuran[u], c)
	}
	milik := map[int][]string{} // column → subjects of its rows
	defer func() { p.jumlahkanKolom(t, list, milik) }()
	for _, u := range urut {
		p.ukuranKe++
		id := fmt.Sprintf("ukuran %d", p.ukuranKe)
		total := -1
		for _, c := range ukuran[u] {
			if i := p.barisTotal(t, nama, c); i >= 0 {
				total = i
			}
		}
		if n := len(t.baris) - 1; total < 0 && n > 1 && jumlahan(t.baris[n].isi(nama)) && !punya(kata(u), "persentase", "persen", "%", "rata", "indeks") {
			total = n
		}
		// Changes and ranks are of the measure they stand beside.
		var sebelah []int
		for _, c := range ubah {
			if u == t.ukuranSebelah(c, list) && (!t.kolom[c].hanya(review.Peringkat) || total >= 0 && t.urutTurun(c, ukuran[u], total)) {
				sebelah = append(sebelah, c)
			}
		}
		sid := make([]string, len(t.baris))
		pakai := map[string]bool{}
		for i := range t.baris {
			s := namaBersih(t.baris[i].isi(nama))
			if s == "" || t.baris[i].bab != "" || len(p.n.Subjek) >= 4*maksSubjek {
				continue
			}
			n := namai(s)
			if pakai[n.inti] {
				continue
			}
			pakai[n.inti] = true
			sid[i] = fmt.Sprintf("%s: %s", id, pendek(s, 80))
			if p.subjek(sid[i]) != nil {
				sid[i] = fmt.Sprintf("%s (%d)", sid[i], i+1)
			}
			p.tambahSubjek(review.Subjek{ID: sid[i], Nama: pendek(rapi(s), 200), Jenis: review.SubjekPembanding})
		}
		for _, c := range ukuran[u] {
			milik[c] = sid
		}
		for i := range sid {
			if total >= 0 && i != total && sid[i] != "" && sid[total] != "" {
				p.subjek(sid[i]).Induk = sid[total]
			}
			for _, c := range ukuran[u] {
				if sid[i] == "" || t.baris[i].isi(c) == "" {
					continue
				}
				t.sel = append(t.sel, selTabel{kolom: c, baris: i, subjek: sid[i], besar: review.Nilai})
			}
			for _, c := range sebelah {
				if sid[i] != "" && t.baris[i].isi(c) != "" {
					t.sel = append(t.sel, selTabel{kolom: c, baris: i, subjek: sid[i]})
				}
			}
		}
	}
}

// jumlahkanKolom links a column of totals to the columns before it, where most rows are their
// sums: Laki-laki, Perempuan, Jumlah.
func (p *pembaca) jumlahkanKolom(t *bacaanTabel, list []int, milik map[int][]string) {
	awal := 0
	for n, c := range list {
		if w := kata(t.kolom[c].ukuran); n-awal < 2 || len(w) > 2 || !punya(w, "jumlah", "total") {
			continue
		}
		bagian := list[awal:n]
		awal = n + 1
		v := t.nilaiKolom(c)
		sum := make([]decimal.Decimal, len(v))
		for _, d := range bagian {
			if t.kolom[d].tahun != t.kolom[c].tahun || len(milik[d]) == 0 {
				return
			}
			for i, x := range t.nilaiKolom(d) {
				if x != nil {
					sum[i] = sum[i].Add(x.nilai)
				}
			}
		}
		banyak, sesuai := 0, 0
		for i, x := range v {
			if x != nil {
				banyak++
				if x.nilai.Equal(sum[i]) {
					sesuai++
				}
			}
		}
		if 2*sesuai <= banyak {
			continue
		}
		for i := range v {
			if len(milik[c]) == 0 || milik[c][i] == "" {
				continue
			}
			s := p.subjek(milik[c][i])
			for _, d := range bagian {
				if id := milik[d][i]; id != "" && v[i] != nil {
					s.Anggaran = append(s.Anggaran, sakip.TautanAnggaran{Kode: id})
				}
			}
		}
	}
}

// urutTurun tells whether ranks count from the highest value of the report's year down.
func (t *bacaanTabel) urutTurun(c int, kolom []int, total int) bool {
	v, r := t.nilaiKolom(kolom[len(kolom)-1]), t.nilaiKolom(c)
	banyak, sesuai := 0, 0
	urut := make([]decimal.Decimal, 0, len(v))
	for i, x := range v {
		if x != nil && i != total {
			urut = append(urut, x.nilai)
		}
	}
	slices.SortFunc(urut, func(a, b decimal.Decimal) int { return b.Cmp(a) })
	for i := range r {
		if r[i] == nil || v[i] == nil || i == total {
			continue
		}
		banyak++
		n, _ := slices.BinarySearchFunc(urut, v[i].nilai, func(a, b decimal.Decimal) int { return b.Cmp(a) })
		if r[i].nilai.Equal(decimal.NewFromInt(int64(n + 1))) {
			sesuai++
		}
	}
	return 2*sesuai > banyak
}
