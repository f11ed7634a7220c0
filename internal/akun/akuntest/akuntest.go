// Package akuntest is the contract of akun.Akun, run on every implementation.
package akuntest

import (
	"context"
	"sync"
	"testing"

	"capaian/internal/akun"
	"capaian/internal/sakip"
)

// Run holds an implementation without accounts to the contract.
func Run(t *testing.T, a akun.Akun) {
	ctx := context.Background()
	create := func(t *testing.T, surel string) string {
		t.Helper()
		sub, err := a.Create(ctx, surel)
		if err != nil {
			t.Fatalf("%s: %v", surel, err)
		}
		if err := sakip.ValidasiID("sub", sub); err != nil {
			t.Errorf("%s: sub %q is no id: %v", surel, sub, err)
		}
		return sub
	}
	t.Run("an address has one account", func(t *testing.T) {
		siti, budi := create(t, "siti@contoh.go.id"), create(t, "budi@contoh.go.id")
		if siti == budi {
			t.Errorf("two addresses got one account %q", siti)
		}
		for _, again := range []string{"siti@contoh.go.id", "Siti@Contoh.go.id"} {
			if got := create(t, again); got != siti {
				t.Errorf("%s again: got %q, want %q", again, got, siti)
			}
		}
		if other := create(t, "siti@lain.go.id"); other == siti {
			t.Errorf("the same name elsewhere got the same account %q", siti)
		}
	})
	t.Run("odd addresses", func(t *testing.T) {
		for _, surel := range []string{"_.@contoh.go.id", "o'neil+sakip@contoh.go.id", "nama.yang.panjang.sekali.dari.sebuah.bidang.dan.seksi@contoh.go.id"} {
			create(t, surel)
		}
	})
	t.Run("made at the same time", func(t *testing.T) {
		var wg sync.WaitGroup
		got := make([]string, 4)
		for i := range got {
			wg.Go(func() { got[i], _ = a.Create(ctx, "serentak@contoh.go.id") })
		}
		wg.Wait()
		want := create(t, "serentak@contoh.go.id")
		for _, sub := range got {
			if sub != want {
				t.Errorf("got %q, want %q", sub, want)
			}
		}
	})
	t.Run("switched off and on, each as often as one likes", func(t *testing.T) {
		sub := create(t, "ani@contoh.go.id")
		for _, aktif := range []bool{false, false, true, true} {
			if err := a.SetActive(ctx, sub, aktif); err != nil {
				t.Errorf("active %v: %v", aktif, err)
			}
		}
		if got := create(t, "ani@contoh.go.id"); got != sub {
			t.Errorf("found again: got %q, want %q", got, sub)
		}
	})
	t.Run("somebody without an account is switched without a fault", func(t *testing.T) {
		for _, aktif := range []bool{false, true} {
			if err := a.SetActive(ctx, "bukan-dari-sini", aktif); err != nil {
				t.Errorf("active %v: %v", aktif, err)
			}
		}
	})
	t.Run("a new password", func(t *testing.T) {
		sub := create(t, "sandi@contoh.go.id")
		for range 2 {
			if err := a.ResetPassword(ctx, sub); err != nil {
				t.Error(err)
			}
		}
	})
}
