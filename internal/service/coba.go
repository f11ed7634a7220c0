package service

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// Tinjauan is what a change would do to the review of a year at the end of a quarter.
type Tinjauan struct {
	review.Dampak
	Triwulan int
	Diterima map[string]sakip.Penerimaan // by the ids of findings that were accepted before
}

// Coba makes changes that nobody will see, with the very methods that save them, and tells
// what they would do to the review of a year at its end. Whoever may not make them is
// refused as they would be, and so is what would not be saved. Nothing is written.
func (s *Service) Coba(ctx context.Context, o sakip.Orang, opd string, tahun int, do func(*Service) error) (Tinjauan, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return Tinjauan{}, err
	}
	st := &tokoCoba{Store: s.Store, keadaan: map[store.Partition]store.Snapshot{}, disiapkan: map[[3]string][]store.Row{}}
	lama, err := record.LoadTahun(ctx, st, opd, tahun)
	if err != nil {
		return Tinjauan{}, err
	}
	if err := do(&Service{Store: st, Clock: s.Clock, ID: s.ID, Token: s.Token, Secret: s.Secret}); err != nil {
		return Tinjauan{}, err
	}
	baru, err := record.LoadTahun(ctx, st, opd, tahun)
	if err != nil {
		return Tinjauan{}, err
	}
	akhir := sakip.Periode{Tahun: tahun, Triwulan: 4}
	return bandingkanTinjauan(lama.Data, baru.Data, sakip.Hitung(lama.Data, akhir), sakip.Hitung(baru.Data, akhir)), nil
}

// bandingkanTinjauan tells the review of one state of a year from that of another, each with
// its results, but for what is about files.
func bandingkanTinjauan(lama, baru sakip.DataTahun, hLama, hBaru sakip.Hasil) Tinjauan {
	kini := review.Tinjau(baru, hBaru, nil, baca.DariNarasi)
	return Tinjauan{review.Bandingkan(review.Tinjau(lama, hLama, nil, baca.DariNarasi).Temuan, kini.Temuan), hBaru.Periode.Triwulan, kini.Diterima}
}

// tokoCoba is the table with changes that lie in this process alone. Each partition is read
// once, so that all of a trial sees one state.
type tokoCoba struct {
	store.Store // is read, never written

	mu        sync.Mutex
	keadaan   map[store.Partition]store.Snapshot
	disiapkan map[[3]string][]store.Row // staged rows by partition, document and revision
}

func (t *tokoCoba) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	t.mu.Lock()
	s, ada := t.keadaan[p]
	t.mu.Unlock()
	if ada {
		return s, nil
	}
	s, err := t.Store.Load(ctx, p)
	if err != nil {
		return s, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if lain, ada := t.keadaan[p]; ada {
		return lain, nil
	}
	t.keadaan[p] = s
	return s, nil
}

func (t *tokoCoba) Meta(ctx context.Context, p store.Partition) (store.Meta, error) {
	s, err := t.Load(ctx, p)
	return s.Meta, err
}

func (t *tokoCoba) Get(ctx context.Context, p store.Partition, k store.Key) (store.Item, error) {
	s, err := t.Load(ctx, p)
	if err != nil {
		return store.Item{}, err
	}
	n, ada := cariItem(s.Items, k)
	if !ada {
		return store.Item{}, fault.New(fault.NotFound, "baris", k.Doc+"#"+k.Row)
	}
	return s.Items[n], nil
}

// cariItem finds a key among items in their order.
func cariItem(list []store.Item, k store.Key) (int, bool) {
	return slices.BinarySearchFunc(list, k, func(i store.Item, k store.Key) int {
		return cmp.Or(cmp.Compare(i.Doc, k.Doc), cmp.Compare(i.Row, k.Row))
	})
}

// Do holds a command to its conditions as the table does and keeps what it leaves. What it
// was decided on cannot have moved: a trial sees one state.
func (t *tokoCoba) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if err := store.CheckCommand(c); err != nil {
		return store.Result{}, err
	}
	s, err := t.Load(ctx, c.Partition)
	if err != nil {
		return store.Result{}, err
	}
	for _, w := range c.Writes {
		kini := store.Item{Key: w.Key}
		if n, ada := cariItem(s.Items, w.Key); ada {
			kini = s.Items[n]
		}
		if kini.Versi == w.Versi {
			continue
		}
		code := fault.Conflict
		if w.Versi == 0 {
			code = fault.Exists
		}
		return store.Result{}, &fault.Error{Code: code, Args: []string{"baris", w.Key.Doc + "#" + w.Key.Row}, Data: kini}
	}
	versi := s.Meta.Versi + 1
	baru := map[store.Key]*store.Item{} // nil is deleted
	items := slices.DeleteFunc(slices.Clone(s.Items), func(i store.Item) bool {
		return slices.ContainsFunc(c.Switches, func(x store.Switch) bool { return x.Doc == i.Doc })
	})
	for _, x := range c.Switches {
		for _, r := range t.disiapkan[[3]string{string(c.Partition), x.Doc, x.To}] {
			k := store.Key{Doc: x.Doc, Row: r.Row}
			baru[k] = &store.Item{Key: k, Versi: versi, Data: r.Data}
		}
	}
	for _, w := range c.Writes {
		baru[w.Key] = nil
		if !w.Delete {
			baru[w.Key] = &store.Item{Key: w.Key, Versi: versi, Data: w.Data}
		}
	}
	for k, i := range baru {
		n, ada := cariItem(items, k)
		switch {
		case ada && i == nil:
			items = slices.Delete(items, n, n+1)
		case ada:
			items[n] = *i
		case i != nil:
			items = slices.Insert(items, n, *i)
		}
	}
	s.Meta.Versi, s.Items = versi, items
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keadaan[c.Partition] = s
	return store.Result{Meta: versi}, nil
}

// Stage keeps rows for the command that switches them.
func (t *tokoCoba) Stage(_ context.Context, p store.Partition, doc, rev string, rows []store.Row) error {
	k := [3]string{string(p), doc, rev}
	t.disiapkan[k] = append(t.disiapkan[k], rows...)
	return nil
}

// Sweep removes nothing, as nothing was left.
func (t *tokoCoba) Sweep(context.Context, store.Partition, time.Time, func(doc, rev string) bool) (int, error) {
	return 0, nil
}

// Replay knows of no request: a trial is no repeat of what was saved.
func (t *tokoCoba) Replay(context.Context, string, string, time.Time) (store.Result, bool, error) {
	return store.Result{}, false, nil
}
