package reporter

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/shopspring/decimal"

	"capaian/internal/dispatch"
	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/report"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

const (
	opd   = servicetest.OPD
	tahun = servicetest.Tahun
)

var ctx = context.Background()

func must(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func pembuat(e *servicetest.Env) *Reporter {
	return &Reporter{Service: e.Service, Objects: e.Files, Terbit: e.Terbit, URL: "https://capaian.example", Clock: e.Waktu.Now, Log: slog.New(slog.DiscardHandler)}
}

func minta(t *testing.T, e *servicetest.Env, who, opd string, tahun, periode int, f sakip.FormatLaporan) dispatch.Job {
	t.Helper()
	l, err := e.RequestLaporan(ctx, e.As(t, who), opd, tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: periode, Format: f})
	must(t, "ask", err)
	return dispatch.Job{OPD: opd, Tahun: tahun, Laporan: l.ID}
}

func laporan(t *testing.T, e *servicetest.Env, j dispatch.Job) sakip.Laporan {
	t.Helper()
	l, _, err := record.Laporan(ctx, e.Embedded, j.OPD, j.Tahun, j.Laporan)
	must(t, "read the record", err)
	return l
}

func isiBerkas(t *testing.T, e *servicetest.Env, key string) []byte {
	t.Helper()
	b, _, err := e.Files.Get(ctx, key)
	must(t, "read "+key, err)
	return b
}

// dariCuplikan makes a report's file again from its snapshot alone.
func dariCuplikan(t *testing.T, snapshot []byte, f sakip.FormatLaporan) []byte {
	t.Helper()
	c, err := bacaCuplikan(snapshot)
	must(t, "snapshot", err)
	b, err := c.render(f)
	must(t, "render", err)
	return b.isi
}

func TestMake(t *testing.T) {
	for _, c := range []struct {
		opd, who string
		tahun    int
		periode  int
		format   sakip.FormatLaporan
		nama     string
		berisi   []string // of what is text
	}{
		{opd, "verifikator-contoh", tahun, 4, sakip.HTML, "LKjIP-2025-TW4-dinas-contoh.html", []string{"Dinas Contoh", "98,81", "415"}},
		{opd, "kepala-contoh", tahun, 4, sakip.PDF, "LKjIP-2025-TW4-dinas-contoh.pdf", []string{"%PDF-1.7"}},
		{opd, "verifikator-contoh", tahun, 4, sakip.DOCX, "LKjIP-2025-TW4-dinas-contoh.docx", nil},
		{opd, "kepala-contoh", tahun, 4, sakip.XLSX, "LKjIP-2025-TW4-dinas-contoh.xlsx", nil},
		{opd, "bappeda-contoh", tahun, 2, sakip.HTML, "LKjIP-2025-TW2-dinas-contoh.html", []string{"Dinas Contoh"}},
		{opd, "inspektorat-contoh", 2024, 4, sakip.XLSX, "LKjIP-2024-TW4-dinas-contoh.xlsx", nil},
		{servicetest.Dinsos, "verifikator-dinsos", 2023, 4, sakip.HTML, "LKjIP-2023-TW4-dinsos-p3a-trenggalek.html", []string{"98,94", "119,58"}},
		{servicetest.Dinsos, "verifikator-dinsos", 2023, 4, sakip.XLSX, "LKjIP-2023-TW4-dinsos-p3a-trenggalek.xlsx", nil},
	} {
		t.Run(c.nama, func(t *testing.T) {
			e := servicetest.Seeded(t)
			j := minta(t, e, c.who, c.opd, c.tahun, c.periode, c.format)
			e.Waktu.Add(time.Minute)
			must(t, "make", pembuat(e).Make(ctx, j))
			l := laporan(t, e, j)
			if l.Status != sakip.LaporanSelesai || l.Nama != c.nama || l.Galat != "" || l.Percobaan != 1 || !l.Dibuat.Equal(e.Waktu.Now()) || l.Mesin != sakip.VersiMesin || l.Penyusun != report.VersiPenyusun {
				t.Errorf("record: got %+v", l)
			}
			body := isiBerkas(t, e, l.Objek)
			sum := sha256.Sum256(body)
			if l.SHA256 != hex.EncodeToString(sum[:]) || l.Ukuran != int64(len(body)) {
				t.Errorf("record: got %d bytes of %s, want %d of %x", l.Ukuran, l.SHA256, len(body), sum)
			}
			for _, s := range c.berisi {
				if !strings.Contains(string(body), s) {
					t.Errorf("file lacks %q", s)
				}
			}
			if c.format == sakip.XLSX {
				z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
				must(t, "open the workbook", err)
				if _, err := z.Open("xl/workbook.xml"); err != nil {
					t.Error(err)
				}
			}
			if again := dariCuplikan(t, isiBerkas(t, e, l.Cuplikan), c.format); !bytes.Equal(again, body) {
				t.Errorf("made again from the snapshot: other bytes: %s", beda(again, body))
			}
			got, err := e.Laporan(ctx, e.As(t, "verifikator-contoh").Orang, c.opd, c.tahun, l.ID)
			if c.opd == opd && (err != nil || got.Token == "" || got.Tautan.Objek != l.Objek) {
				t.Errorf("link: got %+v, %v", got.Tautan, err)
			}
		})
	}
}

