package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/oklog/ulid/v2"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Tahun reads an agency-year whole.
func (s *Service) Tahun(ctx context.Context, o sakip.Orang, opd string, tahun int) (record.Tahun, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return record.Tahun{}, err
	}
	return record.LoadTahun(ctx, s.Store, opd, tahun)
}

// StartTahun creates a year that has nothing yet; with dari not 0 it begins with the
// indicators of that year, their links to the Renstra and to budget codes included. A year
// that is there is fault.Exists. What the evaluation of the year before recommends comes
// with it.
func (s *Service) StartTahun(ctx context.Context, r Request, opd string, tahun, dari int) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return 0, err
	}
	if err := sakip.ValidasiTahun("tahun", tahun); err != nil {
		return 0, err
	}
	versi, err := s.sekali(ctx, r, opd, func() (int64, error) { return s.startTahun(ctx, r, opd, tahun, dari) })
	if fault.CodeOf(err) == fault.Exists { // the first call may have broken off in between
		if _, errBawa := s.bawaRekomendasi(ctx, r, opd, tahun, 0); errBawa != nil {
			return 0, errBawa
		}
	}
	if err != nil {
		return 0, err
	}
	return s.bawaRekomendasi(ctx, r, opd, tahun, versi)
}

// bawaRekomendasi brings to a year that was begun or loaded what the evaluation of the year
// before recommends, and returns META's Versi after that.
func (s *Service) bawaRekomendasi(ctx context.Context, r Request, opd string, tahun int, versi int64) (int64, error) {
	n, err := s.salurkan(ctx, r, opd, tahun-1)
	if err != nil || n == 0 {
		return versi, err
	}
	meta, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
	return meta.Versi, err
}

func (s *Service) startTahun(ctx context.Context, r Request, opd string, tahun, dari int) (int64, error) {
	if _, _, err := record.Profil(ctx, s.Store, opd); err != nil {
		return 0, err
	}
	p := store.TahunOPD(opd, tahun)
	meta, err := s.Store.Meta(ctx, p)
	if err != nil {
		return 0, err
	}
	if meta.Versi > 0 {
		return 0, fault.New(fault.Exists, "Tahun", tahunTeks(tahun))
	}
	var d sakip.DataTahun
	if dari != 0 {
		lalu, err := record.LoadTahun(ctx, s.Store, opd, dari)
		if fault.CodeOf(err) == fault.NotFound {
			return 0, fault.At("dari", fault.Unknown, "Tahun", tahunTeks(dari))
		}
		if err != nil {
			return 0, err
		}
		d.Indikator = lalu.Data.Indikator
	}
	switches, err := s.siapkan(ctx, p, meta, record.Rows(d))
	if err != nil {
		return 0, err
	}
	baru, err := encode(map[string]int{"tahun": tahun, "dari": dari, "indikator": len(d.Indikator)})
	if err != nil {
		return 0, err
	}
	var belumAda int64
	res, err := s.simpan(ctx, r, perubahan{partisi: p, opd: opd, verb: "StartTahun", objek: tahunTeks(tahun), baru: baru,
		switches: switches, meta: &belumAda, index: store.IndexTahun(opd)})
	if fault.CodeOf(err) == fault.Exists {
		return 0, fault.New(fault.Exists, "Tahun", tahunTeks(tahun))
	}
	return res.Meta, err
}

