package arsip

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"capaian/infra/test/program"
	"capaian/internal/fault"
	"capaian/internal/objects"
	bucket "capaian/internal/objects/s3"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/store/dynamo"
	"capaian/internal/wire"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

var agencies = []string{servicetest.OPD, servicetest.Dinsos}

// awan is empty tables of DynamoDB Local and an empty bucket of VersityGW.
func awan(t *testing.T) tempat {
	t.Helper()
	end := func(stop func() error) {
		t.Cleanup(func() {
			if err := stop(); err != nil {
				t.Error(err)
			}
		})
	}
	url, stop, err := program.DynamoDB()
	must(t, "DynamoDB Local", err)
	end(stop)
	keys := credentials.NewStaticCredentialsProvider("uji", "rahasia-untuk-uji", "")
	db := dynamodb.New(dynamodb.Options{BaseEndpoint: &url, Region: "ap-southeast-3", Credentials: keys})
	must(t, "tables", dynamo.Tables(ctx, db, "Kinerja", "Hasil"))
	st := dynamo.New(db, dynamo.Options{Kinerja: "Kinerja", Hasil: "Hasil"})
	gw, stop, err := program.VersityGW(t.TempDir(), "uji", "rahasia-untuk-uji")
	must(t, "VersityGW", err)
	end(stop)
	client := s3.New(s3.Options{BaseEndpoint: &gw, Region: "us-east-1", UsePathStyle: true, Credentials: keys, HTTPClient: &http.Client{}})
	for _, name := range []string{"laporan", "terbit"} {
		_, err = client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name})
		must(t, "bucket", err)
	}
	return tempat{st, st, st, bucket.New(client, "laporan"), bucket.New(client, "terbit")}
}

// TestRoundTrip moves both agencies from the embedded store to DynamoDB and S3 and back,
// and wants the same archive everywhere, whole chains, and the same results.
func TestRoundTrip(t *testing.T) {
	e := hidup(t)
	asal, cloud, back := dari(e), awan(t), kosong(t)
	for _, opd := range agencies {
		first := ekspor1(t, asal, opd)
		if again := ekspor1(t, asal, opd); !bytes.Equal(first, again) {
			t.Errorf("%s: got other bytes at the second export, want the same", opd)
		}
		if r := impor(t, cloud, first); r.Baru != len(r.Partisi) || r.Baru == 0 || r.Objek != 8 {
			t.Errorf("%s: got %+v, want every partition new, two reports with their snapshots, the open data of one and its signed copy, and a file handed in", opd, r)
		}
		second := ekspor1(t, cloud, opd)
		impor(t, back, second)
		third := ekspor1(t, back, opd)
		if !bytes.Equal(first, second) || !bytes.Equal(second, third) {
			t.Fatalf("%s: archives differ on the way", opd)
		}
		for name, p := range map[string]tempat{"cloud": cloud, "back": back} {
			sehat(t, name, e, p, opd)
		}
	}
}

