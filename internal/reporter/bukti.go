package reporter

import (
	"cmp"
	"context"
	"slices"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// bukti is what a report says of one file that was handed in as evidence and received.
// Who sent it and where it lies is none of a report's business.
type bukti struct {
	ID         string        `json:"id"`
	Indikator  string        `json:"indikator"`
	Triwulan   int           `json:"triwulan"`
	Nama       string        `json:"nama"`
	Keterangan string        `json:"keterangan,omitempty"`
	Tanggal    sakip.Tanggal `json:"tanggal,omitempty"`
	Penjelasan string        `json:"penjelasan,omitempty"`
	SHA256     string        `json:"sha256"`
}

// muatBukti reads the evidence received for an agency-year, by id.
func muatBukti(ctx context.Context, st store.Store, opd string, tahun int) ([]bukti, error) {
	list, err := record.LoadBukti(ctx, st, opd, tahun)
	if err != nil {
		return nil, err
	}
	var out []bukti
	for _, b := range list {
		if b.Jenis == sakip.BuktiDukung && b.Indikator != "" && b.Status == sakip.BuktiDiterima {
			out = append(out, bukti{b.ID, b.Indikator, b.Triwulan, b.Nama, b.Keterangan, b.Tanggal, b.Penjelasan, b.SHA256})
		}
	}
	slices.SortFunc(out, func(a, b bukti) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

// buktiLaporan is the evidence of a year as a report takes it.
func buktiLaporan(tahun int, list []bukti) []sakip.Bukti {
	out := make([]sakip.Bukti, len(list))
	for n, b := range list {
		out[n] = sakip.Bukti{ID: b.ID, Tahun: tahun, Jenis: sakip.BuktiDukung, Indikator: b.Indikator, Triwulan: b.Triwulan, Nama: b.Nama, Keterangan: b.Keterangan,
			Tanggal: b.Tanggal, Penjelasan: b.Penjelasan, SHA256: b.SHA256, Status: sakip.BuktiDiterima}
	}
	return out
}
