package service

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// umurFormulir is how long a file may be sent after it was asked for.
const umurFormulir = 15 * time.Minute

// RequestBukti writes the record of a file that is to come, and returns it with the form
// by which the file is sent. Evidence is handed in by who may enter the indicator's
// realisasi, or who may fill in the LKE, a file for an import by who may plan, a signed copy by who may do that. A repeat of the same request returns
// the first one's record; its form is nil once the file was looked at or the time is over.
func (s *Service) RequestBukti(ctx context.Context, r Request, opd string, tahun int, b sakip.Bukti) (sakip.Bukti, *objects.Form, error) {
	if err := s.izinOPD(ctx, r.Orang, aksiBukti(b), opd); err != nil {
		return b, nil, err
	}
	res, ok, err := s.ulangan(ctx, r, opd)
	if err != nil {
		return b, nil, err
	}
	if ok {
		return s.buktiUlangan(ctx, opd, tahun, res.Response)
	}
	b = sakip.Bukti{ID: s.ID(), OPD: opd, Tahun: tahun, Jenis: b.Jenis, Indikator: b.Indikator, Triwulan: b.Triwulan, Kriteria: b.Kriteria, Nama: b.Nama,
		Laporan: b.Laporan, Tanda: b.Tanda, Keterangan: b.Keterangan, Tanggal: b.Tanggal, Penjelasan: b.Penjelasan, Pengunggah: r.Orang.Sub, Diminta: s.now(), Berakhir: s.now().Add(umurFormulir),
		Status: sakip.BuktiMenunggu}
	if err := b.Validasi(); err != nil {
		return b, nil, err
	}
	if b.Kriteria != "" {
		if err := s.kriteriaAda(ctx, opd, tahun, b.Kriteria); err != nil {
			return b, nil, err
		}
	} else if b.Jenis == sakip.BuktiDukung {
		i, _, err := s.indikatorUntukEntri(ctx, r.Orang, opd, tahun, b.Indikator)
		if fault.CodeOf(err) == fault.NotFound {
			err = fault.At("indikator", fault.Unknown, "Indikator", b.Indikator)
		}
		if err != nil {
			return b, nil, err
		}
		if len(sakip.PeriksaBukti(b, i)) == 0 {
			b.Penjelasan = ""
		} else if strings.TrimSpace(b.Penjelasan) == "" {
			return b, nil, fault.At("penjelasan", fault.Unexplained, sakip.PeriksaBukti(b, i)[0].Teks)
		}
	}
	if b.Jenis == sakip.BuktiSalinan {
		if err := s.paketJadi(ctx, opd, tahun, b.Laporan); err != nil {
			return b, nil, err
		}
	}
	data, err := encode(wire.FromBukti(b))
	if err != nil {
		return b, nil, err
	}
	res, err = s.simpan(ctx, r, perubahan{
		partisi: store.Bukti(opd, tahun), opd: opd, verb: "RequestBukti", objek: "BUKTI#" + b.ID, baru: data,
		writes: []store.Write{{Key: record.KeyBukti(b.ID), Data: data}}, index: store.IndexBukti(opd), jawaban: []byte(b.ID),
	})
	if err != nil {
		return b, nil, err
	}
	if res.Replayed {
		return s.buktiUlangan(ctx, opd, tahun, res.Response)
	}
	return s.denganFormulir(ctx, b, "")
}

// aksiBukti is the right that handing in a file of a kind needs.
func aksiBukti(b sakip.Bukti) Aksi {
	switch {
	case b.Jenis == sakip.BuktiImpor:
		return Rencanakan
	case b.Jenis == sakip.BuktiSalinan:
		return UnggahSalinan
	case b.Kriteria != "":
		return IsiLKE
	}
	return EntriRealisasi
}

// paketJadi refuses a signed copy of a Paket that has no finished file to be signed.
func (s *Service) paketJadi(ctx context.Context, opd string, tahun int, paket string) error {
	list, err := s.barisPaket(ctx, opd, tahun, paket)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fault.At("laporan", fault.Unknown, "Paket", paket)
	}
	if !slices.ContainsFunc(list, func(l barisLaporan) bool { return l.Status == sakip.LaporanSelesai }) {
		return belumSelesai()
	}
	return nil
}

func (s *Service) buktiUlangan(ctx context.Context, opd string, tahun int, id []byte) (sakip.Bukti, *objects.Form, error) {
	b, _, err := record.Bukti(ctx, s.Store, opd, tahun, string(id))
	if err != nil {
		return b, nil, err
	}
	return s.denganFormulir(ctx, b, "")
}

