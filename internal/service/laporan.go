package service

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Lifetimes of a link and of the presigned address it leads to.
const (
	umurTautan = 7 * 24 * time.Hour
	umurObjek  = 60 * time.Second
)

// RequestLaporan writes the record that asks for a report and returns it. The stream
// of the table hands it to who makes it: there is no second write that could be lost.
// A repeat of the same request returns the first one's record.
func (s *Service) RequestLaporan(ctx context.Context, r Request, opd string, tahun int, l sakip.Laporan) (sakip.Laporan, error) {
	if err := s.izinOPD(ctx, r.Orang, MintaLaporan, opd); err != nil {
		return l, err
	}
	res, ok, err := s.ulangan(ctx, r, opd)
	if err != nil {
		return l, err
	}
	if ok {
		return s.laporanUlangan(ctx, opd, tahun, res.Response)
	}
	l.ID, l.OPD, l.Tahun, l.Status, l.Pemohon, l.Diminta = s.ID(), opd, tahun, sakip.LaporanMenunggu, r.Orang.Sub, s.now()
	if err := l.Validasi(); err != nil {
		return l, err
	}
	m, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
	if err != nil {
		return l, err
	}
	if m.Versi == 0 {
		return l, fault.New(fault.NotFound, "Tahun", tahunTeks(tahun))
	}
	if err := s.adaDokumen(ctx, l); err != nil {
		return l, err
	}
	data, err := encode(wire.FromLaporan(l))
	if err != nil {
		return l, err
	}
	res, err = s.simpan(ctx, r, perubahan{
		partisi: store.Laporan(opd, tahun), opd: opd, verb: "RequestLaporan", objek: "LAP#" + l.ID, baru: data,
		writes: []store.Write{{Key: record.KeyLaporan(l.ID), Data: data}}, index: store.IndexLaporan(r.Orang.Kabupaten), jawaban: []byte(l.ID),
	})
	if err != nil {
		return l, err
	}
	if res.Replayed {
		return s.laporanUlangan(ctx, opd, tahun, res.Response)
	}
	return l, nil
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

func (s *Service) laporanUlangan(ctx context.Context, opd string, tahun int, id []byte) (sakip.Laporan, error) {
	l, _, err := record.Laporan(ctx, s.Store, opd, tahun, string(id))
	return l, err
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

// PublishLaporan asks for a finished report to be published for good and returns it with
// who asked and when. Asking twice has the first one's effect. The stream hands the
// request to who copies the files; FinishTerbit tells when they lie there.
func (s *Service) PublishLaporan(ctx context.Context, r Request, opd string, tahun int, id string) (sakip.Laporan, error) {
	if err := s.izinOPD(ctx, r.Orang, Terbitkan, opd); err != nil {
		return sakip.Laporan{}, err
	}
	for { // a conflict means that another's request or outcome got through
		l, versi, err := record.Laporan(ctx, s.Store, opd, tahun, id)
		if err != nil || l.Penerbit != "" {
			return l, err
		}
		if l.Status != sakip.LaporanSelesai {
			return l, belumSelesai()
		}
		lama, err := encode(wire.FromLaporan(l))
		if err != nil {
			return l, err
		}
		l.Penerbit, l.TerbitDiminta = r.Orang.Sub, s.now()
		baru, err := encode(wire.FromLaporan(l))
		if err != nil {
			return l, err
		}
		_, err = s.simpan(ctx, Request{Orang: r.Orang, Dari: r.Dari}, perubahan{partisi: store.Laporan(opd, tahun), opd: opd,
			verb: "PublishLaporan", objek: "LAP#" + id, lama: lama, baru: baru,
			writes: []store.Write{{Key: record.KeyLaporan(id), Versi: versi, Data: baru}, {Key: record.KeyTerbit(id), Data: baru}}})
		if fault.CodeOf(err) != fault.Conflict {
			return l, err
		}
	}
}

// FinishTerbit writes when a report was published; versi is that of the report it was
// published from. When another run was faster its outcome stays.
func (s *Service) FinishTerbit(ctx context.Context, l sakip.Laporan, versi int64) error {
	data, err := encode(wire.FromLaporan(l))
	if err != nil {
		return err
	}
	_, err = s.putItem(ctx, bySistem, store.Laporan(l.OPD, l.Tahun), l.OPD, "FinishTerbit", record.KeyLaporan(l.ID), versi, data, "")
	if fault.CodeOf(err) == fault.Conflict {
		return nil
	}
	return err
}

func belumSelesai() error {
	return fault.New(fault.Locked, "laporan belum selesai dibuat", "tunggu sampai statusnya selesai")
}

// LinkLaporan writes the own link of a report that was made, unless it is there: its
// maker may have died before.
func (s *Service) LinkLaporan(ctx context.Context, l sakip.Laporan) error {
	_, err := s.tulisTautan(ctx, bySistem, l, s.tokenLaporan(l.ID))
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

// CreateTautan makes a link that anybody may download a finished report by. The token
// is in the answer alone: only its SHA-256 is kept.
func (s *Service) CreateTautan(ctx context.Context, r Request, opd string, tahun int, id string) (token string, t sakip.Tautan, err error) {
	if err := s.izinOPD(ctx, r.Orang, MintaLaporan, opd); err != nil {
		return "", t, err
	}
	l, _, err := record.Laporan(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return "", t, err
	}
	if l.Status != sakip.LaporanSelesai {
		return "", t, belumSelesai()
	}
	token = s.Token()
	t, err = s.tulisTautan(ctx, Request{Orang: r.Orang, Dari: r.Dari}, l, token)
	return token, t, err
}

func (s *Service) tulisTautan(ctx context.Context, r Request, l sakip.Laporan, token string) (sakip.Tautan, error) {
	t := sakip.Tautan{Hash: hashToken(token), OPD: l.OPD, Tahun: l.Tahun, Laporan: l.ID, Objek: l.Objek, Nama: l.Nama,
		Pembuat: r.Orang.Sub, Dibuat: s.now(), Berakhir: s.now().Add(umurTautan)}
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
		t.Unduhan++
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
