package receiver

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
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

func penerima(e *servicetest.Env) *Receiver {
	return &Receiver{Service: e.Service, Uploads: e.Unggahan, Objects: e.Files, Clock: e.Waktu.Now, Log: slog.New(slog.DiscardHandler)}
}

// minta asks for a place for a file of this name.
func minta(t *testing.T, e *servicetest.Env, jenis sakip.JenisBukti, nama string) (sakip.Bukti, objects.Form) {
	t.Helper()
	b := sakip.Bukti{Jenis: jenis, Nama: nama}
	if jenis == sakip.BuktiDukung {
		b.Indikator, b.Triwulan = "IKU-1.3", 4
	}
	b, f, err := e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opd, tahun, b)
	must(t, "ask", err)
	return b, *f
}

// tiba sends a file and returns the event that tells of it.
func tiba(t *testing.T, e *servicetest.Env, f objects.Form, body []byte) events.EventBridgeEvent {
	t.Helper()
	if got := e.Kirim(t, f, body); got != 204 {
		t.Fatalf("send: got %d, want 204", got)
	}
	up := e.Tiba[len(e.Tiba)-1]
	return peristiwa(t, "bukti", up.Key, up.Version)
}

// peristiwa is an event as AWS sends it, of this object.
func peristiwa(t *testing.T, nama, key, version string) events.EventBridgeEvent {
	t.Helper()
	raw, err := os.ReadFile("../../functions/bukti/testdata/" + nama + ".json")
	must(t, "read", err)
	var ev events.EventBridgeEvent
	must(t, "decode", json.Unmarshal(raw, &ev))
	var detail map[string]any
	must(t, "decode", json.Unmarshal(ev.Detail, &detail))
	detail["object"].(map[string]any)["key"] = key
	detail["object"].(map[string]any)["version-id"] = version
	ev.Detail, err = json.Marshal(detail)
	must(t, "encode", err)
	return ev
}

func catatan(t *testing.T, e *servicetest.Env, b sakip.Bukti) sakip.Bukti {
	t.Helper()
	b, _, err := record.Bukti(ctx, e.Embedded, b.OPD, b.Tahun, b.ID)
	must(t, "read the record", err)
	return b
}

// paket is a ZIP file with these names.
func paket(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		must(t, "zip", err)
		_, err = w.Write([]byte("<isi/>"))
		must(t, "zip", err)
	}
	must(t, "zip", z.Close())
	return b.Bytes()
}

var (
	pdf  = []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	jpeg = []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00")
	png  = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
)

