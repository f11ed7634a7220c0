package record

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// tahunLalu is how many earlier years a year's results may look back on: a Renstra has
// at most six.
const tahunLalu = 5

// Tahun is an agency-year whole, with what it was read from: Vector for results
// computed from Data, Versi of every item of the agency-year.
type Tahun struct {
	Data    sakip.DataTahun
	Vector  store.Vector
	Meta    store.Meta
	MetaOPD store.Meta
	Versi   map[store.Key]int64

	Pengecualian []sakip.Pengecualian // from the calendar
}

// OPD is what an agency keeps over the years. Renstra is empty when Versi has no
// KeyRenstra. Kebijakan is by year.
type OPD struct {
	Profil    sakip.PerangkatDaerah
	Renstra   sakip.Renstra
	Kebijakan []sakip.Kebijakan
	Meta      store.Meta
	Versi     map[store.Key]int64
}

// LoadOPD loads an agency. Codes: NotFound; Internal for an item that can't be read.
func LoadOPD(ctx context.Context, st store.Store, opd string) (OPD, error) {
	tidakAda := fault.New(fault.NotFound, "Perangkat daerah", opd)
	if sakip.ValidasiID("opd", opd) != nil {
		return OPD{}, tidakAda // such an id could name another partition
	}
	snap, err := st.Load(ctx, store.OPD(opd))
	if err != nil {
		return OPD{}, fmt.Errorf("load agency %s: %w", opd, err)
	}
	o := OPD{Meta: snap.Meta, Versi: versi(snap)}
	if o.Versi[KeyProfil()] == 0 {
		return OPD{}, tidakAda
	}
	p := store.OPD(opd)
	for _, it := range snap.Items {
		switch it.Doc {
		case DocProfil:
			o.Profil, err = decode[wire.OPD](p, it)
		case DocRenstra:
			o.Renstra, err = decode[wire.Renstra](p, it)
		case DocKebijakan:
			var k sakip.Kebijakan
			k, err = decodeKebijakan(p, it)
			o.Kebijakan = append(o.Kebijakan, k)
		default:
			err = broken(p, it.Key, errUnknownDoc)
		}
		if err != nil {
			return OPD{}, err
		}
	}
	slices.SortStableFunc(o.Kebijakan, func(a, b sakip.Kebijakan) int { return a.Tahun - b.Tahun })
	return o, nil
}

// decodeKebijakan names the policy for print: its year and the Versi of its item.
func decodeKebijakan(p store.Partition, it store.Item) (sakip.Kebijakan, error) {
	k, err := decode[wire.Kebijakan](p, it)
	k.Versi = fmt.Sprintf("%d v%d", k.Tahun, it.Versi)
	return k, err
}

// LoadTahunSaja loads an agency-year with its agency but without the years before, which
// only results need: Data.Lalu is empty and Vector is not for results. Codes as LoadTahun.
func LoadTahunSaja(ctx context.Context, st store.Store, opd string, tahun int) (Tahun, error) {
	o, err := LoadOPD(ctx, st, opd)
	if err != nil {
		return Tahun{}, err
	}
	return tahunSaja(ctx, st, o, tahun)
}

// LoadTahun loads an agency-year with its agency and with what the five years before
// came to, as far as they lie in the Renstra's period. Each partition is read as one
// command left it; the Vector says which. Codes: NotFound for the agency and for a
// year that was never written; Internal for an item that can't be read.
func LoadTahun(ctx context.Context, st store.Store, opd string, tahun int) (Tahun, error) {
	o, err := LoadOPD(ctx, st, opd)
	if err != nil {
		return Tahun{}, err
	}
	return LoadTahunOPD(ctx, st, o, tahun)
}

// LoadTahunOPD is LoadTahun of an agency as it is given: as it lies there, or with what is
// about to be changed in it.
func LoadTahunOPD(ctx context.Context, st store.Store, o OPD, tahun int) (Tahun, error) {
	opd := o.Profil.ID
	t, err := tahunSaja(ctx, st, o, tahun)
	if err != nil {
		return Tahun{}, err
	}
	snaps := make([]store.Snapshot, tahunLalu)
	if err := bersama(tahunLalu, func(n int) (err error) {
		snaps[n], err = loadLalu(ctx, st, opd, o, tahun-tahunLalu+n)
		return err
	}); err != nil {
		return Tahun{}, err
	}
	for n, snap := range snaps {
		y := tahun - tahunLalu + n
		if snap.Meta.Versi > 0 {
			t.Vector.Lalu[y] = snap.Meta.Versi
		}
		if snap.Meta.Versi == 0 || !o.berlaku(y) {
			continue
		}
		d, err := dataTahun(snap, o, y)
		if err != nil {
			return Tahun{}, err
		}
		t.Data.Lalu = append(t.Data.Lalu, sakip.RealisasiTahun(d))
	}
	return t, nil
}

func tahunSaja(ctx context.Context, st store.Store, o OPD, tahun int) (Tahun, error) {
	opd := o.Profil.ID
	snap, err := st.Load(ctx, store.TahunOPD(opd, tahun))
	if err != nil {
		return Tahun{}, fmt.Errorf("load agency-year %s %d: %w", opd, tahun, err)
	}
	if snap.Meta.Versi == 0 {
		return Tahun{}, fault.New(fault.NotFound, "Tahun", strconv.Itoa(tahun))
	}
	t := Tahun{Meta: snap.Meta, MetaOPD: o.Meta, Versi: versi(snap),
		Vector: store.Vector{Tahun: snap.Meta.Versi, OPD: o.Meta.Versi, Lalu: map[int]int64{}, Mesin: sakip.VersiMesin}}
	if t.Data, err = dataTahun(snap, o, tahun); err != nil {
		return Tahun{}, err
	}
	t.Pengecualian, err = pengecualian(snap)
	return t, err
}

