package service

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// PutIndikator creates or changes an indicator of a year. How it is computed stays while
// figures of it are verified or final: what they were found right for would come to mean
// something else.
func (s *Service) PutIndikator(ctx context.Context, r Request, opd string, tahun int, i sakip.Indikator, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutIndikator", record.KeyIndikator(i.ID), versi, wire.FromIndikator(i), i.Validasi(), func(d *sakip.DataTahun) error {
		terkunci := d.CaraHitungTerkunci(i)
		d.Indikator = ganti(d.Indikator, i, func(x sakip.Indikator) bool { return x.ID == i.ID })
		if err := d.Validasi(); err != nil || !terkunci {
			return err
		}
		return fault.New(fault.Locked, "cara hitung "+i.ID+" dipakai angka yang sudah diverifikasi atau final", "admin kabupaten: buka kembali angkanya lebih dahulu, dengan alasan")
	})
}

// PutRencanaAksi creates or changes the plan of one indicator and quarter.
func (s *Service) PutRencanaAksi(ctx context.Context, r Request, opd string, tahun int, a sakip.RencanaAksi, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutRencanaAksi", record.KeyRencanaAksi(a.Indikator, a.Triwulan), versi, wire.FromRencanaAksi(a), a.Validasi(), func(d *sakip.DataTahun) error {
		d.RencanaAksi = gantiRencanaAksi(d.RencanaAksi, a)
		return nil
	})
}

func gantiRencanaAksi(semua []sakip.RencanaAksi, a sakip.RencanaAksi) []sakip.RencanaAksi {
	return ganti(semua, a, func(x sakip.RencanaAksi) bool { return x.Indikator == a.Indikator && x.Triwulan == a.Triwulan })
}

// RencanaTW is the plan of one quarter with the Versi that was seen, 0 for none.
type RencanaTW struct {
	sakip.RencanaAksi
	Versi int64
}

// PutRencanaAksiTahun creates or changes an indicator's plans of several quarters by one
// command: all of them or none. A quarter of which nothing is planned is taken away, one
// that is as it was is left alone. Faults carry the quarter: "TW2.langkah[0].uraian".
func (s *Service) PutRencanaAksiTahun(ctx context.Context, r Request, opd string, tahun int, indikator string, semua []RencanaTW) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	var l fault.List
	for _, a := range semua {
		l.Add(tw(a.Triwulan), a.Validasi())
	}
	if err := l.Err(); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.putRencanaAksiTahun(ctx, r, opd, tahun, indikator, semua) })
	})
}

func (s *Service) putRencanaAksiTahun(ctx context.Context, r Request, opd string, tahun int, indikator string, semua []RencanaTW) (int64, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	if _, ok := t.Data.CariIndikator(indikator); !ok {
		return 0, fault.New(fault.NotFound, "Indikator", indikator)
	}
	p := store.TahunOPD(opd, tahun)
	var writes []store.Write
	var lama, baru []json.RawMessage
	for _, a := range semua {
		key := record.KeyRencanaAksi(indikator, a.Triwulan)
		kini, err := s.lama(ctx, p, key)
		if err != nil {
			return 0, err
		}
		w := store.Write{Key: key, Versi: a.Versi, Delete: a.Kosong()}
		if !w.Delete {
			if w.Data, err = encode(wire.FromRencanaAksi(a.RencanaAksi)); err != nil {
				return 0, err
			}
			t.Data.RencanaAksi = gantiRencanaAksi(t.Data.RencanaAksi, a.RencanaAksi)
		}
		if a.Versi == t.Versi[key] && bytes.Equal(kini, w.Data) {
			continue
		}
		if w.Delete && w.Versi == 0 {
			// Somebody planned meanwhile what is blank here.
			return 0, &fault.Error{Code: fault.Conflict, Data: Bentrok{Versi: t.Versi[key], Kini: rawOrNull(kini), Anda: rawOrNull(nil)}}
		}
		writes, lama, baru = append(writes, w), append(lama, rawOrNull(kini)), append(baru, rawOrNull(w.Data))
	}
	if len(writes) == 0 {
		return t.Meta.Versi, nil
	}
	if err := t.Data.Validasi(); err != nil {
		return 0, err
	}
	dulu, err := encode(lama)
	if err != nil {
		return 0, err
	}
	kini, err := encode(baru)
	if err != nil {
		return 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: p, opd: opd, verb: "PutRencanaAksiTahun", objek: record.DocRencanaAksi + "#" + indikator,
		lama: dulu, baru: kini, putusan: &t.Meta.Versi, writes: writes})
	return res.Meta, err
}

// PutPembanding creates or changes a benchmark table.
func (s *Service) PutPembanding(ctx context.Context, r Request, opd string, tahun int, t sakip.TabelPembanding, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutPembanding", record.KeyPembanding(t.ID), versi, wire.FromTabelPembanding(t), t.Validasi(), nil)
}

