package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Encode is the data of an item: a shape of package wire as JSON. It panics for a
// value that has no JSON form, which no shape of wire is.
func Encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Errorf("encode %T: %w", v, err))
	}
	return b
}

// shape is a shape of package wire with its way to the domain.
type shape[D any] interface{ Domain(*fault.List) D }

// decode reads an item. It is as strict as with a stranger's input: a name that this
// program does not know would be lost at the next write.
func decode[W shape[D], D any](p store.Partition, it store.Item) (D, error) {
	var w W
	var l fault.List
	dec := json.NewDecoder(bytes.NewReader(it.Data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return *new(D), broken(p, it.Key, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return *new(D), broken(p, it.Key, errors.New("more than one value"))
	}
	d := w.Domain(&l)
	if err := l.Err(); err != nil {
		return *new(D), broken(p, it.Key, err)
	}
	return d, nil
}

// broken is the fault of an item that can't be what was written. The cause is put as
// text, for what was wrong with a number here is not the caller's input.
func broken(p store.Partition, k store.Key, cause error) error {
	return fault.Wrap(fault.Internal, fmt.Errorf("item %s#%s of %s: %v", k.Doc, k.Row, p, cause))
}

// barisItem is a budget row with its place in the document.
type barisItem struct {
	wire.BarisAnggaran
	Urut int `json:"urut"`
}

type barisUrut struct {
	sakip.BarisAnggaran
	urut int
}

// Domain is the row with its place.
func (b barisItem) Domain(l *fault.List) barisUrut {
	return barisUrut{b.BarisAnggaran.Domain(l), b.Urut}
}

// realisasiItem is a report as it was stored: read without its indicator.
type realisasiItem struct{ wire.Realisasi }

// Domain is the report.
func (r realisasiItem) Domain(l *fault.List) sakip.Realisasi { return r.Tersimpan(l) }

// Rows is a whole agency-year as rows by document, in the order of d, to be staged.
// A document without rows is not in it; see Docs. What was accepted of the year's findings
// is not either: each acceptance is its person's own command, and stays when a year is loaded.
func Rows(d sakip.DataTahun) map[string][]store.Row {
	out := map[string][]store.Row{}
	put := func(k store.Key, v any) {
		out[k.Doc] = append(out[k.Doc], store.Row{Row: k.Row, Data: Encode(v)})
	}
	for _, i := range d.Indikator {
		put(KeyIndikator(i.ID), wire.FromIndikator(i))
	}
	for _, p := range d.Perjanjian {
		put(KeyPerjanjian(p.Versi), wire.FromPerjanjian(p))
	}
	for _, r := range d.RencanaAksi {
		put(KeyRencanaAksi(r.Indikator, r.Triwulan), wire.FromRencanaAksi(r))
	}
	for _, r := range d.Realisasi {
		i, _ := d.CariIndikator(r.Indikator)
		put(KeyRealisasi(r.Indikator, r.Triwulan), wire.FromRealisasi(r, i))
	}
	for _, v := range d.Anggaran {
		out[DocAnggaran(v.Versi)] = RowsAnggaran(v)
	}
	for _, r := range d.RealisasiAnggaran {
		put(KeyRealisasiAnggaran(r.IdentitasBaris, r.Triwulan), wire.FromRealisasiAnggaran(r))
	}
	for _, t := range d.Pembanding {
		put(KeyPembanding(t.ID), wire.FromTabelPembanding(t))
	}
	for _, f := range d.Fakta {
		put(KeyFakta(f.ID), wire.FromFakta(f))
	}
	for _, r := range d.Rekomendasi {
		put(KeyRekomendasi(r.No), wire.FromRekomendasi(r))
	}
	for _, n := range d.Narasi {
		put(KeyNarasi(n.Bagian), wire.FromNarasi(n))
	}
	return out
}

// RowsAnggaran is a budget version as the rows of its document.
func RowsAnggaran(v sakip.VersiAnggaran) []store.Row {
	kepala := wire.FromVersiAnggaran(v)
	kepala.Baris = nil
	out := []store.Row{{Row: rowKepala, Data: Encode(kepala)}}
	for i, b := range v.Baris {
		out = append(out, store.Row{Row: KeyBarisAnggaran(v.Versi, b.IdentitasBaris).Row,
			Data: Encode(barisItem{wire.FromBarisAnggaran(b), i + 1})})
	}
	return out
}

// Docs are the documents that a load of a whole agency-year switches, given the year
// as it was and as it is to be: a document without new rows, such as a budget version
// that is gone, is switched to nothing.
func Docs(lama, baru sakip.DataTahun) []string {
	out := []string{DocIndikator, DocPerjanjian, DocRencanaAksi, DocRealisasi, DocRealisasiAnggaran,
		DocPembanding, DocFakta, DocRekomendasi, DocNarasi}
	seen := map[string]bool{}
	for _, d := range []sakip.DataTahun{lama, baru} {
		for _, v := range d.Anggaran {
			if !seen[v.Versi] {
				seen[v.Versi] = true
				out = append(out, DocAnggaran(v.Versi))
			}
		}
	}
	return out
}
