package service

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Lifetimes of a report's own link, and of the presigned address that a link leads to.
const (
	umurTautan = 7 * 24 * time.Hour
	umurObjek  = 60 * time.Second
)

// RequestLaporan asks for one report file: a Paket of one. See RequestPaket.
func (s *Service) RequestLaporan(ctx context.Context, r Request, opd string, tahun int, l sakip.Laporan) (sakip.Laporan, error) {
	list, err := s.RequestPaket(ctx, r, opd, tahun, l, l.Format)
	if err != nil {
		return l, err
	}
	return list[0], nil
}

// RequestPaket writes the records that ask for a report in several formats at once, in one
// command, and returns them in their order: their files will be of the same data. The
// stream of the table hands them to who makes them: there is no second write that could be
// lost. A repeat of the same request returns the first one's records.
func (s *Service) RequestPaket(ctx context.Context, r Request, opd string, tahun int, l sakip.Laporan, format ...sakip.FormatLaporan) ([]sakip.Laporan, error) {
	if err := s.izinOPD(ctx, r.Orang, MintaLaporan, opd); err != nil {
		return nil, err
	}
	res, ok, err := s.ulangan(ctx, r, opd)
	if err != nil {
		return nil, err
	}
	if ok {
		return s.paketUlangan(ctx, opd, tahun, res.Response)
	}
	list, err := s.paketBaru(r.Orang, opd, tahun, l, format)
	if err != nil {
		return nil, err
	}
	m, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
	if err != nil {
		return nil, err
	}
	if m.Versi == 0 {
		return nil, fault.New(fault.NotFound, "Tahun", tahunTeks(tahun))
	}
	l.OPD, l.Tahun = opd, tahun
	if err := s.adaDokumen(ctx, l); err != nil {
		return nil, err
	}
	p := perubahan{partisi: store.Laporan(opd, tahun), opd: opd, verb: "RequestLaporan", objek: objekPaket(list[0].Paket),
		index: store.IndexLaporan(r.Orang.Kabupaten), jawaban: []byte(list[0].Paket)}
	for _, l := range list {
		data, err := encode(wire.FromLaporan(l))
		if err != nil {
			return nil, err
		}
		p.writes = append(p.writes, store.Write{Key: record.KeyLaporan(l.ID), Data: data})
	}
	if p.baru, err = encodePaket(list); err != nil {
		return nil, err
	}
	res, err = s.simpan(ctx, r, p)
	if err != nil {
		return nil, err
	}
	if res.Replayed {
		return s.paketUlangan(ctx, opd, tahun, res.Response)
	}
	return list, nil
}

// paketBaru are the records of a Paket that is asked for: of l, what is asked for alone.
func (s *Service) paketBaru(o sakip.Orang, opd string, tahun int, l sakip.Laporan, format []sakip.FormatLaporan) ([]sakip.Laporan, error) {
	if len(format) == 0 {
		return nil, fault.At("format", fault.Required)
	}
	paket := s.ID()
	var list []sakip.Laporan
	for n, f := range format {
		if slices.Contains(format[:n], f) {
			return nil, fault.At("format", fault.Duplicate, "Format", string(f))
		}
		baru := sakip.Laporan{ID: s.ID(), OPD: opd, Tahun: tahun, Jenis: l.Jenis, Periode: l.Periode, Dokumen: l.Dokumen, Format: f, Paket: paket,
			Status: sakip.LaporanMenunggu, Pemohon: o.Sub, Diminta: s.now()}
		if err := baru.Validasi(); err != nil {
			return nil, err
		}
		list = append(list, baru)
	}
	return list, nil
}

func objekPaket(paket string) string { return "PAKET#" + paket }

// encodePaket is the reports of a Paket as an audit entry keeps them.
func encodePaket(list []sakip.Laporan) ([]byte, error) {
	w := make([]wire.Laporan, len(list))
	for n, l := range list {
		w[n] = wire.FromLaporan(l)
	}
	return encode(w)
}

func (s *Service) paketUlangan(ctx context.Context, opd string, tahun int, paket []byte) ([]sakip.Laporan, error) {
	list, err := record.LoadLaporan(ctx, s.Store, opd, tahun)
	list = slices.DeleteFunc(list, func(l sakip.Laporan) bool { return l.KunciPaket() != string(paket) })
	if err == nil && len(list) == 0 {
		err = fault.New(fault.NotFound, "Paket", string(paket))
	}
	return list, err
}