// sehat holds an imported agency to the one that it came from.
func sehat(t *testing.T, name string, e *servicetest.Env, p tempat, opd string) {
	t.Helper()
	s := layanan(p, servicetest.Secret, e.Waktu.Now())
	o := inspektorat(t, e, opd)
	tahun, err := record.DaftarTahun(ctx, p.Store, opd)
	must(t, "years", err)
	for _, y := range append(tahun, 0) {
		v, err := s.VerifyAudit(ctx, o, opd, y)
		w, errAsal := e.VerifyAudit(ctx, o, opd, y)
		if err != nil || errAsal != nil || !v.Utuh || v != w {
			t.Errorf("%s, chain of %s %d: got %+v, %v, want %+v", name, opd, y, v, err, w)
		}
	}
	if got, want := hasil(t, p, opd), hasil(t, dari(e), opd); got != want || len(tahun) < 2 {
		t.Errorf("%s: got other results of %s than where it came from", name, opd)
	}
	y := tahun[len(tahun)-1]
	verifikator := o
	verifikator.Peran, verifikator.OPD = sakip.Verifikator, opd
	list, err := s.DaftarLaporan(ctx, verifikator, opd, y)
	if err != nil || len(list) != 3 {
		t.Fatalf("%s: got %d reports, %v, want 3", name, len(list), err)
	}
	for _, l := range list {
		if (l.Token != "") != (l.Status == sakip.LaporanSelesai) {
			t.Errorf("%s, report %s: got token %q, want one as its status is %s", name, l.ID, l.Token, l.Status)
		}
		if !l.Diterbitkan.IsZero() {
			if _, info, err := p.terbit.Get(ctx, l.Objek); err != nil || info.SHA256 != l.SHA256 {
				t.Errorf("%s, published %s: got %s, %v, want the recorded bytes among the published", name, l.ID, info.SHA256, err)
			}
		}
		if l.Token != "" {
			if _, err := s.OpenTautan(ctx, l.Token, "uji"); err != nil {
				t.Errorf("%s, own link of %s: got %v, want a download", name, l.ID, err)
			}
		}
	}
	terbit(t, name, s, p, opd)
	if k, err := s.LKE(ctx, verifikator, opd, y); err != nil || k.Status != sakip.LKEDraf || len(k.LKE.Mandiri) != 1 || k.LKE.Mandiri[0].Usulan == nil {
		t.Errorf("%s, evaluation of %s %d: got %+v, %v, want one answer with its proof", name, opd, y, k.LKE, err)
	}
	// With another secret the same links are there, but nobody can be shown them.
	other, err := layanan(p, bytes.Repeat([]byte("x"), 32), e.Waktu.Now()).DaftarLaporan(ctx, verifikator, opd, y)
	if err != nil || slices.ContainsFunc(other, func(l service.LaporanTautan) bool { return l.Token != "" }) {
		t.Errorf("%s: got links under another secret (%v), want none", name, err)
	}
}

// terbit holds what anybody may see of an agency to lying there whole.
func terbit(t *testing.T, name string, s *service.Service, p tempat, opd string) {
	t.Helper()
	d, err := s.TerbitanOPD(ctx, opd)
	if err != nil || len(d.Terbitan) != 1 || !d.Terbitan[0].Bertanda {
		t.Fatalf("%s, published of %s: got %+v, %v", name, opd, d, err)
	}
	b, err := s.Terbitan(ctx, opd, d.Terbitan[0].Paket)
	if err != nil || len(b.Berkas) != 4 {
		t.Fatalf("%s, published of %s: got %+v, %v, want four files", name, opd, b, err)
	}
	for _, f := range b.Berkas {
		if _, info, err := p.terbit.Get(ctx, f.Objek); err != nil || info.SHA256 != f.SHA256 {
			t.Errorf("%s, %s: got %s, %v, want it among the published", name, f.Nama, info.SHA256, err)
		}
		if c, err := s.CekHash(ctx, f.SHA256); err != nil || len(c) != 1 || c[0].Keaslian != sakip.Asli {
			t.Errorf("%s, %s: got %+v, %v, want it known", name, f.Nama, c, err)
		}
	}
}

func inspektorat(t *testing.T, e *servicetest.Env, opd string) sakip.Orang {
	t.Helper()
	p, _, err := record.Profil(ctx, e.Embedded, opd)
	must(t, "profile", err)
	return e.As(t, "inspektorat-"+p.Kabupaten).Orang
}

