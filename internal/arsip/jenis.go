package arsip

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// lingkup is whose partitions are meant.
type lingkup struct{ opd, kab string }

// jenis is one kind of partition that an agency owns.
type jenis struct {
	index func(l lingkup) string                  // where its partitions are listed
	kunci func(l lingkup, p store.Partition) bool // whether a key may be the agency's
	// milik tells whether a partition whose key may be the agency's is, by what its records
	// say. One that is the agency's and says what it can't is an error.
	milik func(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error)
}

// semuaJenis is every kind, in the order in which they are read and brought in. A link
// comes before its report, so that nobody makes it anew; what is published comes after the
// reports that say so, and where its files are found after that, for each is read while
// people go on; the agency itself comes last, for without it nobody sees the others.
var semuaJenis = []jenis{
	{func(l lingkup) string { return store.IndexTautan(l.opd) }, kunciTautan, milikTautan},
	{func(l lingkup) string { return store.IndexLaporan(l.kab) }, tahunan(store.ParseLaporan), milikLaporan},
	{func(l lingkup) string { return store.IndexBukti(l.opd) }, tahunan(store.ParseBukti), milikBukti},
	{func(l lingkup) string { return store.IndexLKE(l.opd) }, tahunan(store.ParseLKE), milikLKE},
	{func(l lingkup) string { return store.IndexTerbit(l.kab) }, func(l lingkup, p store.Partition) bool { return p == store.Terbitan(l.opd) }, milikTerbitan},
	{func(l lingkup) string { return store.IndexHash(l.opd) }, kunciHash, milikHash},
	{func(l lingkup) string { return store.IndexTahun(l.opd) }, tahunan(store.ParseOPD), selalu},
	{func(l lingkup) string { return store.IndexOrang(l.kab) }, kunciOrang, milikOrang},
	{func(l lingkup) string { return store.IndexOPD(l.kab) }, func(l lingkup, p store.Partition) bool { return p == store.OPD(l.opd) }, milikOPD},
}

// namaObjek is which fields of a document's records name an object; "berkas" are the
// objects of a list.
var namaObjek = map[string][]string{
	record.DocLaporan:  {"objek", "cuplikan"},
	record.DocTautan:   {"objek"},
	record.DocBukti:    {"objek"},
	record.DocTerbitan: {"berkas"},
}

// jenisDari finds the kind of a key.
func jenisDari(l lingkup, p store.Partition) (urut int, ok bool) {
	urut = slices.IndexFunc(semuaJenis, func(j jenis) bool { return j.kunci(l, p) })
	return urut, urut >= 0
}

// urutPartisi puts partitions in the order of their kinds.
func urutPartisi(l lingkup, list []store.Partition) {
	slices.SortFunc(list, func(a, b store.Partition) int {
		i, _ := jenisDari(l, a)
		j, _ := jenisDari(l, b)
		return cmp.Or(i-j, cmp.Compare(a, b))
	})
}

// tahunan is the key of a kind that an agency has one of a year.
func tahunan(parse func(store.Partition) (string, int, bool)) func(lingkup, store.Partition) bool {
	return func(l lingkup, p store.Partition) bool {
		opd, tahun, ok := parse(p)
		return ok && opd == l.opd && sakip.ValidasiTahun("tahun", tahun) == nil && strings.HasSuffix(string(p), fmt.Sprintf("#T#%04d", tahun))
	}
}

func selalu(context.Context, store.Store, lingkup, store.Partition) (bool, error) { return true, nil }

var (
	polaTautan = regexp.MustCompile(`^TAUTAN#[0-9a-f]{64}$`)
	polaHash   = regexp.MustCompile(`^HASH#[0-9a-f]{64}$`)
)

func kunciTautan(_ lingkup, p store.Partition) bool { return polaTautan.MatchString(string(p)) }

func kunciHash(_ lingkup, p store.Partition) bool { return polaHash.MatchString(string(p)) }

func kunciOrang(_ lingkup, p store.Partition) bool {
	sub, ok := store.ParseOrang(p)
	return ok && sakip.ValidasiID("sub", sub) == nil
}

func milikTautan(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	hash := strings.TrimPrefix(string(p), "TAUTAN#")
	t, _, err := record.Tautan(ctx, st, hash)
	return true, harus(err, p, t.OPD == l.opd && t.Hash == hash)
}

func milikLaporan(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	opd, tahun, _ := store.ParseLaporan(p)
	list, err := record.LoadLaporan(ctx, st, opd, tahun)
	return true, harus(err, p, !slices.ContainsFunc(list, func(r sakip.Laporan) bool { return r.OPD != l.opd || r.Tahun != tahun }))
}

func milikBukti(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	opd, tahun, _ := store.ParseBukti(p)
	list, err := record.LoadBukti(ctx, st, opd, tahun)
	return true, harus(err, p, !slices.ContainsFunc(list, func(b sakip.Bukti) bool { return b.OPD != l.opd || b.Tahun != tahun }))
}