// adaDokumen refuses a version of the Perjanjian Kinerja that the year does not have.
func (s *Service) adaDokumen(ctx context.Context, l sakip.Laporan) error {
	versi := l.Perjanjian().Versi
	if l.Jenis != sakip.LaporanPerjanjian || versi == "" {
		return nil
	}
	_, _, err := record.Perjanjian(ctx, s.Store, l.OPD, l.Tahun, versi)
	if fault.CodeOf(err) == fault.NotFound {
		return fault.At("dokumen", fault.Unknown, "Perjanjian Kinerja versi", versi)
	}
	return err
}

// FinishLaporan writes what came of a report, made (selesai) or not (gagal), and then the
// link of one that was made. versi is that of the request it was made from; when another
// run was faster its outcome stays and nothing is written.
func (s *Service) FinishLaporan(ctx context.Context, l sakip.Laporan, versi int64) error {
	l.Percobaan++
	data, err := encode(wire.FromLaporan(l))
	if err != nil {
		return err
	}
	_, err = s.putItem(ctx, bySistem, store.Laporan(l.OPD, l.Tahun), l.OPD, "FinishLaporan", record.KeyLaporan(l.ID), versi, data, "")
	if fault.CodeOf(err) == fault.Conflict {
		return nil
	}
	if err != nil || l.Status != sakip.LaporanSelesai {
		return err
	}
	return s.LinkLaporan(ctx, l)
}

func belumSelesai() error {
	return fault.New(fault.Locked, "laporan belum selesai dibuat", "tunggu sampai statusnya selesai")
}

// LinkLaporan writes the own link of a report that was made, unless it is there: its
// maker may have died before.
func (s *Service) LinkLaporan(ctx context.Context, l sakip.Laporan) error {
	_, err := s.tulisTautan(ctx, bySistem, l, s.tokenLaporan(l.ID), umurTautan)
	if fault.CodeOf(err) == fault.Exists {
		return nil
	}
	return err
}

var bySistem = Request{Orang: Sistem, Dari: "sistem"}

// tokenLaporan is the token of a report's own link. It follows from the secret, so
// that it can be shown again without being stored.
func (s *Service) tokenLaporan(id string) string {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte("laporan:" + id))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// LaporanTautan is a requested report with the link by which it is downloaded: Token is
// "" until it is made, and once the link expired or was revoked.
type LaporanTautan struct {
	sakip.Laporan
	Token  string
	Tautan sakip.Tautan
}

// Laporan reads one requested report.
func (s *Service) Laporan(ctx context.Context, o sakip.Orang, opd string, tahun int, id string) (LaporanTautan, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return LaporanTautan{}, err
	}
	l, _, err := record.Laporan(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return LaporanTautan{}, err
	}
	return s.denganTautan(ctx, o, l)
}

func (s *Service) denganTautan(ctx context.Context, o sakip.Orang, l sakip.Laporan) (LaporanTautan, error) {
	out := LaporanTautan{Laporan: l}
	if l.Status != sakip.LaporanSelesai || Hak(MintaLaporan, o.Peran) == TidakBoleh {
		return out, nil
	}
	token := s.tokenLaporan(l.ID)
	t, _, err := record.Tautan(ctx, s.Store, hashToken(token))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return out, err
	}
	if err == nil && t.Sah(s.now()) == nil {
		out.Token, out.Tautan = token, t
	}
	return out, nil
}