// beda shows where two files part.
func beda(a, b []byte) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	cut := func(x []byte) []byte { return x[max(0, n-80):min(len(x), n+80)] }
	return fmt.Sprintf("at %d of %d and %d: %q against %q", n, len(a), len(b), cut(a), cut(b))
}

// pesan are messages of the queue.
func pesan(t *testing.T, jobs ...dispatch.Job) events.SQSEvent {
	t.Helper()
	var ev events.SQSEvent
	for _, j := range jobs {
		b, err := json.Marshal(j)
		must(t, "encode", err)
		ev.Records = append(ev.Records, events.SQSMessage{MessageId: j.Laporan, Body: string(b)})
	}
	return ev
}

func gagalnya(t *testing.T, r *Reporter, ev events.SQSEvent) []string {
	t.Helper()
	out, err := r.Handle(ctx, ev)
	must(t, "handle", err)
	ids := []string{}
	for _, f := range out.BatchItemFailures {
		ids = append(ids, f.ItemIdentifier)
	}
	return ids
}

// penghitung counts and, while mati, refuses puts.
type penghitung struct {
	objects.Objects
	mu   sync.Mutex
	kali map[string]int
	mati func(key string) bool
}

var errMati = errors.New("the objects do not answer")

func (o *penghitung) Put(ctx context.Context, key, contentType string, body []byte) (objects.Info, error) {
	o.mu.Lock()
	o.kali[key]++
	mati := o.mati != nil && o.mati(key)
	o.mu.Unlock()
	if mati {
		return objects.Info{}, errMati
	}
	return o.Objects.Put(ctx, key, contentType, body)
}

func TestTwiceHasOneEffect(t *testing.T) {
	e := servicetest.Seeded(t)
	r := pembuat(e)
	o := &penghitung{Objects: e.Files, kali: map[string]int{}}
	r.Objects = o
	j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	if f := gagalnya(t, r, pesan(t, j, j)); len(f) != 0 {
		t.Errorf("failed: got %q", f)
	}
	first := laporan(t, e, j)
	e.Waktu.Add(time.Hour)
	if f := gagalnya(t, r, pesan(t, j)); len(f) != 0 {
		t.Errorf("failed: got %q", f)
	}
	if again := laporan(t, e, j); again != first {
		t.Errorf("the record: got %+v, want %+v", again, first)
	}
	if len(o.kali) != 2 || o.kali[first.Objek] != 1 || o.kali[first.Cuplikan] != 1 {
		t.Errorf("objects: got %v, want one file and one snapshot", o.kali)
	}
}

func TestAtOnceHasOneOutcome(t *testing.T) {
	e := servicetest.Seeded(t)
	j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.XLSX)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := pembuat(e).Make(ctx, j); err != nil {
				t.Errorf("make: %v", err)
			}
		})
	}
	wg.Wait()
	l := laporan(t, e, j)
	sum := sha256.Sum256(isiBerkas(t, e, l.Objek))
	if l.Status != sakip.LaporanSelesai || l.Percobaan != 1 || l.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("record: got %+v", l)
	}
	entries, err := e.Embedded.Entries(ctx, store.Laporan(opd, tahun), 0, 100)
	if err != nil || len(entries) != 2 {
		t.Errorf("audit: got %d entries, %v, want the request and one outcome", len(entries), err)
	}
}

