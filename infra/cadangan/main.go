// Command cadangan makes an archive of an agency, brings one into another store, and
// looks one through. docs/backup.md says when to use it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"capaian/internal/app"
	"capaian/internal/arsip"
	"capaian/internal/fault"
	"capaian/internal/store"
)

const cara = `cara pakai:
  cadangan ekspor -opd <id> -dari lokal:<folder>|aws -ke <berkas.zip>
  cadangan impor -dari <berkas.zip> -ke lokal:<folder>|aws [-buat-kabupaten]
  cadangan periksa <berkas.zip>`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "cadangan:", explain(err))
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string, out io.Writer) error {
	what := ""
	if len(args) > 0 {
		what, args = args[0], args[1:]
	}
	f := flag.NewFlagSet(what, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	opd, dari, ke := f.String("opd", "", ""), f.String("dari", "", ""), f.String("ke", "", "")
	buat := f.Bool("buat-kabupaten", false, "")
	if err := f.Parse(args); err != nil {
		return fmt.Errorf("%w\n%s", err, cara)
	}
	switch {
	case what == "ekspor" && *opd != "" && *dari != "" && *ke != "" && f.NArg() == 0:
		return ekspor(ctx, *opd, *dari, *ke, out)
	case what == "impor" && *dari != "" && *ke != "" && f.NArg() == 0:
		return impor(ctx, *dari, *ke, *buat, out)
	case what == "periksa" && f.NArg() == 1:
		return periksa(ctx, f.Arg(0), out)
	}
	return errors.New(cara)
}

// explain adds to a fault what people read and what to do next.
func explain(err error) string {
	text := err.Error()
	for _, f := range fault.All(err) {
		switch f.Code {
		case fault.Internal:
		case fault.Exists:
			text += fmt.Sprintf("\n  Di tempat tujuan ada %s dengan isi lain, dan tidak ditimpa. Impor ke tempat lain, atau perbaiki angkanya lewat halaman.", strings.Join(f.Args, " "))
		default:
			text += "\n  " + fault.Text(f)
		}
	}
	return text
}

// ekspor writes the archive beside its place, looks it through, and then gives it its
// name: a file of that name is whole, and no other is overwritten.
func ekspor(ctx context.Context, opd, dari, ke string, out io.Writer) (err error) {
	if _, err := os.Lstat(ke); err == nil {
		return fmt.Errorf("%s sudah ada: pilih nama lain atau pindahkan dahulu", ke)
	}
	t, err := buka(ctx, dari, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	f, err := os.CreateTemp(filepath.Dir(ke), ".cadangan-*") // for its owner alone: it holds people's names
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), sisa(f.Name())) }()
	if _, err := arsip.Export(ctx, t.Store, t.Objects, opd, time.Now(), f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	r, err := lihat(ctx, f)
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), ke); err != nil {
		return err
	}
	return cetak(out, "Ditulis "+ke, r)
}

// sisa removes a file that may be gone.
func sisa(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func lihat(ctx context.Context, f *os.File) (arsip.Ringkasan, error) {
	a, err := terbuka(f)
	if err != nil {
		return arsip.Ringkasan{}, err
	}
	return a.Verify(ctx)
}

func terbuka(f *os.File) (*arsip.Arsip, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return arsip.Open(f, info.Size())
}

func periksa(ctx context.Context, name string, out io.Writer) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	r, err := lihat(ctx, f)
	if err != nil {
		return err
	}
	return cetak(out, "Utuh: "+name, r)
}

func impor(ctx context.Context, dari, ke string, buat bool, out io.Writer) (err error) {
	f, err := os.Open(dari)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	a, err := terbuka(f)
	if err != nil {
		return err
	}
	t, err := buka(ctx, ke, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	r, err := a.Import(ctx, t.Tujuan, arsip.Opsi{Waktu: time.Now(), Pelaku: pelaku(), Dari: "cadangan " + mesin(), BuatKabupaten: buat})
	if fault.CodeOf(err) == fault.NotFound {
		err = fmt.Errorf("%w\n  Buat dahulu kabupatennya di %s, atau tambahkan -buat-kabupaten", err, ke)
	}
	if err != nil {
		return err
	}
	app.Logger().InfoContext(ctx, "agency imported", "opd", r.OPD, "to", ke, "partitions", len(r.Partisi), "new", r.Baru, "objects", r.Objek)
	return cetak(out, fmt.Sprintf("Diimpor ke %s; %d partisi baru", ke, r.Baru), r)
}

// pelaku is who runs this program, as the machine knows them.
func pelaku() store.Actor {
	a := store.Actor{Sub: "sistem", Nama: "Capaian", Peran: "sistem"}
	if u, err := user.Current(); err == nil {
		a.Nama = u.Username
	}
	return a
}

func mesin() string {
	name, err := os.Hostname()
	if err != nil {
		return "mesin tanpa nama"
	}
	return name
}

func cetak(out io.Writer, kepala string, r arsip.Ringkasan) error {
	baris, entri := 0, int64(0)
	for _, p := range r.Partisi {
		baris, entri = baris+p.Baris, entri+p.Versi
	}
	_, err := fmt.Fprintf(out, "%s\n  perangkat daerah %s, kabupaten %s (%s)\n  dibuat %s, mesin hitung %d\n  %d partisi, %d baris, %d entri audit, %d berkas, %d byte\n",
		kepala, r.OPD, r.Kabupaten.ID, r.Kabupaten.Nama, r.Dibuat.Format(time.RFC3339), r.Mesin, len(r.Partisi), baris, entri, r.Objek, r.Byte)
	return err
}
