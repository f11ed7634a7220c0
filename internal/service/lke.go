package service

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// aksiLKE is the right that each step of an evaluation sheet needs.
var aksiLKE = map[sakip.TahapLKE]Aksi{sakip.LKEAjukan: AjukanLKE, sakip.LKEKembalikan: NilaiLKE, sakip.LKENilai: NilaiLKE,
	sakip.LKENilaiUlang: NilaiLKE, sakip.LKEFinalkan: FinalkanLKE, sakip.LKEBuka: BukaKembali}

// AksiSisi is the right that answering for a side needs.
func AksiSisi(s sakip.SisiLKE) Aksi {
	if s == sakip.SisiPenilai {
		return NilaiLKE
	}
	return IsiLKE
}

// kriteriaLKE finds a version of the criteria by its id; "" is the one for the year.
func kriteriaLKE(id string, tahun int) (sakip.KriteriaLKE, error) {
	semua, err := wire.SemuaKriteriaLKE()
	if err != nil {
		return sakip.KriteriaLKE{}, fault.Wrap(fault.Internal, err)
	}
	if id == "" {
		if k, ok := sakip.KriteriaBerlaku(semua, tahun); ok {
			return k, nil
		}
		return sakip.KriteriaLKE{}, fault.New(fault.NotFound, "Kriteria LKE tahun", tahunTeks(tahun))
	}
	for _, k := range semua {
		if k.ID == id {
			return k, nil
		}
	}
	return sakip.KriteriaLKE{}, fault.New(fault.NotFound, "Kriteria LKE", id)
}

// kriteriaAda refuses a criterion that the year's sheet does not ask.
func (s *Service) kriteriaAda(ctx context.Context, opd string, tahun int, id string) error {
	k, _, err := record.KepalaLKE(ctx, s.Store, opd, tahun)
	if err != nil {
		return err
	}
	kr, err := kriteriaLKE(k.Kriteria, tahun)
	if err != nil {
		return err
	}
	if _, _, ok := kr.CariKriteria(id); !ok {
		return fault.At("kriteria", fault.Unknown, "Kriteria", id)
	}
	return nil
}

// StartLKE begins the evaluation sheet of an agency-year, under the criteria for the year,
// and returns the Versi of its head. One that is begun stays as it is.
func (s *Service) StartLKE(ctx context.Context, r Request, opd string, tahun int) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, IsiLKE, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		meta, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
		if err != nil {
			return 0, err
		}
		if meta.Versi == 0 {
			return 0, fault.New(fault.NotFound, "Tahun", tahunTeks(tahun))
		}
		kr, err := kriteriaLKE("", tahun)
		if err != nil {
			return 0, err
		}
		_, versi, err := record.KepalaLKE(ctx, s.Store, opd, tahun)
		if err != nil || versi > 0 {
			return versi, err
		}
		data, err := encode(wire.FromLKE(sakip.LKE{OPD: opd, Tahun: tahun, Kriteria: kr.ID, Status: sakip.LKEDraf}))
		if err != nil {
			return 0, err
		}
		versi, err = s.putItem(ctx, r, store.LKE(opd, tahun), opd, "StartLKE", record.KeyLKE(), 0, data, store.IndexLKE(opd))
		if fault.CodeOf(err) == fault.Exists { // somebody else began it meanwhile
			_, versi, err = record.KepalaLKE(ctx, s.Store, opd, tahun)
		}
		return versi, err
	})
}