// PutFakta creates or changes a supporting fact.
func (s *Service) PutFakta(ctx context.Context, r Request, opd string, tahun int, f sakip.Fakta, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutFakta", record.KeyFakta(f.ID), versi, wire.FromFakta(f), f.Validasi(), nil)
}

// PutRekomendasi creates or changes a recommendation and what became of it. The evidence
// that it names must be there. What an evaluation sheet recommended, and by when, stays as
// who evaluates wrote it.
func (s *Service) PutRekomendasi(ctx context.Context, r Request, opd string, tahun int, k sakip.Rekomendasi, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	lama, _, err := record.Rekomendasi(ctx, s.Store, opd, tahun, k.No)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return 0, err
	}
	k.Asal = lama.Asal
	sendiri := k.Validasi()
	switch {
	case sendiri != nil:
	case lama.Asal != nil && k.Uraian != lama.Uraian:
		sendiri = fault.At("uraian", fault.Locked, "uraiannya dari LKE "+tahunTeks(lama.Asal.Tahun), pembukaLKE)
	case lama.Asal != nil && k.Tenggat != lama.Tenggat:
		sendiri = fault.At("tenggat", fault.Locked, "tenggatnya dari LKE "+tahunTeks(lama.Asal.Tahun), pembukaLKE)
	default:
		sendiri = s.buktiAda(ctx, opd, tahun, k.Bukti)
	}
	return s.put(ctx, r, opd, tahun, "PutRekomendasi", record.KeyRekomendasi(k.No), versi, wire.FromRekomendasi(k), sendiri, nil)
}

// pembukaLKE is who can change what a final evaluation sheet recommends.
const pembukaLKE = "Inspektorat, setelah admin kabupaten membuka kembali LKE itu"

// SetHasilRekomendasi says how far a recommendation was followed up: that alone is the
// inspektorat's to write.
func (s *Service) SetHasilRekomendasi(ctx context.Context, r Request, opd string, tahun, no int, hasil sakip.HasilTindakLanjut,
	keterangan string, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, TindakRekomendasi, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		k, _, err := record.Rekomendasi(ctx, s.Store, opd, tahun, no)
		if err != nil {
			return 0, err
		}
		k.Hasil, k.Keterangan = hasil, keterangan
		if err := k.Validasi(); err != nil {
			return 0, err
		}
		data, err := encode(wire.FromRekomendasi(k))
		if err != nil {
			return 0, err
		}
		return s.putItem(ctx, r, store.TahunOPD(opd, tahun), opd, "SetHasilRekomendasi", record.KeyRekomendasi(no), versi, data, "")
	})
}

// PutNarasi creates or changes one text of the report. Its section must be one of the
// year's report.
func (s *Service) PutNarasi(ctx context.Context, r Request, opd string, tahun int, n sakip.Narasi, versi int64) (int64, error) {
	return s.put(ctx, r, opd, tahun, "PutNarasi", record.KeyNarasi(n.Bagian), versi, wire.FromNarasi(n), n.Validasi(), bagianAda(n))
}

// put checks a planning row, alone and, when pasang puts it into the year's data,
// among everything that refers to it; then it saves it.
func (s *Service) put(ctx context.Context, r Request, opd string, tahun int, verb string, key store.Key, versi int64,
	w any, sendiri error, pasang func(*sakip.DataTahun) error) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	if sendiri != nil {
		return 0, sendiri
	}
	data, err := encode(w)
	if err != nil {
		return 0, err
	}
	if pasang == nil {
		return s.putBaris(ctx, r, Rencanakan, opd, tahun, verb, key, versi, data, nil)
	}
	return s.putBaris(ctx, r, Rencanakan, opd, tahun, verb, key, versi, data, func(t record.Tahun) error {
		if err := pasang(&t.Data); err != nil {
			return err
		}
		return t.Data.Validasi()
	})
}

// ganti replaces the element that sama finds, or appends.
func ganti[T any](list []T, baru T, sama func(T) bool) []T {
	out := append([]T(nil), list...)
	for i, x := range out {
		if sama(x) {
			out[i] = baru
			return out
		}
	}
	return append(out, baru)
}

// bolehHapus names the documents whose rows may be deleted.
var bolehHapus = map[string]bool{"IND": true, "PK": true, "RA": true, "PEMB": true, "FAKTA": true, "REK": true, "NAR": true}

// DeleteBaris removes one planning row; nothing that refers to it may be left.
func (s *Service) DeleteBaris(ctx context.Context, r Request, opd string, tahun int, key store.Key, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	if !bolehHapus[key.Doc] {
		return 0, fault.New(fault.NotFound, "Data", key.Row)
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.deleteBaris(ctx, r, opd, tahun, key, versi) })
	})
}