// LoadTahun replaces an agency-year whole, or creates it when versi is 0. versi is
// META's Versi that the caller has seen. All documents are staged out of sight and
// switched by one command, so that readers see the old year or the new one. Any fault
// in the data refuses all of it.
func (s *Service) LoadTahun(ctx context.Context, r Request, opd string, tahun int, w wire.Tahun, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, MuatTahun, opd); err != nil {
		return 0, err
	}
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil {
		return 0, err
	} else if ok {
		return s.bawaRekomendasi(ctx, r, opd, tahun, res.Meta)
	}
	agency, err := record.LoadOPD(ctx, s.Store, opd)
	if err != nil {
		return 0, err
	}
	var l fault.List
	d := w.Domain(agency.Profil, agency.Renstra, sakip.KebijakanBerlaku(agency.Kebijakan, tahun), tahun, &l)
	if len(l) == 0 {
		l.Add("", d.Validasi())
	}
	if err := l.Err(); err != nil {
		return 0, err
	}
	p := store.TahunOPD(opd, tahun)
	meta, err := s.Store.Meta(ctx, p)
	if err != nil {
		return 0, err
	}
	if meta.Versi == versi { // a stale load is refused below
		if err := s.kunciTetap(ctx, r.Orang, meta, opd, tahun, d); err != nil {
			return 0, err
		}
	}
	docs := record.Rows(d)
	for _, doc := range append(record.Docs(sakip.DataTahun{}, d), slices.Collect(maps.Keys(meta.Docs))...) {
		docs[doc] = append(docs[doc], []store.Row{}...) // a document that is gone becomes empty
	}
	switches, err := s.siapkan(ctx, p, meta, docs)
	if err != nil {
		return 0, err
	}
	baru, err := json.Marshal(w)
	if err != nil {
		return 0, fault.Wrap(fault.Internal, err)
	}
	res, err := s.simpan(ctx, r, perubahan{
		partisi: p, opd: opd, verb: "LoadTahun", objek: fmt.Sprint(tahun), baru: ringkas(len(docs), baru),
		switches: switches, meta: &versi, index: store.IndexTahun(opd),
	})
	if err != nil {
		return 0, err
	}
	s.bersihkan(ctx, p, meta)
	return s.bawaRekomendasi(ctx, r, opd, tahun, res.Meta)
}

// kunciTetap refuses a load that would change or drop a verified or final figure or a
// signed agreement, and one of a person that would bring such figures: they are verified
// and made final by the steps that are recorded for each.
func (s *Service) kunciTetap(ctx context.Context, o sakip.Orang, meta store.Meta, opd string, tahun int, baru sakip.DataTahun) error {
	var lama record.Tahun
	if meta.Versi > 0 {
		var err error
		if lama, err = record.LoadTahun(ctx, s.Store, opd, tahun); err != nil {
			return err
		}
	}
	for _, p := range lama.Data.Perjanjian {
		if !p.Ditandatangani {
			continue
		}
		ini, _ := baru.CariPerjanjian(p.Versi)
		if err := tetap(p, ini); err != nil {
			return err
		}
	}
	dulu, kini := barisTerkunci(lama.Data), barisTerkunci(baru)
	for _, k := range slices.Sorted(maps.Keys(dulu)) {
		if kini[k] != dulu[k] {
			return fault.New(fault.Locked, "angka terkunci "+k+" akan berubah", "admin kabupaten, dengan alasan")
		}
		delete(kini, k)
	}
	if o.Sub == Sistem.Sub {
		return nil
	}
	if k := slices.Sorted(maps.Keys(kini)); len(k) > 0 {
		return fault.New(fault.Locked, "angka "+k[0]+" dimuat sebagai sudah diverifikasi atau final", "verifikator dan kepala, angka demi angka; muatlah sebagai diajukan")
	}
	return nil
}

// barisTerkunci are the figures of a year that nobody enters any more, by their rows.
func barisTerkunci(d sakip.DataTahun) map[string]string {
	kunci := sakip.DataTahun{Indikator: d.Indikator}
	for _, r := range d.Realisasi {
		if r.Status.Terkunci() {
			kunci.Realisasi = append(kunci.Realisasi, r)
		}
	}
	for _, r := range d.RealisasiAnggaran {
		if r.Status.Terkunci() {
			kunci.RealisasiAnggaran = append(kunci.RealisasiAnggaran, r)
		}
	}
	out := map[string]string{}
	rows := record.Rows(kunci)
	for _, doc := range []string{record.DocRealisasi, record.DocRealisasiAnggaran} {
		for _, r := range rows[doc] {
			out[doc+" "+r.Row] = string(r.Data)
		}
	}
	return out
}

