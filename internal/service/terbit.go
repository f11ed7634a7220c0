package service

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// PublishLaporan asks for the Paket that a report is of to be published for good: all its
// finished files at once; and with it a signed copy, by the id of its file, "" for none. A
// Paket that is published already may get a signed copy, and a later one after that. One
// whose data contradict themselves is fault.Locked: see layakTerbit. It returns the report
// with who asked and when. Asking twice has the first one's effect. The stream hands the
// request to who copies the files; FinishTerbit tells when they lie there.
func (s *Service) PublishLaporan(ctx context.Context, r Request, opd string, tahun int, id, salinan string) (sakip.Laporan, error) {
	if err := s.izinOPD(ctx, r.Orang, Terbitkan, opd); err != nil {
		return sakip.Laporan{}, err
	}
	for { // a conflict means that another's request or outcome got through
		l, _, err := record.Laporan(ctx, s.Store, opd, tahun, id)
		if err != nil {
			return l, err
		}
		list, err := s.barisPaket(ctx, opd, tahun, l.KunciPaket())
		if err == nil && salinan != "" {
			err = s.salinanSah(ctx, l, list, salinan)
		}
		if err != nil {
			return l, err
		}
		if n := slices.IndexFunc(list, func(b barisLaporan) bool { return b.ID == id }); n >= 0 {
			l = list[n].Laporan // read later than the first time
		}
		ubah, err := s.mintaTerbit(r, list, salinan)
		if err != nil || ubah == nil {
			return l, err
		}
		_, err = s.simpan(ctx, Request{Orang: r.Orang, Dari: r.Dari}, *ubah)
		if err == nil {
			l, _, err = record.Laporan(ctx, s.Store, opd, tahun, id)
		}
		if fault.CodeOf(err) != fault.Conflict && fault.CodeOf(err) != fault.Exists {
			return l, err
		}
	}
}

// barisLaporan is a report's record with its Versi.
type barisLaporan struct {
	sakip.Laporan
	versi int64
}

