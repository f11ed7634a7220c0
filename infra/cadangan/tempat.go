package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"capaian/internal/app"
	"capaian/internal/arsip"
	"capaian/internal/fault"
	"capaian/internal/objects/dir"
	"capaian/internal/objects/s3"
	"capaian/internal/store/dynamo"
	"capaian/internal/store/embedded"
)

// tempat is an opened store with its objects.
type tempat struct {
	arsip.Tujuan
	close func() error
}

// buka opens "lokal:<folder>", the data of a local machine, or "aws", what the
// environment names. Only when it is to be written a folder may be new.
func buka(ctx context.Context, nama string, tulis bool) (tempat, error) {
	if folder, ok := strings.CutPrefix(nama, "lokal:"); ok && folder != "" {
		return lokal(folder, tulis)
	}
	if nama != "aws" {
		return tempat{}, fmt.Errorf("tempat %q tidak dikenal: tulis lokal:<folder> atau aws", nama)
	}
	c, err := app.Read(os.Getenv)
	if err == nil {
		names := []string{"CAPAIAN_TABEL_KINERJA", "CAPAIAN_BUCKET"}
		if tulis { // what is exported lies in the first bucket as well
			names = append(names, "CAPAIAN_TERBIT")
		}
		err = c.Require(names...)
	}
	if err != nil {
		return tempat{}, err
	}
	st, err := dynamo.Open(ctx, dynamo.Options{Kinerja: c.Kinerja})
	if err != nil {
		return tempat{}, err
	}
	b, err := s3.Open(ctx, c.Bucket)
	if err != nil {
		return tempat{}, err
	}
	terbit, err := s3.Open(ctx, c.Terbit)
	return tempat{arsip.Tujuan{Store: st, Restorer: st, Objects: b, Terbit: terbit}, func() error { return nil }}, err
}

func lokal(folder string, tulis bool) (tempat, error) {
	if _, err := os.Stat(filepath.Join(folder, "kinerja.db")); err != nil && !tulis {
		return tempat{}, fmt.Errorf("tidak ada data Capaian di %s: %w", folder, err)
	}
	st, err := embedded.Open(folder, embedded.Options{Log: app.Logger()})
	if fault.CodeOf(err) == fault.Busy {
		return tempat{}, fmt.Errorf("data di %s sedang dipakai: hentikan dahulu Capaian di sana lalu ulangi", folder)
	}
	if err != nil {
		return tempat{}, err
	}
	// No link is signed here, so the machine's own secret is left alone.
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	files, err := dir.Open(filepath.Join(folder, "objek"), secret, time.Now, "http://lokal")
	if err != nil {
		return tempat{}, errors.Join(err, st.Close())
	}
	terbit, err := dir.OpenReadOnly(filepath.Join(folder, "terbit"), secret, time.Now, "http://lokal")
	if err != nil {
		return tempat{}, errors.Join(err, files.Close(), st.Close())
	}
	return tempat{arsip.Tujuan{Store: st, Restorer: st, Objects: files, Terbit: terbit},
		func() error { return errors.Join(terbit.Close(), files.Close(), st.Close()) }}, nil
}