func TestReceived(t *testing.T) {
	e := servicetest.Seeded(t)
	xlsx := paket(t, "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
	docx := paket(t, "[Content_Types].xml", "word/document.xml")
	for _, c := range []struct {
		nama  string
		jenis sakip.JenisBukti
		body  []byte
		isi   sakip.JenisIsi
	}{
		{"a.pdf", sakip.BuktiDukung, pdf, sakip.IsiPDF},
		{"a.JPG", sakip.BuktiDukung, jpeg, sakip.IsiJPEG},
		{"a.jpeg", sakip.BuktiDukung, jpeg, sakip.IsiJPEG},
		{"a.png", sakip.BuktiDukung, png, sakip.IsiPNG},
		{"a.xlsx", sakip.BuktiDukung, xlsx, sakip.IsiXLSX},
		{"a.docx", sakip.BuktiDukung, docx, sakip.IsiDOCX},
		{"a.csv", sakip.BuktiDukung, []byte("\ufeffnama;nilai\r\nRusunawa;1\r\n"), sakip.IsiCSV},
		{"a.txt", sakip.BuktiDukung, []byte("Catatan – rapat\n"), sakip.IsiTeks},
		{"impor.xlsx", sakip.BuktiImpor, xlsx, sakip.IsiXLSX},
		{"impor.csv", sakip.BuktiImpor, []byte("kode;pagu\n1;2\n"), sakip.IsiCSV},
	} {
		t.Run(c.nama, func(t *testing.T) {
			b, f := minta(t, e, c.jenis, c.nama)
			ev := tiba(t, e, f, c.body)
			e.Waktu.Add(time.Minute)
			must(t, "handle", penerima(e).Handle(ctx, ev))
			sum := sha256.Sum256(c.body)
			want := b
			want.Status, want.Diperiksa, want.Objek, want.Ukuran, want.SHA256, want.JenisIsi = sakip.BuktiDiterima, e.Waktu.Now(),
				string(c.jenis)+"/dinas-contoh/2025/"+b.ID, int64(len(c.body)), hex.EncodeToString(sum[:]), c.isi
			if got := catatan(t, e, b); got != want {
				t.Errorf("record: got %+v, want %+v", got, want)
			}
			body, info, err := e.Files.Get(ctx, want.Objek)
			if err != nil || !bytes.Equal(body, c.body) || info.ContentType != string(c.isi) {
				t.Errorf("object: got %d bytes of %+v, %v", len(body), info, err)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	e := servicetest.Seeded(t)
	xlsx := paket(t, "[Content_Types].xml", "xl/workbook.xml")
	for _, c := range []struct {
		name, nama string
		body       []byte
		alasan     string
	}{
		{"a workbook that is a PDF", "a.xlsx", pdf, "Isi berkas ini PDF, sedangkan namanya berakhiran .xlsx"},
		{"a PDF that is text", "a.pdf", []byte("bukan PDF"), "Isi berkas ini teks"},
		{"a picture that is another", "a.png", jpeg, "Isi berkas ini gambar JPEG"},
		{"a document that is a workbook", "a.docx", xlsx, "Isi berkas ini lembar kerja XLSX"},
		{"a workbook that is a document", "a.xlsx", paket(t, "[Content_Types].xml", "word/document.xml"), "Isi berkas ini dokumen DOCX"},
		{"a page", "a.txt", []byte("<!DOCTYPE html><script>alert(1)</script>"), "Jenis berkas ini tidak diterima"},
		{"a program", "a.pdf", []byte("MZ\x90\x00\x03\x00\x00\x00"), "Jenis berkas ini tidak diterima"},
		{"a program, by its first bytes a text", "a.txt", append(bytes.Repeat([]byte("a"), 600), 0, 1, 2), "bukan teks UTF-8"},
		{"a moving picture", "a.png", []byte("GIF89a..........."), "Jenis berkas ini tidak diterima"},
		{"old text", "a.csv", []byte("nama;nilai\r\nAndr\xe9;1\r\n"), "bukan teks UTF-8"},
		{"wide text", "a.csv", []byte("\xff\xfea\x00;\x00b\x00"), "bukan teks UTF-8"},
		{"a ZIP file", "a.xlsx", paket(t, "a.pdf"), "Berkas ZIP tidak diterima"},
		{"a ZIP file with a workbook's name in it", "a.xlsx", paket(t, "xl/workbook.xml"), "Berkas ZIP tidak diterima"},
		{"macros", "a.xlsx", paket(t, "[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "memuat makro"},
		{"half a workbook", "a.xlsx", xlsx[:len(xlsx)-30], "rusak atau terpotong"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, f := minta(t, e, sakip.BuktiDukung, c.nama)
			must(t, "handle", penerima(e).Handle(ctx, tiba(t, e, f, c.body)))
			got := catatan(t, e, b)
			if got.Status != sakip.BuktiDitolak || !strings.Contains(got.Alasan, c.alasan) || got.Objek+got.SHA256 != "" {
				t.Errorf("record: got %+v, want it refused: %s", got, c.alasan)
			}
			if _, _, err := e.Files.Get(ctx, service.KunciBukti(b)); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("object: got %v, want none", err)
			}
			// A good file by the same form comes too late.
			must(t, "handle", penerima(e).Handle(ctx, tiba(t, e, f, pdf)))
			if again := catatan(t, e, b); again != got {
				t.Errorf("after another file: got %+v, want %+v", again, got)
			}
		})
	}
}

// luar counts what is put and fetched, and fails while mati says so.
type luar struct {
	objects.Objects
	objects.Uploads
	mu   sync.Mutex
	puts int
	mati func(what string) error
}

func (l *luar) hit(what string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if what == "put" {
		l.puts++
	}
	if l.mati == nil {
		return nil
	}
	return l.mati(what)
}

func (l *luar) Get(ctx context.Context, key string) ([]byte, objects.Info, error) {
	if err := l.hit("get"); err != nil {
		return nil, objects.Info{}, err
	}
	return l.Objects.Get(ctx, key)
}

func (l *luar) Put(ctx context.Context, key, contentType string, body []byte) (objects.Info, error) {
	if err := l.hit("put"); err != nil {
		return objects.Info{}, err
	}
	return l.Objects.Put(ctx, key, contentType, body)
}

func (l *luar) Fetch(ctx context.Context, key, version string, max int64) ([]byte, error) {
	if err := l.hit("fetch"); err != nil {
		return nil, err
	}
	return l.Uploads.Fetch(ctx, key, version, max)
}

func di(e *servicetest.Env, l *luar) *Receiver {
	l.Objects, l.Uploads = e.Files, e.Unggahan
	r := penerima(e)
	r.Objects, r.Uploads = l, l
	return r
}

func TestTwiceHasOneEffect(t *testing.T) {
	e := servicetest.Seeded(t)
	l := &luar{}
	r := di(e, l)
	b, f := minta(t, e, sakip.BuktiDukung, "a.pdf")
	ev := tiba(t, e, f, pdf)
	must(t, "first", r.Handle(ctx, ev))
	first := catatan(t, e, b)
	e.Waktu.Add(time.Hour)
	must(t, "again", r.Handle(ctx, ev))
	if again := catatan(t, e, b); again != first || l.puts != 1 {
		t.Errorf("again: got %+v and %d puts, want %+v and one", again, l.puts, first)
	}
	entries, err := e.Embedded.Entries(ctx, store.Bukti(opd, tahun), 0, 100)
	if err != nil || len(entries) != 2 || entries[1].Perintah != "FinishBukti" || entries[1].Pelaku.Sub != "sistem" {
		t.Errorf("audit: got %+v, %v, want the request and one outcome", entries, err)
	}
}

// Whoever sends a second file by the same form changes nothing that was recorded, in
// whichever order the events come.
func TestASecondFile(t *testing.T) {
	for _, c := range []struct {
		name  string
		order []int
		want  int
	}{{"in order", []int{0, 1}, 0}, {"out of order", []int{1, 0}, 1}, {"over and over", []int{1, 1, 0, 1, 0}, 1}} {
		t.Run(c.name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			b, f := minta(t, e, sakip.BuktiDukung, "a.txt")
			bodies := [][]byte{[]byte("pertama"), []byte("kedua")}
			var evs []events.EventBridgeEvent
			for _, body := range bodies {
				evs = append(evs, tiba(t, e, f, body))
			}
			for _, n := range c.order {
				must(t, "handle", penerima(e).Handle(ctx, evs[n]))
			}
			got := catatan(t, e, b)
			body, _, err := e.Files.Get(ctx, got.Objek)
			sum := sha256.Sum256(bodies[c.want])
			if err != nil || !bytes.Equal(body, bodies[c.want]) || got.SHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("got %q, %v, %+v, want %q", body, err, got, bodies[c.want])
			}
		})
	}
}

func TestAtOnceHasOneOutcome(t *testing.T) {
	e := servicetest.Seeded(t)
	b, f := minta(t, e, sakip.BuktiDukung, "a.txt")
	evs := []events.EventBridgeEvent{tiba(t, e, f, []byte("pertama")), tiba(t, e, f, []byte("kedua"))}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			if err := penerima(e).Handle(ctx, evs[n%2]); err != nil {
				t.Errorf("handle: %v", err)
			}
		})
	}
	wg.Wait()
	got := catatan(t, e, b)
	body, _, err := e.Files.Get(ctx, got.Objek)
	sum := sha256.Sum256(body)
	if err != nil || got.Status != sakip.BuktiDiterima || got.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("got %+v of %q, %v", got, body, err)
	}
}

