package service

import (
	"context"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
)

// KotakMasuk is what waits for a person: of one year of their agency, or, for roles of the
// kabupaten, how far the agencies are with the quarter that is being reported.
type KotakMasuk struct {
	Daftar    []OPDRingkas // all agencies and years that the person may see
	OPD       string       // "" for roles of the kabupaten, or when nothing is loaded yet
	Tahun     int          // 0 when there is none
	Hari      sakip.Tanggal
	Triwulan  []KotakTriwulan // of the agency, in order; those that have begun
	Periode   int             // the quarter that Kemajuan is of
	Jadwal    sakip.Jadwal
	Kemajuan  []KemajuanOPD
	AdaJadwal bool // the year has a calendar
}

// KotakTriwulan is one quarter of the agency's year as it waits for a person.
type KotakTriwulan struct {
	Triwulan int
	Jadwal   sakip.Jadwal
	Batas    sakip.Tanggal // the last day for this person, for a head the day of the reports; "" is not limited
	Sisa     int           // days left, the last one included; negative once it is over
	Angka    []AngkaLembar // an operator's own figures that are due, drafts or returned; a verifikator's that wait for them
	Bersama  int           // for an operator: budget rows of the whole agency that are not handed in
	Kembali  []AngkaLembar // for who verifies: returned and not handed in again
	Unit     []UnitKemajuan
	Total    sakip.Hitungan
}

// Siap tells whether every figure of the quarter is verified and some wait to be final.
func (k KotakTriwulan) Siap() bool {
	return k.Total.Diverifikasi > 0 && k.Total.Terverifikasi() == k.Total.Wajib
}

// KotakMasuk reads a person's inbox: one agency-year at most for each agency.
func (s *Service) KotakMasuk(ctx context.Context, o sakip.Orang) (KotakMasuk, error) {
	daftar, err := s.DaftarOPD(ctx, o)
	if err != nil {
		return KotakMasuk{}, err
	}
	m := s.masa(o)
	if m.zona, m.namaZona, err = s.zona(ctx, o.Kabupaten); err != nil {
		return KotakMasuk{}, err
	}
	kini := s.now().In(m.zona)
	out := KotakMasuk{Daftar: daftar, Hari: sakip.TanggalDari(kini)}
	var tahun []int
	for _, d := range daftar {
		tahun = append(tahun, d.Tahun...)
	}
	slices.Sort(tahun)
	if out.Tahun, err = s.tahunKerja(ctx, m, slices.Compact(tahun), kini); err != nil || out.Tahun == 0 {
		return out, err
	}
	if err := m.baca(ctx, out.Tahun); err != nil {
		return out, err
	}
	out.AdaJadwal = m.kalender.Triwulan != [4]sakip.Jadwal{}
	if o.Peran.SeKabupaten() {
		out.Periode = 1
		for n := 1; n <= 4; n++ {
			if mulai(m.kalender, n) <= out.Hari {
				out.Periode = n
			}
		}
		out.Jadwal = m.kalender.Triwulan[out.Periode-1]
		out.Kemajuan, err = s.kemajuan(ctx, daftar, out.Tahun, out.Periode)
		return out, err
	}
	out.OPD = o.OPD
	t, err := record.LoadTahunSaja(ctx, s.Store, o.OPD, out.Tahun)
	if err != nil {
		return out, err
	}
	for n := 1; n <= 4; n++ {
		if mulai(m.kalender, n) <= out.Hari {
			out.Triwulan = append(out.Triwulan, kotakTriwulan(t, o, m.kalender, n, out.Hari))
		}
	}
	return out, nil
}

// mulai is the day on which a quarter comes into the inbox: when entry opens, or, without a
// calendar, when the quarter begins.
func mulai(k sakip.Kalender, triwulan int) sakip.Tanggal {
	if j := k.Triwulan[triwulan-1]; j.Buka != "" {
		return j.Buka
	}
	return sakip.TanggalDari(time.Date(k.Tahun, time.Month(triwulan*3-2), 1, 0, 0, 0, 0, time.UTC))
}

// tahunKerja is the year that is worked on: the latest that has begun; but the one before
// while its last quarter is being reported, until February where no calendar says.
func (s *Service) tahunKerja(ctx context.Context, m *penjagaMasa, tahun []int, kini time.Time) (int, error) {
	for len(tahun) > 1 && tahun[len(tahun)-1] > kini.Year() {
		tahun = tahun[:len(tahun)-1]
	}
	if len(tahun) == 0 {
		return 0, nil
	}
	akhir := tahun[len(tahun)-1]
	if akhir != kini.Year() || !slices.Contains(tahun, akhir-1) {
		return akhir, nil
	}
	k, _, err := record.Kalender(ctx, s.Store, m.o.Kabupaten, akhir-1)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return 0, err
	}
	batas := k.Triwulan[3].Laporan
	if batas == "" {
		batas = sakip.TanggalDari(time.Date(akhir, time.March, 0, 0, 0, 0, 0, time.UTC))
	}
	if sakip.TanggalDari(kini) <= batas {
		return akhir - 1, nil
	}
	return akhir, nil
}

func kotakTriwulan(t record.Tahun, o sakip.Orang, k sakip.Kalender, triwulan int, hari sakip.Tanggal) KotakTriwulan {
	out := KotakTriwulan{Triwulan: triwulan, Jadwal: k.Triwulan[triwulan-1], Unit: kemajuanUnit(t.Data, triwulan)}
	for _, u := range out.Unit {
		out.Total = out.Total.Plus(u.Semua())
	}
	masa := out.Jadwal.MasaUntuk(o.Peran, sakip.Alur{})
	for _, p := range t.Pengecualian {
		if p.Triwulan == triwulan && (p.Unit == "" || p.Unit == o.Unit) {
			masa = masa.Dengan(p)
		}
	}
	out.Batas = masa.Selesai
	if o.Peran == sakip.Kepala { // nothing is shut to the head, but the reports are made
		out.Batas = out.Jadwal.Laporan
	}
	if out.Batas != "" {
		out.Sisa = hari.Selisih(out.Batas)
	}
	for _, x := range t.Data.AngkaTriwulan(triwulan) {
		a := AngkaLembar{AngkaTriwulan: x, NamaUnit: t.Data.OPD.NamaUnit(x.Unit)}
		a.Angka = kini(t, x, triwulan).Angka
		s := x.Alur.Status
		belum := s == sakip.Belum || s == sakip.Draf || s == sakip.Dikembalikan
		switch o.Peran {
		case sakip.Operator:
			if belum && x.Unit == o.Unit {
				out.Angka = append(out.Angka, a)
			} else if belum && x.Unit == "" {
				out.Bersama++
			}
		case sakip.Verifikator:
			if s == sakip.Diajukan {
				out.Angka = append(out.Angka, a)
			} else if belum && x.Alur.Catatan != "" {
				out.Kembali = append(out.Kembali, a)
			}
		}
	}
	return out
}