// pengecualian are the exceptions from the calendar, by their keys.
func pengecualian(s store.Snapshot) ([]sakip.Pengecualian, error) {
	var out []sakip.Pengecualian
	for _, it := range s.Items {
		if it.Doc != DocPengecualian {
			continue
		}
		if err := add[wire.Pengecualian](&out, s.Meta.Partition, it); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// berlaku tells whether what a year came to appears beside later ones: it lies in the
// Renstra's period, where there is a Renstra.
func (o OPD) berlaku(tahun int) bool {
	return o.Versi[KeyRenstra()] == 0 || tahun >= o.Renstra.TahunAwal && tahun <= o.Renstra.TahunAkhir
}

// loadLalu reads an earlier year, or of one that is not shown the state alone.
func loadLalu(ctx context.Context, st store.Store, opd string, o OPD, tahun int) (snap store.Snapshot, err error) {
	p := store.TahunOPD(opd, tahun)
	if o.berlaku(tahun) {
		snap, err = st.Load(ctx, p)
	} else {
		snap.Meta, err = st.Meta(ctx, p)
	}
	if err != nil {
		return snap, fmt.Errorf("load agency-year %s %d: %w", opd, tahun, err)
	}
	return snap, nil
}

// bersama does n things at once, as each waits for the table, and gives the first error
// in their order.
func bersama(n int, do func(n int) error) error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = do(i) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Vector is the vector that LoadTahun would have now, from the partitions' states
// alone. A partition that was never written counts as 0.
func Vector(ctx context.Context, st store.Store, opd string, tahun int) (store.Vector, error) {
	partitions := []store.Partition{store.OPD(opd), store.TahunOPD(opd, tahun)}
	for y := tahun - tahunLalu; y < tahun; y++ {
		partitions = append(partitions, store.TahunOPD(opd, y))
	}
	versi := make([]int64, len(partitions))
	if err := bersama(len(partitions), func(n int) error {
		m, err := st.Meta(ctx, partitions[n])
		if err != nil {
			return fmt.Errorf("state of %s: %w", partitions[n], err)
		}
		versi[n] = m.Versi
		return nil
	}); err != nil {
		return store.Vector{}, err
	}
	v := store.Vector{OPD: versi[0], Tahun: versi[1], Lalu: map[int]int64{}, Mesin: sakip.VersiMesin}
	for n, y := range versi[2:] {
		if y > 0 {
			v.Lalu[tahun-tahunLalu+n] = y
		}
	}
	return v, nil
}

func versi(s store.Snapshot) map[store.Key]int64 {
	out := make(map[store.Key]int64, len(s.Items))
	for _, it := range s.Items {
		out[it.Key] = it.Versi
	}
	return out
}

// dataTahun is an agency-year without its earlier years. Lists are in an order that
// does not depend on that of the items.
func dataTahun(s store.Snapshot, o OPD, tahun int) (sakip.DataTahun, error) {
	d := sakip.DataTahun{OPD: o.Profil, Tahun: tahun, Renstra: o.Renstra, Kebijakan: sakip.KebijakanBerlaku(o.Kebijakan, tahun)}
	p := s.Meta.Partition
	baris := map[string][]barisUrut{}
	for _, it := range s.Items {
		var err error
		switch it.Doc {
		case DocIndikator:
			err = add[wire.Indikator](&d.Indikator, p, it)
		case DocPerjanjian:
			err = add[wire.Perjanjian](&d.Perjanjian, p, it)
		case DocRencanaAksi:
			err = add[wire.RencanaAksi](&d.RencanaAksi, p, it)
		case DocRealisasi:
			err = add[realisasiItem](&d.Realisasi, p, it)
		case DocRealisasiAnggaran:
			err = add[wire.RealisasiAnggaran](&d.RealisasiAnggaran, p, it)
		case DocPembanding:
			err = add[wire.TabelPembanding](&d.Pembanding, p, it)
		case DocFakta:
			err = add[wire.Fakta](&d.Fakta, p, it)
		case DocRekomendasi:
			err = add[wire.Rekomendasi](&d.Rekomendasi, p, it)
		case DocNarasi:
			err = add[wire.Narasi](&d.Narasi, p, it)
		case DocPenerimaan:
			err = add[wire.Penerimaan](&d.Penerimaan, p, it)
		case DocPengecualian, DocSurat: // no results follow from them
		default:
			err = addAnggaran(&d.Anggaran, baris, p, it)
		}
		if err != nil {
			return d, err
		}
	}
	for i, v := range d.Anggaran {
		d.Anggaran[i].Baris = urutBaris(baris[v.Versi])
		delete(baris, v.Versi)
	}
	for v := range baris {
		return d, broken(p, KeyAnggaranKepala(v), errNoHead)
	}
	urutkan(&d)
	return d, nil
}

func add[W shape[D], D any](into *[]D, p store.Partition, it store.Item) error {
	d, err := decode[W](p, it)
	*into = append(*into, d)
	return err
}

func addAnggaran(into *[]sakip.VersiAnggaran, baris map[string][]barisUrut, p store.Partition, it store.Item) error {
	v, ok := strings.CutPrefix(it.Doc, docAnggaran)
	switch {
	case ok && it.Row == rowKepala:
		return add[wire.VersiAnggaran](into, p, it)
	case ok && strings.HasPrefix(it.Row, rowBaris):
		b, err := decode[barisItem](p, it)
		baris[v] = append(baris[v], b)
		return err
	}
	return broken(p, it.Key, errUnknownDoc)
}
