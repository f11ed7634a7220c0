package service_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
)

// rusak answers entries that somebody tampered with.
type rusak struct {
	store.Store
	ubah func([]store.Entry) []store.Entry
}

func (r rusak) Entries(ctx context.Context, p store.Partition, after int64, limit int) ([]store.Entry, error) {
	all, err := r.Store.Entries(ctx, p, 0, 1<<30)
	if err != nil {
		return nil, err
	}
	var out []store.Entry
	for _, e := range r.ubah(all) {
		if e.Seq > after && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func TestVerifyAuditFindsTampering(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	for n := range 250 { // more than one page
		_, err := e.PutNarasi(ctx, r, opd, tahun, sakip.Narasi{Bagian: "bab4.upaya", Isi: string(rune('a' + n%26))}, versiNarasi(n))
		kode(t, "narasi", err, "")
	}
	who := e.As(t, "inspektorat-contoh").Orang
	want := meta(t, e.Embedded, p).Versi
	for _, c := range []struct {
		name  string
		putus int64 // the first entry that is not whole; 0 for a whole chain
		ubah  func([]store.Entry) []store.Entry
	}{
		{"as written", 0, func(e []store.Entry) []store.Entry { return e }},
		{"a value changed", 121, func(e []store.Entry) []store.Entry { e[120].Baru = []byte(`{}`); return e }},
		{"an actor changed", 4, func(e []store.Entry) []store.Entry { e[3].Pelaku.Sub = "lain"; return e }},
		{"a time changed", 4, func(e []store.Entry) []store.Entry { e[3].Waktu = e[3].Waktu.AddDate(0, 0, 1); return e }},
		{"an entry taken out", 51, func(e []store.Entry) []store.Entry { return slices.Delete(e, 50, 51) }},
		{"two entries exchanged", 8, func(e []store.Entry) []store.Entry { e[7], e[8] = e[8], e[7]; return e }},
		{"two values exchanged", 8, func(e []store.Entry) []store.Entry { e[7].Baru, e[8].Baru = e[8].Baru, e[7].Baru; return e }},
		{"the last taken off", want, func(e []store.Entry) []store.Entry { return e[:len(e)-1] }},
		{"the last sealed anew with another value", want, func(e []store.Entry) []store.Entry {
			last := len(e) - 1
			e[last].Baru = []byte(`{}`)
			e[last] = store.Seal(e[last].Partition, e[last].Audit, e[last].Seq, e[last].Prev)
			return e
		}},
		{"everything gone", 1, func([]store.Entry) []store.Entry { return nil }},
		{"written after META was read", 0, func(e []store.Entry) []store.Entry {
			last := e[len(e)-1]
			return append(e, store.Seal(last.Partition, last.Audit, last.Seq+1, last.Hash))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := diAtas(e, rusak{e.Embedded, c.ubah})
			v, err := s.VerifyAudit(ctx, who, opd, tahun)
			kode(t, "verify", err, "")
			if v.Utuh != (c.putus == 0) || v.Putus != c.putus || v.Utuh != (v.Galat == "") || v.Utuh && v.Banyak != want {
				t.Errorf("got %+v, want the first broken %d of %d", v, c.putus, want)
			}
		})
	}
	list, err := e.Audit(ctx, who, opd, tahun, want-3, 2)
	if err != nil || len(list) != 2 || list[0].Seq != want-2 {
		t.Errorf("page: got %d entries, %v, want two from %d on", len(list), err, want-2)
	}
}

// versiNarasi is what the nth change of one text has seen: META was 1 before the first.
func versiNarasi(n int) int64 {
	if n == 0 {
		return 0
	}
	return int64(n) + 1
}

// Whatever is done, every chain that it touched is whole.
func TestEveryChainIsWhole(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	for name, do := range perintah(t, e) {
		if _, err := do(e.Service, r); err != nil && fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	l := mintaLaporan(t, e, r, sakip.HTML)
	selesaikan(t, e, l, "laporan/a.html")
	token, _, err := e.CreateTautan(ctx, r, opd, tahun, l.ID, 7*24*time.Hour)
	kode(t, "link", err, "")
	_, err = e.OpenTautan(ctx, token, "uji")
	kode(t, "download", err, "")
	for _, p := range semuaPartisi(t, e) {
		utuh(t, e.Embedded, p)
	}
	v, err := e.VerifyAudit(ctx, e.As(t, "admin-contoh").Orang, opd, 0)
	if err != nil || !v.Utuh || v.Banyak == 0 {
		t.Errorf("the agency's own chain: got %+v, %v", v, err)
	}
}

// semuaPartisi are the partitions that were ever written.
func semuaPartisi(t *testing.T, e *servicetest.Env) []store.Partition {
	t.Helper()
	changes, err := e.Embedded.Changes(ctx, 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[store.Partition]bool{}
	var out []store.Partition
	for _, c := range changes {
		if !seen[c.Partition] {
			seen[c.Partition] = true
			out = append(out, c.Partition)
		}
	}
	return out
}

// A table that fills an item can be changed: its audit entry, which has both values, keeps
// their size and SHA-256.
func TestLongValuesAreAuditedByTheirHash(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "verifikator-contoh")
	tabel := func(rows int, judul string) sakip.TabelPembanding {
		tp := sakip.TabelPembanding{ID: "besar", Judul: judul, Sumber: "uji", Kolom: []sakip.KolomPembanding{{ID: "a", Nama: "A", Satuan: "orang"}}}
		for n := range rows {
			tp.Baris = append(tp.Baris, sakip.BarisPembanding{Nama: fmt.Sprintf("Desa %04d %s", n, strings.Repeat("x", 100)), Jenis: "desa",
				Nilai: map[string]decimal.Decimal{"a": decimal.NewFromInt(int64(n))}})
		}
		return tp
	}
	v, err := e.PutPembanding(t.Context(), r, opd, tahun, tabel(2000, "Lama"), 0)
	kode(t, "first", err, "")
	v2, err := e.PutPembanding(t.Context(), r, opd, tahun, tabel(2000, "Baru"), v)
	kode(t, "second", err, "")
	entries, err := e.Audit(t.Context(), e.As(t, "inspektorat-contoh").Orang, opd, tahun, v-1, 2)
	if err != nil || len(entries) != 2 || entries[1].Seq != v2 {
		t.Fatalf("entries: got %d, %v, want those of both changes", len(entries), err)
	}
	sum := sha256.Sum256(entries[0].Baru)
	want := fmt.Sprintf(`{"banyak":1,"byte":%d,"sha256":"%x"}`, len(entries[0].Baru), sum)
	if len(entries[0].Baru) < store.MaxItem/2 || string(entries[1].Lama) != want {
		t.Errorf("old value: got %.80s, want %s", entries[1].Lama, want)
	}
	got, err := e.VerifyAudit(t.Context(), e.As(t, "inspektorat-contoh").Orang, opd, tahun)
	if err != nil || !got.Utuh {
		t.Errorf("chain: got %+v, %v, want it whole", got, err)
	}
	// What is too long for an item is refused with a reason.
	_, err = e.PutPembanding(t.Context(), r, opd, tahun, tabel(4000, "Terlalu besar"), v2)
	kode(t, "too long", err, fault.TooLarge)
}