// TestNothingIsForgotten holds the archives of both agencies to all that there is.
func TestNothingIsForgotten(t *testing.T) {
	e := hidup(t)
	var got []store.Partition
	for _, opd := range agencies {
		r, err := buka(t, ekspor1(t, dari(e), opd)).Verify(ctx)
		must(t, "verify", err)
		for _, p := range r.Partisi {
			got = append(got, p.Kunci)
		}
		if last := r.Partisi[len(r.Partisi)-1].Kunci; last != store.OPD(opd) {
			t.Errorf("last partition: got %s, want the agency's own", last)
		}
	}
	for _, kab := range []string{"contoh", "trenggalek"} { // what is the kabupaten's stays there
		got = append(got, store.Kabupaten(kab))
		for _, p := range []string{"bappeda-", "inspektorat-", "admin-"} {
			got = append(got, store.Orang(p+kab))
		}
	}
	got = append(got, store.Kabupaten("kabupaten-baru"), store.Orang("admin-baru")) // without an agency
	slices.Sort(got)
	if want := semuaPartisi(t, e); !slices.Equal(got, want) {
		t.Errorf("partitions: got %v, want %v", got, want)
	}
}

// diarsipkan says of each kind of partition that package store names whether an archive
// has it. Which notices were sent is of no use elsewhere: they are stale within two days.
var diarsipkan = map[string]bool{"TahunOPD": true, "OPD": true, "Orang": true, "Laporan": true, "Bukti": true, "Tautan": true, "Terbitan": true, "Hash": true, "LKE": true, "Kabupaten": false, "Surat": false}

// TestKinds holds the table of kinds to the partitions that there are.
func TestKinds(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "../store/partition.go", nil, 0)
	must(t, "parse", err)
	n := 0
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Type.Results == nil || len(fn.Type.Results.List) != 1 {
			continue
		}
		if r, ok := fn.Type.Results.List[0].Type.(*ast.Ident); !ok || r.Name != "Partition" {
			continue
		}
		in, known := diarsipkan[fn.Name.Name]
		if !known {
			t.Errorf("store.%s: no archive knows of it; give it a row in semuaJenis, or say here that it is not an agency's", fn.Name.Name)
		}
		if in {
			n++
		}
	}
	if n != len(semuaJenis) {
		t.Errorf("kinds: got %d rows, want %d", len(semuaJenis), n)
	}
}

// TestExportWhilePeopleWrite makes archives in the middle of commands: each is whole.
func TestExportWhilePeopleWrite(t *testing.T) {
	e := hidup(t)
	r := e.As(t, "verifikator-contoh")
	berhenti := make(chan struct{})
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-berhenti:
					return
				default:
				}
				key := sakip.Narasi{Bagian: []string{"bab4.kesimpulan", "bab4.upaya", "bab4.penutup"}[w], Isi: fmt.Sprint(n)}
				_, v, err := record.Narasi(ctx, e.Embedded, servicetest.OPD, servicetest.Tahun, key.Bagian)
				if err != nil && fault.CodeOf(err) != fault.NotFound {
					t.Error(err)
				}
				if _, err := e.PutNarasi(ctx, r, servicetest.OPD, servicetest.Tahun, key, v); err != nil {
					t.Errorf("write: %v", err)
					return
				}
			}
		})
	}
	seen := map[int64]bool{}
	for len(seen) < 5 && !t.Failed() {
		a := buka(t, ekspor1(t, dari(e), servicetest.OPD))
		ringkas, err := a.Verify(ctx)
		must(t, "verify", err)
		for _, p := range ringkas.Partisi {
			if p.Kunci == store.TahunOPD(servicetest.OPD, servicetest.Tahun) {
				seen[p.Versi] = true
			}
		}
	}
	close(berhenti)
	writers.Wait()
}

// putus counts the calls that change something, and the entries of chains, and ends ctx
// at one of them.
type putus struct {
	n, at int
	end   context.CancelFunc
}

func (p *putus) count() {
	if p.n++; p.n == p.at {
		p.end()
	}
}

func (p *putus) tujuan(place tempat) Tujuan {
	return Tujuan{putusStore{place.Store, p}, putusRestorer{place.restorer, p}, putusObjects{place.objects, p}, putusObjects{place.terbit, p}}
}

