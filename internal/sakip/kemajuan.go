package sakip

import "slices"

// AngkaTriwulan is one figure of a quarter, entered or due: of an indicator or of a budget
// row, the other being nil. Realisasi and Serapan are nil for what nobody has entered.
type AngkaTriwulan struct {
	Indikator *Indikator
	Baris     *BarisAnggaran
	Unit      string // whose it is; "" for the whole agency's
	Realisasi *Realisasi
	Serapan   *RealisasiAnggaran
	Alur      Alur
}

// AngkaTriwulan lists the figures of a quarter: the indicators that are due or were entered
// in the order of the report, then the leaves of the budget in force at its end.
func (d DataTahun) AngkaTriwulan(tw int) []AngkaTriwulan {
	var out []AngkaTriwulan
	real := map[string]*Realisasi{}
	for n, r := range d.Realisasi {
		if r.Triwulan == tw {
			real[r.Indikator] = &d.Realisasi[n]
		}
	}
	for _, i := range d.IndikatorUrut() {
		r := real[i.ID]
		if r == nil && !i.Frekuensi.JatuhTempo(tw) {
			continue
		}
		a := AngkaTriwulan{Indikator: &i, Unit: i.PenanggungJawab, Realisasi: r}
		if r != nil {
			a.Alur = r.Alur()
		}
		out = append(out, a)
	}
	uang := map[IdentitasBaris]*RealisasiAnggaran{}
	for n, r := range d.RealisasiAnggaran {
		if r.Triwulan == tw {
			uang[r.IdentitasBaris] = &d.RealisasiAnggaran[n]
		}
	}
	v, _ := AnggaranBerlaku(d.Anggaran, Periode{d.Tahun, tw}.Akhir())
	for n := range v.Baris {
		b := &v.Baris[n]
		if b.Pagu == nil {
			continue
		}
		a := AngkaTriwulan{Baris: b, Unit: b.SubUnit, Serapan: uang[b.IdentitasBaris]}
		if a.Serapan != nil {
			a.Alur = a.Serapan.Alur()
		}
		out = append(out, a)
	}
	return out
}

// Hitungan counts figures by status.
type Hitungan struct {
	Wajib                                                    int // all of them
	Belum, Draf, Diajukan, Dikembalikan, Diverifikasi, Final int
}

// Tambah counts one figure more.
func (h *Hitungan) Tambah(s Status) {
	h.Wajib++
	switch s {
	case Belum:
		h.Belum++
	case Draf:
		h.Draf++
	case Diajukan:
		h.Diajukan++
	case Dikembalikan:
		h.Dikembalikan++
	case Diverifikasi:
		h.Diverifikasi++
	case Final:
		h.Final++
	}
}

// Plus is both counts together.
func (h Hitungan) Plus(x Hitungan) Hitungan {
	return Hitungan{h.Wajib + x.Wajib, h.Belum + x.Belum, h.Draf + x.Draf, h.Diajukan + x.Diajukan,
		h.Dikembalikan + x.Dikembalikan, h.Diverifikasi + x.Diverifikasi, h.Final + x.Final}
}

// Masuk is how many were handed in and not sent back.
func (h Hitungan) Masuk() int { return h.Diajukan + h.Diverifikasi + h.Final }

// Terverifikasi is how many are verified or final.
func (h Hitungan) Terverifikasi() int { return h.Diverifikasi + h.Final }

// BelumLapor is how many its unit has still to hand in.
func (h Hitungan) BelumLapor() int { return h.Belum + h.Draf + h.Dikembalikan }

// KemajuanUnit is how far a unit is with a quarter; Unit "" is the whole agency's rows.
type KemajuanUnit struct {
	Unit                string
	Indikator, Anggaran Hitungan
}

// Semua counts the indicators and the budget rows.
func (k KemajuanUnit) Semua() Hitungan { return k.Indikator.Plus(k.Anggaran) }

// Kemajuan is how far the units of the agency are with a quarter, in the order of the
// profile; units without figures are left out.
func (d DataTahun) Kemajuan(tw int) []KemajuanUnit {
	unit := map[string]*KemajuanUnit{}
	var lain []string
	for _, a := range d.AngkaTriwulan(tw) {
		k := unit[a.Unit]
		if k == nil {
			k = &KemajuanUnit{Unit: a.Unit}
			unit[a.Unit] = k
			lain = append(lain, a.Unit)
		}
		if a.Indikator != nil {
			k.Indikator.Tambah(a.Alur.Status)
		} else {
			k.Anggaran.Tambah(a.Alur.Status)
		}
	}
	slices.Sort(lain)
	var urut []string
	for _, u := range d.OPD.Unit {
		if slices.Contains(lain, u.ID) {
			urut = append(urut, u.ID)
		}
	}
	var out []KemajuanUnit
	for _, u := range append(urut, lain...) {
		if k := unit[u]; k != nil {
			out = append(out, *k)
			delete(unit, u)
		}
	}
	return out
}
