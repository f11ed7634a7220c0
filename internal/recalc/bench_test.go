package recalc_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
	"capaian/internal/wire"
)

// BenchmarkRecompute computes one agency-year among more and more agencies in the
// table: what it costs must not depend on how many others there are.
func BenchmarkRecompute(b *testing.B) {
	for _, n := range []int{1, 1_000, 10_000} {
		b.Run(fmt.Sprintf("agencies=%d", n), func(b *testing.B) {
			st, err := embedded.Open(b.TempDir(), embedded.Options{NoSync: true})
			if err != nil {
				b.Fatal(err)
			}
			defer st.Close()
			// The same agency is measured whatever n is; the others are twenty, over and
			// over under names of their own.
			opd := sample.GenerateOne(3, 0).Profil.ID
			var others []sample.Agency
			for i := range min(n, 21) {
				others = append(others, sample.GenerateOne(3, i))
			}
			isi(b, st, others[0])
			for i := 1; i < n; i++ {
				o := others[1+i%(len(others)-1)]
				o.Profil.ID = fmt.Sprintf("lain-%05d", i)
				o.Tahun = o.Tahun[len(o.Tahun)-1:]
				isi(b, st, o)
			}
			e := recalc.New(st, st, &ulang{}, time.Now, slog.New(slog.DiscardHandler))
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if err := e.Recompute(b.Context(), opd, sample.TahunUji); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// isi puts an agency into the table without the checks of the services.
func isi(b *testing.B, st store.Store, a sample.Agency) {
	b.Helper()
	ctx := context.Background()
	audit := store.Audit{Waktu: time.Unix(1_700_000_000, 0), Perintah: "Isi"}
	index := store.IndexOPD(a.Profil.Kabupaten)
	writes := []store.Write{{Key: record.KeyProfil(), Data: record.Encode(wire.FromOPD(a.Profil))},
		{Key: record.KeyRenstra(), Data: record.Encode(wire.FromRenstra(a.Renstra))}}
	for _, k := range a.Kebijakan {
		writes = append(writes, store.Write{Key: record.KeyKebijakan(k.Tahun), Data: record.Encode(wire.FromKebijakan(k))})
	}
	if _, err := st.Do(ctx, store.Command{Partition: store.OPD(a.Profil.ID), Writes: writes, Audit: audit, Index: &index}); err != nil {
		b.Fatal(err)
	}
	for _, d := range a.Tahun {
		p, years := store.TahunOPD(a.Profil.ID, d.Tahun), store.IndexTahun(a.Profil.ID)
		var switches []store.Switch
		for doc, rows := range record.Rows(d) {
			if err := st.Stage(ctx, p, doc, "1", rows); err != nil {
				b.Fatal(err)
			}
			switches = append(switches, store.Switch{Doc: doc, From: store.InitialRev, To: "1"})
		}
		if _, err := st.Do(ctx, store.Command{Partition: p, Switches: switches, Audit: audit, Index: &years}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHitung is the engine alone: four quarters of one agency-year.
func BenchmarkHitung(b *testing.B) {
	a := sample.GenerateOne(3, 0)
	d := a.Tahun[len(a.Tahun)-1]
	b.ReportAllocs()
	for range b.N {
		for tw := 1; tw <= 4; tw++ {
			sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw})
		}
	}
}