type putusStore struct {
	store.Store
	p *putus
}

func (s putusStore) Do(ctx context.Context, c store.Command) (store.Result, error) {
	s.p.count()
	return s.Store.Do(ctx, c)
}

type putusObjects struct {
	objects.Objects
	p *putus
}

func (o putusObjects) Put(ctx context.Context, key, contentType string, body []byte) (objects.Info, error) {
	o.p.count()
	return o.Objects.Put(ctx, key, contentType, body)
}

type putusRestorer struct {
	store.Restorer
	p *putus
}

func (r putusRestorer) Restore(ctx context.Context, s store.Snapshot, chain iter.Seq2[store.Entry, error]) error {
	return r.Restorer.Restore(ctx, s, func(yield func(store.Entry, error) bool) {
		for e, err := range chain {
			r.p.count()
			if !yield(e, err) {
				return
			}
		}
	})
}

// TestCutShort ends an import at every point, looks at what is there, and imports again.
func TestCutShort(t *testing.T) {
	e := hidup(t)
	b := ekspor1(t, dari(e), servicetest.OPD)
	a := buka(t, b)
	total := &putus{}
	_, err := a.Import(ctx, total.tujuan(kosong(t)), opsi)
	must(t, "import", err)
	points := []int{1, 2, total.n - 1, total.n}
	r := rand.New(rand.NewPCG(7, 7))
	for range 25 {
		points = append(points, 1+r.IntN(total.n))
	}
	for _, at := range points {
		place := kosong(t)
		potong(t, a, place, at)
		utuh(t, b, place)
	}
	cloud := awan(t)
	for _, part := range []int{1, 2, 3} { // each goes on where the last one died
		potong(t, a, cloud, total.n*part/4)
	}
	utuh(t, b, cloud)
}

// potong ends an import at a point and wants every partition whole or not there.
func potong(t *testing.T, a *Arsip, place tempat, at int) {
	t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := &putus{at: at, end: cancel}
	if _, err := a.Import(ctx, p.tujuan(place), opsi); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("cut at %d: got %v, want %v or none", at, err, context.Canceled)
	}
	for _, part := range a.partisi {
		s, err := place.Load(t.Context(), part)
		must(t, "load", err)
		want, err := a.snapshot(t.Context(), part)
		must(t, "read", err)
		if s.Meta.Versi != 0 && s.Fingerprint() != want.Fingerprint() {
			t.Errorf("cut at %d: got half of %s, want all or nothing", at, part)
		}
	}
}

// utuh imports twice more and wants all of it, and nothing to do the second time.
func utuh(t *testing.T, b []byte, place tempat) {
	t.Helper()
	r := impor(t, place, b)
	if again := impor(t, place, b); again.Baru != 0 {
		t.Errorf("got %d partitions new at the last import, want none", again.Baru)
	}
	if got := ekspor1(t, place, r.OPD); !bytes.Equal(got, b) {
		t.Error("got another archive after the import that went on, want the same")
	}
}

func jejakKab(t *testing.T, p tempat) []store.Entry {
	t.Helper()
	entries, err := p.Entries(ctx, store.Kabupaten("contoh"), 0, 100)
	must(t, "entries", err)
	return entries
}