func (s *Service) deleteBaris(ctx context.Context, r Request, opd string, tahun int, key store.Key, versi int64) (int64, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	if _, ok := t.Versi[key]; !ok {
		return 0, fault.New(fault.NotFound, "Data", key.Row)
	}
	if err := dipakai(t.Data, key); err != nil {
		return 0, err
	}
	p := store.TahunOPD(opd, tahun)
	lama, err := s.lama(ctx, p, key)
	if err != nil {
		return 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: p, opd: opd, verb: "DeleteBaris", objek: key.Doc + "#" + key.Row,
		lama: lama, putusan: &t.Meta.Versi, writes: []store.Write{{Key: key, Versi: versi, Delete: true}}})
	return res.Meta, err
}

// dipakai refuses to delete what others refer to, and says what does.
func dipakai(d sakip.DataTahun, key store.Key) error {
	if p, _ := d.CariPerjanjian(key.Row); key.Doc == record.DocPerjanjian && p.Ditandatangani {
		return terkunciPK(p.Versi)
	}
	if key.Doc == record.DocRekomendasi {
		return dariLKE(d, key)
	}
	if key.Doc != record.DocIndikator {
		return nil
	}
	var oleh []string
	for _, x := range d.Realisasi {
		if x.Indikator == key.Row {
			oleh = append(oleh, "realisasi "+tw(x.Triwulan))
		}
	}
	for _, x := range d.Perjanjian {
		if _, ok := x.Target[key.Row]; ok {
			oleh = append(oleh, "target Perjanjian Kinerja versi "+x.Versi)
		}
	}
	for _, x := range d.RencanaAksi {
		if x.Indikator == key.Row {
			oleh = append(oleh, "rencana aksi "+tw(x.Triwulan))
		}
	}
	if len(oleh) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "Indikator "+key.Row+" masih dipakai: "+strings.Join(oleh, ", ")+". Hapus dahulu pemakainya; indikator yang sudah punya realisasi tetap ada.")
}

// dariLKE refuses to delete a recommendation that an evaluation sheet gives.
func dariLKE(d sakip.DataTahun, key store.Key) error {
	for _, r := range d.Rekomendasi {
		if record.KeyRekomendasi(r.No) == key && r.Asal != nil && r.Berlaku() {
			return fault.New(fault.Locked, "rekomendasi ini dari LKE "+tahunTeks(r.Asal.Tahun), pembukaLKE)
		}
	}
	return nil
}

// PutAnggaran creates or replaces a budget version whole: its rows are staged and
// switched. versi is that of the version's header, 0 to create it.
func (s *Service) PutAnggaran(ctx context.Context, r Request, opd string, tahun int, v sakip.VersiAnggaran, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.putAnggaran(ctx, r, opd, tahun, v, versi) })
	})
}

func (s *Service) putAnggaran(ctx context.Context, r Request, opd string, tahun int, v sakip.VersiAnggaran, versi int64) (int64, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, err
	}
	baru, err := encode(wire.FromVersiAnggaran(v))
	if err != nil {
		return 0, err
	}
	return s.simpanAnggaran(ctx, r, opd, t, v, versi, perubahan{verb: "PutAnggaran", baru: ringkas(len(v.Baris), baru)})
}

// simpanAnggaran checks a budget version, alone and in its year, and puts it in the place
// of what is there. c says what the audit entry keeps of it.
func (s *Service) simpanAnggaran(ctx context.Context, r Request, opd string, t record.Tahun, v sakip.VersiAnggaran, versi int64, c perubahan) (int64, error) {
	if err := v.Validasi(); err != nil {
		return 0, err
	}
	t.Data.Anggaran = ganti(t.Data.Anggaran, v, func(x sakip.VersiAnggaran) bool { return x.Versi == v.Versi })
	if err := t.Data.Validasi(); err != nil {
		return 0, err
	}
	p, rows := store.TahunOPD(opd, t.Data.Tahun), record.RowsAnggaran(v)
	if err := s.kepalaCocok(ctx, p, v.Versi, versi, rows[0].Data); err != nil {
		return 0, err
	}
	doc := record.DocAnggaran(v.Versi)
	switches, err := s.siapkan(ctx, p, t.Meta, map[string][]store.Row{doc: rows})
	if err != nil {
		return 0, err
	}
	c.partisi, c.opd, c.objek, c.putusan, c.switches = p, opd, doc, &t.Meta.Versi, switches
	res, err := s.simpan(ctx, r, c)
	if err != nil {
		return 0, cmp.Or(s.kepalaCocok(ctx, p, v.Versi, versi, rows[0].Data), err)
	}
	s.bersihkan(ctx, p, t.Meta)
	return res.Meta, nil
}

// kepalaCocok refuses, with both heads, a budget version whose head is not the one that
// the caller has seen.
func (s *Service) kepalaCocok(ctx context.Context, p store.Partition, versiAnggaran string, versi int64, baru []byte) error {
	kini, err := s.Store.Get(ctx, p, record.KeyAnggaranKepala(versiAnggaran))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	if kini.Versi == versi {
		return nil
	}
	code := fault.Conflict
	if versi == 0 {
		code = fault.Exists
	}
	return bentrok(&fault.Error{Code: code, Args: []string{"Versi anggaran", versiAnggaran}, Data: kini}, baru)
}
