// Command pasang makes a new kabupaten's record and its first admin, which nobody else
// can: only an admin may add people. It runs with the keys of who deployed the stack and
// writes through the same service as everybody, so the audit chain begins with it.
//
//	go run ./infra/pasang -tabel <table> -kabupaten <id> -nama <name> -zona WIB -sub <sub> -orang <name>
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"capaian/internal/app"
	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store/dynamo"
)

func main() {
	var k sakip.Kabupaten
	admin := sakip.Orang{Peran: sakip.Admin}
	table := flag.String("tabel", "", "DynamoDB table Kinerja, an output of the stack")
	flag.StringVar(&k.ID, "kabupaten", "", "id of the kabupaten, e.g. trenggalek")
	flag.StringVar(&k.Nama, "nama", "", "its name")
	flag.StringVar(&k.Zona, "zona", "WIB", "its time zone: WIB, WITA or WIT")
	flag.StringVar(&admin.Sub, "sub", "", "sub of the admin at the identity provider")
	flag.StringVar(&admin.Nama, "orang", "", "the admin's name")
	flag.Parse()
	if err := run(context.Background(), *table, k, admin); err != nil {
		fmt.Fprintln(os.Stderr, "pasang:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, table string, k sakip.Kabupaten, admin sakip.Orang) error {
	if table == "" {
		return errors.New("-tabel is missing")
	}
	t, err := dynamo.Open(ctx, dynamo.Options{Kinerja: table})
	if err != nil {
		return err
	}
	s := &service.Service{Store: t, Clock: time.Now, ID: app.NewID, Token: app.Token}
	return pasang(ctx, s, k, admin)
}

// pasang makes both records where they are not there yet. A kabupaten that has people
// gets no admin from here: its own admins add them.
func pasang(ctx context.Context, s *service.Service, k sakip.Kabupaten, admin sakip.Orang) error {
	admin.Kabupaten = k.ID
	r := service.Request{Dari: "pemasangan", Orang: sakip.Orang{Sub: service.Sistem.Sub, Nama: service.Sistem.Nama, Peran: sakip.Admin, Kabupaten: k.ID}}
	people, err := s.DaftarOrang(ctx, r.Orang)
	if err != nil {
		return err
	}
	if len(people) > 0 {
		return fmt.Errorf("%s has people already; an admin of it adds more", k.ID)
	}
	if err := errors.Join(k.Validasi(), admin.Validasi()); err != nil {
		return err
	}
	if _, err := s.PutKabupaten(ctx, r, k, 0); err != nil && fault.CodeOf(err) != fault.Exists {
		return err
	}
	_, err = s.PutOrang(ctx, r, admin, 0)
	return err
}
