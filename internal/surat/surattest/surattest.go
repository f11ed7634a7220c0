// Package surattest is the contract of surat.Pengirim, run on each implementation.
package surattest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"capaian/internal/surat"
)

// Buka opens an implementation; terima reads what left through it, in any order.
type Buka func(t *testing.T) (p surat.Pengirim, terima func() []surat.Pesan)

// Run holds an implementation to the contract.
func Run(t *testing.T, buka Buka) {
	t.Run("arrives as it was sent", func(t *testing.T) {
		p, terima := buka(t)
		for _, m := range []surat.Pesan{
			{Untuk: "siti@contoh.go.id", Perihal: "Angka dikembalikan", Isi: "Yth. Siti,\n\nsatu baris.\n"},
			{Untuk: "budi@contoh.go.id", Perihal: "Triwulan III – “é” dan 漢字 yang panjang sekali sampai melewati satu baris kepala surat biasa", Isi: "é = 漢字\n.\n. titik di awal\nFrom dini hari\n" + strings.Repeat("panjang ", 400)},
			{Untuk: "a+b@contoh.go.id", Perihal: "Perihal: dengan titik dua", Isi: "spasi di akhir \n\ttab\n"},
		} {
			if err := p.Kirim(context.Background(), m); err != nil {
				t.Fatalf("send to %s: %v", m.Untuk, err)
			}
			if !slices.Contains(terima(), m) {
				t.Errorf("got %q, want %q among them", terima(), m)
			}
		}
		if n := len(terima()); n != 3 {
			t.Errorf("got %d messages, want 3", n)
		}
	})
	t.Run("refuses what is no message", func(t *testing.T) {
		p, terima := buka(t)
		for name, m := range map[string]surat.Pesan{
			"no address":        {Untuk: "siti", Perihal: "p", Isi: "i"},
			"a name with it":    {Untuk: "Siti <siti@contoh.go.id>", Perihal: "p", Isi: "i"},
			"two addresses":     {Untuk: "a@contoh.go.id, b@contoh.go.id", Perihal: "p", Isi: "i"},
			"a header within":   {Untuk: "siti@contoh.go.id\r\nBcc: b@contoh.go.id", Perihal: "p", Isi: "i"},
			"a second subject":  {Untuk: "siti@contoh.go.id", Perihal: "p\nBcc: b@contoh.go.id", Isi: "i"},
			"no subject":        {Untuk: "siti@contoh.go.id", Isi: "i"},
			"no text":           {Untuk: "siti@contoh.go.id", Perihal: "p"},
			"text that is none": {Untuk: "siti@contoh.go.id", Perihal: "p", Isi: "\xff"},
		} {
			if err := p.Kirim(context.Background(), m); !errors.Is(err, surat.ErrDitolak) || strings.Contains(fmt.Sprint(err), "siti") {
				t.Errorf("%s: got %v, want ErrDitolak without the address", name, err)
			}
		}
		if got := terima(); len(got) != 0 {
			t.Errorf("got %q, want nothing sent", got)
		}
	})
	t.Run("does nothing once its time is over", func(t *testing.T) {
		p, terima := buka(t)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := p.Kirim(ctx, surat.Pesan{Untuk: "siti@contoh.go.id", Perihal: "p", Isi: "i"}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the end of the context", err)
		}
		if got := terima(); len(got) != 0 {
			t.Errorf("got %q, want nothing sent", got)
		}
	})
	t.Run("many at once", func(t *testing.T) {
		p, terima := buka(t)
		var wg sync.WaitGroup
		for n := range 20 {
			wg.Go(func() {
				if err := p.Kirim(context.Background(), surat.Pesan{Untuk: fmt.Sprintf("u%d@contoh.go.id", n), Perihal: "p", Isi: fmt.Sprint(n)}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := len(terima()); n != 20 {
			t.Errorf("got %d messages, want 20", n)
		}
	})
}
