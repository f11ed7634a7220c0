package service

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// RecordRealisasi saves what a field office reports of one indicator in one quarter:
// the same call for the form and the API. versi is what the reporter has seen, 0 when
// nothing was reported yet; a stale one is fault.Conflict with both values. A verified or
// final figure and a closed window are fault.Locked.
func (s *Service) RecordRealisasi(ctx context.Context, r Request, opd string, tahun int, w wire.Realisasi, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, EntriRealisasi, opd); err != nil {
		return 0, err
	}
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
		return res.Meta, err
	}
	return lagi(func() (int64, error) { return s.recordRealisasi(ctx, r, opd, tahun, w, versi) })
}

func (s *Service) recordRealisasi(ctx context.Context, r Request, opd string, tahun int, w wire.Realisasi, versi int64) (int64, error) {
	p := store.TahunOPD(opd, tahun)
	i, versiIndikator, err := s.indikatorUntukEntri(ctx, r.Orang, opd, tahun, w.Indikator)
	if err != nil {
		return 0, err
	}
	var l fault.List
	real := w.Domain(i, &l)
	l.Add("", statusIsian(&real.Status))
	k, err := s.kebijakanUntuk(ctx, i, opd, tahun)
	if err != nil {
		return 0, err
	}
	if len(l) == 0 {
		l.Add("", real.Validasi(i, k))
	}
	if err := l.Err(); err != nil {
		return 0, err
	}
	lama, versiLama, err := record.Realisasi(ctx, s.Store, opd, tahun, i.ID, real.Triwulan)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return 0, err
	}
	a := Angka{Indikator: i.ID, Triwulan: real.Triwulan}
	alur, d, err := s.entri(ctx, r.Orang, opd, tahun, angkaIndikator(a, i, lama, versiLama), real.Status)
	if err != nil {
		return 0, err
	}
	if real.Status == sakip.Diajukan {
		if err := s.jelaskan(ctx, opd, tahun, &real); err != nil {
			return 0, err
		}
	}
	data, err := encode(wire.FromRealisasi(real.DenganAlur(alur), i))
	if err != nil {
		return 0, err
	}
	d.baris = append(d.baris, store.Read{Key: record.KeyIndikator(i.ID), Versi: versiIndikator})
	return s.putItemAtas(ctx, r, d, p, opd, "RecordRealisasi", record.KeyRealisasi(i.ID, real.Triwulan), versi, data, "")
}

// entri is the step that an entry takes a figure, and what it depends on. What is not the
// reporter's to say (a note, who verified) is as it was.
func (s *Service) entri(ctx context.Context, o sakip.Orang, opd string, tahun int, k angkaKini, status sakip.Status) (sakip.Alur, dasar, error) {
	l := sakip.Ajukan
	if status == sakip.Draf {
		l = sakip.Simpan
	}
	d := dasar{waktu: s.now()}
	alur, err := k.alur.Lanjutkan(l, o, "", k.apa())
	if err != nil {
		return alur, d, err
	}
	alur.Sebelum = k.versi
	if d.baris, err = s.masa(o).periksa(ctx, opd, tahun, k.Triwulan, k.unit, k.alur, d.waktu); err != nil {
		return alur, d, err
	}
	d.surat, err = s.suratTahap(ctx, o, l, opd, tahun, k, "", d.waktu)
	return alur, d, err
}

// statusIsian is diajukan unless said otherwise; what comes after is not the reporter's
// to set.
func statusIsian(s *sakip.Status) error {
	switch *s {
	case "":
		*s = sakip.Diajukan
	case sakip.Draf, sakip.Diajukan:
	default:
		return fault.At("status", fault.Invalid, "Status isian: draf atau diajukan.")
	}
	return nil
}

// indikatorUntukEntri finds an indicator that the person may enter figures of, and its
// Versi.
func (s *Service) indikatorUntukEntri(ctx context.Context, o sakip.Orang, opd string, tahun int, id string) (sakip.Indikator, int64, error) {
	i, versi, err := record.Indikator(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return i, 0, err
	}
	return i, versi, s.izinUnit(ctx, o, EntriRealisasi, opd, i.PenanggungJawab)
}

// kebijakanUntuk loads the policy only where checking the entry needs it.
func (s *Service) kebijakanUntuk(ctx context.Context, i sakip.Indikator, opd string, tahun int) (sakip.Kebijakan, error) {
	if i.Formula.Jenis != sakip.FormulaPredikat {
		return sakip.KebijakanBaku(tahun), nil
	}
	a, err := record.LoadOPD(ctx, s.Store, opd)
	return sakip.KebijakanBerlaku(a.Kebijakan, tahun), err
}

