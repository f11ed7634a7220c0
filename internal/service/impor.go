package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"capaian/internal/fault"
	"capaian/internal/impor"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// umurImpor is how long a file may be previewed and confirmed after it was sent.
const umurImpor = 24 * time.Hour

// ReadyImpor tells whether a person may import into a year, and the year is there: to be
// asked before a file is read.
func (s *Service) ReadyImpor(ctx context.Context, o sakip.Orang, opd string, tahun int) error {
	if err := s.izinOPD(ctx, o, Rencanakan, opd); err != nil {
		return err
	}
	m, err := s.Store.Meta(ctx, store.TahunOPD(opd, tahun))
	if err == nil && m.Versi == 0 {
		err = fault.New(fault.NotFound, "Tahun", tahunTeks(tahun))
	}
	return err
}

// UploadImpor takes a table that somebody brings and keeps it as a file of the year, to be
// previewed and confirmed by the same person. What cannot be read is refused and not kept.
func (s *Service) UploadImpor(ctx context.Context, r Request, opd string, tahun int, nama string, isi []byte) (sakip.Bukti, error) {
	if err := s.izinOPD(ctx, r.Orang, Rencanakan, opd); err != nil {
		return sakip.Bukti{}, err
	}
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
		return s.buktiAtas(ctx, opd, tahun, string(res.Response), err)
	}
	if err := s.ReadyImpor(ctx, r.Orang, opd, tahun); err != nil {
		return sakip.Bukti{}, err
	}
	tabel, err := impor.Baca(isi)
	if err != nil {
		return sakip.Bukti{}, err
	}
	b := sakip.Bukti{ID: s.ID(), OPD: opd, Tahun: tahun, Jenis: sakip.BuktiImpor, Nama: namaBerkas(nama), Pengunggah: r.Orang.Sub,
		Diminta: s.now(), Berakhir: s.now(), Diperiksa: s.now(), Status: sakip.BuktiDiterima, JenisIsi: isiImpor[tabel.Bentuk]}
	info, err := s.Objects.Put(ctx, KunciBukti(b), string(b.JenisIsi), isi)
	if err != nil {
		return sakip.Bukti{}, err
	}
	b.Objek, b.Ukuran, b.SHA256 = info.Key, info.Size, info.SHA256
	data, err := encode(wire.FromBukti(b))
	if err != nil {
		return sakip.Bukti{}, err
	}
	res, err := s.simpan(ctx, r, perubahan{
		partisi: store.Bukti(opd, tahun), opd: opd, verb: "UploadImpor", objek: "BUKTI#" + b.ID, baru: data,
		writes: []store.Write{{Key: record.KeyBukti(b.ID), Data: data}}, index: store.IndexBukti(opd), jawaban: []byte(b.ID),
	})
	if err == nil && res.Replayed {
		return s.buktiAtas(ctx, opd, tahun, string(res.Response), nil)
	}
	return b, err
}

var isiImpor = map[string]sakip.JenisIsi{"xlsx": sakip.IsiXLSX, "csv": sakip.IsiCSV, "html": sakip.IsiTeks}

func (s *Service) buktiAtas(ctx context.Context, opd string, tahun int, id string, err error) (sakip.Bukti, error) {
	if err != nil {
		return sakip.Bukti{}, err
	}
	b, _, err := record.Bukti(ctx, s.Store, opd, tahun, id)
	return b, err
}