// A slower run that began at another second and saw other figures: link, record and file
// are those of the faster.
func TestASlowerRunChangesNothing(t *testing.T) {
	e := servicetest.Seeded(t)
	j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	lambat := pembuat(e)
	sekali := sync.Once{}
	lambat.Objects = &penghitung{Objects: e.Files, kali: map[string]int{}, mati: func(string) bool {
		sekali.Do(func() {
			e.Waktu.Add(time.Second)
			ubah(t, e, "131")
			must(t, "the faster run", pembuat(e).Make(ctx, j))
		})
		return false
	}}
	must(t, "the slower run", lambat.Make(ctx, j))
	got, err := e.Laporan(ctx, e.As(t, "verifikator-contoh").Orang, opd, tahun, j.Laporan)
	must(t, "read", err)
	sum := sha256.Sum256(isiBerkas(t, e, got.Tautan.Objek))
	if got.Tautan.Objek != got.Objek || got.SHA256 != hex.EncodeToString(sum[:]) || !strings.Contains(string(isiBerkas(t, e, got.Objek)), "99,05") {
		t.Errorf("got a link to %s, the record says %s of %s", got.Tautan.Objek, got.Objek, got.SHA256)
	}
}

func ubah(t *testing.T, e *servicetest.Env, nilai string) {
	t.Helper()
	key := record.KeyRealisasi("IKU-1.3", 4)
	it, err := e.Embedded.Get(ctx, store.TahunOPD(opd, tahun), key)
	must(t, "read", err)
	_, err = e.RecordRealisasi(ctx, e.As(t, "verifikator-contoh"), opd, tahun,
		wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4, Nilai: wire.AngkaDari(decimal.RequireFromString(nilai))}, it.Versi)
	must(t, "figure", err)
}

func TestAnotherFigureAnotherFile(t *testing.T) {
	e := servicetest.Seeded(t)
	var files [2][]byte
	for n, want := range []string{"98,81", "99,05"} {
		if n == 1 {
			ubah(t, e, "131")
		}
		j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
		must(t, "make", pembuat(e).Make(ctx, j))
		files[n] = isiBerkas(t, e, laporan(t, e, j).Objek)
		if !strings.Contains(string(files[n]), want) {
			t.Errorf("file %d lacks %s", n, want)
		}
	}
	if bytes.Equal(files[0], files[1]) {
		t.Error("both files are the same")
	}
}

func TestAYearThatCannotBeReadIsGagal(t *testing.T) {
	e := servicetest.Seeded(t)
	j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	lain := minta(t, e, "verifikator-dinsos", servicetest.Dinsos, 2023, 4, sakip.HTML)
	_, err := e.Embedded.Do(ctx, store.Command{Partition: store.TahunOPD(opd, tahun), Writes: []store.Write{{Key: record.KeyIndikator("x"), Data: []byte(`{`)}},
		Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}})
	must(t, "break", err)
	if f := gagalnya(t, pembuat(e), pesan(t, j, lain)); len(f) != 0 {
		t.Errorf("messages that come again: got %q, want none: trying again would not help", f)
	}
	if l := laporan(t, e, j); l.Status != sakip.LaporanGagal || l.Galat == "" || l.Objek != "" {
		t.Errorf("record: got %+v, want gagal with a text", l)
	}
	if l := laporan(t, e, lain); l.Status != sakip.LaporanSelesai {
		t.Errorf("the other: got %+v", l)
	}
	if f := gagalnya(t, pembuat(e), pesan(t, j)); len(f) != 0 || laporan(t, e, j).Percobaan != 1 {
		t.Errorf("the message again: got %q, %+v", f, laporan(t, e, j))
	}
}

// tabelMati fails while a function says so.
type tabelMati struct {
	store.Store
	mati func(store.Partition) error
}

func (s tabelMati) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	if err := s.mati(p); err != nil {
		return store.Snapshot{}, err
	}
	return s.Store.Load(ctx, p)
}