// TestTrace: an import is told of in the kabupaten's chain, and only when it did something.
func TestTrace(t *testing.T) {
	e := hidup(t)
	b := ekspor1(t, dari(e), servicetest.OPD)
	p := kosong(t)
	o := opsi
	o.BuatKabupaten = false
	if _, err := buka(t, b).Import(ctx, p.tujuan(), o); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("no kabupaten: got %v, want %s", err, fault.NotFound)
	}
	if n := len(jejakKab(t, p)); n != 0 {
		t.Errorf("trace of the refused one: got %d entries, want none", n)
	}
	impor(t, p, b)
	_, err := buka(t, b).Import(ctx, p.tujuan(), o)
	must(t, "again", err)
	entries := jejakKab(t, p)
	if len(entries) != 1 || entries[0].Perintah != "ImportOPD" || entries[0].Objek != "OPD#dinas-contoh" || entries[0].Dari != "uji" ||
		entries[0].Pelaku.Nama != "Uji" || !bytes.Contains(entries[0].Baru, []byte(buka(t, b).sum)) {
		t.Errorf("trace: got %+v, want one entry with the archive's sum", entries)
	}
	k, _, err := record.Kabupaten(ctx, p.Store, "contoh")
	want, _, _ := record.Kabupaten(ctx, e.Embedded, "contoh")
	if err != nil || k != want {
		t.Errorf("kabupaten: got %+v, %v, want %+v", k, err, want)
	}
	list, err := layanan(p, servicetest.Secret, dibuat).DaftarOPD(ctx, sakip.Orang{Peran: sakip.Admin, Kabupaten: "contoh"})
	if err != nil || len(list) != 1 || list[0].ID != servicetest.OPD {
		t.Errorf("agencies: got %+v, %v, want the one", list, err)
	}
}

// TestChangedTarget: where a partition went on, an import writes nothing.
func TestChangedTarget(t *testing.T) {
	e := hidup(t)
	b := ekspor1(t, dari(e), servicetest.OPD)
	for name, change := range map[string]func(t *testing.T, p tempat){
		"a year": func(t *testing.T, p tempat) {
			s := layanan(p, servicetest.Secret, dibuat)
			v := sakip.Orang{Sub: "v", Peran: sakip.Verifikator, Kabupaten: "contoh", OPD: servicetest.OPD}
			_, err := s.PutNarasi(ctx, service.Request{Orang: v, Dari: "uji"}, servicetest.OPD, servicetest.Tahun, sakip.Narasi{Bagian: "bab4.upaya", Isi: "x"}, 0)
			must(t, "change", err)
		},
		"another agency's person of the same sub": nil,
	} {
		t.Run(name, func(t *testing.T) {
			p := kosong(t)
			if change != nil {
				impor(t, p, b)
				change(t, p)
			} else {
				o := wire.Orang{Sub: "kepala-contoh", Nama: "Lain", Peran: sakip.Kepala, Kabupaten: "lain", OPD: "lain"}
				_, err := p.Do(ctx, store.Command{Partition: store.Orang(o.Sub), Writes: []store.Write{{Key: record.KeyOrang(), Data: record.Encode(o)}},
					Audit: store.Audit{Waktu: dibuat, Perintah: "PutOrang"}})
				must(t, "change", err)
			}
			changes := func() string {
				c, err := p.Store.(store.Feed).Changes(ctx, 0, 1<<30)
				must(t, "changes", err)
				return fmt.Sprint(c)
			}
			before := changes()
			count := &putus{}
			_, err := buka(t, b).Import(ctx, count.tujuan(p), opsi)
			if fault.CodeOf(err) != fault.Exists || !strings.Contains(sebab(err), "#") && !strings.Contains(sebab(err), "kepala") {
				t.Errorf("got %v, want %s that names the partition", err, fault.Exists)
			}
			if after := changes(); count.n != 0 || after != before {
				t.Errorf("got %d writes, want none", count.n)
			}
		})
	}
}

// TestExportRefuses: what can't be whole is no archive.
func TestExportRefuses(t *testing.T) {
	e := hidup(t)
	for _, c := range []struct {
		name string
		opd  string
		code fault.Code
		obj  objects.Objects
	}{
		{"unknown agency", "tidak-ada", fault.NotFound, e.Files},
		{"a year for an agency", "dinas-contoh#T#2025", fault.Invalid, e.Files},
		{"no id", "", fault.Required, e.Files},
		{"object lost", servicetest.OPD, fault.NotFound, kosong(t).objects},
	} {
		if _, err := Export(ctx, e.Embedded, c.obj, c.opd, dibuat, io.Discard); fault.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	altered := berubah{e.Embedded}
	if _, err := Export(ctx, altered, e.Files, servicetest.OPD, dibuat, io.Discard); fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), "putus") {
		t.Errorf("altered chain: got %v, want %s", err, fault.Invalid)
	}
	if _, err := Export(ctx, e.Embedded, e.Files, servicetest.OPD, dibuat, &penuh{n: 1000}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("full disk: got %v, want its error", err)
	}
}