// butirLKE changes one row of a sheet for a side, which the sheet must be with. Rows of
// others may change at the same time; the sheet's status may not.
func (s *Service) butirLKE(ctx context.Context, r Request, opd string, tahun int, sisi sakip.SisiLKE, verb string, key store.Key, versi int64,
	isi func(k sakip.LKE, kr sakip.KriteriaLKE) (any, error)) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, AksiSisi(sisi), opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) {
			k, versiKepala, err := record.KepalaLKE(ctx, s.Store, opd, tahun)
			if err != nil {
				return 0, err
			}
			if err := k.BolehJawab(sisi); err != nil {
				return 0, err
			}
			kr, err := kriteriaLKE(k.Kriteria, tahun)
			if err != nil {
				return 0, err
			}
			w, err := isi(k, kr)
			if err != nil {
				return 0, err
			}
			p := store.LKE(opd, tahun)
			lama, err := s.lama(ctx, p, key)
			if err != nil {
				return 0, err
			}
			tulis := store.Write{Key: key, Versi: versi, Delete: w == nil}
			var baru json.RawMessage
			if w == nil && lama == nil {
				return 0, fault.New(fault.NotFound, "Isian LKE", key.Row)
			}
			if w != nil {
				if tulis.Data, err = encode(w); err != nil {
					return 0, err
				}
				baru = tulis.Data
			}
			res, err := s.simpan(ctx, r, perubahan{partisi: p, opd: opd, verb: verb, objek: key.Doc + "#" + key.Row, lama: lama, baru: baru,
				reads: []store.Read{{Key: record.KeyLKE(), Versi: versiKepala}}, writes: []store.Write{tulis}})
			return res.Meta, err
		})
	})
}

// PutJawabanLKE creates or changes what a side says of one thing of the sheet: versi is
// that answer's own, so that people who answer different things are in nobody's way. With
// the agency's answer is kept what the data proved at that time.
func (s *Service) PutJawabanLKE(ctx context.Context, r Request, opd string, tahun int, sisi sakip.SisiLKE, j sakip.JawabanLKE, versi int64) (int64, error) {
	j.Catatan = strings.TrimSpace(j.Catatan)
	j.Oleh, j.Nama, j.Pada, j.Usulan = r.Orang.Sub, r.Orang.Nama, s.now(), nil
	var bahan *bahanLKE
	return s.butirLKE(ctx, r, opd, tahun, sisi, "PutJawabanLKE", record.KeyJawaban(sisi, j.Butir), versi, func(_ sakip.LKE, kr sakip.KriteriaLKE) (any, error) {
		var lain sakip.JawabanLKE
		if sisi == sakip.SisiPenilai {
			var err error
			if lain, err = record.JawabanLKE(ctx, s.Store, opd, tahun, sakip.SisiMandiri, j.Butir); err != nil {
				return nil, err
			}
		}
		if err := kr.ValidasiJawaban(sisi, j, lain); err != nil {
			return nil, err
		}
		if err := s.buktiAda(ctx, opd, tahun, j.Bukti); err != nil {
			return nil, err
		}
		if q, _, ok := kr.CariKriteria(j.Butir); ok && sisi == sakip.SisiMandiri && q.Otomatis != "" {
			if bahan == nil {
				bahan = &bahanLKE{s: s, opd: opd, tahun: tahun}
			}
			b, err := bahan.untuk(ctx, q.Otomatis)
			if err != nil {
				return nil, err
			}
			if u, ok := b.Usulan(q.Otomatis); ok {
				j.Usulan = &u
			}
		}
		return wire.FromJawabanLKE(j), nil
	})
}

// DeleteJawabanLKE takes a side's answer back: the thing is not answered then.
func (s *Service) DeleteJawabanLKE(ctx context.Context, r Request, opd string, tahun int, sisi sakip.SisiLKE, butir string, versi int64) (int64, error) {
	return s.butirLKE(ctx, r, opd, tahun, sisi, "DeleteJawabanLKE", record.KeyJawaban(sisi, butir), versi, func(sakip.LKE, sakip.KriteriaLKE) (any, error) { return nil, nil })
}

// maksSaran is how many recommendations one sheet gives.
const maksSaran = 200