// siapkan stages documents under a fresh revision and says how to switch them.
func (s *Service) siapkan(ctx context.Context, p store.Partition, m store.Meta, docs map[string][]store.Row) ([]store.Switch, error) {
	rev := s.ID()
	var out []store.Switch
	for _, doc := range slices.Sorted(maps.Keys(docs)) {
		for _, r := range docs[doc] {
			if err := teksBersih(r.Data); err != nil {
				return nil, err
			}
		}
		if err := s.Store.Stage(ctx, p, doc, rev, docs[doc]); err != nil {
			return nil, err
		}
		out = append(out, store.Switch{Doc: doc, From: m.Rev(doc), To: rev})
	}
	return out, nil
}

// umurStaging is how long a staged revision that nobody switched may lie about: far
// longer than any load takes.
const umurStaging = 24 * time.Hour

// bersihkan removes what a switch has put out of use, and what loads that died left
// long ago. What it fails to remove the next load does.
func (s *Service) bersihkan(ctx context.Context, p store.Partition, lama store.Meta) {
	_, _ = s.Store.Sweep(ctx, p, s.now(), func(doc, rev string) bool {
		id, err := ulid.Parse(rev)
		return err == nil && rev != lama.Rev(doc) && s.now().Sub(ulid.Time(id.Time())) < umurStaging
	})
}

// ringkas is what the audit entry keeps of a document too large to keep: how many
// documents or rows, and the SHA-256 of all of it.
func ringkas(n int, b []byte) json.RawMessage {
	sum := sha256.Sum256(b)
	out, _ := json.Marshal(map[string]any{"banyak": n, "byte": len(b), "sha256": hex.EncodeToString(sum[:])})
	return out
}

// putBaris changes one row of an agency-year: versi is the row's Versi that the caller
// has seen, 0 to create it. periksa sees the year as it is and refuses what does not fit.
func (s *Service) putBaris(ctx context.Context, r Request, a Aksi, opd string, tahun int, verb string, key store.Key,
	versi int64, data []byte, periksa func(record.Tahun) error) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, a, opd); err != nil {
		return 0, err
	}
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
		return res.Meta, err
	}
	return lagi(func() (int64, error) {
		t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
		if err != nil {
			return 0, err
		}
		var dasar dasar
		if periksa != nil {
			if err := periksa(t); err != nil {
				return 0, err
			}
			dasar.tahun = &t.Meta.Versi
		}
		return s.putItemAtas(ctx, r, dasar, store.TahunOPD(opd, tahun), opd, verb, key, versi, data, "")
	})
}

// dasar is what a change was decided on: items, or the year whole by META's Versi.
type dasar struct {
	baris []store.Read
	tahun *int64
	waktu time.Time     // when; zero is now
	surat []store.Write // the notice that goes with it
}

// putItem is putBaris after every check.
func (s *Service) putItem(ctx context.Context, r Request, p store.Partition, opd, verb string, key store.Key,
	versi int64, data []byte, index string) (int64, error) {
	return s.putItemAtas(ctx, r, dasar{}, p, opd, verb, key, versi, data, index)
}

// putItemAtas is putItem of what was decided on other things, which must be as they were.
func (s *Service) putItemAtas(ctx context.Context, r Request, d dasar, p store.Partition, opd, verb string, key store.Key,
	versi int64, data []byte, index string) (int64, error) {
	lama, err := s.lama(ctx, p, key)
	if err != nil {
		return 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{
		partisi: p, opd: opd, verb: verb, objek: key.Doc + "#" + key.Row, lama: lama, baru: data, index: index,
		reads: d.baris, putusan: d.tahun, waktu: d.waktu, writes: append([]store.Write{{Key: key, Versi: versi, Data: data}}, d.surat...),
	})
	return res.Meta, err
}

// lama is what lies under a key now, nil for nothing.
func (s *Service) lama(ctx context.Context, p store.Partition, key store.Key) (json.RawMessage, error) {
	item, err := s.Store.Get(ctx, p, key)
	if fault.CodeOf(err) == fault.NotFound {
		return nil, nil
	}
	return item.Data, err
}

// encode writes a row's JSON.
func encode(w any) ([]byte, error) {
	b, err := json.Marshal(w)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	return b, nil
}