func (s tabelMati) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if err := s.mati(c.Partition); err != nil {
		return store.Result{}, err
	}
	return s.Store.Do(ctx, c)
}

// A passing trouble is no outcome: the message comes again and succeeds then.
func TestPassingTroubleComesAgain(t *testing.T) {
	batal, cancel := context.WithCancel(ctx)
	cancel()
	for _, c := range []struct {
		name string
		mati func(kind string) error // kind: the partition's or the object's beginning
	}{
		{"the year cannot be read now", func(k string) error { return when(k == "OPD#", fault.New(fault.Busy)) }},
		{"the call was cancelled", func(k string) error { return when(k == "OPD#", batal.Err()) }},
		{"the outcome cannot be written", func(k string) error { return when(k == "LAP#", fault.New(fault.ReadOnly)) }},
		{"the link cannot be written", func(k string) error { return when(k == "TAUT", fault.New(fault.Busy)) }},
		{"the snapshot cannot be put", func(k string) error { return when(k == ".gz", errMati) }},
		{"the file cannot be put", func(k string) error { return when(k == "html", errMati) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
			r := pembuat(e)
			r.Objects = &penghitung{Objects: e.Files, kali: map[string]int{}, mati: func(key string) bool {
				return c.mati(key[max(0, len(key)-4):]) != nil || c.mati(key[max(0, len(key)-3):]) != nil
			}}
			r.Service = &service.Service{Store: tabelMati{e.Embedded, func(p store.Partition) error { return c.mati(string(p[:4])) }},
				Hasil: e.Embedded, Objects: e.Files, Clock: e.Waktu.Now, ID: e.ID, Token: e.Token, Secret: servicetest.Secret}
			if f := gagalnya(t, r, pesan(t, j)); len(f) != 1 || f[0] != j.Laporan {
				t.Errorf("messages that come again: got %q, want this one", f)
			}
			if l := laporan(t, e, j); l.Status == sakip.LaporanGagal {
				t.Errorf("record: got %+v, want no failure", l)
			}
			ubah(t, e, "131") // between the attempts
			e.Waktu.Add(30 * time.Second)
			if f := gagalnya(t, pembuat(e), pesan(t, j)); len(f) != 0 {
				t.Errorf("the message again: got %q, want success", f)
			}
			got, err := e.Laporan(ctx, e.As(t, "verifikator-contoh").Orang, opd, tahun, j.Laporan)
			if err != nil || got.Status != sakip.LaporanSelesai || got.Token == "" || got.Tautan.Objek != got.Objek {
				t.Errorf("record: got %+v, %v, want selesai with its link", got, err)
			}
			sum := sha256.Sum256(isiBerkas(t, e, got.Objek))
			if got.SHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("file: got %x, the record says %s", sum, got.SHA256)
			}
		})
	}
}

func when(ok bool, err error) error {
	if ok {
		return err
	}
	return nil
}

func TestMessagesThatNameNothing(t *testing.T) {
	e := servicetest.Seeded(t)
	baik := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	ev := pesan(t, dispatch.Job{OPD: opd, Tahun: tahun, Laporan: "tidak-ada"}, baik)
	ev.Records = append(ev.Records, events.SQSMessage{MessageId: "rusak", Body: "x"})
	if f := gagalnya(t, pembuat(e), ev); len(f) != 2 || f[0] != "tidak-ada" || f[1] != "rusak" {
		t.Errorf("messages that come again: got %q", f)
	}
	if l := laporan(t, e, baik); l.Status != sakip.LaporanSelesai {
		t.Errorf("the good one: got %+v", l)
	}
}

// terbitkan makes a report and asks for its publication.
func terbitkan(t *testing.T, e *servicetest.Env) dispatch.Job {
	t.Helper()
	j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	must(t, "make", pembuat(e).Make(ctx, j))
	_, err := e.PublishLaporan(ctx, e.As(t, "kepala-contoh"), opd, tahun, j.Laporan, "")
	must(t, "ask", err)
	j.Jenis = dispatch.Terbit
	return j
}

