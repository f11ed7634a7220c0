package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"capaian/internal/wire"
)

// A file goes from a browser's form over the bucket of uploads and its event to the
// bucket where it lies for good, and comes back by the API's redirect.
func TestHandIn(t *testing.T) {
	w := stackWithSamples(t)
	const who, base = "verifikator-contoh", "/v1/opd/dinas-contoh/tahun/2025/bukti"
	for _, c := range []struct {
		name, nama string
		body       []byte
		status     string
	}{
		{"received", "Daftar hadir – 1.pdf", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("isi "), 500_000)...), "diterima"},
		{"refused", "a.xlsx", []byte("%PDF-1.7"), "ditolak"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b struct {
				Bukti    wire.Bukti
				Formulir struct {
					Alamat string
					Isian  map[string]string
				}
			}
			status, _, answer := w.send(t, who, "POST", base, nil, map[string]any{"jenis": "bukti", "indikator": "IKU-1.1", "triwulan": 4, "nama": c.nama})
			if err := json.Unmarshal(answer, &b); err != nil || status != http.StatusCreated || !strings.HasPrefix(b.Formulir.Alamat, w.s.endpoints.s3) {
				t.Fatalf("ask: got %d, %v: %s", status, err, answer)
			}
			var form bytes.Buffer
			m := multipart.NewWriter(&form)
			for k, v := range b.Formulir.Isian {
				_ = m.WriteField(k, v) // into memory
			}
			part, err := m.CreateFormFile("file", "berkas")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(c.body)
			_ = m.Close()
			if status, _, answer := w.send(t, "", "POST", b.Formulir.Alamat, map[string]string{"Content-Type": m.FormDataContentType()}, form.String()); status != http.StatusNoContent {
				t.Fatalf("send: got %d: %s", status, answer)
			}
			var got wire.Bukti
			until(t, "the file is looked at", func() bool {
				w.read(t, who, base+"/"+b.Bukti.ID, &got)
				return got.Status != "menunggu"
			})
			if string(got.Status) != c.status {
				t.Fatalf("got %+v, want %s", got, c.status)
			}
			status, header, _ := w.send(t, who, "GET", base+"/"+b.Bukti.ID+"/isi", nil, nil)
			if c.status == "ditolak" {
				if status != http.StatusLocked {
					t.Errorf("download: got %d, want 423", status)
				}
				return
			}
			_, _, body := w.send(t, "", "GET", header.Get("Location"), nil, nil)
			if sum := sha256.Sum256(body); !bytes.Equal(body, c.body) || got.SHA256 != hex.EncodeToString(sum[:]) {
				t.Errorf("download: got %d bytes, want the %d sent", len(body), len(c.body))
			}
		})
	}
}

// A published report lies in the bucket that the template locks: as it does there, the
// version cannot be deleted.
func TestPublishUnderLock(t *testing.T) {
	w := stackWithSamples(t)
	const who, base = "kepala-contoh", "/v1/opd/dinas-contoh/tahun/2025/laporan"
	var l wire.Laporan
	status, _, body := w.send(t, who, "POST", base, nil, map[string]string{"jenis": "lkjip", "format": "html"})
	if err := json.Unmarshal(body, &l); err != nil || status != http.StatusAccepted {
		t.Fatalf("ask: got %d, %v: %s", status, err, body)
	}
	until(t, "the report", func() bool {
		w.read(t, who, base+"/"+l.ID, &l)
		return l.Status == "selesai"
	})
	if status, _, body := w.send(t, who, "POST", base+"/"+l.ID+"/terbit", nil, nil); status != http.StatusAccepted {
		t.Fatalf("publish: got %d: %s", status, body)
	}
	until(t, "the publication", func() bool {
		w.read(t, who, base+"/"+l.ID, &l)
		return !l.Diterbitkan.IsZero()
	})
	bucket := w.s.ref("BucketTerbit", "AWS::S3::Bucket")
	versions, err := w.s.clients.s3.ListObjectVersions(t.Context(), &s3.ListObjectVersionsInput{Bucket: &bucket, Prefix: aws.String(l.Objek)})
	if err != nil || len(versions.Versions) != 1 {
		t.Fatalf("published: got %+v, %v, want one version of %s", versions, err, l.Objek)
	}
	if _, err := w.s.clients.s3.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &bucket, Key: &l.Objek, VersionId: versions.Versions[0].VersionId}); err == nil {
		t.Error("the published version could be deleted")
	}
	hal := "/publik/laporan/dinas-contoh/" + l.Paket
	for alamat, berisi := range map[string]string{hal: l.SHA256, "/publik": "Contoh", "/publik/verifikasi?sha256=" + l.SHA256: "✓ Asli", "/v1" + hal + "/data/csv": "IKU-1.1"} {
		if status, _, body := w.send(t, "", "GET", alamat, nil, nil); status != http.StatusOK || !bytes.Contains(body, []byte(berisi)) {
			t.Errorf("%s, as a stranger: got %d, want %q: %.300s", alamat, status, berisi, body)
		}
	}
	status, header, _ := w.send(t, "", "GET", hal+"/berkas/"+l.SHA256, nil, nil)
	if status != http.StatusFound {
		t.Fatalf("the file, as a stranger: got %d", status)
	}
	_, _, body = w.send(t, "", "GET", header.Get("Location"), nil, nil)
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != l.SHA256 {
		t.Errorf("the file, as a stranger: got %d bytes, want those published", len(body))
	}
}