// barisPaket reads the records of a Paket, each with its Versi, in the order of their ids.
func (s *Service) barisPaket(ctx context.Context, opd string, tahun int, paket string) ([]barisLaporan, error) {
	list, err := record.LoadLaporan(ctx, s.Store, opd, tahun)
	if err != nil {
		return nil, err
	}
	var out []barisLaporan
	for _, l := range list {
		if l.KunciPaket() != paket {
			continue
		}
		l, versi, err := record.Laporan(ctx, s.Store, opd, tahun, l.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, barisLaporan{l, versi})
	}
	slices.SortFunc(out, func(a, b barisLaporan) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

// mintaTerbit is the change that asks for a Paket to be published, nil when it was asked
// for already. A file that could not be made does not hold up the others.
func (s *Service) mintaTerbit(r Request, list []barisLaporan, salinan string) (*perubahan, error) {
	var jadi []barisLaporan
	for _, l := range list {
		switch l.Status {
		case sakip.LaporanMenunggu:
			return nil, belumSelesai()
		case sakip.LaporanSelesai:
			jadi = append(jadi, l)
		}
	}
	if len(jadi) == 0 {
		return nil, belumSelesai()
	}
	if jadi[0].Penerbit != "" && (salinan == "" || salinan == jadi[0].Salinan) {
		return nil, nil
	}
	if jadi[0].Penerbit == "" { // what is published already stays so, and may get its signed copy
		if err := layakTerbit(jadi); err != nil {
			return nil, err
		}
	}
	baru := make([]barisLaporan, len(jadi))
	for n, l := range jadi {
		if l.Penerbit == "" {
			l.Penerbit = r.Orang.Sub
		}
		l.TerbitDiminta = s.now()
		if salinan != "" {
			l.Salinan, l.SalinanTerbit = salinan, time.Time{}
		}
		baru[n] = l
	}
	p, err := ubahPaket("PublishLaporan", jadi, baru)
	if err != nil {
		return nil, err
	}
	p.writes = append(p.writes, store.Write{Key: record.KeyTerbit(baru[0].KunciPaket(), salinan), Data: p.baru})
	return &p, nil
}

// layakTerbit refuses a Paket whose data contradict themselves, as they were when it was
// made, or which nobody looked at: what is published stays for good. The Paket cannot be
// mended, only asked for anew.
func layakTerbit(list []barisLaporan) error {
	for _, l := range list {
		switch n := l.Reviu.Menahan; {
		case l.BelumDitinjau():
			return fault.New(fault.Locked, "laporan ini dibuat sebelum ada reviu, jadi angkanya belum diperiksa", "siapa pun yang boleh meminta laporan: minta laporan baru, lalu terbitkan yang baru itu")
		case n > 0:
			return fault.New(fault.Locked, "reviu atas data laporan ini menemukan "+strconv.Itoa(n)+" hal yang bertentangan dan belum diterima",
				"verifikator atau kepala. Selesaikan atau terima dengan alasan di halaman Reviu, lalu minta laporan baru")
		}
	}
	return nil
}

// ubahPaket is the change of the records of a Paket, all at once.
func ubahPaket(verb string, lama, baru []barisLaporan) (perubahan, error) {
	l := baru[0]
	p := perubahan{partisi: store.Laporan(l.OPD, l.Tahun), opd: l.OPD, verb: verb, objek: objekPaket(l.KunciPaket())}
	var err error
	if p.lama, err = encodePaket(isiBaris(lama)); err != nil {
		return p, err
	}
	if p.baru, err = encodePaket(isiBaris(baru)); err != nil {
		return p, err
	}
	for _, l := range baru {
		data, err := encode(wire.FromLaporan(l.Laporan))
		if err != nil {
			return p, err
		}
		p.writes = append(p.writes, store.Write{Key: record.KeyLaporan(l.ID), Versi: l.versi, Data: data})
	}
	return p, nil
}

func isiBaris(list []barisLaporan) []sakip.Laporan {
	out := make([]sakip.Laporan, len(list))
	for n, l := range list {
		out[n] = l.Laporan
	}
	return out
}

// salinanSah refuses what is no signed copy of a report's Paket, was not accepted, is what
// nobody signed, or was replaced by a later one.
func (s *Service) salinanSah(ctx context.Context, l sakip.Laporan, paket []barisLaporan, id string) error {
	b, _, err := record.Bukti(ctx, s.Store, l.OPD, l.Tahun, id)
	switch {
	case fault.CodeOf(err) == fault.NotFound, err == nil && (b.Jenis != sakip.BuktiSalinan || b.Laporan != l.KunciPaket()):
		return fault.At("salinan", fault.Unknown, "Salinan", id)
	case err != nil:
		return err
	case b.Status != sakip.BuktiDiterima:
		return fault.New(fault.Locked, "salinan bertanda tangan ini "+string(b.Status), "pengunggahnya, dengan mengirim berkas yang diterima")
	case slices.ContainsFunc(paket, func(p barisLaporan) bool { return p.SHA256 == b.SHA256 }):
		return fault.New(fault.Locked, "berkas ini sama dengan naskah yang belum ditandatangani", "pengunggahnya, dengan mengirim berkas yang sudah ditandatangani")
	case l.Salinan == id:
		return nil
	}
	_, err = s.Store.Get(ctx, store.Laporan(l.OPD, l.Tahun), record.KeyTerbit(l.KunciPaket(), id))
	if err == nil {
		return fault.New(fault.Locked, "salinan ini pernah terbit dan sudah diganti", "pengunggahnya, dengan mengirimnya lagi sebagai salinan baru")
	}
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// FinishTerbit writes that the files of t lie where nobody can change them: where each is
// found by its SHA-256; then what anybody may see, in one command, which also puts the
// Paket in the place of the earlier one of its kind; and last the records of its reports.
// t is what the run that copied them knows of; of a Paket that is published already only
// files are added. Doing it again goes on where it stopped and changes nothing once all
// is there.
func (s *Service) FinishTerbit(ctx context.Context, t sakip.Terbitan) error {
	for _, b := range t.Berkas {
		if err := s.catatHash(ctx, t, b.SHA256); err != nil {
			return err
		}
	}
	if err := s.tulisTerbitan(ctx, t); err != nil {
		return err
	}
	for { // a conflict means that another got through
		list, err := s.barisPaket(ctx, t.OPD, t.Tahun, t.Paket)
		if err != nil {
			return err
		}
		lama, baru := terbitkan(list, t)
		if len(baru) == 0 {
			return nil
		}
		p, err := ubahPaket("FinishTerbit", lama, baru)
		if err != nil {
			return err
		}
		if _, err = s.simpan(ctx, bySistem, p); fault.CodeOf(err) != fault.Conflict {
			return err
		}
	}
}

// terbitkan are the records of a Paket that t changes, as they were and as they are then.
func terbitkan(list []barisLaporan, t sakip.Terbitan) (lama, baru []barisLaporan) {
	for _, l := range list {
		ubah := l
		for _, b := range t.Berkas {
			if b.Objek == l.Objek && l.Diterbitkan.IsZero() {
				ubah.Diterbitkan = b.Diterbitkan
			}
			if b.Objek == KunciBukti(sakip.Bukti{Jenis: sakip.BuktiSalinan, OPD: t.OPD, Tahun: t.Tahun, ID: l.Salinan}) && l.SalinanTerbit.IsZero() {
				ubah.SalinanTerbit = b.Diterbitkan
			}
		}
		if ubah != l {
			lama, baru = append(lama, l), append(baru, ubah)
		}
	}
	return lama, baru
}

// catatHash writes where a published file is found. A file that another agency published
// before stays that agency's.
func (s *Service) catatHash(ctx context.Context, t sakip.Terbitan, sha256 string) error {
	list, err := record.LoadBerkas(ctx, s.Store, sha256)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(b sakip.BerkasDikenal) bool { return b.OPD != t.OPD || b.Paket == t.Paket }) {
		return nil
	}
	data, err := encode(wire.BerkasDikenal{SHA256: sha256, OPD: t.OPD, Paket: t.Paket})
	if err != nil {
		return err
	}
	_, err = s.putItem(ctx, bySistem, store.Hash(sha256), t.OPD, "FinishTerbit", record.KeyBerkas(t.Paket), 0, data, store.IndexHash(t.OPD))
	if fault.CodeOf(err) == fault.Exists {
		return nil
	}
	return err
}

func (s *Service) tulisTerbitan(ctx context.Context, t sakip.Terbitan) error {
	for { // a conflict means that another got through
		p, err := s.ubahTerbitan(ctx, t)
		if err != nil || p == nil {
			return err
		}
		if _, err = s.simpan(ctx, bySistem, *p); fault.CodeOf(err) != fault.Conflict && fault.CodeOf(err) != fault.Exists {
			return err
		}
	}
}

// ubahTerbitan is the change of what anybody may see, nil when nothing is new.
func (s *Service) ubahTerbitan(ctx context.Context, t sakip.Terbitan) (*perubahan, error) {
	kini, versi, err := record.Terbitan(ctx, s.Store, t.OPD, t.Paket)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return nil, err
	}
	baru, tambah := t, true
	if versi > 0 {
		baru, tambah = kini.Tambah(t.Berkas)
	}
	if !tambah {
		return nil, nil
	}
	d, versiDaftar, err := record.DaftarTerbitan(ctx, s.Store, t.OPD)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return nil, err
	}
	d.OPD, d.Kabupaten, d.Nama, d.Daerah, d.Zona, d.Sintetis = t.OPD, t.Kabupaten, t.Instansi, t.Daerah, t.Zona, t.Sintetis
	diganti := d.Terbitkan(baru)
	p := perubahan{partisi: store.Terbitan(t.OPD), opd: t.OPD, verb: "FinishTerbit", objek: objekPaket(t.Paket), index: store.IndexTerbit(t.Kabupaten)}
	if versi > 0 {
		if p.lama, err = encode(wire.FromTerbitan(kini)); err != nil {
			return nil, err
		}
	}
	if p.baru, err = encode(wire.FromTerbitan(baru)); err != nil {
		return nil, err
	}
	daftar, err := encode(wire.FromDaftarTerbitan(d))
	if err != nil {
		return nil, err
	}
	p.writes = []store.Write{{Key: record.KeyTerbitan(t.Paket), Versi: versi, Data: p.baru}, {Key: record.KeyDaftar(), Versi: versiDaftar, Data: daftar}}
	for _, paket := range diganti {
		ganti, versi, err := record.Terbitan(ctx, s.Store, t.OPD, paket)
		if err != nil {
			return nil, err
		}
		ganti.DigantiOleh, ganti.DigantiPada = t.Paket, t.Diterbitkan
		data, err := encode(wire.FromTerbitan(ganti))
		if err != nil {
			return nil, err
		}
		p.writes = append(p.writes, store.Write{Key: record.KeyTerbitan(paket), Versi: versi, Data: data})
	}
	return &p, nil
}
