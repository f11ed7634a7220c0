package sakip

import "github.com/shopspring/decimal"

// Sebaran is how the money of the budget in force reaches the indicators of sasaran.
// Tertaut and BelumTertaut make Total whatever the edges are: a leaf that is counted
// twice is tertaut once, and what its further counts come to is Ganda.
type Sebaran struct {
	Versi        string // "" when no version is in force
	Total        decimal.Decimal
	Tertaut      decimal.Decimal
	BelumTertaut decimal.Decimal
	Ganda        decimal.Decimal
	Daun         []DaunSebaran // by code, in the order of the document
	Putus        []TautanPutus
}

// DaunSebaran is a code without codes below it, with the IKU that count it, one as often
// as it does.
type DaunSebaran struct {
	Kode, Induk, Nama string
	Pagu              decimal.Decimal
	Indikator         []string
}

// TautanPutus is an edge to a code that the version in force does not have. The money of
// its indicator is unknown.
type TautanPutus struct{ Indikator, Kode string }

// Sebaran tells where the money goes at the end of a quarter.
func (d DataTahun) Sebaran(p Periode) Sebaran {
	t := d.pohonAnggaran(p)
	s := Sebaran{Versi: t.versi}
	kena := map[string][]string{}
	for _, i := range d.IndikatorUrut() {
		_, _, _, daun := t.anggaranIndikator(i, d.Kebijakan)
		for _, e := range i.Anggaran {
			if t.alasan == "" && t.baris[e.Kode] == nil {
				s.Putus = append(s.Putus, TautanPutus{i.ID, e.Kode})
			}
		}
		if i.Tingkat == TingkatSasaran {
			for _, kode := range daun {
				kena[kode] = append(kena[kode], i.ID)
			}
		}
	}
	for _, kode := range t.urut {
		b := t.baris[kode]
		if !b.Daun {
			continue
		}
		x := DaunSebaran{Kode: kode, Induk: b.Induk, Nama: b.Nama, Pagu: *b.Anggaran.Nilai, Indikator: kena[kode]}
		s.Total = s.Total.Add(x.Pagu)
		switch n := len(x.Indikator); {
		case n == 0:
			s.BelumTertaut = s.BelumTertaut.Add(x.Pagu)
		default:
			s.Tertaut = s.Tertaut.Add(x.Pagu)
			s.Ganda = s.Ganda.Add(x.Pagu.Mul(decimal.NewFromInt(int64(n - 1))))
		}
		s.Daun = append(s.Daun, x)
	}
	return s
}
