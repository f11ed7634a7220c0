package arsip

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// halaman is how many entries of an audit chain are read at a time.
const halaman = 100

// Export writes the archive of an agency to w while people go on writing: each partition
// is as one command left it. One partition or one object at a time is in memory. What w
// has got of an export that failed is no archive. Codes: NotFound for the agency or for an
// object that a record names, Invalid for an audit chain that is broken, TooLarge for
// what no archive takes.
func Export(ctx context.Context, st store.Store, obj objects.Objects, opd string, now time.Time, w io.Writer) (Ringkasan, error) {
	if err := sakip.ValidasiID("opd", opd); err != nil {
		return Ringkasan{}, err // such an id could name another partition
	}
	profil, _, err := record.Profil(ctx, st, opd)
	if err != nil {
		return Ringkasan{}, err
	}
	kab, _, err := record.Kabupaten(ctx, st, profil.Kabupaten)
	if err != nil {
		return Ringkasan{}, err
	}
	e := &ekspor{st: st, obj: obj, l: lingkup{opd, kab.ID}, zip: zip.NewWriter(w), objek: map[string]bool{},
		m: manifest{Format: Format, OPD: opd, Kabupaten: wire.FromKabupaten(kab), Dibuat: now.UTC().Truncate(time.Second), Mesin: sakip.VersiMesin}}
	if err := e.semua(ctx); err != nil {
		return Ringkasan{}, err
	}
	return e.r, nil
}

// ekspor is one export at work.
type ekspor struct {
	st    store.Store
	obj   objects.Objects
	l     lingkup
	zip   *zip.Writer
	m     manifest
	r     Ringkasan
	objek map[string]bool
}

func (e *ekspor) semua(ctx context.Context) error {
	for urut, j := range semuaJenis {
		metas, err := e.st.List(ctx, j.index(e.l))
		if err != nil {
			return err
		}
		for _, m := range metas {
			if !j.kunci(e.l, m.Partition) {
				continue // another agency's
			}
			if err := e.partisi(ctx, urut, m.Partition); err != nil {
				return fmt.Errorf("%s: %w", m.Partition, err)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.objek)) {
		if err := e.satuObjek(ctx, key); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	e.r.OPD, e.r.Kabupaten, e.r.Dibuat, e.r.Mesin = e.m.OPD, sakip.Kabupaten(e.m.Kabupaten), e.m.Dibuat, e.m.Mesin
	e.r.Objek = len(e.objek)
	b, err := tulisJSON(e.m)
	if err != nil {
		return err
	}
	if len(b) > maxManifest {
		return fault.New(fault.TooLarge, "32 MB daftar isi arsip")
	}
	if _, err := e.anggota(namaManifest, func(w io.Writer) error { _, err := w.Write(b); return err }); err != nil {
		return err
	}
	return e.zip.Close()
}

func (e *ekspor) partisi(ctx context.Context, urut int, p store.Partition) error {
	s, err := e.st.Load(ctx, p)
	if err != nil {
		return err
	}
	if ok, err := milik(ctx, e.l, urut, s); err != nil || !ok {
		return err
	}
	keys, err := objekDari(s)
	if err != nil {
		return err
	}
	for _, k := range keys {
		e.objek[k] = true
	}
	if err := e.tulis(isiDari(p), maxIsi, func(w io.Writer) error { return tulisIsi(w, s) }); err != nil {
		return err
	}
	if err := e.tulis(auditDari(p), -1, func(w io.Writer) error {
		for en, err := range store.CheckChain(s.Meta, rantai(ctx, e.st, s.Meta)) {
			if err != nil {
				return err
			}
			line, err := tulisEntri(en)
			if err != nil {
				return err
			}
			if len(line) >= maxBaris {
				return fault.New(fault.TooLarge, "4 MB entri audit")
			}
			if _, err := w.Write(append(line, '\n')); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	e.r.Partisi = append(e.r.Partisi, Partisi{Kunci: p, Versi: s.Meta.Versi, Baris: len(s.Items)})
	return nil
}

// rantai reads a partition's audit chain up to META; later entries are of later commands.
func rantai(ctx context.Context, st store.Store, m store.Meta) iter.Seq2[store.Entry, error] {
	return func(yield func(store.Entry, error) bool) {
		for seq := int64(0); seq < m.Versi; {
			entries, err := st.Entries(ctx, m.Partition, seq, int(min(halaman, m.Versi-seq)))
			if err != nil {
				yield(store.Entry{}, err)
				return
			}
			if len(entries) == 0 {
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
			seq += int64(len(entries))
		}
	}
}

func (e *ekspor) satuObjek(ctx context.Context, key string) error {
	if !objekMilik(e.l, key) {
		return fault.New(fault.Invalid, "Catatan menyebut berkas yang bukan milik perangkat daerah ini.")
	}
	body, info, err := e.obj.Get(ctx, key)
	if err != nil {
		return err
	}
	if len(body) > maxObjek {
		return fault.New(fault.TooLarge, "100 MB sebuah berkas")
	}
	a, err := e.anggota(awalObjek+key, func(w io.Writer) error { _, err := w.Write(body); return err })
	if err != nil {
		return err
	}
	a.JenisIsi = info.ContentType
	e.catat(a)
	return nil
}

// tulis writes a member of at most limit bytes; any number when limit is negative.
func (e *ekspor) tulis(nama string, limit int64, isi func(io.Writer) error) error {
	a, err := e.anggota(nama, isi)
	if err != nil {
		return err
	}
	if limit >= 0 && a.Ukuran > limit {
		return fault.New(fault.TooLarge, "64 MB isi sebuah partisi")
	}
	e.catat(a)
	return nil
}

func (e *ekspor) catat(a anggota) {
	e.m.Anggota = append(e.m.Anggota, a)
	e.r.Byte += a.Ukuran
}

// anggota writes a member of the zip. It has no time, so that the same content makes the
// same bytes.
func (e *ekspor) anggota(nama string, isi func(io.Writer) error) (anggota, error) {
	f, err := e.zip.CreateHeader(&zip.FileHeader{Name: nama, Method: zip.Deflate})
	if err != nil {
		return anggota{}, err
	}
	sum := sha256.New()
	n := &hitung{}
	if err := isi(io.MultiWriter(f, sum, n)); err != nil {
		return anggota{}, err
	}
	return anggota{Nama: nama, Ukuran: n.byte, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

type hitung struct{ byte int64 }

func (h *hitung) Write(b []byte) (int, error) {
	h.byte += int64(len(b))
	return len(b), nil
}