// FormulirBukti is the form of a file that was asked for, by which its sender is led back
// to an address; nil once the file was looked at or the time is over.
func (s *Service) FormulirBukti(ctx context.Context, o sakip.Orang, opd string, tahun int, id, kembali string) (sakip.Bukti, *objects.Form, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return sakip.Bukti{}, nil, err
	}
	b, _, err := record.Bukti(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return b, nil, err
	}
	if err := s.izinOPD(ctx, o, aksiBukti(b), opd); err != nil {
		return sakip.Bukti{}, nil, err
	}
	if b.Indikator != "" {
		if _, _, err := s.indikatorUntukEntri(ctx, o, opd, tahun, b.Indikator); err != nil {
			return sakip.Bukti{}, nil, err
		}
	}
	if b.Pengunggah != o.Sub {
		return sakip.Bukti{}, nil, fault.New(fault.Locked, "formulir berkas ini milik orang lain", "siapa pun yang memintanya sendiri: minta formulir baru")
	}
	return s.denganFormulir(ctx, b, kembali)
}

func (s *Service) denganFormulir(ctx context.Context, b sakip.Bukti, kembali string) (sakip.Bukti, *objects.Form, error) {
	sisa := b.Berakhir.Sub(s.now())
	if b.Status != sakip.BuktiMenunggu || sisa < objects.MinTTL {
		return b, nil, nil
	}
	f, err := s.Uploads.Form(ctx, KunciBukti(b), string(sakip.IsiDariNama(b.Nama)), b.Jenis.Batas(), sisa, kembali)
	return b, &f, err
}

// KunciBukti is the key under which a file arrives, and then lies for good: its kind,
// agency, year and id.
func KunciBukti(b sakip.Bukti) string {
	return fmt.Sprintf("%s/%s/%d/%s", b.Jenis, b.OPD, b.Tahun, b.ID)
}

// ParseKunciBukti reads a key of KunciBukti; ok is false for any other.
func ParseKunciBukti(key string) (opd string, tahun int, id string, ok bool) {
	p := strings.Split(key, "/")
	if len(p) != 4 || !slices.Contains([]sakip.JenisBukti{sakip.BuktiDukung, sakip.BuktiImpor, sakip.BuktiSalinan}, sakip.JenisBukti(p[0])) {
		return "", 0, "", false
	}
	tahun, err := strconv.Atoi(p[2])
	return p[1], tahun, p[3], err == nil && sakip.ValidasiID("", p[1]) == nil && sakip.ValidasiID("", p[3]) == nil
}

// FinishBukti writes what came of a file, received or refused. versi is that of the
// record it was looked at by; when another run was faster its outcome stays.
func (s *Service) FinishBukti(ctx context.Context, b sakip.Bukti, versi int64) error {
	data, err := encode(wire.FromBukti(b))
	if err != nil {
		return err
	}
	_, err = s.putItem(ctx, bySistem, store.Bukti(b.OPD, b.Tahun), b.OPD, "FinishBukti", record.KeyBukti(b.ID), versi, data, "")
	if fault.CodeOf(err) == fault.Conflict {
		return nil
	}
	return err
}

// Bukti reads one file's record.
func (s *Service) Bukti(ctx context.Context, o sakip.Orang, opd string, tahun int, id string) (sakip.Bukti, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return sakip.Bukti{}, err
	}
	b, _, err := record.Bukti(ctx, s.Store, opd, tahun, id)
	return b, err
}

// DaftarBukti lists the files handed in for a year, newest first.
func (s *Service) DaftarBukti(ctx context.Context, o sakip.Orang, opd string, tahun int) ([]sakip.Bukti, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return nil, err
	}
	return record.LoadBukti(ctx, s.Store, opd, tahun)
}

// OpenBukti records a download and returns the address, good for a minute, at which the
// file lies. A file that was not received is fault.Locked.
func (s *Service) OpenBukti(ctx context.Context, r Request, opd string, tahun int, id string) (string, error) {
	if err := s.izinOPD(ctx, r.Orang, LihatOPD, opd); err != nil {
		return "", err
	}
	for { // a conflict means that another download got through
		b, versi, err := record.Bukti(ctx, s.Store, opd, tahun, id)
		if err != nil {
			return "", err
		}
		if b.Status != sakip.BuktiDiterima {
			return "", fault.New(fault.Locked, "berkas "+string(b.Status), "pengunggahnya, dengan mengirim berkas yang diterima")
		}
		alamat, err := s.Objects.Sign(ctx, b.Objek, b.Nama, umurObjek)
		if err != nil {
			return "", err
		}
		b.Unduhan++
		data, err := encode(wire.FromBukti(b))
		if err != nil {
			return "", err
		}
		_, err = s.putItem(ctx, Request{Orang: r.Orang, Dari: r.Dari}, store.Bukti(opd, tahun), opd, "OpenBukti", record.KeyBukti(id), versi, data, "")
		if fault.CodeOf(err) != fault.Conflict {
			return alamat, err
		}
	}
}
