package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"capaian/infra/contoh"
	"capaian/internal/objects"
	"capaian/internal/objects/dir"
	"capaian/internal/sample"
	"capaian/internal/wire"
)

// buktiJSON is what the API answers who wants to hand in a file.
type buktiJSON struct {
	Bukti    wire.Bukti
	Formulir *struct {
		Alamat string
		Isian  map[string]string
	}
}

// mintaBukti asks for a place for evidence of this file name.
func (h *harness) mintaBukti(orang, nama string) buktiJSON {
	h.t.Helper()
	status, body := h.send(orang, "POST", alamatTahun(contoh.OPD, contoh.Tahun)+"/bukti", nil,
		map[string]any{"jenis": "bukti", "indikator": "IKU-1.1", "triwulan": 4, "nama": nama})
	var b buktiJSON
	if err := json.Unmarshal(body, &b); err != nil || status != http.StatusCreated || b.Formulir == nil {
		h.t.Fatalf("ask for a place: got status %d: %s", status, body)
	}
	return b
}

// formulirIsi is a form filled in with a file.
func formulirIsi(t *testing.T, isian map[string]string, body []byte) (contentType string, form io.Reader) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range isian {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", "berkas")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &b
}

func (h *harness) kirimBukti(t *testing.T, b buktiJSON, body []byte) {
	t.Helper()
	contentType, form := formulirIsi(t, b.Formulir.Isian, body)
	res, err := http.Post(b.Formulir.Alamat, contentType, form)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusNoContent {
		t.Fatalf("send: got status %d, want 204", res.StatusCode)
	}
}

// diperiksa waits until a file was looked at.
func (h *harness) diperiksa(orang string, b buktiJSON) wire.Bukti {
	h.t.Helper()
	var got wire.Bukti
	h.until("the file is looked at", func() bool {
		h.read(orang, alamatTahun(contoh.OPD, contoh.Tahun)+"/bukti/"+b.Bukti.ID, &got)
		return got.Status != "menunggu"
	})
	return got
}

// TestUpload hands in evidence as a person with a browser does, and downloads it again.
func TestUpload(t *testing.T) {
	h := startMachine(t, seed(t))
	body := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("bukti "), 500_000)...)
	b := h.mintaBukti(contoh.Verifikator, "Daftar hadir – TW4.pdf")
	h.kirimBukti(t, b, body)
	got := h.diperiksa(contoh.Verifikator, b)
	sum := sha256.Sum256(body)
	if got.Status != "diterima" || got.SHA256 != hex.EncodeToString(sum[:]) || got.Ukuran != int64(len(body)) || got.JenisIsi != "application/pdf" {
		t.Errorf("got %+v, want it received", got)
	}
	isi := alamatTahun(contoh.OPD, contoh.Tahun) + "/bukti/" + b.Bukti.ID + "/isi"
	status, header, answer := h.exchange("operator-brs", "GET", isi, nil, nil) // the client follows
	if status != http.StatusOK || !bytes.Equal(answer, body) || header.Get("Content-Type") != "application/pdf" || header.Get("Content-Disposition") != objects.Disposition("Daftar hadir – TW4.pdf") {
		t.Errorf("download: got status %d with %d bytes, %v", status, len(answer), header)
	}
	if status, _ := h.get("admin-contoh", isi); status != http.StatusNotFound {
		t.Errorf("download by another kabupaten: got status %d, want 404", status)
	}

	// Another file by the same form changes nothing; one of another kind is refused.
	h.kirimBukti(t, b, []byte("%PDF-1.7 lain"))
	salah := h.mintaBukti("verifikator-dinsos", "a.xlsx")
	h.kirimBukti(t, salah, []byte("%PDF-1.7"))
	if got := h.diperiksa(contoh.Verifikator, salah); got.Status != "ditolak" || got.Alasan == "" {
		t.Errorf("a PDF for a workbook: got %+v, want it refused with a reason", got)
	}
	if err := h.m.tick(t.Context()); err != nil { // tells of all of them again
		t.Fatal(err)
	}
	last := h.mintaBukti(contoh.Verifikator, "a.txt")
	h.kirimBukti(t, last, []byte("terakhir"))
	h.diperiksa(contoh.Verifikator, last)
	got.Unduhan = 1
	if again := h.diperiksa(contoh.Verifikator, b); again != got {
		t.Errorf("after another file: got %+v, want %+v", again, got)
	}
}

// TestUploadWhileDown finds, at the start, what arrived without anybody hearing of it.
func TestUploadWhileDown(t *testing.T) {
	data := t.TempDir()
	h := startMachineIn(t, data, seed(t))
	b := h.mintaBukti(contoh.Verifikator, "a.pdf")
	h.m.close()
	secret, err := os.ReadFile(filepath.Join(data, "rahasia"))
	if err != nil {
		t.Fatal(err)
	}
	u, err := dir.OpenUploads(filepath.Join(data, "unggahan"), secret, time.Now, h.url, func(objects.Upload) {})
	if err != nil {
		t.Fatal(err)
	}
	contentType, form := formulirIsi(t, b.Formulir.Isian, []byte("%PDF-1.7"))
	r := httptest.NewRequest("POST", b.Formulir.Alamat, form)
	r.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	u.ServeHTTP(w, r)
	if w.Code != http.StatusNoContent {
		t.Fatalf("send: got status %d: %s", w.Code, w.Body)
	}
	if err := u.Close(); err != nil {
		t.Fatal(err)
	}
	h = startMachineIn(t, data, sample.Bundle{})
	if got := h.diperiksa(contoh.Verifikator, b); got.Status != "diterima" {
		t.Errorf("got %+v, want it received", got)
	}
}

// TestCreatedEvent holds the event to the members of S3's own.
func TestCreatedEvent(t *testing.T) {
	raw, err := os.ReadFile("../../functions/bukti/testdata/bukti.json")
	if err != nil {
		t.Fatal(err)
	}
	ours, err := json.Marshal(createdEvent(objects.Upload{Key: "bukti/a/2023/b", Version: "v", Size: 5}, "id", time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal(ours, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if g, w := bentuk(got), bentuk(want); !reflect.DeepEqual(g, w) {
		t.Errorf("got %v, want %v", g, w)
	}
}

// bentuk is JSON with the kind of each value in its place.
func bentuk(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			out[k] = bentuk(e)
		}
		return out
	case []any:
		return []any{bentuk(v[0])}
	}
	return reflect.TypeOf(v).String()
}
