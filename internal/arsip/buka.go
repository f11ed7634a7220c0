package arsip

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// Arsip is an opened archive.
type Arsip struct {
	m       manifest
	sum     string // SHA-256 of the manifest
	l       lingkup
	berkas  map[string]*zip.File
	catatan map[string]anggota
	partisi []store.Partition // in the order in which they are brought in
	objek   []anggota
}

// Open reads what an archive says it has and holds the zip to it; Verify reads the rest.
// Code Invalid, with what is wrong, for whatever no Export writes.
func Open(r io.ReaderAt, size int64) (*Arsip, error) {
	pagar := &pagar{r: r, sisa: maxDirectory}
	z, err := zip.NewReader(pagar, size)
	if err != nil {
		return nil, tolak("berkas ini bukan arsip Capaian yang utuh. Salin ulang berkasnya.")
	}
	pagar.lepas = true
	a := &Arsip{berkas: make(map[string]*zip.File, len(z.File)), catatan: map[string]anggota{}}
	for _, f := range z.File {
		if a.berkas[f.Name] != nil {
			return nil, tolak("anggota " + f.Name + " ada dua.")
		}
		a.berkas[f.Name] = f
	}
	if err := a.bacaManifest(); err != nil {
		return nil, err
	}
	return a, a.cocokkan()
}

// pagar bounds what may be read until it is let go: a zip's directory is as long as its
// maker likes.
type pagar struct {
	r     io.ReaderAt
	sisa  int
	lepas bool
}

func (p *pagar) ReadAt(b []byte, off int64) (int, error) {
	if !p.lepas {
		if p.sisa -= len(b); p.sisa < 0 {
			return 0, errors.New("the directory is too long")
		}
	}
	return p.r.ReadAt(b, off)
}

func (a *Arsip) bacaManifest() error {
	f := a.berkas[namaManifest]
	if f == nil {
		return tolak("tidak ada manifest.json. Ini bukan arsip Capaian.")
	}
	b, err := bacaSemua(f.Open, maxManifest)
	if err != nil {
		return tolak("manifest.json tidak dapat dibaca.")
	}
	var v struct{ Format, Mesin int }
	if err := json.Unmarshal(b, &v); err != nil {
		return tolak("manifest.json tidak dapat dibaca.")
	}
	if v.Format > Format || v.Mesin > sakip.VersiMesin {
		return tolak("arsip ini dari Capaian yang lebih baru. Perbarui program ini lalu ulangi.")
	}
	if err := urai(b, &a.m); err != nil || a.m.Format != Format {
		return tolak("manifest.json tidak dapat dibaca.")
	}
	sum := sha256.Sum256(b)
	a.sum = hex.EncodeToString(sum[:])
	var l fault.List
	l.Add("", sakip.ValidasiID("opd", a.m.OPD))
	l.Add("", a.m.Kabupaten.Domain(&l).Validasi())
	if len(l) > 0 {
		return tolak("manifest.json menyebut perangkat daerah atau kabupaten yang tidak sah.")
	}
	a.l = lingkup{a.m.OPD, a.m.Kabupaten.ID}
	return nil
}

// bacaSemua reads what open opens, at most limit bytes.
func bacaSemua(open func() (io.ReadCloser, error), limit int64) ([]byte, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = errors.New("too long")
	}
	return b, err
}

// cocokkan holds the members of the zip to those of the manifest: each there, none else,
// each one of an agency's kinds, of the size that it may have.
func (a *Arsip) cocokkan() error {
	audit := map[store.Partition]bool{}
	for _, g := range a.m.Anggota {
		if _, again := a.catatan[g.Nama]; again {
			return tolak("manifest.json menyebut " + g.Nama + " dua kali.")
		}
		a.catatan[g.Nama] = g
		f := a.berkas[g.Nama]
		if f == nil {
			return tolak("anggota " + g.Nama + " tidak ada. Salin ulang berkasnya.")
		}
		if g.Ukuran < 0 || f.UncompressedSize64 != uint64(g.Ukuran) {
			return tolak("ukuran " + g.Nama + " tidak sama dengan manifest.json.")
		}
		if key, ok := strings.CutPrefix(g.Nama, awalObjek); ok && objekMilik(a.l, key) {
			if g.Ukuran > maxObjek {
				return tolak("berkas " + g.Nama + " lebih dari 100 MB.")
			}
			a.objek = append(a.objek, g)
			continue
		}
		p, akhir, ok := pisah(g.Nama)
		if _, milik := jenisDari(a.l, p); !ok || !milik {
			return tolak("anggota " + g.Nama + " bukan milik perangkat daerah " + a.m.OPD + ".")
		}
		if akhir == akhirAudit {
			audit[p] = true
			continue
		}
		if g.Ukuran > maxIsi {
			return tolak("isi " + g.Nama + " lebih dari 64 MB.")
		}
		a.partisi = append(a.partisi, p)
	}
	for _, p := range a.partisi {
		if !audit[p] {
			return tolak("rantai audit " + string(p) + " tidak ada.")
		}
	}
	if len(audit) != len(a.partisi) || len(a.berkas) != len(a.m.Anggota)+1 {
		return tolak("ada anggota yang tidak disebut manifest.json.")
	}
	if a.berkas[isiDari(store.OPD(a.m.OPD))] == nil {
		return tolak("profil perangkat daerah tidak ada.")
	}
	urutPartisi(a.l, a.partisi)
	return nil
}