// LembarEntri is what the entry form of one indicator and quarter shows.
type LembarEntri struct {
	Indikator sakip.Indikator
	Unit      string
	Triwulan  int
	Realisasi sakip.Realisasi // zero when nothing was reported
	Versi     int64
	Lalu      []sakip.Realisasi // of the earlier quarters, in order
	Hasil     *wire.HasilIndikator
	Segar     bool
	BolehIsi  bool
}

// Lembar reads the entry form of one indicator and quarter.
func (s *Service) Lembar(ctx context.Context, o sakip.Orang, opd string, tahun int, id string, triwulan int) (LembarEntri, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return LembarEntri{}, err
	}
	i, _, err := record.Indikator(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return LembarEntri{}, err
	}
	f := LembarEntri{Indikator: i, Triwulan: triwulan, Unit: i.PenanggungJawab,
		BolehIsi: s.izinUnit(ctx, o, EntriRealisasi, opd, i.PenanggungJawab) == nil}
	for n := 1; n <= triwulan; n++ {
		real, versi, err := record.Realisasi(ctx, s.Store, opd, tahun, id, n)
		switch {
		case fault.CodeOf(err) == fault.NotFound:
		case err != nil:
			return LembarEntri{}, err
		case n == triwulan:
			f.Realisasi, f.Versi = real, versi
		default:
			f.Lalu = append(f.Lalu, real)
		}
	}
	h, err := s.Capaian(ctx, o, opd, tahun, triwulan)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return LembarEntri{}, err
	}
	if err == nil {
		f.Segar = h.Segar
		for n := range h.Isi.Indikator {
			if h.Isi.Indikator[n].ID == id {
				f.Hasil = &h.Isi.Indikator[n]
				f.Unit = f.Hasil.Unit
			}
		}
	}
	return f, nil
}

// RecordRealisasiAnggaran saves what was spent on one budget row from January up to a
// quarter. Only rows without children are entered.
func (s *Service) RecordRealisasiAnggaran(ctx context.Context, r Request, opd string, tahun int, a sakip.RealisasiAnggaran, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, EntriRealisasi, opd); err != nil {
		return 0, err
	}
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
		return res.Meta, err
	}
	var l fault.List
	l.Add("", statusIsian(&a.Status))
	if len(l) == 0 {
		l.Add("", a.Validasi())
	}
	if err := l.Err(); err != nil {
		return 0, err
	}
	return lagi(func() (int64, error) { return s.recordRealisasiAnggaran(ctx, r, opd, tahun, a, versi) })
}

func (s *Service) recordRealisasiAnggaran(ctx context.Context, r Request, opd string, tahun int, a sakip.RealisasiAnggaran, versi int64) (int64, error) {
	b, asal, err := s.barisAnggaran(ctx, opd, tahun, a.Triwulan, a.IdentitasBaris)
	if err != nil {
		return 0, err
	}
	if b.Pagu == nil {
		return 0, fault.At("kode", fault.Invalid, "Baris ini jumlah dari anak-anaknya; isi realisasi pada baris anak.")
	}
	if err := s.izinBaris(ctx, r.Orang, opd, a.IdentitasBaris); err != nil {
		return 0, err
	}
	lama, versiLama, err := record.RealisasiAnggaran(ctx, s.Store, opd, tahun, a.IdentitasBaris, a.Triwulan)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return 0, err
	}
	k := angkaAnggaran(Angka{Baris: a.IdentitasBaris, Triwulan: a.Triwulan}, lama, versiLama)
	alur, d, err := s.entri(ctx, r.Orang, opd, tahun, k, a.Status)
	if err != nil {
		return 0, err
	}
	if a.Status == sakip.Diajukan {
		if err := s.jelaskanAnggaran(ctx, opd, tahun, &a); err != nil {
			return 0, err
		}
	}
	data, err := encode(wire.FromRealisasiAnggaran(a.DenganAlur(alur)))
	if err != nil {
		return 0, err
	}
	d.baris = append(d.baris, asal)
	return s.putItemAtas(ctx, r, d, store.TahunOPD(opd, tahun), opd, "RecordRealisasiAnggaran",
		record.KeyRealisasiAnggaran(a.IdentitasBaris, a.Triwulan), versi, data, "")
}

// izinBaris checks the right to enter what was spent on a row: a row of a sub-unit is that
// unit's, any other is the whole agency's.
func (s *Service) izinBaris(ctx context.Context, o sakip.Orang, opd string, b sakip.IdentitasBaris) error {
	if b.SubUnit == "" {
		return s.izinOPD(ctx, o, EntriRealisasi, opd)
	}
	return s.izinUnit(ctx, o, EntriRealisasi, opd, b.SubUnit)
}