// PutSaranLKE creates or changes a recommendation of who evaluates; one without an id is
// new.
func (s *Service) PutSaranLKE(ctx context.Context, r Request, opd string, tahun int, x sakip.SaranLKE, versi int64) (int64, error) {
	x.ID, x.Uraian = cmp.Or(x.ID, s.ID()), strings.TrimSpace(x.Uraian)
	x.Oleh, x.Nama, x.Pada = r.Orang.Sub, r.Orang.Nama, s.now()
	return s.butirLKE(ctx, r, opd, tahun, sakip.SisiPenilai, "PutSaranLKE", record.KeySaran(x.ID), versi, func(_ sakip.LKE, kr sakip.KriteriaLKE) (any, error) {
		if err := kr.ValidasiSaran(x); err != nil {
			return nil, err
		}
		k, err := record.LoadLKE(ctx, s.Store, opd, tahun)
		if err == nil && versi == 0 && len(k.Saran) >= maksSaran {
			err = fault.New(fault.TooLarge, "200 rekomendasi")
		}
		return wire.FromSaranLKE(x), err
	})
}

// DeleteSaranLKE takes a recommendation away.
func (s *Service) DeleteSaranLKE(ctx context.Context, r Request, opd string, tahun int, id string, versi int64) (int64, error) {
	return s.butirLKE(ctx, r, opd, tahun, sakip.SisiPenilai, "DeleteSaranLKE", record.KeySaran(id), versi, func(sakip.LKE, sakip.KriteriaLKE) (any, error) { return nil, nil })
}

// StepLKE takes a sheet one step on: teks is the note of a return or the reason of a
// reopening, lhe what a final one names, versi the head's that was seen. What is decided on
// every answer is decided anew while answers move. The recommendations of a final sheet go
// to the year after; to take the step again goes on where that broke off.
func (s *Service) StepLKE(ctx context.Context, r Request, opd string, tahun int, t sakip.TahapLKE, teks string, lhe sakip.LHE, versi int64) (int64, error) {
	aksi, ok := aksiLKE[t]
	if !ok {
		return 0, fault.At("tahap", fault.Unknown, "Tahap", string(t))
	}
	if err := s.izinOPD(ctx, r.Orang, aksi, opd); err != nil {
		return 0, err
	}
	lhe.Nomor = strings.TrimSpace(lhe.Nomor)
	baru, err := s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.stepLKE(ctx, r, opd, tahun, t, teks, lhe, versi) })
	})
	if err == nil && t == sakip.LKEFinalkan {
		_, err = s.salurkan(ctx, r, opd, tahun)
	}
	return baru, err
}

func (s *Service) stepLKE(ctx context.Context, r Request, opd string, tahun int, t sakip.TahapLKE, teks string, lhe sakip.LHE, versi int64) (int64, error) {
	k, err := record.LoadLKE(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	kepala := k.Versi[record.KeyLKE()]
	if t == sakip.LKEFinalkan && k.Status == sakip.LKEFinal && k.LHE == lhe {
		return kepala, nil // done before; only its recommendations may be on their way
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(teks)); t == sakip.LKEBuka && (n < minAlasan || n > maksAlasan) {
		return 0, fault.At("alasan", fault.Invalid, "Tulis alasannya, 10 sampai 2.000 huruf: apa yang harus diperbaiki pada evaluasi yang sudah final.")
	}
	kr, err := kriteriaLKE(k.Kriteria, tahun)
	if err != nil {
		return 0, err
	}
	maju, err := k.Lanjutkan(t, r.Orang, teks, s.now())
	if err != nil {
		return 0, err
	}
	switch t {
	case sakip.LKEAjukan:
		err = k.SiapDiajukan(kr, sakip.SisiMandiri)
	case sakip.LKENilai:
		err = k.SiapDiajukan(kr, sakip.SisiPenilai)
	case sakip.LKEFinalkan:
		maju.LHE, err = lhe, lhe.Validasi()
	}
	if err != nil {
		return 0, err
	}
	lama, err := encode(wire.FromLKE(k.LKE))
	if err != nil {
		return 0, err
	}
	data, err := encode(wire.FromLKE(maju))
	if err != nil {
		return 0, err
	}
	// The head first: who acts on another one than lies there is told, not sent round again.
	if versi != kepala {
		return 0, bentrok(&fault.Error{Code: fault.Conflict, Data: store.Item{Key: record.KeyLKE(), Versi: kepala, Data: lama}}, data)
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: store.LKE(opd, tahun), opd: opd, verb: "StepLKE", objek: string(t), lama: lama, baru: data,
		putusan: &k.Meta.Versi, writes: []store.Write{{Key: record.KeyLKE(), Versi: versi, Data: data}}})
	return res.Meta, err
}