// Verify reads all of an archive and refuses one of which anything is not as an Export
// wrote it: a member's bytes, an audit chain, a partition that its chain can't have made,
// a record of another agency, an object that no record names. One partition, or one
// object, is in memory at a time. Codes: Invalid, TooLarge.
func (a *Arsip) Verify(ctx context.Context) (Ringkasan, error) {
	r := Ringkasan{OPD: a.m.OPD, Kabupaten: sakip.Kabupaten(a.m.Kabupaten), Dibuat: a.m.Dibuat, Mesin: a.m.Mesin, Objek: len(a.objek)}
	disebut := map[string]bool{}
	for _, p := range a.partisi {
		s, err := a.periksaPartisi(ctx, p)
		if err != nil {
			return Ringkasan{}, err
		}
		keys, err := objekDari(s)
		if err != nil {
			return Ringkasan{}, tolak("isi " + string(p) + " tidak dapat dibaca.")
		}
		for _, k := range keys {
			if a.berkas[awalObjek+k] == nil {
				return Ringkasan{}, tolak("berkas " + k + " yang disebut " + string(p) + " tidak ada.")
			}
			disebut[awalObjek+k] = true
		}
		r.Partisi = append(r.Partisi, Partisi{Kunci: p, Versi: s.Meta.Versi, Baris: len(s.Items)})
	}
	for _, g := range a.objek {
		if !disebut[g.Nama] {
			return Ringkasan{}, tolak("berkas " + g.Nama + " tidak disebut catatan mana pun.")
		}
		body, err := a.baca(ctx, g)
		if err != nil {
			return Ringkasan{}, err
		}
		if _, err := objects.NewInfo(strings.TrimPrefix(g.Nama, awalObjek), g.JenisIsi, body); err != nil {
			return Ringkasan{}, tolak("jenis isi " + g.Nama + " tidak sah.")
		}
	}
	for _, g := range a.m.Anggota {
		r.Byte += g.Ukuran
	}
	return r, nil
}

func (a *Arsip) periksaPartisi(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	s, err := a.snapshot(ctx, p)
	if err != nil {
		return s, err
	}
	if err := store.CheckRestore(s); err != nil {
		return s, tolak(sebab(err))
	}
	urut, _ := jenisDari(a.l, p)
	if s.Meta.Index != semuaJenis[urut].index(a.l) {
		return s, tolak("partisi " + string(p) + " terdaftar di tempat lain.")
	}
	if ok, err := milik(ctx, a.l, urut, s); err != nil || !ok {
		return s, tolak("catatan dalam " + string(p) + " bukan milik perangkat daerah " + a.m.OPD + " atau tidak dapat dibaca.")
	}
	for _, err := range store.CheckChain(s.Meta, a.rantai(ctx, p)) {
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// sebab is what people read of a fault.
func sebab(err error) string {
	var out []string
	for _, f := range fault.All(err) {
		out = append(out, fault.Text(f))
	}
	return strings.Join(out, " ")
}

// snapshot reads a partition's isi.json.
func (a *Arsip) snapshot(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	b, err := a.baca(ctx, a.catatan[isiDari(p)])
	if err != nil {
		return store.Snapshot{}, err
	}
	s, err := bacaIsi(b)
	if err != nil || s.Meta.Partition != p {
		return s, tolak("isi " + string(p) + " tidak dapat dibaca.")
	}
	return s, nil
}

// baca reads a member whole.
func (a *Arsip) baca(ctx context.Context, g anggota) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b, err := bacaSemua(func() (io.ReadCloser, error) { return a.buka(g) }, g.Ukuran)
	if err != nil {
		return nil, tolak(g.Nama + " tidak sama dengan manifest.json. Salin ulang berkasnya.")
	}
	return b, nil
}

// buka opens a member; its end is an error unless size and SHA-256 are the manifest's.
func (a *Arsip) buka(g anggota) (io.ReadCloser, error) {
	r, err := a.berkas[g.Nama].Open()
	if err != nil {
		return nil, err
	}
	return &pembaca{ReadCloser: r, sum: sha256.New(), g: g}, nil
}

type pembaca struct {
	io.ReadCloser
	sum hash.Hash
	n   int64
	g   anggota
}

func (p *pembaca) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	p.sum.Write(b[:n])
	if p.n += int64(n); p.n > p.g.Ukuran {
		return n, fmt.Errorf("%s is longer than the manifest says", p.g.Nama)
	}
	if errors.Is(err, io.EOF) && (p.n != p.g.Ukuran || hex.EncodeToString(p.sum.Sum(nil)) != p.g.SHA256) {
		return n, fmt.Errorf("%s is not what the manifest says", p.g.Nama)
	}
	return n, err
}

// rantai reads a partition's audit chain, an entry at a time.
func (a *Arsip) rantai(ctx context.Context, p store.Partition) iter.Seq2[store.Entry, error] {
	rusak := tolak("rantai audit " + string(p) + " tidak dapat dibaca atau tidak sama dengan manifest.json.")
	return func(yield func(store.Entry, error) bool) {
		r, err := a.buka(a.catatan[auditDari(p)])
		if err != nil {
			yield(store.Entry{}, rusak)
			return
		}
		defer func() { _ = r.Close() }()
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxBaris)
		for lines.Scan() {
			if err := ctx.Err(); err != nil {
				yield(store.Entry{}, err)
				return
			}
			e, err := bacaEntri(p, bytes.Clone(lines.Bytes()))
			if err != nil {
				err = rusak
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
		if lines.Err() != nil {
			yield(store.Entry{}, rusak)
		}
	}
}