// berubah alters the third entry of every chain.
type berubah struct{ store.Store }

func (b berubah) Entries(ctx context.Context, p store.Partition, after int64, limit int) ([]store.Entry, error) {
	entries, err := b.Store.Entries(ctx, p, after, limit)
	if len(entries) > 2 && after == 0 {
		entries[2].Objek = "lain"
	}
	return entries, err
}

// penuh takes n bytes.
type penuh struct{ n int }

func (p *penuh) Write(b []byte) (int, error) {
	if p.n -= len(b); p.n < 0 {
		return 0, os.ErrClosed
	}
	return len(b), nil
}

// besar is an object store whose every object is 2 MB; it keeps none, and watches how
// much the program holds.
type besar struct {
	objects.Objects
	puncak uint64
	n      int
}

func (b *besar) ukur() {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.puncak = max(b.puncak, m.HeapAlloc)
	b.n++
}

func (b *besar) Get(_ context.Context, key string) ([]byte, objects.Info, error) {
	b.ukur()
	body := bytes.Repeat([]byte(key), 2_000_000/len(key))
	info, err := objects.NewInfo(key, "text/html", body)
	return body, info, err
}

func (b *besar) Put(_ context.Context, key, contentType string, body []byte) (objects.Info, error) {
	b.ukur()
	return objects.NewInfo(key, contentType, body)
}

// TestMemory moves many megabytes and holds a few.
func TestMemory(t *testing.T) {
	const reports = 20 // and their data: 80 MB
	e := servicetest.Seeded(t)
	index := store.IndexLaporan("contoh")
	for n := range reports {
		l := sakip.Laporan{ID: fmt.Sprint("L", n), OPD: servicetest.OPD, Tahun: servicetest.Tahun, Status: sakip.LaporanSelesai,
			Objek: fmt.Sprintf("laporan/%s/2025/%d.html", servicetest.OPD, n), Cuplikan: fmt.Sprintf("laporan/%s/2025/%d.json.gz", servicetest.OPD, n)}
		_, err := e.Embedded.Do(ctx, store.Command{Partition: store.Laporan(servicetest.OPD, servicetest.Tahun), Index: &index,
			Writes: []store.Write{{Key: record.KeyLaporan(l.ID), Data: record.Encode(wire.FromLaporan(l))}}, Audit: store.Audit{Waktu: dibuat, Perintah: "FinishLaporan"}})
		must(t, "report", err)
	}
	f, err := os.Create(t.TempDir() + "/arsip.zip")
	must(t, "create", err)
	defer func() { _ = f.Close() }()
	b := &besar{}
	b.ukur()
	before := b.puncak
	r, err := Export(ctx, e.Embedded, b, servicetest.OPD, dibuat, f)
	must(t, "export", err)
	info, err := f.Stat()
	must(t, "stat", err)
	a, err := Open(f, info.Size())
	must(t, "open", err)
	p := kosong(t)
	_, err = a.Import(ctx, Tujuan{p.Store, p.restorer, b, p.terbit}, opsi)
	must(t, "import", err)
	const most = 16 << 20
	if held := b.puncak - before; r.Byte < 2*reports*1_900_000 || b.n != 1+4*reports || held > most {
		t.Errorf("got %d MB held while %d MB moved, want at most %d MB", held>>20, r.Byte>>20, most>>20)
	}
}