func milikLKE(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	opd, tahun, _ := store.ParseLKE(p)
	k, err := record.LoadLKE(ctx, st, opd, tahun)
	return true, harus(err, p, k.OPD == l.opd && k.Tahun == tahun)
}

func milikTerbitan(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	list, err := record.LoadTerbitan(ctx, st, l.opd)
	if err != nil {
		return true, err
	}
	d, _, err := record.DaftarTerbitan(ctx, st, l.opd)
	lain := slices.ContainsFunc(list, func(t sakip.Terbitan) bool { return t.OPD != l.opd || t.Kabupaten != l.kab })
	return true, harus(err, p, !lain && d.OPD == l.opd && d.Kabupaten == l.kab)
}

func milikHash(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	hash, _ := store.ParseHash(p)
	list, err := record.LoadBerkas(ctx, st, hash)
	return true, harus(err, p, !slices.ContainsFunc(list, func(b sakip.BerkasDikenal) bool { return b.OPD != l.opd || b.SHA256 != hash }))
}

// diterbitkan is the keys of the objects of published reports, which lie where nobody can
// change them as well.
func diterbitkan(ctx context.Context, s store.Snapshot) (keys []string, err error) {
	if _, ok := store.ParseTerbitan(s.Meta.Partition); ok {
		return objekDari(s)
	}
	opd, tahun, ok := store.ParseLaporan(s.Meta.Partition)
	if !ok {
		return nil, nil
	}
	list, err := record.LoadLaporan(ctx, satu{snap: s}, opd, tahun)
	for _, l := range list {
		if !l.Diterbitkan.IsZero() {
			keys = append(keys, l.Objek, l.Cuplikan)
		}
	}
	return keys, err
}

// milikOrang also keeps out, by Validasi, who would have a right over a whole kabupaten.
func milikOrang(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	sub, _ := store.ParseOrang(p)
	o, _, err := record.Orang(ctx, st, sub)
	if err == nil && o.OPD != l.opd {
		return false, nil
	}
	return true, harus(err, p, o.Validasi() == nil && o.Sub == sub && o.Kabupaten == l.kab)
}

func milikOPD(ctx context.Context, st store.Store, l lingkup, p store.Partition) (bool, error) {
	o, _, err := record.Profil(ctx, st, l.opd)
	return true, harus(err, p, o.Validasi() == nil && o.ID == l.opd && o.Kabupaten == l.kab)
}

// harus is the fault of a partition whose records are not what its key says.
func harus(err error, p store.Partition, benar bool) error {
	if err == nil && !benar {
		err = fault.Wrap(fault.Internal, fmt.Errorf("records of %s are not what its key says", p))
	}
	return err
}

// satu answers the readers of package record from one snapshot.
type satu struct {
	store.Store // nil: they need no more than this
	snap        store.Snapshot
}

// Load implements store.Store.
func (s satu) Load(context.Context, store.Partition) (store.Snapshot, error) { return s.snap, nil }

// Get implements store.Store.
func (s satu) Get(_ context.Context, _ store.Partition, k store.Key) (store.Item, error) {
	for _, i := range s.snap.Items {
		if i.Key == k {
			return i, nil
		}
	}
	return store.Item{}, fault.New(fault.NotFound, "baris", k.Doc+"#"+k.Row)
}

// milik tells whether a partition is the agency's own.
func milik(ctx context.Context, l lingkup, urut int, s store.Snapshot) (bool, error) {
	return semuaJenis[urut].milik(ctx, satu{snap: s}, l, s.Meta.Partition)
}

// objekDari is the keys of the objects that a partition's records name.
func objekDari(s store.Snapshot) ([]string, error) {
	var out []string
	for _, i := range s.Items {
		fields := namaObjek[i.Doc]
		if len(fields) == 0 {
			continue
		}
		var data map[string]json.RawMessage
		if err := json.Unmarshal(i.Data, &data); err != nil {
			return nil, fault.Wrap(fault.Internal, fmt.Errorf("item %s#%s of %s: %w", i.Doc, i.Row, s.Meta.Partition, err))
		}
		for _, f := range fields {
			keys, err := objekIsian(f, data[f])
			if err != nil {
				return nil, fault.Wrap(fault.Internal, fmt.Errorf("item %s#%s of %s, %s: %w", i.Doc, i.Row, s.Meta.Partition, f, err))
			}
			out = append(out, keys...)
		}
	}
	return out, nil
}

// objekIsian is the keys that a field names.
func objekIsian(nama string, raw json.RawMessage) (keys []string, err error) {
	if raw == nil {
		return nil, nil
	}
	if nama == "berkas" {
		var list []struct{ Objek string }
		err = json.Unmarshal(raw, &list)
		for _, b := range list {
			keys = append(keys, b.Objek)
		}
	} else {
		var key string
		err = json.Unmarshal(raw, &key)
		keys = []string{key}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" }), err
}

// objekMilik tells whether an object's key, <kind>/<opd>/…, is the agency's.
func objekMilik(l lingkup, key string) bool {
	parts := strings.Split(key, "/")
	return objects.CheckKey(key) == nil && len(parts) > 2 && parts[1] == l.opd
}
