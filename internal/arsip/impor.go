package arsip

import (
	"context"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/store"
)

// Tujuan is what an archive is brought into.
type Tujuan struct {
	Store    store.Store
	Restorer store.Restorer
	Objects  objects.Objects
	Terbit   objects.Objects // of published reports
}

// Opsi of Import.
type Opsi struct {
	Waktu         time.Time
	Pelaku        store.Actor // who brings it in, and from where: for the audit trace
	Dari          string
	BuatKabupaten bool // make the kabupaten when it is not there
}

// Import verifies the whole archive, looks whether the place is free, and only then
// writes: a trace of it, the objects, the partitions, the agency itself last. The same
// import again goes on where one was cut short, and changes nothing once all is there. The
// trace is an entry in the chain of the kabupaten, for the agency's own chains must stay
// what they were. Codes: Invalid for the archive, NotFound for the kabupaten, Exists when
// a partition is there with other content, and those of the ports.
func (a *Arsip) Import(ctx context.Context, t Tujuan, o Opsi) (Ringkasan, error) {
	r, err := a.Verify(ctx)
	if err != nil {
		return Ringkasan{}, err
	}
	kab, err := t.Store.Meta(ctx, store.Kabupaten(a.l.kab))
	if err != nil {
		return Ringkasan{}, err
	}
	if kab.Versi == 0 && !o.BuatKabupaten {
		return Ringkasan{}, fault.New(fault.NotFound, "Kabupaten", a.l.kab)
	}
	for _, p := range a.partisi {
		kosong, err := a.tempat(ctx, t, p)
		if err != nil {
			return Ringkasan{}, err
		}
		if kosong {
			r.Baru++
		}
	}
	if r.Baru > 0 {
		if err := a.jejak(ctx, t, o, kab, r); err != nil {
			return Ringkasan{}, err
		}
	}
	return r, a.tulis(ctx, t)
}

// tulis brings in the objects and then the partitions.
func (a *Arsip) tulis(ctx context.Context, t Tujuan) error {
	terbit := map[string]bool{}
	for _, p := range a.partisi {
		s, err := a.snapshot(ctx, p)
		if err != nil {
			return err
		}
		keys, err := diterbitkan(ctx, s)
		if err != nil {
			return err
		}
		for _, k := range keys {
			terbit[k] = true
		}
	}
	for _, g := range a.objek {
		body, err := a.baca(ctx, g)
		if err != nil {
			return err
		}
		key := strings.TrimPrefix(g.Nama, awalObjek)
		if _, err := t.Objects.Put(ctx, key, g.JenisIsi, body); err != nil {
			return err
		}
		if terbit[key] {
			if _, err := t.Terbit.Put(ctx, key, g.JenisIsi, body); err != nil {
				return err
			}
		}
	}
	for _, p := range a.partisi {
		s, err := a.snapshot(ctx, p)
		if err != nil {
			return err
		}
		if err := t.Restorer.Restore(ctx, s, a.rantai(ctx, p)); err != nil {
			return ada(err, p)
		}
	}
	return nil
}

// tempat tells whether the place of a partition is free; the same partition may be there.
func (a *Arsip) tempat(ctx context.Context, t Tujuan, p store.Partition) (kosong bool, err error) {
	m, err := t.Store.Meta(ctx, p)
	if err != nil || m.Versi == 0 {
		return true, err
	}
	s, err := a.snapshot(ctx, p)
	if err == nil && (m.Versi != s.Meta.Versi || m.Head != s.Meta.Head) {
		err = ada(fault.New(fault.Exists), p)
	}
	return false, err
}

// ada names the partition that is there with other content.
func ada(err error, p store.Partition) error {
	if fault.CodeOf(err) != fault.Exists {
		return err
	}
	return fault.New(fault.Exists, "Partisi", string(p))
}

// jejak records the import in the kabupaten's chain, and makes the kabupaten when it is
// not there.
func (a *Arsip) jejak(ctx context.Context, t Tujuan, o Opsi, kab store.Meta, r Ringkasan) error {
	c := store.Command{Partition: store.Kabupaten(a.l.kab), Audit: store.Audit{Waktu: o.Waktu, Pelaku: o.Pelaku, Dari: o.Dari,
		Perintah: "ImportOPD", Objek: string(store.OPD(a.l.opd)), Baru: record.Encode(map[string]any{
			"arsip": a.sum, "dibuat": a.m.Dibuat, "partisi": len(r.Partisi), "baru": r.Baru, "berkas": r.Objek})}}
	if kab.Versi == 0 {
		index := store.IndexKabupaten()
		c.Index = &index
		c.Writes = []store.Write{{Key: record.KeyKabupaten(), Data: record.Encode(a.m.Kabupaten)}}
	}
	_, err := t.Store.Do(ctx, c)
	return err
}