var errMati = errors.New("does not answer")

// tabelMati refuses commands and reads while told so.
type tabelMati struct {
	store.Store
	baca, tulis bool
}

func (s tabelMati) Get(ctx context.Context, p store.Partition, k store.Key) (store.Item, error) {
	if s.baca {
		return store.Item{}, fault.New(fault.Busy)
	}
	return s.Store.Get(ctx, p, k)
}

func (s tabelMati) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if s.tulis {
		return store.Result{}, fault.New(fault.ReadOnly)
	}
	return s.Store.Do(ctx, c)
}

// A run that dies at any step is an error, so that the event comes again; what comes
// between, another file by the same form, counts only if nothing was kept before.
func TestDiesHalfWay(t *testing.T) {
	for _, c := range []struct {
		name, mati string
		tabel      tabelMati
		want       string
	}{
		{"the record cannot be read", "", tabelMati{baca: true}, "kedua"},
		{"the objects cannot be read", "get", tabelMati{}, "kedua"},
		{"the upload cannot be read", "fetch", tabelMati{}, "kedua"},
		{"the file cannot be kept", "put", tabelMati{}, "kedua"},
		{"the outcome cannot be written", "", tabelMati{tulis: true}, "pertama"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			b, f := minta(t, e, sakip.BuktiDukung, "a.txt")
			first, second := tiba(t, e, f, []byte("pertama")), tiba(t, e, f, []byte("kedua"))
			c.tabel.Store = e.Embedded
			r := di(e, &luar{mati: func(what string) error {
				if what == c.mati {
					return errMati
				}
				return nil
			}})
			r.Service = &service.Service{Store: c.tabel, Clock: e.Waktu.Now, ID: e.ID}
			if err := r.Handle(ctx, first); err == nil {
				t.Fatal("got success, want an error: the event must come again")
			}
			if got := catatan(t, e, b); got.Status != sakip.BuktiMenunggu {
				t.Errorf("record: got %+v, want it to wait", got)
			}
			for range 2 {
				must(t, "the second file's", penerima(e).Handle(ctx, second))
				must(t, "the first file's, again", penerima(e).Handle(ctx, first))
			}
			got := catatan(t, e, b)
			body, _, err := e.Files.Get(ctx, got.Objek)
			sum := sha256.Sum256([]byte(c.want))
			if err != nil || string(body) != c.want || got.SHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("got %q, %v, %+v, want %q", body, err, got, c.want)
			}
		})
	}
}