// DaftarLaporan lists the requested reports of a year, newest first.
func (s *Service) DaftarLaporan(ctx context.Context, o sakip.Orang, opd string, tahun int) ([]LaporanTautan, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return nil, err
	}
	list, err := record.LoadLaporan(ctx, s.Store, opd, tahun)
	if err != nil {
		return nil, err
	}
	out := make([]LaporanTautan, len(list))
	for i, l := range list {
		if out[i], err = s.denganTautan(ctx, o, l); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// CreateTautan makes a link that anybody may download a finished report by, for one of
// sakip.UmurTautan. The token is in the answer alone: only its SHA-256 is kept.
func (s *Service) CreateTautan(ctx context.Context, r Request, opd string, tahun int, id string, umur time.Duration) (token string, t sakip.Tautan, err error) {
	if err := s.izinOPD(ctx, r.Orang, MintaLaporan, opd); err != nil {
		return "", t, err
	}
	if !slices.Contains(sakip.UmurTautan, umur) {
		return "", t, fault.At("umur", fault.Unknown, "Masa berlaku", umur.String())
	}
	l, _, err := record.Laporan(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return "", t, err
	}
	if l.Status != sakip.LaporanSelesai {
		return "", t, belumSelesai()
	}
	token = s.Token()
	t, err = s.tulisTautan(ctx, Request{Orang: r.Orang, Dari: r.Dari}, l, token, umur)
	return token, t, err
}

// DaftarTautan lists the links of an agency-year's reports, the latest first.
func (s *Service) DaftarTautan(ctx context.Context, o sakip.Orang, opd string, tahun int) ([]sakip.Tautan, error) {
	if err := s.izinOPD(ctx, o, MintaLaporan, opd); err != nil {
		return nil, err
	}
	metas, err := s.Store.List(ctx, store.IndexTautan(opd))
	if err != nil {
		return nil, err
	}
	semua := make([]sakip.Tautan, len(metas))
	if err := bersama(len(metas), func(n int) (err error) {
		semua[n], _, err = record.Tautan(ctx, s.Store, store.HashTautan(metas[n].Partition))
		return err
	}); err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(semua, func(t sakip.Tautan) bool { return t.Tahun != tahun })
	slices.SortFunc(out, func(a, b sakip.Tautan) int { return cmp.Or(b.Dibuat.Compare(a.Dibuat), cmp.Compare(a.Hash, b.Hash)) })
	return out, nil
}

func (s *Service) tulisTautan(ctx context.Context, r Request, l sakip.Laporan, token string, umur time.Duration) (sakip.Tautan, error) {
	t := sakip.Tautan{Hash: hashToken(token), OPD: l.OPD, Tahun: l.Tahun, Laporan: l.ID, Objek: l.Objek, Nama: l.Nama,
		Pembuat: r.Orang.Sub, Dibuat: s.now(), Berakhir: s.now().Add(umur)}
	data, err := encode(wire.FromTautan(t))
	if err != nil {
		return t, err
	}
	_, err = s.putItem(ctx, r, store.Tautan(t.Hash), l.OPD, "CreateTautan", record.KeyTautan(), 0, data, store.IndexTautan(l.OPD))
	return t, err
}

// RevokeTautan ends a link at once.
func (s *Service) RevokeTautan(ctx context.Context, r Request, opd string, tahun int, id, hash string) error {
	if err := s.izinOPD(ctx, r.Orang, MintaLaporan, opd); err != nil {
		return err
	}
	return s.ubahTautan(ctx, r, hash, "RevokeTautan", func(t *sakip.Tautan) error {
		if t.OPD != opd || t.Tahun != tahun || t.Laporan != id {
			return fault.New(fault.NotFound, "Tautan", hash)
		}
		t.Dicabut = true
		return nil
	})
}

// OpenTautan checks a link, records the download and returns the address, good for a
// minute, at which the file lies. Codes: NotFound, LinkExpired, LinkRevoked.
func (s *Service) OpenTautan(ctx context.Context, token, dari string) (string, error) {
	hash := hashToken(token)
	var alamat string
	err := s.ubahTautan(ctx, Request{Orang: pengunduh, Dari: dari}, hash, "OpenTautan", func(t *sakip.Tautan) error {
		if err := t.Sah(s.now()); err != nil {
			return err
		}
		var err error
		alamat, err = s.Objects.Sign(ctx, t.Objek, t.Nama, umurObjek)
		t.Unduhan, t.Terakhir = t.Unduhan+1, s.now()
		return err
	})
	return alamat, err
}

// pengunduh is the actor of a download: whoever has the link.
var pengunduh = sakip.Orang{Sub: "publik", Nama: "Pemegang tautan", Peran: "publik"}

// ubahTautan changes a link's record; all of many downloads at once count. A conflict means
// that another got through, so trying again comes to an end, or ctx does.
func (s *Service) ubahTautan(ctx context.Context, r Request, hash, verb string, ubah func(*sakip.Tautan) error) error {
	for {
		t, versi, err := record.Tautan(ctx, s.Store, hash)
		if fault.CodeOf(err) == fault.NotFound {
			return fault.New(fault.NotFound, "Tautan", "")
		}
		if err != nil {
			return err
		}
		lama, err := encode(wire.FromTautan(t))
		if err != nil {
			return err
		}
		if err := ubah(&t); err != nil {
			return err
		}
		baru, err := encode(wire.FromTautan(t))
		if err != nil {
			return err
		}
		_, err = s.simpan(ctx, r, perubahan{partisi: store.Tautan(hash), opd: t.OPD, verb: verb, objek: "TAUTAN#" + hash[:12],
			lama: lama, baru: baru, writes: []store.Write{{Key: record.KeyTautan(), Versi: versi, Data: baru}}})
		if fault.CodeOf(err) != fault.Conflict {
			return err
		}
	}
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