// namaBerkas is a file's name as it can be kept: without folders, without what nobody sees.
func namaBerkas(nama string) string {
	nama = path.Base(strings.ReplaceAll(strings.ToValidUTF8(nama, ""), `\`, "/"))
	nama = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, nama))
	for len(nama) > 200 {
		r := []rune(nama)
		nama = string(r[:len(r)/2]) + string(r[len(r)/2+1:])
	}
	if nama == "" || nama == "." || nama == "/" {
		return "impor"
	}
	return nama
}

// PratinjauImpor is what a file means for a year as it is now. Sidik stands for exactly what
// would be written; Simpan counts the rows of it, and is 0 when nothing changes.
type PratinjauImpor struct {
	Berkas sakip.Bukti
	impor.Pratinjau
	Simpan int
	Sidik  string
	Versi  int64 // META's Versi of the year that it was put beside
}

// PreviewImpor reads a file that was sent for an import and writes nothing.
func (s *Service) PreviewImpor(ctx context.Context, o sakip.Orang, opd string, tahun int, id string, opsi impor.Opsi) (PratinjauImpor, error) {
	if err := s.izinImpor(ctx, o, opd, opsi.Jenis); err != nil {
		return PratinjauImpor{}, err
	}
	b, tabel, err := s.berkasImpor(ctx, o, opd, tahun, id)
	if err != nil {
		return PratinjauImpor{}, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return PratinjauImpor{}, err
	}
	p, _, err := sandingkan(b, tabel, t, opsi, s.entriImpor(ctx, o, opd, tahun, t))
	return p, err
}

// entriImpor takes figures the steps that a form does: by their status and
// within the windows of the calendar. What it depends on lies in the year, whose META the
// command names.
func (s *Service) entriImpor(ctx context.Context, o sakip.Orang, opd string, tahun int, t record.Tahun) impor.Entri {
	m, kini := s.masa(o), s.now()
	return func(l sakip.Tahap, indikator string, baris sakip.IdentitasBaris, tw int, unit string, a sakip.Alur) (sakip.Alur, error) {
		angka := Angka{Indikator: indikator, Baris: baris, Triwulan: tw}
		alur, err := a.Lanjutkan(l, o, "", angka.apa())
		if err != nil {
			return a, err
		}
		if _, err := m.periksa(ctx, opd, tahun, tw, unit, a, kini); err != nil {
			return a, err
		}
		alur.Sebelum = t.Versi[angka.kunci()]
		return alur, nil
	}
}

func (s *Service) izinImpor(ctx context.Context, o sakip.Orang, opd string, j impor.Jenis) error {
	if err := s.izinOPD(ctx, o, Rencanakan, opd); err != nil {
		return err
	}
	if j == impor.JenisIndikator {
		return nil
	}
	return s.izinOPD(ctx, o, EntriRealisasi, opd)
}

// berkasImpor is a file of the person's own, read again: each step of an import may be in
// another process.
func (s *Service) berkasImpor(ctx context.Context, o sakip.Orang, opd string, tahun int, id string) (sakip.Bukti, impor.Berkas, error) {
	b, _, err := record.Bukti(ctx, s.Store, opd, tahun, id)
	if err != nil {
		return b, impor.Berkas{}, err
	}
	switch {
	case b.Jenis != sakip.BuktiImpor:
		return b, impor.Berkas{}, fault.New(fault.NotFound, "Berkas impor", id)
	case b.Pengunggah != o.Sub:
		return b, impor.Berkas{}, fault.New(fault.Locked, "berkas ini dikirim orang lain", "pengirimnya; atau unggah sendiri berkasnya")
	case b.Status != sakip.BuktiDiterima:
		return b, impor.Berkas{}, fault.New(fault.Locked, "berkas "+string(b.Status), "pengunggahnya, dengan mengirim berkas yang diterima")
	case s.now().Sub(b.Diminta) > umurImpor:
		return b, impor.Berkas{}, fault.At("berkas", fault.Invalid, "Berkas ini dikirim lebih dari sehari lalu. Unggah lagi di halaman Impor.")
	}
	isi, _, err := s.Objects.Get(ctx, b.Objek)
	if err != nil {
		return b, impor.Berkas{}, err
	}
	tabel, err := impor.Baca(isi)
	return b, tabel, err
}

// gantiDokumen is a document with rows that an import changes.
type gantiDokumen struct {
	doc        string
	rows       []store.Row // all of it, as it would be
	lama, baru map[string]json.RawMessage
}

// sandingkan puts a file beside a year, with the documents that it would change.
func sandingkan(b sakip.Bukti, tabel impor.Berkas, t record.Tahun, opsi impor.Opsi, entri impor.Entri) (PratinjauImpor, []gantiDokumen, error) {
	p, err := impor.Hitung(tabel, t.Data, opsi, entri)
	if err != nil {
		return PratinjauImpor{}, nil, err
	}
	out := PratinjauImpor{Berkas: b, Pratinjau: p, Versi: t.Meta.Versi}
	lama, baru := record.Rows(t.Data), record.Rows(p.Jadi())
	var ganti []gantiDokumen
	sum := sha256.New()
	for _, doc := range slices.Sorted(maps.Keys(baru)) {
		g := gantiDokumen{doc: doc, rows: baru[doc], lama: map[string]json.RawMessage{}, baru: map[string]json.RawMessage{}}
		dulu := map[string][]byte{}
		for _, r := range lama[doc] {
			dulu[r.Row] = r.Data
		}
		for _, r := range baru[doc] {
			if d, ada := dulu[r.Row]; !ada || !bytes.Equal(d, r.Data) {
				g.lama[r.Row], g.baru[r.Row] = d, r.Data
			}
			delete(dulu, r.Row)
		}
		for row, d := range dulu {
			g.lama[row], g.baru[row] = d, nil
		}
		if len(g.baru) == 0 {
			continue
		}
		ganti = append(ganti, g)
		out.Simpan += len(g.baru)
		for _, row := range slices.Sorted(maps.Keys(g.baru)) {
			for _, part := range []string{doc, row, string(g.lama[row]), string(g.baru[row])} {
				sum.Write([]byte(part))
				sum.Write([]byte{0})
			}
		}
	}
	if out.Simpan > 0 {
		out.Sidik = hex.EncodeToString(sum.Sum(nil))
	}
	return out, ganti, nil
}

// ApplyImpor makes what a preview showed: the accepted rows, all of them or none, as one
// command. sidik is the preview's; when the year has moved so that something else would be
// written, that is fault.Conflict and the preview is to be looked at again. A file whose
// rows are all there changes nothing, however often it is confirmed.
func (s *Service) ApplyImpor(ctx context.Context, r Request, opd string, tahun int, id string, opsi impor.Opsi, sidik string) (PratinjauImpor, error) {
	if err := s.izinImpor(ctx, r.Orang, opd, opsi.Jenis); err != nil {
		return PratinjauImpor{}, err
	}
	b, tabel, err := s.berkasImpor(ctx, r.Orang, opd, tahun, id)
	if err != nil {
		return PratinjauImpor{}, err
	}
	var p PratinjauImpor
	_, err = s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (versi int64, err error) {
			versi, p, err = s.applyImpor(ctx, r, opd, tahun, b, tabel, opsi, sidik)
			return versi, err
		})
	})
	p.Berkas = b
	return p, err
}

func (s *Service) applyImpor(ctx context.Context, r Request, opd string, tahun int, b sakip.Bukti, tabel impor.Berkas, opsi impor.Opsi, sidik string) (int64, PratinjauImpor, error) {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return 0, PratinjauImpor{}, err
	}
	p, ganti, err := sandingkan(b, tabel, t, opsi, s.entriImpor(ctx, r.Orang, opd, tahun, t))
	switch {
	case err != nil:
		return 0, p, err
	case len(p.Galat) > 0:
		return 0, p, fault.At("berkas", fault.Invalid, p.Galat[0])
	case p.Simpan == 0:
		return t.Meta.Versi, p, nil
	case p.Sidik != sidik:
		return 0, p, fault.New(fault.Conflict)
	}
	c, err := s.perintahImpor(ctx, t, opd, tahun, p, ganti)
	if err != nil {
		return 0, p, err
	}
	res, err := s.simpan(ctx, r, c)
	if err == nil && len(c.switches) > 0 {
		s.bersihkan(ctx, c.partisi, t.Meta)
	}
	return res.Meta, p, err
}

// An import that is not large is written row by row in its one transaction, so that the
// other rows of a document keep their Versi and nobody who has one open meets a conflict.
const (
	barisLangsung = 80
	byteLangsung  = store.MaxTransaction / 2
)

// perintahImpor stages the documents of many rows and puts the rows of the others.
func (s *Service) perintahImpor(ctx context.Context, t record.Tahun, opd string, tahun int, p PratinjauImpor, ganti []gantiDokumen) (perubahan, error) {
	c := perubahan{partisi: store.TahunOPD(opd, tahun), opd: opd, verb: "ApplyImpor", objek: "BUKTI#" + p.Berkas.ID, putusan: &t.Meta.Versi}
	byteSisa, sisa := byteLangsung, barisLangsung
	utuh := map[string][]store.Row{}
	for _, g := range ganti {
		n := 0
		for _, d := range g.baru {
			n += len(d)
		}
		if strings.HasPrefix(g.doc, record.DocAnggaran("")) || len(g.baru) > sisa || n > byteSisa {
			utuh[g.doc] = g.rows
			continue
		}
		sisa, byteSisa = sisa-len(g.baru), byteSisa-n
		for _, row := range slices.Sorted(maps.Keys(g.baru)) {
			key := store.Key{Doc: g.doc, Row: row}
			c.writes = append(c.writes, store.Write{Key: key, Versi: t.Versi[key], Data: g.baru[row], Delete: g.baru[row] == nil})
		}
	}
	var err error
	if c.switches, err = s.siapkan(ctx, c.partisi, t.Meta, utuh); err != nil {
		return c, err
	}
	c.lama, c.baru, err = jejakImpor(p, ganti, t, utuh)
	return c, err
}

// catatanImpor is what the audit entry of an import says: which file, what became of its
// rows, the figures that came to another state and, as long as they fit, every value.
type catatanImpor struct {
	Berkas string                                `json:"berkas"`
	SHA256 string                                `json:"sha256"`
	Jenis  impor.Jenis                           `json:"jenis"`
	Banyak map[impor.Keadaan]int                 `json:"banyak"`
	Simpan int                                   `json:"simpan"`
	Angka  []jejakAngka                          `json:"angka,omitempty"`
	Isi    map[string]map[string]json.RawMessage `json:"isi,omitempty"`
}

// jejakImpor writes the entry. What is too long for one is left out of it, first the values.
func jejakImpor(p PratinjauImpor, ganti []gantiDokumen, t record.Tahun, utuh map[string][]store.Row) (lama, baru json.RawMessage, err error) {
	dulu, kini := map[string]map[string]json.RawMessage{}, map[string]map[string]json.RawMessage{}
	c := catatanImpor{Berkas: p.Berkas.Nama, SHA256: p.Berkas.SHA256, Jenis: p.Opsi.Jenis, Banyak: p.Banyak, Simpan: p.Simpan, Isi: kini}
	for _, g := range ganti {
		dulu[g.doc], kini[g.doc] = map[string]json.RawMessage{}, map[string]json.RawMessage{}
		for row := range g.baru {
			dulu[g.doc][row], kini[g.doc][row] = rawOrNull(g.lama[row]), rawOrNull(g.baru[row])
		}
		if g.doc == record.DocRealisasi || g.doc == record.DocRealisasiAnggaran {
			jejak, err := g.jejak(t, utuh[g.doc] != nil)
			if err != nil {
				return nil, nil, err
			}
			c.Angka = append(c.Angka, jejak...)
		}
	}
	if lama, err = encode(dulu); err != nil {
		return nil, nil, err
	}
	for _, kurangi := range []func(){func() {}, func() { c.Isi, lama = nil, nil }, func() { c.Angka = nil }} {
		kurangi()
		if baru, err = encode(c); err != nil || len(lama)+len(baru) <= store.MaxItem/2 {
			break
		}
	}
	return lama, baru, err
}

// jejak are the figures of a document that come to another Versi: those that change, and
// all of it when it is switched, so that each one's states stay linked.
func (g gantiDokumen) jejak(t record.Tahun, semua bool) (out []jejakAngka, err error) {
	for _, r := range g.rows {
		if _, berubah := g.baru[r.Row]; !berubah && !semua {
			continue
		}
		var j jejakAngka
		if err := json.Unmarshal(r.Data, &j); err != nil {
			return nil, fault.Wrap(fault.Internal, err)
		}
		key := store.Key{Doc: g.doc, Row: r.Row}
		j.Objek, j.Catatan, j.Sebelum = objek(key), "", t.Versi[key]
		out = append(out, j)
	}
	return out, nil
}

// TemplatImpor is the workbook of a kind with what the year has: to be filled in, and its
// export.
func (s *Service) TemplatImpor(ctx context.Context, o sakip.Orang, opd string, tahun int, opsi impor.Opsi) ([]byte, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return nil, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return nil, err
	}
	return impor.Templat(t.Data, opsi)
}