// barisAnggaran finds a row in the budget versions of the year, and the item that it is:
// as a leaf when it is one in any of them, and as the version has it that is in force at
// the end of the quarter, before those that were, before those that come.
func (s *Service) barisAnggaran(ctx context.Context, opd string, tahun, triwulan int, id sakip.IdentitasBaris) (b sakip.BarisAnggaran, asal store.Read, err error) {
	versi, err := s.kepalaAnggaran(ctx, opd, tahun)
	if err != nil {
		return b, asal, err
	}
	for _, v := range urutBerlaku(versi, sakip.Periode{Tahun: tahun, Triwulan: triwulan}.Akhir()) {
		found, nomor, err := record.BarisAnggaran(ctx, s.Store, opd, tahun, v.Versi, id)
		if fault.CodeOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return b, asal, err
		}
		if b.Kode == "" || found.Pagu != nil {
			b, asal = found, store.Read{Key: record.KeyBarisAnggaran(v.Versi, id), Versi: nomor}
		}
		if b.Pagu != nil {
			return b, asal, nil
		}
	}
	if b.Kode == "" {
		return b, asal, fault.At("kode", fault.Unknown, "Baris anggaran", id.Kode)
	}
	return b, asal, nil
}

// urutBerlaku are budget versions in the order in which they are asked on a day: the one
// in force, those before it, and then those that are not yet.
func urutBerlaku(semua []sakip.VersiAnggaran, pada sakip.Tanggal) []sakip.VersiAnggaran {
	var berlaku, nanti []sakip.VersiAnggaran
	for _, v := range semua {
		if v.Tanggal <= pada {
			berlaku = append(berlaku, v)
		} else {
			nanti = append(nanti, v)
		}
	}
	menurut := func(a, b sakip.VersiAnggaran) int { return cmp.Compare(a.Tanggal, b.Tanggal) }
	slices.SortStableFunc(berlaku, menurut)
	slices.Reverse(berlaku) // of one day the last, as sakip.AnggaranBerlaku has it
	slices.SortStableFunc(nanti, menurut)
	return append(berlaku, nanti...)
}

// kepalaAnggaran are the budget versions of a year without their rows.
func (s *Service) kepalaAnggaran(ctx context.Context, opd string, tahun int) ([]sakip.VersiAnggaran, error) {
	m, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
	if err != nil {
		return nil, err
	}
	var out []sakip.VersiAnggaran
	for doc := range m.Docs {
		versi, ok := strings.CutPrefix(doc, record.DocAnggaran(""))
		if !ok {
			continue
		}
		v, _, err := record.VersiAnggaran(ctx, s.Store, opd, tahun, versi)
		switch {
		case err == nil:
			out = append(out, v)
		case fault.CodeOf(err) != fault.NotFound:
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b sakip.VersiAnggaran) int { return strings.Compare(a.Versi, b.Versi) })
	return out, nil
}

// LembarAnggaran is what the entry form of one budget row and quarter shows.
type LembarAnggaran struct {
	Baris     sakip.BarisAnggaran
	Triwulan  int
	Realisasi *sakip.RealisasiAnggaran
	Versi     int64
	BolehIsi  bool
}

// LembarAnggaran reads the entry form of one budget row and quarter.
func (s *Service) LembarAnggaran(ctx context.Context, o sakip.Orang, opd string, tahun int, id sakip.IdentitasBaris, triwulan int) (LembarAnggaran, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return LembarAnggaran{}, err
	}
	b, _, err := s.barisAnggaran(ctx, opd, tahun, triwulan, id)
	if fault.CodeOf(err) == fault.Unknown {
		return LembarAnggaran{}, fault.New(fault.NotFound, "Baris anggaran", id.Kode)
	}
	if err != nil {
		return LembarAnggaran{}, err
	}
	f := LembarAnggaran{Baris: b, Triwulan: triwulan,
		BolehIsi: b.Pagu != nil && s.izinBaris(ctx, o, opd, id) == nil}
	real, versi, err := record.RealisasiAnggaran(ctx, s.Store, opd, tahun, id, triwulan)
	if err == nil {
		f.Realisasi, f.Versi = &real, versi
	} else if fault.CodeOf(err) != fault.NotFound {
		return LembarAnggaran{}, err
	}
	return f, nil
}

// tw is a quarter as addresses and forms write it.
func tw(n int) string { return "TW" + strconv.Itoa(n) }

func tahunTeks(n int) string { return strconv.Itoa(n) }
