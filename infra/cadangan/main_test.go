package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"capaian/infra/test/program"
	"capaian/internal/arsip"
	"capaian/internal/objects/s3"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/store/dynamo"
	"capaian/internal/wire"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"
)

const opd = servicetest.OPD

var ctx = context.Background()

// The kill test starts this test binary again as the program.
const envAnak = "CAPAIAN_CADANGAN_ANAK"

func TestMain(m *testing.M) {
	if os.Getenv(envAnak) != "" {
		if err := command(ctx, os.Args[1:], os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, explain(err))
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func must(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// contoh is an archive of the sample agency with a report and its link.
func contoh(t *testing.T) (name string) {
	t.Helper()
	e := servicetest.Seeded(t)
	l, err := e.RequestLaporan(ctx, e.As(t, "verifikator-contoh"), opd, servicetest.Tahun, sakip.Laporan{Jenis: sakip.LKjIP, Periode: 4, Format: sakip.HTML})
	must(t, "ask", err)
	l.Status, l.Objek = sakip.LaporanSelesai, "laporan/"+opd+"/2025/satu.html"
	_, err = e.Files.Put(ctx, l.Objek, "text/html", []byte("<p>laporan"))
	must(t, "put", err)
	snap, err := e.Embedded.Load(ctx, store.Laporan(opd, servicetest.Tahun))
	must(t, "load", err)
	must(t, "finish", e.FinishLaporan(ctx, l, snap.Items[0].Versi))
	name = filepath.Join(t.TempDir(), "contoh.zip")
	f, err := os.Create(name)
	must(t, "create", err)
	_, err = arsip.Export(ctx, e.Embedded, e.Files, opd, e.Waktu.Now(), f)
	must(t, "export", err)
	must(t, "close", f.Close())
	return name
}

// anggota is what an archive holds but for its manifest, which has the time.
func anggota(t *testing.T, name string) string {
	t.Helper()
	z, err := zip.OpenReader(name)
	must(t, "zip", err)
	defer func() { _ = z.Close() }()
	out := ""
	for _, f := range z.File {
		if f.Name == "manifest.json" {
			continue
		}
		r, err := f.Open()
		must(t, "zip", err)
		sum := crc32.NewIEEE()
		_, err = io.Copy(sum, r)
		must(t, "zip", err)
		out += fmt.Sprintln(f.Name, f.UncompressedSize64, sum.Sum32())
	}
	return out
}

// jalan runs the program and gives what it printed.
func jalan(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := command(ctx, args, &out); err != nil {
		t.Fatalf("%v: %s", args, explain(err))
	}
	return out.String()
}

// awan starts DynamoDB Local and VersityGW and puts them into the environment, as people
// name them to the SDK.
func awan(t *testing.T) {
	t.Helper()
	db, stop, err := program.DynamoDB()
	must(t, "DynamoDB Local", err)
	t.Cleanup(func() { must(t, "stop", stop()) })
	gw, stopGW, err := program.VersityGW(t.TempDir(), "uji", "rahasia-untuk-uji")
	must(t, "VersityGW", err)
	t.Cleanup(func() { must(t, "stop", stopGW()) })
	for name, v := range map[string]string{"AWS_ENDPOINT_URL_DYNAMODB": db, "AWS_ENDPOINT_URL_S3": gw, "AWS_REGION": "us-east-1",
		"AWS_ACCESS_KEY_ID": "uji", "AWS_SECRET_ACCESS_KEY": "rahasia-untuk-uji", "AWS_EC2_METADATA_DISABLED": "true",
		"CAPAIAN_TABEL_KINERJA": "Kinerja", "CAPAIAN_BUCKET": "laporan", "CAPAIAN_TERBIT": "terbit"} {
		t.Setenv(name, v)
	}
	c, err := config.LoadDefaultConfig(ctx)
	must(t, "configuration", err)
	must(t, "tables", dynamo.Tables(ctx, dynamodb.NewFromConfig(c), "Kinerja", "Hasil"))
	bucket := "laporan"
	_, err = awss3.NewFromConfig(c).CreateBucket(ctx, &awss3.CreateBucketInput{Bucket: &bucket})
	must(t, "bucket", err)
}

// TestThereAndBack is the move as people do it: from a file to one machine, to AWS, to
// another machine.
func TestThereAndBack(t *testing.T) {
	first := contoh(t)
	folder := t.TempDir()
	awan(t)
	a, b := "lokal:"+filepath.Join(folder, "a"), "lokal:"+filepath.Join(folder, "b")
	if out := jalan(t, "periksa", first); !strings.Contains(out, "Utuh") || !strings.Contains(out, "1 berkas") {
		t.Errorf("periksa: got %q, want it whole with a file", out)
	}
	jalan(t, "impor", "-dari", first, "-ke", a, "-buat-kabupaten")
	second, third := filepath.Join(folder, "2.zip"), filepath.Join(folder, "3.zip")
	jalan(t, "ekspor", "-opd", opd, "-dari", a, "-ke", second)
	if out := jalan(t, "impor", "-dari", second, "-ke", "aws", "-buat-kabupaten"); strings.Contains(out, " 0 partisi baru") {
		t.Errorf("impor: got %q, want new partitions", out)
	}
	if out := jalan(t, "impor", "-dari", second, "-ke", "aws"); !strings.Contains(out, " 0 partisi baru") {
		t.Errorf("impor again: got %q, want no new partition", out)
	}
	jalan(t, "ekspor", "-opd", opd, "-dari", "aws", "-ke", third)
	jalan(t, "impor", "-dari", third, "-ke", b, "-buat-kabupaten")
	for _, name := range []string{second, third} {
		if got, want := anggota(t, name), anggota(t, first); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v, %v, want it for its owner alone", name, info.Mode(), err)
		}
	}
	s3, err := s3.Open(ctx, "laporan")
	must(t, "bucket", err)
	if body, info, err := s3.Get(ctx, "laporan/"+opd+"/2025/satu.html"); err != nil || string(body) != "<p>laporan" || info.ContentType != "text/html" {
		t.Errorf("object in the bucket: got %q, %+v, %v", body, info, err)
	}
	left, err := filepath.Glob(filepath.Join(folder, ".cadangan-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("got %v left behind, %v, want nothing", left, err)
	}
}

// berubah brings an archive in and lets the agency go on there.
func berubah(t *testing.T, name, place string) {
	t.Helper()
	jalan(t, "impor", "-dari", name, "-ke", place, "-buat-kabupaten")
	p, err := buka(ctx, place, false)
	must(t, "open", err)
	defer func() { must(t, "close", p.close()) }()
	_, err = p.Store.Do(ctx, store.Command{Partition: store.OPD(opd), Audit: store.Audit{Waktu: time.Unix(1_800_000_000, 0), Perintah: "PutProfil"}})
	must(t, "change", err)
}

// TestRefusals: what does not go says what to do, and leaves no file.
func TestRefusals(t *testing.T) {
	first := contoh(t)
	folder := t.TempDir()
	used := filepath.Join(folder, "dipakai")
	open, err := lokal(used, true)
	must(t, "open", err)
	defer func() { must(t, "close", open.close()) }()
	empty := filepath.Join(folder, "kosong")
	must(t, "mkdir", os.Mkdir(empty, 0o750))
	other := "lokal:" + filepath.Join(folder, "lain")
	berubah(t, first, other)
	bad := filepath.Join(folder, "rusak.zip")
	b, err := os.ReadFile(first)
	must(t, "read", err)
	b[200] ^= 1
	must(t, "write", os.WriteFile(bad, b, 0o600))
	target := filepath.Join(folder, "hasil.zip")
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "cara pakai"},
		{"unknown command", []string{"pulihkan"}, "cara pakai"},
		{"unknown flag", []string{"ekspor", "-semua"}, "cara pakai"},
		{"no agency", []string{"ekspor", "-dari", "lokal:" + empty, "-ke", target}, "cara pakai"},
		{"more than one file", []string{"periksa", first, first}, "cara pakai"},
		{"unknown place", []string{"ekspor", "-opd", opd, "-dari", "ftp:x", "-ke", target}, "lokal:<folder> atau aws"},
		{"no folder", []string{"ekspor", "-opd", opd, "-dari", "lokal:", "-ke", target}, "lokal:<folder> atau aws"},
		{"nothing there", []string{"ekspor", "-opd", opd, "-dari", "lokal:" + empty, "-ke", target}, "tidak ada data"},
		{"in use", []string{"ekspor", "-opd", opd, "-dari", "lokal:" + used, "-ke", target}, "hentikan dahulu"},
		{"aws not named", []string{"impor", "-dari", first, "-ke", "aws"}, "CAPAIAN_TABEL_KINERJA"},
		{"file there", []string{"ekspor", "-opd", opd, "-dari", "lokal:" + empty, "-ke", first}, "sudah ada"},
		{"no file", []string{"periksa", filepath.Join(folder, "tidak-ada.zip")}, "tidak-ada.zip"},
		{"damaged", []string{"periksa", bad}, "Arsip ditolak"},
		{"damaged, to be brought in", []string{"impor", "-dari", bad, "-ke", "lokal:" + filepath.Join(folder, "baru"), "-buat-kabupaten"}, "Arsip ditolak"},
		{"no kabupaten", []string{"impor", "-dari", first, "-ke", "lokal:" + filepath.Join(folder, "baru")}, "tambahkan -buat-kabupaten"},
		{"changed since", []string{"impor", "-dari", first, "-ke", other}, "Di tempat tujuan ada Partisi OPD#dinas-contoh dengan isi lain"},
		{"no such agency", []string{"ekspor", "-opd", "lain", "-dari", "lokal:" + filepath.Join(folder, "baru"), "-ke", target}, "“lain” tidak ditemukan"},
	} {
		err := command(ctx, c.args, io.Discard)
		if err == nil || !strings.Contains(explain(err), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	left, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	if hidden, _ := filepath.Glob(filepath.Join(folder, ".cadangan-*")); err != nil || len(left) != 1 || len(hidden) != 0 {
		t.Errorf("got files %v and %v, want none but the damaged one", left, hidden)
	}
}

// TestKill kills an import at random moments, over and over on the same folder, and looks
// for half a partition; the last one goes through.
func TestKill(t *testing.T) {
	first := contoh(t)
	f, err := os.Open(first)
	must(t, "open", err)
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	must(t, "stat", err)
	a, err := arsip.Open(f, info.Size())
	must(t, "open", err)
	whole, err := a.Verify(ctx)
	must(t, "verify", err)
	folder := filepath.Join(t.TempDir(), "data")
	args := []string{"impor", "-dari", first, "-ke", "lokal:" + folder, "-buat-kabupaten"}
	const rounds = 25
	most := 150 * time.Millisecond
	killed, partly := 0, 0
	for range rounds {
		if rand.IntN(3) == 0 {
			folder = filepath.Join(t.TempDir(), "data")
			args[4] = "lokal:" + folder
		}
		cmd := exec.Command(os.Args[0], args...)
		cmd.Env = append(os.Environ(), envAnak+"=1")
		must(t, "start", cmd.Start())
		timer := time.AfterFunc(rand.N(most), func() { _ = cmd.Process.Kill() })
		if cmd.Wait() != nil {
			killed++
		}
		timer.Stop()
		if _, err := os.Stat(filepath.Join(folder, "kinerja.db")); err != nil {
			continue
		}
		if there := berdiri(t, folder, whole); there > 0 && there < len(whole.Partisi) {
			partly++
		}
	}
	t.Logf("%d of %d rounds killed, %d times some partitions there and others not", killed, rounds, partly)
	if killed == 0 {
		t.Error("got no import killed, want some")
	}
	jalan(t, args...)
	if there := berdiri(t, folder, whole); there != len(whole.Partisi) {
		t.Errorf("got %d partitions, want all %d", there, len(whole.Partisi))
	}
	again := filepath.Join(t.TempDir(), "lagi.zip")
	jalan(t, "ekspor", "-opd", opd, "-dari", "lokal:"+folder, "-ke", again)
	if got, want := anggota(t, again), anggota(t, first); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// berdiri counts the partitions that are there, each of which must be whole.
func berdiri(t *testing.T, folder string, whole arsip.Ringkasan) (n int) {
	t.Helper()
	p, err := lokal(folder, false)
	must(t, "open", err)
	defer func() { must(t, "close", p.close()) }()
	for _, w := range whole.Partisi {
		s, err := p.Store.Load(ctx, w.Kunci)
		must(t, "load", err)
		entries, err := p.Store.Entries(ctx, w.Kunci, 0, 1<<30)
		must(t, "entries", err)
		seq, head, err := store.VerifyChain(entries, 0, "")
		if err != nil || seq != s.Meta.Versi || head != s.Meta.Head {
			t.Errorf("%s: got a chain to %d, %v, want META's %d", w.Kunci, seq, err, s.Meta.Versi)
		}
		if s.Meta.Versi == 0 && len(s.Items) == 0 {
			continue
		}
		if n++; s.Meta.Versi != w.Versi || len(s.Items) != w.Baris {
			t.Errorf("%s: got Versi %d and %d items, want %d and %d", w.Kunci, s.Meta.Versi, len(s.Items), w.Versi, w.Baris)
		}
	}
	return n
}

// TestMovedFigures: after a move people go on, on the Versi that they have seen before.
func TestMovedFigures(t *testing.T) {
	e := servicetest.Seeded(t)
	folder := filepath.Join(t.TempDir(), "data")
	name := filepath.Join(t.TempDir(), "a.zip")
	f, err := os.Create(name)
	must(t, "create", err)
	_, err = arsip.Export(ctx, e.Embedded, e.Files, opd, e.Waktu.Now(), f)
	must(t, "export", err)
	must(t, "close", f.Close())
	before, err := e.Tahun(ctx, e.As(t, "verifikator-contoh").Orang, opd, servicetest.Tahun)
	must(t, "read", err)
	jalan(t, "impor", "-dari", name, "-ke", "lokal:"+folder, "-buat-kabupaten")
	p, err := lokal(folder, false)
	must(t, "open", err)
	defer func() { must(t, "close", p.close()) }()
	e.Store, e.Objects = p.Store, p.Objects
	n := before.Data.Narasi[0]
	n.Isi = "sesudah pindah"
	k := store.Key{Doc: "NAR", Row: n.Bagian}
	v, err := e.PutNarasi(ctx, e.As(t, "verifikator-contoh"), opd, servicetest.Tahun, n, before.Versi[k])
	if err != nil || v != before.Meta.Versi+1 {
		t.Errorf("got %d, %v, want the command after META's %d", v, err, before.Meta.Versi)
	}
	if got, err := p.Store.Get(ctx, store.TahunOPD(opd, servicetest.Tahun), k); err != nil || !strings.Contains(string(got.Data), wire.FromNarasi(n).Isi) {
		t.Errorf("got %s, %v, want what was written after the move", got.Data, err)
	}
}
