package review

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// musuh are reports that are made to cost much, of about n statements.
var musuh = map[string]func(n int) Bacaan{
	"one fact, all contradicting": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "I", Jenis: SubjekIndikator}}}
		for i := range n {
			b.nyatakan(Target, "I", "T"+strconv.Itoa(i), "1", "Target", i)
		}
		return b
	},
	"one fact in one row": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "I", Jenis: SubjekIndikator}}}
		for i := range n {
			b.nyatakan([]Besaran{Target, Realisasi, Capaian, Pembilang}[i%4], "I", "T", "1", "Kolom", i*i)
		}
		return b
	},
	"one subject in one row, columns apart": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "I", Jenis: SubjekIndikator}}}
		for i := range n {
			b.nyatakan([]Besaran{Target, Realisasi, Capaian, PersenTargetAkhir}[i%4], "I", "T", "1", "Kolom "+strconv.Itoa(i), i*7919)
		}
		return b
	},
	"one target, many capaian": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "I", Jenis: SubjekIndikator}}}
		b.nyatakan(Target, "I", "T", "1", "Target", 80)
		b.nyatakan(Realisasi, "I", "T", "1", "Realisasi", 90)
		for i := range n {
			b.nyatakan(Capaian, "I", "T"+strconv.Itoa(i), "1", "Capaian", 120+i)
		}
		return b
	},
	"one total of all": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "T", Jenis: SubjekPembanding}}}
		b.nyatakan(Nilai, "T", "Tabel", "Total", "Nilai", 7)
		for i := range n {
			id := "B" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekPembanding, Induk: "T"})
			b.nyatakan(Nilai, id, "Tabel", id, "Nilai", i)
		}
		return b
	},
	"many totals of many": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "T", Jenis: SubjekPembanding}}}
		for i := range n / 2 {
			id := "B" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekPembanding, Induk: "T"})
			b.nyatakan(Nilai, id, "Tabel", id, "Nilai", i)
			b.nyatakan(Nilai, "T", "Tabel", "Total "+strconv.Itoa(i), "Nilai", i)
		}
		return b
	},
	"a deep chain, each in a table of its own": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023}
		for i := range n {
			b.Subjek = append(b.Subjek, Subjek{ID: strconv.Itoa(i), Jenis: SubjekAnggaran, Induk: strconv.Itoa(i - 1)})
			b.nyatakan(Pagu, strconv.Itoa(i), "T"+strconv.Itoa(i), "1", "Pagu", i)
		}
		return b
	},
	"a deep chain": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023}
		for i := range n {
			b.Subjek = append(b.Subjek, Subjek{ID: strconv.Itoa(i), Jenis: SubjekAnggaran, Induk: strconv.Itoa(i - 1)})
			b.nyatakan(Pagu, strconv.Itoa(i), "T", strconv.Itoa(i), "Pagu", i*i%1009+1)
		}
		return b
	},
	"a mean of all": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "S", Jenis: SubjekSasaran}}}
		b.nyatakan(RataCapaian, "S", "T", "S", "Rata-rata", 1)
		b.nyatakan(Efisiensi, "S", "T", "S", "Efisiensi", 1)
		for i := range n / 4 {
			id := "I" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekIndikator, Induk: "S"})
			for _, k := range []Besaran{Realisasi, Target, RealisasiAnggaran, Pagu} {
				b.nyatakan(k, id, "T", id, string(k), i+7)
			}
		}
		return b
	},
	"many means": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "S", Jenis: SubjekSasaran}}}
		for i := range n / 6 {
			id := "I" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekIndikator, Induk: "S"})
			for _, k := range []Besaran{Realisasi, Target, RealisasiAnggaran, Pagu} {
				b.nyatakan(k, id, "T", id, string(k), i+7)
			}
			b.nyatakan(RataCapaian, "S", "U"+id, "S", "Rata-rata", i)
			b.nyatakan(Efisiensi, "S", "U"+id, "S", "Efisiensi", i)
		}
		return b
	},
	"budget edges": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Rencana: true}
		var tautan []sakip.TautanAnggaran
		for i := range n / 2 {
			id := "A" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekAnggaran, Induk: "A" + strconv.Itoa(i/2-1)})
			tautan = append(tautan, sakip.TautanAnggaran{Kode: id})
			b.nyatakan(Pagu, id, "T", id, "Pagu", i)
		}
		for i := range n / 2 {
			b.nyatakan(Pagu, "I", "U"+strconv.Itoa(i), "I", "Pagu", i)
		}
		b.Subjek = append(b.Subjek, Subjek{ID: "I", Jenis: SubjekIndikator, Anggaran: tautan, Utama: true})
		return b
	},
	"ranks": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "T", Jenis: SubjekPembanding}}}
		for i := range n / 2 {
			id := "B" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekPembanding, Induk: "T"})
			b.nyatakan(Nilai, id, "Tabel", id, "Nilai", i)
			b.nyatakan(Peringkat, id, "Tabel", id, "Peringkat", i)
		}
		return b
	},
	"conclusions": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023}
		for i := range n / 2 {
			id := "I" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekIndikator})
			b.nyatakan(Capaian, id, "T", id, "Capaian", 50)
			b.Nyatakan(Kunci{Besaran: Simpulan, Tahun: 2023}, JenisTeks, Tempat{"Narasi", id, "Simpulan", SimpulanTercapai})
		}
		return b
	},
	"names": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "I", Jenis: SubjekIndikator}}}
		for i := range n {
			b.Nyatakan(Kunci{Besaran: Nama, Subjek: "I", Tahun: 2023}, JenisTeks, Tempat{"T", "1", "Nama", "sama (" + strconv.Itoa(i) + ")"})
		}
		return b
	},
	"swapped columns everywhere": func(n int) Bacaan {
		b := Bacaan{Tahun: 2023}
		for i := range n / 6 {
			id := "I" + strconv.Itoa(i)
			b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekIndikator})
			for k, v := range []int{70 + i%20, 60 + i%31, 100 + i%7} {
				b.nyatakan([]Besaran{Target, Realisasi, Capaian}[k], id, "T", id, "K"+strconv.Itoa(k), v)
				b.nyatakan([]Besaran{Target, Realisasi, Capaian}[k], id, "U", id, "K"+strconv.Itoa(k), v+1)
			}
		}
		return b
	},
}