// DistributeLKE brings the recommendations of a final sheet to the year after, as far as
// they are not there, and returns how many it wrote. A year after that is not begun gets
// them when it is. Doing it again changes nothing.
func (s *Service) DistributeLKE(ctx context.Context, r Request, opd string, tahun int) (int, error) {
	if err := s.izinOPD(ctx, r.Orang, FinalkanLKE, opd); err != nil {
		return 0, err
	}
	return s.salurkan(ctx, r, opd, tahun)
}

// sekaliSalur is how many recommendations one command brings: a transaction holds 100 items.
const sekaliSalur = 90

// salurkan ends only where a fresh look at both the sheet and the year after finds nothing
// to do: so whoever acted on a sheet that was then corrected mends it in the next round.
func (s *Service) salurkan(ctx context.Context, r Request, opd string, tahun int) (banyak int, err error) {
	r.Idem = nil // it is the other command's
	for selesai := false; !selesai; {
		if _, err = lagi(func() (int64, error) {
			n, versi, err := s.salurkanBagian(ctx, r, opd, tahun)
			selesai, banyak = n == 0, banyak+n
			return versi, err
		}); err != nil {
			return banyak, err
		}
	}
	return banyak, nil
}

func (s *Service) salurkanBagian(ctx context.Context, r Request, opd string, tahun int) (int, int64, error) {
	k, err := record.LoadLKE(ctx, s.Store, opd, tahun)
	if err != nil || k.Status != sakip.LKEFinal {
		return 0, 0, err
	}
	p := store.TahunOPD(opd, tahun+1)
	if meta, err := s.Store.Meta(ctx, p); err != nil || meta.Versi == 0 {
		return 0, 0, err
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, opd, tahun+1)
	if err != nil {
		return 0, 0, err
	}
	tulis, hapus, err := k.Salurkan(t.Data.Rekomendasi)
	if err != nil || len(tulis)+len(hapus) == 0 {
		return 0, 0, err
	}
	tulis = tulis[:min(len(tulis), sekaliSalur)]
	hapus = hapus[:min(len(hapus), sekaliSalur-len(tulis))]
	var writes []store.Write
	var bentuk []wire.Rekomendasi
	for _, x := range tulis {
		w := wire.FromRekomendasi(x)
		data, err := encode(w)
		if err != nil {
			return 0, 0, err
		}
		key := record.KeyRekomendasi(x.No)
		writes, bentuk = append(writes, store.Write{Key: key, Versi: t.Versi[key], Data: data}), append(bentuk, w)
	}
	for _, no := range hapus {
		key := record.KeyRekomendasi(no)
		writes = append(writes, store.Write{Key: key, Versi: t.Versi[key], Delete: true})
	}
	baru, err := encode(map[string]any{"rekomendasi": bentuk, "dihapus": hapus})
	if err != nil {
		return 0, 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: p, opd: opd, verb: "DistributeLKE", objek: "LKE " + tahunTeks(tahun), baru: baru, putusan: &t.Meta.Versi, writes: writes})
	return len(writes), res.Meta, err
}

// buktiAda refuses evidence that was not received for the year.
func (s *Service) buktiAda(ctx context.Context, opd string, tahun int, id []string) error {
	if len(id) == 0 {
		return nil
	}
	ada, err := record.LoadBukti(ctx, s.Store, opd, tahun)
	if err != nil {
		return err
	}
	var l fault.List
	for _, id := range id {
		if !slices.ContainsFunc(ada, func(b sakip.Bukti) bool { return b.ID == id && b.Status == sakip.BuktiDiterima }) {
			l.Add("", fault.At("bukti", fault.Unknown, "Bukti yang diterima", id))
		}
	}
	return l.Err()
}