func TestPublish(t *testing.T) {
	e := servicetest.Seeded(t)
	j := terbitkan(t, e)
	before := laporan(t, e, j)
	e.Waktu.Add(time.Minute)
	if f := gagalnya(t, pembuat(e), pesan(t, j, j)); len(f) != 0 {
		t.Fatalf("failed: got %q", f)
	}
	l := laporan(t, e, j)
	want := before
	want.Diterbitkan = e.Waktu.Now()
	if l != want {
		t.Errorf("record: got %+v, want %+v", l, want)
	}
	for _, key := range []string{l.Objek, l.Cuplikan} {
		body, info, err := e.Terbit.Get(ctx, key)
		_, asli, errAsli := e.Files.Get(ctx, key)
		if err != nil || errAsli != nil || info != asli || !bytes.Equal(body, isiBerkas(t, e, key)) {
			t.Errorf("%s: got %+v, %v, want %+v", key, info, err, asli)
		}
	}
	if info, _, err := e.Terbit.Get(ctx, l.Objek); err != nil || len(info) != int(l.Ukuran) {
		t.Errorf("file: got %d bytes, %v, want %d", len(info), err, l.Ukuran)
	}
	e.Waktu.Add(time.Hour)
	if f := gagalnya(t, pembuat(e), pesan(t, j)); len(f) != 0 || laporan(t, e, j) != l {
		t.Errorf("again: got %q, %+v, want %+v", f, laporan(t, e, j), l)
	}
}

func TestNotPublished(t *testing.T) {
	e := servicetest.Seeded(t)
	belum := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	belum.Jenis = dispatch.Terbit
	if f := gagalnya(t, pembuat(e), pesan(t, belum)); len(f) != 0 {
		t.Errorf("a report whose publication nobody asked for: got %q, want nothing to do", f)
	}
	if l := laporan(t, e, belum); !l.Diterbitkan.IsZero() || l.Status != sakip.LaporanMenunggu {
		t.Errorf("record: got %+v", l)
	}
	lain := belum
	lain.Jenis, lain.Laporan = "lain", "lain"
	hilang := belum
	hilang.Laporan = "tidak-ada"
	if f := gagalnya(t, pembuat(e), pesan(t, lain, hilang)); len(f) != 2 {
		t.Errorf("an unknown job and an unknown report: got %q, want both to come again", f)
	}
}

// Bytes that are not those of the record are never published, and what lies there is
// never replaced.
func TestPublishChecksTheBytes(t *testing.T) {
	for _, c := range []struct {
		name string
		ubah func(e *servicetest.Env, l sakip.Laporan) *Reporter
	}{
		{"another file under the key", func(e *servicetest.Env, _ sakip.Laporan) *Reporter {
			r := pembuat(e)
			r.Objects = lain{e.Files}
			return r
		}},
		{"other bytes published", func(e *servicetest.Env, l sakip.Laporan) *Reporter {
			_, err := e.Terbit.Put(ctx, l.Objek, "text/html", []byte("lain"))
			must(t, "put", err)
			return pembuat(e)
		}},
		{"the place does not answer", func(e *servicetest.Env, l sakip.Laporan) *Reporter {
			r := pembuat(e)
			r.Terbit = &penghitung{Objects: e.Terbit, kali: map[string]int{}, mati: func(key string) bool { return key == l.Objek }}
			return r
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			j := terbitkan(t, e)
			l := laporan(t, e, j)
			r := c.ubah(e, l)
			was, _, _ := e.Terbit.Get(ctx, l.Objek)
			if f := gagalnya(t, r, pesan(t, j)); len(f) != 1 {
				t.Errorf("failed: got %q, want the message to come again", f)
			}
			if got := laporan(t, e, j); got != l {
				t.Errorf("record: got %+v, want %+v", got, l)
			}
			if now, _, _ := e.Terbit.Get(ctx, l.Objek); !bytes.Equal(now, was) {
				t.Errorf("published: got %q, want %q", now, was)
			}
		})
	}
}

// lain gives another whole file than was asked for.
type lain struct{ objects.Objects }

func (o lain) Get(ctx context.Context, key string) ([]byte, objects.Info, error) {
	_, info, err := o.Objects.Get(ctx, key)
	body := []byte("lain")
	sum := sha256.Sum256(body)
	info.Size, info.SHA256 = int64(len(body)), hex.EncodeToString(sum[:])
	return body, info, err
}