func (n *Bacaan) nyatakan(b Besaran, subjek, tabel, baris, kolom string, v int) {
	d := decimal.NewFromInt(int64(v))
	n.Pernyataan = append(n.Pernyataan, Pernyataan{Kunci: Kunci{Besaran: b, Subjek: subjek, Tahun: n.Tahun}, Tempat: Tempat{tabel, baris, kolom, d.String()}, Nilai: d})
}

// TestHostileGrowth: whatever is stated, the ties are as many as the statements times a
// constant, the search for causes ends, and what was left out is told.
func TestHostileGrowth(t *testing.T) {
	takDiperiksa, takDicari, lebih := 0, 0, 0
	for name, f := range musuh {
		t.Run(name, func(t *testing.T) {
			b := f(4000)
			p := periksa(b)
			h := p.hasil
			if got, want := p.berat, batasIkatan+(2*tetangga+1)*len(b.Pernyataan)+len(b.Subjek); got > want {
				t.Errorf("ties of %d inputs, want at most %d", got, want)
			}
			// The search, and twice every tie to say how grave it is.
			if got, want := p.kerja, 2*batasKerja+2*p.berat; got > want {
				t.Errorf("%d inputs looked at, want at most %d", got, want)
			}
			if len(h.Temuan) > batasTemuan || h.Cocok > h.Dihitung || h.SebabTakDicari > h.Dihitung || h.TakDiperiksa > len(b.Pernyataan) {
				t.Errorf("got %d findings, %d of %d hold, %d without a cause, %d not tied", len(h.Temuan), h.Cocok, h.Dihitung, h.SebabTakDicari, h.TakDiperiksa)
			}
			takDiperiksa, takDicari = takDiperiksa+h.TakDiperiksa, takDicari+h.SebabTakDicari
			for _, n := range h.Lebih {
				lebih += n
			}
		})
	}
	if takDiperiksa == 0 || takDicari == 0 || lebih == 0 {
		t.Errorf("got %d not tied, %d without a cause, %d findings counted alone: one of the bounds was never met", takDiperiksa, takDicari, lebih)
	}
}

// TestLargeSum: a total of a thousand rows is not too much to find the wrong one of them.
func TestLargeSum(t *testing.T) {
	b := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "T", Jenis: SubjekAnggaran}}}
	jumlah := 0
	for i := range 1000 {
		id := "B" + strconv.Itoa(i)
		b.Subjek = append(b.Subjek, Subjek{ID: id, Jenis: SubjekAnggaran, Induk: "T"})
		b.nyatakan(Pagu, id, "Tabel 1", id, "Pagu", 1000003+7*i)
		b.nyatakan(Pagu, id, "Tabel 2", id, "Pagu", 1000003+7*i)
		jumlah += 1000003 + 7*i
	}
	b.nyatakan(Pagu, "T", "Tabel 1", "T", "Pagu", jumlah)
	b.Pernyataan[500].Nilai = b.Pernyataan[500].Nilai.Add(decimal.NewFromInt(30))
	h := Periksa(b)
	if len(h.Temuan) != 1 || !h.Temuan[0].Pasti || h.Temuan[0].Tempat[0].Baris != "B250" || h.SebabTakDicari > 0 {
		t.Errorf("got %+v, want the one row of them", h.Temuan)
	}
}