// What cannot be mended by trying again is no error.
func TestNothingToDo(t *testing.T) {
	e := servicetest.Seeded(t)
	b, f := minta(t, e, sakip.BuktiDukung, "a.pdf")
	ev := tiba(t, e, f, pdf)
	up := e.Tiba[0]
	for _, key := range []string{"", "laporan/a", "bukti/dinas-contoh/2025/tidak-ada", "bukti/tidak-ada/2025/" + b.ID,
		"bukti/dinas-contoh/2024/" + b.ID, "impor/dinas-contoh/2025/" + b.ID, "../" + up.Key} {
		if err := penerima(e).Handle(ctx, peristiwa(t, "impor", key, up.Version)); err != nil {
			t.Errorf("key %q: got %v, want nothing done", key, err)
		}
	}
	if got := catatan(t, e, b); got != b {
		t.Errorf("record: got %+v, want %+v", got, b)
	}
	// A day later the upload is gone.
	e.Waktu.Add(25 * time.Hour)
	if _, err := e.Unggahan.Waiting(ctx); err != nil {
		t.Fatal(err)
	}
	must(t, "gone", penerima(e).Handle(ctx, ev))
	if got := catatan(t, e, b); got.Status != sakip.BuktiDitolak || !strings.Contains(got.Alasan, "Kirim lagi") {
		t.Errorf("gone: got %+v, want it refused", got)
	}
}

func TestTooLarge(t *testing.T) {
	e := servicetest.Seeded(t)
	b, f := minta(t, e, sakip.BuktiDukung, "a.pdf")
	r := di(e, &luar{mati: func(what string) error {
		if what == "fetch" {
			return objects.TooLarge(sakip.BuktiDukung.Batas())
		}
		return nil
	}})
	must(t, "handle", r.Handle(ctx, tiba(t, e, f, pdf)))
	if got := catatan(t, e, b); got.Status != sakip.BuktiDitolak || !strings.Contains(got.Alasan, "lebih dari 20 MB") {
		t.Errorf("got %+v, want it refused", got)
	}
}

func TestHandleRefusesWhatItDoesNotKnow(t *testing.T) {
	e := servicetest.Seeded(t)
	for name, ev := range map[string]events.EventBridgeEvent{
		"a tick":     {DetailType: "Scheduled Event", Detail: json.RawMessage("{}")},
		"no detail":  {DetailType: "Object Created"},
		"no version": peristiwa(t, "bukti", "bukti/dinas-contoh/2025/B1", ""),
	} {
		if err := penerima(e).Handle(ctx, ev); err == nil {
			t.Errorf("%s: got success", name)
		}
	}
}
